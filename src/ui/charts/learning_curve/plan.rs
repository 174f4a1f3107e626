//! Learning curves laid out in pixels, for a run that is still going on.

use crate::ui::charts::kit::labels::spread_apart;
use crate::ui::charts::kit::path::Path;
use crate::ui::charts::kit::scale::{Linear, axis_from_zero, ticks_from_zero};
use crate::ui::words::format::{percent, plain, whole};

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

/// The axis reaches at least this gap, percent.
pub const LEAST_TOP: f64 = 10.0;

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

/// Top of the gap axis, percent: what is still interesting fits, the first blunders do not.
pub fn top_of(curves: [&[Point]; 2], fixed_rule: Option<f64>) -> f64 {
    let all = || curves.into_iter().flatten();
    let greatest = all().map(|point| point.gap).fold(0.0, f64::max) * 100.0;
    // Four times the worse of the agents' best so far, so that the bend of both curves shows.
    let settled = curves
        .into_iter()
        .filter_map(|curve| curve.iter().map(|point| point.gap).reduce(f64::min))
        .fold(0.0, f64::max)
        * 400.0;
    let wanted = settled.max(fixed_rule.unwrap_or(0.0) * 130.0);
    let wanted =
        if curves.iter().all(|curve| curve.is_empty()) { wanted.max(80.0) } else { wanted };
    wanted.min(greatest.max(fixed_rule.unwrap_or(0.0) * 110.0).max(80.0)).max(LEAST_TOP)
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
    /// From where nothing has happened yet.
    pub now: f64,
    pub fixed_rule: Option<(f64, String)>,
    pub sdrl: Curve,
    pub sac: Curve,
    /// Baselines of the names at the ends.
    pub name_y: [f64; 2],
}

pub fn plan(
    width: f64,
    sdrl: &[Point],
    sac: &[Point],
    planned: u32,
    fixed_rule: Option<f64>,
) -> Plan {
    let size = Size::for_width(width);
    let last = sdrl.iter().chain(sac).map(|point| point.update).max();
    let end = f64::from(planned.max(last.unwrap_or(0)).max(1));
    let x = Linear { domain: (0.0, end), range: (size.left, size.right) };
    let (top, gap_ticks) = axis_from_zero(top_of([sdrl, sac], fixed_rule), 4);
    let y = Linear { domain: (0.0, top), range: (size.bottom, size.top) };
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
        // Far above the chart the line is held: what is clipped need not be exact.
        let gap_y = |gap: f64| y.at((100.0 * gap).min(4.0 * top));
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
        let started_at =
            points.first().map(|point| point.gap).filter(|gap| 100.0 * gap > 1.05 * top);
        Curve { line: gap_line, area, broken, end: gap_end, broken_end, started_at }
    };
    let (sdrl, sac) = (curve(sdrl), curve(sac));
    let end_y =
        |curve: &Curve| curve.end.map_or(size.bottom, |(_, y)| y.max(size.top + 10.0) + 4.0);
    let mut name_y = [end_y(&sdrl), end_y(&sac)];
    // The name of the optimum stands at the foot of the right margin.
    spread_apart(&mut name_y, 17.0, size.bottom - 13.0);
    Plan {
        size,
        gap_ticks: gap_ticks.iter().map(|&tick| (y.at(tick), plain(tick))).collect(),
        broken_ticks: broken_ticks.iter().map(|&tick| (small.at(tick), plain(tick))).collect(),
        update_ticks: ticks_from_zero(end, if width < 440.0 { 2 } else { 4 })
            .into_iter()
            .filter(|&tick| tick <= end * (1.0 + 1e-9))
            .map(|tick| (x.at(tick), whole(tick)))
            .collect(),
        now: x.at(f64::from(last.unwrap_or(0))),
        fixed_rule: fixed_rule
            .filter(|gap| 100.0 * gap <= top)
            .map(|gap| (y.at(100.0 * gap), percent(gap))),
        sdrl,
        sac,
        name_y,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn first_blunders_do_not_flatten_what_comes_after() {
        let (sdrl, sac) = (curve(&[40.0, 3.0, 0.3, 0.05]), curve(&[20.0, 1.0, 0.1, 0.04]));
        assert_eq!(top_of([&sdrl, &sac], None), 20.0);
        let plan = plan(624.0, &sdrl, &sac, 20_000, Some(0.6));
        assert_eq!(plan.sdrl.started_at, Some(40.0));
        // The fixed rule stands on the chart, its line under the top.
        assert!(plan.fixed_rule.is_some_and(|(y, _)| y > plan.size.top));
        // Both end at update 300 of 20 000: the rest is still to come.
        assert!((plan.now - (44.0 + 476.0 * 300.0 / 20_000.0)).abs() < 1e-9);
    }

    #[test]
    fn names_at_the_ends_stay_apart_and_above_the_optimum() {
        let same = curve(&[0.5, 0.001]);
        let plan = plan(624.0, &same, &same, 100, None);
        let [a, b] = plan.name_y;
        assert!((a - b).abs() >= 17.0 && a.max(b) <= plan.size.bottom - 13.0);
    }

    #[test]
    fn a_run_past_its_plan_and_no_run_at_all_still_have_axes() {
        let long = curve(&[0.5; 30]);
        let plan_past = plan(358.0, &long, &[], 1_000, None);
        assert!((plan_past.now - plan_past.size.right).abs() < 1e-9);
        let empty = plan(358.0, &[], &[], 0, None);
        assert!(empty.sdrl.line.is_empty() && empty.gap_ticks.len() > 2);
    }
}
