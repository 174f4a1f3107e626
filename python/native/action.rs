//! What an action means, by the word that Python gives.

use crate::wrong;
use aolo::env::ActionSpace;
use pyo3::prelude::*;

/// The space of that word.
pub fn action_space(word: &str) -> PyResult<ActionSpace> {
    match word {
        "free" => Ok(ActionSpace::Box),
        "feasible" => Ok(ActionSpace::Feasible),
        _ => Err(wrong(format_args!("action = {word:?} is out of range: free, feasible"))),
    }
}
