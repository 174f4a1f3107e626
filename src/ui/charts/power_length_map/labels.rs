//! Where the labels of the map's marks go: the best's and the ring's by rule, the agent's where it
//! meets neither of them, nor a mark, nor the limit that it usually stands beside.

use super::plan::Frame;
use crate::ui::charts::kit::labels::{Anchor, Extent, place};

/// Where a label goes: x, baseline, and how it hangs there.
pub type Hung = (f64, f64, Anchor);

/// The label of the best mark: under it or over it, kept on the plot.
pub fn best((x, y): (f64, f64), frame: Frame) -> Hung {
    let y = if y + 30.0 > frame.bottom { y - 13.0 } else { y + 23.0 };
    if x + 40.0 > frame.right {
        (frame.right - 6.0, y, Anchor::End)
    } else if x - 40.0 < frame.left {
        (frame.left + 6.0, y, Anchor::Start)
    } else {
        (x, y, Anchor::Middle)
    }
}

/// The label of the ring: over it, or under it at the upper edge.
pub fn ring((x, y): (f64, f64), frame: Frame) -> Hung {
    let y = if y - frame.top > 30.0 { y - 14.0 } else { y + 22.0 };
    if x - frame.left > 90.0 { (x - 12.0, y, Anchor::End) } else { (x + 12.0, y, Anchor::Start) }
}

/// The label of the agent: beside its mark, or over or under that, clear of what is `taken`.
pub fn agent(text: &str, (x, y): (f64, f64), mut taken: Vec<Extent>, frame: Frame) -> Hung {
    let sides = [(x - 12.0, Anchor::End), (x + 12.0, Anchor::Start)];
    let rows = [y + 5.0, y - 10.0, y + 21.0, y - 26.0, y + 37.0];
    let places = rows.into_iter().flat_map(|y| sides.map(|(x, anchor)| (x, y, anchor)));
    let inside = |&(_, y, _): &Hung| y - 11.0 > frame.top && y + 3.0 < frame.bottom;
    let places: Vec<Hung> = places.filter(inside).collect();
    let found = place(text, &places, (frame.left, frame.right), &mut taken);
    found.unwrap_or((x - 12.0, y + 5.0, Anchor::End))
}

/// The box around a mark.
pub fn around((x, y): (f64, f64), radius: f64) -> Extent {
    (x - radius, y - radius, x + radius, y + radius)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::kit::labels::{overlap, text_extent};

    #[test]
    fn the_agents_label_meets_nothing_wherever_its_mark_is() {
        let text = "agent 13.7";
        for width in [300.0, 400.0, 500.0] {
            let frame = Frame::for_width(width);
            let best_at = (frame.right - 70.0, 0.5 * (frame.top + frame.bottom));
            let (x, y, anchor) = best(best_at, frame);
            let line = (frame.left, best_at.1 - 2.0, frame.right, best_at.1 + 2.0);
            let taken = vec![text_extent("best 13.6", x, y, anchor), around(best_at, 6.0), line];
            for across in 0..=20 {
                for up in 0..=20 {
                    let at = (
                        frame.left + (frame.right - frame.left) * f64::from(across) / 20.0,
                        frame.bottom - (frame.bottom - frame.top) * f64::from(up) / 20.0,
                    );
                    let (x, y, anchor) = agent(text, at, taken.clone(), frame);
                    let own = text_extent(text, x, y, anchor);
                    assert!(!taken.iter().any(|&it| overlap(own, it)), "{width} {at:?}");
                    let inside = own.0 >= frame.left && own.2 <= frame.right;
                    assert!(inside && own.1 > frame.top && own.3 < frame.bottom, "{width} {at:?}");
                }
            }
        }
    }

    #[test]
    fn where_nothing_is_in_the_way_it_stands_beside_its_mark() {
        let frame = Frame::for_width(400.0);
        let at = (frame.right - 80.0, frame.bottom - 60.0);
        assert_eq!(agent("agent 9", at, Vec::new(), frame), (at.0 - 12.0, at.1 + 5.0, Anchor::End));
    }
}
