//! My questions: what so many answers a day come to, beside one thing that people can picture.

use super::equivalents::{drive, in_time, mass};
use super::show::show;
use crate::data::item;
use crate::link::{Daily, View};
use crate::scenario::Span;
use crate::ui::controls::{Entry, EntryNote, NumberBox};
use crate::ui::state::store;
use crate::ui::words::{levers as words, sources, values};
use leptos::prelude::*;

const BOX: &str = "questions";
const NOTE: &str = "questions-note";

/// The line.
#[component]
pub fn MyQuestions() -> impl IntoView {
    let store = store();
    let allowed = Span::integer(f64::from(*Daily::SPAN.start()), f64::from(*Daily::SPAN.end()));
    let a_day = store.memo(|results| f64::from(results.view.daily.0));
    let take = move |number: f64| {
        let view = store.peek(|results| results.view.clone());
        show(store, View { daily: Daily(number as u32), ..view });
    };
    let value = Signal::derive(move || Some(a_day.get()));
    let entry = Entry::new(allowed, value, Callback::new(take));
    let come_to = store.memo(|results| {
        let (week_g, year_g) = in_time(results.chosen.total_g, results.view.daily.0.into());
        words::come_to(&mass(week_g), &mass(year_g), &drive(year_g))
    });
    let car = &item::NEW_CAR_G_PER_KM;
    let cited = words::new_car(&values::constant(car), sources::constant(car));
    view! {
        <div class="mine">
            // Parts side by side, each a block: a single paragraph would be the largest text of the
            // page, and what comes late must not be what the page is waited for.
            <p>
                <span>{words::questions_before()}</span>
                <NumberBox
                    id=BOX.to_string()
                    label=Some(words::questions_a_day().to_string())
                    entry
                    note_id=NOTE.to_string()
                />
                <span>{come_to}</span>
                <span class="note">{cited}</span>
            </p>
            <EntryNote id=NOTE.to_string() entry box_id=BOX.to_string() />
        </div>
    }
}
