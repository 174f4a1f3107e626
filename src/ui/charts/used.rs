//! What an answer uses of each limit: beside the gauge's bars, and in the table of an assignment.

use super::words;
use crate::carbon::{Constraint, Footprint, Limits};
use crate::ui::words::format::{duration, percent, plain, share, significant, with_unit};
use crate::ui::words::{assignment, charts as said};

/// In which rates are said here.
const MBPS: &str = "Mbit/s";

/// A limit and what is used of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    pub limit: Constraint,
    /// Share used; at most 1 where the limit is kept.
    pub share: f64,
    pub kept: bool,
    pub value: String,
    /// The unit of the value, where the limit beside it says it for both.
    unit: &'static str,
    /// Where the limit lies.
    at: String,
    /// From below, or from above.
    at_least: bool,
}

impl Use {
    /// How the value lies to the limit, said after it.
    pub fn bound(&self) -> String {
        match (self.kept, self.at_least) {
            (true, true) => said::of_at_least(&self.at),
            (true, false) => said::of_at_most(&self.at),
            (false, true) => said::is_under(&self.at),
            (false, false) => said::is_over(&self.at),
        }
    }

    /// The value where it stands alone.
    pub fn alone(&self) -> String {
        with_unit(&self.value, self.unit)
    }

    /// What is asked for, whether it is kept or not.
    pub fn asked(&self) -> String {
        if self.at_least { assignment::at_least(&self.at) } else { assignment::at_most(&self.at) }
    }
}

/// Each limit with what is used of it.
pub fn uses(limits: &Limits, print: &Footprint) -> [Use; 4] {
    let [qoe, latency, outage, rate] = print.kept;
    let ratio = |used: f64, of: f64| if of > 0.0 { used / of } else { f64::from(used > 0.0) };
    let rate_bps = print.wireless.rate_bps;
    [
        Use {
            limit: Constraint::Qoe,
            share: ratio(limits.qoe_min, print.qoe.total),
            kept: qoe,
            value: share(print.qoe.total),
            unit: "",
            at: share(limits.qoe_min),
            at_least: true,
        },
        Use {
            limit: Constraint::Latency,
            share: ratio(print.latency_s, limits.latency_max_s),
            kept: latency,
            value: duration(print.latency_s),
            unit: "",
            at: words::seconds(limits.latency_max_s),
            at_least: false,
        },
        Use {
            limit: Constraint::Outage,
            share: ratio(print.wireless.outage, limits.outage_max),
            kept: outage,
            value: percent(print.wireless.outage),
            unit: "",
            at: percent(limits.outage_max),
            at_least: false,
        },
        Use {
            limit: Constraint::Rate,
            share: ratio(limits.rate_min.0, rate_bps),
            kept: rate,
            value: significant(rate_bps / 1e6, 2),
            unit: MBPS,
            at: with_unit(&plain(limits.rate_min.0 / 1e6), MBPS),
            at_least: true,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::{Chain, footprint};
    use crate::scenario::{Decision, Scenario};
    use crate::ui::words::{Lang, set_lang};

    /// A limit that is broken asks for what it asked for before.
    #[test]
    fn tour_12_what_is_asked_for_is_the_same_whether_it_is_kept_or_broken() {
        let chain = Chain::new(&Scenario::default().validate().unwrap());
        let print = footprint(&chain, Decision { tokens: 400, power_w: 6.0 });
        let asked = |limits: &Limits| uses(limits, &print).map(|it| (it.kept, it.asked()));
        let kept = asked(&chain.limits);
        for lang in Lang::ALL {
            set_lang(lang);
            let now = asked(&chain.limits);
            let mut broken = print.clone();
            broken.kept = [false; 4];
            for (before, after) in now.iter().zip(uses(&chain.limits, &broken)) {
                assert!(before.0 && !after.kept);
                assert_eq!(before.1, after.asked());
            }
        }
        set_lang(Lang::En);
        let words = kept.map(|it| it.1.replace('\u{a0}', " "));
        assert_eq!(
            words,
            ["at least 0.60", "at most 30 s", "at most 10\u{202f}%", "at least 0.1 Mbit/s"]
        );
    }
}
