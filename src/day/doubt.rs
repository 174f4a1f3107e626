//! What a lever is worth where an assumption that it rests on is wrong: with half of it, and with twice, as far
//! as it may be either.

use super::fill::Windows;
use super::fleet::{Machines, Settings, Sites};
use super::planner::Planner;
use super::{DayError, Rule, Setting, Site, Today};
use crate::math;
use crate::scenario::Span;
use serde::{Deserialize, Serialize};

/// What is assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Assumption {
    /// Of every site beside home.
    Room,
    /// How many can wait.
    WaitShare,
    /// How long.
    WaitHours,
    /// Power of a GPU that waits.
    Idle,
    /// Power of a GPU while its machine starts.
    StartPower,
    /// How long that takes.
    StartTime,
}

impl Assumption {
    pub const ALL: [Self; 6] = [
        Self::Room,
        Self::WaitShare,
        Self::WaitHours,
        Self::Idle,
        Self::StartPower,
        Self::StartTime,
    ];
}

/// A lever where an assumption is another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// How many times what is given: half and twice, but where less or more is not allowed.
    pub times: f64,
    /// By how much less the day is charged with the lever than without.
    pub share: f64,
}

/// An assumption in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    pub assumption: Assumption,
    /// With half of it, as given, and with twice.
    pub tried: [Tried; 3],
}

/// So many times what is given, as far as that is allowed, whole where it has to be; and how many times it is.
fn times_of(given: f64, times: f64, allowed: Span) -> (f64, f64) {
    let exact = math::clamp(given * times, allowed.from, allowed.to);
    // Rounded down, so that half of one is another value.
    let value = if allowed.integer { exact.floor() } else { exact };
    (value, if given > 0.0 { value / given } else { times })
}

impl Planner {
    /// Every assumption; empty where no answer is good enough, or no machine.
    ///
    /// # Errors
    /// Names what is out of range.
    pub fn doubts(&self, today: &Today, settings: &Settings) -> Result<Vec<Doubt>, DayError> {
        let Some(best) = self.plan(today, Rule::Best)? else { return Ok(Vec::new()) };
        let (given, grids) = (self.setting(), &today.grids);
        let (room, hurried) = (given.room(), Windows::of_day(&given.arrivals(), 0.0, 0));
        let home_g = self.fixed_g(grids, &room[..1], &hurried);
        let less = |grams: f64| if home_g > 0.0 { 1.0 - grams / home_g } else { 0.0 };
        let place = |it: &Setting| less(self.fixed_g(grids, &it.room(), &hurried));
        let time = |it: &Setting| less(self.fixed_g(grids, &room[..1], &it.windows()));
        let computed = best.computed();
        let sites = |settings: &Settings| Sites::new(given, grids, &computed, settings);
        let machines = |it: &Sites| Machines::of(&it.fleets()).map(|it| it.share());
        let mut prepared = sites(settings)?;
        let Some(machines_given) = machines(&prepared) else { return Ok(Vec::new()) };
        let [place_given, time_given] = [place(given), time(given)];

        let mut all = Vec::new();
        for assumption in Assumption::ALL {
            let mut with = |times: f64| -> Result<Option<Tried>, DayError> {
                let mut other = given.clone();
                let Settings { idle_w, start_w, start_s, .. } = *settings;
                let (times, share) = match assumption {
                    Assumption::Room => {
                        let (mut sum, mut given_sum) = (0.0, 0.0);
                        for it in &mut other.sites {
                            given_sum += it.capacity;
                            it.capacity = times_of(it.capacity, times, Site::CAPACITY).0;
                            sum += it.capacity;
                        }
                        let times = if given_sum > 0.0 { sum / given_sum } else { times };
                        (times, Some(place(&other)))
                    }
                    Assumption::WaitShare => {
                        let (share, times) = times_of(given.wait_share, times, Setting::SHARE);
                        other.wait_share = share;
                        (times, Some(time(&other)))
                    }
                    Assumption::WaitHours => {
                        let hours = f64::from(given.wait_hours);
                        let (hours, times) = times_of(hours, times, Setting::WAIT_HOURS);
                        other.wait_hours = hours as u32;
                        (times, Some(time(&other)))
                    }
                    Assumption::Idle => {
                        let (idle_w, times) = times_of(idle_w, times, Settings::POWER_W);
                        (times, machines(&sites(&Settings { idle_w, ..*settings })?))
                    }
                    Assumption::StartPower => {
                        let (start_w, times) = times_of(start_w, times, Settings::POWER_W);
                        prepared.starting(start_w, start_s)?;
                        (times, machines(&prepared))
                    }
                    Assumption::StartTime => {
                        let (start_s, times) = times_of(start_s, times, Settings::START_S);
                        prepared.starting(start_w, start_s)?;
                        (times, machines(&prepared))
                    }
                };
                Ok(share.map(|share| Tried { times, share }))
            };
            let (Some(half), Some(twice)) = (with(0.5)?, with(2.0)?) else {
                return Ok(Vec::new());
            };
            let share = match assumption {
                Assumption::Room => place_given,
                Assumption::WaitShare | Assumption::WaitHours => time_given,
                Assumption::Idle | Assumption::StartPower | Assumption::StartTime => machines_given,
            };
            all.push(Doubt { assumption, tried: [half, Tried { times: 1.0, share }, twice] });
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::fixtures::two_zones;
    use crate::scenario::Scenario;

    fn doubts(setting: &Setting, settings: &Settings) -> Result<Vec<Doubt>, DayError> {
        Planner::new(setting)?.doubts(&two_zones(), settings)
    }

    fn one_site(answers: f64) -> (Setting, Settings) {
        let setting = Setting { answers, ..Setting::of(Scenario::default(), 1) };
        let settings = Settings::of(setting.qoe_day, setting.qoe_floor);
        (setting, settings)
    }

    #[test]
    fn with_more_room_and_patience_a_lever_is_worth_no_less_and_idle_machines_make_it_worth_more() {
        let (setting, settings) = one_site(4e6);
        let found = doubts(&setting, &settings).unwrap();
        assert_eq!(found.iter().map(|it| it.assumption).collect::<Vec<_>>(), Assumption::ALL);
        let levers = Planner::new(&setting).unwrap().levers(&two_zones()).unwrap().unwrap();
        let [place, time, ..] = levers.shares();
        for Doubt { assumption, tried } in found {
            assert_eq!(tried.map(|it| it.times), [0.5, 1.0, 2.0], "{assumption:?}");
            let [half, given, twice] = tried.map(|it| it.share);
            match assumption {
                Assumption::Room => assert!(half < given && given < twice && given == place),
                Assumption::WaitShare => assert!(half < given && given < twice && given == time),
                Assumption::WaitHours => assert!(half <= given && given <= twice && given == time),
                // What few machines need of any is little, at this load.
                Assumption::Idle | Assumption::StartPower | Assumption::StartTime => {
                    assert!(given > 0.05 && (half - twice).abs() < 0.05, "{half} {given} {twice}");
                }
            }
        }
    }

    #[test]
    fn a_doubt_is_what_the_day_says_whose_setting_has_it() {
        // A few answers: one machine waits for most of the day.
        let (setting, settings) = one_site(2e3);
        let planner = Planner::new(&setting).unwrap();
        let computed = planner.plan(&two_zones(), Rule::Best).unwrap().unwrap().computed();
        let machines = |settings: &Settings| {
            let grids = &two_zones().grids;
            let sites = Sites::new(&setting, grids, &computed, settings).unwrap();
            Machines::of(&sites.fleets()).unwrap().share()
        };
        let levers = |setting: &Setting| {
            let levers = Planner::new(setting).unwrap().levers(&two_zones()).unwrap();
            levers.unwrap().shares()
        };
        for (Doubt { assumption, tried }, place) in
            planner.doubts(&two_zones(), &settings).unwrap().into_iter().zip(0..)
        {
            for Tried { times, share } in tried {
                let mut other = setting.clone();
                let mut power = settings;
                let expected = match assumption {
                    Assumption::Room => {
                        other.sites[0].capacity *= times;
                        levers(&other)[0]
                    }
                    Assumption::WaitShare => {
                        other.wait_share *= times;
                        levers(&other)[1]
                    }
                    Assumption::WaitHours => {
                        other.wait_hours = (f64::from(other.wait_hours) * times) as u32;
                        levers(&other)[1]
                    }
                    Assumption::Idle => {
                        power.idle_w *= times;
                        machines(&power)
                    }
                    Assumption::StartPower => {
                        power.start_w *= times;
                        machines(&power)
                    }
                    Assumption::StartTime => {
                        power.start_s *= times;
                        machines(&power)
                    }
                };
                assert_eq!(share, expected, "{assumption:?} {times}");
            }
            let [half, given, twice] = tried.map(|it| it.share);
            let waits = Assumption::ALL[place] == Assumption::Idle;
            assert!(!waits || (half != given && given != twice), "{tried:?}");
        }
        // No answer is that good.
        let none = Setting { qoe_day: 1.0, ..setting };
        assert_eq!(doubts(&none, &settings), Ok(vec![]));
    }

    #[test]
    fn what_is_tried_is_allowed_and_said() {
        let (mut setting, mut settings) = one_site(2e3);
        setting.sites[0].capacity = 80.0;
        (setting.wait_share, setting.wait_hours) = (0.8, 20);
        (settings.idle_w, settings.start_w, settings.start_s) = (1500.0, 2000.0, 600.0);
        let twice = |it: &Doubt| it.tried[2].times;
        let found = doubts(&setting, &settings).unwrap();
        let expected = [1.25, 1.25, 1.2, 4.0 / 3.0, 1.0, 1.5];
        for (it, expected) in found.iter().zip(expected) {
            assert!((twice(it) - expected).abs() < 1e-12, "{it:?}");
        }
        // Half of whole hours is whole, and of one it is none; of nothing half is nothing, and so is twice.
        for (hours, half) in [(7, 3.0 / 7.0), (1, 0.0), (0, 0.5)] {
            setting.wait_hours = hours;
            let it = doubts(&setting, &settings).unwrap()[2];
            assert_eq!(it.assumption, Assumption::WaitHours);
            assert_eq!(it.tried[0].times, half, "{hours}");
        }
        setting.sites[0].capacity = 0.0;
        let it = doubts(&setting, &settings).unwrap()[0];
        assert_eq!(it.tried.map(|it| (it.times, it.share)), [(0.5, 0.0), (1.0, 0.0), (2.0, 0.0)]);
    }
}
