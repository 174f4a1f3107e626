//! The command line as scripts use it: objects on standard output, one line and status 2 on errors.

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

pub(crate) fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_aolo"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments may be gone before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub(crate) fn object(arguments: &[&str], input: &str) -> Value {
    let output = run(arguments, input);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn has(object: &Value, path: &str) -> bool {
    object.pointer(path).is_some_and(|value| !value.is_null())
}

#[test]
fn footprint_and_optimum_print_every_field() {
    let print = object(
        &["footprint", "--scenario", "-", "--tokens", "400", "--power-w", "20"],
        r#"{"distance_m":1000,"payload_bytes_per_token":10000}"#,
    );
    for path in "/inference/gpu_energy_j /inference/facility_energy_j /inference/gpu_seconds \
        /inference/ttft_s /inference/inter_token_s /inference/operational_g /inference/embodied_g \
        /wireless/path_loss_db /wireless/mean_snr_db /wireless/rate_bps /wireless/airtime_s \
        /wireless/energy_j /wireless/operational_g /wireless/embodied_g /wireless/outage \
        /qoe/length /qoe/speed /qoe/wait /qoe/total /qoe/mos \
        /latency_s /total_g /feasible /violations /warnings"
        .split_whitespace()
    {
        assert!(has(&print, path), "{path}");
    }
    let best = object(&["optimum", "--scenario", "-"], "{}");
    assert_eq!((&best["tokens"], &best["binding"]), (&json!(323), &json!(["qoe"])));
    // An independent implementation has 2.690855 W and 8.383115194 mg.
    assert!((best["power_w"].as_f64().unwrap() - 2.690_855).abs() < 1e-5);
    assert!((best["total_g"].as_f64().unwrap() / 0.008_383_115_194 - 1.0).abs() < 1e-9);
    let nothing = object(&["optimum", "--scenario", "-"], r#"{"qoe_min":1,"tokens_max":300}"#);
    assert_eq!((&nothing["feasible"], &nothing["tokens"]), (&json!(false), &Value::Null));
    assert_eq!(nothing["violations"], json!(["qoe"]));
}

#[test]
fn bad_input_is_one_line_and_status_2() {
    let footprint = ["footprint", "--scenario", "-", "--tokens", "400", "--power-w"];
    let cases: [(&[&str], &str, &str); 12] = [
        (
            &[&footprint[..], &["21"]].concat(),
            "{}",
            "power_w = 21 is out of range: above 0 and up to 20 W",
        ),
        (&[&footprint[..], &["NaN"]].concat(), "{}", "power_w = NaN"),
        (
            &[&footprint[..], &["1"]].concat(),
            r#"{"pue":0.9}"#,
            "pue = 0.9 is out of range: from 1 to 3",
        ),
        (&[&footprint[..], &["1"]].concat(), r#"{"speed":1}"#, "speed is not a field"),
        (&["optimum", "--scenario", "-"], r#"{"qoe_min":"NaN"}"#, "qoe_min"),
        (&["optimum", "--scenario", "no-such-file"], "", "no-such-file"),
        (&["optimum"], "", "--scenario"),
        (&["unlink", "https://x/#v1&distance_m=-4"], "", "distance_m = -4"),
        (&["act", "--policy", "sac", "--scenarios", "-"], "{}\n{\"cell\":1}", "line 2: cell"),
        (
            &["evaluate", "--policy", "Cargo.toml", "--contexts", "9", "--seed", "1"],
            "",
            "Cargo.toml",
        ),
        (&["evaluate", "--policy", "sac", "--contexts", "0", "--seed", "1"], "", "contexts = 0"),
        (
            &["train", "--algorithm", "ppo", "--seed", "1", "--updates", "1", "--out", "x"],
            "",
            "algorithm = \"ppo\" is out of range: sdrl, sac",
        ),
    ];
    for (arguments, input, part) in cases {
        let output = run(arguments, input);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(part) && error.trim_end().lines().count() == 1, "{error}");
        assert!(output.stdout.is_empty());
    }
    assert!(run(&["--help"], "").status.success());
    assert!(run(&["train", "--help"], "").status.success());
}

#[test]
fn contexts_repeat_by_seed_and_feed_act() {
    let lines = |seed: &str| {
        String::from_utf8(run(&["contexts", "--n", "20", "--seed", seed], "").stdout).unwrap()
    };
    let contexts = lines("5");
    assert_eq!(contexts.lines().count(), 20);
    assert_eq!(contexts, lines("5"));
    assert_ne!(contexts, lines("6"));
    for policy in ["sdrl", "sac"] {
        let output = run(&["act", "--policy", policy, "--scenarios", "-"], &contexts);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.lines().count(), 20);
        for line in text.lines() {
            let act: Value = serde_json::from_str(line).unwrap();
            assert!(act["tokens"].as_u64().unwrap() >= 1 && act["power_w"].as_f64().unwrap() > 0.0);
            assert!(act["in_family"].is_boolean());
        }
    }
    let strange = run(&["act", "--policy", "sac", "--scenarios", "-"], r#"{"cell":"femto"}"#);
    let act: Value = serde_json::from_slice(&strange.stdout).unwrap();
    assert_eq!(act["in_family"], false);
}

#[test]
fn links_go_there_and_back() {
    let scenario = r#"{"cell":"micro","bandwidth_mhz":40,"qoe_min":0.7}"#;
    let link = object(&["link", "--scenario", "-"], scenario);
    let link = link["link"].as_str().unwrap();
    assert_eq!(link, "#v1&cell=micro&bandwidth_mhz=40&qoe_min=0.7");
    let back = object(&["unlink", &format!("https://lab.example/{link}")], "");
    assert_eq!((&back["cell"], &back["bandwidth_mhz"]), (&json!("micro"), &json!(40)));
}

/// The policies that ship, on contexts that neither training nor tuning has seen: those of
/// AOLO-Bench there, those for any scenario wherever the page can go.
#[test]
fn shipped_policies_keep_their_bounds() {
    for (policy, family, gap, violations) in [
        ("sac", "bench", 0.02, 0.005),
        ("sdrl", "bench", 0.02, 0.005),
        ("sac-any", "any", 0.06, 0.025),
        ("sdrl-any", "any", 0.06, 0.025),
    ] {
        let command = ["evaluate", "--policy", policy, "--family", family, "--contexts", "2000"];
        let score = object(&[&command[..], &["--seed", "1"]].concat(), "");
        assert_eq!(score["contexts"], 2000);
        assert!(score["gap"].as_f64().unwrap() <= gap, "{policy}: {score}");
        assert!(score["violation_rate"].as_f64().unwrap() <= violations, "{policy}: {score}");
        let spiking = policy.starts_with("sdrl");
        assert_eq!(score["spike_rate"].as_f64().unwrap() > 0.0, spiking);
        assert_eq!(score["synops_per_decision"].as_f64().unwrap() > 0.0, spiking);
    }
}

#[test]
fn training_writes_a_policy_that_acts() {
    let folder = std::env::temp_dir().join(format!("aolo-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let out = folder.join("policy.aolo");
    let out = out.to_str().unwrap();
    let train = ["train", "--algorithm", "sdrl", "--seed", "3", "--updates", "2", "--out", out];
    let report = object(&train, "");
    assert_eq!((&report["updates"], &report["seed"]), (&json!(2), &json!(3)));
    let again = object(&train, "");
    assert_eq!(report["digest"], again["digest"], "same seed, same bits");
    let score = object(&["evaluate", "--policy", out, "--contexts", "50", "--seed", "2"], "");
    assert!(score["gap"].is_number());
    std::fs::remove_dir_all(folder).unwrap();
}
