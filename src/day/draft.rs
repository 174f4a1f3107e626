//! A day that somebody draws: in which hour those that can wait are computed.
//!
//! Whatever is drawn can be done: an hour takes no more than windows and room of the sites that answer in time
//! allow, and nobody is left over. So a bar that is pushed stops where it has to, and the others give way or take over.

use super::fill::Windows;
use super::{DayError, Hourly, Plan, Planner, Setting, Today};
use crate::data::day::HOURS;
use crate::math;
use serde::{Deserialize, Serialize};

/// Those that can wait, in thousandths, by the hour in which they are computed.
pub type Drawn = [u16; HOURS];
/// So many are all of them.
pub const PARTS: u16 = 1000;
/// What is drawn is exact to that many thousandths.
const EXACT: f64 = 1.0;

/// Why a bar stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// All sites are full.
    Room,
    /// Only who asked in that hour or later, and can wait, can be computed now.
    Asked { since: usize },
    /// Whoever is left can be computed at no other time.
    Due,
}

/// What can be drawn.
#[derive(Clone, Debug)]
pub struct Draft {
    windows: Windows,
    /// Of home and all sites that are near enough to answer, in an hour.
    room: f64,
}

/// What a drawn day is charged, g.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawnDay {
    pub drawn_g: f64,
    /// Where nobody waits, planned as well.
    pub at_once_g: f64,
}

impl Draft {
    /// Of a setting.
    pub fn of(setting: &Setting) -> Self {
        Self { windows: setting.windows(), room: setting.room_in_time() }
    }

    /// Answers that can wait.
    pub fn can_wait(&self) -> f64 {
        self.windows.patient.iter().sum()
    }

    /// Whether there is anything to draw: half an answer is none.
    pub fn can_be_drawn(&self) -> bool {
        self.can_wait() >= 0.5
    }

    /// Those that cannot, by hour.
    pub fn at_once(&self) -> &Hourly {
        &self.windows.at_once
    }

    /// The most of those that can wait that an hour can compute.
    pub fn most(&self, hour: usize) -> f64 {
        let takes = self.windows.fill(&[(0, hour)], &[self.room]);
        (takes[0] - self.windows.at_once[hour]).max(0.0)
    }

    /// Nobody waits.
    pub fn nobody_waits(&self) -> Drawn {
        self.parts(&self.windows.patient)
    }

    /// In the hours in which a plan computes them.
    pub fn of_plan(&self, plan: &Plan) -> Drawn {
        let mut amounts = self.windows.at_once.map(|it| -it);
        plan.served.iter().for_each(|it| amounts[usize::from(it.hour)] += it.amount);
        self.parts(&amounts.map(|it| it.max(0.0)))
    }

    /// How many of those that can wait each hour computes: what was drawn, as far as that can be done;
    /// who is left over comes as soon as there is room.
    pub fn amounts(&self, drawn: &Drawn) -> Hourly {
        let sum: f64 = drawn.iter().map(|it| f64::from(*it)).sum();
        let each = if sum > 0.0 { self.can_wait() / sum } else { 0.0 };
        let wanted = std::array::from_fn(|hour| each * f64::from(drawn[hour]));
        let order: Vec<usize> = (0..HOURS).collect();
        self.filled(&order, &wanted, &order)
    }

    /// All answers that each hour computes.
    pub fn computed(&self, drawn: &Drawn) -> Hourly {
        let amounts = self.amounts(drawn);
        std::array::from_fn(|hour| self.windows.at_once[hour] + amounts[hour])
    }

    /// Sets an hour to so many answers, as far as that can be done, and says what stopped it. Hours that
    /// are `kept` give way and take over last; of the others the nearest does first.
    pub fn set(
        &self,
        drawn: &Drawn,
        hour: usize,
        answers: f64,
        kept: &[usize],
    ) -> (Drawn, Option<Bound>) {
        let mut wanted = self.amounts(drawn);
        wanted[hour] = math::clamp(answers, 0.0, self.can_wait());
        let mut near: Vec<usize> =
            (0..HOURS).filter(|it| *it != hour && !kept.contains(it)).collect();
        near.sort_by_key(|it| it.abs_diff(hour));
        let kept = || kept.iter().filter(|it| **it != hour);
        let order: Vec<_> =
            [&hour].into_iter().chain(kept()).chain(near.iter().rev()).copied().collect();
        let over: Vec<_> = near.iter().chain(kept()).chain([&hour]).copied().collect();
        let amounts = self.filled(&order, &wanted, &over);
        (self.parts(&amounts), self.bound(hour, wanted[hour], amounts[hour]))
    }

    /// What stopped an hour on its way to what was wanted.
    fn bound(&self, hour: usize, wanted: f64, amount: f64) -> Option<Bound> {
        let exact = EXACT * self.can_wait() / f64::from(PARTS);
        let full = self.windows.at_once[hour] + amount > self.room - exact;
        match amount - wanted {
            more if more > exact => Some(Bound::Due),
            less if less > -exact => None,
            _ if full => Some(Bound::Room),
            _ => {
                let may = |it: &usize| self.windows.last[*it] >= hour;
                Some(Bound::Asked { since: (0..=hour).find(may).unwrap_or(hour) })
            }
        }
    }

    /// Hours as far as wanted in one order, then what is left over in another.
    fn filled(&self, order: &[usize], wanted: &Hourly, then: &[usize]) -> Hourly {
        let once = &self.windows.at_once;
        let first: Hourly = std::array::from_fn(|hour| (once[hour] + wanted[hour]).min(self.room));
        let caps =
            order.iter().map(|it| first[*it]).chain(then.iter().map(|it| self.room - first[*it]));
        let caps: Vec<f64> = caps.collect();
        let cells: Vec<_> = order.iter().chain(then).copied().enumerate().collect();
        let takes = self.windows.fill(&cells, &caps);
        let mut amounts = once.map(|it| -it);
        for ((_, hour), takes) in cells.into_iter().zip(takes) {
            amounts[hour] += takes;
        }
        amounts.map(|it| it.max(0.0))
    }

    /// Amounts as thousandths: the largest remainders are rounded up.
    fn parts(&self, amounts: &Hourly) -> Drawn {
        let sum: f64 = amounts.iter().sum();
        if sum <= 0.0 {
            return [0; HOURS];
        }
        let exact = amounts.map(|it| it / sum * f64::from(PARTS));
        let mut parts = exact.map(|it| it.floor() as u16);
        let left = PARTS.saturating_sub(parts.iter().sum());
        let order = math::rising(exact.iter().map(|it| -it.fract()));
        order.into_iter().take(usize::from(left)).for_each(|hour| parts[hour] += 1);
        parts
    }
}

impl Planner {
    /// What a drawn day is charged where sites and lengths are planned for it; none where no plan keeps
    /// all limits.
    ///
    /// # Errors
    /// As [`Self::plan`].
    pub fn drawn(&self, today: &Today, drawn: &Drawn) -> Result<Option<DrawnDay>, DayError> {
        self.check(today)?;
        if !self.feasible() {
            return Ok(None);
        }
        let draft = Draft::of(self.setting());
        let charged = |computed: &Hourly| self.in_those_hours_g(&today.grids, computed);
        let drawn_g = charged(&draft.computed(drawn));
        let at_once_g = charged(&self.setting().arrivals());
        Ok(drawn_g.zip(at_once_g).map(|(drawn_g, at_once_g)| DrawnDay { drawn_g, at_once_g }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};
    use crate::scenario::Scenario;

    fn setting(change: impl FnOnce(&mut Setting)) -> Setting {
        let mut setting = Setting::of(Scenario::default(), 2);
        change(&mut setting);
        setting
    }

    /// Whether hours can compute that: of those that can wait each hour has enough that may, all are
    /// computed by the end of their windows, and there is room.
    fn holds(setting: &Setting, amounts: &Hourly) -> bool {
        let draft = Draft::of(setting);
        let mut waiting: Vec<(usize, f64)> = Vec::new();
        for (hour, mut open) in amounts.iter().copied().enumerate() {
            waiting.push((hour, draft.windows.patient[hour]));
            for (_, left) in waiting.iter_mut() {
                let takes = left.min(open);
                (*left, open) = (*left - takes, open - takes);
            }
            let late = |it: &&(usize, f64)| {
                it.1 > 1e-6 && (it.0 + setting.wait_hours as usize <= hour || hour == HOURS - 1)
            };
            if open > 1e-6 || waiting.iter().any(|it| late(&it)) {
                return false;
            }
        }
        let all: f64 = amounts.iter().sum();
        (all - draft.can_wait()).abs() < 1e-6
            && (0..HOURS).all(|it| draft.at_once()[it] + amounts[it] < draft.room + 1e-6)
    }

    #[test]
    fn whatever_is_drawn_can_be_done() {
        let mut rng = Rng::new(7, Stream::TuneContexts);
        for _ in 0..200 {
            let setting = setting(|it| {
                it.wait_share = rng.uniform();
                it.wait_hours = rng.below(25) as u32;
                it.sites[0].capacity = rng.uniform();
                it.sites.truncate(rng.below(3));
            });
            let draft = Draft::of(&setting);
            let mut drawn: Drawn = std::array::from_fn(|_| rng.below(400) as u16);
            assert!(holds(&setting, &draft.amounts(&drawn)), "{setting:?}");
            for _ in 0..30 {
                let (hour, kept) = (rng.below(HOURS), [rng.below(HOURS), rng.below(HOURS)]);
                let answers = rng.uniform() * draft.can_wait();
                let kept = if kept[0] == kept[1] { &kept[..1] } else { &kept };
                let bound;
                (drawn, bound) = draft.set(&drawn, hour, answers, kept);
                let amounts = draft.amounts(&drawn);
                assert!(holds(&setting, &amounts), "{drawn:?}");
                // Where nothing is said to stop it, it is there, to the rounding of what is kept.
                let off = (amounts[hour] - answers).abs() * f64::from(PARTS);
                assert!(bound.is_some() || off <= 12.0 * draft.can_wait(), "{off}");
                assert!(amounts[hour] <= draft.most(hour) + 1e-6);
            }
        }
    }

    #[test]
    fn a_bar_stops_at_who_has_asked_at_the_room_and_at_midnight() {
        let some = setting(|it| it.wait_hours = 3);
        let draft = Draft::of(&some);
        let start = draft.nobody_waits();
        assert_eq!(start.iter().sum::<u16>(), PARTS);
        let all = draft.can_wait();
        let (drawn, bound) = draft.set(&start, 13, all, &[]);
        assert_eq!(bound, Some(Bound::Asked { since: 10 }));
        let asked: f64 = draft.windows.patient[10..=13].iter().sum();
        assert!((draft.amounts(&drawn)[13] - asked).abs() < 0.002 * all);
        assert!((draft.most(13) - asked).abs() < 1e-9 * all);
        assert_eq!(draft.set(&drawn, 11, 100.0, &[13]).1, None);
        // Who asks in the last hour is computed in it.
        assert_eq!(draft.set(&start, 23, 0.0, &[]).1, Some(Bound::Due));
        let (drawn, bound) = draft.set(&start, 22, 0.0, &[]);
        assert_eq!((bound, drawn[22]), (None, 0));
        // Home alone has no more room than its peak.
        let full = setting(|it| {
            it.sites.clear();
            it.wait_share = 1.0;
        });
        let draft = Draft::of(&full);
        let (_, bound) = draft.set(&draft.nobody_waits(), 20, draft.can_wait(), &[]);
        assert_eq!(bound, Some(Bound::Room));
        // Where nobody can wait there is nothing to draw.
        let draft = Draft::of(&setting(|it| it.wait_hours = 0));
        assert_eq!((draft.can_wait(), draft.nobody_waits()), (0.0, [0; HOURS]));
    }

    #[test]
    fn hours_that_were_just_drawn_give_way_last() {
        let draft = Draft::of(&setting(|it| it.wait_hours = 24));
        let tenth = draft.can_wait() / 10.0;
        let mut drawn = draft.nobody_waits();
        for (place, hour) in (15..23).enumerate() {
            let kept: Vec<usize> = (15..15 + place).rev().collect();
            (drawn, _) = draft.set(&drawn, hour, tenth, &kept);
        }
        let amounts = draft.amounts(&drawn);
        assert!(amounts[15..23].iter().all(|it| (it / tenth - 1.0).abs() < 0.03), "{drawn:?}");
    }

    #[test]
    fn a_drawn_day_is_never_below_the_best_and_the_best_can_be_drawn() {
        use crate::day::Rule;
        use crate::day::fixtures::recorded;
        let setting = Setting::of(Scenario::default(), 3);
        let planner = Planner::new(&setting).unwrap();
        let draft = Draft::of(&setting);
        for day in [3, 208, 300] {
            let today = recorded(day);
            let best = planner.plan(&today, Rule::Best).unwrap().unwrap();
            let nobody = planner.drawn(&today, &draft.nobody_waits()).unwrap().unwrap();
            assert!((nobody.drawn_g / nobody.at_once_g - 1.0).abs() < 1e-3, "{nobody:?}");
            assert!(nobody.drawn_g > best.total_g * (1.0 + 1e-3));
            // As the best plan does it.
            let drawn = planner.drawn(&today, &draft.of_plan(&best));
            let drawn_g = drawn.unwrap().unwrap().drawn_g;
            assert!((drawn_g / best.total_g - 1.0).abs() < 1e-3, "{drawn_g} {}", best.total_g);
            assert!(drawn_g >= best.total_g * (1.0 - 1e-5));
        }
    }

    /// A site that is too far to answer well enough has no room, whatever it says.
    #[test]
    fn no_bar_counts_on_a_site_that_is_too_far_and_no_drawing_on_its_room() {
        use crate::day::fixtures::recorded;
        let far = |far_s: f64| {
            setting(|it| {
                (it.wait_share, it.wait_hours) = (1.0, 24);
                it.sites[0].capacity = 0.2;
                (it.sites[1].capacity, it.sites[1].extra_rtt_s) = (10.0, far_s);
            })
        };
        let (near, far) = (far(0.02), far(50.0));
        let all_at_noon: Drawn = std::array::from_fn(|hour| if hour == 12 { PARTS } else { 0 });
        let today = recorded(208);
        let today = Today {
            grids: crate::day::Grids { g_per_kwh: today.grids.g_per_kwh[..3].to_vec() },
            yesterday: None,
            ..today
        };
        let noon = |setting: &Setting| {
            let computed = Draft::of(setting).computed(&all_at_noon);
            let peak = setting.arrivals().into_iter().fold(0.0, f64::max);
            let charged = Planner::new(setting).unwrap().drawn(&today, &all_at_noon);
            (computed[12] / peak, charged.unwrap())
        };
        assert!(noon(&near).0 > 3.0 && noon(&near).1.is_some());
        let (share, charged) = noon(&far);
        assert!((share - 1.2).abs() < 1e-9 && charged.is_some(), "{share} {charged:?}");
        // Hours that nobody has drawn by these rules are refused.
        let mut computed = far.arrivals();
        computed[12] *= 3.0;
        let grids = &today.grids;
        let charged = |setting| Planner::new(setting).unwrap().in_those_hours_g(grids, &computed);
        assert!(charged(&near).is_some());
        assert_eq!(charged(&far), None);
    }
}
