//! One price of quality for all answers, and the cheapest way to fill the cells at that price.

use super::Hourly;
use super::fill::Windows;
use crate::data::day::HOURS;
use crate::math;
use crate::optimum::{Air, Frontier, Priced};

/// A site in an hour.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub site: usize,
    pub hour: usize,
    pub frontier: &'a Frontier,
    pub air: &'a Air,
    /// Of the site's grid, g/kWh.
    pub centre_g_per_kwh: f64,
}

/// Cells that may be filled, and with what.
pub(super) struct Problem<'a> {
    pub cells: Vec<Cell<'a>>,
    pub windows: &'a Windows,
    /// The most of each site in an hour.
    pub room: &'a [f64],
}

/// Cells priced and filled.
#[derive(Clone)]
pub(super) struct Filled {
    /// By cell.
    pub priced: Vec<Priced>,
    pub takes: Vec<f64>,
    /// Sums over the answers.
    pub carbon_g: f64,
    pub quality: f64,
}

/// The least carbon with quality owed on the mean.
pub(super) struct Solved {
    pub filled: Filled,
    pub price_g: f64,
    /// No way is charged less.
    pub bound_g: f64,
}

/// Cells filled at a price.
type Ends = (Filled, f64);

/// How much nearer to the price than to the bound: where a cell has two lengths that are as good, quality
/// jumps there.
const NARROW: f64 = 1e-3;
/// A price at which the last digit of quality is all that counts.
const MOST_G: f64 = 1e30;

impl Problem<'_> {
    /// Each cell at its best for that price.
    pub fn priced(&self, price_g: f64) -> Vec<Priced> {
        let best = |it: &Cell| it.frontier.best(it.air, it.centre_g_per_kwh, price_g);
        self.cells.iter().map(best).collect()
    }

    /// Fills the cells in order of rising cost.
    pub fn filled(&self, priced: Vec<Priced>) -> Filled {
        let mut places: Vec<usize> = (0..self.cells.len()).collect();
        places.sort_by(|&a, &b| priced[a].value_g.total_cmp(&priced[b].value_g).then(a.cmp(&b)));
        self.filled_in(&places, priced)
    }

    /// Fills the cells in that order.
    pub fn filled_in(&self, places: &[usize], priced: Vec<Priced>) -> Filled {
        let order: Vec<_> =
            places.iter().map(|&it| (self.cells[it].site, self.cells[it].hour)).collect();
        let mut takes = vec![0.0; self.cells.len()];
        for (&place, takes_here) in places.iter().zip(self.windows.fill(&order, self.room)) {
            takes[place] = takes_here;
        }
        Filled::new(priced, takes)
    }

    /// The least carbon with so much quality in sum, or a little less that is `enough`; none where no price brings
    /// it. It ends `close` to the bound, or to the price, as a share.
    pub fn solve(
        &self,
        need: f64,
        enough: f64,
        guess_g: Option<f64>,
        close: f64,
    ) -> Option<Solved> {
        let trial = |price_g: f64| self.filled(self.priced(price_g));
        let mut bound_g = f64::NEG_INFINITY;
        let mut dual = |price_g: f64, it: &Filled| {
            bound_g = bound_g.max(it.carbon_g - price_g * (it.quality - need));
        };
        // From a guess outwards, in steps that grow.
        let (mut low, mut high): (Option<Ends>, Option<Ends>) = (None, None);
        let mut price_g = guess_g.unwrap_or_default();
        let mut step = 1.01;
        let ((mut low, mut low_price), (mut high, mut price_g)) = loop {
            let it = trial(price_g);
            dual(price_g, &it);
            let carbon_g = it.carbon_g;
            if it.quality >= enough {
                if price_g == 0.0 {
                    return Some(Solved { filled: it, price_g, bound_g });
                }
                high = Some((it, price_g));
            } else {
                low = Some((it, price_g));
            }
            price_g = match (low.take(), high.take()) {
                (Some(low), Some(high)) => break (low, high),
                (Some(it), None) => {
                    let next = if it.1 > 0.0 { it.1 * step } else { 2.0 * carbon_g / need };
                    low = Some(it);
                    next
                }
                (None, at) => {
                    high = at;
                    if step > 2.0 { 0.0 } else { price_g / step }
                }
            };
            step *= 1.0 + 2.0 * (step - 1.0);
            step = step.min(4.0);
            if price_g.is_nan() || price_g > MOST_G {
                return None;
            }
        };
        // Regula falsi, each end's weight halved while it stays (Illinois).
        let (mut below, mut above) = (low.quality - need, high.quality - need);
        for _ in 0..60 {
            let width = price_g - low_price;
            let over_g = price_g * (high.quality - need);
            if over_g <= close * high.carbon_g || width <= NARROW * close * price_g {
                break;
            }
            let share = math::clamp(below / (below - above), 0.02, 0.98);
            let middle = low_price + width * share;
            if !(middle > low_price && middle < price_g) {
                break;
            }
            let it = trial(middle);
            dual(middle, &it);
            if it.quality >= enough {
                (high, price_g, above) = (it, middle, 0.0);
                above = (high.quality - need).max(above);
                below *= 0.5;
            } else {
                (low, low_price) = (it, middle);
                below = low.quality - need;
                above *= 0.5;
            }
        }
        let filled = self.shortened(self.mixed(low, high, enough), price_g, enough);
        // Rounding may put a plan that is the bound itself below it.
        let bound_g = bound_g.min(filled.carbon_g);
        Some(Solved { filled, price_g, bound_g })
    }

    /// As much of the fill that costs less as quality allows, at the lengths of the one that has enough.
    fn mixed(&self, low: Filled, high: Filled, enough: f64) -> Filled {
        let other = Filled::new(high.priced.clone(), low.takes);
        if other.carbon_g >= high.carbon_g {
            return high;
        }
        if other.quality >= enough {
            return other;
        }
        let share = (high.quality - enough) / (high.quality - other.quality);
        let share = math::clamp(share, 0.0, 1.0);
        let both = other.takes.iter().zip(&high.takes);
        let takes = both.map(|(other, high)| high + share * (other - high)).collect();
        let mixed = Filled::new(high.priced.clone(), takes);
        if mixed.quality >= enough { mixed } else { high }
    }

    /// Answers a token shorter where quality is left over, in the cells where that spares most.
    fn shortened(&self, mut filled: Filled, price_g: f64, enough: f64) -> Filled {
        for _ in 0..3 {
            let mut left = filled.quality - enough;
            let mut shorter: Vec<(f64, f64, usize, Priced)> = Vec::new();
            for (place, cell) in self.cells.iter().enumerate() {
                let (here, takes) = (filled.priced[place], filled.takes[place]);
                if takes <= 0.0 || here.tokens <= 1 {
                    continue;
                }
                let centre = cell.centre_g_per_kwh;
                let one = cell.frontier.at_length(cell.air, centre, price_g, here.tokens - 1);
                if let Some(one) = one.filter(|one| one.carbon_g < here.carbon_g) {
                    let spared_g = takes * (here.carbon_g - one.carbon_g);
                    shorter.push((spared_g, takes * (here.qoe - one.qoe), place, one));
                }
            }
            shorter.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
            let mut changed = false;
            for (_, costs, place, one) in shorter {
                if costs <= left {
                    left -= costs;
                    filled.priced[place] = one;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
            let now = Filled::new(filled.priced.clone(), filled.takes.clone());
            if now.quality < enough {
                break;
            }
            filled = now;
        }
        filled
    }

    /// Answers in each hour.
    pub fn demand(&self, filled: &Filled) -> Hourly {
        let mut demand = [0.0; HOURS];
        for (cell, takes) in self.cells.iter().zip(&filled.takes) {
            demand[cell.hour] += takes;
        }
        demand
    }
}

impl Filled {
    fn new(priced: Vec<Priced>, takes: Vec<f64>) -> Self {
        let both = || priced.iter().zip(&takes);
        let carbon_g = both().map(|(it, takes)| takes * it.carbon_g).sum();
        let quality = both().map(|(it, takes)| takes * it.qoe).sum();
        Self { priced, takes, carbon_g, quality }
    }
}
