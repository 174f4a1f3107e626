//! Learning curves laid out in pixels, for a run that is still going on.

use crate::math;
use crate::ui::charts::kit::labels::spread_apart;
use crate::ui::charts::kit::labels::text_width;
use crate::ui::charts::kit::path::Path;
use crate::ui::charts::kit::scale::{Linear, Log, series, ticks_from_zero};
use crate::ui::words::format::{percent, plain, whole};
use crate::ui::words::learning as words;

/// One evaluation during a run; over several seeds, their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub update: u32,
    /// Carbon above the optimum, as a share of it.
    pub gap: f64,
    /// Low and high end of the band around the gap, where there are several seeds.
    pub band: Option<(f64, f64)>,
    /// Share of answers that break a limit.
    pub violation_rate: f64,
}

/// The axis begins between these and ends between those, percent.
const FOOT: (f64, f64) = (0.01, 1.0);
const TOP: (f64, f64) = (10.0, 10_000.0);
/// From nought, which no logarithm reaches, up to where the axis begins.
const BREAK: f64 = 26.0;

/// The curve of an agent in an earlier run, to compare with.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// Which of the earlier runs, which says how it is dashed.
    pub run: usize,
    pub spiking: bool,
    pub points: Vec<Point>,
}

/// Places that follow from the width, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    pub width: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// The small chart of broken limits.
    pub small_top: f64,
    pub small_bottom: f64,
    pub height: f64,
}

impl Size {
    fn for_width(width: f64) -> Self {
        let width = width.max(280.0);
        let (plot, margin) = if width < 440.0 { (236.0, 78.0) } else { (366.0, 104.0) };
        let (top, bottom) = (24.0, 24.0 + plot);
        let small_top = bottom + 64.0;
        let small_bottom = small_top + 42.0;
        let height = small_bottom + 34.0;
        Self {
            width,
            left: 44.0,
            right: width - margin,
            top,
            bottom,
            small_top,
            small_bottom,
            height,
        }
    }
}

/// Ends of the gap axis, percent: whole decades around all that is drawn, so that the axis stands still while
/// curves grow inside them.
pub fn ends_of<'a>(
    curves: impl IntoIterator<Item = &'a [Point]>,
    fixed_rule: Option<f64>,
) -> (f64, f64) {
    let gaps = curves.into_iter().flatten().map(|point| point.gap).chain(fixed_rule);
    let all: Vec<f64> = gaps.map(|gap| 100.0 * gap).filter(|it| *it > 0.0).collect();
    let decade = |value: f64, round: fn(f64) -> f64, (least, most): (f64, f64)| {
        let inside = |value: f64| math::clamp(value, least, most);
        inside(math::pow(10.0, round(math::log10(inside(value)))))
    };
    let least = all.iter().copied().reduce(f64::min).unwrap_or(FOOT.1);
    let most = all.iter().copied().reduce(f64::max).unwrap_or(100.0);
    (decade(least, f64::floor, FOOT), decade(most, f64::ceil, TOP))
}

#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    pub line: String,
    pub area: Option<String>,
    pub broken: String,
    pub end: Option<(f64, f64)>,
    pub broken_end: Option<(f64, f64)>,
    /// The first gap, where it is above the chart.
    pub started_at: Option<f64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub size: Size,
    pub gap_ticks: Vec<(f64, String)>,
    pub broken_ticks: Vec<(f64, String)>,
    pub update_ticks: Vec<(f64, String)>,
    /// Baseline of the name of the axis of updates: where it would meet the last number, a line below.
    pub updates_y: f64,
    /// Where the gap axis begins, over its nought.
    pub foot: f64,
    /// From where nothing has happened yet.
    pub now: f64,
    /// Where this run ends, if it goes to its end; an earlier one may have gone further.
    pub until: f64,
    pub fixed_rule: Option<(f64, String)>,
    /// Baseline of its name: under its line where the name of a curve stands above.
    pub rule_y: f64,
    pub sdrl: Curve,
    pub sac: Curve,
    /// Baselines of the names at the ends.
    pub name_y: [f64; 2],
    /// Lines of earlier runs.
    pub earlier: Vec<(usize, bool, String)>,
}

pub fn plan(
    width: f64,
    sdrl: &[Point],
    sac: &[Point],
    planned: u32,
    fixed_rule: Option<f64>,
    earlier: &[Earlier],
) -> Plan {
    let mut size = Size::for_width(width);
    let last = sdrl.iter().chain(sac).map(|point| point.update).max();
    let before = earlier.iter().flat_map(|it| &it.points).map(|point| point.update).max();
    let end = f64::from(planned.max(last.max(before).unwrap_or(0)).max(1));
    let x = Linear { domain: (0.0, end), range: (size.left, size.right) };
    let all = earlier.iter().map(|it| it.points.as_slice()).chain([sdrl, sac]);
    let (least, most) = ends_of(all, fixed_rule);
    let foot = size.bottom - BREAK;
    let axis = Log::new((least, most), (foot, size.top));
    let gap_y = |gap: f64| match 100.0 * gap {
        nothing if nothing <= 0.0 => size.bottom,
        percent => axis.at(math::clamp(percent, least, most)),
    };
    let most_broken =
        sdrl.iter().chain(sac).map(|point| point.violation_rate).fold(0.0, f64::max) * 100.0;
    let broken_ticks = ticks_from_zero(most_broken.max(4.0), 2);
    let broken_top = broken_ticks.last().copied().unwrap_or(1.0);
    let small = Linear { domain: (0.0, broken_top), range: (size.small_bottom, size.small_top) };
    let curve = |points: &[Point]| {
        let line = |value: &dyn Fn(&Point) -> f64| {
            let places: Vec<_> =
                points.iter().map(|point| (x.at(f64::from(point.update)), value(point))).collect();
            let mut path = Path::with_points(places.len());
            path.through(&places);
            (path.into_text(), places.last().copied())
        };
        let (gap_line, gap_end) = line(&|point| gap_y(point.gap));
        let (broken, broken_end) = line(&|point| small.at(100.0 * point.violation_rate));
        let edge = |high: bool| {
            points.iter().filter_map(move |point| {
                let (low_gap, high_gap) = point.band?;
                Some((x.at(f64::from(point.update)), gap_y(if high { high_gap } else { low_gap })))
            })
        };
        let mut around: Vec<_> = edge(false).collect();
        let upper: Vec<_> = edge(true).collect();
        around.extend(upper.into_iter().rev());
        let area = (around.len() > 2).then(|| {
            let mut path = Path::with_points(around.len());
            path.through(&around);
            path.close();
            path.into_text()
        });
        let started_at = points.first().map(|point| point.gap).filter(|gap| 100.0 * gap > most);
        Curve { line: gap_line, area, broken, end: gap_end, broken_end, started_at }
    };
    let earlier = earlier.iter().map(|it| (it.run, it.spiking, curve(&it.points).line)).collect();
    let (sdrl, sac) = (curve(sdrl), curve(sac));
    let end_y =
        |curve: &Curve| curve.end.map_or(size.bottom, |(_, y)| y.max(size.top + 10.0) + 4.0);
    let mut name_y = [end_y(&sdrl), end_y(&sac)];
    // The name of the optimum stands at the foot of the right margin.
    spread_apart(&mut name_y, 17.0, size.bottom - 13.0);
    let rule_y = fixed_rule.map_or(0.0, |gap| {
        let y = gap_y(gap);
        let below = name_y.iter().map(|name| name + 14.0).fold(y + 15.0, f64::max);
        let free = |place: &f64| name_y.iter().all(|name| (name - place).abs() >= 14.0);
        [y - 5.0, y + 15.0, y + 21.0, y + 27.0].into_iter().find(free).unwrap_or(below)
    });
    let update_ticks: Vec<(f64, String)> = ticks_from_zero(end, if width < 440.0 { 2 } else { 4 })
        .into_iter()
        .filter(|&tick| tick <= end * (1.0 + 1e-9))
        .map(|tick| (x.at(tick), whole(tick)))
        .collect();
    let last_ends = update_ticks.last().map_or(0.0, |(x, text)| x + 0.5 * text_width(text));
    let meets = last_ends + 8.0 > size.width - text_width(words::updates_axis());
    let below = if meets { 15.0 } else { 0.0 };
    let updates_y = size.small_bottom + 18.0 + below;
    size.height += below;
    let decades = series(least, most, &[1.0]).into_iter();
    let nought = std::iter::once((size.bottom, plain(0.0)));
    Plan {
        size,
        gap_ticks: nought.chain(decades.map(|tick| (axis.at(tick), plain(tick)))).collect(),
        updates_y,
        foot,
        broken_ticks: broken_ticks.iter().map(|&tick| (small.at(tick), plain(tick))).collect(),
        update_ticks,
        now: x.at(f64::from(last.unwrap_or(0))),
        until: x.at(f64::from(planned)),
        fixed_rule: fixed_rule.map(|gap| (gap_y(gap), percent(gap))),
        sdrl,
        sac,
        name_y,
        rule_y,
        earlier,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::words::{Lang, set_lang};

    fn curve(gaps: &[f64]) -> Vec<Point> {
        let point = |(index, &gap): (usize, &f64)| Point {
            update: 100 * index as u32,
            gap,
            band: None,
            violation_rate: 0.1,
        };
        gaps.iter().enumerate().map(point).collect()
    }

    #[test]
    fn tour_19_learners_near_the_optimum_can_be_told_apart() {
        let (sdrl, sac) = (curve(&[40.0, 3.0, 0.3, 0.003]), curve(&[20.0, 1.0, 0.1, 0.0005]));
        assert_eq!(ends_of([&sdrl[..], &sac[..]], Some(0.64)), (0.01, 10_000.0));
        let plan = plan(624.0, &sdrl, &sac, 20_000, Some(0.64), &[]);
        let [a, b] = [&plan.sdrl, &plan.sac].map(|curve| curve.end.unwrap().1);
        assert!((a - b).abs() > 30.0, "0.3 % at {a}, 0.05 % at {b}");
        // The fixed rule stands inside the chart, above both.
        assert!(plan.fixed_rule.is_some_and(|(y, _)| y > plan.size.top + 60.0 && y < a.min(b)));
        // Both end at update 300 of 20 000: the rest is still to come.
        assert!((plan.now - (44.0 + 476.0 * 300.0 / 20_000.0)).abs() < 1e-9);
    }

    #[test]
    fn tour_19_the_fixed_rule_is_named_where_no_curve_is() {
        for gap in [0.3, 0.64, 0.9, 1.06, 3.0] {
            let (sdrl, sac) = (curve(&[2.0, gap]), curve(&[2.0, 0.01]));
            let plan = plan(624.0, &sdrl, &sac, 100, Some(0.64), &[]);
            let near = plan.name_y.iter().find(|name| (*name - plan.rule_y).abs() < 12.0);
            assert_eq!(near, None, "{gap}: {} of {:?}", plan.rule_y, plan.name_y);
        }
    }

    #[test]
    fn tour_19_nought_has_a_place_of_its_own_and_nothing_leaves_the_axis() {
        let best = curve(&[0.5, 0.0, -1e-9, 1e-7]);
        let plan = plan(624.0, &best, &curve(&[1e6]), 100, None, &[]);
        let [(nought, text), (first, least), ..] = plan.gap_ticks.as_slice() else { panic!() };
        assert_eq!((text.as_str(), least.as_str()), ("0", "0.01"));
        assert_eq!((*nought, *first), (plan.size.bottom, plan.foot));
        assert_eq!(plan.sdrl.end.unwrap().1, plan.foot, "under the least of the axis");
        assert_eq!(plan.sac.started_at, Some(1e6));
        assert!(!plan.sdrl.line.contains("NaN"));
    }

    #[test]
    fn tour_19_an_earlier_run_lies_under_the_present_one_on_the_same_axes() {
        let now = curve(&[2.0, 0.5]);
        let points = curve(&[2.0, 0.5, 0.001]);
        let earlier = [Earlier { run: 0, spiking: false, points }];
        let plan = plan(624.0, &now, &[], 100, None, &earlier);
        let [(0, false, line)] = plan.earlier.as_slice() else { panic!("{:?}", plan.earlier) };
        // It went further: its last update is the end of the axis, and its gap inside.
        assert!(line.starts_with(plan.sdrl.line.as_str()), "{line} {}", plan.sdrl.line);
        assert!((plan.now - 0.5 * (plan.size.left + plan.size.right)).abs() < 1e-9);
        // It is over, so nothing of it is still to come.
        assert_eq!(plan.until, plan.now);
        assert_eq!(plan.gap_ticks[1].1, "0.1");
    }

    #[test]
    fn the_name_of_the_axis_meets_no_number() {
        let at = |width: f64| plan(width, &curve(&[0.5]), &[], 5_000, None, &[]);
        let below = |it: &Plan| it.updates_y > it.size.small_bottom + 18.0;
        set_lang(Lang::Es);
        assert!(below(&at(358.0)) && !below(&at(900.0)));
        set_lang(Lang::En);
        assert_eq!(at(900.0).size.height, Size::for_width(900.0).height);
    }

    #[test]
    fn names_at_the_ends_stay_apart_and_above_the_optimum() {
        let same = curve(&[0.5, 0.001]);
        let plan = plan(624.0, &same, &same, 100, None, &[]);
        let [a, b] = plan.name_y;
        assert!((a - b).abs() >= 17.0 && a.max(b) <= plan.size.bottom - 13.0);
    }

    #[test]
    fn a_run_past_its_plan_and_no_run_at_all_still_have_axes() {
        let long = curve(&[0.5; 30]);
        let plan_past = plan(358.0, &long, &[], 1_000, None, &[]);
        assert!((plan_past.now - plan_past.size.right).abs() < 1e-9);
        let empty = plan(358.0, &[], &[], 0, None, &[]);
        assert!(empty.sdrl.line.is_empty() && empty.gap_ticks.len() > 2);
    }
}
