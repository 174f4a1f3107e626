//! What was trained, as sentences for a paper.

use crate::claim::RunClaim;
use crate::learn::{Ending, Recipe};

/// A run that is over, and how its agents do on requests that they were not trained on.
#[derive(Clone, Debug, PartialEq)]
pub struct Trained {
    pub claim: RunClaim,
    pub reached: Vec<Reached>,
}

/// How an agent does, over the seeds that are done.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    pub recipe: Recipe,
    pub requests: usize,
    pub seeds: usize,
    /// Carbon above the optimum as a share of it: interquartile mean, and its 95 % interval.
    pub gap: f64,
    pub interval: (f64, f64),
    /// Share of the answers that break a limit.
    pub violation_rate: f64,
}

/// The agent, and which one where it is not the one that ships.
fn called(recipe: Recipe) -> String {
    let algorithm = recipe.algorithm();
    if recipe == Recipe::shipped(algorithm) {
        algorithm.name().to_string()
    } else {
        format!("{} ({})", algorithm.name(), recipe.word().replace('-', " "))
    }
}

/// A hyperparameter as people call it.
fn hyperparameter(name: &str) -> &str {
    match name {
        "hidden" => "hidden units",
        "time_steps" => "time steps",
        "actor_lr" => "learning rate of the actor",
        "critic_lr" => "learning rate of the critics",
        "temperature" => "temperature at first",
        other => other,
    }
}

/// Agents, updates, seeds, what was set, what was reached, and the digests of the weights.
pub fn sentences(trained: &Trained) -> String {
    let Trained { claim, reached } = trained;
    let seeds = match (claim.seed, claim.last_seed()) {
        (first, last) if first == last => format!("seed {first}"),
        (first, last) => format!("seeds {first} to {last}"),
    };
    let names = claim.recipes.iter().map(|it| called(*it)).collect::<Vec<_>>().join(" and ");
    let set =
        claim.hyperparameters.named().into_iter().filter_map(|(name, value)| {
            value.map(|value| format!("{} {value}", hyperparameter(name)))
        });
    let mut settings = set.collect::<Vec<_>>();
    // Which of them ended early the claim does not tell.
    let (at_most, fewer) = match claim.ending {
        Ending::Planned => ("", ""),
        _ => ("at most ", ", fewer where the gap had settled before"),
    };
    let others = if settings.is_empty() { "" } else { "the other " };
    settings.push(format!("{others}settings at their defaults"));
    let percent = |share: f64| format!("{:.3}", 100.0 * share);
    let reached = reached.iter().map(|it| {
        let over = match it.seeds {
            1 => "one seed".to_string(),
            many => format!(
                "interquartile mean of {many} seeds, 95 % interval {} to {} %",
                percent(it.interval.0),
                percent(it.interval.1)
            ),
        };
        format!(
            " On {} held-out requests {} emits {} % more than the exact optimum ({over}) and breaks a limit in {} % \
             of them.",
            it.requests,
            called(it.recipe),
            percent(it.gap),
            percent(it.violation_rate)
        )
    });
    let digests = (claim.seed..).zip(&claim.digests).map(|(seed, digests)| {
        let each = claim.recipes.iter().zip(digests);
        let each = each.map(|(recipe, digest)| format!("{} {digest:016x}", called(*recipe)));
        format!("seed {seed}, {}", each.collect::<Vec<_>>().join(", "))
    });
    let digests = digests.collect::<Vec<_>>().join("; ");
    format!(
        "Agents were trained for this: {names}, {at_most}{} updates each{fewer}, {seeds}; {}.{} The same training gives the same \
         weights on every machine; their digests are: {digests}.",
        claim.updates,
        settings.join(", "),
        reached.collect::<String>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::Hyperparameters;
    use crate::scenario::MODEL_VERSION;

    #[test]
    fn tour_17_what_was_trained_is_said_with_its_seeds_gap_and_digests() {
        let claim = RunClaim {
            seed: 3,
            updates: 600,
            recipes: vec![Recipe::Sdrl, Recipe::SacFreeBox],
            digests: vec![vec![1, 0xabc], vec![2, 3]],
            hyperparameters: Hyperparameters { hidden: Some(32), ..Hyperparameters::default() },
            ending: Ending::Planned,
            model_version: MODEL_VERSION,
        };
        let reached = Reached {
            recipe: Recipe::Sdrl,
            requests: 256,
            seeds: 2,
            gap: 0.0123,
            interval: (0.01, 0.0155),
            violation_rate: 0.0,
        };
        let mut trained = Trained { claim, reached: vec![reached] };
        assert_eq!(
            sentences(&trained),
            "Agents were trained for this: SDRL and SAC (sac free box), 600 updates each, seeds 3 to 4; \
             hidden units 32, the other settings at their defaults. On 256 held-out requests SDRL emits 1.230 % more \
             than the exact optimum (interquartile mean of 2 seeds, 95 % interval 1.000 to 1.550 %) and breaks a limit \
             in 0.000 % of them. The same training gives the same weights on every machine; their digests are: seed 3, \
             SDRL 0000000000000001, SAC (sac free box) 0000000000000abc; seed 4, SDRL 0000000000000002, \
             SAC (sac free box) 0000000000000003."
        );
        trained.claim.ending = Ending::Settled;
        let early = "at most 600 updates each, fewer where the gap had settled before, seeds 3 to 4; hidden units 32,";
        assert!(sentences(&trained).contains(early), "{}", sentences(&trained));
    }
}
