//! Everybody who may decide, laid out in pixels: rows in groups by what they know, on one logarithmic
//! axis of carbon above the exact optimum, with nought in a slot of its own before it.

use crate::ui::charts::kit::drawing::{DIAMOND, Drawing, SQUARE, TRIANGLE, UPRIGHT};
use crate::ui::charts::kit::labels::{Anchor, text_width};
use crate::ui::charts::kit::scale::{Log, series};
use crate::ui::words::format::{THIN_SPACE, plain, significant};
use crate::ui::words::{listed, results as words};

/// Requests that are judged on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Family {
    #[default]
    Bench,
    Any,
}

impl Family {
    pub const ALL: [Self; 2] = [Self::Bench, Self::Any];

    pub fn name(self) -> &'static str {
        match self {
            Self::Bench => "AOLO-Bench",
            Self::Any => words::any(),
        }
    }

    fn axis(self) -> &'static str {
        match self {
            Self::Bench => words::bench_axis(),
            Self::Any => words::any_axis(),
        }
    }
}

/// How somebody decides: what mark stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Best,
    Rule,
    Spiking,
    Dense,
    Fixed,
}

/// How somebody stands on a family, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    /// Above the exact optimum.
    pub above: f64,
    /// Over seeds; none where there is one seed, or nothing to learn.
    pub interval: Option<(f64, f64)>,
    /// Requests with a broken limit.
    pub broken: f64,
    /// Whether as few limits are broken as is let pass.
    pub counts: bool,
    /// Of one seed alone.
    pub one_seed: bool,
}

/// Somebody who decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub name: String,
    /// What it does, or out of how much it comes.
    pub aside: String,
    pub kind: Kind,
    /// By family; none where it has not been run.
    pub stands: [Option<Stand>; 2],
    /// Of one decision: its energy, and the operations behind it; empty where nothing is computed.
    pub energy: String,
    pub operations: String,
}

/// Those who know alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub name: &'static str,
    /// What is aimed at, percent by family.
    pub goals: Option<[f64; 2]>,
    /// Where the paper's SAC would have to stand on AOLO-Bench, percent, and how that is said.
    pub paper: Option<(f64, String)>,
    pub rows: Vec<Row>,
}

/// From this width on both families stand side by side.
pub const BOTH: f64 = 900.0;
/// Below, names stand over their marks and not beside them.
const BESIDE: f64 = 700.0;
/// Least of the logarithmic axis, percent.
const LEAST: f64 = 0.01;
/// From the nought to the beginning of the axis.
const BREAK: f64 = 34.0;
/// Of the column of broken limits.
const BROKEN: f64 = 62.0;
/// Of the column of what a decision takes.
const ENERGY: f64 = 124.0;
/// Of names and asides.
const NAMES: f64 = 268.0;
/// From a mark to its figure.
const OFF: f64 = 12.0;
const HEADS: f64 = 38.0;

/// Where a family stands.
struct Column {
    family: Family,
    nought: f64,
    axis: Log,
    /// Right end of its broken limits.
    broken: f64,
}

impl Column {
    fn new(family: Family, (from, to): (f64, f64), most: f64) -> Self {
        let range = (from + 8.0 + BREAK, to - BROKEN - 8.0);
        Self { family, nought: from + 8.0, axis: Log::new((LEAST, most), range), broken: to }
    }

    fn at(&self, percent: f64) -> f64 {
        if percent == 0.0 { self.nought } else { self.axis.at(percent.max(LEAST)) }
    }
}

/// How far above the optimum, as it stands beside a mark.
pub fn above(percent: f64) -> String {
    let written = |number: &str| format!("{number}{THIN_SPACE}%");
    match percent {
        0.0 => "0".to_string(),
        below if below < LEAST / 2.0 => words::under(&written(&plain(LEAST))),
        below if below < 1.0 => written(&significant(below, 2)),
        _ => written(&significant(percent, 3)),
    }
}

/// Broken limits.
pub fn broken(percent: f64) -> String {
    if percent == 0.0 {
        return words::none().to_string();
    }
    let digits = if percent < 1.0 { 2 } else { 3 };
    format!("{}{THIN_SPACE}%", significant(percent, digits))
}

fn class_of(kind: Kind, stand: &Stand) -> &'static str {
    match (kind, stand.counts, stand.one_seed) {
        (Kind::Best, ..) => "m-opt",
        (Kind::Rule, ..) => "mk-rule",
        (Kind::Fixed, true, _) => "mk-fix",
        (Kind::Fixed, false, _) => "mk-fix hol",
        (Kind::Spiking, true, false) => "mk-sdrl",
        (Kind::Spiking, true, true) => "mk-sdrl one",
        (Kind::Spiking, false, false) => "mk-sdrl hol",
        (Kind::Spiking, false, true) => "mk-sdrl hol one",
        (Kind::Dense, true, false) => "mk-sac",
        (Kind::Dense, true, true) => "mk-sac one",
        (Kind::Dense, false, false) => "mk-sac hol",
        (Kind::Dense, false, true) => "mk-sac hol one",
    }
}

fn shape_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Best => DIAMOND,
        Kind::Rule => SQUARE,
        Kind::Spiking | Kind::Dense => TRIANGLE,
        Kind::Fixed => UPRIGHT,
    }
}

/// `shown` is the family where there is room for one alone.
pub fn plan(width: f64, shown: Family, groups: &[Group]) -> Drawing {
    let width = width.max(260.0);
    let (both, beside) = (width >= BOTH, width >= BESIDE);
    let stands = groups.iter().flat_map(|it| &it.rows).flat_map(|row| row.stands.iter().flatten());
    let most = stands.fold(100.0, |most: f64, it| most.max(it.above));
    let (from, to) = if beside { (NAMES, width - ENERGY) } else { (0.0, width) };
    let columns = if both {
        let middle = from + 0.56 * (to - from);
        let of = |family, ends| Column::new(family, ends, most);
        vec![of(Family::Bench, (from, middle - 12.0)), of(Family::Any, (middle + 12.0, to))]
    } else {
        vec![Column::new(shown, (from, to), most)]
    };

    let mut drawn = Drawing { width, ..Drawing::default() };
    let mut top = HEADS;
    for (index, group) in groups.iter().enumerate() {
        if index > 0 {
            drawn.across("grid", top, (0.0, width));
        }
        top = put_group(&mut drawn, group, &columns, top, beside);
    }
    let bottom = top + 4.0;
    drawn.height = bottom + 24.0;
    for column in &columns {
        heads(&mut drawn, column, both, bottom);
    }
    if beside {
        drawn.text("ax", (width, 30.0), Anchor::End, words::one_decision().to_string());
    }
    drawn
}

/// A group under a line at `top`; where it ends.
fn put_group(
    drawn: &mut Drawing,
    group: &Group,
    columns: &[Column],
    top: f64,
    beside: bool,
) -> f64 {
    drawn.text("gl halo", (0.0, top + 18.0), Anchor::Start, group.name.to_string());
    // What is marked in a group is named in the line of its name, or on one of its own.
    let marks: Vec<_> = columns.iter().filter_map(|column| mark_of(group, column)).collect();
    let clear = text_width(group.name) + 12.0;
    let fits = marks.iter().all(|it| it.x - OFF - text_width(&it.text) >= clear);
    let named = top + if fits { 18.0 } else { 35.0 };
    let mut y = named + 8.0;
    for row in &group.rows {
        y = put_row(drawn, row, columns, y, beside);
    }
    for Marked { x, text, class } in marks {
        // Left of its line, else as far right as it stays inside.
        let wide = text_width(&text);
        let (at, anchor) = match x - OFF - wide < 0.0 {
            true => ((x + OFF / 2.0).min(drawn.width - wide), Anchor::Start),
            false => (x - OFF / 2.0, Anchor::End),
        };
        drawn.text("tx halo", (at, named), anchor, text);
        drawn.down_past_texts(class, x, (named - 10.0, y - 3.0));
    }
    y + 4.0
}

struct Marked {
    x: f64,
    text: String,
    class: &'static str,
}

fn mark_of(group: &Group, column: &Column) -> Option<Marked> {
    if let (Family::Bench, Some((percent, text))) = (column.family, &group.paper) {
        return Some(Marked { x: column.at(*percent), text: text.clone(), class: "paper-line" });
    }
    let goal = group.goals?[column.family as usize];
    Some(Marked { x: column.at(goal), text: words::goal(&above(goal)), class: "goal-line" })
}

/// A row whose box begins at `top`; where it ends.
fn put_row(drawn: &mut Drawing, row: &Row, columns: &[Column], top: f64, beside: bool) -> f64 {
    let (y, end);
    if beside {
        y = top + 17.0;
        end = top + 38.0;
        let lift = if row.aside.is_empty() { 4.0 } else { -2.0 };
        drawn.text("tl", (0.0, y + lift), Anchor::Start, row.name.clone());
        drawn.text("ts", (0.0, y + 13.0), Anchor::Start, row.aside.clone());
        let lift = if row.operations.is_empty() { 4.0 } else { -2.0 };
        drawn.text("tx", (drawn.width, y + lift), Anchor::End, row.energy.clone());
        drawn.text("ts", (drawn.width, y + 13.0), Anchor::End, row.operations.clone());
    } else {
        drawn.text("tl halo", (0.0, top + 14.0), Anchor::Start, row.name.clone());
        let parts = [row.aside.as_str(), row.energy.as_str()].into_iter();
        let both = parts.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(listed());
        // What a decision takes is in the table where there is no room for it.
        let aside = if text_width(&both) <= drawn.width { both } else { row.aside.clone() };
        let fits = text_width(&row.name) + 12.0 + text_width(&aside) <= drawn.width;
        y = top + if fits { 30.0 } else { 45.0 };
        end = y + 14.0;
        match fits {
            true => drawn.text("ts", (drawn.width, top + 14.0), Anchor::End, aside),
            false => drawn.text("ts halo", (0.0, top + 29.0), Anchor::Start, aside),
        }
    }
    for column in columns {
        match &row.stands[column.family as usize] {
            Some(stand) => put_stand(drawn, row.kind, stand, column, y),
            None => {
                let at = (column.axis.range.0 + 6.0, y + 4.0);
                drawn.text("ts halo", at, Anchor::Start, words::not_run().to_string());
            }
        }
    }
    end
}

fn put_stand(drawn: &mut Drawing, kind: Kind, stand: &Stand, column: &Column, y: f64) {
    let x = column.at(stand.above);
    let (low, high) =
        stand.interval.map_or((x, x), |(low, high)| (column.at(low), column.at(high)));
    if stand.interval.is_some() {
        drawn.interval("ivl", y, (low, high));
    }
    drawn.shape(class_of(kind, stand), (x, y), shape_of(kind));
    let text = above(stand.above);
    let class = if stand.counts { "tb halo" } else { "tx halo" };
    // Right of its mark, unless broken limits stand there.
    let right = high.max(x + 3.0) + OFF;
    let (at, anchor) = if right + text_width(&text) <= column.broken - BROKEN {
        (right, Anchor::Start)
    } else {
        (low.min(x - 3.0) - OFF, Anchor::End)
    };
    drawn.text(class, (at, y + 4.0), anchor, text);
    drawn.across_past_texts("stem", y, (column.nought, x));
    let class = match (stand.counts, stand.broken > 0.0) {
        (false, _) => "brk",
        (true, true) => "tx",
        (true, false) => "ts",
    };
    drawn.text(class, (column.broken, y + 4.0), Anchor::End, broken(stand.broken));
}

/// What stands over a family, and its axis through all rows.
fn heads(drawn: &mut Drawing, column: &Column, both: bool, bottom: f64) {
    let left = column.nought - 8.0;
    if both {
        drawn.text("tb", (left, 13.0), Anchor::Start, column.family.name().to_string());
    }
    let (axis, limits) = (column.family.axis(), words::limits_broken());
    // Where there is no room for both, one stands over the other.
    let fits = text_width(axis) + 12.0 + text_width(limits) <= column.broken - left;
    let y = if fits || both { 30.0 } else { 13.0 };
    drawn.text("ax", (left, y), Anchor::Start, axis.to_string());
    let y = if fits || !both { 30.0 } else { 13.0 };
    drawn.text("ax", (column.broken, y), Anchor::End, limits.to_string());
    let mut lines = Drawing::default();
    lines.down("l-opt", column.nought, (HEADS, bottom));
    for tick in series(LEAST, column.axis.domain.1, &[1.0]) {
        let x = column.axis.at(tick);
        lines.down("grid", x, (HEADS, bottom));
        drawn.text("ax", (x, bottom + 17.0), Anchor::Middle, plain(tick));
    }
    drawn.text("ax", (column.nought, bottom + 17.0), Anchor::Middle, "0".to_string());
    let cut = column.nought + 0.45 * BREAK;
    lines.line("k-tick", format!("M{cut:.1} {0:.1}l4-8m0 8l4-8", bottom + 4.0));
    // Under everything else.
    lines.lines.append(&mut drawn.lines);
    drawn.lines = lines.lines;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::results::summary::Reproduced;
    use crate::ui::words::{Lang, set_lang};

    /// In every language.
    fn each(widths: &[f64], check: impl Fn(&[Group], &Drawing)) {
        for lang in Lang::ALL {
            set_lang(lang);
            let Some(it) = Reproduced::committed() else { panic!() };
            let groups = it.groups();
            for &width in widths {
                for shown in Family::ALL {
                    check(&groups, &plan(width, shown, &groups));
                }
            }
        }
        set_lang(Lang::En);
    }

    #[test]
    fn no_text_lies_over_another_or_outside() {
        // What the chart has in windows from 320 px on.
        let widths: Vec<_> = (0..100).map(|step| 288.0 + 13.0 * f64::from(step)).collect();
        each(&[&widths[..], &[358.0, 756.0, 1376.0]].concat(), |_, drawn| {
            let found = drawn.in_the_way();
            assert!(found.is_none(), "{} px: {found:?}", drawn.width);
            let crossed = drawn.crossed(&["stem", "paper-line", "goal-line"]);
            assert!(crossed.is_none(), "{} px: {crossed:?}", drawn.width);
        });
    }

    #[test]
    fn who_has_been_run_has_a_mark_and_who_has_not_says_so() {
        each(&[358.0, 756.0, 1376.0], |groups, drawn| {
            let rows = || groups.iter().flat_map(|it| &it.rows);
            let families = if drawn.width >= BOTH { 2 } else { 1 };
            let not_run = drawn.texts.iter().filter(|it| it.text == words::not_run()).count();
            assert_eq!(drawn.shapes.len() + not_run, families * rows().count());
            // Whoever breaks too many limits is hollow, and nobody else is.
            if families == 2 {
                let stands = rows().flat_map(|it| it.stands.iter().flatten());
                let broken = stands.filter(|it| !it.counts).count();
                let hollow = drawn.shapes.iter().filter(|it| it.class.contains("hol")).count();
                assert!(hollow == broken && hollow > 0, "{hollow} of {broken}");
            }
        });
    }

    #[test]
    fn marks_stand_where_their_figures_are_on_the_axis() {
        let column = Column::new(Family::Bench, (0.0, 358.0), 200.0);
        let [least, most] = [column.at(0.01), column.at(200.0)];
        assert!(column.at(0.0) < least - 20.0 && column.at(0.004) == least);
        let share = |percent| (column.at(percent) - least) / (most - least);
        assert!((share(1.0) - 2.0 / 4.301).abs() < 1e-3 && share(200.0) == 1.0);
        let said = |percent: f64| above(percent).replace(THIN_SPACE, " ");
        assert_eq!(
            [0.0, 0.0049, 0.046, 14.66].map(said),
            ["0", "under 0.01 %", "0.046 %", "14.7 %"]
        );
    }
}
