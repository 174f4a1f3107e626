//! Spiking networks of leaky integrate-and-fire neurons, trained through a surrogate gradient.
//!
//! Built from parts that know nothing of each other: a population [`encoder`] turns observations
//! into spikes, [`events`] carries spikes through synapses, [`lif`] turns synaptic input into
//! membranes and back-propagates through time, a [`decoder`] reads firing rates out, and
//! [`activity`] counts what fired. [`popsan`] puts them together as the actor of Tang et al.;
//! [`direct`] and [`few_spikes`] code observations and answers in other ways.
//!
//! Spikes and membranes are time-major, `[time_steps · batch, neurons]`: the rows of one time step
//! lie together, and a whole layer runs over all steps before the next one starts, which is allowed
//! because no connection leads back. Left out: the exploration noise and its scale (`agent`).

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
