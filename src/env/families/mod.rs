//! Families of requests: how they are drawn, and what an agent sees of them.
//!
//! | family | drawn by | seen as | length of an observation |
//! |---|---|---|---|
//! | [`Family::Bench`] | [`bench`], AOLO-Bench v2 | [`bench::FEATURES`] | [`OBS_DIM`] |
//! | [`Family::Any`] | [`any`], whatever the page can set | [`signals::FEATURES`] | [`SIGNALS`] |
//!
//! The choice of family is made here and nowhere else.

pub mod any;
pub mod bench;
pub mod feature;
pub mod signals;

use super::Context;
use crate::rng::Rng;
use crate::scenario::ValidScenario;
use any::{any_scenario, any_training_scenario};
use bench::{OBS_DIM, TrainingFamily, bench_scenario, observe, training_scenario};
use serde::{Deserialize, Serialize};
use signals::{SIGNALS, signals};

/// Which requests an agent learns from, and with that what it sees of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Family {
    /// AOLO-Bench v2, with some limits slack.
    #[default]
    Bench,
    /// Whatever the page can set.
    Any,
}

impl Family {
    /// Length of an observation.
    pub fn obs_dim(self) -> usize {
        match self {
            Self::Bench => OBS_DIM,
            Self::Any => SIGNALS,
        }
    }

    /// The family whose observations have that length.
    pub fn of_obs_dim(obs_dim: usize) -> Option<Self> {
        [Self::Bench, Self::Any].into_iter().find(|family| family.obs_dim() == obs_dim)
    }

    /// Writes what an agent of this family sees of a request, `[obs_dim]`, each in −1 … 1.
    pub fn see(self, context: &Context, row: &mut [f32]) {
        match self {
            Self::Bench => row.copy_from_slice(&observe(context)),
            Self::Any => row.copy_from_slice(&signals(context)),
        }
    }

    /// A request to train on.
    pub fn training_scenario(self, rng: &mut Rng) -> ValidScenario {
        match self {
            Self::Bench => training_scenario(rng, TrainingFamily::default()),
            Self::Any => any_training_scenario(rng),
        }
    }

    /// A request to judge by.
    pub fn scenario(self, rng: &mut Rng) -> ValidScenario {
        match self {
            Self::Bench => bench_scenario(rng),
            Self::Any => any_scenario(rng),
        }
    }
}
