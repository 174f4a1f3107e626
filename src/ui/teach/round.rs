//! Beat the agent: ten requests to decide by hand, then you, the agent and the optimum side by side.

use crate::carbon::footprint;
use crate::data::field;
use crate::learn::Algorithm;
use crate::link::{Place, RoundLink, View, Whose};
use crate::math;
use crate::protocol::{Question, Reply, Stop};
use crate::scenario::{Decision, Span};
use crate::teach::round::{self, Charge, REQUESTS};
use crate::ui::charts::used::{Use, uses};
use crate::ui::charts::words as chart_words;
use crate::ui::charts::{DataTable, Table, filled};
use crate::ui::controls::{Scale, Slider};
use crate::ui::explore::whose::WhoseAgent;
use crate::ui::frame::copied::Copied;
use crate::ui::frame::linked::Linked;
use crate::ui::state::results::opening;
use crate::ui::state::{Gesture, history, store};
use crate::ui::words::format::{bit_rate, mass, percent, whole};
use crate::ui::words::{bar, controls, fields, gap, semicolon, teach as words, values};
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
    let store = store();
    // In a lesson all play the same; elsewhere the link says which round it is, and who asks for it.
    let own = RwSignal::new(1u32);
    let linked = store.memo(|results| results.view.round.clone());
    let number = Memo::new(move |_| match linked.get() {
        Some(round) if !lesson => round.number,
        _ => own.get(),
    });
    let requests = Memo::new(move |_| round::requests(number.get().into()));
    let rival = Memo::new(move |_| match linked.get() {
        Some(it) if !lesson => round::charges(&requests.get(), &it.played),
        _ => Vec::new(),
    });
    // Looking something up, another language and a reload lose nothing.
    let key =
        move || format!("round.{}{}", if lesson { "lesson." } else { "" }, number.get_untracked());
    let decided = RwSignal::new(Vec::<Charge>::new());
    Effect::new(move |_| {
        let all = requests.get();
        let kept = kept(&key());
        let known = round::charges(&all, &round::read(&kept));
        if decided.with_untracked(|now| *now != known) {
            decided.set(known);
        }
    });
    let decide = Callback::new(move |it: Charge| {
        decided.update(|all| all.push(it));
        keep(&key(), &decided.with_untracked(|all| round::written(all)));
    });
    // The agent is asked about all ten at once, again once its policy has arrived or has learnt;
    // what it said is shown at the end.
    let stops = RwSignal::new(Vec::new());
    let asker = Asker::new(worker, move |answer| {
        if let Ok(Reply::Swept(found)) = answer {
            stops.set(found);
        }
    });
    let own_agent = store.memo(|results| results.view.agent == Whose::Own);
    Effect::new(move |_| {
        let _ = worker.policies.read();
        let scenarios = requests.get().iter().map(|it| it.valid.scenario().clone()).collect();
        // In a lesson what ships answers: all learners see the same.
        asker.ask(Question::Sweep { scenarios, own: !lesson && own_agent.get() });
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
    let again = move |next: bool| {
        let number = number.get_untracked() + u32::from(next);
        keep(
            &if lesson { format!("round.lesson.{number}") } else { format!("round.{number}") },
            "",
        );
        decided.set(Vec::new());
        if lesson {
            own.set(number);
        } else {
            store.edit(Gesture::Done, |view| {
                let played = view.round.take().filter(|_| !next).map(|it| it.played);
                view.round = Some(RoundLink { number, played: played.unwrap_or_default() });
            });
        }
    };
    let body = move || {
        if over.get() {
            view! {
                <Told you=decided agent best rival />
                <Verdict you=decided agent best rival />
                {(!lesson).then(|| view! { <Challenge number you=decided /> })}
                <p class="row">
                    <button type="button" class="btn line" on:click=move |_| again(true)>{words::round_again()}</button>
                    <button type="button" class="btn line" on:click=move |_| again(false)>{words::round_same()}</button>
                </p>
            }
            .into_any()
        } else {
            let index = decided.with(Vec::len);
            let context = requests.with(|all| all.get(index).cloned());
            context
                .map(|context| {
                    view! {
                        <Told you=decided agent best rival />
                        <Request index context decide />
                    }
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
                <p class="sub">
                    {move || words::round_number(&number.get().to_string())}
                    {move || rival.with(|it| !it.is_empty()).then(|| format!("{}{}", gap(), words::round_challenged()))}
                </p>
                <WhoseAgent />
                <section class="round">{body}</section>
            </article>
        }
        .into_any()
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn kept(key: &str) -> String {
    storage().and_then(|it| it.get_item(key).ok().flatten()).unwrap_or_default()
}

fn keep(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, text);
    }
}

/// What came of the request that was decided last, and how it stands so far.
#[component]
fn Told(
    #[prop(into)] you: Signal<Vec<Charge>>,
    #[prop(into)] agent: Signal<Vec<Charge>>,
    #[prop(into)] best: Signal<Vec<Charge>>,
    #[prop(into)] rival: Signal<Vec<Charge>>,
) -> impl IntoView {
    let said = move || {
        let (you, best, agent, rival) = (you.get(), best.get(), agent.get(), rival.get());
        let index = you.len().checked_sub(1)?;
        let rows: Vec<(&'static str, &'static str, Charge)> = [
            (words::round_you(), "f-you", you.get(index)),
            (words::round_friend(), "f-friend", rival.get(index)),
            (words::round_agent(), "f-agent", agent.get(index)),
            (words::round_best(), "f-best", best.get(index)),
        ]
        .into_iter()
        .filter_map(|(name, class, it)| Some((name, class, *it?)))
        .collect();
        let most = rows.iter().map(|it| it.2.charged_g).fold(f64::MIN_POSITIVE, f64::max);
        let bars = rows.into_iter().map(move |(name, class, it)| {
            let limit = if it.feasible { "" } else { " ✗" };
            let width = format!("{:.1}", 200.0 * math::clamp(it.charged_g / most, 0.005, 1.0));
            view! {
                <li>
                    <span>{name}</span>
                    <svg viewBox="0 0 200 14" preserveAspectRatio="none" aria-hidden="true">
                        <rect width=width height="14" class=class />
                    </svg>
                    <b>{mass(it.charged_g)}{limit}</b>
                </li>
            }
        });
        let so_far = |all: &[Charge]| {
            let first = all.get(..=index)?;
            round::gap(first, best.get(..=index)?).map(percent)
        };
        let agent = so_far(&agent).unwrap_or_else(|| "–".to_string());
        let score = so_far(&you).map(|you| words::round_so_far(&you, &agent));
        Some(view! {
            <div class="told" role="status">
                <h2>{words::round_told(&(index + 1).to_string())}</h2>
                <ul>{bars.collect_view()}</ul>
                <p>{score}</p>
            </div>
        })
    };
    view! { {said} }
}

/// The same round for somebody else, with what was decided here to be compared with.
#[component]
fn Challenge(
    #[prop(into)] number: Signal<u32>,
    #[prop(into)] you: Signal<Vec<Charge>>,
) -> impl IntoView {
    let link = Signal::derive(move || {
        let played = you.with(|all| all.iter().map(|it| it.decision).collect());
        let round = Some(RoundLink { number: number.get(), played });
        history::address(&View { place: Place::Round, round, ..opening() })
    });
    view! {
        <h2>{words::round_challenge()}</h2>
        <p class="sub">{words::round_challenge_note()}</p>
        <code class="url" id="round-link" tabindex="0" aria-label=words::round_challenge()>{link}</code>
        <Copied text=link label=bar::copy_link() />
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
        power_w: math::clamp(power_w.get(), least_w, most_w),
    };
    let print = Memo::new(move |_| footprint(&chain, decision()));
    let limits = context.chain.limits;
    let broken = move || {
        let uses = uses(&limits, &print.get());
        let said = uses.iter().filter(|it| !it.kept).map(Use::in_full);
        said.collect::<Vec<_>>().join(semicolon())
    };
    let scenario = context.valid.scenario().clone();
    let given = GIVEN.iter().filter_map(|name| {
        let field = field(name)?;
        let value = scenario.number(name)?;
        // In the units that Explore tells them in.
        let value = match *name {
            "distance_m" => values::distance(value),
            "payload_bytes_per_token" => values::payload(value),
            "rate_min_kbps" => bit_rate(value * 1e3),
            "latency_max_s" => chart_words::seconds(values::three_digits(value)),
            _ => values::value_of(field, values::three_digits(value)),
        };
        Some(view! { <div><dt><Linked text=fields::label(field) /></dt><dd>{value}</dd></div> })
    });
    let judged = StoredValue::new(context.clone());
    view! {
        <h2 class="nth">{words::round_of(&(index + 1).to_string(), &REQUESTS.to_string())}</h2>
        <h3 class="vh">{words::round_given()}</h3>
        <dl class="facts">
            <div><dt><Linked text=controls::language_model() /></dt><dd>{values::model(&scenario.model)}</dd></div>
            <div><dt><Linked text=controls::base_station() /></dt><dd>{values::cell_label(scenario.cell.cell())}</dd></div>
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
    #[prop(into)] rival: Signal<Vec<Charge>>,
) -> impl IntoView {
    let sums = move || {
        let best_all = best.get();
        let row = |name: &str, all: &[Charge]| {
            let gap = round::gap(all, &best_all);
            let charged: f64 = all.iter().map(|it| it.charged_g).sum();
            let broken = all.iter().filter(|it| !it.feasible).count();
            vec![
                name.to_string(),
                if all.is_empty() { "–".to_string() } else { mass(charged) },
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
            rows: [
                (words::round_you(), you.get()),
                (words::round_friend(), rival.get()),
                (words::round_agent(), agent.get()),
                (words::round_best(), best_all.clone()),
            ]
            .into_iter()
            .filter(|(name, all)| !(all.is_empty() && *name == words::round_friend()))
            .map(|(name, all)| row(name, &all))
            .collect(),
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
