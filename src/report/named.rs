//! The numbers that a result follows from, called as people call them; those that it does not follow from
//! are left out.

use super::sources::{SourceRow, sources};
use crate::carbon::{Chain, footprint, gpu_energy_range};
use crate::data::{self, Field, LlmKind, cited, fields, value};
use crate::link::View;
use crate::scenario::{Decision, EnergyModel, LlmChoice, ScenarioError, ValidScenario};

/// Each number with its name, in the order of the sources.
///
/// # Errors
/// Names the field of the scenario that is wrong.
pub fn named(view: &View, decision: Decision) -> Result<Vec<(String, SourceRow)>, ScenarioError> {
    let valid = view.scenario.validate()?;
    let rows = sources(view)?.into_iter();
    Ok(rows.filter_map(|row| Some((name_of(&row, &valid, decision)?, row))).collect())
}

/// What a number is called; none where the result does not follow from it.
fn name_of(row: &SourceRow, valid: &ValidScenario, decision: Decision) -> Option<String> {
    if let Some(field) = data::field(&row.name) {
        return follows(valid, field, decision).then(|| cited::label(field).to_string());
    }
    match row.name.split('.').collect::<Vec<_>>().as_slice() {
        ["model", .., number] => {
            let name = of_model(number, valid).filter(|_| row.value != 0.0)?;
            let model = match &valid.scenario().model {
                LlmChoice::Named(_) => valid.llm().label,
                LlmChoice::Custom(_) => "own model",
            };
            Some(format!("{model}, {name}"))
        }
        ["gpu", _, number] if calibrated(valid) => {
            Some(format!("{}, {}", valid.scenario().gpu.gpu().label, of_gpu(number)?))
        }
        ["path_loss", of, number] => {
            let of = if *of == "uma" { "UMa" } else { "UMi" };
            let number = number.replace("los_", "LOS ").replace("nLOS", "NLOS").replace('_', " ");
            Some(format!("path loss {of}, {number}"))
        }
        [constant] => of_constant(constant, valid).map(str::to_string),
        _ => None,
    }
}

fn calibrated(valid: &ValidScenario) -> bool {
    valid.scenario().energy_model == EnergyModel::Calibrated
}

fn of_model(number: &str, valid: &ValidScenario) -> Option<&'static str> {
    let mixture = valid.llm().experts > 1.0;
    match number {
        "total" => Some("parameters"),
        "active" => Some("active parameters"),
        _ if !calibrated(valid) => None,
        "computed" => Some("parameters multiplied for a token"),
        "layers" => Some("layers"),
        "experts" if mixture => Some("experts"),
        "experts_per_token" if mixture => Some("experts for a token"),
        "expert_weights" if mixture => Some("weights of the experts"),
        "kv_bytes_per_token" => Some("key-value cache"),
        "shared_weights" => Some("weights read in every step"),
        _ => None,
    }
}

fn of_gpu(number: &str) -> Option<&'static str> {
    match number {
        "bandwidth" => Some("memory bandwidth"),
        "arithmetic" => Some("arithmetic"),
        "power_max" => Some("most power"),
        "launch_power_share" => Some("share of it while kernels start"),
        "memory" => Some("memory"),
        _ => None,
    }
}

fn of_constant(key: &str, valid: &ValidScenario) -> Option<&'static str> {
    let (llm, scenario) = (valid.llm(), valid.scenario());
    let (ours, gpus) = (calibrated(valid), scenario.gpus);
    let site = valid.site_embodied_kg() > 0.0;
    let name = match key {
        "step_launch_s" if ours => "start of a layer’s kernels",
        "step_exchange_s" if ours && gpus > 1.0 => "exchange between GPUs for a layer",
        "step_routing_s" if ours && llm.moe_layers > 0.0 => "routing to experts for a layer",
        "step_latent_s" if ours && llm.latent_layers > 0.0 => "latent attention of a layer",
        "step_sequence_s" if ours => "work for a sequence and step",
        "memory_power_share" if ours => "share of the most power while memory is read",
        "mixture_compute_factor" if ours && llm.kind == LlmKind::Mixture => {
            "arithmetic of mixtures over the ideal"
        }
        "slow_kernel_factor" if ours && llm.slow_kernel => {
            "reading of 8-bit experts over the ideal"
        }
        "prefill_flop_factor" if ours => "time of the prompt over the ideal",
        "latent_attention_factor" if ours && llm.latent_layers > 0.0 => {
            "attention of the prompt where it is latent, over plain heads"
        }
        "ecologits_alpha" if !ours => "EcoLogits, energy for a billion active parameters",
        "ecologits_beta" if !ours => "EcoLogits, exponent of the batch",
        "ecologits_gamma" if !ours => "EcoLogits, constant energy of a token",
        "ecologits_latency_params_s" if !ours => {
            "EcoLogits, latency for a billion active parameters"
        }
        "ecologits_latency_batch_s" if !ours => "EcoLogits, latency for a concurrent request",
        "ecologits_latency_fixed_s" if !ours => "EcoLogits, constant latency of a token",
        "ecologits_memory_factor" if !ours => "EcoLogits, memory over weights",
        "ecologits_gpu_memory_gb" if !ours => "EcoLogits, memory of a GPU",
        "ecologits_server_power_kw" if !ours => "EcoLogits, power of a server without its GPUs",
        "ecologits_server_embodied_kg" if !ours => "EcoLogits, making of a server without its GPUs",
        "ecologits_gpu_embodied_kg" if !ours => "EcoLogits, making of a GPU",
        "ecologits_lifetime_s" if !ours => "EcoLogits, lifetime of a server",
        "gpus_per_server" => "GPUs that share a server",
        "seconds_per_year" => "seconds of a year",
        "thermal_noise_dbm_per_hz" => "thermal noise",
        "site_lifetime_y" if site => "lifetime of a site",
        "min_distance_m" if scenario.distance_m < value::MIN_DISTANCE_M => "least distance",
        "most_distance_m" if scenario.distance_m > value::MOST_DISTANCE_M => {
            "greatest distance of the path-loss model"
        }
        "reading_rate_tokens_per_s" => "reading rate",
        "wait_span" => "patience over the longest wait that costs nothing",
        _ if ours && key == gpu_energy_range(valid).key.to_lowercase() => {
            "measured energy of the GPUs over the computed one"
        }
        _ => return None,
    };
    Some(name)
}

/// Limits; at a decision that is given nothing else follows from them.
const LIMITS: &str = "limits";

/// Whether the result is another where the field is.
fn follows(valid: &ValidScenario, field: &Field, decision: Decision) -> bool {
    if field.group == LIMITS || field == fields::POWER_MAX_W {
        return true;
    }
    let result = |valid: &ValidScenario| {
        let it = footprint(&Chain::new(valid), decision);
        [it.total_g, it.qoe.total, it.latency_s, it.wireless.rate_bps, it.wireless.outage]
    };
    let Some(now) = valid.number(field.name) else { return false };
    let here = result(valid);
    let others = [0.5 * now, 2.0 * now, field.min, field.max, 0.5 * (now + field.min)];
    let mut tried = others.into_iter().filter(|it| *it != now).filter_map(|other| {
        let mut scenario = valid.scenario().clone();
        scenario.set(field.name, if field.integer { other.round() } else { other }).ok()?;
        scenario.validate().ok()
    });
    tried.any(|other| result(&other) != here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::item;
    use crate::scenario::{Accounting, Boundary, PRESETS};

    const DECISION: Decision = Decision { tokens: 400, power_w: 12.5 };

    fn names(view: &View) -> Vec<String> {
        named(view, DECISION).unwrap().into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn tour_17_only_what_the_result_follows_from_is_named_and_by_no_key() {
        let mut view = View::default();
        let has = |view: &View, name: &str| names(view).iter().any(|it| it == name);
        for (name, there) in [
            ("Batch", true),
            ("Idle share", true),
            ("thermal noise", true),
            ("lifetime of a site", true),
            ("QoE threshold", true),
            ("Active users", false),
            ("Phone power", false),
            ("Network electricity", false),
            ("exchange between GPUs for a layer", false),
            ("routing to experts for a layer", false),
            ("EcoLogits, memory over weights", false),
        ] {
            assert_eq!(has(&view, name), there, "{name}: {:?}", names(&view));
        }
        view.scenario.accounting = Accounting::Session;
        assert!(has(&view, "Active users"));
        view.scenario.boundary = Boundary::Phone;
        assert!(has(&view, "Phone power") && has(&view, "Network electricity"));
        view.scenario.energy_model = EnergyModel::Ecologits;
        assert!(has(&view, "EcoLogits, memory over weights"));
        assert!(!has(&view, "Host power per GPU") && !has(&view, "start of a layer’s kernels"));
        for preset in PRESETS {
            let view = View { scenario: preset.scenario(), ..View::default() };
            for name in names(&view) {
                assert!(!name.contains('_'), "{name}");
            }
        }
    }

    #[test]
    fn every_constant_that_a_footprint_is_computed_from_has_a_name() {
        // What serves comparisons, learning, warnings and the fit.
        let others = [
            &item::MEASURED_BATCH_LEAST,
            &item::MEASURED_BATCH_MOST,
            &item::OWN_MODEL_LEAST_BILLION,
            &item::SHORT_ANSWER_TOKENS,
            &item::CALIBRATION_PROMPT_TOKENS,
            &item::NEW_CAR_G_PER_KM,
            &item::BOIL_WATER_J_PER_L,
            &item::FLOAT_ADD_PJ,
            &item::FLOAT_MULTIPLY_ADD_PJ,
            &item::CACHE_WORD_PJ,
            &item::CORE_POWER_W,
        ];
        let mut views: Vec<_> = PRESETS.iter().map(|it| it.scenario()).collect();
        for model in data::LLMS {
            let model = LlmChoice::Named(model.name.to_string());
            views.push(crate::scenario::Scenario { model, ..Default::default() });
        }
        for gpu in [crate::scenario::GpuKind::A100, crate::scenario::GpuKind::H200] {
            let of_gpu =
                |it: &crate::scenario::Scenario| crate::scenario::Scenario { gpu, ..it.clone() };
            views.extend(views.clone().iter().map(of_gpu));
        }
        let near_and_far = [5.0, 9_000.0].map(|distance_m| crate::scenario::Scenario {
            distance_m,
            energy_model: EnergyModel::Ecologits,
            ..Default::default()
        });
        views.extend(near_and_far);
        for constant in data::CONSTANTS {
            let key = constant.key.to_lowercase();
            let named = views.iter().any(|scenario| {
                let valid = scenario.validate().unwrap();
                of_constant(&key, &valid).is_some()
            });
            assert_eq!(named, !others.iter().any(|it| it.key == constant.key), "{key}");
        }
    }
}
