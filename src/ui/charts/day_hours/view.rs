//! The hours of a day as SVG, and the hour under the finger: by pointer, and by one range input.

use super::plan::{Drawn, EndLabel, HOURS, Hours, Ink, InkOf, Panel, Plan, SWATCH, plan};
use crate::ui::browser::listen;
use crate::ui::charts::kit::hours::HourAxis;
use crate::ui::charts::kit::marks::{reference, unique};
use crate::ui::charts::kit::piece::piece;
use crate::ui::words::day as said;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;

/// The stack. Who points at it, drags along it, or turns its range chooses an hour.
#[component]
pub fn DayHours(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] day: Signal<Hours>,
    /// The hour that is looked at, 0 to 23.
    hour: RwSignal<usize>,
    /// That hour in words.
    #[prop(into)]
    spoken: Signal<String>,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    summary: Signal<String>,
) -> impl IntoView {
    let plan = Memo::new(move |_| day.with(|day| plan(width.get(), day)));
    let dots = unique("waits");
    let dotted = reference(&dots);
    let frame = piece(
        move || plan.with(|plan| (plan.width, plan.axis, plan.panels.clone())),
        |(width, axis, panels)| frame(*width, *axis, panels),
    );
    let grids = piece(
        move || {
            let grid = |it: &Drawn| (it.ink, it.line.clone(), it.name.clone());
            plan.with(|plan| (plan.axis, plan.sites.iter().map(grid).collect::<Vec<_>>()))
        },
        |(axis, grids)| {
            let line = |(ink, path, name): &(Ink, String, EndLabel)| line(*axis, *ink, path, name);
            grids.iter().map(line).collect::<Vec<_>>().into_any()
        },
    );
    let drawn = move || plan.with(|plan| drawn(plan, &dotted));
    let now = move || plan.with(|plan| at_hour(plan, hour.get().min(HOURS - 1)));
    let stack = NodeRef::<Div>::new();
    let point = move |event: &ev::PointerEvent| {
        let Some(stack) = stack.get_untracked() else { return };
        let x = f64::from(event.client_x()) - stack.get_bounding_client_rect().left();
        let at = plan.with_untracked(|plan| plan.axis.hour_at(x));
        if at != hour.get_untracked() {
            hour.set(at);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let now = hour.get_untracked();
        let next = match event.key().as_str() {
            "PageUp" => now + 6,
            "PageDown" => now.saturating_sub(6),
            _ => return,
        };
        event.prevent_default();
        hour.set(next.min(HOURS - 1));
    };
    let take = move |event: ev::Event| {
        if let Ok(at) = event_target_value(&event).parse::<u8>() {
            hour.set(usize::from(at).min(HOURS - 1));
        }
    };
    view! {
        <div
            class="hours"
            node_ref=stack
            on:pointermove=move |event| point(&event)
            on:pointerdown=move |event| point(&event)
        >
            <svg
                class="chart"
                role="img"
                aria-label=summary
                width=move || plan.with(|plan| plan.width)
                height=move || plan.with(|plan| plan.height)
                viewBox=move || plan.with(|plan| format!("0 0 {} {}", plan.width, plan.height))
            >
                <defs>
                    <pattern id=dots width="5" height="5" patternUnits="userSpaceOnUse">
                        <circle cx="1.5" cy="1.5" r=".9" class="dot" />
                    </pattern>
                </defs>
                {frame}
                {grids}
                {drawn}
                {now}
            </svg>
            <input
                type="range"
                class="scrub"
                min="0"
                max=HOURS - 1
                step="1"
                prop:value=move || hour.get().to_string()
                aria-label=said::hour()
                aria-valuetext=spoken
                on:input=listen::while_here(take)
                on:keydown=on_key
            />
        </div>
    }
}

/// What stands behind the shapes: titles, ticks and hours.
fn frame(width: f64, axis: HourAxis, panels: &[Panel; 4]) -> AnyView {
    let titles =
        [said::how_dirty(), said::answers_an_hour(), said::how_long(), said::since_midnight()];
    let behind = panels.iter().zip(titles).enumerate();
    let behind: Vec<_> =
        behind.map(|(index, (panel, title))| backdrop(axis, index, panel, title)).collect();
    view! { {behind} {hours(width, axis, panels[3].bottom + 18.0)} }.into_any()
}

/// How dirty a grid is.
fn line(axis: HourAxis, ink: Ink, path: &str, name: &EndLabel) -> AnyView {
    let text = format!("cul {}", ink.class(InkOf::Text));
    view! {
        <path d=path.to_string() class=format!("ln {}", ink.class(InkOf::Line)) />
        {end_label(axis, name, &text)}
    }
    .into_any()
}

/// What changes with the plan.
fn drawn(plan: &Plan, dotted: &str) -> AnyView {
    let bands: Vec<_> = plan.sites.iter().map(band).collect();
    let lines: Vec<_> = plan.sites.iter().map(|site| computed(plan.axis, site)).collect();
    let waiting = plan.waiting.as_ref().map(|it| {
        let beside = it.beside.iter().map(|(y, text)| {
            view! { <text x=plan.axis.right + 8.0 y=*y class="ts">{text.clone()}</text> }
        });
        let (x, y, text) = &it.most;
        view! {
            <path d=it.area.clone() class="wait-a" />
            <path d=it.area.clone() fill=dotted.to_string() />
            {beside.collect_view()}
            <text x=format!("{x:.1}") y=format!("{y:.1}") class="ts mid halo">{text.clone()}</text>
        }
    });
    let curves = plan.curves.iter().map(|(path, class, label, chosen)| {
        let text = if *chosen { "cul cul-best" } else { "cul" };
        view! { <path d=path.clone() class=format!("cu {class}") /> {end_label(plan.axis, label, text)} }
            .into_any()
    });
    view! {
        {bands}
        <path d=plan.asked.clone() class="asked-o" />
        <path d=plan.asked.clone() class="asked" />
        <text x=plan.axis.right + 8.0 y=format!("{:.1}", asked_y(plan)) class="ts">{said::asked_for()}</text>
        {waiting}
        <path d=format!("M{:.1} {:.1}H{:.1}", plan.axis.left, plan.usual_y, plan.axis.right) class="usual" />
        {lines}
        {curves.collect::<Vec<_>>()}
    }
    .into_any()
}

/// Below the shares of the sites, which stand beside the bands.
fn asked_y(plan: &Plan) -> f64 {
    let shares = plan.sites.iter().map(|site| site.share.0 + 16.0).fold(0.0, f64::max);
    plan.asked_label_y.max(shares).min(plan.panels[1].bottom - 4.0)
}

fn backdrop(axis: HourAxis, index: usize, panel: &Panel, title: &'static str) -> AnyView {
    let last = index == 3;
    let ticks = panel.ticks.iter().enumerate().map(|(tick, (y, text))| {
        // Lengths do not begin at nothing.
        let class = if tick == 0 && index != 2 { "base" } else { "grid" };
        view! {
            <path d=format!("M{:.1} {y:.1}H{:.1}", axis.left, axis.right) class=class />
            <text x=axis.left - 8.0 y=format!("{:.1}", y + 4.0) class="ax end">{text.clone()}</text>
        }
    });
    let above = panel.top - if last { 14.0 } else { 11.0 };
    view! {
        <text x="0" y=above class="ax">{title}</text>
        {ticks.collect_view()}
    }
    .into_any()
}

fn band(site: &Drawn) -> AnyView {
    let name = site.inside.as_ref().map(|(x, y, name)| {
        let class = format!("onl mid {}", site.ink.class(InkOf::On));
        view! { <text x=format!("{x:.1}") y=format!("{y:.1}") class=class>{name.clone()}</text> }
    });
    view! { <path d=site.area.clone() class=site.ink.class(InkOf::Area) /> {name} }.into_any()
}

/// What a site computes, beside its band, and how long its answers are.
fn computed(axis: HourAxis, site: &Drawn) -> AnyView {
    let ink = |of| site.ink.class(of);
    let text = format!("cul {}", ink(InkOf::Text));
    let length = site.length.as_ref().map(|label| end_label(axis, label, &text));
    view! {
        <rect x=axis.right + 8.0 y=site.share.0 - 9.0 width="10" height="10" class=ink(InkOf::Area) />
        <text x=axis.right + SWATCH y=site.share.0 class="ts">{site.share.1.clone()}</text>
        <path d=site.tokens.clone() class=format!("stp {}", ink(InkOf::Line)) />
        {length}
    }
    .into_any()
}

fn end_label(axis: HourAxis, label: &EndLabel, class: &str) -> AnyView {
    let (x, y) = label.from;
    let lead = format!("M{:.1} {y:.1}L{:.1} {:.1}", x + 2.0, axis.right + 6.0, label.y - 4.0);
    view! {
        <path d=lead class="lead" />
        <text x=axis.right + 8.0 y=format!("{:.1}", label.y) class=class.to_string()>
            {label.text.clone()}
        </text>
    }
    .into_any()
}

fn hours(width: f64, axis: HourAxis, y: f64) -> AnyView {
    let ticks = axis.numbers().into_iter().map(|(x, text)| {
        view! { <text x=format!("{x:.1}") y=y class="ax mid">{text}</text> }
    });
    view! {
        {ticks.collect_view()}
        <text x=width y=y class="ax end">{said::hour_utc()}</text>
    }
    .into_any()
}

/// The column of an hour, and where the lines are in it.
fn at_hour(plan: &Plan, hour: usize) -> AnyView {
    let (from, to) = plan.axis.edges(hour);
    let middle = (from + to) / 2.0;
    let (top, bottom) = (plan.panels[0].top, plan.panels[3].bottom);
    let dots = plan.sites.iter().map(|site| {
        let class = site.ink.class(InkOf::Dot);
        let y = format!("{:.1}", site.intensity_y[hour]);
        view! { <circle cx=format!("{middle:.1}") cy=y r="4" class=class /> }
    });
    let expected = plan.sites.iter().filter_map(|site| {
        let line = site.expected.get(hour).filter(|it| !it.is_empty())?.clone();
        Some(view! { <path d=line class=format!("known {}", site.ink.class(InkOf::Line)) /> })
    });
    let expected: Vec<_> = expected.collect();
    let text = said::expected_at(&hour.to_string());
    let named = plan.beside(hour, &text).filter(|_| !expected.is_empty()).map(|x| {
        view! { <text x=format!("{x:.1}") y=top + 8.0 class="ax halo">{text}</text> }
    });
    let chosen = plan.chosen_y.map(|ys| {
        view! { <circle cx=format!("{to:.1}") cy=format!("{:.1}", ys[hour + 1]) r="4" class="ink-d" /> }
    });
    view! {
        <rect
            x=format!("{from:.1}")
            y=top
            width=format!("{:.1}", to - from)
            height=bottom - top
            class="col"
        />
        {expected}
        {named}
        {dots.collect_view()}
        {chosen}
        <circle cx=format!("{middle:.1}") cy=bottom r="5.5" class="hour-ring" />
    }
    .into_any()
}
