//! What more quality costs over the day.

pub mod told;

#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use view::WhatQualityCosts;
