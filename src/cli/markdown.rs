//! A summary as a Markdown document.

use super::summary::{Ablation, Baseline, Comparison, GATE, PAPER_SAVED, Row, Standing, Summary};
use crate::scenario::MODEL_VERSION;
use crate::stats::Interval;
use std::fmt::Write;

/// The document; a comparison without runs says so.
pub(super) fn document(summary: &Summary) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = write(&mut text, summary);
    text
}

fn write(out: &mut String, summary: &Summary) -> std::fmt::Result {
    let version = summary.model_version;
    writeln!(out, "# Agents on AOLO-Bench v{version}, over seeds\n")?;
    if version != MODEL_VERSION {
        writeln!(
            out,
            "Computed with version {version} of the carbon model; this program has version \
             {MODEL_VERSION}, whose requests and figures are others.\n"
        )?;
    }
    writeln!(
        out,
        "Version {}. Judged on {} held-out requests (seed {}) by the deterministic policy. The gap \
         is what all answers are charged beyond the exact optimum. IQM: interquartile mean over \
         seeds; in brackets its {:.0} % bootstrap interval ({} resamples). A policy that breaks \
         limits in more than {} of requests is infeasible: its gap, set in parentheses, is no \
         result.\n",
        summary.version,
        summary.held_out_contexts,
        summary.held_out_seed,
        100.0 * summary.coverage,
        summary.resamples,
        percent(GATE, 1),
    )?;
    writeln!(
        out,
        "| who decides | seeds | updates | steps | gap, IQM | mean | worst | limits broken | gate | \
         any request: mean excess, IQM | worst | limits broken | spike rates by layer | SynOps | MACs |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    )?;
    summary.recipes.iter().try_for_each(|row| recipe(out, row))?;
    summary.baselines.iter().try_for_each(|rule| baseline(out, rule))?;
    writeln!(
        out,
        "\nSynOps and MACs: synaptic operations, and multiply-accumulates in dense layers, of one \
         decision."
    )?;
    writeln!(out, "\n## SDRL against the benchmark, at equal environment steps\n")?;
    comparisons(out, &summary.against_benchmark, "sdrl-few-requests and benchmark-sac")?;
    writeln!(out, "\n## SDRL against SAC tuned as hard, at the end\n")?;
    comparisons(out, summary.against_sac.as_slice(), "sdrl and sac")?;
    writeln!(out, "\n## SDRL against agents that act in the box, each at its end\n")?;
    comparisons(out, &summary.against_box, "sdrl and an agent of the box")?;
    writeln!(out, "\n## What each part does\n")?;
    ablations(out, &summary.ablations)
}

fn recipe(out: &mut String, row: &Row) -> std::fmt::Result {
    let seeds = match row.diverged {
        0 => row.seeds.to_string(),
        diverged => format!("{} and {diverged} diverged", row.seeds),
    };
    let Some(end) = &row.end else {
        return writeln!(out, "| {} | {seeds} | | | | | | | infeasible | | | | | | |", row.recipe);
    };
    let Standing { updates, environment_steps, passes_gate: passes, macs, .. } = *end;
    let rates: Vec<_> = end.layer_rates.iter().map(|&rate| percent(rate, 1)).collect();
    let spiking = !rates.is_empty();
    writeln!(
        out,
        "| {} | {seeds} | {updates} | {environment_steps} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {macs} |",
        row.recipe,
        quoted(interval(&end.gap), passes),
        quoted(percent(end.mean_gap, 3), passes),
        quoted(percent(end.worst_gap, 3), passes),
        percent(end.violation_rate, 2),
        gate(passes),
        end.any.as_ref().map_or_else(String::new, |it| interval(&it.mean_excess)),
        end.any.as_ref().map_or_else(String::new, |it| percent(it.worst_mean_excess, 3)),
        end.any.as_ref().map_or_else(String::new, |it| percent(it.violation_rate, 2)),
        if spiking { rates.join(", ") } else { "none".to_owned() },
        if spiking { format!("{:.0}", end.synops_per_decision) } else { "0".to_owned() },
    )
}

fn baseline(out: &mut String, rule: &Baseline) -> std::fmt::Result {
    writeln!(
        out,
        "| {} | | | | {} | | | {} | {} | {} | | {} | | | |",
        rule.rule,
        quoted(percent(rule.gap, 3), rule.passes_gate),
        percent(rule.violation_rate, 2),
        gate(rule.passes_gate),
        rule.any.as_ref().map_or_else(String::new, |it| {
            quoted(percent(it.mean_excess, 3), it.violation_rate <= GATE)
        }),
        rule.any.as_ref().map_or_else(String::new, |it| percent(it.violation_rate, 2)),
    )
}

fn comparisons(out: &mut String, rows: &[Comparison], who: &str) -> std::fmt::Result {
    if rows.is_empty() {
        return writeln!(out, "No seed for which both {who} have a run that came this far.");
    }
    writeln!(
        out,
        "Carbon saved: 1 − ΣC_charged(SDRL)/ΣC_charged(other), seed by seed, IQM. The most that was \
         possible: the same for the exact optimum. The paper has {} saved.\n\n\
         | over whom | steps | seeds | gap of {} | gap of the other | carbon saved | \
         the most that was possible | the paper | P(SDRL is charged less) |\n\
         |---|---|---|---|---|---|---|---|---|",
        percent(PAPER_SAVED, 2),
        rows[0].sdrl,
    )?;
    for row in rows {
        let both = row.passes_gate && row.other_passes_gate;
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            row.other,
            row.milestone.map_or("end".to_owned(), |steps| steps.to_string()),
            row.seeds,
            quoted(percent(row.gap, 2), row.passes_gate),
            quoted(percent(row.other_gap, 2), row.other_passes_gate),
            quoted(interval(&row.saved), both),
            quoted(percent(row.most_possible, 2), row.other_passes_gate),
            percent(PAPER_SAVED, 2),
            quoted(probability(&row.probability_of_improvement), both),
        )?;
    }
    Ok(())
}

fn ablations(out: &mut String, rows: &[Ablation]) -> std::fmt::Result {
    if rows.is_empty() {
        return writeln!(
            out,
            "No seed for which a recipe and the one it is derived from have runs."
        );
    }
    writeln!(
        out,
        "| recipe | derived from | seeds | its gap | gap of what it is derived from | difference, points |\n\
         |---|---|---|---|---|---|"
    )?;
    for row in rows {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            row.recipe,
            row.derived_from,
            row.seeds,
            quoted(percent(row.gap, 2), row.passes_gate),
            quoted(percent(row.gap_derived_from, 2), row.derived_from_passes_gate),
            quoted(points(&row.difference), row.passes_gate && row.derived_from_passes_gate),
        )?;
    }
    Ok(())
}

fn percent(share: f64, places: usize) -> String {
    format!("{:.places$} %", 100.0 * share)
}

fn interval(of: &Interval) -> String {
    format!("{:.3} % [{:.3}, {:.3}]", 100.0 * of.point, 100.0 * of.low, 100.0 * of.high)
}

/// A difference of two percentages.
fn points(of: &Interval) -> String {
    format!("{:+.2} [{:+.2}, {:+.2}]", 100.0 * of.point, 100.0 * of.low, 100.0 * of.high)
}

fn probability(of: &Interval) -> String {
    format!("{:.2} [{:.2}, {:.2}]", of.point, of.low, of.high)
}

/// What an infeasible policy reaches is no result.
fn quoted(figure: String, passes: bool) -> String {
    if passes { figure } else { format!("({figure})") }
}

fn gate(passes: bool) -> &'static str {
    if passes { "passes" } else { "infeasible" }
}
