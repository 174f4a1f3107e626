//! The arguments of commands that look at a decision, the optimum's where none is given.

use super::scene::Scene;
use clap::Args;

#[derive(Args)]
pub(super) struct Decided {
    #[command(flatten)]
    pub scene: Scene,
    /// Output length κ, tokens; the optimum's where neither is given
    #[arg(long, requires = "power_w")]
    tokens: Option<f64>,
    /// Transmit power P of a transceiver, W
    #[arg(long, requires = "tokens")]
    power_w: Option<f64>,
}

impl Decided {
    /// Length in tokens and power in W, where they are given.
    pub fn given(&self) -> Option<(f64, f64)> {
        self.tokens.zip(self.power_w)
    }
}
