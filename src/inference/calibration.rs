//! The model beside what it was fitted to, and beside requests computed elsewhere.

use super::{Architecture, Serving, gpu_energy, gpu_time, inter_token_time, time_to_first_token};
use crate::data::{
    GPUS, MeasuredServing, llm, mlenergy_calibration, mlenergy_held_out, reference_points,
};

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

/// What the model says of measured configurations over what was measured, less one: energy per token,
/// time between tokens, GPU time per token.
fn errors(rows: &[MeasuredServing]) -> [Vec<f64>; 3] {
    let [mut energy, mut latency, mut time] = [(); 3].map(|()| Vec::new());
    for row in rows.iter().filter(|row| row.used) {
        let serving = Serving {
            gpus: row.gpus,
            batch: row.batch,
            length_cv2: row.length_cv2,
            ..serving(&row.model, &row.gpu)
        };
        let taken = gpu_time(&serving, row.output_tokens);
        let energy_j = gpu_energy(&serving, &taken).0 / row.output_tokens;
        energy.push(energy_j / row.energy_per_token_j - 1.0);
        let step_s = inter_token_time(&serving, row.output_tokens).0;
        latency.push(step_s / row.inter_token_s - 1.0);
        time.push(taken.total().0 / row.output_tokens / row.gpu_seconds_per_token - 1.0);
    }
    [energy, latency, time]
}

/// Median and mean of the errors' sizes are as is said, in percent.
fn are(errors: [Vec<f64>; 3], said: [[f64; 2]; 3]) {
    let sizes = |errors: Vec<f64>| errors.into_iter().map(f64::abs).collect();
    let found = errors.map(|errors| median_and_mean(sizes(errors)));
    println!("energy, latency, GPU time; median and mean, %: {found:.2?}");
    for (found, said) in found.as_flattened().iter().zip(said.as_flattened()) {
        assert!((found - said).abs() <= 0.05, "{found} {said}");
    }
}

#[test]
fn measured_configurations_are_predicted_as_well_as_is_said() {
    let rows = mlenergy_calibration().unwrap();
    assert_eq!([rows.len(), rows.iter().filter(|row| row.used).count()], [511, 260]);
    are(errors(&rows), [[9.2, 12.0], [9.6, 12.4], [9.5, 12.9]]);
}

#[test]
fn configurations_that_nothing_was_fitted_to_are_predicted_as_well_as_is_said() {
    let rows = mlenergy_held_out().unwrap();
    assert_eq!([rows.len(), rows.iter().filter(|row| row.used).count()], [209, 196]);
    are(errors(&rows), [[6.1, 10.8], [6.7, 12.05], [6.2, 11.6]]);
}
