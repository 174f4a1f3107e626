//! What was reached over many seeds, as the repository keeps it: nothing is typed in here.
//!
//! | file | what it holds |
//! |---|---|
//! | [`summary`] | the committed results; `build.rs` reads them with its types |
//! | [`names`] | what the page calls recipes, rules and libraries |
//! | [`who`] | everybody who decides, as a chart and as a table |
//! | [`saved`] | what SDRL saves over whom, and the sentences that say it |

pub mod names;
pub mod saved;
pub mod summary;
pub mod who;

use summary::Reproduced;

const SUMMARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/summary.bin"));

impl Reproduced {
    /// The committed one; none if the build wrote another shape, which a test rules out.
    pub fn committed() -> Option<Self> {
        postcard::from_bytes(SUMMARY).ok()
    }
}
