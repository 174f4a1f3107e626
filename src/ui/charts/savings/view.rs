//! The chart of what SDRL saves, and its table.

use super::plan::{Saving, plan, written};
use crate::ui::charts::kit::marks::Drawn;
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::words::format::plain_significant;
use crate::ui::words::results as words;
use leptos::prelude::*;

/// A row for each of those that it is held against.
#[component]
pub fn Savings(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    savings: Vec<Saving>,
    /// The paper's figure, percent.
    paper: f64,
) -> impl IntoView {
    let savings = StoredValue::new(savings);
    let drawing = Memo::new(move |_| savings.with_value(|it| plan(width.get(), it, paper)));
    let table = move || {
        let row = |it: &Saving| {
            let ends = it.interval.map(|(low, high)| words::from_to(&written(low), &written(high)));
            vec![
                it.over.clone(),
                written(it.saved),
                ends.unwrap_or_default(),
                written(it.most_possible),
                plain_significant(paper, 4),
            ]
        };
        Table {
            head: [
                words::over_whom(),
                words::saved_percent(),
                words::interval_percent(),
                words::possible_percent(),
                words::paper_percent(),
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: savings.with_value(|it| it.iter().map(row).collect()),
        }
    };
    view! {
        <Drawn drawing label=words::against_paper() />
        <DataTable file="against-paper" caption=words::against_paper() table=table />
    }
}
