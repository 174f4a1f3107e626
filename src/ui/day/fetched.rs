//! The grids of a year, fetched.

use crate::data::day::GridYear;
use crate::day::said::Given;
use crate::ui::load::{Missing, grid_year};
use leptos::prelude::*;
use std::sync::Arc;

/// The grids of a year.
#[derive(Clone, Debug)]
pub enum Fetched {
    Coming,
    There(Arc<GridYear>),
    /// They could not be fetched, or are damaged.
    Missing(Missing),
}

impl Fetched {
    /// Home and sites that lack hours of the day that is given, and which.
    pub fn filled(&self, given: &Given) -> Vec<(&'static str, Vec<usize>)> {
        match self {
            Self::There(grids) if grids.year == given.date.year => {
                grids.filled_of(&given.zones(), given.date.day_of_year())
            }
            _ => Vec::new(),
        }
    }
}

/// Fetches the grids of the year that is given, whenever that is another.
pub fn fetched(given: Memo<Given>) -> RwSignal<Fetched> {
    let grids = RwSignal::new(Fetched::Coming);
    let year = Memo::new(move |_| given.with(|given| given.date.year));
    Effect::new(move |_| {
        year.get();
        fetch(grids, given);
    });
    grids
}

/// Fetches them, once more where that has failed.
pub fn fetch(grids: RwSignal<Fetched>, given: Memo<Given>) {
    let year = given.with_untracked(|given| given.date.year);
    let there = |it: &Fetched| matches!(it, Fetched::There(grids) if grids.year == year);
    if grids.with_untracked(there) {
        return;
    }
    grids.set(Fetched::Coming);
    leptos::task::spawn_local(async move {
        let found = match grid_year(year).await {
            Ok(grids) => Fetched::There(grids),
            Err(why) => Fetched::Missing(why),
        };
        // By then another year, or another view, may be shown.
        let wanted = given.try_with_untracked(|given| given.date.year) == Some(year);
        if wanted {
            grids.try_set(found);
        }
    });
}
