//! What is told of a day's machines: numbers and words, without a browser.

use crate::data::day::HOURS;
use crate::day::fleet::{self, Machines, Rule};
use crate::ui::charts::day_machines;
use crate::ui::charts::day_worth::Worth;
use crate::ui::day::amounts;
use crate::ui::words::format::{number, percent, plain, significant, whole};
use crate::ui::words::{gap, machines as words};

/// As the chart has them.
pub fn drawn(machines: &Machines) -> day_machines::Machines {
    let (best, fixed) = (machines.rule(Rule::Best), machines.rule(Rule::Static));
    day_machines::Machines {
        writing: best.writing,
        idle: best.idle,
        always: machines.always.iter().sum::<u64>() as f64,
        batch: best.batch,
        always_batch: fixed.batch,
    }
}

/// What switching is worth; where one machine suffices, that.
pub fn sentence(machines: &Machines) -> String {
    let places = machines.always.iter().filter(|it| **it > 0).count();
    match (machines.one_suffices(), places) {
        (true, 0 | 1) => words::one_here().to_string(),
        (true, places) => words::one_each(&places.to_string(), &amounts::share(machines.share())),
        (false, _) => words::is_worth(&amounts::share(machines.share())),
    }
}

/// What the charts do not say; `batch` is what a machine is taken to write at once elsewhere.
pub fn note(machines: &Machines, batch: f64) -> String {
    let best = machines.rule(Rule::Best);
    let parts = best.parts;
    let always_g = machines.rule(Rule::Static).parts.total();
    let mut said =
        vec![words::counted(&amounts::carbon(parts.total()), &amounts::carbon(always_g))];
    let [serving, idle, start, making, sending] =
        [parts.serving_g, parts.idle_g, parts.start_g, parts.embodied_g, parts.sending_g]
            .map(amounts::carbon);
    said.push(words::parts(&serving, &idle, &start, &making, &sending));
    let writes = || best.batch.iter().copied().filter(|it| *it > 0.0);
    let (low, high) = (writes().fold(f64::INFINITY, f64::min), writes().fold(0.0, f64::max));
    if high > 0.0 {
        said.push(words::batch_said(&significant(low, 2), &significant(high, 2), &plain(batch)));
    }
    for running in machines.rules.iter().filter(|it| it.overload >= 0.5) {
        said.push(words::late(rule_name(running.rule), &whole(running.overload)));
    }
    let over = if machines.bound_g > 0.0 { parts.total() / machines.bound_g - 1.0 } else { 0.0 };
    said.push(words::within(&percent(over.max(0.0))));
    said.join(gap())
}

/// When most are on, and how many would be always.
pub fn summary(machines: &Machines) -> String {
    let best = machines.rule(Rule::Best);
    let on = |hour: usize| best.writing[hour] + best.idle[hour];
    let most = (0..HOURS).fold(0, |at, hour| if on(hour) > on(at) { hour } else { at });
    let always: u64 = machines.always.iter().sum();
    words::summary(&number(on(most)), &most.to_string(), &whole(always as f64))
}

pub fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Static => words::rule_static(),
        Rule::Reactive => words::rule_reactive(),
        Rule::Planned => words::rule_planned(),
        Rule::Best => words::rule_best(),
    }
}

/// The ways to run the machines, the least first.
pub fn ways(machines: &Machines) -> Vec<Worth> {
    let best_g = machines.rule(Rule::Best).parts.total();
    let way = |running: &fleet::Running| Worth {
        name: rule_name(running.rule).to_string(),
        above_g: (running.parts.total() - best_g).max(0.0),
        reference: running.rule == Rule::Static,
        best: running.rule == Rule::Best,
    };
    let mut ways: Vec<Worth> = machines.rules.iter().rev().map(way).collect();
    ways[1..].sort_by(|a, b| a.above_g.total_cmp(&b.above_g));
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::LOADS;
    use crate::day::fleet::{Settings, of_sites};
    use crate::day::{Grids, Setting};
    use crate::scenario::Scenario;

    fn machines(answers: f64, sites: usize) -> Machines {
        let setting = Setting { answers, ..Setting::of(Scenario::default(), sites - 1) };
        let grids = Grids { g_per_kwh: vec![[300.0; 24]; sites] };
        let load = LOADS[0].mean1.map(|it| it * answers / (24 * sites) as f64);
        let settings = Settings::of(0.6, 0.5);
        Machines::of(&of_sites(&setting, &grids, &vec![load; sites], &settings).unwrap()).unwrap()
    }

    #[test]
    fn where_one_machine_suffices_that_is_said_and_else_what_switching_is_worth() {
        assert!(sentence(&machines(1e5, 1)).starts_with("One machine is enough all day"));
        let few = sentence(&machines(1e5, 3));
        assert!(few.starts_with("One machine is enough at each of 3 sites"), "{few}");
        let many = machines(4e6, 1);
        assert_eq!(sentence(&many), words::is_worth(&amounts::share(many.share())));
        assert!(many.share() > 0.1);
    }

    #[test]
    fn the_best_comes_first_and_sites_add_up_to_what_is_drawn() {
        let many = machines(4e6, 2);
        let ways = ways(&many);
        assert!(ways[0].best && ways[0].above_g == 0.0);
        assert!(ways.windows(2).all(|pair| pair[0].above_g <= pair[1].above_g));
        assert_eq!(ways.iter().filter(|it| it.reference).count(), 1);
        // Those of the sites are those of the day.
        let drawn = drawn(&many);
        let on: f64 = many.on.iter().flatten().sum();
        let sum: f64 = drawn.writing.iter().chain(&drawn.idle).sum();
        assert!((on - sum).abs() < 1e-9);
        assert!(note(&many, 64.0).contains("64"));
    }
}
