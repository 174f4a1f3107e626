//! The invariants of `lib.rs`, read off the sources: each is something that must not be there.

use crate::imports::{Module, Sources, circle};
use std::collections::{BTreeMap, BTreeSet};

/// All sources with their path below `src`, comments and test modules left out.
fn sources() -> Vec<(String, String)> {
    let all = Sources::read().0.into_iter();
    all.map(|(module, code)| (module.join("/"), code)).collect()
}

fn module(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

/// Which modules each may name; its own is always allowed.
const ARROWS: [(&str, &[&str]); 36] = [
    ("math", &[]),
    ("units", &["math"]),
    ("rng", &["math"]),
    ("written", &[]),
    ("numeral", &["math", "written"]),
    ("data", &[]),
    ("scenario", &["data", "math", "written"]),
    ("claim", &["learn", "scenario", "written"]),
    ("link", &["claim", "data", "day", "math", "scenario", "teach", "written"]),
    ("inference", &["data", "math", "units"]),
    ("wireless", &["data", "math", "units"]),
    ("qoe", &["data", "math", "units"]),
    ("carbon", &["data", "inference", "math", "qoe", "scenario", "units", "wireless"]),
    ("optimum", &["carbon", "data", "math", "qoe", "scenario", "units", "wireless"]),
    ("analysis", &["carbon", "math", "rng", "scenario", "stats"]),
    (
        "day",
        &[
            "carbon",
            "data",
            "inference",
            "math",
            "optimum",
            "qoe",
            "rng",
            "scenario",
            "stats",
            "units",
        ],
    ),
    ("levers", &["carbon", "data", "link", "optimum", "scenario"]),
    (
        "report",
        &[
            "carbon", "claim", "data", "day", "learn", "link", "math", "optimum", "scenario",
            "written",
        ],
    ),
    ("receipt", &["carbon", "data", "day", "link", "numeral", "scenario", "teach", "written"]),
    ("env", &["carbon", "data", "math", "optimum", "rng", "scenario", "units"]),
    (
        "teach",
        &[
            "carbon", "data", "day", "env", "learn", "math", "optimum", "rng", "scenario",
            "wireless", "written",
        ],
    ),
    ("nn", &["rng"]),
    ("snn", &["math", "nn", "rng"]),
    ("agent", &["math", "nn", "rng", "snn"]),
    // Names and plain records; what needs the agent has rows of its own.
    ("learn", &["data", "math"]),
    ("learn::effort", &["agent", "learn", "snn"]),
    (
        "learn::evaluate",
        &["agent", "carbon", "env", "learn", "learn::effort", "optimum", "rng", "scenario"],
    ),
    ("learn::train", &["agent", "env", "learn", "math", "rng"]),
    ("learn::recipe", &["agent", "env", "learn", "learn::train"]),
    (
        "answer",
        &["carbon", "data", "day", "env", "optimum", "report", "rng", "scenario", "written"],
    ),
    ("study", &["agent", "env", "learn", "learn::evaluate", "learn::train", "rng", "scenario"]),
    ("stats", &["rng"]),
    ("protocol", &["analysis", "day", "learn", "scenario"]),
    (
        "worker",
        &[
            "agent",
            "analysis",
            "carbon",
            "day",
            "env",
            "learn",
            "learn::effort",
            "learn::evaluate",
            "learn::train",
            "optimum",
            "protocol",
            "rng",
            "scenario",
        ],
    ),
    (
        "ui",
        &[
            "analysis",
            "carbon",
            "claim",
            "data",
            "day",
            "inference",
            "learn",
            "levers",
            "link",
            "math",
            "numeral",
            "optimum",
            "protocol",
            "qoe",
            "receipt",
            "report",
            "scenario",
            "stats",
            "teach",
            "units",
            "wireless",
            "written",
        ],
    ),
    (
        "cli",
        &[
            "agent",
            "analysis",
            "answer",
            "carbon",
            "data",
            "day",
            "env",
            "learn",
            "learn::evaluate",
            "learn::train",
            "levers",
            "link",
            "math",
            "optimum",
            "report",
            "rng",
            "scenario",
            "stats",
            "study",
            "written",
        ],
    ),
];

/// The row of a module: one of its own in ARROWS, else that of what stands beside it in `lib.rs`.
fn row(module: &Module) -> Option<String> {
    let own = module.get(..2).map(|two| two.join("::"));
    let own = own.filter(|own| ARROWS.iter().any(|(known, _)| known == own));
    own.or_else(|| module.first().cloned())
}

#[test]
fn arrows_point_one_way() {
    let known: BTreeMap<_, _> = ARROWS.into_iter().collect();
    for (from, targets) in Sources::read().imports() {
        let Some(here) = row(&from).filter(|here| here != "bin") else { continue };
        let allowed = known.get(here.as_str()).unwrap_or_else(|| {
            panic!("{}: give its module a row in ARROWS and in lib.rs", from.join("::"))
        });
        for target in targets {
            // The root holds modules alone.
            let Some(named) = row(&target).filter(|named| *named != here) else { continue };
            assert!(allowed.contains(&named.as_str()), "{} must not name {named}", from.join("::"));
        }
    }
}

/// Which rows name which.
fn used() -> BTreeMap<String, BTreeSet<String>> {
    let mut used = BTreeMap::<String, BTreeSet<String>>::new();
    for (from, targets) in Sources::read().imports() {
        let Some(here) = row(&from) else { continue };
        used.entry(here).or_default().extend(targets.iter().filter_map(row));
    }
    used
}

#[test]
fn no_arrow_is_listed_that_nothing_uses() {
    let used = used();
    let names = |from: &str, to: &str| used.get(from).is_some_and(|it| it.contains(to));
    let idle = ARROWS.into_iter().flat_map(|(from, targets)| {
        targets.iter().filter(move |to| !names(from, to)).map(move |to| format!("{from} → {to}"))
    });
    assert_eq!(idle.collect::<Vec<_>>(), Vec::<String>::new(), "of ARROWS");
    // A row of the table in lib.rs may stand for several, and says what any of them depends on.
    let library = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs");
    let library = std::fs::read_to_string(library).unwrap();
    let rows = library.lines().filter_map(|it| it.strip_prefix("//! | ["));
    for line in rows {
        let cells: Vec<&str> = line.split('|').collect();
        let of = cells[0].split('`').skip(1).step_by(2).collect::<Vec<_>>();
        let all = cells[2].split_whitespace().map(|it| it.trim_matches([',', '`']));
        for to in all.filter(|to| ARROWS.iter().any(|(known, _)| known == to)) {
            let any = of.iter().any(|from| names(from, to));
            assert!(any, "the table of src/lib.rs: {of:?} do not depend on {to}");
        }
    }
}

/// The room of a module: of the page a folder, else what stands beside it in `lib.rs`.
fn room(module: &Module) -> Module {
    let ui = module.first().is_some_and(|first| first == "ui");
    module[..module.len().min(if ui { 2 } else { 1 })].to_vec()
}

#[test]
fn no_room_leads_back_to_itself() {
    let mut rooms = BTreeMap::<Module, BTreeSet<Module>>::new();
    for (from, targets) in Sources::read().imports() {
        let from = room(&from);
        let others = targets.iter().map(room).filter(|target| *target != from);
        rooms.entry(from.clone()).or_default().extend(others);
    }
    assert_eq!(circle(&rooms).map(joined), None);
}

/// Of each folder: what stands in it, the file that opens it left out.
#[test]
fn no_folder_holds_a_circle() {
    let imports = Sources::read().imports();
    let folders: BTreeSet<&[String]> =
        imports.keys().filter_map(|it| it.split_last()).map(|(_, folder)| folder).collect();
    assert!(folders.len() > 20, "{folders:?}");
    for folder in folders {
        let inside = |module: &Module| {
            let below = module.strip_prefix(folder)?;
            Some(below.first()?.clone())
        };
        let mut arrows = BTreeMap::<String, BTreeSet<String>>::new();
        for (from, targets) in &imports {
            let Some(from) = inside(from) else { continue };
            let others = targets.iter().filter_map(inside).filter(|target| *target != from);
            arrows.entry(from.clone()).or_default().extend(others);
        }
        assert_eq!(circle(&arrows), None, "in {}", folder.join("::"));
    }
}

fn joined(circle: Vec<Module>) -> Vec<String> {
    circle.iter().map(|module| module.join("::")).collect()
}

/// Browsers send these to what is being taken away, and to what is gone: whoever hears them has to be
/// silent by then.
const OF_WHAT_GOES: [&str; 5] = ["change", "blur", "focusin", "focusout", "toggle"];

#[test]
fn field_28_no_handler_outlives_what_it_reads() {
    for (path, code) in sources().into_iter().filter(|(path, _)| path.starts_with("ui/")) {
        for event in OF_WHAT_GOES {
            for handler in code.split(&format!("on:{event}=")).skip(1) {
                let start: String = handler.chars().take(40).collect();
                assert!(handler.starts_with("listen::while_here("), "{path}: on:{event}={start}");
            }
        }
        // Firefox tells a range that it was moved while it is taken away, or shown anew, under the finger.
        for range in code.split("type=\"range\"").skip(1) {
            let element = &range[..range.find("/>").unwrap_or(range.len())];
            for handler in element.split("on:input=").skip(1) {
                assert!(handler.starts_with("listen::while_here("), "{path}: a range: {element}");
            }
        }
    }
}

/// What takes a change down in the history.
const CHANGES: [&str; 8] =
    ["edit", "edit_scenario", "decide", "choose", "answer_by", "accept", "reset", "train_own"];

/// Undo shows what was there before a change: what then changed by itself would change again at once,
/// and nobody could go back past it.
#[test]
fn what_follows_a_change_makes_none() {
    let mut followers = 0;
    for (path, code) in sources().into_iter().filter(|(path, _)| path.starts_with("ui/")) {
        for call in ["Effect::new(", "Memo::new(", "Signal::derive(", ".memo(", ".memo_later("] {
            for (at, _) in code.match_indices(call) {
                followers += 1;
                let body = argument(&code[at + call.len()..]);
                for change in CHANGES {
                    let made = body.contains(&format!(".{change}("));
                    assert!(!made, "{path}: {call}…) must not call {change}: {body}");
                }
            }
        }
    }
    assert!(followers > 300, "{followers}");
}

/// What stands up to the bracket that ends a call.
fn argument(code: &str) -> &str {
    let mut open = 0;
    let end = code.find(|letter| {
        open += i32::from(letter == '(') - i32::from(letter == ')');
        open < 0
    });
    &code[..end.unwrap_or(code.len())]
}

/// The floors of the page, the roof first: each room names what lies below its floor.
const FLOORS: [&[&str]; 12] = [
    &["app"],
    &["day", "lab", "teach"],
    &["explore", "results", "share"],
    &["run_form"],
    &["worker"],
    &["equation", "controls"],
    &["frame"],
    &["load"],
    &["state"],
    &["charts"],
    &["words"],
    &["browser"],
];

#[test]
fn rooms_of_the_page_name_what_lies_below_them() {
    let floor = |room: &str| {
        let found = FLOORS.iter().position(|floor| floor.contains(&room));
        found.unwrap_or_else(|| panic!("give {room} a floor"))
    };
    for (from, targets) in Sources::read().imports() {
        let Some(here) = of_the_page(&from) else { continue };
        for target in targets {
            let Some(there) = of_the_page(&target).filter(|there| *there != here) else { continue };
            let below = floor(&there) > floor(&here);
            assert!(below, "{} must not name {}", from.join("::"), target.join("::"));
        }
    }
}

/// The room of the page that holds a module.
fn of_the_page(module: &Module) -> Option<String> {
    let mut room = room(module);
    (room.len() == 2).then(|| room.remove(1))
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
        if ["ui", "worker", "cli", "bin"].contains(&module(&name)) {
            continue;
        }
        for word in forbidden {
            // The tables' path is an environment variable of the compiler, not of the program.
            assert!(!code.contains(word), "{name} must not name {word}");
        }
    }
}

/// Macros panic where nobody reads what they print; `aolo … | head` must not.
#[test]
fn the_command_line_prints_in_one_place() {
    for (name, code) in sources() {
        if ["cli", "bin"].contains(&module(&name)) {
            for word in ["print!(", "println!(", "dbg!("] {
                assert!(!code.contains(word), "{name} must use cli::output in place of {word}");
            }
        }
    }
}

#[test]
fn bytes_are_made_in_few_places_and_nothing_unwraps() {
    let encoders =
        ["protocol", "link/plain", "link/found", "report", "scenario/json", "agent/checkpoint"];
    for (name, code) in sources() {
        for word in ["postcard::", "percent_encoding", "to_le_bytes", "from_le_bytes"] {
            let allowed = encoders.contains(&name.as_str())
                // Its digest runs over the bytes of the weights.
                || (name == "agent" && word == "to_le_bytes")
                // Unpacks what the build packed.
                || (name == "ui/results" && word == "postcard::");
            assert!(allowed || !code.contains(word), "{name} must not name {word}");
        }
        for word in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!("] {
            assert!(!code.contains(word), "{name} must not call {word}");
        }
    }
}

/// A name that is misspelt would show nothing, or nothing but a question mark.
#[test]
fn no_constant_and_no_field_is_looked_up_by_a_name_in_the_source() {
    let names = |table: &str| {
        let path = format!("{}/src/data/{table}.csv", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let names = text.lines().skip(1).filter_map(|row| row.split_once(','));
        names.map(|(name, _)| name.to_string()).collect::<Vec<_>>()
    };
    let (constants, fields) = (names("constants"), names("fields"));
    assert!(constants.len() > 30 && fields.len() > 30);
    for (name, code) in sources() {
        for constant in &constants {
            assert!(!code.contains(&format!("\"{constant}\"")), "{name} must use item::{constant}");
        }
        for field in &fields {
            for call in ["field", "number"] {
                let call = format!("{call}(\"{field}\")");
                assert!(!code.contains(&call), "{name} must not call {call}: see data::fields");
            }
        }
    }
}

/// What is fetched when is said where it is fetched, not by how a function is called.
#[test]
fn no_name_decides_a_build() {
    for (name, code) in sources() {
        for prefix in ["fn later_", "fn soon_"] {
            assert!(!code.contains(prefix), "{name} must not name a function {prefix}…");
        }
    }
}

/// A listener that a component leaves behind hears each event once more after each change of the
/// language.
#[test]
fn the_window_is_heard_in_one_place() {
    for (name, code) in sources() {
        let allowed = name == "ui/browser/listen";
        for word in ["window_event_listener", "window().add_event_listener"] {
            assert!(allowed || !code.contains(word), "{name} must use browser::listen");
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

/// Kernels that name vector instructions, and the allocator that serves them. Each block says why it is
/// sound: clippy sees to it, by Cargo.toml.
#[test]
fn unsafe_code_stands_in_the_kernels_alone() {
    let allowed = ["nn/bits", "nn/gemm", "nn/gemm/x86", "snn/events", "worker/memory"];
    let mut found = Vec::new();
    for (name, code) in sources() {
        if code.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "unsafe") {
            assert!(allowed.contains(&name.as_str()), "{name} must not be unsafe");
            found.push(name);
        }
    }
    assert_eq!(found.len(), allowed.len(), "{found:?}: one is safe by now");
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).unwrap();
    assert!(manifest.contains("\n[lints.clippy]\nundocumented_unsafe_blocks = \"deny\"\n"));
}
