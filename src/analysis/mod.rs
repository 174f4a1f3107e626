//! Which assumption matters: how the total of one decision follows its uncertain constants.
//!
//! The constants, their plausible ranges and the envelope of all of them stand in
//! [`crate::carbon::uncertain`]. Here each moves alone ([`Tornado`]), or all are drawn at once
//! ([`MonteCarlo`]). The decision is held: this asks how sure the figure is, not what would be
//! decided if the constants were known.

mod monte_carlo;
mod tornado;
mod within;

pub use monte_carlo::{
    AnalysisError, LEAST_SAMPLES, MOST_SAMPLES, MonteCarlo, Share, Spread, triangular,
};
pub use tornado::{Bar, Tornado};
pub use within::Within;
