//! Somebody who asks the worker: one view, with its own questions and its own answers.

use super::link::{Standing, WorkerHandle};
use super::questions::{Questions, Ticket};
use crate::protocol::{Question, Refusal, Reply};
use leptos::prelude::*;

/// Asks one question at a time; goes with the view that made it, and so do its answers.
#[derive(Clone, Copy)]
pub struct Asker {
    worker: WorkerHandle,
    questions: StoredValue<Questions<Question>>,
    hear: Callback<Result<Reply, Refusal>>,
}

impl Asker {
    /// Somebody who hears the answers by `hear`.
    pub fn new(
        worker: WorkerHandle,
        hear: impl Fn(Result<Reply, Refusal>) + Send + Sync + 'static,
    ) -> Self {
        let questions = StoredValue::new(Questions::default());
        let asker = Self { worker, questions, hear: Callback::new(hear) };
        // What was asked before the worker listened, or was lost with the one before, is asked then.
        Effect::new(move |_| {
            if worker.standing.get() == Standing::Ready {
                asker.send();
            }
        });
        asker
    }

    /// Asks, or waits in the place of the question that waits while another one is under way.
    pub fn ask(self, question: Question) {
        self.questions.update_value(|questions| questions.ask(question));
        self.send();
    }

    /// Asks at once: what is under way is of no use any more.
    pub fn ask_instead(self, question: Question) {
        self.forget();
        self.ask(question);
    }

    /// What was asked is of no use any more.
    pub fn forget(self) {
        self.questions.try_update_value(Questions::forget);
    }

    fn send(self) {
        let Some((ticket, question)) = self.questions.try_update_value(Questions::begin).flatten()
        else {
            return;
        };
        let sent = self.worker.question(question, move |answer| self.answered(ticket, answer));
        if sent.is_err() {
            // Until the worker listens.
            self.questions.update_value(|questions| questions.unanswered(ticket));
        }
    }

    /// Takes an answer; none where the worker was lost.
    fn answered(self, ticket: Ticket, answer: Option<Result<Reply, Refusal>>) {
        let wanted = self.questions.try_update_value(|questions| match answer {
            Some(_) => questions.answered(ticket),
            None => {
                questions.unanswered(ticket);
                false
            }
        });
        // The view may have gone meanwhile.
        if let (Some(true), Some(answer)) = (wanted, answer) {
            self.hear.run(answer);
            self.send();
        }
    }
}
