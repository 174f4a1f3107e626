//! When people ask: a bar for each hour.

use crate::data::day::HOURS;
use crate::ui::charts::Measured;
use crate::ui::charts::kit::hours::HourAxis;
use crate::ui::words::day as words;
use leptos::prelude::*;

const HEIGHT: f64 = 34.0;

/// The bars of a load of mean 1.
#[component]
pub fn LoadBars(#[prop(into)] load: Signal<[f64; HOURS]>) -> impl IntoView {
    let summary = move || {
        let load = load.get();
        let place = |better: fn(f64, f64) -> bool| {
            let best =
                |at: usize, hour: usize| if better(load[hour], load[at]) { hour } else { at };
            (0..HOURS).fold(0, best).to_string()
        };
        words::load_chart(&place(|a, b| a < b), &place(|a, b| a > b))
    };
    view! {
        <Measured let:width>
            {
                let width: Signal<f64> = width;
                let axis = move || HourAxis { left: 0.0, right: width.get() };
                let bars = move || {
                    let (load, axis) = (load.get(), axis());
                    let most = load.iter().fold(f64::MIN_POSITIVE, |a, &b| a.max(b));
                    let bar = |(hour, value): (usize, f64)| {
                        let height = HEIGHT * value / most;
                        let (from, to) = axis.edges(hour);
                        view! {
                            <rect
                                x=format!("{:.1}", from + 0.5)
                                y=format!("{:.1}", HEIGHT - height)
                                width=format!("{:.1}", (to - from - 1.0).max(1.0))
                                height=format!("{height:.1}")
                                class="ld"
                            />
                        }
                    };
                    load.into_iter().enumerate().map(bar).collect_view()
                };
                let hours = move || {
                    let numbers = axis().numbers();
                    let last = numbers.len() - 1;
                    let number = |(place, (x, text)): (usize, (f64, String))| {
                        // Both midnights stand at the edges.
                        let class = match place {
                            0 => "ax",
                            place if place == last => "ax end",
                            _ => "ax mid",
                        };
                        view! { <text x=format!("{x:.1}") y=HEIGHT + 14.0 class=class>{text}</text> }
                    };
                    numbers.into_iter().enumerate().map(number).collect_view()
                };
                view! {
                    <svg
                        class="chart"
                        role="img"
                        aria-label=summary
                        width=move || width.get()
                        height="50"
                        viewBox=move || format!("0 0 {} 50", width.get())
                    >
                        {bars}
                        <path d=move || format!("M0 {}H{}", HEIGHT + 0.5, width.get()) class="base" />
                        {hours}
                    </svg>
                }
            }
        </Measured>
    }
}
