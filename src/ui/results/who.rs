//! Everybody who decides: what each knows, how far above the optimum it stays, what a decision takes.

use super::names;
use super::summary::{
    AnyStanding, Baseline, Interval, Learner, Library, Public, Reproduced, Standing,
};
use crate::learn::{Effort, Score};
use crate::stats;
use crate::ui::charts::who_decides::plan::broken;
use crate::ui::charts::who_decides::{Group, Kind, Row, Stand};
use crate::ui::words::format::{THIN_SPACE, number, significant, whole, with_unit};
use crate::ui::words::{listed, results as words};

/// Resamples of the intervals over the seeds of public libraries: their runs are kept one by one.
const RESAMPLES: usize = 2_000;
const BOOTSTRAP_SEED: u64 = 1;

/// What stands in the place of a figure that nobody has.
const NONE: &str = "–";

impl Reproduced {
    /// All rows, those who know alike together, and within a group the nearest to the optimum first.
    pub fn groups(&self) -> Vec<Group> {
        use Baseline::{Expert, FixedByCarbon, FixedByLimits, Middle, NaturalLength, Optimum};
        use Baseline::{Random, SafeAction};
        let rules = |all: &[Baseline]| all.iter().filter_map(|&it| self.rule(it)).collect();
        let learners = |all: &[Learner]| all.iter().map(|&it| self.learner(it)).collect();
        let mut libraries: Vec<Row> =
            [Library::StableBaselines3, Library::SpinningUp, Library::CleanRl]
                .map(|it| self.library(it))
                .into();
        libraries.push(self.learner(Learner::BenchmarkSac));
        let group = |name, mut rows: Vec<Row>| {
            // Who has not been run comes last.
            let above = |row: &Row| row.stands[0].map_or(f64::INFINITY, |it| it.above);
            rows.sort_by(|a, b| above(a).total_cmp(&above(b)));
            Group { name, goals: None, paper: None, rows }
        };
        let goals = Some([100.0 * Score::GOAL_BENCH, 100.0 * Score::GOAL_ANY]);
        let needed = self.paper_needs().map(|gap| {
            let saved = format!("{}{THIN_SPACE}%", significant(100.0 * self.paper_saved, 4));
            (100.0 * gap, words::paper_needs(&saved))
        });
        vec![
            group(words::knows(), rules(&[Optimum, Expert])),
            Group { goals, ..group(words::within(), learners(&[Learner::Sdrl, Learner::Sac])) },
            group(
                words::may_break(),
                learners(&[
                    Learner::SdrlFreeBox,
                    Learner::SacFreeBox,
                    Learner::SdrlFewRequests,
                    Learner::PopSan,
                ]),
            ),
            Group { paper: needed, ..group(words::libraries(), libraries) },
            group(
                words::decides_not(),
                rules(&[Middle, SafeAction, NaturalLength, FixedByCarbon, FixedByLimits, Random]),
            ),
        ]
    }

    /// How far above the optimum a SAC has to be for SDRL to save over it what the paper says.
    pub fn paper_needs(&self) -> Option<f64> {
        let sdrl = self.standing(Learner::Sdrl)?.gap.point;
        Some((1.0 + sdrl) / (1.0 - self.paper_saved) - 1.0)
    }

    /// How a recipe stood at its end.
    pub fn standing(&self, of: Learner) -> Option<&Standing> {
        self.recipes.iter().find(|it| it.recipe == of)?.end.as_ref()
    }

    fn rule(&self, of: Baseline) -> Option<Row> {
        let it = self.baselines.iter().find(|it| it.rule == of)?;
        let stand = |above: f64, broken: f64| Stand {
            above: 100.0 * above,
            interval: None,
            broken: 100.0 * broken,
            counts: broken <= self.gate,
            one_seed: false,
        };
        let (name, aside) = names::baseline(of);
        Some(Row {
            name: name.to_owned(),
            aside: aside.to_owned(),
            kind: match of {
                Baseline::Optimum => Kind::Best,
                Baseline::Expert => Kind::Rule,
                _ => Kind::Fixed,
            },
            stands: [
                Some(stand(it.gap, it.violation_rate)),
                it.any.as_ref().map(|it| stand(it.mean_excess, it.violation_rate)),
            ],
            energy: String::new(),
            operations: String::new(),
        })
    }

    fn stand(&self, above: &Interval, broken: f64, seeds: u32) -> Stand {
        Stand {
            above: 100.0 * above.point,
            interval: (seeds > 1).then_some((100.0 * above.low, 100.0 * above.high)),
            broken: 100.0 * broken,
            counts: broken <= self.gate,
            one_seed: seeds == 1,
        }
    }

    fn learner(&self, of: Learner) -> Row {
        let name = names::learner(of).to_owned();
        let spiking = !matches!(
            of,
            Learner::Sac | Learner::SacFreeBox | Learner::BenchmarkSac | Learner::SacMixedReward
        );
        let kind = if spiking { Kind::Spiking } else { Kind::Dense };
        let (energy, operations) = (String::new(), String::new());
        let found = self.recipes.iter().find(|it| it.recipe == of);
        let Some((it, end)) = found.and_then(|it| Some((it, it.end.as_ref()?))) else {
            return Row { name, aside: String::new(), kind, stands: [None; 2], energy, operations };
        };
        let any = |any: &AnyStanding| self.stand(&any.mean_excess, any.violation_rate, it.seeds);
        let (energy, operations) = takes(of, end);
        Row {
            name,
            aside: seeds(it.seeds, it.diverged),
            kind,
            stands: [
                Some(self.stand(&end.gap, end.violation_rate, it.seeds)),
                end.any.as_ref().map(any),
            ],
            energy,
            operations,
        }
    }

    /// How a library's SAC stood; none where it was not run.
    pub fn library_reached(&self, of: Library) -> Option<LibraryReached> {
        LibraryReached::new(self.public.iter().find(|it| it.recipe == of)?)
    }

    fn library(&self, of: Library) -> Row {
        let (name, settings) = names::library(of);
        let it = self.public.iter().find(|it| it.recipe == of);
        let mut aside = vec![settings.to_owned()];
        if let Some(it) = it {
            aside.push(words::steps(&whole(it.environment_steps.into())));
            aside.push(seeds(it.seeds.len().try_into().unwrap_or(u32::MAX), it.diverged));
        }
        let stand =
            self.library_reached(of).map(|it| self.stand(&it.gap, it.violation_rate, it.seeds));
        Row {
            name: name.to_owned(),
            aside: aside.join(listed()),
            kind: Kind::Dense,
            stands: [stand, None],
            energy: it.map_or_else(String::new, |it| energy(it.macs as f64 * Effort::MAC_PJ)),
            operations: it.map_or_else(String::new, |it| words::macs(&whole(it.macs as f64))),
        }
    }

    /// Who, gap and interval and broken limits for both families, energy and operations of a decision.
    pub fn table(&self) -> Vec<Vec<String>> {
        let stand = |it: &Option<Stand>| {
            let Some(it) = it else { return [words::not_run(), NONE, NONE].map(String::from) };
            let written = |percent: f64| significant(percent, 3);
            // What counts for nothing stands in brackets.
            let quoted =
                if it.counts { written(it.above) } else { format!("[{}]", written(it.above)) };
            let ends = it.interval.map(|(low, high)| words::from_to(&written(low), &written(high)));
            [quoted, ends.unwrap_or_else(|| NONE.into()), broken(it.broken)]
        };
        let row = |row: Row| {
            let or_none = |text: String| if text.is_empty() { NONE.to_owned() } else { text };
            let [bench, any] = row.stands;
            let name = vec![row.name, or_none(row.aside)];
            let rest = [or_none(row.energy), or_none(row.operations)];
            name.into_iter().chain(stand(&bench)).chain(stand(&any)).chain(rest).collect()
        };
        self.groups().into_iter().flat_map(|it| it.rows).map(row).collect()
    }

    /// What the rule and the agents that ship stay within on both families, percent.
    pub fn stays_within(&self) -> Option<(f64, f64)> {
        let rule = self.rule(Baseline::Expert)?;
        let agents = [Learner::Sdrl, Learner::Sac].map(|it| self.learner(it));
        let most = |rows: &[Row]| {
            let stands = rows.iter().flat_map(|it| it.stands.iter().flatten());
            stands.fold(0.0, |most: f64, it| most.max(it.above))
        };
        Some((most(&[rule]), most(&agents)))
    }
}

/// How a library's SAC stood over its seeds.
pub struct LibraryReached {
    pub environment_steps: u32,
    pub seeds: u32,
    /// Interquartile mean with its interval.
    pub gap: Interval,
    pub violation_rate: f64,
}

impl LibraryReached {
    fn new(of: &Public) -> Option<Self> {
        let gaps: Vec<f64> = of.seeds.iter().map(|it| it.gap).collect();
        let found = stats::interquartile_mean_interval(&gaps, RESAMPLES, BOOTSTRAP_SEED).ok()?;
        let broken: f64 = of.seeds.iter().map(|it| it.violation_rate).sum();
        Some(Self {
            environment_steps: of.environment_steps,
            seeds: of.seeds.len().try_into().ok()?,
            gap: Interval { point: found.point, low: found.low, high: found.high },
            violation_rate: broken / of.seeds.len() as f64,
        })
    }
}

fn seeds(seeds: u32, diverged: u32) -> String {
    let seeds = words::seeds(&seeds.to_string());
    if diverged == 0 { seeds } else { words::diverged(&seeds, &diverged.to_string()) }
}

/// Energy of a decision's arithmetic, and the operations behind it.
fn takes(of: Learner, end: &Standing) -> (String, String) {
    let update_pj = match of {
        Learner::PopSan => Effort::POPSAN_UPDATE_PJ,
        Learner::SdrlDirectCoding => Effort::DIRECT_UPDATE_PJ,
        _ => Effort::FEW_SPIKES_UPDATE_PJ,
    };
    let pj = end.macs as f64 * Effort::MAC_PJ
        + end.synops_per_decision * Effort::ADD_PJ
        + end.neuron_updates_per_decision as f64 * update_pj;
    let operations = if end.synops_per_decision > 0.0 {
        words::synops(&whole(end.synops_per_decision))
    } else {
        words::macs(&whole(end.macs as f64))
    };
    (energy(pj), operations)
}

fn energy(pj: f64) -> String {
    with_unit(&number(1e-3 * pj), "nJ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::words::{Lang, set_lang};

    fn committed() -> Reproduced {
        set_lang(Lang::En);
        let Some(it) = Reproduced::committed() else { panic!("results do not fit") };
        it
    }

    #[test]
    fn the_agents_that_ship_stay_within_their_goals_over_ten_seeds() {
        let it = committed();
        for learner in [Learner::Sdrl, Learner::Sac] {
            let row = it.recipes.iter().find(|row| row.recipe == learner);
            assert!(row.is_some_and(|row| row.seeds >= 10 && row.diverged == 0), "{learner:?}");
        }
        let Some(group) = it.groups().into_iter().nth(1) else { panic!() };
        let Some(goals) = group.goals else { panic!() };
        for row in group.rows {
            for (stand, goal) in row.stands.iter().zip(goals) {
                assert!(stand.is_some_and(|it| it.above <= goal && it.broken == 0.0), "{row:?}");
            }
        }
    }

    #[test]
    fn every_committed_row_is_shown_once_with_its_figures() {
        let it = committed();
        let rows: Vec<Row> = it.groups().into_iter().flat_map(|it| it.rows).collect();
        let with = |above: f64| {
            rows.iter().filter(move |row| {
                row.stands[0].is_some_and(|it| (it.above - 100.0 * above).abs() < 1e-9)
            })
        };
        for rule in &it.baselines {
            assert_eq!(with(rule.gap).count(), 1, "{:?}", rule.rule);
        }
        for recipe in &it.recipes {
            let Some(end) = &recipe.end else { continue };
            assert_eq!(with(end.gap.point).count(), 1, "{:?}", recipe.recipe);
        }
        let names: std::collections::BTreeSet<_> =
            rows.iter().map(|row| (&row.name, &row.aside)).collect();
        assert_eq!(names.len(), rows.len(), "two rows are called alike");
        assert!(it.table().iter().all(|row| row.len() == 10));
    }

    #[test]
    fn what_a_decision_takes_is_what_the_agent_that_ships_takes() {
        // README: 5.0 nJ of additions and products, 7.8 with the updates of neurons; SAC 21.8.
        let it = committed();
        let energy = |of| {
            let Some(end) = it.standing(of) else { panic!() };
            takes(of, end).0.replace('\u{a0}', " ")
        };
        assert_eq!([energy(Learner::Sdrl), energy(Learner::Sac)], ["7.87 nJ", "21.8 nJ"]);
    }

    #[test]
    fn the_paper_needs_a_sac_over_which_its_share_is_saved() {
        let it = committed();
        let (Some(needed), Some(sdrl)) = (it.paper_needs(), it.standing(Learner::Sdrl)) else {
            panic!()
        };
        let saved = 1.0 - (1.0 + sdrl.gap.point) / (1.0 + needed);
        assert!((saved - it.paper_saved).abs() < 1e-12 && (0.2..0.3).contains(&needed));
    }

    #[test]
    fn one_seed_has_no_interval_and_several_have() {
        let seed = |gap: f64| super::super::summary::PublicSeed { gap, violation_rate: 0.1 };
        let public = |gaps: &[f64]| Public {
            recipe: Library::CleanRl,
            environment_steps: 20_000,
            diverged: 0,
            macs: 1,
            seeds: gaps.iter().map(|&it| seed(it)).collect(),
        };
        let row = |gaps: &[f64]| {
            let it = Reproduced { public: vec![public(gaps)], ..committed() };
            it.library(Library::CleanRl)
        };
        let Some(one) = row(&[0.3]).stands[0] else { panic!() };
        assert!(one.one_seed && one.interval.is_none() && !one.counts);
        let Some(more) = row(&[0.3, 0.4, 0.5]).stands[0] else { panic!() };
        assert!(!more.one_seed && more.interval.is_some_and(|it| it.0 < 40.0 && it.1 > 40.0));
        assert!(row(&[]).stands[0].is_none(), "nobody has run it");
    }
}
