//! Every hyperparameter of the learner, in one place, with its allowed range.
//!
//! [`SacConfig::validate`] is the gate: past it, nothing in `agent` can fail for its numbers.
//! Left out: how many steps to take and how often to update, which is the training loop's choice.

use crate::snn::RateBand;
use serde::{Deserialize, Serialize};

/// Hyperparameters of soft actor-critic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SacConfig {
    /// The network that acts.
    pub actor: ActorConfig,
    /// Hidden layers of each critic: 1 to 8 layers of 1 to 1024.
    pub critic_hidden_sizes: Vec<usize>,
    /// Discount, 0 to 1. With 0 an action is judged by its own reward alone: no target network is
    /// evaluated or moved.
    pub gamma: f32,
    /// Share of the critics that the target networks take over per update, above 0 to 1.
    pub tau: f32,
    /// Receptive fields of a PopSAN start evenly over ± this, above 0 to 100. The public code has 3
    /// for observations of unit variance; for observations in [−1, 1] that leaves two thirds of
    /// the neurons silent.
    pub encoder_range: f32,
    /// Decoder weights of a PopSAN start uniform within ± this over the root of the population,
    /// above 0 to 10; the public code has 1. A rate comes in steps of one over the time steps, so
    /// a decision rounds by about the size of these weights: small ones over many neurons round
    /// less.
    pub decoder_scale: f32,
    /// The mean, before tanh, around which an untrained actor acts, one number per action
    /// dimension, −10 to 10; empty for 0.
    pub start_mean: Vec<f32>,
    /// Learning rate of the actor; of a PopSAN, of its spiking network. 0 to 1.
    pub actor_lr: f32,
    /// Learning rate of a PopSAN's log σ network (an MLP's log σ head is part of the actor). 0 to 1.
    pub log_std_lr: f32,
    /// Learning rate of the critics, 0 to 1.
    pub critic_lr: f32,
    /// The weight of entropy.
    pub temperature: Temperature,
    /// What the critics learn, and what the actor makes of it.
    pub objective: Objective,
    /// Greatest norm of the gradient of an actor's parameters, above 0 to 1e6; none leaves it.
    pub actor_clip: Option<f32>,
    /// What it costs a directly coded or few-spikes actor to fire too rarely or too often.
    pub rate_band: Option<RateBand>,
    /// Transitions per update, 1 to 65 536.
    pub batch_size: usize,
    /// Transitions remembered, `batch_size` to 10 000 000.
    pub replay_capacity: usize,
}

/// The network that acts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ActorConfig {
    /// ReLU trunk with heads for mean and log σ; 1 to 8 hidden layers of 1 to 1024.
    Mlp { hidden_sizes: Vec<usize> },
    /// Spiking network for the mean, ReLU network of the same hidden sizes for log σ.
    PopSan(PopSanConfig),
    /// Directly coded spiking network for mean and log σ.
    Direct(DirectConfig),
    /// Few-spikes network for mean and log σ.
    FewSpikes(FewSpikesConfig),
}

/// Dimensions and constants of a few-spikes network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FewSpikesConfig {
    /// 1 to 8 hidden layers of 1 to 1024 neurons.
    pub hidden_sizes: Vec<usize>,
    /// Time steps in which a layer fires, 1 to 24.
    pub time_steps: usize,
    /// Input at which a neuron fires in each of them, 1e-3 to 1000.
    pub range: f32,
}

/// Dimensions and constants of a directly coded spiking network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DirectConfig {
    /// 1 to 8 hidden layers of 1 to 1024 neurons.
    pub hidden_sizes: Vec<usize>,
    /// Time steps per decision, 1 to 64.
    pub time_steps: usize,
    /// Whether the observation also enters the layers above the first.
    pub current_to_all: bool,
    /// What a membrane keeps from one time step to the next, 0 to 1.
    pub decay: f32,
    /// Membrane above which a neuron fires, 1e-3 to 100.
    pub v_threshold: f32,
    /// Distance from the threshold at which the surrogate has fallen to one half, 1e-3 to 100.
    pub surrogate_width: f32,
}

/// What the critics learn, and what the actor makes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Objective {
    /// One reward; the actor follows the smaller of two critics.
    Reward,
    /// Cost and slacks of the limits, each with a head of its own.
    Structured(Structured),
}

/// An objective made of a cost c and the slacks sⱼ of limits, all learned by the critics.
///
/// The actor minimises c + weight·τ·Σ softplus((margin − sⱼ)/τ), with the mean of both critics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Structured {
    /// Limits, 1 to 64.
    pub limits: usize,
    /// Critics learn asinh(s/scale): fine near the limit, coarse away from it. 1e-6 to 1e6.
    pub scale: f32,
    /// Slack aimed at, −1e3 to 1e3.
    pub margin: f32,
    /// Cost per unit of missing slack, 0 to 1e6.
    pub weight: f32,
    /// τ at the first and at the last update, between them geometric; 1e-6 to 1e3.
    pub softness: (f32, f32),
}

/// Dimensions of a PopSAN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PopSanConfig {
    /// 1 to 8 hidden layers of 1 to 1024 neurons.
    pub hidden_sizes: Vec<usize>,
    /// Time steps per decision, 1 to 64.
    pub time_steps: usize,
    /// Neurons per observation dimension, 1 to 64.
    pub encoder_population: usize,
    /// Neurons per action dimension, 1 to 64.
    pub decoder_population: usize,
}

/// How the weight α of entropy is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Temperature {
    /// α stays, 0 to 1000.
    Fixed { alpha: f32 },
    /// α falls geometrically over the run, both 1e-9 to 1000.
    Annealed { from: f32, to: f32 },
    /// α is learned so that the entropy of the policy meets a target.
    Automatic {
        /// α before the first update, 1e-6 to 1000.
        initial: f32,
        /// Entropy aimed at, −1000 to 1000; −act_dim if absent.
        target_entropy: Option<f32>,
        /// Learning rate of log α, 0 to 1.
        lr: f32,
    },
}

/// A hyperparameter outside its range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ConfigError {
    #[error("{field} is {value}; allowed is {min} to {max}")]
    OutOfRange { field: &'static str, value: f64, min: f64, max: f64 },
}

impl Default for SacConfig {
    /// Dense actor of 64 × 64, discount 0, automatic temperature.
    fn default() -> Self {
        Self {
            actor: ActorConfig::Mlp { hidden_sizes: vec![64, 64] },
            critic_hidden_sizes: vec![64, 64],
            gamma: 0.0,
            tau: 0.005,
            encoder_range: 3.0,
            decoder_scale: 1.0,
            start_mean: Vec::new(),
            actor_lr: 1e-3,
            log_std_lr: 1e-3,
            critic_lr: 1e-3,
            temperature: Temperature::Automatic { initial: 0.2, target_entropy: None, lr: 1e-3 },
            objective: Objective::Reward,
            actor_clip: None,
            rate_band: None,
            batch_size: 128,
            replay_capacity: 100_000,
        }
    }
}

impl Default for PopSanConfig {
    /// 64 × 64 with the populations and time steps of Tang et al.
    fn default() -> Self {
        Self {
            hidden_sizes: vec![64, 64],
            time_steps: 5,
            encoder_population: 10,
            decoder_population: 10,
        }
    }
}

impl SacConfig {
    /// Whether every number lies in its range.
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.actor.validate()?;
        layers("critic_hidden_sizes", &self.critic_hidden_sizes)?;
        within("gamma", self.gamma, 0.0, 1.0)?;
        within("tau", self.tau, 1e-6, 1.0)?;
        within("encoder_range", self.encoder_range, 1e-6, 100.0)?;
        within("decoder_scale", self.decoder_scale, 1e-6, 10.0)?;
        within("actor_lr", self.actor_lr, 0.0, 1.0)?;
        within("log_std_lr", self.log_std_lr, 0.0, 1.0)?;
        within("critic_lr", self.critic_lr, 0.0, 1.0)?;
        match self.temperature {
            Temperature::Fixed { alpha } => within("alpha", alpha, 0.0, 1000.0)?,
            Temperature::Annealed { from, to } => {
                within("from", from, 1e-9, 1000.0)?;
                within("to", to, 1e-9, 1000.0)?;
            }
            Temperature::Automatic { initial, target_entropy, lr } => {
                within("initial", initial, 1e-6, 1000.0)?;
                within("target_entropy", target_entropy.unwrap_or(0.0), -1000.0, 1000.0)?;
                within("lr", lr, 0.0, 1.0)?;
            }
        }
        if let Objective::Structured(structured) = &self.objective {
            structured.validate()?;
            // Cost and slacks belong to one answer: nothing is carried on from the next one.
            within("gamma", self.gamma, 0.0, 0.0)?;
        }
        within("actor_clip", self.actor_clip.unwrap_or(1.0), 1e-9, 1e6)?;
        if let Some(band) = self.rate_band {
            within("rate_band.low", band.low, 0.0, 1.0)?;
            within("rate_band.high", band.high, band.low, 1.0)?;
            within("rate_band.weight", band.weight, 0.0, 1e6)?;
        }
        count("batch_size", self.batch_size, 1, 65_536)?;
        count("replay_capacity", self.replay_capacity, self.batch_size, 10_000_000)
    }
}

impl Structured {
    fn validate(&self) -> Result<(), ConfigError> {
        count("limits", self.limits, 1, 64)?;
        within("scale", self.scale, 1e-6, 1e6)?;
        within("margin", self.margin, -1e3, 1e3)?;
        within("weight", self.weight, 0.0, 1e6)?;
        within("softness", self.softness.0, 1e-6, 1e3)?;
        within("softness", self.softness.1, 1e-6, 1e3)
    }
}

impl Objective {
    /// Numbers that the environment gives back for one action.
    pub fn outcome_dim(&self) -> usize {
        match self {
            Self::Reward => 1,
            Self::Structured(structured) => 1 + structured.limits,
        }
    }
}

impl Temperature {
    /// α before the first update.
    pub fn initial(&self) -> f32 {
        match *self {
            Self::Fixed { alpha: initial }
            | Self::Annealed { from: initial, .. }
            | Self::Automatic { initial, .. } => initial,
        }
    }

    /// The same, to change it.
    pub fn initial_mut(&mut self) -> &mut f32 {
        match self {
            Self::Fixed { alpha: initial }
            | Self::Annealed { from: initial, .. }
            | Self::Automatic { initial, .. } => initial,
        }
    }
}

impl ActorConfig {
    /// Neurons of each hidden layer.
    pub fn hidden_sizes(&self) -> &[usize] {
        match self {
            Self::Mlp { hidden_sizes }
            | Self::PopSan(PopSanConfig { hidden_sizes, .. })
            | Self::Direct(DirectConfig { hidden_sizes, .. })
            | Self::FewSpikes(FewSpikesConfig { hidden_sizes, .. }) => hidden_sizes,
        }
    }

    /// The same, to change them.
    pub fn hidden_sizes_mut(&mut self) -> &mut [usize] {
        match self {
            Self::Mlp { hidden_sizes }
            | Self::PopSan(PopSanConfig { hidden_sizes, .. })
            | Self::Direct(DirectConfig { hidden_sizes, .. })
            | Self::FewSpikes(FewSpikesConfig { hidden_sizes, .. }) => hidden_sizes,
        }
    }

    /// Time steps of a decision; none of a dense actor.
    pub fn time_steps(&self) -> Option<usize> {
        match self {
            Self::Mlp { .. } => None,
            Self::PopSan(PopSanConfig { time_steps, .. })
            | Self::Direct(DirectConfig { time_steps, .. })
            | Self::FewSpikes(FewSpikesConfig { time_steps, .. }) => Some(*time_steps),
        }
    }

    /// The same, to change them.
    pub fn time_steps_mut(&mut self) -> Option<&mut usize> {
        match self {
            Self::Mlp { .. } => None,
            Self::PopSan(PopSanConfig { time_steps, .. })
            | Self::Direct(DirectConfig { time_steps, .. })
            | Self::FewSpikes(FewSpikesConfig { time_steps, .. }) => Some(time_steps),
        }
    }

    /// Parameters that there are at least: the weights up to the last hidden layer.
    pub(crate) fn least_params(&self, obs_dim: usize) -> usize {
        let (inputs, sizes) = match self {
            Self::Mlp { hidden_sizes } => (obs_dim, hidden_sizes),
            Self::PopSan(it) => (obs_dim * it.encoder_population, &it.hidden_sizes),
            Self::Direct(it) => (obs_dim, &it.hidden_sizes),
            Self::FewSpikes(it) => (obs_dim, &it.hidden_sizes),
        };
        let below = std::iter::once(&inputs).chain(sizes);
        below.zip(sizes).map(|(below, above)| below * above).sum()
    }

    /// Whether every dimension lies in its range.
    pub fn validate(&self) -> Result<(), ConfigError> {
        match self {
            Self::Mlp { hidden_sizes } => layers("hidden_sizes", hidden_sizes),
            Self::PopSan(config) => {
                layers("hidden_sizes", &config.hidden_sizes)?;
                count("time_steps", config.time_steps, 1, 64)?;
                count("encoder_population", config.encoder_population, 1, 64)?;
                count("decoder_population", config.decoder_population, 1, 64)
            }
            Self::Direct(config) => {
                layers("hidden_sizes", &config.hidden_sizes)?;
                count("time_steps", config.time_steps, 1, 64)?;
                within("decay", config.decay, 0.0, 1.0)?;
                within("v_threshold", config.v_threshold, 1e-3, 100.0)?;
                within("surrogate_width", config.surrogate_width, 1e-3, 100.0)
            }
            Self::FewSpikes(config) => {
                layers("hidden_sizes", &config.hidden_sizes)?;
                count("time_steps", config.time_steps, 1, 24)?;
                within("range", config.range, 1e-3, 1000.0)
            }
        }
    }
}

/// Whether the start names every action dimension or none.
pub(crate) fn validate_start(start: &[f32], act_dim: usize) -> Result<(), ConfigError> {
    if !start.is_empty() {
        count("start_mean", start.len(), act_dim, act_dim)?;
    }
    start.iter().try_for_each(|&mean| within("start_mean", mean, -10.0, 10.0))
}

/// Whether the dimensions of an environment lie in their range.
pub(crate) fn validate_dims(obs_dim: usize, act_dim: usize) -> Result<(), ConfigError> {
    count("obs_dim", obs_dim, 1, 256)?;
    count("act_dim", act_dim, 1, 64)
}

fn layers(field: &'static str, sizes: &[usize]) -> Result<(), ConfigError> {
    count(field, sizes.len(), 1, 8)?;
    sizes.iter().try_for_each(|&size| count(field, size, 1, 1024))
}

fn count(field: &'static str, value: usize, min: usize, max: usize) -> Result<(), ConfigError> {
    if (min..=max).contains(&value) {
        return Ok(());
    }
    let [value, min, max] = [value, min, max].map(|x| x as f64);
    Err(ConfigError::OutOfRange { field, value, min, max })
}

fn within(field: &'static str, value: f32, min: f32, max: f32) -> Result<(), ConfigError> {
    // NaN is in no range.
    if (min..=max).contains(&value) {
        return Ok(());
    }
    let [value, min, max] = [value, min, max].map(f64::from);
    Err(ConfigError::OutOfRange { field, value, min, max })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid_and_each_bad_number_is_named() {
        let good = SacConfig {
            actor: ActorConfig::PopSan(PopSanConfig::default()),
            ..SacConfig::default()
        };
        assert_eq!(good.validate(), Ok(()));
        assert_eq!(SacConfig::default().validate(), Ok(()));
        let named = |change: &dyn Fn(&mut SacConfig)| {
            let mut config = good.clone();
            change(&mut config);
            match config.validate() {
                Err(ConfigError::OutOfRange { field, .. }) => field,
                Ok(()) => "nothing",
            }
        };
        assert_eq!(named(&|c| c.gamma = f32::NAN), "gamma");
        assert_eq!(named(&|c| c.gamma = 1.1), "gamma");
        assert_eq!(named(&|c| c.tau = 0.0), "tau");
        assert_eq!(named(&|c| c.actor_lr = -1.0), "actor_lr");
        assert_eq!(named(&|c| c.log_std_lr = f32::INFINITY), "log_std_lr");
        assert_eq!(named(&|c| c.critic_lr = 2.0), "critic_lr");
        assert_eq!(named(&|c| c.temperature = Temperature::Fixed { alpha: -0.1 }), "alpha");
        assert_eq!(named(&|c| c.batch_size = 0), "batch_size");
        assert_eq!(named(&|c| c.replay_capacity = 10), "replay_capacity");
        assert_eq!(named(&|c| c.critic_hidden_sizes.clear()), "critic_hidden_sizes");
        assert_eq!(
            named(&|c| c.actor = ActorConfig::Mlp { hidden_sizes: vec![64, 0] }),
            "hidden_sizes"
        );
        let popsan = PopSanConfig { time_steps: 0, ..PopSanConfig::default() };
        assert_eq!(named(&|c| c.actor = ActorConfig::PopSan(popsan.clone())), "time_steps");
    }

    #[test]
    fn the_message_names_field_value_and_range() {
        let config = SacConfig { gamma: 1.5, ..SacConfig::default() };
        let message = config.validate().map_err(|e| e.to_string());
        assert_eq!(message, Err("gamma is 1.5; allowed is 0 to 1".to_string()));
    }
}
