//! The learners' sheet, to be filled in on paper: for each question its choices or its axes and room to
//! write, the QR code of the lessons, and nothing of the answers.

use super::reached::known;
use super::{paper, texts};
use crate::link::{Place, View};
use crate::teach::curve::emissions_axis;
use crate::teach::solve::{Truth, solve};
use crate::teach::steps::{self, Ask, Axis, HOUR, HourPart, Lesson, StepId};
use crate::teach::{Quantity, round};
use crate::ui::browser::is_single_file;
use crate::ui::share::qr::Qr;
use crate::ui::state::history;
use crate::ui::state::results::opening;
use crate::ui::words::{guide as words, teach};
use leptos::prelude::*;

/// Pixels of an axis, and of what is drawn over it.
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 150.0;

/// Which questions are on the sheet: a class has an hour for some of them, not for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnSheet {
    /// Those of the plan for an hour, its round too.
    Hour,
    All,
    One(Lesson),
}

impl OnSheet {
    /// All that can be chosen, as it is offered.
    pub fn choices() -> impl Iterator<Item = Self> {
        [Self::Hour, Self::All].into_iter().chain(Lesson::ALL.map(Self::One))
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => words::hour(),
            Self::All => words::sheet_all(),
            Self::One(lesson) => texts::lesson(lesson).0,
        }
    }

    fn has(self, step: StepId) -> bool {
        let of_part = |part: &HourPart| match part {
            HourPart::Lesson(lesson) => step.lesson == *lesson,
            HourPart::Round => matches!(steps::ask(step), Ask::Round),
            HourPart::Start | HourPart::Talk => false,
        };
        match self {
            Self::Hour => HOUR.iter().any(|(part, _)| of_part(part)),
            Self::All => true,
            Self::One(lesson) => step.lesson == lesson,
        }
    }

    /// Its questions, those of a lesson together.
    fn lessons(self) -> Vec<(Lesson, Vec<StepId>)> {
        let of = |lesson| StepId::all().filter(|it| it.lesson == lesson && self.has(*it)).collect();
        let all = Lesson::ALL.map(|lesson| (lesson, of(lesson)));
        all.into_iter().filter(|(_, steps): &(Lesson, Vec<StepId>)| !steps.is_empty()).collect()
    }
}

/// The sheet.
#[component]
pub fn Sheet(#[prop(into)] on: Signal<OnSheet>) -> impl IntoView {
    let link = Signal::derive(move || {
        let step = on.get().lessons().first().map(|(lesson, _)| StepId::first(*lesson));
        history::address(&View { place: Place::Teach, step, ..opening() })
    });
    // The link of a file leads nowhere from a phone: its sheet has no code, and speaks of none.
    let code = (!is_single_file()).then(|| {
        view! {
            <div class="sheet-code">
                <Qr text=link label=words::sheet_open() />
                <p class="sub">{words::sheet_open()}</p>
            </div>
        }
    });
    let lessons = move || {
        let lesson = |(lesson, steps): (Lesson, Vec<StepId>)| {
            let questions = steps.into_iter().map(question).collect_view();
            view! { <h3>{texts::lesson(lesson).0}</h3> <ol class="answers">{questions}</ol> }
        };
        on.get().lessons().into_iter().map(lesson).collect_view()
    };
    view! {
        <div class="sheet-head">
            <div>
                <h2>{words::sheet()}</h2>
                <p class="blank">{words::sheet_name()}</p>
            </div>
            {code}
        </div>
        {lessons}
    }
}

fn question(step: StepId) -> impl IntoView {
    let solved = solve(step, &known()).ok().flatten();
    let figures = solved.as_ref().map_or(&[][..], |it| &it.figures);
    let said = texts::step(step, &steps::scenario(step), figures);
    let room = match steps::ask(step) {
        Ask::Place(axis) | Ask::Train(axis) => line(&axis).into_any(),
        Ask::Choose(_) => {
            let options = texts::options(step).into_iter().map(|it| view! { <li>"☐ "{it}</li> });
            view! { <ul class="boxes">{options.collect_view()}</ul> }.into_any()
        }
        Ask::Sketch(axis) => {
            let top = match solved.as_ref().map(|it| &it.truth) {
                Some(Truth::Curve(curve)) => emissions_axis(curve).to,
                _ => 1.0,
            };
            plot(&axis, top).into_any()
        }
        Ask::Round => {
            let numbers = (1..=round::REQUESTS).map(|it| view! { <th scope="col">{it}</th> });
            let row = |name: &'static str| {
                let cells = (0..round::REQUESTS).map(|_| view! { <td></td> });
                view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
            };
            view! {
                <table class="to-fill">
                    <caption class="vh">{teach::round_result()}</caption>
                    <thead><tr><th scope="col">{teach::round_request()}</th>{numbers.collect_view()}</tr></thead>
                    <tbody>{row(teach::round_you())}{row(teach::round_agent())}{row(teach::round_best())}</tbody>
                </table>
            }
            .into_any()
        }
    };
    view! {
        <li class="to-answer">
            <b>{said.title}</b>" "{said.prose}" "{said.ask}
            {room}
            {(!matches!(steps::ask(step), Ask::Round)).then(|| view! {
                <p class="blank">{words::sheet_prediction()}</p>
                <p class="blank"></p>
                <p class="blank">{words::sheet_model()}</p>
            })}
        </li>
    }
}

/// The labels of an axis, with their places from 0 to 1.
fn labels(axis: &Axis) -> impl Iterator<Item = (f64, String)> + use<> {
    let quantity = axis.quantity;
    let all = paper::labelled(axis).into_iter();
    all.map(move |(share, value)| (share, texts::on_axis(quantity, value)))
}

fn anchor(share: f64) -> &'static str {
    match share {
        0.0 => "ax",
        1.0 => "ax end",
        _ => "ax mid",
    }
}

/// An axis to mark a value on.
fn line(axis: &Axis) -> impl IntoView + use<> {
    let ticks = labels(axis).map(|(share, text)| {
        let x = share * WIDTH;
        view! {
            <path d=format!("M{x:.1} 8v12") class="base" />
            <text x=format!("{x:.1}") y="36" class=anchor(share)>{text}</text>
        }
    });
    view! {
        <svg class="chart" width=WIDTH height="40" viewBox=format!("-2 0 {} 40", WIDTH + 4.0) aria-hidden="true">
            <path d=format!("M0 14H{WIDTH}") class="base" />
            {ticks.collect_view()}
        </svg>
    }
}

/// Axes to draw a curve in.
fn plot(axis: &Axis, top_g: f64) -> impl IntoView + use<> {
    let ticks = labels(axis).map(|(share, text)| {
        let x = share * WIDTH;
        view! {
            <path d=format!("M{x:.1} 0V{HEIGHT}") class="grid" />
            <text x=format!("{x:.1}") y=HEIGHT + 16.0 class=anchor(share)>{text}</text>
        }
    });
    let up = paper::up_to(top_g).into_iter().map(|g| {
        let y = HEIGHT * (1.0 - g / top_g);
        let text = texts::on_axis(Quantity::Emissions, g);
        view! {
            <path d=format!("M0 {y:.1}H{WIDTH}") class="grid" />
            <text x=WIDTH + 6.0 y=format!("{:.1}", y + 4.0) class="ax">{text}</text>
        }
    });
    view! {
        <svg
            class="chart"
            width=WIDTH + 84.0
            height=HEIGHT + 30.0
            viewBox=format!("-2 -8 {} {}", WIDTH + 84.0, HEIGHT + 30.0)
            aria-hidden="true"
        >
            {ticks.collect_view()}
            {up.collect_view()}
            <path d=format!("M0 0V{HEIGHT}") class="base" />
            <path d=format!("M0 {HEIGHT}H{WIDTH}") class="base" />
        </svg>
    }
}
