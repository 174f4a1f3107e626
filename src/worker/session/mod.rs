//! What the worker does between messages: trains in time slices and answers with its policies.
//!
//! No browser in here: commands come in, events go out, and the time is told from outside.

mod checkpoint;
mod day;
mod questions;
mod run;
mod sample;

use crate::agent::PolicyScratch;
use crate::analysis::MonteCarlo;
use crate::protocol::{Command, Event, Fault, Question, Refusal, Reply, RunState};
use questions::Policies;
use run::Run;

/// Length of a slice, s: short enough that a Pause is heard at once.
const SLICE_S: f64 = 0.03;

/// What a worker fetches once it is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What trains, sweeps and draws.
    Learning,
    /// What plans a day.
    Day,
}

/// The worker's state.
#[derive(Default)]
pub struct Session {
    run: Option<Run>,
    /// A drawing of the uncertain constants under way, and the request that it answers.
    sampling: Option<(u32, MonteCarlo)>,
    policies: Policies,
    /// What a day was planned with last.
    planner: Option<day::Prepared>,
    scratch: PolicyScratch,
    throttled: bool,
    /// How many workers give way, where the last command asked for it.
    gives_way: Option<u32>,
}

impl Session {
    /// Whether to leave most of the processor to others.
    pub fn throttled(&self) -> bool {
        self.throttled
    }

    /// How many workers give way, where the last command asked for it: somebody moves something, and the
    /// page wants the processor.
    pub fn gives_way(&self) -> Option<u32> {
        self.gives_way
    }

    /// Whether somebody waits for what is being computed.
    pub fn awaited(&self) -> bool {
        self.sampling.is_some()
    }

    /// Whether there is something to compute without being asked.
    pub fn busy(&self) -> bool {
        self.sampling.is_some() || self.run.as_ref().is_some_and(|run| !run.paused)
    }

    /// Obeys a command, whichever part of the worker that takes.
    pub fn handle(&mut self, command: Command) -> Vec<Event> {
        let (part, command) = match self.answer(command) {
            Ok(events) => return events,
            Err(back) => *back,
        };
        match part {
            Part::Learning => self.learn(command),
            Part::Day => self.plan_day(command),
        }
    }

    /// Obeys a command that takes what trains, sweeps and draws.
    pub fn learn(&mut self, command: Command) -> Vec<Event> {
        match command {
            Command::Start { run, plan, seed, answers, checkpoint } => {
                self.begin(run, &plan, seed, answers, checkpoint.as_deref())
            }
            Command::Pause { run } => self.set_paused(run, true),
            Command::Resume { run } => self.set_paused(run, false),
            Command::Stop { run } if self.run.as_ref().is_some_and(|it| it.id == run) => {
                // It can be resumed.
                let kept = self.run.as_mut().map(Run::checkpoint).unwrap_or_default();
                [kept, self.end(RunState::Stopped)].concat()
            }
            Command::Ask { request, question: Question::Sweep { scenarios, own } } => {
                let answer = self.sweep(&scenarios, own).map(Reply::Swept).map_err(because);
                vec![Event::Answered { request, answer }]
            }
            Command::Ask {
                request,
                question: Question::Sample { scenario, decision, samples, seed },
            } => self.draw(request, &scenario, decision, samples, seed),
            _ => Vec::new(),
        }
    }

    /// Obeys a command, or gives it back if it takes more than answering as the agents does: a
    /// worker starts without what trains, sweeps and draws, and without what plans a day.
    ///
    /// # Errors
    /// The command, and which part of the worker obeys it.
    pub fn answer(&mut self, command: Command) -> Result<Vec<Event>, Box<(Part, Command)>> {
        self.gives_way = None;
        Ok(match command {
            Command::Start { .. }
            | Command::Ask { question: Question::Sweep { .. } | Question::Sample { .. }, .. } => {
                return Err(Box::new((Part::Learning, command)));
            }
            Command::Ask { question: Question::Day(_), .. } => {
                return Err(Box::new((Part::Day, command)));
            }
            // Who has begun one has what trains.
            Command::Pause { .. } | Command::Resume { .. } | Command::Stop { .. }
                if self.run.is_some() =>
            {
                return Err(Box::new((Part::Learning, command)));
            }
            // Of a run that is over: nothing is left to stop.
            Command::Pause { .. } | Command::Resume { .. } | Command::Stop { .. } => Vec::new(),
            Command::Load { algorithm, policy, origin } => self.load(algorithm, &policy, origin),
            Command::Forget => {
                self.policies.forget_trained();
                Vec::new()
            }
            Command::Ask { request, question: Question::Act { scenario, own } } => {
                let answer = self.act(scenario, own).map(Reply::Acted).map_err(because);
                vec![Event::Answered { request, answer }]
            }
            Command::Ask { request, question: Question::Import { policy } } => {
                vec![Event::Answered { request, answer: self.import(&policy) }]
            }
            Command::Heard => {
                self.heard();
                Vec::new()
            }
            Command::Throttle { on } => {
                self.throttled = on;
                Vec::new()
            }
            Command::GiveWay { workers } => {
                self.gives_way = Some(workers);
                Vec::new()
            }
        })
    }

    /// Works for one slice; `now_s` tells the time in seconds. Somebody waits for a drawing, which
    /// is short: it gets a slice of its own, and training goes on behind it.
    pub fn slice(&mut self, now_s: impl Fn() -> f64) -> Vec<Event> {
        let mut events = Vec::new();
        if self.sampling.is_some() {
            events.extend(self.go_on_drawing(&now_s));
        }
        if self.run.is_some() {
            events.extend(self.train(&now_s));
        }
        events
    }
}

/// An error as an answer.
fn because(error: impl Into<Fault>) -> Refusal {
    Refusal::Because(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::{Algorithm, Ending, Hyperparameters, Recipe};
    use crate::protocol::{Origin, Plan, PolicyFault, RunId};
    use crate::scenario::{Decision, Scenario};
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
        session.handle(Command::Start {
            run,
            plan: plan(updates),
            seed: 1,
            answers: true,
            checkpoint: None,
        })
    }

    /// Both learners as they ship.
    pub fn plan(updates: u64) -> Plan {
        Plan {
            recipes: vec![Recipe::Sdrl, Recipe::Sac],
            updates,
            hyperparameters: Hyperparameters::default(),
            ending: Ending::Planned,
        }
    }

    #[test]
    fn it_gives_way_until_the_next_command() {
        let mut session = Session::default();
        session.handle(Command::GiveWay { workers: 8 });
        assert_eq!(session.gives_way(), Some(8));
        session.handle(Command::Throttle { on: false });
        assert_eq!(session.gives_way(), None);
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let mut session = Session::default();
        let events = start(&mut session, 4, 0);
        assert!(
            matches!(&events[..], [Event::Failed { run: Some(4), fault: Fault::Value { field } }] if field == "updates")
        );
        let events = session.handle(Command::Load {
            algorithm: Algorithm::Sac,
            policy: vec![1, 2],
            origin: Origin::Shipped,
        });
        assert!(matches!(
            events[..],
            [Event::Failed {
                run: None,
                fault: Fault::Policy { algorithm: Algorithm::Sac, fault: PolicyFault::NotOne }
            }]
        ));
        let mut act = |scenario: Scenario| session.act(Box::new(scenario), true);
        let wrong = act(Scenario { pue: 9.0, ..Scenario::default() }).unwrap_err().to_string();
        assert!(wrong.contains("pue = 9"), "{wrong}");
        assert_eq!(act(Scenario::default()).unwrap().answers, []);
    }

    #[test]
    fn every_question_is_answered_once_under_its_number() {
        let mut session = Session::default();
        let broken = Scenario { pue: 9.0, ..Scenario::default() };
        let drawn = |scenario: &Scenario| Question::Sample {
            scenario: Box::new(scenario.clone()),
            decision: Decision { tokens: 400, power_w: 20.0 },
            samples: 1000,
            seed: 1,
        };
        let questions = [
            Question::Act { scenario: Box::default(), own: true },
            Question::Act { scenario: Box::new(broken.clone()), own: true },
            Question::Sweep { scenarios: vec![Scenario::default()], own: false },
            Question::Sweep { scenarios: vec![broken.clone()], own: false },
            Question::Import { policy: vec![1, 2, 3] },
            drawn(&broken),
            drawn(&Scenario::default()),
            drawn(&Scenario::default()),
        ];
        let mut answered = Vec::new();
        let mut hear = |events: Vec<Event>| {
            answered.extend(events.into_iter().map(|event| match event {
                Event::Answered { request, answer } => (request, answer),
                event => panic!("{event:?}"),
            }));
        };
        for (request, question) in (1..).zip(questions) {
            hear(session.handle(Command::Ask { request, question }));
        }
        let clock = clock();
        while session.busy() {
            hear(session.slice(&clock));
        }
        answered.sort_unstable_by_key(|(request, _)| *request);
        let kinds: Vec<_> = answered
            .iter()
            .map(|(request, answer)| (*request, answer.as_ref().map_err(Clone::clone).is_ok()))
            .collect();
        let good = [1, 3, 8];
        assert_eq!(kinds, (1..=8).map(|it| (it, good.contains(&it))).collect::<Vec<_>>());
        assert_eq!(answered[6].1, Err(Refusal::Replaced));
        let Ok(Reply::Acted(acted)) = &answered[0].1 else { panic!("{answered:?}") };
        assert_eq!(*acted.scenario, Scenario::default(), "it says what it answers");
    }
}
