//! Two designs side by side, each with a name: what both emit, what makes the difference, what was set.

use super::beside::{Compared, Row, compare, kept};
use crate::link::Place;
use crate::link::beside::{Beside, NAME_MAX, swap};
use crate::ui::browser::{focus, listen};
use crate::ui::charts::pair::PairedWaterfalls;
use crate::ui::charts::{DataTable, Measured, Pinned, Table, filled};
use crate::ui::state::results::Results;
use crate::ui::state::{Gesture, Notice, Store, store};
use crate::ui::words::{compare as words, panels};
use leptos::prelude::*;
use std::sync::Arc;

/// Letters of a name beside a mark.
const SHORT: usize = 12;

/// Keeps the shown design to compare with, or forgets the one that is kept. Where the comparison is on
/// the page it leads there, elsewhere it says where that is.
pub fn pin(store: Store) {
    let (decided, keeps, here) = store.peek(|results| {
        let view = &results.view;
        (results.chosen.decision, view.beside.is_none(), view.place == Place::Explore)
    });
    store.to_pinned.set_value(keeps && here);
    store.edit(Gesture::Done, |view| {
        view.beside = match view.beside {
            Some(_) => None,
            None => Some(Box::new(Beside::keep(view, decided))),
        };
    });
    if keeps && !here {
        store.notice.set(Some(Notice {
            title: words::kept().to_string(),
            lines: vec![words::kept_where().to_string().into()],
            good: true,
        }));
    }
}

/// The panel, while something is kept.
pub fn beside() -> AnyView {
    let store = store();
    let cache = StoredValue::new(None::<(Beside, Arc<Results>)>);
    let compared = store.memo_later(move |shown| {
        let beside = shown.view.beside.as_deref()?;
        let same =
            |it: &&(Beside, _)| Beside { names: beside.names.clone(), ..it.0.clone() } == *beside;
        let known = cache.with_value(|it| it.as_ref().filter(same).map(|it| Arc::clone(&it.1)));
        let kept = known.or_else(|| kept(beside))?;
        cache.set_value(Some((beside.clone(), Arc::clone(&kept))));
        Some(compare(&kept, shown, &beside.names))
    });
    Effect::new(move |_| {
        let pinned = compared.with(|it| {
            it.as_ref().map(|it| Pinned {
                name: short(&it.designs[0].name),
                total_g: it.counted[0].0.total_g,
            })
        });
        store.pinned.set(pinned);
    });
    let there = Memo::new(move |_| compared.with(Option::is_some));
    view! { {move || there.get().then(|| panel(store, compared))} }.into_any()
}

fn short(name: &str) -> String {
    let short: String = name.chars().take(SHORT).collect();
    if short.len() < name.len() { short + "…" } else { short }
}

fn panel(store: Store, compared: Memo<Option<Compared>>) -> AnyView {
    if store.to_pinned.try_update_value(std::mem::take) == Some(true) {
        request_animation_frame(|| focus("beside"));
    }
    let read = move |part: fn(&Compared) -> String| {
        Memo::new(move |_| compared.with(|it| it.as_ref().map(part).unwrap_or_default()))
    };
    let design =
        move |which: usize, total: fn(&Compared) -> String, given: fn(&Compared) -> String| {
            let name = Memo::new(move |_| {
                compared
                    .with(|it| it.as_ref().map(|it| it.designs[which].name.clone()))
                    .unwrap_or_default()
            });
            let call = move |event| {
                let input: web_sys::HtmlInputElement = event_target(&event);
                store.edit(Gesture::Done, |view| {
                    if let Some(beside) = &mut view.beside {
                        beside.call(which, &input.value());
                        // As it is kept: without what nobody sees.
                        input.set_value(&beside.names[which]);
                    }
                });
            };
            let label = if which == 0 { words::name_of_kept() } else { words::name_of_shown() };
            view! {
                <div class:kept=which == 0>
                    <label class="note">
                        <span>{label}</span>
                        <input
                            type="text"
                            maxlength=NAME_MAX
                            autocomplete="off"
                            spellcheck="false"
                            translate="no"
                            prop:value=name
                            on:change=listen::while_here(call)
                        />
                    </label>
                    <p><b>{read(total)}</b>{panels::emits_after()}</p>
                    <p class="sub">{read(given)}</p>
                </div>
            }
            .into_any()
        };
    let columns = [
        design(0, |it| it.designs[0].total.clone(), |it| it.designs[0].given.clone()),
        design(1, |it| it.designs[1].total.clone(), |it| it.designs[1].given.clone()),
    ];
    let sentence = read(|it| it.sentence.clone());
    let both = Memo::new(move |_| compared.with(|it| it.as_ref().map(|it| it.counted.clone())));
    let names = move || {
        compared.with(|it| it.as_ref().map(|it| it.designs.each_ref().map(|it| it.name.clone())))
    };
    let table = move |rows: fn(&Compared) -> &Vec<Row>, last: &'static str| {
        compared.with(|it| {
            let rows = it.iter().flat_map(rows).map(|row| {
                let [kept, shown] = row.both.clone();
                let mut cells = vec![row.what.clone(), kept, shown];
                cells.extend((!last.is_empty()).then(|| row.difference.clone()));
                cells
            });
            let mut head = vec![words::what().to_string()];
            head.extend(names().into_iter().flatten());
            head.extend((!last.is_empty()).then(|| last.to_string()));
            Table { head, rows: rows.collect() }
        })
    };
    let settings = move || {
        let none = compared.with(|it| it.as_ref().is_none_or(|it| it.settings.is_empty()));
        if none {
            return view! { <p class="sub">{words::nothing_set()}</p> }.into_any();
        }
        let rows = table(|it| &it.settings, "");
        view! {
            <h3>{words::settings()}</h3>
            {filled(words::settings(), rows)}
        }
        .into_any()
    };
    view! {
        <section class="panel beside" aria-labelledby="beside">
            <header>
                <h2 id="beside" tabindex="-1">{words::title()}</h2>
                <div class="row">
                    <button type="button" class="btn line" on:click=move |_| {
                        let decided = store.peek(|results| results.chosen.decision);
                        store.edit(Gesture::Done, |view| swap(view, decided));
                    }>{words::swap()}</button>
                    <button type="button" class="btn line" on:click=move |_| pin(store)>{words::stop()}</button>
                </div>
            </header>
            <div class="designs">{columns.into_iter().collect::<Vec<_>>()}</div>
            <p class="say">{sentence}</p>
            <figure>
                <Measured let:width>
                    <PairedWaterfalls width both summary=sentence />
                </Measured>
                <DataTable
                    file="comparison"
                    unfolded=true
                    caption=words::title()
                    table=move || table(|it| &it.figures, words::difference())
                />
            </figure>
            {settings}
        </section>
    }
    .into_any()
}
