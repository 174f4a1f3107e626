//! The part of `results` that the page shows. `build.rs` reads it with these types, so that the page
//! carries neither the files nor a reader of JSON.

use serde::{Deserialize, Serialize};

/// The part of the summary that the page shows.
#[derive(Serialize, Deserialize)]
pub struct Reproduced {
    /// Of the carbon model that all of it was computed with.
    pub model_version: u32,
    /// Requests that every policy was judged on.
    pub held_out_contexts: u32,
    /// What the paper's spiking agent saves over its benchmark, as a share.
    pub paper_saved: f64,
    /// Share of broken limits above which a policy counts as infeasible.
    pub gate: f64,
    pub recipes: Vec<Recipe>,
    pub baselines: Vec<Rule>,
    pub against_benchmark: Vec<Comparison>,
    pub against_sac: Option<Comparison>,
    #[serde(default)]
    pub against_box: Vec<Comparison>,
    /// Of `results/public`, which has files of its own.
    #[serde(default)]
    pub public: Vec<Public>,
}

/// SAC of a public library, by its word. One that stands here under no name fails the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Library {
    #[serde(rename = "sb3-sac")]
    StableBaselines3,
    /// The same library with the settings of Spinning Up.
    #[serde(rename = "sb3-sac-spinningup")]
    SpinningUp,
    #[serde(rename = "cleanrl-sac")]
    CleanRl,
}

/// Runs of a library's SAC, each at the last milestone that all of them have reached.
#[derive(Serialize, Deserialize)]
pub struct Public {
    pub recipe: Library,
    pub environment_steps: u32,
    pub diverged: u32,
    pub macs: u64,
    pub seeds: Vec<PublicSeed>,
}

#[derive(Serialize, Deserialize)]
pub struct PublicSeed {
    pub gap: f64,
    pub violation_rate: f64,
}

/// A recipe, by its word. One that stands here under no name fails the build, so that each has words
/// in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Learner {
    Sdrl,
    Sac,
    SdrlFreeBox,
    SacFreeBox,
    SdrlFewRequests,
    BenchmarkSac,
    #[serde(rename = "popsan")]
    PopSan,
    SdrlDirectCoding,
    SdrlFreeRates,
    SdrlMixedReward,
    SacMixedReward,
}

/// A rule that learns nothing, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Baseline {
    #[serde(rename = "exact optimum")]
    Optimum,
    #[serde(rename = "expert’s rule: the power that is best without fading, the shortest answer")]
    Expert,
    #[serde(rename = "middle of the powers that keep all limits, the shortest answer")]
    Middle,
    #[serde(rename = "safe action: full power, its smallest length")]
    SafeAction,
    #[serde(rename = "natural length at full power")]
    NaturalLength,
    #[serde(rename = "best fixed action, by carbon charged")]
    FixedByCarbon,
    #[serde(rename = "best fixed action, by limits kept")]
    FixedByLimits,
    #[serde(rename = "random actions")]
    Random,
}

#[derive(Serialize, Deserialize)]
pub struct Recipe {
    pub recipe: Learner,
    pub seeds: u32,
    pub diverged: u32,
    pub end: Option<Standing>,
}

#[derive(Serialize, Deserialize)]
pub struct Standing {
    pub updates: u32,
    pub gap: Interval,
    pub worst_gap: f64,
    pub violation_rate: f64,
    pub passes_gate: bool,
    /// Additions of a decision that spikes cause.
    pub synops_per_decision: f64,
    #[serde(default)]
    pub neuron_updates_per_decision: u64,
    /// Multiplications with an addition, in dense layers.
    #[serde(default)]
    pub macs: u64,
    #[serde(default)]
    pub any: Option<AnyStanding>,
}

/// On requests of any kind.
#[derive(Serialize, Deserialize)]
pub struct AnyStanding {
    pub mean_excess: Interval,
    pub worst_mean_excess: f64,
    pub violation_rate: f64,
}

#[derive(Serialize, Deserialize)]
pub struct Rule {
    pub rule: Baseline,
    pub gap: f64,
    pub violation_rate: f64,
    pub passes_gate: bool,
    #[serde(default)]
    pub any: Option<AnyRule>,
}

/// On requests of any kind.
#[derive(Serialize, Deserialize)]
pub struct AnyRule {
    pub mean_excess: f64,
    pub violation_rate: f64,
}

#[derive(Serialize, Deserialize)]
pub struct Interval {
    pub point: f64,
    pub low: f64,
    pub high: f64,
}

#[derive(Serialize, Deserialize)]
pub struct Comparison {
    pub other: Learner,
    pub milestone: Option<u32>,
    pub seeds: u32,
    pub passes_gate: bool,
    pub other_passes_gate: bool,
    pub saved: Interval,
    pub most_possible: f64,
}
