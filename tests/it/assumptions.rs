//! `aolo tornado` and `aolo uncertainty` against `aolo footprint`, and against each other.

use crate::cli::{object, run};
use aolo::carbon::range;
use aolo::scenario::{Decision, Scenario};
use serde_json::{Value, json};

const CELL_EDGE: &str = r#"{"distance_m":1000,"payload_bytes_per_token":10000,"grid_dc_g_per_kwh":342,"grid_bs_g_per_kwh":342}"#;
const OF: [&str; 6] = ["--scenario", "-", "--tokens", "400", "--power-w", "20"];

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn uncertainty(samples: &str, seed: &str) -> Value {
    let sampled = ["--samples", samples, "--seed", seed];
    object(&[&["uncertainty"], &OF[..], &sampled].concat(), CELL_EDGE)
}

#[test]
fn the_ends_of_a_bar_are_footprints_with_that_constant() {
    let tornado = object(&[&["tornado"], &OF[..]].concat(), CELL_EDGE);
    let mut names = Vec::new();
    let mut swings = Vec::new();
    for bar in tornado["bars"].as_array().unwrap() {
        let name = bar["name"].as_str().unwrap();
        for (value, at_g) in [("low", "at_low_g"), ("high", "at_high_g")] {
            if ["gpu_energy", "site_lifetime_y"].contains(&name) {
                continue;
            }
            let mut scenario: Value = serde_json::from_str(CELL_EDGE).unwrap();
            scenario[name] = bar[value].clone();
            let print = object(&[&["footprint"], &OF[..]].concat(), &scenario.to_string());
            assert_eq!(print["total_g"], bar[at_g], "{name}");
        }
        assert!(!bar["source"].as_str().unwrap().is_empty());
        names.push(name);
        swings.push(number(&bar["swing_g"]));
    }
    assert!(swings.windows(2).all(|pair| pair[0] >= pair[1]), "{swings:?}");
    names.sort_unstable();
    let expected = [
        "batch",
        "coding_efficiency",
        "gpu_embodied_kg",
        "gpu_energy",
        "host_power_w",
        "idle_fraction",
        "lifetime_y",
        "pue",
        "server_embodied_kg",
        "site_embodied_kg",
        "site_lifetime_y",
        "utilisation",
    ];
    assert_eq!(names, expected);
    // What is set is certain.
    let set = r#"{"pue":1.3,"site_embodied_kg":2000,"energy_model":"ecologits"}"#;
    let tornado = object(&["tornado", "--scenario", "-"], set);
    assert_eq!(tornado["bars"].as_array().unwrap().len(), expected.len() - 3);
    // Without a decision it is the optimum's.
    let best = object(&["optimum", "--scenario", "-"], set);
    assert_eq!((&tornado["tokens"], &tornado["power_w"]), (&best["tokens"], &best["power_w"]));
    assert_eq!(tornado["total_g"], best["total_g"]);
}

#[test]
fn the_spread_repeats_by_seed_and_keeps_to_the_envelope() {
    let spread = uncertainty("2000", "5");
    assert_eq!(spread, uncertainty("2000", "5"));
    assert_ne!(spread["mean_g"], uncertainty("2000", "6")["mean_g"]);
    let marks =
        ["least_g", "q05_g", "median_g", "q95_g", "greatest_g"].map(|at| number(&spread[at]));
    assert!(marks.windows(2).all(|pair| pair[0] < pair[1]), "{marks:?}");
    let valid = Scenario::from_json(CELL_EDGE).unwrap().validate().unwrap();
    let (low, high) = range(&valid, Decision { tokens: 400, power_w: 20.0 });
    assert!(marks[0] > low && marks[4] < high, "{marks:?}");
    assert_eq!((&spread["samples"], &spread["seed"]), (&json!(2000), &json!(5)));
    let counts = spread["histogram"].as_array().unwrap();
    assert_eq!(counts.iter().map(|count| count.as_u64().unwrap()).sum::<u64>(), 2000);
    // What swings most on its own also makes most of the variance.
    let tornado = object(&[&["tornado"], &OF[..]].concat(), CELL_EDGE);
    assert_eq!(spread["shares"][0]["name"], tornado["bars"][0]["name"]);
}

#[test]
fn tables_hold_the_figures_of_the_objects() {
    let text = |arguments: &[&str]| {
        let output = run(&[arguments, &OF[..], &["--table"]].concat(), CELL_EDGE);
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let tornado = object(&[&["tornado"], &OF[..]].concat(), CELL_EDGE);
    let table = text(&["tornado"]);
    for bar in tornado["bars"].as_array().unwrap() {
        let name = format!("| {} |", bar["name"].as_str().unwrap());
        let row = table.lines().find(|row| row.starts_with(&name)).unwrap();
        assert!(row.contains(&format!("{:.4}", 1e3 * number(&bar["at_high_g"]))), "{row}");
    }
    let spread = uncertainty("500", "1");
    let table = text(&["uncertainty", "--samples", "500", "--seed", "1"]);
    assert!(table.contains(&format!("| median | {:.4} |", 1e3 * number(&spread["median_g"]))));
}

#[test]
fn bad_input_is_one_line_and_status_2() {
    let cases: [(&[&str], &str, &str); 5] = [
        (
            &["uncertainty", "--scenario", "-", "--samples", "99"],
            "{}",
            "samples = 99 is out of range: an integer from 100 to 1000000",
        ),
        (&["uncertainty", "--scenario", "-", "--samples", "many"], "{}", "--samples"),
        (&["uncertainty", "--scenario", "-"], r#"{"pue":0.9}"#, "pue = 0.9"),
        (&["tornado", "--scenario", "-", "--tokens", "400"], "{}", "--power-w"),
        (
            &["tornado", "--scenario", "-", "--tokens", "400", "--power-w", "21"],
            "{}",
            "power_w = 21",
        ),
    ];
    for (arguments, input, part) in cases {
        let output = run(arguments, input);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(part) && error.trim_end().lines().count() == 1, "{error}");
        assert!(output.stdout.is_empty());
    }
}
