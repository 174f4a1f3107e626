//! The charts, as SVG laid out for the width that they have, and the arithmetic behind them.
//!
//! Each chart is one component with plain props: signals of the science's own values in, callbacks
//! out. It knows nothing of the page's state. The arithmetic (scales, level curves, equations,
//! numbers as text) names no browser and is tested natively; the components only draw it.
//!
//! Marks mean the same everywhere: cool is compute, warm is radio, hatched is hardware or not
//! feasible; the diamond is the best, the triangle the agent, the ring you, hollow what is pinned.

pub mod distance_plan;
pub mod format;
pub mod labels;
pub mod learning_plan;
pub mod map_labels;
pub mod map_plan;
pub mod parts;
pub mod path;
pub mod ruler_plan;
pub mod scale;
pub mod sketch_plan;
pub mod spread_plan;
pub mod surface;
pub mod tornado_plan;
pub mod waterfall_plan;
pub mod words;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod bars;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod distance;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod gauge;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod learning_curve;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod marks;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod power_length_map;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod raster;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod rug;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod ruler;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod size;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod sketch;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod spread;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod table;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod tornado;
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
mod waterfall;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub use {
    bars::{DecisionEnergy, EnergyBars, Saving, Savings},
    distance::AlongDistance,
    gauge::Gauge,
    learning_curve::LearningCurve,
    marks::{DIAMOND, TRIANGLE},
    power_length_map::{Mark, PowerLengthMap},
    raster::Raster,
    rug::Rug,
    ruler::Ruler,
    size::Measured,
    sketch::{Placed, Sketch},
    spread::SpreadChart,
    table::{DataTable, Table, filled},
    tornado::TornadoChart,
    waterfall::Waterfall,
};

pub use distance_plan::At;
pub use learning_plan::Point;
pub use parts::{Part, Pinned};
pub use spread_plan::{FIVE, NINETY_FIVE};
pub use tornado_plan::TornadoRow;
