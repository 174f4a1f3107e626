//! Teach: lessons with a prediction before every answer, a round against the agent, assignments and
//! the teacher's pages.
//!
//! | file | what it holds |
//! |---|---|
//! | [`texts`] | which words belong to which step, and how figures are written |
//! | [`saved`] | a prediction as it is kept on the device |
//! | [`reached`] | what a lesson tells of the committed results |
//! | `memory` | where it is kept |
//! | `lesson` | one step: predict, reveal, explain, try |
//! | `predict` | placing a value, choosing an answer, drawing a curve |
//! | [`control`] | a control of an assignment by its name |
//! | [`handed_out`] | an assignment as it is given out |
//! | `builder`, `numbers`, `task` | an assignment as the teacher sets it and as the learner sees it |
//! | `day_builder`, `day_task` | the same of an assignment on a day |
//! | `hand_in` | what both kinds have: hint, time, receipt |
//! | `beside` | what a lesson asks to try, where it is tried |
//! | `answer`, `tools`, `under_way` | what is answered; its charts; the way back to it |
//! | `checker` | the receipts of a class |
//! | `guide`, `sheet` | the teacher's guide, the glossary; the learners' sheet |
//! | [`paper`] | which values stand at its axes |
//! | `round` | ten requests against the agent |

pub mod control;
pub mod handed_out;
pub mod paper;
pub mod reached;
pub mod saved;
pub mod texts;

#[cfg(browser)]
mod answer;
#[cfg(browser)]
mod beside;
#[cfg(browser)]
mod builder;
#[cfg(browser)]
mod checker;
#[cfg(browser)]
mod day_builder;
#[cfg(browser)]
mod day_task;
#[cfg(browser)]
mod guide;
#[cfg(browser)]
mod hand_in;
#[cfg(browser)]
mod lesson;
#[cfg(browser)]
mod list;
#[cfg(browser)]
mod memory;
#[cfg(browser)]
mod numbers;
#[cfg(browser)]
mod predict;
#[cfg(browser)]
mod round;
#[cfg(browser)]
mod sheet;
#[cfg(browser)]
mod task;
#[cfg(browser)]
mod tools;
#[cfg(browser)]
mod under_way;
#[cfg(browser)]
mod view;

#[cfg(browser)]
pub use {
    beside::Beside,
    day_task::DayTask,
    view::{Teach, arrive_at_lesson},
};
