//! The policies at hand, as files: those that ship, and one's own, a run's or a file's.
//!
//! The page holds them so that a worker that starts anew answers as the one before. What ships stays
//! beside one's own; whose answers the view says. Among one's own a run that was kept never takes the
//! place of a file that somebody opened: the rule is [`Origin::gives_way_to`], which the worker keeps
//! too.

use crate::learn::Algorithm;
use crate::protocol::{Command, Origin};

/// One's own policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub file: Vec<u8>,
    pub origin: Origin,
}

/// The policies, one of each kind for each algorithm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policies {
    shipped: [Option<Vec<u8>>; 2],
    own: [Option<Held>; 2],
}

impl Policies {
    /// One's own policy for an algorithm.
    pub fn own(&self, algorithm: Algorithm) -> Option<&Held> {
        self.own[algorithm as usize].as_ref()
    }

    /// Whether there is one for any algorithm.
    pub fn any_own(&self) -> bool {
        self.own.iter().any(Option::is_some)
    }

    /// The file of the policy that answers where one's own is asked for, or is not.
    pub fn file(&self, algorithm: Algorithm, own: bool) -> Option<&[u8]> {
        let own = self.own(algorithm).filter(|_| own).map(|held| held.file.as_slice());
        own.or(self.shipped[algorithm as usize].as_deref())
    }

    /// Takes what comes by itself, unless what is there does not give way to it; then what the
    /// worker is to be told.
    pub fn load(&mut self, algorithm: Algorithm, file: Vec<u8>, origin: Origin) -> Option<Command> {
        if origin == Origin::Shipped {
            self.shipped[algorithm as usize] = Some(file.clone());
        } else if self.own(algorithm).is_none_or(|held| held.origin.gives_way_to(origin)) {
            self.put(algorithm, file.clone(), origin);
        } else {
            return None;
        }
        Some(Command::Load { algorithm, policy: file, origin })
    }

    /// Takes one's own that is in the worker already.
    pub fn put(&mut self, algorithm: Algorithm, file: Vec<u8>, origin: Origin) {
        self.own[algorithm as usize] = Some(Held { file, origin });
    }

    /// What was learnt here is forgotten.
    pub fn forget_trained(&mut self) {
        for held in &mut self.own {
            held.take_if(|held| matches!(held.origin, Origin::Trained { .. }));
        }
    }

    /// Those whose shipped policy has not come.
    pub fn missing(&self) -> impl Iterator<Item = Algorithm> + use<> {
        let missing = Algorithm::ALL.map(|it| self.shipped[it as usize].is_none().then_some(it));
        missing.into_iter().flatten()
    }

    /// What a worker that starts anew is to be told.
    pub fn retell(&self) -> Vec<Command> {
        let own = Algorithm::ALL.into_iter().filter_map(|algorithm| {
            let Held { file, origin } = self.own(algorithm)?.clone();
            Some(Command::Load { algorithm, policy: file, origin })
        });
        let shipped = Algorithm::ALL.into_iter().filter_map(|algorithm| {
            let policy = self.shipped[algorithm as usize].clone()?;
            Some(Command::Load { algorithm, policy, origin: Origin::Shipped })
        });
        own.chain(shipped).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SDRL: Algorithm = Algorithm::Sdrl;

    fn own(policies: &Policies) -> Option<(u8, Origin)> {
        policies.own(SDRL).map(|held| (held.file[0], held.origin))
    }

    #[test]
    fn tour_3_what_ships_stays_beside_ones_own() {
        for origin in [Origin::Trained { update: 9 }, Origin::Imported] {
            let mut policies = Policies::default();
            policies.put(SDRL, vec![1], origin);
            assert!(policies.any_own() && policies.missing().count() == 2);
            assert!(policies.load(SDRL, vec![2], Origin::Shipped).is_some());
            assert_eq!(own(&policies), Some((1, origin)));
            let files = [true, false].map(|own| policies.file(SDRL, own).map(<[u8]>::to_vec));
            assert_eq!(files, [Some(vec![1]), Some(vec![2])]);
        }
    }

    #[test]
    fn what_was_kept_takes_the_place_of_no_file() {
        let kept = Origin::Trained { update: 5000 };
        let mut policies = Policies::default();
        let load = Command::Load { algorithm: SDRL, policy: vec![2], origin: kept };
        assert_eq!(policies.load(SDRL, vec![2], kept), Some(load));
        policies.put(SDRL, vec![3], Origin::Imported);
        assert_eq!(policies.load(SDRL, vec![2], kept), None);
        assert_eq!(own(&policies), Some((3, Origin::Imported)));
    }

    #[test]
    fn forgetting_a_run_leaves_a_file_and_what_ships() {
        let mut policies = Policies::default();
        policies.load(SDRL, vec![3], Origin::Shipped);
        policies.put(SDRL, vec![1], Origin::Trained { update: 1 });
        policies.put(Algorithm::Sac, vec![2], Origin::Imported);
        policies.forget_trained();
        assert_eq!(policies.file(SDRL, true), Some([3].as_slice()));
        assert_eq!(policies.file(Algorithm::Sac, true), Some([2].as_slice()));
        assert!(policies.any_own());
    }

    #[test]
    fn a_worker_that_starts_anew_hears_all_that_the_one_before_had() {
        let mut policies = Policies::default();
        assert_eq!(policies.retell(), []);
        policies.put(SDRL, vec![1], Origin::Imported);
        policies.load(Algorithm::Sac, vec![2], Origin::Shipped);
        let load =
            |algorithm, byte, origin| Command::Load { algorithm, policy: vec![byte], origin };
        let told = [load(SDRL, 1, Origin::Imported), load(Algorithm::Sac, 2, Origin::Shipped)];
        assert_eq!(policies.retell(), told);
    }
}
