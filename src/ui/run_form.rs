//! What the next run is to be, and the controls of the one under way; Explore and the Lab share them.

use super::controls::{Entry, EntryNote, NumberBox, Unset};
use super::words::{lab, learning as words};
use super::worker::run::{Run, WentOn};
use super::worker::{Standing, WorkerHandle};
use crate::claim::MOST_SEEDS;
use crate::learn::{Algorithm, Ending, Hyperparameters, LEAST_SHARE, Recipe};
use crate::math::decimal;
use crate::protocol::{Plan, RunState};
use crate::scenario::Span;
use crate::ui::browser::is_sandboxed;
use crate::ui::state::{history, store};
use crate::ui::words::format::with_unit;
use crate::ui::words::single;
use crate::ui::words::values;
use leptos::prelude::*;
use std::ops::RangeInclusive;

/// Updates of each learner: enough to come within a few per cent of the optimum.
const UPDATES: f64 = 5_000.0;

/// Seeds beyond this would lose digits in a number box.
pub const SEED: Span = Span::integer(0.0, 999_999.0);
/// A run longer than this would take hours.
pub const RUN_UPDATES: Span = Span::integer(1.0, 1_000_000.0);
pub const SEEDS: Span = Span::integer(1.0, MOST_SEEDS as f64);
pub const HIDDEN: Span = Span::integer(1.0, 512.0);
pub const BATCH: Span = Span::integer(1.0, 4_096.0);
/// What the few-spikes network takes.
pub const TIME_STEPS: Span = Span::integer(1.0, 24.0);
/// Learning rates and temperature.
pub const SHARE: Span = Span::real(LEAST_SHARE, 1.0, "1");

/// Whole numbers.
pub fn whole(range: RangeInclusive<u32>) -> Span {
    Span::integer((*range.start()).into(), (*range.end()).into())
}

/// What the next run is to be.
#[derive(Clone, Copy)]
pub struct Form {
    pub first_seed: RwSignal<f64>,
    pub seeds: RwSignal<f64>,
    pub updates: RwSignal<f64>,
    /// None leaves the agent out.
    pub sdrl: RwSignal<Option<Recipe>>,
    pub sac: RwSignal<Option<Recipe>>,
    /// What is not set stays each recipe's own.
    pub hidden: RwSignal<Option<f64>>,
    pub batch: RwSignal<Option<f64>>,
    pub time_steps: RwSignal<Option<f64>>,
    pub actor_lr: RwSignal<Option<f64>>,
    pub critic_lr: RwSignal<Option<f64>>,
    pub temperature: RwSignal<Option<f64>>,
    pub until_settled: RwSignal<bool>,
}

impl Form {
    pub fn new() -> Self {
        Self {
            first_seed: RwSignal::new(1.0),
            seeds: RwSignal::new(1.0),
            updates: RwSignal::new(UPDATES),
            sdrl: RwSignal::new(Some(Recipe::Sdrl)),
            sac: RwSignal::new(Some(Recipe::Sac)),
            hidden: RwSignal::new(None),
            batch: RwSignal::new(None),
            time_steps: RwSignal::new(None),
            actor_lr: RwSignal::new(None),
            critic_lr: RwSignal::new(None),
            temperature: RwSignal::new(None),
            until_settled: RwSignal::new(true),
        }
    }

    /// Everything as it was at first, but for the seeds.
    pub fn restore(self) {
        let fresh = Self::new();
        self.updates.set(fresh.updates.get_untracked());
        for (old, fresh) in [(self.sdrl, fresh.sdrl), (self.sac, fresh.sac)] {
            old.set(fresh.get_untracked());
        }
        for own in [
            self.hidden,
            self.batch,
            self.time_steps,
            self.actor_lr,
            self.critic_lr,
            self.temperature,
        ] {
            own.set(None);
        }
    }

    /// Takes the settings of a run.
    pub fn take(self, plan: &Plan, first_seed: u64, seeds: u64) {
        let of = |algorithm: Algorithm| {
            plan.recipes.iter().copied().find(|recipe| recipe.algorithm() == algorithm)
        };
        self.first_seed.set(first_seed as f64);
        self.seeds.set(seeds as f64);
        self.updates.set(plan.updates as f64);
        self.sdrl.set(of(Algorithm::Sdrl));
        self.sac.set(of(Algorithm::Sac));
        let Hyperparameters { hidden, batch, time_steps, actor_lr, critic_lr, temperature } =
            plan.hyperparameters;
        for (own, value) in
            [(self.hidden, hidden), (self.batch, batch), (self.time_steps, time_steps)]
        {
            own.set(value.map(f64::from));
        }
        let rates = [
            (self.actor_lr, actor_lr),
            (self.critic_lr, critic_lr),
            (self.temperature, temperature),
        ];
        for (own, value) in rates {
            // By its digits: 0.003 is no 0.003 of more bits.
            own.set(value.and_then(|it| decimal::read(&it.to_string())));
        }
        self.until_settled.set(plan.ending != Ending::Planned);
    }

    /// Is as it was for a run that was brought back.
    pub fn follow(self, worker: WorkerHandle) {
        Effect::new(move |_| {
            if let Some((plan, first, seeds)) = worker.brought_back.get() {
                self.take(&plan, first, seeds);
                worker.brought_back.set(None);
            }
        });
    }

    /// What the chosen recipes train with where nothing is set: SAC's first, SDRL's if it differs.
    fn own(self, name: &str) -> String {
        let mut own = Vec::new();
        for recipe in [self.sac.get(), self.sdrl.get()].into_iter().flatten() {
            let named = recipe.own().named().into_iter().find(|(known, _)| *known == name);
            own.extend(named.and_then(|(_, value)| value).filter(|it| !own.contains(it)));
        }
        own.join(" · ")
    }

    /// Both agents as they ship, all updates: what Explore trains.
    pub fn plain_plan(&self) -> Plan {
        Plan {
            recipes: vec![Recipe::Sdrl, Recipe::Sac],
            updates: self.updates.get_untracked() as u64,
            hyperparameters: Hyperparameters::default(),
            ending: Ending::Planned,
        }
    }

    /// All that the form says; none without an agent.
    pub fn plan(&self) -> Option<Plan> {
        let recipes: Vec<Recipe> =
            [self.sdrl.get_untracked(), self.sac.get_untracked()].into_iter().flatten().collect();
        (!recipes.is_empty()).then(|| Plan {
            recipes,
            updates: self.updates.get_untracked() as u64,
            hyperparameters: Hyperparameters {
                hidden: self.hidden.get_untracked().map(|it| it as u32),
                batch: self.batch.get_untracked().map(|it| it as u32),
                time_steps: self.time_steps.get_untracked().map(|it| it as u32),
                actor_lr: self.actor_lr.get_untracked().map(|it| it as f32),
                critic_lr: self.critic_lr.get_untracked().map(|it| it as f32),
                temperature: self.temperature.get_untracked().map(|it| it as f32),
            },
            ending: match self.until_settled.get_untracked() {
                true => Ending::Settled,
                false => Ending::Planned,
            },
        })
    }
}

/// A number in a field: what it is, and who takes another.
#[derive(Clone, Copy)]
pub struct Number {
    pub value: Signal<Option<f64>>,
    pub take: Callback<f64>,
    /// What an empty field stands for, where it may be empty.
    pub unset: Option<Unset>,
}

impl From<RwSignal<f64>> for Number {
    fn from(number: RwSignal<f64>) -> Self {
        Self {
            value: Signal::derive(move || Some(number.get())),
            take: Callback::new(move |it| number.set(it)),
            unset: None,
        }
    }
}

impl Number {
    /// A number that need not be set; then the recipes' own is meant.
    pub fn or_own(form: Form, number: RwSignal<Option<f64>>, name: &'static str) -> Self {
        let unset = Unset {
            stands: Signal::derive(move || form.own(name)),
            clear: Callback::new(move |()| number.set(None)),
        };
        Self {
            value: number.into(),
            take: Callback::new(move |it| number.set(Some(it))),
            unset: Some(unset),
        }
    }
}

/// A number that the next run or drawing starts with.
#[component]
pub fn RunField(
    id: &'static str,
    label: &'static str,
    range: Span,
    #[prop(into)] number: Number,
) -> impl IntoView {
    let Number { value, take, unset } = number;
    let entry = Entry::new(Signal::stored(range), value, take).or(unset);
    let note_id = format!("{id}-note");
    view! {
        <div class="run-field">
            <div class="ctl-h">
                <label for=id>{label}</label>
                <NumberBox id=id.to_string() entry note_id=note_id.clone() />
            </div>
            <EntryNote id=note_id entry box_id=id.to_string() />
        </div>
    }
}

/// Start, or pause and stop.
#[component]
pub fn RunButtons(
    /// Name of the start before there was a run, and after.
    first: &'static str,
    again: &'static str,
    #[prop(into)] start: Callback<()>,
    /// Whether there is something to start.
    #[prop(into)]
    ready: Signal<bool>,
    /// Whether another button is what people came for.
    #[prop(into, optional)]
    quiet: Signal<bool>,
) -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let state = Memo::new(move |_| worker.run.with(|run| run.as_ref().map(Run::state)));
    let running = move || {
        state
            .get()
            .is_some_and(|state| !matches!(state, Some(RunState::Finished | RunState::Stopped)))
    };
    let running = Memo::new(move |_| running());
    let paused = Memo::new(move |_| state.get() == Some(Some(RunState::Paused)));
    let any = Memo::new(move |_| state.get().is_some());
    let here = Memo::new(move |_| worker.standing.get() == Standing::Ready);
    let resumable =
        Memo::new(move |_| worker.run.with(|run| run.as_ref().is_some_and(Run::resumable)));
    view! {
        <div class="row">
            {move || resumable.get().then(|| view! {
                <button
                    type="button"
                    class="btn line"
                    disabled=move || !here.get()
                    on:click=move |_| worker.resume()
                >
                    {words::resume()}
                </button>
            })}
            {move || if running.get() {
                view! {
                    <button
                        type="button"
                        class="btn line"
                        on:click=move |_| worker.pause(!paused.get_untracked())
                    >
                        {move || if paused.get() { words::resume() } else { words::pause() }}
                    </button>
                    <button type="button" class="btn line" on:click=move |_| worker.stop()>
                        {words::stop()}
                    </button>
                }.into_any()
            } else {
                view! {
                    <button
                        type="button"
                        class=move || if quiet.get() { "btn line" } else { "btn solid" }
                        disabled=move || !(here.get() && ready.get())
                        on:click=move |_| start.run(())
                    >
                        {move || if any.get() { again } else { first }}
                    </button>
                }.into_any()
            }}
        </div>
    }
}

/// How the worker and the run stand, in words, and what went wrong.
#[component]
pub fn RunWords() -> impl IntoView {
    let worker = expect_context::<WorkerHandle>();
    let address = store().memo(|results| history::address(&results.view));
    let went_on = Memo::new(move |_| worker.run.with(|run| went_on_words(run.as_ref()?)));
    view! {
        <p class="train-words">{move || standing_words(worker)}</p>
        {move || went_on.get().map(|what| view! { <p class="note went-on" role="status">{what}</p> })}
        {move || (worker.kept.get() == Some(false)).then(|| view! {
            <p class="note">{lab::not_kept()}</p>
        })}
        {move || matches!(worker.standing.get(), Standing::Failed(_)).then(|| view! {
            <button type="button" class="btn line" on:click=move |_| worker.restart()>
                {words::start_worker_again()}
            </button>
        })}
        {move || (is_sandboxed() && matches!(worker.standing.get(), Standing::Failed(_))).then(|| view! {
            " "
            <a class="btn line" href=move || address.get() target="_blank">{single::own_tab()}</a>
        })}
        {move || worker.complaint.get().map(|what| view! {
            <p class="note bad complaint">{what}</p>
        })}
    }
}

fn standing_words(worker: WorkerHandle) -> String {
    match worker.standing.get() {
        Standing::Starting => words::worker_starting().to_string(),
        Standing::Failed(what) => words::worker_failed(&what),
        Standing::Ready => worker.run.with(|run| match run {
            None => words::ready().to_string(),
            Some(run) => run_words(run),
        }),
    }
}

fn run_words(run: &Run) -> String {
    let progress = run.progress();
    let at = values::whole(progress.done as f64);
    match run.state() {
        None => words::starting().to_string(),
        Some(RunState::Running) => match run.plan.recipes.as_slice() {
            [one] => words::one_learning(one.algorithm().name()),
            _ => words::learning().to_string(),
        },
        Some(RunState::Paused) => words::paused_at(&at),
        Some(RunState::Stopped) if run.losses.in_vain() => {
            words::gave_up(&at, run.failure().unwrap_or_else(|| words::page_ended()))
        }
        Some(RunState::Stopped) => match run.failure() {
            Some(what) => words::stopped_by(&at, what),
            None => words::stopped_at(&at),
        },
        Some(RunState::Finished) => {
            let time = computing(progress.elapsed_s);
            match each_words(run) {
                Some(each) => words::finished_each(&at, &time, &each),
                None => words::finished(&at, &time),
            }
        }
    }
}

/// Updates of each learner, where there are several and each goes through as many.
pub fn each_words(run: &Run) -> Option<String> {
    let learners = (run.seeds.len() * run.plan.recipes.len()) as u64;
    let whole = run.progress().total == learners * run.plan.updates;
    (learners > 1 && whole).then(|| values::whole(run.plan.updates as f64))
}

/// Seconds of computing, in all workers together: whole ones, begun ones counted.
pub fn computing(seconds: f64) -> String {
    with_unit(&values::whole(seconds.ceil()), "s")
}

/// That a run went on by itself, and from where; none unless it did.
fn went_on_words(run: &Run) -> Option<String> {
    let WentOn { at, lost } = run.went_on.as_ref()?;
    let at = values::whole((*at)? as f64);
    Some(match lost {
        Some(what) => words::went_on_lost(&at, what),
        None => words::went_on_kept(&at),
    })
}

/// Time left, in words; none before the first update.
pub fn left_words(run: &Run) -> String {
    let progress = run.progress();
    if run.over() || (progress.done >= progress.total && progress.total > 0) {
        words::done().to_string()
    } else if progress.left_s >= 90.0 {
        words::minutes_left(&format!("{:.0}", progress.left_s / 60.0))
    } else {
        words::seconds_left(&format!("{:.0}", progress.left_s.ceil()))
    }
}
