//! Files of runs: all that a run depended on, and how its policy did on the way.
//!
//! A file is named RECIPE-SEED.json. It holds nothing of the machine or the time, so that equal
//! settings give equal bytes wherever they ran. Left out: training (`reproduce`), what many runs
//! say together (`summary`).

use super::Failure;
use super::output::remark;
use crate::learn::Recipe;
use crate::scenario::MODEL_VERSION;
use crate::study::{Run, ends_by_steps, file_name, model_version, settings};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Names of files in the folder that hold no run.
pub(super) const SUMMARY_JSON: &str = "summary.json";
pub(super) const SUMMARY_MARKDOWN: &str = "summary.md";

/// A run by what it is called.
pub(super) struct NamedRun {
    pub recipe: Recipe,
    pub seed: u64,
    pub run: Run,
}

/// All runs of a folder, in the order of recipes, then seeds, and the updates that they have in
/// common: `updates`, or if that is none, what the first file says.
///
/// # Errors
/// Names the first file that cannot be read, or that comes of other settings.
pub(super) fn read_all(dir: &Path, updates: Option<u64>) -> Result<Vec<NamedRun>, Failure> {
    let at = |error| Failure(format!("dir = {}: {error}", dir.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(at)? {
        let name = entry.map_err(at)?.file_name();
        match name.to_str().and_then(parse_name) {
            Some((recipe, seed)) => found.push((recipe, seed)),
            None if is_stray(&name.to_string_lossy()) => {
                let path = dir.join(name);
                remark(format_args!("{} is left alone: no RECIPE-SEED.json", path.display()));
            }
            None => {}
        }
    }
    found.sort_by_key(|&(recipe, seed)| (Recipe::ALL.iter().position(|r| *r == recipe), seed));
    let mut common = updates;
    let mut runs = Vec::with_capacity(found.len());
    for (recipe, seed) in found {
        let run = read(&dir.join(file_name(recipe, seed)), recipe, seed, &mut common)?;
        runs.push(NamedRun { recipe, seed, run });
    }
    Ok(runs)
}

fn parse_name(name: &str) -> Option<(Recipe, u64)> {
    let (word, digits) = name.strip_suffix(".json")?.rsplit_once('-')?;
    let (recipe, seed) = (Recipe::parse(word)?, digits.parse().ok()?);
    // One name for each run: no leading zeros.
    (file_name(recipe, seed) == name).then_some((recipe, seed))
}

fn is_stray(name: &str) -> bool {
    name.ends_with(".json") && !name.starts_with('.') && name != SUMMARY_JSON
}

fn read(path: &Path, recipe: Recipe, seed: u64, common: &mut Option<u64>) -> Result<Run, Failure> {
    let at = |what: &dyn std::fmt::Display| Failure(format!("{}: {what}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| at(&error))?;
    // Settings first: a file of another version may hold other fields.
    let value: Value = serde_json::from_str(&text).map_err(|error| at(&error))?;
    let found = &value["settings"];
    let of_today = model_version(found) == MODEL_VERSION;
    let updates = match (ends_by_steps(recipe), *common, found["updates"].as_u64()) {
        (true, ..) => 1,
        (_, Some(updates), _) => updates,
        (_, None, Some(updates)) => *common.insert(updates),
        (_, None, None) => return Err(at(&"settings.updates is missing")),
    };
    let mut expected = settings(recipe, seed, updates)?;
    if let (false, Value::Object(settings)) = (of_today, &mut expected) {
        settings.remove("model_version");
    }
    if let Some((field, expected, found)) = difference("settings", &expected, found) {
        return Err(at(&format!(
            "{field} = {found} is out of range: {expected}, like the other runs and this program; \
             move the file away or choose another folder"
        )));
    }
    serde_json::from_value(value).map_err(|error| at(&error))
}

/// The first field in which two values differ, with both.
fn difference(name: &str, expected: &Value, found: &Value) -> Option<(String, String, String)> {
    if let (Value::Object(a), Value::Object(b)) = (expected, found) {
        let mut keys: Vec<_> = a.keys().chain(b.keys()).collect();
        keys.sort();
        return keys
            .into_iter()
            .find_map(|key| difference(&format!("{name}.{key}"), &expected[key], &found[key]));
    }
    (expected != found).then(|| (name.to_owned(), expected.to_string(), found.to_string()))
}

/// Writes a run's file.
pub(super) fn write_run(dir: &Path, recipe: Recipe, seed: u64, run: &Run) -> Result<(), Failure> {
    write(dir, &file_name(recipe, seed), &run.text()?)
}

/// Writes a file under another name and renames it, so that whoever is killed leaves no half file.
pub(super) fn write(dir: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = dir.join(name);
    // Jobs that share the folder must not share the name.
    let temporary = dir.join(format!(".{name}.{}", std::process::id()));
    let written = fs::write(&temporary, text).and_then(|()| fs::rename(&temporary, &path));
    written.map_err(|error| Failure(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_go_there_and_back() {
        for recipe in Recipe::ALL {
            assert_eq!(parse_name(&file_name(recipe, 12)), Some((recipe, 12)));
        }
        for name in ["sdrl-01.json", "sdrl.json", "sdrl-1.txt", "ppo-1.json", "sdrl--1.json"] {
            assert_eq!(parse_name(name), None, "{name}");
        }
    }

    #[test]
    fn settings_survive_their_file_and_differ_by_field() {
        for recipe in Recipe::ALL {
            let Ok(ours) = settings(recipe, 3, 500) else { panic!("{}", recipe.word()) };
            let text = serde_json::to_string_pretty(&ours).unwrap();
            assert_eq!(difference("s", &ours, &serde_json::from_str(&text).unwrap()), None);
        }
        let (a, b) = (json!({"x": {"y": 1, "z": 2}}), json!({"x": {"y": 1, "z": 3}}));
        assert_eq!(difference("s", &a, &b), Some(("s.x.z".into(), "2".into(), "3".into())));
        assert_eq!(
            difference("s", &json!({}), &json!({"a": 1})),
            Some(("s.a".into(), "null".into(), "1".into()))
        );
    }
}
