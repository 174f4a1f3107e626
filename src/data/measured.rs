//! Measurements that the model is checked against: ML.ENERGY servings and EcoLogits requests.

use std::str::FromStr;
use thiserror::Error;

/// A table that does not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}, line {line}, column {column}: {text:?} is not a number")]
pub struct DataError {
    pub file: &'static str,
    /// Counted from 1, header included.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
    pub text: String,
}

/// One measured serving configuration.
#[derive(Clone, Debug)]
pub struct MeasuredServing {
    pub model: &'static str,
    pub gpus: f64,
    pub layers: f64,
    pub kv_bytes_per_token: f64,
    pub params_billion: f64,
    pub weight_bytes_per_param: f64,
    pub batch: f64,
    pub output_tokens: f64,
    pub energy_per_token_j: f64,
    pub inter_token_s: f64,
}

/// One request as computed by the EcoLogits library.
#[derive(Clone, Debug)]
pub struct EcologitsRow {
    pub params_billion: f64,
    pub quantization_bits: f64,
    pub output_tokens: f64,
    pub batch: f64,
    pub pue: f64,
    pub grid_g_per_kwh: f64,
    pub gpus: f64,
    pub gpu_energy_kwh_per_gpu: f64,
    pub generation_latency_s: f64,
    pub request_energy_kwh: f64,
    pub usage_g: f64,
    pub embodied_g: f64,
}

/// Data lines of a table without quoted cells, with their line numbers.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    text.lines().enumerate().skip(1).map(|(index, line)| (index + 1, line.split(',').collect()))
}

pub(super) fn cell<T: FromStr>(
    file: &'static str,
    line: usize,
    cells: &[&str],
    index: usize,
) -> Result<T, DataError> {
    let text = cells.get(index).copied().unwrap_or_default();
    text.parse().map_err(|_| DataError { file, line, column: index + 1, text: text.to_string() })
}

/// 31 measured configurations; the energy coefficients are fitted to the 28 with batches up to 512.
///
/// # Errors
/// Names file, line and column of a value that is not a number.
pub fn mlenergy_calibration() -> Result<Vec<MeasuredServing>, DataError> {
    servings("mlenergy_calibration.csv", include_str!("mlenergy_calibration.csv"))
}

/// Measured configurations of models that are not in the calibration.
///
/// # Errors
/// Names file, line and column of a value that is not a number.
pub fn mlenergy_heldout() -> Result<Vec<MeasuredServing>, DataError> {
    servings("mlenergy_heldout.csv", include_str!("mlenergy_heldout.csv"))
}

fn servings(file: &'static str, text: &'static str) -> Result<Vec<MeasuredServing>, DataError> {
    lines(text)
        .map(|(line, cells)| {
            let number = |index| cell::<f64>(file, line, &cells, index);
            Ok(MeasuredServing {
                model: cells.first().copied().unwrap_or_default(),
                gpus: number(2)?,
                layers: number(3)?,
                kv_bytes_per_token: number(4)?,
                params_billion: number(5)?,
                weight_bytes_per_param: number(6)?,
                batch: number(7)?,
                output_tokens: number(8)?,
                energy_per_token_j: number(9)?,
                inter_token_s: number(10)?,
            })
        })
        .collect()
}

/// The five requests of `ecologits_check.csv`.
///
/// # Errors
/// Names file, line and column of a value that is not a number.
pub fn ecologits_check() -> Result<Vec<EcologitsRow>, DataError> {
    lines(include_str!("ecologits_check.csv"))
        .map(|(line, cells)| {
            let number = |index| cell::<f64>("ecologits_check.csv", line, &cells, index);
            Ok(EcologitsRow {
                params_billion: number(0)?,
                quantization_bits: number(1)?,
                output_tokens: number(2)?,
                batch: number(3)?,
                pue: number(4)?,
                grid_g_per_kwh: number(5)?,
                gpus: number(6)?,
                gpu_energy_kwh_per_gpu: number(7)?,
                generation_latency_s: number(8)?,
                request_energy_kwh: number(9)?,
                usage_g: number(10)?,
                embodied_g: number(11)?,
            })
        })
        .collect()
}
