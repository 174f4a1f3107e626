//! Random input in masses: nothing that passes the gate leads out of the numbers, and no decision
//! beats the optimum. AOLO_FUZZ says how many; `cargo xtask fuzz` asks for a million.

use aolo::carbon::{Chain, Footprint, footprint};
use aolo::data::{FIELDS, Field, LLMS};
use aolo::env::{ActionSpace, Context};
use aolo::math;
use aolo::optimum::{optimum, safe_action};
use aolo::rng::{Rng, Stream};
use aolo::scenario::{
    Accounting, CellKind, Decision, EnergyModel, LlmChoice, LlmShape, Scenario, ValidScenario,
};
use std::thread;

/// Inputs without AOLO_FUZZ: what takes about a second.
const USUAL: u64 = 100_000;
/// Random decisions in each scenario.
const DECISIONS: usize = 4;

/// How many inputs are wanted.
fn inputs() -> u64 {
    std::env::var("AOLO_FUZZ").map_or(USUAL, |text| text.parse().expect("AOLO_FUZZ is a number"))
}

/// Runs `check` on that many inputs, each with a stream of its own so that one can be run again.
fn on_all(check: impl Fn(u64, &mut Rng) + Sync) {
    let (inputs, threads) =
        (inputs(), thread::available_parallelism().map_or(1, usize::from) as u64);
    thread::scope(|scope| {
        for first in 0..threads {
            let check = &check;
            scope.spawn(move || {
                for input in (first..inputs).step_by(threads as usize) {
                    check(input, &mut Rng::new(input, Stream::Uncertainty));
                }
            });
        }
    });
}

fn one_of<T: Copy>(rng: &mut Rng, all: &[T]) -> T {
    all[rng.below(all.len())]
}

/// Any value that a field may have, its ends more often than chance has them.
fn value(rng: &mut Rng, field: &Field) -> f64 {
    let (least, most) = (field.min.max(f64::MIN), field.max.min(1e12));
    let value = match rng.below(8) {
        0 => least,
        1 => most,
        2 => f64::from_bits(1),
        3 => rng.uniform_in(least, most),
        _ if least >= 0.0 => rng.log_uniform_in(least.max(1e-9).min(most), most),
        _ => rng.uniform_in(least, most),
    };
    if field.integer { value.round() } else { value }
}

/// Any scenario that passes the gate. Half of them have few fields that are not the default, so that
/// some decision keeps all limits.
fn scenario(rng: &mut Rng) -> ValidScenario {
    loop {
        let share = one_of(rng, &[0.1, 0.3, 1.0]);
        let mut it = Scenario {
            model: LlmChoice::Named(LLMS[rng.below(LLMS.len())].name.to_string()),
            cell: one_of(rng, CellKind::ALL),
            accounting: one_of(rng, Accounting::ALL),
            energy_model: one_of(rng, EnergyModel::ALL),
            ..Scenario::default()
        };
        if rng.uniform() < 0.1 {
            let own = LlmShape::SPANS.map(|span| {
                let value = one_of(rng, &[f64::from_bits(1), 1e-6, 1.0, 1e3, 1e12]);
                Some(if span.integer { value.ceil() } else { value })
            });
            it.model = LlmChoice::Custom(LlmShape::of_numbers(own).expect("all are there"));
        }
        for field in FIELDS {
            if rng.uniform() < share {
                // What a field does not take leaves it as it was.
                let _ = it.set(field.name, value(rng, field));
            }
        }
        if let Ok(valid) = it.validate() {
            return valid;
        }
    }
}

/// Any decision in the box, its corners more often than chance has them.
fn decision(rng: &mut Rng, valid: &ValidScenario) -> Decision {
    let share = |rng: &mut Rng| match rng.below(6) {
        0 => 0.0,
        1 => 1.0,
        _ => rng.uniform(),
    };
    let (length, power) = (share(rng), share(rng));
    let most = f64::from(valid.tokens_max());
    let tokens = math::clamp(math::pow(most, length).round(), 1.0, most);
    let (least_w, most_w) = (valid.power_min_w(), valid.power_max_w());
    let power_w = least_w * math::pow(most_w / least_w.max(1e-9), power);
    valid.decision(tokens, math::clamp(power_w, least_w, most_w)).expect("it is inside the box")
}

/// Fails unless every figure of a footprint is one that can be.
fn assert_figures(print: &Footprint, of: &dyn Fn() -> String) {
    let (inference, wireless) = (&print.inference, &print.wireless);
    let parts = [
        inference.operational_g,
        inference.embodied_g,
        wireless.operational_g,
        wireless.embodied_g,
    ];
    assert!(parts.iter().all(|g| g.is_finite() && *g >= 0.0), "{parts:?} of {}", of());
    let sum: f64 = parts.iter().sum();
    let total = print.total_g;
    assert!((total - sum).abs() <= 1e-12 * total, "{total} is not {parts:?} of {}", of());
    let others = [
        inference.gpu_energy_j,
        inference.host_energy_j,
        inference.facility_energy_j,
        inference.gpu_seconds,
        inference.ttft_s,
        inference.inter_token_s,
        inference.memory_bytes,
        wireless.rate_bps,
        wireless.airtime_s,
        wireless.energy_j,
        print.latency_s,
    ];
    assert!(others.iter().all(|it| it.is_finite() && *it >= 0.0), "{print:?} of {}", of());
    let decibels = [wireless.path_loss_db, wireless.mean_snr_db];
    assert!(decibels.iter().all(|it| it.is_finite()), "{decibels:?} of {}", of());
    for share in [wireless.outage, print.qoe.total] {
        assert!((0.0..=1.0).contains(&share), "{share} in {print:?} of {}", of());
    }
}

#[test]
fn fuzz_any_scenario_has_figures_that_can_be() {
    on_all(|input, rng| {
        let valid = scenario(rng);
        let chain = Chain::new(&valid);
        let safe = safe_action(&chain);
        let decisions = [(); DECISIONS].map(|()| decision(rng, &valid));
        for decision in decisions.into_iter().chain([safe, chain.natural()]) {
            let of = || format!("input {input}: {decision:?} in {:?}", valid.scenario());
            assert_figures(&footprint(&chain, decision), &of);
        }
    });
}

#[test]
fn fuzz_no_decision_beats_the_optimum() {
    on_all(|input, rng| {
        // As many footprints as the other test computes, an optimum being dear.
        if !input.is_multiple_of(5) {
            return;
        }
        let valid = scenario(rng);
        let chain = Chain::new(&valid);
        let best = optimum(&chain);
        let of = || format!("input {input}: {best:?} in {:?}", valid.scenario());
        assert_figures(best.footprint(), &of);
        assert_eq!(best.feasible(), best.footprint().feasible(), "{}", of());
        for _ in 0..4 * DECISIONS {
            let print = footprint(&chain, decision(rng, &valid));
            if print.feasible() {
                assert!(best.feasible(), "{print:?} keeps all limits; {}", of());
                let least = best.footprint().total_g;
                assert!(print.total_g >= least * (1.0 - 1e-9), "{print:?} beats {}", of());
            }
        }
    });
}

/// Ten actions a request: with a million inputs, ten million decisions.
#[test]
fn fuzz_no_action_of_the_feasible_set_breaks_a_limit() {
    on_all(|input, rng| {
        let context = Context::new(&scenario(rng));
        let safe = footprint(&context.chain, context.safe);
        let of = || format!("input {input}: {:?}", context.valid.scenario());
        assert_eq!(context.feasible.is_some(), safe.feasible(), "{}", of());
        for _ in 0..10 {
            let action = [(); 2].map(|()| rng.uniform_in(-1.2, 1.2) as f32);
            let chosen = ActionSpace::Feasible.decide(&context, &action);
            let print = footprint(&context.chain, chosen);
            assert_figures(&print, &of);
            assert_eq!(print.feasible(), safe.feasible(), "{action:?} {chosen:?} {}", of());
        }
    });
}
