//! The English of the charts, in one place.

use super::format::{duration, mass, number, percent, plain, prefixed, whole, with_unit};
use super::parts::Part;
use crate::carbon::{Constraint, Footprint, Limits};
use crate::scenario::{Decision, EnergyModel};

/// Name of a bar.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::ComputeElectricity => "Compute, electricity",
        Part::ComputeHardware => "Compute, hardware",
        Part::RadioElectricity => "Radio, electricity",
        Part::RadioHardware => "Radio, hardware",
        Part::Total => "Total",
    }
}

/// What stands under the name of a bar: the physical quantity behind it.
pub fn part_cause(part: Part, footprint: &Footprint, model: EnergyModel) -> String {
    let airtime = duration(footprint.wireless.airtime_s);
    match part {
        Part::ComputeElectricity => {
            format!("{} at the meter", energy(footprint.inference.facility_energy_j))
        }
        Part::ComputeHardware => match model {
            EnergyModel::Calibrated => {
                format!("{} of one GPU", duration(footprint.inference.gpu_seconds))
            }
            EnergyModel::Ecologits => "by EcoLogits".to_string(),
        },
        Part::RadioElectricity => {
            format!("{}, {airtime} on air", energy(footprint.wireless.energy_j))
        }
        Part::RadioHardware => format!("{airtime} of one sector"),
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

/// A range of emissions in the unit of the axis.
pub fn range(low: &str, high: &str) -> String {
    format!("{low} to {high}")
}

/// The limit at its edge on the map.
pub fn edge(limit: Constraint, limits: &Limits) -> String {
    match limit {
        Constraint::Qoe => format!("QoE under {:.2}", limits.qoe_min),
        Constraint::Latency => format!("longer than {}", seconds(limits.latency_max_s)),
        Constraint::Outage => format!("outage over {}", percent(limits.outage_max)),
        Constraint::Rate => format!("slower than {}", prefixed(limits.rate_min.0, "bit/s")),
        Constraint::PowerMin | Constraint::PowerMax | Constraint::TokensMax => String::new(),
    }
}

/// A limit's name.
pub fn limit(limit: Constraint) -> &'static str {
    match limit {
        Constraint::Qoe => "QoE",
        Constraint::Latency => "Latency",
        Constraint::Outage => "Outage",
        Constraint::Rate => "Rate",
        Constraint::PowerMin => "Least power",
        Constraint::PowerMax => "Most power",
        Constraint::TokensMax => "Longest answer",
    }
}

/// A latency in seconds, as short as it is exact.
pub fn seconds(value: f64) -> String {
    with_unit(&plain(value), "s")
}

/// A decision in words: `400 tokens at 20 W`.
pub fn decision(decision: Decision) -> String {
    format!("{} tokens at {}", whole(f64::from(decision.tokens)), power(decision.power_w))
}

/// A transmit power; small cells in milliwatts.
pub fn power(watts: f64) -> String {
    if watts < 0.000_999_5 {
        with_unit(&number(watts * 1e6), "µW")
    } else if watts < 0.009_995 {
        with_unit(&number(watts * 1e3), "mW")
    } else {
        with_unit(&number(watts), "W")
    }
}

/// A point of the map for those who do not see it.
pub fn point(at: Decision, total_g: f64) -> String {
    format!("{}, {} CO₂e", decision(at), mass(total_g))
}

/// Summary of a hidden table.
pub const AS_TABLE: &str = "As a table";
