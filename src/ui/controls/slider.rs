//! A slider with its number box, unit, reset and note: one row of the controls.

use super::number_box::{Allowed, NumberBox};
use crate::math;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::state::Gesture;
use crate::ui::words::{controls as words, values};
use leptos::ev;
use leptos::prelude::*;

/// Steps of a logarithmic slider.
const STEPS: f64 = 1000.0;

/// Where a slider goes and how its steps are spaced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub from: f64,
    pub to: f64,
    /// Equal steps are equal ratios.
    pub log: bool,
    pub integer: bool,
}

impl Scale {
    /// A range this short in whole numbers has a step for each.
    fn counted(&self) -> bool {
        self.integer && self.to - self.from <= 64.0
    }

    fn logarithmic(&self) -> bool {
        self.log && !self.counted()
    }

    /// Step of a linear slider: a hundredth or so of its length, 1, 10, 0.1 …
    fn step(&self) -> f64 {
        if self.counted() {
            return 1.0;
        }
        let parts = if self.to - self.from >= 100.0 { 1000.0 } else { 200.0 };
        math::pow(10.0, math::log10((self.to - self.from) / parts).ceil())
    }

    /// Attributes `min`, `max` and `step` of the range.
    fn attributes(&self) -> (f64, f64, f64) {
        if self.logarithmic() { (0.0, STEPS, 1.0) } else { (self.from, self.to, self.step()) }
    }

    /// Where a value lies, 0 to 1.
    pub fn share(&self, value: f64) -> f64 {
        let share = if self.logarithmic() {
            let from = math::ln(self.from);
            (math::ln(value.max(self.from)) - from) / (math::ln(self.to) - from)
        } else {
            (value - self.from) / (self.to - self.from)
        };
        share.clamp(0.0, 1.0)
    }

    /// Value of the range element for a value of the quantity.
    fn position(&self, value: f64) -> f64 {
        if self.logarithmic() { (self.share(value) * STEPS).round() } else { value }
    }

    /// Value of the quantity for a value of the range element, rounded to what people read.
    fn value(&self, position: f64) -> f64 {
        if !self.logarithmic() {
            return if self.integer { position.round() } else { tidy(position, self.step()) };
        }
        let (from, to) = (math::ln(self.from), math::ln(self.to));
        let value = math::exp(from + position / STEPS * (to - from));
        let value = if self.integer {
            value.round()
        } else {
            tidy(value, math::pow(10.0, math::log10(value).floor() - 2.0))
        };
        value.clamp(self.from, self.to)
    }
}

/// A multiple of a decimal step, without the last binary digits that the product leaves.
fn tidy(value: f64, step: f64) -> f64 {
    let rounded = (value / step).round() * step;
    format!("{rounded:.12}").parse().unwrap_or(rounded)
}

/// What is drawn on a track, places from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Track {
    /// Stretches on which nothing holds.
    pub infeasible: Vec<(f64, f64)>,
    /// The best setting.
    pub best: Option<f64>,
}

/// A row of the controls.
#[component]
pub fn Slider(
    /// `id` of the number box; other ids derive from it.
    id: &'static str,
    label: &'static str,
    #[prop(into)] scale: Signal<Scale>,
    #[prop(into)] allowed: Signal<Allowed>,
    #[prop(into)] value: Signal<f64>,
    #[prop(into)] set: Callback<(f64, Gesture)>,
    /// Whether reset leads anywhere.
    #[prop(into)]
    changed: Signal<bool>,
    #[prop(into)] reset: Callback<()>,
    #[prop(into, optional)] track: Signal<Track>,
    /// Explains the row; a complaint takes its place.
    #[prop(into, optional)]
    note: Signal<String>,
    /// In the row's head, before the number: more choices.
    #[prop(optional)]
    head: Option<AnyView>,
) -> impl IntoView {
    let complain = RwSignal::new(None::<String>);
    let note_id = format!("{id}-note");
    let moved = move |event: &ev::Event, gesture| {
        if let Ok(position) = event_target_value(event).parse::<f64>() {
            let to = scale.get_untracked().value(position);
            if gesture == Gesture::Done || to != value.get_untracked() {
                set.run((to, gesture));
            }
        }
    };
    let attributes = Memo::new(move |_| scale.get().attributes());
    let position = Memo::new(move |_| scale.get().position(value.get()));
    let spoken = Memo::new(move |_| {
        let unit = allowed.get().unit;
        format!("{} {unit}", values::editable(value.get())).trim().to_string()
    });
    let described = note_id.clone();
    let shown_note = move || complain.get().unwrap_or_else(|| note.get());
    let box_note = note_id.clone();
    view! {
        <div class="ctl-h">
            <label for=id>{label}</label>
            {head}
            <button
                type="button"
                class="rst"
                aria-label=words::reset_what(&values::lowered(label))
                title=words::reset()
                disabled=move || !changed.get()
                on:click=move |_| reset.run(())
            >
                <Icon path=icon::RESET />
            </button>
            <NumberBox
                id=id.to_string()
                allowed=allowed
                value=value
                take=move |number| set.run((number, Gesture::Done))
                complain=complain
                note_id=box_note
            />
        </div>
        <div class="track">
            <TrackMarks track=track />
            <input
                type="range"
                min=move || attributes.get().0
                max=move || attributes.get().1
                step=move || attributes.get().2
                prop:value=move || {
                    // The ends of the scale come first: a range refuses values beyond them.
                    attributes.with(|_| ());
                    position.get().to_string()
                }
                aria-label=label
                aria-valuetext=spoken
                aria-describedby=described
                on:input=move |event| moved(&event, Gesture::Held)
                on:change=move |event| moved(&event, Gesture::Done)
            />
        </div>
        <p class="note" class:bad=move || complain.with(Option::is_some) id=note_id>
            {shown_note}
        </p>
    }
}

/// Line, infeasible stretches and best mark of a track; stretches with it.
#[component]
fn TrackMarks(#[prop(into)] track: Signal<Track>) -> impl IntoView {
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let infeasible = move || {
        track.with(|track| {
            let stretch = |&(from, to): &(f64, f64)| {
                view! { <line x1=percent(from) x2=percent(to) y1="14" y2="14" class="k-no" /> }
            };
            track.infeasible.iter().map(stretch).collect_view()
        })
    };
    let best = move || {
        track.with(|track| {
            track.best.map(|share| {
                view! {
                    <svg x=percent(share) y="14" overflow="visible">
                        <path d=crate::ui::charts::DIAMOND class="m-opt" />
                    </svg>
                }
            })
        })
    };
    view! {
        <svg aria-hidden="true">
            <line x1="0" x2="100%" y1="14" y2="14" class="k-line" />
            {infeasible}
            {best}
        </svg>
    }
}
