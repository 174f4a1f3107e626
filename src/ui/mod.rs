//! The page: one view (scenario and choice), computed once per change, shown by small components.
//!
//! | file | what it holds |
//! |---|---|
//! | [`state`] | the store: what is given, what follows from it, who chooses |
//! | [`text`] | the page's words for values |
//! | [`reproduced`] | the committed results, as rows of tables |
//! | [`summary`] | their types, shared with `build.rs` |
//! | [`binds`] | what binds, in words, and the way out of the infeasible |
//! | [`assumption`] | an uncertain constant in words |
//! | [`equation`], [`limit_equation`], [`agent_equation`] | the equation behind a figure |
//! | [`pedigree`] | where its numbers come from |
//! | [`run`] | a training run: one plan, several seeds |
//! | [`teach`] | lessons, the round against the agent, assignments, the teacher's pages |
//! | [`equivalents`] | emissions beside what people can picture |
//! | [`charts`] | SVG charts with plain props |
//! | [`words`] | what the page says, in its languages |
//! | `history` | the address: share link, undo and redo |
//! | `controls` | what the user turns |
//! | `later` | the part of the page that is fetched after it has opened |
//! | `page` and its sections | layout |
//! | `assumptions` | which uncertain constant matters |
//! | `kept` | the last run, on the device |
//! | `worker_link`, `training`, `lab` | the learners, through the worker's protocol |
//!
//! `www/boot.js` has checked the browser before [`mount`] is called.

pub mod agent_equation;
pub mod assumption;
pub mod binds;
pub mod charts;
pub mod equation;
pub mod equivalents;
pub mod limit_equation;
pub mod pedigree;
pub mod reproduced;
pub mod results;
pub mod run;
pub mod summary;
pub mod teach;
pub mod text;
pub mod words;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod assumptions;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod browser;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod controls;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod equation_view;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod files;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod header;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod history;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod icon;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod kept;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod lab;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod language;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod later;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod lede;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod page;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod panels;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod qr;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod results_panel;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod run_form;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod share;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod state;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod toast;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod training;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod worker_link;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use page::mount;
