//! What leaves the page: the link, its code, files.

mod dialog;
pub mod files;
pub mod qr;
mod single;

pub use dialog::ShareDialog;
