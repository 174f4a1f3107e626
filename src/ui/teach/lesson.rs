//! One step of a lesson: predict, reveal, explain, try.

use super::memory::Memory;
use super::predict::{Choose, Draw, Place as PlaceValue, compared};
use super::reached::known;
use super::round::Round;
use super::saved::{Prediction, Saved};
use super::texts;
use crate::day::{Date, Site};
use crate::learn::{Algorithm, Ending, Hyperparameters, Recipe, Score};
use crate::link::day::Written;
use crate::link::{Choice, Place, View};
use crate::protocol::{Answer, Plan, Question, Reply};
use crate::teach::day::{CROWDED, PATIENCE_H, SUMMER, WEEK, WEEK_ZONE, ZONES};
use crate::teach::solve::{Agents, Figure, Known, Solved, Truth, solve};
use crate::teach::steps::{self, Ask, LESSON_SEED, LESSON_UPDATES, Lesson, STEPS, StepId};
use crate::ui::frame::linked::Linked;
use crate::ui::frame::place_link::Go;
use crate::ui::words::format::plain;
use crate::ui::words::{gap, teach as words};
use crate::ui::worker::{Asker, Standing, WorkerHandle};
use leptos::html;
use leptos::prelude::*;

/// What the agents take for their decision about the last lesson's scene; none until they answer.
pub fn agents() -> Memo<Option<Agents>> {
    let worker = expect_context::<WorkerHandle>();
    let answers = RwSignal::new(Vec::<Answer>::new());
    let asker = Asker::new(worker, move |answer| {
        if let Ok(Reply::Acted(acted)) = answer {
            answers.set(acted.answers);
        }
    });
    Effect::new(move |_| {
        // Again when others answer, or have learnt more.
        let _ = worker.policies.read();
        let scenario = Box::new(steps::scenario(StepId::first(Lesson::Spikes)));
        // In a lesson what ships answers: all learners see the same.
        asker.ask(Question::Act { scenario, own: false });
    });
    Memo::new(move |_| {
        answers.with(|all| {
            let of = |algorithm: Algorithm| all.iter().find(|it| it.algorithm == algorithm);
            let (sdrl, sac) = (of(Algorithm::Sdrl)?, of(Algorithm::Sac)?);
            Some(Agents { sdrl: sdrl.effort, sac: sac.effort, spike_rate: sdrl.spike_rate })
        })
    })
}

fn lesson_plan() -> Plan {
    Plan {
        recipes: vec![Recipe::Sdrl],
        updates: LESSON_UPDATES,
        hyperparameters: Hyperparameters::default(),
        ending: Ending::Planned,
    }
}

/// Score at the last update of the lesson's run, and updates done, if that run is the present one.
fn lesson_run(worker: WorkerHandle) -> Option<(Option<Score>, u64)> {
    worker.run.with(|run| {
        let run = run.as_ref()?;
        let seed = run.seeds.first()?;
        if run.plan != lesson_plan() || seed.seed != LESSON_SEED || run.stopped {
            return None;
        }
        let last = seed.records.iter().rfind(|it| it.update == LESSON_UPDATES);
        Some((last.map(|it| it.score), seed.progress.done))
    })
}

/// A step, from its question to its answer.
#[component]
pub fn LessonStep(step: StepId) -> impl IntoView {
    let memory = expect_context::<Memory>();
    let worker = expect_context::<WorkerHandle>();
    let ask = steps::ask(step);
    let scenario = steps::scenario(step);
    // Only the last lesson follows the agents; the others are computed once.
    let agents = (step.lesson == Lesson::Spikes).then(agents);
    let solved = Memo::new(move |_| {
        let agents = agents.and_then(|agents| agents.get());
        solve(step, &Known { agents, ..known() }).ok().flatten()
    });
    let saved = Memo::new(move |_| memory.get(step));
    let prediction = Signal::derive(move || saved.get().prediction);
    // A round counts as answered with what came of it.
    // A memo, so that what is predicted with is not shown anew, under the finger, with each move.
    let revealed = Memo::new(move |_| {
        let saved = saved.get();
        let played = matches!(saved.prediction, Some(Prediction::Round { .. }));
        saved.revealed && (played || !matches!(ask, Ask::Round))
    });
    let set = Callback::new(move |prediction: Prediction| {
        let now = memory.get(step);
        if !now.revealed {
            memory.set(step, Saved { prediction: Some(prediction), revealed: false });
        }
    });
    let found = Memo::new(move |_| -> Option<Solved> {
        match ask {
            Ask::Train(_) => {
                let score = lesson_run(worker)?.0?;
                Some(Solved {
                    truth: Truth::Value(score.gap),
                    figures: vec![
                        Figure::Whole(LESSON_UPDATES as f64),
                        Figure::Share(score.gap),
                        Figure::Share(score.violation_rate),
                    ],
                })
            }
            Ask::Round => match saved.get().prediction {
                Some(Prediction::Round { you, agent }) => Some(Solved {
                    truth: Truth::Value(you),
                    figures: vec![Figure::Share(you), Figure::Share(agent)],
                }),
                _ => None,
            },
            _ => solved.get(),
        }
    });
    let truth = Signal::derive(move || found.get().map(|it| it.truth));
    let value = Signal::derive(move || match truth.get() {
        Some(Truth::Value(value)) => Some(value),
        _ => None,
    });
    let option = Signal::derive(move || match truth.get() {
        Some(Truth::Option(index)) => Some(index),
        _ => None,
    });
    let axis = match ask {
        Ask::Place(axis) | Ask::Train(axis) => Some(axis),
        _ => None,
    };
    let complain = RwSignal::new(None::<&'static str>);
    let answer = NodeRef::<html::Div>::new();
    let show = move |_| {
        let now = memory.get(step);
        let prediction = now.prediction;
        if !prediction.as_ref().is_some_and(Prediction::complete) {
            complain.set(Some(match ask {
                Ask::Sketch(_) => words::draw_first(),
                Ask::Place(_) | Ask::Train(_) => words::place_first(),
                _ => words::choose_first(),
            }));
            return;
        }
        complain.set(None);
        memory.set(step, Saved { prediction, revealed: true });
        if let Ask::Train(_) = ask {
            worker.train(lesson_plan(), LESSON_SEED, 1);
        }
        // Whoever cannot see that something has appeared is led there.
        request_animation_frame(move || {
            // The step may have gone meanwhile.
            if let Some(element) = answer.try_get_untracked().flatten() {
                let _ = element.focus();
            }
        });
    };
    let again = move |_| {
        let now = memory.get(step);
        memory.set(step, Saved { revealed: false, ..now });
    };
    let body = match ask {
        Ask::Place(axis) | Ask::Train(axis) => {
            let start = steps::start(step);
            view! { <PlaceValue axis start prediction set truth=value revealed /> }.into_any()
        }
        Ask::Choose(_) => view! {
            <Choose step prediction set truth=option revealed />
            <Why step />
        }
        .into_any(),
        Ask::Sketch(axis) => view! { <Draw axis prediction set truth revealed /> }.into_any(),
        Ask::Round => {
            let finished = Callback::new(move |(you, agent): (f64, f64)| {
                let prediction = Some(Prediction::Round { you, agent });
                memory.set(step, Saved { prediction, revealed: true });
            });
            view! { <Round lesson=true finished /> }.into_any()
        }
    };
    let waiting = move || match (ask, worker.standing.get()) {
        (Ask::Train(_), Standing::Ready) => lesson_run(worker)
            .map(|(_, done)| words::learning(&plain(done as f64), &plain(LESSON_UPDATES as f64))),
        (_, Standing::Failed(_)) => Some(words::no_worker().to_string()),
        _ => Some(words::waiting().to_string()),
    };
    let words_of = Memo::new(move |_| {
        let figures = solved.get().map(|it| it.figures).unwrap_or_default();
        texts::step(step, &scenario, &figures)
    });
    let text = untrack(|| words_of.get());
    let prose = move || words_of.with(|it| it.prose.clone());
    let after = move || {
        if !revealed.get() {
            return None;
        }
        let Some(found) = found.get() else {
            let train = matches!(ask, Ask::Train(_));
            return Some(if train && lesson_run(worker).is_none() {
                let failed = move || matches!(worker.standing.get(), Standing::Failed(_));
                view! {
                    <p class="sub" role="status">{move || failed().then(words::no_worker)}</p>
                    <button type="button" class="btn solid" on:click=show>{words::let_it_learn()}</button>
                }
                .into_any()
            } else {
                view! { <p class="sub" role="status">{waiting}</p> }.into_any()
            });
        };
        let compared =
            prediction.get().and_then(|prediction| compared(axis, &prediction, &found.truth));
        Some(
            view! {
                <h2>{words::model_says()}</h2>
                <p class="prose explained">
                    <Linked text=texts::after(step, &found.figures).unwrap_or_default() />" "
                    {compared.map(|it| view! { <span class="off">{it}</span> })}
                </p>
                <h2>{words::try_it()}</h2>
                <p class="prose"><Linked text=text.try_it /></p>
                <p class="row"><Open step /></p>
            }
            .into_any(),
        )
    };
    // All that can be seen is marked; the learner is at one: what was just revealed is explained.
    let at = Memo::new(move |_| match (revealed.get(), found.with(Option::is_some)) {
        (false, _) => 1,
        (true, false) => 2,
        (true, true) => 3,
    });
    let phase = move |number: u8, name: &'static str, seen: bool| {
        let on = move || revealed.get() == seen;
        let current = move || (at.get() == number).then_some("step");
        view! { <li class:on=on aria-current=current>{number}" "{name}</li> }
    };
    let heading = NodeRef::<html::H1>::new();
    focus_when_new(step, heading);
    view! {
        <article class="step">
            <p class="sub">
                {words::question(&step.number().to_string(), &STEPS.to_string())}
            </p>
            <ol class="crumb" aria-label=words::phases()>
                {phase(1, words::predict(), false)}
                {phase(2, words::reveal(), true)}
                {phase(3, words::explain(), true)}
                {phase(4, words::try_it(), true)}
            </ol>
            <h1 tabindex="-1" node_ref=heading>{text.title}</h1>
            {text.myth.map(|myth| view! {
                <p class="myth"><span class="sub">{words::said_often()}</span>{gap()}<Linked text=myth /></p>
            })}
            <p class="prose"><Linked text=Signal::derive(prose) />" "<b><Linked text=text.ask /></b></p>
            {body}
            {(!matches!(ask, Ask::Round)).then(|| view! {
                <div class="row act">
                    {move || if revealed.get() {
                        view! { <button type="button" class="btn line" on:click=again>{words::again()}</button> }.into_any()
                    } else {
                        let name = if matches!(ask, Ask::Train(_)) { words::let_it_learn() } else { words::reveal() };
                        view! { <button type="button" class="btn solid" on:click=show>{name}</button> }.into_any()
                    }}
                    <span class="bad" role="alert">{move || complain.get()}</span>
                </div>
            })}
            <div class="answer" tabindex="-1" node_ref=answer aria-live="polite">{after}</div>
            <Steps step />
        </article>
    }
}

thread_local! {
    /// The step that was shown last: a new one takes the focus, the first one leaves it.
    static SHOWN: std::cell::Cell<Option<StepId>> = const { std::cell::Cell::new(None) };
}

fn focus_when_new(step: StepId, heading: NodeRef<html::H1>) {
    let before = SHOWN.replace(Some(step));
    if before.is_some_and(|before| before != step) {
        Effect::new(move |_| {
            if let Some(heading) = heading.get() {
                let _ = heading.focus();
            }
        });
    }
}

/// A reason, kept on the device.
#[component]
fn Why(step: StepId) -> impl IntoView {
    let memory = expect_context::<Memory>();
    view! {
        <label class="why" for="why">{words::why()}</label>
        <textarea
            id="why"
            rows="2"
            maxlength="500"
            prop:value=move || memory.why(step)
            aria-describedby="why-note"
            on:input=move |event| memory.set_why(step, &event_target_value(&event))
        ></textarea>
        <p class="note" id="why-note">{words::why_note()}</p>
    }
}

/// The way into Explore with the step's scene; the scene that stood there is one step back.
#[component]
fn Open(step: StepId) -> impl IntoView {
    let to_lab = matches!((step.lesson, step.number()), (Lesson::Agent, 3) | (Lesson::Spikes, 1));
    let to_policy = matches!((step.lesson, step.number()), (Lesson::Radio, 3));
    let day = day_of(step);
    let place = match (to_lab, to_policy) {
        _ if !day.is_empty() => Place::Day,
        _ if step.lesson == Lesson::Rule => Place::Results,
        (true, _) if step.lesson == Lesson::Spikes => Place::Policy,
        (true, _) => Place::Lab,
        (_, true) => Place::Policy,
        _ => Place::Explore,
    };
    let name = match place {
        Place::Explore => words::open_explore(),
        Place::Day => words::open_day(),
        _ => words::open_lab(),
    };
    let scenario = steps::scenario(step);
    let change = move |view: &mut View| {
        view.place = place;
        // What there is to try goes along.
        view.trying = Some(step);
        if view.scenario != scenario {
            view.zone = None;
        }
        view.scenario = scenario.clone();
        view.choice = Choice::Optimum;
        if !day.is_empty() {
            view.day = Written::of(day.iter().map(|(name, value)| (*name, value)));
        }
    };
    view! { <Go change class="btn line">{name}</Go> }
}

/// What a lesson sets of the day, as links do; nothing for lessons that are about no day.
fn day_of(step: StepId) -> Vec<(&'static str, String)> {
    let date = |date: Date| ("date", date.to_string());
    match (step.lesson, step.number()) {
        (Lesson::Day, number) => {
            let room = if number == 3 { CROWDED } else { Site::default().capacity };
            let [home, others @ ..] = ZONES;
            let sites = others.map(|zone| format!("{zone}:{room}"));
            let mut day =
                vec![date(SUMMER), ("home", home.to_string()), ("sites", sites.join(","))];
            if number == 2 {
                day.extend([
                    ("wait_share", "1".to_string()),
                    ("wait_hours", PATIENCE_H.to_string()),
                ]);
            }
            day
        }
        (Lesson::Machines, 3) => vec![date(WEEK), ("home", WEEK_ZONE.to_string())],
        _ => Vec::new(),
    }
}

/// The ways to the steps before and after.
#[component]
fn Steps(step: StepId) -> impl IntoView {
    let to = |step: StepId| {
        move |view: &mut View| {
            view.place = Place::Teach;
            view.step = Some(step);
        }
    };
    let next = step.next().map(|next| {
        let name = if next.lesson == step.lesson { words::next() } else { words::next_lesson() };
        view! { <Go change=to(next) class="btn solid">{name}</Go> }.into_any()
    });
    let next =
        next.unwrap_or_else(|| view! { <span class="sub">{words::finished()}</span> }.into_any());
    let previous = step.previous().map(|it| {
        view! { <Go change=to(it) class="btn line">{words::previous()}</Go> }
    });
    view! { <nav class="row steps" aria-label=words::phases()>{previous}{next}</nav> }
}
