//! What the charts share.

pub mod drawing;
pub mod hours;
pub mod labels;
pub mod parts;
pub mod path;
pub mod scale;

#[cfg(browser)]
pub mod marks;
#[cfg(browser)]
pub mod piece;
#[cfg(browser)]
pub mod size;
#[cfg(browser)]
pub mod table;
