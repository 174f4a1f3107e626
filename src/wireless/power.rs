//! Power that the serving sector of a base station draws: the EARTH model.

use crate::data::Cell;
use crate::units::{Seconds, SiteEnergy, TransmitPower};

/// What an answer is charged for, as a line over transmit power: b + a·P, W.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SectorPower {
    /// b: charged while on air, whatever the transmit power, W.
    pub fixed_w: f64,
    /// a: input power over transmit power of a transceiver.
    pub slope: f64,
    /// Charged for the whole latency, W.
    pub standing_w: f64,
}

impl SectorPower {
    /// P_in = N·(P0 + Δp·P), asleep N·P_sleep, N the transceivers of the serving sector.
    ///
    /// Source: Auer et al., IEEE Wireless Communications 2011 (EARTH), table 2.
    fn line(cell: &Cell, fixed_w: f64, standing_w: f64) -> Self {
        Self { fixed_w, slope: cell.serving_transceivers * cell.slope, standing_w }
    }

    /// Only what the amplifiers draw more.
    pub fn amplifier(cell: &Cell) -> Self {
        Self::line(cell, 0.0, 0.0)
    }

    /// What the sector draws above its sleep.
    pub fn marginal(cell: &Cell) -> Self {
        Self::line(
            cell,
            cell.serving_transceivers * (cell.static_power_w - cell.sleep_power_w),
            0.0,
        )
    }

    /// All that the sector draws while on air.
    pub fn airtime(cell: &Cell) -> Self {
        Self::line(cell, cell.serving_transceivers * cell.static_power_w, 0.0)
    }

    /// The amplifiers, and one of `users` equal shares of the static power all the time.
    pub fn session(cell: &Cell, users: f64) -> Self {
        Self::line(cell, 0.0, cell.serving_transceivers * cell.static_power_w / users)
    }

    /// Energy of an answer that is `airtime` on air and takes `latency` in all.
    pub fn energy(&self, power: TransmitPower, airtime: Seconds, latency: Seconds) -> SiteEnergy {
        SiteEnergy(airtime.0 * (self.fixed_w + self.slope * power.0) + latency.0 * self.standing_w)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::CELLS;

    #[test]
    fn a_macro_sector_draws_what_the_earth_table_says() {
        let cell = &CELLS[0];
        let second =
            |line: SectorPower| line.energy(TransmitPower(20.0), Seconds(1.0), Seconds(2.0)).0;
        // By hand: 2·4.7·20 = 188 W; 2·(130 − 75) = 110 W; 2·130 = 260 W; 260/30 W for 2 s.
        assert!((second(SectorPower::amplifier(cell)) - 188.0).abs() < 1e-9);
        assert!((second(SectorPower::marginal(cell)) - 298.0).abs() < 1e-9);
        assert!((second(SectorPower::airtime(cell)) - 448.0).abs() < 1e-9);
        assert!(
            (second(SectorPower::session(cell, 30.0)) - (188.0 + 2.0 * 260.0 / 30.0)).abs() < 1e-9
        );
    }
}
