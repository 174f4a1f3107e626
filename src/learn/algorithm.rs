//! Which agent, and which named configuration of it: as they travel and as they are kept.
//!
//! Only the names. What a recipe sets is `recipe`'s business, which needs the agent.

use serde::{Deserialize, Serialize};

/// Which agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// Soft actor-critic with a dense actor.
    Sac,
    /// Soft actor-critic with a spiking actor; which one, its [`Recipe`] says.
    Sdrl,
}

impl Algorithm {
    /// Both, the spiking one first.
    pub const ALL: [Self; 2] = [Self::Sdrl, Self::Sac];

    /// Its word on the command line and in file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sac => "sac",
            Self::Sdrl => "sdrl",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sac => "SAC",
            Self::Sdrl => "SDRL",
        }
    }

    /// The algorithm of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.word() == word)
    }
}

/// A named configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recipe {
    /// The spiking agent that ships: few-spikes actor, cost and slacks learned apart.
    Sdrl,
    /// The dense agent that ships, tuned as hard, with the same objective.
    Sac,
    /// The spiking agent with the benchmark's number of requests: more updates from each.
    SdrlFewRequests,
    /// The actor of Tang et al. with one mixed reward.
    PopSan,
    /// SAC with the defaults of public code.
    BenchmarkSac,
    /// The spiking agent learning from one mixed reward.
    SdrlMixedReward,
    /// The spiking agent without a band for its rates.
    SdrlFreeRates,
    /// The spiking agent with spikes that all count the same, read by weights for each time step.
    SdrlDirectCoding,
    /// The dense agent learning from one mixed reward.
    SacMixedReward,
}

impl Recipe {
    pub const ALL: [Self; 9] = [
        Self::Sdrl,
        Self::Sac,
        Self::SdrlFewRequests,
        Self::PopSan,
        Self::BenchmarkSac,
        Self::SdrlMixedReward,
        Self::SdrlFreeRates,
        Self::SdrlDirectCoding,
        Self::SacMixedReward,
    ];

    /// Its word on the command line and in file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sdrl => "sdrl",
            Self::Sac => "sac",
            Self::SdrlFewRequests => "sdrl-few-requests",
            Self::PopSan => "popsan",
            Self::BenchmarkSac => "benchmark-sac",
            Self::SdrlMixedReward => "sdrl-mixed-reward",
            Self::SdrlFreeRates => "sdrl-free-rates",
            Self::SdrlDirectCoding => "sdrl-direct-coding",
            Self::SacMixedReward => "sac-mixed-reward",
        }
    }

    /// The recipe of the policy that ships with the page.
    pub fn shipped(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sdrl => Self::Sdrl,
            Algorithm::Sac => Self::Sac,
        }
    }

    /// The recipe of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|recipe| recipe.word() == word)
    }

    /// Which agent it makes.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Self::Sac | Self::BenchmarkSac | Self::SacMixedReward => Algorithm::Sac,
            _ => Algorithm::Sdrl,
        }
    }
}
