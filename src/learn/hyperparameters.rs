//! What a run may change: hyperparameters by name and range, and when a learner ends.

use super::algorithm::{Algorithm, Recipe};
use crate::math::decimal;
use serde::{Deserialize, Serialize};

/// The least learning rate and temperature that a form offers: with less nothing is learnt. Links
/// may state any above 0.
pub const LEAST_SHARE: f64 = 1e-6;

/// What a run may change in its recipes; what is not set stays each recipe's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hyperparameters {
    /// Neurons of each hidden layer of the actor.
    pub hidden: Option<u32>,
    /// Transitions per update.
    pub batch: Option<u32>,
    /// Time steps of a spiking actor.
    pub time_steps: Option<u32>,
    pub actor_lr: Option<f32>,
    pub critic_lr: Option<f32>,
    /// Weight of entropy at the first update.
    pub temperature: Option<f32>,
}

impl Hyperparameters {
    /// Each by its name, as it is written where it is set.
    pub fn named(&self) -> [(&'static str, Option<String>); 6] {
        let whole = |it: Option<u32>| it.map(|it| it.to_string());
        let share = |it: Option<f32>| it.map(|it| it.to_string());
        [
            ("hidden", whole(self.hidden)),
            ("batch", whole(self.batch)),
            ("time_steps", whole(self.time_steps)),
            ("actor_lr", share(self.actor_lr)),
            ("critic_lr", share(self.critic_lr)),
            ("temperature", share(self.temperature)),
        ]
    }

    /// Sets the one of that name.
    ///
    /// # Errors
    /// What is allowed.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), HyperparameterError> {
        let whole = |most: u32| {
            let inside = |it: &u32| (1..=most).contains(it);
            text.parse().ok().filter(inside).ok_or(HyperparameterError::Integer { most })
        };
        let share = || {
            let inside = |it: &f32| *it > 0.0 && *it <= 1.0;
            decimal::read_f32(text).filter(inside).ok_or(HyperparameterError::Share)
        };
        match name {
            "hidden" => self.hidden = Some(whole(512)?),
            "batch" => self.batch = Some(whole(4096)?),
            "time_steps" => self.time_steps = Some(whole(24)?),
            "actor_lr" => self.actor_lr = Some(share()?),
            "critic_lr" => self.critic_lr = Some(share()?),
            "temperature" => self.temperature = Some(share()?),
            _ => return Err(HyperparameterError::Name),
        }
        Ok(())
    }
}

impl Recipe {
    /// What it trains with where a run sets nothing else; time steps only where there are spikes.
    pub fn own(self) -> Hyperparameters {
        let shipped = Hyperparameters {
            hidden: Some(64),
            batch: Some(128),
            time_steps: (self.algorithm() == Algorithm::Sdrl).then_some(12),
            actor_lr: Some(0.003),
            critic_lr: Some(0.005),
            temperature: Some(0.05),
        };
        let slow = Hyperparameters {
            batch: Some(256),
            actor_lr: Some(0.001),
            critic_lr: Some(0.001),
            ..shipped
        };
        match self {
            Self::SdrlDirectCoding => {
                Hyperparameters { hidden: Some(96), time_steps: Some(16), ..slow }
            }
            Self::PopSan => Hyperparameters { hidden: Some(64), time_steps: Some(16), ..slow },
            Self::BenchmarkSac => Hyperparameters {
                hidden: Some(256),
                batch: Some(100),
                temperature: Some(0.2),
                ..slow
            },
            Self::Sdrl | Self::Sac => shipped,
            _ => Hyperparameters { hidden: Some(96), ..shipped },
        }
    }
}

/// What a hyperparameter may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HyperparameterError {
    /// An integer from 1.
    Integer { most: u32 },
    /// A number above 0 to 1.
    Share,
    /// There is none of that name.
    Name,
}

/// When a learner of a run ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// After its last update.
    #[default]
    Planned,
    /// Once its gap on contexts for tuning no longer falls, or after its last update.
    Settled,
    /// The same, decided on the contexts that it is judged by, which flatters it: what links of
    /// earlier versions ask for, and are reproduced with.
    SettledWhereJudged,
}
