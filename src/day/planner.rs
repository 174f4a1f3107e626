//! A setting prepared, and the plans of its days.

use super::fill::Windows;
use super::solve::{Cell, Filled, Problem, Solved};
use super::{
    DayError, Forecast, Grids, Hourly, Levers, Parts, Plan, Price, Rule, Served, Setting, Today,
};
use crate::carbon::{Chain, Footprint, TOLERANCE, footprint};
use crate::data::day::HOURS;
use crate::math;
use crate::optimum::{Air, Frontier};
use crate::scenario::Decision;
use crate::units::CarbonIntensity;
use std::cell::RefCell;

/// What does not depend on the date, prepared.
pub struct Planner {
    setting: Setting,
    windows: Windows,
    /// The same answers, none of which waits.
    hurried: Windows,
    /// The most of each site in an hour.
    room: Vec<f64>,
    /// By site: which of the ways below leads there.
    way: Vec<usize>,
    /// Different round trips.
    ways: Vec<Way>,
    /// The radio by intensity, g/kWh.
    whole: RefCell<Vec<Option<Air>>>,
    /// The last day's best: every rule is held against it.
    last: RefCell<Option<(Grids, Best)>>,
}

/// What the best plan serves, the least that any could be charged, g, and the price of quality, g.
type Best = (Vec<Served>, f64, f64);

/// Sites that are equally far.
struct Way {
    chain: Chain,
    /// Answers that are good enough by themselves; none where none is.
    alone: Option<Frontier>,
    /// Answers above the floor.
    mean: Option<Frontier>,
}

/// Intensities whose radio is kept, from 0.
const MOST_KEPT: usize = 1024;

/// The radio over a day.
type Airs = Vec<Air>;

/// What is given of cells: whose lengths, which sites, from which hour.
struct Choice<'a> {
    grids: &'a Grids,
    airs: &'a [Air],
    /// Each answer good enough by itself.
    alone: bool,
    /// Of the sites that may be used, home first.
    room: &'a [f64],
    from: usize,
}

/// An hour whose rest of the day is planned.
pub(super) struct Then<'a> {
    pub known: &'a Grids,
    /// What is left to compute, and the quality that it owes in sum.
    pub windows: &'a Windows,
    pub need: f64,
    /// What is short of it by so little is enough.
    pub slack: f64,
    pub planned: &'a [Served],
    pub price_g: f64,
}

impl Planner {
    /// Prepares a setting.
    ///
    /// # Errors
    /// Names what of it is out of range.
    pub fn new(setting: &Setting) -> Result<Self, DayError> {
        setting.check()?;
        let mut trips = vec![0.0];
        trips.extend(setting.sites.iter().map(|it| it.extra_rtt_s));
        let (mut way, mut different) = (Vec::new(), Vec::<f64>::new());
        for trip in trips {
            let known = different.iter().position(|it| *it == trip);
            way.push(known.unwrap_or(different.len()));
            if known.is_none() {
                different.push(trip);
            }
        }
        let ways = different.into_iter().map(|trip| Way::new(setting, trip));
        let ways = ways.collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            windows: setting.windows(),
            hurried: Windows::of_day(&setting.arrivals(), 0.0, 0),
            setting: setting.clone(),
            room: setting.room(),
            way,
            ways,
            whole: RefCell::new(vec![None; MOST_KEPT]),
            last: RefCell::new(None),
        })
    }

    /// What it was prepared from.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Whether any answer is as good as the day owes it.
    pub fn feasible(&self) -> bool {
        self.ways[0].alone.is_some()
    }

    /// The day as a rule plans it; none where no answer is good enough, or a forecast needs the day before
    /// and that is not known.
    ///
    /// # Errors
    /// Names an intensity that is out of range, or sites without grids.
    pub fn plan(&self, today: &Today, rule: Rule) -> Result<Option<Plan>, DayError> {
        self.check(today)?;
        if !self.feasible() {
            return Ok(None);
        }
        let airs = self.airs(&today.grids);
        let Some(best) = self.best(today, &airs) else { return Ok(None) };
        let (bound_g, price_g) = (best.1, best.2);
        let (served, multiplier) = match rule {
            Rule::Best | Rule::Forecast(Forecast::Perfect) => (best.0, Some(price_g)),
            Rule::Home => (self.fixed(&today.grids, &airs, self.home(), &self.hurried), None),
            Rule::Cleanest => (self.cleanest(&today.grids, &airs), None),
            Rule::Forecast(forecast) => match self.forecast(today, forecast) {
                Some(served) => (served, None),
                None => return Ok(None),
            },
        };
        Ok(Some(self.tallied(today, served, bound_g, multiplier)))
    }

    /// What a rule is charged over the day, g; none as for a plan.
    ///
    /// # Errors
    /// As [`Self::plan`].
    pub fn total_g(&self, today: &Today, rule: Rule) -> Result<Option<f64>, DayError> {
        self.check(today)?;
        if !self.feasible() {
            return Ok(None);
        }
        let airs = self.airs(&today.grids);
        let served = match rule {
            Rule::Home => Some(self.fixed(&today.grids, &airs, self.home(), &self.hurried)),
            Rule::Cleanest => Some(self.cleanest(&today.grids, &airs)),
            Rule::Best | Rule::Forecast(Forecast::Perfect) => {
                self.best(today, &airs).map(|it| it.0)
            }
            Rule::Forecast(forecast) => self.forecast(today, forecast),
        };
        Ok(served.map(|it| self.charged_g(&today.grids, &it)))
    }

    /// The day with each lever alone and with all; none where no answer is good enough.
    ///
    /// # Errors
    /// As [`Self::plan`].
    pub fn levers(&self, today: &Today) -> Result<Option<Levers>, DayError> {
        self.check(today)?;
        if !self.feasible() {
            return Ok(None);
        }
        let grids = &today.grids;
        let airs = self.airs(grids);
        let parts = |served: &[Served]| self.parts(grids, served).0;
        let home = parts(&self.fixed(grids, &airs, self.home(), &self.hurried));
        let r#where = parts(&self.fixed(grids, &airs, &self.room, &self.hurried));
        let when = parts(&self.fixed(grids, &airs, self.home(), &self.windows));
        let Some((long, ..)) = self.on_the_mean(grids, &airs, self.home(), &self.hurried) else {
            return Ok(None);
        };
        let Some((best, ..)) = self.best(today, &airs) else { return Ok(None) };
        let least = |a: Parts, b: Parts| if b.total_g() < a.total_g() { b } else { a };
        let long = least(home, parts(&long));
        Ok(Some(Levers { home, r#where, when, long, all: least(long, parts(&best)) }))
    }

    /// What one more of an answer's quality is charged in the best plan, g; none where no answer is good enough.
    pub(super) fn own_price_g(&self, today: &Today) -> Result<Option<f64>, DayError> {
        self.check(today)?;
        if !self.feasible() {
            return Ok(None);
        }
        Ok(self.best(today, &self.airs(&today.grids)).map(|it| it.2))
    }

    /// The day with every cell at its best for a price of quality; none where no answer is good enough.
    pub(super) fn at_price(&self, today: &Today, price_g: f64) -> Result<Option<Price>, DayError> {
        self.check(today)?;
        if !self.feasible() {
            return Ok(None);
        }
        let grids = &today.grids;
        let airs = self.airs(grids);
        let choice = Choice { grids, airs: &airs, alone: false, room: &self.room, from: 0 };
        let problem = self.problem(&choice, &self.windows);
        let filled = problem.filled(problem.priced(price_g));
        let qoe_mean = filled.quality / self.windows.total();
        Ok(Some(Price { qoe_mean, price_g, total_g: filled.carbon_g }))
    }

    /// What a day is charged whose answers are each good enough by themselves, with that room at home and
    /// sites, g.
    pub(super) fn fixed_g(&self, grids: &Grids, room: &[f64], windows: &Windows) -> f64 {
        self.charged_g(grids, &self.fixed(grids, &self.airs(grids), room, windows))
    }

    pub(super) fn check(&self, today: &Today) -> Result<(), DayError> {
        today.grids.check(&self.setting)?;
        today.yesterday.as_ref().map_or(Ok(()), |it| it.check(&self.setting))
    }

    /// Home's room alone.
    fn home(&self) -> &[f64] {
        &self.room[..1]
    }

    /// The radio in each hour: its grid is home's.
    fn airs(&self, grids: &Grids) -> Airs {
        grids.g_per_kwh[0].iter().filter_map(|&it| self.air(it)).collect()
    }

    /// The radio at an intensity; those of whole g/kWh, as all records are, are kept.
    fn air(&self, g_per_kwh: f64) -> Option<Air> {
        let frontier = self.ways[0].mean.as_ref()?;
        if g_per_kwh.fract() != 0.0 {
            return Some(frontier.air(g_per_kwh));
        }
        let place = g_per_kwh as usize;
        let known = self.whole.borrow().get(place).copied().flatten();
        Some(known.unwrap_or_else(|| {
            let air = frontier.air(g_per_kwh);
            if let Some(to) = self.whole.borrow_mut().get_mut(place) {
                *to = Some(air);
            }
            air
        }))
    }

    fn problem<'a>(&'a self, choice: &Choice<'a>, windows: &'a Windows) -> Problem<'a> {
        let mut cells = Vec::new();
        for site in (0..choice.room.len()).filter(|it| choice.room[*it] > 0.0) {
            let way = &self.ways[self.way[site]];
            let frontier = if choice.alone { &way.alone } else { &way.mean };
            let Some(frontier) = frontier else { continue };
            for hour in choice.from..HOURS {
                let centre_g_per_kwh = choice.grids.g_per_kwh[site][hour];
                let air = &choice.airs[hour];
                cells.push(Cell { site, hour, frontier, air, centre_g_per_kwh });
            }
        }
        Problem { cells, windows, room: choice.room }
    }

    /// Each answer good enough by itself, at the first sites, in the cheapest hours.
    fn fixed(&self, grids: &Grids, airs: &[Air], room: &[f64], windows: &Windows) -> Vec<Served> {
        let problem = self.problem(&Choice { grids, airs, alone: true, room, from: 0 }, windows);
        let filled = problem.filled(problem.priced(0.0));
        served(&problem, &filled)
    }

    /// At once, at the site of the cleanest grid that has room, each answer good enough by itself.
    fn cleanest(&self, grids: &Grids, airs: &[Air]) -> Vec<Served> {
        let choice = Choice { grids, airs, alone: true, room: &self.room, from: 0 };
        let problem = self.problem(&choice, &self.hurried);
        let places = math::rising(problem.cells.iter().map(|it| it.centre_g_per_kwh));
        let filled = problem.filled_in(&places, problem.priced(0.0));
        served(&problem, &filled)
    }

    /// Quality owed on the mean: what is served, a bound, and the price of quality.
    fn on_the_mean(
        &self,
        grids: &Grids,
        airs: &[Air],
        room: &[f64],
        windows: &Windows,
    ) -> Option<Best> {
        let problem = self.problem(&Choice { grids, airs, alone: false, room, from: 0 }, windows);
        let need = self.setting.qoe_day * windows.total();
        let enough = need * (1.0 - TOLERANCE);
        let Solved { filled, price_g, bound_g } = problem.solve(need, enough, None, 1e-7)?;
        Some((served(&problem, &filled), bound_g, price_g))
    }

    /// The least that was possible, the same way.
    fn best(&self, today: &Today, airs: &[Air]) -> Option<Best> {
        let grids = &today.grids;
        if let Some((_, best)) = self.last.borrow().as_ref().filter(|it| it.0 == *grids) {
            return Some(best.clone());
        }
        let (mut best, bound_g, price_g) =
            self.on_the_mean(grids, airs, &self.room, &self.windows)?;
        // One length a cell may leave a little; where all grids are alike that is more than there was.
        let fixed = self.fixed(grids, airs, &self.room, &self.windows);
        if self.charged_g(grids, &fixed) < self.charged_g(grids, &best) {
            best = fixed;
        }
        let best = (best, bound_g, price_g);
        *self.last.borrow_mut() = Some((grids.clone(), best.clone()));
        Some(best)
    }

    /// Each hour: what waits and what is still to come is planned by what is known then, and of that plan
    /// what it serves now is served.
    fn forecast(&self, today: &Today, forecast: Forecast) -> Option<Vec<Served>> {
        self.hour_by_hour(today, forecast, |_| ())
    }

    /// The same; `look` sees the plan of each hour.
    pub(super) fn hour_by_hour(
        &self,
        today: &Today,
        forecast: Forecast,
        mut look: impl FnMut(&Then),
    ) -> Option<Vec<Served>> {
        let mut windows = self.windows.clone();
        let mut need = self.setting.qoe_day * windows.total();
        // What an earlier hour was short of is owed by nobody: of the last ones few answers are left, or none. Each
        // hour may be short of a little more, so that rounding leaves none with more than it may be.
        let slack_per_hour = need * TOLERANCE / HOURS as f64;
        let mut all = Vec::new();
        let mut guess = None;
        for hour in 0..HOURS {
            let known = today.known(forecast, hour, self.setting.seed)?;
            windows.from = hour;
            // What an hour does too much is owed by the later ones no more.
            let close = if hour < HOURS - 4 { 1e-4 } else { 1e-6 };
            let slack = slack_per_hour * (hour + 1) as f64;
            let owed = (need, slack);
            let (planned, price_g) = self.rest(&known, &windows, owed, guess, close)?;
            guess = Some(price_g);
            look(&Then {
                known: &known,
                windows: &windows,
                need,
                slack,
                planned: &planned,
                price_g,
            });
            let mut left = windows.clone();
            for it in planned {
                if usize::from(it.hour) == hour {
                    let arrived = usize::from(it.arrived);
                    let at_once = left.at_once[arrived].min(it.amount);
                    left.at_once[arrived] -= at_once;
                    left.patient[arrived] =
                        (left.patient[arrived] - (it.amount - at_once)).max(0.0);
                    need -= it.amount * it.qoe;
                    all.push(it);
                }
            }
            left.at_once[hour] = 0.0;
            // Whose time is up has been served, but for what rounding leaves.
            for (waiting, last) in left.patient.iter_mut().zip(left.last) {
                if last <= hour {
                    *waiting = 0.0;
                }
            }
            windows = left;
        }
        Some(all)
    }

    /// The least for what is left of a day on these grids, and the price of quality; that is owed, or so little
    /// less.
    pub(super) fn rest(
        &self,
        grids: &Grids,
        windows: &Windows,
        (need, slack): (f64, f64),
        guess: Option<f64>,
        close: f64,
    ) -> Option<(Vec<Served>, f64)> {
        let airs = self.airs(grids);
        let choice =
            Choice { grids, airs: &airs, alone: false, room: &self.room, from: windows.from };
        let problem = self.problem(&choice, windows);
        let need = need.max(0.0);
        let solved = problem.solve(need, need - slack, guess, close)?;
        Some((served(&problem, &solved.filled), solved.price_g))
    }

    /// What that is charged on these grids, g.
    pub(super) fn charged_g(&self, grids: &Grids, served: &[Served]) -> f64 {
        self.parts(grids, served).0.total_g()
    }

    /// The least on these grids where somebody else has said how many are computed in each hour, g; none
    /// where no plan keeps all limits.
    pub(super) fn in_those_hours_g(&self, grids: &Grids, computed: &Hourly) -> Option<f64> {
        let windows = Windows::of_day(computed, 0.0, 0);
        let airs = self.airs(grids);
        if !self.holds(computed, |way| &way.mean) {
            return None;
        }
        let (least, ..) = self.on_the_mean(grids, &airs, &self.room, &windows)?;
        let least_g = self.charged_g(grids, &least);
        if !self.holds(computed, |way| &way.alone) {
            return Some(least_g);
        }
        let fixed = self.fixed(grids, &airs, &self.room, &windows);
        Some(least_g.min(self.charged_g(grids, &fixed)))
    }

    /// Whether home and the sites that are near enough for such answers have room for so many in each hour.
    fn holds(&self, computed: &Hourly, answers: impl Fn(&Way) -> &Option<Frontier>) -> bool {
        let near = |site: &usize| answers(&self.ways[self.way[*site]]).is_some();
        let room: f64 = (0..self.room.len()).filter(near).map(|site| self.room[site]).sum();
        computed.iter().all(|it| *it <= room * (1.0 + TOLERANCE))
    }

    /// What is served, summed up.
    fn tallied(
        &self,
        today: &Today,
        mut served: Vec<Served>,
        bound_g: f64,
        multiplier: Option<f64>,
    ) -> Plan {
        let (parts, prints) = self.parts(&today.grids, &served);
        for (it, print) in served.iter_mut().zip(prints) {
            (it.carbon_g, it.qoe) = (print.total_g, print.qoe.total);
        }
        served.sort_by_key(|it| (it.hour, it.site, it.arrived));
        let answers: f64 = served.iter().map(|it| it.amount).sum();
        let quality: f64 = served.iter().map(|it| it.amount * it.qoe).sum();
        let total_g = parts.total_g();
        let bound_g = bound_g.min(total_g);
        Plan {
            parts,
            total_g,
            bound_g,
            duality_gap: if bound_g > 0.0 { total_g / bound_g - 1.0 } else { 0.0 },
            qoe_mean: quality / answers,
            multiplier,
            served,
            load: self.setting.arrivals(),
        }
    }

    /// What emits, and the footprint of each that is served.
    fn parts(&self, grids: &Grids, served: &[Served]) -> (Parts, Vec<Footprint>) {
        let mut sum = Parts::default();
        let mut prints: Vec<Footprint> = Vec::with_capacity(served.len());
        let mut before: Option<&Served> = None;
        for it in served {
            // Of one cell there are many, by the hour of their arrival.
            let same = before.is_some_and(|last| {
                (last.hour, last.site, last.tokens, last.power_w)
                    == (it.hour, it.site, it.tokens, it.power_w)
            });
            let print = match prints.last() {
                Some(print) if same => print.clone(),
                _ => self.footprint(grids, it),
            };
            sum.compute_operational_g += it.amount * print.inference.operational_g;
            sum.compute_embodied_g += it.amount * print.inference.embodied_g;
            sum.radio_operational_g += it.amount * print.wireless.operational_g;
            sum.radio_embodied_g += it.amount * print.wireless.embodied_g;
            let phone_g = print.phone.operational_g + print.phone.embodied_g;
            sum.beyond_g += it.amount * (print.network.operational_g + phone_g);
            prints.push(print);
            before = Some(it);
        }
        (sum, prints)
    }

    fn footprint(&self, grids: &Grids, it: &Served) -> Footprint {
        let (site, hour) = (usize::from(it.site), usize::from(it.hour));
        let chain = Chain {
            data_centre: CarbonIntensity(grids.g_per_kwh[site][hour]),
            base_station: CarbonIntensity(grids.g_per_kwh[0][hour]),
            ..self.ways[self.way[site]].chain.clone()
        };
        footprint(&chain, Decision { tokens: it.tokens, power_w: it.power_w })
    }
}

impl Way {
    fn new(setting: &Setting, extra_rtt_s: f64) -> Result<Self, DayError> {
        let alone = setting.chain(extra_rtt_s, setting.qoe_day)?;
        let mean = setting.chain(extra_rtt_s, setting.qoe_floor)?;
        Ok(Self { alone: Frontier::new(&alone), mean: Frontier::new(&mean), chain: mean })
    }
}

/// Who is served where and when: the longest waiting first, at the sites in the order of the cells.
fn served(problem: &Problem, filled: &Filled) -> Vec<Served> {
    let demand: Hourly = problem.demand(filled);
    let flows = problem.windows.flows(&demand);
    let mut all = Vec::with_capacity(flows.len() + problem.cells.len());
    for hour in problem.windows.from..HOURS {
        let places = (0..problem.cells.len()).filter(|it| problem.cells[*it].hour == hour);
        let portions = places.flat_map(|place| {
            let site = problem.cells[place].site;
            filled.portions(place).map(move |(takes, priced)| (site, takes, priced))
        });
        let mut portions = portions.peekable();
        let next = portions.next();
        let Some((mut site, mut left, mut priced)) = next else { continue };
        for &(arrived, _, amount) in flows.iter().filter(|it| it.1 == hour) {
            let mut open = amount;
            loop {
                // What rounding leaves over goes to the last.
                let last = portions.peek().is_none();
                let takes = if last { open } else { open.min(left) };
                if takes > 0.0 {
                    all.push(Served {
                        arrived: arrived as u8,
                        hour: hour as u8,
                        site: site as u8,
                        amount: takes,
                        tokens: priced.tokens,
                        power_w: priced.power_w,
                        qoe: priced.qoe,
                        carbon_g: priced.carbon_g,
                    });
                }
                (open, left) = (open - takes, left - takes);
                if open <= 0.0 {
                    break;
                }
                let Some(next) = portions.next() else { break };
                (site, left, priced) = next;
            }
        }
    }
    all
}
