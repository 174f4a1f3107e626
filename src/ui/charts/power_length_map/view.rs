//! The map of transmit power and answer length: emissions as bands, limits as edges, and the point
//! that can be dragged to try to beat the best.

use super::labels;
use super::plan::{Band, EdgeLabel, Frame, LevelLabel, MapPlan, lengths_shown};
use crate::carbon::{Chain, footprint};
use crate::math;
use crate::scenario::Decision;
use crate::ui::charts::kit::labels::{Anchor, Extent, overlap, text_extent};
use crate::ui::charts::kit::marks::{DIAMOND, Hatching, TRIANGLE, at, reference, unique};
use crate::ui::charts::kit::piece::piece;
use crate::ui::charts::kit::scale::Log;
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::charts::words;
use crate::ui::words::charts as said;
use crate::ui::words::format::{mass, number, plain, power, whole};
use leptos::ev;
use leptos::prelude::*;
use leptos::svg::Svg;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// A decision with its emissions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub decision: Decision,
    pub total_g: f64,
}

/// Power changes by a tenth of a decibel with each press of an arrow.
const POWER_STEP_DB: f64 = 0.1;
/// Shift makes a step so many times longer.
const SHIFT: f64 = 10.0;

/// Where a pointer or a key puts the point: whole tokens, three digits of power, inside the box.
fn settle(chain: &Chain, tokens: f64, power_w: f64) -> Decision {
    let digit = math::pow(10.0, math::log10(power_w).floor() - 2.0);
    Decision {
        tokens: math::clamp(tokens.round(), 1.0, f64::from(chain.tokens_max)) as u32,
        power_w: math::clamp(
            (power_w / digit).round() * digit,
            chain.power_min_w,
            chain.power_max_w,
        ),
    }
}

/// The decision after an arrow key; none for other keys.
fn stepped(chain: &Chain, from: Decision, key: &str, shift: bool) -> Option<Decision> {
    let times = if shift { SHIFT } else { 1.0 };
    let tokens = f64::from(from.tokens);
    let louder = math::pow(10.0, POWER_STEP_DB * times / 10.0);
    let (tokens, power_w) = match key {
        "ArrowUp" => (tokens + times, from.power_w),
        "ArrowDown" => (tokens - times, from.power_w),
        "ArrowRight" => (tokens, from.power_w * louder),
        "ArrowLeft" => (tokens, from.power_w / louder),
        _ => return None,
    };
    // Three digits are fine enough: a tenth of a decibel is two steps of the third or more.
    Some(settle(chain, tokens, power_w))
}

/// The map. The ring follows the pointer and the arrow keys.
#[component]
pub fn PowerLengthMap(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    #[prop(into)] chain: Signal<Arc<Chain>>,
    /// The optimum; none where nothing is feasible.
    #[prop(into)]
    best: Signal<Option<Mark>>,
    /// Where the agent would go.
    #[prop(into, optional)]
    agent: Signal<Option<Mark>>,
    /// What that agent is called.
    #[prop(into, optional)]
    agent_name: Signal<&'static str>,
    /// That is its answer to another scenario.
    #[prop(into)]
    agent_trails: Signal<bool>,
    /// What is chosen now.
    #[prop(into)]
    you: Signal<Mark>,
    /// Called while the ring is moved.
    #[prop(into)]
    on_move: Callback<Decision>,
    /// Called when the ring is let go.
    #[prop(into, optional)]
    on_release: Option<Callback<()>>,
    /// The ring stays where it is.
    #[prop(into, optional)]
    locked: Signal<bool>,
) -> impl IntoView {
    let lengths = Memo::new(move |_| {
        let marks = [Some(you.get()), agent.get()];
        let least = marks.iter().flatten().map(|mark| mark.decision.tokens).min();
        chain.with(|chain| lengths_shown(chain, least.unwrap_or_default()))
    });
    let plan = Memo::new(move |_| {
        let best = best.get().map(|best| best.decision);
        chain.with(|chain| {
            Arc::new(MapPlan::new(chain, Frame::for_width(width.get()), lengths.get(), best))
        })
    });
    let frame = move || plan.with(|plan| plan.frame);
    let hatching = unique("infeasible");
    let hatched = reference(&hatching);
    let clip = unique("plot");
    let clipped = reference(&clip);

    let svg = NodeRef::<Svg>::new();
    let (dragged, set_dragged) = signal(false);
    let follow = move |event: &ev::MouseEvent| {
        let Some(svg) = svg.get_untracked() else { return };
        let place = svg.get_bounding_client_rect();
        let decision = plan.with_untracked(|plan| {
            // The page may show the chart smaller than it is laid out.
            let scale = plan.frame.width / place.width().max(1.0);
            let x = (f64::from(event.client_x()) - place.left()) * scale;
            let y = (f64::from(event.client_y()) - place.top()) * scale;
            chain.with_untracked(|chain| {
                settle(chain, plan.tokens.value_at(y), plan.power.value_at(x))
            })
        });
        if you.get_untracked().decision != decision {
            on_move.run(decision);
        }
    };
    let on_down = move |event: ev::PointerEvent| {
        if locked.get_untracked() || event.button() != 0 {
            return;
        }
        event.prevent_default();
        if let Some(target) = event.current_target() {
            let target: web_sys::Element = target.unchecked_into();
            // Where the pointer is gone already there is nothing to capture.
            let _ = target.set_pointer_capture(event.pointer_id());
        }
        set_dragged.set(true);
        follow(&event);
    };
    // A finger on the map may want to scroll the page: only a tap there moves the ring.
    let on_plot_down = move |event: ev::PointerEvent| {
        if event.pointer_type() != "touch" {
            on_down(event);
        }
    };
    let on_tap = move |event: ev::MouseEvent| {
        let tap = event
            .dyn_ref::<ev::PointerEvent>()
            .is_some_and(|event| event.pointer_type() == "touch");
        if tap && !locked.get_untracked() {
            follow(&event);
            on_release.inspect(|release| release.run(()));
        }
    };
    let on_drag = move |event: ev::PointerEvent| {
        if dragged.get_untracked() {
            follow(&event);
        }
    };
    let on_up = move |_: ev::PointerEvent| {
        if dragged.get_untracked() {
            set_dragged.set(false);
            on_release.inspect(|release| release.run(()));
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let from = you.get_untracked().decision;
        let to =
            chain.with_untracked(|chain| stepped(chain, from, &event.key(), event.shift_key()));
        if let Some(to) = to
            && !locked.get_untracked()
        {
            event.prevent_default();
            if to != from {
                on_move.run(to);
                on_release.inspect(|release| release.run(()));
            }
        }
    };

    let bands = move || {
        plan.with(|plan| {
            let band = |(index, band): (usize, &Band)| {
                let outline = if index == 0 { "" } else { " band" };
                view! { <path d=band.path.clone() class=format!("rp{}{outline}", band.ramp) /> }
            };
            plan.bands.iter().enumerate().map(band).collect_view()
        })
    };
    // Of levels and limits: place, class, text.
    let labels = move || {
        plan.with(|plan| {
            // A level gives way to a mark that comes by, with its name.
            let marked: Vec<Extent> = [best.get(), agent.get(), Some(you.get())]
                .into_iter()
                .flatten()
                .map(|mark| plan.place(mark.decision))
                .map(|(x, y)| (x - 92.0, y - 26.0, x + 40.0, y + 34.0))
                .collect();
            let level = |label: &LevelLabel| {
                let text = level_text(label.level_g, plain);
                let own = text_extent(&text, label.x, label.y, Anchor::Middle);
                let hidden = marked.iter().any(|&mark| overlap(own, mark));
                (at(label.x, label.y), if hidden { "cl hi gone" } else { "cl hi" }, text)
            };
            let edge = |label: &EdgeLabel| {
                let place = format!("{} rotate({:.1})", at(label.x, label.y), label.angle);
                let class = if label.end { "tl end halo" } else { "tl mid halo" };
                (place, class, chain.with(|chain| words::edge(label.limit, &chain.limits)))
            };
            let levels = plan.level_labels.iter().map(level);
            levels.chain(plan.edge_labels.iter().map(edge)).collect::<Vec<_>>()
        })
    };
    let labels = piece(labels, |labels| {
        let label = |(place, class, text): &(String, &'static str, String)| {
            view! { <text transform=place.clone() class=*class>{text.clone()}</text> }
        };
        labels.iter().map(label).collect_view().into_any()
    });
    let none_feasible = move || {
        plan.with(|plan| {
            (!plan.feasible).then(|| {
                let Frame { left, right, bottom, .. } = plan.frame;
                let (x, y) = (0.5 * (left + right), bottom - 16.0);
                view! {
                    <text x=x y=y class="tb mid halo">
                        {said::none_feasible()}
                    </text>
                }
            })
        })
    };
    // The scales mostly stay.
    let scales = Memo::new(move |_| plan.with(|it| (it.frame, it.power, it.tokens)));
    let axes = move || scales.with(|(frame, power, tokens)| axes(*frame, power, tokens));
    let ring = move || plan.with(|plan| plan.place(you.get().decision));
    let ring_text = move || said::named(said::you(), &level_text(you.get().total_g, number));
    // What the agent's label has to keep clear of.
    let meets = move || {
        plan.with(|plan| {
            let (ring, frame) = (ring(), plan.frame);
            let (x, y, anchor) = labels::ring(ring, frame);
            let mut taken =
                vec![text_extent(&ring_text(), x, y, anchor), labels::around(ring, 10.0)];
            if let Some(best) = best.get() {
                let place = plan.place(best.decision);
                let text = said::named(said::best(), &level_text(best.total_g, number));
                let (x, y, anchor) = labels::best(place, frame);
                taken.push(text_extent(&text, x, y, anchor));
                taken.push(labels::around(place, 6.0));
                // The limit that the best length stands on is a line across the plot.
                taken.push((frame.left, place.1 - 2.0, frame.right, place.1 + 2.0));
            }
            taken
        })
    };
    let marks = move || {
        plan.with(|plan| {
            let best = best.get().map(|best| {
                let (x, y) = plan.place(best.decision);
                let text = said::named(said::best(), &level_text(best.total_g, number));
                let (x_text, y_text, anchor) = labels::best((x, y), plan.frame);
                view! {
                    <g transform=at(x, y)>
                        <path d=DIAMOND class="m-opt" />
                    </g>
                    <text x=x_text y=y_text class=format!("tb halo c-opt {}", anchor.class())>
                        {text}
                    </text>
                }
            });
            let agent = agent.get().map(|agent| {
                let (x, y) = plan.place(agent.decision);
                let text = said::named(agent_name.get(), &level_text(agent.total_g, number));
                let (x_text, y_text, anchor) = labels::agent(&text, (x, y), meets(), plan.frame);
                view! {
                    <g class:trails=agent_trails.get()>
                        <g transform=at(x, y)>
                            <path d=TRIANGLE class="m-agent" />
                        </g>
                        <text
                            x=x_text
                            y=y_text
                            class=format!("tb halo c-agent {}", anchor.class())
                        >
                            {text}
                        </text>
                    </g>
                }
            });
            view! {
                {best}
                {agent}
            }
        })
    };
    let ring_text_place = move || labels::ring(ring(), frame());
    let summary = move || {
        let mark = you.get();
        let here = words::point(mark.decision, mark.total_g);
        match best.get() {
            Some(best) => said::map_best(&here, &words::point(best.decision, best.total_g)),
            None => said::map_none(&here),
        }
    };
    let table = move || chain.with(|chain| sampled(chain, lengths.get()));

    view! {
        <svg
            class="chart map-chart"
            role="group"
            aria-label=summary
            node_ref=svg
            width=move || frame().width
            height=move || frame().height
            viewBox=move || format!("0 0 {} {}", frame().width, frame().height)
        >
            <Hatching name=hatching line="hat" gap=7 />
            <defs>
                <clipPath id=clip>
                    <rect
                        x=move || frame().left
                        y=move || frame().top
                        width=move || frame().right - frame().left
                        height=move || frame().bottom - frame().top
                    />
                </clipPath>
            </defs>
            <g
                clip-path=clipped
                class="plot"
                on:click=on_tap
                on:pointerdown=on_plot_down
                on:pointermove=on_drag
                on:pointerup=on_up
                on:pointercancel=on_up
            >
                {bands}
                <path
                    d=move || plan.with(|plan| plan.infeasible.clone())
                    fill-rule="evenodd"
                    class="veil"
                />
                <path
                    d=move || plan.with(|plan| plan.infeasible.clone())
                    fill-rule="evenodd"
                    fill=hatched
                />
                <path d=move || plan.with(|plan| plan.edges.clone()) class="edge-o" />
                <path d=move || plan.with(|plan| plan.edges.clone()) class="edge" />
                <path d=move || plan.with(|plan| plan.iso(you.get().total_g)) class="iso" />
            </g>
            {axes}
            <text x="0" y="11" class="ax">
                {said::length_axis()}
            </text>
            <text x=move || frame().right y="11" class="ax end">
                {move || {
                    if frame().width < 330.0 { "mg CO₂e" } else { said::contours() }
                }}
            </text>
            {labels}
            {none_feasible}
            {marks}
            <g
                class="ring"
                class:locked=move || locked.get()
                class:held=move || dragged.get()
                role="slider"
                tabindex="0"
                aria-roledescription=said::map_point()
                aria-label=said::map_you()
                aria-disabled=move || locked.get().to_string()
                aria-valuemin="1"
                aria-valuemax=move || chain.with(|chain| chain.tokens_max)
                aria-valuenow=move || you.get().decision.tokens
                aria-valuetext=move || words::point(you.get().decision, you.get().total_g)
                transform=move || at(ring().0, ring().1)
                on:keydown=on_key
                on:pointerdown=on_down
                on:pointermove=on_drag
                on:pointerup=on_up
                on:pointercancel=on_up
            >
                <circle r="22" class="hit" />
                <circle r="9" class="m-you-o" />
                <circle r="8" class="m-you" />
                <circle r="2.5" class="m-you-d" />
            </g>
            <text
                transform=move || at(ring_text_place().0, ring_text_place().1)
                class=move || format!("tb halo {}", ring_text_place().2.class())
            >
                {ring_text}
            </text>
        </svg>
        <DataTable file="map" caption=said::map_table() table=table />
    }
}

/// Emissions on the map: milligrams, which the caption says, or grams, which are written out.
fn level_text(grams: f64, number: fn(f64) -> String) -> String {
    if grams < 0.999_5 { number(grams * 1e3) } else { format!("{} g", number(grams)) }
}

fn axes(frame: Frame, power: &Log, tokens: &Log) -> impl IntoView + use<> {
    let Frame { left, right, top, bottom, .. } = frame;
    // Small cells send with milliwatts.
    let (unit, per_watt) = if power.domain.1 < 1.0 { ("mW", 1e3) } else { ("W", 1.0) };
    let power_ticks = power.ticks(30.0).into_iter().map(|tick| {
        let x = power.at(tick);
        let text_x = x.min(right - 4.0);
        view! {
            <path d=format!("M{x:.1} {bottom}v4") class="k-tick" />
            <text x=format!("{text_x:.1}") y=bottom + 17.0 class="ax mid">
                {plain(tick * per_watt)}
            </text>
        }
    });
    let length_ticks = tokens.ticks(22.0).into_iter().map(|tick| {
        let y = tokens.at(tick);
        view! {
            <path d=format!("M{left} {y:.1}h-4") class="k-tick" />
            <text x=left - 7.0 y=format!("{:.1}", y + 4.0) class="ax end">
                {whole(tick)}
            </text>
        }
    });
    view! {
        <rect x=left y=top width=right - left height=bottom - top class="frame" />
        {power_ticks.collect_view()}
        {length_ticks.collect_view()}
        <text x=right y=bottom + 31.0 class="ax end">
            {said::power_axis(unit)}
        </text>
    }
}

/// The map read at a few powers and lengths; what breaks a limit says so.
fn sampled(chain: &Chain, lengths: (f64, f64)) -> Table {
    let powers = Log::new((chain.power_min_w, chain.power_max_w), (0.0, 4.0));
    let tokens = Log::new(lengths, (0.0, 5.0));
    let powers: Vec<f64> = (0..=4).map(|step| powers.value_at(f64::from(step))).collect();
    let head = std::iter::once(said::tokens().to_string())
        .chain(powers.iter().map(|&power_w| power(power_w)))
        .collect();
    let rows = (0..=5).map(|step| {
        let length = tokens.value_at(f64::from(step)).round();
        let cells = powers.iter().map(|&power_w| {
            let print = footprint(chain, Decision { tokens: length as u32, power_w });
            let broken = crate::carbon::violations(&chain.limits, &print);
            let text = mass(print.total_g);
            match broken.first() {
                Some(&limit) => said::bracketed(&text, &words::edge(limit, &chain.limits)),
                None => text,
            }
        });
        std::iter::once(whole(length)).chain(cells).collect()
    });
    Table { head, rows: rows.collect() }
}
