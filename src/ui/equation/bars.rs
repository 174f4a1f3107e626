//! The equation behind each bar, with the numbers of the moment. Where a number comes from is told
//! once somebody asks: see [`super::pedigree`].

use super::{Equation, Origin, Piece, airtime, amount, given, seconds, sign, term, watts};
use crate::data::{Field, fields, item, mathml};
use crate::scenario::{Accounting, Boundary, CellKind, EnergyModel, Scenario};
use crate::ui::charts::kit::parts::Part;
use crate::ui::state::results::Results;
use crate::ui::words::format::{
    factor, mass_factor, plain, power_factor, prefixed_factor, with_unit,
};
use crate::ui::words::{equations as said, fields as field_words, names, sources, values};

/// The equation of a bar for the chosen decision; of one that is not counted, what it would add.
pub fn equation(part: Part, results: &Results) -> Equation {
    let left_out = !part.counts(results.view.scenario.boundary);
    if let Some(all) = left_out.then(|| results.counting_all()).flatten() {
        return equation(part, &all);
    }
    match part {
        Part::ComputeElectricity => compute_electricity(results),
        Part::ComputeHardware => compute_hardware(results),
        Part::RadioElectricity => radio_electricity(results),
        Part::RadioHardware => radio_hardware(results),
        Part::Network => network(results),
        Part::PhoneElectricity => phone_electricity(results),
        Part::PhoneHardware => phone_hardware(results),
        Part::Total => total(results),
    }
}

fn joules(value: f64) -> String {
    with_unit(&factor(value), "J")
}

fn compute_electricity(results: &Results) -> Equation {
    let scenario = &results.view.scenario;
    let part = &results.chosen.inference;
    let grid = given(results, fields::GRID_DC_G_PER_KWH);
    let (pieces, words) = match scenario.energy_model {
        EnergyModel::Calibrated => {
            let pieces = vec![
                sign("("),
                term(joules(part.gpu_energy_j), Origin::GpuEnergy),
                sign(" + "),
                given(results, fields::HOST_POWER_W),
                sign(" × "),
                gpu_seconds(results),
                sign(") × (1 + "),
                given(results, fields::IDLE_FRACTION),
                sign(") × "),
                given(results, fields::PUE),
                sign(" × "),
                grid,
            ];
            (pieces, said::compute_words())
        }
        EnergyModel::Ecologits => {
            let it_j = part.facility_energy_j / scenario.pue;
            let it = term(joules(it_j), Origin::EcologitsEnergy);
            let pieces = vec![it, sign(" × "), given(results, fields::PUE), sign(" × "), grid];
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
        result: values::mass(part.operational_g),
        words: words.into(),
        source: match scenario.energy_model {
            EnergyModel::Calibrated => calibrated_source(results),
            EnergyModel::Ecologits => (names::literature(), "EcoLogits 0.11".into()),
        },
    }
}

/// Where the energy of the GPUs comes from, on the GPU of the scene.
pub fn calibrated_source(results: &Results) -> (&'static str, String) {
    let gpu = results.view.scenario.gpu.gpu();
    (values::provenance(gpu.provenance), format!("ML.ENERGY, {}", gpu.label))
}

fn gpu_seconds(results: &Results) -> Piece {
    term(seconds(results.chosen.inference.gpu_seconds), Origin::GpuTime)
}

fn compute_hardware(results: &Results) -> Equation {
    let scenario = &results.view.scenario;
    let part = &results.chosen.inference;
    let pieces = match scenario.energy_model {
        EnergyModel::Calibrated => vec![
            gpu_seconds(results),
            sign(" × ("),
            given(results, fields::GPU_EMBODIED_KG),
            sign(" + "),
            given(results, fields::SERVER_EMBODIED_KG),
            sign(" / "),
            term(amount(&item::GPUS_PER_SERVER), Origin::GpusPerServer),
            sign(") / ("),
            given(results, fields::LIFETIME_Y),
            sign(" × "),
            given(results, fields::UTILISATION),
            sign(")"),
        ],
        EnergyModel::Ecologits => {
            vec![term(mass_factor(part.embodied_g), Origin::EcologitsMaking)]
        }
    };
    Equation {
        name: said::compute_hardware(),
        mathml: match scenario.energy_model {
            EnergyModel::Calibrated => Some(mathml::COMPUTE_HARDWARE),
            EnergyModel::Ecologits => None,
        },
        pieces,
        result: values::mass(part.embodied_g),
        words: match scenario.energy_model {
            EnergyModel::Calibrated => said::compute_hardware_words().into(),
            EnergyModel::Ecologits => said::as_ecologits().into(),
        },
        source: match scenario.energy_model {
            EnergyModel::Calibrated => (names::literature(), "NVIDIA, Boavizta".into()),
            EnergyModel::Ecologits => (names::literature(), "EcoLogits 0.11".into()),
        },
    }
}

fn radio_electricity(results: &Results) -> Equation {
    let scenario = &results.view.scenario;
    let part = &results.chosen.wireless;
    let (cell, sector) = (results.valid.cell(), &results.chain.sector);
    let mut pieces = vec![];
    let session = sector.standing_w > 0.0;
    if session {
        pieces.push(sign("("));
    }
    pieces.push(airtime(results));
    pieces.push(sign(if sector.fixed_w > 0.0 { " × (" } else { " × " }));
    if sector.fixed_w > 0.0 {
        pieces.push(term(watts(sector.fixed_w), Origin::Awake));
        pieces.push(sign(" + "));
    }
    pieces.push(term(factor(sector.slope), Origin::Slope));
    pieces.push(sign(" × "));
    pieces.push(term(power_factor(results.chosen.decision.power_w), Origin::TransmitPower));
    if sector.fixed_w > 0.0 {
        pieces.push(sign(")"));
    }
    if session {
        pieces.push(sign(" + "));
        pieces.push(term(seconds(results.chosen.latency_s), Origin::Latency));
        pieces.push(sign(" × "));
        pieces.push(term(watts(sector.standing_w), Origin::Standing));
        pieces.push(sign(")"));
    }
    pieces.push(sign(" × "));
    pieces.push(given(results, fields::GRID_BS_G_PER_KWH));
    let words = match scenario.accounting {
        Accounting::Amplifier => said::amplifier_words(),
        Accounting::Marginal => said::marginal_words(),
        Accounting::Airtime => said::airtime_words(),
        Accounting::Session => said::session_words(),
    };
    Equation {
        name: said::radio_electricity(),
        mathml: Some(match scenario.accounting {
            Accounting::Amplifier => mathml::RADIO_AMPLIFIER,
            Accounting::Marginal | Accounting::Airtime => mathml::RADIO_AWAKE,
            Accounting::Session => mathml::RADIO_SESSION,
        }),
        pieces,
        result: values::mass(part.operational_g),
        words: words.into(),
        source: if own_power(scenario) {
            (names::set_by_you(), String::new())
        } else if scenario.cell == CellKind::MassiveMimo {
            (names::literature(), sources::cell(cell).to_string())
        } else {
            (names::literature(), said::earth_cell(&values::cell_word(cell)))
        },
    }
}

/// Whether the power of the cell is one's own.
fn own_power(scenario: &Scenario) -> bool {
    let own =
        [fields::STATIC_POWER_W, fields::SLEEP_POWER_W, fields::POWER_SLOPE, fields::TRANSCEIVERS];
    own.iter().any(|field| scenario.number(field.name).is_some())
}

fn radio_hardware(results: &Results) -> Equation {
    let part = &results.chosen.wireless;
    let cell = results.valid.cell();
    let site_kg = results.valid.site_embodied_kg();
    let sectors = cell.sectors_per_site > 1.0;
    let mut pieces = vec![
        airtime(results),
        sign(" × "),
        term(with_unit(&plain(site_kg), "kg"), Origin::SiteMaking),
        sign(" / "),
    ];
    if sectors {
        pieces.extend([term(plain(cell.sectors_per_site), Origin::Sectors), sign(" / ")]);
    }
    pieces.push(term(amount(&item::SITE_LIFETIME_Y), Origin::SiteLife));
    Equation {
        name: said::radio_hardware(),
        mathml: Some(if sectors { mathml::RADIO_HARDWARE_SECTOR } else { mathml::RADIO_HARDWARE }),
        pieces,
        result: values::mass(part.embodied_g),
        words: if sectors { said::site_words_sectors() } else { said::site_words() }.into(),
        source: if results.view.scenario.site_embodied_kg.is_none() {
            (names::assumed(), said::cell_site(&values::cell_word(cell)))
        } else {
            (names::set_by_you(), String::new())
        },
    }
}

fn network(results: &Results) -> Equation {
    let bytes = results.chain.bits(f64::from(results.chosen.decision.tokens)) / 8.0;
    Equation {
        name: said::network(),
        mathml: Some(mathml::NETWORK),
        pieces: vec![
            term(prefixed_factor(bytes, "B"), Origin::SentData),
            sign(" × "),
            given(results, fields::NETWORK_KWH_PER_GB),
            sign(" × "),
            term(grams_per_kwh(results.chain.network_grid().0), Origin::NetworkGrid),
        ],
        result: values::mass(results.chosen.network.operational_g),
        words: said::network_words().into(),
        source: source_of(fields::NETWORK_KWH_PER_GB, results),
    }
}

/// How a field's value is known, and from where.
fn source_of(field: &'static Field, results: &Results) -> (&'static str, String) {
    if results.view.scenario.number(field.name) != field.default {
        return (names::set_by_you(), String::new());
    }
    (values::provenance(field.provenance), field_words::source(field).to_string())
}

fn grams_per_kwh(value: f64) -> String {
    with_unit(&factor(value), "g/kWh")
}

fn phone_seconds(results: &Results) -> Piece {
    term(seconds(results.chosen.phone.seconds), Origin::PhoneTime)
}

fn phone_electricity(results: &Results) -> Equation {
    Equation {
        name: said::phone_electricity(),
        mathml: Some(mathml::PHONE_ELECTRICITY),
        pieces: vec![
            phone_seconds(results),
            sign(" × "),
            given(results, fields::PHONE_POWER_W),
            sign(" / "),
            given(results, fields::CHARGER_EFFICIENCY),
            sign(" × "),
            given(results, fields::GRID_BS_G_PER_KWH),
        ],
        result: values::mass(results.chosen.phone.operational_g),
        words: said::phone_electricity_words().into(),
        source: source_of(fields::PHONE_POWER_W, results),
    }
}

fn phone_hardware(results: &Results) -> Equation {
    const DAY_H: f64 = 24.0;
    Equation {
        name: said::phone_hardware(),
        mathml: Some(mathml::PHONE_HARDWARE),
        pieces: vec![
            phone_seconds(results),
            sign(" × "),
            given(results, fields::PHONE_EMBODIED_KG),
            sign(" / ("),
            given(results, fields::PHONE_LIFETIME_Y),
            sign(" × "),
            given(results, fields::PHONE_HOURS_PER_DAY),
            sign(" / "),
            term(with_unit(&plain(DAY_H), "h"), Origin::WholeDay),
            sign(")"),
        ],
        result: values::mass(results.chosen.phone.embodied_g),
        words: said::phone_hardware_words().into(),
        source: source_of(fields::PHONE_EMBODIED_KG, results),
    }
}

fn total(results: &Results) -> Equation {
    let print = &results.chosen;
    let mut pieces = Vec::new();
    let parts = Part::counted(results.view.scenario.boundary);
    for part in parts.filter(|it| *it != Part::Total) {
        if !pieces.is_empty() {
            pieces.push(sign(" + "));
        }
        pieces.push(term(mass_factor(part.grams(print)), Origin::Part(part)));
    }
    Equation {
        name: said::total(),
        mathml: Some(match results.view.scenario.boundary {
            Boundary::Service => mathml::TOTAL,
            Boundary::Network => mathml::TOTAL_NETWORK,
            Boundary::PhoneUse => mathml::TOTAL_PHONE_USE,
            Boundary::Phone => mathml::TOTAL_PHONE,
        }),
        pieces,
        result: values::mass(print.total_g),
        words: said::total_words(
            &values::mass(results.range_g.0),
            &values::mass(results.range_g.1),
        ),
        source: (names::computed(), said::sum_of_parts().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::worked::assert_works_out;
    use super::*;
    use crate::link::View;
    use crate::scenario::PRESETS;
    use crate::ui::state::results::FIRST_MANUAL;

    #[test]
    fn every_equation_gives_its_bar() {
        for (number, preset) in PRESETS.iter().enumerate() {
            for &accounting in Accounting::ALL {
                for &energy_model in EnergyModel::ALL {
                    for &cell in CellKind::ALL {
                        let mut scenario = preset.scenario();
                        (scenario.accounting, scenario.energy_model) = (accounting, energy_model);
                        scenario.cell = cell;
                        scenario.boundary = Boundary::ALL[(number + accounting as usize) % 4];
                        let view = View { scenario, ..View::default() };
                        let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
                        let all = results.counting_all().unwrap();
                        for part in Part::ALL {
                            let opened = equation(part, &results);
                            let counted = part.counts(results.view.scenario.boundary);
                            let print = if counted { &results.chosen } else { &all.chosen };
                            assert_eq!(opened.result, values::mass(part.grams(print)));
                            assert_works_out(&opened);
                            if part == Part::RadioElectricity {
                                let by_earth = cell != CellKind::MassiveMimo;
                                assert_eq!(opened.source.1.contains("EARTH"), by_earth);
                            }
                            assert_symbols_follow(&opened);
                        }
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
}
