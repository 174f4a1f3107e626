//! Measures speed: native, in a browser, and PyTorch where there is one, on the same core.
//!
//! Other programs disturb each of them at other moments, so they take turns, and of each measure
//! the best turn counts. What is measured stands in `benches/`; here it is run and set side by
//! side.

use crate::run::{command, find, output};
use std::env;
use std::process::Command;

const PASSES: usize = 3;
/// How the browser gets the code that ships: the same flags, optimised the same.
const BROWSER: &str =
    "test --release --locked --target wasm32-unknown-unknown --features worker --bench updates";
const NATIVE: &str = "bench --locked --bench updates";
/// The limit that products are held against.
const LIMIT: &str = "mul/add limit";

/// A measure by every program that has it.
struct Row {
    name: String,
    unit: String,
    /// Native, browser, PyTorch; the best so far.
    best: [Option<f64>; 3],
}

/// Runs all and prints tables.
pub fn run() -> Result<(), String> {
    let pinned = output("taskset", &["-c", "0", "true"]).is_some();
    let python = python();
    if python.is_none() {
        eprintln!(
            "No PyTorch is found, so nothing is compared with it. To have it:\n  \
             python3 -m venv torch-venv && torch-venv/bin/pip install torch\n  \
             AOLO_PYTHON=torch-venv/bin/python cargo xtask bench"
        );
    }
    for line in [NATIVE, BROWSER] {
        let words: Vec<&str> = line.split(' ').chain(["--no-run"]).collect();
        crate::run::run(&mut command("cargo", &words))?;
    }
    let mut rows = Vec::new();
    for pass in 1..=PASSES {
        eprintln!("pass {pass} of {PASSES}: native");
        collect(&mut rows, 0, &mut program(pinned, "cargo", &words(NATIVE)))?;
        eprintln!("pass {pass} of {PASSES}: browser");
        let shown: Vec<&str> = words(BROWSER).into_iter().chain(["--", "--nocapture"]).collect();
        let mut browser = program(pinned, "cargo", &shown);
        browser.env("WASM_BINDGEN_TEST_TIMEOUT", "900");
        if let Some(driver) = find(&["chromedriver"]) {
            browser.env("CHROMEDRIVER", driver);
        }
        collect(&mut rows, 1, &mut browser)?;
        if let Some(python) = &python {
            eprintln!("pass {pass} of {PASSES}: PyTorch");
            collect(&mut rows, 2, &mut program(pinned, python, &["benches/pytorch.py"]))?;
        }
    }
    print!("{}", tables(&rows));
    Ok(())
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// A Python that has torch.
fn python() -> Option<String> {
    let named = env::var("AOLO_PYTHON").ok();
    let candidates = named.iter().map(String::as_str).chain(["python3", "python"]);
    candidates
        .filter(|python| output(python, &["-c", "import torch"]).is_some())
        .map(str::to_string)
        .next()
}

/// A program, on one core where that can be asked for.
fn program(pinned: bool, name: &str, args: &[&str]) -> Command {
    if !pinned {
        return command(name, args);
    }
    command("taskset", &[&["-c", "0", name], args].concat())
}

/// Runs a program and keeps the measures it prints.
fn collect(rows: &mut Vec<Row>, column: usize, program: &mut Command) -> Result<(), String> {
    let output = program.output().map_err(|error| format!("could not measure: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("measuring ended with {}\n{text}{errors}", output.status));
    }
    for (name, unit, value) in text.lines().filter_map(measure) {
        let row = match rows.iter_mut().position(|row: &mut Row| row.name == name) {
            Some(at) => &mut rows[at],
            None => {
                rows.push(Row { name: name.to_string(), unit: unit.to_string(), best: [None; 3] });
                let last = rows.len() - 1;
                &mut rows[last]
            }
        };
        let best = &mut row.best[column];
        *best = Some(best.map_or(value, |best| best.max(value)));
    }
    Ok(())
}

/// Name, unit and value from a line of JSON; names and units hold no quotes.
fn measure(line: &str) -> Option<(&str, &str, f64)> {
    let line = line.trim();
    let after = |key: &str| {
        let rest = &line[line.find(&format!("\"{key}\""))? + key.len() + 2..];
        Some(rest.trim_start().strip_prefix(':')?.trim_start())
    };
    let text = |key: &str| after(key)?.strip_prefix('"')?.split('"').next();
    let value = after("value")?.split([',', '}']).next()?.trim().parse().ok()?;
    line.starts_with('{').then_some((text("measure")?, text("unit")?, value))
}

/// All measures with the ratios to PyTorch, then the products as shares of the limit. Markdown.
fn tables(rows: &[Row]) -> String {
    let cell = |value: Option<f64>| match value {
        Some(value) if value < 1000.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.0}"),
        None => String::new(),
    };
    let ratio = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => format!("{:.2}", a / b),
        _ => String::new(),
    };
    let mut text = "\n| measure | unit | native | browser | PyTorch | native / PyTorch | \
                    browser / PyTorch |\n|---|---|---:|---:|---:|---:|---:|\n"
        .to_string();
    for Row { name, unit, best: [native, browser, torch] } in rows {
        let cells = [
            name.clone(),
            unit.clone(),
            cell(*native),
            cell(*browser),
            cell(*torch),
            ratio(*native, *torch),
            ratio(*browser, *torch),
        ];
        text += &format!("| {} |\n", cells.join(" | "));
    }
    let Some(limit) = rows.iter().find(|row| row.name == LIMIT) else { return text };
    text += "\n| share of the mul/add limit | native | browser |\n|---|---:|---:|\n";
    for row in rows.iter().filter(|row| row.unit == limit.unit && row.name != LIMIT) {
        let [native, browser] = [0, 1].map(|i| ratio(row.best[i], limit.best[i]));
        text += &format!("| {} | {native} | {browser} |\n", row.name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_found_among_other_lines() {
        let rust = r#"{"measure":"a b","unit":"1/s","value":12.5}"#;
        assert_eq!(measure(rust), Some(("a b", "1/s", 12.5)));
        let python = r#"  {"measure": "a b", "value": 3e2, "unit": "1/s"}"#;
        assert_eq!(measure(python), Some(("a b", "1/s", 300.0)));
        assert_eq!(measure("test measures ... ok"), None);
        assert_eq!(measure(r#"{"measure":"a","unit":"s","value":null}"#), None);
    }

    #[test]
    fn tables_compare_what_both_have() {
        let row = |name: &str, best| Row { name: name.into(), unit: "GFLOP/s".into(), best };
        let rows = [
            row(LIMIT, [Some(80.0), Some(40.0), None]),
            row("product", [Some(60.0), Some(38.0), Some(120.0)]),
        ];
        let text = tables(&rows);
        assert!(text.contains("| product | GFLOP/s | 60.0 | 38.0 | 120.0 | 0.50 | 0.32 |"));
        assert!(text.contains("| product | 0.75 | 0.95 |"), "{text}");
        assert!(text.contains("| mul/add limit | GFLOP/s | 80.0 | 40.0 |  |  |  |"));
    }
}
