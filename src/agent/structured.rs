//! The structured objective: what critics learn of cost and slacks, and what the actor follows.
//!
//! One reward that mixes carbon with penalties has a cliff where a limit breaks, and a critic
//! rounds the cliff off. Cost and slacks are smooth functions of the action, each is learned by a
//! head of its own, and the cliff is put where it belongs: into the actor's loss, which is known.

use super::config::Structured;
use crate::math;

/// Beyond this a head is clamped: sinh(8)·scale is farther than any slack.
const HEAD_MAX: f32 = 8.0;

impl Structured {
    /// What the critics learn of outcomes `[n, 1 + limits]`: the cost, and asinh(s/scale).
    pub fn encode(&self, outcome: &[f32], target: &mut Vec<f32>) {
        for row in outcome.chunks_exact(1 + self.limits) {
            target.push(row[0]);
            target.extend(row[1..].iter().map(|slack| math::asinhf(slack / self.scale)));
        }
    }

    /// τ at that share of the run.
    pub fn softness_at(&self, progress: f32) -> f32 {
        geometric(self.softness, progress)
    }

    /// The actor's cost of one action by a critic's heads `[1 + limits]`, and its gradient.
    pub fn cost(&self, softness: f32, heads: &[f32], d_heads: &mut [f32]) -> f32 {
        let mut cost = heads[0];
        d_heads[0] = 1.0;
        for (&head, d_head) in heads[1..].iter().zip(&mut d_heads[1..]) {
            let head = head.clamp(-HEAD_MAX, HEAD_MAX);
            let (up, down) = (math::expf(head), math::expf(-head));
            let slack = self.scale * 0.5 * (up - down);
            let missing = (self.margin - slack) / softness;
            cost += self.weight * softness * math::softplusf(missing);
            let share = 1.0 / (1.0 + math::expf(-missing));
            *d_head = -self.weight * share * self.scale * 0.5 * (up + down);
        }
        cost
    }
}

/// From the first to the second, by equal factors.
pub(super) fn geometric((from, to): (f32, f32), progress: f32) -> f32 {
    from * math::expf(progress * math::lnf(to / from))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: Structured =
        Structured { limits: 2, scale: 0.05, margin: 0.004, weight: 12.0, softness: (0.02, 0.002) };

    #[test]
    fn what_is_encoded_is_what_the_cost_decodes() {
        let mut target = Vec::new();
        CASE.encode(&[0.3, 0.01, -0.2], &mut target);
        assert_eq!(target[0], 0.3);
        let expected =
            |slack: f32| 0.02 * math::ln_1p(math::exp((0.004 - f64::from(slack)) / 0.02));
        let cost = CASE.cost(0.02, &target, &mut [0.0; 3]);
        let by_hand = 0.3 + 12.0 * (expected(0.01) + expected(-0.2));
        assert!((f64::from(cost) - by_hand).abs() < 1e-4, "{cost} {by_hand}");
    }

    #[test]
    fn gradients_match_central_differences() {
        let heads = [0.3f32, 0.4, -1.7];
        let mut d_heads = [0.0; 3];
        CASE.cost(0.01, &heads, &mut d_heads);
        for i in 0..3 {
            let at = |h: f32| {
                let mut heads = heads;
                heads[i] += h;
                f64::from(CASE.cost(0.01, &heads, &mut [0.0; 3]))
            };
            let h = 1e-2;
            let numeric = (at(h) - at(-h)) / f64::from(2.0 * h);
            assert!((numeric - f64::from(d_heads[i])).abs() < 2e-2 * (1.0 + numeric.abs()));
        }
    }

    #[test]
    fn softness_falls_by_equal_factors() {
        assert!((CASE.softness_at(0.0) / 0.02 - 1.0).abs() < 1e-6);
        assert!((CASE.softness_at(0.5) / (0.02f32 * 0.002).sqrt() - 1.0).abs() < 1e-5);
        assert!((CASE.softness_at(1.0) / 0.002 - 1.0).abs() < 1e-5);
    }
}
