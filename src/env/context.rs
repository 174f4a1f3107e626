//! AOLO-Bench v1: how the requests are drawn, and what is prepared for each.

use super::any::{any_scenario, any_training_scenario};
use super::observation::{OBS_DIM, observe};
use super::signals::{SIGNALS, signals};
use crate::carbon::{Chain, footprint};
use crate::math;
use crate::optimum::safe_action;
use crate::rng::Rng;
use crate::scenario::{CellKind, Decision, LlmChoice, Scenario, ValidScenario};
use crate::wireless::Link;
use serde::{Deserialize, Serialize};

/// The models of the family.
pub const MODELS: [&str; 3] = ["llama-3.2-1b", "llama-3.2-3b", "llama-3.1-8b"];
/// The cells of the family.
pub const CELLS: [CellKind; 2] = [CellKind::Macro, CellKind::Micro];
/// Range of the batch, log-uniform.
pub const BATCH: (f64, f64) = (4.0, 128.0);
/// Range of the prompt in tokens, log-uniform.
pub const PROMPT_TOKENS: (f64, f64) = (20.0, 1500.0);
/// Median and logarithmic deviation of κ50, log-normal.
pub const KAPPA50: (f64, f64) = (240.0, 0.3);
/// Range of the QoE threshold, uniform.
pub const QOE_MIN: (f64, f64) = (0.4, 0.8);
/// Least rate over the rate that P_max carries at the outage limit, uniform.
pub const RATE_USE: (f64, f64) = (0.3, 0.98);
/// Latency limit over the latency of the safe action, log-uniform.
pub const LATENCY_SLACK: (f64, f64) = (1.02, 2.0);
/// Carbon intensity of either grid in g/kWh, uniform.
pub const CARBON_INTENSITY: (f64, f64) = (20.0, 800.0);
/// Distance in metres, log-uniform.
pub const DISTANCE_M: (f64, f64) = (30.0, 1000.0);
/// Bandwidth in MHz, log-uniform.
pub const BANDWIDTH_MHZ: (f64, f64) = (5.0, 40.0);
/// Payload in bytes per token, log-uniform.
pub const PAYLOAD_BYTES: (f64, f64) = (200.0, 20_000.0);

/// A request, prepared: what is seen of it, and what it is judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    pub valid: ValidScenario,
    pub chain: Chain,
    pub observation: [f32; OBS_DIM],
    /// P_max with its smallest κ.
    pub safe: Decision,
    /// Carbon of the safe action, g.
    pub safe_g: f64,
    pub safe_feasible: bool,
    /// C_ref = C(round κ50, P_max), g.
    pub reference_g: f64,
}

impl Context {
    /// Writes what an agent of that family sees, `[obs_dim]`.
    pub fn see(&self, family: Family, row: &mut [f32]) {
        match family {
            Family::Bench => row.copy_from_slice(&self.observation),
            Family::Any => row.copy_from_slice(&signals(self)),
        }
    }

    /// Prepares a request.
    pub fn new(valid: &ValidScenario) -> Self {
        let chain = Chain::new(valid);
        let safe = safe_action(&chain);
        let safe_print = footprint(&chain, safe);
        let tokens =
            valid.scenario().kappa50.round().clamp(1.0, f64::from(chain.tokens_max)) as u32;
        let reference = footprint(&chain, Decision { tokens, power_w: chain.power_max_w });
        Self {
            observation: observe(valid, &chain, safe_print.latency_s),
            safe,
            safe_g: safe_print.total_g,
            safe_feasible: safe_print.feasible(),
            reference_g: reference.total_g,
            valid: valid.clone(),
            chain,
        }
    }
}

/// Which requests an agent learns from, and with that what it sees of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Family {
    /// AOLO-Bench v1, with some limits slack.
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

/// The rate that the link carries at `power_w` with an outage of exactly ε.
///
/// R_ε(P) = η·B_w·log2(1 − γ̄·ln(1 − ε)), bit/s.
pub fn outage_rate(link: &Link, power_w: f64, outage_max: f64) -> f64 {
    let snr = link.snr_per_w * power_w;
    link.coding_efficiency * link.bandwidth.0 * math::log2(1.0 - snr * math::ln_1p(-outage_max))
}

/// Shares of training requests whose limits are slack, beside those of AOLO-Bench.
///
/// On the page most people start without a tight limit; an agent that has never seen one slack
/// would guess. The yardstick stays AOLO-Bench v1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrainingFamily {
    /// Share whose least rate is uniform from 0 to the least of AOLO-Bench.
    pub slack_rate: f64,
    /// Share whose latency limit is log-uniform from the greatest of AOLO-Bench to ten times that.
    pub slack_latency: f64,
}

impl TrainingFamily {
    /// AOLO-Bench v1 itself.
    pub const BENCH: Self = Self { slack_rate: 0.0, slack_latency: 0.0 };
}

impl Default for TrainingFamily {
    fn default() -> Self {
        Self { slack_rate: 0.15, slack_latency: 0.15 }
    }
}

/// A request of AOLO-Bench v1.
pub fn bench_scenario(rng: &mut Rng) -> ValidScenario {
    training_scenario(rng, TrainingFamily::BENCH)
}

/// A request to train on; drawn again until some action is feasible.
pub fn training_scenario(rng: &mut Rng, family: TrainingFamily) -> ValidScenario {
    loop {
        if let Some(valid) = draw(rng, family) {
            return valid;
        }
    }
}

fn draw(rng: &mut Rng, family: TrainingFamily) -> Option<ValidScenario> {
    let log_uniform = |rng: &mut Rng, (low, high)| rng.log_uniform_in(low, high);
    let uniform = |rng: &mut Rng, (low, high)| rng.uniform_in(low, high);
    let mut scenario = Scenario {
        model: LlmChoice::Named(MODELS[rng.below(MODELS.len())].to_string()),
        batch: log_uniform(rng, BATCH),
        prompt_tokens: log_uniform(rng, PROMPT_TOKENS).round(),
        kappa50: math::exp(math::ln(KAPPA50.0) + KAPPA50.1 * rng.normal()),
        qoe_min: uniform(rng, QOE_MIN),
        grid_dc_g_per_kwh: uniform(rng, CARBON_INTENSITY),
        grid_bs_g_per_kwh: uniform(rng, CARBON_INTENSITY),
        cell: CELLS[rng.below(CELLS.len())],
        distance_m: log_uniform(rng, DISTANCE_M),
        bandwidth_mhz: log_uniform(rng, BANDWIDTH_MHZ),
        payload_bytes_per_token: log_uniform(rng, PAYLOAD_BYTES),
        ..Scenario::default()
    };
    let slack_rate = rng.uniform() < family.slack_rate;
    let rate_use = uniform(rng, if slack_rate { (0.0, RATE_USE.0) } else { RATE_USE });
    let slack_latency = rng.uniform() < family.slack_latency;
    let most = LATENCY_SLACK.1;
    let slack = log_uniform(rng, if slack_latency { (most, 10.0 * most) } else { LATENCY_SLACK });
    // The two limits are drawn relative to what the link and the model can do.
    let chain = Chain::new(&scenario.validate().ok()?);
    let rate = outage_rate(&chain.link, chain.power_max_w, scenario.outage_max);
    scenario.rate_min_kbps = rate_use * rate / 1e3;
    scenario.latency_max_s = slack * footprint(&chain, safe_action(&chain)).latency_s;
    let valid = scenario.validate().ok()?;
    let chain = Chain::new(&valid);
    footprint(&chain, safe_action(&chain)).feasible().then_some(valid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimum::optimum;
    use crate::rng::Stream;

    /// As in the trial that the benchmark's description reports.
    #[test]
    fn the_optimum_sits_where_the_description_says() {
        let mut rng = Rng::new(3, Stream::TuneContexts);
        let (mut outage, mut full, mut shares, mut excess) = (0, 0, Vec::new(), Vec::new());
        for _ in 0..4000 {
            let chain = Chain::new(&bench_scenario(&mut rng));
            let best = optimum(&chain);
            assert!(best.feasible());
            let print = best.footprint();
            if print.decision.power_w >= chain.power_max_w * (1.0 - 1e-6) {
                full += 1;
            } else if print.wireless.outage >= chain.limits.outage_max * (1.0 - 1e-6) {
                outage += 1;
            }
            shares.push(print.radio_share());
            let safe = footprint(&chain, safe_action(&chain));
            excess.push(safe.total_g / print.total_g - 1.0);
        }
        shares.sort_by(f64::total_cmp);
        excess.sort_by(f64::total_cmp);
        println!(
            "outage {outage}, P_max {full}, share {:.3} {:.3} {:.3}, excess {:.3} {:.3}",
            shares[200], shares[2000], shares[3800], excess[2000], excess[3800]
        );
        // Reported from 400: 24 %, 12 %; 0.6 / 10 / 79 %; 0.9 % and 25 %.
        assert!((900..1200).contains(&outage) && (340..520).contains(&full));
        let near = |value: f64, reported: f64| (value / reported - 1.0).abs() < 0.25;
        assert!(near(shares[200], 0.006) && near(shares[2000], 0.10) && near(shares[3800], 0.79));
        assert!(near(excess[2000], 0.009) && near(excess[3800], 0.25));
    }

    #[test]
    fn the_outage_rate_is_where_the_outage_is_the_limit() {
        let chain = Chain::new(&bench_scenario(&mut Rng::new(5, Stream::TuneContexts)));
        let rate = outage_rate(&chain.link, 1.0, 0.1);
        let outage = chain.link.outage(crate::units::BitsPerSecond(rate), chain.link.snr_per_w);
        assert!((outage / 0.1 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn slack_limits_appear_in_training_only() {
        let mut rng = Rng::new(2, Stream::TrainContexts);
        let slack = |valid: &ValidScenario| {
            let context = Context::new(valid);
            let chain = &context.chain;
            let use_ = chain.limits.rate_min.0 / outage_rate(&chain.link, chain.power_max_w, 0.1);
            use_ < RATE_USE.0 * 0.999
        };
        let share = |rng: &mut Rng, family| {
            (0..300).filter(|_| slack(&training_scenario(rng, family))).count()
        };
        assert_eq!(share(&mut rng, TrainingFamily::BENCH), 0);
        assert!((20..80).contains(&share(&mut rng, TrainingFamily::default())));
    }
}
