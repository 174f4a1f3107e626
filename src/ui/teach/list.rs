//! The lessons at the side, and the links inside Teach.

use super::memory::Memory;
use super::under_way::UnderWay;
use super::{texts, under_way};
use crate::link::{Place, View};
use crate::teach::{Lesson, StepId};
use crate::ui::frame::icon::{self, Icon};
use crate::ui::frame::place_link::Go;
use crate::ui::words::teach as words;
use leptos::prelude::*;

/// The step that a lesson's link leads to: its first that is open, else its first.
fn entry(memory: Memory, lesson: Lesson) -> StepId {
    let mut of = StepId::all().filter(|step| step.lesson == lesson);
    of.find(|step| !memory.get(*step).revealed).unwrap_or(StepId::first(lesson))
}

/// The list of lessons with how far each is.
#[component]
pub fn LessonList(#[prop(into)] step: Signal<Option<StepId>>, place: Place) -> impl IntoView {
    let memory = expect_context::<Memory>();
    let open = RwSignal::new(false);
    let minutes: u32 = Lesson::ALL.iter().map(|lesson| lesson.minutes()).sum();
    let row = move |(index, lesson): (usize, Lesson)| {
        let (title, aside) = texts::lesson(lesson);
        let current = Signal::derive(move || {
            step.get().is_some_and(|step| step.lesson == lesson).then_some("true")
        });
        let done = move || {
            StepId::all().filter(|it| it.lesson == lesson).all(|it| memory.get(it).revealed)
        };
        let state = move || {
            if done() {
                words::done().to_string()
            } else {
                words::minutes(&lesson.minutes().to_string())
            }
        };
        view! {
            <li>
                <Go
                    change=move |view: &mut View| {
                        view.place = Place::Teach;
                        view.step = Some(untrack(|| entry(memory, lesson)));
                    }
                    current
                >
                    <span class="n">{index + 1}</span>
                    <b>{title}</b>
                    <span class="st">{state}</span>
                    <small>{aside}</small>
                </Go>
            </li>
        }
    };
    let heading = move || {
        step.get().map_or_else(
            || words::lessons().to_string(),
            |step| {
                let number = step.lesson as usize + 1;
                let count = Lesson::ALL.len();
                let (title, _) = texts::lesson(step.lesson);
                words::of_lessons(&number.to_string(), &count.to_string(), title)
            },
        )
    };
    let part = move |to: Place, name: &'static str| {
        let change = move |view: &mut View| {
            if to == Place::Builder
                && view.task.is_none()
                && let Some(task) = under_way::task()
            {
                // Whoever tried it out goes on building.
                *view = task;
            }
            view.place = to;
        };
        view! {
            <Go
                change
                current=Signal::derive(move || (place == to).then_some("page"))
            >
                {name}
            </Go>
        }
    };
    view! {
        <UnderWay />
        <nav class="lessons" class:open=open aria-label=words::lessons()>
            <button
                type="button"
                class="cur"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|it| *it = !*it)
            >
                <span>{heading}</span>
                <Icon path=icon::DOWN />
            </button>
            <h2>{words::lessons()}</h2>
            <p class="sub extra">{words::in_all(&minutes.to_string())}</p>
            <ol class="ll">{Lesson::ALL.into_iter().enumerate().map(row).collect_view()}</ol>
            <p class="parts">
                {part(Place::Round, words::round_link())}
                {part(Place::Guide, words::guide())}
                {part(Place::Builder, words::builder())}
                {part(Place::Glossary, words::glossary())}
            </p>
            <Forget memory />
        </nav>
    }
}

/// Forgets what was answered. It cannot be brought back: it is asked first.
#[component]
fn Forget(memory: Memory) -> impl IntoView {
    let asked = RwSignal::new(false);
    let forget = move |_| {
        asked.set(false);
        memory.forget();
    };
    move || {
        if asked.get() {
            view! {
                <p class="row extra">
                    <button type="button" class="btn line" on:click=forget>{words::forget_for_good()}</button>
                    " "
                    <button type="button" class="btn line" on:click=move |_| asked.set(false)>
                        {words::keep_answers()}
                    </button>
                </p>
            }
            .into_any()
        } else {
            view! {
                <button type="button" class="btn quiet extra" on:click=move |_| asked.set(true)>
                    {words::forget()}
                </button>
            }
            .into_any()
        }
    }
}
