//! The three ways to predict: place a value, choose an answer, draw a curve.

use super::saved::{KNOTS, Prediction};
use super::texts;
use crate::math;
use crate::math::decimal;
use crate::scenario::Span;
use crate::teach::curve::{emissions_axis, lowest, value_at};
use crate::teach::solve::Truth;
use crate::teach::{Axis, Quantity, StepId};
use crate::ui::browser::listen;
use crate::ui::charts::sketch::plan::Frame;
use crate::ui::charts::{Measured, Placed, Sketch};
use crate::ui::controls::{Scale, Slider};
use crate::ui::state::Gesture;
use crate::ui::words::{colon, listed, stop, teach as words, values};
use leptos::prelude::*;

/// Grams to the milligrams that charts show.
const MG: f64 = 1e3;

/// Percent on the slider for shares, else the axis's own unit.
fn shown_scale(axis: &Axis) -> (f64, &'static str) {
    match axis.quantity {
        Quantity::Share => (100.0, "%"),
        Quantity::Watts => (1.0, "W"),
        Quantity::GridIntensity => (1.0, "g/kWh"),
        Quantity::Qoe | Quantity::Batch => (1.0, "1"),
        Quantity::Emissions => (MG, "mg"),
    }
}

/// Where a slider stands before anybody has moved it.
fn unmoved(axis: &Axis, share: f64) -> f64 {
    let value = value_at(axis, share);
    if axis.log { values::three_digits(value) } else { value }
}

/// A value to place on an axis.
#[component]
pub fn Place(
    axis: Axis,
    /// Where on the axis the slider stands before it is moved, 0 to 1.
    start: f64,
    #[prop(into)] prediction: Signal<Option<Prediction>>,
    set: Callback<Prediction>,
    #[prop(into)] truth: Signal<Option<f64>>,
    #[prop(into)] revealed: Signal<bool>,
) -> impl IntoView {
    let (factor, unit) = shown_scale(&axis);
    // None before the slider was moved: what nobody has placed is not drawn.
    let placed = Memo::new(move |_| match prediction.get() {
        Some(Prediction::Value(value)) => Some(math::clamp(value, axis.from, axis.to)),
        _ => None,
    });
    let value = move || placed.get().unwrap_or_else(|| unmoved(&axis, start));
    let share = move |value: f64| {
        let scale = Scale { from: axis.from, to: axis.to, log: axis.log, integer: false };
        scale.share(value)
    };
    let shares = Memo::new(move |_| {
        (placed.get().map(share), truth.get().filter(|_| revealed.get()).map(share))
    });
    let said = Memo::new(move |_| {
        let written = |value: f64| texts::on_axis(axis.quantity, value);
        (
            placed.get().map_or_else(|| "–".to_string(), written),
            truth.get().map(written).unwrap_or_default(),
        )
    });
    let end = |value: f64| texts::on_axis(axis.quantity, value);
    let ends = (end(axis.from), end(axis.to));
    let scale = Signal::stored(Scale {
        from: axis.from * factor,
        to: axis.to * factor,
        log: axis.log,
        integer: false,
    });
    let allowed = Signal::stored(Span::real(axis.from * factor, axis.to * factor, unit));
    let shown = Memo::new(move |_| value() * factor);
    let take = move |(value, _): (f64, Gesture)| set.run(Prediction::Value(value / factor));
    let slider = move || {
        (!revealed.get()).then(|| {
            view! {
                <div class="ctl">
                    <Slider
                        id="prediction"
                        label=words::your_prediction()
                        scale
                        allowed
                        value=shown
                        set=take
                        changed=Signal::stored(false)
                        reset=|()| ()
                    />
                </div>
            }
        })
    };
    view! {
        <figure class="predict">
            <Measured let:width>
                <Placed width shares texts=said ends=ends.clone() />
            </Measured>
            {slider}
        </figure>
    }
}

/// Answers to choose from, and why.
#[component]
pub fn Choose(
    step: StepId,
    #[prop(into)] prediction: Signal<Option<Prediction>>,
    set: Callback<Prediction>,
    #[prop(into)] truth: Signal<Option<usize>>,
    #[prop(into)] revealed: Signal<bool>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| match prediction.get() {
        Some(Prediction::Option(index)) => Some(index),
        _ => None,
    });
    let right = move || truth.get().filter(|_| revealed.get());
    let options = texts::options(step).into_iter().enumerate().map(move |(index, text)| {
        let is_right = move || right() == Some(index);
        view! {
            <label class="option" class:right=is_right>
                <input
                    type="radio"
                    name="option"
                    value=index
                    prop:checked=move || chosen.get() == Some(index)
                    disabled=move || revealed.get()
                    on:change=listen::while_here(move |_| set.run(Prediction::Option(index)))
                />
                <span>{text}</span>
                <span class="sub">
                    {move || is_right().then(|| format!("✓ {}", words::right_one()))}
                    {move || (revealed.get() && chosen.get() == Some(index) && !is_right())
                        .then(words::chosen)}
                </span>
            </label>
        }
    });
    view! {
        <fieldset class="options">
            <legend class="vh">{words::your_prediction()}</legend>
            {options.collect_view()}
        </fieldset>
    }
}

/// A curve to draw.
#[component]
pub fn Draw(
    axis: Axis,
    #[prop(into)] prediction: Signal<Option<Prediction>>,
    set: Callback<Prediction>,
    truth: Signal<Option<Truth>>,
    #[prop(into)] revealed: Signal<bool>,
) -> impl IntoView {
    let curve = move || match truth.get() {
        Some(Truth::Curve(curve)) => curve,
        _ => Vec::new(),
    };
    let frame = Memo::new(move |_| Frame {
        from: axis.from,
        to: axis.to,
        log: axis.log,
        top: emissions_axis(&curve()).to * MG,
    });
    let points_g = Memo::new(move |_| match prediction.get() {
        Some(Prediction::Sketch(points)) => points,
        _ => [None; KNOTS],
    });
    let points = Memo::new(move |_| points_g.get().map(|it| it.map(|g| g * MG)).to_vec());
    let draw = move |changes: Vec<(usize, f64)>| {
        let mut points = points_g.get_untracked();
        for (index, value) in changes {
            if let Some(point) = points.get_mut(index) {
                *point = Some(value / MG);
            }
        }
        set.run(Prediction::Sketch(points));
    };
    let model = Memo::new(move |_| {
        if !revealed.get() {
            return None;
        }
        let curve = curve();
        let least = lowest(&curve).map(|(x, g)| {
            let text = words::lowest(
                &texts::on_axis(Quantity::Emissions, g),
                &texts::on_axis(axis.quantity, x),
            );
            (x, g * MG, text)
        });
        Some((curve.into_iter().map(|(x, g)| (x, g.map(|g| g * MG))).collect(), least))
    });
    let across = match axis.quantity {
        Quantity::Watts => words::axis_power(),
        Quantity::GridIntensity => words::axis_grid(),
        Quantity::Batch => words::axis_batch(),
        _ => words::axis_qoe(),
    };
    let spoken = move || {
        let at = |(index, value): (usize, &Option<f64>)| {
            let x = value_at(&axis, index as f64 / (KNOTS - 1) as f64);
            let value = value.map(|mg| texts::on_axis(Quantity::Emissions, mg / MG));
            [texts::on_axis(axis.quantity, x), value.unwrap_or_else(|| "–".into())].join(colon())
        };
        let drawn = points.with(|points| points.iter().enumerate().map(at).collect::<Vec<_>>());
        let mut text = words::sketch_area().to_string() + stop() + &drawn.join(listed());
        if let Some((_, Some((_, _, lowest)))) = model.get() {
            text += &format!("{}{}{}{lowest}", stop(), words::model(), colon());
        }
        text
    };
    let knots = move || {
        (!revealed.get()).then(|| {
            let knot = move |index: usize| {
                let x = value_at(&axis, index as f64 / (KNOTS - 1) as f64);
                let label = words::point_at(&texts::on_axis(axis.quantity, x));
                let top = move || frame.get().top;
                let value = move || points.with(|it| it[index]).unwrap_or(0.0);
                let spoken = move || match points.with(|it| it[index]) {
                    Some(mg) => texts::on_axis(Quantity::Emissions, mg / MG),
                    None => "–".to_string(),
                };
                view! {
                    <label class="knot-row">
                        <span>{texts::on_axis(axis.quantity, x)}</span>
                        <input
                            type="range"
                            min="0"
                            max=top
                            step=move || top() / 50.0
                            prop:value=move || value().to_string()
                            aria-label=label
                            aria-valuetext=spoken
                            on:input=listen::while_here(move |event| {
                                if let Some(value) = decimal::read(&event_target_value(&event)) {
                                    draw(vec![(index, value)]);
                                }
                            })
                        />
                        <span class="u">{spoken}</span>
                    </label>
                }
            };
            view! {
                <details class="knots">
                    <summary>{words::by_keyboard()}</summary>
                    {(0..KNOTS).map(knot).collect_view()}
                </details>
            }
        })
    };
    let table = move || {
        let rows = (0..KNOTS).map(|index| {
            let x = value_at(&axis, index as f64 / (KNOTS - 1) as f64);
            let nearest = |curve: &[(f64, Option<f64>)]| {
                let order = |a: &&(f64, Option<f64>), b: &&(f64, Option<f64>)| {
                    (a.0 - x).abs().total_cmp(&(b.0 - x).abs())
                };
                curve.iter().min_by(order).and_then(|it| it.1)
            };
            let mass = |g: Option<f64>| {
                g.map_or_else(
                    || words::nothing_here().to_string(),
                    |g| texts::on_axis(Quantity::Emissions, g),
                )
            };
            let drawn = points_g.get()[index].map(Some).map_or_else(|| "–".to_string(), mass);
            vec![texts::on_axis(axis.quantity, x), drawn, mass(nearest(&curve()))]
        });
        crate::ui::charts::Table {
            head: vec![across.to_string(), words::your_sketch().into(), words::model().into()],
            rows: rows.collect(),
        }
    };
    view! {
        <figure class="predict">
            <Measured let:width>
                <Sketch
                    width
                    frame
                    across
                    up=words::axis_emissions()
                    points
                    draw=Callback::new(draw)
                    model
                    label=Signal::derive(spoken)
                />
            </Measured>
            {knots}
            {move || revealed.get().then(|| view! {
                <crate::ui::charts::DataTable file="sketch" caption=words::sketch_table() table=table />
            })}
        </figure>
    }
}

/// How a prediction compares, in a sentence.
pub fn compared(axis: Option<Axis>, prediction: &Prediction, truth: &Truth) -> Option<String> {
    match (axis, prediction, truth) {
        (Some(axis), Prediction::Value(placed), Truth::Value(truth)) => {
            Some(words::off_by(&texts::distance(&axis, *placed, *truth)))
        }
        (_, Prediction::Option(chosen), Truth::Option(right)) => {
            Some(if chosen == right { words::guessed() } else { words::not_guessed() }.to_string())
        }
        _ => None,
    }
}
