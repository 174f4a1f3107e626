//! How many machines are on, hour by hour, and what each way to run them costs.

use super::ask::machines;
use super::{tables, told};
use crate::day::fleet::Machines;
use crate::ui::charts::{ForecastWorth, MachineHours, Measured};
use crate::ui::day::hours::rule_name;
use crate::ui::day::model::Model;
use crate::ui::day::zones;
use crate::ui::words::machines as words;
use crate::ui::worker::WorkerHandle;
use leptos::prelude::*;

/// Sentence, hours, and ways.
#[component]
pub fn HowManyMachines(model: Model) -> impl IntoView {
    let found = machines(model, expect_context::<WorkerHandle>());
    let of = move |tell: &dyn Fn(&Machines) -> String| {
        let machines = found.with(|it| it.as_deref().and_then(|it| it.1.as_ref().map(tell)));
        machines.unwrap_or_default()
    };
    let day = Memo::new(move |_| {
        found.with(|it| it.as_deref().and_then(|it| it.1.as_ref().map(told::drawn)))
    });
    let any = Memo::new(move |_| day.with(Option::is_some));
    let drawn = Signal::derive(move || day.get().unwrap_or_default());
    let ways = Memo::new(move |_| {
        let ways = found.with(|it| it.as_deref().and_then(|it| it.1.as_ref().map(told::ways)));
        ways.unwrap_or_default()
    });
    let cannot =
        Memo::new(move |_| found.with(|it| it.as_deref().is_some_and(|it| it.1.is_none())));
    let say = move || match cannot.get() {
        true => words::cannot().to_string(),
        false => of(&told::sentence),
    };
    let note = move || {
        let batch = found
            .with(|it| it.as_deref().map(|it| it.0.setting.scenario.batch))
            .unwrap_or_default();
        of(&|machines| told::note(machines, batch))
    };
    let summary = Memo::new(move |_| of(&told::summary));
    let table = Memo::new(move |_| {
        found
            .with(|it| {
                let (about, machines) = it.as_deref()?;
                let names: Vec<_> = about.zones.iter().map(|code| zones::name(code)).collect();
                Some(tables::table(machines.as_ref()?, &names))
            })
            .unwrap_or_default()
    });
    let rules = Memo::new(move |_| {
        found.with(|it| Some(tables::rules_table(it.as_deref()?.1.as_ref()?))).unwrap_or_default()
    });
    let rule = move || rule_name(model.given.with(|it| it.rule));
    view! {
        <section class="panel machines" aria-labelledby="hdm" class:waits=found.trails>
            <header>
                <h2 id="hdm">{words::title()}</h2>
                <span class="tag">{rule}</span>
                <span class="sub">{words::aside()}</span>
            </header>
            <p class="lev-say">{say}</p>
            <figure>
                <Measured let:width>
                    {move || if any.get() {
                        view! { <MachineHours width machines=drawn hour=model.hour summary table /> }.into_any()
                    } else {
                        view! { <div class="awaited machines-size"></div> }.into_any()
                    }}
                </Measured>
            </figure>
            <figure class="ways">
                <Measured let:width>
                    {move || any.get().then(|| view! {
                        <ForecastWorth
                            width
                            ways
                            title=words::rules_above()
                            summary=Signal::stored(words::rules_summary().to_string())
                            file="day-machine-rules"
                            caption=words::rules_table()
                            table=rules
                        />
                    })}
                </Measured>
            </figure>
            <p class="note">{note}</p>
        </section>
    }
}
