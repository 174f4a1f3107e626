//! The command `reproduce`: many seeds of many recipes, a file each, and what they say together.
//!
//! A run that is already there is not done again, so a job that was killed goes on where it was,
//! and jobs on several machines can share the work by seeds and recipes.

use super::Failure;
use super::markdown;
use super::output::{remark, remark_text, say};
use super::runs::{self, SUMMARY_JSON, SUMMARY_MARKDOWN};
use super::summary::Summary;
use crate::learn::Recipe;
use crate::learn::train::Trainer;
use crate::scenario::MODEL_VERSION;
use crate::study::{self, Judges, Progress};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Folder of the runs' files, and of summary.json and summary.md; made if it is not there
    #[arg(long, value_name = "FOLDER")]
    dir: PathBuf,
    /// Seeds of each recipe
    #[arg(long, value_name = "N", default_value_t = 10)]
    seeds: u64,
    /// The first of them; the others follow
    #[arg(long, value_name = "S", default_value_t = 1)]
    first_seed: u64,
    /// Updates of each run; benchmark-sac and sdrl-few-requests run for 100000 environment steps
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    updates: u64,
    /// Recipes, separated by commas; all where none is named
    #[arg(long, value_name = "RECIPE,RECIPE", value_delimiter = ',')]
    only: Vec<String>,
    /// Train nothing: sum up the runs that are in the folder
    #[arg(long, conflicts_with_all = ["seeds", "first_seed", "updates", "only"])]
    merge: bool,
}

pub(super) fn reproduce(arguments: &Arguments) -> Result<(), Failure> {
    let dir = arguments.dir.as_path();
    let judges = if arguments.merge { None } else { Some(train(arguments)?) };
    let updates = (!arguments.merge).then_some(arguments.updates);
    let runs = runs::read_all(dir, updates)?;
    if runs.is_empty() {
        let dir = dir.display();
        return Err(Failure(format!("dir = {dir} holds no run: no RECIPE-SEED.json in it")));
    }
    let judges = judges.unwrap_or_else(Judges::new);
    let versions = runs.iter().map(|it| it.run.model_version());
    if let (Some(least), Some(most)) = (versions.clone().min(), versions.max())
        && least != most
    {
        let dir = dir.display();
        return Err(Failure(format!(
            "dir = {dir} holds runs of versions {least} and {most} of the carbon model; move one kind away"
        )));
    }
    let summary = Summary::new(&runs, &judges)?;
    let table = markdown::document(&summary);
    runs::write(dir, SUMMARY_JSON, &(serde_json::to_string_pretty(&summary)? + "\n"))?;
    runs::write(dir, SUMMARY_MARKDOWN, &table)?;
    remark_text(format_args!("{table}"));
    say(serde_json::to_string(&summary)?)
}

/// Does the runs that are asked for and not there yet; gives back what they were judged on.
fn train(arguments: &Arguments) -> Result<Judges, Failure> {
    let Arguments { dir, seeds, first_seed, updates, .. } = arguments;
    let recipes = recipes(&arguments.only)?;
    range("seeds", *seeds, 1, 1000)?;
    range("first_seed", *first_seed, 0, 1_000_000_000)?;
    // Whatever cannot work is known before the work, not after it.
    for &recipe in &recipes {
        Trainer::new(&study::config(recipe, *updates), *first_seed)?;
    }
    fs::create_dir_all(dir)
        .map_err(|error| Failure(format!("dir = {}: {error}", dir.display())))?;
    probe(dir)?;
    let there = runs::read_all(dir, Some(*updates))?;
    if let Some(old) = there.iter().find(|it| it.run.model_version() != MODEL_VERSION) {
        return Err(Failure(format!(
            "dir = {} holds runs of version {} of the carbon model, and this program has {MODEL_VERSION}; \
             choose another folder",
            dir.display(),
            old.run.model_version()
        )));
    }
    let judges = Judges::new();
    // Seed by seed, so that what a job leaves when it is killed can be compared.
    for seed in *first_seed..*first_seed + *seeds {
        for &recipe in &recipes {
            let name = study::file_name(recipe, seed);
            if dir.join(&name).exists() {
                remark(format_args!("{name} is there"));
                continue;
            }
            let mut tell = |how: Progress| remark_progress(recipe, seed, *updates, &how);
            let run = study::run(recipe, seed, *updates, &judges, &mut tell)?;
            runs::write_run(dir, recipe, seed, &run)?;
        }
    }
    Ok(judges)
}

fn recipes(words: &[String]) -> Result<Vec<Recipe>, Failure> {
    if words.is_empty() {
        return Ok(Recipe::ALL.to_vec());
    }
    let mut recipes = Vec::new();
    for word in words {
        let Some(recipe) = Recipe::parse(word) else {
            let words = Recipe::ALL.map(Recipe::word).join(", ");
            return Err(Failure(format!("only = {word:?} is out of range: {words}")));
        };
        if !recipes.contains(&recipe) {
            recipes.push(recipe);
        }
    }
    Ok(recipes)
}

fn range(field: &str, value: u64, low: u64, high: u64) -> Result<(), Failure> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Failure(format!("{field} = {value} is out of range: an integer from {low} to {high}")))
}

/// Whether a file can be made in a folder.
fn probe(dir: &Path) -> Result<(), Failure> {
    let name = format!(".probe.{}", std::process::id());
    runs::write(dir, &name, "")?;
    Ok(fs::remove_file(dir.join(name))?)
}

fn remark_progress(recipe: Recipe, seed: u64, updates: u64, how: &Progress) {
    let word = recipe.word();
    match how {
        Progress::Judged(evaluation) => remark(format_args!(
            "{word} seed {seed}: {} of {} updates, {} steps, gap {:.2} %, limits broken {:.2} %",
            evaluation.updates,
            study::config(recipe, updates).updates,
            evaluation.environment_steps,
            100.0 * evaluation.gap,
            100.0 * evaluation.violation_rate,
        )),
        Progress::Diverged(update) => {
            remark(format_args!("{word} seed {seed}: diverged at update {update}"));
        }
    }
}
