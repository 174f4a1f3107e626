//! The answer to an assignment as the page holds it: set, and put into its scenario.

use crate::scenario::ValidScenario;
use crate::ui::state::results::Results;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{assignment as words, explain};

/// The scenario with the answer in it.
pub fn applied(results: &Results) -> Option<ValidScenario> {
    let view = &results.view;
    view.task.as_ref()?.applied(&view.scenario).ok()?.validate().ok()
}

/// Takes an answer; says why it cannot.
pub fn answer(name: &str, value: &str, gesture: Gesture) -> Option<String> {
    let store = store();
    let tried = store.peek(|results| {
        let mut task = results.view.task.clone()?;
        let base = &results.view.scenario;
        let taken = task.set(name, value).and_then(|()| task.applied(base)?.validate());
        Some(taken.map(|_| task))
    });
    match tried? {
        Ok(task) => {
            store.edit(gesture, |view| view.task = Some(task));
            None
        }
        Err(error) => Some(words::refused(&explain::error(&error))),
    }
}
