//! What the model answers to a step, and the figures that explain it.

/// What a prediction is held against.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    Value(f64),
    /// Index of the right answer.
    Option(usize),
    /// Along the step's axis; none where nothing keeps all limits.
    Curve(Vec<(f64, Option<f64>)>),
}

/// A number of an explanation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// g CO₂e.
    Mass(f64),
    /// 0 to 1, written in percent.
    Share(f64),
    Watts(f64),
    Seconds(f64),
    /// A ratio.
    Times(f64),
    Whole(f64),
    /// g/kWh.
    Grid(f64),
    /// bit/s.
    Rate(f64),
    /// J.
    Energy(f64),
    Qoe(f64),
}

/// The model's answer to a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    pub truth: Truth,
    /// In the order in which the explanation names them.
    pub figures: Vec<Figure>,
}
