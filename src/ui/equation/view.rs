//! An open equation; each of its numbers opens its source.

use super::pedigree::pedigree_of;
use super::{Control, Equation, Pedigree, Piece};
use crate::data::fields;
use crate::link::Place;
use crate::ui::browser::{draws_mathml, listen};
use crate::ui::frame::dock::go_to;
use crate::ui::frame::icon::{self, Icon};
use crate::ui::state::{Gesture, Store, store};
use crate::ui::words::{bar, pedigree as said, semicolon};
use leptos::prelude::*;
use leptos::{ev, html};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// The equation, with the numbers of the moment.
#[component]
pub fn EquationView(
    #[prop(into)] equation: Signal<Equation>,
    /// `id` of the element, for whoever opens it.
    id: &'static str,
    /// Class of a swatch before it, where a bar of a chart has that colour.
    #[prop(into, optional)]
    swatch: Option<Signal<&'static str>>,
) -> impl IntoView {
    let store = store();
    let opened = equation;
    // The place of a number stays while its value moves; another equation has other places.
    let (open, set_open) = signal(None::<usize>);
    let name = Memo::new(move |_| opened.with(|it| it.name));
    Effect::new(move |_| {
        name.get();
        set_open.set(None);
    });
    let here = NodeRef::<html::Div>::new();
    let inside = move |it: Option<web_sys::Node>| {
        here.get_untracked().is_some_and(|here| here.contains(it.as_ref()))
    };
    // A source goes with Escape, and with whatever else is opened.
    listen::window(ev::keydown, move |event: ev::KeyboardEvent| {
        let Some(index) = open.get_untracked().filter(|_| event.key() == "Escape") else { return };
        let back = inside(document().active_element().map(Into::into));
        set_open.set(None);
        if let Some(term) = here.get_untracked().filter(|_| back) {
            focus_term(&term, index);
        }
    });
    listen::window(ev::click, move |event: ev::MouseEvent| {
        let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let button = target.and_then(|it| it.closest("button").ok().flatten());
        if open.get_untracked().is_some() && button.is_some_and(|it| !inside(Some(it.into()))) {
            set_open.set(None);
        }
    });
    // The worked line and its words say the same without symbols.
    let drawn = draws_mathml();
    let symbols = Memo::new(move |_| drawn.then(|| opened.with(|it| it.mathml)).flatten());
    let count = Memo::new(move |_| opened.with(|it| it.pieces.len()));
    let shape = Memo::new(move |_| (name.get(), count.get()));
    let piece = move |index: usize| {
        let text = move || {
            opened.with(|it| match it.pieces.get(index) {
                Some(Piece::Term(term)) => term.text.clone(),
                Some(Piece::Sign(sign)) => (*sign).to_string(),
                None => String::new(),
            })
        };
        let is_term =
            opened.with_untracked(|it| matches!(it.pieces.get(index), Some(Piece::Term(_))));
        if is_term {
            view! {
                <button
                    type="button"
                    class="src"
                    data-piece=index
                    aria-expanded=move || (open.get() == Some(index)).to_string()
                    on:click=move |_| set_open.update(|open| {
                        *open = if *open == Some(index) { None } else { Some(index) };
                    })
                >
                    {text}
                </button>
            }
            .into_any()
        } else {
            view! { <span>{text}</span> }.into_any()
        }
    };
    let pieces = move || {
        let (_, count) = shape.get();
        (0..count).map(piece).collect_view()
    };
    let pedigree = Memo::new(move |_| {
        let index = open.get()?;
        let term = opened.with(|it| match it.pieces.get(index) {
            Some(Piece::Term(term)) => Some(term.clone()),
            _ => None,
        })?;
        Some(store.with(|results| (term.text, pedigree_of(&term.origin, results))))
    });
    let close = Callback::new(move |()| set_open.set(None));
    view! {
        <div class="eq" class:bare=swatch.is_none() id=id node_ref=here>
            {move || symbols.get().map(|mathml| view! { <p class="sym" inner_html=mathml></p> })}
            <p class="f">
                {swatch.map(|class| view! {
                    <svg class="sw" width="10" height="10" aria-hidden="true">
                        <rect width="10" height="10" class=class />
                    </svg>
                })}
                <var>{name}</var>
                " = "
                {pieces}
                " = "
                <b class="nw">{move || opened.with(|it| it.result.clone())}</b>
            </p>
            <p class="w">
                {move || opened.with(|it| it.words.clone())} {semicolon()}
                <span class="tag">{move || opened.with(|it| it.source.0)}</span> " "
                <span class="cite">{move || opened.with(|it| it.source.1.clone())}</span>
            </p>
            {move || pedigree.get().map(|(text, it)| view! { <PedigreeView text pedigree=it close /> })}
        </div>
    }
}

/// Moves the focus to the number of an equation from which its source was opened.
fn focus_term(equation: &web_sys::Element, piece: usize) {
    let term = equation.query_selector(&format!("[data-piece='{piece}']")).ok().flatten();
    if let Some(term) = term.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = term.focus();
    }
}

/// Where a number comes from.
#[component]
fn PedigreeView(text: String, pedigree: Pedigree, close: Callback<()>) -> impl IntoView {
    let store = store();
    let change = pedigree.control.map(|control| {
        let (id, group) = place_of(control);
        let words = if control == Control::Accounting {
            said::change_accounting()
        } else {
            said::change_it()
        };
        view! {
            <dt>{said::if_in_doubt()}</dt>
            <dd>
                <button
                    type="button"
                    class="term"
                    on:click=move |_| change(store, id, group.clone())
                >
                    {words}
                </button>
            </dd>
        }
    });
    view! {
        <div class="pop ped-pop" role="group" aria-label=said::where_from()>
            <div class="pophead">
                <h3>{said::title(&text, &pedigree.what)}</h3>
                <button type="button" class="rst" aria-label=bar::close() on:click=move |_| close.run(())>
                    <Icon path=icon::CLOSE />
                </button>
            </div>
            {(!pedigree.how.is_empty()).then(|| view! { <p class="f2">{pedigree.how}</p> })}
            <dl>
                <dt>{said::kind()}</dt>
                <dd><span class="tag">{pedigree.kind}</span></dd>
                <dt>{said::source()}</dt>
                <dd class="cite">{pedigree.source}</dd>
                <dt>{said::holds_for()}</dt>
                <dd>{pedigree.holds}</dd>
                {change}
            </dl>
        </div>
    }
}

/// The `id` of a control, and of the folded group that holds it.
fn place_of(control: Control) -> (&'static str, Option<String>) {
    let field = match control {
        Control::Tokens => return ("tokens", None),
        Control::Power => return ("power_w", None),
        Control::Accounting => return ("marginal", None),
        Control::Field(field) => field,
    };
    if field == fields::GRID_DC_G_PER_KWH || field == fields::GRID_BS_G_PER_KWH {
        return ("grid", None);
    }
    let main = field == fields::BANDWIDTH_MHZ || field == fields::QOE_MIN;
    (field.name, (!main).then(|| format!("group-{}", field.group)))
}

/// Goes to a control, in Explore where this view has none of it.
fn change(store: Store, id: &'static str, group: Option<String>) {
    let there = |id: &str| document().get_element_by_id(id).is_some();
    if [Some(id), group.as_deref()].into_iter().flatten().any(there) {
        return go_to(id, group.as_deref());
    }
    store.edit(Gesture::Done, |view| view.place = Place::Explore);
    // Once Explore is there, which takes a task of its own.
    set_timeout(move || go_to(id, group.as_deref()), Duration::ZERO);
}
