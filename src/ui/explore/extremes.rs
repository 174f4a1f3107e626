//! Scenes at the ends of what is allowed: all that Explore and the Lab draw and say of them can be
//! drawn and said.

use super::{equivalents, levers_said, limits_sentence};
use crate::analysis::Tornado;
use crate::carbon::outside;
use crate::data::{FIELDS, LLMS, fields};
use crate::link::{Choice, View};
use crate::scenario::{
    Accounting, Boundary, CellKind, Decision, EnergyModel, GpuKind, LlmChoice, Scenario,
};
use crate::ui::charts::kit::parts::Part;
use crate::ui::charts::power_length_map::plan::{Frame, MapPlan, lengths_shown};
use crate::ui::charts::{ruler, tornado, waterfall};
use crate::ui::equation::bars::equation;
use crate::ui::lab::assumption;
use crate::ui::state::results::{FIRST_MANUAL, Results, opening};
use crate::ui::words::format::{mass, percent};
use crate::ui::words::values;
use proptest::prelude::*;

/// Everything that is drawn and said of a view, as it is written into the page.
fn page(view: &View) -> String {
    let results = Results::new(view, FIRST_MANUAL, None).unwrap();
    let (chosen, best) = (&results.chosen, results.best());
    let best_g = best.map(|best| best.total_g);
    let mut said = vec![
        values::spoken(chosen),
        percent(chosen.radio_share()),
        mass(results.range_g.0),
        mass(results.range_g.1),
        values::against(results.manual.total_g, optimum_g(&results)),
        format!("{:?}", limits_sentence::say(&results)),
        format!("{:?} {}", levers_said::say(&results), levers_said::books(&results)),
        equivalents::drive(chosen.total_g),
        equivalents::mass(equivalents::in_time(chosen.total_g, 1e5).1),
        equivalents::boil(chosen.total_g, view.scenario.grid_dc_g_per_kwh).unwrap_or_default(),
    ];
    said.extend(results.by_accounting_g().map(mass));
    said.extend(results.by_boundary_g().map(mass));
    said.extend(Part::ALL.map(|part| equation(part, &results).words));
    for width in [260.0, 504.0] {
        let fall = waterfall::plan::plan(
            width,
            chosen,
            results.chain.energy_model,
            (results.chain.boundary, Some(outside(&results.valid, chosen.decision))),
            results.range_g,
            best_g,
            None,
        );
        said.push(format!("{fall:?}"));
        let ruler =
            ruler::plan::plan(width, results.manual.total_g, results.range_g, best_g, best_g, None);
        said.push(format!("{ruler:?}"));
        let shown = lengths_shown(&results.chain, chosen.decision.tokens);
        let frame = Frame::for_width(width);
        let map = MapPlan::new(&results.chain, frame, shown, best.map(|best| best.decision));
        said.push(format!("{:?} {:?}", map.place(chosen.decision), map.iso(chosen.total_g)));
        said.push(format!("{:?} {:?}", map.power.ticks(40.0).len(), map.tokens.ticks(40.0).len()));
        said.push(map.bands.iter().map(|band| band.path.clone()).collect());
        said.extend([map.infeasible, map.edges]);
        if let Ok(found) = Tornado::new(&results.valid, chosen.decision) {
            let rows: Vec<_> = found.bars.iter().map(assumption::row).collect();
            said.push(format!("{:?}", tornado::plan::plan(width, found.total_g, &rows)));
        }
    }
    said.join("\n")
}

fn optimum_g(results: &Results) -> f64 {
    results.optimum.footprint().total_g
}

/// What no attribute of a picture may be, and no sentence.
fn holds(view: &View) {
    let page = page(view);
    for wrong in ["NaN", "inf,", "inf)", "-inf", "\u{2212}∞"] {
        let at = page.find(wrong);
        let around = at.map(|at| {
            let from = page[..at].char_indices().rev().nth(200).map_or(0, |(from, _)| from);
            &page[from..at]
        });
        assert_eq!(around, None, "{wrong} in what is said of {view:?}");
    }
}

fn nothing(scenario: &mut Scenario) {
    scenario.grid_dc_g_per_kwh = 0.0;
    scenario.grid_bs_g_per_kwh = 0.0;
    scenario.gpu_embodied_kg = 0.0;
    scenario.server_embodied_kg = 0.0;
    scenario.site_embodied_kg = Some(0.0);
}

#[test]
fn field_4_where_nothing_emits_everything_is_nothing_and_no_share_is_infinite() {
    for accounting in Accounting::ALL {
        let mut view = opening();
        nothing(&mut view.scenario);
        view.scenario.accounting = *accounting;
        holds(&view);
        let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
        assert_eq!(mass(results.chosen.total_g), "0\u{a0}mg");
        assert_eq!(percent(results.chosen.radio_share()), "–");
        assert_eq!(results.range_g, (0.0, 0.0));
        view.scenario.site_embodied_kg = None;
        holds(&view);
        assert!(Results::new(&view, FIRST_MANUAL, None).unwrap().chosen.total_g > 0.0);
    }
}

#[test]
fn field_29_the_least_power_is_drawn_in_no_time_and_one_that_carries_nothing_is_refused() {
    for watts in [5e-324, 1e-300, 1e-30] {
        let scenario = Scenario { power_min_w: Some(watts), ..Scenario::default() };
        let error = scenario.validate().unwrap_err();
        assert_eq!(error.field(), Some(fields::POWER_MIN_W.name));
    }
    for watts in [fields::POWER_MIN_W.min, 1e-9] {
        let mut view = opening();
        view.scenario.power_min_w = Some(watts);
        holds(&view);
        view.choice = Choice::Manual(Decision { tokens: 1, power_w: watts });
        holds(&view);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn field_29_scenes_at_the_ends_of_what_is_allowed_are_drawn(
        ends in proptest::collection::vec((0..FIELDS.len(), 0..4u8), 0..6),
        cell in 0..CellKind::ALL.len(),
        model in 0..EnergyModel::ALL.len(),
        accounting in 0..Accounting::ALL.len(),
        (boundary, gpu, llm) in (0..Boundary::ALL.len(), 0..GpuKind::ALL.len(), 0..LLMS.len()),
        by_hand: bool,
    ) {
        let mut view = opening();
        view.scenario.cell = CellKind::ALL[cell];
        view.scenario.energy_model = EnergyModel::ALL[model];
        view.scenario.accounting = Accounting::ALL[accounting];
        view.scenario.boundary = Boundary::ALL[boundary];
        view.scenario.gpu = GpuKind::ALL[gpu];
        view.scenario.model = LlmChoice::Named(LLMS[llm].name.to_string());
        for (index, end) in ends {
            let field = &FIELDS[index];
            let value = match end {
                0 => field.min,
                1 => field.max.min(1e12),
                2 => field.slider.map_or(0.01, |(from, _)| from),
                _ => 1e-9,
            };
            // What is not allowed is not a scene.
            let _ = view.scenario.set(field.name, value);
        }
        view.scenario.repair();
        if by_hand {
            let valid = view.scenario.validate().unwrap();
            view.choice = Choice::Manual(Decision { tokens: 1, power_w: valid.power_min_w() });
        }
        holds(&view);
    }
}
