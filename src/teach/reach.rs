//! The least that an assignment lets an answer emit: solved over what is open in it, within its
//! bounds, under all limits. A target below that is one that nobody can meet.
//!
//! At a given scenario length and power are searched as the exact optimum does: one power is best for
//! the radio at any length, and every limit bounds power from below. What else is open is turned one
//! control after another until nothing gets better, from where the scenario stands and from the ends of
//! its ranges. What is found is an answer, so it can be reached; that none is better by more than a
//! thousandth is held against random answers (the tests below).

use super::assignment::{Assignment, CHOICES, DECISION, chosen};
use crate::carbon::{Chain, Footprint, footprint};
use crate::data;
use crate::math::{self, decimal};
use crate::optimum::optimum;
use crate::scenario::{Accounting, CellKind, Decision, EnergyModel, Scenario};

/// What a target leaves above the least, as a share of it.
const ROOM: f64 = 0.05;
/// Values that are tried of a number, first over all of its range, then around the best.
const TRIED: u32 = 8;
/// How often a range is narrowed around its best value.
const NARROWED: usize = 4;
/// How often all controls are gone through.
const ROUNDS: usize = 6;
/// Lengths that are tried at a time.
const LENGTHS: u32 = 48;
/// Halvings of the logarithm of power.
const HALVINGS: usize = 40;

/// The best answer to an assignment.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// With the assignment's least quality among the limits.
    pub print: Footprint,
    /// What to set for it.
    pub answer: Vec<(String, String)>,
}

impl Reach {
    /// The least target that can be met, mg, of three digits.
    pub fn target_mg(&self) -> f64 {
        three_digits_up(self.print.total_g * 1e3)
    }
}

/// A target that can be met, and is not met by what a learner begins with as far as that lies above the
/// least.
pub fn suggested(least: f64, begins: Option<f64>) -> f64 {
    let room = ROOM * least;
    let half_way = begins.map(|begins| 0.5 * (begins - least)).filter(|it| *it > 0.0);
    least + half_way.map_or(room, |half_way| room.min(half_way))
}

/// The next number of three digits that is not below.
pub fn three_digits_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let step = math::pow(10.0, math::log10(value).floor() - 2.0);
    // Without the last binary digits that a decimal step leaves.
    decimal::read(&format!("{:.9e}", (value / step - 1e-9).ceil() * step)).unwrap_or(value)
}

/// The best answer; none where no answer keeps all limits. `fixed` is the decision where its halves
/// are locked, as in [`Assignment::judge`].
pub fn reach(task: &Assignment, base: &Scenario, fixed: Option<Decision>) -> Option<Reach> {
    let turned: Vec<Turned> =
        task.open.iter().filter_map(|it| Turned::of(&it.name, it.bounds)).collect();
    let judge = |scenario: &Scenario| judged(task, scenario, fixed);
    let mut best: Option<(Scenario, Judged)> = None;
    for start in starts(base, &turned) {
        let found = descended(start, &turned, &judge);
        if let Some(found) = found
            && best.as_ref().is_none_or(|best| found.1.order() < best.1.order())
        {
            best = Some(found);
        }
    }
    let (scenario, judged) = best.filter(|(_, it)| it.short == 0.0)?;
    let decision = judged.print.decision;
    // A cell may end below what the bounds allow: what is set lies inside them all the same.
    let halves = DECISION.into_iter().zip([f64::from(decision.tokens), decision.power_w]);
    let halves = halves.filter_map(|(name, value)| {
        let bounds = task.opened(name)?.bounds;
        Some((name, bounds.map_or(value, |(from, to)| math::clamp(value, from, to)).to_string()))
    });
    let others = turned.iter().map(|it| {
        let number = scenario.number(it.name).map(|it| it.to_string());
        (it.name, number.unwrap_or_else(|| chosen(&scenario, it.name)))
    });
    let answer = halves.chain(others).map(|(name, value)| (name.to_string(), value)).collect();
    Some(Reach { print: judged.print, answer })
}

/// Why nobody can meet an assignment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OutOfReach {
    /// Nothing keeps all limits.
    Limits,
    /// Its target lies below the least that can be reached, mg.
    Target { least_mg: f64 },
}

/// Says why nobody can; none where somebody can. Arguments as of [`reach`].
pub fn out_of_reach(
    task: &Assignment,
    base: &Scenario,
    fixed: Option<Decision>,
) -> Option<OutOfReach> {
    let least_mg = reach(task, base, fixed).map(|it| it.target_mg());
    match (least_mg, task.at_most_mg) {
        (None, _) => Some(OutOfReach::Limits),
        (Some(least_mg), Some(most)) if most < least_mg => Some(OutOfReach::Target { least_mg }),
        _ => None,
    }
}

/// What came of a scenario, its length and power chosen as well as the assignment lets them be.
struct Judged {
    /// How far the limits are from being kept; 0 where all are.
    short: f64,
    print: Footprint,
}

impl Judged {
    fn order(&self) -> (f64, f64) {
        (self.short, self.print.total_g)
    }
}

fn judged(task: &Assignment, scenario: &Scenario, fixed: Option<Decision>) -> Option<Judged> {
    let mut chain = Chain::new(&scenario.validate().ok()?);
    let least = task.qoe_least.unwrap_or(0.0).max(chain.limits.qoe_min);
    let opened = DECISION.map(|name| task.opened(name));
    let print = match (opened, fixed) {
        // The optimum decides by the scenario's own limits.
        ([None, None], None) => {
            let print = optimum(&chain).footprint().clone();
            chain.limits.qoe_min = least;
            footprint(&chain, print.decision)
        }
        _ => {
            chain.limits.qoe_min = least;
            let start = fixed.unwrap_or_else(|| chain.natural());
            let span = |half: usize, locked: f64, from: f64, to: f64| match opened[half]
                .map(|it| it.bounds)
            {
                None => (math::clamp(locked, from, to), math::clamp(locked, from, to)),
                Some(None) => (from, to),
                Some(Some((least, most))) => {
                    (math::clamp(least, from, to), math::clamp(most, from, to))
                }
            };
            let tokens = span(0, start.tokens.into(), 1.0, chain.tokens_max.into());
            let power = span(1, start.power_w, chain.power_min_w, chain.power_max_w);
            let free = opened.iter().all(|it| it.is_some_and(|it| it.bounds.is_none()));
            if free {
                optimum(&chain).footprint().clone()
            } else {
                least_within(&chain, (tokens.0.ceil() as u32, tokens.1.floor() as u32), power)
            }
        }
    };
    Some(Judged { short: shortfall(&chain, &print), print })
}

/// How far the limits are from being kept, each in its own measure.
fn shortfall(chain: &Chain, print: &Footprint) -> f64 {
    let over =
        |used: f64, of: f64| if of > 0.0 { (used / of - 1.0).max(1e-9) } else { used.max(1e-9) };
    let limits = &chain.limits;
    let shares = [
        over(limits.qoe_min, print.qoe.total.max(1e-300)),
        over(print.latency_s, limits.latency_max_s),
        over(print.wireless.outage, limits.outage_max),
        over(limits.rate_min.0, print.wireless.rate_bps),
    ];
    // A sum of great shares would hide the small ones.
    let broken = shares.iter().zip(print.kept).filter(|(_, kept)| !kept);
    broken.map(|(share, _)| math::ln(1.0 + share)).sum()
}

/// The best decision inside the bounds; where none keeps all limits, the one that is nearest.
fn least_within(chain: &Chain, tokens: (u32, u32), power: (f64, f64)) -> Footprint {
    let at = |tokens: u32, power_w: f64| footprint(chain, Decision { tokens, power_w });
    let (low, high) = (math::ln(power.0), math::ln(power.1));
    let watts = |ln: f64| math::clamp(math::exp(ln), power.0, power.1);
    let per_bit = |ln: f64| chain.on_air_g_per_s(watts(ln)) / at(1, watts(ln)).wireless.rate_bps;
    // Affine over concave: it falls, then rises.
    let free = watts(fallen(low, high, per_bit));
    let best = |tokens: u32| {
        let print = at(tokens, free);
        if print.feasible() {
            return print;
        }
        let most = at(tokens, power.1);
        if !most.feasible() {
            return most;
        }
        let (mut from, mut to) = (math::ln(free), high);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (from + to);
            if at(tokens, watts(middle)).feasible() { to = middle } else { from = middle }
        }
        let print = at(tokens, watts(to));
        if print.feasible() { print } else { most }
    };
    let order = |print: &Footprint| (shortfall(chain, print), print.total_g);
    let (mut from, mut to) = (tokens.0.min(tokens.1), tokens.1.max(tokens.0));
    let mut found = best(from);
    loop {
        let step = (to - from).div_ceil(LENGTHS).max(1);
        let tried = (from..=to).step_by(step as usize).chain([to]).map(&best);
        if let Some(next) = tried
            .min_by(|a, b| order(a).partial_cmp(&order(b)).unwrap_or(std::cmp::Ordering::Equal))
            && order(&next) < order(&found)
        {
            found = next;
        }
        if step == 1 {
            return found;
        }
        let here = found.decision.tokens;
        (from, to) = (from.max(here.saturating_sub(step)), to.min(here + step));
    }
}

/// Where a function that falls, then rises, is least.
fn fallen(mut low: f64, mut high: f64, value: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..HALVINGS {
        let (a, b) = (low + 0.382 * (high - low), low + 0.618 * (high - low));
        if value(a) <= value(b) { high = b } else { low = a }
    }
    0.5 * (low + high)
}

/// A control beside length and power.
struct Turned {
    name: &'static str,
    /// From and to; none where it is a name.
    range: Option<(f64, f64)>,
    log: bool,
    integer: bool,
}

impl Turned {
    fn of(name: &str, bounds: Option<(f64, f64)>) -> Option<Self> {
        if let Some(name) = CHOICES.into_iter().find(|it| *it == name) {
            return Some(Self { name, range: None, log: false, integer: false });
        }
        let field = data::field(name)?;
        // Some have no end: what no slider reaches nobody is asked to find.
        let most =
            if field.max.is_finite() { field.max } else { field.slider.map_or(1e6, |it| it.1) };
        let range = bounds.unwrap_or((field.min, most));
        Some(Self {
            name: field.name,
            range: Some(range),
            log: field.log_scale,
            integer: field.integer,
        })
    }

    /// Words to choose from.
    fn words(&self) -> Vec<&'static str> {
        match self.name {
            "model" => data::LLMS.iter().map(|it| it.name).collect(),
            "energy_model" => EnergyModel::ALL.iter().map(|it| it.word()).collect(),
            "cell" => CellKind::ALL.iter().map(|it| it.word()).collect(),
            "accounting" => Accounting::ALL.iter().map(|it| it.word()).collect(),
            _ => Vec::new(),
        }
    }

    fn at(&self, (from, to): (f64, f64), share: f64) -> f64 {
        let ratios = self.log && to > 0.0;
        let value = if ratios {
            // A range that begins at none has small values too.
            let first = if from > 0.0 { from } else { to * 1e-6 };
            if share == 0.0 { from } else { first * math::pow(to / first, share) }
        } else {
            from + share * (to - from)
        };
        let value = if self.integer { value.round() } else { value };
        math::clamp(value, from, to)
    }
}

fn with(scenario: &Scenario, name: &str, value: f64) -> Scenario {
    let mut changed = scenario.clone();
    // What a field refuses leaves the scenario as it is.
    let _ = changed.set(name, value);
    changed
}

/// Where the search begins: the scenario with every number inside its bounds, and at both ends.
fn starts(base: &Scenario, turned: &[Turned]) -> Vec<Scenario> {
    let mut starts = Vec::new();
    for share in [None, Some(0.0), Some(1.0)] {
        let mut start = base.clone();
        for it in turned {
            let Some((from, to)) = it.range else { continue };
            let value = match share {
                None => start.number(it.name).map_or(from, |now| math::clamp(now, from, to)),
                Some(share) => it.at((from, to), share),
            };
            start = with(&start, it.name, value);
        }
        starts.push(start);
    }
    starts.dedup();
    starts
}

/// Turns one control after another until nothing gets better.
fn descended(
    start: Scenario,
    turned: &[Turned],
    judge: &impl Fn(&Scenario) -> Option<Judged>,
) -> Option<(Scenario, Judged)> {
    let mut at = At { judged: judge(&start), scenario: start };
    for _ in 0..ROUNDS {
        let before = at.order();
        for it in turned {
            match it.range {
                None => {
                    for word in it.words() {
                        let mut tried = at.scenario.clone();
                        if tried.set_text(it.name, word).is_ok() {
                            at.take(tried, judge);
                        }
                    }
                }
                Some(range) => {
                    let (mut low, mut high) = (0.0, 1.0);
                    for _ in 0..=NARROWED {
                        let share =
                            |index: u32| low + (high - low) * f64::from(index) / f64::from(TRIED);
                        let mut best = None;
                        for index in 0..=TRIED {
                            let tried = with(&at.scenario, it.name, it.at(range, share(index)));
                            if at.take(tried, judge) {
                                best = Some(index);
                            }
                        }
                        // Where nothing was better the range is left.
                        let Some(best) = best else { break };
                        (low, high) = (share(best.saturating_sub(1)), share((best + 1).min(TRIED)));
                    }
                }
            }
        }
        if at.order() == before {
            break;
        }
    }
    at.judged.map(|judged| (at.scenario, judged))
}

/// Where the search stands.
struct At {
    scenario: Scenario,
    judged: Option<Judged>,
}

impl At {
    fn order(&self) -> Option<(f64, f64)> {
        self.judged.as_ref().map(Judged::order)
    }

    /// Goes there if it is better; whether it went.
    fn take(&mut self, tried: Scenario, judge: &impl Fn(&Scenario) -> Option<Judged>) -> bool {
        let Some(judged) = judge(&tried) else { return false };
        let better = self.order().is_none_or(|now| judged.order() < now);
        if better {
            *self = Self { scenario: tried, judged: Some(judged) };
        }
        better
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};
    use crate::scenario::PRESETS;
    use crate::teach::assignment::{Opened, names};

    #[test]
    fn a_suggested_target_is_not_met_by_what_a_learner_begins_with() {
        for begins in [100.2, 101.0, 104.0, 111.0, 300.0] {
            let target = suggested(100.0, Some(begins));
            assert!(target > 100.0 && target < begins && target <= 105.0, "{begins}: {target}");
        }
        // What begins at the least meets any that can be met.
        assert_eq!([None, Some(100.0), Some(90.0)].map(|it| suggested(100.0, it)), [105.0; 3]);
    }

    fn avatar() -> Scenario {
        Scenario { payload_bytes_per_token: 5_000.0, distance_m: 600.0, ..Scenario::default() }
    }

    fn open(name: &str, bounds: Option<(f64, f64)>) -> Opened {
        Opened { name: name.to_string(), bounds }
    }

    fn task(open: Vec<Opened>) -> Assignment {
        Assignment { open, ..Assignment::default() }
    }

    /// What the search found, set as a learner would set it.
    fn set(task: &Assignment, answer: &[(String, String)]) -> Assignment {
        let mut task = task.clone();
        for (name, value) in answer {
            task.set(name, value).unwrap();
        }
        task
    }

    #[test]
    fn tour_12_a_target_that_nobody_can_meet_is_known_with_the_least_that_somebody_can() {
        let open = vec![open("tokens", None), open("power_w", None)];
        let least_mg = reach(&task(open.clone()), &avatar(), None).unwrap().target_mg();
        let asked = |at_most_mg, qoe_least| {
            let task = Assignment { at_most_mg, qoe_least, ..task(open.clone()) };
            out_of_reach(&task, &avatar(), None)
        };
        assert_eq!(asked(Some(3.0), None), Some(OutOfReach::Target { least_mg }));
        assert_eq!(asked(None, Some(1.0)), Some(OutOfReach::Limits));
        for most in [None, Some(least_mg), Some(1e3)] {
            assert_eq!(asked(most, None), None);
        }
    }

    #[test]
    fn what_is_open_alone_is_the_optimum() {
        let best = optimum(&Chain::new(&avatar().validate().unwrap())).footprint().clone();
        for open in [vec![], vec![open("tokens", None), open("power_w", None)]] {
            assert_eq!(reach(&task(open), &avatar(), None).unwrap().print, best);
        }
        // One half alone, and both inside bounds that leave the optimum out, cost more.
        let natural = Chain::new(&avatar().validate().unwrap()).natural();
        let half = reach(&task(vec![open("tokens", None)]), &avatar(), None).unwrap().print;
        assert_eq!(half.decision.power_w, natural.power_w);
        assert!(half.total_g > best.total_g && half.feasible());
        let low = best.decision.power_w * 0.5;
        let bounded = task(vec![open("tokens", None), open("power_w", Some((0.1, low)))]);
        let within = reach(&bounded, &avatar(), None).unwrap().print;
        assert!(within.decision.power_w <= low && within.total_g > best.total_g);
        // More than the scene's own quality costs more, too.
        let good = Assignment {
            qoe_least: Some(0.8),
            ..task(vec![open("tokens", None), open("power_w", None)])
        };
        let good = reach(&good, &avatar(), None).unwrap().print;
        assert!(good.qoe.total >= 0.8 * (1.0 - 1e-9) && good.total_g > best.total_g);
        // A quality that nothing reaches leaves nothing.
        let none = Assignment { qoe_least: Some(1.0), ..task(vec![open("tokens", None)]) };
        assert_eq!(reach(&none, &avatar(), None), None);
    }

    /// A random task over a preset: some controls open, some of them bounded, here and there more quality.
    fn random(rng: &mut Rng) -> (Scenario, Assignment, Option<Decision>) {
        let mut pick =
            |count: usize| ((rng.uniform_in(0.0, 1.0) * count as f64) as usize).min(count - 1);
        let base = PRESETS[pick(PRESETS.len())].scenario();
        let all: Vec<_> = names().collect();
        let mut opened: Vec<Opened> = Vec::new();
        for _ in 0..=pick(4) {
            let name = if pick(2) == 0 { DECISION[pick(2)] } else { all[pick(all.len())] };
            let (low, high) = (0.1 + 0.1 * pick(5) as f64, 0.6 + 0.1 * pick(5) as f64);
            let bounds = match name {
                "tokens" => Some((900.0 * low, 900.0 * high)),
                "power_w" => Some((20.0 * low, 20.0 * high)),
                name => Turned::of(name, None).and_then(|it| {
                    let range = it.range?;
                    Some((it.at(range, low), it.at(range, high))).filter(|(a, b)| a < b)
                }),
            };
            if opened.iter().all(|it| it.name != name) {
                opened.push(open(name, bounds.filter(|_| pick(2) == 0)));
            }
        }
        let qoe_least = (pick(3) == 0).then(|| 0.5 + 0.05 * pick(8) as f64);
        let fixed = (pick(3) == 0).then_some(Decision { tokens: 300, power_w: 5.0 });
        (base, Assignment { qoe_least, ..task(opened) }, fixed)
    }

    #[test]
    fn tour_12_no_random_answer_is_better_than_what_is_called_reachable() {
        let mut rng = Rng::new(12, Stream::Lessons);
        let (mut reached, mut beaten) = (0, 0);
        for number in 0..60 {
            let (base, task, fixed) = random(&mut rng);
            let found = reach(&task, &base, fixed);
            if let Some(found) = &found {
                reached += 1;
                // It is an answer: set as a learner sets it, it meets a target that asks for just that.
                let least = found.target_mg();
                assert!(least < found.print.total_g * 1e3 * 1.0101, "{least}");
                let target =
                    Assignment { at_most_mg: Some(least.max(1e-9)), ..set(&task, &found.answer) };
                let verdict = target.judge(&base, fixed).unwrap();
                assert!(verdict.passed, "{number}: {task:?}\n{:?}", found.answer);
            }
            for _ in 0..200 {
                let mut tried = task.clone();
                for it in &task.open {
                    let share = rng.uniform_in(0.0, 1.0);
                    let value = match (it.name.as_str(), Turned::of(&it.name, it.bounds)) {
                        ("tokens", _) => {
                            let (from, to) = it.bounds.unwrap_or((1.0, 1_000.0));
                            (from + share * (to - from)).round().to_string()
                        }
                        ("power_w", _) => {
                            let (from, to) = it.bounds.unwrap_or((0.2, 20.0));
                            (from + share * (to - from)).to_string()
                        }
                        (_, Some(turned)) => match turned.range {
                            Some(range) => turned.at(range, share).to_string(),
                            None => {
                                let words = turned.words();
                                words[((share * words.len() as f64) as usize).min(words.len() - 1)]
                                    .to_string()
                            }
                        },
                        _ => continue,
                    };
                    let _ = tried.set(&it.name, &value);
                }
                let Ok(verdict) = tried.judge(&base, fixed) else { continue };
                if verdict.broken.is_empty() && verdict.good {
                    beaten += 1;
                    let least = found
                        .as_ref()
                        .unwrap_or_else(|| panic!("{number}: {tried:?}"))
                        .print
                        .total_g;
                    assert!(
                        verdict.print.total_g >= least * 0.999 - 1e-15,
                        "{number}: {} < {least}: {tried:?}\n{found:?}",
                        verdict.print.total_g,
                    );
                }
            }
        }
        assert!(reached > 30 && beaten > 2_000, "{reached}, {beaten}");
    }
}
