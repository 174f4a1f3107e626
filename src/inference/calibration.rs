//! Fits the energy coefficients to measured servings, so that the published ones can be checked.

use super::energy::{GpuEnergyCoefficients, gpu_work};
use super::{Serving, gpu_energy};
use crate::data::{MeasuredServing, value};
use crate::math;
use nalgebra::{DMatrix, DVector, Vector3};

/// The request that a row of the measurement stands for.
pub fn serving(row: &MeasuredServing) -> Serving {
    Serving::new(
        row.params_billion,
        row.weight_bytes_per_param,
        row.kv_bytes_per_token,
        row.layers,
        row.gpus,
        row.batch,
        value::CALIBRATION_PROMPT_TOKENS,
    )
}

/// GPU energy per output token that the model predicts for a row, J.
pub fn predicted_energy_per_token_j(
    row: &MeasuredServing,
    coefficients: &GpuEnergyCoefficients,
) -> f64 {
    gpu_energy(&serving(row), row.output_tokens, coefficients).0 / row.output_tokens
}

/// Least squares on the logarithm of the energy per output token, by Gauss and Newton.
///
/// Returns none where the rows do not determine three coefficients.
pub fn fit(rows: &[MeasuredServing]) -> Option<GpuEnergyCoefficients> {
    if rows.len() < 3 {
        return None;
    }
    // Per row: work per token [weight bytes, operations, cache bytes].
    let work: Vec<_> = rows
        .iter()
        .map(|row| Vector3::from(gpu_work(&serving(row), row.output_tokens)) / row.output_tokens)
        .collect();
    // The search runs over the logarithms of the coefficients: they span four decades.
    let mut logs = Vector3::from([1e-10, 1e-12, 1e-10]).map(math::ln);
    for _ in 0..100 {
        let coefficients = logs.map(math::exp);
        let predicted: Vec<f64> = work.iter().map(|work| work.dot(&coefficients)).collect();
        let jacobian = DMatrix::from_fn(rows.len(), 3, |row, column| {
            work[row][column] * coefficients[column] / predicted[row]
        });
        let residual = DVector::from_fn(rows.len(), |row, _| {
            math::ln(rows[row].energy_per_token_j / predicted[row])
        });
        let step = jacobian.svd(true, true).solve(&residual, 1e-12).ok()?;
        logs += &step;
        if step.norm() < 1e-12 {
            let [per_weight_byte_j, per_flop_j, per_kv_byte_j] = logs.map(math::exp).into();
            return Some(GpuEnergyCoefficients { per_weight_byte_j, per_flop_j, per_kv_byte_j });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{mlenergy_calibration, mlenergy_heldout};
    use crate::inference::inter_token_time;

    fn mean_error(rows: &[MeasuredServing], coefficients: &GpuEnergyCoefficients) -> f64 {
        let error = |row: &MeasuredServing| {
            (predicted_energy_per_token_j(row, coefficients) / row.energy_per_token_j - 1.0).abs()
        };
        rows.iter().map(error).sum::<f64>() / rows.len() as f64
    }

    fn rows_up_to_512() -> Vec<MeasuredServing> {
        let mut rows = mlenergy_calibration().unwrap();
        assert_eq!(rows.len(), 31);
        rows.retain(|row| row.batch <= 512.0);
        assert_eq!(rows.len(), 28);
        rows
    }

    #[test]
    fn refitting_gives_the_published_coefficients_within_1_percent() {
        let fitted = fit(&rows_up_to_512()).unwrap();
        let published = GpuEnergyCoefficients::PUBLISHED;
        for (ours, theirs) in [
            (fitted.per_weight_byte_j, published.per_weight_byte_j),
            (fitted.per_flop_j, published.per_flop_j),
            (fitted.per_kv_byte_j, published.per_kv_byte_j),
        ] {
            assert!((ours / theirs - 1.0).abs() < 0.01, "{ours:e} against {theirs:e}");
        }
    }

    #[test]
    fn a_configuration_left_out_of_the_fit_is_predicted_within_7_percent() {
        let rows = rows_up_to_512();
        let errors: Vec<f64> = (0..rows.len())
            .map(|left_out| {
                let mut train = rows.clone();
                let test = train.remove(left_out);
                mean_error(&[test], &fit(&train).unwrap())
            })
            .collect();
        let mean = errors.iter().sum::<f64>() / errors.len() as f64;
        println!("left out one by one: mean error {:.1} %", 100.0 * mean);
        assert!(mean < 0.07, "{mean}");
        let published = mean_error(&rows, &GpuEnergyCoefficients::PUBLISHED);
        println!("published coefficients: mean error {:.1} %", 100.0 * published);
        assert!(published < 0.07, "{published}");
    }

    #[test]
    fn models_outside_the_calibration_are_predicted_within_7_percent() {
        let rows = mlenergy_heldout().unwrap();
        assert_eq!(rows.len(), 40);
        let calibrated = mlenergy_calibration().unwrap();
        assert!(rows.iter().all(|row| calibrated.iter().all(|other| other.model != row.model)));
        let error = mean_error(&rows, &GpuEnergyCoefficients::PUBLISHED);
        println!("models outside the calibration: mean error {:.1} %", 100.0 * error);
        assert!(error < 0.07, "{error}");
    }

    #[test]
    fn latency_follows_the_measurement() {
        let rows = rows_up_to_512();
        let error = |row: &MeasuredServing| {
            (inter_token_time(&serving(row), row.output_tokens).0 / row.inter_token_s - 1.0).abs()
        };
        let mean = rows.iter().map(error).sum::<f64>() / rows.len() as f64;
        println!("mean error of the inter-token latency {:.1} %", 100.0 * mean);
        assert!(mean < 0.10, "{mean}");
    }

    #[test]
    fn too_few_rows_are_no_fit() {
        assert_eq!(fit(&[]), None);
    }
}
