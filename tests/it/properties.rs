//! What must hold for any scenario: monotonicity, and an optimum that no scan beats.

use aolo::carbon::{Chain, footprint};
use aolo::data::LLMS;
use aolo::math;
use aolo::optimum::{optimum, smallest_tokens};
use aolo::scenario::{Accounting, CellKind, Decision, EnergyModel, LlmChoice, Scenario};
use proptest::prelude::*;

/// Scenarios over the sliders' ranges and beyond, feasible and not.
fn scenarios() -> impl Strategy<Value = Scenario> {
    let choices = (0..LLMS.len(), 0..CellKind::ALL.len(), 0..Accounting::ALL.len(), any::<bool>());
    let load = (1.0..9.0f64, 0.0..512.0f64, 0.0..2000.0f64, 20.0..2000.0f64);
    let site = (0.0..2000.0f64, 0.0..2000.0f64, 1.0..8.5f64, 0.0..4.6f64);
    let radio = (0.0..9.9f64, -5.0..40.0f64, -20.0..20.0f64);
    let limits = (0.0..1.0f64, -1.0..6.0f64, 0.0..1.0f64, 0.0..14.0f64, 64.0..4000.0f64);
    (choices, load, site, radio, limits).prop_map(|(choices, load, site, radio, limits)| Scenario {
        model: LlmChoice::Named(LLMS[choices.0].name.to_string()),
        cell: CellKind::ALL[choices.1],
        accounting: Accounting::ALL[choices.2],
        energy_model: if choices.3 { EnergyModel::Calibrated } else { EnergyModel::Ecologits },
        gpus: load.0.floor(),
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

/// So short an answer is complete so seldom that its chance is no number: the zeros there are not
/// those where waiting is unbearable, and what keeps the threshold lies to their right.
#[test]
fn lengths_whose_completeness_is_too_small_for_a_number_hide_no_optimum() {
    let scenario = Scenario {
        kappa50: 487.5,
        sigma: 0.05,
        tokens_max: 82.0,
        qoe_min: 1e-300,
        rate_min_kbps: 0.0,
        distance_m: 10.0,
        ..Scenario::default()
    };
    let chain = Chain::new(&scenario.validate().unwrap());
    let at = |tokens: u32| footprint(&chain, Decision { tokens, power_w: chain.power_max_w });
    assert_eq!(at(40).qoe.total, 0.0, "the plateau");
    let brute = (1..=82).find(|&tokens| at(tokens).kept[0]);
    assert!(brute.is_some_and(|it| it < 82), "{brute:?}");
    assert_eq!(smallest_tokens(&chain, chain.power_max_w), brute);
    let best = optimum(&chain);
    assert!(best.feasible() && best.footprint().decision.tokens == brute.unwrap_or(0));
}
