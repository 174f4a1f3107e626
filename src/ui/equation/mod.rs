//! The equation behind a figure, with the numbers of the moment, and where each of them comes from.

pub mod agents;
pub mod bars;
pub mod limits;
pub mod pedigree;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod view;

pub use bars::{Equation, Origin, Piece, Term, airtime, equation, given, sign, term, watts};
