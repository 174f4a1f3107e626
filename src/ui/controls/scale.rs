//! Where a slider goes and how its steps are spaced.

use crate::math::{self, decimal};
use crate::scenario::Span;

/// Steps of a logarithmic slider.
const STEPS: f64 = 1000.0;
/// A page is this share of the track.
const PAGE: f64 = 0.1;

/// Where a slider goes and how its steps are spaced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub from: f64,
    pub to: f64,
    /// Equal steps are equal ratios.
    pub log: bool,
    pub integer: bool,
}

impl Scale {
    /// A range this short in whole numbers has a step for each.
    fn counted(&self) -> bool {
        self.integer && self.to - self.from <= 64.0
    }

    fn logarithmic(&self) -> bool {
        self.log && !self.counted()
    }

    /// Step of a linear slider: a hundredth or so of its length, 1, 10, 0.1 …
    fn step(&self) -> f64 {
        if self.counted() {
            return 1.0;
        }
        let parts = if self.to - self.from >= 100.0 { 1000.0 } else { 200.0 };
        math::pow(10.0, math::log10((self.to - self.from) / parts).ceil())
    }

    /// Attributes `min`, `max` and `step` of the range.
    pub fn attributes(&self) -> (f64, f64, f64) {
        if self.logarithmic() { (0.0, STEPS, 1.0) } else { (self.from, self.to, self.step()) }
    }

    /// Where a value lies, 0 to 1.
    pub fn share(&self, value: f64) -> f64 {
        let share = if self.logarithmic() {
            let from = math::ln(self.from);
            (math::ln(value.max(self.from)) - from) / (math::ln(self.to) - from)
        } else {
            (value - self.from) / (self.to - self.from)
        };
        math::clamp(share, 0.0, 1.0)
    }

    /// Value of the range element for a value of the quantity.
    pub fn position(&self, value: f64) -> f64 {
        if self.logarithmic() { (self.share(value) * STEPS).round() } else { value }
    }

    /// Value of the quantity for a value of the range element, rounded to what people read.
    pub fn value(&self, position: f64) -> f64 {
        if !self.logarithmic() {
            return if self.integer { position.round() } else { tidy(position, self.step()) };
        }
        let (from, to) = (math::ln(self.from), math::ln(self.to));
        let value = math::exp(from + position / STEPS * (to - from));
        math::clamp(tidy(value, self.read(value)), self.from, self.to)
    }

    /// The least difference that is read at a value of a logarithmic scale.
    fn read(&self, value: f64) -> f64 {
        if self.integer { 1.0 } else { math::pow(10.0, math::log10(value).floor() - 2.0) }
    }

    /// Where a key leads from a value beyond the ends of the slider, inside what is allowed; none
    /// where the range element knows by itself, as the value is on it or the key moves nothing.
    pub fn beyond(&self, key: &str, value: f64, allowed: &Span) -> Option<f64> {
        if (self.from..=self.to).contains(&value) {
            return None;
        }
        let (least, most, step) = self.attributes();
        let page = (PAGE * (most - least) / step).round().max(1.0);
        let steps = match key {
            "ArrowLeft" | "ArrowDown" => -1.0,
            "ArrowRight" | "ArrowUp" => 1.0,
            "PageDown" => -page,
            "PageUp" => page,
            _ => return None,
        };
        Some(math::clamp(self.stepped(value, steps), allowed.from, allowed.to))
    }

    fn stepped(&self, value: f64, steps: f64) -> f64 {
        if !self.logarithmic() {
            // It keeps the digits that it has, without the binary ones that a sum leaves.
            let next = value + steps * self.step();
            let next = decimal::read(&format!("{next:.9}")).unwrap_or(next);
            return if self.integer { next.round() } else { next };
        }
        if value <= 0.0 {
            // No ratio leads on from there.
            return if steps > 0.0 { self.from } else { value };
        }
        let ratio = math::exp(steps / STEPS * math::ln(self.to / self.from));
        let (next, read) = (value * ratio, self.read(value * ratio));
        let rounded = tidy(next, read);
        // A step that is less than what is read leads on all the same.
        let moved = (rounded - value) * steps > 0.0;
        if moved { rounded } else { tidy(value + steps.signum() * read, read) }
    }
}

/// A multiple of a decimal step, without the last binary digits that the product leaves.
fn tidy(value: f64, step: f64) -> f64 {
    let rounded = (value / step).round() * step;
    decimal::read(&format!("{rounded:.12}")).unwrap_or(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::FIELDS;

    #[test]
    fn field_3_beyond_the_end_of_its_slider_a_value_moves_by_one_step() {
        let grid = Scale { from: 0.0, to: 1000.0, log: false, integer: false };
        let intensity = Span::real(0.0, 2000.0, "g/kWh");
        let key = |key: &str, value: f64| grid.beyond(key, value, &intensity);
        assert_eq!(key("ArrowLeft", 1306.3), Some(1305.3));
        assert_eq!(key("ArrowDown", 1306.3), Some(1305.3));
        assert_eq!(key("ArrowRight", 1306.3), Some(1307.3));
        assert_eq!(key("PageDown", 1306.3), Some(1206.3));
        assert_eq!(key("ArrowLeft", 1000.4), Some(999.4));
        assert_eq!(key("ArrowRight", 1999.5), Some(2000.0));
        // Elsewhere the range element is in charge.
        assert_eq!(key("ArrowLeft", 1000.0), None);
        assert_eq!(key("ArrowLeft", 473.0), None);
        assert_eq!(key("Home", 1306.3), None);
        let band = Scale { from: 1.4, to: 100.0, log: true, integer: false };
        let mhz = Span::real(0.1, 1000.0, "MHz");
        assert_eq!(band.beyond("ArrowLeft", 400.0, &mhz), Some(398.0));
        assert_eq!(band.beyond("ArrowRight", 400.0, &mhz), Some(402.0));
        assert_eq!(band.beyond("ArrowRight", 0.5, &mhz), Some(0.502));
        assert_eq!(band.beyond("ArrowLeft", 101.0, &mhz), Some(100.0));
    }

    #[test]
    fn field_3_from_wherever_a_field_may_stand_each_step_leads_on_and_stays_allowed() {
        for field in FIELDS {
            let Some((from, to)) = field.slider else { continue };
            let scale = Scale { from, to, log: field.log_scale, integer: field.integer };
            let allowed = Span::from(field);
            for value in [field.min, 0.5 * (field.min + from), 0.5 * (to + field.max), field.max] {
                let value = if field.integer { value.round() } else { value };
                for (key, sign) in [("ArrowLeft", -1.0), ("ArrowRight", 1.0), ("PageUp", 1.0)] {
                    let Some(next) = scale.beyond(key, value, &allowed) else { continue };
                    assert!(allowed.holds(next), "{} {value} {key} {next}", field.name);
                    let end = if sign > 0.0 { field.max } else { field.min };
                    assert!(
                        (next - value) * sign > 0.0 || value == end,
                        "{} {value} {key} {next}",
                        field.name
                    );
                }
            }
        }
    }
}
