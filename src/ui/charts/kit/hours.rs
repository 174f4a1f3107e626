//! The axis of a day: its hours from left to right, the same in every chart that has them.

use super::labels::text_width;
use super::path::Path;
pub use crate::data::day::HOURS;

/// Where midnight lies at both ends, pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HourAxis {
    pub left: f64,
    pub right: f64,
}

/// Narrower than that the margins are those of a phone.
pub const NARROW: f64 = 480.0;
/// From a number to the axis, and from the axis to a name.
pub const BESIDE: f64 = 8.0;
/// The most of a width that names take.
const NAMES_MOST: f64 = 0.4;
/// Least room for a number of the axis.
const NUMBER: f64 = 36.0;

impl HourAxis {
    /// The axis of charts with numbers before midnight and names after it, and the width that they have.
    /// Wide numbers and names push it in, names as far as that leaves most of the width.
    pub fn labelled<'a>(
        width: f64,
        numbers: impl IntoIterator<Item = &'a str>,
        names: impl IntoIterator<Item = &'a str>,
    ) -> (f64, Self) {
        let width = width.max(260.0);
        let least = if width < NARROW { (44.0, 112.0) } else { (48.0, 128.0) };
        let widest = |all: &mut dyn Iterator<Item = &str>| {
            all.map(|it| text_width(it) + BESIDE).fold(0.0, f64::max)
        };
        let left = widest(&mut numbers.into_iter()).max(least.0);
        let right = widest(&mut names.into_iter()).min(NAMES_MOST * width).max(least.1);
        (width, Self { left, right: width - right })
    }

    /// Room for a text that begins `after` the axis.
    pub fn has_room(&self, width: f64, after: f64, text: &str) -> bool {
        self.right + after + text_width(text) <= width
    }

    /// Left edge of an hour, 0 to 24.
    pub fn at(&self, hour: f64) -> f64 {
        self.left + (self.right - self.left) * hour / HOURS as f64
    }

    /// Left and right edge of an hour.
    pub fn edges(&self, hour: usize) -> (f64, f64) {
        (self.at(hour as f64), self.at(hour as f64 + 1.0))
    }

    pub fn middle(&self, hour: usize) -> f64 {
        self.at(hour as f64 + 0.5)
    }

    /// The hour at a place.
    pub fn hour_at(&self, x: f64) -> usize {
        let share = (x - self.left) / (self.right - self.left).max(1.0);
        ((share * HOURS as f64).floor().max(0.0) as usize).min(HOURS - 1)
    }

    /// Hours that are written below, and where.
    pub fn numbers(&self) -> Vec<(f64, String)> {
        let every = [3, 6, 12].into_iter().find(|it| self.at(f64::from(*it)) - self.left >= NUMBER);
        let every = every.unwrap_or(24);
        (0..=24)
            .step_by(every as usize)
            .map(|it| (self.at(f64::from(it)), it.to_string()))
            .collect()
    }

    /// A line through the middles of the hours from `first` on.
    pub fn through(&self, first: usize, height: impl Fn(usize) -> f64) -> String {
        let points: Vec<_> = (first..HOURS).map(|hour| (self.middle(hour), height(hour))).collect();
        let mut path = Path::with_points(points.len());
        path.through(&points);
        path.into_text()
    }

    /// A line that stands still in each hour, and is not there where it has no height.
    pub fn stepped(&self, height: impl Fn(usize) -> Option<f64>) -> String {
        let mut path = Path::with_points(2 * HOURS);
        let mut on = false;
        for hour in 0..HOURS {
            let Some(y) = height(hour) else {
                on = false;
                continue;
            };
            let (from, to) = self.edges(hour);
            if on {
                path.line_to(from, y)
            } else {
                path.move_to(from, y)
            }
            path.line_to(to, y);
            on = true;
        }
        path.into_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hour_has_its_column_and_every_place_its_hour() {
        for axis in
            [HourAxis { left: 0.0, right: 250.0 }, HourAxis::labelled(490.0, ["100"], ["France"]).1]
        {
            for hour in 0..HOURS {
                assert_eq!(axis.hour_at(axis.middle(hour)), hour);
                assert_eq!(axis.edges(hour).0, axis.at(hour as f64));
            }
            assert_eq!(
                (axis.hour_at(-50.0), axis.hour_at(1e9), axis.hour_at(f64::NAN)),
                (0, 23, 0)
            );
        }
    }

    #[test]
    fn numbers_keep_apart_and_both_midnights_are_among_them() {
        for right in [40.0, 120.0, 250.0, 288.0, 700.0] {
            let numbers = HourAxis { left: 0.0, right }.numbers();
            assert!(numbers.windows(2).all(|it| it[1].0 - it[0].0 >= NUMBER), "{numbers:?}");
            assert_eq!((numbers[0].0, numbers[numbers.len() - 1].0), (0.0, right));
        }
    }

    #[test]
    fn wide_numbers_and_names_have_room_and_leave_most_of_it() {
        let narrow = |numbers: &str, names: &str| HourAxis::labelled(288.0, [numbers], [names]).1;
        assert_eq!(narrow("100", "France"), HourAxis { left: 44.0, right: 176.0 });
        let wide = narrow("100 000 000", "Atlántico Medio");
        assert!(wide.left > 80.0 && wide.has_room(288.0, BESIDE, "Atlántico Medio"), "{wide:?}");
        assert!(narrow("100", &"x".repeat(99)).right >= 172.0);
    }

    #[test]
    fn a_stepped_line_is_broken_where_it_has_no_height() {
        let axis = HourAxis { left: 0.0, right: 240.0 };
        let line = axis.stepped(|hour| (hour != 1 && hour < 4).then_some(hour as f64));
        assert_eq!(line, "M0 0L10 0M20 2L30 2L30 3L40 3");
        assert_eq!(axis.through(22, |hour| hour as f64), "M225 22L235 23");
    }
}
