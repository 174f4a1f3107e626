//! The price of a day's quality as SVG, and as a table.

use super::plan::{Prices, plan};
use crate::ui::charts::kit::marks::Drawn;
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::words::price as words;
use leptos::prelude::*;

/// A line.
#[component]
pub fn PriceOfQuality(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] prices: Signal<Prices>,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    summary: Signal<String>,
    /// As numbers.
    #[prop(into)]
    table: Signal<Table>,
) -> impl IntoView {
    let drawing = Memo::new(move |_| prices.with(|prices| plan(width.get(), prices)));
    view! {
        <Drawn drawing label=summary />
        <DataTable file="day-price" caption=words::table() table=move || table.get() />
    }
}
