//! Who of the workers that are at something has fallen silent: one that was ended from outside, or
//! hangs, says nothing more, not even that.
//!
//! By how often a timer of the page has gone off meanwhile, not by a clock: where the machine sleeps,
//! or timers are held back, both stand still.

/// So many turns of the timer without a word.
const MOST_TURNS: u32 = 6;

/// By the index of a worker: turns without a word, of those that are at something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watch(Vec<Option<u32>>);

impl Watch {
    /// It is at something from now on, and keeps telling of it.
    pub fn begin(&mut self, worker: usize) {
        if self.0.len() <= worker {
            self.0.resize(worker + 1, None);
        }
        if let Some(turns) = self.0.get_mut(worker) {
            *turns = Some(0);
        }
    }

    /// It has nothing to tell any more.
    pub fn end(&mut self, worker: usize) {
        if let Some(turns) = self.0.get_mut(worker) {
            *turns = None;
        }
    }

    /// It has said something.
    pub fn heard(&mut self, worker: usize) {
        if let Some(Some(turns)) = self.0.get_mut(worker) {
            *turns = 0;
        }
    }

    /// A turn of the timer; who is given up, and no longer watched.
    pub fn turn(&mut self) -> Vec<usize> {
        let mut silent = Vec::new();
        for (worker, watched) in self.0.iter_mut().enumerate() {
            let Some(turns) = watched else { continue };
            *turns += 1;
            if *turns >= MOST_TURNS {
                *watched = None;
                silent.push(worker);
            }
        }
        silent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_at_something_and_says_nothing_is_given_up_once() {
        let mut watch = Watch::default();
        watch.heard(3);
        for worker in [0, 1, 2] {
            watch.begin(worker);
        }
        watch.end(2);
        for turn in 1..=20 {
            watch.heard(0);
            let silent = if turn == MOST_TURNS { vec![1] } else { vec![] };
            assert_eq!(watch.turn(), silent, "turn {turn}");
        }
    }
}
