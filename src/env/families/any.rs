//! Requests of every kind that the page can set, for an agent that follows every field.
//!
//! Two fifths of those to learn from are as agents of AOLO-Bench learn them, so that its requests
//! stay the best learned; the rest draws all that people move, and now and then what few do.

use super::bench::{self, TrainingFamily, training_scenario};
use crate::carbon::{Chain, footprint};
use crate::data::field;
use crate::optimum::safe_action;
use crate::rng::Rng;
use crate::scenario::{Accounting, CellKind, EnergyModel, LlmChoice, Scenario, ValidScenario};

/// Share of requests as agents of AOLO-Bench learn them.
const BENCH: f64 = 0.4;
/// Share that counts by EcoLogits.
const ECOLOGITS: f64 = 0.1;
/// Share that keeps the limits of rate and latency that the page opens with; the others are drawn
/// relative to what the link and the model can do.
const USUAL_LIMITS: f64 = 0.25;
/// Share of the rest whose rate, and whose latency, is slack.
const SLACK: f64 = 0.3;

/// The models of the family.
pub(in crate::env) const MODELS: [&str; 7] = [
    "llama-3.2-1b",
    "llama-3.2-3b",
    "llama-3.1-8b",
    "llama-3.1-70b",
    "llama-3.1-405b-fp8",
    "qwen3-14b",
    "qwen3-32b",
];
/// The cells of the family.
pub(in crate::env) const CELLS: [CellKind; 5] =
    [CellKind::Macro, CellKind::Rrh, CellKind::Micro, CellKind::Pico, CellKind::Femto];

/// How a field is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spread {
    Even,
    Log,
    /// Even in the root, so more of it near zero.
    Low,
}

/// A field that is drawn, and in how many requests; it keeps its default in the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::env) struct Drawn {
    pub name: &'static str,
    pub low: f64,
    pub high: f64,
    spread: Spread,
    share: f64,
}

const fn drawn(name: &'static str, (low, high): (f64, f64), spread: Spread, share: f64) -> Drawn {
    Drawn { name, low, high, spread, share }
}

/// Every number that is drawn; the limits of rate and latency follow.
pub(in crate::env) const DRAWN: [Drawn; 26] = [
    drawn("gpus", (1.0, 16.0), Spread::Log, 0.5),
    drawn("batch", (1.0, 512.0), Spread::Log, 1.0),
    drawn("prompt_tokens", (0.0, 4000.0), Spread::Low, 1.0),
    drawn("tokens_max", (500.0, 8192.0), Spread::Log, 0.1),
    drawn("kappa50", (60.0, 1000.0), Spread::Log, 1.0),
    drawn("shape", (0.75, 2.5), Spread::Even, 0.15),
    drawn("qoe_min", (0.15, 0.9), Spread::Even, 1.0),
    drawn("grid_dc_g_per_kwh", (0.0, 1000.0), Spread::Low, 1.0),
    drawn("grid_bs_g_per_kwh", (0.0, 1000.0), Spread::Low, 1.0),
    drawn("pue", (1.0, 2.0), Spread::Even, 0.15),
    drawn("host_power_w", (0.0, 500.0), Spread::Even, 0.1),
    drawn("idle_fraction", (0.0, 1.0), Spread::Even, 0.1),
    drawn("rtt_s", (0.0, 1.0), Spread::Even, 0.1),
    drawn("queue_s", (0.0, 5.0), Spread::Even, 0.2),
    drawn("lifetime_y", (1.0, 10.0), Spread::Even, 0.1),
    drawn("utilisation", (0.1, 1.0), Spread::Even, 0.1),
    drawn("distance_m", (10.0, 2000.0), Spread::Log, 1.0),
    drawn("carrier_ghz", (0.7, 30.0), Spread::Log, 0.15),
    drawn("antenna_gain_db", (0.0, 30.0), Spread::Even, 0.1),
    drawn("noise_figure_db", (0.0, 15.0), Spread::Even, 0.1),
    drawn("coding_efficiency", (0.3, 1.0), Spread::Even, 0.1),
    drawn("shadowing_db", (-20.0, 20.0), Spread::Even, 0.15),
    drawn("session_users", (1.0, 1000.0), Spread::Log, 1.0),
    drawn("bandwidth_mhz", (1.4, 100.0), Spread::Log, 1.0),
    drawn("payload_bytes_per_token", (5.0, 20_000.0), Spread::Log, 1.0),
    drawn("outage_max", (0.01, 0.5), Spread::Even, 0.15),
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
        model: LlmChoice::Named(MODELS[rng.below(MODELS.len())].to_string()),
        cell: CELLS[rng.below(CELLS.len())],
        accounting: Accounting::ALL[rng.below(Accounting::ALL.len())],
        ..Scenario::default()
    };
    if rng.uniform() < ECOLOGITS {
        scenario.energy_model = EnergyModel::Ecologits;
    }
    for drawn in &DRAWN {
        if rng.uniform() >= drawn.share {
            continue;
        }
        let value = match drawn.spread {
            Spread::Even => rng.uniform_in(drawn.low, drawn.high),
            Spread::Log => rng.log_uniform_in(drawn.low, drawn.high),
            Spread::Low => {
                let root = rng.uniform();
                drawn.low + (drawn.high - drawn.low) * root * root
            }
        };
        let whole = field(drawn.name).is_some_and(|field| field.integer);
        scenario.set(drawn.name, if whole { value.round() } else { value }).ok()?;
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
        scenario.rate_min_kbps = rate_use * chain.outage_rate().0 / 1e3;
        scenario.latency_max_s = slack * footprint(&chain, safe_action(&chain)).latency_s;
    }
    let valid = scenario.validate().ok()?;
    let chain = Chain::new(&valid);
    footprint(&chain, safe_action(&chain)).feasible().then_some(valid)
}
