//! What a link says of a training run: what to run, and the digests that came of it.
//!
//! `1,5000,sdrl:de48d585acbbf832,sac:445876354e58cfb1,hidden:64,settled` — seed, updates, a recipe
//! with the digest of its weights for each agent, the hyperparameters that are set, and `settled` where a
//! learner ends once its gap on tuning contexts has settled (`settle` in links of earlier versions, which
//! decided by the contexts that learners are judged on). Each further seed follows with its
//! digests, `seed:2,sdrl:…,sac:…`: seeds count up, recipes come in the same order. Whoever runs it
//! again gets the same bits.

use crate::learn::{Ending, HyperparameterError, Hyperparameters, Recipe};
use crate::scenario::{Allowed, MODEL_VERSION, ScenarioError, Span};
use crate::written::holds;

/// Seeds that a run may have.
pub const MOST_SEEDS: usize = 50;

/// A run of one or more seeds and what it led to.
#[derive(Clone, Debug, PartialEq)]
pub struct RunClaim {
    /// The first one, 0 to 999 999; the others count up from it.
    pub seed: u64,
    /// 1 to 1 000 000.
    pub updates: u64,
    /// One or two.
    pub recipes: Vec<Recipe>,
    /// The digest of every weight's bits, `[seed, recipe]`; 1 to [`MOST_SEEDS`] seeds.
    pub digests: Vec<Vec<u64>>,
    pub hyperparameters: Hyperparameters,
    pub ending: Ending,
    /// Of the carbon model that the requests were answered by.
    pub model_version: u32,
}

/// What says the version of the carbon model; version 1 said nothing.
const MODEL: &str = "model";
const SETTLED: &str = "settled";
/// As earlier versions wrote it, for what they meant by it.
const SETTLED_BEFORE: &str = "settle";

impl RunClaim {
    /// The last seed.
    pub fn last_seed(&self) -> u64 {
        self.seed + self.digests.len().saturating_sub(1) as u64
    }

    /// As a link writes it.
    pub fn encode(&self) -> String {
        let mut parts = vec![self.seed.to_string(), self.updates.to_string()];
        parts.extend((self.model_version > 1).then(|| format!("{MODEL}:{}", self.model_version)));
        let learned = |digests: &Vec<u64>| -> Vec<String> {
            let pairs = self.recipes.iter().zip(digests);
            pairs.map(|(recipe, digest)| format!("{}:{digest:016x}", recipe.claimed())).collect()
        };
        parts.extend(self.digests.iter().take(1).flat_map(learned));
        for (name, value) in self.hyperparameters.named() {
            if let Some(value) = value {
                parts.push(format!("{name}:{value}"));
            }
        }
        match self.ending {
            Ending::Planned => {}
            Ending::Settled => parts.push(SETTLED.to_string()),
            Ending::SettledWhereJudged => parts.push(SETTLED_BEFORE.to_string()),
        }
        for (seed, digests) in (self.seed..).zip(&self.digests).skip(1) {
            parts.push(format!("seed:{seed}"));
            parts.extend(learned(digests));
        }
        parts.join(",")
    }

    /// Reads what a link says.
    ///
    /// # Errors
    /// Names the part that is wrong and what is allowed.
    pub fn parse(text: &str) -> Result<Self, ScenarioError> {
        let wrong = |value: &str| ScenarioError::range("run", value, Allowed::Run);
        let mut parts = text.split(',');
        let mut whole = |least: u64, most: u64| {
            let part = parts.next().unwrap_or_default();
            part.parse().ok().filter(|it| (least..=most).contains(it)).ok_or_else(|| wrong(text))
        };
        let (seed, updates) = (whole(0, 999_999)?, whole(1, 1_000_000)?);
        let mut claim = Self {
            seed,
            updates,
            recipes: Vec::new(),
            digests: Vec::new(),
            hyperparameters: Hyperparameters::default(),
            ending: Ending::Planned,
            model_version: 1,
        };
        // Of the seed that is being read.
        let mut digests = Vec::new();
        for part in parts {
            match part.split_once(':') {
                None if part == SETTLED => claim.ending = Ending::Settled,
                None if part == SETTLED_BEFORE => claim.ending = Ending::SettledWhereJudged,
                None => return Err(wrong(part)),
                Some((MODEL, value)) => {
                    let version = value.parse().ok().filter(|it| (1..=MODEL_VERSION).contains(it));
                    claim.model_version = version.ok_or_else(|| wrong(part))?;
                }
                Some(("seed", value)) => {
                    claim.close_seed(std::mem::take(&mut digests), text)?;
                    let next = claim.last_seed() + 1;
                    if claim.digests.len() == MOST_SEEDS {
                        return Err(ScenarioError::range("run", part, Allowed::Seeds(MOST_SEEDS)));
                    }
                    if value != next.to_string() {
                        let next = Allowed::Exactly(format!("seed:{next}"));
                        return Err(ScenarioError::range("run", part, next));
                    }
                }
                Some((name, value)) => match Recipe::parse_claimed(name) {
                    Some(recipe) => {
                        let digest = u64::from_str_radix(value, 16).map_err(|_| wrong(part))?;
                        if value.len() != 16 || holds(value, '+') {
                            return Err(wrong(part));
                        }
                        if claim.digests.is_empty() {
                            let same = |it: &Recipe| it.algorithm() == recipe.algorithm();
                            if claim.recipes.iter().any(same) {
                                return Err(wrong(part));
                            }
                            claim.recipes.push(recipe);
                        } else if claim.recipes.get(digests.len()) != Some(&recipe) {
                            return Err(ScenarioError::range("run", part, claim.each_seed()));
                        }
                        digests.push(digest);
                    }
                    None => claim
                        .hyperparameters
                        .set(name, value)
                        .map_err(|error| ScenarioError::range("run", part, allowed(error)))?,
                },
            }
        }
        claim.close_seed(digests, text)?;
        Ok(claim)
    }

    /// Takes the digests of a seed that has been read to its end.
    fn close_seed(&mut self, digests: Vec<u64>, text: &str) -> Result<(), ScenarioError> {
        if self.recipes.is_empty() {
            return Err(ScenarioError::range("run", text, Allowed::Run));
        }
        if digests.len() != self.recipes.len() {
            let seed = format!("seed:{}", self.last_seed() + 1);
            return Err(ScenarioError::range("run", seed, self.each_seed()));
        }
        self.digests.push(digests);
        Ok(())
    }

    fn each_seed(&self) -> Allowed {
        Allowed::EachSeed(self.recipes.iter().map(|it| it.claimed()).collect())
    }
}

fn allowed(error: HyperparameterError) -> Allowed {
    match error {
        HyperparameterError::Integer { most } => Span::integer(1.0, f64::from(most)).into(),
        HyperparameterError::Share => Span::above(0.0, 1.0, "1").into(),
        HyperparameterError::Name => {
            Allowed::OneOf(Hyperparameters::default().named().map(|(name, _)| name).to_vec())
        }
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
            recipes: vec![Recipe::PopSan, Recipe::SacFreeBox],
            digests: vec![vec![1, u64::MAX]],
            hyperparameters: Hyperparameters {
                hidden: Some(64),
                actor_lr: Some(0.001),
                ..Hyperparameters::default()
            },
            ending: Ending::Settled,
            model_version: 2,
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let text = "7,5000,model:2,popsan:0000000000000001,sac:ffffffffffffffff,hidden:64,actor_lr:0.001,settled";
        assert_eq!(claim().encode(), text);
        assert_eq!(RunClaim::parse(text), Ok(claim()));
    }

    #[test]
    fn a_link_of_an_earlier_version_asks_for_the_same_run() {
        // That version wrote what differed from 96, 128, 12, 0.003, 0.005 and 0.05, and `settle`.
        let text = "7,5000,popsan:0000000000000001,sac:ffffffffffffffff,hidden:64,settle";
        let read = RunClaim::parse(text).unwrap();
        assert_eq!(read.ending, Ending::SettledWhereJudged);
        let only = Hyperparameters { hidden: Some(64), ..Hyperparameters::default() };
        assert_eq!(read.hyperparameters, only);
        assert_eq!(read.encode(), text);
        // And it is of version 1 of the carbon model.
        assert_eq!(read.model_version, 1);
    }

    #[test]
    fn the_agents_of_earlier_links_act_in_the_box_and_those_of_today_do_not() {
        for (text, recipes) in [
            (
                "7,5000,model:2,sdrl:0000000000000001,sac:0000000000000002",
                [Recipe::SdrlFreeBox, Recipe::SacFreeBox],
            ),
            (
                "7,5000,model:2,sdrl-feasible:0000000000000001,sac-feasible:0000000000000002",
                [Recipe::Sdrl, Recipe::Sac],
            ),
        ] {
            let read = RunClaim::parse(text).unwrap();
            assert_eq!(read.recipes, recipes);
            assert_eq!(read.encode(), text);
        }
    }

    #[test]
    fn what_ships_can_be_set_where_a_recipe_has_another() {
        let text = "1,5000,benchmark-sac:0000000000000001,hidden:96,batch:128";
        let read = RunClaim::parse(text).unwrap();
        assert_eq!(
            (read.hyperparameters.hidden, read.hyperparameters.batch),
            (Some(96), Some(128))
        );
        assert_eq!(read.encode(), text);
    }

    #[test]
    fn further_seeds_follow_the_first() {
        let text = "7,5000,model:2,popsan:0000000000000001,sac:ffffffffffffffff,hidden:64,actor_lr:0.001,\
                    settled,seed:8,popsan:0000000000000002,sac:0000000000000003";
        let two = RunClaim { digests: vec![vec![1, u64::MAX], vec![2, 3]], ..claim() };
        assert_eq!(two.encode(), text);
        assert_eq!(RunClaim::parse(text), Ok(two));
        let most = RunClaim { digests: vec![vec![4, 5]; MOST_SEEDS], ..claim() };
        assert_eq!(RunClaim::parse(&most.encode()), Ok(most.clone()));
        let more = RunClaim { digests: vec![vec![4, 5]; MOST_SEEDS + 1], ..most };
        let message = RunClaim::parse(&more.encode()).unwrap_err().to_string();
        assert!(message.contains("seed:57") && message.contains("1 to 50 seeds"), "{message}");
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
            ("1,5000,sac:+000000000000001", "sac:+0"),
            ("1,5000,sac:0000000000000001,benchmark-sac:0000000000000001", "benchmark-sac"),
            ("1,5000,sac:0000000000000001,hidden:9999", "1 to 512"),
            ("1,5000,sac:0000000000000001,actor_lr:0", "above 0 and up to 1"),
            ("1,5000,sac:0000000000000001,never", "never"),
            ("1,5000,model:3,sac:0000000000000001", "model:3"),
            ("1,5000,seed:2,sac:0000000000000001", "run = 1,5000,seed:2"),
            ("1,5000,sac:0000000000000001,seed:2", "seed:2 is out of range: sac:digest"),
            (
                "1,5000,sac:0000000000000001,seed:3,sac:0000000000000001",
                "seed:3 is out of range: seed:2",
            ),
            ("1,5000,sac:0000000000000001,seed:2,sdrl:0000000000000001", "sdrl:0000000000000001"),
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

        #[test]
        fn any_seeds_are_read_back(
            seed in 0..1_000_000_u64,
            digests in proptest::collection::vec(proptest::collection::vec(any::<u64>(), 2), 1..=MOST_SEEDS),
        ) {
            let claim = RunClaim { seed, digests, ..claim() };
            prop_assert_eq!(RunClaim::parse(&claim.encode()), Ok(claim));
        }
    }
}
