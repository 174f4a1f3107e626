//! The teacher's guide with a plan for an hour and the model's answers, and the glossary.

use super::lesson::agents;
use super::reached::known;
use super::sheet::{OnSheet, Sheet};
use super::texts;
use crate::link::{Place, View};
use crate::teach::solve::{Known, solve};
use crate::teach::steps::{self, HOUR, HourPart, Lesson, StepId};
use crate::ui::browser::listen;
use crate::ui::charts::{Table, filled};
use crate::ui::frame::linked::{Linked, asked_for};
use crate::ui::frame::place_link::Go;
use crate::ui::frame::terms::terms;
use crate::ui::words::{glossary, guide as words, teach, values};
use leptos::ev;
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
        Lesson::Counted => words::aim_counted(),
        Lesson::Model => words::aim_model(),
        Lesson::Day => words::aim_day(),
        Lesson::Machines => words::aim_machines(),
        Lesson::Rest => words::aim_rest(),
        Lesson::Agent => words::aim_agent(),
        Lesson::Rule => words::aim_rule(),
        Lesson::Spikes => words::aim_spikes(),
    }
}

/// What learners often say, what to say to it, and what to talk about.
fn talk(lesson: Lesson) -> (&'static str, &'static str, &'static str) {
    match lesson {
        Lesson::Carbon => (words::wrong_carbon(), words::say_carbon(), words::talk_carbon()),
        Lesson::Grid => (words::wrong_grid(), words::say_grid(), words::talk_grid()),
        Lesson::Radio => (words::wrong_radio(), words::say_radio(), words::talk_radio()),
        Lesson::Quality => (words::wrong_quality(), words::say_quality(), words::talk_quality()),
        Lesson::Counted => (words::wrong_counted(), words::say_counted(), words::talk_counted()),
        Lesson::Model => (words::wrong_model(), words::say_model(), words::talk_model()),
        Lesson::Day => (words::wrong_day(), words::say_day(), words::talk_day()),
        Lesson::Machines => {
            (words::wrong_machines(), words::say_machines(), words::talk_machines())
        }
        Lesson::Rest => (words::wrong_rest(), words::say_rest(), words::talk_rest()),
        Lesson::Agent => (words::wrong_agent(), words::say_agent(), words::talk_agent()),
        Lesson::Rule => (words::wrong_rule(), words::say_rule(), words::talk_rule()),
        Lesson::Spikes => (words::wrong_spikes(), words::say_spikes(), words::talk_spikes()),
    }
}

/// Title of a step and what the model says to it, where it says anything without being played.
fn answer(step: StepId, agents: Option<&crate::teach::solve::Agents>) -> (&'static str, String) {
    let solved = solve(step, &Known { agents: agents.copied(), ..known() }).ok().flatten();
    let figures = solved.as_ref().map_or(&[][..], |it| &it.figures);
    let scenario = steps::scenario(step);
    let said = texts::step(step, &scenario, figures);
    let after = texts::after(step, figures).unwrap_or_else(|| words::played().to_string());
    (said.title, after)
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
    let whole = || {
        if let Some(html) = document().document_element() {
            let _ = html.class_list().remove_1("sheet-only");
        }
    };
    // What the browser's own menu prints next is the page again.
    listen::window(ev::afterprint, move |_| whole());
    on_cleanup(whole);
    let on_sheet = RwSignal::new(OnSheet::Hour);
    let choose = move |event| {
        let chosen = event_target_value(&event).parse().ok();
        if let Some(chosen) = chosen.and_then(|it: usize| OnSheet::choices().nth(it)) {
            on_sheet.set(chosen);
        }
    };
    let choices = OnSheet::choices().enumerate().map(move |(index, it)| {
        let selected = move || on_sheet.get() == it;
        view! { <option value=index selected=selected>{it.name()}</option> }
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
            of.map(|(step, (title, after))| {
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
    let hour = Table {
        head: [words::time(), words::what()].map(str::to_string).to_vec(),
        rows: HOUR
            .iter()
            .map(|(part, minutes)| {
                let what = match part {
                    HourPart::Start => words::hour_start().to_string(),
                    HourPart::Lesson(lesson) => words::hour_lesson(texts::lesson(*lesson).0),
                    HourPart::Round => words::hour_round().to_string(),
                    HourPart::Talk => words::hour_talk().to_string(),
                };
                vec![minutes.to_string(), what]
            })
            .collect(),
    };
    let talk = |lesson: Lesson| {
        let (title, _) = texts::lesson(lesson);
        let (wrong, say, discuss) = talk(lesson);
        view! {
            <h3>{title}</h3>
            <p class="prose"><q>{wrong}</q>" "{say}</p>
            <p class="prose"><b>{words::discuss()}</b>" "{discuss}</p>
        }
    };
    view! {
        <article class="step guide">
            <div class="for-teacher">
                <h1>{teach::guide()}</h1>
                <p class="prose"><Linked text=words::intro(&Lesson::ALL.len().to_string()) /></p>
                <p class="row noprint">
                    <button type="button" class="btn solid" on:click=print(false)>{words::print_guide()}</button>
                    <button type="button" class="btn line" on:click=print(true)>{words::print_sheet()}</button>
                    <label for="on-sheet">{words::on_sheet()}</label>
                    <select id="on-sheet" on:change=listen::while_here(choose)>{choices.collect_view()}</select>
                </p>
                <h2>{words::before()}</h2>
                <p class="prose"><Linked text=words::before_text() /></p>
                <h2>{words::timing()}</h2>
                <p class="prose"><Linked text=words::timing_text(&minutes.to_string()) /></p>
                {filled(words::timing(), timing)}
                <h2>{words::hour()}</h2>
                {filled(words::hour(), hour)}
                <h2>{words::wrong()}</h2>
                <p class="sub">{words::wrong_text()}</p>
                {Lesson::ALL.map(talk)}
                <h2>{words::answers()}</h2>
                <p class="sub"><Linked text=words::answers_text() /></p>
                {Lesson::ALL.map(each).collect_view()}
                <h2>{words::sources()}</h2>
                <p class="prose cite">{words::sources_text()}</p>
            </div>
            <details class="sheet" node_ref=folded>
                <summary>{words::see_sheet()}</summary>
                <Sheet on=on_sheet />
            </details>
        </article>
    }
}
