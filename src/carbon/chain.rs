//! A scenario prepared for computing: everything that depends on neither length nor power.

use super::Limits;
use crate::data::value;
use crate::inference::{Serving, kink};
use crate::math;
use crate::scenario::{Accounting, Boundary, Decision, EnergyModel, Scenario, ValidScenario};
use crate::units::{
    BitsPerSecond, CarbonIntensity, Decibels, Hertz, J_PER_KWH, Metres, Pue, Seconds, TransmitPower,
};
use crate::wireless::{Link, SectorPower, path_loss};

/// The service chain of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    pub serving: Serving,
    pub link: Link,
    pub sector: SectorPower,
    pub limits: Limits,
    pub energy_model: EnergyModel,
    pub boundary: Boundary,
    /// Active parameters, 1e9, as model cards and EcoLogits count them.
    pub active_billion: f64,
    /// All parameters, 1e9, as EcoLogits wants them.
    pub total_billion: f64,
    /// Bits per weight, as EcoLogits wants them.
    pub weight_bits: f64,
    pub pue: Pue,
    pub data_centre: CarbonIntensity,
    pub base_station: CarbonIntensity,
    /// W per GPU.
    pub host_power_w: f64,
    pub idle_fraction: f64,
    /// Making of a GPU and its share of the server, spread over its useful life, g per GPU-second.
    pub gpu_embodied_g_per_s: f64,
    /// Making of a sector's share of the site, spread over its life, g per second.
    pub sector_embodied_g_per_s: f64,
    /// Path loss with shadowing, dB.
    pub path_loss_db: f64,
    pub payload_bytes_per_token: f64,
    /// Shares of the network and of the phone.
    pub beyond: Beyond,
    pub kappa50: f64,
    pub shape: f64,
    /// Share of the tokens that is thought and not sent.
    pub thinking_share: f64,
    pub patience: Seconds,
    pub tokens_max: u32,
    pub power_min_w: f64,
    pub power_max_w: f64,
}

impl Chain {
    /// Prepares a scenario.
    pub fn new(valid: &ValidScenario) -> Self {
        let scenario = valid.scenario();
        let llm = valid.llm();
        // Its numbers are the table's, but for `static_power_w`, `sleep_power_w`, `power_slope`,
        // `power_max_w`, `transceivers` and `sectors` where they are one's own.
        let cell = valid.cell();
        let serving = Serving {
            model: llm.into(),
            gpu: *scenario.gpu.gpu(),
            gpus: scenario.gpus,
            batch: scenario.batch,
            prompt_tokens: scenario.prompt_tokens,
            prompt_cached: scenario.prompt_cached,
            length_cv2: scenario.length_cv2,
            queue_s: scenario.queue_s,
            rtt_s: scenario.rtt_s,
        };
        let loss = path_loss(cell.path_loss, Metres(scenario.distance_m), scenario.carrier_ghz).0;
        let path_loss_db = loss + scenario.shadowing_db;
        let link = Link::new(
            Hertz(scenario.bandwidth_mhz * 1e6),
            scenario.coding_efficiency,
            Decibels(scenario.antenna_gain_db),
            Decibels(scenario.noise_figure_db),
            Decibels(path_loss_db),
        );
        let sector = match scenario.accounting {
            Accounting::Amplifier => SectorPower::amplifier(cell),
            Accounting::Marginal => SectorPower::marginal(cell),
            Accounting::Airtime => SectorPower::airtime(cell),
            Accounting::Session => SectorPower::session(cell, scenario.session_users),
        };
        let machine_kg =
            scenario.gpu_embodied_kg + scenario.server_embodied_kg / value::GPUS_PER_SERVER;
        let useful_s = scenario.lifetime_y * value::SECONDS_PER_YEAR * scenario.utilisation;
        let sector_kg = valid.site_embodied_kg() / cell.sectors_per_site;
        Self {
            serving,
            link,
            sector,
            limits: Limits {
                qoe_min: scenario.qoe_min,
                latency_max_s: scenario.latency_max_s,
                outage_max: scenario.outage_max,
                rate_min: BitsPerSecond(scenario.rate_min_kbps * 1e3),
            },
            energy_model: scenario.energy_model,
            boundary: scenario.boundary,
            active_billion: llm.active_billion,
            total_billion: llm.total_billion,
            weight_bits: llm.weight_bytes_per_param * 8.0,
            pue: Pue(scenario.pue),
            data_centre: CarbonIntensity(scenario.grid_dc_g_per_kwh),
            base_station: CarbonIntensity(scenario.grid_bs_g_per_kwh),
            host_power_w: scenario.host_power_w,
            idle_fraction: scenario.idle_fraction,
            gpu_embodied_g_per_s: machine_kg * 1e3 / useful_s,
            sector_embodied_g_per_s: sector_kg * 1e3
                / (value::SITE_LIFETIME_Y * value::SECONDS_PER_YEAR),
            path_loss_db,
            payload_bytes_per_token: scenario.payload_bytes_per_token,
            beyond: Beyond::new(scenario),
            kappa50: scenario.kappa50,
            shape: scenario.shape,
            thinking_share: scenario.thinking_share,
            patience: Seconds(scenario.patience_s),
            tokens_max: valid.tokens_max(),
            power_min_w: valid.power_min_w(),
            power_max_w: valid.power_max_w(),
        }
    }

    /// The length at which windowed caches stop growing, so that the time between tokens bends; none
    /// where nothing is windowed.
    pub fn bend(&self) -> Option<f64> {
        kink(&self.serving)
    }

    /// The greatest least rate that some power keeps within the limit of outage: R_ε(P_max).
    pub fn outage_rate(&self) -> BitsPerSecond {
        let full_snr = self.link.mean_snr(TransmitPower(self.power_max_w));
        self.link.outage_rate(full_snr, self.limits.outage_max)
    }

    /// The natural length at full power: what a service does that optimises nothing.
    pub fn natural(&self) -> Decision {
        let tokens = (self.kappa50.round() as u32).clamp(1, self.tokens_max);
        Decision { tokens, power_w: self.power_max_w }
    }

    /// The nearest decision that the scenario's box holds.
    pub fn nearest(&self, decision: Decision) -> Decision {
        Decision {
            tokens: decision.tokens.clamp(1, self.tokens_max),
            power_w: math::clamp(decision.power_w, self.power_min_w, self.power_max_w),
        }
    }

    /// Carbon of a second on air at that power, g/s: (b + a·P + standing)·CI + m, and the phone's.
    pub fn on_air_g_per_s(&self, power_w: f64) -> f64 {
        let SectorPower { fixed_w, slope, standing_w } = self.sector;
        let drawn_w = fixed_w + slope * power_w + standing_w;
        drawn_w * self.base_station.0 / J_PER_KWH
            + self.sector_embodied_g_per_s
            + self.phone_g_per_s()
    }

    /// Carbon of a second of the phone, as far as it counts, g/s.
    fn phone_g_per_s(&self) -> f64 {
        self.beyond.phone_w * self.base_station.0 / J_PER_KWH + self.beyond.phone_making_g_per_s
    }

    /// Carbon of a bit on air at that power and the rate that it gives, g: all of an answer's carbon
    /// that power decides.
    pub fn carbon_per_bit(&self, power_w: f64, rate: BitsPerSecond) -> f64 {
        self.on_air_g_per_s(power_w) / rate.0
    }

    /// Carbon that neither inference nor airtime brings, g: a held session and the phone while the
    /// answer is generated, the phone while it is read, and the network. Rises with length.
    pub fn standing_g(&self, tokens: f64, generation: Seconds) -> f64 {
        let standing_w = self.sector.standing_w;
        generation.0 * (standing_w * self.base_station.0 / J_PER_KWH + self.phone_g_per_s())
            + self.reading(tokens).0 * self.phone_g_per_s()
            + self.network_kwh(tokens) * self.network_grid().0
    }

    /// Tokens of an answer that are sent: all but those that the model thinks.
    pub fn sent(&self, tokens: f64) -> f64 {
        (1.0 - self.thinking_share) * tokens
    }

    /// Bits on air for an answer of that length.
    pub fn bits(&self, tokens: f64) -> f64 {
        self.sent(tokens) * 8.0 * self.payload_bytes_per_token
    }

    /// Time to read an answer.
    pub fn reading(&self, tokens: f64) -> Seconds {
        Seconds(self.sent(tokens) / value::READING_RATE_TOKENS_PER_S)
    }

    /// Electricity of the network, as far as it counts, kWh.
    pub fn network_kwh(&self, tokens: f64) -> f64 {
        self.beyond.network_kwh_per_byte * self.sent(tokens) * self.payload_bytes_per_token
    }

    /// The grid of the network: the mean of both sites'.
    pub fn network_grid(&self) -> CarbonIntensity {
        CarbonIntensity(0.5 * (self.data_centre.0 + self.base_station.0))
    }
}

/// What lies beyond data centre and radio; zeros where it does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Beyond {
    pub network_kwh_per_byte: f64,
    /// Power of the phone at the socket, W.
    pub phone_w: f64,
    /// Making of the phone, spread over the time that it is used, g/s.
    pub phone_making_g_per_s: f64,
}

impl Beyond {
    fn new(scenario: &Scenario) -> Self {
        const BYTES_PER_GB: f64 = 1e9;
        let boundary = scenario.boundary;
        let if_counted = |counts: bool, value: f64| if counts { value } else { 0.0 };
        let used_s = scenario.phone_lifetime_y
            * DAYS_PER_YEAR
            * scenario.phone_hours_per_day
            * SECONDS_PER_HOUR;
        Self {
            network_kwh_per_byte: if_counted(
                boundary.network(),
                scenario.network_kwh_per_gb / BYTES_PER_GB,
            ),
            phone_w: if_counted(
                boundary.phone_use(),
                scenario.phone_power_w / scenario.charger_efficiency,
            ),
            phone_making_g_per_s: if_counted(
                boundary.phone_making(),
                scenario.phone_embodied_kg * 1e3 / used_s,
            ),
        }
    }
}

const SECONDS_PER_HOUR: f64 = 3600.0;
/// Of the year that all lifetimes are counted in.
const DAYS_PER_YEAR: f64 = 365.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::{footprint, generation_times};
    use crate::scenario::PRESETS;

    #[test]
    fn carbon_by_bits_is_that_of_the_footprint() {
        for preset in PRESETS {
            for (index, &accounting) in Accounting::ALL.iter().enumerate() {
                let boundary = Boundary::ALL[index];
                let scenario = Scenario { accounting, boundary, ..preset.scenario() };
                let chain = Chain::new(&scenario.validate().unwrap());
                let print = footprint(&chain, chain.natural());
                let tokens = f64::from(print.decision.tokens);
                let rate = BitsPerSecond(print.wireless.rate_bps);
                let generation = generation_times(&chain, tokens).generation;
                let found_g = chain.bits(tokens) * chain.carbon_per_bit(chain.power_max_w, rate)
                    + chain.standing_g(tokens, generation);
                let inference_g = print.inference.operational_g + print.inference.embodied_g;
                let expected_g = print.total_g - inference_g;
                assert!(
                    (found_g / expected_g - 1.0).abs() < 1e-9,
                    "{} {accounting:?} {boundary:?}: {found_g} {expected_g}",
                    preset.key
                );
            }
        }
    }
}
