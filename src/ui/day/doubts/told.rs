//! What is told of an assumption in doubt, without a browser.

use crate::day::Assumption;
use crate::ui::words::format::plain_significant;
use crate::ui::words::{day, doubts as words, machines};

/// How many times what is given each column names.
pub const NOMINAL: [f64; 3] = [0.5, 1.0, 2.0];

pub fn name(of: Assumption) -> &'static str {
    match of {
        Assumption::Room => words::room(),
        Assumption::WaitShare => day::can_wait(),
        Assumption::WaitHours => day::waits_at_most(),
        Assumption::Idle => machines::idle_power(),
        Assumption::StartPower => machines::start_power(),
        Assumption::StartTime => machines::start_time(),
    }
}

/// The lever that rests on it.
pub fn lever(of: Assumption) -> &'static str {
    match of {
        Assumption::Room => day::lever_where(),
        Assumption::WaitShare | Assumption::WaitHours => day::lever_when(),
        Assumption::Idle | Assumption::StartPower | Assumption::StartTime => words::machines(),
    }
}

/// How many times what is given was tried, where it is not what the column names.
pub fn times(tried: f64, nominal: f64) -> Option<String> {
    let other = (tried - nominal).abs() > 5e-3;
    other.then(|| match tried {
        1.0 => words::as_given().to_string(),
        _ => words::times(&plain_significant(tried, 2)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_tried_is_said_where_the_column_names_another() {
        let said = |times_tried: f64, nominal: f64| times(times_tried, nominal).unwrap_or_default();
        assert_eq!(said(2.0, 2.0), "");
        assert_eq!(said(0.5, 0.5), "");
        assert_eq!(said(10.0 / 7.0, 2.0), "1.4 times");
        assert_eq!(said(3.0 / 7.0, 0.5), "0.43 times");
        assert_eq!(said(0.0, 0.5), "0 times");
        assert_eq!(said(1.0, 2.0), "as given");
    }
}
