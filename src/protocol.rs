//! What page and worker say to each other: typed, versioned, as bytes.
//!
//! The worker first sends [`Event::Ready`]; nobody posts before. Every event of a run carries its
//! run id, so that stale ones can be dropped; every question is answered once, under its own number.
//! Bytes that do not decode are an error value.

pub mod day;

use crate::analysis::{AnalysisError, Spread};
use crate::learn::{
    Algorithm, Effort, Ending, Hyperparameters, LayerSpikes, Recipe, Record, Score,
};
use crate::scenario::{Decision, Scenario, ScenarioError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Both sides must agree on this; raise it with every change of the enums below.
pub const VERSION: u16 = 14;

/// Names a run; the page counts them.
pub type RunId = u32;

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Trains the recipes side by side, one for each algorithm, from a random start or from a
    /// checkpoint of the same plan and seed; a run that is under way is stopped.
    Start {
        run: RunId,
        plan: Plan,
        seed: u64,
        /// Whether its policies answer from now on.
        answers: bool,
        /// Of another worker; one that is of no use is passed over.
        #[serde(with = "serde_bytes")]
        checkpoint: Option<Vec<u8>>,
    },
    Pause {
        run: RunId,
    },
    Resume {
        run: RunId,
    },
    /// Ends the run; its last policies stay.
    Stop {
        run: RunId,
    },
    /// Takes a policy, as one that ships or as one's own unless that does not give way to it.
    Load {
        algorithm: Algorithm,
        policy: Vec<u8>,
        origin: Origin,
    },
    /// What was trained here is one's own no longer.
    Forget,
    /// Asks something; it is answered once, by [`Event::Answered`].
    Ask {
        request: u32,
        question: Question,
    },
    /// Leaves most of the processor to others, or no longer.
    Throttle {
        on: bool,
    },
    /// An [`Event::Telemetry`] has come.
    Heard,
    /// Somebody moves something: for a moment all workers together leave the page most of the processor.
    GiveWay {
        workers: u32,
    },
}

/// Where a policy that answers comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// It came with the page.
    Shipped,
    /// It has learnt here, now or before a reload, so many updates.
    Trained { update: u64 },
    /// It came in a file that somebody opened.
    Imported,
}

impl Origin {
    /// Whether one's own policy lets another take its place that comes by itself: what was trained
    /// does not replace what somebody opened.
    pub fn gives_way_to(self, newcomer: Self) -> bool {
        newcomer == Self::Imported || self != Self::Imported
    }
}

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// What does every policy decide? Those that ship, or one's own where there is one.
    Act { scenario: Box<Scenario>, own: bool },
    /// What do optimum and policies decide in each of these scenarios?
    Sweep { scenarios: Vec<Scenario>, own: bool },
    /// How does the total spread, the uncertain constants drawn so often? It takes the place of a
    /// drawing that is under way.
    Sample { scenario: Box<Scenario>, decision: Decision, samples: u32, seed: u64 },
    /// Can this policy answer? If so it does from now on, as the agent whose kind of actor it has.
    Import { policy: Vec<u8> },
    /// What becomes of a day: [`day::What`] as bytes.
    Day(#[serde(with = "serde_bytes")] Vec<u8>),
}

/// What a run does, whatever its seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub recipes: Vec<Recipe>,
    pub updates: u64,
    pub hyperparameters: Hyperparameters,
    pub ending: Ending,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker listens.
    Ready { version: u16 },
    /// At most ten a second.
    Telemetry { run: RunId, progress: Progress, records: Vec<Record> },
    /// A run begins, or goes on from a checkpoint: for each learner the update at which it is judged
    /// next, none if it is done. What was told of it from there on is told again.
    Begun { run: RunId, next: Vec<(Algorithm, Option<u64>)> },
    /// All that the run needs to go on in another worker, to the same bits. Opaque to the page.
    Checkpoint {
        run: RunId,
        #[serde(with = "serde_bytes")]
        state: Vec<u8>,
    },
    /// A policy as it stands, and whether it is the one that answers; the page may keep it.
    Snapshot { run: RunId, algorithm: Algorithm, update: u64, policy: Vec<u8>, answers: bool },
    /// A learner has done its last update; the digest is of every weight's bits.
    Learned { run: RunId, algorithm: Algorithm, update: u64, digest: u64, settled: bool },
    /// What a rule reaches that optimises nothing, the natural length at full power, where the
    /// learners of this run are judged.
    Rule { run: RunId, natural: Score },
    /// A run changed its state.
    State { run: RunId, state: RunState },
    /// Answers [`Command::Ask`].
    Answered { request: u32, answer: Result<Reply, Refusal> },
    /// Something did not work; the worker goes on listening.
    Failed { run: Option<RunId>, fault: Fault },
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Acted(Acted),
    /// A stop for each scenario.
    Swept(Vec<Stop>),
    Sampled(Spread),
    Imported {
        algorithm: Algorithm,
    },
    /// [`day::Answer`] as bytes.
    Day(#[serde(with = "serde_bytes")] Vec<u8>),
}

/// What the agents decide.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Acted {
    /// The scenario that was asked about; the page may show another one by now.
    pub scenario: Box<Scenario>,
    /// One's own policies were asked, where there are any.
    pub own: bool,
    pub answers: Vec<Answer>,
    /// Fields that put the scenario outside what the agents were trained on.
    pub outside: Vec<String>,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The file holds no policy that can answer here.
    Policy(PolicyFault),
    /// A newer question has taken its place.
    Replaced,
    /// What was asked is not possible, and why.
    Because(Fault),
}

/// What did not work; the page says it in its language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// A value that is out of range: of the scenario, of a run, or of a drawing.
    Value { field: String },
    /// A loss or a weight is no longer a number.
    Diverged { algorithm: Algorithm, update: u64 },
    /// A policy that was to answer cannot.
    Policy { algorithm: Algorithm, fault: PolicyFault },
    /// Bytes that are no message.
    Message,
}

impl From<ScenarioError> for Fault {
    fn from(error: ScenarioError) -> Self {
        Self::Value { field: error.field().unwrap_or("scenario").to_string() }
    }
}

impl From<AnalysisError> for Fault {
    fn from(error: AnalysisError) -> Self {
        match error {
            AnalysisError::Samples(_) => Self::Value { field: "samples".to_string() },
            AnalysisError::Scenario(error) => error.into(),
        }
    }
}

/// What is wrong with a file of a policy; the page says it in its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyFault {
    /// It does not begin as the file of a policy does.
    NotOne,
    /// It is of a version that this page does not read.
    Version { found: u16 },
    /// It begins as one, and what follows is cut off or changed.
    Damaged,
    /// It is one, for other observations and actions than those here.
    Misfit { obs_dim: u32, act_dim: u32 },
}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Updates done, of all algorithms together.
    pub done: u64,
    /// Updates of the whole run, of all algorithms together.
    pub total: u64,
    /// Seconds of computing so far, pauses left out.
    pub elapsed_s: f64,
    /// Seconds of computing to come, estimated from those so far.
    pub left_s: f64,
}

/// State of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunState {
    Running,
    Paused,
    /// Ended by [`Command::Stop`], by another start, or by a failure.
    Stopped,
    /// All updates are done.
    Finished,
}

/// The decision of one policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub algorithm: Algorithm,
    pub decision: Decision,
    pub origin: Origin,
    /// Spikes per neuron and time step of this decision; 0 for a dense actor.
    pub spike_rate: f64,
    /// Who fired when, layer by layer; none for a dense actor.
    pub spikes: Vec<LayerSpikes>,
    /// What this decision takes.
    pub effort: Effort,
}

/// Decisions in one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    pub distance_m: f64,
    /// None where nothing keeps all limits.
    pub best: Option<Decision>,
    pub agents: Vec<Choice>,
}

/// What one policy would do.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    pub algorithm: Algorithm,
    pub decision: Decision,
    /// Whether it keeps all limits.
    pub feasible: bool,
}

/// Bytes that are no message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProtocolError {
    #[error(
        "the message is of protocol version {found}, and this side speaks {VERSION}; reload the page"
    )]
    Version { found: u16 },
    #[error("the message is shorter than its version number")]
    Short,
    #[error("the message does not decode: {0}")]
    Body(postcard::Error),
    #[error("the message goes on for {extra} bytes after its end")]
    Trailing { extra: usize },
}

/// A message as bytes: the version, then the body.
///
/// # Errors
/// None that these types can cause; the encoder's own error otherwise.
pub fn encode<M: Serialize>(message: &M) -> Result<Vec<u8>, ProtocolError> {
    postcard::to_extend(message, VERSION.to_le_bytes().to_vec()).map_err(ProtocolError::Body)
}

/// The message that bytes hold.
///
/// # Errors
/// Says whether version, length or body is wrong.
pub fn decode<M: DeserializeOwned>(bytes: &[u8]) -> Result<M, ProtocolError> {
    let (version, body) = bytes.split_first_chunk().ok_or(ProtocolError::Short)?;
    let found = u16::from_le_bytes(*version);
    if found != VERSION {
        return Err(ProtocolError::Version { found });
    }
    let (message, rest) = postcard::take_from_bytes(body).map_err(ProtocolError::Body)?;
    if rest.is_empty() { Ok(message) } else { Err(ProtocolError::Trailing { extra: rest.len() }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Share;

    fn commands() -> Vec<Command> {
        vec![
            Command::Start {
                run: 3,
                plan: Plan {
                    recipes: vec![Recipe::Sdrl, Recipe::BenchmarkSac],
                    updates: 20_000,
                    hyperparameters: Hyperparameters {
                        batch: Some(64),
                        ..Hyperparameters::default()
                    },
                    ending: Ending::Settled,
                },
                seed: u64::MAX,
                answers: true,
                checkpoint: Some(vec![0, 255]),
            },
            Command::Pause { run: 3 },
            Command::Load {
                algorithm: Algorithm::Sac,
                policy: vec![1, 2, 3],
                origin: Origin::Trained { update: 9 },
            },
            Command::Forget,
            Command::Ask {
                request: 9,
                question: Question::Act { scenario: Box::default(), own: true },
            },
            Command::Ask {
                request: 9,
                question: Question::Sweep { scenarios: vec![Scenario::default(); 2], own: false },
            },
            Command::Ask {
                request: 9,
                question: Question::Sample {
                    scenario: Box::default(),
                    decision: Decision { tokens: 323, power_w: 2.5 },
                    samples: 10_000,
                    seed: 1,
                },
            },
            Command::Throttle { on: true },
            Command::Heard,
            Command::Ask { request: 9, question: Question::Import { policy: vec![7] } },
            Command::Ask { request: 9, question: Question::Day(vec![7, 0]) },
        ]
    }

    fn events() -> Vec<Event> {
        let effort = Effort {
            macs: 832,
            synops: 900.0,
            neuron_updates: 640,
            log_std_macs: 0,
            log_std_synops: 20.0,
            synapses_pj: 4637.2,
            with_neurons_pj: 5789.2,
            with_log_std_pj: 5807.2,
            memory_words: 2_000.0,
        };
        let score = Score {
            contexts: 256,
            charged_g: 1.5,
            optimum_g: 1.0,
            gap: 0.5,
            violation_rate: 0.25,
            spike_rate: 0.1,
            synops_per_decision: 900.0,
            effort: Some(effort),
        };
        let record = Record { algorithm: Algorithm::Sdrl, update: 7, score, alpha: 0.05 };
        let decision = Decision { tokens: 323, power_w: 2.5 };
        let answered = |reply| Event::Answered { request: 4, answer: Ok(reply) };
        vec![
            Event::Ready { version: VERSION },
            Event::Telemetry {
                run: 1,
                progress: Progress { done: 1, total: 2, elapsed_s: 3.0, left_s: 3.0 },
                records: vec![record],
            },
            answered(Reply::Acted(Acted {
                own: true,
                scenario: Box::default(),
                answers: vec![Answer {
                    algorithm: Algorithm::Sac,
                    decision,
                    origin: Origin::Trained { update: 5 },
                    spike_rate: 0.1,
                    spikes: vec![LayerSpikes { neurons: 3, steps: vec![vec![0, 2], vec![]] }],
                    effort,
                }],
                outside: vec!["cell".to_string()],
            })),
            answered(Reply::Swept(vec![Stop {
                distance_m: 10.0,
                best: None,
                agents: vec![Choice { algorithm: Algorithm::Sac, decision, feasible: false }],
            }])),
            answered(Reply::Sampled(Spread {
                samples: 100,
                seed: 1,
                mean_g: 1.0,
                std_g: 0.1,
                least_g: 0.7,
                q05_g: 0.8,
                median_g: 1.0,
                q95_g: 1.2,
                greatest_g: 1.3,
                histogram: vec![40, 60],
                shares: vec![Share { name: "pue".to_string(), share: 0.9 }],
            })),
            Event::Answered {
                request: 5,
                answer: Err(Refusal::Because(Fault::Value { field: "pue".to_string() })),
            },
            Event::Answered { request: 5, answer: Err(Refusal::Replaced) },
            Event::Begun { run: 1, next: vec![(Algorithm::Sac, Some(7)), (Algorithm::Sdrl, None)] },
            Event::Checkpoint { run: 1, state: vec![1, 2, 3] },
            Event::Snapshot {
                run: 1,
                algorithm: Algorithm::Sdrl,
                update: 7,
                policy: vec![7],
                answers: true,
            },
            Event::Learned {
                run: 1,
                algorithm: Algorithm::Sac,
                update: 7,
                digest: u64::MAX,
                settled: true,
            },
            Event::Rule { run: 1, natural: score },
            Event::State { run: 1, state: RunState::Paused },
            answered(Reply::Imported { algorithm: Algorithm::Sdrl }),
            answered(Reply::Day(vec![7, 0])),
            Event::Answered {
                request: 5,
                answer: Err(Refusal::Policy(PolicyFault::Misfit { obs_dim: 3, act_dim: 1 })),
            },
            Event::Failed { run: None, fault: Fault::Message },
        ]
    }

    #[test]
    fn messages_go_there_and_back() {
        for command in commands() {
            assert_eq!(decode(&encode(&command).unwrap()), Ok(command));
        }
        for event in events() {
            assert_eq!(decode(&encode(&event).unwrap()), Ok(event));
        }
    }

    #[test]
    fn bytes_that_are_no_message_are_an_error() {
        assert_eq!(decode::<Event>(&[1]), Err(ProtocolError::Short));
        assert_eq!(decode::<Event>(&[0, 0, 0]), Err(ProtocolError::Version { found: 0 }));
        for event in events() {
            let mut bytes = encode(&event).unwrap();
            for end in 2..bytes.len() {
                assert!(decode::<Event>(&bytes[..end]).is_err());
            }
            bytes.push(0);
            assert_eq!(decode::<Event>(&bytes), Err(ProtocolError::Trailing { extra: 1 }));
        }
    }
}
