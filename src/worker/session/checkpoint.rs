//! A run between two slices, so that it goes on in another worker to the same bits.

use super::run::Run;
use crate::learn::train::{Trainer, TrainerState};
use crate::protocol::{self, Event, Plan};
use serde::{Deserialize, Serialize};

/// As the protocol writes it, version first: one of another build is of no use.
#[derive(Serialize, Deserialize)]
struct Checkpoint {
    plan: Plan,
    seed: u64,
    elapsed_s: f64,
    /// Of each recipe of the plan.
    learners: Vec<LearnerState>,
}

#[derive(Serialize, Deserialize)]
struct LearnerState {
    trainer: TrainerState,
    next_score: Option<u64>,
    gaps: Vec<f64>,
}

impl Run {
    /// A checkpoint of now; what is not told yet comes first.
    pub(super) fn checkpoint(&mut self) -> Vec<Event> {
        self.last_kept_s = self.elapsed_s;
        let mut events = vec![self.telemetry()];
        let learners = self.learners.iter().map(|learner| LearnerState {
            trainer: learner.trainer.state(),
            next_score: learner.next_score,
            gaps: learner.gaps.clone(),
        });
        let checkpoint = Checkpoint {
            plan: self.plan.clone(),
            seed: self.seed,
            elapsed_s: self.elapsed_s,
            learners: learners.collect(),
        };
        if let Ok(state) = protocol::encode(&checkpoint) {
            events.push(Event::Checkpoint { run: self.id, state });
        }
        events
    }

    /// Goes on from a checkpoint of the same plan and seed; any other changes nothing.
    pub(super) fn go_on_from(&mut self, checkpoint: &[u8]) {
        let Ok(from) = protocol::decode::<Checkpoint>(checkpoint) else { return };
        if from.plan != self.plan || from.seed != self.seed {
            return;
        }
        let trainers = self.learners.iter().zip(&from.learners).map(|(learner, state)| {
            Trainer::restored(learner.trainer.config(), from.seed, &state.trainer)
        });
        let Some(trainers) = trainers.collect::<Option<Vec<_>>>() else { return };
        if trainers.len() != self.learners.len() {
            return;
        }
        for ((learner, state), trainer) in self.learners.iter_mut().zip(from.learners).zip(trainers)
        {
            learner.trainer = trainer;
            learner.next_score = state.next_score;
            learner.gaps = state.gaps;
        }
        if from.elapsed_s.is_finite() {
            self.elapsed_s = from.elapsed_s.max(0.0);
            self.last_kept_s = self.elapsed_s;
        }
    }

    /// From where on it tells what its learners reach.
    pub(super) fn begun(&self) -> Event {
        let next = self.learners.iter();
        let next = next.map(|it| (it.trainer.config().algorithm, it.next_score)).collect();
        Event::Begun { run: self.id, next }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Session;
    use super::super::tests::{clock, plan};
    use super::*;
    use crate::learn::{Ending, Hyperparameters, Recipe};
    use crate::protocol::{Command, Progress, RunState};
    use std::cell::Cell;

    fn start(session: &mut Session, plan: &Plan, checkpoint: Option<Vec<u8>>) -> Vec<Event> {
        let (plan, seed) = (plan.clone(), 1);
        session.handle(Command::Start { run: 1, plan, seed, answers: true, checkpoint })
    }

    /// Works until nothing is left to do, or until `enough` says so.
    fn work(session: &mut Session, enough: impl Fn(&Event) -> bool) -> Vec<Event> {
        let (clock, mut events) = (clock(), Vec::new());
        while session.busy() && !events.iter().any(&enough) {
            events.extend(session.slice(&clock));
        }
        events
    }

    fn progress(events: &[Event]) -> Vec<Progress> {
        let progress = |event: &Event| match event {
            Event::Telemetry { progress, .. } => Some(*progress),
            _ => None,
        };
        events.iter().filter_map(progress).collect()
    }

    /// All that a run tells that is not of the clock, in the order of updates.
    fn told(events: &[Event]) -> Vec<String> {
        let mut told = Vec::new();
        for event in events {
            match event {
                Event::Telemetry { records, .. } => {
                    told.extend(records.iter().map(|record| format!("{record:?}")));
                }
                Event::Learned { .. } => told.push(format!("{event:?}")),
                _ => {}
            }
        }
        told.sort_unstable();
        told
    }

    fn checkpoint(events: &[Event]) -> Option<(usize, Vec<u8>)> {
        events.iter().enumerate().rev().find_map(|(at, event)| match event {
            Event::Checkpoint { state, .. } => Some((at, state.clone())),
            _ => None,
        })
    }

    #[test]
    fn a_run_goes_on_from_its_last_checkpoint_to_the_same_bits() {
        // One of each kind of network, objective and temperature.
        let [popsan, direct, benchmark] =
            [Recipe::PopSan, Recipe::SdrlDirectCoding, Recipe::BenchmarkSac].map(|it| vec![it]);
        for recipes in [vec![Recipe::Sdrl, Recipe::Sac], popsan, direct, benchmark] {
            let plan = Plan { recipes, ending: Ending::Settled, ..plan(8) };
            let mut session = Session::default();
            let begun = start(&mut session, &plan, None);
            let undisturbed = [begun, work(&mut session, |_| false)].concat();
            let ends = told(&undisturbed);
            assert!(ends.iter().any(|it| it.contains("digest")), "{:?}", plan.recipes);

            // Killed in the middle: what it told since the checkpoint is told again.
            let mut session = Session::default();
            start(&mut session, &plan, None);
            let mut before = Vec::new();
            let updates = |session: &Session| {
                let learners = session.run.iter().flat_map(|run| &run.learners);
                learners.map(|it| it.trainer.updates()).sum::<u64>()
            };
            while updates(&session) < plan.updates / 2 {
                before.extend(session.slice(clock()));
            }
            before.extend(session.handle(Command::Pause { run: 1 }));
            let (at, kept) = checkpoint(&before).unwrap();
            before.truncate(at);
            session.handle(Command::Resume { run: 1 });
            session.slice(clock());
            drop(session);

            let mut session = Session::default();
            let begun = start(&mut session, &plan, Some(kept));
            assert!(begun.contains(&Event::State { run: 1, state: RunState::Running }));
            let (stood, goes_on) = (progress(&before), progress(&begun));
            assert_eq!(goes_on[0], *stood.last().unwrap(), "it knows how far it was");
            let after = work(&mut session, |_| false);
            assert_eq!(told(&[before, after].concat()), ends, "{:?}", plan.recipes);
        }
    }

    #[test]
    fn a_checkpoint_of_something_else_begins_anew() {
        let mut session = Session::default();
        start(&mut session, &plan(6), None);
        session.slice(clock());
        let paused = session.handle(Command::Pause { run: 1 });
        let (_, kept) = checkpoint(&paused).unwrap();
        let mut cut = kept.clone();
        cut.truncate(kept.len() / 2);
        let mut version = kept.clone();
        version[0] ^= 1;
        let smaller = Hyperparameters { hidden: Some(8), ..Hyperparameters::default() };
        let others = [
            (plan(6), vec![]),
            (plan(6), cut),
            (plan(6), version),
            (plan(7), kept.clone()),
            (Plan { hyperparameters: smaller, ..plan(6) }, kept.clone()),
        ];
        for (plan, checkpoint) in others {
            let begun = start(&mut session, &plan, Some(checkpoint));
            assert_eq!(progress(&begun).last().unwrap().done, 0);
        }
        // Damaged anywhere it is refused, or its learners are still of numbers.
        let mut state = protocol::decode::<Checkpoint>(&kept).unwrap();
        state.learners.pop();
        let begun = start(&mut session, &plan(6), Some(protocol::encode(&state).unwrap()));
        assert_eq!(progress(&begun).last().unwrap().done, 0);
        let begun = start(&mut session, &plan(6), Some(kept));
        assert!(progress(&begun).last().unwrap().done > 0, "that is one of it");
    }

    #[test]
    fn checkpoints_come_soon_and_then_seldom() {
        let mut session = Session::default();
        start(&mut session, &plan(100_000), None);
        let (now, mut kept) = (Cell::new(0.0), Vec::new());
        // Half a second a look.
        let clock = || {
            now.set(now.get() + 0.5);
            now.get()
        };
        for _ in 0..30 {
            let events = session.slice(clock);
            session.handle(Command::Heard);
            kept.extend(checkpoint(&events).map(|_| progress(&events)[0].elapsed_s));
        }
        assert!(kept[0] <= 2.0, "{kept:?}");
        assert!(kept.len() > 2 && kept.windows(2).all(|it| it[1] - it[0] >= 5.0), "{kept:?}");
    }

    #[test]
    fn no_clock_changes_what_is_learnt_or_holds_a_slice() {
        let hyperparameters =
            Hyperparameters { hidden: Some(4), batch: Some(8), ..Hyperparameters::default() };
        let small = Plan { recipes: vec![Recipe::Sac], hyperparameters, ..plan(300) };
        let digests = |clock: &dyn Fn() -> f64| {
            let mut session = Session::default();
            start(&mut session, &small, None);
            let (mut events, mut slices) = (Vec::new(), 0);
            while session.busy() {
                events.extend(session.slice(clock));
                slices += 1;
            }
            let seconds = progress(&events).iter().map(|it| it.elapsed_s).collect::<Vec<_>>();
            assert!(seconds.is_sorted() && seconds[0] >= 0.0, "{seconds:?}");
            let learned = events.into_iter().filter(|it| matches!(it, Event::Learned { .. }));
            (learned.collect::<Vec<_>>(), slices, seconds.last().copied().unwrap())
        };
        let (learned, ..) = digests(&clock());
        let now = Cell::new(0.0);
        let go = |by: f64| {
            now.set(now.get() + by);
            now.get()
        };
        let looks = Cell::new(0_u64);
        let jumps = || {
            looks.set(looks.get() + 1);
            match looks.get() % 97 {
                0 => go(-3_600.0),
                50 => go(8.0 * 3_600.0),
                _ => go(0.004),
            }
        };
        let clocks: [(&str, &dyn Fn() -> f64); 4] = [
            ("stands still", &|| 7.0),
            ("runs back", &|| go(-0.004)),
            ("jumps", &jumps),
            ("is no number", &|| f64::NAN),
        ];
        for (name, clock) in clocks {
            let (digests, slices, seconds) = digests(clock);
            assert_eq!(digests, learned, "a clock that {name}");
            assert!(slices > 1, "a clock that {name}: a slice ends");
            assert!(seconds < 3_600.0, "a clock that {name}: {seconds} s, and not the jumps");
        }
    }
}
