//! A number box with its unit: anything can be typed, only what is allowed is taken.

use crate::ui::words::{controls as words, values};
use leptos::ev;
use leptos::prelude::*;

/// What a number may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowed {
    pub min: f64,
    pub max: f64,
    /// The least value itself is not allowed.
    pub above_min: bool,
    pub integer: bool,
    pub unit: &'static str,
}

impl Allowed {
    /// The allowed number nearest to what was typed, or why there is none.
    fn nearest(&self, number: f64) -> f64 {
        let low = if self.above_min { self.min.max(f64::MIN_POSITIVE) } else { self.min };
        let number = number.clamp(low, self.max);
        if self.integer { number.round() } else { number }
    }

    fn holds(&self, number: f64) -> bool {
        (self.min..=self.max).contains(&number)
            && (!self.integer || number.fract() == 0.0)
            && !(self.above_min && number <= self.min)
    }

    fn words(&self) -> String {
        let span = values::span(self.min, self.max, self.unit);
        match (self.integer, self.above_min && self.min == 0.0) {
            (true, false) => words::use_whole(&span),
            (true, true) => words::use_whole_above(&span),
            (false, true) => words::use_above(&span),
            (false, false) => words::use_range(&span),
        }
    }
}

/// What an empty box stands for.
#[derive(Clone, Copy)]
pub struct Unset {
    /// The number that is meant then, in words.
    pub stands: Signal<String>,
    /// Hears that the box was emptied.
    pub clear: Callback<()>,
}

/// A number box. `complain` shows what is wrong, and nothing once all is well.
#[component]
pub fn NumberBox(
    id: String,
    /// Name for those who do not see the label; none where a `<label>` points here.
    #[prop(optional_no_strip)]
    label: Option<String>,
    #[prop(into)] allowed: Signal<Allowed>,
    /// None only where it may be empty.
    #[prop(into)]
    value: Signal<Option<f64>>,
    #[prop(into)] take: Callback<f64>,
    /// Where the box may be empty.
    #[prop(optional_no_strip)]
    unset: Option<Unset>,
    complain: RwSignal<Option<String>>,
    /// `id` of the note that explains this box.
    note_id: String,
) -> impl IntoView {
    let written = |value: Option<f64>| value.map(values::editable).unwrap_or_default();
    let shown = RwSignal::new(written(value.get_untracked()));
    Effect::new(move |first: Option<()>| {
        let value = value.get();
        if first.is_some() {
            shown.set(written(value));
            complain.set(None);
        }
    });
    let on_change = move |event: ev::Event| {
        let typed = event_target_value(&event);
        let now = value.get_untracked();
        let allowed = allowed.get_untracked();
        let kept = match (values::parse(&typed), unset) {
            (None, Some(unset)) if typed.trim().is_empty() => {
                complain.set(None);
                unset.clear.run(());
                shown.set(String::new());
                return;
            }
            // Untouched digits beyond those shown are kept.
            (Some(_), _) if typed == written(now) => {
                complain.set(None);
                return;
            }
            (Some(number), _) if allowed.holds(number) => {
                complain.set(None);
                take.run(number);
                shown.set(values::editable(number));
                return;
            }
            (Some(number), _) => Some(allowed.nearest(number)),
            (None, _) => now,
        };
        if let Some(kept) = kept.filter(|_| kept != now) {
            take.run(kept);
        }
        let stands = || unset.map(|unset| unset.stands.get_untracked()).unwrap_or_default();
        let kept = kept.map_or_else(stands, values::editable);
        // After the effect of the new value, which clears the complaint.
        let message = words::kept_at(&allowed.words(), &kept);
        set_timeout(
            move || {
                shown.set(typed.clone());
                complain.set(Some(message.clone()));
            },
            std::time::Duration::ZERO,
        );
    };
    let bad = move || complain.with(Option::is_some);
    view! {
        <span class="num" class:is-bad=bad>
            <input
                id=id
                inputmode="decimal"
                autocomplete="off"
                aria-label=label
                aria-invalid=move || bad().then_some("true")
                aria-describedby=note_id
                placeholder=move || unset.map(|unset| unset.stands.get())
                prop:value=shown
                on:change=on_change
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        shown.set(String::new());
                        shown.set(written(value.get_untracked()));
                        complain.set(None);
                    }
                }
            />
            {move || {
                let unit = allowed.get().unit;
                (!unit.is_empty()).then(|| view! { <span class="u">{unit}</span> })
            }}
        </span>
    }
}
