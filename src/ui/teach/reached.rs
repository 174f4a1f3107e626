//! What a lesson tells of the committed results.

use crate::teach::solve::{Known, Reached};
use crate::ui::results::summary::{Baseline, Learner, Library, Reproduced};

/// What was reached on AOLO-Bench, as the repository keeps it; none where a row is missing.
fn reached() -> Option<Reached> {
    let it = Reproduced::committed()?;
    let rule = |of: Baseline| it.baselines.iter().find(|row| row.rule == of).map(|row| row.gap);
    let library = it.library_reached(Library::StableBaselines3)?;
    Some(Reached {
        requests: it.held_out_contexts.into(),
        rule: rule(Baseline::Expert)?,
        sdrl: it.standing(Learner::Sdrl)?.gap.point,
        sac: it.standing(Learner::Sac)?.gap.point,
        safe: rule(Baseline::SafeAction)?,
        library: library.gap.point,
        library_broken: library.violation_rate,
        library_requests: library.environment_steps.into(),
        paper_saved: it.paper_saved,
    })
}

/// What is known before any agent has answered.
pub fn known() -> Known {
    Known { agents: None, reached: reached() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::teach::solve::{Solved, Truth, solve};
    use crate::teach::steps::StepId;

    #[test]
    fn the_lesson_on_the_rule_shows_with_the_committed_results_what_it_sets_out_to() {
        let solved = |step| solve(StepId::parse(step).unwrap(), &known()).unwrap().unwrap();
        assert_eq!(solved("rule.1").truth, Truth::Option(0), "the rule is nearest");
        let Solved { truth: Truth::Value(library), .. } = solved("rule.2") else { panic!() };
        // Where its slider stands before it is moved is far from it.
        assert!((0.2..0.7).contains(&library), "{library}");
        let Some(it) = reached() else { panic!() };
        assert!(it.rule < it.sdrl && it.sdrl < it.safe);
        // The paper's figure lies between what is saved over the library's SAC and over a tuned one.
        let saved = |over: f64| 1.0 - (1.0 + it.sdrl) / (1.0 + over);
        assert!(saved(it.library) > it.paper_saved && it.paper_saved > saved(it.sac));
    }
}
