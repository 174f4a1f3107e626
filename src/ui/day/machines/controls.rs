//! What is assumed of machines, to be turned.

use crate::day::said::{Assumed, Which};
use crate::ui::controls::{Scale, Slider};
use crate::ui::day::model::Model;
use crate::ui::state::Gesture;
use crate::ui::words::{day, machines as words};
use leptos::prelude::*;

/// A slider for each.
#[component]
pub fn MachineControls(model: Model) -> impl IntoView {
    let row = move |which: Which, label: &'static str, to: f64| {
        let value = Signal::derive(move || model.given.with(|it| it.machines.get(which)));
        let fresh = Assumed::default().get(which);
        let set = move |(it, gesture): (f64, Gesture)| {
            model.edit(gesture, |given| given.machines.set(which, it));
        };
        view! {
            <Slider
                id=which.word()
                label
                scale=Signal::stored(Scale { from: 0.0, to, log: false, integer: false })
                allowed=Signal::stored(which.allowed())
                value
                set
                changed=Signal::derive(move || value.get() != fresh)
                reset=move |()| set((fresh, Gesture::Done))
            />
        }
    };
    view! {
        <div class="ctl">
            <div class="ctl-h"><span class="name">{words::assumptions()}</span></div>
            {row(Which::Idle, words::idle_power(), 400.0)}
            {row(Which::StartPower, words::start_power(), 1000.0)}
            {row(Which::StartTime, words::start_time(), Which::StartTime.allowed().to)}
            <p class="note"><span class="tag">{day::assumed()}</span></p>
        </div>
    }
}
