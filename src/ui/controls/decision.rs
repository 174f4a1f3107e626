//! Answer length and transmit power; moving either is choosing by hand.

use super::scale::Scale;
use super::slider::{Slider, Track};
use crate::link::Choice;
use crate::scenario::{Decision, Span};
use crate::ui::state::results::Results;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{controls as words, gap, values};
use leptos::prelude::*;

fn length_scale(results: &Results) -> Scale {
    Scale { from: 1.0, to: f64::from(results.chain.tokens_max).max(2.0), log: true, integer: true }
}

fn power_scale(results: &Results) -> Scale {
    let (from, to) = (results.chain.power_min_w, results.chain.power_max_w);
    // A cell that can send at one power only still needs a slider with two ends.
    Scale { from: from.min(to * 0.999), to, log: true, integer: false }
}

/// Stretches of a track outside `from..=to`.
fn outside(scale: Scale, holds: Option<(f64, f64)>) -> Vec<(f64, f64)> {
    let Some((from, to)) = holds else { return vec![(0.0, 1.0)] };
    let mut stretches = Vec::new();
    if from > scale.from {
        stretches.push((0.0, scale.share(from)));
    }
    if to < scale.to {
        stretches.push((scale.share(to), 1.0));
    }
    stretches
}

/// The slider of the answer's length.
#[component]
pub fn AnswerLength() -> impl IntoView {
    let store = store();
    let scale = store.memo(length_scale);
    let allowed = store.memo(|results| Span::tokens(results.chain.tokens_max));
    let value = store.memo(|results| f64::from(results.chosen.decision.tokens));
    let track = store.memo(|results| {
        let scale = length_scale(results);
        let holds = results.lengths.map(|(from, to)| (f64::from(from), f64::from(to)));
        let best = results.best().map(|best| scale.share(best.decision.tokens.into()));
        Track { infeasible: outside(scale, holds), best }
    });
    let note = store.memo(|results| match (results.lengths, results.best()) {
        (Some((from, _)), Some(best)) => {
            let best = values::whole(best.decision.tokens.into());
            let from = values::whole(from.into());
            words::under_tokens(&from, &best)
        }
        (None, Some(best)) => {
            words::no_length_at_power(&values::whole(best.decision.tokens.into()))
        }
        _ => words::no_length().to_string(),
    });
    let set = move |(value, gesture): (f64, Gesture)| {
        store.decide(gesture, |decision| decision.tokens = value.max(1.0) as u32);
    };
    view! {
        <Slider
            id="tokens"
            label=words::answer_length()
            scale=scale
            allowed=allowed
            value=value
            set=set
            changed=by_hand()
            reset=move |()| back_to_best(|decision, best| decision.tokens = best.tokens)
            track=track
            note=note
        />
    }
}

/// The slider of the transmit power.
#[component]
pub fn TransmitPower() -> impl IntoView {
    let store = store();
    let scale = store.memo(power_scale);
    let allowed =
        store.memo(|results| Span::real(results.chain.power_min_w, results.chain.power_max_w, "W"));
    let value = store.memo(|results| values::as_written(results.chosen.decision.power_w));
    let track = store.memo(|results| {
        let scale = power_scale(results);
        let holds = results.least_power_w.map(|least| (least * 0.999_999, scale.to));
        let best = results.best().map(|best| scale.share(best.decision.power_w));
        Track { infeasible: outside(scale, holds), best }
    });
    let note = store.memo(|results| {
        let best = results
            .best()
            .map(|best| words::best_here(&values::power(best.decision.power_w)))
            .unwrap_or_default();
        let bound = match results.least_power_w {
            Some(least) if least > results.chain.power_min_w => {
                words::under_power(&values::power(least)) + gap()
            }
            Some(_) => String::new(),
            None => words::no_power_at_length().to_string() + gap(),
        };
        format!("{bound}{best}")
    });
    let set = move |(value, gesture): (f64, Gesture)| {
        store.decide(gesture, |decision| decision.power_w = value);
    };
    view! {
        <Slider
            id="power_w"
            label=words::transmit_power()
            scale=scale
            allowed=allowed
            value=value
            set=set
            changed=by_hand()
            reset=move |()| back_to_best(|decision, best| decision.power_w = best.power_w)
            track=track
            note=note
        />
    }
}

/// Whether the decision is one's own, and not the best.
fn by_hand() -> Memo<bool> {
    store().memo(|results| results.manual_chooses())
}

/// Puts one half of the decision to the optimum; the optimum takes over once both are there.
fn back_to_best(change: impl FnOnce(&mut Decision, &Decision)) {
    let store = store();
    let (mut decision, best) =
        store.peek(|results| (results.chosen.decision, results.optimum.footprint().decision));
    change(&mut decision, &best);
    store.choose(if decision == best { Choice::Optimum } else { Choice::Manual(decision) });
}
