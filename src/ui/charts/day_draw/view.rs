//! The drawn day as SVG, and the hand that draws it: by pointer over the bars, by arrow keys on one
//! slider for each hour.

use super::plan::{BARS, Drawing, GRIDS, HEIGHT, HOURS, plan};
use crate::math;
use crate::ui::browser::listen;
use crate::ui::charts::day_hours::InkOf;
use crate::ui::words::day as said;
use leptos::ev;
use leptos::html::{Div, Input};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What the hand does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Draws {
    /// Sets an hour to so many answers in all; a stroke is one change.
    To { hour: usize, answers: f64, begins: bool },
    /// By so many hundredths of those that can wait; a key that is held is one change, too.
    By { hour: usize, hundredths: f64 },
    /// The stroke is over: the hand or the key is let go.
    Ends,
}

/// Bars that are drawn.
#[component]
pub fn DrawBars(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] day: Signal<Drawing>,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    summary: Signal<String>,
    /// The hour that was drawn last.
    hour: RwSignal<usize>,
    /// An hour in words.
    spoken: Callback<usize, String>,
    draws: Callback<Draws>,
) -> impl IntoView {
    let plan = Memo::new(move |_| day.with(|day| plan(width.get(), day)));
    let pad = NodeRef::<Div>::new();
    // Where the hand was last, while it draws.
    let last = StoredValue::new(None::<(f64, f64)>);
    // Whether keys draw.
    let keyed = StoredValue::new(false);
    let key_ends = move || {
        if keyed.get_value() {
            keyed.set_value(false);
            draws.run(Draws::Ends);
        }
    };
    let place = move |event: &ev::PointerEvent| {
        let rect = pad.get_untracked()?.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let left = plan.with_untracked(|plan| plan.axis.left);
        Some((x - rect.left() + left, y - rect.top() + BARS.0))
    };
    let to = move |(x, y): (f64, f64), begins| {
        let (at, answers) = plan.with_untracked(|it| (it.axis.hour_at(x), it.answers_at(y)));
        hour.set(at);
        draws.run(Draws::To { hour: at, answers, begins });
    };
    let down = move |event: ev::PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(target) = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()) {
            let _ = target.set_pointer_capture(event.pointer_id());
        }
        let Some(now) = place(&event) else { return };
        last.set_value(Some(now));
        to(now, true);
    };
    let moved = move |event: ev::PointerEvent| {
        let (Some(before), Some(now)) = (last.get_value(), place(&event)) else { return };
        // Each hour on the way, so that a swift hand leaves no gap.
        let (from, until) =
            plan.with_untracked(|it| (it.axis.hour_at(before.0), it.axis.hour_at(now.0)));
        for step in 1..from.abs_diff(until) {
            let middle = if until > from { from + step } else { from - step };
            let x = plan.with_untracked(|it| it.axis.middle(middle));
            let share = math::clamp((x - before.0) / (now.0 - before.0), 0.0, 1.0);
            to((x, before.1 + share * (now.1 - before.1)), false);
        }
        last.set_value(Some(now));
        to(now, false);
    };
    let up = move |_: ev::PointerEvent| {
        if last.get_value().is_some() {
            last.set_value(None);
            draws.run(Draws::Ends);
        }
    };
    let drawn = move || plan.with(drawn);
    let column = move || {
        plan.with(|plan| {
            let (from, to) = plan.axis.edges(hour.get());
            view! {
                <rect
                    x=format!("{from:.1}")
                    y=GRIDS.0
                    width=format!("{:.1}", to - from)
                    height=BARS.1 - GRIDS.0
                    class="col"
                />
            }
        })
    };
    let sliders = (0..HOURS).map(|of| {
        let slider = NodeRef::<Input>::new();
        let value = move || {
            day.with(|it| {
                let all: f64 = it.drawn.iter().sum();
                if all > 0.0 { (100.0 * it.drawn[of] / all).round() } else { 0.0 }
            })
        };
        let take = move |event: ev::Event| {
            let wanted: f64 = event_target_value(&event).parse().unwrap_or_default();
            keyed.set_value(true);
            draws.run(Draws::By { hour: of, hundredths: wanted - value() });
            // Where it stopped.
            if let Some(slider) = slider.get_untracked() {
                slider.set_value(&value().to_string());
            }
        };
        let on_key = move |event: ev::KeyboardEvent| {
            let (to, by) = match event.key().as_str() {
                "ArrowLeft" => (of.saturating_sub(1), None),
                "ArrowRight" => ((of + 1).min(HOURS - 1), None),
                "ArrowUp" => (of, Some(1.0)),
                "ArrowDown" => (of, Some(-1.0)),
                "PageUp" => (of, Some(5.0)),
                "PageDown" => (of, Some(-5.0)),
                "Home" => (of, Some(-100.0)),
                "End" => (of, Some(100.0)),
                _ => return,
            };
            event.prevent_default();
            match by {
                Some(hundredths) => {
                    keyed.set_value(true);
                    draws.run(Draws::By { hour: of, hundredths });
                }
                None => {
                    hour.set(to);
                    let sliders = pad.get_untracked().map(|it| it.children());
                    let next = sliders.and_then(|it| it.item(to as u32));
                    if let Some(next) =
                        next.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
                    {
                        let _ = next.focus();
                    }
                }
            }
        };
        view! {
            <input
                node_ref=slider
                type="range"
                class="vh"
                min="0"
                max="100"
                step="1"
                tabindex=move || if hour.get() == of { "0" } else { "-1" }
                prop:value=move || value().to_string()
                aria-label=said::from_to(&of.to_string(), &(of + 1).to_string())
                aria-valuetext=move || spoken.run(of)
                on:focus=move |_| hour.set(of)
                on:input=listen::while_here(take)
                on:keydown=on_key
                on:change=listen::while_here(move |_| key_ends())
                on:keyup=move |_| key_ends()
                on:blur=listen::while_here(move |_| key_ends())
            />
        }
    });
    view! {
        <div class="drawbox">
            <svg
                class="chart"
                role="img"
                aria-label=summary
                width=move || plan.with(|plan| plan.width)
                height=HEIGHT
                viewBox=move || plan.with(|plan| format!("0 0 {} {HEIGHT}", plan.width))
            >
                {column}
                {drawn}
            </svg>
            // Over the bars alone: elsewhere a finger moves the page.
            <div
                class="pad"
                role="group"
                aria-label=said::draw_hours()
                node_ref=pad
                style:left=move || pixels(plan.with(|plan| plan.axis.left))
                style:top=pixels(BARS.0)
                style:width=move || pixels(plan.with(|plan| plan.axis.right - plan.axis.left))
                style:height=pixels(BARS.1 - BARS.0)
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=up
            >
                {sliders.collect_view()}
            </div>
        </div>
    }
}

fn pixels(length: f64) -> String {
    format!("{length:.1}px")
}

fn drawn(plan: &super::plan::Plan) -> AnyView {
    let ticks = |ticks: &[(f64, String)]| {
        let tick = |(index, (y, text)): (usize, &(f64, String))| {
            let class = if index == 0 { "base" } else { "grid" };
            view! {
                <path d=format!("M{:.1} {y:.1}H{:.1}", plan.axis.left, plan.axis.right) class=class />
                <text x=plan.axis.left - 8.0 y=format!("{:.1}", y + 4.0) class="ax end">{text.clone()}</text>
            }
        };
        ticks.iter().enumerate().map(tick).collect_view()
    };
    let lines = plan.lines.iter().map(|(ink, line)| {
        view! { <path d=line.clone() class=format!("ln {}", ink.class(InkOf::Line)) /> }
    });
    let bars = plan.bars.iter().map(|&(x, width, once, all)| {
        let (x, width) = (format!("{x:.1}"), format!("{width:.1}"));
        view! {
            <rect x=x.clone() y=format!("{once:.1}") width=width.clone() height=format!("{:.1}", BARS.1 - once) class="ld" />
            <rect x=x y=format!("{all:.1}") width=width height=format!("{:.1}", once - all) class="mine" />
        }
    });
    let best = plan.best.clone().map(|line| view! { <path d=line class="cu cu-best" /> });
    let hours = plan.axis.numbers().into_iter().map(|(x, text)| {
        view! { <text x=format!("{x:.1}") y=BARS.1 + 18.0 class="ax mid">{text}</text> }
    });
    view! {
        <text x="0" y=GRIDS.0 - 11.0 class="ax">{said::how_dirty()}</text>
        {ticks(&plan.grid_ticks)}
        {lines.collect_view()}
        <text x="0" y=BARS.0 - 11.0 class="ax">{said::draw_axis()}</text>
        {ticks(&plan.bar_ticks)}
        {bars.collect_view()}
        {best}
        {hours.collect_view()}
    }
    .into_any()
}
