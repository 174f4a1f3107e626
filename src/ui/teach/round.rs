//! Beat the agent: ten requests to decide by hand, then you, the agent and the optimum side by side.

use crate::carbon::{footprint, violations};
use crate::data::field;
use crate::learn::Algorithm;
use crate::protocol::{Question, Reply, Stop};
use crate::scenario::{Decision, Span};
use crate::teach::round::{self, Charge, REQUESTS};
use crate::ui::charts::words as chart_words;
use crate::ui::charts::{DataTable, Table, filled};
use crate::ui::controls::{Scale, Slider};
use crate::ui::frame::linked::Linked;
use crate::ui::state::Gesture;
use crate::ui::words::format::{mass, number, percent, whole};
use crate::ui::words::{controls, fields, teach as words, values};
use crate::ui::worker::{Asker, WorkerHandle};
use leptos::prelude::*;

/// What is told of a request.
const GIVEN: [&str; 9] = [
    "distance_m",
    "bandwidth_mhz",
    "payload_bytes_per_token",
    "grid_dc_g_per_kwh",
    "grid_bs_g_per_kwh",
    "qoe_min",
    "latency_max_s",
    "rate_min_kbps",
    "kappa50",
];

/// The round, as a place of its own or inside a lesson.
#[component]
pub fn Round(
    lesson: bool,
    /// Hears how far above the optimum the learner and the agent were.
    #[prop(into, optional)]
    finished: Option<Callback<(f64, f64)>>,
) -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let number = RwSignal::new(1u64);
    let requests = Memo::new(move |_| round::requests(number.get()));
    let decided = RwSignal::new(Vec::<Charge>::new());
    // The agent is asked about all ten at once, again once its policy has arrived or has learnt;
    // what it said is shown at the end.
    let stops = RwSignal::new(Vec::new());
    let asker = Asker::new(worker, move |answer| {
        if let Ok(Reply::Swept(found)) = answer {
            stops.set(found);
        }
    });
    Effect::new(move |_| {
        worker.policies.track();
        let scenarios = requests.get().iter().map(|it| it.valid.scenario().clone()).collect();
        asker.ask(Question::Sweep { scenarios });
    });
    let agent = Memo::new(move |_| {
        let stops = stops.get();
        let all = requests.get();
        if stops.len() != all.len() {
            return Vec::new();
        }
        let of = |(context, stop): (&round::Context, &Stop)| {
            let choice = stop.agents.iter().find(|it| it.algorithm == Algorithm::Sdrl)?;
            let same = stop.distance_m == context.valid.scenario().distance_m;
            same.then(|| round::charge(context, choice.decision))
        };
        all.iter().zip(&stops).filter_map(of).collect::<Vec<_>>()
    });
    let best = Memo::new(move |_| requests.get().iter().map(round::best).collect::<Vec<_>>());
    let over = Memo::new(move |_| decided.with(Vec::len) == REQUESTS);
    Effect::new(move |_| {
        let (you, agent) =
            (round::gap(&decided.get(), &best.get()), round::gap(&agent.get(), &best.get()));
        if let (true, Some(you), Some(agent), Some(finished)) = (over.get(), you, agent, finished) {
            finished.run((you, agent));
        }
    });
    let again = move |_| {
        decided.set(Vec::new());
        number.update(|it| *it += 1);
    };
    let body = move || {
        if over.get() {
            view! {
                <Verdict you=decided agent best />
                <p class="row">
                    <button type="button" class="btn line" on:click=again>{words::round_again()}</button>
                </p>
            }
            .into_any()
        } else {
            let index = decided.with(Vec::len);
            let context = requests.with(|all| all.get(index).cloned());
            context
                .map(|context| {
                    view! { <Request index context decide=Callback::new(move |it| decided.update(|all| all.push(it))) /> }
                })
                .into_any()
        }
    };
    if lesson {
        view! { <section class="round">{body}</section> }.into_any()
    } else {
        view! {
            <article class="step">
                <h1>{words::round_title()}</h1>
                <p class="prose"><Linked text=super::texts::round_prose() /></p>
                <section class="round">{body}</section>
            </article>
        }
        .into_any()
    }
}

/// One request: what is given, two sliders, what would come of it.
#[component]
fn Request(index: usize, context: round::Context, decide: Callback<Charge>) -> impl IntoView {
    let start = context.chain.natural();
    let tokens = RwSignal::new(f64::from(start.tokens));
    let power_w = RwSignal::new(start.power_w);
    let chain = context.chain.clone();
    let (tokens_max, least_w, most_w) = (chain.tokens_max, chain.power_min_w, chain.power_max_w);
    let decision = move || Decision {
        tokens: (tokens.get() as u32).clamp(1, tokens_max),
        power_w: power_w.get().clamp(least_w, most_w),
    };
    let print = Memo::new(move |_| footprint(&chain, decision()));
    let limits = context.chain.limits;
    let broken = move || {
        let names = violations(&limits, &print.get()).into_iter().map(chart_words::limit);
        names.collect::<Vec<_>>().join(", ")
    };
    let scenario = context.valid.scenario().clone();
    let given = GIVEN.iter().filter_map(|name| {
        let field = field(name)?;
        let value = values::value_of(field, values::three_digits(scenario.number(name)?));
        Some(view! { <div><dt>{fields::label(field)}</dt><dd>{value}</dd></div> })
    });
    let judged = StoredValue::new(context.clone());
    view! {
        <h2 class="nth">{words::round_of(&(index + 1).to_string(), &REQUESTS.to_string())}</h2>
        <h3 class="vh">{words::round_given()}</h3>
        <dl class="facts">
            <div><dt>{controls::language_model()}</dt><dd>{values::model(&scenario.model)}</dd></div>
            <div><dt>{controls::base_station()}</dt><dd>{values::cell_label(scenario.cell.cell())}</dd></div>
            {given.collect_view()}
        </dl>
        <div class="ctl">
            <Slider
                id="round-tokens"
                label=controls::answer_length()
                scale=Signal::stored(Scale { from: 1.0, to: tokens_max.into(), log: true, integer: true })
                allowed=Signal::stored(Span::tokens(tokens_max))
                value=tokens
                set=move |(value, _): (f64, Gesture)| tokens.set(value)
                changed=Signal::stored(false)
                reset=|()| ()
            />
        </div>
        <div class="ctl">
            <Slider
                id="round-power"
                label=controls::transmit_power()
                scale=Signal::stored(Scale { from: least_w.min(most_w * 0.999), to: most_w, log: true, integer: false })
                allowed=Signal::stored(Span::real(least_w, most_w, "W"))
                value=power_w
                set=move |(value, _): (f64, Gesture)| power_w.set(value)
                changed=Signal::stored(false)
                reset=|()| ()
            />
        </div>
        <p class="live">
            {move || words::would_emit(&mass(print.with(|it| it.total_g)))}" "
            {move || {
                let broken = broken();
                if broken.is_empty() {
                    view! { <span class="kept">{words::keeps_limits()}</span> }.into_any()
                } else {
                    view! { <span class="bad">{words::breaks(&broken)}</span> }.into_any()
                }
            }}
        </p>
        <p class="row">
            <button
                type="button"
                class="btn solid"
                on:click=move |_| judged.with_value(|it| decide.run(round::charge(it, untrack(decision))))
            >
                {words::decide()}
            </button>
            <span class="note"><Linked text=words::round_note() /></span>
        </p>
    }
}

/// Who was charged how much.
#[component]
fn Verdict(
    #[prop(into)] you: Signal<Vec<Charge>>,
    #[prop(into)] agent: Signal<Vec<Charge>>,
    #[prop(into)] best: Signal<Vec<Charge>>,
) -> impl IntoView {
    let sums = move || {
        let best_all = best.get();
        let row = |name: &str, all: &[Charge]| {
            let gap = round::gap(all, &best_all);
            let charged: f64 = all.iter().map(|it| it.charged_g).sum();
            let broken = all.iter().filter(|it| !it.feasible).count();
            vec![
                name.to_string(),
                if all.is_empty() { "–".to_string() } else { number(charged * 1e3) },
                gap.map_or_else(|| "–".to_string(), percent),
                broken.to_string(),
            ]
        };
        Table {
            head: [
                words::round_who(),
                words::round_charged(),
                words::round_above(),
                words::round_broken(),
            ]
            .map(str::to_string)
            .to_vec(),
            rows: vec![
                row(words::round_you(), &you.get()),
                row(words::round_agent(), &agent.get()),
                row(words::round_best(), &best_all),
            ],
        }
    };
    let won = move || {
        let best = best.get();
        let (you, agent) = (round::gap(&you.get(), &best)?, round::gap(&agent.get(), &best)?);
        Some(if you < agent { words::round_won() } else { words::round_lost() })
    };
    let each = move || {
        let said = |it: Option<&Charge>| match it {
            Some(it) => format!(
                "{} · {} · {}{}",
                whole(it.decision.tokens.into()),
                values::power(it.decision.power_w),
                mass(it.charged_g),
                if it.feasible { "" } else { " ✗" },
            ),
            None => "–".to_string(),
        };
        let (you, agent, best) = (you.get(), agent.get(), best.get());
        let rows = (0..REQUESTS).map(|index| {
            vec![
                (index + 1).to_string(),
                said(you.get(index)),
                said(agent.get(index)),
                said(best.get(index)),
            ]
        });
        Table {
            head: [
                words::round_request(),
                words::round_you(),
                words::round_agent(),
                words::round_best(),
            ]
            .map(str::to_string)
            .to_vec(),
            rows: rows.collect(),
        }
    };
    view! {
        <p class="say" role="status"><b>{won}</b></p>
        {move || filled(words::round_result(), sums())}
        <DataTable file="round" caption=words::round_table() table=each />
    }
}
