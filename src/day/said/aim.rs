//! What an assignment asks of a day: how little it may be charged, and what of it is the learner's.
//!
//! `open=drawn,wait_share:0:0.5` makes a day one of an assignment; `at_most_g=20500` is its target. What
//! is not open stays as it was set.

use super::{Given, ROOMS, Rule};
use crate::day::Setting;
use crate::math::{self, decimal};
use crate::scenario::{Allowed, Bound, Scenario, ScenarioError, Span};

/// What can be left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Open {
    /// Which zones beside home; bounds are of the room of each.
    Sites,
    WaitShare,
    WaitHours,
    /// Quality in the mean of the day.
    Quality,
    /// Who plans, and by which forecast.
    Rule,
    /// When those that can wait are computed: the day is charged as it is drawn, whoever else would plan.
    Drawn,
}

impl Open {
    pub const ALL: [Self; 6] =
        [Self::Drawn, Self::Sites, Self::WaitShare, Self::WaitHours, Self::Quality, Self::Rule];

    /// Its name in a link: the word of the day that it leaves open.
    pub const fn word(self) -> &'static str {
        ["sites", "wait_share", "wait_hours", "qoe_day", "rule", "drawn"][self as usize]
    }

    /// What its numbers may be; none where it has none.
    pub const fn span(self) -> Option<Span> {
        match self {
            Self::Sites => Some(ROOMS),
            Self::WaitShare | Self::Quality => Some(Setting::SHARE),
            Self::WaitHours => Some(Setting::WAIT_HOURS),
            Self::Rule | Self::Drawn => None,
        }
    }
}

/// Something that is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opened {
    pub what: Open,
    /// From and to; none where all of its range is allowed.
    pub bounds: Option<(f64, f64)>,
}

impl Opened {
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split(':');
        let name = words.next()?;
        let what = Open::ALL.into_iter().find(|it| it.word() == name)?;
        let numbers: Vec<f64> = words.map(decimal::read).collect::<Option<_>>()?;
        let bounds = match (&numbers[..], what.span()) {
            ([], _) => None,
            (&[from, to], Some(span)) if from < to && span.holds(from) && span.holds(to) => {
                Some((from, to))
            }
            _ => return None,
        };
        Some(Self { what, bounds })
    }

    fn word(&self) -> String {
        let name = self.what.word();
        self.bounds.map_or_else(|| name.to_string(), |(from, to)| format!("{name}:{from}:{to}"))
    }
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aim {
    /// The most that the day may be charged, g CO₂e.
    pub at_most_g: Option<f64>,
    pub open: Vec<Opened>,
}

impl Aim {
    /// Names of its words.
    pub const OPEN: &str = "open";
    pub const AT_MOST: &str = "at_most_g";
    /// What a target may be.
    pub const MOST_G: Span = Span::above(0.0, 1e12, "g");

    /// Reads both words, as far as they stand there; none where nothing is said to be open.
    ///
    /// # Errors
    /// Names what is not usable. An aim of which a part is missing is none: it might be an easier one.
    pub(super) fn read(
        open: Option<&str>,
        at_most: Option<&str>,
    ) -> Result<Option<Self>, ScenarioError> {
        let refused = |name: &str, value: &str, allowed: Allowed| {
            ScenarioError::range(&format!("{}{name}", super::GIVEN), value, allowed)
        };
        let target = |text: &str| {
            let grams = decimal::read(text).filter(|it| Self::MOST_G.holds(*it));
            grams.ok_or_else(|| refused(Self::AT_MOST, text, Self::MOST_G.into()))
        };
        let at_most_g = at_most.map(target).transpose()?;
        let Some(text) = open else {
            let alone = ScenarioError::Alone { field: "day.at_most_g", needs: "day.open" };
            return if at_most_g.is_some() { Err(alone) } else { Ok(None) };
        };
        let mut open: Vec<Opened> = Vec::new();
        for part in text.split(',').filter(|it| !it.is_empty()) {
            let known = |it: &Opened| open.iter().all(|there| there.what != it.what);
            let words = || Open::ALL.map(Open::word).join(" ");
            let allowed = || Allowed::Exactly(format!("name:from:to, each once: {}", words()));
            let read = Opened::read(part).filter(known);
            open.push(read.ok_or_else(|| refused(Self::OPEN, part, allowed()))?);
        }
        Ok(Some(Self { at_most_g, open }))
    }

    /// As a link says it, by name.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, String)> {
        let open = self.open.iter().map(Opened::word).collect::<Vec<_>>().join(",");
        let at_most = self.at_most_g.map(|it| (Self::AT_MOST, it.to_string()));
        [(Self::OPEN, open)].into_iter().chain(at_most)
    }

    /// How something is open; none where it is not.
    pub fn opened(&self, what: Open) -> Option<&Opened> {
        self.open.iter().find(|it| it.what == what)
    }

    /// What somebody has changed, as far as it is theirs: the rest stays as it was before, and numbers inside
    /// their bounds. What no total depends on is theirs, too.
    pub fn held(&self, before: &Given, after: Given) -> Given {
        let theirs = |what| self.opened(what).is_some();
        let mut given = before.clone();
        given.machines = after.machines;
        if theirs(Open::Sites) {
            given.sites = after.sites;
            given.sites.retain(|it| it.zone != before.home);
        }
        if theirs(Open::WaitShare) {
            given.wait_share = after.wait_share;
        }
        if theirs(Open::WaitHours) {
            given.wait_hours = after.wait_hours;
        }
        if theirs(Open::Quality) {
            given.qoe_day = after.qoe_day;
        }
        if self.leaves(Open::Rule) {
            (given.rule, given.forecast) = (after.rule, after.forecast);
        }
        if theirs(Open::Drawn) {
            given.drawn = after.drawn;
        }
        self.inside(given)
    }

    /// A day whose numbers lie inside the bounds: where a learner begins.
    pub fn inside(&self, mut given: Given) -> Given {
        for it in &self.open {
            let Some((from, to)) = it.bounds else { continue };
            let within = |value: f64| math::clamp(value, from, to);
            match it.what {
                Open::Sites => given.sites.iter_mut().for_each(|it| it.room = within(it.room)),
                Open::WaitShare => given.wait_share = within(given.wait_share),
                Open::WaitHours => given.wait_hours = within(given.wait_hours),
                Open::Quality => given.qoe_day = given.qoe_day.map(within),
                Open::Rule | Open::Drawn => {}
            }
        }
        given
    }

    /// The same where the quality is the scene's, which is given then where it lies outside.
    pub fn inside_of(&self, given: Given, scenario: &Scenario) -> Given {
        let (quality, _) = given.quality(scenario);
        let out = self.opened(Open::Quality).and_then(|it| it.bounds);
        let out = out.is_some_and(|(from, to)| !(from..=to).contains(&quality));
        let qoe_day = if out { Some(quality) } else { given.qoe_day };
        self.inside(Given { qoe_day, ..given })
    }

    /// Whether something of a day is the learner's. Who draws the day chooses freely what to see of others.
    pub fn leaves(&self, what: Open) -> bool {
        self.opened(what).is_some() || (what == Open::Rule && self.is_drawn())
    }

    /// The day as it is given out: what is open is as usual and not as its maker has it, which may be the answer;
    /// nobody plans it well before somebody has thought of it, and nothing is drawn.
    pub fn given_out(&self, mut given: Given, scenario: &Scenario) -> Given {
        let usual = Given::of_year(given.date);
        for it in &self.open {
            match it.what {
                Open::Sites => given.sites = usual.sites.clone(),
                Open::WaitShare => given.wait_share = usual.wait_share,
                Open::WaitHours => given.wait_hours = usual.wait_hours,
                Open::Quality => given.qoe_day = None,
                Open::Rule => given.rule = Rule::Home,
                Open::Drawn => {}
            }
        }
        given.drawn = None;
        given.sites.retain(|it| it.zone != given.home);
        self.inside_of(given, scenario)
    }

    /// Names a number that lies outside its bounds.
    ///
    /// # Errors
    /// Its value and the bounds.
    pub fn check(&self, given: &Given, scenario: &Scenario) -> Result<(), ScenarioError> {
        for it in &self.open {
            let Some((from, to)) = it.bounds else { continue };
            let values = match it.what {
                Open::Sites => given.sites.iter().map(|it| it.room).collect(),
                Open::WaitShare => vec![given.wait_share],
                Open::WaitHours => vec![given.wait_hours],
                Open::Quality => vec![given.quality(scenario).0],
                Open::Rule | Open::Drawn => Vec::new(),
            };
            let span = Span::real(from, to, "1").bound(Bound::Assignment);
            if let Some(out) = values.into_iter().find(|it| !span.holds(*it)) {
                let field = format!("{}{}", super::GIVEN, it.what.word());
                return Err(ScenarioError::range(&field, out, span));
            }
        }
        Ok(())
    }

    /// What decides the total: as it is drawn, or who plans.
    pub fn is_drawn(&self) -> bool {
        self.opened(Open::Drawn).is_some()
    }

    /// What of the day is not the learner's and differs between what was set and what was found: names of
    /// words, without what stands before them in a link.
    pub fn differing(&self, set: &Given, found: &Given) -> Vec<&'static str> {
        let fixed = |name: &&str| match *name {
            "rule" | "forecast" => {
                let planned = |given: &Given| given.planned_by();
                !self.leaves(Open::Rule) && planned(set) != planned(found)
            }
            "drawn" => false,
            name => self.open.iter().all(|it| it.what.word() != name),
        };
        let names = super::NAMES.into_iter().filter(fixed);
        names.filter(|name| set.word(name) != found.word(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Site;
    use super::*;

    fn aim(open: &str) -> Aim {
        Aim::read(Some(open), Some("20000")).unwrap().unwrap()
    }

    #[test]
    fn what_is_not_open_stays_and_numbers_keep_inside_their_bounds() {
        let before = Given::default();
        let mut after = Given { home: "FR", ..Given::default() };
        (after.wait_share, after.wait_hours) = (0.9, 24.0);
        (after.qoe_day, after.rule) = (Some(0.2), Rule::Home);
        after.sites = vec![Site { zone: "DE", room: 3.0 }, Site { zone: "ES", room: 7.0 }];
        assert_eq!(aim("").held(&before, after.clone()), before);
        let held = aim("wait_share:0:0.5,sites:0.1:2").held(&before, after.clone());
        let sites = vec![Site { zone: "ES", room: 2.0 }];
        assert_eq!(held, Given { wait_share: 0.5, sites, ..before.clone() });
        let held = aim("rule,wait_hours:2:7,qoe_day:0.5:0.6").held(&before, after);
        let open = Given { rule: Rule::Home, wait_hours: 7.0, qoe_day: Some(0.5), ..before };
        assert_eq!(held, open);
    }

    #[test]
    fn what_lies_outside_its_bounds_is_named() {
        let scenario = Scenario::default();
        let given = Given::default();
        for (open, named) in [
            ("wait_share:0:0.2", "day.wait_share = 0.3"),
            ("wait_hours:7:8", "day.wait_hours = 6"),
            ("sites:1:2", "day.sites = 0.6"),
            ("qoe_day:0.9:1", "day.qoe_day = "),
        ] {
            let said = aim(open).check(&given, &scenario).unwrap_err().to_string();
            assert!(said.starts_with(named) && said.contains("in this assignment"), "{said}");
            // Where a learner begins is inside.
            let inside = aim(open).inside_of(given.clone(), &scenario);
            assert_eq!(aim(open).check(&inside, &scenario), Ok(()), "{open}");
        }
        assert_eq!(aim("wait_share,sites,rule,drawn").check(&given, &scenario), Ok(()));
    }

    #[test]
    fn what_is_given_out_does_not_hold_the_answer() {
        let mut made = Given { home: "FR", wait_share: 0.9, rule: Rule::Best, ..Given::default() };
        made.sites = vec![Site { zone: "ES", room: 7.0 }];
        made.drawn = Some([0; 24]);
        let given =
            aim("wait_share:0:0.2,sites,rule").given_out(made.clone(), &Scenario::default());
        assert_eq!((given.wait_share, given.rule, given.drawn), (0.2, Rule::Home, None));
        let zones: Vec<_> = given.sites.iter().map(|it| it.zone).collect();
        assert_eq!((given.home, zones), ("FR", vec!["GB", "DK"]));
        // What is locked is as its maker has it.
        let given = aim("").given_out(made.clone(), &Scenario::default());
        assert_eq!(given, Given { drawn: None, ..made });
    }

    #[test]
    fn what_differs_is_named_unless_it_is_open() {
        let set = Given::default();
        let mut found = set.clone();
        (found.wait_share, found.answers) = (0.4, 5.0);
        (found.rule, found.forecast) = (Rule::Cleanest, crate::day::Forecast::Real);
        assert_eq!(aim("").differing(&set, &found), ["wait_share", "answers", "rule", "forecast"]);
        assert_eq!(aim("wait_share,drawn").differing(&set, &found), ["answers"]);
        // Which forecast nobody asks says nothing.
        found.rule = set.rule;
        assert_eq!(aim("wait_share").differing(&set, &found), ["answers"]);
    }

    #[test]
    fn an_aim_without_a_part_of_it_is_none() {
        assert_eq!(Aim::read(None, None), Ok(None));
        assert!(Aim::read(None, Some("5")).is_err());
        assert!(Aim::read(Some("rule"), Some("-5")).is_err());
        assert_eq!(Aim::read(Some(""), None), Ok(Some(Aim::default())));
    }
}
