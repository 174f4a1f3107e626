//! What the day is given, to be turned: who plans, the date, the sites, who waits, the quality, the load.

use super::calendar::Calendar;
use super::machines::MachineControls;
use super::model::Model;
use super::shown::ink;
use super::{amounts, load_bars, zones};
use crate::data::day::{Basis, Licence, RECORDS, Record};
use crate::day::said::{
    ANSWERS, Aim, Given, MOST_SITES, Open, ROOMS, Rule, is_half_typed, read_date, shapes,
};
use crate::day::{Date, Forecast, Setting};
use crate::link::Place;
use crate::math::decimal;
use crate::scenario::Span;
use crate::ui::browser::listen;
use crate::ui::charts::day_hours::InkOf;
use crate::ui::controls::{Entry, EntryNote, NumberBox, Scale, Slider};
use crate::ui::frame::icon::{self, Icon};
use crate::ui::frame::place_link::PlaceLink;
use crate::ui::state::{Gesture, Notice};
use crate::ui::words::format::plain;
use crate::ui::words::{bar, day as words, gap, lang, values};
use leptos::ev;
use leptos::prelude::*;

/// All of them.
#[component]
pub fn Controls(model: Model) -> impl IntoView {
    view! {
        <section class="controls" aria-labelledby="hdc">
            <h2 class="vh" id="hdc">{words::controls()}</h2>
            <WhoPlans model />
            <WhichDay model />
            <Sites model />
            <Waiting model />
            <Quality model />
            <Load model />
            <Held model><MachineControls model /></Held>
            <Scene model />
        </section>
    }
}

/// Controls of a day: locked where an assignment asks for it and does not leave that to the learner.
#[component]
fn Held(model: Model, #[prop(optional)] what: Option<Open>, children: Children) -> impl IntoView {
    let locked = Memo::new(move |_| {
        let locks = |aim: &Aim| what.is_none_or(|it| !aim.leaves(it));
        model.aim.with(|aim| aim.as_ref().is_some_and(locks))
    });
    view! { <fieldset class="held" disabled=locked>{children()}</fieldset> }
}

/// The bounds of an open number in the unit of its control, within what it may be.
fn bounded(model: Model, what: Open, whole: Span, times: f64) -> Span {
    let (from, to) = model.bounds(what).unwrap_or((whole.from / times, whole.to / times));
    Span { from: from * times, to: to * times, ..whole }
}

/// Who plans the day: four segments with their kilograms.
#[component]
fn WhoPlans(model: Model) -> impl IntoView {
    let rule = Memo::new(move |_| model.given.with(|it| it.rule));
    let trails = model.trails;
    let segment = move |which: Rule, name: &'static str| {
        let total = Memo::new(move |_| {
            model.shown.with(|it| {
                let total = it.as_ref().and_then(|it| it.plan(which).map(|plan| plan.total_g));
                total.map_or_else(|| "–".to_string(), amounts::carbon)
            })
        });
        let take = move |_| model.edit(Gesture::Done, |given| given.rule = which);
        view! {
            <label>
                <input
                    type="radio"
                    name="rule"
                    prop:checked=move || rule.get() == which
                    on:change=listen::while_here(take)
                />
                {name}
                <small class:trails=trails>{total}</small>
            </label>
        }
    };
    let note = move || match rule.get() {
        Rule::Home => words::home_note(),
        Rule::Cleanest => words::cleanest_note(),
        Rule::Forecast => words::forecast_note(),
        Rule::Best => words::best_note(),
    };
    let forecast = Memo::new(move |_| model.given.with(|it| it.forecast));
    let which = move || {
        (rule.get() == Rule::Forecast).then(|| {
            let options = Forecast::ALL.map(|it| (it.word(), forecast_name(it)));
            let take = move |word: String| {
                if let Some(found) = Forecast::ALL.into_iter().find(|it| it.word() == word) {
                    model.edit(Gesture::Done, |given| given.forecast = found);
                }
            };
            choice(
                "forecast",
                words::which_forecast(),
                options.to_vec(),
                move || forecast.get().word(),
                take,
            )
        })
    };
    view! {
        <div class="ctl who">
            <Held model what=Open::Rule>
            <fieldset>
                <legend class="name">{words::who_plans()}</legend>
                <div class="seg quad">
                    {segment(Rule::Home, words::rule_home())}
                    {segment(Rule::Cleanest, words::rule_cleanest())}
                    {segment(Rule::Forecast, words::rule_forecast())}
                    {segment(Rule::Best, words::rule_best())}
                </div>
            </fieldset>
            <p class="note">{note}</p>
            {which}
            </Held>
        </div>
    }
}

/// What a forecast is called.
pub fn forecast_name(forecast: Forecast) -> &'static str {
    match forecast {
        Forecast::Yesterday => words::forecast_yesterday(),
        Forecast::Bent => words::forecast_bent(),
        Forecast::Real => words::forecast_real(),
        Forecast::Perfect => words::forecast_perfect(),
    }
}

/// One of several words, with a label before it.
fn choice(
    id: &'static str,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    now: impl Fn() -> &'static str + Copy + Send + 'static,
    take: impl Fn(String) + 'static,
) -> AnyView {
    let options = options.into_iter().map(|(word, name)| {
        view! { <option value=word selected=move || now() == word>{name}</option> }
    });
    view! {
        <div class="ctl-h pickone">
            <label for=id>{label}</label>
            <select id=id on:change=listen::while_here(move |event: ev::Event| take(event_target_value(&event)))>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// The date, with the days beside it, and the record that it is of.
#[component]
fn WhichDay(model: Model) -> impl IntoView {
    let date = Memo::new(move |_| model.given.with(|it| it.date));
    let record = Memo::new(move |_| model.given.with(|it| it.record().name));
    let beside = move |after: bool, name: &'static str, path: &'static str| {
        let to = Memo::new(move |_| date.get().beside(after));
        let go = move |_| {
            if let Some(to) = to.get_untracked() {
                model.edit(Gesture::Done, |given| given.go_to(to));
            }
        };
        view! {
            <button
                type="button"
                class="rst"
                aria-label=name
                title=name
                disabled=move || to.get().is_none()
                on:click=go
            >
                <Icon path />
            </button>
        }
    };
    let take = move |event: &ev::Event, left: bool| {
        let input = event_target::<web_sys::HtmlInputElement>(event);
        let (text, now) = (input.value(), date.get_untracked().to_string());
        if text == now || (!left && is_half_typed(&text)) {
            return;
        }
        match read_date(&text) {
            Ok(to) => model.edit(Gesture::Done, |given| given.go_to(to)),
            Err(refused) => {
                // The box shows the day that is planned.
                input.set_value(&now);
                // Nobody typed what is empty.
                if !text.is_empty() {
                    model.store.notice.set(Some(Notice {
                        title: bar::not_usable().to_string(),
                        lines: vec![refused.into()],
                        good: false,
                    }));
                }
            }
        }
    };
    let ends = move || {
        let name = record.get();
        RECORDS.iter().find(|it| it.name == name).map(|it| (it.first_year, it.last_year))
    };
    let of_record = move |name: String| {
        if let Some(record) = RECORDS.iter().find(|it| it.name == name) {
            model.edit(Gesture::Done, |given| {
                // The same day of another year, as far as it has one.
                let Date { month, day, .. } = given.date;
                let year = record.last_year;
                let day = if (month, day) == (2, 29) { 28 } else { day };
                given.go_to(Date { year, month, day });
            });
        }
    };
    let records = RECORDS.iter().map(|it| (it.name, record_name(it))).collect();
    let source = move || {
        let name = record.get();
        RECORDS.iter().find(|it| it.name == name).map(source)
    };
    view! {
        <div class="ctl">
            <Held model>
            <div class="ctl-h">
                <label for="date">{words::date()}</label>
                {beside(false, words::day_before(), icon::LEFT)}
                {beside(true, words::day_after(), icon::RIGHT)}
                <span class="num wide-n">
                    <input
                        type="date"
                        id="date"
                        min=move || ends().map(|(first, _)| format!("{first}-01-01"))
                        max=move || ends().map(|(_, last)| format!("{last}-12-31"))
                        prop:value=move || date.get().to_string()
                        on:change=listen::while_here(move |event| take(&event, false))
                        on:blur=listen::while_here(move |event: ev::FocusEvent| take(&event, true))
                    />
                </span>
            </div>
            <Calendar model />
            {choice("record", words::record(), records, move || record.get(), of_record)}
            </Held>
            <details class="more-f source">
                <summary>{words::where_from()}</summary>
                {source}
            </details>
        </div>
    }
}

fn record_name(record: &Record) -> &'static str {
    match record.name {
        "us" => words::record_us(),
        "world" => words::record_world(),
        _ => words::record_europe(),
    }
}

/// What the figures are, whose they are, what they count, what is wrong with them, and what may be done with them.
fn source(record: &Record) -> AnyView {
    let basis = match record.basis {
        Basis::Production => words::production(),
        Basis::Consumption => words::consumption(),
    };
    let licence = match record.licence {
        Licence::Attribution => words::licence_attribution(),
        Licence::PublicDomain => words::licence_public_domain(),
        Licence::Odbl => words::licence_odbl(),
    };
    let quality = record.quality()[lang() as usize];
    view! {
        <p class="note">
            {words::average()}{gap()}{basis}{gap()}{quality}{gap()}{licence}{gap()}
            <span class="cite" lang="en">{record.source()}</span>
        </p>
        <p class="note">{words::hourly_and_yearly()}</p>
    }
    .into_any()
}

/// Home and the other sites, with their room.
#[component]
fn Sites(model: Model) -> impl IntoView {
    let home = Memo::new(move |_| model.given.with(|it| it.home));
    let record = Memo::new(move |_| model.given.with(|it| it.record().zones));
    let zones_there = Memo::new(move |_| {
        model.given.with(|it| it.sites.iter().map(|site| site.zone).collect::<Vec<_>>())
    });
    let others = Memo::new(move |_| model.given.with(Given::others));
    let full = Memo::new(move |_| zones_there.with(|it| it.len() == MOST_SITES));
    let homes = move || {
        let options = record.get().iter().map(|code| (*code, zones::name(code))).collect();
        let take = move |code: String| {
            model.edit(Gesture::Done, |given| {
                let found = given.record().zones.iter().find(|it| **it == code);
                if let Some(zone) = found {
                    given.move_home(zone);
                }
            });
        };
        choice("day-home", words::home_is(), options, move || home.get(), take)
    };
    let add = move || {
        let options = others.get().into_iter().map(|code| {
            view! { <option value=code>{zones::name(code)}</option> }
        });
        let take = move |event: ev::Event| {
            let code = event_target_value(&event);
            model.edit(Gesture::Done, |given| {
                let found = given.others().into_iter().find(|it| *it == code);
                if let Some(zone) = found {
                    given.add(zone);
                }
            });
        };
        (!full.get() && !others.with(Vec::is_empty)).then(|| {
            view! {
                <div class="ctl-h pickone">
                    <label for="add-site">{words::add_site()}</label>
                    <select id="add-site" on:change=listen::while_here(take)>
                        <option value="" selected=true>"–"</option>
                        {options.collect_view()}
                    </select>
                </div>
            }
        })
    };
    view! {
        <div class="ctl">
            <div class="ctl-h"><span class="name">{words::sites()}</span></div>
            <Held model>
                <div class="home-row">
                    <i class=format!("swt {}", ink(0).class(InkOf::Swatch))></i>
                    {homes}
                </div>
            </Held>
            <p class="note">{words::home_has_room()}</p>
            <Held model what=Open::Sites>
            <ul class="sites">
                <For
                    each=move || zones_there.get().into_iter().enumerate()
                    key=|it| *it
                    children=move |(index, zone)| view! { <Room model index zone /> }
                />
            </ul>
            {add}
            </Held>
            <p class="note"><span class="tag">{words::assumed()}</span> " " {words::assumed_note()}</p>
        </div>
    }
}

/// The room of a site: number and slider.
#[component]
fn Room(model: Model, index: usize, zone: &'static str) -> impl IntoView {
    let name = zones::name(zone);
    let id = format!("room-{index}");
    let room = Memo::new(move |_| {
        let room = |it: &Given| it.sites.iter().find(|site| site.zone == zone).map(|it| it.room);
        model.given.with(room).unwrap_or_default()
    });
    let set = move |room: f64, gesture| {
        model.edit(gesture, |given| {
            if let Some(site) = given.sites.iter_mut().find(|it| it.zone == zone) {
                site.room = room;
            }
        });
    };
    let allowed = Signal::derive(move || {
        bounded(model, Open::Sites, percent_of(ROOMS, words::of_the_peak()), 100.0)
    });
    let value = Signal::derive(move || Some(100.0 * room.get()));
    let entry =
        Entry::new(allowed, value, Callback::new(move |it: f64| set(it / 100.0, Gesture::Done)));
    let note_id = format!("{id}-note");
    let moved = move |event: &ev::Event, gesture| {
        if let Some(percent) = decimal::read(&event_target_value(event)) {
            let to = percent / 100.0;
            if gesture == Gesture::Done || to != room.get_untracked() {
                set(to, gesture);
            }
        }
    };
    let remove = move |_| {
        model.edit(Gesture::Done, |given| given.sites.retain(|it| it.zone != zone));
    };
    let without = words::remove_site(name);
    view! {
        <li class="site">
            <div class="ctl-h">
                <i class=format!("swt {}", ink(index + 1).class(InkOf::Swatch))></i>
                <label for=id.clone()>{name}</label>
                <button type="button" class="rst" aria-label=without.clone() title=without on:click=remove>
                    <Icon path=icon::CLOSE />
                </button>
                <NumberBox id=id.clone() entry note_id=note_id.clone() />
            </div>
            <div class="track">
                <svg aria-hidden="true"><line x1="0" x2="100%" y1="14" y2="14" class="k-line" /></svg>
                <input
                    type="range"
                    min="0"
                    max="100"
                    step="1"
                    prop:value=move || (100.0 * room.get()).to_string()
                    aria-label=words::room_of(name)
                    aria-valuetext=move || format!("{} {}", plain(100.0 * room.get()), words::of_the_peak())
                    on:input=listen::while_here(move |event| moved(&event, Gesture::Held))
                    on:change=listen::while_here(move |event| moved(&event, Gesture::Done))
                />
            </div>
            <EntryNote id=note_id entry box_id=id />
        </li>
    }
}

/// A range of shares in percent.
fn percent_of(span: Span, unit: &'static str) -> Span {
    Span { from: 100.0 * span.from, to: 100.0 * span.to, unit, ..span }
}

/// Who can wait, and how long.
#[component]
fn Waiting(model: Model) -> impl IntoView {
    let share = Signal::derive(move || 100.0 * model.given.with(|it| it.wait_share));
    let hours = Signal::derive(move || model.given.with(|it| it.wait_hours));
    let fresh = Given::default();
    let (fresh_share, fresh_hours) = (fresh.wait_share, fresh.wait_hours);
    let set_share = move |(it, gesture): (f64, Gesture)| {
        model.edit(gesture, |given| given.wait_share = it / 100.0);
    };
    let set_hours = move |(it, gesture): (f64, Gesture)| {
        model.edit(gesture, |given| given.wait_hours = it);
    };
    let share_allowed = Signal::derive(move || {
        bounded(model, Open::WaitShare, percent_of(Setting::SHARE, "%"), 100.0)
    });
    let hours_allowed = Signal::derive(move || {
        let whole = Span { unit: words::hours_unit(), ..Setting::WAIT_HOURS };
        bounded(model, Open::WaitHours, whole, 1.0)
    });
    let scale = |allowed: Signal<Span>| {
        Signal::derive(move || {
            let Span { from, to, integer, .. } = allowed.get();
            Scale { from, to, log: false, integer }
        })
    };
    view! {
        <div class="ctl">
            <Held model what=Open::WaitShare>
            <Slider
                id="wait_share"
                label=words::can_wait()
                scale=scale(share_allowed)
                allowed=share_allowed
                value=share
                set=set_share
                changed=Signal::derive(move || share.get() != 100.0 * fresh_share)
                reset=move |()| set_share((100.0 * fresh_share, Gesture::Done))
            />
            </Held>
        </div>
        <div class="ctl">
            <Held model what=Open::WaitHours>
            <Slider
                id="wait_hours"
                label=words::waits_at_most()
                scale=scale(hours_allowed)
                allowed=hours_allowed
                value=hours
                set=set_hours
                changed=Signal::derive(move || hours.get() != fresh_hours)
                reset=move |()| set_hours((fresh_hours, Gesture::Done))
            />
            </Held>
        </div>
    }
}

/// A number with its label, and no slider.
fn number(
    id: &'static str,
    label: &'static str,
    allowed: Signal<Span>,
    value: Signal<Option<f64>>,
    take: Callback<f64>,
) -> AnyView {
    let entry = Entry::new(allowed, value, take);
    let note_id = format!("{id}-note");
    view! {
        <div class="ctl-h">
            <label for=id>{label}</label>
            <NumberBox id=id.to_string() entry note_id=note_id.clone() />
        </div>
        <EntryNote id=note_id entry box_id=id.to_string() />
    }
    .into_any()
}

/// Quality in the mean of the day, and of each answer.
#[component]
fn Quality(model: Model) -> impl IntoView {
    let quality = Memo::new(move |_| {
        let given = model.given.get();
        model.store.with(|results| given.quality(&results.view.scenario))
    });
    let mean = Signal::derive(move || Some(quality.get().0));
    let floor = Signal::derive(move || Some(quality.get().1));
    let owed = Signal::derive(move || bounded(model, Open::Quality, Setting::SHARE, 1.0));
    let below = Signal::derive(move || Span { to: quality.get().0, ..Setting::SHARE });
    let set_mean = Callback::new(move |it| {
        model.edit(Gesture::Done, |given| given.qoe_day = Some(it));
    });
    let set_floor = Callback::new(move |it| {
        model.edit(Gesture::Done, |given| given.qoe_floor = Some(it));
    });
    view! {
        <div class="ctl">
            <Held model what=Open::Quality>
                {number("qoe_day", words::quality_mean(), owed, mean, set_mean)}
            </Held>
            <Held model>
                {number("qoe_floor", words::quality_floor(), below, floor, set_floor)}
            </Held>
        </div>
    }
}

/// How many answers, and when they are asked for.
#[component]
fn Load(model: Model) -> impl IntoView {
    let answers = Signal::derive(move || model.given.with(|it| it.answers));
    let fresh = Given::default().answers;
    let set = move |(it, gesture): (f64, Gesture)| model.edit(gesture, |given| given.answers = it);
    // In three digits, as they are read; a box takes any whole number.
    let scale = Scale { from: 1e3, to: 1e8, log: true, integer: false };
    let load = Memo::new(move |_| model.given.with(|it| it.load));
    let name = |shape: &'static str| match shape {
        "flat" => words::load_flat(),
        "conversation" => words::load_conversation(),
        "coding" => words::load_coding(),
        _ => words::load_default(),
    };
    let options = shapes().into_iter().map(|it| (it, name(it))).collect();
    let take = move |word: String| {
        if let Some(shape) = shapes().into_iter().find(|it| **it == word) {
            model.edit(Gesture::Done, |given| given.load = shape);
        }
    };
    let bars = Memo::new(move |_| model.given.with(|it| it.load().mean1));
    let measured = move || {
        let measured = matches!(load.get(), "conversation" | "coding");
        measured.then(|| view! { <p class="note">{words::load_source()}</p> })
    };
    view! {
        <div class="ctl">
            <Held model>
            <Slider
                id="answers"
                label=words::answers_a_day()
                scale=Signal::stored(scale)
                allowed=Signal::stored(ANSWERS)
                value=answers
                set
                changed=Signal::derive(move || answers.get() != fresh)
                reset=move |()| set((fresh, Gesture::Done))
            />
            {choice("load", words::load(), options, move || load.get(), take)}
            </Held>
            <load_bars::LoadBars load=bars />
            <p class="note">{words::load_note()}</p>
            {measured}
        </div>
    }
}

/// What Explore sets, and the way there.
#[component]
fn Scene(model: Model) -> impl IntoView {
    let store = model.store;
    let name = store.memo(|results| {
        let scenario = &results.view.scenario;
        words::batch_of(&values::model(&scenario.model), &plain(scenario.batch))
    });
    let cell = store.memo(|results| {
        let scenario = &results.view.scenario;
        format!("{}, {}", values::kind_of_cell(scenario), values::distance(scenario.distance_m))
    });
    let link = store.memo(|results| values::payload(results.view.scenario.payload_bytes_per_token));
    let row = |label: &'static str, value: Memo<String>| {
        view! { <div><dt>{label}</dt><dd class="sub">{value}</dd></div> }
    };
    view! {
        <div class="ctl scene">
            <h3>{words::scene()}</h3>
            <dl>
                {row(words::scene_model(), name)}
                {row(words::scene_cell(), cell)}
                {row(words::scene_link(), link)}
            </dl>
            {move || model.aim.with(Option::is_none).then(|| view! {
                <p class="note">
                    <PlaceLink place=Place::Explore name=words::to_explore() here=|_| false />
                </p>
            })}
        </div>
    }
}
