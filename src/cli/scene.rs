//! The argument of commands that look at a scenario.

use super::{Failure, read};
use crate::report;
use crate::scenario::{Scenario, ValidScenario};
use clap::Args;

#[derive(Args)]
pub(super) struct Scene {
    /// Scenario as JSON, or a result that the page saved; - reads standard input; the default where none is given
    #[arg(long, value_name = "FILE|-")]
    scenario: Option<String>,
}

impl Scene {
    /// A scenario alone, or that of a file which the page saved.
    pub fn read(&self) -> Result<ValidScenario, Failure> {
        let Some(path) = &self.scenario else { return Ok(Scenario::default().validate()?) };
        let text = read(path)?;
        if !report::is_saved(&text) {
            return Ok(Scenario::from_json(&text)?.validate()?);
        }
        let (view, wrong) = report::read(&text)?;
        match wrong.into_iter().next() {
            Some(error) => Err(error.into()),
            None => Ok(view.scenario.validate()?),
        }
    }
}
