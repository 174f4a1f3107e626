//! The equations behind the figures of the agents: energy of a decision, gap to the optimum, what
//! training costs.

use super::{Equation, Origin, Pedigree, Piece, amount, sign, term};
use crate::data::{Constant, fields, item, mathml, value};
use crate::learn::{Algorithm, Effort, Score};
use crate::math;
use crate::stats::interquartile_mean;
use crate::ui::words::format::{
    factor, mass, number, percent, percent_factor, plain_significant, whole, with_decimals,
    with_unit,
};
use crate::ui::words::{names, pedigree as said, sources, values};
use crate::units::J_PER_KWH;
use std::sync::Arc;

fn told(text: String, pedigree: Pedigree) -> Piece {
    term(text, Origin::Told(Arc::new(pedigree)))
}

fn computed(what: &str, how: String, source: &str, holds: &str) -> Pedigree {
    Pedigree {
        what: what.into(),
        how,
        kind: names::computed(),
        source: source.into(),
        holds: holds.into(),
        control: None,
    }
}

/// A constant with its source.
fn of_constant(it: &Constant, what: &str, holds: &str) -> Piece {
    let pedigree = Pedigree {
        what: what.into(),
        how: String::new(),
        kind: values::provenance(it.provenance),
        source: sources::constant(it).into(),
        holds: holds.into(),
        control: None,
    };
    told(amount(it), pedigree)
}

/// Energy of an operation.
fn of_operation(it: &Constant, what: &str) -> Piece {
    of_constant(it, what, said::arithmetic_holds())
}

/// Energy of the arithmetic of one decision, pJ.
pub fn decision_energy(algorithm: Algorithm, effort: &Effort) -> Equation {
    let spiking = effort.neuron_updates > 0;
    let counted =
        |what: &str, how: &str| computed(what, how.into(), said::counted(), said::this_decision());
    let mut pieces = Vec::new();
    if spiking {
        let additions = counted(said::additions(), said::additions_how());
        pieces.extend([
            told(factor(effort.synops), additions),
            sign(" × "),
            of_operation(&item::FLOAT_ADD_PJ, said::addition()),
            sign(" + "),
        ]);
    }
    let products = counted(said::multiply_adds(), said::multiply_adds_how());
    pieces.extend([
        told(whole(effort.macs as f64), products),
        sign(" × "),
        of_operation(&item::FLOAT_MULTIPLY_ADD_PJ, said::multiply_add()),
    ]);
    if spiking {
        let neurons_pj = effort.with_neurons_pj - effort.synapses_pj;
        let update_pj = neurons_pj / effort.neuron_updates as f64;
        let updates = counted(said::neuron_updates(), said::neuron_updates_how());
        let update = computed(
            said::neuron_update(),
            String::new(),
            sources::constant(&item::FLOAT_ADD_PJ),
            said::neuron_update_holds(),
        );
        pieces.extend([
            sign(" + "),
            told(whole(effort.neuron_updates as f64), updates),
            sign(" × "),
            told(with_unit(&factor(update_pj), "pJ"), update),
        ]);
    }
    Equation {
        name: algorithm.name(),
        mathml: Some(if spiking { mathml::DECISION_SPIKING } else { mathml::DECISION_DENSE }),
        pieces,
        result: with_unit(&number(1e-3 * effort.with_neurons_pj), "nJ"),
        words: if spiking { said::spiking_words() } else { said::dense_words() }.into(),
        source: (names::literature(), said::horowitz().into()),
    }
}

/// The gap of one policy, or the interquartile mean of the gaps of several seeds. None without a
/// score.
pub fn gap(who: &'static str, scores: &[(u64, Score)]) -> Option<Equation> {
    let (_, first) = scores.first()?;
    let gaps: Vec<f64> = scores.iter().map(|(_, score)| score.gap).collect();
    let value = interquartile_mean(&gaps).ok()?;
    let held_out = said::requests(&whole(first.contexts as f64));
    let sums = |score: &Score| (milligrams(score.charged_g), milligrams(score.optimum_g));
    let pieces = if let [(_, score)] = scores {
        let (charged, optimum) = sums(score);
        let sum = |what: &str, how: &str| computed(what, how.into(), said::judged(), &held_out);
        vec![
            told(charged, sum(said::charged(), said::charged_how())),
            sign(" / "),
            told(optimum, sum(said::optimum_sum(), said::optimum_how())),
            sign(" − 1"),
        ]
    } else {
        let mut pieces = vec![sign("IQM(")];
        for (index, (seed, score)) in scores.iter().enumerate() {
            if index > 0 {
                pieces.push(sign(", "));
            }
            let (charged, optimum) = sums(score);
            let pedigree = computed(
                &said::gap_of_seed(&seed.to_string()),
                format!("{charged} / {optimum} − 1"),
                said::judged(),
                &held_out,
            );
            pieces.push(told(percent_factor(score.gap), pedigree));
        }
        pieces.push(sign(")"));
        pieces
    };
    Some(Equation {
        name: who,
        mathml: Some(if scores.len() == 1 { mathml::GAP } else { mathml::GAP_OF_SEEDS }),
        pieces,
        result: percent(value),
        words: said::gap_words().into(),
        source: (names::computed(), said::judged().into()),
    })
}

/// Carbon with so many digits that a ratio or a difference gives what is shown for it.
fn milligrams(grams: f64) -> String {
    with_unit(&plain_significant(1e3 * grams, 7), "mg")
}

/// Carbon of so many seconds of a core at that intensity, g.
pub fn spent_g(seconds: f64, grid_g_per_kwh: f64) -> f64 {
    seconds * value::CORE_POWER_W / J_PER_KWH * grid_g_per_kwh
}

/// The equation of [`spent_g`].
pub fn spent(seconds: f64, grid_g_per_kwh: f64) -> Equation {
    let time = computed(
        said::computing_time(),
        said::computing_time_how().into(),
        said::counted(),
        said::this_device(),
    );
    let grid = values::value_of(fields::GRID_DC_G_PER_KWH, grid_g_per_kwh);
    Equation {
        name: said::training(),
        mathml: Some(mathml::TRAINING),
        pieces: vec![
            told(with_unit(&factor(seconds), "s"), time),
            sign(" × "),
            of_constant(&item::CORE_POWER_W, said::core_power(), said::core_power_holds()),
            sign(" × "),
            term(grid, Origin::Field(fields::GRID_DC_G_PER_KWH)),
        ],
        result: mass(spent_g(seconds, grid_g_per_kwh)),
        words: said::training_words().into(),
        source: (names::assumed(), said::factor_of_two().into()),
    }
}

/// After how many answers training has paid for itself, against the natural length at full power.
pub fn pays_back(spent_g: f64, natural_g: f64, agent_g: f64) -> Equation {
    let answers = spent_g / (natural_g - agent_g);
    // As many decimals as leave five digits of the difference, which may be small.
    let saved_mg = 1e3 * (natural_g - agent_g);
    let decimals = (4 - math::log10(saved_mg).floor() as i32).clamp(0, 12);
    let part = |grams: f64, what: &str, how: &str| {
        let pedigree = computed(what, how.into(), said::this_page(), said::one_answer());
        told(with_unit(&with_decimals(1e3 * grams, decimals as usize), "mg"), pedigree)
    };
    Equation {
        name: said::answers(),
        mathml: Some(mathml::PAYS_BACK),
        pieces: vec![
            told(
                milligrams(spent_g),
                computed(
                    said::training(),
                    said::training_words().into(),
                    said::this_page(),
                    said::this_device(),
                ),
            ),
            sign(" / ("),
            part(natural_g, said::natural_total(), said::natural_how()),
            sign(" − "),
            part(agent_g, said::agent_total(), said::agent_how()),
            sign(")"),
        ],
        result: if answers < 999.5 { whole(answers.ceil()) } else { number(answers) },
        words: said::pays_back_words().into(),
        source: (names::computed(), said::rounded_up().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::worked::{assert_works_out, text, worked_out};
    use super::*;

    fn effort(spiking: bool) -> Effort {
        let (synops, updates) = if spiking { (900.0, 640) } else { (0.0, 0) };
        let synapses_pj = 832.0 * Effort::MAC_PJ + synops * Effort::ADD_PJ;
        Effort {
            macs: 832,
            synops,
            neuron_updates: updates,
            log_std_macs: 0,
            log_std_synops: 0.0,
            synapses_pj,
            with_neurons_pj: synapses_pj + updates as f64 * 1.8,
            with_log_std_pj: synapses_pj,
            memory_words: 0.0,
        }
    }

    fn score(charged_g: f64) -> Score {
        Score {
            contexts: 256,
            charged_g,
            optimum_g: 2.0,
            gap: charged_g / 2.0 - 1.0,
            violation_rate: 0.0,
            spike_rate: 0.1,
            synops_per_decision: 900.0,
            effort: None,
        }
    }

    #[test]
    fn the_energy_of_a_decision_is_what_it_takes() {
        for spiking in [true, false] {
            let effort = effort(spiking);
            let opened = decision_energy(Algorithm::Sdrl, &effort);
            assert_eq!(opened.result, with_unit(&number(1e-3 * effort.with_neurons_pj), "nJ"));
            assert_works_out(&opened);
        }
        assert_eq!(text(&decision_energy(Algorithm::Sac, &effort(false))), "832 × 4.6 pJ");
        let spiking = text(&decision_energy(Algorithm::Sdrl, &effort(true)));
        assert_eq!(spiking, "900 × 0.9 pJ + 832 × 4.6 pJ + 640 × 1.8 pJ");
    }

    #[test]
    fn a_gap_is_a_ratio_or_a_mean_of_ratios() {
        assert!(gap("SAC", &[]).is_none());
        let one = gap("SAC", &[(1, score(2.5))]).unwrap();
        assert_eq!(
            (text(&one).as_str(), one.result.as_str()),
            ("2 500 mg / 2 000 mg − 1", "25\u{202f}%")
        );
        assert_works_out(&one);
        let four = [2.2, 2.4, 2.6, 9.0].map(score);
        let four: Vec<(u64, Score)> = (1..).zip(four).collect();
        let several = gap("SAC", &four).unwrap();
        // The best and the worst quarter are left out.
        assert_eq!(several.result, "25\u{202f}%");
        assert!(text(&several).starts_with("IQM(10 %, 20 %"), "{}", text(&several));
        assert_works_out(&several);
    }

    #[test]
    fn training_is_counted_at_the_power_of_a_core() {
        let spent = spent(72.0, 500.0);
        assert_eq!(text(&spent), "72 s × 5 W × 500 g/kWh");
        assert!((spent_g(72.0, 500.0) - 72.0 * 5.0 / 3.6e6 * 500.0).abs() < 1e-12);
        assert_works_out(&spent);
        // 6.25 answers: the seventh pays the rest.
        let back = pays_back(0.05, 0.02, 0.012);
        assert_eq!((back.result.as_str(), worked_out(&back).value.ceil()), ("7", 7.0));
        // Two answers that hardly differ.
        assert_works_out(&pays_back(0.123_456_789, 0.020_123_4, 0.020_122_1));
    }
}
