//! What any view may use.

pub mod icon;
pub mod language;
pub mod toast;
