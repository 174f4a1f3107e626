//! Time of what a day is asked for, and how many plans each is worth.
//!
//! `cargo bench --bench day`: native, one core, the best of many rounds. Each measure is a line of JSON;
//! `plans` is its time over that of a day's best plan, which differs less from machine to machine.

use aolo::data::day::GridYear;
use aolo::day::fleet::{Settings, of_sites};
use aolo::day::{Date, Draft, Forecast, Grids, Planner, Rule, Setting, Today};
use aolo::scenario::Scenario;
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 40;

/// The least time of a round, ms; each has a day of its own, so that nothing is remembered of the last.
fn least_ms<T>(days: &[Today], mut work: impl FnMut(&Today) -> T) -> f64 {
    let round = |today: &Today| {
        let start = Instant::now();
        black_box(work(today));
        1e3 * start.elapsed().as_secs_f64()
    };
    days.iter().cycle().take(ROUNDS).map(round).fold(f64::INFINITY, f64::min)
}

fn main() -> Result<(), Box<dyn Error>> {
    let year = GridYear::carried(2020).ok_or("no grids of 2020")?;
    let today = |day: usize| -> Option<Today> {
        let grids = |day| {
            let rows = [0, 1, 5, 2].map(|zone| year.day(zone, day)).into_iter();
            Some(Grids { g_per_kwh: rows.collect::<Option<_>>()? })
        };
        let (date, yesterday) = (Date::of(2020, day)?, Some(grids(day - 1)?));
        Some(Today { date, grids: grids(day)?, yesterday })
    };
    let days = (200..210).map(today).collect::<Option<Vec<_>>>().ok_or("no such days")?;
    for answers in [1e5, 4e6] {
        let setting = Setting { answers, ..Setting::of(Scenario::default(), 3) };
        let settings = Settings::of(setting.qoe_day, setting.qoe_floor);
        let planner = Planner::new(&setting)?;
        let best = planner.plan(&days[8], Rule::Best)?.ok_or("no plan")?;
        let computed = best.computed();
        let drawn = Draft::of(&setting).nobody_waits();
        let plan_ms = least_ms(&days, |today| planner.plan(today, Rule::Best));
        let report = |name: &str, ms: f64| {
            let plans = ms / plan_ms;
            println!(
                "{}",
                serde_json::json!({ "measure": name, "answers": answers, "ms": ms, "plans": plans })
            );
        };
        report("best plan", plan_ms);
        report("setting prepared", least_ms(&days, |_| Planner::new(&setting)));
        report("levers", least_ms(&days, |today| planner.levers(today)));
        for forecast in Forecast::ALL {
            let ms = least_ms(&days, |today| planner.plan(today, Rule::Forecast(forecast)));
            report(&format!("plan by {}", forecast.word()), ms);
        }
        let known = |today: &Today| planner.known(today, Forecast::Bent);
        report("what each hour knew", least_ms(&days, known));
        report("drawn day", least_ms(&days, |today| planner.drawn(today, &drawn)));
        report("prices of quality", least_ms(&days, |today| planner.prices(today)));
        let machines = |today: &Today| of_sites(&setting, &today.grids, &computed, &settings);
        report("machines of four sites", least_ms(&days, machines));
        report("doubts", least_ms(&days, |today| planner.doubts(today, &settings)));
    }
    Ok(())
}
