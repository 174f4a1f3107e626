//! What the user turns: sliders with number boxes, grids, choices, presets, all other parameters.

pub mod scale;

#[cfg(browser)]
mod books;
#[cfg(browser)]
mod chooser;
#[cfg(browser)]
mod decision;
#[cfg(browser)]
mod grid;
#[cfg(browser)]
mod number_box;
#[cfg(browser)]
mod parameters;
#[cfg(browser)]
mod presets;
#[cfg(browser)]
mod slider;

#[cfg(browser)]
pub use self::{
    books::{accounting_choice, boundary_choice},
    chooser::Chooser,
    decision::{AnswerLength, TransmitPower},
    grid::{GridControl, zones},
    number_box::{Entry, EntryNote, NumberBox, Unset, question},
    parameters::{FieldControl, Parameters, fields_of},
    presets::Presets,
    slider::{Slider, Track},
};
pub use scale::Scale;
