//! Axes: from a quantity to pixels and back, and where the ticks stand.

use crate::math;

/// A straight axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    pub domain: (f64, f64),
    /// Pixels at both ends of the domain; may fall.
    pub range: (f64, f64),
}

impl Linear {
    /// Pixels of a value.
    pub fn at(&self, value: f64) -> f64 {
        let (from, to) = self.domain;
        self.range.0 + drawn((value - from) / (to - from)) * (self.range.1 - self.range.0)
    }
}

/// How far from an axis something is still drawn, in its lengths.
const OFF_AXIS: f64 = 10.0;

/// A share of an axis that can be drawn: what has no end lies off the axis, what is nothing of
/// nothing at its beginning.
fn drawn(share: f64) -> f64 {
    if share.is_nan() { 0.0 } else { math::clamp(share, -OFF_AXIS, OFF_AXIS) }
}

/// The ends of an axis that holds both: apart, also where they are one, nothing, or have no end.
pub fn apart(low: f64, high: f64) -> (f64, f64) {
    let finite = |end: f64| if end.is_finite() { end } else { 0.0 };
    let (low, high) = (finite(low), finite(high).max(finite(low)));
    match high - low > 1e-6 * high {
        true => (low, high),
        false if high > 0.0 => (0.99 * low, 1.01 * high),
        false => (0.0, 1.0),
    }
}

/// A logarithmic axis; the domain is positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Log {
    /// Natural logarithms of the ends of the domain.
    ln_domain: (f64, f64),
    pub domain: (f64, f64),
    pub range: (f64, f64),
}

impl Log {
    /// An axis over `domain` in the unit of the quantity, `range` in pixels.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        let ln_from = math::ln(domain.0);
        // An empty domain still has a middle to draw at.
        let ln_to = math::ln(domain.1).max(ln_from + 1e-9);
        Self { ln_domain: (ln_from, ln_to), domain, range }
    }

    /// Pixels of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.at_ln(math::ln(value))
    }

    /// Pixels of the value with that natural logarithm.
    pub fn at_ln(&self, ln_value: f64) -> f64 {
        let (from, to) = self.ln_domain;
        self.range.0 + drawn((ln_value - from) / (to - from)) * (self.range.1 - self.range.0)
    }

    /// The value at a pixel, inside the domain.
    pub fn value_at(&self, pixel: f64) -> f64 {
        let share = math::clamp((pixel - self.range.0) / (self.range.1 - self.range.0), 0.0, 1.0);
        // The ends come back exactly, without the rounding of exp and ln.
        if share == 0.0 || share == 1.0 {
            return if share == 0.0 { self.domain.0 } else { self.domain.1 };
        }
        let (from, to) = self.ln_domain;
        math::clamp(math::exp(from + share * (to - from)), self.domain.0, self.domain.1)
    }

    /// 1, 2 and 5 times powers of ten inside the domain, thinned until labels are `gap` pixels apart.
    pub fn ticks(&self, gap: f64) -> Vec<f64> {
        let all = one_two_five(self.domain.0, self.domain.1);
        let fits = |ticks: &[f64]| {
            ticks.windows(2).all(|pair| (self.at(pair[1]) - self.at(pair[0])).abs() >= gap)
        };
        if fits(&all) {
            return all;
        }
        let mut every = 1;
        loop {
            let decades: Vec<f64> = all
                .iter()
                .copied()
                .filter(|&tick| {
                    let exponent = math::log10(tick);
                    (exponent - exponent.round()).abs() < 1e-6
                        && (exponent.round() as i32).rem_euclid(every) == 0
                })
                .collect();
            if fits(&decades) {
                return decades;
            }
            every += 1;
        }
    }
}

/// All 1, 2 and 5 times powers of ten in `[from, to]`, both positive.
pub fn one_two_five(from: f64, to: f64) -> Vec<f64> {
    series(from, to, &[1.0, 2.0, 5.0])
}

/// Powers of ten that a number can have: an axis may be asked to reach from nothing to infinity.
const DECADES: (f64, f64) = (-324.0, 308.0);

/// `steps` (each in 1 to 10) times powers of ten in `[from, to]`, both positive.
pub fn series(from: f64, to: f64, steps: &[f64]) -> Vec<f64> {
    let first = math::log10(from).floor().max(DECADES.0) as i32;
    let last = math::log10(to).ceil().min(DECADES.1) as i32;
    let (from, to) = (from * (1.0 - 1e-9), (to * (1.0 + 1e-9)).min(f64::MAX));
    (first..=last)
        .flat_map(|exponent| steps.iter().map(move |step| decimal(*step, exponent)))
        .filter(|tick| (from..=to).contains(tick))
        .collect()
}

/// The greatest of 1, 2, 5 times a power of ten that is at most `value`.
pub fn nice_below(value: f64) -> f64 {
    one_two_five(value / 10.0, value).last().copied().unwrap_or(value)
}

/// Round ticks from 0 that cover `top`, at most `most` intervals: steps of 1, 2, 2.5 or 5.
pub fn ticks_from_zero(top: f64, most: usize) -> Vec<f64> {
    // What is nothing, or has no end, stands on an axis of 1.
    let top = if top > 0.0 && top.is_finite() { top } else { 1.0 };
    let step = step_for(top, most);
    let count = (top / step * (1.0 - 1e-9)).ceil().max(1.0) as usize;
    (0..=count).map(|index| index as f64 * step).collect()
}

/// Where an axis from 0 over `top` ends, on a half step so that it stands still while `top` moves,
/// and its ticks.
pub fn axis_from_zero(top: f64, most: usize) -> (f64, Vec<f64>) {
    let mut ticks = ticks_from_zero(top, most);
    let (last, step) = (ticks[ticks.len() - 1], ticks[1]);
    if last - step / 2.0 >= top * (1.0 - 1e-9) && ticks.len() > 2 {
        ticks.pop();
        return (last - step / 2.0, ticks);
    }
    (last, ticks)
}

/// Round ticks around `[low, high]`: the first at most `low`, the last at least `high`.
pub fn ticks_around(low: f64, high: f64, most: usize) -> Vec<f64> {
    let finite = |end: f64| if end.is_finite() { end } else { 0.0 };
    let (low, high) = (finite(low), finite(high).max(finite(low)));
    let span = (high - low).max(high.abs() * 1e-6);
    let step = step_for(if span > 0.0 { span } else { 1.0 }, most);
    let first = (low / step * (1.0 + 1e-9)).floor();
    let last = (high / step * (1.0 - 1e-9)).ceil().max(first + 1.0);
    (0..=(last - first) as usize).map(|index| (first + index as f64) * step).collect()
}

fn step_for(span: f64, most: usize) -> f64 {
    let least = span / most as f64 * (1.0 - 1e-9);
    let exponent = math::log10(least).floor() as i32;
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| decimal(step, exponent))
        .find(|&step| step >= least)
        .unwrap_or_else(|| decimal(10.0, exponent))
}

/// step·10^exponent, divided where the exponent is negative, so that 0.2 is the literal 0.2.
fn decimal(step: f64, exponent: i32) -> f64 {
    let power = math::pow(10.0, f64::from(exponent.abs()));
    if exponent < 0 { step / power } else { step * power }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_one_two_five() {
        assert_eq!(one_two_five(0.02, 1.0), [0.02, 0.05, 0.1, 0.2, 0.5, 1.0]);
        assert_eq!(ticks_from_zero(31.8, 5), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(ticks_from_zero(40.0, 4), [0.0, 10.0, 20.0, 30.0, 40.0]);
        // Of nothing, and of what has no end, an axis of 1 is drawn.
        for top in [0.0, f64::INFINITY, f64::NAN] {
            assert_eq!(ticks_from_zero(top, 4), [0.0, 0.25, 0.5, 0.75, 1.0]);
            assert_eq!((apart(0.0, top), ticks_around(0.0, top, 1).len()), ((0.0, 1.0), 2));
        }
        assert_eq!(ticks_around(23.1, 40.0, 5), [20.0, 25.0, 30.0, 35.0, 40.0]);
        assert_eq!(axis_from_zero(40.1, 4), (50.0, vec![0.0, 20.0, 40.0]));
        assert_eq!(axis_from_zero(31.8, 5), (35.0, vec![0.0, 10.0, 20.0, 30.0]));
        assert_eq!(axis_from_zero(39.0, 5), (40.0, vec![0.0, 10.0, 20.0, 30.0, 40.0]));
        assert_eq!(nice_below(161.0), 100.0);
        assert_eq!(nice_below(0.5), 0.5);
    }

    #[test]
    fn axes_go_there_and_back() {
        let axis = Log::new((0.02, 20.0), (40.0, 498.0));
        assert!((axis.at(0.02) - 40.0).abs() < 1e-9 && (axis.at(20.0) - 498.0).abs() < 1e-9);
        for value in [0.02, 0.3, 7.0, 20.0] {
            assert!((axis.value_at(axis.at(value)) / value - 1.0).abs() < 1e-12);
        }
        assert_eq!(axis.value_at(-100.0), 0.02);
        assert_eq!(Linear { domain: (0.0, 4.0), range: (100.0, 0.0) }.at(1.0), 75.0);
    }

    #[test]
    fn crowded_ticks_are_thinned_and_stay_apart() {
        let axis = Log::new((1e-3, 1e3), (0.0, 200.0));
        assert_eq!(axis.ticks(30.0), [1e-3, 1e-2, 1e-1, 1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(axis.ticks(50.0), [1e-2, 1.0, 100.0]);
    }
}
