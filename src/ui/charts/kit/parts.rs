//! The four parts of a footprint and their sum, in the order from prompt to phone.

use crate::carbon::Footprint;

/// A bar of the waterfall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    ComputeElectricity,
    ComputeHardware,
    RadioElectricity,
    RadioHardware,
    Total,
}

impl Part {
    /// From prompt to phone, the sum last.
    pub const ALL: [Self; 5] = [
        Self::ComputeElectricity,
        Self::ComputeHardware,
        Self::RadioElectricity,
        Self::RadioHardware,
        Self::Total,
    ];

    /// Its emissions, g.
    pub fn grams(self, footprint: &Footprint) -> f64 {
        match self {
            Self::ComputeElectricity => footprint.inference.operational_g,
            Self::ComputeHardware => footprint.inference.embodied_g,
            Self::RadioElectricity => footprint.wireless.operational_g,
            Self::RadioHardware => footprint.wireless.embodied_g,
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
            Self::Total => "f-ink",
        }
    }

    /// Hardware is hatched, so that colour is not alone in telling it from electricity.
    pub fn hatched(self) -> bool {
        matches!(self, Self::ComputeHardware | Self::RadioHardware)
    }
}

/// A baseline that was pinned to compare with.
#[derive(Clone, Debug, PartialEq)]
pub struct Pinned {
    /// As it is called on the page, short.
    pub name: String,
    pub total_g: f64,
}
