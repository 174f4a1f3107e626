//! The hyperparameters that a run may change, by name and range.

use serde::{Deserialize, Serialize};

/// What a run may change in its recipes; what stands as in [`Self::SHIPPED`] stays each recipe's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hyperparameters {
    /// Neurons of each hidden layer of the actor.
    pub hidden: u32,
    /// Transitions per update.
    pub batch: u32,
    /// Time steps of a spiking actor.
    pub time_steps: u32,
    pub actor_lr: f32,
    pub critic_lr: f32,
    /// Weight of entropy at the first update.
    pub temperature: f32,
}

impl Hyperparameters {
    /// Those of the policies that ship with the page.
    pub const SHIPPED: Self = Self {
        hidden: 96,
        batch: 128,
        time_steps: 12,
        actor_lr: 0.003,
        critic_lr: 0.005,
        temperature: 0.05,
    };

    /// Each by its name, as it is written.
    pub fn numbers(&self) -> [(&'static str, String); 6] {
        [
            ("hidden", self.hidden.to_string()),
            ("batch", self.batch.to_string()),
            ("time_steps", self.time_steps.to_string()),
            ("actor_lr", self.actor_lr.to_string()),
            ("critic_lr", self.critic_lr.to_string()),
            ("temperature", self.temperature.to_string()),
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
            text.parse().ok().filter(inside).ok_or(HyperparameterError::Share)
        };
        match name {
            "hidden" => self.hidden = whole(512)?,
            "batch" => self.batch = whole(4096)?,
            "time_steps" => self.time_steps = whole(24)?,
            "actor_lr" => self.actor_lr = share()?,
            "critic_lr" => self.critic_lr = share()?,
            "temperature" => self.temperature = share()?,
            _ => return Err(HyperparameterError::Name),
        }
        Ok(())
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
