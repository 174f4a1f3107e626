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
    /// The one cell of which a part has another length.
    pub part: Option<Part>,
    /// Sums over the answers.
    pub carbon_g: f64,
    pub quality: f64,
}

/// So many of a cell's answers, decided otherwise than the rest of them.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The cell's place.
    pub place: usize,
    pub priced: Priced,
    pub takes: f64,
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
        let places = math::rising(priced.iter().map(|it| it.value_g));
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
        let filled = self.mixed(&low, high, enough);
        // Rounding may put a plan that is the bound itself below it.
        let bound_g = bound_g.min(filled.carbon_g);
        Some(Solved { filled, price_g, bound_g })
    }

    /// As much of the fill that costs less as quality allows. Where both prices are one, every step of the way
    /// from one to the other costs least for the quality that it has: first answers move to other cells, then
    /// one cell after the other takes its other length, and the last of them only for a part of its answers.
    fn mixed(&self, low: &Filled, high: Filled, enough: f64) -> Filled {
        let mut filled = high;
        let moved = Filled::new(filled.priced.clone(), low.takes.clone());
        if moved.carbon_g < filled.carbon_g {
            if moved.quality < enough {
                let share = (filled.quality - enough) / (filled.quality - moved.quality);
                let both = filled.takes.iter().zip(&moved.takes);
                let takes = both.map(|(from, to)| from + share * (to - from)).collect();
                return Filled::new(filled.priced, takes);
            }
            filled = moved;
        }
        let mut left = filled.quality - enough;
        let mut shorter: Vec<(f64, f64, usize)> = Vec::new();
        for (place, takes) in filled.takes.iter().enumerate() {
            let (from, to) = (&filled.priced[place], &low.priced[place]);
            let (spared_g, costs) =
                (takes * (from.carbon_g - to.carbon_g), takes * (from.qoe - to.qoe));
            if spared_g > 0.0 && costs > 0.0 {
                shorter.push((spared_g / costs, costs, place));
            }
        }
        for at in math::rising(shorter.iter().map(|(gain, _, _)| -gain)) {
            let (_, costs, place) = shorter[at];
            let priced = low.priced[place];
            if costs <= left {
                filled.priced[place] = priced;
                left -= costs;
                continue;
            }
            let takes = filled.takes[place] * (left / costs);
            if takes > 0.0 {
                filled.part = Some(Part { place, priced, takes });
            }
            break;
        }
        filled.summed()
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
        Self { priced, takes, part: None, carbon_g: 0.0, quality: 0.0 }.summed()
    }

    fn summed(mut self) -> Self {
        let sum = |of: fn(&Priced) -> f64| {
            let all: f64 = self.priced.iter().zip(&self.takes).map(|(it, n)| n * of(it)).sum();
            let other = |it: &Part| it.takes * (of(&it.priced) - of(&self.priced[it.place]));
            all + self.part.as_ref().map_or(0.0, other)
        };
        (self.carbon_g, self.quality) = (sum(|it| it.carbon_g), sum(|it| it.qoe));
        self
    }

    /// What a cell takes, and how it is decided: once or, of one cell, twice.
    pub fn portions(&self, place: usize) -> impl Iterator<Item = (f64, Priced)> {
        let part = self.part.filter(|it| it.place == place);
        let rest = self.takes[place] - part.map_or(0.0, |it| it.takes);
        let portions = [Some((rest, self.priced[place])), part.map(|it| (it.takes, it.priced))];
        portions.into_iter().flatten().filter(|it| it.0 > 0.0)
    }
}
