//! What the lessons ask, and what the model answers: every figure is computed when it is shown.
//!
//! | file | what it holds |
//! |---|---|
//! | [`steps`] | the steps of each lesson: scenario and kind of prediction |
//! | [`solved`] | what such an answer is |
//! | [`solve`] | the model's answer to each step, with the figures that explain it |
//! | [`known`] | what the answers need beside the model |
//! | [`curve`] | what a learner sketches, and the axes |
//! | [`day`] | the days that two lessons are about |
//! | [`rest`] | the cell that one lesson is about, and how it sleeps |
//! | [`round`] | ten requests to beat the agent in |
//! | [`assignment`] | what a teacher opens, bounds and hides, and the target |
//! | [`reach`] | the least that an assignment lets an answer emit |
//! | [`day_task`] | an assignment on a day: judged, and the least that it can be charged |

pub mod assignment;
pub mod curve;
pub mod day;
pub mod day_task;
mod known;
pub mod reach;
pub mod rest;
pub mod round;
pub mod solve;
mod solved;
pub mod steps;

pub use steps::{Ask, Axis, Lesson, Quantity, StepId};
