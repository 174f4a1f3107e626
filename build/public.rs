//! Reads the runs of public libraries' SACs, as `python/baselines` writes them.

use crate::Result;
use crate::summary::{Library, Public, PublicSeed};
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Run {
    settings: Settings,
    diverged_at: Option<u64>,
    evaluations: Vec<Evaluation>,
}

#[derive(Deserialize)]
struct Settings {
    recipe: Library,
    model_version: u32,
}

#[derive(Deserialize)]
struct Evaluation {
    milestone: Option<u32>,
    gap: f64,
    violation_rate: f64,
    macs: u64,
}

/// All runs of a folder that were computed with that version of the carbon model, by library.
///
/// # Errors
/// Names the file that cannot be read, or the recipe that nobody has words for.
pub fn read(folder: &Path, model_version: u32) -> Result<Vec<Public>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .map(|it| it.map(|it| it.path()))
        .collect::<std::io::Result<_>>()?;
    // Folders have no order of their own; the same files give the same bytes.
    files.sort();
    let mut runs = Vec::new();
    for file in files.iter().filter(|it| it.extension().is_some_and(|it| it == "json")) {
        let text = std::fs::read_to_string(file)?;
        let run: Run =
            serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        runs.push(run);
    }
    runs.retain(|run| run.settings.model_version == model_version);
    let all = [Library::StableBaselines3, Library::SpinningUp, Library::CleanRl];
    Ok(all.into_iter().filter_map(|recipe| of(recipe, &runs)).collect())
}

/// The runs of a library at the last milestone that all of them have reached; none if there is none.
fn of(recipe: Library, runs: &[Run]) -> Option<Public> {
    let own = || runs.iter().filter(|run| run.settings.recipe == recipe);
    let whole = || own().filter(|run| run.diverged_at.is_none());
    let reached =
        |run: &Run, steps: u32| run.evaluations.iter().any(|it| it.milestone == Some(steps));
    let steps = whole()
        .flat_map(|run| run.evaluations.iter().filter_map(|it| it.milestone))
        .filter(|&steps| whole().all(|run| reached(run, steps)))
        .max()?;
    let at = |run: &Run| {
        let it = run.evaluations.iter().find(|it| it.milestone == Some(steps))?;
        Some((PublicSeed { gap: it.gap, violation_rate: it.violation_rate }, it.macs))
    };
    let (seeds, macs): (Vec<_>, Vec<_>) = whole().filter_map(at).unzip();
    Some(Public {
        recipe,
        environment_steps: steps,
        diverged: (own().count() - seeds.len()).try_into().ok()?,
        macs: macs.into_iter().max().unwrap_or(0),
        seeds,
    })
}
