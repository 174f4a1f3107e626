//! The equation behind a figure, with the numbers of the moment, and where each of them comes from.
//!
//! An equation is made where its figure is ([`bars`], [`limits`], [`agents`]). Where a number of it
//! comes from is told once somebody asks: see [`pedigree`].

pub mod agents;
pub mod bars;
pub mod limits;
pub mod pedigree;

#[cfg(browser)]
pub mod view;

#[cfg(test)]
mod by_hand;
#[cfg(test)]
mod worked;

use crate::data::{Constant, Field};
use crate::ui::charts::kit::parts::Part;
use crate::ui::state::results::Results;
use crate::ui::words::format::{factor, plain, with_unit};
use crate::ui::words::values;
use std::sync::Arc;

/// A piece of an equation.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// An operator or a bracket.
    Sign(&'static str),
    /// A number that can be opened.
    Term(Term),
}

/// A number in an equation.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// With its unit.
    pub text: String,
    pub origin: Origin,
}

/// What a number is, from which its pedigree follows.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A field of the scenario.
    Field(&'static Field),
    GpuEnergy,
    EcologitsEnergy,
    GpuTime,
    EcologitsMaking,
    Airtime,
    /// Power of a sector that is awake.
    Awake,
    /// Input power over transmit power of a sector.
    Slope,
    TransmitPower,
    Latency,
    /// A user's share of the standing power.
    Standing,
    SiteMaking,
    /// Data that the network carries.
    SentData,
    /// Mean of both grids.
    NetworkGrid,
    /// Time that the phone is in use.
    PhoneTime,
    WholeDay,
    /// GPUs of a server.
    GpusPerServer,
    /// Sectors of a site.
    Sectors,
    SiteLife,
    /// A bar of the waterfall.
    Part(Part),
    /// The three factors of quality.
    Completeness,
    Speed,
    Wait,
    FirstToken,
    /// Tokens after the first.
    OtherTokens,
    InterToken,
    MeanSnr,
    SpectralEfficiency,
    /// What does not follow from the scenario alone.
    Told(Arc<Pedigree>),
}

/// An equation with its numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Equation {
    /// Left side.
    pub name: &'static str,
    /// The equation in symbols, as MathML; its right side has the pieces in their order. None where
    /// the right side is one number.
    pub mathml: Option<&'static str>,
    pub pieces: Vec<Piece>,
    /// Right side.
    pub result: String,
    /// The same in words.
    pub words: String,
    /// Kind and name of its main source.
    pub source: (&'static str, String),
}

/// A sign.
pub fn sign(sign: &'static str) -> Piece {
    Piece::Sign(sign)
}

/// A number.
pub fn term(text: String, origin: Origin) -> Piece {
    Piece::Term(Term { text, origin })
}

/// A field of the scenario; a question mark where the cell decides.
pub fn given(results: &Results, field: &'static Field) -> Piece {
    let value = results.view.scenario.number(field.name);
    value.map_or(sign("?"), |value| term(values::value_of(field, value), Origin::Field(field)))
}

/// Value and unit of a constant.
pub fn amount(of: &Constant) -> String {
    with_unit(&plain(of.value), values::unit(of.unit))
}

/// The time on air.
pub fn airtime(results: &Results) -> Piece {
    term(seconds(results.chosen.wireless.airtime_s), Origin::Airtime)
}

/// A time to work on with.
pub fn seconds(value: f64) -> String {
    if value < 1.0 { with_unit(&factor(1e3 * value), "ms") } else { with_unit(&factor(value), "s") }
}

/// A power of a base station, with its unit.
pub fn watts(value: f64) -> String {
    with_unit(&factor(value), "W")
}

/// The pedigree of a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pedigree {
    /// What it is.
    pub what: String,
    /// How it follows from other numbers; empty where it is given.
    pub how: String,
    /// `paper`, `measured`, `literature`, `assumed`, or `computed`.
    pub kind: &'static str,
    pub source: String,
    /// What it holds for.
    pub holds: String,
    pub control: Option<Control>,
}

/// What changes a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Control {
    /// That of a field of the scenario.
    Field(&'static Field),
    /// The choice of a length.
    Tokens,
    /// The choice of a power.
    Power,
    Accounting,
}
