//! What the plan, the expert's rule and the agents that ship decide for the same request of an hour.

use super::decided::{self, Asked, Row};
use super::model::Model;
use super::{amounts, zones};
use crate::learn::Algorithm;
use crate::protocol::{Acted, Question, Reply};
use crate::ui::words::format::{power, share, significant, whole};
use crate::ui::words::{day as words, explain, gap, panels};
use crate::ui::worker::{Asker, WorkerHandle};
use leptos::prelude::*;

/// A table of those who decide.
#[component]
pub fn WhoDecidesHere(model: Model) -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let asked = Memo::new(move |_| {
        let hour = model.hour.get();
        model.shown.with(|it| it.as_deref().and_then(|it| decided::asked(it, hour)))
    });
    let acted = RwSignal::new(None::<Acted>);
    let asker = Asker::new(worker, move |answer| {
        if let Ok(Reply::Acted(answer)) = answer {
            acted.set(Some(answer));
        }
    });
    // Those that ship come once, for all views: until then there is nobody to ask.
    let there = Memo::new(move |_| worker.policies.with(|all| all.missing().next().is_none()));
    Effect::new(move |_| {
        let (true, Some(Asked { scenario, .. })) = (there.get(), asked.get()) else { return };
        asker.ask(Question::Act { scenario: Box::new(scenario), own: false });
    });
    let trails = Memo::new(move |_| {
        let same = |it: &Option<Acted>, now: &Option<Asked>| {
            it.as_ref().map(|it| &*it.scenario) == now.as_ref().map(|it| &it.scenario)
        };
        !acted.with(|it| asked.with(|now| same(it, now)))
    });
    let rows = Memo::new(move |_| {
        let trails = trails.get();
        let answers = acted.with(|it| it.as_ref().map(|it| it.answers.clone())).unwrap_or_default();
        let answers = if trails { Vec::new() } else { answers };
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
        acted.with(|it| {
            let fields = it.as_ref().map(|it| it.outside.clone()).filter(|it| !it.is_empty())?;
            (!trails.get()).then(|| [gap(), &explain::outside(&fields)].concat())
        })
    };
    view! {
        <section class="who-here" aria-labelledby="hdd">
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
