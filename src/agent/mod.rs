//! Soft actor-critic with a dense or a spiking actor.
//!
//! [`Agent`] is what a training loop holds: it acts, remembers and learns, and owns every stream of
//! random numbers it uses, so one seed fixes all its bits. The algorithm itself is [`Sac`], which
//! takes a batch and its noise from outside. A [`Policy`] is what remains when training is over.
//! An agent sees slices of f32 and dimensions; what they mean is the environment's business, and
//! so are episodes, evaluation and the clock.

pub mod actor;
pub mod checkpoint;
pub mod config;
pub mod gaussian;
pub mod policy;
pub mod replay;
pub mod sac;
pub mod state;
pub mod structured;

pub use actor::Actor;
pub use checkpoint::CheckpointError;
pub use config::{
    ActorConfig, ConfigError, DirectConfig, FewSpikesConfig, Objective, PopSanConfig, SacConfig,
    Structured, Temperature,
};
pub use policy::{Policy, PolicyScratch};
pub use replay::Batch;
pub use sac::{Sac, UpdateRecord};
pub use state::AgentState;

pub use crate::snn::RateBand;

use crate::rng::{Rng, Stream};
use actor::ActorWorkspace;
use replay::Replay;

/// A learner with its memory and its random numbers.
#[derive(Clone, Debug)]
pub struct Agent {
    sac: Sac,
    replay: Replay,
    batch_size: usize,
    exploration: Rng,
    update_noise: Rng,
    choice: Rng,
    batch: Batch,
    noise: Vec<f32>,
    next_noise: Vec<f32>,
    acting: ActorWorkspace,
    log_prob: Vec<f32>,
}

impl Agent {
    /// An untrained agent; equal arguments give equal agents, bit for bit, on every machine.
    pub fn new(
        config: &SacConfig,
        obs_dim: usize,
        act_dim: usize,
        seed: u64,
    ) -> Result<Self, ConfigError> {
        let sac = Sac::new(config, obs_dim, act_dim, &mut Rng::new(seed, Stream::Init))?;
        let outcome_dim = config.objective.outcome_dim();
        let replay = Replay::new(config.replay_capacity, obs_dim, act_dim, outcome_dim);
        Ok(Self {
            sac,
            replay: if config.gamma == 0.0 { replay.without_next_obs() } else { replay },
            batch_size: config.batch_size,
            exploration: Rng::new(seed, Stream::Noise),
            // The seed's complement: how often an agent acts must not shift the noise it learns by.
            update_noise: Rng::new(!seed, Stream::Noise),
            choice: Rng::new(seed, Stream::Replay),
            batch: Batch::default(),
            noise: Vec::new(),
            next_noise: Vec::new(),
            acting: ActorWorkspace::default(),
            log_prob: Vec::new(),
        })
    }

    /// Stochastic actions in [−1, 1]; obs `[n, obs_dim]`, actions `[n, act_dim]`.
    pub fn sample(&mut self, obs: &[f32], actions: &mut [f32]) {
        let n = obs.len() / self.sac.obs_dim();
        fill_normal(&mut self.noise, actions.len(), &mut self.exploration);
        self.log_prob.resize(n, 0.0);
        self.sac.actor.forward(&mut self.acting, n, obs);
        let ws = &self.acting;
        gaussian::sample(&ws.mean, &ws.log_std, &self.noise, actions, &mut self.log_prob);
    }

    /// Remembers one transition; `outcome` `[outcome_dim]` is the reward, or the cost and the slacks
    /// of the limits. `terminated` means that nothing follows: no bootstrapping.
    ///
    /// # Panics
    /// If a width is not that of the environment or of the objective.
    pub fn observe(
        &mut self,
        obs: &[f32],
        action: &[f32],
        outcome: &[f32],
        next_obs: &[f32],
        terminated: bool,
    ) {
        self.replay.push(obs, action, outcome, next_obs, terminated);
    }

    /// One update from a random batch, or `None` while there are fewer transitions than a batch.
    pub fn update(&mut self) -> Option<UpdateRecord> {
        if self.replay.len() < self.batch_size {
            return None;
        }
        self.replay.sample(self.batch_size, &mut self.choice, &mut self.batch);
        let draws = self.batch.action.len();
        if self.sac.config.gamma == 0.0 {
            self.update_noise.skip_normals(draws);
        } else {
            fill_normal(&mut self.next_noise, draws, &mut self.update_noise);
        }
        fill_normal(&mut self.noise, draws, &mut self.update_noise);
        Some(self.sac.update(&self.batch, &self.next_noise, &self.noise))
    }

    /// Transitions remembered.
    pub fn transitions(&self) -> usize {
        self.replay.len()
    }

    /// A copy of what is needed to act.
    pub fn policy(&self) -> Policy {
        Policy::new(self.sac.actor.clone(), self.sac.obs_dim(), self.sac.act_dim())
    }

    /// The algorithm: networks, temperature, and spikes of the last update.
    pub fn sac(&self) -> &Sac {
        &self.sac
    }

    /// Learning rates and progress, which a schedule may change between updates.
    pub fn sac_mut(&mut self) -> &mut Sac {
        &mut self.sac
    }

    /// Digest of every parameter's bits, see [`Sac::digest`].
    pub fn digest(&self) -> u64 {
        self.sac.digest()
    }
}

fn fill_normal(noise: &mut Vec<f32>, n: usize, rng: &mut Rng) {
    noise.resize(n, 0.0);
    rng.fill_normal(noise);
}

/// FNV-1a over bytes: a checksum and a fingerprint, not a defence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv(pub u64);

impl Fnv {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub fn floats(&mut self, floats: &[f32]) {
        for x in floats {
            self.bytes(&x.to_bits().to_le_bytes());
        }
    }
}
