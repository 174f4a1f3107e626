//! What the page calls recipes, rules and libraries.

use super::summary::{Baseline, Learner, Library};
use crate::learn::Recipe;
use crate::ui::words::results as words;

/// Of a recipe of ours.
pub fn learner(of: Learner) -> &'static str {
    match of {
        Learner::Sdrl => "SDRL",
        Learner::Sac => "SAC",
        Learner::SdrlFreeBox => words::free_sdrl(),
        Learner::SacFreeBox => words::free_sac(),
        Learner::SdrlFewRequests => words::few_requests(),
        Learner::BenchmarkSac => words::benchmark_sac(),
        Learner::PopSan => words::popsan(),
        Learner::SdrlDirectCoding => words::direct_coding(),
        Learner::SdrlFreeRates => words::free_rates(),
        Learner::SdrlMixedReward => words::mixed_sdrl(),
        Learner::SacMixedReward => words::mixed_sac(),
    }
}

/// Of a recipe of a run.
pub fn recipe(of: Recipe) -> String {
    learner(match of {
        Recipe::Sdrl => Learner::Sdrl,
        Recipe::Sac => Learner::Sac,
        Recipe::SdrlFreeBox => Learner::SdrlFreeBox,
        Recipe::SacFreeBox => Learner::SacFreeBox,
        Recipe::SdrlFewRequests => Learner::SdrlFewRequests,
        Recipe::BenchmarkSac => Learner::BenchmarkSac,
        Recipe::PopSan => Learner::PopSan,
        Recipe::SdrlDirectCoding => Learner::SdrlDirectCoding,
        Recipe::SdrlFreeRates => Learner::SdrlFreeRates,
        Recipe::SdrlMixedReward => Learner::SdrlMixedReward,
        Recipe::SacMixedReward => Learner::SacMixedReward,
    })
    .to_owned()
}

/// Of somebody who learns nothing, and what it does.
pub fn baseline(of: Baseline) -> (&'static str, &'static str) {
    match of {
        Baseline::Optimum => (words::optimum(), words::optimum_aside()),
        Baseline::Expert => (words::expert(), words::expert_aside()),
        Baseline::Middle => (words::middle(), words::middle_aside()),
        Baseline::SafeAction => (words::safe(), words::safe_aside()),
        Baseline::NaturalLength => (words::natural(), words::natural_aside()),
        Baseline::FixedByCarbon => (words::fixed_carbon(), words::fixed_aside()),
        Baseline::FixedByLimits => (words::fixed_limits(), words::fixed_aside()),
        Baseline::Random => (words::random(), words::random_aside()),
    }
}

/// Of a library's SAC, and whose settings it has.
pub fn library(of: Library) -> (&'static str, &'static str) {
    match of {
        Library::StableBaselines3 => ("Stable-Baselines3", words::defaults()),
        Library::SpinningUp => ("Stable-Baselines3", words::like_spinning_up()),
        Library::CleanRl => ("CleanRL", words::its_settings()),
    }
}
