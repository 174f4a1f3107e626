//! What helps most: levers for the scene, each one tap, and one tap to undo it. Below them, what many
//! answers come to.

use super::my_questions::MyQuestions;
use super::levers_said::{Row, at, books, name, say};
use crate::levers::{Helps, MOST, helps, put_back, stands};
use crate::link::View;
use crate::ui::state::{Gesture, store};
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
    let said = store.memo(say);
    let at = store.memo(|results| at(results.view.choice));
    let books = store.memo(books);
    let taken = RwSignal::new(Vec::<Taken>::new());
    let next = StoredValue::new(0);
    let take = move |index: usize| {
        let before = store.peek(|results| results.view.clone());
        let Helps::These(levers) = helps(&before) else { return };
        let Some(lever) = levers.get(index) else { return };
        store.edit(Gesture::Done, |view| lever.change.make(view));
        let after = store.peek(|results| results.view.clone());
        let id = next.get_value();
        next.set_value(id + 1);
        taken.update(|taken| {
            taken.push(Taken { id, name: name(lever.change), before, after });
            let old = taken.len().saturating_sub(KNOWN);
            taken.drain(..old);
        });
        focus_soon(taken_id(id));
    };
    let standing = Memo::new(move |_| {
        let stood = |it: &&Taken| {
            store.with(|results| stands(&results.view, &it.before, &it.after))
        };
        taken.with(|taken| {
            let standing = taken.iter().filter(stood);
            standing.map(|it| (it.id, it.name.clone())).collect::<Vec<_>>()
        })
    });
    let undo = move |id: usize| {
        let found = taken.with_untracked(|taken| taken.iter().find(|it| it.id == id).cloned());
        if let Some(Taken { before, after, .. }) = found {
            store.edit(Gesture::Done, |view| put_back(view, &before, &after));
        }
        taken.update(|taken| taken.retain(|it| it.id != id));
        focus_soon(lever_id(0));
    };
    let chips = move || {
        let chip = |(id, name): (usize, String)| {
            view! {
                <button
                    type="button"
                    class="chip"
                    id=taken_id(id)
                    aria-label=words::undo(&name)
                    on:click=move |_| undo(id)
                >
                    <span aria-hidden="true">"↶ "</span>
                    {name.clone()}
                </button>
            }
        };
        let standing = standing.get();
        if standing.is_empty() {
            return view! { <span class="note">{words::hint()}</span> }.into_any();
        }
        view! {
            <span class="note">{words::taken()}</span>
            {standing.into_iter().map(chip).collect_view()}
        }
        .into_any()
    };
    let slot = move |index: usize| {
        let row = Memo::new(move |_| said.with(|said| said.rows.get(index).cloned()));
        let part = move |read: fn(&Row) -> &str| {
            move || row.with(|row| row.as_ref().map(|row| read(row).to_string()))
        };
        view! {
            <li>
                <button
                    type="button"
                    class="lever"
                    id=lever_id(index)
                    aria-label=part(|row| &row.spoken)
                    hidden=move || row.with(Option::is_none)
                    on:click=move |_| take(index)
                >
                    <b>{part(|row| &row.share)}</b>
                    <span class="sub">{part(|row| &row.saves)}</span>
                    <span class="name">{part(|row| &row.name)}</span>
                    <span class="note">{part(|row| row.whose)}</span>
                </button>
            </li>
        }
    };
    view! {
        <section aria-labelledby="hl">
            <header>
                <h2 id="hl">{words::title()}</h2>
                <span class="sub">{at}</span>
            </header>
            <ol>
                {(0..MOST).map(slot).collect_view()}
                {move || said.with(|said| said.why_none).map(|why| view! {
                    <li class="none"><p class="sub">{why}</p></li>
                })}
            </ol>
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
