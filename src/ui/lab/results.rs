//! Who decides, and how far above the optimum: the committed results as charts.

use crate::scenario::MODEL_VERSION;
use crate::ui::charts::kit::drawing::{DIAMOND, SQUARE, TRIANGLE, UPRIGHT};
use crate::ui::charts::who_decides::plan::above;
use crate::ui::charts::{Measured, Savings, Table, WhoDecides};
use crate::ui::frame::linked::Linked;
use crate::ui::results::summary::Reproduced;
use crate::ui::words::format::{percent, whole};
use crate::ui::words::results as words;
use leptos::prelude::*;

/// What the view is called: how near rule and agents come.
pub fn title() -> String {
    let within = Reproduced::committed().and_then(|it| it.stays_within());
    within.map_or_else(
        || words::who_decides().to_owned(),
        |(rule, agents)| words::page_title(&above(rule), &above(agents)),
    )
}

/// The view.
#[component]
pub fn Results() -> impl IntoView {
    Reproduced::committed().map(|it| {
        view! {
            {who(&it)}
            <div class="lows">{against(&it)} {rule(&it)}</div>
        }
    })
}

fn who(it: &Reproduced) -> impl IntoView + use<> {
    let groups = it.groups();
    let rows = StoredValue::new(it.table());
    let figures = move || Table {
        head: [
            words::who(),
            words::about(),
            words::gap(),
            words::interval(),
            words::limits_broken(),
            words::any_gap(),
            words::interval(),
            words::limits_broken(),
            words::energy(),
            words::operations(),
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.get_value(),
    };
    let earlier = (it.model_version < MODEL_VERSION).then(|| {
        view! { <p class="note">{words::of_earlier_model(&it.model_version.to_string())}</p> }
    });
    view! {
        <section class="run who-decides" aria-labelledby="hw">
            <header class="lh">
                <h2 id="hw">{words::who_decides()}</h2>
                <span class="sub">{words::who_aside()}</span>
            </header>
            {earlier}
            <figure>
                <Measured let:width>
                    <WhoDecides width groups=groups.clone() figures />
                </Measured>
            </figure>
            {keys(&percent(it.gate))}
            <p class="note"><Linked text=words::who_note(&whole(it.held_out_contexts.into())) /></p>
        </section>
    }
}

/// What the marks mean.
fn keys(gate: &str) -> impl IntoView + use<> {
    let mark = |class: &'static str, d: &'static str, text: String| {
        view! {
            <li>
                <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
                    <path d=d class=class />
                </svg>
                {text}
            </li>
        }
    };
    view! {
        <ul class="keys">
            {mark("m-opt", DIAMOND, words::key_optimum().into())}
            {mark("mk-rule", SQUARE, words::key_rule().into())}
            {mark("mk-sdrl", TRIANGLE, "SDRL".into())}
            {mark("mk-sac", TRIANGLE, "SAC".into())}
            {mark("mk-fix", UPRIGHT, words::key_fixed().into())}
            {mark("mk-sac hol", TRIANGLE, words::key_hollow(gate))}
            {mark("mk-sac one", TRIANGLE, words::key_one().into())}
            {mark("goal-line", "M0-9V9", words::key_goal().into())}
        </ul>
    }
}

fn against(it: &Reproduced) -> impl IntoView + use<> {
    let savings = it.savings();
    let paper = 100.0 * it.paper_saved;
    view! {
        <section class="run against" aria-labelledby="hp">
            <header class="lh">
                <h2 id="hp">{words::against_paper()}</h2>
            </header>
            <p class="ax-note"><Linked text=words::saved_axis() /></p>
            <figure>
                <Measured let:width>
                    <Savings width savings=savings.clone() paper />
                </Measured>
            </figure>
            <ul class="keys">
                <li>
                    <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
                        <path d=TRIANGLE class="mk-sdrl" />
                    </svg>
                    {words::key_saved()}
                </li>
                <li>
                    <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
                        <path d="M0-8V8" class="l-opt" />
                    </svg>
                    {words::key_most()}
                </li>
            </ul>
            <p class="note"><Linked text=words::libraries_note() /></p>
        </section>
    }
}

/// What is saved in a sentence, and the rule of an expert as it can be written down.
fn rule(it: &Reproduced) -> impl IntoView + use<> {
    let (verdict, paper) = (it.verdict(), it.paper_sentence());
    view! {
        <section class="run rule" aria-labelledby="hrule">
            {verdict.map(|it| view! { <p class="say">{it}</p> })}
            {paper.map(|it| view! { <p class="sub"><Linked text=it /></p> })}
            <h2 id="hrule">{words::rule_title()}</h2>
            <ol>
                {[words::rule_power(), words::rule_limits(), words::rule_length()]
                    .map(|line| view! { <li>{line}</li> })}
            </ol>
            <p class="sub"><Linked text=words::rule_note() /></p>
        </section>
    }
}
