//! A chart as what is drawn: lines, shapes and texts at their places, so that a test can see whether
//! they keep clear of each other.

use super::labels::{Anchor, Extent, text_extent};

/// The best that can be done, centred on its place.
pub const DIAMOND: &str = "M0-7 7 0 0 7-7 0z";
/// An agent.
pub const TRIANGLE: &str = "M0-7 6.8 5.5H-6.8z";
/// A rule.
pub const SQUARE: &str = "M-5.5-5.5h11v11h-11z";
/// What does not decide.
pub const UPRIGHT: &str = "M-2.5-7.5h5v15h-5z";

#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub d: String,
    pub class: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub at: (f64, f64),
    pub d: &'static str,
    pub class: &'static str,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where it hangs, on its baseline.
    pub at: (f64, f64),
    pub anchor: Anchor,
    pub class: &'static str,
    pub text: String,
}

impl Text {
    /// Its box at 12 to 13 px.
    pub fn extent(&self) -> Extent {
        text_extent(&self.text, self.at.0, self.at.1, self.anchor)
    }
}

/// Between a text and the ends of a line that leaves it out.
const CLEAR: f64 = 3.0;

/// Lines lie under shapes, shapes under texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    pub lines: Vec<Line>,
    pub shapes: Vec<Shape>,
    pub texts: Vec<Text>,
}

impl Drawing {
    pub fn line(&mut self, class: &'static str, d: String) {
        self.lines.push(Line { d, class });
    }

    /// A straight line down.
    pub fn down(&mut self, class: &'static str, x: f64, (from, to): (f64, f64)) {
        self.line(class, format!("M{x:.1} {from:.1}V{to:.1}"));
    }

    /// A straight line across.
    pub fn across(&mut self, class: &'static str, y: f64, (from, to): (f64, f64)) {
        self.line(class, format!("M{from:.1} {y:.1}H{to:.1}"));
    }

    /// A straight line down that leaves out the texts that are there.
    pub fn down_past_texts(&mut self, class: &'static str, x: f64, span: (f64, f64)) {
        for open in self.clear_of_texts(span, |(left, top, right, bottom)| {
            (left - CLEAR < x && x < right + CLEAR).then_some((top, bottom))
        }) {
            self.down(class, x, open);
        }
    }

    /// A straight line across that does so.
    pub fn across_past_texts(&mut self, class: &'static str, y: f64, span: (f64, f64)) {
        for open in self.clear_of_texts(span, |(left, top, right, bottom)| {
            (top < y && y < bottom).then_some((left - CLEAR, right + CLEAR))
        }) {
            self.across(class, y, open);
        }
    }

    /// What is left of a span without what texts hide of it.
    fn clear_of_texts(
        &self,
        span: (f64, f64),
        hides: impl Fn(Extent) -> Option<(f64, f64)>,
    ) -> Vec<(f64, f64)> {
        let hidden = self.texts.iter().filter_map(|it| hides(it.extent()));
        hidden.fold(vec![span], |open, (first, last)| {
            let parts = |(from, to): (f64, f64)| [(from, to.min(first)), (from.max(last), to)];
            open.into_iter().flat_map(parts).filter(|(from, to)| from < to).collect()
        })
    }

    /// A line across with a stop at both ends.
    pub fn interval(&mut self, class: &'static str, y: f64, (from, to): (f64, f64)) {
        let top = y - 4.0;
        self.line(class, format!("M{from:.1} {top}v8M{from:.1} {y}H{to:.1}M{to:.1} {top}v8"));
    }

    pub fn shape(&mut self, class: &'static str, at: (f64, f64), d: &'static str) {
        self.shapes.push(Shape { at, d, class });
    }

    pub fn text(&mut self, class: &'static str, at: (f64, f64), anchor: Anchor, text: String) {
        if !text.is_empty() {
            self.texts.push(Text { at, anchor, class, text });
        }
    }

    /// The first text that a straight line of such a class runs through, with that line.
    #[cfg(test)]
    pub fn crossed(&self, classes: &[&str]) -> Option<(&Text, &Line)> {
        let numbers = |d: &str, to: char| {
            let (x, rest) = d.strip_prefix('M')?.split_once(' ')?;
            let (y, end) = rest.split_once(to)?;
            let at = |it: &str| it.parse::<f64>().ok();
            let (x, y, end) = (at(x)?, at(y)?, at(end)?);
            Some(if to == 'V' { [x, y, x, end] } else { [x, y, end, y] })
        };
        self.lines.iter().filter(|it| classes.contains(&it.class)).find_map(|line| {
            let [x, y, right, bottom] = numbers(&line.d, 'V').or_else(|| numbers(&line.d, 'H'))?;
            let through = |it: &&Text| {
                let extent = it.extent();
                extent.0 < right && x < extent.2 && extent.1 < bottom && y < extent.3
            };
            self.texts.iter().find(through).map(|text| (text, line))
        })
    }

    /// The first text that leaves the drawing or lies over another, with that one.
    #[cfg(test)]
    pub fn in_the_way(&self) -> Option<(&Text, &Text)> {
        use super::labels::overlap;
        let outside = |it: &&Text| {
            let (left, top, right, bottom) = it.extent();
            left < -0.5 || top < -1.0 || right > self.width + 0.5 || bottom > self.height
        };
        let over = || {
            self.texts.iter().enumerate().find_map(|(index, one)| {
                let rest = self.texts[index + 1..].iter();
                let other = rest.into_iter().find(|it| overlap(one.extent(), it.extent()))?;
                Some((one, other))
            })
        };
        self.texts.iter().find(outside).map(|it| (it, it)).or_else(over)
    }
}
