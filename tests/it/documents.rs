//! Every command that the documents show is run here, with small numbers instead of those that take
//! minutes, or is one that a step of `cargo xtask test` runs. One that nothing knows how to try fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a command begins with, in a text. In a block of its own every line is one.
const PROGRAMS: [&str; 11] = [
    "cargo",
    "aolo",
    "trunk",
    "node",
    "npm",
    "npx",
    "python3",
    "python",
    "pip",
    "venv/bin/python",
    "echo",
];

/// Commands that a step of `cargo xtask test` runs, and what runs them: a file and a part of it.
const STEPS: [(&str, &str, &str); 7] = [
    ("npm ci", "xtask/src/setup.rs", "\"npm\", &[\"ci\""),
    ("trunk build --release", "xtask/src/check.rs", "\"trunk build --release\""),
    (
        "python3 -m venv venv && venv/bin/pip install numpy scipy mpmath",
        "xtask/src/setup.rs",
        "[\"numpy\", \"scipy\", \"mpmath\"]",
    ),
    ("pip install ./python", "xtask/src/python.rs", "--force-reinstall ./python"),
    ("pip install ./python[sweep]", "xtask/src/python.rs", "\"ray\""),
    ("pip install ./python[baselines]", "xtask/src/python.rs", "\"stable-baselines3\""),
    (
        "python -m aolo.sweep --dir runs --seeds 10 --recipes sdrl,sac",
        "python/tests/test_sweep.py",
        "\"-m\", \"aolo.sweep\", \"--dir\"",
    ),
];

/// Options that make a command long, or write somewhere, and what they are tried with.
const SMALL: [(&str, &str); 7] = [
    ("--updates", "2"),
    ("--contexts", "20"),
    ("--seeds", "1"),
    ("--samples", "100"),
    ("--every", "120"),
    ("--out", "FOLDER/policy.aolo"),
    ("--dir", "FOLDER"),
];

/// What stands for something, and what it is tried with.
const STANDS_FOR: [(&str, &str); 3] = [("FILE|-", "-"), ("N", "3"), ("S", "3")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The documents: those at the top, in docs/, and a README anywhere.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy();
            let hidden = name.starts_with('.');
            if path.is_dir() && !hidden && name != "target" && name != "node_modules" {
                folders.push(path);
            } else if name.ends_with(".md")
                && (folder == root() || folder.ends_with("docs") || name == "README.md")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The commands of a document: each line of its blocks, and what it quotes that begins as one.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, part) in text.split("```").enumerate() {
        if at % 2 == 1 {
            let (language, block) = part.split_once('\n').unwrap();
            if !["", "sh"].contains(&language) {
                continue;
            }
            let block = block.replace("\\\n", " ");
            let lines = block.lines().map(|line| line.split("  #").next().unwrap());
            found.extend(lines.filter(|line| !line.trim().is_empty()).map(str::to_string));
        } else {
            let is_command = |quote: &&str| {
                let mut words = quote.split_whitespace();
                // The name of a program alone is a mention.
                words.next().is_some_and(|it| PROGRAMS.contains(&it)) && words.next().is_some()
            };
            let quotes = part.split('`').skip(1).step_by(2);
            found.extend(quotes.filter(is_command).map(str::to_string));
        }
    }
    found.iter().map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// The words of a command of ours, made small, for a shell.
fn small(words: &str, folder: &Path) -> String {
    let mut words: Vec<&str> = words.split(' ').collect();
    for at in 0..words.len() {
        let stands = STANDS_FOR.iter().find(|(it, _)| *it == words[at]);
        let option = at.checked_sub(1).map(|it| words[it]);
        let value = SMALL.iter().find(|(it, _)| Some(*it) == option);
        words[at] = value.or(stands).map_or(words[at], |(_, small)| small);
    }
    // Training runs of every recipe, even short ones, are judged at length.
    if words.contains(&"reproduce") {
        words.extend(["--updates", "2", "--only", "sac"]);
    }
    words.join(" ").replace("FOLDER", folder.to_str().unwrap())
}

/// How a command is tried: a line for the shell.
fn attempt(command: &str, folder: &Path) -> Result<String, String> {
    const AOLO: &str = env!("CARGO_BIN_EXE_aolo");
    // What cargo runs and builds without a flag.
    const IS_DEFAULT: &str = "grep -qx 'default-run = \"aolo\"' Cargo.toml && \
                              grep -qx 'default = \\[\"cli\"\\]' Cargo.toml";
    if let Some((_, file, part)) = STEPS.iter().find(|(it, ..)| *it == command) {
        let text = fs::read_to_string(root().join(file)).unwrap();
        return if text.contains(part) {
            Ok("true".into())
        } else {
            Err(format!("{file} has no {part}"))
        };
    }
    if let Some(words) = command.strip_prefix("cargo xtask ") {
        // Its flags are read, and nothing is done.
        return Ok(format!("cargo xtask {words} --help"));
    }
    if let Some((input, words)) = command.split_once("cargo run --release -- ") {
        // That binary is built for these tests already; compiling it anew would take a minute.
        if input.is_empty() || input.starts_with("echo ") {
            return Ok(format!("{IS_DEFAULT} && {input} {AOLO} {}", small(words, folder)));
        }
    }
    if let Some(words) = command.strip_prefix("aolo ") {
        // The name alone is no command yet.
        let words =
            if words.contains(' ') { small(words, folder) } else { format!("{words} --help") };
        return Ok(format!("echo '{{}}' | {AOLO} {words}"));
    }
    if command.split(' ').any(|word| word == "node") {
        return page_tests(command);
    }
    // What holds the program against an independent implementation is a step of the checks.
    if let Some(words) = command.strip_prefix("venv/bin/python tests/oracle/") {
        let file = format!("tests/oracle/{}", words.split(' ').next().unwrap_or_default());
        let steps = fs::read_to_string(root().join("xtask/src/check.rs")).unwrap();
        let is_step = steps.contains(&format!("\"{file}\""));
        return if is_step { Ok("true".into()) } else { Err(format!("no step runs {file}")) };
    }
    // Writes vectors that tests read, with libraries of a GiB: only that it is there.
    if let Some(words) = command.strip_prefix("venv/bin/pip install torch && venv/bin/python ") {
        let there = words.split(' ').all(|file| root().join(file).exists());
        return if there { Ok("true".into()) } else { Err(format!("not all of {words} is there")) };
    }
    match command.strip_prefix("cargo ") {
        // This test is a part of it.
        Some("test") => Ok("true".into()),
        Some("build --release") => Ok(IS_DEFAULT.into()),
        Some(test) if test.starts_with("test ") => Ok(format!(
            "out=$(cargo test --locked {}) && echo \"$out\" | grep -q 'ok. [1-9][0-9]* passed'",
            &test[5..]
        )),
        _ => Err("nothing here knows how to try it".into()),
    }
}

/// Tests of the built page are steps of `cargo xtask test`; what a command picks of them is there.
fn page_tests(command: &str) -> Result<String, String> {
    let folder = root().join("tests/e2e");
    let mut words = command.split(' ');
    let settings = words.by_ref().take_while(|word| *word != "node");
    if let Some(setting) = settings.into_iter().find(|it| {
        let name = it.split('=').next().unwrap();
        let support = fs::read_to_string(folder.join("support.mjs")).unwrap();
        !support.contains(&format!("process.env.{name}"))
    }) {
        return Err(format!("nothing reads {setting}"));
    }
    let (options, files): (Vec<_>, Vec<_>) = words.partition(|word| !word.ends_with(".mjs"));
    if let Some(file) = files.iter().find(|file| !folder.join(file).exists()) {
        return Err(format!("tests/e2e has no {file}"));
    }
    let options = options.join(" ");
    match options.split_once("--test-name-pattern ") {
        None if options == "--test" || options.is_empty() => {}
        Some(("--test ", name)) => {
            let tests = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
            let name = name.trim_matches('"');
            let has = |it: PathBuf| {
                it.extension().is_some_and(|it| it == "mjs")
                    && fs::read_to_string(it).unwrap().contains(name)
            };
            if !tests.into_iter().any(has) {
                return Err(format!("no test has {name} in its name"));
            }
        }
        _ => return Err(format!("nothing here knows {options}")),
    }
    Ok("true".into())
}

#[test]
fn the_commands_of_the_documents_work() {
    let folder = std::env::temp_dir().join(format!("aolo-documents-{}", std::process::id()));
    let mut tried: Vec<String> = Vec::new();
    let mut problems = Vec::new();
    for document in documents() {
        let name = document.strip_prefix(root()).unwrap().display().to_string();
        for command in commands(&fs::read_to_string(&document).unwrap()) {
            if tried.contains(&command) {
                continue;
            }
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            match attempt(&command, &folder) {
                Err(problem) => problems.push(format!("{name}: {command}: {problem}")),
                Ok(line) => {
                    let run = Command::new("sh")
                        .args(["-c", &line])
                        .current_dir(root())
                        .stdin(Stdio::null())
                        .output()
                        .unwrap();
                    println!("{name}: {command}\n    {line}: {}", run.status);
                    if !run.status.success() {
                        let said = String::from_utf8_lossy(&run.stderr);
                        problems.push(format!("{name}: {command}: {line}: {}\n{said}", run.status));
                    }
                }
            }
            tried.push(command);
        }
    }
    let _ = fs::remove_dir_all(&folder);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    // What reads them does not read past them.
    for one in ["cargo xtask serve", "trunk build --release", "aolo reproduce --dir runs"] {
        assert!(tried.iter().any(|it| it == one), "{one} is not among {tried:#?}");
    }
}

#[test]
fn commands_are_found_and_unknown_ones_are_errors() {
    let text = "Run `cargo\nbuild  --odd` or `--flag x` of `cargo`.\n```rust\nlet x;\n```\n\n```\nfly --high  # far\na \\\n  | b\n```\n";
    assert_eq!(commands(text), ["cargo build --odd", "fly --high", "a | b"]);
    for command in commands(text) {
        assert!(attempt(&command, Path::new("/tmp")).is_err(), "{command}");
    }
    assert_eq!(
        small("train --updates 60000 --out x N", Path::new("/f")),
        "train --updates 2 --out /f/policy.aolo 3"
    );
}
