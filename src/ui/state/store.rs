//! The store: one view, what follows from it, and every way to change it.

use super::entries::Gesture;
use super::notice::{Line, Notice};
use super::results::{Answered, FIRST_MANUAL, Results, opening, put_back};
use crate::data;
use crate::learn::Algorithm;
use crate::link::{Choice, LinkIssue, View, Whose};
use crate::math;
use crate::protocol::{Acted, Answer, Origin};
use crate::scenario::{Decision, Scenario};
use crate::ui::browser::when_idle;
use crate::ui::charts::Pinned;
use crate::ui::words::bar as words;
use leptos::prelude::*;
use std::sync::Arc;

/// What a message offers to take over.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The title of that message.
    pub of: String,
    pub label: String,
    pub grid_g_per_kwh: f64,
    pub zone: Option<&'static str>,
}

/// What may come later comes within that even if the browser finds no time.
const LATEST_MS: u32 = 200;

/// All state of the page; copies refer to the same.
#[derive(Clone, Copy)]
pub struct Store {
    results: RwSignal<Arc<Results>>,
    /// The same, a moment later; whether that is on its way.
    later: RwSignal<Arc<Results>>,
    later_due: StoredValue<bool>,
    manual: StoredValue<Decision>,
    /// The agents' last answers; whether they are about what is shown says
    /// [`Results::agent_trails`].
    pub answers: RwSignal<Vec<Answer>>,
    /// Fields that lie outside what the agents were trained on.
    pub outside: RwSignal<Vec<String>>,
    /// Which agent speaks for the agents.
    pub speaker: RwSignal<Algorithm>,
    /// The scenario that was asked about last, whether one's own agent was, and what came of it.
    asked_about: StoredValue<(Scenario, bool)>,
    answered: StoredValue<Option<Answered>>,
    /// The total of the kept design, once it is known.
    pub pinned: RwSignal<Option<Pinned>>,
    /// Whether the focus goes to the comparison once it is there.
    pub to_pinned: StoredValue<bool>,
    pub notice: RwSignal<Option<Notice>>,
    /// Whether what is shown came from version 1 of the carbon model, until it is set anew.
    pub of_model_1: RwSignal<bool>,
    /// Goes with the message of its title.
    pub offer: RwSignal<Option<Offer>>,
    /// Whether undo and redo lead anywhere.
    pub undoable: RwSignal<bool>,
    pub redoable: RwSignal<bool>,
    /// Asks the worker again; set once it runs.
    pub ask_agents: StoredValue<Option<Callback<Scenario>>>,
    /// Puts back what was set, where the view that is shown knows better than [`put_back`] what that is.
    pub puts_back: StoredValue<fn(&mut View)>,
    /// Hears of each change that somebody makes: the view before and after it.
    pub on_edit: StoredValue<Option<Callback<(View, View, Gesture)>>>,
}

impl Store {
    /// A store that shows `view`; none if not even the opening scene is valid.
    pub fn new(view: &View) -> Option<Self> {
        let results = Results::new(view, FIRST_MANUAL, None)
            .or_else(|_| Results::new(&opening(), FIRST_MANUAL, None))
            .ok()?;
        let results = Arc::new(results);
        Some(Self {
            manual: StoredValue::new(results.manual.decision),
            later: RwSignal::new(Arc::clone(&results)),
            later_due: StoredValue::new(false),
            results: RwSignal::new(results),
            answers: RwSignal::new(Vec::new()),
            outside: RwSignal::new(Vec::new()),
            speaker: RwSignal::new(Algorithm::Sdrl),
            asked_about: StoredValue::new((Scenario::default(), false)),
            answered: StoredValue::new(None),
            pinned: RwSignal::new(None),
            to_pinned: StoredValue::new(false),
            notice: RwSignal::new(None),
            of_model_1: RwSignal::new(false),
            offer: RwSignal::new(None),
            undoable: RwSignal::new(false),
            redoable: RwSignal::new(false),
            ask_agents: StoredValue::new(None),
            puts_back: StoredValue::new(put_back),
            on_edit: StoredValue::new(None),
        })
    }

    /// Reads what follows from the view; the reader follows every change.
    pub fn with<T>(&self, read: impl FnOnce(&Results) -> T) -> T {
        self.results.with(|results| read(results))
    }

    /// Reads once.
    pub fn peek<T>(&self, read: impl FnOnce(&Results) -> T) -> T {
        self.results.with_untracked(|results| read(results))
    }

    /// A value that follows the results, and tells its readers only when it has changed.
    pub fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Results) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.with(&read))
    }

    /// As [`Self::memo`], for what costs much to show and is not under the finger: it comes when the
    /// browser has time, so that what is moved answers first.
    pub fn memo_later<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Results) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.later.with(|results| read(results)))
    }

    fn follow_later(self) {
        if self.later_due.get_value() {
            return;
        }
        self.later_due.set_value(true);
        when_idle(LATEST_MS, move || {
            self.later_due.set_value(false);
            self.later.set(self.results.get_untracked());
        });
    }

    /// Changes the view; what follows is computed once.
    pub fn edit(&self, gesture: Gesture, change: impl FnOnce(&mut View)) {
        let before = self.peek(|results| results.view.clone());
        let mut view = before.clone();
        change(&mut view);
        self.fit(&mut view);
        // Letting go changes nothing: only the address has to hear of it.
        if (view == before || self.show(&view))
            && let Some(told) = self.on_edit.get_value()
        {
            told.run((before, view, gesture));
        }
    }

    /// Changes the scenario; a picked zone is forgotten when its numbers are.
    pub fn edit_scenario(&self, gesture: Gesture, change: impl FnOnce(&mut Scenario)) {
        self.edit(gesture, |view| {
            change(&mut view.scenario);
            let value = view
                .zone
                .as_deref()
                .and_then(data::zone)
                .map(|zone| zone.carbon_intensity_g_per_kwh);
            let Scenario { grid_dc_g_per_kwh, grid_bs_g_per_kwh, .. } = view.scenario;
            if value != Some(grid_dc_g_per_kwh) || value != Some(grid_bs_g_per_kwh) {
                view.zone = None;
            }
        });
    }

    /// Chooses by hand.
    pub fn decide(&self, gesture: Gesture, change: impl FnOnce(&mut Decision)) {
        let mut decision = self.peek(|results| results.chosen.decision);
        change(&mut decision);
        self.edit(gesture, |view| view.choice = Choice::Manual(decision));
    }

    /// Takes over what a message offers; Undo brings back what stood there.
    pub fn accept(&self, offer: &Offer) {
        self.notice.set(None);
        self.edit(Gesture::Done, |view| {
            view.scenario.grid_dc_g_per_kwh = offer.grid_g_per_kwh;
            view.scenario.grid_bs_g_per_kwh = offer.grid_g_per_kwh;
            view.zone = offer.zone.map(str::to_string);
        });
    }

    /// Lets that one answer for the agents.
    pub fn answer_by(&self, agent: Whose) {
        self.edit(Gesture::Done, |view| view.agent = agent);
    }

    /// Lets somebody else choose, or takes up the last decision made by hand.
    pub fn choose(&self, choice: Choice) {
        self.edit(Gesture::Done, |view| view.choice = choice);
    }

    /// The last decision made by hand.
    pub fn last_manual(&self) -> Decision {
        self.manual.get_value()
    }

    /// Puts back what was set here.
    pub fn reset(&self) {
        self.of_model_1.set(false);
        self.forget_notice();
        self.edit(Gesture::Done, self.puts_back.get_value());
    }

    /// Shows a view that came from the address, and says what of it was not usable.
    pub fn restore(&self, view: &View, issues: &[LinkIssue]) {
        self.forget_notice();
        self.show(view);
        if !issues.is_empty() {
            let read = Arc::new(view.clone());
            let line = |issue: &LinkIssue| Line::Unusable(issue.clone(), read.clone());
            self.notice.set(Some(Notice {
                title: match issues.len() {
                    _ if issues.contains(&LinkIssue::Cut) => words::not_whole().to_string(),
                    1 => words::one_unusable().to_string(),
                    many => words::some_unusable(&many.to_string()),
                },
                lines: issues.iter().map(line).collect(),
                good: false,
            }));
        }
    }

    /// Another scene comes: what was said of the one before is over.
    fn forget_notice(&self) {
        if self.notice.with_untracked(|it| it.as_ref().is_some_and(Notice::is_of_scene)) {
            self.notice.set(None);
        }
    }

    /// Lets that agent speak for the agents.
    pub fn speak(&self, algorithm: Algorithm) {
        self.speaker.set(algorithm);
        self.follow_agent();
    }

    /// Takes the agents' answers.
    pub fn hear_agents(&self, acted: Acted) {
        let Acted { scenario, own, answers, outside } = acted;
        self.asked_about.set_value((*scenario, own));
        if self.answers.with_untracked(|old| *old != answers) {
            self.answers.set(answers);
        }
        if self.outside.with_untracked(|old| *old != outside) {
            self.outside.set(outside);
        }
        self.follow_agent();
    }

    fn follow_agent(&self) {
        let speaker = self.speaker.get_untracked();
        let decision = self.answers.with_untracked(|answers| {
            let spoken = answers.iter().find(|answer| answer.algorithm == speaker);
            let spoken = spoken.or(answers.first());
            spoken.map(|answer| (answer.decision, answer.origin != Origin::Shipped))
        });
        let answered = self.asked_about.with_value(|(scenario, asked_own)| {
            decision
                .and_then(|(decision, own)| Answered::new(scenario, decision, *asked_own, own).ok())
        });
        if self.answered.with_value(|known| *known != answered) {
            self.answered.set_value(answered);
            let view = self.peek(|results| results.view.clone());
            self.recompute(&view);
        }
    }

    /// Puts back what no longer fits together, and says so.
    fn fit(&self, view: &mut View) {
        let wrong = view.scenario.repair();
        if !wrong.is_empty() {
            self.notice.set(Some(Notice {
                title: words::no_longer_fits().to_string(),
                lines: wrong.into_iter().map(Line::Reset).collect(),
                good: false,
            }));
        }
        if let (Choice::Manual(decision), Ok(valid)) = (&mut view.choice, view.scenario.validate())
        {
            decision.tokens = decision.tokens.clamp(1, valid.tokens_max());
            decision.power_w =
                math::clamp(decision.power_w, valid.power_min_w(), valid.power_max_w());
        }
    }

    /// Shows a view of which nothing is taken down; whether it could be.
    pub fn show(&self, view: &View) -> bool {
        if !self.recompute(view) {
            return false;
        }
        if let Choice::Manual(decision) = view.choice {
            self.manual.set_value(decision);
        }
        if let Some(ask) = self.ask_agents.get_value() {
            ask.run(view.scenario.clone());
        }
        true
    }

    fn recompute(&self, view: &View) -> bool {
        let manual = self.manual.get_value();
        let results =
            self.answered.with_value(|answered| Results::new(view, manual, answered.as_ref()));
        match results {
            Ok(results) => {
                self.results.set(Arc::new(results));
                self.follow_later();
                true
            }
            Err(error) => {
                self.notice.set(Some(Notice {
                    title: words::not_usable().to_string(),
                    lines: vec![Line::Refused(error)],
                    good: false,
                }));
                false
            }
        }
    }
}

/// The store of the page.
pub fn store() -> Store {
    expect_context::<Store>()
}
