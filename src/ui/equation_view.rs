//! The open equation of a bar; each of its numbers opens its source.

use super::charts::parts::Part;
use super::equation::{Piece, Term, equation};
use super::icon::{self, Icon};
use super::lede::go_to;
use super::state::store;
use super::words::{bar, equations as said};
use leptos::prelude::*;

/// `id` of the element that holds the open equation.
pub const EQUATION_ID: &str = "equation";

/// The equation of `part`, with the numbers of the moment.
#[component]
pub fn EquationView(#[prop(into)] part: Signal<Part>) -> impl IntoView {
    let store = store();
    let opened = Memo::new(move |_| {
        let part = part.get();
        store.with(|results| equation(part, results))
    });
    // The place of a number stays while its value moves; another bar has other places.
    let (open, set_open) = signal(None::<usize>);
    Effect::new(move |_| {
        part.track();
        set_open.set(None);
    });
    let symbols = Memo::new(move |_| opened.with(|it| it.mathml));
    let count = Memo::new(move |_| opened.with(|it| it.pieces.len()));
    let shape = Memo::new(move |_| (part.get(), opened.with(|it| it.name), count.get()));
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
        let (_, _, count) = shape.get();
        (0..count).map(piece).collect_view()
    };
    let pedigree = Memo::new(move |_| {
        let index = open.get()?;
        opened.with(|it| match it.pieces.get(index) {
            Some(Piece::Term(term)) => Some(term.clone()),
            _ => None,
        })
    });
    view! {
        <div class="eq" id=EQUATION_ID>
            {move || symbols.get().map(|mathml| view! { <p class="sym" inner_html=mathml></p> })}
            <p class="f">
                <svg class="sw" width="10" height="10" aria-hidden="true">
                    <rect width="10" height="10" class=move || part.get().class() />
                </svg>
                <var>{move || opened.with(|it| it.name)}</var>
                " = "
                {pieces}
                " = "
                <b class="nw">{move || opened.with(|it| it.result.clone())}</b>
            </p>
            <p class="w">
                {move || opened.with(|it| it.words.clone())} "; "
                <span class="tag">{move || opened.with(|it| it.source.0)}</span> " "
                <span class="cite">{move || opened.with(|it| it.source.1.clone())}</span>
            </p>
            {move || pedigree.get().map(|term| {
                later_pedigree(term, Callback::new(move |()| set_open.set(None)))
            })}
        </div>
    }
}

#[inline(never)]
fn later_pedigree(term: Term, close: Callback<()>) -> AnyView {
    view! { <Pedigree term close /> }.into_any()
}

/// Where a number comes from.
#[component]
fn Pedigree(term: Term, #[prop(into)] close: Callback<()>) -> impl IntoView {
    let change = term.field.map(|field| {
        let group = crate::data::field(field).map(|it| format!("group-{}", it.group));
        let main = [
            "bandwidth_mhz",
            "qoe_min",
            "grid_dc_g_per_kwh",
            "grid_bs_g_per_kwh",
            "power_w",
            "accounting",
        ];
        let group = group.filter(|_| !main.contains(&field));
        let id = match field {
            "grid_dc_g_per_kwh" | "grid_bs_g_per_kwh" => "grid",
            "accounting" => "marginal",
            other => other,
        };
        let words =
            if field == "accounting" { said::change_accounting() } else { said::change_it() };
        view! {
            <dt>{said::if_in_doubt()}</dt>
            <dd>
                <button
                    type="button"
                    class="term"
                    on:click=move |_| go_to(id, group.as_deref())
                >
                    {words}
                </button>
            </dd>
        }
    });
    view! {
        <div class="pop ped-pop" role="group" aria-label=said::where_from()>
            <div class="pophead">
                <h3>{term.title}</h3>
                <button type="button" class="rst" aria-label=bar::close() on:click=move |_| close.run(())>
                    <Icon path=icon::CLOSE />
                </button>
            </div>
            {(!term.how.is_empty()).then(|| view! { <p class="f2">{term.how}</p> })}
            <dl>
                <dt>{said::kind()}</dt>
                <dd><span class="tag">{term.kind}</span></dd>
                <dt>{said::source()}</dt>
                <dd class="cite">{term.source}</dd>
                <dt>{said::holds_for()}</dt>
                <dd>{term.holds}</dd>
                {change}
            </dl>
        </div>
    }
}
