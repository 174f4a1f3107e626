//! What SDRL saves over others, laid out in pixels: what was saved, the most that anybody could have
//! saved there, and the paper's figure through all rows.

use crate::ui::charts::kit::drawing::{Drawing, TRIANGLE};
use crate::ui::charts::kit::labels::{Anchor, text_extent};
use crate::ui::charts::kit::scale::{Linear, ticks_around};
use crate::ui::words::format::{plain, plain_significant, significant, with_unit};
use crate::ui::words::results as words;

/// What SDRL saves over another, percent.
#[derive(Clone, Debug, PartialEq)]
pub struct Saving {
    pub over: String,
    pub saved: f64,
    /// Over seeds; none where there is one, or nothing to learn.
    pub interval: Option<(f64, f64)>,
    /// By whoever finds the exact optimum.
    pub most_possible: f64,
    /// Whether both keep enough limits.
    pub counts: bool,
}

const TOP: f64 = 26.0;
const ROW: f64 = 44.0;
const OFF: f64 = 11.0;

/// A share in percent as it stands beside its mark.
pub fn written(percent: f64) -> String {
    // What differs from nothing by less than can be shown.
    if percent.abs() < 0.005 {
        "0".to_string()
    } else {
        significant(percent, if percent.abs() < 1.0 { 2 } else { 3 })
    }
}

/// `paper` is the paper's figure, percent.
pub fn plan(width: f64, savings: &[Saving], paper: f64) -> Drawing {
    let width = width.max(260.0);
    let all = || savings.iter().flat_map(|it| [it.saved, it.most_possible]);
    let (least, most) = (all().fold(0.0, f64::min), all().fold(paper, f64::max));
    // Below nothing there is room for a mark and its figure in any case.
    let ticks = ticks_around(least.max(0.0), most, if width < 440.0 { 4 } else { 6 });
    let end = ticks.last().copied().unwrap_or(most);
    let axis = Linear { domain: (0.0, end), range: (58.0, width - 46.0) };
    let bottom = TOP + ROW * savings.len() as f64;
    let mut drawn = Drawing { width, height: bottom + 24.0, ..Drawing::default() };
    let at_paper = axis.at(paper);
    let said = words::the_paper(&plain_significant(paper, 4));
    drawn.text("tb halo", (at_paper, 12.0), Anchor::Middle, said);
    let mut rows = Drawing { width, ..Drawing::default() };
    for (index, saving) in savings.iter().enumerate() {
        put(&mut rows, saving, &axis, TOP + ROW * index as f64);
    }
    drawn.texts.append(&mut rows.texts);
    for &tick in &ticks {
        let (x, last) = (axis.at(tick), tick == end);
        drawn.down_past_texts(if tick == 0.0 { "base" } else { "grid" }, x, (TOP - 4.0, bottom));
        let text = if last { with_unit(&plain(tick), "%") } else { plain(tick) };
        drawn.text("ax", (x, bottom + 17.0), Anchor::Middle, text);
    }
    drawn.down_past_texts("paper-line", at_paper, (16.0, bottom));
    drawn.lines.append(&mut rows.lines);
    drawn.shapes = rows.shapes;
    drawn
}

fn put(drawn: &mut Drawing, saving: &Saving, axis: &Linear, top: f64) {
    let (y, at) = (top + 29.0, |percent: f64| axis.at(percent));
    drawn.text("tx halo", (0.0, top + 13.0), Anchor::Start, saving.over.clone());
    let (zero, x, most) = (at(0.0), at(saving.saved), at(saving.most_possible));
    let (low, high) = saving.interval.map_or((x, x), |(low, high)| (at(low), at(high)));
    if saving.interval.is_some() {
        drawn.interval("ivl", y, (low, high));
    }
    drawn.down("l-opt", most, (y - 8.0, y + 8.0));
    drawn.shape(if saving.counts { "mk-sdrl" } else { "mk-sdrl hol" }, (x, y), TRIANGLE);
    // What was saved stands left of all marks, what was possible right of them.
    let ours = (low.min(x).min(most) - OFF, y + 4.0);
    drawn.text("tb c-agent halo", ours, Anchor::End, written(saving.saved));
    drawn.across_past_texts("stem", y, (zero.min(x), zero.max(x)));
    let possible = written(saving.most_possible);
    let at = (most.max(high) + OFF.max(x + 9.0 - most), y + 4.0);
    // At the end of the axis too it stays inside.
    let (_, _, right, _) = text_extent(&possible, at.0, at.1, Anchor::Start);
    let at = (at.0 - (right - drawn.width).max(0.0), at.1);
    drawn.text("tx c-opt halo", at, Anchor::Start, possible);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::results::summary::Reproduced;
    use crate::ui::words::{Lang, set_lang};

    #[test]
    fn no_text_lies_over_another_or_outside() {
        for lang in Lang::ALL {
            set_lang(lang);
            let Some(it) = Reproduced::committed() else { panic!() };
            let savings = it.savings();
            // What the chart has in windows from 320 px on.
            for width in (0..60).map(|step| 288.0 + 13.0 * f64::from(step)) {
                let drawn = plan(width, &savings, 100.0 * it.paper_saved);
                let found = drawn.in_the_way();
                assert!(found.is_none(), "{width} px: {found:?}");
                assert_eq!(drawn.shapes.len(), savings.len());
                let crossed = drawn.crossed(&["base", "grid", "paper-line", "stem"]);
                assert!(crossed.is_none(), "{width} px: {crossed:?}");
            }
        }
        set_lang(Lang::En);
    }

    #[test]
    fn nothing_saved_is_nought_and_less_than_nothing_lies_left_of_it() {
        let saving = |saved: f64, most_possible: f64| Saving {
            over: "x".into(),
            saved,
            interval: None,
            most_possible,
            counts: true,
        };
        let drawn = plan(400.0, &[saving(0.0003, 0.05), saving(-0.4, 0.01)], 18.77);
        assert!(drawn.shapes[1].at.0 < drawn.shapes[0].at.0);
        assert_eq!([0.0003, -0.041, 12.748].map(written), ["0", "−0.041", "12.7"]);
    }
}
