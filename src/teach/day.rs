//! The days that two lessons are about, and the model's answers to them.
//!
//! A lesson is there before any record is fetched, so it brings the hours that it needs along; a test
//! holds them against the records.

use super::solved::{Figure, Solved, Truth};
use crate::data::day::LOADS;
use crate::day::fleet::{self, Fleet};
use crate::day::{Date, Forecast, Grids, Hourly, Planner, Rule, Setting, Today, floor_below};
use crate::scenario::{Scenario, ScenarioError};

/// The day of the first lesson.
pub const SUMMER: Date = Date { year: 2020, month: 7, day: 27 };
/// Where its answers are asked for, and where else they can be computed.
pub const ZONES: [&str; 4] = ["DE", "GB", "DK", "FR"];
/// g/kWh, `[zone][hour]`.
const SUMMER_G_PER_KWH: [[u16; 24]; 4] = [
    [
        369, 366, 358, 357, 351, 319, 299, 280, 267, 252, 244, 244, 247, 252, 263, 275, 277, 282,
        287, 280, 269, 246, 218, 204,
    ],
    [
        168, 172, 166, 167, 165, 173, 175, 193, 223, 203, 196, 194, 198, 197, 187, 191, 225, 203,
        220, 227, 212, 198, 169, 149,
    ],
    [
        183, 177, 216, 228, 223, 234, 231, 214, 164, 172, 173, 181, 188, 163, 175, 166, 191, 210,
        157, 137, 135, 124, 130, 99,
    ],
    [
        58, 58, 55, 52, 53, 57, 59, 64, 66, 61, 60, 61, 65, 65, 64, 61, 56, 56, 56, 57, 63, 68, 63,
        59,
    ],
];

/// Where the wind makes the power.
pub const WEEK_ZONE: &str = "DK";
/// The first day of the week there, about as windy as the year.
pub const WEEK: Date = Date { year: 2020, month: 5, day: 7 };
/// g/kWh, `[day][hour]`, from the day before.
const WEEK_G_PER_KWH: [[u16; 24]; 8] = [
    [
        212, 224, 233, 185, 176, 156, 131, 116, 112, 110, 100, 109, 108, 105, 96, 98, 90, 91, 108,
        120, 118, 125, 130, 154,
    ],
    [
        169, 173, 185, 184, 210, 213, 213, 210, 184, 172, 190, 183, 186, 194, 213, 227, 214, 189,
        201, 237, 262, 251, 299, 234,
    ],
    [
        209, 201, 191, 186, 186, 190, 186, 188, 171, 159, 175, 153, 140, 152, 173, 189, 178, 206,
        238, 238, 249, 256, 275, 292,
    ],
    [
        301, 329, 346, 341, 359, 347, 313, 288, 270, 251, 246, 231, 241, 240, 248, 286, 356, 436,
        466, 434, 383, 364, 344, 326,
    ],
    [
        313, 274, 218, 205, 213, 232, 218, 182, 139, 127, 134, 126, 118, 113, 116, 128, 108, 117,
        130, 145, 150, 146, 157, 143,
    ],
    [
        116, 136, 123, 127, 153, 185, 145, 172, 144, 144, 139, 129, 118, 121, 126, 136, 138, 150,
        174, 188, 205, 176, 150, 143,
    ],
    [
        123, 119, 136, 131, 155, 152, 131, 127, 134, 129, 121, 127, 120, 112, 120, 137, 165, 186,
        213, 244, 284, 283, 235, 258,
    ],
    [
        265, 277, 310, 329, 339, 357, 345, 309, 298, 294, 251, 223, 208, 201, 192, 215, 227, 224,
        213, 214, 207, 218, 216, 170,
    ],
];

/// The longest that everybody waits in the second step, h.
pub const PATIENCE_H: u32 = 12;
/// Room at the other sites, as a share of the peak, where everybody sends answers there.
pub const CROWDED: f64 = 0.1;
/// Answers a day of the service of the second lesson.
pub const SERVICE: f64 = 5e6;
/// Quality of its shorter answers, of the day and of each.
pub const SHORTER: [f64; 2] = [0.55, 0.45];
/// By how much more the week is charged with yesterday's forecast than if nobody waits.
pub const FORECAST_OPTIONS: [f64; 4] = [-0.04, -0.01, 0.0, 0.02];

/// The setting of the first lesson.
pub fn setting(scenario: &Scenario) -> Setting {
    Setting::of(scenario.clone(), ZONES.len() - 1)
}

fn hours(g_per_kwh: &[u16; 24]) -> Hourly {
    g_per_kwh.map(f64::from)
}

fn summer() -> Today {
    let g_per_kwh = SUMMER_G_PER_KWH.iter().map(hours).collect();
    Today { date: SUMMER, grids: Grids { g_per_kwh }, yesterday: None }
}

/// The answer to a step on where, when and how long.
pub(super) fn day(number: u8, scenario: &Scenario) -> Option<Solved> {
    use Figure::{Grid, Share};
    let today = summer();
    let shares = |setting: &Setting| {
        let levers = Planner::new(setting).ok()?.levers(&today).ok()??;
        Some(levers.shares())
    };
    let usual = setting(scenario);
    let [place, time, length, all] = shares(&usual)?;
    Some(match number {
        1 => {
            let most = if place >= time.max(length) {
                0
            } else if time >= length {
                1
            } else {
                2
            };
            let figures = [place, time, length, all].map(Share);
            Solved { truth: Truth::Option(most), figures: figures.to_vec() }
        }
        2 => {
            let patient = Setting { wait_share: 1.0, wait_hours: PATIENCE_H, ..usual };
            let [_, everybody, ..] = shares(&patient)?;
            let home = today.grids.g_per_kwh.first()?.iter().copied();
            let (least, most) = (home.clone().reduce(f64::min)?, home.reduce(f64::max)?);
            let figures = vec![Share(everybody), Share(time), Grid(least), Grid(most)];
            Solved { truth: Truth::Value(everybody), figures }
        }
        _ => {
            let mut crowded = usual;
            crowded.sites.iter_mut().for_each(|site| site.capacity = CROWDED);
            let [left, ..] = shares(&crowded)?;
            Solved { truth: Truth::Value(left), figures: vec![Share(left), Share(place)] }
        }
    })
}

/// A service's machines on a measured day.
fn machines_of(shape: &str, scenario: &Scenario, quality: [f64; 2]) -> Option<Fleet> {
    let load = LOADS.iter().find(|it| it.shape == shape && it.date == BUSY)?;
    let grid = SUMMER_G_PER_KWH.first().map(hours)?;
    let given = fleet::Given {
        data_centre: grid,
        base_station: grid,
        load: load.mean1.map(|it| it * SERVICE / 24.0),
        expected: None,
        settings: fleet::Settings::of(quality[0], quality[1]),
    };
    given.check().ok()?;
    fleet::fleet(&scenario.validate().ok()?, &given)
}

/// The measured day: a Tuesday.
const BUSY: &str = "2024-05-14";

/// The answer to a step on machines, and on a forecast that is wrong.
///
/// # Errors
/// None that the lessons' own scenarios can cause.
pub(super) fn machines(number: u8, scenario: &Scenario) -> Result<Option<Solved>, ScenarioError> {
    Ok(match number {
        1 | 2 => always_on(number, scenario),
        _ => week(scenario),
    })
}

fn always_on(number: u8, scenario: &Scenario) -> Option<Solved> {
    use Figure::{Share, Whole};
    let usual = [scenario.qoe_min, floor_below(scenario.qoe_min)];
    let fleet = machines_of("conversation", scenario, usual)?;
    let [fixed, reactive, best] = [fleet::Rule::Static, fleet::Rule::Reactive, fleet::Rule::Best]
        .map(|rule| fleet.plan(rule));
    let above = |plan: &fleet::Plan, best: &fleet::Plan| {
        plan.parts.machines_g() / best.parts.machines_g() - 1.0
    };
    if number == 1 {
        let code = machines_of("coding", scenario, usual)?;
        let on = best.machines.iter().copied();
        let figures = vec![
            Share(above(fixed, best)),
            Whole(fixed.machines.first().copied()? as f64),
            Whole(on.clone().min()? as f64),
            Whole(on.max()? as f64),
            Share(above(reactive, best)),
            Share(above(code.plan(fleet::Rule::Static), code.plan(fleet::Rule::Best))),
        ];
        return Some(Solved { truth: Truth::Value(above(fixed, best)), figures });
    }
    let shorter = machines_of("conversation", scenario, SHORTER)?;
    let less = |plan: &fleet::Plan| 1.0 - plan.total_g / fixed.total_g;
    let both = less(shorter.plan(fleet::Rule::Best));
    let [off, short] = [less(best), less(shorter.plan(fleet::Rule::Static))];
    let figures = vec![Share(off), Share(short), Share(both)];
    Some(Solved { truth: Truth::Option(usize::from(short > off)), figures })
}

/// The Danish week: nobody waits, by three forecasts, and as it came.
fn week(scenario: &Scenario) -> Option<Solved> {
    let planner = Planner::new(&Setting::of(scenario.clone(), 0)).ok()?;
    let rules = [
        Rule::Home,
        Rule::Forecast(Forecast::Yesterday),
        Rule::Forecast(Forecast::Bent),
        Rule::Best,
    ];
    let mut totals = [0.0; 4];
    for (at, pair) in WEEK_G_PER_KWH.windows(2).enumerate() {
        let [before, now] = pair else { return None };
        let of = |it: &[u16; 24]| Grids { g_per_kwh: vec![hours(it)] };
        let date = Date { day: WEEK.day + at as u8, ..WEEK };
        let today = Today { date, grids: of(now), yesterday: Some(of(before)) };
        for (total, rule) in totals.iter_mut().zip(rules) {
            *total += planner.total_g(&today, rule).ok()??;
        }
    }
    let [nobody, yesterday, bent, best] = totals;
    let more = yesterday / nobody - 1.0;
    let near = |option: &f64| (option - more).abs();
    let order =
        |a: &usize, b: &usize| near(&FORECAST_OPTIONS[*a]).total_cmp(&near(&FORECAST_OPTIONS[*b]));
    let right = (0..FORECAST_OPTIONS.len()).min_by(order)?;
    let figures = [more, 1.0 - bent / nobody, 1.0 - best / nobody].map(Figure::Share);
    Some(Solved { truth: Truth::Option(right), figures: figures.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::{GridYear, Record};
    use crate::teach::steps;

    #[test]
    fn the_lessons_days_are_those_of_the_record() {
        let record = Record::of(2020).unwrap();
        let year = GridYear::carried(2020).unwrap();
        let of = |zone: &str, date: Date| {
            year.day(record.zone(zone).unwrap(), date.day_of_year()).unwrap()
        };
        for (zone, told) in ZONES.iter().zip(&SUMMER_G_PER_KWH) {
            assert_eq!(of(zone, SUMMER), hours(told), "{zone}");
        }
        for (day, told) in (WEEK.day - 1..).zip(&WEEK_G_PER_KWH) {
            assert_eq!(of(WEEK_ZONE, Date { day, ..WEEK }), hours(told), "{day} May");
        }
    }

    /// What the texts say with these figures.
    #[test]
    fn the_lessons_on_the_day_show_what_they_set_out_to() {
        let scenario = steps::preset("avatar");
        let shares = |solved: &Solved| -> Vec<f64> {
            let share = |figure: &Figure| match figure {
                Figure::Share(share) => *share,
                Figure::Whole(value) | Figure::Grid(value) => *value,
                other => panic!("{other:?}"),
            };
            solved.figures.iter().map(share).collect()
        };
        let first = day(1, &scenario).unwrap();
        let [place, time, length, all] = shares(&first)[..] else { panic!() };
        assert_eq!(first.truth, Truth::Option(0));
        assert!(place > 5.0 * time && time > length && length > 0.0, "{first:?}");
        assert!(all < place + time + length);
        let patience = shares(&day(2, &scenario).unwrap());
        assert!(patience[0] < 0.1 && patience[0] < 2.0 * patience[1] && patience[0] > patience[1]);
        let crowded = shares(&day(3, &scenario).unwrap());
        assert!(crowded[0] < 0.5 * crowded[1]);
        let on = shares(&machines(1, &scenario).unwrap().unwrap());
        assert!(
            on[0] > 0.4 && on[1] >= on[3] && on[2] < on[3] && on[4] < on[0] && on[5] > 1.0,
            "{on:?}"
        );
        let off = machines(2, &scenario).unwrap().unwrap();
        assert_eq!(off.truth, Truth::Option(0), "{off:?}");
        let [machines_off, short, both] = shares(&off)[..] else { panic!() };
        assert!(machines_off > 1.2 * short && both > machines_off, "{off:?}");
        let wrong = machines(3, &scenario).unwrap().unwrap();
        let [more, bent, best] = shares(&wrong)[..] else { panic!() };
        assert_eq!(wrong.truth, Truth::Option(3));
        assert!(more > 0.0 && bent > 0.0 && best > bent, "{wrong:?}");
        println!("{first:?}\n{patience:?}\n{crowded:?}\n{on:?}\n{off:?}\n{wrong:?}");
    }
}
