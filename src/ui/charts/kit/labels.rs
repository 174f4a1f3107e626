//! Where labels go so that no text meets another or a mark.

/// A box in pixels: left, top, right, bottom.
pub type Extent = (f64, f64, f64, f64);

/// How a label hangs on its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// Class that sets it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Middle => "mid",
            Self::End => "end",
        }
    }
}

/// Width of a text at 12 to 13 px, pixels: no browser is asked, so it is a little generous.
pub fn text_width(text: &str) -> f64 {
    // Chinese characters are as wide as they are high.
    text.chars().map(|letter| if letter as u32 > 0x2e80 { 13.0 } else { 6.8 }).sum()
}

/// The box of a text at 12 to 13 px whose baseline is at `y`.
pub fn text_extent(text: &str, x: f64, y: f64, anchor: Anchor) -> Extent {
    let width = text_width(text);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    (left, y - 11.0, left + width, y + 3.0)
}

/// Whether two boxes share a point.
pub fn overlap(a: Extent, b: Extent) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// The first of `places` (x, baseline, anchor) where the text keeps inside `from..to` and clear of
/// `taken`, which it then joins.
pub fn place(
    text: &str,
    places: &[(f64, f64, Anchor)],
    (from, to): (f64, f64),
    taken: &mut Vec<Extent>,
) -> Option<(f64, f64, Anchor)> {
    let found = places.iter().copied().find(|&(x, y, anchor)| {
        let own = text_extent(text, x, y, anchor);
        own.0 >= from && own.2 <= to && !taken.iter().any(|&other| overlap(own, other))
    })?;
    taken.push(text_extent(text, found.0, found.1, found.2));
    Some(found)
}

/// Moves baselines apart to at least `gap`, keeping their order and none below `bottom`.
pub fn spread_apart(baselines: &mut [f64], gap: f64, bottom: f64) {
    let mut order: Vec<usize> = (0..baselines.len()).collect();
    order.sort_by(|&a, &b| baselines[b].total_cmp(&baselines[a]));
    let mut limit = bottom;
    for index in order {
        baselines[index] = baselines[index].min(limit);
        limit = baselines[index] - gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_takes_the_first_free_place() {
        let mut taken = Vec::new();
        let places = [(50.0, 20.0, Anchor::Middle), (50.0, 40.0, Anchor::Middle)];
        assert_eq!(place("best 23.1", &places, (0.0, 100.0), &mut taken), Some(places[0]));
        assert_eq!(place("you 23.1", &places, (0.0, 100.0), &mut taken), Some(places[1]));
        assert_eq!(place("agent 23.1", &places, (0.0, 100.0), &mut taken), None);
        assert_eq!(place("wider than its place", &places, (0.0, 100.0), &mut Vec::new()), None);
    }

    #[test]
    fn baselines_move_apart_and_stay_above_the_bottom() {
        let mut baselines = [98.0, 100.0, 40.0];
        spread_apart(&mut baselines, 16.0, 90.0);
        assert_eq!(baselines, [74.0, 90.0, 40.0]);
    }
}
