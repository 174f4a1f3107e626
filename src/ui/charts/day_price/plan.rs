//! What more quality is charged, by the quality that is asked for, laid out in pixels.

use crate::ui::charts::kit::drawing::{DIAMOND, Drawing};
use crate::ui::charts::kit::labels::{Anchor, text_width};
use crate::ui::charts::kit::path::Path;
use crate::ui::charts::kit::scale::{Linear, axis_from_zero, ticks_around};
use crate::ui::words::format::{number, plain, share, with_unit};
use crate::ui::words::price as words;

/// Mean quality of the day and mg that one more of it is charged, an answer; rising.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prices {
    pub curve: Vec<(f64, f64)>,
    /// The day as it is planned.
    pub here: Option<(f64, f64)>,
}

const TOP: f64 = 22.0;
const BOTTOM: f64 = 150.0;
const LEFT: f64 = 56.0;

/// Lays the curve out for a width.
pub fn plan(width: f64, prices: &Prices) -> Drawing {
    let width = width.max(260.0);
    let right = width - 16.0;
    let mut drawn = Drawing { width, height: BOTTOM + 42.0, ..Drawing::default() };
    let all = || prices.curve.iter().chain(&prices.here);
    let (low, high) =
        all().fold((1.0, 0.0), |(low, high): (f64, f64), it| (low.min(it.0), high.max(it.0)));
    let qualities = ticks_around(low.min(high), high, 4);
    let ends = (qualities[0], qualities[qualities.len() - 1]);
    let across = Linear { domain: ends, range: (LEFT, right) };
    let (last, ticks) = axis_from_zero(all().map(|it| it.1).fold(0.0, f64::max), 3);
    let up = Linear { domain: (0.0, last), range: (BOTTOM, TOP) };
    drawn.text("ax", (0.0, TOP - 11.0), Anchor::Start, words::axis().to_string());
    for tick in ticks {
        let y = up.at(tick);
        drawn.across(if tick == 0.0 { "base" } else { "grid" }, y, (LEFT, right));
        drawn.text("ax", (LEFT - 8.0, y + 4.0), Anchor::End, plain(tick));
    }
    for &tick in &qualities {
        drawn.text("ax", (across.at(tick), BOTTOM + 19.0), Anchor::Middle, share(tick));
    }
    drawn.text("ax", (right, BOTTOM + 36.0), Anchor::End, words::quality_axis().to_string());
    let points: Vec<_> = prices.curve.iter().map(|it| (across.at(it.0), up.at(it.1))).collect();
    let mut path = Path::with_points(points.len());
    path.through(&points);
    drawn.line("cu cu-best", path.into_text());
    if let Some((quality, mg)) = prices.here {
        let (x, y) = (across.at(quality), up.at(mg));
        drawn.down("usual", x, (y, BOTTOM));
        drawn.shape("m-opt", (x, y), DIAMOND);
        // Left of the curve, which rises to the right.
        let text = with_unit(&number(mg), "mg");
        let least = LEFT + text_width(&text) + 4.0;
        let at = ((x - 12.0).max(least), (y - 8.0).max(TOP + 6.0));
        drawn.text("tb halo", at, Anchor::End, text);
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::words::{Lang, set_lang};

    #[test]
    fn no_text_lies_over_another_or_outside_in_any_language() {
        for lang in Lang::ALL {
            set_lang(lang);
            for (from, scale) in [(0.5, 1.0), (0.599, 0.001), (0.0, 1e3)] {
                let curve: Vec<_> = (0..20)
                    .map(|it| f64::from(it) / 19.0)
                    .map(|it| (from + (0.98 - from) * it, scale * (2.0 + 100.0 * it * it * it)))
                    .collect();
                for here in curve.clone() {
                    let prices = Prices { curve: curve.clone(), here: Some(here) };
                    for width in [260.0, 344.0, 620.0] {
                        let found = plan(width, &prices);
                        let found = found.in_the_way();
                        assert!(found.is_none(), "{lang:?} {width} {here:?}: {found:?}");
                    }
                }
            }
        }
        set_lang(Lang::En);
    }

    #[test]
    fn more_quality_lies_right_and_a_higher_price_above() {
        let drawn =
            plan(344.0, &Prices { curve: vec![(0.5, 2.0), (0.9, 80.0)], here: Some((0.6, 9.0)) });
        let line = &drawn.lines.iter().find(|it| it.class == "cu cu-best").unwrap().d;
        let numbers: Vec<f64> = line
            .split(|it: char| !it.is_ascii_digit() && it != '.')
            .filter_map(|it| it.parse().ok())
            .collect();
        assert!(numbers[0] < numbers[2] && numbers[1] > numbers[3], "{line}");
        assert_eq!(drawn.shapes.len(), 1);
        assert!(plan(344.0, &Prices::default()).lines.iter().all(|it| !it.d.contains("NaN")));
    }
}
