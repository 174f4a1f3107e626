//! What helps most: levers for the scene, each one tap, and one tap to undo it. Below them, what many
//! answers come to.

use super::levers_said::{Row, at, books, name, say};
use super::my_questions::MyQuestions;
use super::show::show;
use crate::levers::{Helps, MOST, helps, put_back};
use crate::link::View;
use crate::ui::state::store;
use crate::ui::words::levers as words;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A lever that was taken: what it is called, and what it changed.
#[derive(Clone)]
struct Taken {
    id: usize,
    name: String,
    before: View,
    after: View,
}

/// So many are known, the last ones.
const KNOWN: usize = 20;

/// The panel. Its rows stay where they are and only what they say changes, so that nothing moves and
/// the focus stays.
pub fn levers() -> AnyView {
    let store = store();
    let said = store.memo_later(say);
    let at = store.memo_later(|results| at(results.view.choice).to_string());
    let books = store.memo_later(books);
    let taken = RwSignal::new(Vec::<Taken>::new());
    let take = move |index: usize| {
        let before = store.peek(|results| results.view.clone());
        let Helps::These(levers) = helps(&before) else { return };
        let Some(lever) = levers.get(index) else { return };
        let mut then = before.clone();
        lever.change.make(&mut then);
        show(store, then);
        let after = store.peek(|results| results.view.clone());
        taken.update(|taken| {
            let id = taken.last().map_or(0, |last| last.id + 1);
            focus_soon(taken_id(id));
            taken.push(Taken { id, name: name(lever.change), before, after });
            if taken.len() > KNOWN {
                taken.remove(0);
            }
        });
    };
    let undo = move |id: usize| {
        let found = taken.with_untracked(|taken| taken.iter().find(|it| it.id == id).cloned());
        if let Some(Taken { before, after, .. }) = found {
            let mut then = store.peek(|results| results.view.clone());
            put_back(&mut then, &before, &after);
            show(store, then);
            focus_soon(lever_id(0));
        }
    };
    // Those that still stand: what else was moved since is not put back.
    let chips = move || {
        let chip = |it: &Taken| {
            let id = it.id;
            view! {
                <button
                    type="button"
                    class="chip"
                    id=taken_id(id)
                    on:click=move |_| undo(id)
                >
                    {words::undo(&it.name)}
                </button>
            }
            .into_any()
        };
        let chips: Vec<_> = taken.with(|taken| {
            let stood = |it: &&Taken| {
                store.with(|results| put_back(&mut results.view.clone(), &it.before, &it.after))
            };
            taken.iter().filter(stood).map(chip).collect()
        });
        let any = said.with(|said| !said.rows.is_empty());
        let hint = (any && chips.is_empty()).then(words::hint);
        view! { <span class="note">{hint}</span> {chips} }
    };
    // As many buttons as there can be levers, once and for all: a change writes other words into them.
    let row = move |index: usize| {
        let row = Memo::new(move |_| said.with(|said| said.rows.get(index).cloned()));
        let part = move |part: fn(&Row) -> &str| {
            move || row.with(|row| row.as_ref().map(part).unwrap_or_default().to_string())
        };
        view! {
            <li hidden=move || row.with(Option::is_none)>
                <button
                    type="button"
                    class="lever"
                    id=lever_id(index)
                    on:click=move |_| take(index)
                >
                    <span class="cuts">{part(|row| &row.share)}</span>
                    <span class="name">{part(|row| &row.name)}</span>
                    <span class="note">{part(|row| &row.whose)}</span>
                </button>
            </li>
        }
        .into_any()
    };
    let rows = (0..MOST).map(row).collect::<Vec<_>>();
    view! {
        <section aria-labelledby="hl">
            <header>
                <h2 id="hl">{words::title()}</h2>
                <span class="sub">{at}</span>
            </header>
            <ol>{rows}</ol>
            <p class="sub none">{move || said.with(|said| said.why_none)}</p>
            <div class="row taken" role="group" aria-label=words::taken()>{chips}</div>
            <p class="note books">{books}</p>
        </section>
        <MyQuestions />
    }
    .into_any()
}

fn lever_id(index: usize) -> String {
    format!("lever-{index}")
}

fn taken_id(id: usize) -> String {
    format!("taken-{id}")
}

/// What had the focus goes once this is drawn.
fn focus_soon(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}
