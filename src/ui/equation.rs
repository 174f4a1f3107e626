//! The equation behind each bar, with the numbers of the moment, and where each number comes from.

use super::charts::format::{number, plain, plain_significant, prefixed, with_unit};
use super::charts::parts::Part;
use super::results::Results;
use super::text;
use super::words::{equations as said, fields, values};
use crate::data::{self, Constant, constant, field, mathml, value};
use crate::scenario::{Accounting, EnergyModel};

/// A piece of an equation.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// An operator or a bracket.
    Sign(&'static str),
    /// A number that can be opened.
    Term(Term),
}

/// A number in an equation, and its pedigree.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// With its unit.
    pub text: String,
    /// What it is.
    pub title: String,
    /// How it follows from other numbers; empty where it is given.
    pub how: String,
    /// `paper`, `measured`, `literature`, `assumed`, or `computed`.
    pub kind: &'static str,
    pub source: String,
    /// What it holds for.
    pub holds: String,
    /// The field of the scenario that changes it.
    pub field: Option<&'static str>,
}

/// The equation of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    /// Left side.
    pub name: &'static str,
    /// The equation in symbols, as MathML; its right side has the pieces in their order. None where
    /// the right side is one number.
    pub mathml: Option<&'static str>,
    pub pieces: Vec<Piece>,
    /// Right side.
    pub result: String,
    /// The same in words.
    pub words: String,
    /// Kind and name of its main source.
    pub source: (&'static str, String),
    /// Product or sum of the pieces as computed from what is written, g; for the tests.
    pub value_g: f64,
}

fn given(results: &Results, name: &'static str, value: f64) -> Piece {
    let Some(field) = field(name) else { return Piece::Sign("?") };
    let changed = field.default.is_some_and(|default| default != value);
    Piece::Term(Term {
        text: text::value_of(field, value),
        title: said::title(&text::value_of(field, value), &text::lowered(fields::label(field))),
        how: String::new(),
        kind: if changed { values::set_by_you() } else { text::provenance(field.provenance) },
        source: if changed { said::these_controls() } else { fields::source(field) }.into(),
        holds: fields::note(field).into(),
        field: results.view.scenario.number(name).map(|_| field.name),
    })
}

struct Computed<'a> {
    text: String,
    title: &'a str,
    how: String,
    kind: &'static str,
    source: String,
    holds: String,
    field: Option<&'static str>,
}

fn computed(it: Computed<'_>) -> Piece {
    Piece::Term(Term {
        title: said::title(&it.text, it.title),
        text: it.text,
        how: it.how,
        kind: it.kind,
        source: it.source,
        holds: it.holds,
        field: it.field,
    })
}

fn constant_term(key: &str) -> String {
    constant(key).map_or_else(String::new, |it: &Constant| {
        with_unit(&plain_significant(it.value, 3), text::unit(it.unit))
    })
}

fn source_of(key: &str) -> String {
    constant(key).map_or_else(String::new, |it| it.source.to_string())
}

/// The equation of a bar for the chosen decision.
pub fn equation(part: Part, results: &Results) -> Equation {
    match part {
        Part::ComputeElectricity => compute_electricity(results),
        Part::ComputeHardware => compute_hardware(results),
        Part::RadioElectricity => radio_electricity(results),
        Part::RadioHardware => radio_hardware(results),
        Part::Total => total(results),
    }
}

fn sign(sign: &'static str) -> Piece {
    Piece::Sign(sign)
}

fn joules(value: f64) -> String {
    with_unit(&number(value), "J")
}

fn compute_electricity(results: &Results) -> Equation {
    let scenario = &results.view.scenario;
    let part = &results.chosen.inference;
    let tokens = results.chosen.decision.tokens;
    let grid = given(results, "grid_dc_g_per_kwh", scenario.grid_dc_g_per_kwh);
    let (pieces, words) = match scenario.energy_model {
        EnergyModel::Calibrated => {
            let gpu = computed(Computed {
                text: joules(part.gpu_energy_j),
                title: said::gpu_energy(),
                how: said::gpu_energy_how(
                    &constant_term("GPU_ENERGY_PER_WEIGHT_BYTE_J"),
                    &constant_term("GPU_ENERGY_PER_FLOP_J"),
                    &constant_term("GPU_ENERGY_PER_KV_BYTE_J"),
                    &text::whole(tokens.into()),
                    &plain(scenario.prompt_tokens),
                    &plain(scenario.batch),
                ),
                kind: values::measured(),
                source: source_of("GPU_ENERGY_PER_WEIGHT_BYTE_J"),
                holds: said::gpu_energy_holds().into(),
                field: Some("batch"),
            });
            let pieces = vec![
                sign("("),
                gpu,
                sign(" + "),
                given(results, "host_power_w", scenario.host_power_w),
                sign(" × "),
                gpu_seconds(results),
                sign(") × (1 + "),
                given(results, "idle_fraction", scenario.idle_fraction),
                sign(") × "),
                given(results, "pue", scenario.pue),
                sign(" × "),
                grid,
            ];
            (pieces, said::compute_words())
        }
        EnergyModel::Ecologits => {
            let it_j = part.facility_energy_j / scenario.pue;
            let it = computed(Computed {
                text: joules(it_j),
                title: said::ecologits_energy(),
                how: said::ecologits_how(
                    &plain(part.gpus),
                    &plain_significant(results.chain.params_billion, 3),
                    &plain(scenario.batch),
                ),
                kind: values::literature(),
                source: source_of("ECOLOGITS_ALPHA"),
                holds: said::ecologits_holds().into(),
                field: Some("batch"),
            });
            let pieces =
                vec![it, sign(" × "), given(results, "pue", scenario.pue), sign(" × "), grid];
            (pieces, said::ecologits_words())
        }
    };
    Equation {
        name: said::compute_electricity(),
        mathml: Some(match scenario.energy_model {
            EnergyModel::Calibrated => mathml::COMPUTE_ELECTRICITY,
            EnergyModel::Ecologits => mathml::ECOLOGITS_ELECTRICITY,
        }),
        pieces,
        result: text::mass(part.operational_g),
        words: words.into(),
        source: match scenario.energy_model {
            EnergyModel::Calibrated => (values::measured(), "ML.ENERGY, H100".into()),
            EnergyModel::Ecologits => (values::literature(), "EcoLogits 0.11".into()),
        },
        value_g: match scenario.energy_model {
            EnergyModel::Calibrated => {
                (part.gpu_energy_j + scenario.host_power_w * part.gpu_seconds)
                    * (1.0 + scenario.idle_fraction)
                    * scenario.pue
            }
            EnergyModel::Ecologits => part.facility_energy_j,
        } * scenario.grid_dc_g_per_kwh
            / crate::units::J_PER_KWH,
    }
}

fn gpu_seconds(results: &Results) -> Piece {
    computed(Computed {
        text: text::duration(results.chosen.inference.gpu_seconds),
        title: said::gpu_time(),
        how: said::gpu_time_how(&plain(results.view.scenario.batch)),
        kind: values::measured(),
        source: source_of("GPU_TIME_WEIGHT_FACTOR"),
        holds: said::gpu_time_holds().into(),
        field: Some("batch"),
    })
}

fn compute_hardware(results: &Results) -> Equation {
    let scenario = &results.view.scenario;
    let part = &results.chosen.inference;
    let pieces = match scenario.energy_model {
        EnergyModel::Calibrated => vec![
            gpu_seconds(results),
            sign(" × ("),
            given(results, "gpu_embodied_kg", scenario.gpu_embodied_kg),
            sign(" + "),
            given(results, "server_embodied_kg", scenario.server_embodied_kg),
            sign(" / 8) / ("),
            given(results, "lifetime_y", scenario.lifetime_y),
            sign(" × "),
            given(results, "utilisation", scenario.utilisation),
            sign(")"),
        ],
        EnergyModel::Ecologits => vec![computed(Computed {
            text: text::mass(part.embodied_g),
            title: said::ecologits_making(),
            how: said::ecologits_making_how(
                &plain(part.gpus),
                &constant_term("ECOLOGITS_SERVER_EMBODIED_KG"),
                &constant_term("ECOLOGITS_GPU_EMBODIED_KG"),
                &constant_term("ECOLOGITS_LIFETIME_S"),
                &plain(scenario.batch),
            ),
            kind: values::literature(),
            source: source_of("ECOLOGITS_GPU_EMBODIED_KG"),
            holds: said::eight_gpus().into(),
            field: Some("batch"),
        })],
    };
    Equation {
        name: said::compute_hardware(),
        mathml: match scenario.energy_model {
            EnergyModel::Calibrated => Some(mathml::COMPUTE_HARDWARE),
            EnergyModel::Ecologits => None,
        },
        pieces,
        result: text::mass(part.embodied_g),
        words: match scenario.energy_model {
            EnergyModel::Calibrated => said::compute_hardware_words().into(),
            EnergyModel::Ecologits => said::as_ecologits().into(),
        },
        source: match scenario.energy_model {
            EnergyModel::Calibrated => (values::literature(), "NVIDIA, Boavizta".into()),
            EnergyModel::Ecologits => (values::literature(), "EcoLogits 0.11".into()),
        },
        value_g: match scenario.energy_model {
            EnergyModel::Calibrated => {
                part.gpu_seconds
                    * (scenario.gpu_embodied_kg + scenario.server_embodied_kg / 8.0)
                    * 1e3
                    / (scenario.lifetime_y * value::SECONDS_PER_YEAR * scenario.utilisation)
            }
            EnergyModel::Ecologits => part.embodied_g,
        },
    }
}

fn airtime(results: &Results) -> Piece {
    let part = &results.chosen.wireless;
    let scenario = &results.view.scenario;
    computed(Computed {
        text: with_unit(&number(part.airtime_s), "s"),
        title: said::on_air(),
        how: said::on_air_how(
            &text::whole(results.chosen.decision.tokens.into()),
            &with_unit(&plain(scenario.payload_bytes_per_token), "B"),
            &prefixed(part.rate_bps, "bit/s"),
            &with_unit(&number(part.mean_snr_db), "dB"),
            &with_unit(&number(part.path_loss_db), "dB"),
        ),
        kind: values::computed(),
        source: said::on_air_source(
            data::PATH_LOSS[results.valid.cell().path_loss as usize].source,
        ),
        holds: said::on_air_holds().into(),
        field: Some("payload_bytes_per_token"),
    })
}

fn radio_electricity(results: &Results) -> Equation {
    let scenario = &results.view.scenario;
    let part = &results.chosen.wireless;
    let (cell, sector) = (results.valid.cell(), &results.chain.sector);
    let serving = plain(cell.serving_transceivers);
    let earth = |text: String, title, how: String| {
        computed(Computed {
            text,
            title,
            how,
            kind: values::literature(),
            source: said::cell_source(cell.source, &text::cell_word(cell)),
            holds: said::transceivers(&serving, &plain(cell.transceivers)),
            field: Some("accounting"),
        })
    };
    let watts = |value: f64| with_unit(&plain_significant(value, 3), "W");
    let mut pieces = vec![];
    let session = sector.standing_w > 0.0;
    if session {
        pieces.push(sign("("));
    }
    pieces.push(airtime(results));
    pieces.push(sign(if sector.fixed_w > 0.0 { " × (" } else { " × " }));
    if sector.fixed_w > 0.0 {
        let how = match scenario.accounting {
            Accounting::Airtime => format!("{serving} × {}", watts(cell.static_power_w)),
            _ => format!(
                "{serving} × ({} − {})",
                watts(cell.static_power_w),
                watts(cell.sleep_power_w)
            ),
        };
        let title = match scenario.accounting {
            Accounting::Airtime => said::awake_idle(),
            _ => said::awake_not_asleep(),
        };
        pieces.push(earth(watts(sector.fixed_w), title, how));
        pieces.push(sign(" + "));
    }
    pieces.push(earth(
        plain_significant(sector.slope, 3),
        said::slope(),
        format!("{serving} × {}", plain(cell.slope)),
    ));
    pieces.push(sign(" × "));
    pieces.push(computed(Computed {
        text: text::power(results.chosen.decision.power_w),
        title: said::transmit_power(),
        how: said::chosen().into(),
        kind: values::computed(),
        source: said::chosen_source().into(),
        holds: said::from_to(
            &text::power(results.chain.power_min_w),
            &text::power(results.chain.power_max_w),
        ),
        field: Some("power_w"),
    }));
    if sector.fixed_w > 0.0 {
        pieces.push(sign(")"));
    }
    if session {
        pieces.push(sign(" + "));
        pieces.push(computed(Computed {
            text: with_unit(&number(results.chosen.latency_s), "s"),
            title: said::latency(),
            how: said::latency_how().into(),
            kind: values::computed(),
            source: source_of("ITL_WEIGHT_FACTOR"),
            holds: said::latency_holds().into(),
            field: None,
        }));
        pieces.push(sign(" × "));
        pieces.push(earth(
            watts(sector.standing_w),
            said::standing(),
            said::standing_how(
                &serving,
                &watts(cell.static_power_w),
                &plain(scenario.session_users),
            ),
        ));
        pieces.push(sign(")"));
    }
    pieces.push(sign(" × "));
    pieces.push(given(results, "grid_bs_g_per_kwh", scenario.grid_bs_g_per_kwh));
    let words = match scenario.accounting {
        Accounting::Amplifier => said::amplifier_words(),
        Accounting::Marginal => said::marginal_words(),
        Accounting::Airtime => said::airtime_words(),
        Accounting::Session => said::session_words(),
    };
    let drawn_j = part.airtime_s
        * (sector.fixed_w + sector.slope * results.chosen.decision.power_w)
        + results.chosen.latency_s * sector.standing_w;
    Equation {
        name: said::radio_electricity(),
        mathml: Some(match scenario.accounting {
            Accounting::Amplifier => mathml::RADIO_AMPLIFIER,
            Accounting::Marginal | Accounting::Airtime => mathml::RADIO_AWAKE,
            Accounting::Session => mathml::RADIO_SESSION,
        }),
        pieces,
        result: text::mass(part.operational_g),
        words: words.into(),
        source: (values::literature(), said::earth_cell(&text::cell_word(cell))),
        value_g: drawn_j * scenario.grid_bs_g_per_kwh / crate::units::J_PER_KWH,
    }
}

fn radio_hardware(results: &Results) -> Equation {
    let part = &results.chosen.wireless;
    let cell = results.valid.cell();
    let site_kg = results.valid.site_embodied_kg();
    let by_cell = results.view.scenario.site_embodied_kg.is_none();
    let site = computed(Computed {
        text: with_unit(&plain(site_kg), "kg"),
        title: said::site_making(),
        how: if by_cell {
            said::plausible(
                &plain(cell.site_embodied_low_kg),
                &with_unit(&plain(cell.site_embodied_high_kg), "kg"),
            )
        } else {
            String::new()
        },
        kind: if by_cell { values::assumed() } else { values::set_by_you() },
        source: if by_cell {
            cell.embodied_source.trim_start_matches("assumed; ").into()
        } else {
            said::these_controls().into()
        },
        holds: said::site_holds(&text::cell_word(cell), &plain(cell.sectors_per_site)),
        field: Some("site_embodied_kg"),
    });
    let life = computed(Computed {
        text: with_unit(&plain(value::SITE_LIFETIME_Y), text::unit("y")),
        title: said::site_life(),
        how: String::new(),
        kind: constant("SITE_LIFETIME_Y")
            .map_or(values::assumed(), |it| text::provenance(it.provenance)),
        source: source_of("SITE_LIFETIME_Y"),
        holds: said::site_life_holds().into(),
        field: None,
    });
    Equation {
        name: said::radio_hardware(),
        mathml: Some(if cell.sectors_per_site > 1.0 {
            mathml::RADIO_HARDWARE_SECTOR
        } else {
            mathml::RADIO_HARDWARE
        }),
        pieces: vec![
            airtime(results),
            sign(" × "),
            site,
            sign(if cell.sectors_per_site > 1.0 { " / 3 / " } else { " / " }),
            life,
        ],
        result: text::mass(part.embodied_g),
        words: if cell.sectors_per_site > 1.0 {
            said::site_words_sectors().into()
        } else {
            said::site_words().into()
        },
        source: if by_cell {
            (values::assumed(), said::cell_site(&text::cell_word(cell)))
        } else {
            (values::set_by_you(), String::new())
        },
        value_g: part.airtime_s * site_kg * 1e3
            / cell.sectors_per_site
            / (value::SITE_LIFETIME_Y * value::SECONDS_PER_YEAR),
    }
}

fn total(results: &Results) -> Equation {
    let print = &results.chosen;
    let mut pieces = Vec::new();
    for part in &Part::ALL[..4] {
        if !pieces.is_empty() {
            pieces.push(sign(" + "));
        }
        let name = text::small(super::charts::words::part(*part));
        pieces.push(computed(Computed {
            text: text::mass(part.grams(print)),
            title: &name,
            how: equation(*part, results).words,
            kind: values::computed(),
            source: said::press_its_bar().into(),
            holds: said::one_answer().into(),
            field: None,
        }));
    }
    Equation {
        name: said::total(),
        mathml: Some(mathml::TOTAL),
        pieces,
        result: text::mass(print.total_g),
        words: said::total_words(&text::mass(results.range_g.0), &text::mass(results.range_g.1)),
        source: (values::computed(), said::sum_of_four().into()),
        value_g: Part::ALL[..4].iter().map(|part| part.grams(print)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::results::{FIRST_MANUAL, opening};
    use super::*;
    use crate::link::View;
    use crate::scenario::PRESETS;

    #[test]
    fn every_equation_gives_its_bar() {
        for preset in PRESETS {
            for &accounting in Accounting::ALL {
                for &energy_model in EnergyModel::ALL {
                    let mut scenario = preset.scenario();
                    (scenario.accounting, scenario.energy_model) = (accounting, energy_model);
                    let view = View { scenario, ..View::default() };
                    let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
                    for part in Part::ALL {
                        let opened = equation(part, &results);
                        let bar = part.grams(&results.chosen);
                        assert!((opened.value_g / bar - 1.0).abs() < 1e-12, "{part:?}");
                        assert_eq!(opened.result, text::mass(bar));
                        assert_symbols_follow(&opened);
                    }
                }
            }
        }
    }

    /// On the right side there are as many symbols as numbers.
    fn assert_symbols_follow(opened: &Equation) {
        let terms = opened.pieces.iter().filter(|it| matches!(it, Piece::Term(_))).count();
        let Some(mathml) = opened.mathml else { return assert_eq!(terms, 1) };
        let right = mathml.split_once("<mo>=</mo>").unwrap().1;
        let count = |tag| right.matches(tag).count();
        // A symbol and its index are one, also if the index is a number.
        let symbols = count("<mi>") + count("<mtext>") + count("</mn></msub>") - count("<msub>");
        assert_eq!(symbols, terms, "{mathml}");
    }

    #[test]
    fn every_number_has_a_pedigree() {
        let results = Results::new(&opening(), FIRST_MANUAL, None).unwrap();
        for part in Part::ALL {
            for piece in equation(part, &results).pieces {
                if let Piece::Term(term) = piece {
                    assert!(!term.text.is_empty() && !term.source.is_empty(), "{term:?}");
                    assert!(!term.holds.is_empty(), "{term:?}");
                }
            }
        }
    }
}
