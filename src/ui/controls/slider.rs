//! A slider with its number box, unit, reset and note: one row of the controls.

use super::number_box::{Entry, EntryNote, NumberBox};
use super::scale::Scale;
use crate::math::decimal;
use crate::scenario::Span;
use crate::ui::browser::listen;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::state::Gesture;
use crate::ui::words::{controls as words, values};
use leptos::ev;
use leptos::prelude::*;

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
    #[prop(into)] allowed: Signal<Span>,
    #[prop(into)] value: Signal<f64>,
    #[prop(into)] set: Callback<(f64, Gesture)>,
    /// Whether reset leads anywhere.
    #[prop(into)]
    changed: Signal<bool>,
    #[prop(into)] reset: Callback<()>,
    #[prop(into, optional)] track: Signal<Track>,
    /// Explains the row.
    #[prop(into, optional)]
    note: Signal<String>,
    /// In the row's head, before the number: more choices.
    #[prop(optional)]
    head: Option<AnyView>,
) -> impl IntoView {
    let take = Callback::new(move |number| set.run((number, Gesture::Done)));
    let entry = Entry::new(allowed, Signal::derive(move || Some(value.get())), take);
    let note_id = format!("{id}-note");
    let moved = move |gesture| {
        move |event: ev::Event| {
            if let Some(position) = decimal::read(&event_target_value(&event)) {
                let to = scale.get_untracked().value(position);
                if gesture == Gesture::Done || to != value.get_untracked() {
                    set.run((to, gesture));
                }
            }
        }
    };
    let attributes = Memo::new(move |_| scale.get().attributes());
    let position = Memo::new(move |_| scale.get().position(value.get()));
    let spoken = Memo::new(move |_| {
        let unit = values::counted(allowed.get().unit, value.get());
        format!("{} {unit}", values::editable(value.get())).trim().to_string()
    });
    let described = note_id.clone();
    let on_key = move |event: ev::KeyboardEvent| {
        let (scale, now) = (scale.get_untracked(), value.get_untracked());
        if let Some(next) = scale.beyond(&event.key(), now, &allowed.get_untracked()) {
            event.prevent_default();
            set.run((next, Gesture::Held));
            set.run((next, Gesture::Done));
        }
    };
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
            <NumberBox id=id.to_string() entry note_id=box_note />
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
                on:keydown=on_key
                on:input=listen::while_here(moved(Gesture::Held))
                on:change=listen::while_here(moved(Gesture::Done))
            />
        </div>
        <EntryNote id=note_id entry box_id=id.to_string() note />
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
