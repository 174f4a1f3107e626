//! Everything that follows from a view, computed once per change.

use crate::carbon::{self, Chain, Footprint, footprint};
use crate::link::{Choice, Place, View, Whose};
use crate::math;
use crate::optimum::{self, Optimum, feasible_lengths, optimum};
use crate::scenario::{Accounting, Boundary, Decision, Scenario, ScenarioError, ValidScenario};
use std::sync::{Arc, OnceLock};

/// The opening scene: the default, the optimum chooses.
pub fn opening() -> View {
    View::default()
}

/// What is seen away from an assignment: the opening scene, or one beside it where the assignment is
/// about just that one, whose best answer stands there.
pub fn away(task: &View) -> View {
    let mut view = opening();
    if task.scenario == view.scenario {
        view.scenario.distance_m /= 2.0;
    }
    view
}

/// Back to the opening scene in the same place; what is to be done there stays. In an assignment, and
/// where one is made, that is all but the answer.
pub fn put_back(view: &mut View) {
    if let Some(task) = &mut view.task
        && matches!(view.place, Place::Task | Place::Builder)
    {
        task.answer.clear();
        return;
    }
    let old = std::mem::replace(view, opening());
    (view.place, view.step) = (old.place, old.step);
    (view.run, view.task, view.beside) = (old.run, old.task, old.beside);
}

/// What "you" choose before anything was moved: a middling answer at full power.
pub const FIRST_MANUAL: Decision = Decision { tokens: 400, power_w: f64::INFINITY };

/// What the agent answered, and about which scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub scenario: Scenario,
    /// One's own was asked, where there is one.
    pub asked_own: bool,
    /// It was one's own that answered.
    pub own: bool,
    /// Of its decision, in that scenario.
    pub footprint: Footprint,
}

impl Answered {
    /// What a decision comes to where it was asked for.
    ///
    /// # Errors
    /// Names the field of the scenario that is wrong.
    pub fn new(
        scenario: &Scenario,
        decision: Decision,
        asked_own: bool,
        own: bool,
    ) -> Result<Self, ScenarioError> {
        let chain = Chain::new(&scenario.validate()?);
        let footprint = footprint(&chain, chain.nearest(decision));
        Ok(Self { scenario: scenario.clone(), asked_own, own, footprint })
    }
}

/// Where the agent goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// Of its decision, in the scenario that it was asked about.
    pub footprint: Footprint,
    /// That was another scenario than the one that is shown, or another agent than the one that
    /// answers: its answer is not there.
    pub trails: bool,
    /// It is one's own.
    pub own: bool,
}

/// A view and all that it implies.
#[derive(Clone, Debug)]
pub struct Results {
    pub view: View,
    pub valid: ValidScenario,
    pub chain: Arc<Chain>,
    pub optimum: Optimum,
    /// Where the agent would go; none before it has answered anything.
    pub agent: Option<Agent>,
    /// The decision made by hand, the last one while somebody else chooses.
    pub manual: Footprint,
    /// The footprint of who chooses.
    pub chosen: Footprint,
    /// Least and greatest total as the uncertain constants lean, g.
    pub range_g: (f64, f64),
    /// Lengths that keep all limits at the chosen power.
    pub lengths: Option<(u32, u32)>,
    /// The least power that keeps all limits at the chosen length, W.
    pub least_power_w: Option<f64>,
    /// The greatest QoE that any length reaches at full power.
    pub greatest_qoe: f64,
    /// Worked out when they are asked for: up to three optima each.
    by_accounting_g: OnceLock<[f64; 4]>,
    by_boundary_g: OnceLock<[f64; 4]>,
}

impl Results {
    /// Computes all of it.
    ///
    /// # Errors
    /// Names the field that is wrong, its value and the allowed range.
    pub fn new(
        view: &View,
        manual: Decision,
        agent: Option<&Answered>,
    ) -> Result<Self, ScenarioError> {
        let valid = view.scenario.validate()?;
        let chain = Chain::new(&valid);
        let manual =
            chain.nearest(if let Choice::Manual(now) = view.choice { now } else { manual });
        let optimum = optimum(&chain);
        let manual = footprint(&chain, manual);
        let agent = agent.map(|it| Agent {
            footprint: it.footprint.clone(),
            trails: it.scenario != view.scenario || it.asked_own != (view.agent == Whose::Own),
            own: it.own,
        });
        let chosen = match (view.choice, &agent) {
            (Choice::Manual(_), _) => manual.clone(),
            // What its last decision would come to here; `trails` says that it is not about here.
            (Choice::Agent, Some(agent)) if agent.trails => {
                footprint(&chain, chain.nearest(agent.footprint.decision))
            }
            (Choice::Agent, Some(agent)) => agent.footprint.clone(),
            _ => optimum.footprint().clone(),
        };
        Ok(Self {
            range_g: carbon::range(&valid, chosen.decision),
            lengths: feasible_lengths(&chain, chosen.decision.power_w),
            least_power_w: least_power(&chain, chosen.decision.tokens),
            greatest_qoe: optimum::greatest_qoe(&chain).0,
            view: view.clone(),
            valid,
            chain: Arc::new(chain),
            optimum,
            agent,
            manual,
            chosen,
            by_accounting_g: OnceLock::new(),
            by_boundary_g: OnceLock::new(),
        })
    }

    /// The total under each accounting, g, in the order of [`Accounting::ALL`].
    pub fn by_accounting_g(&self) -> [f64; 4] {
        *self.by_accounting_g.get_or_init(|| {
            self.totals_under(|index, scenario| scenario.accounting = Accounting::ALL[index])
        })
    }

    /// The total under each boundary, g, in the order of [`Boundary::ALL`].
    pub fn by_boundary_g(&self) -> [f64; 4] {
        *self.by_boundary_g.get_or_init(|| {
            self.totals_under(|index, scenario| scenario.boundary = Boundary::ALL[index])
        })
    }

    /// What the total would become if each of those counted: an optimum moves, a hand and an agent do
    /// not.
    fn totals_under(&self, set: impl Fn(usize, &mut Scenario)) -> [f64; 4] {
        let total = |index| {
            let mut scenario = self.view.scenario.clone();
            set(index, &mut scenario);
            if scenario == self.view.scenario {
                return None;
            }
            let chain = Chain::new(&scenario.validate().ok()?);
            Some(match self.view.choice {
                Choice::Optimum => optimum(&chain).footprint().total_g,
                _ => footprint(&chain, self.chosen.decision).total_g,
            })
        };
        std::array::from_fn(|index| total(index).unwrap_or(self.chosen.total_g))
    }

    /// The same answer with all counted that can be.
    pub fn counting_all(&self) -> Option<Self> {
        let choice = Choice::Manual(self.chosen.decision);
        let mut view = View { choice, ..self.view.clone() };
        view.scenario.boundary = Boundary::Phone;
        Self::new(&view, self.chosen.decision, None).ok()
    }

    /// The best that is possible; none where nothing keeps all limits.
    pub fn best(&self) -> Option<&Footprint> {
        self.optimum.feasible().then(|| self.optimum.footprint())
    }

    /// Whether the agent that is shown is one's own.
    pub fn own_agent(&self) -> bool {
        self.agent.as_ref().is_some_and(|agent| agent.own)
    }

    /// Whether the agent has not answered about this scenario yet, and what is shown of it is its
    /// answer to one before.
    pub fn agent_trails(&self) -> bool {
        self.agent.as_ref().is_some_and(|agent| agent.trails)
    }

    /// Whether the agent chooses and that is so: the total is no decision for this scenario.
    pub fn choice_trails(&self) -> bool {
        self.view.choice == Choice::Agent && self.agent_trails()
    }

    /// The view as a file may state it: a decision that trails is no agent's.
    pub fn stated(&self) -> View {
        let mut view = self.view.clone();
        if self.choice_trails() {
            view.choice = Choice::Manual(self.chosen.decision);
        }
        view
    }

    /// Who chooses, with the agent replaced by the optimum as long as it has not answered.
    pub fn manual_chooses(&self) -> bool {
        matches!(self.view.choice, Choice::Manual(_))
    }
}

/// The least power that keeps all limits at that length: they only bound power from below.
fn least_power(chain: &Chain, tokens: u32) -> Option<f64> {
    let holds = |ln_power: f64| {
        let power_w = math::clamp(math::exp(ln_power), chain.power_min_w, chain.power_max_w);
        footprint(chain, Decision { tokens, power_w }).feasible()
    };
    let (mut low, mut high) = (math::ln(chain.power_min_w), math::ln(chain.power_max_w));
    if !holds(high) {
        return None;
    }
    if holds(low) {
        return Some(chain.power_min_w);
    }
    for _ in 0..24 {
        let middle = 0.5 * (low + high);
        if holds(middle) { high = middle } else { low = middle }
    }
    Some(math::exp(high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tour_12_away_from_an_assignment_its_best_answer_is_not_shown() {
        for distance_m in [600.0, 900.0] {
            let mut task = opening();
            task.scenario.distance_m = distance_m;
            let shown = away(&task);
            let best =
                |view: &View| Results::new(view, FIRST_MANUAL, None).unwrap().chosen.decision;
            assert_ne!(best(&shown), best(&task), "{distance_m} m");
        }
    }

    use crate::claim::RunClaim;
    use crate::scenario::PRESETS;
    use crate::teach::StepId;
    use crate::teach::assignment::{Assignment, Opened};

    fn results(view: &View) -> Results {
        Results::new(view, FIRST_MANUAL, None).unwrap()
    }

    #[test]
    fn the_headline_follows_who_chooses() {
        let by_optimum = results(&opening());
        assert_eq!(by_optimum.chosen, *by_optimum.optimum.footprint());
        assert_eq!(by_optimum.manual.decision, Decision { tokens: 400, power_w: 20.0 });
        let by_hand = Decision { tokens: 500, power_w: 2.0 };
        let view = View { choice: Choice::Manual(by_hand), ..opening() };
        assert_eq!(results(&view).chosen.decision, by_hand);
        // An agent that has not answered chooses nothing.
        let view = View { choice: Choice::Agent, ..opening() };
        assert_eq!(results(&view).chosen, by_optimum.chosen);
        let answer = Answered::new(&view.scenario, by_hand, false, false).unwrap();
        let answered = Results::new(&view, FIRST_MANUAL, Some(&answer)).unwrap();
        assert_eq!(answered.chosen.decision, by_hand);
        assert!(!answered.agent_trails() && answered.stated() == view);
    }

    #[test]
    fn tour_2_reset_puts_back_what_was_set_and_never_what_is_to_be_done() {
        let task = Assignment {
            open: vec![Opened { name: "tokens".to_string(), bounds: None }],
            answer: vec![("tokens".to_string(), "300".to_string())],
            ..Assignment::default()
        };
        let mut set = View { task: Some(task.clone()), ..opening() };
        set.scenario.distance_m = 777.0;
        set.step = StepId::parse("radio.2");
        set.run = RunClaim::parse("1,5000,sac:0000000000000001").ok();
        for place in Place::ALL {
            let before = View { place, choice: Choice::Agent, ..set.clone() };
            let mut after = before.clone();
            put_back(&mut after);
            if matches!(place, Place::Task | Place::Builder) {
                let bare = Assignment { answer: Vec::new(), ..task.clone() };
                assert_eq!(after, View { task: Some(bare), ..before }, "{place:?}");
            } else {
                let scene = View { task: None, step: None, run: None, ..after.clone() };
                assert_eq!(scene, View { place, ..opening() }, "{place:?}");
                assert_eq!((&after.task, after.step), (&before.task, before.step), "{place:?}");
                assert_eq!(after.run, before.run, "{place:?}");
            }
        }
    }

    #[test]
    fn an_agents_answer_is_for_the_scenario_that_it_was_asked_about() {
        let here = View { choice: Choice::Agent, ..opening() };
        let decision = Decision { tokens: 500, power_w: 2.0 };
        let answer = Answered::new(&here.scenario, decision, false, false).unwrap();
        let mut there = here.clone();
        there.scenario.distance_m *= 2.0;
        let moved = Results::new(&there, FIRST_MANUAL, Some(&answer)).unwrap();
        // What it comes to is told as it was where it was asked, and that it trails.
        let agent = moved.agent.as_ref().unwrap();
        assert_eq!(*agent, Agent { footprint: answer.footprint.clone(), trails: true, own: false });
        assert!(moved.choice_trails());
        // The total goes with the scenario, and no file says that the agent chose it.
        assert_eq!(moved.chosen, footprint(&moved.chain, decision));
        assert_ne!(moved.chosen.total_g, answer.footprint.total_g);
        assert_eq!(moved.stated().choice, Choice::Manual(decision));
        // Where somebody else chooses only the agent's mark trails.
        let optimum = View { choice: Choice::Optimum, ..there.clone() };
        let moved = Results::new(&optimum, FIRST_MANUAL, Some(&answer)).unwrap();
        assert!(moved.agent_trails() && !moved.choice_trails() && moved.stated() == optimum);
        // So it does where another agent is to answer.
        let own = View { agent: Whose::Own, ..here.clone() };
        assert!(Results::new(&own, FIRST_MANUAL, Some(&answer)).unwrap().choice_trails());
        // Back where it was asked it is the answer.
        assert!(!Results::new(&here, FIRST_MANUAL, Some(&answer)).unwrap().agent_trails());
    }

    #[test]
    fn what_is_promised_under_an_accounting_is_what_choosing_it_gives() {
        for preset in PRESETS {
            let view = View { scenario: preset.scenario(), ..View::default() };
            let before = results(&view);
            for (&accounting, promised) in Accounting::ALL.iter().zip(before.by_accounting_g()) {
                let mut after = view.clone();
                after.scenario.accounting = accounting;
                assert_eq!(results(&after).chosen.total_g, promised, "{}", preset.key);
            }
            for (&boundary, promised) in Boundary::ALL.iter().zip(before.by_boundary_g()) {
                let mut after = view.clone();
                after.scenario.boundary = boundary;
                assert_eq!(results(&after).chosen.total_g, promised, "{}", preset.key);
            }
        }
    }

    #[test]
    fn the_least_power_is_the_edge_of_what_holds() {
        let view = View {
            choice: Choice::Manual(Decision { tokens: 400, power_w: 20.0 }),
            ..results(&opening()).view
        };
        let results = results(&view);
        let edge = results.least_power_w.unwrap();
        let at = |power_w| footprint(&results.chain, Decision { tokens: 400, power_w }).feasible();
        assert!(at(edge) && (edge <= results.chain.power_min_w || !at(edge * 0.999)));
    }
}
