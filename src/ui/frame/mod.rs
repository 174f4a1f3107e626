//! What any view may use.

pub mod terms;

#[cfg(browser)]
pub mod copied;
#[cfg(browser)]
pub mod dock;
#[cfg(browser)]
pub mod icon;
#[cfg(browser)]
pub mod language;
#[cfg(browser)]
pub mod linked;
#[cfg(browser)]
pub mod place_link;
#[cfg(browser)]
pub mod toast;
