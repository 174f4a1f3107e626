//! Learning: where agent and environment meet, and what is recorded of it.
//!
//! | file | what it holds | knows the agent and the environment |
//! |---|---|---|
//! | [`algorithm`] | the names of agents and recipes | |
//! | [`hyperparameters`] | what a run may change, with its ranges; when a learner ends | |
//! | [`record`] | plain records: scores, efforts, spikes | |
//! | [`recipe`] | what each named recipe sets | yes |
//! | [`train`] | the training loop | yes |
//! | [`evaluate`] | held-out contexts, charged carbon, gap to the optimum | yes |
//! | [`effort`](mod@effort) | operations and energy of one decision | the agent |
//!
//! The page names the first three only: the rest reaches it as events.

pub mod algorithm;
pub mod effort;
pub mod evaluate;
pub mod hyperparameters;
pub mod recipe;
pub mod record;
pub mod train;

pub use algorithm::{Algorithm, Recipe};
pub use hyperparameters::{Ending, HyperparameterError, Hyperparameters, LEAST_SHARE};
pub use record::{Effort, LayerSpikes, Record, Score};
