//! What a choice moves: each part when the answer is a tenth shorter, at full power, or computed elsewhere.

use crate::carbon::{Footprint, counting_all};
use crate::data;
use crate::scenario::{Decision, Scenario};
use crate::ui::charts::kit::parts::Part;
use crate::ui::charts::words as names;
use crate::ui::state::results::Results;
use crate::ui::words::format::number;
use crate::ui::words::values;
use crate::ui::words::{bracketed, counted as words};

/// Where the answer is computed instead.
const ELSEWHERE: &str = "FRA";

/// The three choices, with all counted that can be.
fn chosen(results: &Results) -> [Option<Footprint>; 3] {
    let scenario = &results.view.scenario;
    let Decision { tokens, power_w } = results.chosen.decision;
    let shorter = Decision { tokens: shorter(tokens), power_w };
    let louder = Decision { tokens, power_w: results.chain.power_max_w };
    let clean = data::zone(ELSEWHERE).map(|zone| zone.carbon_intensity_g_per_kwh);
    let elsewhere = Scenario {
        grid_dc_g_per_kwh: clean.unwrap_or(scenario.grid_dc_g_per_kwh),
        ..scenario.clone()
    };
    [(scenario, shorter), (scenario, louder), (&elsewhere, results.chosen.decision)]
        .map(|(scenario, decision)| counting_all(scenario, decision))
}

fn shorter(tokens: u32) -> u32 {
    (0.9 * f64::from(tokens)).round().max(1.0) as u32
}

/// By how much each choice moves each part, g; the sum of what counts last. None where it cannot.
pub fn moves(results: &Results) -> Vec<(Part, f64, [Option<f64>; 3])> {
    let scenario = &results.view.scenario;
    let Some(here) = counting_all(scenario, results.chosen.decision) else { return Vec::new() };
    let there = chosen(results);
    let by = |part: Part, print: &Option<Footprint>| {
        let moved = part.grams(print.as_ref()?) - part.grams(&here);
        (moved != 0.0).then_some(moved)
    };
    let parts = Part::ALL.into_iter().filter(|part| *part != Part::Total);
    let mut rows: Vec<_> = parts
        .map(|part| (part, part.grams(&here), [0, 1, 2].map(|at: usize| by(part, &there[at]))))
        .collect();
    let counted = rows.iter().filter(|(part, ..)| part.counts(scenario.boundary));
    let sums = [0, 1, 2].map(|at: usize| {
        let moved = counted.clone().filter_map(|(.., moves)| moves[at]);
        moved.reduce(|sum, it| sum + it)
    });
    rows.push((Part::Total, results.chosen.total_g, sums));
    rows
}

/// The same as head and rows of a table, in milligrams.
pub fn moves_table(results: &Results) -> (Vec<String>, Vec<Vec<String>>) {
    let boundary = results.view.scenario.boundary;
    let place = data::zone(ELSEWHERE).map(values::zone_label).unwrap_or_default();
    let milligrams = |grams: Option<f64>| {
        let sign = if grams > Some(0.0) { "+" } else { "" };
        grams.map_or_else(|| "–".to_string(), |grams| format!("{sign}{}", number(1e3 * grams)))
    };
    let row = |(part, grams, moves): (Part, f64, [Option<f64>; 3])| {
        let here = number(1e3 * grams);
        let here = if part.counts(boundary) { here } else { bracketed(&here) };
        let mut cells = vec![names::part(part).to_string(), here];
        cells.extend(moves.map(milligrams));
        cells
    };
    let head = vec![
        words::part_mg().to_string(),
        "mg".to_string(),
        words::tenth_shorter().to_string(),
        words::full_power().to_string(),
        words::computed_in(&place),
    ];
    (head, moves(results).into_iter().map(row).collect())
}

/// Whether a tenth shorter would do, where it would not.
pub fn too_short(results: &Results) -> Option<String> {
    let tokens = shorter(results.chosen.decision.tokens);
    let decision = Decision { tokens, ..results.chosen.decision };
    let print = crate::carbon::footprint(&results.chain, decision);
    (results.chosen.kept[0] && !print.kept[0]).then(|| {
        words::too_short(
            &values::whole(tokens.into()),
            &values::share(print.qoe.total),
            &values::share(results.chain.limits.qoe_min),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::View;
    use crate::scenario::Boundary;
    use crate::ui::state::results::FIRST_MANUAL;

    fn moved(boundary: Boundary) -> Vec<(Part, f64, [Option<f64>; 3])> {
        let scenario = Scenario { boundary, ..Scenario::default() };
        let view = View { scenario, ..View::default() };
        moves(&Results::new(&view, FIRST_MANUAL, None).unwrap())
    }

    #[test]
    fn a_choice_moves_what_it_can_and_nothing_else() {
        let rows = moved(Boundary::Service);
        let can = |part: Part| {
            let (.., moves) = rows.iter().find(|(it, ..)| *it == part).unwrap();
            moves.map(|it| it.map(f64::signum))
        };
        let (less, more) = (Some(-1.0), Some(1.0));
        assert_eq!(can(Part::ComputeElectricity), [less, None, less]);
        assert_eq!(can(Part::ComputeHardware), [less, None, None]);
        // More power is more electricity, and less time on air.
        assert_eq!(can(Part::RadioElectricity), [less, more, None]);
        assert_eq!(can(Part::RadioHardware), [less, less, None]);
        assert_eq!(can(Part::Network), [less, None, less]);
        assert_eq!(can(Part::PhoneHardware), [less, less, None]);
    }

    #[test]
    fn the_total_moves_by_what_counts() {
        for &boundary in Boundary::ALL {
            let rows = moved(boundary);
            let [parts @ .., (_, total_g, total)] = &rows[..] else { panic!("no rows") };
            let counted = || parts.iter().filter(|(part, ..)| part.counts(boundary));
            let sum: f64 = counted().map(|(_, grams, _)| grams).sum();
            assert!((sum / total_g - 1.0).abs() < 1e-9);
            for at in 0..3 {
                let sum: f64 = counted().filter_map(|(.., moves)| moves[at]).sum();
                assert!((sum / total[at].unwrap() - 1.0).abs() < 1e-9);
            }
        }
    }
}
