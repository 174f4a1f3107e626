//! What a lever is worth where an assumption that it rests on is wrong: with half of it, and with twice.

use super::fleet::{Machines, Settings, of_sites};
use super::planner::Planner;
use super::{DayError, Rule, Setting, Site, Today};
use crate::data::day::HOURS;
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
    Start,
}

impl Assumption {
    pub const ALL: [Self; 5] =
        [Self::Room, Self::WaitShare, Self::WaitHours, Self::Idle, Self::Start];
}

/// By how much less the day is charged with the lever than without, as a share.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    pub assumption: Assumption,
    /// With half of it, as given, and with twice; as far as there is a twice.
    pub shares: [f64; 3],
}

/// Every assumption; empty where no answer is good enough, or no machine.
///
/// # Errors
/// Names what is out of range.
pub fn doubts(
    setting: &Setting,
    today: &Today,
    settings: &Settings,
) -> Result<Vec<Doubt>, DayError> {
    let mut all = Vec::new();
    let Some(best) = Planner::new(setting)?.plan(today, Rule::Best)? else { return Ok(all) };
    let computed = best.computed();
    let machines = |settings: &Settings| -> Result<Option<f64>, DayError> {
        let sites = of_sites(setting, &today.grids, &computed, settings)?;
        Ok(Machines::of(&sites).map(|it| it.share()))
    };
    for assumption in Assumption::ALL {
        let mut shares = [0.0; 3];
        for (share, times) in shares.iter_mut().zip([0.5, 1.0, 2.0]) {
            let mut other = setting.clone();
            let mut power = *settings;
            let found = match assumption {
                Assumption::Room => {
                    let more = |it: &Site| Site { capacity: it.capacity * times, ..*it };
                    other.sites = setting.sites.iter().map(more).collect();
                    Planner::new(&other)?.places_and_hours(today)?.map(|it| it.0)
                }
                Assumption::WaitShare => {
                    other.wait_share = (other.wait_share * times).min(1.0);
                    Planner::new(&other)?.places_and_hours(today)?.map(|it| it.1)
                }
                Assumption::WaitHours => {
                    let hours = (f64::from(other.wait_hours) * times).round();
                    other.wait_hours = hours.min(HOURS as f64) as u32;
                    Planner::new(&other)?.places_and_hours(today)?.map(|it| it.1)
                }
                Assumption::Idle => {
                    power.idle_w *= times;
                    machines(&power)?
                }
                Assumption::Start => {
                    power.start_w *= times;
                    machines(&power)?
                }
            };
            let Some(found) = found else { return Ok(Vec::new()) };
            *share = found;
        }
        all.push(Doubt { assumption, shares });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{Date, Grids};
    use crate::scenario::Scenario;

    fn today() -> Today {
        let hour = |base: f64, hour: usize| base + 10.0 * ((hour * 7) % 12) as f64;
        let of = |base: f64| std::array::from_fn(|it| hour(base, it));
        Today {
            date: Date { year: 2020, month: 7, day: 27 },
            grids: Grids { g_per_kwh: vec![of(300.0), of(120.0)] },
            yesterday: None,
        }
    }

    #[test]
    fn with_more_room_and_patience_a_lever_is_worth_no_less_and_idle_machines_make_it_worth_more() {
        let setting = Setting { answers: 4e6, ..Setting::of(Scenario::default(), 1) };
        let settings = Settings::of(setting.qoe_day, setting.qoe_floor);
        let found = doubts(&setting, &today(), &settings).unwrap();
        assert_eq!(found.iter().map(|it| it.assumption).collect::<Vec<_>>(), Assumption::ALL);
        let levers = Planner::new(&setting).unwrap().levers(&today()).unwrap().unwrap();
        let [place, time, ..] = levers.shares();
        for Doubt { assumption, shares: [half, given, twice] } in found {
            match assumption {
                Assumption::Room => assert!(half < given && given < twice && given == place),
                Assumption::WaitShare => assert!(half < given && given < twice && given == time),
                Assumption::WaitHours => assert!(half <= given && given <= twice && given == time),
                // What few machines need of either is little, at this load.
                Assumption::Idle | Assumption::Start => {
                    assert!(given > 0.05 && (half - twice).abs() < 0.05, "{half} {given} {twice}");
                }
            }
        }
    }

    #[test]
    fn power_that_is_doubted_is_the_power_that_is_given_to_the_machines() {
        // A few answers: one machine waits for most of the day.
        let setting = Setting { answers: 2e3, ..Setting::of(Scenario::default(), 1) };
        let settings = Settings::of(setting.qoe_day, setting.qoe_floor);
        let found = doubts(&setting, &today(), &settings).unwrap();
        let idle = found.iter().find(|it| it.assumption == Assumption::Idle).unwrap();
        assert!(idle.shares[0] != idle.shares[1] && idle.shares[1] != idle.shares[2], "{idle:?}");
        // No answer is that good.
        let none = Setting { qoe_day: 1.0, ..setting };
        assert_eq!(doubts(&none, &today(), &settings), Ok(vec![]));
    }
}
