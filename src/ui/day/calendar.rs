//! The year as a strip of days, as high as what was possible on each: it is the slider of the date.

use super::amounts;
use super::dates;
use super::model::Model;
use crate::data::day::days_of;
use crate::day::Date;
use crate::math;
use crate::ui::browser::listen;
use crate::ui::charts::Measured;
use crate::ui::charts::kit::path::Path;
use crate::ui::state::Gesture;
use crate::ui::words::day as words;
use crate::ui::words::format::whole;
use leptos::ev;
use leptos::prelude::*;

const TOP: f64 = 6.0;
const BOTTOM: f64 = 46.0;
const HEIGHT: f64 = 68.0;
/// Months that are named, by their first days.
const MONTHS: [u8; 4] = [1, 4, 7, 10];

/// The strip, the range over it, and what the year says.
#[component]
pub fn Calendar(model: Model) -> impl IntoView {
    let date = Memo::new(move |_| model.given.with(|it| it.date));
    let days = Memo::new(move |_| days_of(date.get().year));
    let go = move |event: &ev::Event, gesture| {
        if let Ok(day) = event_target_value(event).parse::<u16>() {
            let day = usize::from(day);
            if gesture == Gesture::Done || day != date.get_untracked().day_of_year() {
                model.edit(gesture, |given| {
                    given.go_to(Date::of(given.date.year, day).unwrap_or(given.date));
                });
            }
        }
    };
    let said = move || {
        model.days.with(|year| {
            let year = year.as_ref()?;
            let (low, high) = year.span()?;
            Some(if year.is_whole() {
                let (below, all) = year.rank(date.get().day_of_year())?;
                words::year_said(
                    &amounts::share_bare(low),
                    &amounts::share(high),
                    &whole(below as f64),
                    &whole(all as f64),
                )
            } else {
                words::year_coming(&whole(year.found() as f64), &whole(year.count() as f64))
            })
        })
    };
    view! {
        <div class="rugbox yr" class:waits=model.days_trail>
            <Measured let:width>
                {
                    let width: Signal<f64> = width;
                    let x = move |day: f64| 1.0 + (width.get() - 2.0) * day / days.get() as f64;
                    let strip = move || model.days.with(|year| {
                        let year = year.as_ref()?;
                        let most = year.span().map_or(1.0, |(_, high)| high.max(f64::MIN_POSITIVE));
                        let mut path = Path::with_points(2 * days.get());
                        for (day, share) in year.possible().enumerate() {
                            if let Some(share) = share {
                                let x = x(day as f64 + 0.5);
                                let high = (BOTTOM - TOP) * math::clamp(share / most, 0.02, 1.0);
                                path.through(&[(x, BOTTOM), (x, BOTTOM - high)]);
                            }
                        }
                        Some(path.into_text())
                    });
                    let months = move || {
                        let year = date.get().year;
                        MONTHS.map(|month| {
                            let first = Date { year, month, day: 1 }.day_of_year();
                            view! {
                                <text x=format!("{:.1}", x(first as f64)) y=BOTTOM + 16.0 class="ax">
                                    {dates::month(year, month.into())}
                                </text>
                            }
                        })
                    };
                    view! {
                        <svg
                            class="chart"
                            aria-hidden="true"
                            width=move || width.get()
                            height=HEIGHT
                            viewBox=move || format!("0 0 {} {HEIGHT}", width.get())
                        >
                            <path d=strip class="yrug" />
                            <path d=move || format!("M0 {}H{}", BOTTOM + 0.5, width.get()) class="base" />
                            <path
                                d=move || format!("M{:.1} {TOP}V{BOTTOM}", x(date.get().day_of_year() as f64 + 0.5))
                                class="yday"
                            />
                            <circle
                                cx=move || format!("{:.1}", x(date.get().day_of_year() as f64 + 0.5))
                                cy=BOTTOM
                                r="6"
                                class="hour-ring"
                            />
                            {months}
                        </svg>
                    }
                }
            </Measured>
            <input
                type="range"
                min="0"
                max=move || days.get() - 1
                step="1"
                prop:value=move || {
                    // The ends come first: a range refuses values beyond them.
                    days.with(|_| ());
                    date.get().day_of_year().to_string()
                }
                aria-label=words::date_of_year()
                aria-valuetext=move || dates::long(date.get())
                on:input=listen::while_here(move |event| go(&event, Gesture::Held))
                on:change=listen::while_here(move |event| go(&event, Gesture::Done))
            />
        </div>
        <p class="note" aria-live="off">{said}</p>
    }
}
