//! The command line as scripts use it: objects on standard output, one line and status 2 on errors.

use aolo::agent::{Agent, Objective};
use aolo::env::ACT_DIM;
use aolo::learn::train::TrainConfig;
use aolo::learn::{Recipe, Score};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
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
fn without_a_scenario_it_is_the_default() {
    for command in [
        "footprint --tokens 400 --power-w 20",
        "optimum",
        "rule",
        "levers",
        "tornado",
        "uncertainty --samples 100",
        "link",
        "fleet",
        "day --sites FR",
        "year --country DK --year 2019 --every 200",
    ] {
        let words: Vec<&str> = command.split(' ').collect();
        let given = [&words[..], &["--scenario", "-"]].concat();
        assert_eq!(object(&words, ""), object(&given, "{}"), "{command}");
    }
}

#[test]
fn what_the_page_saved_is_a_scenario_here() {
    let link = "#v4&distance_m=300&static_power_w=100&sleep_power_w=40&model.active_params_billion=3.3\
        &model.weight_bytes_per_param=2&model.kv_bytes_per_token=98304&model.layers=48&end";
    let text = |arguments: &[&str]| String::from_utf8(run(arguments, "").stdout).unwrap();
    let alone = text(&["unlink", link]);
    let saved = ["json", "csv"].map(|shape| text(&["report", link, "--as", shape]));
    let day = object(&["day", "--scenario", "-"], &alone).to_string();
    for command in ["optimum", "rule", "link", "levers"] {
        let arguments = [command, "--scenario", "-"];
        let expected = object(&arguments, &alone);
        for file in [&saved[0], &saved[1], &day] {
            assert_eq!(object(&arguments, file), expected, "{command}");
        }
    }
    let figure = object(&["optimum", "--scenario", "-"], &saved[0]);
    let stated: Value = serde_json::from_str(&saved[0]).unwrap();
    assert_eq!(figure["total_g"], stated["footprint"]["total_g"]);
    // What is wrong in it is an error, as in a scenario.
    for (damaged, named) in [
        (
            saved[0].replacen("\"pue\": 1.15", "\"pue\": 9", 1),
            "pue = 9 is out of range: from 1 to 3",
        ),
        (r#"{"schema": "aolo-result-9"}"#.to_string(), "aolo-result-9"),
        (r#"{"schema": "another"}"#.to_string(), "no scenario of AOLO Lab"),
    ] {
        let output = run(&["optimum", "--scenario", "-"], &damaged);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), error.contains(named)), (Some(2), true), "{error}");
    }
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
    assert_eq!((&best["tokens"], &best["binding"]), (&json!(369), &json!(["qoe"])));
    // An independent implementation has 6.417350341 W and 15.594225714 mg.
    assert!((best["power_w"].as_f64().unwrap() - 6.417_350).abs() < 1e-5);
    assert!((best["total_g"].as_f64().unwrap() / 0.015_594_225_713_695 - 1.0).abs() < 1e-9);
    // What is counted beyond the service, and what was not measured, stand there too.
    let scenario = r#"{"boundary":"phone","gpu":"h200"}"#;
    let all = object(&["rule", "--scenario", "-"], scenario);
    assert_eq!((&all["model_version"], all["feasible"].as_bool()), (&json!(2), Some(true)));
    for path in "/network/energy_kwh /network/operational_g /phone/seconds /phone/energy_j \
        /phone/operational_g /phone/embodied_g"
        .split_whitespace()
    {
        assert!(all.pointer(path).and_then(Value::as_f64).unwrap() > 0.0, "{path}");
    }
    assert_eq!(all["warnings"], json!(["unmeasured", "extrapolated"]));
    let nothing = object(&["optimum", "--scenario", "-"], r#"{"qoe_min":1,"tokens_max":300}"#);
    assert_eq!((&nothing["feasible"], &nothing["tokens"]), (&json!(false), &Value::Null));
    assert_eq!(nothing["violations"], json!(["qoe"]));
}

/// What a script takes from the list lowers the optimum as the list says.
#[test]
fn levers_save_what_they_say() {
    let scene = r#"{"distance_m":600,"payload_bytes_per_token":5000}"#;
    let total = |scenario: &Value| {
        object(&["optimum", "--scenario", "-"], &scenario.to_string())["total_g"].as_f64().unwrap()
    };
    let scenario: Value = serde_json::from_str(scene).unwrap();
    let found = object(&["levers", "--scenario", "-"], scene);
    let levers = found["levers"].as_array().unwrap();
    assert_eq!((levers.len(), &found["feasible"]), (5, &json!(true)));
    for lever in levers {
        let mut then = scenario.clone();
        then.as_object_mut().unwrap().extend(lever["set"].as_object().unwrap().clone());
        let saves_g = lever["saves_g"].as_f64().unwrap();
        assert!((total(&scenario) - total(&then) - saves_g).abs() < 1e-12, "{lever}");
    }
    let by_hand =
        object(&["levers", "--scenario", "-", "--tokens", "900", "--power-w", "20"], scene);
    let words: Vec<_> =
        by_hand["levers"].as_array().unwrap().iter().map(|it| it["change"].clone()).collect();
    assert!(words.contains(&json!("tokens")), "{words:?}");
    let none = object(&["levers", "--scenario", "-"], r#"{"qoe_min":1,"tokens_max":300}"#);
    assert_eq!(none, json!({ "feasible": false, "levers": [] }));
}

/// The machines of a measured day, as objects and as a table, from a file and under a name.
#[test]
fn a_table_of_machines_counts_one_and_gives_nothing_no_sign() {
    let table = run(&["fleet", "--country", "DE", "--date", "2020-07-27", "--table"], "").stdout;
    let table = String::from_utf8(table).unwrap();
    assert!(table.starts_with("1 machine in the house; "), "{table}");
    assert!(table.contains("| 0.0 % |") && !table.contains("-0.0"), "{table}");
}

#[test]
fn fleet_prints_every_rule_and_says_where_nothing_can_answer() {
    let folder = Folder::new("cli-fleet");
    let file = folder.file("load.csv");
    std::fs::write(&file, "[1,2,3,4,5,6,7,8,9,10,11,12,\n12,11,10,9,8,7,6,5,4,3,2,1]").unwrap();
    let command = |load: &str| {
        format!(
            "fleet --scenario - --country DE --date 2020-07-27 --site FR --answers 4e6 --load {load}"
        )
    };
    let asked = |command: &str| object(&command.split(' ').collect::<Vec<_>>(), "{}");
    for load in [file.as_str(), "coding-2024-05-14"] {
        let day = asked(&command(load));
        let [all, came] = ["/given/load", "/answers"].map(|path| {
            day.pointer(path)
                .and_then(Value::as_array)
                .unwrap()
                .iter()
                .filter_map(Value::as_f64)
                .sum::<f64>()
        });
        assert!((all - 4e6).abs() < 1e-3 && (came - 4e6).abs() < 1e-3, "{all} {came}");
        let figure = |path: &str| day.pointer(path).and_then(Value::as_f64).unwrap();
        let best_g = figure("/rules/best/total_g");
        for rule in ["static", "reactive", "planned", "best"] {
            let of = |name: &str| figure(&format!("/rules/{rule}/{name}"));
            let parts = ["serving_g", "idle_g", "start_g", "embodied_g", "sending_g"];
            let sum: f64 = parts.iter().map(|it| of(&format!("parts/{it}"))).sum();
            assert!((sum / of("total_g") - 1.0).abs() < 1e-12);
            assert!((of("total_g") / best_g - 1.0 - of("above_best")).abs() < 1e-12);
            for list in ["machines", "batch", "busy", "tokens", "power_w", "grams"] {
                let list = day.pointer(&format!("/rules/{rule}/{list}")).unwrap();
                assert_eq!(list.as_array().map(Vec::len), Some(96));
            }
        }
        assert!(figure("/bound_g") <= best_g && figure("/gap") < 0.02);
        assert_eq!(day["given"]["expected"].is_null(), load == file);
    }
    let table = run(&format!("{} --table", command("flat")).split(' ').collect::<Vec<_>>(), "{}");
    let table = String::from_utf8(table.stdout).unwrap();
    for word in ["| static |", "| reactive |", "| planned |", "| best |", "machine-hours"] {
        assert!(table.contains(word), "{table}");
    }
    let none = object(&["fleet", "--scenario", "-"], r#"{"model":"llama-3.1-70b"}"#);
    assert_eq!((&none["feasible"], &none["rules"]["best"]), (&json!(false), &Value::Null));
}

#[test]
fn day_prints_the_plan_of_each_rule_and_nulls_where_there_is_none() {
    let total = |more: &str| {
        let command = format!("day --scenario - {more}");
        object(&command.split_whitespace().collect::<Vec<_>>(), "{}")
    };
    let best = total("");
    assert_eq!((&best["country"], &best["date"]), (&json!("DE"), &json!("2020-07-27")));
    assert_eq!((&best["sites"], &best["rule"]), (&json!(["GB", "DK", "FR"]), &json!("best")));
    for path in "/total_g /bound_g /duality_gap /qoe_mean /multiplier /levers/where /levers/when \
        /levers/long /levers/all /levers_g/home /served/0/arrived /served/0/hour /served/0/site \
        /served/0/amount /served/0/tokens /served/0/power_w /load/23 /parts/compute_operational_g \
        /g_per_kwh/FR/23 /source /basis"
        .split_whitespace()
    {
        assert!(has(&best, path), "{path}");
    }
    let grams = |of: &Value| of["total_g"].as_f64().unwrap();
    let home = total("--rule home");
    assert_eq!(home["levers_g"]["home"], home["total_g"]);
    let less = 1.0 - grams(&best) / grams(&home);
    assert!((best["levers"]["all"].as_f64().unwrap() - less).abs() < 1e-12);
    for rule in
        ["home", "cleanest", "forecast", "forecast --forecast bent", "forecast --forecast real"]
    {
        assert!(grams(&total(&format!("--rule {rule}"))) >= grams(&best), "{rule}");
    }
    assert_eq!(grams(&total("--rule forecast --forecast perfect")), grams(&best));
    // Home may be named among the sites; without any there is none but home.
    let named = total(
        "--country DE --date 2020-07-27 --sites DE,GB,DK,FR --capacity 0.6 --wait-share 0.3 \
        --wait-hours 6 --qoe-day 0.6 --qoe-floor 0.5 --load default --answers 100000",
    );
    assert_eq!(named, best);
    let alone = total("--sites=");
    assert_eq!((&alone["sites"], alone["levers"]["where"].as_f64()), (&json!([]), Some(0.0)));
    // More room is never charged more.
    assert!(grams(&total("--capacity 1")) < grams(&best));
    let none = total("--qoe-day 0.999 --rule forecast");
    assert_eq!(
        (&none["feasible"], &none["total_g"], &none["served"]),
        (&json!(false), &Value::Null, &Value::Null)
    );
    assert_eq!(none["levers"]["all"], Value::Null);
    let table = run(&["day", "--markdown"], "");
    let table = String::from_utf8(table.stdout).unwrap();
    for word in ["| home, at once |", "| where |", "| arrived | hour, UTC |", "charged less"] {
        assert!(table.contains(word), "{table}");
    }
}

#[test]
fn year_sums_up_what_its_days_are() {
    let command = "year --country DK --year 2019 --every 90 --scenario -";
    let year = object(&command.split(' ').collect::<Vec<_>>(), "{}");
    assert_eq!((&year["days"], &year["year"]), (&json!(5), &json!(2019)));
    let days = year["by_day"].as_array().unwrap();
    let day = object(&["day", "--country", "DK", "--date", "2019-06-30"], "");
    assert_eq!(days[2]["date"], "2019-06-30");
    for lever in ["where", "when", "long", "all"] {
        assert_eq!(days[2][lever], day["levers"][lever]);
        let mut shares: Vec<f64> = days.iter().map(|it| it[lever].as_f64().unwrap()).collect();
        shares.sort_by(f64::total_cmp);
        assert_eq!(year["levers"][lever]["median"].as_f64(), Some(shares[2]));
    }
    let rules = year["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 6);
    for rule in rules {
        assert!(rule["worst_month"]["month"].is_u64() && rule["worst_day"]["date"].is_string());
        let sum: f64 = match rule["rule"].as_str() {
            Some("best") => days.iter().map(|it| it["best_g"].as_f64().unwrap()).sum(),
            Some("home") => days.iter().map(|it| it["home_g"].as_f64().unwrap()).sum(),
            _ => continue,
        };
        assert!((sum / rule["total_g"].as_f64().unwrap() - 1.0).abs() < 1e-12);
    }
    let table =
        run(&["year", "--country", "DE,FR", "--every", "200", "--levers", "--markdown"], "");
    let table = String::from_utf8(table.stdout).unwrap();
    for word in ["| DE | GB, DK, FR |", "| FR | ES, GB, DE |", "| FR | cleanest |", "days of harm"]
    {
        assert!(table.contains(word), "{table}");
    }
}

/// The commands, by the help of the program.
fn commands() -> Vec<String> {
    let help = String::from_utf8(run(&["--help"], "").stdout).unwrap();
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let names = lines.map(|line| line.split_whitespace().next().unwrap().to_owned());
    names.filter(|name| name != "help").collect()
}

/// A folder of a test's own, gone when it is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("aolo-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// One figure of each command's answer, at the least that it can be asked.
#[test]
fn every_command_answers() {
    let folder = Folder::new("cli-answers");
    let (out, dir) = (folder.file("policy.aolo"), folder.file("runs"));
    std::fs::create_dir(&dir).unwrap();
    for name in ["sac-1.json", "sac-2.json"] {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("results").join(name);
        std::fs::copy(committed, Path::new(&dir).join(name)).unwrap();
    }
    let near = "https://x/#v1&distance_m=50";
    let cases: [(String, &str, &str, Value); 19] = [
        ("footprint --scenario - --tokens 400 --power-w 20".into(), "{}", "/feasible", json!(true)),
        ("optimum --scenario -".into(), "{}", "/tokens", json!(369)),
        ("rule --scenario -".into(), "{}", "/tokens", json!(369)),
        ("levers --scenario -".into(), "{}", "/levers/0/change", json!("grids")),
        ("fleet --country DE --date 2020-07-27".into(), "", "/house", json!(1)),
        ("day --scenario - --sites FR".into(), "{}", "/sites", json!(["FR"])),
        ("year --country IT --every 366 --levers".into(), "", "/days", json!(1)),
        ("tornado --scenario - --tokens 7 --power-w 2".into(), "{}", "/tokens", json!(7)),
        ("uncertainty --scenario - --samples 100".into(), "{}", "/samples", json!(100)),
        (format!("report {near}"), "", "/scenario/distance_m", json!(50)),
        ("contexts --n 1 --seed 1".into(), "", "/cell", json!("micro")),
        ("act --policy sdrl --scenarios -".into(), "{}", "/in_family", json!(true)),
        (
            format!("train --algorithm sac --seed 1 --updates 1 --out {out}"),
            "",
            "/updates",
            json!(1),
        ),
        ("evaluate --policy sac --contexts 9 --seed 1".into(), "", "/contexts", json!(9)),
        (format!("reproduce --dir {dir} --merge"), "", "/recipes/0/seeds", json!(2)),
        ("bench --seconds 0.01".into(), "", "/rows/3/hidden", json!(256)),
        ("link --scenario -".into(), r#"{"qoe_min":0.7}"#, "/link", json!("#v4&qoe_min=0.7&end")),
        (format!("unlink {near}"), "", "/distance_m", json!(50)),
        ("schema".into(), "", "/properties/scenario/properties/qoe_min/maximum", json!(1)),
    ];
    let mut tried = Vec::new();
    for (command, input, path, expected) in cases {
        let arguments: Vec<&str> = command.split(' ').collect();
        let answer = object(&arguments, input);
        assert_eq!(answer.pointer(path), Some(&expected), "{command}: {answer}");
        tried.push(arguments[0].to_owned());
    }
    assert_eq!(tried, commands());
    let rows = object(&["bench", "--seconds", "0.01"], "");
    for row in rows["rows"].as_array().unwrap() {
        for rate in ["updates_per_s", "decisions_per_s"] {
            assert!(row[rate].as_f64().unwrap() > 0.0, "{row}");
        }
    }
}

/// A policy file of finite weights that overflow as soon as they are used.
fn huge_policy(file: &str, shipped: Recipe) {
    let config = shipped.config(1);
    let mut agent = Agent::new(&config.sac, config.family.obs_dim(), ACT_DIM, 1).unwrap();
    for params in agent.sac_mut().actor.params_mut() {
        params.iter_mut().for_each(|p| *p = p.signum() * 3e38);
    }
    std::fs::write(file, agent.policy().to_bytes().unwrap()).unwrap();
}

#[test]
fn bad_input_is_one_line_and_status_2() {
    let folder = Folder::new("cli-refused");
    let [dense, spiking, out] = ["dense.aolo", "spiking.aolo", "out.aolo"].map(|n| folder.file(n));
    huge_policy(&dense, Recipe::Sac);
    huge_policy(&spiking, Recipe::Sdrl);
    let dir = folder.file("runs");
    // Hyperparameters that are whole but for one number.
    let wrong = |change: &dyn Fn(&mut TrainConfig)| {
        let mut config = Recipe::SdrlFreeBox.config(1);
        change(&mut config);
        serde_json::to_string(&config).unwrap()
    };
    let three_limits = wrong(&|config| {
        if let Objective::Structured(structured) = &mut config.sac.objective {
            structured.limits = 3;
        }
    });
    let no_batch = wrong(&|config| config.sac.batch_size = 0);
    let hot = wrong(&|config| config.cool_to = 2.0);
    let train = format!("train --algorithm sdrl --seed 1 --updates 1 --out {out}");
    let footprint = "footprint --scenario - --tokens 400 --power-w";
    let cases: Vec<(String, &str, &str)> = vec![
        (format!("{footprint} 21"), "{}", "power_w = 21 is out of range: above 0 and up to 20 W"),
        (format!("{footprint} NaN"), "{}", "power_w = NaN is out of range"),
        (format!("{footprint} 1"), r#"{"pue":0.9}"#, "pue = 0.9 is out of range: from 1 to 3"),
        (format!("{footprint} 1"), r#"{"speed":1}"#, "speed is not a field"),
        (
            "footprint --scenario - --tokens 0.5 --power-w 1".into(),
            "{}",
            "tokens = 0.5 is out of range: an integer from 1 to 1000000",
        ),
        ("optimum --scenario -".into(), r#"{"qoe_min":"NaN"}"#, "qoe_min"),
        ("optimum --scenario no-such-file".into(), "", "no-such-file"),
        (
            "rule --scenario -".into(),
            r#"{"sigma":1,"shape":1}"#,
            "sigma cannot be given together with shape",
        ),
        (
            "rule --scenario -".into(),
            r#"{"cell":{"p_max_w":5,"p0_w":60,"slope":3,"sleep_w":10,"path_loss":"x"}}"#,
            "cell.path_loss = ",
        ),
        (
            "levers --scenario - --tokens 400 --power-w 21".into(),
            "{}",
            "power_w = 21 is out of range",
        ),
        (
            "fleet --scenario - --country DE --date 2021-07-27".into(),
            "{}",
            "date = 2021-07-27 is out of range: a day of 2017 to 2020",
        ),
        (
            "fleet --scenario - --country DE --date 2019-02-29".into(),
            "{}",
            "day = 29 is out of range: an integer from 1 to 28",
        ),
        (
            "fleet --scenario - --country XX --date 2020-07-27".into(),
            "{}",
            "country = XX is out of range: DE, GB",
        ),
        (
            "fleet --scenario - --country DE --date 2020-07-27 --site XX".into(),
            "{}",
            "site = XX is out of range: DE, GB",
        ),
        ("fleet --scenario - --country DE".into(), "{}", "--date"),
        (
            "fleet --scenario - --grid=-1".into(),
            "{}",
            "data_centre = -1 is out of range: from 0 to 2000 g/kWh",
        ),
        ("fleet --scenario - --load sunny".into(), "{}", "load = \"sunny\" is out of range: 24"),
        (
            "fleet --scenario - --load Cargo.toml".into(),
            "{}",
            "load = \"package]\" is out of range: 24 numbers",
        ),
        (
            "fleet --scenario - --answers 0".into(),
            "{}",
            "answers = 0 is out of range: from 1 to 1000000000000",
        ),
        (
            "fleet --scenario - --qoe-floor 0.7".into(),
            "{}",
            "qoe_floor = 0.7 is out of range: from 0 to 0.6",
        ),
        (
            "fleet --scenario - --batch-max 0".into(),
            "{}",
            "batch_max = 0 is out of range: from 1 to 4096 requests",
        ),
        ("fleet --scenario - --idle-w NaN".into(), "{}", "idle_w = NaN is out of range: from 0"),
        ("fleet --scenario - --start-s 901".into(), "{}", "start_s = 901 is out of range: from 0"),
        (
            "day --date 2021-07-27".into(),
            "",
            "date = 2021-07-27 is out of range: a day of 2017 to 2020, 2022, 2023",
        ),
        ("day --date 2020-02-30".into(), "", "day = 30 is out of range: an integer from 1 to 29"),
        ("day --date heute".into(), "", "date = heute is out of range: YYYY-MM-DD"),
        ("day --country XX".into(), "", "country = XX is out of range: DE, GB, FR"),
        ("day --sites FR,XX".into(), "", "sites = XX is out of range: DE, GB, FR"),
        (
            "day --sites GB,FR,ES,PL,DK".into(),
            "",
            "sites = 5 is out of range: an integer from 0 to 4",
        ),
        ("day --capacity=-0.1".into(), "", "capacity = -0.1 is out of range: from 0 to 100"),
        ("day --wait-share 1.1".into(), "", "wait_share = 1.1 is out of range: from 0 to 1"),
        (
            "day --wait-hours 2.5".into(),
            "",
            "wait_hours = 2.5 is out of range: an integer from 0 to 24",
        ),
        ("day --qoe-day 2".into(), "", "qoe_day = 2 is out of range: from 0 to 1"),
        ("day --qoe-floor 0.7".into(), "", "qoe_floor = 0.7 is out of range: from 0 to 0.6"),
        ("day --answers 0".into(), "", "answers = 0 is out of range: from 1 to"),
        ("day --extra-rtt-s 60".into(), "", "extra_rtt_s = 60 is out of range: from 0 to 59.95 s"),
        (
            "day --rule worst".into(),
            "",
            "rule = worst is out of range: home, cleanest, forecast, best",
        ),
        (
            "day --rule forecast --forecast no".into(),
            "",
            "forecast = no is out of range: yesterday, bent, real, perfect",
        ),
        (
            "day --rule home --forecast real".into(),
            "",
            "rule with a forecast = home is out of range: forecast",
        ),
        (
            "day --date 2017-01-01 --rule forecast".into(),
            "",
            "date = 2017-01-01 is out of range: the forecast asks",
        ),
        ("day --load sunny".into(), "", "load = \"sunny\" is out of range: 24"),
        ("year --year 2021".into(), "", "year = 2021 is out of range: 2017 to 2020, 2022, 2023"),
        ("year --every 0".into(), "", "1..=366"),
        ("year --country XX".into(), "", "country = XX is out of range: DE, GB, FR"),
        (
            "tornado --scenario - --tokens 5 --power-w 0".into(),
            "{}",
            "power_w = 0 is out of range: above 0 and up to 20 W",
        ),
        ("tornado --scenario - --tokens 5".into(), "{}", "--power-w"),
        (
            "uncertainty --scenario - --samples 99".into(),
            "{}",
            "samples = 99 is out of range: an integer from 100 to 1000000",
        ),
        ("report https://x/#v1&distance_m=-4".into(), "", "distance_m = -4 is out of range: from"),
        ("report #v1 --as pdf".into(), "", "'pdf' for '--as"),
        (
            "contexts --n 0 --seed 1".into(),
            "",
            "n = 0 is out of range: an integer from 1 to 1000000",
        ),
        ("act --policy sac --scenarios -".into(), "{}\n{\"cell\":1}", "line 2: cell"),
        (
            "act --policy sac --scenarios -".into(),
            "{}\n\n{\"pue\":9}",
            "line 3: pue = 9 is out of range: from 1 to 3",
        ),
        (format!("act --policy {dense} --scenarios -"), "{}", "may overflow"),
        (format!("act --policy {spiking} --scenarios -"), "{}", "may overflow"),
        (
            "train --algorithm ppo --seed 1 --updates 1 --out x".into(),
            "",
            "algorithm = \"ppo\" is out of range: sdrl, sac",
        ),
        (
            format!("train --algorithm sac --seed 1 --updates 0 --out {out}"),
            "",
            "updates = 0 is out of range: an integer from 1 to 100000000",
        ),
        (format!("{train} --family all"), "", "family = \"all\" is out of range: bench, any"),
        (format!("{train} --config -"), "{}", "config: missing field"),
        (format!("{train} --config -"), &no_batch, "batch_size is 0; allowed is 1 to 65536"),
        (format!("{train} --config -"), &hot, "cool_to = 2 is out of range: from 0.000001 to 1"),
        (format!("{train} --config -"), &three_limits, "limits = 3 is out of range: 4"),
        (train, "", "out = "),
        ("evaluate --policy Cargo.toml --contexts 9 --seed 1".into(), "", "Cargo.toml"),
        (
            "evaluate --policy sac --contexts 0 --seed 1".into(),
            "",
            "contexts = 0 is out of range: an integer from 1 to 1000000",
        ),
        (format!("evaluate --policy {spiking} --contexts 9 --seed 1"), "", "may overflow"),
        (
            format!("reproduce --dir {dir} --seeds 0"),
            "",
            "seeds = 0 is out of range: an integer from 1 to 1000",
        ),
        ("bench --seconds 0".into(), "", "seconds = 0 is out of range: from 0.01 to 3600"),
        ("bench --seconds NaN".into(), "", "seconds = NaN is out of range: from 0.01 to 3600"),
        (
            "link --scenario -".into(),
            r#"{"distance_m":-4}"#,
            "distance_m = -4 is out of range: from",
        ),
        ("unlink https://x/#v1&distance_m=-4".into(), "", "distance_m = -4 is out of range: from"),
        ("schema now".into(), "", "unexpected argument 'now'"),
    ];
    // A folder in the place of the file.
    std::fs::create_dir_all(&out).unwrap();
    let mut tried = Vec::new();
    for (command, input, part) in cases {
        let arguments: Vec<&str> = command.split(' ').collect();
        let output = run(&arguments, input);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}: {error}");
        assert!(error.contains(part), "{command}: {error}");
        assert_eq!(error.trim_end().lines().count(), 1, "{command}: {error}");
        assert!(output.stdout.is_empty(), "{command}");
        tried.push(arguments[0].to_owned());
    }
    tried.dedup();
    assert_eq!(tried, commands());
    for command in commands() {
        assert!(run(&[&command, "--help"], "").status.success(), "{command}");
    }
}

/// As under `aolo … | head -0`, and with `2>&1` before it.
#[test]
fn a_reader_that_has_enough_ends_it_quietly() {
    let near = "https://x/#v1&distance_m=50";
    for (command, status) in [
        ("contexts --n 1000000 --seed 1".to_owned(), 0),
        ("footprint --scenario - --tokens 400 --power-w 20".to_owned(), 0),
        ("tornado --scenario - --table".to_owned(), 0),
        (format!("report {near} --as text"), 0),
        (format!("unlink {near}"), 0),
        ("schema".to_owned(), 0),
        ("--help".to_owned(), 0),
        ("optimum --scenario no-such-file".to_owned(), 2),
        ("optimum --speed".to_owned(), 2),
    ] {
        for both in [false, true] {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            let mut program = Command::new(env!("CARGO_BIN_EXE_aolo"));
            program.args(command.split(' ')).stdin(Stdio::piped()).stderr(Stdio::piped());
            if both {
                program.stderr(writer.try_clone().unwrap());
            }
            let mut child = program.stdout(writer).spawn().unwrap();
            let _ = child.stdin.take().unwrap().write_all(b"{}");
            let output = child.wait_with_output().unwrap();
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(status), "{command}: {error}");
            assert!(
                error.lines().count() <= 1 && !error.contains("panicked"),
                "{command}: {error}"
            );
        }
    }
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
    // What ships has learnt to answer whatever can be set.
    let strange = run(&["act", "--policy", "sac", "--scenarios", "-"], r#"{"cell":"femto"}"#);
    let act: Value = serde_json::from_slice(&strange.stdout).unwrap();
    assert_eq!(act["in_family"], true);
}

#[test]
fn links_go_there_and_back() {
    let scenario = r#"{"cell":"micro","bandwidth_mhz":40,"qoe_min":0.7}"#;
    let link = object(&["link", "--scenario", "-"], scenario);
    let link = link["link"].as_str().unwrap();
    assert_eq!(link, "#v4&cell=micro&bandwidth_mhz=40&qoe_min=0.7&end");
    let back = object(&["unlink", &format!("https://lab.example/{link}")], "");
    assert_eq!((&back["cell"], &back["bandwidth_mhz"]), (&json!("micro"), &json!(40)));
}

/// A field of the table that the committed schema does not hold as it is would not be known to who
/// reads results.
#[test]
fn the_committed_schema_is_the_one_that_is_printed() {
    let committed: Value =
        serde_json::from_str(include_str!("../../www/result-2.schema.json")).unwrap();
    let printed = object(&["schema"], "");
    assert!(printed == committed, "run `aolo schema > www/result-2.schema.json`");
}

/// The policies that ship, on contexts that neither training nor tuning has seen: those of
/// AOLO-Bench, and those of any kind that the page can set.
#[test]
fn shipped_policies_keep_every_limit_and_are_near_the_optimum() {
    for policy in ["sac", "sdrl"] {
        let of = |family| {
            let command =
                ["evaluate", "--policy", policy, "--family", family, "--contexts", "2000"];
            object(&[&command[..], &["--seed", "1"]].concat(), "")
        };
        let (bench, any) = (of("bench"), of("any"));
        for score in [&bench, &any] {
            assert_eq!((&score["contexts"], &score["violation_rate"]), (&json!(2000), &json!(0.0)));
            assert_eq!(score["spike_rate"].as_f64().unwrap() > 0.0, policy == "sdrl");
            assert!(score["synops_per_decision"].as_f64().unwrap() <= 8000.0);
        }
        assert!(bench["gap"].as_f64().unwrap() <= Score::GOAL_BENCH, "{policy}: {bench}");
        assert!(any["mean_excess"].as_f64().unwrap() <= Score::GOAL_ANY, "{policy}: {any}");
    }
}

#[test]
fn training_writes_a_policy_that_acts() {
    let folder = Folder::new("cli-trains");
    let out = &folder.file("policy.aolo");
    let train = ["train", "--algorithm", "sdrl", "--seed", "3", "--updates", "2", "--out", out];
    let report = object(&train, "");
    assert_eq!((&report["updates"], &report["seed"]), (&json!(2), &json!(3)));
    let again = object(&train, "");
    assert_eq!(report["digest"], again["digest"], "same seed, same bits");
    let score = object(&["evaluate", "--policy", out, "--contexts", "50", "--seed", "2"], "");
    assert!(score["gap"].is_number());
}
