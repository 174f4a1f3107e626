//! The numbers of the builder: one that may be left out, and both ends of a control that is bounded.

use crate::scenario::Span;
use crate::teach::reach::suggested;
use crate::ui::controls::{Entry, EntryNote, NumberBox, Unset};
use crate::ui::words::assignment as words;
use crate::ui::words::format::{THIN_SPACE, plain_significant};
use leptos::prelude::*;

/// A number that may be left out.
#[component]
pub fn Number(
    id: &'static str,
    label: &'static str,
    note: &'static str,
    value: Signal<Option<f64>>,
    allowed: Signal<Span>,
    set: fn(Option<f64>),
) -> impl IntoView {
    let unset =
        Unset { stands: Signal::stored(String::new()), clear: Callback::new(move |()| set(None)) };
    let take = Callback::new(move |number| set(Some(number)));
    let entry = Entry::new(allowed, value, take).or(Some(unset));
    let note_id = format!("{id}-note");
    view! {
        <label for=id>{label}</label>
        <NumberBox id=id.to_string() entry note_id=note_id.clone() />
        <EntryNote id=note_id entry box_id=id.to_string() note=Signal::stored(note.to_string()) />
    }
}

/// What sets the suggested target: how far it lies above the least.
pub fn take_near(least: f64, begins: Option<f64>) -> String {
    let percent = 100.0 * (suggested(least, begins) / least - 1.0);
    words::take_near(&format!("{}{THIN_SPACE}%", plain_significant(percent, 2)))
}

/// Both ends of a control that is open between.
#[derive(Clone, Copy)]
pub struct NumberOf {
    pub name: &'static str,
    pub label: &'static str,
    pub bounds: Memo<Option<(f64, f64)>>,
    /// What it may be.
    pub whole: Signal<Span>,
    pub set: Callback<(f64, f64)>,
}

/// A box for each end.
pub fn ends_of(of: NumberOf) -> AnyView {
    let NumberOf { name, label, bounds, whole, set } = of;
    // One end stays on its side of the other.
    let end = move |first: bool| {
        let now = Memo::new(move |_| bounds.get().unwrap_or_default());
        let allowed = Signal::derive(move || {
            let ((from, to), span) = (now.get(), whole.get());
            match (first, span.integer) {
                (true, true) => Span { to: to - 1.0, ..span },
                (true, false) => Span { to: to.next_down(), ..span },
                (false, _) => Span { from, above: true, ..span },
            }
        });
        let value = Signal::derive(move || Some(if first { now.get().0 } else { now.get().1 }));
        let take = Callback::new(move |number| {
            let (from, to) = now.get_untracked();
            set.run(if first { (number, to) } else { (from, number) });
        });
        let entry = Entry::new(allowed, value, take);
        let (id, label) = match first {
            true => (format!("from-{name}"), words::from_of(label)),
            false => (format!("to-{name}"), words::to_of(label)),
        };
        let note_id = format!("{id}-note");
        view! {
            <NumberBox id=id.clone() label=Some(label) entry note_id=note_id.clone() />
            <EntryNote id=note_id entry box_id=id />
        }
    };
    view! { <div class="ends">{end(true)} " – " {end(false)}</div> }.into_any()
}
