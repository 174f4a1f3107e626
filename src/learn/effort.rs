//! What a decision of the agent itself takes: operations, and an estimate of their energy.
//!
//! Energies are those of 32-bit floating-point arithmetic in 45 nm (Horowitz 2014, "Computing's
//! energy problem"): 0.9 pJ an addition, 4.6 pJ a multiplication with an addition. Memory, which on
//! most hardware costs more than arithmetic, is a figure of its own: 20 pJ for 64 bits of a cache of
//! 32 KiB (the same source), so 10 pJ a word, if each operation fetches its weight and each update of
//! a neuron reads and writes what it remembers. Activations are left out, and so is what batches or
//! event-driven hardware save. At 5 time steps a spiking network has to fire below about 6 % to win
//! against a quantised dense one on neuromorphic hardware (arXiv 2409.08290). A comparison of orders
//! of magnitude, not a measurement.

use super::Effort;
use crate::agent::{Actor, Policy};
use crate::snn::Activity;

/// Effort of one decision of a policy that was as active as this.
pub fn effort(policy: &Policy, activity: &Activity) -> Effort {
    let actor = policy.actor();
    let spikes =
        |layer: usize| activity.layers[layer].spikes as f64 / activity.decisions.max(1) as f64;
    let last = activity.layers.len().saturating_sub(1);
    let all_synops = activity.synops_per_decision();
    let actions = policy.act_dim() as f64;
    // Read from spikes that the mean needs anyway, log σ takes additions of its own.
    let log_std_synops = match actor {
        Actor::Mlp(_) | Actor::PopSan { .. } => 0.0,
        Actor::Direct(_) => actions * (0..=last).map(spikes).sum::<f64>(),
        Actor::FewSpikes(_) => actions * spikes(last),
    };
    // Of a neuron's update the arithmetic, and the numbers that it remembers between time steps.
    let (neuron_pj, remembered) = match actor {
        Actor::Mlp(_) => (0.0, 0.0),
        Actor::PopSan { .. } => (Effort::POPSAN_UPDATE_PJ, 2.0),
        Actor::Direct(_) => (Effort::DIRECT_UPDATE_PJ, 1.0),
        Actor::FewSpikes(_) => (Effort::FEW_SPIKES_UPDATE_PJ, 1.0),
    };
    let (macs, log_std_macs) = (actor.mean_macs(), actor.log_std_macs());
    let neuron_updates = activity.neuron_updates_per_decision();
    let synops = all_synops - log_std_synops;
    let synapses_pj = macs as f64 * Effort::MAC_PJ + synops * Effort::ADD_PJ;
    let with_neurons_pj = synapses_pj + neuron_updates as f64 * neuron_pj;
    let with_log_std_pj =
        with_neurons_pj + log_std_macs as f64 * Effort::MAC_PJ + log_std_synops * Effort::ADD_PJ;
    Effort {
        macs,
        synops,
        neuron_updates,
        log_std_macs,
        log_std_synops,
        synapses_pj,
        with_neurons_pj,
        with_log_std_pj,
        memory_words: macs as f64 + synops + neuron_updates as f64 * remembered * 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::{ActorConfig, Agent, FewSpikesConfig, PolicyScratch, SacConfig};

    fn of(actor: ActorConfig) -> (Effort, Activity) {
        let config = SacConfig { actor, ..SacConfig::default() };
        let policy = Agent::new(&config, 3, 2, 1).unwrap().policy();
        let mut scratch = PolicyScratch::default();
        policy.act(&mut scratch, &[0.9, -0.8, 0.7], &mut [0.0; 2]);
        let activity = scratch.activity().clone();
        (effort(&policy, &activity), activity)
    }

    #[test]
    fn a_dense_decision_by_hand() {
        let (effort, _) = of(ActorConfig::Mlp { hidden_sizes: vec![7] });
        assert_eq!((effort.macs, effort.log_std_macs), (3 * 7 + 7 * 2, 7 * 2));
        assert_eq!((effort.synops, effort.neuron_updates), (0.0, 0));
        assert!((effort.synapses_pj - 35.0 * 4.6).abs() < 1e-9);
        assert_eq!(effort.with_neurons_pj, effort.synapses_pj);
        assert!((effort.with_log_std_pj - 49.0 * 4.6).abs() < 1e-9);
        assert_eq!(effort.memory_words, 35.0);
        assert!((effort.with_memory_pj() - 35.0 * 14.6).abs() < 1e-9);
    }

    #[test]
    fn a_spiking_decision_by_hand() {
        let net = FewSpikesConfig { hidden_sizes: vec![8, 6], time_steps: 5, range: 2.0 };
        let (effort, activity) = of(ActorConfig::FewSpikes(net));
        let [first, last] = [0, 1].map(|layer| activity.layers[layer].spikes as f64);
        assert!(first > 0.0 && last > 0.0);
        assert_eq!((effort.macs, effort.neuron_updates), (24, 14 * 5));
        assert_eq!((effort.synops, effort.log_std_synops), (first * 6.0 + last * 2.0, last * 2.0));
        let expected = 24.0 * 4.6 + effort.synops * 0.9;
        assert!((effort.synapses_pj - expected).abs() < 1e-9);
        assert!((effort.with_neurons_pj - expected - 70.0 * 1.8).abs() < 1e-9);
        assert!((effort.with_log_std_pj - effort.with_neurons_pj - last * 1.8).abs() < 1e-9);
        assert_eq!(effort.memory_words, 24.0 + effort.synops + 70.0 * 2.0);
    }
}
