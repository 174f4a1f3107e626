//! What the charts say about values; the words themselves are those of the page.

use super::kit::parts::Part;
use crate::carbon::{Constraint, Footprint, Limits};
use crate::scenario::{Decision, EnergyModel};
use crate::ui::words::charts as said;
use crate::ui::words::format::{
    duration, mass, number, percent, plain, power, prefixed, whole, with_unit,
};

pub use crate::ui::words::charts::{as_table, range};

/// Name of a bar.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::ComputeElectricity => said::compute_electricity(),
        Part::ComputeHardware => said::compute_hardware(),
        Part::RadioElectricity => said::radio_electricity(),
        Part::RadioHardware => said::radio_hardware(),
        Part::Network => said::network(),
        Part::PhoneElectricity => said::phone_electricity(),
        Part::PhoneHardware => said::phone_hardware(),
        Part::Total => said::total(),
    }
}

/// What stands under the name of a bar: the physical quantity behind it.
pub fn part_cause(part: Part, footprint: &Footprint, model: EnergyModel) -> String {
    let airtime = duration(footprint.wireless.airtime_s);
    match part {
        Part::ComputeElectricity => {
            said::at_the_meter(&energy(footprint.inference.facility_energy_j))
        }
        Part::ComputeHardware => match model {
            EnergyModel::Calibrated => said::of_one_gpu(&duration(footprint.inference.gpu_seconds)),
            EnergyModel::Ecologits => said::by_ecologits().to_string(),
        },
        Part::RadioElectricity => said::on_air(&energy(footprint.wireless.energy_j), &airtime),
        Part::RadioHardware => said::of_one_sector(&airtime),
        Part::Network => said::of_data(&prefixed(1e3 * footprint.network.energy_kwh, "Wh")),
        Part::PhoneElectricity => {
            let watts = footprint.phone.energy_j / footprint.phone.seconds;
            said::at_power(&duration(footprint.phone.seconds), &power(watts))
        }
        Part::PhoneHardware => said::of_a_phone(&duration(footprint.phone.seconds)),
        Part::Total => String::new(),
    }
}

fn energy(joules: f64) -> String {
    if joules < 999.5 {
        with_unit(&number(joules), "J")
    } else {
        with_unit(&number(joules / 1e3), "kJ")
    }
}

/// The limit at its edge on the map.
pub fn edge(limit: Constraint, limits: &Limits) -> String {
    match limit {
        Constraint::Qoe => said::qoe_under(&format!("{:.2}", limits.qoe_min)),
        Constraint::Latency => said::longer_than(&seconds(limits.latency_max_s)),
        Constraint::Outage => said::outage_over(&percent(limits.outage_max)),
        Constraint::Rate => said::slower_than(&prefixed(limits.rate_min.0, "bit/s")),
        Constraint::PowerMin | Constraint::PowerMax | Constraint::TokensMax => String::new(),
    }
}

/// A limit's name.
pub fn limit(limit: Constraint) -> &'static str {
    match limit {
        Constraint::Qoe => "QoE",
        Constraint::Latency => said::latency(),
        Constraint::Outage => said::outage(),
        Constraint::Rate => said::rate(),
        Constraint::PowerMin => said::least_power(),
        Constraint::PowerMax => said::most_power(),
        Constraint::TokensMax => said::longest_answer(),
    }
}

/// A latency in seconds, as short as it is exact.
pub fn seconds(value: f64) -> String {
    with_unit(&plain(value), "s")
}

/// A decision in words: `400 tokens at 20 W`.
pub fn decision(decision: Decision) -> String {
    said::decision(&whole(f64::from(decision.tokens)), &power(decision.power_w))
}

/// A point of the map for those who do not see it.
pub fn point(at: Decision, total_g: f64) -> String {
    said::point(&decision(at), &mass(total_g))
}
