//! The equation behind each limit: quality, latency, outage, rate.

use super::bars::calibrated_source;
use super::{Equation, Origin, airtime, given, seconds, sign, term};
use crate::carbon::Constraint;
use crate::data::{fields, mathml};
use crate::ui::state::results::Results;
use crate::ui::words::format::{
    bit_rate, duration, factor, percent, share, share_factor, significant, whole, with_unit,
};
use crate::ui::words::{names, pedigree as said};
use crate::units::{Decibels, db_to_linear};
use crate::wireless::ergodic_efficiency;

/// The limits that have an equation, in the order of the gauge.
pub const LIMITS: [Constraint; 4] =
    [Constraint::Qoe, Constraint::Latency, Constraint::Outage, Constraint::Rate];

/// What the chosen decision has of a limited quantity; none for the box of decisions.
pub fn limit_equation(limit: Constraint, results: &Results) -> Equation {
    match limit {
        Constraint::Qoe => quality(results),
        Constraint::Latency => latency(results),
        Constraint::Outage => outage(results),
        Constraint::Rate => rate(results),
        Constraint::PowerMin | Constraint::PowerMax | Constraint::TokensMax => Equation::default(),
    }
}

fn quality(results: &Results) -> Equation {
    let qoe = &results.chosen.qoe;
    Equation {
        name: said::qoe_name(),
        mathml: Some(mathml::QUALITY),
        pieces: vec![
            term(share_factor(qoe.length), Origin::Completeness),
            sign(" × "),
            term(share_factor(qoe.speed), Origin::Speed),
            sign(" × "),
            term(share_factor(qoe.wait), Origin::Wait),
        ],
        result: share(qoe.total),
        words: said::qoe_words(&significant(qoe.mos, 2)),
        source: (names::computed(), said::product_of_three().into()),
    }
}

fn latency(results: &Results) -> Equation {
    let print = &results.chosen;
    let part = &print.inference;
    let others = f64::from(print.decision.tokens) - 1.0;
    Equation {
        name: said::latency_name(),
        mathml: Some(mathml::LATENCY),
        pieces: vec![
            term(seconds(part.ttft_s), Origin::FirstToken),
            sign(" + "),
            term(whole(others), Origin::OtherTokens),
            sign(" × "),
            term(seconds(part.inter_token_s), Origin::InterToken),
            sign(" + "),
            airtime(results),
        ],
        result: duration(print.latency_s),
        words: said::latency_words().into(),
        source: calibrated_source(results),
    }
}

fn outage(results: &Results) -> Equation {
    let part = &results.chosen.wireless;
    let snr = db_to_linear(Decibels(part.mean_snr_db));
    Equation {
        name: said::outage_name(),
        mathml: Some(mathml::OUTAGE),
        pieces: vec![
            sign("1 − exp(−(2^("),
            given(results, fields::RATE_MIN_KBPS),
            sign(" / ("),
            given(results, fields::CODING_EFFICIENCY),
            sign(" × "),
            given(results, fields::BANDWIDTH_MHZ),
            sign(")) − 1) / "),
            term(factor(snr), Origin::MeanSnr),
            sign(")"),
        ],
        result: percent(part.outage),
        words: said::outage_words().into(),
        source: (names::literature(), said::rayleigh().into()),
    }
}

fn rate(results: &Results) -> Equation {
    let part = &results.chosen.wireless;
    let efficiency = ergodic_efficiency(db_to_linear(Decibels(part.mean_snr_db)));
    Equation {
        name: said::rate_name(),
        mathml: Some(mathml::RATE),
        pieces: vec![
            given(results, fields::CODING_EFFICIENCY),
            sign(" × "),
            given(results, fields::BANDWIDTH_MHZ),
            sign(" × "),
            term(with_unit(&factor(efficiency), "bit/s/Hz"), Origin::SpectralEfficiency),
        ],
        result: bit_rate(part.rate_bps),
        words: said::rate_words().into(),
        source: (names::literature(), said::rayleigh().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::worked::assert_works_out;
    use super::*;
    use crate::link::View;
    use crate::scenario::{CellKind, PRESETS, Scenario};
    use crate::ui::equation::Piece;
    use crate::ui::state::results::FIRST_MANUAL;

    #[test]
    fn every_equation_gives_what_the_limit_is_held_to() {
        for preset in PRESETS {
            for &cell in CellKind::ALL {
                let scenario = Scenario { cell, ..preset.scenario() };
                let view = View { scenario, ..View::default() };
                let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
                let print = &results.chosen;
                let radio = &print.wireless;
                let held = [
                    share(print.qoe.total),
                    duration(print.latency_s),
                    percent(radio.outage),
                    bit_rate(radio.rate_bps),
                ];
                for (limit, held) in LIMITS.into_iter().zip(held) {
                    let opened = limit_equation(limit, &results);
                    assert_eq!(opened.result, held);
                    assert!(!opened.words.is_empty());
                    assert_works_out(&opened);
                }
            }
        }
    }

    #[test]
    fn the_box_of_decisions_has_no_equation() {
        let view = View { scenario: PRESETS[0].scenario(), ..View::default() };
        let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
        assert_eq!(limit_equation(Constraint::PowerMax, &results), Equation::default());
    }

    /// Symbols on the right side stand in the order of the numbers.
    #[test]
    fn there_are_as_many_symbols_as_numbers() {
        let view = View { scenario: PRESETS[0].scenario(), ..View::default() };
        let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
        for (limit, symbols) in LIMITS.into_iter().zip([3, 4, 4, 3]) {
            let opened = limit_equation(limit, &results);
            let terms = opened.pieces.iter().filter(|it| matches!(it, Piece::Term(_))).count();
            assert_eq!(terms, symbols, "{limit:?}");
            let right = opened.mathml.unwrap().split_once("<mo>=</mo>").unwrap().1;
            assert!(right.matches("<mi>").count() >= symbols, "{right}");
        }
    }
}
