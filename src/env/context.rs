//! A request, prepared: all that does not depend on the action.
//!
//! What agents see of it is left to their family (`families`).

use crate::carbon::{Chain, footprint};
use crate::optimum::{FeasibleSet, safe_action};
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
    /// All that keeps every limit; none where nothing does.
    pub feasible: Option<FeasibleSet>,
    /// C_ref: carbon of the natural length at full power, g.
    pub reference_g: f64,
}

impl Context {
    /// Prepares a request.
    pub fn new(valid: &ValidScenario) -> Self {
        let chain = Chain::new(valid);
        let feasible = FeasibleSet::of(&chain);
        let safe = match &feasible {
            Some(set) => {
                let power_w = chain.power_max_w;
                Decision { tokens: set.shortest(&chain, power_w), power_w }
            }
            None => safe_action(&chain),
        };
        let safe_print = footprint(&chain, safe);
        let reference = footprint(&chain, chain.natural());
        Self {
            safe,
            safe_g: safe_print.total_g,
            safe_latency_s: safe_print.latency_s,
            feasible,
            reference_g: reference.total_g,
            valid: valid.clone(),
            chain,
        }
    }
}
