//! Counts of spikes, and the figures per decision that follow from them.
//!
//! Left out: what an operation costs; energy models take these counts and belong elsewhere.

/// Spikes of one population, summed over decisions and time steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LayerActivity {
    pub neurons: usize,
    /// Synapses leaving one neuron, those of log σ included: additions that a spike causes.
    pub fan_out: usize,
    pub spikes: u64,
}

/// Activity of a spiking network over some decisions; empty for a network without spikes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    pub decisions: u64,
    pub time_steps: usize,
    /// How many of the first layers only turn numbers into spikes.
    pub encoders: usize,
    /// Encoder population where there is one, hidden layers, output population where there is one.
    pub layers: Vec<LayerActivity>,
}

impl Activity {
    /// Share of neurons of a layer that fire in a time step, 0 to 1; 0 before the first decision.
    pub fn firing_rate(&self, layer: usize) -> f64 {
        let l = &self.layers[layer];
        let chances = self.decisions * (self.time_steps * l.neurons) as u64;
        l.spikes as f64 / chances.max(1) as f64
    }

    /// Share of all neurons but the encoders' that fire in a time step, 0 to 1.
    pub fn mean_firing_rate(&self) -> f64 {
        let counted = self.layers.get(self.encoders..).unwrap_or(&[]);
        let neurons: usize = counted.iter().map(|l| l.neurons).sum();
        let spikes: u64 = counted.iter().map(|l| l.spikes).sum();
        let chances = self.decisions * (self.time_steps * neurons) as u64;
        spikes as f64 / chances.max(1) as f64
    }

    /// Synaptic operations per decision: spikes times the synapses they travel.
    pub fn synops_per_decision(&self) -> f64 {
        let synops: u64 = self.layers.iter().map(|l| l.spikes * l.fan_out as u64).sum();
        synops as f64 / self.decisions.max(1) as f64
    }

    /// Membrane updates per decision, which happen whether or not anything fires.
    pub fn neuron_updates_per_decision(&self) -> u64 {
        self.layers.iter().map(|l| (l.neurons * self.time_steps) as u64).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let layer = |neurons, fan_out, spikes| LayerActivity { neurons, fan_out, spikes };
        let layers = vec![layer(10, 4, 30), layer(4, 2, 8), layer(2, 1, 6)];
        let activity = Activity { decisions: 2, time_steps: 5, encoders: 1, layers };
        assert_eq!(activity.firing_rate(0), 0.3);
        assert_eq!(activity.mean_firing_rate(), 14.0 / 60.0);
        let direct = Activity { encoders: 0, ..activity.clone() };
        assert_eq!(direct.mean_firing_rate(), 44.0 / 160.0);
        assert_eq!(activity.synops_per_decision(), (120 + 16 + 6) as f64 / 2.0);
        assert_eq!(activity.neuron_updates_per_decision(), 80);
        assert_eq!(Activity::default().synops_per_decision(), 0.0);
    }
}
