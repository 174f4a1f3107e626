//! Where each number of an equation comes from.

mod beyond;
mod data_centre;
mod quality;
mod radio;

use super::bars::equation;
use super::{Control, Origin, Pedigree};
use crate::data::{Constant, Field, fields as data_fields};
use crate::ui::charts::kit::parts::Part;
use crate::ui::state::results::Results;
use crate::ui::words::{fields, names, pedigree as said, sources, values};

/// Where a number comes from.
pub fn pedigree_of(origin: &Origin, results: &Results) -> Pedigree {
    match origin {
        Origin::Field(field) => of_field(field, results),
        Origin::Part(part) => of_part(*part, results),
        Origin::Told(it) => (**it).clone(),
        Origin::GpuEnergy => data_centre::gpu_energy(results),
        Origin::EcologitsEnergy => data_centre::ecologits_energy(results),
        Origin::GpuTime => data_centre::time_of_gpus(results),
        Origin::EcologitsMaking => data_centre::ecologits_making(results),
        Origin::GpusPerServer => data_centre::gpus_per_server(),
        Origin::FirstToken => data_centre::first_token(results),
        Origin::OtherTokens => data_centre::other_tokens(results),
        Origin::InterToken => data_centre::inter_token(results),
        Origin::Airtime => radio::airtime(results),
        Origin::Awake => radio::awake(results),
        Origin::Slope => radio::slope(results),
        Origin::TransmitPower => radio::transmit_power(results),
        Origin::Standing => radio::standing(results),
        Origin::SiteMaking => radio::site_making(results),
        Origin::Sectors => radio::sectors(results),
        Origin::SentData => beyond::sent_data(results),
        Origin::NetworkGrid => beyond::network_grid(results),
        Origin::PhoneTime => beyond::phone_time(results),
        Origin::WholeDay => beyond::whole_day(),
        Origin::SiteLife => radio::site_life(),
        Origin::MeanSnr => radio::mean_snr(results),
        Origin::SpectralEfficiency => radio::spectral_efficiency(results),
        Origin::Latency => quality::latency(),
        Origin::Completeness => quality::completeness(results),
        Origin::Speed => quality::speed(results),
        Origin::Wait => quality::wait(results),
    }
}

fn of_field(field: &'static Field, results: &Results) -> Pedigree {
    let value = results.view.scenario.number(field.name);
    let changed = value.is_some() && field.default.is_some() && field.default != value;
    if let Some(zone) = zone_of(field, results) {
        return Pedigree {
            what: values::lowered(fields::label(field)),
            how: String::new(),
            kind: values::provenance(field.provenance),
            source: said::grid_source(&zone),
            holds: values::grid_counts(),
            control: Some(Control::Field(field)),
        };
    }
    Pedigree {
        what: values::lowered(fields::label(field)),
        how: String::new(),
        kind: if changed { names::set_by_you() } else { values::provenance(field.provenance) },
        source: if changed { said::these_controls() } else { fields::source(field) }.into(),
        holds: fields::note(field).into(),
        control: Some(Control::Field(field)),
    }
}

/// The zone whose figure a grid has; none for other fields, and for a figure of one's own.
fn zone_of(field: &'static Field, results: &Results) -> Option<String> {
    let grids = [data_fields::GRID_DC_G_PER_KWH, data_fields::GRID_BS_G_PER_KWH];
    let value = results.view.scenario.number(field.name).filter(|_| grids.contains(&field))?;
    values::zone_name(results.view.zone.as_deref(), value)
}

fn of_part(part: Part, results: &Results) -> Pedigree {
    Pedigree {
        what: values::lowered(crate::ui::charts::words::part(part)),
        how: equation(part, results).words,
        kind: names::computed(),
        source: said::press_its_bar().into(),
        holds: said::one_answer().into(),
        control: None,
    }
}

/// What is computed here from what was measured or published there.
fn follows(from: &Constant, what: &str, how: String, holds: &str, control: Control) -> Pedigree {
    Pedigree { how, control: Some(control), ..constant(from, what, holds) }
}

fn constant(of: &Constant, what: &str, holds: &str) -> Pedigree {
    Pedigree {
        what: what.into(),
        how: String::new(),
        kind: values::provenance(of.provenance),
        source: sources::constant(of).into(),
        holds: holds.into(),
        control: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;
    use crate::link::View;
    use crate::scenario::{Accounting, Boundary, EnergyModel, PRESETS};
    use crate::ui::equation::Piece;
    use crate::ui::equation::limits::{LIMITS, limit_equation};
    use crate::ui::state::results::{FIRST_MANUAL, opening};

    #[test]
    fn every_number_has_a_pedigree() {
        for &accounting in Accounting::ALL {
            for &energy_model in EnergyModel::ALL {
                let mut view = opening();
                (view.scenario.accounting, view.scenario.energy_model) = (accounting, energy_model);
                view.scenario.boundary = Boundary::Phone;
                let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
                let bars = Part::ALL.map(|part| equation(part, &results));
                let limits = LIMITS.map(|limit| limit_equation(limit, &results));
                for piece in bars.into_iter().chain(limits).flat_map(|it| it.pieces) {
                    let Piece::Term(term) = piece else { continue };
                    let told = pedigree_of(&term.origin, &results);
                    assert!(!term.text.is_empty() && !told.what.is_empty(), "{term:?}");
                    assert!(!told.source.is_empty() && !told.kind.is_empty(), "{term:?}");
                    assert!(!told.holds.is_empty(), "{term:?}");
                }
            }
        }
    }

    #[test]
    fn field_26_the_figure_of_a_country_is_its_sources_with_its_year_and_what_it_counts() {
        let mut view = opening();
        let grid = Origin::Field(data::fields::GRID_DC_G_PER_KWH);
        let told =
            |view: &View| pedigree_of(&grid, &Results::new(view, FIRST_MANUAL, None).unwrap());
        for (code, name) in [("NLD", "Netherlands"), ("WORLD", "World average")] {
            view.scenario.grid_dc_g_per_kwh = data::zone(code).unwrap().carbon_intensity_g_per_kwh;
            let pedigree = told(&view);
            assert_ne!(pedigree.kind, names::set_by_you());
            assert!(pedigree.source.contains(name) && pedigree.source.contains("2024"));
            for part in ["location-based", "life-cycle", "year", "80\u{202f}%"] {
                assert!(pedigree.holds.contains(part), "{part}: {}", pedigree.holds);
            }
        }
        view.scenario.grid_dc_g_per_kwh = 321.0;
        assert_eq!(told(&view).kind, names::set_by_you());
    }

    #[test]
    fn what_the_user_has_set_is_said_to_be_set() {
        let scenario = crate::scenario::Scenario { pue: 1.5, ..PRESETS[0].scenario() };
        let view = View { scenario, ..View::default() };
        let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
        let kind = |field| pedigree_of(&Origin::Field(field), &results).kind;
        assert_eq!(kind(data::fields::PUE), names::set_by_you());
        assert_ne!(kind(data::fields::IDLE_FRACTION), names::set_by_you());
        for (kappa50, shape, set) in [(280.0, 1.02, false), (280.0, 2.0, true), (300.0, 1.02, true)]
        {
            let scenario = crate::scenario::Scenario { kappa50, shape, ..PRESETS[0].scenario() };
            let view = View { scenario, ..View::default() };
            let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
            let told = pedigree_of(&Origin::Completeness, &results);
            assert_eq!(told.kind == names::set_by_you(), set, "{kappa50}, {shape}");
        }
    }
}
