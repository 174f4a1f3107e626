//! What the levers are worth where an assumption is wrong.

pub mod told;

#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use view::WhatIfWrong;
