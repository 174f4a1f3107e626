//! The command `reproduce`: runs that are there stay as they are, and add up however they came.

use super::cli::{object, run};
use aolo::learn::Recipe;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of its own, gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("aolo-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Calls the command on this folder; what it says, and whether it went well.
    fn reproduce(&self, arguments: &str) -> (bool, String) {
        let dir = ["reproduce", "--dir", self.0.to_str().unwrap()];
        let output = run(&[&dir[..], &arguments.split(' ').collect::<Vec<_>>()].concat(), "");
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    }

    fn merge(&self) -> Value {
        object(&["reproduce", "--dir", self.0.to_str().unwrap(), "--merge"], "")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(name: &str, from: &Folder, to: &Folder) {
    fs::copy(from.file(name), to.file(name)).unwrap();
}

fn write(path: &Path, value: &Value) {
    fs::write(path, value.to_string()).unwrap();
}

const TINY: &str = "--updates 20 --only sdrl,sac";
const RUNS: [&str; 4] = ["sac-1.json", "sac-2.json", "sdrl-1.json", "sdrl-2.json"];

#[test]
fn runs_are_resumed_shared_and_merged_to_the_same_bytes() {
    let whole = Folder::new("whole");
    let (done, said) = whole.reproduce(&format!("{TINY} --seeds 2"));
    assert!(done, "{said}");
    assert_eq!(said.matches("20 of 20 updates, 1328 steps").count(), 4, "{said}");
    assert_eq!(whole.names(), [&RUNS[..], &["summary.json", "summary.md"]].concat());
    let before: Vec<_> = whole.names().iter().map(|name| whole.read(name)).collect();

    // A run that was lost is done again, to the same bytes; the others are left as they are.
    fs::remove_file(whole.file("sac-2.json")).unwrap();
    let (done, said) = whole.reproduce(&format!("{TINY} --seeds 2"));
    assert!(done && said.matches("is there").count() == 3, "{said}");
    assert_eq!(said.matches(" of 20 updates").count(), 1, "{said}");
    assert_eq!(before, whole.names().iter().map(|name| whole.read(name)).collect::<Vec<_>>());

    // The same, shared by seed and by recipe between folders.
    let parts = [Folder::new("part-1"), Folder::new("part-2"), Folder::new("part-3")];
    let asked = [
        "--updates 20 --only sac --seeds 2",
        "--updates 20 --only sdrl --seeds 1",
        "--updates 20 --only sdrl --seeds 1 --first-seed 2",
    ];
    for (part, asked) in parts.iter().zip(asked) {
        let (done, said) = part.reproduce(asked);
        assert!(done, "{said}");
    }
    let merged = Folder::new("merged");
    copy("sac-1.json", &parts[0], &merged);
    copy("sac-2.json", &parts[0], &merged);
    copy("sdrl-1.json", &parts[1], &merged);
    copy("sdrl-2.json", &parts[2], &merged);
    let printed = merged.merge();
    assert_eq!(merged.names(), whole.names());
    assert_eq!(before, merged.names().iter().map(|name| merged.read(name)).collect::<Vec<_>>());
    assert_eq!(serde_json::from_str::<Value>(&merged.read("summary.json")).unwrap(), printed);

    // A file of other settings is an error that names it and the field; nothing is written.
    let (done, said) = whole.reproduce("--updates 21 --only sac --seeds 3");
    assert!(!done && said.lines().count() == 1, "{said}");
    let expected = ["sdrl-1.json: settings.config.updates = 20", "21"];
    assert!(expected.iter().all(|part| said.contains(part)), "{said}");
    let mut other: Value = serde_json::from_str(&whole.read("sac-2.json")).unwrap();
    other["settings"]["config"]["sac"]["actor_lr"] = json!(0.5);
    write(&whole.file("sac-2.json"), &other);
    for asked in [&format!("{TINY} --seeds 1")[..], "--merge"] {
        let (done, said) = whole.reproduce(asked);
        assert!(!done && said.lines().count() == 1, "{said}");
        assert!(said.contains("sac-2.json: settings.config.sac.actor_lr = 0.5"), "{said}");
    }
    fs::write(whole.file("sac-2.json"), "{\"settings\":").unwrap();
    let (done, said) = whole.reproduce("--merge");
    assert!(!done && said.contains("sac-2.json: EOF"), "{said}");
    assert_eq!(before[4], whole.read("summary.json"));
}

/// Figures that can be checked by hand, in files as runs would leave them.
#[test]
fn a_merge_compares_seed_by_seed() {
    const OPTIMUM: f64 = 60.0;
    let settings = |recipe: Recipe, seed: u64, updates: u64| {
        let config = recipe.config(updates);
        // By way of text, as f32 is written with fewer digits than the f64 of the same value.
        let config_text = serde_json::to_string(&config).unwrap();
        json!({
            "model_version": 2,
            "recipe": recipe.word(),
            "seed": seed,
            "updates": updates,
            "contexts_per_update": config.contexts_per_update,
            "version": env!("CARGO_PKG_VERSION"),
            "held_out_contexts": 4000,
            "held_out_seed": 1,
            "milestones": [10_000, 20_000, 50_000, 100_000],
            "config": serde_json::from_str::<Value>(&config_text).unwrap(),
        })
    };
    let evaluation = |milestone: Option<u64>, gap: f64, broken: f64, rates: &[f64]| {
        json!({
            "milestone": milestone,
            "environment_steps": milestone.unwrap_or(25_000),
            "updates": 7,
            "gap": gap,
            "violation_rate": broken,
            "charged_g": OPTIMUM * (1.0 + gap),
            "optimum_g": OPTIMUM,
            "layer_rates": rates,
            "synops_per_decision": 100.0,
            "neuron_updates_per_decision": 1024,
            "macs": 5,
        })
    };
    let folder = Folder::new("figures");
    let put = |recipe: Recipe, seed, updates, diverged: Option<u64>, evaluations: Vec<Value>| {
        let run = json!({
            "settings": settings(recipe, seed, updates),
            "digest": "0",
            "diverged_at": diverged,
            "evaluations": evaluations,
        });
        write(&folder.file(&format!("{}-{seed}.json", recipe.word())), &run);
    };
    for (seed, gap) in [(1, 0.02), (2, 0.03), (3, 0.04)] {
        let at = |milestone, gap| evaluation(milestone, gap, 0.001, &[0.1, 0.1 * seed as f64]);
        let all = vec![at(Some(10_000), gap + 0.1), at(Some(20_000), gap + 0.05), at(None, gap)];
        for recipe in [Recipe::Sdrl, Recipe::SdrlFreeBox] {
            put(recipe, seed, 3000, None, all.clone());
        }
    }
    let rival = |milestone, gap| evaluation(Some(milestone), gap, 0.001, &[0.1, 0.1]);
    put(Recipe::SdrlFewRequests, 1, 12_375, None, vec![rival(10_000, 0.12), rival(20_000, 0.07)]);
    // One seed in common lacks, another has broken off: each is left out where it has no figure.
    for (seed, gap) in [(1, 0.05), (3, 0.07)] {
        put(Recipe::Sac, seed, 3000, None, vec![evaluation(None, gap, 0.001, &[])]);
    }
    put(Recipe::Sac, 2, 3000, Some(11), vec![evaluation(Some(10_000), 0.5, 0.0, &[])]);
    put(Recipe::SdrlFreeRates, 2, 3000, None, vec![evaluation(None, 0.01, 0.2, &[0.5, 0.5])]);
    let of = |milestone, gap| evaluation(Some(milestone), gap, 0.006, &[]);
    let benchmark = vec![of(10_000, 0.3), of(20_000, 0.2), of(50_000, 0.1), of(100_000, 0.1)];
    put(Recipe::BenchmarkSac, 1, 99_000, None, benchmark);
    write(&folder.file("notes.json"), &json!({}));

    let (done, said) = folder.reproduce("--merge");
    assert!(done && said.contains("notes.json is left alone"), "{said}");
    let summary = folder.merge();
    let close = |path: &str, expected: f64| {
        let found = summary.pointer(path).and_then(Value::as_f64);
        assert!(found.is_some_and(|x| (x - expected).abs() < 1e-9), "{path}: {found:?} {expected}");
    };
    close("/recipes/0/end/gap/point", 0.03);
    close("/recipes/0/end/worst_gap", 0.04);
    close("/recipes/0/end/layer_rates/1", 0.2);
    close("/recipes/0/curve/1/gap/point", 0.08);
    assert_eq!(summary["recipes"][0]["end"]["passes_gate"], true);
    let sac = &summary["recipes"][1];
    assert_eq!(
        (&sac["recipe"], &sac["seeds"], &sac["diverged"]),
        (&json!("sac"), &json!(2), &json!(1))
    );

    let saved = [1.0 - 1.02 / 1.05, 1.0 - 1.04 / 1.07];
    close("/against_sac/saved/point", 0.5 * (saved[0] + saved[1]));
    close("/against_sac/saved/high", saved[0]);
    close("/against_sac/saved/low", saved[1]);
    close("/against_sac/most_possible", 0.5 * (2.0 - 1.0 / 1.05 - 1.0 / 1.07));
    close("/against_sac/probability_of_improvement/point", 1.0);
    close("/against_sac/other_gap", 0.06);
    // Only as far as both came, and the benchmark breaks too many limits.
    assert_eq!(summary["against_benchmark"].as_array().unwrap().len(), 2);
    close("/against_benchmark/1/saved/point", 1.0 - 1.07 / 1.2);
    assert_eq!(summary["against_benchmark"][1]["milestone"], 20_000);
    assert_eq!(summary["against_benchmark"][1]["other_passes_gate"], false);
    assert_eq!(summary["ablations"].as_array().unwrap().len(), 2);
    close("/ablations/0/difference/point", 0.05);
    close("/ablations/1/difference/point", -0.02);
    let rules = summary["baselines"].as_array().unwrap();
    let rule = |name: &str| rules.iter().find(|rule| rule["rule"].as_str().unwrap().contains(name));
    for name in ["optimum", "safe", "natural", "best fixed", "random"] {
        assert!(rule(name).is_some(), "{name}");
    }

    let table = folder.read("summary.md");
    for row in [
        "| sdrl | 3 | 7 | 25000 | 3.000 % [2.000, 4.000] | 3.000 % | 4.000 % | 0.10 % | passes |  |  |  | 10.0 %, 20.0 % | 100 | 5 |",
        "| sac | 2 and 1 diverged |",
        "| sdrl-free-rates | 1 | 7 | 25000 | (1.000 % [1.000, 1.000]) |",
        "| exact optimum | | | | 0.000 % | | | 0.00 % | passes | 0.000 % | | 0.00 % |",
        "| benchmark-sac | 20000 | 1 | 7.00 % | (20.00 %) | (10.833 % [10.833, 10.833]) | (16.67 %) | 18.77 % |",
        "| sac | end | 2 | 3.00 % | 6.00 % | 2.830 % [2.804, 2.857] | 5.65 % | 18.77 % | 1.00 [1.00, 1.00] |",
        "| sdrl-free-rates | sdrl-free-box | 1 | (1.00 %) | 3.00 % | (-2.00 [-2.00, -2.00]) |",
    ] {
        assert!(table.contains(row), "{row}\n{table}");
    }
}

/// The published tables are those of the runs beside them, and of the settings of this program.
#[test]
fn the_committed_results_sum_up_to_the_committed_summary() {
    let committed = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    let folder = Folder::new("committed");
    for entry in std::fs::read_dir(&committed).unwrap() {
        let (from, name) = entry.map(|it| (it.path(), it.file_name())).unwrap();
        if from.extension().is_some_and(|it| it == "json") && name != "summary.json" {
            std::fs::copy(from, folder.file(name.to_str().unwrap())).unwrap();
        }
    }
    let (done, said) = folder.reproduce("--merge");
    assert!(done, "{said}");
    for name in ["summary.json", "summary.md"] {
        let published = std::fs::read_to_string(committed.join(name)).unwrap();
        assert_eq!(folder.read(name), published, "{name}");
    }
}

#[test]
fn bad_input_is_refused_before_any_work() {
    let folder = Folder::new("refused");
    let cases = [
        ("--seeds 0", "seeds = 0 is out of range: an integer from 1 to 1000"),
        ("--first-seed 2000000000", "first_seed = 2000000000 is out of range: an integer from 0"),
        ("--updates 0", "updates = 0 is out of range: an integer from 1 to 100000000"),
        ("--only sdrl,ppo", "only = \"ppo\" is out of range: sdrl, sac"),
        ("--seeds x", "--seeds"),
        ("--merge --seeds 3", "--merge"),
        ("--merge", "holds no run"),
    ];
    for (arguments, part) in cases {
        let (done, said) = folder.reproduce(arguments);
        assert!(!done && said.contains(part) && said.lines().count() == 1, "{arguments}: {said}");
    }
    assert!(folder.names().is_empty());
    let file = folder.file("file");
    fs::write(&file, "").unwrap();
    for dir in [file, folder.file("nowhere")] {
        let dir = dir.to_str().unwrap();
        let output = run(&["reproduce", "--dir", dir, "--merge"], "");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8(output.stderr).unwrap().contains(&format!("dir = {dir}")));
    }
}
