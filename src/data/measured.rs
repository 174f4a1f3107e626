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
    /// Name in [`super::LLMS`].
    pub model: String,
    /// Name in [`super::GPUS`].
    pub gpu: String,
    pub task: &'static str,
    pub gpus: f64,
    pub batch: f64,
    pub output_tokens: f64,
    /// Squared coefficient of variation of the lengths.
    pub length_cv2: f64,
    pub energy_per_token_j: f64,
    pub inter_token_s: f64,
    pub gpu_seconds_per_token: f64,
    /// Whether the constants are fitted to it, or the fit is compared with it.
    pub used: bool,
}

/// One request of version 2 of the model, computed elsewhere: attention of the prompt left out.
#[derive(Clone, Debug)]
pub struct ReferencePoint {
    pub model: String,
    pub gpu: String,
    pub gpus: f64,
    pub batch: f64,
    pub prompt_tokens: f64,
    pub tokens: f64,
    pub gpu_energy_j: f64,
    pub facility_wh: f64,
    pub inter_token_s: f64,
    pub first_token_s: f64,
    pub gpu_seconds: f64,
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

/// 511 measured configurations, of which the constants are fitted to 260.
///
/// # Errors
/// Names file, line and column of a value that is not a number.
pub fn mlenergy_calibration() -> Result<Vec<MeasuredServing>, DataError> {
    servings("mlenergy_calibration.csv", include_str!("mlenergy_calibration.csv"))
}

/// 209 measured configurations that no constant was fitted to, of which 196 are compared with the model.
///
/// # Errors
/// Names file, line and column of a value that is not a number.
pub fn mlenergy_held_out() -> Result<Vec<MeasuredServing>, DataError> {
    servings("mlenergy_held_out.csv", include_str!("mlenergy_held_out.csv"))
}

fn servings(file: &'static str, text: &'static str) -> Result<Vec<MeasuredServing>, DataError> {
    lines(text)
        .map(|(line, cells)| {
            let number = |index| cell::<f64>(file, line, &cells, index);
            let text = |index: usize| cells.get(index).copied().unwrap_or_default();
            Ok(MeasuredServing {
                model: text(1).to_ascii_lowercase(),
                gpu: text(4).to_ascii_lowercase(),
                task: text(3),
                gpus: number(5)?,
                batch: number(11)?,
                output_tokens: number(12)?,
                length_cv2: number(13)?,
                energy_per_token_j: number(15)?,
                inter_token_s: number(16)?,
                gpu_seconds_per_token: number(20)?,
                used: text(22) == "1",
            })
        })
        .collect()
}

/// 25 requests computed by another implementation.
///
/// # Errors
/// Names file, line and column of a value that is not a number.
pub fn reference_points() -> Result<Vec<ReferencePoint>, DataError> {
    const FILE: &str = "reference_points.csv";
    lines(include_str!("reference_points.csv"))
        .map(|(line, cells)| {
            let number = |index| cell::<f64>(FILE, line, &cells, index);
            let text = |index: usize| cells.get(index).copied().unwrap_or_default();
            Ok(ReferencePoint {
                model: text(0).to_ascii_lowercase(),
                gpu: text(1).to_ascii_lowercase(),
                gpus: number(2)?,
                batch: number(3)?,
                prompt_tokens: number(4)?,
                tokens: number(5)?,
                gpu_energy_j: number(6)?,
                facility_wh: number(8)?,
                inter_token_s: number(9)? / 1e3,
                first_token_s: number(10)?,
                gpu_seconds: number(11)?,
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
