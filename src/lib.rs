//! AOLO: the carbon footprint of one AI answer over a mobile network, and agents that shrink it.
//!
//! Data flow, one way: Scenario → Footprint → Observation, Reward → Action → Transition →
//! Record → Event → view. Only a `Command` travels back.
//!
//! | module | what it holds | depends on |
//! |---|---|---|
//! | [`math`], [`units`], [`rng`] | portable functions, quantities, random streams | |
//! | [`written`] | what people wrote: letters that nobody sees or that are looked for, quotes | |
//! | [`numeral`] | the number that somebody typed or pasted | math written |
//! | [`data`] | tables: value, unit, year, source, provenance | |
//! | [`scenario`] | what is given; the gate that validates it | data written |
//! | [`claim`] | what a link says of a training run | scenario learn written |
//! | [`link`] | a view ↔ URL fragment, versioned | math scenario claim day teach written |
//! | [`inference`] | latency and energy of a language model | units data |
//! | [`wireless`] | path loss, capacity, power of the base station | units data |
//! | [`qoe`] | completeness, speed, wait | units data |
//! | [`carbon`] | the footprint with every intermediate; limits | the four above, scenario |
//! | [`optimum`] | the exact constrained optimum | carbon qoe |
//! | [`analysis`] | which uncertain constant matters: tornado, Monte Carlo | carbon math rng stats |
//! | [`day`] | a day on the grid: where, when, how long, how many machines | carbon data inference optimum qoe |
//! | [`levers`] | what would lower the total, and by how much | carbon data link optimum |
//! | [`report`] | a result, or the plan of a day, as files: JSON, CSV, a paragraph of methods | carbon claim day link math optimum |
//! | [`receipt`] | an answered assignment, handed in and computed again | carbon day link numeral teach |
//! | [`env`](mod@env) | AOLO-Bench: contexts, observation, action, reward, charge | rng carbon optimum |
//! | [`teach`] | lessons, what the model answers to them, assignments | day env optimum rng wireless written |
//! | [`nn`], [`snn`] | layers with forward beside backward, kernels, Adam | rng |
//! | [`agent`] | replay, actors, critics, SAC, checkpoint | rng nn snn |
//! | [`learn`] | names of agents and recipes, hyperparameters, records of a run | data math |
//! | [`learn::train`], [`learn::evaluate`] | where agent and environment meet | env agent optimum |
//! | [`learn::recipe`] | named training configurations | learn::train |
//! | [`learn::effort`] | operations and energy of a decision of the agent itself | agent snn |
//! | [`answer`] | footprint, optimum, rule, requests, day and year as objects of JSON | carbon day env optimum report |
//! | [`study`] | runs as they are kept, judged on the way | learn::train learn::evaluate |
//! | [`stats`] | interquartile mean, probability of improvement, bootstrap intervals | rng |
//! | [`protocol`] | commands and events between page and worker, as bytes | analysis scenario learn |
//! | `worker`, `ui`, `cli` | message pump, page, command line | see the invariants |
//!
//! Invariants, held by a test that reads the sources (`tests/it/architecture.rs`):
//! - Nothing outside `ui`, `worker`, `cli` and `bin` names a browser crate, a clock, a thread, a
//!   file or a global.
//! - `agent` knows slices of f32 and dimensions, never watts or grams; `env` never knows the agent.
//! - `ui` never imports `env`, `agent`, `learn::train`, `learn::evaluate`: what it shows of them came as an event.
//! - Only `protocol`, `link`, `report`, `scenario::json` and the checkpoint format encode bytes.
//! - Same seed, same bits, native and in the browser.

pub mod math;
pub mod units;
pub mod rng;
pub mod written;
pub mod numeral;
pub mod data;
pub mod scenario;
pub mod claim;
pub mod link;
pub mod inference;
pub mod wireless;
pub mod qoe;
pub mod carbon;
pub mod optimum;
pub mod analysis;
pub mod day;
pub mod levers;
pub mod report;
pub mod receipt;
pub mod env;
pub mod teach;
pub mod nn;
pub mod snn;
pub mod agent;
pub mod learn;
pub mod answer;
pub mod study;
pub mod stats;
pub mod protocol;

#[cfg(all(feature = "cli", not(target_arch = "wasm32")))]
pub mod cli;
pub mod ui;
pub mod worker;
