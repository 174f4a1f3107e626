//! Decisions along the distance laid out in pixels: length above, power below, and where limits
//! break.

use crate::math;
use crate::ui::charts::kit::path::Path;
use crate::ui::charts::kit::scale::{Log, one_two_five};
use crate::ui::words::format::{number, plain, whole};

/// Decisions with the user at one distance: the best first, then each agent.
#[derive(Clone, Debug, PartialEq)]
pub struct At {
    pub distance_m: f64,
    /// Tokens and watts; none where nothing keeps all limits.
    pub best: Option<(f64, f64)>,
    /// Tokens, watts, and whether all limits are kept; SDRL, then SAC.
    pub agents: [Option<(f64, f64, bool)>; 2],
}

/// Height of each of the two panels, pixels.
const PANEL: f64 = 128.0;
const LEFT: f64 = 52.0;

/// One panel: a quantity along the distance.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub top: f64,
    pub bottom: f64,
    pub ticks: Vec<(f64, String)>,
    pub best: String,
    /// SDRL, then SAC.
    pub agents: [String; 2],
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    pub length: Panel,
    pub power: Panel,
    pub distance_ticks: Vec<(f64, String)>,
    /// The present distance.
    pub now: f64,
    /// From where on nothing keeps all limits, if that is so at the far end.
    pub hopeless_from: Option<f64>,
    /// Stretches in which each agent breaks a limit though one could keep all: from, to.
    pub broken: [Vec<(f64, f64)>; 2],
    /// Top of the rows that show them.
    pub rows_top: f64,
}

/// Lays out; `at` ascends in distance.
pub fn plan(width: f64, at: &[At], now_m: f64) -> Plan {
    let width = width.max(280.0);
    let (left, right) = (LEFT, width - 8.0);
    let (nearest, farthest) = match at {
        [first, .., last] => (first.distance_m, last.distance_m),
        _ => (10.0, 2000.0),
    };
    let x = Log::new((nearest, farthest), (left, right));
    let panel = |top: f64, of: &dyn Fn((f64, f64)) -> f64, show: fn(f64) -> String| {
        let bottom = top + PANEL;
        let values = at.iter().flat_map(|it| {
            let agents = it.agents.iter().flatten().map(|&(tokens, watts, _)| (tokens, watts));
            it.best.into_iter().chain(agents).map(of)
        });
        let (least, most) = values.fold((f64::INFINITY, 0.0f64), |(a, b), v| (a.min(v), b.max(v)));
        // At least a factor of four, so that a line that hardly moves looks so and has ticks.
        let middle = if least < most { (least * most).sqrt() } else { most.max(1e-9) };
        let (least, most) = ((0.5 * middle).min(least / 1.2), (2.0 * middle).max(most * 1.2));
        let y = Log::new((least, most), (bottom, top));
        let line = |value: &dyn Fn(&At) -> Option<(f64, f64)>| {
            let mut text = String::new();
            let mut run = Vec::new();
            // A gap in the line where there is no value.
            for it in at.iter().map(Some).chain([None]) {
                match it.and_then(|it| Some((x.at(it.distance_m), y.at(of(value(it)?))))) {
                    Some(point) => run.push(point),
                    None if run.is_empty() => {}
                    None => {
                        let mut path = Path::with_points(run.len());
                        path.through(&run);
                        text.push_str(&path.into_text());
                        run.clear();
                    }
                }
            }
            text
        };
        let agent = |index: usize| {
            line(&|it: &At| it.agents[index].map(|(tokens, watts, _)| (tokens, watts)))
        };
        Panel {
            top,
            bottom,
            ticks: one_two_five(least, most).into_iter().map(|it| (y.at(it), show(it))).collect(),
            best: line(&|it: &At| it.best),
            agents: [agent(0), agent(1)],
        }
    };
    let length = panel(22.0, &|(tokens, _)| tokens, whole);
    let power = panel(length.bottom + 38.0, &|(_, watts)| watts, number);
    let rows_top = power.bottom + 22.0;
    let hopeless = at.iter().rposition(|it| it.best.is_some()).map_or(0, |last| last + 1);
    let broken = [0, 1].map(|index| {
        stretches(at, |it| it.best.is_some() && it.agents[index].is_some_and(|(_, _, kept)| !kept))
            .into_iter()
            .map(|(from, to)| (x.at(from), x.at(to)))
            .collect()
    });
    let few = if width < 440.0 { 2 } else { 1 };
    Plan {
        width,
        height: rows_top + 44.0 + 24.0,
        left,
        right,
        length,
        power,
        distance_ticks: one_two_five(nearest, farthest)
            .into_iter()
            .step_by(few)
            .map(|it| (x.at(it), plain(it)))
            .collect(),
        now: x.at(math::clamp(now_m, nearest, farthest)),
        hopeless_from: at.get(hopeless).map(|it| x.at(it.distance_m)),
        broken,
        rows_top,
    }
}

/// Stretches in which `is` holds, each reaching half way to its neighbours, m.
fn stretches(at: &[At], is: impl Fn(&At) -> bool) -> Vec<(f64, f64)> {
    let mut found: Vec<(f64, f64)> = Vec::new();
    let mut last = None;
    for (index, here) in at.iter().enumerate().filter(|(_, it)| is(it)) {
        let halfway = |other: Option<&At>| {
            // The axis is logarithmic: half way is the geometric mean.
            other.map_or(here.distance_m, |other| (here.distance_m * other.distance_m).sqrt())
        };
        let from = halfway(index.checked_sub(1).and_then(|before| at.get(before)));
        let to = halfway(at.get(index + 1));
        match found.last_mut() {
            Some(stretch) if last.is_some_and(|last| last + 1 == index) => stretch.1 = to,
            _ => found.push((from, to)),
        }
        last = Some(index);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(distance_m: f64, best: Option<(f64, f64)>, kept: bool) -> At {
        At { distance_m, best, agents: [Some((200.0, 5.0, kept)), Some((210.0, 6.0, true))] }
    }

    #[test]
    fn lines_break_where_nothing_is_possible_and_rows_show_what_breaks() {
        let row = [
            at(10.0, Some((190.0, 1.0)), true),
            at(40.0, Some((190.0, 2.0)), false),
            at(160.0, Some((190.0, 10.0)), false),
            at(640.0, None, false),
        ];
        let plan = plan(600.0, &row, 80.0);
        assert_eq!(plan.length.best.matches('M').count(), 1);
        let log = Log::new((10.0, 640.0), (plan.left, plan.right));
        assert_eq!(plan.hopeless_from, Some(log.at(640.0)));
        // From half way before 40 m to half way past 160 m; what is hopeless is nobody's fault.
        let [broken, none] = &plan.broken;
        assert_eq!(broken.len(), 1);
        assert!((broken[0].0 - log.at(20.0)).abs() < 1e-9);
        assert!((broken[0].1 - log.at(320.0)).abs() < 1e-9);
        assert!(none.is_empty());
        assert!((plan.now - log.at(80.0)).abs() < 1e-9);
        let gap = [row[0].clone(), at(40.0, None, true), row[2].clone()];
        assert_eq!(super::plan(600.0, &gap, 10.0).power.best.matches('M').count(), 2);
    }

    #[test]
    fn no_stops_and_equal_stops_still_have_axes() {
        let empty = plan(300.0, &[], 50.0);
        assert!(empty.length.best.is_empty() && empty.now.is_finite());
        let same = plan(300.0, &[at(10.0, None, true), at(20.0, None, true)], 15.0);
        assert_eq!(same.hopeless_from, Some(same.left));
        assert!(same.length.ticks.iter().all(|(y, _)| y.is_finite()));
    }
}
