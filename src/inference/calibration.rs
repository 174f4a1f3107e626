//! The model beside what it was fitted to, and beside requests computed elsewhere.

use super::{Architecture, Serving, gpu_energy, gpu_time, inter_token_time, time_to_first_token};
use crate::data::{GPUS, llm, mlenergy_calibration, reference_points};

/// Prompts of the measurement were not recorded; this is a typical one.
const PROMPT_TOKENS: f64 = 250.0;

/// Without the attention of the prompt, as in the fit.
fn serving(model: &str, gpu: &str) -> Serving {
    let model = llm(model).unwrap_or_else(|| panic!("{model}"));
    Serving {
        model: Architecture { attention_width: 0.0, ..model.into() },
        gpu: *GPUS.iter().find(|it| it.name == gpu).unwrap(),
        gpus: 1.0,
        batch: 1.0,
        prompt_tokens: PROMPT_TOKENS,
        prompt_cached: 0.0,
        length_cv2: 0.0,
        queue_s: 0.0,
        rtt_s: 0.0,
    }
}

#[test]
fn reference_points_agree_to_1e_6() {
    let points = reference_points().unwrap();
    assert_eq!(points.len(), 25);
    for point in points {
        let serving = Serving {
            gpus: point.gpus,
            batch: point.batch,
            prompt_tokens: point.prompt_tokens,
            ..serving(&point.model, &point.gpu)
        };
        let time = gpu_time(&serving, point.tokens);
        let energy = gpu_energy(&serving, &time).0;
        let facility_wh = (energy + 150.0 * time.total().0) * 1.12 * 1.15 / 3600.0;
        let step = inter_token_time(&serving, point.tokens);
        for (ours, theirs) in [
            (energy, point.gpu_energy_j),
            (facility_wh, point.facility_wh),
            (step.0, point.inter_token_s),
            (time_to_first_token(&serving, step).0, point.first_token_s),
            (time.total().0, point.gpu_seconds),
        ] {
            assert!((ours / theirs - 1.0).abs() < 1e-6, "{point:?}: {ours} {theirs}");
        }
    }
}

/// Median and mean, in percent.
fn median_and_mean(mut errors: Vec<f64>) -> [f64; 2] {
    errors.sort_unstable_by(f64::total_cmp);
    let middle = errors.len() / 2;
    let median = 0.5 * (errors[(errors.len() - 1) / 2] + errors[middle]);
    [median, errors.iter().sum::<f64>() / errors.len() as f64].map(|it| 100.0 * it)
}

#[test]
fn measured_configurations_are_predicted_as_well_as_is_said() {
    let mut rows = mlenergy_calibration().unwrap();
    assert_eq!(rows.len(), 511);
    rows.retain(|row| row.use_in_fit);
    assert_eq!(rows.len(), 260);
    let [mut energy, mut latency, mut time] = [(); 3].map(|()| Vec::new());
    for row in &rows {
        let serving = Serving {
            gpus: row.gpus,
            batch: row.batch,
            length_cv2: row.length_cv2,
            ..serving(&row.model, &row.gpu)
        };
        let taken = gpu_time(&serving, row.output_tokens);
        let error = |ours: f64, theirs: f64| (ours / theirs - 1.0).abs();
        energy.push(error(
            gpu_energy(&serving, &taken).0 / row.output_tokens,
            row.energy_per_token_j,
        ));
        latency.push(error(inter_token_time(&serving, row.output_tokens).0, row.inter_token_s));
        time.push(error(taken.total().0 / row.output_tokens, row.gpu_seconds_per_token));
    }
    for (what, errors, said) in [
        ("energy", energy, [9.2, 12.0]),
        ("latency", latency, [9.6, 12.4]),
        ("GPU time", time, [9.5, 12.9]),
    ] {
        let found = median_and_mean(errors);
        println!("{what}: median {:.2} %, mean {:.2} %", found[0], found[1]);
        for (found, said) in found.into_iter().zip(said) {
            assert!((found - said).abs() <= 0.05, "{what}: {found} {said}");
        }
    }
}
