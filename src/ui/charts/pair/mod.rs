//! Two footprints from prompt to phone, bar by bar on one scale.

pub mod plan;
#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use view::PairedWaterfalls;
