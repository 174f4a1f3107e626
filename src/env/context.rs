//! A request, prepared: all that does not depend on the action.
//!
//! What agents see of it is left to their family (`families`).

use crate::carbon::{Chain, footprint};
use crate::optimum::safe_action;
use crate::scenario::{Decision, ValidScenario};

/// A request, prepared for being seen and judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    pub valid: ValidScenario,
    pub chain: Chain,
    /// P_max with its smallest κ.
    pub safe: Decision,
    /// Carbon of the safe action, g.
    pub safe_g: f64,
    /// Latency of the safe action, s.
    pub safe_latency_s: f64,
    pub safe_feasible: bool,
    /// C_ref = C(round κ50, P_max), g.
    pub reference_g: f64,
}

impl Context {
    /// Prepares a request.
    pub fn new(valid: &ValidScenario) -> Self {
        let chain = Chain::new(valid);
        let safe = safe_action(&chain);
        let safe_print = footprint(&chain, safe);
        let tokens =
            valid.scenario().kappa50.round().clamp(1.0, f64::from(chain.tokens_max)) as u32;
        let reference = footprint(&chain, Decision { tokens, power_w: chain.power_max_w });
        Self {
            safe,
            safe_g: safe_print.total_g,
            safe_latency_s: safe_print.latency_s,
            safe_feasible: safe_print.feasible(),
            reference_g: reference.total_g,
            valid: valid.clone(),
            chain,
        }
    }
}
