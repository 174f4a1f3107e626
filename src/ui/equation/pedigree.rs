//! Where each number of an equation comes from.

use super::bars::equation;
use super::{Origin, Pedigree, watts};
use crate::data::{constant, field, value};
use crate::scenario::Accounting;
use crate::ui::charts::kit::parts::Part;
use crate::ui::state::results::Results;
use crate::ui::words::format::{number, plain, plain_significant, prefixed, whole, with_unit};
use crate::ui::words::{fields, names, pedigree as said, sources, values};

/// Value and unit of a constant.
fn amount(key: &str) -> String {
    constant(key).map_or_else(String::new, |it| {
        with_unit(&plain_significant(it.value, 3), values::unit(it.unit))
    })
}

/// Who says so.
fn source_of(key: &str) -> String {
    constant(key).map_or_else(String::new, |it| sources::constant(it).to_string())
}

/// Where a number comes from. Nobody has asked for one when the page opens, so it comes later.
#[inline(never)]
pub fn later_pedigree(origin: &Origin, results: &Results) -> Pedigree {
    match origin {
        Origin::Field(name) => of_field(name, results),
        Origin::Part(part) => of_part(*part, results),
        Origin::Told(it) => (**it).clone(),
        Origin::GpuEnergy
        | Origin::EcologitsEnergy
        | Origin::GpuTime
        | Origin::EcologitsMaking
        | Origin::FirstToken
        | Origin::OtherTokens
        | Origin::InterToken => of_data_centre(origin, results),
        Origin::Airtime
        | Origin::Awake
        | Origin::Slope
        | Origin::TransmitPower
        | Origin::Standing
        | Origin::SiteMaking
        | Origin::SiteLife
        | Origin::MeanSnr
        | Origin::SpectralEfficiency => of_radio(origin, results),
        Origin::Latency | Origin::Completeness | Origin::Speed | Origin::Wait => {
            of_quality(origin, results)
        }
    }
}

fn of_field(name: &str, results: &Results) -> Pedigree {
    let known = field(name).zip(results.view.scenario.number(name));
    let Some((field, value)) = known else { return Pedigree::default() };
    let changed = field.default.is_some_and(|default| default != value);
    Pedigree {
        what: values::lowered(fields::label(field)),
        how: String::new(),
        kind: if changed { names::set_by_you() } else { values::provenance(field.provenance) },
        source: if changed { said::these_controls() } else { fields::source(field) }.into(),
        holds: fields::note(field).into(),
        field: Some(field.name),
    }
}

fn of_part(part: Part, results: &Results) -> Pedigree {
    Pedigree {
        what: values::small(crate::ui::charts::words::part(part)),
        how: equation(part, results).words,
        kind: names::computed(),
        source: said::press_its_bar().into(),
        holds: said::one_answer().into(),
        field: None,
    }
}

fn of_data_centre(origin: &Origin, results: &Results) -> Pedigree {
    let scenario = &results.view.scenario;
    let part = &results.chosen.inference;
    let tokens = whole(results.chosen.decision.tokens.into());
    let batch = plain(scenario.batch);
    match origin {
        Origin::GpuEnergy => Pedigree {
            what: said::gpu_energy().into(),
            how: said::gpu_energy_how(
                &amount("GPU_ENERGY_PER_WEIGHT_BYTE_J"),
                &amount("GPU_ENERGY_PER_FLOP_J"),
                &amount("GPU_ENERGY_PER_KV_BYTE_J"),
                &tokens,
                &plain(scenario.prompt_tokens),
                &batch,
            ),
            kind: names::measured(),
            source: source_of("GPU_ENERGY_PER_WEIGHT_BYTE_J"),
            holds: said::gpu_energy_holds().into(),
            field: Some("batch"),
        },
        Origin::EcologitsEnergy => Pedigree {
            what: said::ecologits_energy().into(),
            how: said::ecologits_how(
                &plain(part.gpus),
                &plain_significant(results.chain.params_billion, 3),
                &batch,
            ),
            kind: names::literature(),
            source: source_of("ECOLOGITS_ALPHA"),
            holds: said::ecologits_holds().into(),
            field: Some("batch"),
        },
        Origin::EcologitsMaking => Pedigree {
            what: said::ecologits_making().into(),
            how: said::ecologits_making_how(
                &plain(part.gpus),
                &amount("ECOLOGITS_SERVER_EMBODIED_KG"),
                &amount("ECOLOGITS_GPU_EMBODIED_KG"),
                &amount("ECOLOGITS_LIFETIME_S"),
                &batch,
            ),
            kind: names::literature(),
            source: source_of("ECOLOGITS_GPU_EMBODIED_KG"),
            holds: said::eight_gpus().into(),
            field: Some("batch"),
        },
        Origin::GpuTime => Pedigree {
            what: said::gpu_time().into(),
            how: said::gpu_time_how(&batch),
            kind: names::measured(),
            source: source_of("GPU_TIME_WEIGHT_FACTOR"),
            holds: said::gpu_time_holds().into(),
            field: Some("batch"),
        },
        Origin::FirstToken => Pedigree {
            what: said::first_token().into(),
            how: said::first_token_how(
                &seconds(scenario.rtt_s),
                &seconds(scenario.queue_s),
                &plain(scenario.prompt_tokens),
                &values::duration(part.inter_token_s),
            ),
            kind: names::measured(),
            source: source_of("PREFILL_FLOP_FACTOR"),
            holds: said::gpu_time_holds().into(),
            field: Some("rtt_s"),
        },
        Origin::OtherTokens => Pedigree {
            what: said::other_tokens().into(),
            how: format!("{tokens} − 1"),
            kind: names::computed(),
            source: said::chosen_source().into(),
            holds: said::up_to(&whole(results.chain.tokens_max.into())),
            field: Some("tokens"),
        },
        _ => Pedigree {
            what: said::inter_token().into(),
            how: said::inter_token_how(&batch),
            kind: names::measured(),
            source: source_of("ITL_WEIGHT_FACTOR"),
            holds: said::gpu_time_holds().into(),
            field: Some("batch"),
        },
    }
}

fn seconds(value: f64) -> String {
    with_unit(&number(value), "s")
}

fn decibels(value: f64) -> String {
    with_unit(&number(value), "dB")
}

fn of_radio(origin: &Origin, results: &Results) -> Pedigree {
    let scenario = &results.view.scenario;
    let part = &results.chosen.wireless;
    let cell = results.valid.cell();
    let serving = plain(cell.serving_transceivers);
    let earth = |what: &str, how| Pedigree {
        what: what.into(),
        how,
        kind: names::literature(),
        source: said::cell_source(sources::cell(cell), &values::cell_word(cell)),
        holds: said::transceivers(&serving, &plain(cell.transceivers)),
        field: Some("accounting"),
    };
    let path_loss = sources::path_loss(cell.path_loss);
    match origin {
        Origin::Airtime => Pedigree {
            what: said::on_air().into(),
            how: said::on_air_how(
                &whole(results.chosen.decision.tokens.into()),
                &with_unit(&plain(scenario.payload_bytes_per_token), "B"),
                &prefixed(part.rate_bps, "bit/s"),
                &decibels(part.mean_snr_db),
                &decibels(part.path_loss_db),
            ),
            kind: names::computed(),
            source: said::on_air_source(path_loss),
            holds: said::on_air_holds().into(),
            field: Some("payload_bytes_per_token"),
        },
        Origin::Awake => match scenario.accounting {
            Accounting::Airtime => {
                earth(said::awake_idle(), format!("{serving} × {}", watts(cell.static_power_w)))
            }
            _ => earth(
                said::awake_not_asleep(),
                format!(
                    "{serving} × ({} − {})",
                    watts(cell.static_power_w),
                    watts(cell.sleep_power_w)
                ),
            ),
        },
        Origin::Slope => earth(said::slope(), format!("{serving} × {}", plain(cell.slope))),
        Origin::Standing => earth(
            said::standing(),
            said::standing_how(
                &serving,
                &watts(cell.static_power_w),
                &plain(scenario.session_users),
            ),
        ),
        Origin::TransmitPower => Pedigree {
            what: said::transmit_power().into(),
            how: said::chosen().into(),
            kind: names::computed(),
            source: said::chosen_source().into(),
            holds: said::from_to(
                &values::power(results.chain.power_min_w),
                &values::power(results.chain.power_max_w),
            ),
            field: Some("power_w"),
        },
        Origin::SiteMaking => site_making(results),
        Origin::SiteLife => Pedigree {
            what: said::site_life().into(),
            how: String::new(),
            kind: constant("SITE_LIFETIME_Y")
                .map_or(names::assumed(), |it| values::provenance(it.provenance)),
            source: source_of("SITE_LIFETIME_Y"),
            holds: said::site_life_holds().into(),
            field: None,
        },
        Origin::MeanSnr => Pedigree {
            what: said::mean_snr().into(),
            how: said::mean_snr_how(
                &decibels(part.mean_snr_db),
                &values::power(results.chosen.decision.power_w),
                &with_unit(&plain(scenario.antenna_gain_db), "dB"),
                &decibels(part.path_loss_db),
                &amount("THERMAL_NOISE_DBM_PER_HZ"),
                &with_unit(&plain(scenario.bandwidth_mhz), "MHz"),
                &with_unit(&plain(scenario.noise_figure_db), "dB"),
            ),
            kind: names::computed(),
            source: path_loss.into(),
            holds: said::mean_snr_holds().into(),
            field: Some("distance_m"),
        },
        _ => Pedigree {
            what: said::spectral_efficiency().into(),
            how: said::spectral_efficiency_how(&decibels(part.mean_snr_db)),
            kind: names::literature(),
            source: "Alouini & Goldsmith, IEEE Trans. Vehicular Technology 1999".into(),
            holds: said::spectral_efficiency_holds().into(),
            field: Some("distance_m"),
        },
    }
}

fn site_making(results: &Results) -> Pedigree {
    let cell = results.valid.cell();
    let by_cell = results.view.scenario.site_embodied_kg.is_none();
    Pedigree {
        what: said::site_making().into(),
        how: if by_cell {
            said::plausible(
                &plain(cell.site_embodied_low_kg),
                &with_unit(&plain(cell.site_embodied_high_kg), "kg"),
            )
        } else {
            String::new()
        },
        kind: if by_cell { names::assumed() } else { names::set_by_you() },
        source: if by_cell { sources::site(cell).into() } else { said::these_controls().into() },
        holds: said::site_holds(&values::cell_word(cell), &plain(cell.sectors_per_site)),
        field: Some("site_embodied_kg"),
    }
}

fn of_quality(origin: &Origin, results: &Results) -> Pedigree {
    let scenario = &results.view.scenario;
    let print = &results.chosen;
    match origin {
        Origin::Latency => Pedigree {
            what: said::latency().into(),
            how: said::latency_how().into(),
            kind: names::computed(),
            source: source_of("ITL_WEIGHT_FACTOR"),
            holds: said::latency_holds().into(),
            field: None,
        },
        Origin::Completeness => {
            let [spread, half] = ["sigma", "kappa50"].map(|name| of_field(name, results));
            // Of its two numbers the one that was changed, if one was.
            let given = if spread.kind == names::set_by_you() { spread } else { half };
            Pedigree {
                what: said::completeness().into(),
                how: format!(
                    "Φ(ln({} / {}) / {})",
                    whole(print.decision.tokens.into()),
                    plain(scenario.kappa50),
                    plain(scenario.sigma)
                ),
                holds: said::completeness_holds().into(),
                ..given
            }
        }
        Origin::Speed => {
            let reading = value::READING_RATE_TOKENS_PER_S;
            let gpus = 1.0 / print.inference.inter_token_s;
            let radio = print.wireless.rate_bps / (8.0 * scenario.payload_bytes_per_token);
            Pedigree {
                what: said::speed().into(),
                how: said::speed_how(&number(gpus), &number(radio), &plain(reading)),
                kind: names::literature(),
                source: source_of("READING_RATE_TOKENS_PER_S"),
                holds: said::speed_holds().into(),
                field: Some("payload_bytes_per_token"),
            }
        }
        _ => Pedigree {
            what: said::wait().into(),
            how: said::wait_how(
                &seconds(print.inference.ttft_s),
                &amount("WAIT_UNNOTICED_S"),
                &amount("WAIT_UNBEARABLE_S"),
            ),
            kind: names::literature(),
            source: source_of("WAIT_UNNOTICED_S"),
            holds: said::wait_holds(&amount("WAIT_UNNOTICED_S"), &amount("WAIT_UNBEARABLE_S")),
            field: Some("queue_s"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::View;
    use crate::scenario::{EnergyModel, PRESETS};
    use crate::ui::equation::Piece;
    use crate::ui::equation::limits::{LIMITS, later_limit};
    use crate::ui::state::results::{FIRST_MANUAL, opening};

    #[test]
    fn every_number_has_a_pedigree() {
        for &accounting in Accounting::ALL {
            for &energy_model in EnergyModel::ALL {
                let mut view = opening();
                (view.scenario.accounting, view.scenario.energy_model) = (accounting, energy_model);
                let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
                let bars = Part::ALL.map(|part| equation(part, &results));
                let limits = LIMITS.map(|limit| later_limit(limit, &results));
                for piece in bars.into_iter().chain(limits).flat_map(|it| it.pieces) {
                    let Piece::Term(term) = piece else { continue };
                    let told = later_pedigree(&term.origin, &results);
                    assert!(!term.text.is_empty() && !told.what.is_empty(), "{term:?}");
                    assert!(!told.source.is_empty() && !told.kind.is_empty(), "{term:?}");
                    assert!(!told.holds.is_empty(), "{term:?}");
                }
            }
        }
    }

    #[test]
    fn what_the_user_has_set_is_said_to_be_set() {
        let scenario = crate::scenario::Scenario { pue: 1.5, ..PRESETS[0].scenario() };
        let view = View { scenario, ..View::default() };
        let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
        let kind = |name| later_pedigree(&Origin::Field(name), &results).kind;
        assert_eq!(kind("pue"), names::set_by_you());
        assert_ne!(kind("idle_fraction"), names::set_by_you());
        for (kappa50, sigma, set) in [(245.0, 1.09, false), (245.0, 0.5, true), (300.0, 1.09, true)]
        {
            let scenario = crate::scenario::Scenario { kappa50, sigma, ..PRESETS[0].scenario() };
            let view = View { scenario, ..View::default() };
            let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
            let told = later_pedigree(&Origin::Completeness, &results);
            assert_eq!(told.kind == names::set_by_you(), set, "{kappa50}, {sigma}");
        }
    }
}
