//! The view: lessons at the side, beside them what was chosen.

use super::builder::Builder;
use super::guide::{Glossary, Guide};
use super::lesson::LessonStep;
use super::list::LessonList;
use super::memory::Memory;
use super::round::Round;
use super::task::Task;
use super::texts;
use super::under_way;
use crate::link::{Place, View};
use crate::teach::{Lesson, StepId};
use crate::ui::frame::linked::Reading;
use crate::ui::state::store;
use crate::ui::words::teach as words;
use leptos::prelude::*;

/// Where somebody arrives who comes to Teach and names no step: at the assignment that is under way,
/// else where this learner stopped.
pub fn arrive_at_lesson(view: &mut View, from: Place) {
    match under_way::task().filter(|_| !from.in_teach()) {
        Some(task) => *view = task,
        None => view.step = view.step.or_else(|| Some(start(Memory::new()))),
    }
}

fn start(memory: Memory) -> StepId {
    untrack(|| memory.first_open()).unwrap_or(StepId::first(Lesson::Carbon))
}

/// Teach, the part that `place` names.
#[component]
pub fn Teach(place: Place) -> impl IntoView {
    let store = store();
    let memory = Memory::new();
    provide_context(memory);
    let start = start(memory);
    let named = store.memo(|results| results.view.step);
    let shown =
        Signal::derive(move || (place == Place::Teach).then(|| named.get().unwrap_or(start)));
    let part = move || {
        Reading::begin();
        match place {
            Place::Round => view! { <Round lesson=false /> }.into_any(),
            Place::Builder => view! { <Builder /> }.into_any(),
            Place::Guide => view! { <Guide /> }.into_any(),
            Place::Glossary => view! { <Glossary /> }.into_any(),
            Place::Task => view! { <Task /> }.into_any(),
            _ => {
                let step = named.get().unwrap_or(start);
                view! { <LessonStep step /> }.into_any()
            }
        }
    };
    let title = move || match place {
        Place::Round => words::round_link(),
        Place::Builder | Place::Task => words::builder(),
        Place::Guide => words::guide(),
        Place::Glossary => words::glossary(),
        _ => texts::lesson(named.get().unwrap_or(start).lesson).0,
    };
    Effect::new(move || document().set_title(&format!("{} · AOLO Lab", title())));
    view! {
        <main class="teach" class:alone=place == Place::Task id="main" tabindex="-1">
            {(place != Place::Task).then(|| view! { <LessonList step=shown place /> })}
            {part}
        </main>
    }
}
