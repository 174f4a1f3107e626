//! Three spiking networks, each with its own neurons and its own gradient in the place of a step's.
//!
//! | network | input | neurons | backward | output |
//! |---|---|---|---|---|
//! | [`few_spikes`], which ships | current | binary digits of their input | straight through | weighted spikes |
//! | [`direct`] | current | integrate and fire, soft reset ([`soft_lif`]) | arctangent | read-out per time step |
//! | [`popsan`], of Tang et al. | population [`encoder`] | leaky integrate and fire ([`lif`]) | rectangle | rates, by a [`decoder`] |
//!
//! [`events`] carries spikes through synapses, [`activity`] counts what fired, [`rate_band`] is what
//! the first two may be charged for firing too rarely or too often.
//!
//! Spikes are time-major, `[time_steps · batch, neurons]`: the rows of one time step lie together,
//! and a whole layer runs over all steps before the next one starts, which is allowed because no
//! connection leads back. Left out: the exploration noise and its scale (`agent`).

pub mod activity;
pub mod decoder;
pub mod direct;
pub mod encoder;
pub mod events;
pub mod few_spikes;
pub mod lif;
pub mod popsan;
pub mod rate_band;
pub mod soft_lif;

pub use activity::{Activity, LayerActivity};
pub use direct::{DirectNet, DirectShape, DirectWorkspace};
pub use events::Events;
pub use few_spikes::{FewSpikesNet, FewSpikesShape, FewSpikesWorkspace};
pub use popsan::{PopSan, PopSanShape, PopSanStart, PopSanWorkspace};
pub use rate_band::RateBand;
pub use soft_lif::SoftLif;
