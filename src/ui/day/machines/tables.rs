//! A day's machines as numbers.

use super::told::rule_name;
use crate::data::day::HOURS;
use crate::day::fleet::{self, Machines, Rule};
use crate::ui::charts::Table;
use crate::ui::words::format::{number, significant, whole};
use crate::ui::words::{day, machines as words};

/// The ways as numbers.
pub fn rules_table(machines: &Machines) -> Table {
    let best_g = machines.rule(Rule::Best).parts.total();
    let row = |it: &fleet::Running| {
        vec![
            rule_name(it.rule).to_string(),
            significant(it.parts.total() - best_g, 3),
            significant(it.machine_hours, 3),
            whole(it.starts as f64),
            whole(it.overload),
        ]
    };
    Table {
        head: vec![
            words::rule().to_string(),
            format!("{}, g", words::rules_above()),
            words::machine_hours().to_string(),
            words::starts().to_string(),
            words::came_late().to_string(),
        ],
        rows: machines.rules.iter().rev().map(row).collect(),
    }
}

/// All hours as numbers; `sites` are the names of home and sites.
pub fn table(machines: &Machines, sites: &[&str]) -> Table {
    let (best, fixed) = (machines.rule(Rule::Best), machines.rule(Rule::Static));
    let mut head: Vec<String> = [
        day::utc_hour(),
        words::writing_column(),
        words::waiting_column(),
        words::always_column(),
        words::batch_column(),
        words::always_batch_column(),
    ]
    .map(str::to_string)
    .to_vec();
    head.extend(sites.iter().take(machines.on.len()).map(|site| words::on_in(site)));
    let always: u64 = machines.always.iter().sum();
    let row = |hour: usize| {
        let mut row = vec![format!("{hour}:00")];
        row.extend([best.writing[hour], best.idle[hour]].map(number));
        row.push(whole(always as f64));
        row.extend([best.batch[hour], fixed.batch[hour]].map(number));
        row.extend(machines.on.iter().map(|site| number(site[hour])));
        row
    };
    Table { head, rows: (0..HOURS).map(row).collect() }
}
