//! A chart to draw a curve on, and a ruler to place a value on; the model's answer comes over it.

use super::plan::{Frame, Plan, plan};
use crate::math;
use crate::ui::charts::kit::marks::{DIAMOND, at};
use crate::ui::words::teach as words;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// The model's curve, and its lowest point with what is said of it.
pub type Model = (Vec<(f64, Option<f64>)>, Option<(f64, f64, String)>);

/// The chart to draw on.
#[component]
pub fn Sketch(
    #[prop(into)] width: Signal<f64>,
    #[prop(into)] frame: Signal<Frame>,
    /// Titles of both axes.
    across: &'static str,
    up: &'static str,
    #[prop(into)] points: Signal<Vec<Option<f64>>>,
    /// Sets points: index and value.
    #[prop(into)]
    draw: Callback<Vec<(usize, f64)>>,
    /// The model's answer, once it is to be seen.
    #[prop(into)]
    model: Signal<Option<Model>>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let plan = Memo::new(move |_| plan(width.get(), frame.get()));
    let last = StoredValue::new(None::<(f64, f64)>);
    let place = move |event: &ev::PointerEvent| -> Option<(f64, f64)> {
        let element: web_sys::Element = event.current_target()?.unchecked_into();
        let seen = element.get_bounding_client_rect();
        let (width, height) = plan.with_untracked(|plan| (plan.width, plan.height));
        Some((
            (f64::from(event.client_x()) - seen.left()) * width / seen.width().max(1.0),
            (f64::from(event.client_y()) - seen.top()) * height / seen.height().max(1.0),
        ))
    };
    let count = move || points.with_untracked(Vec::len);
    let on_down = move |event: ev::PointerEvent| {
        if model.with_untracked(Option::is_some) {
            return;
        }
        if let Some(target) = event.current_target() {
            let target: web_sys::Element = target.unchecked_into();
            // Where the pointer is gone already there is nothing to capture.
            let _ = target.set_pointer_capture(event.pointer_id());
        }
        if let Some(here) = place(&event) {
            draw.run(plan.with_untracked(|plan| plan.stroke(here, here, count())));
            last.set_value(Some(here));
        }
    };
    let on_move = move |event: ev::PointerEvent| {
        if let (Some(from), Some(here)) = (last.get_value(), place(&event)) {
            draw.run(plan.with_untracked(|plan| plan.stroke(from, here, count())));
            last.set_value(Some(here));
        }
    };
    let on_up = move |_: ev::PointerEvent| last.set_value(None);
    let axes = move || {
        plan.with(|plan| {
            let Plan { left, right, bottom, .. } = *plan;
            let up_ticks = plan.up.iter().map(|(y, text)| {
                view! {
                    <path d=format!("M{left} {y:.1}H{right}") class="grid" />
                    <text x=left - 6.0 y=format!("{:.1}", y + 4.0) class="ax end">{text.clone()}</text>
                }
            });
            let ticks = plan.across.iter().map(|(x, text)| {
                view! { <text x=format!("{x:.1}") y=bottom + 17.0 class="ax mid">{text.clone()}</text> }
            });
            view! {
                <text x="0" y="11" class="ax">{up}</text>
                {up_ticks.collect_view()}
                <path d=format!("M{left} {bottom}H{right}") class="base" />
                {ticks.collect_view()}
                <text x=right y=bottom + 36.0 class="ax end">{across}</text>
            }
        })
    };
    let drawn = move || plan.with(|plan| points.with(|points| plan.drawn(points)));
    let knots = move || {
        plan.with(|plan| {
            points.with(|points| {
                let all = points.iter().enumerate().filter_map(|(index, value)| {
                    let (x, y) = (plan.knot_x(index, points.len()), plan.y((*value)?));
                    Some(view! { <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="5" class="knot" /> })
                });
                all.collect_view()
            })
        })
    };
    let empty = move || points.with(|points| points.iter().all(Option::is_none));
    let answer = move || {
        plan.with(|plan| {
            model.with(|model| {
                let (curve, lowest) = model.as_ref()?;
                let mark = lowest.as_ref().map(|(x, y, text)| {
                    let (x, y) = (plan.x(*x), plan.y(*y));
                    let (right, down, end) = plan.words_of((x, y));
                    let class = if end { "tb end c-opt halo" } else { "tb c-opt halo" };
                    view! {
                        <path d=DIAMOND transform=at(x, y) class="m-opt" />
                        <text x=format!("{right:.1}") y=format!("{down:.1}") class=class>
                            {text.clone()}
                        </text>
                    }
                });
                Some(view! {
                    <path d=plan.model(curve) class="l-model" />
                    {mark}
                })
            })
        })
    };
    view! {
        <svg
            class="chart sketch"
            class:open=move || model.with(Option::is_none)
            role="img"
            aria-label=label
            width=move || plan.with(|it| it.width)
            height=move || plan.with(|it| it.height)
            viewBox=move || plan.with(|it| format!("0 0 {} {}", it.width, it.height))
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_up
        >
            {axes}
            <path d=drawn class="l-sketch" />
            {knots}
            {move || empty().then(|| view! {
                <text
                    x=move || plan.with(|it| 0.5 * (it.left + it.right))
                    y="70"
                    class="tx mid"
                >
                    {words::drag()}
                </text>
            })}
            {answer}
        </svg>
    }
}

/// Two bars on one axis from 0 to 1: what was predicted, and the model's answer once it is seen.
#[component]
pub fn Placed(
    #[prop(into)] width: Signal<f64>,
    /// Shares of the axis; what was predicted, then the answer, each once it is there.
    #[prop(into)]
    shares: Signal<(Option<f64>, Option<f64>)>,
    /// What is written beside each bar.
    #[prop(into)]
    texts: Signal<(String, String)>,
    /// Ends of the axis.
    ends: (String, String),
) -> impl IntoView {
    const TOP: f64 = 20.0;
    let right = move || width.get().max(260.0) - 4.0;
    let bar = move |share: f64, row: f64, class: &'static str, name: &'static str, text: String| {
        let reach = (math::clamp(share, 0.0, 1.0) * right()).max(2.0);
        let inside = reach > 0.62 * right();
        let (x, class_text) =
            if inside { (reach - 8.0, "tb end on-bar") } else { (reach + 8.0, "tb") };
        view! {
            <text x="0" y=row class="ax">{name}</text>
            <rect x="0" y=row + 6.0 width=format!("{reach:.1}") height="30" class=class />
            <text x=format!("{x:.1}") y=row + 26.0 class=class_text>{text}</text>
        }
    };
    let label = move || {
        let (you, model) = texts.get();
        match shares.get().1 {
            Some(_) => format!("{}: {you}; {}: {model}", words::your_prediction(), words::model()),
            None => format!("{}: {you}", words::your_prediction()),
        }
    };
    view! {
        <svg
            class="chart placed"
            role="img"
            aria-label=label
            width=move || width.get().max(260.0)
            height="148"
            viewBox=move || format!("0 0 {} 148", width.get().max(260.0))
        >
            {move || shares.get().0.map(|it| bar(it, TOP, "f-guess", words::you(), texts.get().0))}
            {move || shares.get().1.map(|it| bar(it, TOP + 54.0, "f-ink", words::model(), texts.get().1))}
            <path d=move || format!("M0 128H{}", right()) class="base" />
            <text x="0" y="144" class="ax">{ends.0}</text>
            <text x=right y="144" class="ax end">{ends.1}</text>
        </svg>
    }
}
