//! What needs no search and no learning: the expert's rule.

use super::FeasibleSet;
use crate::carbon::{Chain, Footprint, footprint};
use crate::math;
use crate::scenario::Decision;
use crate::units::J_PER_KWH;

/// What an expert does who knows the model: the power that is best without fading, as far as the
/// limits let it, and the shortest answer that is good enough there. None where nothing keeps all limits.
///
/// Without fading the carbon of a bit, (b + a·P)/ln(1 + c·P), is least at
/// P* = [exp(1 + W0((c·b/a − 1)/e)) − 1]/c; b holds all that is charged for a second on air, in watts.
pub fn rule(chain: &Chain) -> Option<Footprint> {
    let set = FeasibleSet::of(chain)?;
    let power_w = expert_power(chain, &set);
    let tokens = set.shortest(chain, power_w);
    Some(footprint(chain, Decision { tokens, power_w }))
}

/// The power of the rule: best without fading, as far as the limits let it, W.
pub fn expert_power(chain: &Chain, set: &FeasibleSet) -> f64 {
    math::clamp(power_without_fading(chain), set.least_power_w, chain.power_max_w)
}

/// The power of least carbon per bit over a channel that does not fade, W; it may lie outside what the
/// cell can do.
fn power_without_fading(chain: &Chain) -> f64 {
    let sector = &chain.sector;
    let grid_g_per_j = chain.base_station.0 / J_PER_KWH;
    // Carbon of a second on air but for the power sent, g/s.
    let fixed_g_per_s = chain.on_air_g_per_s(0.0);
    if fixed_g_per_s == 0.0 {
        return 0.0;
    }
    if grid_g_per_j == 0.0 {
        return f64::INFINITY;
    }
    let wanted = chain.link.snr_per_w * fixed_g_per_s / (grid_g_per_j * sector.slope);
    // y = ln(1 + c·P) solves e^y·(y − 1) + 1 = c·b/a, whose left side is convex: from the right
    // Newton's method never steps past the root.
    let mut y = 2.0_f64.max(math::ln(1.0 + wanted));
    loop {
        let rises = math::exp(y);
        let next = y - (rises * (y - 1.0) + 1.0 - wanted) / (rises * y);
        if !(next > 0.0 && next < y * (1.0 - 1e-15)) {
            break;
        }
        y = next;
    }
    math::expm1(y) / chain.link.snr_per_w
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Family;
    use crate::optimum::optimum;
    use crate::rng::{Rng, Stream};
    use crate::scenario::Scenario;

    #[test]
    fn the_rule_is_within_a_fiftieth_of_a_percent_and_breaks_nothing() {
        for family in [Family::Bench, Family::Any] {
            let mut rng = Rng::new(5, Stream::TuneContexts);
            let (mut excess, mut worst) = (0.0, 0.0_f64);
            const REQUESTS: u32 = 600;
            for _ in 0..REQUESTS {
                let chain = Chain::new(&family.scenario(&mut rng));
                let best = optimum(&chain).footprint().total_g;
                let print = rule(&chain).unwrap();
                assert!(print.feasible());
                let here = if best == 0.0 { 0.0 } else { print.total_g / best - 1.0 };
                assert!(here > -1e-9, "{here}");
                excess += here / f64::from(REQUESTS);
                worst = worst.max(here);
            }
            println!("{family:?}: mean {:.4} %, worst {:.3} %", 100.0 * excess, 100.0 * worst);
            assert!(excess < 2e-4, "{family:?}: {excess}");
        }
    }

    #[test]
    fn without_fading_the_closed_form_is_the_least() {
        let chain = Chain::new(&Scenario::default().validate().unwrap());
        let cost = |power_w: f64| {
            chain.on_air_g_per_s(power_w) / math::ln_1p(chain.link.snr_per_w * power_w)
        };
        let best_w = power_without_fading(&chain);
        assert!(best_w > 0.0);
        for step in [0.9, 0.999, 1.001, 1.1] {
            assert!(cost(best_w) <= cost(step * best_w), "{best_w} {step}");
        }
    }
}
