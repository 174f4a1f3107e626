//! Replay buffer: the last transitions, sampled uniformly with replacement.

use crate::rng::Rng;

/// A batch of n transitions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// `[n, obs_dim]`
    pub obs: Vec<f32>,
    /// `[n, act_dim]`
    pub action: Vec<f32>,
    /// Reward, or cost and slacks: `[n, outcome_dim]`
    pub outcome: Vec<f32>,
    /// `[n, obs_dim]`; empty where no bootstrapping looks ahead.
    pub next_obs: Vec<f32>,
    /// `[n]`, 1 where nothing follows, else 0.
    pub terminated: Vec<f32>,
}

/// A ring of transitions; memory grows up to the capacity and is then reused.
#[derive(Clone, Debug)]
pub struct Replay {
    capacity: usize,
    obs_dim: usize,
    act_dim: usize,
    outcome_dim: usize,
    /// Width of what is kept of the next observation: all of it or nothing.
    next_dim: usize,
    /// Where the next transition goes once the ring is full.
    next: usize,
    data: Batch,
}

impl Replay {
    pub fn new(capacity: usize, obs_dim: usize, act_dim: usize, outcome_dim: usize) -> Self {
        let data = Batch::default();
        Self { capacity, obs_dim, act_dim, outcome_dim, next_dim: obs_dim, next: 0, data }
    }

    /// The same without next observations, a third of its memory, for a learner that looks no
    /// step ahead.
    pub fn without_next_obs(self) -> Self {
        Self { next_dim: 0, ..self }
    }

    pub fn len(&self) -> usize {
        self.data.terminated.len()
    }

    pub fn is_empty(&self) -> bool {
        self.data.terminated.is_empty()
    }

    /// Remembers a transition in place of the oldest; obs and next_obs `[obs_dim]`, action
    /// `[act_dim]`, outcome `[outcome_dim]`.
    ///
    /// # Panics
    /// If a width is another one: the rows after it would shift, and be learned from.
    pub fn push(
        &mut self,
        obs: &[f32],
        action: &[f32],
        outcome: &[f32],
        next_obs: &[f32],
        terminated: bool,
    ) {
        let widths = [obs.len(), action.len(), outcome.len(), next_obs.len()];
        let expected = [self.obs_dim, self.act_dim, self.outcome_dim, self.obs_dim];
        assert_eq!(widths, expected, "widths of observation, action, outcome, next observation");
        let (i, full) = (self.next, self.len() == self.capacity);
        let put = |to: &mut Vec<f32>, from: &[f32], width: usize| {
            if full {
                to[i * width..(i + 1) * width].copy_from_slice(from);
            } else {
                to.extend_from_slice(from);
            }
        };
        put(&mut self.data.obs, obs, self.obs_dim);
        put(&mut self.data.action, action, self.act_dim);
        put(&mut self.data.outcome, outcome, self.outcome_dim);
        put(&mut self.data.next_obs, &next_obs[..self.next_dim], self.next_dim);
        put(&mut self.data.terminated, &[f32::from(terminated)], 1);
        if full {
            self.next = (self.next + 1) % self.capacity;
        }
    }

    /// Actions of all transitions, `[len, act_dim]`, the oldest first.
    pub fn actions(&self) -> Vec<f32> {
        let (new, old) = self.data.action.split_at(self.next * self.act_dim);
        [old, new].concat()
    }

    /// Of a buffer that has seen only the last of `total` transitions: puts each where it lies in
    /// one that has seen them all.
    pub fn turn_to(&mut self, total: usize) {
        if self.len() < self.capacity {
            return;
        }
        let next = total % self.capacity;
        let rows = (next + self.capacity - self.next) % self.capacity;
        let turn = |data: &mut Vec<f32>, width: usize| data.rotate_right(rows * width);
        turn(&mut self.data.obs, self.obs_dim);
        turn(&mut self.data.action, self.act_dim);
        turn(&mut self.data.outcome, self.outcome_dim);
        turn(&mut self.data.next_obs, self.next_dim);
        turn(&mut self.data.terminated, 1);
        self.next = next;
    }

    /// Overwrites `batch` with that many transitions; the buffer must not be empty.
    pub fn sample(&self, rows: usize, rng: &mut Rng, batch: &mut Batch) {
        batch.obs.clear();
        batch.action.clear();
        batch.outcome.clear();
        batch.next_obs.clear();
        batch.terminated.clear();
        for _ in 0..rows {
            let i = rng.below(self.len());
            let (o, a) = (i * self.obs_dim, i * self.act_dim);
            batch.obs.extend_from_slice(&self.data.obs[o..o + self.obs_dim]);
            batch.action.extend_from_slice(&self.data.action[a..a + self.act_dim]);
            let (from, width) = (i * self.outcome_dim, self.outcome_dim);
            batch.outcome.extend_from_slice(&self.data.outcome[from..from + width]);
            let n = i * self.next_dim;
            batch.next_obs.extend_from_slice(&self.data.next_obs[n..n + self.next_dim]);
            batch.terminated.push(self.data.terminated[i]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn the_oldest_go_first_and_rows_stay_together() {
        let mut replay = Replay::new(5, 2, 1, 1);
        for i in 0..13u8 {
            let x = f32::from(i);
            replay.push(&[x, -x], &[10.0 * x], &[100.0 * x], &[x + 1.0, x + 2.0], i % 2 == 0);
        }
        assert_eq!(replay.len(), 5);
        let mut batch = Batch::default();
        replay.sample(200, &mut Rng::new(2, Stream::Replay), &mut batch);
        let mut seen = [0; 13];
        for i in 0..200 {
            let x = batch.obs[2 * i];
            seen[x as usize] += 1;
            assert_eq!(batch.obs[2 * i + 1], -x);
            assert_eq!((batch.action[i], batch.outcome[i]), (10.0 * x, 100.0 * x));
            assert_eq!(batch.next_obs[2 * i..2 * i + 2], [x + 1.0, x + 2.0]);
            assert_eq!(batch.terminated[i], f32::from(x % 2.0 == 0.0));
        }
        assert_eq!(seen[..8], [0; 8]);
        assert!(seen[8..].iter().all(|&n| n > 20));
    }

    #[test]
    fn a_buffer_filled_with_the_last_is_turned_to_one_that_has_seen_all() {
        let push = |replay: &mut Replay, i: u8| {
            let x = f32::from(i);
            replay.push(
                &[x, -x],
                &[10.0 * x],
                &[100.0 * x],
                &[x + 1.0, x + 2.0],
                i.is_multiple_of(2),
            );
        };
        for total in [0, 3, 5, 7, 10, 13] {
            let mut all = Replay::new(5, 2, 1, 1);
            (0..total).for_each(|i| push(&mut all, i));
            // With none, or some, more than it holds.
            for more in [0, 1, 3] {
                let mut last = Replay::new(5, 2, 1, 1);
                (total.saturating_sub(5 + more)..total).for_each(|i| push(&mut last, i));
                last.turn_to(total.into());
                assert_eq!((&last.data, last.next), (&all.data, all.next), "{total} {more}");
            }
            let oldest_first: Vec<f32> =
                (total.saturating_sub(5)..total).map(|i| 10.0 * f32::from(i)).collect();
            assert_eq!(all.actions(), oldest_first, "{total}");
        }
    }

    #[test]
    fn a_row_of_another_width_is_refused() {
        let transition = [vec![1.0; 3], vec![2.0; 2], vec![3.0; 5], vec![4.0; 3]];
        let push = |[obs, action, outcome, next_obs]: &[Vec<f32>; 4]| {
            let mut replay = Replay::new(4, 3, 2, 5).without_next_obs();
            replay.push(obs, action, outcome, next_obs, true);
        };
        push(&transition);
        for part in 0..4 {
            for len in [0, 1, 4, 6] {
                let mut wrong = transition.clone();
                wrong[part] = vec![0.0; len];
                assert!(std::panic::catch_unwind(|| push(&wrong)).is_err(), "{part}: {len}");
            }
        }
    }

    #[test]
    fn what_is_not_kept_changes_nothing_else() {
        let [mut whole, mut lean] = [(); 2].map(|()| Replay::new(3, 2, 1, 1));
        lean = lean.without_next_obs();
        for i in 0..5u8 {
            let x = f32::from(i);
            for replay in [&mut whole, &mut lean] {
                replay.push(&[x, -x], &[x], &[x], &[x, x], true);
            }
        }
        let [mut a, mut b] = [Batch::default(), Batch::default()];
        whole.sample(9, &mut Rng::new(2, Stream::Replay), &mut a);
        lean.sample(9, &mut Rng::new(2, Stream::Replay), &mut b);
        assert_eq!(b, Batch { next_obs: Vec::new(), ..a });
    }
}
