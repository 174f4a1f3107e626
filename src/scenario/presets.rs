//! Ready-made scenarios that people start from.

use super::{CellKind, Scenario};
use crate::data;

/// A named scenario.
pub struct Preset {
    /// Key of its label and of links.
    pub key: &'static str,
    pub label: &'static str,
    make: fn(&mut Scenario),
}

impl Preset {
    /// The default scenario with the preset's changes.
    pub fn scenario(&self) -> Scenario {
        let mut scenario = Scenario::default();
        (self.make)(&mut scenario);
        scenario
    }
}

/// Both sites on the yearly average of one zone.
fn grid(scenario: &mut Scenario, code: &str) {
    if let Some(zone) = data::zone(code) {
        scenario.grid_dc_g_per_kwh = zone.carbon_intensity_g_per_kwh;
        scenario.grid_bs_g_per_kwh = zone.carbon_intensity_g_per_kwh;
    }
}

/// The presets, the opening scene first, which is the default: a question asked on the phone, answered by
/// a speaking avatar with 5 kB of speech and motion for each token.
pub const PRESETS: &[Preset] = &[
    Preset { key: "avatar", label: "Speaking avatar", make: |_| {} },
    Preset { key: "clean-grid", label: "Clean grid", make: |s| grid(s, "FRA") },
    Preset { key: "coal-grid", label: "Coal grid", make: |s| grid(s, "POL") },
    Preset {
        key: "crowded-cell",
        label: "Crowded cell",
        make: |s| {
            s.bandwidth_mhz = 3.0;
            s.session_users = 200.0;
            s.queue_s = 1.0;
        },
    },
    Preset {
        key: "cell-edge",
        label: "Cell edge",
        make: |s| {
            s.distance_m = 1_000.0;
            s.payload_bytes_per_token = 10_000.0;
        },
    },
    Preset { key: "plain-text", label: "Plain text", make: |s| s.payload_bytes_per_token = 200.0 },
    Preset {
        key: "video-reply",
        label: "Video reply",
        make: |s| {
            s.cell = CellKind::Micro;
            s.distance_m = 300.0;
            s.payload_bytes_per_token = 20_000.0;
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tour_6_the_opening_scene_is_the_default() {
        let [first, ..] = PRESETS else { panic!("no preset") };
        assert_eq!(first.scenario(), Scenario::default());
        // An avatar that speaks, where the radio counts.
        let scenario = Scenario::default();
        assert_eq!((scenario.distance_m, scenario.payload_bytes_per_token), (600.0, 5_000.0));
        let text = PRESETS.iter().find(|it| it.key == "plain-text").map(Preset::scenario);
        assert_eq!(text, Some(Scenario { payload_bytes_per_token: 200.0, ..scenario }));
    }

    #[test]
    fn every_preset_passes_the_gate() {
        for preset in PRESETS {
            assert!(preset.scenario().validate().is_ok(), "{}", preset.key);
        }
    }
}
