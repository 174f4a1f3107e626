//! The invariants of `lib.rs`, read off the sources: each is something that must not be there.

use std::fs;
use std::path::{Path, PathBuf};

/// All sources with their path below `src`, comments and test modules left out.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, code(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
    assert!(found.len() > 40, "only {} sources were found", found.len());
    found
}

fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules of the crate that a source names, also inside the braces of a `use`.
fn names(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, _) in code.match_indices("crate::") {
        let rest = &code[index + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push(word(rest)),
            Some(group) => {
                let (mut depth, mut start) = (0, true);
                for (at, letter) in group.char_indices() {
                    if start && depth == 0 && letter.is_alphabetic() {
                        found.push(word(&group[at..]));
                        start = false;
                    }
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn module(name: &str) -> &str {
    name.split('/').next().unwrap_or(name).trim_end_matches(".rs")
}

#[test]
fn the_reader_of_imports_reads() {
    let code =
        "use crate::{carbon::{self, Chain}, env::Context, qoe};\nlet x = crate::math::exp(1.0);";
    assert_eq!(names(code), ["carbon", "env", "qoe", "math"]);
}

/// Which modules each may name; its own is always allowed.
const ARROWS: [(&str, &[&str]); 31] = [
    ("math", &[]),
    ("units", &["math"]),
    ("rng", &["math"]),
    ("data", &["units"]),
    ("scenario", &["data", "math", "units"]),
    ("claim", &["scenario", "telemetry"]),
    ("link", &["claim", "data", "math", "scenario", "teach"]),
    ("inference", &["data", "math", "units"]),
    ("wireless", &["data", "math", "units"]),
    ("qoe", &["data", "math", "units"]),
    ("carbon", &["data", "inference", "math", "qoe", "scenario", "units", "wireless"]),
    ("optimum", &["carbon", "data", "math", "qoe", "scenario", "units", "wireless"]),
    ("analysis", &["carbon", "rng", "scenario"]),
    ("report", &["carbon", "data", "link", "optimum", "scenario"]),
    ("receipt", &["link", "scenario", "teach"]),
    ("env", &["carbon", "data", "math", "optimum", "rng", "scenario", "units", "wireless"]),
    ("teach", &["carbon", "data", "env", "math", "optimum", "rng", "scenario", "telemetry"]),
    ("nn", &["math", "rng"]),
    ("snn", &["math", "nn", "rng"]),
    ("agent", &["math", "nn", "rng", "snn"]),
    ("telemetry", &["data"]),
    ("effort", &["agent", "snn", "telemetry"]),
    ("evaluate", &["agent", "carbon", "effort", "env", "optimum", "rng", "scenario", "telemetry"]),
    ("train", &["agent", "env", "math", "rng", "telemetry"]),
    ("recipe", &["agent", "env", "telemetry", "train"]),
    ("stats", &["rng"]),
    ("protocol", &["analysis", "scenario", "telemetry"]),
    ("later", &[]),
    (
        "worker",
        &[
            "agent",
            "analysis",
            "carbon",
            "effort",
            "env",
            "evaluate",
            "optimum",
            "protocol",
            "recipe",
            "rng",
            "scenario",
            "telemetry",
            "train",
        ],
    ),
    (
        "ui",
        &[
            "analysis",
            "carbon",
            "claim",
            "data",
            "inference",
            "link",
            "math",
            "optimum",
            "protocol",
            "qoe",
            "receipt",
            "report",
            "scenario",
            "stats",
            "teach",
            "telemetry",
            "units",
            "wireless",
        ],
    ),
    (
        "cli",
        &[
            "agent",
            "analysis",
            "carbon",
            "data",
            "env",
            "evaluate",
            "link",
            "optimum",
            "recipe",
            "report",
            "rng",
            "scenario",
            "stats",
            "telemetry",
            "train",
        ],
    ),
];

#[test]
fn arrows_point_one_way() {
    for (name, code) in sources() {
        let module = module(&name);
        if name == "lib.rs" || module == "bin" {
            continue;
        }
        let (_, allowed) = ARROWS
            .iter()
            .find(|(known, _)| *known == module)
            .unwrap_or_else(|| panic!("{name}: give its module a row in ARROWS and in lib.rs"));
        for import in names(&code) {
            // Types and macros at the root, and the module itself.
            if import == module || import.starts_with(char::is_uppercase) {
                continue;
            }
            assert!(allowed.contains(&import.as_str()), "{name} must not name {import}");
        }
    }
}

#[test]
fn the_science_names_no_browser_clock_thread_file_or_global() {
    let forbidden = [
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "leptos",
        "gloo",
        "std::time",
        "Instant::",
        "SystemTime",
        "std::thread",
        "std::fs",
        "std::env",
        "std::net",
        "static mut",
        "OnceLock",
        "LazyLock",
        "thread_local",
        "lazy_static",
        "println!",
        "StdRng",
        "getrandom",
    ];
    for (name, code) in sources() {
        if ["ui", "worker", "later", "cli", "bin"].contains(&module(&name)) {
            continue;
        }
        for word in forbidden {
            // The tables' path is an environment variable of the compiler, not of the program.
            assert!(!code.contains(word), "{name} must not name {word}");
        }
    }
}

#[test]
fn bytes_are_made_in_few_places_and_nothing_unwraps() {
    let encoders = [
        "protocol.rs",
        "link/mod.rs",
        "link/task.rs",
        "report.rs",
        "scenario/json.rs",
        "agent/checkpoint.rs",
    ];
    for (name, code) in sources() {
        for word in ["postcard::", "percent_encoding", "to_le_bytes", "from_le_bytes"] {
            let allowed = encoders.contains(&name.as_str())
                // Its digest runs over the bytes of the weights.
                || (name == "agent/mod.rs" && word == "to_le_bytes")
                // Unpacks what the build packed.
                || (name == "ui/reproduced.rs" && word == "postcard::");
            assert!(allowed || !code.contains(word), "{name} must not name {word}");
        }
        for word in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("] {
            assert!(!code.contains(word), "{name} must not call {word}");
        }
    }
}

#[test]
fn the_agent_knows_no_watts_and_no_grams() {
    for (name, code) in sources() {
        if ["agent", "nn", "snn"].contains(&module(&name)) {
            for word in ["watt", "gram", "carbon", "scenario", "tokens", "_w:", "_g:", "_kwh"] {
                assert!(!code.to_lowercase().contains(word), "{name} must not name {word}");
            }
        }
    }
}
