//! What a link says of a training run: what to run, and the digest that came of it.
//!
//! `1,5000,sdrl:de48d585acbbf832,sac:445876354e58cfb1,hidden:64,settle` — seed, updates, a recipe
//! with the digest of its weights for each agent, hyperparameters that differ from what ships, and
//! `settle` where a learner ends once its gap has settled. Whoever runs it again gets the same bits.

use crate::scenario::ScenarioError;
use crate::telemetry::{Hyperparameters, Recipe};

/// A run of one seed and what it led to.
#[derive(Clone, Debug, PartialEq)]
pub struct RunClaim {
    /// 0 to 999 999.
    pub seed: u64,
    /// 1 to 1 000 000.
    pub updates: u64,
    /// One or two, each with the digest of every weight's bits.
    pub learned: Vec<(Recipe, u64)>,
    pub hyperparameters: Hyperparameters,
    pub until_settled: bool,
}

const FORM: &str = "seed,updates,recipe:digest,… with a seed up to 999999, 1 to 1000000 updates, \
                    and one recipe for an agent";

impl RunClaim {
    /// As a link writes it.
    pub fn encode(&self) -> String {
        let mut parts = vec![self.seed.to_string(), self.updates.to_string()];
        for (recipe, digest) in &self.learned {
            parts.push(format!("{}:{digest:016x}", recipe.word()));
        }
        let (here, fresh) = (&self.hyperparameters, Hyperparameters::SHIPPED);
        for ((name, value), (_, shipped)) in here.numbers().into_iter().zip(fresh.numbers()) {
            if value != shipped {
                parts.push(format!("{name}:{value}"));
            }
        }
        if self.until_settled {
            parts.push("settle".to_string());
        }
        parts.join(",")
    }

    /// Reads what a link says.
    ///
    /// # Errors
    /// Names the part that is wrong and what is allowed.
    pub fn parse(text: &str) -> Result<Self, ScenarioError> {
        let wrong = |value: &str| ScenarioError::range("run", value, FORM);
        let mut parts = text.split(',');
        let mut whole = |least: u64, most: u64| {
            let part = parts.next().unwrap_or_default();
            part.parse().ok().filter(|it| (least..=most).contains(it)).ok_or_else(|| wrong(text))
        };
        let (seed, updates) = (whole(0, 999_999)?, whole(1, 1_000_000)?);
        let mut claim = Self {
            seed,
            updates,
            learned: Vec::new(),
            hyperparameters: Hyperparameters::SHIPPED,
            until_settled: false,
        };
        for part in parts {
            match part.split_once(':') {
                None if part == "settle" => claim.until_settled = true,
                None => return Err(wrong(part)),
                Some((name, value)) => match Recipe::parse(name) {
                    Some(recipe) => {
                        let same = |it: &(Recipe, u64)| it.0.algorithm() == recipe.algorithm();
                        let digest = u64::from_str_radix(value, 16).map_err(|_| wrong(part))?;
                        if value.len() != 16 || claim.learned.iter().any(same) {
                            return Err(wrong(part));
                        }
                        claim.learned.push((recipe, digest));
                    }
                    None => claim
                        .hyperparameters
                        .set(name, value)
                        .map_err(|allowed| ScenarioError::range("run", part, allowed))?,
                },
            }
        }
        if claim.learned.is_empty() { Err(wrong(text)) } else { Ok(claim) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn claim() -> RunClaim {
        RunClaim {
            seed: 7,
            updates: 5000,
            learned: vec![(Recipe::PopSan, 1), (Recipe::Sac, u64::MAX)],
            hyperparameters: Hyperparameters {
                hidden: 64,
                actor_lr: 0.001,
                ..Hyperparameters::SHIPPED
            },
            until_settled: true,
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text =
            "7,5000,popsan:0000000000000001,sac:ffffffffffffffff,hidden:64,actor_lr:0.001,settle";
        assert_eq!(claim().encode(), text);
        assert_eq!(RunClaim::parse(text), Ok(claim()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, part) in [
            ("", "run = "),
            ("1", "run = 1"),
            ("1,0,sac:0000000000000001", "run = 1,0"),
            ("1,5000", "run = 1,5000"),
            ("1,5000,moon:0000000000000001", "moon"),
            ("1,5000,sac:1", "sac:1"),
            ("1,5000,sac:0000000000000001,benchmark-sac:0000000000000001", "benchmark-sac"),
            ("1,5000,sac:0000000000000001,hidden:9999", "1 to 512"),
            ("1,5000,sac:0000000000000001,actor_lr:0", "above 0 to 1"),
            ("1,5000,sac:0000000000000001,never", "never"),
        ] {
            let message = RunClaim::parse(text).unwrap_err().to_string();
            assert!(message.contains(part), "{text}: {message}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in "[0-9a-z:,._-]{0,60}") {
            if let Ok(claim) = RunClaim::parse(&text) {
                prop_assert_eq!(RunClaim::parse(&claim.encode()), Ok(claim));
            }
        }
    }
}
