//! Labels, notes and sources of the scenario's fields. Citations stay as they are in every language.

use super::{labels, notes};
use crate::data::Field;

type Word = fn() -> &'static str;

/// Label by the field's name.
const LABELS: &[(&str, Word)] = &[
    ("gpus", labels::gpus),
    ("batch", labels::batch),
    ("prompt_tokens", labels::prompt_tokens),
    ("tokens_max", labels::tokens_max),
    ("kappa50", labels::kappa50),
    ("sigma", labels::sigma),
    ("grid_dc_g_per_kwh", labels::grid_dc_g_per_kwh),
    ("grid_bs_g_per_kwh", labels::grid_bs_g_per_kwh),
    ("pue", labels::pue),
    ("host_power_w", labels::host_power_w),
    ("idle_fraction", labels::idle_fraction),
    ("rtt_s", labels::rtt_s),
    ("queue_s", labels::queue_s),
    ("gpu_embodied_kg", labels::gpu_embodied_kg),
    ("server_embodied_kg", labels::server_embodied_kg),
    ("lifetime_y", labels::lifetime_y),
    ("utilisation", labels::utilisation),
    ("distance_m", labels::distance_m),
    ("carrier_ghz", labels::carrier_ghz),
    ("antenna_gain_db", labels::antenna_gain_db),
    ("noise_figure_db", labels::noise_figure_db),
    ("coding_efficiency", labels::coding_efficiency),
    ("shadowing_db", labels::shadowing_db),
    ("site_embodied_kg", labels::site_embodied_kg),
    ("session_users", labels::session_users),
    ("bandwidth_mhz", labels::bandwidth_mhz),
    ("payload_bytes_per_token", labels::payload_bytes_per_token),
    ("power_min_w", labels::power_min_w),
    ("qoe_min", labels::qoe_min),
    ("latency_max_s", labels::latency_max_s),
    ("outage_max", labels::outage_max),
    ("rate_min_kbps", labels::rate_min_kbps),
];

/// Note, and source where it is no citation, by the field's name.
const NOTES: &[(&str, Word, Option<Word>)] = &[
    ("gpus", notes::gpus, Some(notes::gpus_source)),
    ("batch", notes::batch, Some(notes::batch_source)),
    ("prompt_tokens", notes::prompt_tokens, Some(notes::prompt_tokens_source)),
    ("tokens_max", notes::tokens_max, Some(notes::tokens_max_source)),
    ("kappa50", notes::kappa50, None),
    ("sigma", notes::sigma, None),
    ("grid_dc_g_per_kwh", notes::grid_dc_g_per_kwh, None),
    ("grid_bs_g_per_kwh", notes::grid_bs_g_per_kwh, None),
    ("pue", notes::pue, None),
    ("host_power_w", notes::host_power_w, None),
    ("idle_fraction", notes::idle_fraction, None),
    ("rtt_s", notes::rtt_s, Some(notes::rtt_s_source)),
    ("queue_s", notes::queue_s, Some(notes::queue_s_source)),
    ("gpu_embodied_kg", notes::gpu_embodied_kg, None),
    ("server_embodied_kg", notes::server_embodied_kg, None),
    ("lifetime_y", notes::lifetime_y, Some(notes::lifetime_y_source)),
    ("utilisation", notes::utilisation, Some(notes::utilisation_source)),
    ("distance_m", notes::distance_m, Some(notes::distance_m_source)),
    ("carrier_ghz", notes::carrier_ghz, Some(notes::carrier_ghz_source)),
    ("antenna_gain_db", notes::antenna_gain_db, Some(notes::antenna_gain_db_source)),
    ("noise_figure_db", notes::noise_figure_db, Some(notes::noise_figure_db_source)),
    ("coding_efficiency", notes::coding_efficiency, Some(notes::coding_efficiency_source)),
    ("shadowing_db", notes::shadowing_db, Some(notes::shadowing_db_source)),
    ("site_embodied_kg", notes::site_embodied_kg, Some(notes::site_embodied_kg_source)),
    ("session_users", notes::session_users, Some(notes::session_users_source)),
    ("bandwidth_mhz", notes::bandwidth_mhz, Some(notes::bandwidth_mhz_source)),
    (
        "payload_bytes_per_token",
        notes::payload_bytes_per_token,
        Some(notes::payload_bytes_per_token_source),
    ),
    ("power_min_w", notes::power_min_w, Some(notes::power_min_w_source)),
    ("qoe_min", notes::qoe_min, Some(notes::qoe_min_source)),
    ("latency_max_s", notes::latency_max_s, Some(notes::latency_max_s_source)),
    ("outage_max", notes::outage_max, Some(notes::outage_max_source)),
    ("rate_min_kbps", notes::rate_min_kbps, Some(notes::rate_min_kbps_source)),
];

/// What the page calls a field.
pub fn label(field: &Field) -> &'static str {
    LABELS.iter().find(|row| row.0 == field.name).map_or(field.label, |row| row.1())
}

fn noted(field: &Field) -> Option<&'static (&'static str, Word, Option<Word>)> {
    NOTES.iter().find(|row| row.0 == field.name)
}

/// What a field is, in a few words.
pub fn note(field: &Field) -> &'static str {
    noted(field).map_or(field.note, |row| row.1())
}

/// Where its default comes from.
pub fn source(field: &Field) -> &'static str {
    noted(field).and_then(|row| row.2).map_or(field.source, |source| source())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{FIELDS, Provenance};
    use crate::ui::words::{Lang, set_lang};

    #[test]
    fn every_field_speaks_each_language() {
        for field in FIELDS {
            assert!(LABELS.iter().any(|row| row.0 == field.name), "{}", field.name);
            assert!(noted(field).is_some(), "{}", field.name);
            set_lang(Lang::En);
            assert_eq!((label(field), note(field)), (field.label, field.note));
            assert_eq!(source(field), field.source);
            set_lang(Lang::Es);
            assert_ne!(note(field), field.note, "{}", field.name);
            let cited = field.provenance != Provenance::Assumed;
            assert!(cited || source(field) != field.source, "{}", field.name);
            set_lang(Lang::Zh);
            assert_ne!(note(field), field.note, "{}", field.name);
            assert!(note(field).chars().any(|letter| letter as u32 > 0x2e80), "{}", field.name);
        }
        assert_eq!((LABELS.len(), NOTES.len()), (FIELDS.len(), FIELDS.len()));
    }
}
