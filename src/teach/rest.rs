//! The cell that the lesson on its sleep is about, and the model's answers to it.

use super::solved::{Figure, Solved, Truth};
use crate::carbon::Footprint;
use crate::data::day::BS_POWERS;
use crate::wireless::{Chunked, Rest, Streams};

/// Answers that the cell streams side by side.
pub const STREAMS: f64 = 4.0;
/// Tokens of a chunk.
pub const CHUNK: u32 = 50;
/// What a cell may do between two tokens, as the options have it; beyond them it never pauses.
const RESTS: [Rest; 3] = [Rest::Deep, Rest::Light, Rest::Micro];

/// The answer to a step, about answers like this one.
pub(super) fn rest(number: u8, answer: &Footprint) -> Option<Solved> {
    use Figure::{Seconds, Share, Watts};
    let tokens = answer.decision.tokens;
    let streams = Streams {
        inter_token_ms: 1e3 * answer.inference.inter_token_s,
        air_ms: 1e3 * answer.wireless.airtime_s / f64::from(tokens),
        streams: STREAMS,
    };
    let cell = BS_POWERS.first()?;
    let chunks = |tokens: u32| streams.chunked(cell, tokens);
    let (one_by_one, chunked) = (chunks(1), chunks(CHUNK));
    let ms = |ms: f64| Seconds(1e-3 * ms);
    let saves = |it: &Chunked, figures: &[Figure]| Solved {
        truth: Truth::Value(it.saved),
        figures: [&[Share(it.saved), Seconds(it.later_s)], figures].concat(),
    };
    Some(match number {
        1 => {
            let rest = RESTS.iter().position(|it| *it == one_by_one.rest);
            let right = if one_by_one.gap_ms > 0.0 { rest? } else { RESTS.len() };
            let takes = [Rest::Light, Rest::Deep].map(|it| ms(it.pays_and_fits_ms(cell).1));
            let figures = vec![ms(one_by_one.gap_ms), takes[0], takes[1]];
            Solved { truth: Truth::Option(right), figures }
        }
        2 => saves(
            &chunked,
            &[ms(chunked.gap_ms), Watts(one_by_one.power_w), Watts(chunked.power_w)],
        ),
        _ => saves(&chunks(tokens), &[Share(chunked.saved), Seconds(chunked.later_s)]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carbon::Chain;
    use crate::optimum::optimum;
    use crate::teach::steps::preset;

    /// What the texts say with these figures.
    #[test]
    fn a_cell_cannot_sleep_between_tokens_and_chunks_let_it() {
        let best = optimum(&Chain::new(&preset("avatar").validate().unwrap())).footprint().clone();
        let between = rest(1, &best).unwrap();
        assert_eq!(between.truth, Truth::Option(2), "only micro sleep: {between:?}");
        let [Figure::Seconds(gap), Figure::Seconds(light), Figure::Seconds(deep)] =
            between.figures[..]
        else {
            panic!("{between:?}")
        };
        assert!(gap < light && light < deep, "{between:?}");
        let [chunks, whole] = [2, 3].map(|step| rest(step, &best).unwrap());
        let (Truth::Value(some), Truth::Value(most)) = (&chunks.truth, &whole.truth) else {
            panic!("{chunks:?}, {whole:?}")
        };
        // Deep sleep fits between chunks; all at once adds little, and keeps people waiting.
        let Figure::Seconds(pause) = chunks.figures[2] else { panic!("{chunks:?}") };
        assert!(pause > deep && *some > 0.2 && most > some && most - some < 0.1, "{whole:?}");
        let [_, Figure::Seconds(late), _, Figure::Seconds(soon)] = whole.figures[..] else {
            panic!("{whole:?}")
        };
        assert!(soon < 1.0 && late > 3.0, "{whole:?}");
    }
}
