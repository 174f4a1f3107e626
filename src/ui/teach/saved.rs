//! A prediction, and the short text that it is kept as on the device.

use crate::math::decimal;

/// Points of a drawn curve, evenly spaced along its axis.
pub const KNOTS: usize = 7;

/// What somebody predicted.
#[derive(Clone, Debug, PartialEq)]
pub enum Prediction {
    Value(f64),
    Option(usize),
    /// Emissions, g; none where nothing was drawn yet.
    Sketch([Option<f64>; KNOTS]),
    /// How far above the optimum the learner and the agent were in the round that was played.
    Round {
        you: f64,
        agent: f64,
    },
}

impl Prediction {
    /// Whether nothing is missing.
    pub fn complete(&self) -> bool {
        match self {
            Self::Sketch(points) => points.iter().all(Option::is_some),
            _ => true,
        }
    }
}

/// A prediction, and whether the answer has been seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    pub prediction: Option<Prediction>,
    pub revealed: bool,
}

impl Saved {
    /// `revealed v 0.35`, `open o 2`, `open s 0.01,,0.02,,,,`, `revealed r 0.1,0.02`.
    pub fn encode(&self) -> String {
        let state = if self.revealed { "revealed" } else { "open" };
        match &self.prediction {
            None => state.to_string(),
            Some(Prediction::Value(value)) => format!("{state} v {value}"),
            Some(Prediction::Option(index)) => format!("{state} o {index}"),
            Some(Prediction::Round { you, agent }) => format!("{state} r {you},{agent}"),
            Some(Prediction::Sketch(points)) => {
                let point = |it: &Option<f64>| it.map(|it| it.to_string()).unwrap_or_default();
                format!("{state} s {}", points.iter().map(point).collect::<Vec<_>>().join(","))
            }
        }
    }

    /// Reads [`Self::encode`]; what is not readable counts as not saved.
    pub fn parse(text: &str) -> Self {
        let mut words = text.splitn(3, ' ');
        let revealed = words.next() == Some("revealed");
        let prediction = match (words.next(), words.next()) {
            (Some("v"), Some(value)) => decimal::read(value).map(Prediction::Value),
            (Some("o"), Some(index)) => index.parse().ok().map(Prediction::Option),
            (Some("s"), Some(list)) => {
                let points: Vec<_> = list.split(',').map(decimal::read).collect();
                points.try_into().ok().map(Prediction::Sketch)
            }
            (Some("r"), Some(pair)) => pair.split_once(',').and_then(|(you, agent)| {
                Some(Prediction::Round { you: decimal::read(you)?, agent: decimal::read(agent)? })
            }),
            _ => None,
        };
        Self { revealed, prediction }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_rubbish_does_not() {
        let sketch = [Some(0.01), None, Some(0.5), None, None, None, Some(2.0)];
        for prediction in [
            None,
            Some(Prediction::Value(0.35)),
            Some(Prediction::Option(2)),
            Some(Prediction::Sketch(sketch)),
            Some(Prediction::Round { you: 0.1, agent: 0.02 }),
        ] {
            for revealed in [true, false] {
                let saved = Saved { prediction: prediction.clone(), revealed };
                assert_eq!(Saved::parse(&saved.encode()), saved);
            }
        }
        for rubbish in ["", "x", "open v NaN", "open s 1,2", "open o -1", "open v", "open r 1"] {
            assert_eq!(Saved::parse(rubbish), Saved::default(), "{rubbish}");
        }
        assert!(!Prediction::Sketch(sketch).complete());
    }
}
