//! Every equation of a scene works out by hand, and so does every number in it that follows from others:
//! in all presets, cells and accountings, and in scenarios at random.

use super::bars::equation;
use super::limits::{LIMITS, limit_equation};
use super::pedigree::pedigree_of;
use super::worked::{assert_same, assert_works_out, worked_out_text};
use super::{Equation, Origin, Piece};
use crate::env::any_scenario;
use crate::link::{Choice, View};
use crate::rng::{Rng, Stream};
use crate::scenario::{Accounting, Boundary, CellKind, EnergyModel, PRESETS, Scenario};
use crate::ui::charts::kit::parts::Part;
use crate::ui::state::results::{FIRST_MANUAL, Results};

/// Works out all equations of a scene; how many numbers told how they follow.
fn assert_all_work_out(view: &View) -> usize {
    let results = Results::new(view, FIRST_MANUAL, None).unwrap();
    let bars = Part::ALL.map(|part| equation(part, &results));
    let limits = LIMITS.map(|limit| limit_equation(limit, &results));
    let told = |equation: &Equation| {
        assert_works_out(equation);
        equation.pieces.iter().filter(|piece| follows(piece, &results)).count()
    };
    bars.iter().chain(&limits).map(told).sum()
}

/// Whether a number follows from others by an equation of one line; it has to give the number.
fn follows(piece: &Piece, results: &Results) -> bool {
    let Piece::Term(term) = piece else { return false };
    let how = pedigree_of(&term.origin, results).how;
    let how = match term.origin {
        Origin::Awake
        | Origin::Slope
        | Origin::OtherTokens
        | Origin::Completeness
        | Origin::NetworkGrid => how,
        // What they are follows.
        Origin::GpuEnergy | Origin::GpuTime | Origin::PhoneTime => {
            how.split(';').next().unwrap().replace("tokens/s", "Hz")
        }
        Origin::Standing => how.replace(" users", ""),
        // What follows says where the rate comes from.
        Origin::Airtime => {
            how.split(';').next().unwrap().replace(" tokens", "").replace(" token", "")
        }
        // Its ends are cut off.
        Origin::Wait if term.text != "1" && term.text != "0" => {
            how.split(", from").next().unwrap().into()
        }
        _ => return false,
    };
    // Its last place is two below that of the result. A mean of two grids is as exact as the coarser.
    let within = if term.origin == Origin::NetworkGrid { 5.5 } else { 1.0 };
    assert_same(worked_out_text(&how), &term.text, within, &how);
    true
}

#[test]
fn tour_8_equations_work_out_by_hand_in_every_preset() {
    let mut told = 0;
    for preset in PRESETS {
        for &accounting in Accounting::ALL {
            for &energy_model in EnergyModel::ALL {
                for &cell in CellKind::ALL {
                    let base = preset.scenario();
                    let boundary = Boundary::ALL[cell as usize % 4];
                    let scenario = Scenario { accounting, boundary, energy_model, cell, ..base };
                    told += assert_all_work_out(&View { scenario, ..View::default() });
                }
            }
        }
    }
    assert!(told > 1_000, "{told}");
}

#[test]
fn tour_8_equations_work_out_by_hand_in_scenarios_at_random() {
    let mut rng = Rng::new(8, Stream::TuneContexts);
    for index in 0..400 {
        let mut valid = any_scenario(&mut rng);
        // A cell of one's own every third time, with numbers as people type them.
        if index % 3 == 0 {
            let mut own = valid.scenario().clone();
            let mut typed = |low, high| Some((10.0_f64 * rng.uniform_in(low, high)).ceil() / 10.0);
            own.static_power_w = typed(5.0, 300.0);
            own.power_slope = typed(1.0, 9.0);
            own.power_max_w = typed(0.1, 60.0);
            own.transceivers = Some(1.0 + rng.below(64) as f64);
            own.sectors = Some(1.0 + rng.below(6) as f64);
            // As the cell has them, for what was drawn may not fit what was typed.
            (own.sleep_power_w, own.power_min_w) = (None, None);
            valid = own.validate().unwrap();
        }
        let choice = match index % 2 {
            0 => Choice::Optimum,
            _ => Choice::Manual(valid.decision_at(rng.uniform(), rng.uniform())),
        };
        assert_all_work_out(&View {
            scenario: valid.scenario().clone(),
            choice,
            ..View::default()
        });
    }
}
