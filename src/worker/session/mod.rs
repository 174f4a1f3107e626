//! What the worker does between messages: trains in time slices and answers with its policies.
//!
//! No browser in here: commands come in, events go out, and the time is told from outside. What a
//! method does whose name begins with `later_` is fetched after the worker has started
//! (`xtask/src/parts.rs`).

mod questions;
mod run;
mod sample;

use crate::agent::PolicyScratch;
use crate::analysis::MonteCarlo;
use crate::protocol::{Command, Event, RunState};
use crate::scenario::Scenario;
use questions::Policies;
use run::Run;

/// Length of a slice, s: short enough that a Pause is heard at once.
const SLICE_S: f64 = 0.03;

/// The worker's state.
#[derive(Default)]
pub struct Session {
    run: Option<Run>,
    /// A drawing of the uncertain constants under way, and the request that it answers.
    sampling: Option<(u32, MonteCarlo)>,
    policies: Policies,
    scratch: PolicyScratch,
    throttled: bool,
    /// What the policies were last asked about, and whether that was something new.
    asked: Option<Box<Scenario>>,
    moved: bool,
}

impl Session {
    /// Whether to leave most of the processor to others.
    pub fn throttled(&self) -> bool {
        self.throttled
    }

    /// Whether the last command brought another scenario than the one before: somebody moves
    /// something, and the page wants the processor.
    pub fn moved(&self) -> bool {
        self.moved
    }

    /// Whether somebody waits for what is being computed.
    pub fn awaited(&self) -> bool {
        self.sampling.is_some()
    }

    /// Whether there is something to compute without being asked.
    pub fn busy(&self) -> bool {
        self.sampling.is_some() || self.run.as_ref().is_some_and(|run| !run.paused)
    }

    /// Obeys a command.
    pub fn handle(&mut self, command: Command) -> Vec<Event> {
        self.moved = false;
        match command {
            Command::Start { run, plan, seed, answers } => {
                self.later_start(run, &plan, seed, answers)
            }
            Command::Pause { run } => self.set_paused(run, true),
            Command::Resume { run } => self.set_paused(run, false),
            Command::Stop { run } if self.run.as_ref().is_some_and(|r| r.id == run) => {
                self.end(RunState::Stopped)
            }
            // Of a run that is over: nothing is left to stop.
            Command::Stop { .. } => Vec::new(),
            Command::Load { algorithm, policy, update } => self.load(algorithm, &policy, update),
            Command::Import { policy } => vec![self.import(&policy)],
            Command::Act { request, scenario } => {
                let answered = self.act(request, &scenario);
                self.moved = self.asked.as_ref() != Some(&scenario);
                self.asked = Some(scenario);
                vec![answered]
            }
            Command::Sweep { request, scenarios } => {
                vec![match self.later_sweep(&scenarios) {
                    Ok(stops) => Event::Swept { request, stops },
                    Err(error) => Event::Failed { run: None, message: error.to_string() },
                }]
            }
            Command::Sample { request, scenario, decision, samples, seed } => {
                self.later_draw(request, &scenario, decision, samples, seed)
            }
            Command::Throttle { on } => {
                self.throttled = on;
                Vec::new()
            }
        }
    }

    /// Works for one slice; `now_s` tells the time in seconds. Somebody waits for a drawing, which
    /// is short: it gets a slice of its own, and training goes on behind it.
    pub fn slice(&mut self, now_s: impl Fn() -> f64) -> Vec<Event> {
        let mut events = Vec::new();
        if self.sampling.is_some() {
            events.extend(self.later_sample(&now_s));
        }
        if self.run.is_some() {
            events.extend(self.later_train(&now_s));
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::{Algorithm, Hyperparameters, Recipe};
    use crate::protocol::{Plan, RunId};
    use crate::scenario::Scenario;
    use std::cell::Cell;

    /// A clock that a step costs 4 ms.
    pub fn clock() -> impl Fn() -> f64 {
        let now = Cell::new(0.0);
        move || {
            now.set(now.get() + 0.004);
            now.get()
        }
    }

    pub fn start(session: &mut Session, run: RunId, updates: u64) -> Vec<Event> {
        let plan = Plan {
            recipes: vec![Recipe::Sdrl, Recipe::Sac],
            updates,
            hyperparameters: Hyperparameters::SHIPPED,
            until_settled: false,
        };
        session.handle(Command::Start { run, plan, seed: 1, answers: true })
    }

    #[test]
    fn it_notices_when_somebody_moves_something() {
        let mut session = Session::default();
        let mut act = |bandwidth_mhz| {
            let scenario = Box::new(Scenario { bandwidth_mhz, ..Scenario::default() });
            session.handle(Command::Act { request: 1, scenario });
            session.moved()
        };
        // The second time a policy that has learnt is asked about the same.
        assert_eq!([10.0, 10.0, 12.0, 12.0, 10.0].map(&mut act), [true, false, true, false, true]);
        session.handle(Command::Throttle { on: false });
        assert!(!session.moved());
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let mut session = Session::default();
        let events = start(&mut session, 4, 0);
        assert!(
            matches!(&events[..], [Event::Failed { run: Some(4), message }] if message.contains("updates = 0"))
        );
        let events = session.handle(Command::Load {
            algorithm: Algorithm::Sac,
            policy: vec![1, 2],
            update: None,
        });
        assert!(
            matches!(&events[..], [Event::Failed { message, .. }] if message.starts_with("sac policy:"))
        );
        let scenario = Scenario { pue: 9.0, ..Scenario::default() };
        assert!(
            matches!(session.act(1, &scenario), Event::Failed { message, .. } if message.contains("pue = 9"))
        );
        assert!(
            matches!(session.act(1, &Scenario::default()), Event::Acted { answers, .. } if answers.is_empty())
        );
    }
}
