//! What the plan, the expert's rule and the agents that ship decide for the same request of an hour.

use super::asked::asked_of;
use super::decided::{self, Row};
use super::model::Model;
use super::{amounts, zones};
use crate::learn::Algorithm;
use crate::protocol::{Question, Reply};
use crate::ui::words::format::{power, share, significant, whole};
use crate::ui::words::{day as words, explain, gap, panels};
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// A table of those who decide.
#[component]
pub fn WhoDecidesHere(model: Model) -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let asked = Memo::new(move |_| {
        let hour = model.hour.get();
        model.shown.with(|it| it.as_deref().and_then(|it| decided::asked(it, hour)))
    });
    // Those that ship come once, for all views: until then there is nobody to ask.
    let there = Memo::new(move |_| worker.policies.with(|all| all.missing().next().is_none()));
    let about = Memo::new(move |_| asked.get().filter(|_| there.get() && !model.covered.get()));
    let acted = asked_of(
        worker,
        about,
        None,
        |it| Some(Question::Act { scenario: Box::new(it.scenario.clone()), own: false }),
        |reply| match reply {
            Reply::Acted(acted) => Ok(Some(acted)),
            _ => Ok(None),
        },
    );
    let rows = Memo::new(move |_| {
        let answers = acted.of_now().map(|it| it.1.answers.clone()).unwrap_or_default();
        let decisions: Vec<_> = answers.iter().map(|it| it.decision).collect();
        let found = asked.with(|it| it.as_ref().and_then(|it| decided::rows(it, &decisions)));
        let Some((planned, rule, agents)) = found else { return Vec::new() };
        let mut rows = vec![(words::decides_plan().to_string(), Some(planned))];
        rows.extend(rule.map(|it| (words::decides_rule().to_string(), Some(it))));
        for algorithm in [Algorithm::Sdrl, Algorithm::Sac] {
            let place = answers.iter().position(|it| it.algorithm == algorithm);
            rows.push((algorithm.name().to_string(), place.map(|it| agents[it])));
        }
        rows
    });
    let said = move || {
        asked.with(|it| {
            let it = it.as_ref()?;
            Some(words::decides_said(zones::name(it.zone), &share(it.qoe)))
        })
    };
    let outside = move || {
        let fields = acted.of_now().map(|it| it.1.outside.clone()).filter(|it| !it.is_empty())?;
        Some([gap(), &explain::outside(&fields)].concat())
    };
    view! {
        <section class="who-here" aria-labelledby="hdd" class:waits=model.waits>
            <header><h2 id="hdd">{words::decides_title()}</h2></header>
            <p class="sub">{said} {outside}</p>
            <table class="hr-t">
                <thead>
                    <tr>
                        <th scope="col"><span class="vh">{words::decides_who()}</span></th>
                        <th scope="col">{words::tokens()}</th>
                        <th scope="col">{words::power()}</th>
                        <th scope="col">{words::each()}</th>
                        <th scope="col">{words::decides_above()}</th>
                    </tr>
                </thead>
                <tbody>{move || rows.get().into_iter().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </section>
    }
}

fn row((name, row): (String, Option<Row>)) -> AnyView {
    let cells = row.map(|it| {
        [
            whole(it.decision.tokens.into()),
            power(it.decision.power_w),
            significant(1e3 * it.each_g, 3),
            match it.above {
                Some(above) => above_said(above),
                None => panels::breaks_a_limit().to_string(),
            },
        ]
    });
    let [tokens, watts, each, above] =
        cells.unwrap_or_else(|| ["…".to_string(), String::new(), String::new(), String::new()]);
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{tokens}</td>
            <td>{watts}</td>
            <td>{each}</td>
            <td><b>{above}</b></td>
        </tr>
    }
    .into_any()
}

/// `0 %`, `+0.3 %`.
fn above_said(above: f64) -> String {
    amounts::less(-above)
}
