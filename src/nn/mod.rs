//! Dense networks: matrix products, linear layers, multilayer perceptrons, Adam.
//!
//! Every backward pass is written out beside its forward pass; there is no tape. Parameters of a
//! network lie in one flat vector, so an optimiser step, a target update, a digest or a checkpoint
//! is one loop over one slice. Left out: losses (they belong to the algorithm, `agent`).

pub mod adam;
pub(crate) mod bits;
pub mod gemm;
pub mod linear;
pub mod mlp;
pub mod slices;

pub use adam::Adam;
pub use gemm::Gemm;
pub use linear::Linear;
pub use mlp::{Mlp, MlpWorkspace};
