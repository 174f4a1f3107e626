//! The parts of a footprint and their sum, in the order from prompt to phone.

use crate::carbon::Footprint;
use crate::scenario::Boundary;

/// A bar of the waterfall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    ComputeElectricity,
    ComputeHardware,
    RadioElectricity,
    RadioHardware,
    Network,
    PhoneElectricity,
    PhoneHardware,
    Total,
}

impl Part {
    /// From prompt to phone, what lies outside the paper's chain after it, the sum last.
    pub const ALL: [Self; 8] = [
        Self::ComputeElectricity,
        Self::ComputeHardware,
        Self::RadioElectricity,
        Self::RadioHardware,
        Self::Network,
        Self::PhoneElectricity,
        Self::PhoneHardware,
        Self::Total,
    ];

    /// Those that count, the sum last.
    pub fn counted(boundary: Boundary) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |part| part.counts(boundary))
    }

    /// Whether it is part of the total.
    pub fn counts(self, boundary: Boundary) -> bool {
        match self {
            Self::Network => boundary.network(),
            Self::PhoneElectricity => boundary.phone_use(),
            Self::PhoneHardware => boundary.phone_making(),
            _ => true,
        }
    }

    /// Its place among the parts outside the paper's chain, over which nobody here decides.
    pub fn outside(self) -> Option<usize> {
        match self {
            Self::Network => Some(0),
            Self::PhoneElectricity => Some(1),
            Self::PhoneHardware => Some(2),
            _ => None,
        }
    }

    /// Its emissions, g.
    pub fn grams(self, footprint: &Footprint) -> f64 {
        match self {
            Self::ComputeElectricity => footprint.inference.operational_g,
            Self::ComputeHardware => footprint.inference.embodied_g,
            Self::RadioElectricity => footprint.wireless.operational_g,
            Self::RadioHardware => footprint.wireless.embodied_g,
            Self::Network => footprint.network.operational_g,
            Self::PhoneElectricity => footprint.phone.operational_g,
            Self::PhoneHardware => footprint.phone.embodied_g,
            Self::Total => footprint.total_g,
        }
    }

    /// What lies before it in the sum, g.
    pub fn before(self, footprint: &Footprint) -> f64 {
        if self == Self::Total {
            return 0.0;
        }
        Self::ALL.iter().take_while(|&&part| part != self).map(|part| part.grams(footprint)).sum()
    }

    /// Class of its fill.
    pub fn class(self) -> &'static str {
        match self {
            Self::ComputeElectricity => "f-inf",
            Self::ComputeHardware => "f-infe",
            Self::RadioElectricity => "f-rad",
            Self::RadioHardware => "f-rade",
            Self::Network => "f-net",
            Self::PhoneElectricity | Self::PhoneHardware => "f-phone",
            Self::Total => "f-ink",
        }
    }

    /// Hardware is hatched, so that colour is not alone in telling it from electricity.
    pub fn hatched(self) -> bool {
        matches!(self, Self::ComputeHardware | Self::RadioHardware | Self::PhoneHardware)
    }
}

/// A baseline that was pinned to compare with.
#[derive(Clone, Debug, PartialEq)]
pub struct Pinned {
    /// As it is called on the page, short.
    pub name: String,
    pub total_g: f64,
}
