//! The radio: path loss, capacity under Rayleigh fading, outage, power of the base station.
//!
//! One user has the whole bandwidth while served. No carbon, no quality.

mod capacity;
mod power;
mod rest;

pub use capacity::{
    ergodic_efficiency, ergodic_snr, outage, outage_efficiency, outage_snr, scaled_e1,
};
pub use power::SectorPower;
pub use rest::{Chunked, Rest, Streams};

use crate::data::{PATH_LOSS, PathLossKind, value};
use crate::math;
use crate::units::{BitsPerSecond, Decibels, Hertz, Metres, TransmitPower, db_to_linear};

/// Path loss in dB: non-line-of-sight, never below line-of-sight.
///
/// PL = max(a + b·log10(d/m) + c·log10(f/GHz)) over the two rows; d at least 10 m.
/// Source: 3GPP TR 38.901 table 7.4.1-1.
pub fn path_loss(kind: PathLossKind, distance: Metres, carrier_ghz: f64) -> Decibels {
    let row = &PATH_LOSS[kind as usize];
    let distance = math::log10(distance.0.max(value::MIN_DISTANCE_M));
    let frequency = math::log10(carrier_ghz);
    let nlos = row.nlos_intercept_db
        + row.nlos_distance_slope * distance
        + row.nlos_frequency_slope * frequency;
    let los = row.los_intercept_db
        + row.los_distance_slope * distance
        + row.los_frequency_slope * frequency;
    Decibels(nlos.max(los))
}

/// A radio link, prepared: everything that does not depend on the transmit power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    pub bandwidth: Hertz,
    /// Share of the ergodic capacity that coding reaches.
    pub coding_efficiency: f64,
    /// Mean SNR per watt of transmit power, 1/W.
    pub snr_per_w: f64,
}

impl Link {
    /// γ̄/P = G_ant/(PL·N0·B_w·NF), all in dB; `loss` holds path loss and shadowing.
    pub fn new(
        bandwidth: Hertz,
        coding_efficiency: f64,
        antenna_gain: Decibels,
        noise_figure: Decibels,
        loss: Decibels,
    ) -> Self {
        let noise_dbm =
            value::THERMAL_NOISE_DBM_PER_HZ + 10.0 * math::log10(bandwidth.0) + noise_figure.0;
        let noise_dbw = noise_dbm - 30.0;
        let snr_per_w = db_to_linear(Decibels(antenna_gain.0 - loss.0 - noise_dbw));
        Self { bandwidth, coding_efficiency, snr_per_w }
    }

    /// Mean SNR γ̄ at that power, linear.
    pub fn mean_snr(&self, power: TransmitPower) -> f64 {
        self.snr_per_w * power.0
    }

    /// Ergodic rate at that mean SNR: R = η·B_w·C(γ̄).
    pub fn rate(&self, mean_snr: f64) -> BitsPerSecond {
        BitsPerSecond(self.coding_efficiency * self.bandwidth.0 * ergodic_efficiency(mean_snr))
    }

    /// Chance that the instantaneous rate is under `target`.
    pub fn outage(&self, target: BitsPerSecond, mean_snr: f64) -> f64 {
        outage(self.spectral_efficiency(target), mean_snr)
    }

    /// Mean SNR at which the outage at rate `target` is exactly `limit`.
    pub fn outage_snr(&self, target: BitsPerSecond, limit: f64) -> f64 {
        outage_snr(self.spectral_efficiency(target), limit)
    }

    /// The rate at which the outage at that mean SNR is exactly `limit`: R_ε = η·B_w·log2(1 − γ̄·ln(1 − ε)).
    pub fn outage_rate(&self, mean_snr: f64, limit: f64) -> BitsPerSecond {
        let efficiency = outage_efficiency(mean_snr, limit);
        BitsPerSecond(self.coding_efficiency * self.bandwidth.0 * efficiency)
    }

    fn spectral_efficiency(&self, rate: BitsPerSecond) -> f64 {
        rate.0 / (self.coding_efficiency * self.bandwidth.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_loss_follows_the_worked_values_of_the_table() {
        // By hand: 13.54 + 39.08·2 + 20·log10(3.5) = 102.58; 22.4 + 35.3·2 + 21.3·log10(3.5) = 104.59.
        let uma = path_loss(PathLossKind::Uma, Metres(100.0), 3.5).0;
        let umi = path_loss(PathLossKind::Umi, Metres(100.0), 3.5).0;
        assert!((uma - 102.581_36).abs() < 1e-4, "{uma}");
        assert!((umi - 104.588_65).abs() < 1e-4, "{umi}");
        // At the least distance: 22.4 + 35.3 + 11.588_65.
        let near = path_loss(PathLossKind::Umi, Metres(10.0), 3.5).0;
        assert!((near - 69.288_65).abs() < 1e-4, "{near}");
        assert_eq!(
            path_loss(PathLossKind::Uma, Metres(1.0), 3.5),
            path_loss(PathLossKind::Uma, Metres(10.0), 3.5)
        );
    }

    #[test]
    fn the_outage_rate_is_where_the_outage_is_the_limit() {
        let link = Link::new(Hertz(20e6), 0.75, Decibels(0.0), Decibels(7.0), Decibels(100.0));
        for (power_w, limit) in [(1.0, 0.1), (0.01, 0.01), (20.0, 0.5)] {
            let snr = link.mean_snr(TransmitPower(power_w));
            let outage = link.outage(link.outage_rate(snr, limit), snr);
            assert!((outage / limit - 1.0).abs() < 1e-9, "{power_w} W, {limit}: {outage}");
        }
    }

    #[test]
    fn the_noise_floor_is_the_textbook_one() {
        // −174 + 10·log10(20 MHz) + 7 = −93.99 dBm; 1 W over 100 dB without gain is −70 dBm.
        let link = Link::new(Hertz(20e6), 0.75, Decibels(0.0), Decibels(7.0), Decibels(100.0));
        let snr_db = 10.0 * math::log10(link.mean_snr(TransmitPower(1.0)));
        assert!((snr_db - 23.989_7).abs() < 1e-4, "{snr_db}");
    }
}
