//! What an answer uses of each limit: beside the gauge's bars, and in the table of an assignment.

use super::words;
use crate::carbon::{Constraint, Footprint, Limits};
use crate::ui::words::format::{
    THIN_SPACE, duration, percent, plain, plain_significant, share, significant, with_unit,
};
use crate::ui::words::{assignment, charts as said, listed, values};

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

    /// The limit, what there is, what is asked for: `QoE 0.55, at least 0.60`.
    pub fn in_full(&self) -> String {
        let Self { limit, .. } = self;
        [&format!("{} {}", words::limit(*limit), self.alone()), listed(), &self.asked()].concat()
    }
}

/// A value in as many digits as tell it from the limit that it breaks, as that is shown; none where the
/// usual ones do.
fn apart(value: f64, limit: f64, kept: bool) -> Option<String> {
    let same = |digits: i32| values::to_digits(value, digits) == values::to_digits(limit, 6);
    let digits = (3..6).find(|it| !same(*it)).unwrap_or(6);
    (!kept && same(2)).then(|| plain_significant(value, digits))
}

/// Each limit with what is used of it.
pub fn uses(limits: &Limits, print: &Footprint) -> [Use; 4] {
    let [qoe, latency, outage, rate] = print.kept;
    let ratio = |used: f64, of: f64| if of > 0.0 { used / of } else { f64::from(used > 0.0) };
    let rate_bps = print.wireless.rate_bps;
    // As they were asked for.
    let qoe_min = values::as_written(limits.qoe_min);
    let latency_max_s = values::as_written(limits.latency_max_s);
    let outage_max = values::as_written(100.0 * limits.outage_max);
    let rate_min = values::as_written(limits.rate_min.0 / 1e6);
    let third = values::to_digits(qoe_min, 2) != qoe_min;
    [
        Use {
            limit: Constraint::Qoe,
            share: ratio(limits.qoe_min, print.qoe.total),
            kept: qoe,
            value: apart(print.qoe.total, qoe_min, qoe).unwrap_or_else(|| share(print.qoe.total)),
            unit: "",
            at: if third { plain(qoe_min) } else { share(qoe_min) },
            at_least: true,
        },
        Use {
            limit: Constraint::Latency,
            share: ratio(print.latency_s, limits.latency_max_s),
            kept: latency,
            value: apart(print.latency_s, latency_max_s, latency)
                .map_or_else(|| duration(print.latency_s), |it| with_unit(&it, "s")),
            unit: "",
            at: words::seconds(latency_max_s),
            at_least: false,
        },
        Use {
            limit: Constraint::Outage,
            share: ratio(print.wireless.outage, limits.outage_max),
            kept: outage,
            value: apart(100.0 * print.wireless.outage, outage_max, outage)
                .map_or_else(|| percent(print.wireless.outage), |it| format!("{it}{THIN_SPACE}%")),
            unit: "",
            at: format!("{}{THIN_SPACE}%", plain(outage_max)),
            at_least: false,
        },
        Use {
            limit: Constraint::Rate,
            share: ratio(limits.rate_min.0, rate_bps),
            kept: rate,
            value: apart(rate_bps / 1e6, rate_min, rate)
                .unwrap_or_else(|| significant(rate_bps / 1e6, 2)),
            unit: MBPS,
            at: with_unit(&plain(rate_min), MBPS),
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

    #[test]
    fn what_breaks_a_limit_says_by_how_much_and_never_shows_the_limit_itself() {
        let chain = Chain::new(&Scenario::default().validate().unwrap());
        let print = footprint(&chain, Decision { tokens: 400, power_w: 6.0 });
        let mut limits = chain.limits;
        for over in [1.001, 1.01, 1.2] {
            limits.qoe_min = print.qoe.total * over;
            limits.latency_max_s = print.latency_s / over;
            limits.outage_max = print.wireless.outage / over;
            limits.rate_min.0 = print.wireless.rate_bps * over;
            let mut broken = print.clone();
            broken.kept = [false; 4];
            for it in uses(&limits, &broken) {
                assert_ne!(it.alone(), it.at, "{over}");
            }
        }
        let mut near = print.clone();
        (near.qoe.total, near.latency_s, near.kept) = (0.597, 30.04, [false, false, true, true]);
        let said =
            |place: usize| uses(&chain.limits, &near)[place].in_full().replace('\u{a0}', " ");
        assert_eq!(
            [said(0), said(1)],
            ["QoE 0.597, at least 0.60", "Latency 30.04 s, at most 30 s"]
        );
        set_lang(Lang::Es);
        assert_eq!(said(1), "Latencia 30.04 s, como mucho 30 s");
        set_lang(Lang::Zh);
        assert_eq!(said(1), "时延 30.04 s，不超过 30 s");
        set_lang(Lang::En);
    }
}
