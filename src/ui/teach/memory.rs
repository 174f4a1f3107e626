//! Predictions and reasons, kept on the device.

use super::saved::Saved;
use crate::teach::StepId;
use leptos::prelude::*;

/// What is kept; copies refer to the same.
#[derive(Clone, Copy)]
pub struct Memory {
    steps: RwSignal<Vec<(StepId, Saved)>>,
    /// Tells that everything was forgotten.
    forgotten: RwSignal<()>,
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn key(step: StepId) -> String {
    format!("teach.{}", step.encode())
}

fn why_key(step: StepId) -> String {
    format!("why.{}", step.encode())
}

impl Memory {
    /// Reads what is kept.
    pub fn new() -> Self {
        let storage = storage();
        let read = |step: StepId| {
            let text = storage.as_ref().and_then(|it| it.get_item(&key(step)).ok().flatten());
            (step, text.map_or_else(Saved::default, |text| Saved::parse(&text)))
        };
        let steps = RwSignal::new(StepId::all().map(read).collect());
        Self { steps, forgotten: RwSignal::new(()) }
    }

    /// What is kept of a step; the reader follows.
    pub fn get(self, step: StepId) -> Saved {
        self.steps.with(|all| {
            let found = all.iter().find(|(known, _)| *known == step);
            found.map_or_else(Saved::default, |(_, saved)| saved.clone())
        })
    }

    /// Keeps it. Where nothing may be kept it holds until the page is left.
    pub fn set(self, step: StepId, saved: Saved) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(&key(step), &saved.encode());
        }
        self.steps.update(|all| {
            if let Some(found) = all.iter_mut().find(|(known, _)| *known == step) {
                found.1 = saved;
            }
        });
    }

    /// The first step whose answer has not been seen.
    pub fn first_open(self) -> Option<StepId> {
        self.steps.with(|all| all.iter().find(|(_, saved)| !saved.revealed).map(|(step, _)| *step))
    }

    /// Forgets everything.
    pub fn forget(self) {
        for step in StepId::all() {
            self.set(step, Saved::default());
            self.set_why(step, "");
        }
        self.forgotten.set(());
    }

    /// The reason that was given; the reader follows once it is forgotten.
    pub fn why(self, step: StepId) -> String {
        self.forgotten.get();
        storage().and_then(|it| it.get_item(&why_key(step)).ok().flatten()).unwrap_or_default()
    }

    /// Keeps a reason.
    pub fn set_why(self, step: StepId, text: &str) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(&why_key(step), text);
        }
    }
}
