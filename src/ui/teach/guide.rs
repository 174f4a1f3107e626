//! The teacher's guide with the model's answers, the learners' sheet, and the glossary.

use super::lesson::agents;
use super::texts;
use crate::link::{Place, View};
use crate::teach::solve::solve;
use crate::teach::steps::{self, Lesson, StepId};
use crate::ui::charts::{Table, filled};
use crate::ui::frame::linked::{Linked, asked_for};
use crate::ui::frame::place_link::Go;
use crate::ui::frame::terms::terms;
use crate::ui::words::{glossary, guide as words, teach, values};
use leptos::prelude::*;

/// All terms.
#[component]
pub fn Glossary() -> impl IntoView {
    if let Some(key) = asked_for() {
        request_animation_frame(move || {
            if let Some(entry) = document().get_element_by_id(&format!("term-{key}")) {
                entry.scroll_into_view();
                let _ = wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(entry).focus();
            }
        });
    }
    let mut all = terms();
    all.sort_by_key(|term| values::small(term.name));
    let rows = all.into_iter().map(|term| {
        view! {
            <div id=format!("term-{}", term.key) tabindex="-1">
                <dt>{term.name}</dt>
                <dd>{term.means}</dd>
            </div>
        }
    });
    view! {
        <article class="step">
            <h1>{glossary::title()}</h1>
            <dl class="glossary">{rows.collect_view()}</dl>
        </article>
    }
}

fn aim(lesson: Lesson) -> &'static str {
    match lesson {
        Lesson::Carbon => words::aim_carbon(),
        Lesson::Grid => words::aim_grid(),
        Lesson::Radio => words::aim_radio(),
        Lesson::Quality => words::aim_quality(),
        Lesson::Agent => words::aim_agent(),
        Lesson::Spikes => words::aim_spikes(),
    }
}

/// Title of a step and what the model says to it, where it says anything without being played.
fn answer(
    step: StepId,
    agents: Option<&crate::teach::solve::Agents>,
) -> (&'static str, String, &'static str, String) {
    let solved = solve(step, agents).ok().flatten();
    let figures = solved.as_ref().map_or(&[][..], |it| &it.figures);
    let scenario = steps::scenario(step);
    let said = texts::step(step, &scenario, figures);
    let after = texts::after(step, figures).unwrap_or_else(|| words::played().to_string());
    (said.title, said.prose, said.ask, after)
}

/// What a teacher needs.
#[component]
pub fn Guide() -> impl IntoView {
    let folded = NodeRef::<leptos::html::Details>::new();
    let print = move |sheet: bool| {
        move |_| {
            if let (true, Some(folded)) = (sheet, folded.get_untracked()) {
                folded.set_open(true);
            }
            if let Some(html) = document().document_element() {
                let list = html.class_list();
                let _ = if sheet { list.add_1("sheet-only") } else { list.remove_1("sheet-only") };
            }
            // A browser that cannot print leaves the page as it is.
            let _ = window().print();
        }
    };
    on_cleanup(|| {
        if let Some(html) = document().document_element() {
            let _ = html.class_list().remove_1("sheet-only");
        }
    });
    let minutes: u32 = Lesson::ALL.iter().map(|lesson| lesson.minutes()).sum();
    let timing = Table {
        head: [words::lesson(), words::aim(), words::time()].map(str::to_string).to_vec(),
        rows: Lesson::ALL
            .iter()
            .map(|lesson| {
                let (title, _) = texts::lesson(*lesson);
                let minutes = lesson.minutes().to_string();
                vec![title.to_string(), aim(*lesson).to_string(), minutes]
            })
            .collect(),
    };
    let agents = agents();
    let answers = Memo::new(move |_| {
        let answer = |step| agents.with(|agents| answer(step, agents.as_ref()));
        StepId::all().map(|step| (step, answer(step))).collect::<Vec<_>>()
    });
    let each = move |lesson: Lesson| {
        let (title, _) = texts::lesson(lesson);
        let rows = move || {
            let all = answers.get();
            let of = all.into_iter().filter(|(step, _)| step.lesson == lesson);
            of.map(|(step, (title, _, _, after))| {
                let change = move |view: &mut View| {
                    view.place = Place::Teach;
                    view.step = Some(step);
                };
                view! { <li><Go change>{title}</Go>" "<Linked text=after /></li> }
            })
            .collect_view()
        };
        view! { <h3>{title}</h3> <ol class="answers">{rows}</ol> }
    };
    let sheet = move |lesson: Lesson| {
        let (title, _) = texts::lesson(lesson);
        let rows = move || {
            let all = answers.get();
            let of = all.into_iter().filter(|(step, _)| step.lesson == lesson);
            of.map(|(_, (title, prose, ask, _))| {
                view! {
                    <li>
                        <b>{title}</b>" "{prose}" "{ask}
                        <p class="blank">{words::sheet_prediction()}</p>
                        <p class="blank">{words::sheet_model()}</p>
                    </li>
                }
            })
            .collect_view()
        };
        view! { <h3>{title}</h3> <ol class="answers">{rows}</ol> }
    };
    view! {
        <article class="step guide">
            <div class="for-teacher">
                <h1>{teach::guide()}</h1>
                <p class="prose"><Linked text=words::intro() /></p>
                <p class="row noprint">
                    <button type="button" class="btn solid" on:click=print(false)>{words::print_guide()}</button>
                    <button type="button" class="btn line" on:click=print(true)>{words::print_sheet()}</button>
                </p>
                <h2>{words::before()}</h2>
                <p class="prose"><Linked text=words::before_text() /></p>
                <h2>{words::timing()}</h2>
                <p class="prose"><Linked text=words::timing_text(&minutes.to_string()) /></p>
                {filled(words::timing(), timing)}
                <h2>{words::answers()}</h2>
                <p class="sub"><Linked text=words::answers_text() /></p>
                {Lesson::ALL.map(each).collect_view()}
                <h2>{words::sources()}</h2>
                <p class="prose cite">{words::sources_text()}</p>
            </div>
            <details class="sheet" node_ref=folded>
                <summary>{words::see_sheet()}</summary>
                <h2>{words::sheet()}</h2>
                <p class="blank">{words::sheet_name()}</p>
                {Lesson::ALL.map(sheet).collect_view()}
            </details>
        </article>
    }
}
