//! The grids of a year: a file of the build, fetched when a day of it is asked for.

use super::{Missing, bytes};
use crate::data::day::{GridYear, Record};
use std::sync::Arc;

/// Fetches them.
///
/// # Errors
/// No record holds that year, or its file could not be fetched, or is damaged.
pub async fn grid_year(year: u16) -> Result<Arc<GridYear>, Missing> {
    if let Some(record) = Record::of(year)
        && let Ok(bytes) = bytes(&record.file(year)).await
        && let Ok(grids) = GridYear::unpack(record, year, &bytes)
    {
        return Ok(Arc::new(grids));
    }
    Err(Missing::why().await)
}
