//! The policies that answer, as files: those that ship, a run's, or a user's own, and who gives way
//! to whom.
//!
//! The page holds them so that a worker that starts anew answers as the one before. The rule is
//! [`Origin::gives_way_to`], which the worker keeps too: what comes by itself, a file that ships or
//! a run that was kept, never takes the place of what somebody asked for.

use crate::learn::Algorithm;
use crate::protocol::{Command, Origin};

/// After this long it is tried again to fetch what could not be fetched, ms.
const RETRY_MS: f64 = 10_000.0;

/// A policy that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub file: Vec<u8>,
    pub origin: Origin,
}

/// Whether the policies for any scenario are at hand; only who leaves AOLO-Bench needs them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Fetch {
    #[default]
    NotYet,
    UnderWay,
    FailedAt {
        ms: f64,
    },
    Done,
}

/// The policies that answer, one for each algorithm, and those that stand in for shipped ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policies {
    held: [Option<Held>; 2],
    any: [Option<Vec<u8>>; 2],
    any_fetch: Fetch,
}

impl Policies {
    /// The policy that answers for an algorithm.
    pub fn held(&self, algorithm: Algorithm) -> Option<&Held> {
        self.held[algorithm as usize].as_ref()
    }

    /// Takes what comes by itself, unless what answers does not give way to it; then what the
    /// worker is to be told.
    pub fn load(&mut self, algorithm: Algorithm, file: Vec<u8>, origin: Origin) -> Option<Command> {
        if self.held(algorithm).is_some_and(|held| !held.origin.gives_way_to(origin)) {
            return None;
        }
        self.put(algorithm, file.clone(), origin);
        Some(Command::Load { algorithm, policy: file, origin })
    }

    /// Takes what answers already in the worker.
    pub fn put(&mut self, algorithm: Algorithm, file: Vec<u8>, origin: Origin) {
        self.held[algorithm as usize] = Some(Held { file, origin });
    }

    /// Takes one that ships for any scenario, and says what the worker is to be told.
    pub fn load_any(&mut self, algorithm: Algorithm, file: Vec<u8>) -> Command {
        self.any[algorithm as usize] = Some(file.clone());
        Command::Load { algorithm, policy: file, origin: Origin::Shipped }
    }

    /// What was learnt here answers no longer.
    pub fn forget_trained(&mut self) {
        for held in &mut self.held {
            held.take_if(|held| matches!(held.origin, Origin::Trained { .. }));
        }
    }

    /// Those for which nothing answers.
    pub fn missing(&self) -> impl Iterator<Item = Algorithm> + use<> {
        let missing = Algorithm::ALL.map(|it| self.held(it).is_none().then_some(it));
        missing.into_iter().flatten()
    }

    /// What a worker that starts anew is to be told.
    pub fn retell(&self) -> Vec<Command> {
        let held = Algorithm::ALL.into_iter().filter_map(|algorithm| {
            let Held { file, origin } = self.held(algorithm)?.clone();
            Some(Command::Load { algorithm, policy: file, origin })
        });
        let any = Algorithm::ALL.into_iter().filter_map(|algorithm| {
            let policy = self.any[algorithm as usize].clone()?;
            Some(Command::Load { algorithm, policy, origin: Origin::Shipped })
        });
        held.chain(any).collect()
    }

    /// Whether to fetch those for any scenario now, which is under way from here on.
    pub fn begin_any(&mut self, now_ms: f64) -> bool {
        let due = match self.any_fetch {
            Fetch::NotYet => true,
            Fetch::FailedAt { ms } => now_ms - ms >= RETRY_MS,
            Fetch::UnderWay | Fetch::Done => false,
        };
        if due {
            self.any_fetch = Fetch::UnderWay;
        }
        due
    }

    /// They have come, or could not be fetched.
    pub fn end_any(&mut self, now_ms: f64) {
        let all = self.any.iter().all(Option::is_some);
        self.any_fetch = if all { Fetch::Done } else { Fetch::FailedAt { ms: now_ms } };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SDRL: Algorithm = Algorithm::Sdrl;

    fn answers(policies: &Policies) -> Option<(u8, Origin)> {
        policies.held(SDRL).map(|held| (held.file[0], held.origin))
    }

    #[test]
    fn what_ships_and_comes_late_takes_the_place_of_nothing() {
        for (origin, gives_way) in [
            (Origin::Shipped, true),
            (Origin::Trained { update: 9 }, false),
            (Origin::Imported, false),
        ] {
            let mut policies = Policies::default();
            policies.put(SDRL, vec![1], origin);
            let told = policies.load(SDRL, vec![2], Origin::Shipped);
            assert_eq!(told.is_some(), gives_way, "{origin:?}");
            let expected = if gives_way { (2, Origin::Shipped) } else { (1, origin) };
            assert_eq!(answers(&policies), Some(expected));
        }
    }

    #[test]
    fn what_was_kept_takes_the_place_of_what_ships_but_of_no_file() {
        let kept = Origin::Trained { update: 5000 };
        let mut policies = Policies::default();
        policies.load(SDRL, vec![1], Origin::Shipped);
        let told = policies.load(SDRL, vec![2], kept);
        let load = Command::Load { algorithm: SDRL, policy: vec![2], origin: kept };
        assert_eq!(told, Some(load));
        policies.put(SDRL, vec![3], Origin::Imported);
        assert_eq!(policies.load(SDRL, vec![2], kept), None);
        assert_eq!(answers(&policies), Some((3, Origin::Imported)));
    }

    #[test]
    fn forgetting_a_run_lets_a_file_go_on_answering() {
        let mut policies = Policies::default();
        policies.put(SDRL, vec![1], Origin::Trained { update: 1 });
        policies.put(Algorithm::Sac, vec![2], Origin::Imported);
        policies.forget_trained();
        assert_eq!(policies.missing().collect::<Vec<_>>(), [SDRL]);
        assert!(policies.load(SDRL, vec![3], Origin::Shipped).is_some());
        assert_eq!(policies.missing().count(), 0);
    }

    #[test]
    fn a_worker_that_starts_anew_hears_all_that_the_one_before_had() {
        let mut policies = Policies::default();
        assert_eq!(policies.retell(), []);
        policies.put(SDRL, vec![1], Origin::Imported);
        policies.load(Algorithm::Sac, vec![2], Origin::Shipped);
        policies.load_any(Algorithm::Sac, vec![3]);
        let load =
            |algorithm, byte, origin| Command::Load { algorithm, policy: vec![byte], origin };
        let told = [
            load(SDRL, 1, Origin::Imported),
            load(Algorithm::Sac, 2, Origin::Shipped),
            load(Algorithm::Sac, 3, Origin::Shipped),
        ];
        assert_eq!(policies.retell(), told);
    }

    #[test]
    fn those_for_any_scenario_are_fetched_once_and_again_after_a_failure() {
        let mut policies = Policies::default();
        assert!(policies.begin_any(0.0));
        assert!(!policies.begin_any(1.0), "under way");
        policies.load_any(SDRL, vec![1]);
        policies.end_any(1_000.0);
        assert!(!policies.begin_any(1_001.0), "too soon");
        assert!(policies.begin_any(1_000.0 + RETRY_MS), "one is missing");
        policies.load_any(Algorithm::Sac, vec![2]);
        policies.end_any(12_000.0);
        assert!(!policies.begin_any(1e9), "both are there");
    }
}
