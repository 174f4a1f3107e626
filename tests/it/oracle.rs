//! Footprint and optimum against an independent implementation, see `tests/oracle/README.md`.

use aolo::carbon::{Chain, footprint, violations};
use aolo::optimum::optimum;
use aolo::scenario::{Scenario, ValidScenario};
use serde_json::{Value, json};

/// Relative tolerance, with a floor for what is nearly nothing.
const TOLERANCE: f64 = 1e-6;
const FLOOR: f64 = 1e-12;

fn cases(part: &str) -> Vec<Value> {
    let text = include_str!("../data/oracle.json");
    let fixture: Value = serde_json::from_str(text).unwrap();
    let cases = fixture[part].as_array().unwrap().clone();
    assert_eq!(cases.len(), 60);
    cases
}

fn scenario(case: &Value) -> ValidScenario {
    Scenario::from_json(&case["scenario"].to_string()).unwrap().validate().unwrap()
}

fn close(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() <= TOLERANCE * theirs.abs() + FLOOR
}

#[test]
fn footprints_agree_to_1e_6() {
    let mut compared = 0;
    for case in cases("footprint") {
        let valid = scenario(&case);
        let chain = Chain::new(&valid);
        let decision = valid
            .decision(case["tokens"].as_f64().unwrap(), case["power_w"].as_f64().unwrap())
            .unwrap();
        let print = footprint(&chain, decision);
        let ours = json!({
            "inference": print.inference,
            "wireless": print.wireless,
            "qoe": print.qoe,
            "latency_s": print.latency_s,
            "total_g": print.total_g,
        });
        let expected = &case["expected"];
        for part in ["inference", "wireless", "qoe"] {
            for (name, theirs) in expected[part].as_object().unwrap() {
                let (ours, theirs) = (ours[part][name].as_f64().unwrap(), theirs.as_f64().unwrap());
                assert!(close(ours, theirs), "{part}.{name}: {ours} {theirs} in {case}");
                compared += 1;
            }
        }
        for name in ["latency_s", "total_g"] {
            let (ours, theirs) = (ours[name].as_f64().unwrap(), expected[name].as_f64().unwrap());
            assert!(close(ours, theirs), "{name}: {ours} {theirs} in {case}");
        }
        let broken: Vec<_> =
            violations(&chain.limits, &print).iter().map(|limit| limit.word()).collect();
        let mut theirs: Vec<_> =
            expected["violations"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        theirs.sort_by_key(|word| {
            ["qoe", "latency", "outage", "rate"].iter().position(|w| w == word)
        });
        assert_eq!(broken, theirs, "{case}");
        assert_eq!(print.feasible(), expected["feasible"].as_bool().unwrap());
    }
    assert!(compared >= 60 * 15, "only {compared} figures were compared");
}

#[test]
fn optima_agree_to_1e_6() {
    let mut feasible = 0;
    for case in cases("optimum") {
        let chain = Chain::new(&scenario(&case));
        let best = optimum(&chain);
        let expected = &case["expected"];
        assert_eq!(best.feasible(), expected["feasible"].as_bool().unwrap(), "{case}");
        if best.feasible() {
            feasible += 1;
            let (ours, theirs) = (best.footprint().total_g, expected["total_g"].as_f64().unwrap());
            assert!(close(ours, theirs), "{ours} {theirs} in {case}");
            assert!(best.footprint().feasible());
        } else {
            let safe = best.footprint().decision;
            assert_eq!(Some(u64::from(safe.tokens)), expected["safe_tokens"].as_u64());
            assert_eq!(Some(safe.power_w), expected["safe_power_w"].as_f64());
        }
    }
    assert!(feasible > 30);
}
