//! Text in which the first use of each term in a view leads to the glossary.

use super::place_link::Go;
use super::terms::{Piece, Term, cut};
use crate::link::{Place, View};
use leptos::prelude::*;
use std::cell::Cell;

/// The texts of a view, in the order in which they are read.
#[derive(Clone, Copy)]
pub struct Reading(StoredValue<Vec<Signal<String>>>);

impl Reading {
    /// Begins a view: nothing has been read yet.
    pub fn begin() {
        provide_context(Self(StoredValue::new(Vec::new())));
    }

    /// Adds a text, and gives those that are read before it.
    fn add(self, text: Signal<String>) -> Vec<Signal<String>> {
        let mut before = Vec::new();
        self.0.update_value(|all| {
            before.clone_from(all);
            all.push(text);
        });
        before
    }
}

/// Text in which a term leads to the glossary where the view uses it first.
#[component]
pub fn Linked(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let before = use_context::<Reading>().map(|reading| reading.add(text)).unwrap_or_default();
    move || {
        let mut known = Vec::new();
        for text in &before {
            // What was shown before may be gone by now.
            let _ = text.try_with(|text| cut(text, &mut known));
        }
        shown(cut(&text.get(), &mut known))
    }
}

fn shown(pieces: Vec<Piece>) -> impl IntoView + use<> {
    let piece = |piece| match piece {
        Piece::Plain(text) => text.into_any(),
        Piece::Use(term, text) => view! { <TermLink term text /> }.into_any(),
    };
    pieces.into_iter().map(piece).collect_view()
}

/// A word that stands by itself and leads to the glossary whatever else the view says: for what is shown
/// anew with each move, which would be read again and again.
pub fn leading(text: &str) -> impl IntoView + use<> {
    shown(cut(text, &mut Vec::new()))
}

#[component]
fn TermLink(term: Term, text: String) -> impl IntoView {
    let change = move |view: &mut View| view.place = Place::Glossary;
    view! {
        <span class="term" title=term.means on:click:capture=move |_| ASKED.set(Some(term.key))>
            <Go change>{text}</Go>
        </span>
    }
}

thread_local! {
    static ASKED: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// The key of the entry that the last link asked for, once.
pub fn asked_for() -> Option<&'static str> {
    ASKED.take()
}
