//! What an action means, by the word that Python gives.

use crate::wrong;
use aolo::env::{ACT_DIM, ActionSpace, Context};
use aolo::scenario::Decision;
use pyo3::prelude::*;

/// What the two numbers of an action stand for.
#[derive(Clone, Copy)]
pub enum Action {
    /// A place in the box of lengths and powers.
    Free,
}

impl Action {
    pub fn parse(word: &str) -> PyResult<Self> {
        match word {
            "free" => Ok(Self::Free),
            _ => Err(wrong(format_args!("action = {word:?} is out of range: free"))),
        }
    }

    pub fn decide(self, context: &Context, action: &[f32; ACT_DIM]) -> Decision {
        match self {
            Self::Free => ActionSpace::Box.decide(context, action),
        }
    }
}
