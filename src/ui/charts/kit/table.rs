//! The table behind a chart: the same values to read, copy and hear.

use crate::ui::browser::listen;
use crate::ui::words::{charts as said, colon};
use leptos::ev;
use leptos::prelude::*;

/// Head and rows of a table; the first column names the row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// A folded table, filled only while it is open.
#[component]
pub fn DataTable<F>(
    /// Name of the files that chart and table are saved as.
    file: &'static str,
    /// What the table holds, for those who cannot see the chart above it.
    caption: &'static str,
    /// Makes the table; follows the signals that it reads.
    table: F,
    /// Whether it is open from the beginning.
    #[prop(optional)]
    unfolded: bool,
) -> impl IntoView
where
    F: Fn() -> Table + Copy + Send + Sync + 'static,
{
    let (open, set_open) = signal(unfolded);
    let on_toggle = move |event: ev::Event| {
        set_open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details class="behind" open=unfolded on:toggle=listen::while_here(on_toggle)>
            <summary>{said::as_table()}<span class="vh">{colon()}{caption}</span></summary>
            {move || open.get().then(|| view! {
                <SaveChart file />
                {filled(caption, table())}
            })}
        </details>
    }
}

/// Buttons that www/save.js answers to.
#[component]
fn SaveChart(file: &'static str) -> impl IntoView {
    let button = move |kind: &'static str, name: &'static str, what: &'static str| {
        view! {
            <button type="button" class="btn line" data-save=kind data-name=file aria-label=what title=what>
                {name}
            </button>
        }
    };
    view! {
        <div class="row saves">
            {button("svg", "SVG", said::save_svg())}
            {button("png", "PNG", said::save_png())}
            {button("csv", "CSV", said::save_csv())}
        </div>
    }
}

/// The table itself, in a box that scrolls.
pub fn filled(caption: &'static str, table: Table) -> impl IntoView {
    let head = table.head.into_iter().map(|cell| view! { <th scope="col">{cell}</th> });
    let rows = table.rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate().map(|(index, cell)| {
            if index == 0 {
                view! { <th scope="row">{cell}</th> }.into_any()
            } else {
                view! { <td>{cell}</td> }.into_any()
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    // Wide tables scroll in a box of their own, which the keyboard must reach.
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=caption>
            <table>
                <caption class="vh">{caption}</caption>
                <thead>
                    <tr>{head.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
