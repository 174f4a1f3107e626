//! What the charts share.

pub mod labels;
pub mod parts;
pub mod path;
pub mod scale;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod marks;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod size;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod table;
