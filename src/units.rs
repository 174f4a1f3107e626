//! Quantities whose type carries the unit and the system boundary, and dB to linear.
//!
//! Only the products that make sense exist. IT energy is not yet what the meter sees, so it has no
//! carbon:
//!
//! ```compile_fail
//! use aolo::units::{CarbonIntensity, ItEnergy};
//! let _ = ItEnergy(1.0) * CarbonIntensity(473.0);
//! ```
//!
//! Facility energy has:
//!
//! ```
//! use aolo::units::{CarbonIntensity, ItEnergy, J_PER_KWH, Pue};
//! let carbon = Pue(1.2) * ItEnergy(J_PER_KWH) * CarbonIntensity(500.0);
//! assert!((carbon.0 - 600.0).abs() < 1e-9);
//! ```

use crate::math;
use std::ops::{Add, Mul};

/// Joules in a kilowatt-hour.
pub const J_PER_KWH: f64 = 3.6e6;

macro_rules! quantity {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $name(pub f64);
    )*};
}

quantity! {
    /// Energy of processors, memory and fans, in joules, before cooling and conversion.
    ItEnergy;
    /// Energy at the data centre's meter, in joules.
    FacilityEnergy;
    /// Energy at the base station's meter, in joules.
    SiteEnergy;
    /// Carbon per electricity, gCO2e/kWh.
    CarbonIntensity;
    /// Emissions, gCO2e.
    Carbon;
    /// Facility energy over IT energy, dimensionless, at least 1.
    Pue;
    /// Transmit power of one transceiver, W.
    TransmitPower;
    /// Time, s.
    Seconds;
    /// Use of GPUs, in seconds of one GPU.
    GpuSeconds;
    /// Bits per second.
    BitsPerSecond;
    /// Distance, m.
    Metres;
    /// Frequency or bandwidth, Hz.
    Hertz;
    /// A ratio of powers on a logarithmic scale, dB.
    Decibels;
}

/// E_facility = PUE·E_IT.
impl Mul<ItEnergy> for Pue {
    type Output = FacilityEnergy;
    fn mul(self, energy: ItEnergy) -> FacilityEnergy {
        FacilityEnergy(self.0 * energy.0)
    }
}

/// Operational carbon is energy at a meter times the intensity of that meter's grid.
macro_rules! metered {
    ($($energy:ident)*) => {$(
        impl Mul<CarbonIntensity> for $energy {
            type Output = Carbon;
            fn mul(self, intensity: CarbonIntensity) -> Carbon {
                Carbon(self.0 * intensity.0 / J_PER_KWH)
            }
        }
    )*};
}
metered! { FacilityEnergy SiteEnergy }

impl Add for Carbon {
    type Output = Carbon;
    fn add(self, other: Carbon) -> Carbon {
        Carbon(self.0 + other.0)
    }
}

/// 10^(dB/10).
pub fn db_to_linear(decibels: Decibels) -> f64 {
    math::pow(10.0, decibels.0 / 10.0)
}

/// 10·log10(ratio); the ratio is positive.
pub fn linear_to_db(ratio: f64) -> Decibels {
    Decibels(10.0 * math::log10(ratio))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decibels_go_there_and_back() {
        assert!((db_to_linear(Decibels(3.0)) - 1.995_262_314_968_879_5).abs() < 1e-15);
        for db in [-174.0, -30.0, 0.0, 15.0] {
            assert!((linear_to_db(db_to_linear(Decibels(db))).0 - db).abs() < 1e-12);
        }
    }
}
