//! The numbers behind what is said of the limits: what the nearest way out is, and whether it leads
//! out.

use crate::carbon::{Chain, footprint};
use crate::math::{self, decimal};
use crate::optimum::{greatest_qoe, safe_action};
use crate::scenario::Decision;
use crate::ui::state::results::Results;

/// Whether a little less power would break a limit.
pub fn near_least_power(results: &Results) -> bool {
    results.least_power_w.is_some_and(|least| {
        results.chosen.decision.power_w <= least * 1.01 && least > results.chain.power_min_w
    })
}

/// Whether a field at that value lets some decision keep all limits.
pub fn leads_out(results: &Results, field: &str, value: f64) -> bool {
    let mut scenario = results.view.scenario.clone();
    scenario.set(field, value).is_ok()
        && scenario.validate().is_ok_and(|valid| {
            let chain = Chain::new(&valid);
            footprint(&chain, safe_action(&chain)).feasible()
        })
}

/// The greatest QoE within the latency limit at full power, and the length that has it.
pub fn qoe_in_time(results: &Results) -> (f64, u32) {
    let chain = &results.chain;
    let at = |tokens| footprint(chain, Decision { tokens, power_w: chain.power_max_w });
    let (_, peak) = greatest_qoe(chain);
    // Latency grows with length.
    let (mut low, mut high) = (0, peak + 1);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if at(middle).kept[1] { low = middle } else { high = middle }
    }
    if low == 0 { (0.0, 0) } else { (at(low).qoe.total, low) }
}

/// Down to hundredths, so that what is offered holds.
pub fn round_down(value: f64) -> f64 {
    (value * 100.0).floor() / 100.0
}

fn step(value: f64, digits: i32) -> f64 {
    math::pow(10.0, math::log10(value.abs()).floor() - f64::from(digits - 1))
}

/// Up to so many digits.
pub fn round_up(value: f64, digits: i32) -> f64 {
    let step = step(value, digits);
    clean((value / step).ceil() * step)
}

/// Down to so many digits.
pub fn round_down_to(value: f64, digits: i32) -> f64 {
    let step = step(value, digits);
    clean((value / step).floor() * step)
}

/// Without the last binary digits that a decimal step leaves.
fn clean(value: f64) -> f64 {
    decimal::read(&format!("{value:.9}")).unwrap_or(value)
}
