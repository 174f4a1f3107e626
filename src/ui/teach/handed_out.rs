//! An assignment as it is given out: without an answer, and without what its maker has decided of what
//! is open, which may be the answer.

use crate::carbon::Chain;
use crate::link::{Choice, Place, View};
use crate::receipt::day;
use crate::scenario::Decision;
use crate::teach::assignment::{Assignment, DECISION};

/// The view that a learner opens. What is locked is as its maker has decided it; with what is open the
/// learner begins where a service is that optimises nothing.
pub fn handed_out(view: &View) -> View {
    if day::is_asked(view) {
        return day_handed_out(view);
    }
    let task = Assignment { answer: Vec::new(), ..view.task.clone().unwrap_or_default() };
    let open = DECISION.map(|name| task.opened(name).is_some());
    let choice = match (view.choice, open, view.scenario.validate()) {
        (Choice::Manual(_), [true, true], _) => Choice::Optimum,
        (Choice::Manual(decided), [tokens, power], Ok(valid)) => {
            let natural = Chain::new(&valid).natural();
            Choice::Manual(Decision {
                tokens: if tokens { natural.tokens } else { decided.tokens },
                power_w: if power { natural.power_w } else { decided.power_w },
            })
        }
        (choice, ..) => choice,
    };
    View { place: Place::Task, choice, task: Some(task), ..view.clone() }
}

/// Of an assignment on a day nothing of the other kind is left.
fn day_handed_out(view: &View) -> View {
    let task = view.task.clone().unwrap_or_default();
    let task = Assignment {
        title: task.title,
        hint: task.hint,
        minutes: task.minutes,
        ..Assignment::default()
    };
    let mut out =
        View { place: Place::Task, choice: Choice::Optimum, task: Some(task), ..view.clone() };
    day::put_back(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::receipt;
    use crate::teach::assignment::Opened;

    #[test]
    fn what_a_teacher_has_decided_stays_where_it_is_locked_and_nowhere_else() {
        let decided = Decision { tokens: 371, power_w: 6.4 };
        let valid = View::default().scenario.validate().unwrap();
        let natural = Chain::new(&valid).natural();
        for (open, tokens, power_w) in [
            (&[][..], decided.tokens, decided.power_w),
            (&["tokens"], natural.tokens, decided.power_w),
            (&["power_w"], decided.tokens, natural.power_w),
            (&["tokens", "power_w"], natural.tokens, natural.power_w),
        ] {
            let open = open.iter().map(|name| Opened { name: name.to_string(), bounds: None });
            let answer = vec![("tokens".to_string(), "9".to_string())];
            let task = Assignment { open: open.collect(), answer, ..Assignment::default() };
            let view =
                View { choice: Choice::Manual(decided), task: Some(task), ..View::default() };
            let given = handed_out(&view);
            let starts = receipt::judge(&given).unwrap().print.decision;
            assert_eq!((starts.tokens, starts.power_w), (tokens, power_w), "{given:?}");
            assert_eq!(handed_out(&given), given);
        }
    }

    #[test]
    fn a_day_is_given_out_without_its_answer_and_without_what_is_of_a_request() {
        use crate::day::said::{Aim, Given, Open, Opened};
        let open = vec![Opened { what: Open::WaitShare, bounds: Some((0.0, 0.4)) }];
        let aim = Aim { at_most_g: Some(900.0), open };
        let given = Given { aim: Some(aim), wait_share: 0.39, answers: 5e4, ..Given::default() };
        let task = Assignment {
            title: "Wait".to_string(),
            at_most_mg: Some(4.0),
            answer: vec![("tokens".to_string(), "9".to_string())],
            ..Assignment::default()
        };
        let choice = Choice::Manual(Decision { tokens: 371, power_w: 6.4 });
        let view = View { choice, task: Some(task), day: day::written(&given), ..View::default() };
        let out = handed_out(&view);
        assert_eq!((out.place, out.choice), (Place::Task, Choice::Optimum));
        let bare = Assignment { title: "Wait".to_string(), ..Assignment::default() };
        assert_eq!(out.task, Some(bare));
        assert_eq!(day::given(&out), Given { wait_share: 0.3, ..given });
        assert_eq!(handed_out(&out), out);
    }
}
