//! The footprint with every intermediate, so that any figure can be opened down to its sources.

use super::{Chain, Constraint, Limits, TOLERANCE};
use crate::inference::{
    self, ecologits, inter_token_time, memory_bytes, memory_of_gpus, time_to_first_token,
};
use crate::qoe::{self, Qoe};
use crate::scenario::{Decision, EnergyModel};
use crate::units::{
    BitsPerSecond, Carbon, ItEnergy, J_PER_KWH, Seconds, SiteEnergy, TransmitPower, linear_to_db,
};
use serde::{Deserialize, Serialize};

/// What the data centre does for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct InferencePart {
    /// GPUs that the energy is counted for: the scenario's, or by EcoLogits' memory rule.
    pub gpus: f64,
    pub gpu_energy_j: f64,
    /// Processors, memory and fans beside the GPUs; none under EcoLogits, which counts them itself.
    pub host_energy_j: f64,
    pub facility_energy_j: f64,
    pub gpu_seconds: f64,
    pub ttft_s: f64,
    pub inter_token_s: f64,
    pub memory_bytes: f64,
    pub operational_g: f64,
    pub embodied_g: f64,
}

/// What the base station does for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WirelessPart {
    /// With shadowing.
    pub path_loss_db: f64,
    pub mean_snr_db: f64,
    pub rate_bps: f64,
    pub airtime_s: f64,
    /// Static energy of a session included.
    pub energy_j: f64,
    pub operational_g: f64,
    pub embodied_g: f64,
    /// At the least rate.
    pub outage: f64,
}

/// What the network between data centre and base station does; zeros where it does not count.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkPart {
    pub energy_kwh: f64,
    pub operational_g: f64,
}

/// What the phone does while one waits and reads; zeros where it does not count.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhonePart {
    pub seconds: f64,
    /// At the socket.
    pub energy_j: f64,
    pub operational_g: f64,
    pub embodied_g: f64,
}

/// The footprint of one answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Footprint {
    pub decision: Decision,
    pub inference: InferencePart,
    pub wireless: WirelessPart,
    pub network: NetworkPart,
    pub phone: PhonePart,
    pub qoe: Qoe,
    /// Generation, then delivery: an upper bound, they overlap in practice.
    pub latency_s: f64,
    pub total_g: f64,
    /// Whether QoE, latency, outage and rate are kept.
    pub kept: [bool; 4],
    /// Weights and caches need more memory than the GPUs have.
    pub out_of_memory: bool,
}

impl Footprint {
    /// All limits are kept.
    pub fn feasible(&self) -> bool {
        self.kept.iter().all(|&kept| kept)
    }

    /// Carbon of the radio, operational and embodied, over the total.
    pub fn radio_share(&self) -> f64 {
        (self.wireless.operational_g + self.wireless.embodied_g) / self.total_g
    }
}

/// When the tokens of an answer come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenerationTimes {
    pub inter_token: Seconds,
    pub first_token: Seconds,
    /// Until the last token: TTFT + (κ − 1)·t_itl.
    pub generation: Seconds,
}

/// Times of generating an answer of that length.
pub fn generation_times(chain: &Chain, tokens: f64) -> GenerationTimes {
    let inter_token = inter_token_time(&chain.serving, tokens);
    let first_token = time_to_first_token(&chain.serving, inter_token);
    let generation = Seconds(first_token.0 + (tokens - 1.0) * inter_token.0);
    GenerationTimes { inter_token, first_token, generation }
}

/// Energy and carbon of the data centre.
///
/// E = (E_gpu + P_host·g)·(1 + f_idle)·PUE; operational E·CI; embodied g·M/(lifetime·utilisation).
/// Source: SCI, ISO/IEC 21031:2024; idle share: Google 2025.
pub fn inference_part(chain: &Chain, tokens: f64, times: &GenerationTimes) -> InferencePart {
    let gpu_time = inference::gpu_time(&chain.serving, tokens);
    let gpu_seconds = gpu_time.total();
    let (gpus, gpu_energy_j, host_energy_j, facility, embodied);
    match chain.energy_model {
        EnergyModel::Calibrated => {
            gpus = chain.serving.gpus;
            gpu_energy_j = inference::gpu_energy(&chain.serving, &gpu_time).0;
            host_energy_j = chain.host_power_w * gpu_seconds.0;
            facility =
                chain.pue * ItEnergy((gpu_energy_j + host_energy_j) * (1.0 + chain.idle_fraction));
            embodied = Carbon(gpu_seconds.0 * chain.gpu_embodied_g_per_s);
        }
        EnergyModel::Ecologits => {
            let request = ecologits::request(
                chain.active_billion,
                chain.total_billion,
                chain.weight_bits,
                tokens,
                chain.serving.batch,
                chain.pue,
            );
            gpus = request.gpus;
            gpu_energy_j = request.gpus * request.gpu_energy_kwh * J_PER_KWH;
            host_energy_j = 0.0;
            facility = request.energy;
            embodied = request.embodied;
        }
    }
    InferencePart {
        gpus,
        gpu_energy_j,
        host_energy_j,
        facility_energy_j: facility.0,
        gpu_seconds: gpu_seconds.0,
        ttft_s: times.first_token.0,
        inter_token_s: times.inter_token.0,
        memory_bytes: memory_bytes(&chain.serving, tokens),
        operational_g: (facility * chain.data_centre).0,
        embodied_g: embodied.0,
    }
}

/// Energy and carbon of the base station.
///
/// t = 8·κ·payload/R; C = t·[(b + a·P)·CI + m], and a session's standing power for the whole
/// latency. Source: EARTH power model; SCI for the embodied rate m.
pub fn wireless_part(
    chain: &Chain,
    tokens: f64,
    power: TransmitPower,
    generation: Seconds,
) -> WirelessPart {
    let mean_snr = chain.link.mean_snr(power);
    let rate = chain.link.rate(mean_snr);
    let airtime = Seconds(chain.bits(tokens) / rate.0);
    let energy = chain.sector.energy(power, airtime, Seconds(generation.0 + airtime.0));
    WirelessPart {
        path_loss_db: chain.path_loss_db,
        mean_snr_db: linear_to_db(mean_snr).0,
        rate_bps: rate.0,
        airtime_s: airtime.0,
        energy_j: energy.0,
        operational_g: (energy * chain.base_station).0,
        embodied_g: airtime.0 * chain.sector_embodied_g_per_s,
        outage: chain.link.outage(chain.limits.rate_min, mean_snr),
    }
}

/// Electricity of the network: 0.0065 kWh/GB of what is sent, at the mean of both grids.
///
/// Source: Carbon Trust 2021; an average, not what one more answer adds.
fn network_part(chain: &Chain, tokens: f64) -> NetworkPart {
    let energy_kwh = chain.network_kwh(tokens);
    NetworkPart { energy_kwh, operational_g: energy_kwh * chain.network_grid().0 }
}

/// The phone while one waits for the answer and then reads it (an upper bound: one after the other).
///
/// D = T + (1 − θ)·κ/r_read. Source: SCI for the making, by time of use.
fn phone_part(chain: &Chain, tokens: f64, latency: Seconds) -> PhonePart {
    let counts = chain.boundary.phone_use();
    let seconds = if counts { latency.0 + chain.reading(tokens).0 } else { 0.0 };
    let energy = SiteEnergy(chain.beyond.phone_w * seconds);
    PhonePart {
        seconds,
        energy_j: energy.0,
        operational_g: (energy * chain.base_station).0,
        embodied_g: chain.beyond.phone_making_g_per_s * seconds,
    }
}

/// Quality of an answer of that length over a link of that rate.
pub fn quality(chain: &Chain, tokens: f64, times: &GenerationTimes, rate: BitsPerSecond) -> Qoe {
    Qoe::new(
        qoe::completeness(tokens, chain.kappa50, chain.shape),
        qoe::speed(times.inter_token, rate, chain.payload_bytes_per_token),
        qoe::wait(waited(chain, tokens, times), chain.patience),
    )
}

/// The wait for the first token that is sent, w = TTFT + θ·κ·t_itl: thinking comes before.
pub fn waited(chain: &Chain, tokens: f64, times: &GenerationTimes) -> Seconds {
    Seconds(times.first_token.0 + chain.thinking_share * tokens * times.inter_token.0)
}

/// The footprint of a decision, from prompt to phone.
pub fn footprint(chain: &Chain, decision: Decision) -> Footprint {
    let tokens = f64::from(decision.tokens);
    let times = generation_times(chain, tokens);
    let inference = inference_part(chain, tokens, &times);
    let wireless = wireless_part(chain, tokens, TransmitPower(decision.power_w), times.generation);
    let qoe = quality(chain, tokens, &times, BitsPerSecond(wireless.rate_bps));
    let latency = Seconds(times.generation.0 + wireless.airtime_s);
    let (network, phone) = (network_part(chain, tokens), phone_part(chain, tokens, latency));
    let total_g = inference.operational_g
        + inference.embodied_g
        + wireless.operational_g
        + wireless.embodied_g
        + network.operational_g
        + phone.operational_g
        + phone.embodied_g;
    let mut footprint = Footprint {
        decision,
        inference,
        wireless,
        network,
        phone,
        qoe,
        latency_s: latency.0,
        total_g,
        kept: [true; 4],
        out_of_memory: inference.memory_bytes > memory_of_gpus(&chain.serving),
    };
    footprint.kept = kept(&chain.limits, &footprint);
    footprint
}

/// The limits that a footprint breaks, in the order QoE, latency, outage, rate.
pub fn violations(limits: &Limits, footprint: &Footprint) -> Vec<Constraint> {
    let kept = kept(limits, footprint);
    [Constraint::Qoe, Constraint::Latency, Constraint::Outage, Constraint::Rate]
        .into_iter()
        .zip(kept)
        .filter_map(|(constraint, kept)| (!kept).then_some(constraint))
        .collect()
}

/// Whether QoE, latency, outage and rate are kept.
fn kept(limits: &Limits, footprint: &Footprint) -> [bool; 4] {
    [
        footprint.qoe.total >= limits.qoe_min * (1.0 - TOLERANCE),
        footprint.latency_s <= limits.latency_max_s * (1.0 + TOLERANCE),
        footprint.wireless.outage <= limits.outage_max * (1.0 + TOLERANCE),
        footprint.wireless.rate_bps >= limits.rate_min.0 * (1.0 - TOLERANCE),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{LlmChoice, Scenario};

    fn chain(change: impl Fn(&mut Scenario)) -> Chain {
        let mut scenario = Scenario::default();
        change(&mut scenario);
        Chain::new(&scenario.validate().unwrap())
    }

    fn at(chain: &Chain, tokens: u32, power_w: f64) -> Footprint {
        footprint(chain, Decision { tokens, power_w })
    }

    #[test]
    fn the_reference_points_hold() {
        for (model, gpus, watt_hours) in [
            ("llama-3.1-8b", 1.0, 0.0197),
            ("llama-3.1-70b", 4.0, 0.155),
            ("llama-3.1-405b-fp8", 8.0, 0.586),
        ] {
            let chain = chain(|s| {
                s.model = LlmChoice::Named(model.to_string());
                s.gpus = gpus;
            });
            let ours = at(&chain, 400, 1.0).inference.facility_energy_j / 3600.0;
            assert!((ours / watt_hours - 1.0).abs() < 0.03, "{model}: {ours} Wh");
        }
    }

    #[test]
    fn the_mockups_cell_edge_is_reproduced() {
        // Macro, 1 km, 10 kB per token, Germany 342 g/kWh, 400 tokens at 20 W: 29.7 mg, radio 74 %.
        let chain = chain(|s| {
            s.distance_m = 1000.0;
            s.payload_bytes_per_token = 10_000.0;
            (s.grid_dc_g_per_kwh, s.grid_bs_g_per_kwh) = (342.0, 342.0);
        });
        let print = at(&chain, 400, 20.0);
        assert!((print.total_g * 1e3 - 29.7).abs() < 0.05, "{} mg", print.total_g * 1e3);
        assert!((print.radio_share() - 0.74).abs() < 0.005);
        assert!((print.wireless.airtime_s - 0.712).abs() < 0.0005);
    }

    #[test]
    fn a_memory_that_is_too_small_warns_and_forbids_nothing() {
        // 70.6 G weights of 2 bytes are 141 GB; a GPU has 80 GB.
        let of = |gpus: f64| {
            let chain = chain(|s| {
                s.model = LlmChoice::Named("llama-3.1-70b".to_string());
                (s.gpus, s.latency_max_s, s.prompt_tokens) = (gpus, 60.0, 1.0);
            });
            at(&chain, 400, 20.0)
        };
        let (one, four) = (of(1.0), of(4.0));
        assert!(one.inference.memory_bytes > 141e9, "{}", one.inference.memory_bytes);
        assert_eq!([one.out_of_memory, four.out_of_memory], [true, false]);
        assert!(one.feasible() && four.feasible(), "{:?} {:?}", one.kept, four.kept);
    }
}
