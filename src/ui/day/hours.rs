//! The day hour by hour, and one hour of it.

use super::export::SavePlan;
use super::model::Model;
use super::shown::{self, Hour};
use super::{amounts, zones};
use crate::data::day::HOURS;
use crate::day::said::Rule;
use crate::ui::charts::day_hours::{Hours, InkOf};
use crate::ui::charts::{DataTable, DayHours, Measured, Table};
use crate::ui::words::day as words;
use crate::ui::words::format::{MassUnit, mass, number, power, significant, whole};
use leptos::prelude::*;

/// The charts on one axis of time.
#[component]
pub fn HourByHour(model: Model) -> impl IntoView {
    let shown = model.shown;
    let day = Memo::new(move |_| shown.with(|it| it.as_deref().and_then(shown::hours)));
    let any = Memo::new(move |_| day.with(Option::is_some));
    let known = Memo::new(move |_| model.expected());
    let given = Signal::derive(move || {
        let known = known.with(|it| it.iter().map(|it| it.g_per_kwh.clone()).collect());
        Hours { known, ..day.get().unwrap_or_default() }
    });
    let rule = Memo::new(move |_| model.given.with(|it| rule_name(it.rule)));
    let spoken = Memo::new(move |_| model.now.with(|it| it.as_ref().map(line)).unwrap_or_default());
    let summary = Memo::new(move |_| {
        let hour = day.with(|it| {
            let waiting = it.as_ref().map(|it| it.waiting).unwrap_or_default();
            (0..HOURS).fold(0, |at, hour| if waiting[hour] > waiting[at] { hour } else { at })
        });
        words::hours_summary(rule.get(), &hour.to_string())
    });
    let table = move || {
        shown
            .with(|shown| day.with(|day| shown.as_deref().zip(day.as_ref()).map(table)))
            .unwrap_or_default()
    };
    view! {
        <section class="panel hourly" aria-labelledby="hdh" class:waits=model.waits>
            <header>
                <h2 id="hdh">{words::hours_title()}</h2>
                <span class="tag">{rule}</span>
                <span class="sub">{words::hours_aside()}</span>
            </header>
            <figure>
                <Measured let:width>
                    {move || if any.get() {
                        view! { <DayHours width day=given hour=model.hour spoken summary /> }.into_any()
                    } else {
                        view! { <div class="awaited hours-size"></div> }.into_any()
                    }}
                </Measured>
                <DataTable file="day-hours" caption=words::hours_table() table=table />
            </figure>
            <SavePlan model />
        </section>
    }
}

pub fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Home => words::rule_home(),
        Rule::Cleanest => words::rule_cleanest(),
        Rule::Forecast => words::rule_forecast(),
        Rule::Best => words::rule_best(),
    }
}

/// An hour in one line, for those who hear the page.
fn line(hour: &Hour) -> String {
    let sites = hour.sites.chunk_by(|a, b| a.zone == b.zone).filter_map(|at| {
        let amount: f64 = at.iter().map(|it| it.amount).sum();
        let name = zones::name(at.first()?.zone);
        (amount > 0.0).then(|| format!("{name} {}", amounts::count(amount)))
    });
    let mut said = vec![words::from_to(&hour.hour.to_string(), &(hour.hour + 1).to_string())];
    said.push(mass(hour.each_g));
    said.extend(sites);
    said.join(", ")
}

/// One hour with its decision.
#[component]
pub fn OneHour(model: Model) -> impl IntoView {
    let now = model.now;
    let title = move || {
        let hour = model.hour.get();
        words::from_to(&hour.to_string(), &(hour + 1).to_string())
    };
    let said = move || now.with(|it| it.as_ref().map(happens));
    let rows =
        move || now.with(|it| it.as_ref().map(|it| it.sites.iter().map(row).collect::<Vec<_>>()));
    let sum = move || now.with(|it| it.as_ref().filter(|it| it.served > 0.0).map(each));
    let bars = move || now.with(|it| it.as_ref().filter(|it| it.served > 0.0).and_then(pair));
    view! {
        <section class="readout" aria-labelledby="hd1" class:waits=model.waits>
            <header>
                <h2 id="hd1">{title}</h2>
                <span class="sub">{words::hour_utc_aside()}</span>
            </header>
            <p class="hr-say">{said}</p>
            <table class="hr-t">
                <thead>
                    <tr>
                        <th scope="col"><span class="vh">{words::site()}</span></th>
                        <th scope="col">{words::answers()}</th>
                        <th scope="col">{words::tokens()}</th>
                        <th scope="col">{words::power()}</th>
                        <th scope="col">{words::each()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="hr-m">{sum}</p>
            {bars}
        </section>
    }
}

fn happens(hour: &Hour) -> String {
    let [asked, served, waited, wait] =
        [hour.asked, hour.served, hour.waited, hour.wait].map(amounts::count);
    // Less than half an answer is none.
    match (hour.waited >= 0.5, hour.wait >= 0.5) {
        (true, _) => words::some_had_waited(&asked, &served, &waited, &wait),
        (false, true) => words::some_wait(&asked, &served, &wait),
        (false, false) => words::all_at_once(&asked),
    }
}

fn row(site: &shown::AtSite) -> AnyView {
    let name = zones::name(site.zone);
    let swatch = format!("swt {}", site.ink.class(InkOf::Swatch));
    let cells = match site.decided {
        Some(decided) => [
            amounts::count(site.amount),
            whole(decided.tokens.into()),
            power(decided.power_w),
            significant(1e3 * site.each_g, 3),
        ],
        None => ["–".to_string(), String::new(), String::new(), String::new()],
    };
    let [amount, tokens, watts, each] = cells;
    view! {
        <tr class:off=site.decided.is_none()>
            <th scope="row"><i class=swatch></i>{name}</th>
            <td>{amount}</td>
            <td>{tokens}</td>
            <td>{watts}</td>
            <td><b>{each}</b></td>
        </tr>
    }
    .into_any()
}

fn each(hour: &Hour) -> AnyView {
    let said =
        words::of_compute_radio(&mass(hour.compute_g), &mass(hour.radio_g), &power(hour.power_w));
    view! { <b>{words::each_answer(&mass(hour.each_g))}</b> {said} }.into_any()
}

/// An answer of this hour, and one that was computed at home, on one scale.
fn pair(hour: &Hour) -> Option<AnyView> {
    let (home_compute_g, home_g) = hour.at_home?;
    let most = hour.each_g.max(home_g).max(f64::MIN_POSITIVE);
    let unit = MassUnit::reaching(most);
    let bar = |y: f64, name: &'static str, compute: f64, all: f64, strong: bool| {
        let scale = 150.0 / most;
        let (from, to) = (84.0 + scale * compute, 84.0 + scale * all);
        let class = if strong { "tb" } else { "tx" };
        view! {
            <text x="0" y=y + 10.0 class="ts">{name}</text>
            <rect x="84" y=y width=format!("{:.1}", from - 84.0) height="12" class="f-inf" />
            <rect x=format!("{from:.1}") y=y width=format!("{:.1}", to - from) height="12" class="f-rad" />
            <text x=format!("{:.1}", to + 8.0) y=y + 10.5 class=class>{unit.number(all)}</text>
        }
        .into_any()
    };
    let summary = format!(
        "{} {}, {} {}",
        words::planned(),
        number(1e3 * hour.each_g),
        words::at_home(),
        number(1e3 * home_g)
    );
    Some(
        view! {
            <svg class="chart pairbar" role="img" aria-label=summary width="300" height="42" viewBox="0 0 300 42">
                {bar(2.0, words::planned(), hour.compute_g, hour.each_g, true)}
                {bar(24.0, words::at_home(), home_compute_g, home_g, false)}
            </svg>
        }
        .into_any(),
    )
}

/// All 24 hours as numbers.
fn table((shown, day): (&shown::Shown, &Hours)) -> Table {
    let mut head = vec![words::utc_hour().to_string(), words::asked_for().to_string()];
    for site in &day.sites {
        let of = [words::intensity_of, words::served_of, words::tokens_of];
        head.extend(of.map(|it| it(&site.name)));
    }
    head.push(words::wait_after().to_string());
    let rules: Vec<_> = Rule::ALL.into_iter().filter(|it| shown.plan(*it).is_some()).collect();
    head.extend(rules.iter().map(|rule| words::carbon_by(shown::short(*rule))));
    let row = |hour: usize| {
        let mut row = vec![format!("{hour}:00"), amounts::count(day.asked[hour])];
        for site in &day.sites {
            row.push(whole(site.intensity[hour]));
            row.push(amounts::count(site.served[hour]));
            row.push(site.tokens[hour].map_or_else(|| "–".to_string(), whole));
        }
        row.push(amounts::count(day.waiting[hour]));
        row.extend(day.curves.iter().map(|it| amounts::kilograms(it.since_g[hour + 1])));
        row
    };
    Table { head, rows: (0..HOURS).map(row).collect() }
}
