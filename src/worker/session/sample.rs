//! A drawing of the uncertain constants, slice by slice.

use super::{SLICE_S, Session, because};
use crate::analysis::{AnalysisError, MonteCarlo};
use crate::protocol::{Event, Refusal, Reply};
use crate::scenario::{Decision, Scenario};

/// Drawings between two looks at the clock.
const DRAWN_AT_ONCE: usize = 100;

impl Session {
    /// Begins a drawing in the place of the one under way.
    pub(super) fn draw(
        &mut self,
        request: u32,
        scenario: &Scenario,
        decision: Decision,
        samples: u32,
        seed: u64,
    ) -> Vec<Event> {
        let replaced = self.sampling.take().map(|(request, _)| request);
        let mut events: Vec<Event> = replaced
            .map(|request| Event::Answered { request, answer: Err(Refusal::Replaced) })
            .into_iter()
            .collect();
        match sampling(scenario, decision, samples, seed) {
            Ok(begun) => self.sampling = Some((request, begun)),
            Err(error) => {
                events.push(Event::Answered { request, answer: Err(because(error)) });
            }
        }
        events
    }

    /// Goes on with the drawing under way; its answer once it is done.
    pub(super) fn go_on_drawing(&mut self, now_s: &dyn Fn() -> f64) -> Option<Event> {
        let (request, mut sampling) = self.sampling.take()?;
        let started = now_s();
        while !sampling.finished() && now_s() - started < SLICE_S {
            if let Err(error) = sampling.advance(DRAWN_AT_ONCE) {
                return Some(Event::Answered { request, answer: Err(because(error)) });
            }
        }
        if sampling.finished() {
            let answer = sampling.finish().map(Reply::Sampled).map_err(because);
            return Some(Event::Answered { request, answer });
        }
        self.sampling = Some((request, sampling));
        None
    }
}

/// A drawing that can begin.
fn sampling(
    scenario: &Scenario,
    decision: Decision,
    samples: u32,
    seed: u64,
) -> Result<MonteCarlo, AnalysisError> {
    MonteCarlo::new(&scenario.validate()?, decision, samples, seed)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{clock, start};
    use super::*;
    use crate::protocol::{Command, Fault, Question};

    fn sample(request: u32, samples: u32) -> Command {
        let decision = Decision { tokens: 400, power_w: 20.0 };
        let question = Question::Sample { scenario: Box::default(), decision, samples, seed: 3 };
        Command::Ask { request, question }
    }

    #[test]
    fn a_drawing_answers_in_slices_while_training_goes_on() {
        let mut session = Session::default();
        start(&mut session, 1, 1000);
        let updates = |session: &Session| {
            let run = session.run.as_ref().unwrap();
            run.learners.iter().map(|it| it.trainer.updates()).sum::<u64>()
        };
        assert_eq!(session.handle(sample(1, 5000)), []);
        // A newer question takes the place of the older one.
        let replaced = Event::Answered { request: 1, answer: Err(Refusal::Replaced) };
        assert_eq!(session.handle(sample(2, 5000)), [replaced]);
        let clock = clock();
        let (mut answers, mut slices) = (Vec::new(), 0);
        while answers.is_empty() {
            let before = updates(&session);
            let events = session.slice(&clock);
            answers.extend(events.into_iter().filter(|it| matches!(it, Event::Answered { .. })));
            assert!(updates(&session) > before, "training goes on");
            slices += 1;
        }
        // 30 ms of a clock that a look costs 4 ms are at most 8 times 100 drawings.
        assert!(slices >= 5000 / 800, "{slices}");
        let valid = Scenario::default().validate().unwrap();
        let decision = Decision { tokens: 400, power_w: 20.0 };
        let alone = MonteCarlo::new(&valid, decision, 5000, 3).unwrap().finish().unwrap();
        assert_eq!(answers, [Event::Answered { request: 2, answer: Ok(Reply::Sampled(alone)) }]);
        // Without a run too.
        let mut idle = Session::default();
        idle.handle(sample(3, 100));
        assert!(idle.busy());
        assert!(matches!(
            idle.slice(&clock)[..],
            [Event::Answered { request: 3, answer: Ok(Reply::Sampled(_)) }]
        ));
        assert!(!idle.busy());
        let [Event::Answered { request: 4, answer: Err(Refusal::Because(why)) }] =
            &idle.handle(sample(4, 5))[..]
        else {
            panic!()
        };
        assert_eq!(*why, Fault::Value { field: "samples".to_string() });
    }
}
