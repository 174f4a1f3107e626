//! The run on the device: kept while it goes on, brought back, forgotten.

use super::WorkerHandle;
use crate::learn::Algorithm;
use crate::link::Whose;
use crate::protocol::{Command, Origin, RunState};
use crate::ui::browser::now_ms;
use crate::ui::state::Notice;
use crate::ui::words::lab;
use crate::ui::worker::kept::{Checkpoints, Kept, device};
use crate::ui::worker::policies::Policies;
use crate::ui::worker::run::Run;
use leptos::prelude::*;

impl WorkerHandle {
    /// Has where the run is kept while there is time: a pause leaves a checkpoint.
    pub(in crate::ui::worker) fn keep_now(&self) {
        self.keep(0.0);
        if self.run.with_untracked(|run| run.as_ref().and_then(Run::state))
            == Some(RunState::Running)
        {
            self.pause(true);
            self.pause(false);
        }
    }

    /// Whether leaving the page now would lose something of a run.
    pub fn would_lose(&self) -> bool {
        let kept = self.kept.get_untracked() == Some(true);
        self.run.with_untracked(|run| {
            run.as_ref().is_some_and(|run| run.unkept() || !run.over() && !kept)
        })
    }

    /// Keeps the run on the device, if the last time is that long ago.
    pub(in crate::ui::worker) fn keep(&self, pause_ms: f64) {
        let now = now_ms();
        if now - self.kept_ms.get_value() >= pause_ms
            && let Some(run) = self.run.get_untracked()
        {
            self.kept_ms.set_value(now);
            let worker = *self;
            let (learnt, checkpoints) = (self.learnt.get_value(), self.checkpoints.get_value());
            if let Ok(bytes) = (Kept { run, learnt, checkpoints }).to_bytes() {
                leptos::task::spawn_local(async move {
                    worker.kept.set(Some(device::write(bytes).await));
                });
            }
        }
    }

    /// Shows the run that was kept.
    pub(super) async fn bring_back(&self) {
        if let Some((found, nobody_at_it)) = device::read().await {
            self.show(&found, nobody_at_it);
        }
    }

    /// Shows a run that was kept, has its policies at hand, and lets it go on, unless another has
    /// begun meanwhile.
    fn show(&self, found: &[u8], nobody_at_it: bool) {
        if self.run.with_untracked(Option::is_some) {
            return;
        }
        let Ok(Kept { run, learnt, checkpoints }) = Kept::from_bytes(found, nobody_at_it) else {
            return self.store.notice.set(Some(Notice {
                title: lab::kept_by_another().to_string(),
                lines: Vec::new(),
                good: false,
            }));
        };
        self.kept.set(Some(true));
        self.runs.set_value(run.seeds.iter().map(|seed| seed.id).max().unwrap_or_default());
        self.learnt.set_value(learnt.clone());
        self.checkpoints.set_value(checkpoints);
        let goes_on = !run.over();
        let first = run.seeds.first().map_or(0, |seed| seed.seed);
        self.brought_back.set(Some((run.plan.clone(), first, run.seeds.len() as u64)));
        self.run.set(Some(run));
        for algorithm in Algorithm::ALL {
            if let Some((update, file)) = learnt[algorithm as usize].clone() {
                let load =
                    |all: &mut Policies| all.load(algorithm, file, Origin::Trained { update });
                self.tell_policies(self.policies.try_update(load).flatten());
            }
        }
        self.ask_now();
        if goes_on {
            // That it has gone on, first: should the page die of it, the next one knows.
            self.keep(0.0);
            self.begin();
        }
    }

    /// Forgets the run and what it learnt, here and on the device; the policies that ship answer
    /// in its place.
    pub fn drop_run(&self) {
        let worker = *self;
        self.end_run();
        self.run.set(None);
        self.learnt.set_value([None, None]);
        self.checkpoints.set_value(Checkpoints::new());
        self.policies.update(Policies::forget_trained);
        self.tell_policies([Command::Forget]);
        if self.policies.with_untracked(|all| !all.any_own()) && self.asks_own() {
            self.store.answer_by(Whose::Shipped);
        }
        self.ask_now();
        leptos::task::spawn_local(async move {
            device::forget().await;
            worker.kept.set(None);
        });
    }
}
