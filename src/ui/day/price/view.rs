//! What more quality costs: a sentence and a line.

use super::told;
use crate::day::{Setting, Today};
use crate::protocol::day::{Answer, What};
use crate::ui::charts::{Measured, PriceOfQuality, Table};
use crate::ui::day::asked::{SETTLED, asked};
use crate::ui::day::model::Model;
use crate::ui::words::format::{share, significant};
use crate::ui::words::price as words;
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// What the curve follows from.
#[derive(Clone, PartialEq)]
struct About {
    setting: Setting,
    today: Today,
    best: crate::day::Plan,
}

/// The line, with the day on it.
#[component]
pub fn WhatQualityCosts(model: Model) -> impl IntoView {
    let about = Memo::new(move |_| {
        let (setting, today, plans) = model.planned()?;
        let best = plans.best?;
        Some(About { setting, today, best })
    });
    let found = asked(
        expect_context::<WorkerHandle>(),
        about,
        Some(SETTLED),
        |about| What::Prices {
            setting: Box::new(about.setting.clone()),
            today: Box::new(about.today.clone()),
        },
        |answer| match answer {
            Answer::Prices(curve) => Some(curve),
            _ => None,
        },
    );
    let prices = Memo::new(move |_| {
        found.with(|it| it.as_deref().map(|(about, curve)| told::drawn(curve, &about.best)))
    });
    let any =
        Memo::new(move |_| prices.with(|it| it.as_ref().is_some_and(|it| it.curve.len() > 2)));
    let drawn = Signal::derive(move || prices.get().unwrap_or_default());
    let say = move || {
        found.with(|it| {
            let (about, curve) = it.as_deref()?;
            told::sentence(curve, &about.best, about.setting.answers)
        })
    };
    let summary = Memo::new(move |_| {
        found.with(|it| it.as_deref().map(|it| told::summary(&it.1)).unwrap_or_default())
    });
    let table = Memo::new(move |_| {
        let row = |it: &crate::day::Price| {
            vec![share(it.qoe_mean), significant(1e3 * it.price_g, 3), significant(it.total_g, 4)]
        };
        let rows = found.with(|it| it.as_deref().map(|it| it.1.iter().map(row).collect()));
        Table {
            head: [words::quality_column(), words::price_column(), words::total_column()]
                .map(str::to_string)
                .to_vec(),
            rows: rows.unwrap_or_default(),
        }
    });
    view! {
        <section aria-labelledby="hdq" class:waits=found.trails>
            <header><h2 id="hdq">{words::title()}</h2></header>
            <p class="fc-say">{say}</p>
            <figure>
                <Measured let:width>
                    {move || if any.get() {
                        view! { <PriceOfQuality width prices=drawn summary table /> }.into_any()
                    } else {
                        view! { <div class="awaited price-size"></div> }.into_any()
                    }}
                </Measured>
            </figure>
        </section>
    }
}
