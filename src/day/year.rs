//! All days of a year, one after another: what each lever and each rule comes to.

use super::{Date, DayError, Forecast, Grids, Levers, Planner, Rule, Setting, Today};
use crate::data::day::GridYear;
use crate::stats::quantile;
use serde::{Deserialize, Serialize};

/// What a day came to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DayTotals {
    pub date: Date,
    pub levers: Levers,
    /// By [`Rule::Cleanest`], g.
    pub cleanest_g: f64,
    /// By what was forecast: yesterday, bent, real; g. None where that is not asked for, or the day before
    /// is not known.
    pub forecast_g: [Option<f64>; 3],
}

/// Forecasts that a year tries: what is perfect is the best.
pub const TRIED: [Forecast; 3] = [Forecast::Yesterday, Forecast::Bent, Forecast::Real];

impl DayTotals {
    /// By a rule, g.
    pub fn total_g(&self, rule: Rule) -> Option<f64> {
        match rule {
            Rule::Home => Some(self.levers.home.total_g()),
            Rule::Cleanest => Some(self.cleanest_g),
            Rule::Best | Rule::Forecast(Forecast::Perfect) => Some(self.levers.all.total_g()),
            Rule::Forecast(forecast) => {
                let place = TRIED.iter().position(|it| *it == forecast)?;
                self.forecast_g[place]
            }
        }
    }
}

/// A year on its way: a day a step.
pub struct Year {
    planner: Planner,
    grid: GridYear,
    /// Of home, then of the sites.
    zones: Vec<usize>,
    forecasts: bool,
    /// Every so many days.
    every: usize,
    next: usize,
    days: Vec<DayTotals>,
}

impl Year {
    /// Begins; `zones` are places in the record, home first. Without `forecasts` only the levers and what
    /// needs no forecast are planned, in a fifth of the time.
    ///
    /// # Errors
    /// Names what of the setting is out of range, or `zones` that are not in the record.
    pub fn new(
        setting: &Setting,
        grid: GridYear,
        zones: &[usize],
        forecasts: bool,
        every: usize,
    ) -> Result<Self, DayError> {
        let planner = Planner::new(setting)?;
        let year = Self {
            planner,
            grid,
            zones: zones.to_vec(),
            forecasts,
            every: every.max(1),
            next: 0,
            days: Vec::new(),
        };
        year.grids(0)?.check(setting)?;
        Ok(year)
    }

    /// Goes on after days that are known.
    pub fn resume(mut self, days: Vec<DayTotals>) -> Self {
        self.next = days.last().map_or(0, |it| it.date.day_of_year() + self.every);
        self.days = days;
        self
    }

    /// Plans the next day; false when there is none, or when no day of this setting has a plan.
    ///
    /// # Errors
    /// As [`Planner::plan`].
    pub fn step(&mut self) -> Result<bool, DayError> {
        let Some(date) = Date::of(self.grid.year, self.next) else { return Ok(false) };
        let yesterday = match self.next {
            0 => None,
            day => Some(self.grids(day - 1)?),
        };
        let today = Today { date, grids: self.grids(self.next)?, yesterday };
        let Some(levers) = self.planner.levers(&today)? else { return Ok(false) };
        let total_g = |rule: Rule| self.planner.total_g(&today, rule);
        let Some(cleanest_g) = total_g(Rule::Cleanest)? else { return Ok(false) };
        let mut forecast_g = [None; 3];
        if self.forecasts {
            for (to, forecast) in forecast_g.iter_mut().zip(TRIED) {
                *to = total_g(Rule::Forecast(forecast))?;
            }
        }
        self.days.push(DayTotals { date, levers, cleanest_g, forecast_g });
        self.next += self.every;
        Ok(true)
    }

    /// Days that are planned, and all that will be.
    pub fn progress(&self) -> (usize, usize) {
        (self.days.len(), self.grid.days().div_ceil(self.every))
    }

    /// What is planned so far.
    pub fn days(&self) -> &[DayTotals] {
        &self.days
    }

    fn grids(&self, day: usize) -> Result<Grids, DayError> {
        let rows = self.zones.iter().map(|&zone| self.grid.day(zone, day));
        let rows = rows.collect::<Option<Vec<_>>>();
        Ok(Grids { g_per_kwh: rows.unwrap_or_default() })
    }
}

/// How something spreads over the days of a year: median, and what one day in twenty is below and above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

/// A rule over a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleYear {
    pub rule: Rule,
    /// Days that it planned.
    pub days: usize,
    pub total_g: f64,
    /// By how much less than at home it is charged over those days, as a share.
    pub less: f64,
    /// Of what planning ahead could reach over those days, [`Rule::Cleanest`] being none of it and
    /// [`Rule::Best`] all; below nothing where the forecast does harm.
    pub reached: f64,
    /// The day on which it is charged most beside who needs no forecast, and that ratio less 1.
    pub worst_day: (Date, f64),
    /// The month likewise, from 1.
    pub worst_month: (u8, f64),
    /// Days on which it is charged more than who needs no forecast: [`Rule::Cleanest`], for that rule
    /// and the best [`Rule::Home`].
    pub harms: usize,
}

/// A year, summed up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct YearSummary {
    pub days: usize,
    /// By how much less a day is charged than at home, as a share: where, when, long, all.
    pub levers: [Spread; 4],
    /// Those that planned any day.
    pub rules: Vec<RuleYear>,
}

impl YearSummary {
    /// Of days that are planned; none where there is none.
    pub fn of(days: &[DayTotals]) -> Option<Self> {
        if days.is_empty() {
            return None;
        }
        let levers = std::array::from_fn(|lever| {
            let mut shares: Vec<f64> = days.iter().map(|it| it.levers.shares()[lever]).collect();
            shares.sort_by(f64::total_cmp);
            let at = |share: f64| quantile(&shares, share);
            Spread { median: at(0.5), low: at(0.05), high: at(0.95) }
        });
        let rules = [Rule::Home, Rule::Cleanest].into_iter();
        let rules = rules.chain(TRIED.map(Rule::Forecast)).chain([Rule::Best]);
        let rules = rules.filter_map(|rule| over(days, rule)).collect();
        Some(Self { days: days.len(), levers, rules })
    }
}

/// A rule over the days that it planned; none where there is none.
fn over(days: &[DayTotals], rule: Rule) -> Option<RuleYear> {
    let beside = match rule {
        Rule::Home | Rule::Cleanest | Rule::Best => Rule::Home,
        Rule::Forecast(_) => Rule::Cleanest,
    };
    let mut months = [(0.0, 0.0); 12];
    let [mut total_g, mut home_g, mut cleanest_g, mut best_g] = [0.0; 4];
    let (mut planned, mut harms) = (0, 0);
    let mut worst_day: Option<(Date, f64)> = None;
    for day in days {
        let Some(here_g) = day.total_g(rule) else { continue };
        let beside_g = day.total_g(beside)?;
        planned += 1;
        total_g += here_g;
        home_g += day.levers.home.total_g();
        cleanest_g += day.cleanest_g;
        best_g += day.levers.all.total_g();
        harms += usize::from(here_g > beside_g * (1.0 + ROUNDING));
        let ratio = here_g / beside_g - 1.0;
        if worst_day.is_none_or(|(_, worst)| ratio > worst) {
            worst_day = Some((day.date, ratio));
        }
        let month = months.get_mut(usize::from(day.date.month).wrapping_sub(1))?;
        *month = (month.0 + here_g, month.1 + beside_g);
    }
    let ratios = (1..).zip(months).filter(|(_, it)| it.1 > 0.0);
    let ratios = ratios.map(|(month, it)| (month, it.0 / it.1 - 1.0));
    let worst_month = ratios.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let possible_g = cleanest_g - best_g;
    Some(RuleYear {
        rule,
        days: planned,
        total_g,
        less: 1.0 - total_g / home_g,
        reached: if possible_g > 0.0 { (cleanest_g - total_g) / possible_g } else { 0.0 },
        worst_day: worst_day?,
        worst_month,
        harms,
    })
}

/// Less than this is no difference.
const ROUNDING: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::Record;
    use crate::scenario::Scenario;

    fn year(every: usize) -> Year {
        let record = Record::of(2020).unwrap();
        let zones = ["DK", "DE", "GB"].map(|it| record.zone(it).unwrap());
        let setting = Setting::of(Scenario::default(), 2);
        Year::new(&setting, GridYear::carried(2020).unwrap(), &zones, true, every).unwrap()
    }

    #[test]
    fn a_year_goes_on_from_any_day_to_the_same_figures() {
        let mut whole = year(45);
        while whole.step().unwrap() {}
        assert_eq!(whole.progress(), (9, 9));
        let mut again = year(45).resume(whole.days()[..4].to_vec());
        assert_eq!(again.progress(), (4, 9));
        while again.step().unwrap() {}
        assert_eq!(again.days(), whole.days());
        // The first day knows no yesterday.
        assert_eq!(whole.days()[0].forecast_g.map(|it| it.is_some()), [false, false, true]);
        let summary = YearSummary::of(whole.days()).unwrap();
        assert_eq!(summary.rules.iter().map(|it| it.days).collect::<Vec<_>>(), [9, 9, 8, 8, 9, 9]);
        let [at, when, long, all] = summary.levers;
        assert!(all.median > at.median && at.median > when.median && when.median > long.low);
        assert!(summary.levers.iter().all(|it| it.low <= it.median && it.median <= it.high));
        assert_eq!(YearSummary::of(&[]), None);
    }

    #[test]
    fn a_rule_is_shown_with_its_worst_day_and_month_and_its_harm() {
        let part = |g: f64| super::super::Parts { compute_operational_g: g, ..Default::default() };
        let day = |day: usize, cleanest_g: f64, yesterday_g: f64| DayTotals {
            date: Date::of(2020, day).unwrap(),
            levers: Levers {
                home: part(100.0),
                r#where: part(80.0),
                when: part(95.0),
                long: part(99.0),
                all: part(60.0),
            },
            cleanest_g,
            forecast_g: [Some(yesterday_g), None, None],
        };
        let days = [day(0, 80.0, 70.0), day(40, 80.0, 88.0), day(41, 80.0, 80.0)];
        let summary = YearSummary::of(&days).unwrap();
        let rule = &summary.rules[2];
        assert_eq!(rule.rule, Rule::Forecast(Forecast::Yesterday));
        assert_eq!((rule.harms, rule.total_g), (1, 238.0));
        assert!((rule.less - 62.0 / 300.0).abs() < 1e-12);
        assert!((rule.reached - 2.0 / 60.0).abs() < 1e-12);
        assert!(rule.worst_day.0 == days[1].date && (rule.worst_day.1 - 0.1).abs() < 1e-12);
        assert!(rule.worst_month.0 == 2 && (rule.worst_month.1 - 0.05).abs() < 1e-12);
        assert_eq!(summary.rules.len(), 4);
    }
}
