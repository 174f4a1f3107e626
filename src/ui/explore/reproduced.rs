//! What the committed reproduction says, as rows of tables: nothing is typed in here.
//!
//! `results/summary.json` comes from `aolo reproduce`; its figures are shown as they are, and one
//! that counts as no result stands in parentheses.

use super::summary::{Baseline, Interval, Learner, Reproduced};
use crate::learn::Recipe;
use crate::ui::words::format::{whole, with_unit};
use crate::ui::words::learning as words;

const SUMMARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/summary.bin"));

impl Reproduced {
    /// The committed one; none if the build wrote another shape, which a test rules out.
    pub fn committed() -> Option<Self> {
        postcard::from_bytes(SUMMARY).ok()
    }

    /// Who decides, gap, excess over any request, share of broken limits, worst seed's gap, seeds, updates.
    pub fn agents(&self) -> Vec<Vec<String>> {
        let learners = self.recipes.iter().filter_map(|row| {
            let end = row.end.as_ref()?;
            let seeds = match row.diverged {
                0 => row.seeds.to_string(),
                diverged => words::diverged(&row.seeds.to_string(), &diverged.to_string()),
            };
            Some(vec![
                name(row.recipe),
                quoted(interval(&end.gap), end.passes_gate),
                end.any.as_ref().map_or_else(String::new, |it| interval(&it.mean_excess)),
                share(end.violation_rate),
                quoted(share(end.worst_gap), end.passes_gate),
                seeds,
                whole(f64::from(end.updates)),
            ])
        });
        let rules = self.baselines.iter().map(|row| {
            let gap = quoted(share(row.gap), row.passes_gate);
            let none = String::new;
            // Above the gate of the benchmark an excess is no result either.
            let any = row.any.as_ref().map_or_else(none, |it| {
                quoted(share(it.mean_excess), it.violation_rate <= self.gate)
            });
            vec![rule(row.rule), gap, any, share(row.violation_rate), none(), none(), none()]
        });
        learners.chain(rules).collect()
    }

    /// SDRL against whom, requests, carbon saved, the most that was possible, the paper, seeds.
    pub fn comparisons(&self) -> Vec<Vec<String>> {
        let rows = self.against_sac.iter().chain(&self.against_box).chain(&self.against_benchmark);
        rows.map(|row| {
            vec![
                name(row.other),
                row.milestone
                    .map_or_else(|| words::all().to_owned(), |steps| whole(f64::from(steps))),
                quoted(interval(&row.saved), row.passes_gate && row.other_passes_gate),
                quoted(share(row.most_possible), row.other_passes_gate),
                share(self.paper_saved),
                row.seeds.to_string(),
            ]
        })
        .collect()
    }
}

/// What the page calls a recipe.
fn name(of: Learner) -> String {
    match of {
        Learner::Sdrl => "SDRL",
        Learner::Sac => "SAC",
        Learner::SdrlFreeBox => words::free_sdrl(),
        Learner::SacFreeBox => words::free_sac(),
        Learner::SdrlFewRequests => words::few_requests(),
        Learner::BenchmarkSac => words::benchmark_sac(),
        Learner::PopSan => words::popsan(),
        Learner::SdrlDirectCoding => words::direct_coding(),
        Learner::SdrlFreeRates => words::free_rates(),
        Learner::SdrlMixedReward => words::mixed_sdrl(),
        Learner::SacMixedReward => words::mixed_sac(),
    }
    .to_owned()
}

/// What the page calls a recipe of a run.
pub fn recipe(of: Recipe) -> String {
    name(match of {
        Recipe::Sdrl => Learner::Sdrl,
        Recipe::Sac => Learner::Sac,
        Recipe::SdrlFreeBox => Learner::SdrlFreeBox,
        Recipe::SacFreeBox => Learner::SacFreeBox,
        Recipe::SdrlFewRequests => Learner::SdrlFewRequests,
        Recipe::BenchmarkSac => Learner::BenchmarkSac,
        Recipe::PopSan => Learner::PopSan,
        Recipe::SdrlDirectCoding => Learner::SdrlDirectCoding,
        Recipe::SdrlFreeRates => Learner::SdrlFreeRates,
        Recipe::SdrlMixedReward => Learner::SdrlMixedReward,
        Recipe::SacMixedReward => Learner::SacMixedReward,
    })
}

/// What the page calls a rule.
fn rule(of: Baseline) -> String {
    match of {
        Baseline::Optimum => words::rule_optimum(),
        Baseline::Expert => words::rule_expert(),
        Baseline::Middle => words::rule_middle(),
        Baseline::SafeAction => words::rule_safe(),
        Baseline::NaturalLength => words::rule_natural(),
        Baseline::FixedByCarbon => words::rule_fixed_carbon(),
        Baseline::FixedByLimits => words::rule_fixed_limits(),
        Baseline::Random => words::rule_random(),
    }
    .to_owned()
}

fn share(of: f64) -> String {
    with_unit(&percent(of), "%")
}

/// In percent; under a tenth to three places, where agents differ.
fn percent(of: f64) -> String {
    let places = if of.abs() < 0.001 { 3 } else { 2 };
    format!("{:.places$}", 100.0 * of).replace('-', "−")
}

fn interval(of: &Interval) -> String {
    words::interval(&share(of.point), &percent(of.low), &percent(of.high))
}

/// What an infeasible policy reaches is no result.
fn quoted(figure: String, passes: bool) -> String {
    if passes { figure } else { format!("[{figure}]") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_summary_has_both_agents_over_ten_seeds() {
        let Some(it) = Reproduced::committed() else { panic!("results/summary.json does not fit") };
        for learner in [Learner::Sdrl, Learner::Sac] {
            let row = it.recipes.iter().find(|row| row.recipe == learner);
            assert!(row.is_some_and(|row| row.seeds >= 10 && row.diverged == 0), "{learner:?}");
        }
        let [agents, comparisons] = [it.agents(), it.comparisons()];
        assert!(agents.iter().all(|row| row.len() == 7));
        assert!(comparisons.iter().all(|row| row.len() == 6));
        assert!(comparisons.iter().any(|row| row[0] == "SAC"));
    }

    #[test]
    fn what_counts_as_no_result_stands_in_brackets() {
        let summary = r#"{"model_version":1,"held_out_contexts":4000,"paper_saved":0.1877,"gate":0.005,"recipes":[{"recipe":"sac",
            "seeds":9,"diverged":1,"end":{"updates":7,"gap":{"point":0.0211,"low":0.02,"high":0.03},
            "worst_gap":0.04,"violation_rate":0.006,"passes_gate":false,
            "synops_per_decision":0.0}}],"baselines":[],
            "against_benchmark":[],"against_sac":null}"#;
        let it: Reproduced = serde_json::from_str(summary).unwrap();
        let row = it.agents().remove(0).join("|").replace('\u{a0}', " ");
        assert_eq!(row, "SAC|[2.11 % (2.00 to 3.00)]||0.60 %|[4.00 %]|9, 1 diverged|7");
    }
}
