//! Files out and in: results, methods, weights. Nothing is sent anywhere.

use crate::learn::Algorithm;
use crate::link::{Choice, LinkIssue, Place, View, Whose};
use crate::report;
use crate::report::foreign::{self, Foreign};
use crate::scenario::{Scenario, text_of};
use crate::ui::browser::{download, listen};
use crate::ui::state::history::address;
use crate::ui::state::picked::bytes_of;
use crate::ui::state::{Gesture, Line, Notice, Offer, Store, store};
use crate::ui::words::files as words;
use crate::ui::words::format::{mass, plain, prefixed, with_unit};
use crate::ui::words::{Lang, lang, listed, values};
use crate::ui::worker::WorkerHandle;
use crate::ui::worker::run::Run;
use crate::units::J_PER_KWH;
use crate::written::quoted;
use leptos::ev;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// What a result can be saved as: file name, media type, button.
type Kind = (&'static str, &'static str, fn() -> &'static str);

const KINDS: [Kind; 7] = [
    ("aolo-result.json", "application/json", words::json),
    ("aolo-result.csv", "text/csv", words::csv),
    ("aolo-result-sheet.csv", "text/csv", words::spreadsheet),
    ("aolo-methods.txt", "text/plain", words::methods),
    ("aolo-methods.tex", "application/x-tex", words::latex),
    ("aolo.bib", "application/x-bibtex", words::bibtex),
    ("aolo-sources.csv", "text/csv", words::sources),
];

/// Buttons that save, and one that opens.
#[component]
pub fn Files() -> impl IntoView {
    let store = store();
    let worker = expect_context::<WorkerHandle>();
    let save = move |index: usize| {
        let (name, media, _) = KINDS[index];
        let trained = worker.run.with_untracked(|run| run.as_ref().and_then(Run::trained));
        let text = store.peek(|results| {
            let (view, chosen) = (&results.stated(), &results.chosen);
            match index {
                0 => report::result(view, chosen).map(|it| format!("{it:#}\n")),
                1 => report::result(view, chosen).map(|it| report::csv(&it)),
                2 => report::result(view, chosen).map(|it| spreadsheet(&it)),
                3 => report::methods(view, chosen, trained.as_ref(), false),
                4 => report::methods(view, chosen, trained.as_ref(), true),
                5 => Ok(report::bibtex(Some(&address(view)))),
                _ => report::sources_csv(view),
            }
        });
        match text {
            Ok(text) => download(name, media, text.as_bytes()),
            Err(error) => store.notice.set(Some(bad(name, error))),
        }
    };
    let results = KINDS.iter().enumerate().map(|(index, (_, _, name))| {
        view! {
            <button type="button" class="btn line" on:click=move |_| save(index)>{name()}</button>
        }
    });
    let weights = Algorithm::ALL.map(|algorithm| {
        // Of who answers.
        let own = store.memo(|results| results.view.agent == Whose::Own);
        let none = move || worker.policies.with(|all| all.file(algorithm, own.get()).is_none());
        let save = move |_| {
            worker.policies.with_untracked(|all| {
                if let Some(file) = all.file(algorithm, own.get_untracked()) {
                    let name = format!("aolo-{}.aolo", algorithm.word());
                    download(&name, "application/octet-stream", file);
                }
            });
        };
        view! {
            <button type="button" class="btn line" prop:disabled=none on:click=save>
                {words::weights(algorithm.name())}
            </button>
        }
    });
    view! {
        <h3 class="abl">{words::save_as()}</h3>
        <div class="row saves">{results.collect_view()} {weights}</div>
        <p class="note">{words::charts_too()}</p>
        <h3 class="abl">{words::cite()}</h3>
        <p class="note">{report::citation()}</p>
        <p class="note">
            <Outward href="https://arxiv.org/abs/2503.04418" name=words::the_paper() />
            " · "
            <Outward href="https://ember-energy.org/data/yearly-electricity-data/" name=words::grid_data() />
            " · "
            <Outward href="https://creativecommons.org/licenses/by-sa/4.0/" name="CC BY-SA 4.0" />
            " · "
            <Outward href="https://opensource.org/license/mit" name=words::licence() />
        </p>
        <h3 class="abl"><label for="open-file">{words::open()}</label></h3>
        <input
            id="open-file"
            type="file"
            accept=".json,.aolo,.csv,.yml,.yaml,application/json,text/csv"
            aria-describedby="open-what"
            on:change=listen::while_here(move |event| opened(store, worker, &event))
        />
        <p class="note" id="open-what">{words::open_what()}</p>
    }
}

/// A link that leads out of the page, in a tab of its own; nothing is fetched from there by itself.
#[component]
fn Outward(href: &'static str, name: &'static str) -> impl IntoView {
    view! { <a href=href target="_blank" rel="noopener noreferrer">{name}</a> }
}

/// Reads the file that was picked.
fn opened(store: Store, worker: WorkerHandle, event: &ev::Event) {
    let input: web_sys::HtmlInputElement = event_target(event);
    let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
    leptos::task::spawn_local(async move {
        let written = file.name();
        let name = quoted(&written);
        let notice = match bytes_of(&file).await {
            Err(why) => Some(bad(&name, why)),
            Ok(bytes) if written.ends_with(".aolo") => {
                // What comes of it the worker says.
                worker.import(bytes);
                None
            }
            Ok(bytes) => Some(take(store, &name, &bytes)),
        };
        if notice.is_some() {
            store.notice.set(notice);
        }
        // What was opened, and what is said of it, lie behind the dialog.
        if let Some(dialog) = input.closest("dialog").ok().flatten()
            && let Ok(dialog) = dialog.dyn_into::<web_sys::HtmlDialogElement>()
        {
            dialog.close();
        }
        // The same file can be picked again.
        input.set_value("");
    });
}

/// With the signs of the page's language.
fn spreadsheet(result: &serde_json::Value) -> String {
    let (separator, decimal) = if lang() == Lang::Es { (';', ',') } else { (',', '.') };
    report::spreadsheet(result, separator, decimal)
}

fn take(store: Store, name: &str, bytes: &[u8]) -> Notice {
    let text = match text_of(bytes) {
        Ok(text) => text,
        Err(error) => return bad(name, error),
    };
    if let Some(foreign) = foreign::recognise(&text) {
        return beside_ours(store, name, &foreign);
    }
    let (read, errors) = match report::read(&text) {
        Ok(read) => read,
        Err(error) => return bad(name, error),
    };
    let shown = read.clone();
    store.edit(Gesture::Done, |view| {
        let place = if read.place == Place::Day { read.place } else { view.place };
        *view = View { place, ..read };
    });
    let shown = Arc::new(shown);
    let unusable = |error| Line::Unusable(LinkIssue::Value(error), shown.clone());
    let mut lines: Vec<Line> = errors.into_iter().map(unusable).collect();
    // An agent's answer is still to come.
    if let Some(stated_g) = report::stated_total_g(&text).filter(|_| shown.choice != Choice::Agent)
    {
        let ours_g = store.peek(|results| results.chosen.total_g);
        let of_model_1 = report::model_version(&text) == 1;
        store.of_model_1.set(of_model_1);
        if !of_model_1 && !report::same_total(stated_g, ours_g) {
            lines.push(words::disagrees(&mass(stated_g), &mass(ours_g)).into());
        }
    }
    Notice { title: words::opened(name), good: lines.is_empty(), lines }
}

/// What the file of another tool states, beside this scene; it changes nothing, and offers its grid.
fn beside_ours(store: Store, name: &str, foreign: &Foreign) -> Notice {
    let energy = |kwh: f64| prefixed(kwh * 1e3, "Wh");
    let or_none = |it: Option<String>| it.unwrap_or_else(|| words::not_stated().to_string());
    let (ours_kwh, ours_g) = store.peek(|results| {
        (results.chosen.inference.facility_energy_j / J_PER_KWH, results.chosen.total_g)
    });
    let title = words::foreign(name, foreign.tool.name());
    let usable = |grid: &f64| Scenario::default().set("grid_dc_g_per_kwh", *grid).is_ok();
    store.offer.set(foreign.grid_g_per_kwh.filter(usable).map(|grid| {
        let of = foreign.zone.and_then(|code| values::zone_name(Some(code), grid));
        let number = with_unit(&plain(grid), "g/kWh");
        let grid_said =
            of.map_or_else(|| number.clone(), |zone| [zone.as_str(), &number].join(listed()));
        Offer {
            of: title.clone(),
            label: words::take_grid(&grid_said),
            grid_g_per_kwh: grid,
            zone: foreign.zone,
        }
    }));
    Notice {
        title,
        lines: vec![
            words::states(
                &or_none(foreign.energy_kwh.map(energy)),
                &or_none(foreign.emissions_g.map(mass)),
            )
            .into(),
            words::ours(&energy(ours_kwh), &mass(ours_g)).into(),
        ],
        good: false,
    }
}

fn bad(name: &str, why: impl Into<Line>) -> Notice {
    Notice { title: words::unusable(name), lines: vec![why.into()], good: false }
}
