//! The machines of the day that is shown, asked of the worker.

use crate::day::fleet::{Machines, Settings};
use crate::day::{Grids, Hourly, Setting};
use crate::protocol::day::{Answer, What};
use crate::ui::day::asked::{Heard, SETTLED, asked};
use crate::ui::day::model::Model;
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// What machines follow from.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    pub setting: Setting,
    pub grids: Grids,
    pub zones: Vec<&'static str>,
    /// Answers of each site in each hour.
    pub computed: Vec<Hourly>,
    pub settings: Settings,
}

/// Asks once the plan that is shown, and what is assumed of machines, stand still; none where the machines
/// of a site cannot answer.
pub fn machines(model: Model, worker: WorkerHandle) -> Heard<About, Option<Machines>> {
    let about = Memo::new(move |_| {
        let assumed = model.given.with(|given| given.machines);
        if model.trails.get() || model.covered.get() {
            return None;
        }
        model.shown.with(|shown| {
            let shown = shown.as_deref()?;
            let setting = shown.setting.clone();
            Some(About {
                computed: shown.plan(shown.given.rule)?.computed(),
                settings: assumed.settings(setting.qoe_day, setting.qoe_floor),
                grids: shown.grids.clone(),
                zones: shown.zones(),
                setting,
            })
        })
    });
    let what = |about: &About| What::Machines {
        setting: Box::new(about.setting.clone()),
        grids: Box::new(about.grids.clone()),
        computed: about.computed.clone(),
        settings: about.settings,
    };
    let take = |answer| match answer {
        Answer::Machines(found) => Some(found.map(|it| *it)),
        _ => None,
    };
    asked(worker, about, Some(SETTLED), what, take)
}
