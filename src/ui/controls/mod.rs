//! What the user turns: sliders with number boxes, grids, choices, presets, all other parameters.

mod accounting;
mod chooser;
mod decision;
mod grid;
mod number_box;
mod parameters;
mod presets;
mod slider;

pub use accounting::AccountingChoice;
pub use chooser::Chooser;
pub use decision::{AnswerLength, TransmitPower};
pub use grid::{GridControl, zones};
pub use number_box::{Allowed, NumberBox, Unset};
pub use parameters::{FieldControl, Parameters};
pub use presets::Presets;
pub use slider::{Scale, Slider, Track};
