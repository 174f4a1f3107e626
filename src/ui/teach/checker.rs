//! The receipts of a class: pasted or opened as files, computed again, a row each.

use super::control;
use crate::data::day::GridYear;
use crate::receipt::class::{self, Row, Standing, passed_over};
use crate::receipt::{Checked, Difference, Misfit, ReceiptError};
use crate::scenario::{MODEL_VERSION, text_of};
use crate::ui::browser::listen;
use crate::ui::charts::words as chart_words;
use crate::ui::frame::linked::Linked;
use crate::ui::load::grid_year;
use crate::ui::state::picked::bytes_of;
use crate::ui::state::{Notice, store};
use crate::ui::words::files as said_of_files;
use crate::ui::words::format::{MassUnit, day_mass, plain};
use crate::ui::words::{assignment as words, charts, comma, explain, gap, values};
use leptos::ev;
use leptos::prelude::*;
use std::sync::Arc;

/// So many lines that were passed over are repeated, and so many letters of each.
const QUOTED: usize = 3;
const LETTERS: usize = 40;

fn quoted(line: &str) -> String {
    let short: String = line.chars().take(LETTERS).collect();
    let end = if short.len() < line.len() { "…" } else { "" };
    words::line(&format!("{short}{end}"))
}

/// What is said of a row: its cells, and a class for how it stands.
struct Said {
    cells: Vec<String>,
    how: &'static str,
    /// Classes of target and minutes.
    met: &'static str,
    late: &'static str,
}

fn difference(it: &Difference) -> String {
    let name = match it.name {
        "task.at_most_mg" => words::target(),
        "task.qoe_least" => words::quality(),
        "task.open" => words::open_controls(),
        "choice" => words::fixed_choice(),
        name => control::day_word(name).unwrap_or_else(|| control::label(name)),
    };
    let value =
        |text: &str| if text.is_empty() { words::nothing().to_string() } else { text.to_string() };
    words::difference(name, &value(&it.found), &value(&it.set))
}

fn misfit(it: &Misfit) -> String {
    match it {
        Misfit::Emissions { stated, computed } => {
            words::misfit_emissions(&day_mass(stated / 1e3), &day_mass(computed / 1e3))
        }
        Misfit::Quality { stated, computed } => {
            words::misfit_quality(&stated.to_string(), &computed.to_string())
        }
        Misfit::Passed { .. } => words::misfit_passed().to_string(),
        Misfit::OtherAssignment(differ) => {
            let differ: Vec<_> = differ.iter().map(difference).collect();
            words::misfit_other(&differ.join(comma()))
        }
    }
}

fn judged(checked: &Checked, row: &Row, compared: bool) -> String {
    if !checked.misfits.is_empty() {
        let all: Vec<_> = checked.misfits.iter().map(misfit).collect();
        return words::differs(&all.join("; "));
    }
    match row.standing(compared) {
        Standing::Matches => words::matches().to_string(),
        _ if checked.model_version < MODEL_VERSION => {
            format!("{}; {}", words::computed(), words::of_model_1())
        }
        _ if checked.unstated.is_empty() => words::computed().to_string(),
        _ => {
            let missing = words::unstated(&checked.unstated.join(comma()));
            format!("{}; {missing}", words::computed())
        }
    }
}

/// The unit of all emissions of a class, so that its column has numbers: grams where a day is among them.
fn unit(rows: &[Row]) -> MassUnit {
    let of = |row: &Row| row.checked.as_ref().map_or(0.0, |it| it.verdict.total_g);
    MassUnit::reaching(rows.iter().map(of).fold(0.0, f64::max))
}

fn said(number: usize, row: &Row, compared: bool, unit: MassUnit) -> Said {
    let first = (number + 1).to_string();
    let name = if row.name.is_empty() { "–".to_string() } else { row.name.clone() };
    let checked = match &row.checked {
        Ok(checked) => checked,
        Err(error) => {
            let why = match error {
                ReceiptError::Cut => words::cut().to_string(),
                ReceiptError::NoAssignment => words::not_readable(words::no_assignment()),
                ReceiptError::Link(issue) => words::not_readable(&explain::issue(issue)),
                ReceiptError::Head => words::not_readable(words::no_head()),
                ReceiptError::NoPlan => words::not_readable(words::no_plan()),
                ReceiptError::NoGrids { year } => words::no_grids(&year.to_string()),
            };
            let mut cells = vec!["–".to_string(); 7];
            (cells[0], cells[1]) = (first, name);
            cells.push(why);
            let awaited = matches!(error, ReceiptError::Cut | ReceiptError::NoGrids { .. });
            let how = if awaited { "" } else { "bad" };
            return Said { cells, how, met: "", late: "" };
        }
    };
    let (verdict, stands) = (&checked.verdict, &checked.stands);
    let broken: Vec<_> = stands.broken.iter().map(|it| chart_words::limit(*it)).collect();
    let minutes = checked.receipt.minutes.map_or_else(|| "–".to_string(), |it| it.to_string());
    let mut check = judged(checked, row, compared);
    if let Some(other) = row.same_as {
        check = format!("{check}; {}", words::same_as(&(other + 1).to_string()));
    }
    if let Some(other) = row.named_as {
        check = format!("{check}; {}", words::named_as(&(other + 1).to_string()));
    }
    if let Some((_, most)) = row.late {
        check = format!("{check}; {}", words::late(&most.to_string()));
    }
    Said {
        cells: vec![
            first,
            name,
            plain((unit.count(verdict.total_g) * 1e3).round() / 1e3),
            values::share(verdict.qoe),
            if broken.is_empty() {
                words::all_kept().to_string()
            } else {
                words::breaks(&broken.join(comma()))
            },
            if stands.passed { words::met() } else { words::not_met() }.to_string(),
            minutes,
            check,
        ],
        how: match row.standing(compared) {
            Standing::Matches => "kept",
            Standing::Differs => "bad",
            _ => "",
        },
        // Computed here; green only where it is sure whose task it was.
        met: match (stands.passed, row.standing(compared)) {
            (true, Standing::Matches) => "kept",
            (false, _) => "bad",
            _ => "",
        },
        late: if row.late.is_some() { "bad" } else { "" },
    }
}

/// Reads receipts and computes their answers again.
#[component]
pub fn Checker() -> impl IntoView {
    let store = store();
    let text = RwSignal::new(String::new());
    // From the first check on the table follows the text: whatever is pasted is seen.
    let asked = RwSignal::new(false);
    let set = store.memo(|results| results.view.task.is_some().then(|| results.view.clone()));
    // Days are planned from the grids of their years.
    let years = RwSignal::new(Vec::<Arc<GridYear>>::new());
    let rows = Memo::new(move |_| {
        let check = |text: &String| {
            set.with(|set| years.with(|years| class::check(text, set.as_ref(), years)))
        };
        if asked.get() { text.with(check) } else { Vec::new() }
    });
    Effect::new(move |sought: Option<Vec<u16>>| {
        let mut sought = sought.unwrap_or_default();
        let missing = |row: &Row| match row.checked {
            Err(ReceiptError::NoGrids { year }) => Some(year),
            _ => None,
        };
        let wanted: Vec<u16> = rows.with(|rows| rows.iter().filter_map(missing).collect());
        for year in wanted {
            if sought.contains(&year) {
                continue;
            }
            sought.push(year);
            leptos::task::spawn_local(async move {
                if let Ok(grids) = grid_year(year).await {
                    let _ = years.try_update(|years| years.push(grids));
                }
            });
        }
        sought
    });
    let opened = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(files) = input.files() else { return };
        leptos::task::spawn_local(async move {
            let (mut unread, mut why) = (Vec::new(), Vec::new());
            for file in (0..files.length()).filter_map(|it| files.get(it)) {
                let bytes = bytes_of(&file).await;
                match bytes.and_then(|it| Ok(text_of(&it)?.into_owned())) {
                    Err(line) => {
                        unread.push(crate::written::quoted(&file.name()));
                        why.push(line);
                    }
                    Ok(read) => {
                        let _ = text.try_update(|text| {
                            if !text.is_empty() {
                                text.push_str("\n\n");
                            }
                            text.push_str(&read);
                        });
                    }
                }
            }
            if !unread.is_empty() {
                let title = said_of_files::unusable(&unread.join(comma()));
                store.notice.set(Some(Notice { title, lines: why, good: false }));
            }
            let _ = asked.try_set(true);
            // The same files can be picked again.
            input.set_value("");
        });
    };
    let counted = move || {
        let compared = set.with(Option::is_some);
        rows.with(|rows| {
            let matches = |it: &&Row| it.standing(compared) == Standing::Matches;
            let met = |it: &&Row| it.checked.as_ref().is_ok_and(|it| it.stands.passed);
            let matching = rows.iter().filter(matches).count();
            let met = rows.iter().filter(matches).filter(met).count().to_string();
            let others = (rows.len() - matching).to_string();
            let counted = words::counted(&rows.len().to_string(), &matching.to_string(), &others);
            let met = (matching > 0).then(|| words::counted_met(&met));
            (!rows.is_empty())
                .then(|| [Some(counted), met].into_iter().flatten().collect::<Vec<_>>().join(gap()))
        })
    };
    // What is no reason to look at a row, and lines that are none.
    let aside = move || {
        let (shared, any) = rows.with(|rows| {
            let shared = rows.iter().filter(|it| it.same_as.is_some()).count();
            (shared, rows.iter().any(|it| it.checked != Err(ReceiptError::Head)))
        });
        let shared = (shared > 0).then(|| words::shared(&shared.to_string()));
        let over = text.with(|text| passed_over(text).into_iter().map(quoted).collect::<Vec<_>>());
        let over = (any && !over.is_empty()).then(|| {
            let more = if over.len() > QUOTED { " …" } else { "" };
            words::passed_over(&over[..over.len().min(QUOTED)].join(comma()), more)
        });
        let said: Vec<String> = shared.into_iter().chain(over).collect();
        (!said.is_empty()).then(|| view! { <p class="sub">{said.join(gap())}</p> })
    };
    let table = move || {
        let compared = set.with(Option::is_some);
        let (said, unit) = rows.with(|rows| {
            let unit = unit(rows);
            let row = |(number, row)| said(number, row, compared, unit);
            (rows.iter().enumerate().map(row).collect::<Vec<Said>>(), unit)
        });
        if said.is_empty() {
            return None;
        }
        let emissions = format!("{} CO₂e", unit.symbol());
        let head = [
            "#",
            words::col_name(),
            &emissions,
            "QoE",
            words::col_limits(),
            words::col_target(),
            words::col_minutes(),
            words::col_check(),
        ];
        let head = head.map(|it| view! { <th scope="col">{it.to_string()}</th> });
        let body = said.into_iter().map(|Said { cells, how, met, late }| {
            let cells = cells.into_iter().enumerate().map(|(index, cell)| {
                let class = match index {
                    5 => met,
                    6 => late,
                    7 => how,
                    _ => "",
                };
                view! { <td class=class>{cell}</td> }
            });
            view! { <tr>{cells.collect_view()}</tr> }
        });
        Some(view! {
            {(!compared).then(|| view! { <p class="bad">{words::no_set()}</p> })}
            <p class="note">{words::own_word()}</p>
            <details class="behind" open>
                <summary>{charts::as_table()}<span class="vh">": "{words::receipts()}</span></summary>
                <div class="scroll" tabindex="0" role="group" aria-label=words::receipts()>
                    <table class="class">
                        <caption class="vh">{words::receipts()}</caption>
                        <thead><tr>{head}</tr></thead>
                        <tbody>{body.collect_view()}</tbody>
                    </table>
                </div>
                <div class="row saves">
                    <button type="button" class="btn line" data-save="csv" data-name="receipts">
                        {words::save_table()}
                    </button>
                </div>
            </details>
        })
    };
    view! {
        <h2>{words::check_title()}</h2>
        <p class="prose"><Linked text=words::check_intro() /></p>
        <label class="why" for="check">{words::receipts()}</label>
        <textarea
            id="check"
            rows="8"
            prop:value=text
            on:input=move |event| text.set(event_target_value(&event))
        ></textarea>
        <p class="row">
            <button type="button" class="btn solid" on:click=move |_| asked.set(true)>{words::check()}</button>
            <label for="check-files">{words::files()}</label>
            <input
                id="check-files"
                type="file"
                multiple
                accept=".txt,.csv,.eml,.md,text/*"
                on:change=listen::while_here(opened)
            />
        </p>
        <div class="checked">
            <p role="status">{counted}</p>
            {aside}
            {table}
        </div>
    }
}
