//! What SDRL saves over whom.

use super::names;
use super::summary::{Baseline, Comparison, Interval, Learner, Public, Reproduced};
use crate::ui::charts::savings::Saving;
use crate::ui::charts::savings::plan::written;
use crate::ui::words::format::{THIN_SPACE, significant};
use crate::ui::words::{bracketed, results as words};

impl Reproduced {
    /// Over everybody that it may be held against, the greatest saving first.
    pub fn savings(&self) -> Vec<Saving> {
        let compared = |it: &Comparison| {
            // The agents in the box that spike are no SAC.
            let over = match it.other {
                Learner::Sac => words::over_tuned(),
                Learner::SacFreeBox => words::over_box(),
                Learner::BenchmarkSac => words::over_benchmark(),
                _ => return None,
            };
            let ends = (100.0 * it.saved.low, 100.0 * it.saved.high);
            Some(Saving {
                over: over.to_owned(),
                saved: 100.0 * it.saved.point,
                interval: (it.seeds > 1).then_some(ends),
                most_possible: 100.0 * it.most_possible,
                counts: it.passes_gate && it.other_passes_gate,
            })
        };
        let own = self.against_sac.iter().chain(&self.against_box).filter_map(compared);
        let public = self.public.iter().filter_map(|it| self.over_library(it));
        let mut all: Vec<_> = own.chain(public).chain(self.over_rule()).collect();
        all.sort_by(|a, b| b.saved.total_cmp(&a.saved));
        all
    }

    fn over_library(&self, it: &Public) -> Option<Saving> {
        let sdrl = self.standing(Learner::Sdrl)?.gap.point;
        // All were charged for the same requests, so that the optimum is the same.
        let saved = |gap: f64, other: f64| 100.0 * (1.0 - (1.0 + gap) / (1.0 + other));
        let reached = self.library_reached(it.recipe)?;
        let Interval { point, low, high } = reached.gap;
        let (name, settings) = names::library(it.recipe);
        Some(Saving {
            over: words::over(&format!("{name} {}", bracketed(settings))),
            saved: saved(sdrl, point),
            interval: (reached.seeds > 1).then(|| (saved(sdrl, low), saved(sdrl, high))),
            most_possible: saved(0.0, point),
            counts: reached.violation_rate <= self.gate,
        })
    }

    fn over_rule(&self) -> Option<Saving> {
        let sdrl = self.standing(Learner::Sdrl)?.gap.point;
        let rule = self.baselines.iter().find(|it| it.rule == Baseline::Expert)?;
        let saved = |gap: f64| 100.0 * (1.0 - (1.0 + gap) / (1.0 + rule.gap));
        Some(Saving {
            over: words::over_rule().to_owned(),
            saved: saved(sdrl),
            interval: None,
            most_possible: saved(0.0),
            counts: true,
        })
    }

    /// Saved over SACs that nobody has tuned for this, the least and the most, percent.
    fn untuned(&self) -> Option<(f64, f64)> {
        let own = self.against_box.iter().filter(|it| it.other == Learner::BenchmarkSac);
        let own = own.map(|it| 100.0 * it.saved.point);
        let public = self.public.iter().filter_map(|it| Some(self.over_library(it)?.saved));
        own.chain(public).fold(None, |ends, it| {
            let (least, most) = ends.unwrap_or((it, it));
            Some((it.min(least), it.max(most)))
        })
    }

    /// What is saved over an untuned SAC and over one that is tuned as hard, in a sentence.
    pub fn verdict(&self) -> Option<String> {
        let percent = |number: &str| format!("{number}{THIN_SPACE}%");
        let (least, most) = self.untuned()?;
        let [least, most] = [least, most].map(|it| significant(it, 2));
        let untuned = words::saved_untuned(&least, &percent(&most));
        let tuned = self.against_sac.as_ref()?;
        // An interval about nothing says that nothing is saved.
        let nothing = tuned.saved.low <= 0.0 && tuned.saved.high >= 0.0;
        let tuned = match nothing {
            true => words::saved_nothing().to_owned(),
            false => words::saved_tuned(&percent(&written(100.0 * tuned.saved.point))),
        };
        Some(format!("{untuned}{}{tuned}", crate::ui::words::gap()))
    }

    /// How far above the optimum the SAC of the paper's figure has to be, in a sentence.
    pub fn paper_sentence(&self) -> Option<String> {
        let percent =
            |share: f64, digits| format!("{}{THIN_SPACE}%", significant(100.0 * share, digits));
        let needed = percent(self.paper_needs()?, 2);
        Some(words::paper_says(&percent(self.paper_saved, 4), &needed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::words::{Lang, set_lang};

    #[test]
    fn what_is_saved_is_never_more_than_the_other_is_above_the_optimum() {
        set_lang(Lang::En);
        let Some(it) = Reproduced::committed() else { panic!() };
        let savings = it.savings();
        assert!(savings.len() >= 5 && savings.is_sorted_by(|a, b| a.saved >= b.saved));
        for saving in &savings {
            assert!(saving.saved <= saving.most_possible + 1e-9, "{saving:?}");
        }
        // Over the rule something is lost, and over SAC tuned as hard nothing is saved.
        assert!(savings.last().is_some_and(|it| it.over.contains("rule") && it.saved < 0.0));
        let Some(verdict) = it.verdict() else { panic!() };
        assert!(verdict.ends_with("Over one tuned as hard: nothing."), "{verdict}");
    }
}
