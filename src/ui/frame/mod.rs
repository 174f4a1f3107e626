//! What any view may use.

pub mod terms;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod dock;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod icon;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod language;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod linked;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod place_link;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod toast;
