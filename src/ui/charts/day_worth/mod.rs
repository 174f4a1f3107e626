//! What each forecast costs against the best plan.

pub mod plan;
#[cfg(browser)]
mod view;

pub use plan::Worth;
#[cfg(browser)]
pub use view::ForecastWorth;
