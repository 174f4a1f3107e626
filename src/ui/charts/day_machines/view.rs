//! The machines of a day as SVG, and as a table.

use super::plan::{Machines, plan};
use crate::ui::charts::kit::marks::Drawn;
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::words::machines as words;
use leptos::prelude::*;

/// Bars for each hour, drawn anew when they or the hour change.
#[component]
pub fn MachineHours(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] machines: Signal<Machines>,
    /// The hour that is looked at.
    #[prop(into)]
    hour: Signal<usize>,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    summary: Signal<String>,
    /// As numbers.
    #[prop(into)]
    table: Signal<Table>,
) -> impl IntoView {
    let drawing =
        Memo::new(move |_| machines.with(|machines| plan(width.get(), machines, hour.get())));
    view! {
        <Drawn drawing label=summary />
        <DataTable file="day-machines" caption=words::table() table=move || table.get() />
    }
}
