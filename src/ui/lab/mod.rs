//! The Lab: the learners at work, what a policy does, which constant matters.

pub mod assumption;
pub mod verified;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod assumptions;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod claim;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod form;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod learning;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod policy;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod side;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod view;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use view::Lab;
