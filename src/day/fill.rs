//! Who waits until when: cells filled in order, each as far as room and waiting windows allow.
//!
//! Answers that arrive in hour a are computed in hour a or, where they can wait, in any of {a, …, a + D}.
//! What hours can take together is a polymatroid (it is what a flow can bring to them), so filling the
//! cells in order of rising cost, each as far as it goes, costs least in total (Edmonds 1970). Windows are
//! intervals that end in the order in which they begin, so serving the longest waiting first finds the
//! greatest flow in one scan.

use super::Hourly;
use crate::data::day::HOURS;

/// Answers by when they may be computed.
#[derive(Clone, Debug)]
pub(super) struct Windows {
    /// Computed in the hour in which they arrive.
    pub at_once: Hourly,
    /// Can wait.
    pub patient: Hourly,
    /// The last hour of those that can wait, by the hour of their arrival.
    pub last: [usize; HOURS],
    /// The hour from which on anything is computed; what arrived before has waited.
    pub from: usize,
}

impl Windows {
    /// A day from its first hour on.
    pub fn of_day(arrivals: &Hourly, wait_share: f64, wait_hours: usize) -> Self {
        let wait_share = if wait_hours == 0 { 0.0 } else { wait_share };
        Self {
            at_once: arrivals.map(|it| it * (1.0 - wait_share)),
            patient: arrivals.map(|it| it * wait_share),
            last: std::array::from_fn(|hour| (hour + wait_hours).min(HOURS - 1)),
            from: 0,
        }
    }

    /// All answers.
    pub fn total(&self) -> f64 {
        self.at_once.iter().chain(&self.patient).sum()
    }

    /// What of so many answers in each hour cannot be: there are too few that may be computed then.
    fn lacking(&self, demand: &Hourly) -> f64 {
        let mut lacking = 0.0;
        let mut waiting = self.patient;
        let mut oldest = 0;
        for (hour, demand) in demand.iter().enumerate().skip(self.from) {
            let mut open = demand - self.at_once[hour];
            if open <= 0.0 {
                continue;
            }
            while oldest < hour && (waiting[oldest] <= 0.0 || self.last[oldest] < hour) {
                oldest += 1;
            }
            let here = waiting.iter_mut().zip(&self.last).take(hour + 1).skip(oldest);
            for (waiting, _) in here.filter(|(_, last)| **last >= hour) {
                let taken = waiting.min(open);
                *waiting -= taken;
                open -= taken;
                if open <= 0.0 {
                    break;
                }
            }
            lacking += open.max(0.0);
        }
        lacking
    }

    /// Whether nobody can wait.
    fn hurried(&self) -> bool {
        self.patient.iter().all(|it| *it == 0.0)
    }

    /// Fills cells (site, hour) in that order, and says how much each takes; `room` by site.
    pub fn fill(&self, order: &[(usize, usize)], room: &[f64]) -> Vec<f64> {
        let mut demand = [0.0; HOURS];
        let mut left = self.total();
        let rounding = 1e-13 * left;
        let hurried = self.hurried();
        let taken = order.iter().map(|&(site, hour)| {
            let want = room[site].min(left);
            if want <= rounding {
                return 0.0;
            }
            let takes = if hurried {
                want.min(self.at_once[hour] - demand[hour])
            } else {
                demand[hour] += want;
                let lacking = self.lacking(&demand);
                demand[hour] -= want;
                want - lacking
            };
            if takes <= rounding {
                return 0.0;
            }
            demand[hour] += takes;
            left -= takes;
            takes
        });
        taken.collect()
    }

    /// Whose answers fill the hours: (arrived, hour, amount), the longest waiting first. What rounding
    /// leaves over is computed in its last hour.
    pub fn flows(&self, demand: &Hourly) -> Vec<(usize, usize, f64)> {
        let rounding = 1e-12 * self.total();
        let mut flows = Vec::new();
        let mut waiting = self.patient;
        for (hour, demand) in demand.iter().enumerate().skip(self.from) {
            let mut open = demand - self.at_once[hour];
            for (arrived, waiting) in waiting.iter_mut().enumerate().take(hour + 1) {
                let due = self.last[arrived] == hour || hour == HOURS - 1;
                let takes = if due { *waiting } else { waiting.min(open.max(0.0)) };
                let own = if arrived == hour { self.at_once[hour] } else { 0.0 };
                *waiting -= takes;
                open -= takes;
                if takes + own > rounding {
                    flows.push((arrived, hour, takes + own));
                }
            }
        }
        flows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Rng, Stream};

    /// Amounts from a few hours, the rest empty.
    fn hourly(of: &[f64]) -> Hourly {
        std::array::from_fn(|hour| of.get(hour).copied().unwrap_or_default())
    }

    #[test]
    fn an_hour_takes_what_waits_for_it_and_no_more() {
        // Two wait at most one hour: of hour 0, and of hour 1; hour 2 can have those of 1 and its own.
        let windows = Windows::of_day(&hourly(&[10.0, 10.0, 10.0]), 0.5, 1);
        let order: Vec<_> = [2, 1, 0].into_iter().map(|hour| (0, hour)).collect();
        assert_eq!(windows.fill(&order, &[100.0]), [15.0, 10.0, 5.0]);
        assert_eq!(windows.fill(&order, &[12.0]), [12.0, 12.0, 6.0]);
        let flows = windows.flows(&hourly(&[5.0, 10.0, 15.0]));
        assert_eq!(flows, [(0, 0, 5.0), (0, 1, 5.0), (1, 1, 5.0), (1, 2, 5.0), (2, 2, 10.0)]);
    }

    /// The most that hours can take together, by Hall's condition over all sets of hours.
    fn rank(windows: &Windows, caps: &Hourly, hours: usize) -> f64 {
        let mut least = f64::INFINITY;
        for set in 0..1_u32 << hours {
            let inside = |hour: usize| set >> hour & 1 == 1;
            // What the set can be brought, and the room of the rest.
            let mut most = 0.0;
            for arrived in 0..hours {
                if inside(arrived) {
                    most += windows.at_once[arrived];
                }
                if (arrived..=windows.last[arrived]).any(|hour| hour < hours && inside(hour)) {
                    most += windows.patient[arrived];
                }
            }
            most += (0..hours).filter(|it| !inside(*it)).map(|it| caps[it]).sum::<f64>();
            least = least.min(most);
        }
        least
    }

    #[test]
    fn filling_reaches_the_rank_of_every_first_cells() {
        let mut rng = Rng::new(1, Stream::TuneContexts);
        const FEW: usize = 7;
        for _ in 0..300 {
            let arrivals = hourly(&std::array::from_fn::<_, FEW, _>(|_| rng.uniform_in(0.0, 10.0)));
            let share = rng.uniform();
            let mut windows = Windows::of_day(&arrivals, share, rng.below(FEW));
            windows.last = windows.last.map(|it| it.min(FEW - 1));
            let mut order: Vec<_> = (0..FEW).map(|hour| (0, hour)).collect();
            for place in (1..FEW).rev() {
                order.swap(place, rng.below(place + 1));
            }
            let room = rng.uniform_in(1.0, 20.0);
            let takes = windows.fill(&order, &[room]);
            let (mut caps, mut sum) = ([0.0; HOURS], 0.0);
            for (&(_, hour), takes) in order.iter().zip(takes) {
                caps[hour] = room;
                sum += takes;
                let rank = rank(&windows, &caps, FEW);
                assert!((sum - rank).abs() < 1e-9, "{sum} {rank}");
            }
        }
    }
}
