//! Elementary functions that give the same bits on every machine.
//!
//! The standard library hands `exp`, `ln` and the like to the platform, and platforms differ in
//! the last place; one such bit is enough to make two training runs part. Everything here goes to
//! the `libm` crate, which is the same code native and in wasm. `clippy.toml` forbids the others.

pub use libm::{cos, sin, tanh};
pub use libm::{exp, exp2, expm1, log as ln, log1p as ln_1p, log2, log10, pow};
pub use libm::{expf, log1pf as ln_1pf, logf as lnf, sqrtf, tanhf};

/// Distribution function of the standard normal, Φ(x). Dimensionless.
///
/// Source: Φ(x) = erfc(−x/√2)/2, NIST DLMF 7.1; erfc of libm is accurate to the last place.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// ln(1 + eˣ) without overflow, in f32. Dimensionless.
pub fn softplusf(x: f32) -> f32 {
    x.max(0.0) + ln_1pf(expf(-x.abs()))
}
