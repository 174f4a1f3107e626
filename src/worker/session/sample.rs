//! A drawing of the uncertain constants, slice by slice.

use super::{SLICE_S, Session};
use crate::analysis::{AnalysisError, MonteCarlo};
use crate::protocol::Event;
use crate::scenario::{Decision, Scenario};

/// Drawings between two looks at the clock.
const DRAWN_AT_ONCE: usize = 100;

impl Session {
    /// Begins a drawing in the place of the one under way.
    #[inline(never)]
    pub(super) fn later_draw(
        &mut self,
        request: u32,
        scenario: &Scenario,
        decision: Decision,
        samples: u32,
        seed: u64,
    ) -> Vec<Event> {
        self.sampling = None;
        match sampling(scenario, decision, samples, seed) {
            Ok(begun) => {
                self.sampling = Some((request, begun));
                Vec::new()
            }
            Err(error) => vec![Event::Sampled { request, spread: Err(error.to_string()) }],
        }
    }

    /// Goes on with the drawing under way; its answer once it is done.
    #[inline(never)]
    pub(super) fn later_sample(&mut self, now_s: &dyn Fn() -> f64) -> Option<Event> {
        let (request, mut sampling) = self.sampling.take()?;
        let started = now_s();
        while !sampling.finished() && now_s() - started < SLICE_S {
            if let Err(error) = sampling.advance(DRAWN_AT_ONCE) {
                return Some(Event::Sampled { request, spread: Err(error.to_string()) });
            }
        }
        if sampling.finished() {
            let spread = sampling.finish().map_err(|error| error.to_string());
            return Some(Event::Sampled { request, spread });
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
    use crate::protocol::Command;

    fn sample(request: u32, samples: u32) -> Command {
        Command::Sample {
            request,
            scenario: Box::default(),
            decision: Decision { tokens: 400, power_w: 20.0 },
            samples,
            seed: 3,
        }
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
        assert_eq!(session.handle(sample(2, 5000)), []);
        let clock = clock();
        let (mut answers, mut slices) = (Vec::new(), 0);
        while answers.is_empty() {
            let before = updates(&session);
            let events = session.slice(&clock);
            answers.extend(events.into_iter().filter(|it| matches!(it, Event::Sampled { .. })));
            assert!(updates(&session) > before, "training goes on");
            slices += 1;
        }
        // 30 ms of a clock that a look costs 4 ms are at most 8 times 100 drawings.
        assert!(slices >= 5000 / 800, "{slices}");
        let valid = Scenario::default().validate().unwrap();
        let decision = Decision { tokens: 400, power_w: 20.0 };
        let alone = MonteCarlo::new(&valid, decision, 5000, 3).unwrap().finish().unwrap();
        assert_eq!(answers, [Event::Sampled { request: 2, spread: Ok(alone) }]);
        // Without a run too.
        let mut idle = Session::default();
        idle.handle(sample(3, 100));
        assert!(idle.busy());
        assert!(matches!(idle.slice(&clock)[..], [Event::Sampled { request: 3, spread: Ok(_) }]));
        assert!(!idle.busy());
        let [Event::Sampled { request: 4, spread: Err(why) }] = &idle.handle(sample(4, 5))[..]
        else {
            panic!()
        };
        assert!(why.contains("samples = 5"), "{why}");
    }
}
