//! What a training run has shown so far: curves, standings, and what it says of itself.

use super::{Run, SeedRun};
use crate::claim::RunClaim;
use crate::learn::{Algorithm, Recipe, Record, Score};
use crate::protocol::{Plan, RunId, RunState};
use crate::report::{Reached, Trained};
use crate::scenario::MODEL_VERSION;
use crate::stats::{Interval, interquartile_mean, interquartile_mean_interval};
use crate::ui::charts::Point;

/// Resamples behind a band of the learning curve: enough for its width in pixels.
const BAND_RESAMPLES: usize = 500;
/// Resamples behind an interval in figures.
const TABLE_RESAMPLES: usize = 2000;
/// Seed of the resampling.
const RESAMPLING_SEED: u64 = 1;

/// How an agent stands over the seeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Seeds that it is taken over: those that are done, or as long as none is, those under way.
    pub seeds: usize,
    pub gap: Interval,
    pub violation_rate: f64,
    pub spike_rate: f64,
    /// Of a decision, neuron updates included, pJ.
    pub energy_pj: f64,
}

/// What the curves and the standings of a run follow from, told from another by counting: they take
/// thousands of resamples, and workers tell of progress dozens of times a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    first: RunId,
    scores: usize,
    done: usize,
    state: Option<RunState>,
}

impl SeedRun {
    /// The digests of what was learnt, in the order of the plan; none before all its learners are done.
    pub fn digests(&self, plan: &Plan) -> Option<Vec<u64>> {
        let digest = |recipe: &Recipe| {
            let mut learned = self.learned.iter();
            Some(learned.find(|it| it.algorithm == recipe.algorithm())?.digest)
        };
        plan.recipes.iter().map(digest).collect()
    }

    fn of(&self, algorithm: Algorithm) -> impl DoubleEndedIterator<Item = &Record> {
        self.records.iter().filter(move |record| record.algorithm == algorithm)
    }

    fn done(&self, algorithm: Algorithm) -> bool {
        self.learned.iter().any(|learned| learned.algorithm == algorithm)
    }

    /// The score at that update; after its last update the learner stays as it is.
    fn at(&self, algorithm: Algorithm, update: u64) -> Option<Score> {
        let last = self.of(algorithm).rfind(|record| record.update <= update)?;
        (last.update == update || self.done(algorithm)).then_some(last.score)
    }
}

impl Run {
    /// Which scores there are, and of whom.
    pub fn judged(&self) -> Judged {
        Judged {
            first: self.seeds.first().map_or(0, |seed| seed.id),
            scores: self.seeds.iter().map(|seed| seed.records.len()).sum(),
            done: self.seeds.iter().map(|seed| seed.learned.len()).sum(),
            state: self.state(),
        }
    }

    /// What it would say of itself in a link: of the first seed that is done, and those that are done
    /// right after it.
    pub fn claim(&self) -> Option<RunClaim> {
        let seeds = self.seeds.iter().map(|seed| (seed.seed, seed.digests(&self.plan)));
        let mut done = seeds.skip_while(|(_, digests)| digests.is_none()).peekable();
        let seed = done.peek()?.0;
        Some(RunClaim {
            seed,
            updates: self.plan.updates,
            recipes: self.plan.recipes.clone(),
            digests: done.map_while(|(_, digests)| digests).collect(),
            hyperparameters: self.plan.hyperparameters,
            ending: self.plan.ending,
            model_version: MODEL_VERSION,
        })
    }

    /// What was trained, for those who write about it; none before a seed is done.
    pub fn trained(&self) -> Option<Trained> {
        let reached = |recipe: &Recipe| {
            let algorithm = recipe.algorithm();
            let standing = self.standing(algorithm)?;
            let (_, score) = self.last_scores(algorithm).next()?;
            Some(Reached {
                recipe: *recipe,
                requests: score.contexts,
                seeds: standing.seeds,
                gap: standing.gap.point,
                interval: (standing.gap.low, standing.gap.high),
                violation_rate: standing.violation_rate,
            })
        };
        let reached = self.plan.recipes.iter().filter_map(reached).collect();
        Some(Trained { claim: self.claim()?, reached })
    }

    /// The learning curve of an agent: at each update the interquartile mean of the seeds that
    /// have come so far, with a 95 % band where there are several. `known` are points of an earlier
    /// call; those that no new seed has reached are kept.
    pub fn curve(&self, algorithm: Algorithm, known: &mut Vec<(usize, Point)>) -> Vec<Point> {
        let mut updates: Vec<u64> =
            self.seeds.iter().flat_map(|seed| seed.of(algorithm)).map(|it| it.update).collect();
        updates.sort_unstable();
        updates.dedup();
        let fresh = updates.into_iter().filter_map(|update| {
            let scores: Vec<Score> =
                self.seeds.iter().filter_map(|seed| seed.at(algorithm, update)).collect();
            let shown = u32::try_from(update).unwrap_or(u32::MAX);
            let old = known
                .binary_search_by_key(&shown, |(_, point)| point.update)
                .ok()
                .and_then(|index| known.get(index));
            match old {
                Some(old) if old.0 == scores.len() => Some(*old),
                _ => Some((scores.len(), point(shown, &scores)?)),
            }
        });
        *known = fresh.collect();
        known.iter().map(|(_, point)| *point).collect()
    }

    /// Seeds and scores that an agent's standing is taken over.
    pub fn last_scores(&self, algorithm: Algorithm) -> impl Iterator<Item = (u64, Score)> {
        let any_done = self.seeds.iter().any(|seed| seed.done(algorithm));
        self.seeds
            .iter()
            .filter(move |seed| !any_done || seed.done(algorithm))
            .filter_map(move |seed| Some((seed.seed, seed.of(algorithm).next_back()?.score)))
    }

    /// How an agent stands; none before it was judged.
    pub fn standing(&self, algorithm: Algorithm) -> Option<Standing> {
        let scores: Vec<Score> = self.last_scores(algorithm).map(|(_, score)| score).collect();
        let gaps: Vec<f64> = scores.iter().map(|score| score.gap).collect();
        let gap = interquartile_mean_interval(&gaps, TABLE_RESAMPLES, RESAMPLING_SEED).ok()?;
        let mean = |read: fn(&Score) -> f64| {
            scores.iter().map(read).sum::<f64>() / scores.len().max(1) as f64
        };
        Some(Standing {
            seeds: scores.len(),
            gap,
            violation_rate: mean(|score| score.violation_rate),
            spike_rate: mean(|score| score.spike_rate),
            energy_pj: mean(|score| score.effort.map_or(0.0, |effort| effort.with_neurons_pj)),
        })
    }

    /// Agents that have gone through all of it and do worse than the fixed rule: their gap, and the
    /// rule's.
    pub fn unlearnt(&self) -> Vec<(Algorithm, f64, f64)> {
        let Some(rule) = self.natural.filter(|_| self.state() == Some(RunState::Finished)) else {
            return Vec::new();
        };
        let worse = |algorithm: Algorithm| {
            let gap = self.standing(algorithm)?.gap.point;
            // A gap that is no number is no better.
            (gap > rule.gap || gap.is_nan()).then_some((algorithm, gap, rule.gap))
        };
        Algorithm::ALL.into_iter().filter_map(worse).collect()
    }

    /// Temperature of an agent in the first seed that has one, as it stands.
    pub fn temperature(&self, algorithm: Algorithm) -> Option<f32> {
        let of = |seed: &SeedRun| seed.of(algorithm).next_back().map(|record| record.alpha);
        self.seeds.iter().find_map(of)
    }

    /// Seeds for which an agent is done.
    pub fn seeds_done(&self, algorithm: Algorithm) -> usize {
        self.seeds.iter().filter(|seed| seed.done(algorithm)).count()
    }
}

fn point(update: u32, scores: &[Score]) -> Option<Point> {
    let gaps: Vec<f64> = scores.iter().map(|score| score.gap).collect();
    let (gap, band) = if gaps.len() > 1 {
        let it = interquartile_mean_interval(&gaps, BAND_RESAMPLES, RESAMPLING_SEED).ok()?;
        (it.point, Some((it.low, it.high)))
    } else {
        (interquartile_mean(&gaps).ok()?, None)
    };
    let broken = scores.iter().map(|score| score.violation_rate).sum::<f64>();
    Some(Point { update, gap, band, violation_rate: broken / scores.len() as f64 })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{learned, plan, record};
    use super::*;
    use crate::protocol::Progress;
    use crate::ui::worker::run::Learned;

    #[test]
    fn field_2_a_run_that_has_not_learnt_is_known_by_the_fixed_rule() {
        let mut run = Run::new(plan(), 1, 1, 1);
        run.natural = Some(record(0, 0.28).score);
        let gaps = |run: &mut Run, gap: f64, state: RunState| {
            run.seeds[0].records = vec![record(0, 2.0), record(100, gap)];
            run.seeds[0].learned = vec![learned(100)];
            run.seeds[0].state = Some(state);
            run.unlearnt()
        };
        let found = gaps(&mut run, 3.09, RunState::Finished);
        assert_eq!(found, [(Algorithm::Sdrl, 3.09, 0.28)]);
        assert_eq!(gaps(&mut run, 0.02, RunState::Finished), []);
        // What is not over, or was stopped, may still learn.
        assert_eq!(gaps(&mut run, 3.09, RunState::Running), []);
        assert_eq!(gaps(&mut run, 3.09, RunState::Stopped), []);
    }

    #[test]
    fn a_curve_is_the_mean_of_the_seeds_that_have_come_so_far() {
        let mut run = Run::new(plan(), 1, 3, 0);
        run.seeds[0].records = vec![record(0, 1.0), record(50, 0.5), record(100, 0.3)];
        run.seeds[1].records = vec![record(0, 2.0), record(50, 0.7)];
        run.seeds[2].records = vec![record(0, 3.0)];
        let mut known = Vec::new();
        let curve = run.curve(Algorithm::Sdrl, &mut known);
        let gaps: Vec<f64> = curve.iter().map(|point| point.gap).collect();
        assert_eq!(gaps, [2.0, 0.6, 0.3]);
        assert_eq!(curve.iter().map(|it| it.update).collect::<Vec<_>>(), [0, 50, 100]);
        let (low, high) = curve[0].band.unwrap();
        assert!((1.0..2.0).contains(&low) && (2.0..=3.0).contains(&high), "{low} {high}");
        assert_eq!(curve[2].band, None, "one seed has no band");
        assert!(run.curve(Algorithm::Sac, &mut Vec::new()).is_empty());
        // A learner that is done stays where it is.
        run.seeds[1].learned = vec![learned(50)];
        let curve = run.curve(Algorithm::Sdrl, &mut known);
        assert!((curve[2].gap - 0.5).abs() < 1e-12);
        assert_eq!(curve, run.curve(Algorithm::Sdrl, &mut known), "from what is known");
        assert_eq!(curve, run.curve(Algorithm::Sdrl, &mut Vec::new()), "and from nothing");
    }

    #[test]
    fn progress_alone_is_no_reason_to_judge_again() {
        let mut run = Run::new(plan(), 1, 2, 7);
        let (progress, before) = (Progress { done: 30, ..Progress::default() }, run.judged());
        run.heard(7, progress, Vec::new());
        assert_eq!(run.judged(), before);
        run.heard(7, progress, vec![record(0, 1.0)]);
        let scored = run.judged();
        assert_ne!(scored, before);
        run.seeds[0].learned = vec![learned(50)];
        assert_ne!(run.judged(), scored);
        assert_ne!(Run::new(plan(), 1, 2, 9).judged(), before, "another run");
    }

    #[test]
    fn a_standing_is_of_those_done_or_else_of_those_under_way() {
        let mut run = Run::new(plan(), 1, 3, 0);
        assert_eq!(run.standing(Algorithm::Sdrl), None);
        run.seeds[0].records = vec![record(0, 1.0), record(50, 0.5)];
        run.seeds[1].records = vec![record(0, 2.0)];
        let standing = run.standing(Algorithm::Sdrl).unwrap();
        assert_eq!((standing.seeds, standing.gap.point), (2, 1.25));
        run.seeds[0].learned = vec![learned(50)];
        let standing = run.standing(Algorithm::Sdrl).unwrap();
        assert_eq!((standing.seeds, standing.gap.point), (1, 0.5));
        assert_eq!(run.seeds_done(Algorithm::Sdrl), 1);
        assert_eq!(run.temperature(Algorithm::Sdrl), Some(0.05));
    }

    #[test]
    fn tour_17_what_was_trained_is_told_once_a_seed_is_done() {
        let mut run = Run::new(plan(), 4, 2, 0);
        run.seeds[0].records = vec![record(0, 1.0), record(100, 0.02)];
        run.seeds[0].learned = vec![learned(100)];
        assert_eq!(run.trained(), None, "one of two learners");
        run.seeds[0].learned.push(Learned { algorithm: Algorithm::Sac, digest: 7, ..learned(100) });
        let told = run.trained().unwrap();
        assert_eq!((told.claim.seed, told.claim.digests), (4, vec![vec![1, 7]]));
        let [sdrl] = told.reached.as_slice() else { panic!("{:?}", told.reached) };
        assert_eq!((sdrl.requests, sdrl.seeds, sdrl.gap), (256, 1, 0.02));
    }
}
