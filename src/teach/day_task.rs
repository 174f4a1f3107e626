//! An assignment on a day: bring it below a target, with what of it is open.
//!
//! The day is charged as its rule plans it; where it is to be drawn, as it is drawn, sites and lengths
//! planned for it. The least that can be reached is solved over what is open, within its bounds. Where the best
//! plan or a drawing decides, more room, longer waiting and less to owe only widen what is possible, so
//! the freest day is the least; other rules are tried. What is found is an answer, so it can be reached.

use super::reach::three_digits_up;
use crate::data::day::GridYear;
use crate::day::said::{Aim, Given, MOST_SITES, Open, Rule, Site};
use crate::day::{Draft, Plan, Planner};
use crate::scenario::Scenario;

/// Of the zones of a record so many with the cleanest day are tried as sites.
const TRIED_ZONES: usize = 6;
/// So many values of an open number are tried where more is not always better, both ends among them.
const TRIED_VALUES: u32 = 5;
/// A sum of grams may be off by so much of it.
const ROUNDING: f64 = 1e-9;

/// How far a day is planned, and what it is charged then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Planned {
    Awaited,
    /// No plan keeps all limits.
    None,
    /// `home_g` is what it is charged at home and at once.
    At {
        total_g: f64,
        home_g: f64,
    },
}

/// How a day stands to its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayVerdict {
    pub total_g: f64,
    /// Quality that it owes in the mean.
    pub qoe: f64,
    pub passed: bool,
}

/// Judges a day that is charged so much.
pub fn verdict(given: &Given, scenario: &Scenario, total_g: f64) -> DayVerdict {
    let light = |aim: &Aim| aim.at_most_g.is_none_or(|most| total_g <= most * (1.0 + ROUNDING));
    let keeps = |aim: &Aim| light(aim) && aim.check(given, scenario).is_ok();
    let passed = given.aim.as_ref().is_none_or(keeps);
    DayVerdict { total_g, qoe: given.quality(scenario).0, passed }
}

/// Judges a day; none where no plan keeps all limits, or the year is another.
pub fn judge(given: &Given, scenario: &Scenario, year: &GridYear) -> Option<DayVerdict> {
    let total_g = Prepared::new(given, scenario, year)?.total_g()?;
    Some(verdict(given, scenario, total_g))
}

/// A day that can be planned.
struct Prepared<'a> {
    given: &'a Given,
    planner: Planner,
    today: crate::day::Today,
}

impl<'a> Prepared<'a> {
    fn new(given: &'a Given, scenario: &Scenario, year: &GridYear) -> Option<Self> {
        let planner = Planner::new(&given.setting(scenario)).ok()?;
        let today = given.today(year, given.date)?;
        Some(Self { given, planner, today })
    }

    fn best(&self) -> Option<Plan> {
        self.planner.plan(&self.today, crate::day::Rule::Best).ok()?
    }

    fn total_g(&self) -> Option<f64> {
        if !self.given.aim.as_ref().is_some_and(Aim::is_drawn) {
            let plan = self.planner.plan(&self.today, self.given.planned_by()).ok()?;
            return plan.map(|plan| plan.total_g);
        }
        let nobody_waits = || Draft::of(self.planner.setting()).nobody_waits();
        let drawn = self.given.drawn.unwrap_or_else(nobody_waits);
        self.planner.drawn(&self.today, &drawn).ok()?.map(|day| day.drawn_g)
    }
}

/// The best that is possible with what is open.
#[derive(Clone, Debug, PartialEq)]
pub struct DayReach {
    pub total_g: f64,
    /// What to set for it.
    pub given: Given,
}

impl DayReach {
    /// The least target that can be met, g, of three digits.
    pub fn target_g(&self) -> f64 {
        three_digits_up(self.total_g)
    }
}

/// The best that is possible; none where no plan keeps all limits, the year is another, or nothing is
/// asked.
pub fn reach(given: &Given, scenario: &Scenario, year: &GridYear) -> Option<DayReach> {
    let aim = given.aim.clone()?;
    let search = Search { aim: &aim, scenario, year };
    let start = aim.inside_of(given.clone(), scenario);
    let mut found = search.settled(search.freest(&start));
    if !search.gains_by_freedom(&start) {
        found = search.better(found, search.settled(start));
        found = found.map(|found| search.tried(found));
    }
    let found = found?;
    Some(if aim.is_drawn() { search.drawn(found)? } else { found })
}

struct Search<'a> {
    aim: &'a Aim,
    scenario: &'a Scenario,
    year: &'a GridYear,
}

impl Search<'_> {
    /// Whether more room, longer waiting and less quality never make the day worse.
    fn gains_by_freedom(&self, given: &Given) -> bool {
        let best = self.aim.opened(Open::Rule).is_some() || given.rule == Rule::Best;
        self.aim.is_drawn() || best
    }

    /// Bounds of what is open.
    fn ends(&self, what: Open) -> Option<(f64, f64)> {
        let opened = self.aim.opened(what)?;
        opened.bounds.or_else(|| what.span().map(|it| (it.from, it.to)))
    }

    /// With all the room, time and leave to be short that is allowed.
    fn freest(&self, given: &Given) -> Given {
        let mut free = given.clone();
        if let Some((_, most)) = self.ends(Open::Sites) {
            free.sites.iter_mut().for_each(|it| it.room = most);
        }
        if let Some((_, most)) = self.ends(Open::WaitShare) {
            free.wait_share = most;
        }
        if let Some((_, most)) = self.ends(Open::WaitHours) {
            free.wait_hours = most;
        }
        if let Some((least, _)) = self.ends(Open::Quality) {
            free.qoe_day = Some(least);
        }
        if self.aim.opened(Open::Rule).is_some() {
            free.rule = Rule::Best;
        }
        free
    }

    /// What a day is charged before anything is drawn: a drawing can be as good as the best plan.
    fn charged(&self, given: Given) -> Option<DayReach> {
        let prepared = Prepared::new(&given, self.scenario, self.year)?;
        let drawn = self.aim.is_drawn();
        let total_g = if drawn { prepared.best()?.total_g } else { prepared.total_g()? };
        drop(prepared);
        Some(DayReach { total_g, given })
    }

    fn better(&self, one: Option<DayReach>, other: Option<DayReach>) -> Option<DayReach> {
        one.into_iter().chain(other).min_by(|a, b| a.total_g.total_cmp(&b.total_g))
    }

    /// With the sites that are best one after another, where those are open; those that stand there, too.
    fn settled(&self, given: Given) -> Option<DayReach> {
        let as_it_is = self.charged(given.clone());
        let Some((_, room)) = self.ends(Open::Sites) else { return as_it_is };
        let zones = self.cleanest(&given);
        let mut best = self.charged(Given { sites: Vec::new(), ..given });
        for _ in 0..MOST_SITES {
            let Some(now) = &best else { break };
            let there = |zone: &&&str| now.given.sites.iter().all(|it| it.zone != **zone);
            let with = |zone: &&'static str| {
                let mut more = now.given.clone();
                more.sites.push(Site { zone, room });
                self.charged(more)
            };
            let next = zones.iter().filter(there).filter_map(with);
            let next = next.min_by(|a, b| a.total_g.total_cmp(&b.total_g));
            match next.filter(|it| it.total_g < now.total_g) {
                Some(next) => best = Some(next),
                None => break,
            }
        }
        self.better(best, as_it_is)
    }

    /// Zones beside home, by their mean of the day.
    fn cleanest(&self, given: &Given) -> Vec<&'static str> {
        let record = given.record();
        let mean = |zone: &str| {
            let hours = self.year.day(record.zone(zone)?, given.date.day_of_year())?;
            Some(hours.iter().sum::<f64>())
        };
        let others = record.zones.iter().copied().filter(|zone| *zone != given.home);
        let mut zones: Vec<_> = others.filter_map(|zone| Some((mean(zone)?, zone))).collect();
        zones.sort_by(|a, b| a.0.total_cmp(&b.0));
        zones.into_iter().take(TRIED_ZONES).map(|it| it.1).collect()
    }

    /// One open number after another at some values of its range, as long as it gets better.
    fn tried(&self, mut best: DayReach) -> DayReach {
        let numbers = [Open::WaitShare, Open::WaitHours, Open::Quality, Open::Sites];
        for what in numbers {
            let Some((from, to)) = self.ends(what) else { continue };
            for step in 0..TRIED_VALUES {
                let value = from + (to - from) * f64::from(step) / f64::from(TRIED_VALUES - 1);
                let mut given = best.given.clone();
                match what {
                    Open::WaitShare => given.wait_share = value,
                    Open::WaitHours => given.wait_hours = value.round(),
                    Open::Quality => given.qoe_day = Some(value),
                    _ => given.sites.iter_mut().for_each(|it| it.room = value),
                }
                let found = self.charged(given).filter(|it| it.total_g < best.total_g);
                best = found.unwrap_or(best);
            }
        }
        best
    }

    /// Drawn as the best plan has it, to the parts that can be drawn.
    fn drawn(&self, found: DayReach) -> Option<DayReach> {
        let prepared = Prepared::new(&found.given, self.scenario, self.year)?;
        let drawn = Draft::of(prepared.planner.setting()).of_plan(&prepared.best()?);
        let given = Given { drawn: Some(drawn), ..found.given.clone() };
        let total_g = Prepared { given: &given, ..prepared }.total_g()?;
        Some(DayReach { total_g, given })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::said::Opened;
    use crate::rng::{Rng, Stream};

    fn year() -> GridYear {
        GridYear::carried(2020).unwrap()
    }

    fn asked(open: &[(Open, Option<(f64, f64)>)]) -> Given {
        let open = open.iter().map(|&(what, bounds)| Opened { what, bounds }).collect();
        Given { aim: Some(Aim { at_most_g: None, open }), ..Given::default() }
    }

    #[test]
    fn a_day_is_judged_as_it_is_planned_or_drawn() {
        let (scenario, year) = (Scenario::default(), year());
        let total = |given: &Given| judge(given, &scenario, &year).unwrap();
        let mut given = asked(&[(Open::Rule, None)]);
        let best = total(&given);
        given.rule = Rule::Home;
        let home = total(&given);
        assert!(best.total_g < home.total_g && best.passed && home.passed);
        given.aim.as_mut().unwrap().at_most_g = Some(best.total_g * 1.01);
        assert!(!total(&given).passed);
        given.rule = Rule::Best;
        assert!(total(&given).passed && total(&given).qoe == scenario.qoe_min);
        // Where it is drawn nobody waits before a hand has drawn, whoever is chosen to plan.
        let mut given = asked(&[(Open::Drawn, None)]);
        given.rule = Rule::Home;
        let nobody = total(&given);
        assert!(nobody.total_g < home.total_g && nobody.total_g > best.total_g);
        // A number outside its bounds meets nothing.
        let mut given = asked(&[(Open::WaitShare, Some((0.0, 0.2)))]);
        assert!(!total(&given).passed);
        given.wait_share = 0.2;
        assert!(total(&given).passed);
        // Of another year nothing is known, and what nothing keeps is not judged.
        given.date.year = 2019;
        assert_eq!(judge(&given, &scenario, &year), None);
        let strict = Given { qoe_day: Some(1.0), ..Given::default() };
        assert_eq!(judge(&strict, &scenario, &year), None);
        assert_eq!(reach(&Given { aim: given.aim, ..strict }, &scenario, &year), None);
    }

    /// Another answer to what is open, anywhere inside the bounds.
    fn any(rng: &mut Rng, aim: &Aim, given: &Given) -> Given {
        let mut given = given.clone();
        let draw = |rng: &mut Rng, opened: &Opened| {
            let span = opened.what.span().unwrap();
            let (from, to) = opened.bounds.unwrap_or((span.from, span.to));
            from + (to - from) * rng.uniform()
        };
        for it in &aim.open {
            match it.what {
                Open::Sites => {
                    let zones = given.record().zones;
                    given.sites.clear();
                    for _ in 0..rng.below(MOST_SITES + 1) {
                        let zone = zones[rng.below(zones.len())];
                        if zone != given.home && given.sites.iter().all(|it| it.zone != zone) {
                            given.sites.push(Site { zone, room: draw(rng, it) });
                        }
                    }
                }
                Open::WaitShare => given.wait_share = draw(rng, it),
                Open::WaitHours => given.wait_hours = draw(rng, it).round(),
                Open::Quality => given.qoe_day = Some(draw(rng, it)),
                Open::Rule => given.rule = Rule::ALL[rng.below(Rule::ALL.len())],
                Open::Drawn => {
                    let mut drawn = [0; 24];
                    (0..crate::day::PARTS).for_each(|_| drawn[rng.below(24)] += 1);
                    given.drawn = Some(drawn);
                }
            }
        }
        given
    }

    #[test]
    fn what_is_reached_can_be_answered_and_no_random_answer_is_better() {
        let (scenario, year) = (Scenario::default(), year());
        let mut rng = Rng::new(11, Stream::TuneContexts);
        let share = (Open::WaitShare, Some((0.1, 0.5)));
        let hours = (Open::WaitHours, Some((1.0, 8.0)));
        let quality = (Open::Quality, Some((0.5, 0.7)));
        let sites = (Open::Sites, Some((0.0, 0.4)));
        for (open, rule) in [
            (&[(Open::Drawn, None)][..], Rule::Best),
            (&[(Open::Drawn, None), share, hours], Rule::Home),
            (&[share, hours, quality], Rule::Best),
            (&[sites], Rule::Best),
            (&[sites, share], Rule::Cleanest),
            (&[share, hours], Rule::Forecast),
            (&[quality, (Open::Rule, None)], Rule::Home),
            (&[], Rule::Cleanest),
        ] {
            let given = Given { rule, ..asked(open) };
            let aim = given.aim.clone().unwrap();
            let found = reach(&given, &scenario, &year).unwrap();
            assert_eq!(aim.check(&found.given, &scenario), Ok(()), "{open:?}");
            assert_eq!(aim.differing(&given, &found.given), [""; 0], "{open:?}");
            let judged = judge(&found.given, &scenario, &year).unwrap();
            assert_eq!(judged.total_g, found.total_g, "{open:?}");
            assert!(found.target_g() >= found.total_g && found.target_g() < found.total_g * 1.01);
            for _ in 0..12 {
                let other = any(&mut rng, &aim, &given);
                let Some(other) = judge(&other, &scenario, &year) else { continue };
                let less = other.total_g / found.total_g;
                assert!(less > 1.0 - 1e-3, "{open:?} {rule:?}: {less}");
            }
        }
    }
}
