//! A year, day by day as the worker finds it: which days are asked for next, and what the year says.

use crate::data::day::days_of;
use crate::day::Date;
use crate::protocol::day::DayFound;

/// Days of one question: so many that an answer is soon there, and what is moved is not kept waiting.
const AT_ONCE: usize = 4;
/// Of nine days of ten this share lies below and above.
const TAIL: f64 = 0.05;

/// What is known of the days of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    pub year: u16,
    /// None before it is found; a day on which nothing holds has nothing.
    days: Vec<Option<Option<DayFound>>>,
}

impl Year {
    /// Nothing is known yet.
    pub fn new(year: u16) -> Self {
        Self { year, days: vec![None; days_of(year)] }
    }

    /// The days to be asked for next: those nearest to that day come first.
    pub fn next(&self, around: usize) -> Vec<u16> {
        let mut open: Vec<usize> =
            (0..self.days.len()).filter(|day| self.days[*day].is_none()).collect();
        open.sort_by_key(|day| day.abs_diff(around));
        open.truncate(AT_ONCE);
        open.into_iter().map(|day| day as u16).collect()
    }

    pub fn take(&mut self, found: Vec<(u16, Option<DayFound>)>) {
        for (day, what) in found {
            if let Some(known) = self.days.get_mut(usize::from(day)) {
                *known = Some(what);
            }
        }
    }

    pub fn count(&self) -> usize {
        self.days.len()
    }

    pub fn is_whole(&self) -> bool {
        self.days.iter().all(Option::is_some)
    }

    /// How many days are found.
    pub fn found(&self) -> usize {
        self.days.iter().flatten().count()
    }

    /// By how much less each day may be charged at most, as a share; none where it is not known.
    pub fn possible(&self) -> impl Iterator<Item = Option<f64>> {
        self.days.iter().map(|it| it.flatten().map(|day| day.levers.shares()[3]))
    }

    fn shares(&self) -> Vec<[f64; 4]> {
        self.days.iter().filter_map(|it| it.flatten().map(|day| day.levers.shares())).collect()
    }

    /// What each lever, and all together, are worth on nine days of ten; none before the year is whole.
    pub fn usual(&self) -> [Option<(f64, f64)>; 4] {
        let shares = if self.is_whole() { self.shares() } else { Vec::new() };
        std::array::from_fn(|lever| {
            let mut values: Vec<f64> = shares.iter().map(|it| it[lever]).collect();
            values.sort_by(f64::total_cmp);
            let last = values.len().checked_sub(1)?;
            let at = |share: f64| values[(share * last as f64).round() as usize];
            Some((at(TAIL), at(1.0 - TAIL)))
        })
    }

    /// On how many days less is possible than on that one, and on how many days anything is.
    pub fn rank(&self, day: usize) -> Option<(usize, usize)> {
        let all: Vec<f64> = self.possible().flatten().collect();
        let here = self.possible().nth(day)??;
        Some((all.iter().filter(|it| **it < here).count(), all.len()))
    }

    /// Least and greatest of what is possible.
    pub fn span(&self) -> Option<(f64, f64)> {
        let ends = |ends: Option<(f64, f64)>, it: f64| {
            let (low, high) = ends.unwrap_or((it, it));
            Some((low.min(it), high.max(it)))
        };
        self.possible().flatten().fold(None, ends)
    }

    /// On how many days the place is worth more than the hour, and the hour more than the length.
    pub fn order(&self) -> (usize, usize) {
        let shares = self.shares();
        let count = |first: usize, second: usize| {
            shares.iter().filter(|it| it[first] >= it[second]).count()
        };
        let places = shares.iter().filter(|it| it[0] >= it[1] && it[0] >= it[2]).count();
        (places, count(1, 2))
    }
}

/// A way to plan over a year, held against the best plan of each day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverYear {
    /// Above the best, as a share: of the year, and of its worst month.
    pub above: f64,
    pub worst: f64,
    /// That month, from 1.
    pub month: usize,
}

impl Year {
    /// How the forecast does over the year, and how it does where nobody waits; on how many days waiting by
    /// the forecast does harm, and of how many that is known. None before the year is whole.
    pub fn ways(&self) -> Option<([OverYear; 2], usize, usize)> {
        if !self.is_whole() {
            return None;
        }
        let mut months = [[0.0; 3]; 12];
        let (mut harm, mut known) = (0, 0);
        for (day, found) in self.days.iter().enumerate() {
            let Some((found, forecast_g)) =
                found.flatten().and_then(|it| Some((it, it.forecast_g?)))
            else {
                continue;
            };
            let month = Date::of(self.year, day)?.month;
            let sums = months.get_mut(usize::from(month) - 1)?;
            let best_g = found.levers.all.total_g();
            for (sum, grams) in sums.iter_mut().zip([best_g, forecast_g, found.cleanest_g]) {
                *sum += grams;
            }
            known += 1;
            harm += usize::from(forecast_g > found.cleanest_g);
        }
        let above = |sums: [f64; 3], way: usize| sums[way] / sums[0] - 1.0;
        let way = |way: usize| {
            let all = months.iter().fold([0.0; 3], |a, b| std::array::from_fn(|it| a[it] + b[it]));
            let worst = (0..12)
                .filter(|month| months[*month][0] > 0.0)
                .max_by(|a, b| above(months[*a], way).total_cmp(&above(months[*b], way)))?;
            let (above, worst_share) = (above(all, way), above(months[worst], way));
            Some(OverYear { above, worst: worst_share, month: worst + 1 })
        };
        Some(([way(1)?, way(2)?], harm, known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{Levers, Parts};

    fn found(best: f64) -> DayFound {
        let parts = |grams: f64| Parts { compute_operational_g: grams, ..Parts::default() };
        let (home, where_g, when) = (parts(100.0), parts(100.0 - 0.8 * best), parts(99.0));
        let levers =
            Levers { home, r#where: where_g, when, long: parts(99.5), all: parts(100.0 - best) };
        DayFound { levers, cleanest_g: 102.0 - best, forecast_g: Some(101.0 - best) }
    }

    #[test]
    fn a_year_is_asked_for_from_the_chosen_day_outwards_each_day_once() {
        let mut year = Year::new(2020);
        assert_eq!(year.next(208), [208, 207, 209, 206]);
        assert_eq!(year.next(0), [0, 1, 2, 3]);
        let mut asked = Vec::new();
        loop {
            let next = year.next(208);
            if next.is_empty() {
                break;
            }
            year.take(next.iter().map(|day| (*day, Some(found(30.0)))).collect());
            asked.extend(next);
        }
        assert!(year.is_whole());
        asked.sort_unstable();
        assert_eq!(asked, (0..366).collect::<Vec<u16>>());
    }

    #[test]
    fn what_a_year_says_is_of_all_its_days() {
        let mut year = Year::new(2022);
        assert_eq!((year.usual(), year.span(), year.rank(3)), ([None; 4], None, None));
        let of = |day: u16| (day, Some(found(10.0 + 0.1 * f64::from(day))));
        year.take((0..364).map(of).collect());
        assert_eq!(year.usual()[3], None, "one is missing");
        // On the last nothing holds.
        year.take(vec![(364, None)]);
        assert!(year.is_whole() && year.found() == 365);
        let (low, high) = year.usual()[3].unwrap();
        assert!((low - 0.118).abs() < 0.002 && (high - 0.445).abs() < 0.002, "{low} {high}");
        let (least, greatest) = year.span().unwrap();
        assert!((least - 0.1).abs() < 1e-9 && (greatest - 0.463).abs() < 1e-9);
        assert_eq!(year.rank(100), Some((100, 364)));
        assert_eq!(year.rank(364), None);
        assert_eq!(year.order(), (364, 364));
        year.take(vec![(999, None)]);
        assert_eq!(year.count(), 365);
    }

    #[test]
    fn no_way_to_plan_is_told_without_its_worst_month() {
        let mut year = Year::new(2020);
        let of = |day: u16| {
            let mut it = found(50.0);
            // In March the forecast is worse than nobody waiting; the first day has none.
            if (60..91).contains(&day) {
                it.forecast_g = Some(55.0);
            }
            if day == 0 {
                it.forecast_g = None;
            }
            (day, Some(it))
        };
        year.take((0..365).map(of).collect());
        assert_eq!(year.ways(), None, "the last day is missing");
        year.take(vec![of(365)]);
        let ([forecast, nobody], harm, known) = year.ways().unwrap();
        assert_eq!((harm, known, forecast.month), (31, 365, 3));
        assert!((forecast.worst - 0.1).abs() < 1e-12 && (nobody.worst - 0.04).abs() < 1e-12);
        assert!(forecast.above > 0.02 && forecast.above < 0.03, "{forecast:?}");
    }
}
