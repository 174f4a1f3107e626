//! Bytes of a policy: magic, version, body in postcard, checksum.
//!
//! ```text
//! "AOLO-POL"  8 bytes
//! version     u16, little endian
//! made with   u16, little endian: version of the world that it learnt in; version 1 of the format had
//!             none, and none but version 1
//! space       u16, little endian: what its actions mean there; versions 1 and 2 of the format had none,
//!             and none but 0
//! body        postcard: obs_dim, act_dim, algorithm and its dimensions, f32 parameters by group
//! checksum    u64, little endian: FNV-1a of everything before it
//! ```
//!
//! Any bytes may be decoded: what is not a checkpoint is an error value. Left out: what only
//! learning needs (critics, moments, memory); a policy can act, not resume training.

use super::Fnv;
use super::actor::Actor;
use super::config::{ActorConfig, ConfigError, validate_dims};
use super::policy::Policy;
use crate::nn::slices::all_finite;
use serde::{Deserialize, Serialize};

const MAGIC: &[u8; 8] = b"AOLO-POL";
/// Counts up with every change of the format.
const VERSION: u16 = 3;
const CHECKSUM_LEN: usize = 8;
/// [`Actor::bound`] of a policy that is read. Half of what an f32 holds, because sums are rounded;
/// training comes nowhere near.
const MOST: f64 = 0.5 * f32::MAX as f64;

#[derive(Serialize, Deserialize)]
struct Body {
    obs_dim: usize,
    act_dim: usize,
    actor: ActorConfig,
    params: [Vec<f32>; 2],
}

/// Why bytes are not a policy, or a policy could not be written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CheckpointError {
    #[error("not a policy checkpoint: it does not start with AOLO-POL")]
    Magic,
    #[error("checkpoint version is {found}; readable is {VERSION}")]
    Version { found: u16 },
    #[error("checkpoint is damaged: its checksum differs")]
    Checksum,
    #[error("checkpoint body cannot be encoded or decoded: {0}")]
    Body(#[from] postcard::Error),
    #[error("checkpoint dimension: {0}")]
    Dimension(#[from] ConfigError),
    #[error("parameter group {group} holds {found} numbers; the dimensions ask for {expected}")]
    Length { group: usize, found: usize, expected: usize },
    #[error("parameter group {group} holds a number that is not finite")]
    NotFinite { group: usize },
    #[error(
        "the weights are so large that a decision may overflow: up to {bound:e}; allowed is up to {MOST:e}"
    )]
    Overflow { bound: f64 },
}

impl Policy {
    /// The policy as bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CheckpointError> {
        let body = Body {
            obs_dim: self.obs_dim,
            act_dim: self.act_dim,
            actor: self.actor.config(),
            params: self.actor.params().map(<[f32]>::to_vec),
        };
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&self.made_with.to_le_bytes());
        bytes.extend_from_slice(&self.action_space.to_le_bytes());
        bytes.extend_from_slice(&postcard::to_allocvec(&body)?);
        let checksum = checksum(&bytes);
        bytes.extend_from_slice(&checksum);
        Ok(bytes)
    }

    /// The policy that these bytes hold, with the very bits of its parameters.
    ///
    /// Its actions are numbers for every observation within ±1: weights that could overflow are
    /// refused, for a decision that rests on an overflow would be nobody's.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(CheckpointError::Magic)?;
        let (version, rest) = rest.split_first_chunk().ok_or(CheckpointError::Checksum)?;
        let found = u16::from_le_bytes(*version);
        let number = |rest: &mut &[u8]| {
            let (it, left) = rest.split_first_chunk().ok_or(CheckpointError::Checksum)?;
            *rest = left;
            Ok::<_, CheckpointError>(u16::from_le_bytes(*it))
        };
        let mut rest = rest;
        let (made_with, action_space) = match found {
            1 => (1, 0),
            2 => (number(&mut rest)?, 0),
            VERSION => (number(&mut rest)?, number(&mut rest)?),
            _ => return Err(CheckpointError::Version { found }),
        };
        let (body, stated) =
            rest.split_last_chunk::<CHECKSUM_LEN>().ok_or(CheckpointError::Checksum)?;
        if *stated != checksum(&bytes[..bytes.len() - CHECKSUM_LEN]) {
            return Err(CheckpointError::Checksum);
        }
        let Body { obs_dim, act_dim, actor: config, params } = postcard::from_bytes(body)?;
        // Before anything is allocated for these dimensions.
        validate_dims(obs_dim, act_dim)?;
        config.validate()?;
        let (found, expected) = (params.iter().map(Vec::len).sum(), config.least_params(obs_dim));
        if found < expected {
            return Err(CheckpointError::Length { group: 0, found, expected });
        }
        let mut actor = Actor::zeros(&config, obs_dim, act_dim);
        for (group, (to, from)) in actor.params_mut().into_iter().zip(&params).enumerate() {
            if to.len() != from.len() {
                let (found, expected) = (from.len(), to.len());
                return Err(CheckpointError::Length { group, found, expected });
            }
            if !all_finite(from) {
                return Err(CheckpointError::NotFinite { group });
            }
            to.copy_from_slice(from);
        }
        let bound = actor.bound();
        if bound > MOST {
            return Err(CheckpointError::Overflow { bound });
        }
        Ok(Self { made_with, action_space, ..Self::new(actor, obs_dim, act_dim) })
    }
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_LEN] {
    let mut fnv = Fnv::new();
    fnv.bytes(bytes);
    fnv.0.to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::{
        Agent, DirectConfig, FewSpikesConfig, PolicyScratch, PopSanConfig, SacConfig,
    };
    use crate::rng::{Rng, Stream};
    use proptest::prelude::*;

    fn policies() -> Vec<Policy> {
        let popsan = PopSanConfig { hidden_sizes: vec![6, 5], ..PopSanConfig::default() };
        let few_spikes = FewSpikesConfig { hidden_sizes: vec![5, 4], time_steps: 6, range: 2.0 };
        let direct = DirectConfig {
            hidden_sizes: vec![4, 3],
            time_steps: 3,
            current_to_all: true,
            decay: 0.9,
            v_threshold: 0.5,
            surrogate_width: 0.25,
        };
        let (mlp, popsan) =
            (ActorConfig::Mlp { hidden_sizes: vec![7] }, ActorConfig::PopSan(popsan));
        [mlp, popsan, ActorConfig::FewSpikes(few_spikes), ActorConfig::Direct(direct)]
            .map(|actor| SacConfig { actor, ..SacConfig::default() })
            .map(|config| Agent::new(&config, 3, 2, 11).unwrap().policy())
            .to_vec()
    }

    fn seal(mut bytes: Vec<u8>) -> Vec<u8> {
        let checksum = checksum(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    #[test]
    fn a_round_trip_keeps_every_bit() {
        for policy in policies() {
            let back = Policy::from_bytes(&policy.to_bytes().unwrap()).unwrap();
            assert_eq!(back, policy);
            let (mut scratch, obs) = (PolicyScratch::default(), [0.3, -0.2, 1.4]);
            let (mut a, mut b) = ([0.0; 2], [0.0; 2]);
            policy.act(&mut scratch, &obs, &mut a);
            back.act(&mut scratch, &obs, &mut b);
            assert_eq!(a.map(f32::to_bits), b.map(f32::to_bits));
        }
    }

    #[test]
    fn every_truncation_and_every_flipped_bit_is_an_error() {
        for policy in policies() {
            let bytes = policy.to_bytes().unwrap();
            for len in 0..bytes.len() {
                assert!(Policy::from_bytes(&bytes[..len]).is_err());
            }
            for at in 0..bytes.len() {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << (at % 8);
                assert!(Policy::from_bytes(&bytes).is_err());
            }
        }
    }

    #[test]
    fn wrong_contents_with_a_right_checksum_are_named() {
        let write = |body: &Body, version: u16| {
            let made_with: &[u8] = if version == 1 { &[] } else { &[7, 0] };
            let head = [&MAGIC[..], &version.to_le_bytes(), made_with].concat();
            Policy::from_bytes(&seal([head, postcard::to_allocvec(body).unwrap()].concat()))
        };
        let policy = &policies()[0];
        let body = || Body {
            obs_dim: 3,
            act_dim: 2,
            actor: policy.actor.config(),
            params: policy.actor.params().map(<[f32]>::to_vec),
        };
        for (version, made_with) in [(1, 1), (2, 7)] {
            let read = write(&body(), version);
            assert_eq!(read, Ok(Policy { made_with, ..policy.clone() }));
        }
        assert_eq!(write(&body(), 9), Err(CheckpointError::Version { found: 9 }));
        let huge = Body { obs_dim: usize::MAX, ..body() };
        assert!(matches!(write(&huge, 1), Err(CheckpointError::Dimension(_))));
        let wrong = Body { act_dim: 3, ..body() };
        assert!(matches!(write(&wrong, 1), Err(CheckpointError::Length { group: 0, .. })));
        let mut nan = body();
        nan.params[0][3] = f32::NAN;
        assert_eq!(write(&nan, 1), Err(CheckpointError::NotFinite { group: 0 }));
    }

    /// Weights of every size that an f32 has: a policy is refused, or its actions are numbers.
    #[test]
    fn huge_weights_are_refused_before_they_overflow() {
        let mut rng = Rng::new(3, Stream::Noise);
        for policy in policies() {
            let mut refused = 0;
            // Powers of two from 2^−40 to 2^127, by the bits of their exponents.
            for size in (87..255).map(|exponent| f32::from_bits(exponent << 23)) {
                let mut huge = policy.clone();
                let params = huge.actor.params_mut();
                params.into_iter().flatten().for_each(|p| {
                    *p = p.signum() * size;
                });
                let read = match Policy::from_bytes(&huge.to_bytes().unwrap()) {
                    Ok(read) => read,
                    Err(error) => {
                        assert!(matches!(error, CheckpointError::Overflow { .. }), "{error}");
                        refused += 1;
                        continue;
                    }
                };
                let mut obs: Vec<f32> = (0..60).map(|_| rng.uniform_in(-1.0, 1.0) as f32).collect();
                obs.iter_mut().step_by(2).for_each(|o| *o = o.signum());
                let mut actions = [0.0; 40];
                read.act(&mut PolicyScratch::default(), &obs, &mut actions);
                assert!(actions.iter().all(|a| (-1.0..=1.0).contains(a)), "{size:e}");
            }
            assert!((1..100).contains(&refused), "{refused}");
            assert!(Policy::from_bytes(&policy.to_bytes().unwrap()).is_ok());
        }
    }

    proptest! {
        #[test]
        fn garbage_never_panics(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Policy::from_bytes(&body).is_err());
            let sealed = seal([&MAGIC[..], &VERSION.to_le_bytes(), &body].concat());
            prop_assert!(Policy::from_bytes(&sealed).is_err());
        }
    }
}
