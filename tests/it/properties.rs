//! What must hold for any scenario: monotonicity, and an optimum that no scan beats.

use aolo::carbon::{Chain, footprint};
use aolo::data::LLMS;
use aolo::math;
use aolo::optimum::{optimum, smallest_tokens};
use aolo::scenario::{
    Accounting, Boundary, CellKind, Decision, EnergyModel, GpuKind, LlmChoice, Scenario,
};
use proptest::prelude::*;

/// Scenarios over the sliders' ranges and beyond, feasible and not.
fn scenarios() -> impl Strategy<Value = Scenario> {
    let choices = (0..LLMS.len(), 0..CellKind::ALL.len(), 0..Accounting::ALL.len(), any::<bool>());
    let load = (1.0..9.0f64, 0.0..512.0f64, 0.0..2000.0f64, 20.0..2000.0f64);
    let site = (0.0..2000.0f64, 0.0..2000.0f64, 1.0..8.5f64, 0.0..4.6f64);
    let radio = (0.0..9.9f64, -5.0..40.0f64, -20.0..20.0f64);
    let limits = (0.0..1.0f64, -1.0..10.0f64, 0.0..1.0f64, 0.0..14.0f64, 64.0..12_000.0f64);
    let beyond = (0..GpuKind::ALL.len(), 0..Boundary::ALL.len(), 0.3..5.0f64, 0.0..0.99f64);
    let mix = (0.0..1.0f64, 0.0..3.0f64, 1.0..12.0f64, any::<bool>());
    let all = (choices, load, site, radio, limits, beyond, mix);
    all.prop_map(|(choices, load, site, radio, limits, beyond, mix)| Scenario {
        model: LlmChoice::Named(LLMS[choices.0].name.to_string()),
        cell: CellKind::ALL[choices.1],
        accounting: Accounting::ALL[choices.2],
        energy_model: if choices.3 { EnergyModel::Calibrated } else { EnergyModel::Ecologits },
        gpus: load.0.floor(),
        gpu: GpuKind::ALL[beyond.0],
        boundary: Boundary::ALL[beyond.1],
        shape: beyond.2,
        thinking_share: if mix.3 { beyond.3 } else { 0.0 },
        prompt_cached: mix.0,
        length_cv2: mix.1,
        patience_s: math::exp2(mix.2),
        batch: load.1 + 1.0,
        prompt_tokens: load.2.floor(),
        kappa50: load.3,
        grid_dc_g_per_kwh: site.0,
        grid_bs_g_per_kwh: site.1,
        distance_m: math::exp2(site.2) * 8.0,
        bandwidth_mhz: math::exp2(site.3),
        payload_bytes_per_token: math::exp2(radio.0) * 20.0,
        antenna_gain_db: radio.1,
        shadowing_db: radio.2,
        qoe_min: limits.0,
        latency_max_s: math::exp2(limits.1),
        outage_max: limits.2,
        rate_min_kbps: math::exp2(limits.3),
        tokens_max: limits.4.floor(),
        ..Scenario::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_scan_beats_the_optimum(scenario in scenarios()) {
        let chain = Chain::new(&scenario.validate().unwrap());
        let best = optimum(&chain);
        let span = chain.power_max_w / chain.power_min_w;
        let mut scanned: Option<f64> = None;
        for index in 0..600 {
            let power_w = (chain.power_min_w * math::pow(span, f64::from(index) / 599.0)).min(chain.power_max_w);
            if let Some(tokens) = smallest_tokens(&chain, power_w) {
                let print = footprint(&chain, Decision { tokens, power_w });
                if print.feasible() {
                    scanned = Some(scanned.unwrap_or(f64::INFINITY).min(print.total_g));
                }
            }
        }
        prop_assert_eq!(best.feasible(), scanned.is_some());
        if let Some(scanned) = scanned {
            prop_assert!(best.footprint().feasible());
            prop_assert!(best.footprint().total_g <= scanned * (1.0 + 1e-9));
        }
    }

    #[test]
    fn the_smallest_length_is_the_smallest(scenario in scenarios(), share in 0.0..1.0f64) {
        let chain = Chain::new(&scenario.validate().unwrap());
        let power_w = chain.power_min_w + share * (chain.power_max_w - chain.power_min_w);
        let meets = |tokens: u32| footprint(&chain, Decision { tokens, power_w }).kept[0];
        let brute = (1..=chain.tokens_max).find(|&tokens| meets(tokens));
        prop_assert_eq!(smallest_tokens(&chain, power_w), brute);
    }

    #[test]
    fn emissions_rise_with_grid_length_and_payload(scenario in scenarios(), share in 0.0..1.0f64) {
        let at = |scenario: &Scenario, tokens: u32| {
            let chain = Chain::new(&scenario.validate().unwrap());
            let power_w = chain.power_min_w + share * (chain.power_max_w - chain.power_min_w);
            footprint(&chain, Decision { tokens, power_w })
        };
        let here = at(&scenario, 50);
        prop_assert!(at(&scenario, 51).total_g > here.total_g || here.total_g == 0.0);
        let mut dirtier = scenario.clone();
        dirtier.grid_dc_g_per_kwh = (scenario.grid_dc_g_per_kwh + 1.0).min(2000.0);
        prop_assert!(at(&dirtier, 50).total_g >= here.total_g);
        let mut heavier = scenario.clone();
        heavier.payload_bytes_per_token *= 1.5;
        let heavier = at(&heavier, 50);
        prop_assert!(heavier.wireless.energy_j >= here.wireless.energy_j);
        prop_assert!(heavier.latency_s >= here.latency_s && heavier.qoe.total <= here.qoe.total);
        let mut wider = scenario.clone();
        wider.distance_m = scenario.distance_m * 1.5;
        let wider = at(&wider, 50);
        prop_assert!(wider.wireless.rate_bps <= here.wireless.rate_bps);
        prop_assert!(wider.wireless.outage >= here.wireless.outage);
    }
}

/// The least completeness that fields allow is a number still: no plateau of zeros hides what keeps a
/// threshold near nothing.
#[test]
fn the_shortest_answers_have_a_completeness_that_is_a_number() {
    let scenario = Scenario {
        kappa50: 1e5,
        shape: 5.0,
        tokens_max: 82.0,
        qoe_min: 1e-18,
        rate_min_kbps: 0.0,
        distance_m: 10.0,
        ..Scenario::default()
    };
    let chain = Chain::new(&scenario.validate().unwrap());
    let at = |tokens: u32| footprint(&chain, Decision { tokens, power_w: chain.power_max_w });
    assert!(at(1).qoe.total > 0.0 && at(1).qoe.total < 1e-24, "{:?}", at(1).qoe);
    let brute = (1..=82).find(|&tokens| at(tokens).kept[0]);
    assert!(brute.is_some_and(|it| it < 82), "{brute:?}");
    assert_eq!(smallest_tokens(&chain, chain.power_max_w), brute);
    let best = optimum(&chain);
    assert!(best.feasible() && best.footprint().decision.tokens == brute.unwrap_or(0));
}
