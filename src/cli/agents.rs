//! The commands that need an agent: act, train, evaluate, bench.

use super::Failure;
use crate::scenario::Scenario;

pub(super) fn act(_policy: &str, _scenarios: &[Scenario]) -> Result<(), Failure> {
    Err(Failure("no agent yet".into()))
}
pub(super) fn train(
    _a: &str,
    _s: u64,
    _u: u64,
    _o: &str,
    _c: Option<&str>,
    _t: bool,
) -> Result<(), Failure> {
    Err(Failure("no agent yet".into()))
}
pub(super) fn evaluate(_p: &str, _n: usize, _s: u64) -> Result<(), Failure> {
    Err(Failure("no agent yet".into()))
}
pub(super) fn bench(_s: f64) -> Result<(), Failure> {
    Err(Failure("no agent yet".into()))
}
