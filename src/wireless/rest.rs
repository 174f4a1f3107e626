//! What a cell does between the tokens that it sends, and what sending in chunks lets it do.
//!
//! A cell that has nothing to send is in micro sleep, ready at once. Light and deep sleep draw less, but
//! falling asleep and waking takes time and energy; a rest is worth it from where what it saves over
//! micro sleep is more than that energy, and possible from where the gap holds that time. A lesson's
//! figures, no part of a footprint. Source: states of 3GPP TR 38.864.

use crate::data::day::BsPower;
use serde::{Deserialize, Serialize};

/// How deep a cell rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rest {
    Micro,
    Light,
    Deep,
}

impl Rest {
    pub const ALL: [Self; 3] = [Self::Micro, Self::Light, Self::Deep];

    /// Its power, the time that it takes, ms, and the energy that this takes beyond, units × ms.
    fn of(self, cell: &BsPower) -> (f64, f64, f64) {
        match self {
            Self::Micro => (cell.micro_sleep, 0.0, 0.0),
            Self::Light => (cell.light_sleep, cell.light_ms, cell.light_unit_ms),
            Self::Deep => (cell.deep_sleep, cell.deep_ms, cell.deep_unit_ms),
        }
    }

    /// From which gap on it takes less than any that is less deep, ms; and from which it is possible.
    pub fn pays_and_fits_ms(self, cell: &BsPower) -> (f64, f64) {
        let (power, takes_ms, energy) = self.of(cell);
        let less_deep = Self::ALL.into_iter().take(self as usize).map(|it| it.of(cell));
        let pays_ms = less_deep.map(|(other, _, spent)| {
            if other > power { (energy - spent) / (other - power) } else { f64::INFINITY }
        });
        (pays_ms.fold(0.0, f64::max), takes_ms)
    }

    /// Energy of a gap spent so, units × ms; none where it is too short.
    fn energy(self, cell: &BsPower, gap_ms: f64) -> Option<f64> {
        let (power, takes_ms, energy) = self.of(cell);
        (gap_ms >= takes_ms).then_some(power * gap_ms + energy)
    }

    /// The rest of least energy in a gap, and that energy, units × ms.
    pub fn best(cell: &BsPower, gap_ms: f64) -> (Self, f64) {
        let gap_ms = gap_ms.max(0.0);
        let mut best = (Self::Micro, cell.micro_sleep * gap_ms);
        for rest in [Self::Light, Self::Deep] {
            if let Some(energy) = rest.energy(cell, gap_ms).filter(|it| *it < best.1) {
                best = (rest, energy);
            }
        }
        best
    }
}

/// Answers that a cell streams side by side, all alike, their tokens evenly spread.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Streams {
    /// Time between two tokens of an answer, ms.
    pub inter_token_ms: f64,
    /// Time on air of a token, ms.
    pub air_ms: f64,
    /// Answers under way in the cell.
    pub streams: f64,
}

/// What a cell does where it sends so many tokens at once.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chunked {
    pub rest: Rest,
    /// Between two chunks, ms; none where the cell sends all of the time.
    pub gap_ms: f64,
    /// In the mean, W.
    pub power_w: f64,
    /// Share of the power of sending token by token that is saved.
    pub saved: f64,
    /// How much later the first token of a chunk comes, s.
    pub later_s: f64,
}

impl Streams {
    /// Chunks of so many tokens.
    pub fn chunked(&self, cell: &BsPower, tokens: u32) -> Chunked {
        let (rest, gap_ms, power_w) = self.sent(cell, tokens);
        let (.., one_by_one_w) = self.sent(cell, 1);
        let later_s = f64::from(tokens.max(1) - 1) * self.inter_token_ms / 1e3;
        Chunked { rest, gap_ms, power_w, saved: 1.0 - power_w / one_by_one_w, later_s }
    }

    fn sent(&self, cell: &BsPower, tokens: u32) -> (Rest, f64, f64) {
        let tokens = f64::from(tokens.max(1));
        let every_ms = tokens * self.inter_token_ms / self.streams;
        let air_ms = tokens * self.air_ms;
        let gap_ms = (every_ms - air_ms).max(0.0);
        let (rest, energy) = Rest::best(cell, gap_ms);
        let spent = cell.sending * air_ms + energy;
        (rest, gap_ms, cell.unit_w * spent / (air_ms + gap_ms))
    }

    /// The fewest tokens in a chunk after which the cell rests so deep; none where it never does.
    pub fn chunk_for(&self, cell: &BsPower, rest: Rest) -> Option<u32> {
        const MOST_TOKENS: f64 = 1e6;
        let gap_ms = self.inter_token_ms / self.streams - self.air_ms;
        let (pays_ms, fits_ms) = rest.pays_and_fits_ms(cell);
        let tokens = (pays_ms.max(fits_ms) / gap_ms).ceil().max(1.0);
        (gap_ms > 0.0 && tokens <= MOST_TOKENS).then_some(tokens as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::BS_POWERS;

    fn cell(category: f64) -> &'static BsPower {
        BS_POWERS.iter().find(|it| (it.category, it.set) == (category, 1.0)).unwrap()
    }

    /// A second of a cell, a millisecond at a time, resting as it is told.
    fn brute(streams: &Streams, cell: &BsPower, tokens: f64, rest: Rest) -> f64 {
        let (power, _, energy) = rest.of(cell);
        let (mut spent, mut time) = (0.0, 0.0);
        let gap = tokens * (streams.inter_token_ms / streams.streams - streams.air_ms);
        for _ in 0..1000 {
            spent += cell.sending * tokens * streams.air_ms + power * gap + energy;
            time += tokens * streams.air_ms + gap;
        }
        cell.unit_w * spent / time
    }

    #[test]
    fn light_sleep_pays_after_3_ms_and_takes_6_and_deep_sleep_takes_50() {
        let cell = cell(1.0);
        assert_eq!(Rest::Light.pays_and_fits_ms(cell), (3.0, 6.0));
        // Over micro sleep it pays after 1000/54 = 18.5 ms, over light sleep after 910/24.
        let (pays_ms, fits_ms) = Rest::Deep.pays_and_fits_ms(cell);
        assert!((pays_ms - 910.0 / 24.0).abs() < 1e-12 && fits_ms == 50.0);
        for (gap_ms, rest) in [
            (0.0, Rest::Micro),
            (5.9, Rest::Micro),
            (6.0, Rest::Light),
            (33.0, Rest::Light),
            (50.0, Rest::Deep),
        ] {
            assert_eq!(Rest::best(cell, gap_ms).0, rest, "{gap_ms}");
        }
        // Whatever the gap, no rest that fits takes less, and each comes from where it pays and fits.
        for set in BS_POWERS {
            for rest in [Rest::Light, Rest::Deep] {
                let (pays_ms, fits_ms) = rest.pays_and_fits_ms(set);
                let from_ms = pays_ms.max(fits_ms);
                assert_eq!(Rest::best(set, from_ms * (1.0 + 1e-9)).0, rest, "{}", set.what);
                assert_ne!(Rest::best(set, from_ms * (1.0 - 1e-9)).0, rest, "{}", set.what);
            }
            for gap_ms in (0..20_000).map(|it| 0.7 * f64::from(it)) {
                let (_, least) = Rest::best(set, gap_ms);
                let all = Rest::ALL.iter().filter_map(|it| it.energy(set, gap_ms));
                assert!((all.fold(f64::INFINITY, f64::min) - least).abs() < 1e-9);
            }
        }
    }

    /// 11 to 33 ms: one answer alone leaves a light sleep, as cells of category 1 know it; three and more
    /// leave none, and the deep one never comes.
    #[test]
    fn a_cell_does_not_sleep_between_tokens_and_does_between_chunks() {
        for inter_token_ms in [11.0, 33.0] {
            let of = |streams: f64| Streams { inter_token_ms, air_ms: 0.2, streams };
            assert_eq!(of(1.0).chunked(cell(1.0), 1).rest, Rest::Light);
            assert_eq!(of(6.0).chunked(cell(1.0), 1).rest, Rest::Micro);
            assert_eq!(of(1.0).chunked(cell(2.0), 1).rest, Rest::Micro);
            for streams in [1.0, 6.0] {
                let many = of(streams);
                let chunk = many.chunk_for(cell(1.0), Rest::Deep).unwrap();
                assert_eq!(many.chunked(cell(1.0), chunk).rest, Rest::Deep);
                assert_ne!(many.chunked(cell(1.0), chunk - 1).rest, Rest::Deep);
                // What is saved is what two cells side by side differ by.
                let found = many.chunked(cell(1.0), chunk);
                let first = many.chunked(cell(1.0), 1);
                let by_token_w = brute(&many, cell(1.0), 1.0, first.rest);
                let by_chunk_w = brute(&many, cell(1.0), f64::from(chunk), Rest::Deep);
                assert!((found.saved - (1.0 - by_chunk_w / by_token_w)).abs() < 1e-9);
                assert!((found.power_w / by_chunk_w - 1.0).abs() < 1e-9 && found.saved > 0.2);
            }
        }
        // Six answers of 12 ms a token: 2 ms apart, so 28 tokens at once, a third of a second later.
        let six = Streams { inter_token_ms: 12.0, air_ms: 0.2, streams: 6.0 };
        assert_eq!(six.chunk_for(cell(1.0), Rest::Light), Some(4));
        assert_eq!(six.chunk_for(cell(1.0), Rest::Deep), Some(28));
        assert!((six.chunked(cell(1.0), 28).later_s - 0.324).abs() < 1e-12);
        // A cell that sends all of the time rests never.
        let full = Streams { inter_token_ms: 10.0, air_ms: 2.0, streams: 5.0 };
        assert_eq!(full.chunk_for(cell(1.0), Rest::Light), None);
        assert_eq!(full.chunked(cell(1.0), 9).saved, 0.0);
    }
}
