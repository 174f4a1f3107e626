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
    /// The spiking agent in the box of all lengths and powers: cost and slacks learned apart.
    SdrlFreeBox,
    /// The dense agent in the box, tuned as hard, with the same objective.
    SacFreeBox,
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
    /// The spiking agent that ships: few-spikes actor, acting in the set of what keeps all limits.
    Sdrl,
    /// The dense agent that ships, acting there too.
    Sac,
}

impl Recipe {
    pub const ALL: [Self; 11] = [
        Self::Sdrl,
        Self::Sac,
        Self::SdrlFreeBox,
        Self::SacFreeBox,
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
            Self::SdrlFreeBox => "sdrl-free-box",
            Self::SacFreeBox => "sac-free-box",
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

    /// Its word in the claim of a share link. There `sdrl` and `sac` are what those words meant before
    /// agents acted in the feasible set, so that earlier links keep what they say.
    pub fn claimed(self) -> &'static str {
        match self {
            Self::Sdrl => "sdrl-feasible",
            Self::Sac => "sac-feasible",
            Self::SdrlFreeBox => "sdrl",
            Self::SacFreeBox => "sac",
            other => other.word(),
        }
    }

    /// The recipe of that word of a claim.
    pub fn parse_claimed(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|recipe| recipe.claimed() == word)
    }

    /// The recipe of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|recipe| recipe.word() == word)
    }

    /// Which agent it makes.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Self::Sac | Self::SacFreeBox | Self::BenchmarkSac | Self::SacMixedReward => {
                Algorithm::Sac
            }
            _ => Algorithm::Sdrl,
        }
    }
}
