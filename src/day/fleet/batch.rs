//! How many answers a machine writes at once: Little's law.
//!
//! On a machine to which `a` answers a second come, B = a·T(B) are under way, where an answer takes
//! T(B) = B·own + κ·c(B): its tokens' steps, c(B) each beside what its own cache and arithmetic take, and as
//! long again for each of the others, whose prompts and caches the machine reads in the meantime. T is B over
//! G of the GPU-seconds of section 1, so a machine that is busy is busy all of the time, and draws what its
//! answers are charged for. Where less than one is under way on average, one is at a time, and the machine
//! idles for the rest.

use crate::inference::{Serving, own_s, shared_step_s};

/// What a machine does with its load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shared {
    /// Answers under way while it is busy, at least 1.
    pub batch: f64,
    /// Share of the time in which it is busy.
    pub busy: f64,
}

/// Batch and busy time of a machine to which `per_s` answers of that length come a second; none where they
/// take more time than there is, however many share it. Own time is [`own_s`] of that length.
///
/// With y = (1 − a·own)/(a·κ) the batch solves y·B = c(B). As c rises and bends downwards, y·B − c(B) is
/// convex, and its secants from the right never step past the root. `most` is a batch that it is known not to
/// exceed, infinite where nothing is known.
pub fn shared(serving: &Serving, tokens: f64, own: f64, per_s: f64, most: f64) -> Option<Shared> {
    let step = |batch: f64| shared_step_s(&Serving { batch, ..*serving });
    let alone = step(1.0);
    let busy = per_s * (own + tokens * alone);
    if busy <= 1.0 {
        return Some(Shared { batch: 1.0, busy });
    }
    let level = (1.0 - per_s * own) / (per_s * tokens);
    if level.is_nan() || level <= 0.0 {
        return None;
    }
    let mut far = (step(f64::INFINITY) / level).min(most * (1.0 + 1e-9));
    if serving.model.expert_bytes > 0.0 {
        let mut at_far = level * far - step(far);
        let mut near = step(far) / level;
        while near < far && at_far > 0.0 {
            let at_near = level * near - step(near);
            if at_near <= 0.0 || at_near >= at_far {
                far = near;
                break;
            }
            let next = near - at_near * (far - near) / (at_far - at_near);
            (far, at_far, near) = (near, at_near, next);
        }
    }
    far.is_finite().then_some(Shared { batch: far.max(1.0), busy: 1.0 })
}

/// Time of a machine that an answer takes at that batch, s.
pub fn machine_s(serving: &Serving, tokens: f64, batch: f64) -> f64 {
    own_s(serving, tokens) + tokens * shared_step_s(&Serving { batch, ..*serving }) / batch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{GPUS, LLMS};
    use crate::inference::inter_token_time;
    use proptest::prelude::*;

    fn serving(model: usize, gpu: usize, gpus: f64, prompt: f64) -> Serving {
        Serving {
            model: (&LLMS[model]).into(),
            gpu: GPUS[gpu],
            gpus,
            batch: 64.0,
            prompt_tokens: prompt,
            prompt_cached: 0.0,
            length_cv2: 0.0,
            queue_s: 0.0,
            rtt_s: 0.0,
        }
    }

    proptest! {
        #[test]
        fn littles_law_holds_and_more_machines_never_raise_the_batch(
            (model, gpu) in (0..LLMS.len(), 0..GPUS.len()),
            (gpus, prompt, tokens) in (1..=16_u32, 0.0..5e3_f64, 1.0..4e3_f64),
            ln_rate in -8.0..6.0_f64,
        ) {
            let serving = serving(model, gpu, f64::from(gpus), prompt);
            let own = own_s(&serving, tokens);
            let rate = crate::math::exp(ln_rate);
            match shared(&serving, tokens, own, rate, f64::INFINITY) {
                None => prop_assert!(rate * own >= 1.0 - 1e-12),
                Some(Shared { batch, busy }) => {
                    prop_assert!(batch >= 1.0 && busy > 0.0 && busy <= 1.0);
                    // All of the time is spent: arrivals times machine time is the busy share.
                    let spent = rate * machine_s(&serving, tokens, batch);
                    prop_assert!((spent / busy - 1.0).abs() < 1e-9, "{} {}", spent, busy);
                    // Little: under way = arrivals × the time that an answer takes.
                    let takes = batch * machine_s(&serving, tokens, batch);
                    prop_assert!((rate * takes / (batch * busy) - 1.0).abs() < 1e-9);
                    // Where nothing has to be read first, that time is the tokens'.
                    let steps = tokens * inter_token_time(&Serving { batch, ..serving }, tokens).0;
                    prop_assert!(takes >= steps * (1.0 - 1e-9));
                    let unasked = Serving { prompt_tokens: 0.0, batch, ..serving };
                    let steps = tokens * inter_token_time(&unasked, tokens).0;
                    let takes = batch * machine_s(&unasked, tokens, batch);
                    prop_assert!((takes / steps - 1.0).abs() < 1e-9);
                    // One machine more.
                    for share in [0.999, 0.5] {
                        let more = shared(&serving, tokens, own, share * rate, batch);
                        prop_assert!(more.is_some_and(|it| it.batch <= batch && it.busy <= busy));
                    }
                }
            }
        }
    }

    #[test]
    fn the_root_of_a_mixture_is_where_bisection_has_it() {
        let model = LLMS.iter().position(|it| it.name == "qwen3-235b-a22b").unwrap();
        let serving = serving(model, 0, 8.0, 250.0);
        let own = own_s(&serving, 400.0);
        for rate in [0.3, 1.0, 3.0, 10.0, 20.0] {
            let Some(found) = shared(&serving, 400.0, own, rate, f64::INFINITY) else { continue };
            let (mut low, mut high) = (1.0, 1e6);
            for _ in 0..200 {
                let middle = 0.5 * (low + high);
                let too_much = rate * machine_s(&serving, 400.0, middle) > 1.0;
                if too_much { low = middle } else { high = middle }
            }
            if found.busy == 1.0 {
                assert!((found.batch / low - 1.0).abs() < 1e-9, "{rate}: {found:?} {low}");
            } else {
                assert!((low - 1.0).abs() < 1e-9);
            }
        }
    }
}
