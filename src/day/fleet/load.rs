//! From hours to slots: a load that rises and falls smoothly, and keeps what every hour brings.

use crate::day::Hourly;

/// Slots of a quarter of an hour in a day.
pub const SLOTS: usize = 96;
/// Length of a slot, s.
pub const SLOT_S: f64 = 900.0;
const PER_HOUR: usize = 4;

/// The hour of a slot.
pub fn hour(slot: usize) -> usize {
    (slot / PER_HOUR).min(23)
}

/// Answers in each slot, from answers in each hour: on straight lines between the middles of the hours, level
/// before the first middle and after the last; then each hour's four slots are scaled to what the hour
/// brings, so that hours and the day keep their totals.
pub fn by_slot(by_hour: &Hourly) -> Vec<f64> {
    let mut slots = Vec::with_capacity(SLOTS);
    for (hour, &answers) in by_hour.iter().enumerate() {
        let before = by_hour[hour.saturating_sub(1)];
        let after = by_hour[(hour + 1).min(23)];
        // Middles of slots lie 3/8 and 1/8 of an hour from the middle of the hour.
        let shape = [(before, 0.375), (before, 0.125), (after, 0.125), (after, 0.375)]
            .map(|(other, away)| (1.0 - away) * answers + away * other);
        let sum: f64 = shape.iter().sum();
        let scale = if sum > 0.0 { answers / sum } else { 0.0 };
        slots.extend(shape.map(|it| scale * it));
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_level_load_stays_level_and_a_slope_is_a_slope() {
        assert!(by_slot(&[7.0; 24]).iter().all(|it| (it - 1.75).abs() < 1e-15));
        let slope: [f64; 24] = std::array::from_fn(|hour| 4.0 * (hour as f64 + 1.0));
        let slots = by_slot(&slope);
        for pair in slots[4..92].windows(2) {
            assert!((pair[1] - pair[0] - 0.25).abs() < 1e-12, "{pair:?}");
        }
    }

    proptest! {
        #[test]
        fn every_hour_keeps_its_answers(
            load in proptest::collection::vec(prop_oneof![Just(0.0), 0.0..1e6_f64], 24),
        ) {
            let load: [f64; 24] = load.try_into().unwrap();
            let slots = by_slot(&load);
            prop_assert_eq!(slots.len(), SLOTS);
            for (hour, answers) in load.iter().enumerate() {
                let sum: f64 = slots[4 * hour..4 * hour + 4].iter().sum();
                prop_assert!((sum - answers).abs() <= 1e-12 * answers);
                prop_assert!(slots[4 * hour..4 * hour + 4].iter().all(|it| *it >= 0.0));
            }
        }
    }
}
