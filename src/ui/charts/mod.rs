//! The charts, as SVG laid out for the width that they have, and the arithmetic behind them.
//!
//! Each chart is one component with plain props: signals of the science's own values in, callbacks
//! out. It knows nothing of the page's state. The arithmetic (scales, level curves, equations,
//! numbers as text) names no browser and is tested natively; the components only draw it.
//!
//! Marks mean the same everywhere: cool is compute, warm is radio, hatched is hardware or not
//! feasible; the diamond is the best, the triangle the agent, the ring you, hollow what is pinned.

pub mod day_draw;
pub mod day_hours;
pub mod day_levers;
pub mod day_machines;
pub mod day_price;
pub mod day_worth;
pub mod distance;
pub mod kit;
pub mod learning_curve;
pub mod pair;
pub mod power_length_map;
pub mod ruler;
pub mod savings;
pub mod sketch;
pub mod spread;
pub mod tornado;
pub mod used;
pub mod waterfall;
pub mod who_decides;
pub mod words;

#[cfg(browser)]
mod bars;
#[cfg(browser)]
mod gauge;
#[cfg(browser)]
mod raster;
#[cfg(browser)]
mod rug;

#[cfg(browser)]
pub use {
    bars::{DecisionEnergy, EnergyBars},
    day_hours::DayHours,
    day_levers::LeverBars,
    day_machines::MachineHours,
    day_price::PriceOfQuality,
    day_worth::ForecastWorth,
    distance::AlongDistance,
    gauge::Gauge,
    kit::marks::{DIAMOND, TRIANGLE},
    kit::size::Measured,
    kit::table::{DataTable, Table, filled},
    learning_curve::{LearningCurve, class_of},
    power_length_map::{Mark, PowerLengthMap},
    raster::Raster,
    rug::Rug,
    ruler::Ruler,
    savings::Savings,
    sketch::{Placed, Sketch},
    spread::SpreadChart,
    tornado::TornadoChart,
    used::uses,
    waterfall::Waterfall,
    who_decides::WhoDecides,
};

pub use distance::At;
pub use kit::parts::{Part, Pinned};
pub use learning_curve::{Earlier, Point};
pub use spread::{FIVE, NINETY_FIVE};
pub use tornado::TornadoRow;
