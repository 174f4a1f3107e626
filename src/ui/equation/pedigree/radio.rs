//! Of the base station: time on air, power, making, and what the link brings.

use super::constant;
use crate::data::{Field, fields, item};
use crate::scenario::Accounting;
use crate::ui::equation::{Control, Pedigree, amount};
use crate::ui::state::results::Results;
use crate::ui::words::format::{number, plain, power, prefixed_factor, whole, with_unit};
use crate::ui::words::{names, pedigree as said, sources, values};

fn decibels(value: f64) -> String {
    with_unit(&number(value), "dB")
}

/// A power as it was set.
fn set_watts(value: f64) -> String {
    with_unit(&plain(value), "W")
}

fn path_loss(results: &Results) -> &'static str {
    sources::path_loss(results.valid.cell().path_loss)
}

/// A number of the cell's power model, which follows from these fields.
fn earth(results: &Results, what: &str, how: String, from: &[&'static Field]) -> Pedigree {
    let cell = results.valid.cell();
    let (kind, source, set) = cell_source(results, from);
    Pedigree {
        what: what.into(),
        how,
        kind,
        source,
        holds: said::transceivers(&serving(results), &plain(cell.transceivers)),
        control: Some(set.map_or(Control::Accounting, Control::Field)),
    }
}

/// Kind and source of what follows from these fields of the cell, and which of them was set, if one
/// was.
fn cell_source(
    results: &Results,
    from: &[&'static Field],
) -> (&'static str, String, Option<&'static Field>) {
    let scenario = &results.view.scenario;
    let set = from.iter().copied().find(|field| scenario.number(field.name).is_some());
    let cell = results.valid.cell();
    match set {
        Some(_) => (names::set_by_you(), said::these_controls().into(), set),
        None => {
            let source = said::cell_source(sources::cell(cell), &values::cell_word(cell));
            (names::literature(), source, None)
        }
    }
}

/// What the page calls the base station, one's own or of the table.
fn site(results: &Results) -> String {
    if results.view.scenario.own_cell() {
        names::own_cell().to_string()
    } else {
        values::cell_word(results.valid.cell())
    }
}

/// Transceivers of the sector that serves.
fn serving(results: &Results) -> String {
    plain(results.valid.cell().serving_transceivers)
}

pub fn airtime(results: &Results) -> Pedigree {
    let part = &results.chosen.wireless;
    let tokens = whole(results.chosen.decision.tokens.into());
    let bytes = with_unit(&plain(results.view.scenario.payload_bytes_per_token), "B");
    let rate = prefixed_factor(part.rate_bps, "bit/s");
    let thinking = results.chain.thinking_share;
    let how = if thinking > 0.0 {
        said::on_air_thinking_how(&plain(thinking), &tokens, &bytes, &rate)
    } else {
        let (snr, loss) = (decibels(part.mean_snr_db), decibels(part.path_loss_db));
        said::on_air_how(&tokens, &bytes, &rate, &snr, &loss)
    };
    Pedigree {
        what: said::on_air().into(),
        how,
        kind: names::computed(),
        source: said::on_air_source(path_loss(results)),
        holds: said::on_air_holds().into(),
        control: Some(Control::Field(fields::PAYLOAD_BYTES_PER_TOKEN)),
    }
}

pub fn awake(results: &Results) -> Pedigree {
    let cell = results.valid.cell();
    let (serving, idle) = (serving(results), set_watts(cell.static_power_w));
    if results.view.scenario.accounting == Accounting::Airtime {
        let from = [fields::STATIC_POWER_W, fields::TRANSCEIVERS];
        return earth(results, said::awake_idle(), format!("{serving} × {idle}"), &from);
    }
    let how = format!("{serving} × ({idle} − {})", set_watts(cell.sleep_power_w));
    let from = [fields::STATIC_POWER_W, fields::SLEEP_POWER_W, fields::TRANSCEIVERS];
    earth(results, said::awake_not_asleep(), how, &from)
}

pub fn slope(results: &Results) -> Pedigree {
    let how = format!("{} × {}", serving(results), plain(results.valid.cell().slope));
    earth(results, said::slope(), how, &[fields::POWER_SLOPE, fields::TRANSCEIVERS])
}

pub fn standing(results: &Results) -> Pedigree {
    let how = said::standing_how(
        &serving(results),
        &set_watts(results.valid.cell().static_power_w),
        &plain(results.view.scenario.session_users),
    );
    earth(results, said::standing(), how, &[fields::STATIC_POWER_W, fields::TRANSCEIVERS])
}

pub fn transmit_power(results: &Results) -> Pedigree {
    let (least, most) = (results.chain.power_min_w, results.chain.power_max_w);
    Pedigree {
        what: said::transmit_power().into(),
        how: said::chosen().into(),
        kind: names::computed(),
        source: said::chosen_source().into(),
        holds: said::from_to(&power(least), &power(most)),
        control: Some(Control::Power),
    }
}

pub fn site_making(results: &Results) -> Pedigree {
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
        source: if by_cell { sources::site(cell) } else { said::these_controls() }.into(),
        holds: said::site_holds(&site(results), &plain(cell.sectors_per_site)),
        control: Some(Control::Field(fields::SITE_EMBODIED_KG)),
    }
}

pub fn sectors(results: &Results) -> Pedigree {
    let cell = results.valid.cell();
    let (kind, source, _) = cell_source(results, &[fields::SECTORS]);
    Pedigree {
        what: said::sectors().into(),
        how: String::new(),
        kind,
        source,
        holds: said::site_holds(&site(results), &plain(cell.sectors_per_site)),
        control: Some(Control::Field(fields::SECTORS)),
    }
}

pub fn site_life() -> Pedigree {
    constant(&item::SITE_LIFETIME_Y, said::site_life(), said::site_life_holds())
}

pub fn mean_snr(results: &Results) -> Pedigree {
    let (scenario, part) = (&results.view.scenario, &results.chosen.wireless);
    Pedigree {
        what: said::mean_snr().into(),
        how: said::mean_snr_how(
            &decibels(part.mean_snr_db),
            &power(results.chosen.decision.power_w),
            &with_unit(&plain(scenario.antenna_gain_db), "dB"),
            &decibels(part.path_loss_db),
            &amount(&item::THERMAL_NOISE_DBM_PER_HZ),
            &with_unit(&plain(scenario.bandwidth_mhz), "MHz"),
            &with_unit(&plain(scenario.noise_figure_db), "dB"),
        ),
        kind: names::computed(),
        source: path_loss(results).into(),
        holds: said::mean_snr_holds().into(),
        control: Some(Control::Field(fields::DISTANCE_M)),
    }
}

pub fn spectral_efficiency(results: &Results) -> Pedigree {
    Pedigree {
        what: said::spectral_efficiency().into(),
        how: said::spectral_efficiency_how(&decibels(results.chosen.wireless.mean_snr_db)),
        kind: names::literature(),
        source: "Alouini & Goldsmith, IEEE Trans. Vehicular Technology 1999".into(),
        holds: said::spectral_efficiency_holds().into(),
        control: Some(Control::Field(fields::DISTANCE_M)),
    }
}
