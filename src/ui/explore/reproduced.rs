//! What the committed reproduction says, as rows of tables: nothing is typed in here.
//!
//! `results/summary.json` comes from `aolo reproduce`; its figures are shown as they are, and one
//! that counts as no result stands in parentheses.

use super::summary::{Interval, Reproduced};
use crate::ui::words::format::{whole, with_unit};
use crate::ui::words::learning as words;

const SUMMARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/summary.bin"));

impl Reproduced {
    /// The committed one; none if the build wrote another shape, which a test rules out.
    pub fn committed() -> Option<Self> {
        postcard::from_bytes(SUMMARY).ok()
    }

    /// Who decides, gap, share of broken limits, worst seed's gap, seeds, updates.
    pub fn agents(&self) -> Vec<Vec<String>> {
        let learners = self.recipes.iter().filter_map(|row| {
            let end = row.end.as_ref()?;
            let seeds = match row.diverged {
                0 => row.seeds.to_string(),
                diverged => words::diverged(&row.seeds.to_string(), &diverged.to_string()),
            };
            Some(vec![
                name(&row.recipe),
                quoted(interval(&end.gap), end.passes_gate),
                share(end.violation_rate),
                quoted(share(end.worst_gap), end.passes_gate),
                seeds,
                whole(f64::from(end.updates)),
            ])
        });
        let rules = self.baselines.iter().map(|row| {
            let gap = quoted(share(row.gap), row.passes_gate);
            let none = String::new;
            vec![rule(&row.rule), gap, share(row.violation_rate), none(), none(), none()]
        });
        learners.chain(rules).collect()
    }

    /// SDRL against whom, requests, carbon saved, the most that was possible, the paper, seeds.
    pub fn comparisons(&self) -> Vec<Vec<String>> {
        let rows = self.against_sac.iter().chain(&self.against_benchmark);
        rows.map(|row| {
            vec![
                name(&row.other),
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
fn name(word: &str) -> String {
    match word {
        "sdrl" => "SDRL",
        "sac" => "SAC",
        "sdrl-few-requests" => words::few_requests(),
        "benchmark-sac" => words::benchmark_sac(),
        "popsan" => words::popsan(),
        "sdrl-direct-coding" => words::direct_coding(),
        "sdrl-free-rates" => words::free_rates(),
        "sdrl-mixed-reward" => words::mixed_sdrl(),
        "sac-mixed-reward" => words::mixed_sac(),
        other => other,
    }
    .to_owned()
}

/// What the page calls a rule; one that it does not know keeps its own name.
fn rule(word: &str) -> String {
    match word {
        "exact optimum" => words::rule_optimum(),
        "safe action: full power, its smallest length" => words::rule_safe(),
        "natural length at full power" => words::rule_natural(),
        "best fixed action, by carbon charged" => words::rule_fixed_carbon(),
        "best fixed action, by limits kept" => words::rule_fixed_limits(),
        "random actions" => words::rule_random(),
        other => other,
    }
    .to_owned()
}

fn share(of: f64) -> String {
    with_unit(&format!("{:.2}", 100.0 * of).replace('-', "−"), "%")
}

fn interval(of: &Interval) -> String {
    let percent = |x: f64| format!("{:.2}", 100.0 * x).replace('-', "−");
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
        for word in ["sdrl", "sac"] {
            let row = it.recipes.iter().find(|row| row.recipe == word);
            assert!(row.is_some_and(|row| row.seeds >= 10 && row.diverged == 0), "{word}");
        }
        let [agents, comparisons] = [it.agents(), it.comparisons()];
        assert!(agents.iter().chain(&comparisons).all(|row| row.len() == 6));
        assert!(comparisons.iter().any(|row| row[0] == "SAC"));
    }

    /// The names of the committed file are known here, so that each language has its own.
    #[test]
    fn every_name_of_the_summary_is_spoken_in_each_language() {
        use crate::ui::words::{Lang, set_lang};
        let Some(it) = Reproduced::committed() else { panic!("results/summary.json does not fit") };
        for lang in [Lang::Zh, Lang::Es] {
            for row in &it.baselines {
                set_lang(Lang::En);
                assert_eq!(rule(&row.rule), row.rule);
                set_lang(lang);
                assert_ne!(rule(&row.rule), row.rule, "{lang:?}");
            }
            for row in &it.recipes {
                let known = name(&row.recipe);
                assert_ne!(known, row.recipe, "{lang:?}");
            }
        }
    }

    #[test]
    fn what_counts_as_no_result_stands_in_brackets() {
        let summary = r#"{"held_out_contexts":4000,"paper_saved":0.1877,"recipes":[{"recipe":"sac",
            "seeds":9,"diverged":1,"end":{"updates":7,"gap":{"point":0.0211,"low":0.02,"high":0.03},
            "worst_gap":0.04,"violation_rate":0.006,"passes_gate":false}}],"baselines":[],
            "against_benchmark":[],"against_sac":null}"#;
        let it: Reproduced = serde_json::from_str(summary).unwrap();
        let row = it.agents().remove(0).join("|").replace('\u{a0}', " ");
        assert_eq!(row, "SAC|[2.11 % (2.00 to 3.00)]|0.60 %|[4.00 %]|9, 1 diverged|7");
    }
}
