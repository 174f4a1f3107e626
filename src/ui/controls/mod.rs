//! What the user turns: sliders with number boxes, grids, choices, presets, all other parameters.

pub mod scale;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod accounting;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod chooser;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod decision;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod grid;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod number_box;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod parameters;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod presets;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod slider;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use self::{
    accounting::AccountingChoice,
    chooser::Chooser,
    decision::{AnswerLength, TransmitPower},
    grid::{GridControl, zones},
    number_box::{Entry, EntryNote, NumberBox, Unset, question},
    parameters::{FieldControl, Parameters},
    presets::Presets,
    slider::{Slider, Track},
};
pub use scale::Scale;
