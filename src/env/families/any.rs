//! Requests of every kind that the page can set, for an agent that follows every field.
//!
//! Every choice is drawn, and every field of the table: those that people move in each request, the
//! others now and then, and now and then one from all that it may be. In most such requests power hardly
//! matters, so of those in which it does not only some are kept ([`UNCONTESTED`]). Two fifths of the
//! requests to learn from are as agents of AOLO-Bench learn them.

use super::bench::{self, TrainingFamily, training_scenario};
use crate::carbon::{Chain, footprint};
use crate::data::{FIELDS, Field, LLMS, TASKS};
use crate::optimum::{FeasibleSet, expert_power, safe_action};
use crate::rng::Rng;
use crate::scenario::{
    Accounting, Boundary, CellKind, Decision, EnergyModel, GpuKind, LlmChoice, Scenario,
    ValidScenario,
};

/// Share of requests as agents of AOLO-Bench learn them.
const BENCH: f64 = 0.4;
/// Share that counts by EcoLogits.
const ECOLOGITS: f64 = 0.1;
/// Share that asks for what one of the tasks of the page asks for.
const TASK: f64 = 0.3;
/// Share that keeps the limits of rate and latency that the page opens with, or its task sets; the
/// others are drawn relative to what the link and the model can do.
const USUAL_LIMITS: f64 = 0.25;
/// Share of the rest whose rate, and whose latency, is slack.
const SLACK: f64 = 0.3;
/// Share in which a field is drawn that few people move.
const SELDOM: f64 = 0.08;
/// Share of the draws of a field from all that it may be, not from its slider.
const WHOLE: f64 = 0.02;
/// Share that is kept of requests in which no power that keeps all limits costs [`CONTESTED`] more
/// than the best.
const UNCONTESTED: f64 = 0.25;
const CONTESTED: f64 = 0.01;

/// Fields that people move: drawn in every request.
const ALWAYS: [&str; 9] = [
    "batch",
    "prompt_tokens",
    "kappa50",
    "qoe_min",
    "grid_dc_g_per_kwh",
    "grid_bs_g_per_kwh",
    "distance_m",
    "bandwidth_mhz",
    "payload_bytes_per_token",
];

/// A request to train on; drawn again until some action is feasible.
pub fn any_training_scenario(rng: &mut Rng) -> ValidScenario {
    if rng.uniform() < BENCH {
        return training_scenario(rng, TrainingFamily::default());
    }
    any_scenario(rng)
}

/// A request of any kind; drawn again until some action is feasible.
pub fn any_scenario(rng: &mut Rng) -> ValidScenario {
    loop {
        if let Some(valid) = draw(rng) {
            return valid;
        }
    }
}

fn draw(rng: &mut Rng) -> Option<ValidScenario> {
    let mut scenario = Scenario {
        model: LlmChoice::Named(LLMS[rng.below(LLMS.len())].name.to_string()),
        gpu: one_of(GpuKind::ALL, rng),
        cell: one_of(CellKind::ALL, rng),
        accounting: one_of(Accounting::ALL, rng),
        boundary: one_of(Boundary::ALL, rng),
        gpus: rng.log_uniform_in(1.0, 16.0).round(),
        ..Scenario::default()
    };
    if rng.uniform() < ECOLOGITS {
        scenario.energy_model = EnergyModel::Ecologits;
    }
    for field in FIELDS {
        if ALWAYS.contains(&field.name) || rng.uniform() < SELDOM {
            let value = drawn(field, rng);
            scenario.set(field.name, value).ok()?;
        }
    }
    if rng.uniform() < TASK {
        TASKS[rng.below(TASKS.len())].set(&mut scenario);
    }
    if rng.uniform() >= USUAL_LIMITS {
        let slack_rate = rng.uniform() < SLACK;
        let (least, most) = bench::RATE_USE;
        let rate_use = if slack_rate { (0.0, least) } else { (least, most) };
        let rate_use = rng.uniform_in(rate_use.0, rate_use.1);
        let slack_latency = rng.uniform() < SLACK;
        let (least, most) = bench::LATENCY_SLACK;
        let slack = if slack_latency { (most, 10.0 * most) } else { (least, most) };
        let slack = rng.log_uniform_in(slack.0, slack.1);
        let chain = Chain::new(&scenario.validate().ok()?);
        let rate_kbps = rate_use * chain.outage_rate().0 / 1e3;
        let latency_s = slack * footprint(&chain, safe_action(&chain)).latency_s;
        scenario.set("rate_min_kbps", rate_kbps).ok()?;
        scenario.set("latency_max_s", latency_s).ok()?;
    }
    let valid = scenario.validate().ok()?;
    let chain = Chain::new(&valid);
    let contested = contested(&chain)?;
    (contested || rng.uniform() < UNCONTESTED).then_some(valid)
}

/// Whether power matters: the dearest that keeps all limits, each with its shortest answer, costs more
/// than the best by [`CONTESTED`]. None where nothing is feasible.
///
/// The dearest is one of the ends, for carbon falls and then rises with power; the best is the
/// expert's, which is as good as the best for this.
fn contested(chain: &Chain) -> Option<bool> {
    let set = FeasibleSet::of(chain)?;
    let total_g = |power_w: f64| {
        let tokens = set.shortest(chain, power_w);
        footprint(chain, Decision { tokens, power_w }).total_g
    };
    let best_g = total_g(expert_power(chain, &set));
    let dear = |power_w: f64| total_g(power_w) > (1.0 + CONTESTED) * best_g;
    Some(dear(set.least_power_w) || dear(chain.power_max_w))
}

fn one_of<T: Copy>(all: &[T], rng: &mut Rng) -> T {
    all[rng.below(all.len())]
}

/// A value of a field: of its slider, or now and then of all that is allowed.
fn drawn(field: &Field, rng: &mut Rng) -> f64 {
    let whole = rng.uniform() < WHOLE;
    let (low, high) = field.slider.filter(|_| !whole).unwrap_or((field.min, field.max));
    let value = if field.log_scale && low > 0.0 && high.is_finite() {
        rng.log_uniform_in(low, high)
    } else {
        // Where there is no most, as for the least power, a draw may be refused.
        rng.uniform_in(low, high.min(1e6))
    };
    if field.integer { value.round() } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimum::{optimum, rule};
    use crate::rng::Stream;

    /// As the description of the benchmark has it: full power has about 2 %, the middle more.
    #[test]
    fn power_matters_in_what_is_drawn() {
        let mut rng = Rng::new(6, Stream::TuneContexts);
        const REQUESTS: u32 = 1500;
        let (mut full, mut middle, mut worst) = (0.0, 0.0, 0.0_f64);
        for _ in 0..REQUESTS {
            let chain = Chain::new(&any_scenario(&mut rng));
            let best = optimum(&chain);
            assert!(best.feasible());
            let set = FeasibleSet::of(&chain).unwrap();
            let excess = |power_w: f64| {
                let tokens = set.shortest(&chain, power_w);
                let total_g = footprint(&chain, Decision { tokens, power_w }).total_g;
                let best_g = best.footprint().total_g;
                if best_g == 0.0 { 0.0 } else { total_g / best_g - 1.0 }
            };
            full += excess(chain.power_max_w) / f64::from(REQUESTS);
            let between = (set.least_power_w * chain.power_max_w).sqrt();
            middle += excess(between.min(chain.power_max_w)) / f64::from(REQUESTS);
            let expert = rule(&chain).unwrap().total_g / best.footprint().total_g - 1.0;
            worst = worst.max(expert);
        }
        println!("full power {full:.4}, middle {middle:.4}, the rule at worst {worst:.5}");
        assert!((0.01..0.06).contains(&full) && (0.01..0.06).contains(&middle));
    }
}
