//! Draw your own day first, then see the best one.

use super::asked::{SETTLED, asked};
use super::drawn::{beside_the_best, computed, stopped};
use super::model::{Drafted, Model};
use super::plans::DrawnOf;
use super::{amounts, shown, zones};
use crate::data::day::HOURS;
use crate::day::said::Aim;
use crate::day::{Bound, PARTS};
use crate::math;
use crate::ui::charts::day_draw::{DrawBars, Drawing, Draws};
use crate::ui::charts::day_hours::InkOf;
use crate::ui::charts::{DataTable, Measured, Table};
use crate::ui::state::Gesture;
use crate::ui::words::day as words;
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The panel: a button first, then the bars.
#[component]
pub fn DrawYourOwn(model: Model) -> impl IntoView {
    let begun = Memo::new(move |_| model.given.with(|it| it.drawn.is_some()));
    let begin = move |_| {
        let drawn = model.draft.with_untracked(|it| it.0.nobody_waits());
        model.reveal.set(false);
        model.edit(Gesture::Done, |given| given.drawn = Some(drawn));
        focus_soon(".pad [tabindex='0']");
    };
    let can = Memo::new(move |_| model.draft.with(|it| it.0.can_be_drawn()));
    let asked_for = Memo::new(move |_| model.aim.with(Option::is_some));
    let theirs = Memo::new(move |_| model.aim.with(|it| it.as_ref().is_none_or(Aim::is_drawn)));
    let panel = move || {
        view! {
            <section class="panel draw" aria-labelledby="hdr" class:waits=model.waits>
                <header>
                    <h2 id="hdr">{move || match asked_for.get() {
                    true => words::draw_asked_title(),
                    false => words::draw_title(),
                }}</h2>
                    {move || (!asked_for.get()).then(|| view! { <span class="sub">{words::draw_aside()}</span> })}
                </header>
                {move || match (begun.get(), can.get()) {
                    (_, false) => view! { <p class="note">{words::draw_nobody()}</p> }.into_any(),
                    (false, true) => view! {
                        <button type="button" class="btn line" on:click=begin>{words::draw_begin()}</button>
                    }
                    .into_any(),
                    (true, true) => view! { <Hand model /> }.into_any(),
                }}
            </section>
        }
    };
    move || theirs.get().then(panel)
}

/// Moves the focus once what a button changes is there: the button itself may be gone then.
fn focus_soon(selector: &'static str) {
    request_animation_frame(move || {
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Bars, what stops them, and what came of it.
#[component]
fn Hand(model: Model) -> impl IntoView {
    let draft: Memo<Drafted> = model.draft;
    let given = Memo::new(move |_| model.given.with(|it| it.drawn.unwrap_or_default()));
    // While the hand draws it is ahead of what the address says.
    let drawn = RwSignal::new(given.get_untracked());
    Effect::new(move |_| drawn.set(given.get()));
    let (hour, kept) = (RwSignal::new(12_usize), StoredValue::new(Vec::<usize>::new()));
    let bound = RwSignal::new(None::<(Bound, usize)>);
    let amounts_now = Memo::new(move |_| draft.with(|it| drawn.with(|drawn| it.0.amounts(drawn))));
    let set = move |of: usize, answers: f64, kept: &[usize]| {
        let now = drawn.get_untracked();
        let (next, stops) = draft.with_untracked(|it| it.0.set(&now, of, answers, kept));
        bound.set(stops.map(|it| (it, of)));
        if next != now {
            drawn.set(next);
        }
    };
    let keep = move || {
        let now = drawn.get_untracked();
        if Some(now) != model.given.with_untracked(|it| it.drawn) {
            model.edit(Gesture::Done, |given| given.drawn = Some(now));
        }
    };
    let draws = Callback::new(move |what: Draws| match what {
        Draws::To { hour, answers, begins } => {
            if begins {
                kept.update_value(Vec::clear);
            }
            let once = draft.with_untracked(|it| it.0.at_once()[hour]);
            set(hour, answers - once, &kept.get_value());
            kept.update_value(|kept| {
                kept.retain(|it| *it != hour);
                kept.insert(0, hour);
            });
        }
        Draws::By { hour, hundredths } => {
            let all = draft.with_untracked(|it| it.0.can_wait());
            let now = amounts_now.with_untracked(|it| it[hour]);
            set(hour, math::clamp(now + all * hundredths / 100.0, 0.0, all), &[]);
        }
        Draws::Ends => keep(),
    });
    // What it is charged is asked for once it is to be shown, and then once a stroke is over.
    let about = Memo::new(move |_| {
        let planned = model.reveal.get().then(|| model.plans.of_now()).flatten()?;
        Some(DrawnOf { about: planned.0.clone(), drawn: given.get() })
    });
    let charged =
        asked(expect_context::<WorkerHandle>(), about, Some(SETTLED), DrawnOf::what, DrawnOf::take);
    let best = Memo::new(move |_| {
        let best = |it: &shown::Shown| it.plans.best.as_ref().map(computed);
        model.shown.with(|it| it.as_deref().and_then(best))
    });
    let day = Memo::new(move |_| {
        let grids = model.shown.with(|it| {
            let rows = it.iter().flat_map(|it| it.grids.g_per_kwh.iter().enumerate());
            rows.map(|(site, row)| (shown::ink(site), *row)).collect()
        });
        draft.with(|it| Drawing {
            grids,
            at_once: *it.0.at_once(),
            drawn: amounts_now.get(),
            best: best.get().filter(|_| model.reveal.get()),
            most: (0..HOURS).map(|hour| it.0.at_once()[hour] + it.0.most(hour)).fold(0.0, f64::max),
        })
    });
    let spoken = Callback::new(move |of: usize| {
        words::draw_hour_spoken(&amounts::count(amounts_now.with(|it| it[of])))
    });
    let line = move || {
        let of = hour.get();
        words::draw_hour(
            &of.to_string(),
            &(of + 1).to_string(),
            &amounts::count(amounts_now.with(|it| it[of])),
        )
    };
    let stops = move || bound.get().map(|(bound, of)| stopped(bound, of));
    let told = Memo::new(move |before: Option<&Option<String>>| {
        if !model.reveal.get() {
            return None;
        }
        let said = charged.of_now().and_then(|it| {
            let (DrawnOf { drawn, .. }, day) = &*it;
            model.shown.with(|shown| {
                draft.with(|draft| beside_the_best(shown.as_deref()?, &draft.0, drawn, (*day)?))
            })
        });
        // Until the next is there.
        said.or_else(|| before.cloned().flatten())
    });
    let legend = move || {
        model.shown.with(|it| {
            let zones = it.iter().flat_map(|it| it.zones()).enumerate();
            let one = |(site, zone): (usize, &'static str)| {
                let swatch = format!("swt {}", shown::ink(site).class(InkOf::Swatch));
                view! { <li><i class=swatch></i>{zones::name(zone)}</li> }
            };
            zones.map(one).collect_view()
        })
    };
    let say = move || {
        let (can, hours) = model.given.with(shown::waits);
        words::draw_say(&can, &hours)
    };
    let asked_for = Memo::new(move |_| model.aim.with(Option::is_some));
    let close = move |_| {
        model.reveal.set(false);
        model.edit(Gesture::Done, |given| given.drawn = None);
        focus_soon(".draw>.btn");
    };
    let show = move |_| {
        model.reveal.set(true);
        focus_soon(".draw .lev-say");
    };
    let anew = move |_| {
        bound.set(None);
        let drawn = draft.with_untracked(|it| it.0.nobody_waits());
        model.edit(Gesture::Done, |given| given.drawn = Some(drawn));
    };
    let table = move || {
        let (once, yours) = (day.with(|it| it.at_once), amounts_now.get());
        let best = best.get().filter(|_| model.reveal.get());
        let mut head = vec![words::utc_hour(), words::draw_cannot(), words::draw_yours()];
        head.extend(best.map(|_| words::draw_of_best()));
        let row = |hour: usize| {
            let count = |it: f64| amounts::count(it.max(0.0));
            let mut row = vec![format!("{hour}:00"), count(once[hour]), count(yours[hour])];
            row.extend(best.map(|it| count(it[hour] - once[hour])));
            row
        };
        Table {
            head: head.into_iter().map(str::to_string).collect(),
            rows: (0..HOURS).map(row).collect(),
        }
    };
    let summary = move || {
        let most =
            amounts_now.with(|it| (0..HOURS).fold(0, |a, b| if it[b] > it[a] { b } else { a }));
        words::draw_summary(&most.to_string())
    };
    let waits = Memo::new(move |_| drawn.get().iter().sum::<u16>() == PARTS);
    view! {
        <p class="fc-say">{say}</p>
        <ul class="keys">{legend}</ul>
        <figure>
            <Measured let:width>
                <DrawBars width day summary=Signal::derive(summary) hour spoken draws />
            </Measured>
            <p class="draw-line"><b>{line}</b> " " <span role="status">{stops}</span></p>
            <p class="row">
                {move || (!model.reveal.get() && !asked_for.get()).then(|| view! {
                    <button
                        type="button"
                        class="btn solid"
                        disabled=move || !waits.get()
                        on:click=show
                    >
                        {words::draw_reveal()}
                    </button>
                })}
                <button type="button" class="btn line" on:click=anew>{words::draw_anew()}</button>
                {move || (!asked_for.get()).then(|| view! {
                    <button type="button" class="btn line" on:click=close>{words::draw_close()}</button>
                })}
            </p>
            <p class="lev-say" role="status" tabindex="-1" class:trails=charged.trails>{told}</p>
            <p class="note">{move || match (asked_for.get(), model.reveal.get()) {
                (true, _) => words::draw_asked_note(),
                (false, true) => words::draw_revealed_note(),
                (false, false) => words::draw_hidden_note(),
            }}</p>
            <DataTable file="day-drawn" caption=words::draw_table() table=table />
        </figure>
    }
}
