//! The machines of all sites together, by the hour: what a day of them looks like.

use super::load::{SLOTS, hour};
use super::{Fleet, Parts, Plan, Rule};
use crate::day::Hourly;
use serde::{Deserialize, Serialize};

/// All sites under a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Running {
    pub rule: Rule,
    pub parts: Parts,
    /// Answers that found no room and came one slot later.
    pub overload: f64,
    pub starts: u64,
    pub machine_hours: f64,
    /// Machines that write answers, and machines that are on and wait, in the mean of each hour.
    pub writing: Hourly,
    pub idle: Hourly,
    /// Answers under way on a machine that writes; 0 where none does.
    pub batch: Hourly,
}

/// The machines of a day at all sites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machines {
    /// As in [`Rule::ALL`].
    pub rules: [Running; 4],
    /// Those that the best day has on at each site, in the mean of each hour.
    pub on: Vec<Hourly>,
    /// Those that each site has on all day under [`Rule::Static`].
    pub always: Vec<u64>,
    /// Below what no day that keeps quality and limits can be, g.
    pub bound_g: f64,
}

impl Machines {
    /// All sites together; none where one of them cannot answer.
    pub fn of(sites: &[Option<Fleet>]) -> Option<Self> {
        let sites: Vec<&Fleet> = sites.iter().map(Option::as_ref).collect::<Option<_>>()?;
        Some(Self {
            rules: Rule::ALL.map(|rule| Running::of(&sites, rule)),
            on: sites.iter().map(|it| by_hour(it.plan(Rule::Best), |_| 1.0)).collect(),
            always: sites
                .iter()
                .map(|it| it.plan(Rule::Static).machines.iter().copied().max().unwrap_or_default())
                .collect(),
            bound_g: sites.iter().map(|it| it.bound_g).sum(),
        })
    }

    pub fn rule(&self, rule: Rule) -> &Running {
        let [fixed, reactive, planned, best] = &self.rules;
        match rule {
            Rule::Static => fixed,
            Rule::Reactive => reactive,
            Rule::Planned => planned,
            Rule::Best => best,
        }
    }

    /// By how much less the best day emits than one with the peak's machines always on, as a share.
    pub fn share(&self) -> f64 {
        let (best, fixed) = (self.rule(Rule::Best).parts, self.rule(Rule::Static).parts);
        if fixed.total() > 0.0 { 1.0 - best.total() / fixed.total() } else { 0.0 }
    }

    /// Whether no site ever needs more than one.
    pub fn one_suffices(&self) -> bool {
        self.always.iter().all(|it| *it <= 1)
    }
}

impl Running {
    fn of(sites: &[&Fleet], rule: Rule) -> Self {
        let plans: Vec<&Plan> = sites.iter().map(|it| it.plan(rule)).collect();
        let sum = |of: &dyn Fn(&Plan, usize) -> f64| {
            let mut hours = [0.0; 24];
            for plan in &plans {
                let here = by_hour(plan, |slot| of(plan, slot));
                hours.iter_mut().zip(here).for_each(|(to, it)| *to += it);
            }
            hours
        };
        let busy = |plan: &Plan, slot: usize| plan.busy.get(slot).copied().unwrap_or_default();
        let writing = sum(&busy);
        let under_way =
            sum(&|plan, slot| busy(plan, slot) * plan.batch.get(slot).copied().unwrap_or_default());
        let share = |hour: usize| {
            if writing[hour] > 0.0 { under_way[hour] / writing[hour] } else { 0.0 }
        };
        Self {
            rule,
            parts: plans.iter().fold(Parts::default(), |sum, it| sum + it.parts),
            overload: plans.iter().map(|it| it.overload).sum(),
            starts: plans.iter().map(|it| it.starts).sum(),
            machine_hours: plans.iter().map(|it| it.machine_hours).sum(),
            idle: sum(&|plan, slot| 1.0 - busy(plan, slot)),
            batch: std::array::from_fn(share),
            writing,
        }
    }
}

/// Machines of a plan times a share of each slot, in the mean of each hour.
fn by_hour(plan: &Plan, share: impl Fn(usize) -> f64) -> Hourly {
    let mut hours = [0.0; 24];
    let slots_an_hour = (SLOTS / 24) as f64;
    for (slot, machines) in plan.machines.iter().enumerate() {
        if let Some(to) = hours.get_mut(hour(slot)) {
            *to += *machines as f64 * share(slot) / slots_an_hour;
        }
    }
    hours
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, of_sites};
    use super::*;
    use crate::data::day::LOADS;
    use crate::day::{Grids, Setting};
    use crate::scenario::Scenario;

    fn machines(answers: f64, split: &[f64]) -> Machines {
        let mut setting = Setting::of(Scenario::default(), split.len() - 1);
        setting.answers = answers;
        let grids = Grids { g_per_kwh: vec![[300.0; 24]; split.len()] };
        let load = LOADS[0].mean1.map(|it| it * answers / 24.0);
        let computed: Vec<Hourly> = split.iter().map(|share| load.map(|it| share * it)).collect();
        let settings = Settings::of(setting.qoe_day, setting.qoe_floor);
        Machines::of(&of_sites(&setting, &grids, &computed, &settings).unwrap()).unwrap()
    }

    #[test]
    fn hours_have_the_machine_hours_and_the_answers_of_the_day() {
        let found = machines(4e6, &[0.5, 0.3, 0.2, 0.0]);
        for running in &found.rules {
            let on: f64 = running.writing.iter().chain(&running.idle).sum();
            // What comes late has machines of its own.
            assert!(running.overload > 0.0 || (on / running.machine_hours - 1.0).abs() < 1e-12);
            assert!(running.idle.iter().all(|it| *it >= 0.0));
        }
        let best = found.rule(Rule::Best);
        for hour in 0..24 {
            let on: f64 = found.on.iter().map(|site| site[hour]).sum();
            assert!((on - best.writing[hour] - best.idle[hour]).abs() < 1e-12);
        }
        // The rule that has the peak's machines on has them on in every hour.
        let fixed = found.rule(Rule::Static);
        let always: u64 = found.always.iter().sum();
        assert_eq!(found.always.last(), Some(&0));
        for hour in 0..24 {
            assert!((fixed.writing[hour] + fixed.idle[hour] - always as f64).abs() < 1e-12);
        }
        assert!(found.share() > 0.1 && found.bound_g <= best.parts.total());
        assert!(!found.one_suffices());
    }

    #[test]
    fn one_machine_suffices_for_few_answers_and_waits_for_most_of_the_night_for_fewer() {
        let found = machines(1e5, &[1.0]);
        assert!(found.one_suffices() && found.always == [1]);
        let few = machines(5e3, &[1.0]);
        let best = few.rule(Rule::Best);
        // Answers come one by one, and in between the machine is on for nothing.
        assert!(best.batch.iter().all(|it| *it == 1.0));
        assert!(best.idle[3] > 0.9 && best.idle[3] + best.writing[3] == 1.0, "{:?}", best.idle);
        // The same few at four places keep four on.
        assert_eq!(machines(1e5, &[0.25; 4]).always, [1; 4]);
    }
}
