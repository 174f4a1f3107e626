//! Beat the agent: ten requests to decide by hand, judged as an agent is.

use crate::carbon::footprint;
pub use crate::env::Context;
use crate::env::{ACT_DIM, ActionSpace, bench_scenario, charged_g};
use crate::math::decimal;
use crate::optimum::optimum;
use crate::rng::{Rng, Stream};
use crate::scenario::Decision;

/// Requests of a round.
pub const REQUESTS: usize = 10;

/// The requests of the round with that number; every learner gets the same.
pub fn requests(number: u64) -> Vec<Context> {
    draw(number, REQUESTS)
}

/// Requests of AOLO-Bench v2 from the lessons' own stream.
pub fn draw(seed: u64, count: usize) -> Vec<Context> {
    let mut rng = Rng::new(seed, Stream::Lessons);
    (0..count).map(|_| Context::new(&bench_scenario(&mut rng))).collect()
}

/// What a rule reaches over many requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// Charged carbon over that of the optimum, less 1.
    pub gap: f64,
    /// Share of requests in which a limit is broken.
    pub violation_rate: f64,
}

/// Judges a rule.
pub fn judge(requests: &[Context], rule: impl FnMut(&Context) -> Decision) -> Judged {
    judged(requests, &requests.iter().map(rule).collect::<Vec<_>>())
}

/// Judges decisions, one for each request.
pub fn judged(requests: &[Context], decisions: &[Decision]) -> Judged {
    let charges: Vec<_> =
        requests.iter().zip(decisions).map(|(it, &decision)| charge(it, decision)).collect();
    let best: Vec<_> = requests.iter().map(best).collect();
    let broken = charges.iter().filter(|it| !it.feasible).count();
    Judged {
        gap: gap(&charges, &best).unwrap_or(0.0),
        violation_rate: broken as f64 / requests.len().max(1) as f64,
    }
}

/// An action drawn evenly from the box of all lengths and powers.
pub fn random(context: &Context, rng: &mut Rng) -> Decision {
    let action = [(); ACT_DIM].map(|()| rng.uniform_in(-1.0, 1.0) as f32);
    ActionSpace::Box.decide(context, &action)
}

/// What a decision is charged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Charge {
    pub decision: Decision,
    /// Carbon of the decision; where it breaks a limit, that and the carbon of the safe action, g.
    pub charged_g: f64,
    pub feasible: bool,
}

/// Judges a decision for a request.
pub fn charge(context: &Context, decision: Decision) -> Charge {
    let print = footprint(&context.chain, decision);
    Charge { decision, charged_g: charged_g(context, &print), feasible: print.feasible() }
}

/// Charges of decisions that were kept or sent, each inside what its request allows.
pub fn charges(requests: &[Context], played: &[Decision]) -> Vec<Charge> {
    let inside = |(context, it): (&Context, &Decision)| charge(context, context.chain.nearest(*it));
    requests.iter().zip(played).map(inside).collect()
}

/// Decisions as they are kept: `330:6.5,200:3`.
pub fn written(played: &[Charge]) -> String {
    let one = |it: &Charge| format!("{}:{}", it.decision.tokens, it.decision.power_w);
    played.iter().map(one).collect::<Vec<_>>().join(",")
}

/// Reads [`written`]; what is not readable ends it.
pub fn read(text: &str) -> Vec<Decision> {
    let one = |part: &str| {
        let (tokens, power_w) = part.split_once(':')?;
        let power_w = decimal::read(power_w)?;
        Some(Decision { tokens: tokens.parse().ok()?, power_w })
    };
    text.split(',').map_while(one).take(REQUESTS).collect()
}

/// The exact optimum, judged in the same way.
pub fn best(context: &Context) -> Charge {
    charge(context, optimum(&context.chain).footprint().decision)
}

/// How much more than `best` was charged in all; none before anything was decided.
pub fn gap(charged: &[Charge], best: &[Charge]) -> Option<f64> {
    let sum = |all: &[Charge]| all.iter().map(|it| it.charged_g).sum::<f64>();
    (!charged.is_empty() && charged.len() == best.len()).then(|| sum(charged) / sum(best) - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_the_same_for_all_and_can_be_won_by_the_optimum_only() {
        let all = requests(1);
        assert_eq!(all, requests(1));
        assert_ne!(all, requests(2));
        let best: Vec<_> = all.iter().map(best).collect();
        assert!(best.iter().all(|it| it.feasible));
        let safe: Vec<_> = all.iter().map(|it| charge(it, it.safe)).collect();
        assert_eq!(gap(&best, &best), Some(0.0));
        assert!(gap(&safe, &best).unwrap() > 0.0);
        assert_eq!(gap(&[], &[]), None);
    }

    #[test]
    fn tour_14_what_was_decided_is_kept_and_judged_again_to_the_same() {
        let all = requests(7);
        let decided: Vec<_> = all.iter().take(4).map(best).collect();
        let again = charges(&all, &read(&written(&decided)));
        assert_eq!(again, decided);
        // What somebody made up stays inside what a request allows.
        let wild = charges(&all, &[Decision { tokens: 9_999_999, power_w: 1e9 }]);
        assert_eq!(wild[0].decision.power_w, all[0].chain.power_max_w);
        assert_eq!(wild[0].decision.tokens, all[0].chain.tokens_max);
        assert_eq!(read("330:6.5,x,1:2").len(), 1);
    }

    #[test]
    fn rules_are_judged_as_the_evaluation_does() {
        use crate::learn::evaluate::HeldOut;
        let held_out = HeldOut::new(50, 3, Stream::Lessons).natural();
        let judged = judge(&draw(3, 50), |it| it.chain.natural());
        assert!((judged.gap - held_out.gap).abs() < 1e-12);
        assert_eq!(judged.violation_rate, held_out.violation_rate);
    }

    #[test]
    fn a_broken_limit_is_charged_the_safe_action_on_top() {
        let context = &requests(1)[0];
        let short = Decision { tokens: 1, power_w: context.chain.power_max_w };
        let charge = charge(context, short);
        assert!(!charge.feasible && charge.charged_g > context.safe_g);
    }
}
