//! The map of power and length laid out in pixels: bands of equal emissions, the feasible region
//! with its named edges, and where the labels go without meeting.

use super::surface::{Region, Slice, Surface};
use crate::carbon::{Chain, Constraint};
use crate::math;
use crate::optimum::safe_action;
use crate::scenario::Decision;
use crate::ui::charts::kit::path::Path;
use crate::ui::charts::kit::scale::{Log, nice_below, one_two_five, series};

/// Colours of the emissions ramp, `rp0` to `rp13`.
const RAMP: usize = 14;
/// Room around the plot for axes and captions, pixels.
const LEFT: f64 = 40.0;
const RIGHT: f64 = 6.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 34.0;

/// Where the plot lies, pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub width: f64,
    pub height: f64,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Frame {
    /// The frame for a chart of that width; the height follows from the width alone.
    pub fn for_width(width: f64) -> Self {
        let width = width.max(200.0);
        let plot = math::clamp(0.714 * width, 284.0, 440.0);
        Self {
            width,
            height: TOP + plot + BOTTOM,
            left: LEFT,
            right: width - RIGHT,
            top: TOP,
            bottom: TOP + plot,
        }
    }
}

/// One band of emissions, from its level up to longer answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Colour of the ramp.
    pub ramp: usize,
    pub path: String,
}

/// A level written where its curve passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelLabel {
    pub x: f64,
    pub y: f64,
    pub level_g: f64,
}

/// A limit written at its edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgeLabel {
    pub limit: Constraint,
    pub x: f64,
    pub y: f64,
    /// Turned clockwise, degrees.
    pub angle: f64,
    /// Ends at `x` instead of having its middle there.
    pub end: bool,
}

/// The map without the marks on it.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPlan {
    pub frame: Frame,
    pub power: Log,
    pub tokens: Log,
    pub bands: Vec<Band>,
    pub level_labels: Vec<LevelLabel>,
    /// The plot without the feasible region, by the even-odd rule.
    pub infeasible: String,
    /// The limits as lines.
    pub edges: String,
    pub edge_labels: Vec<EdgeLabel>,
    /// Something on the map keeps all limits.
    pub feasible: bool,
    surface: Surface,
}

/// The lengths that the map shows: up to the longest answer, and down to well under what quality
/// asks for, and to `shown` where somebody is lower. In 1-2-5 steps, so that the axis stands still.
pub fn lengths_shown(chain: &Chain, shown: u32) -> (f64, f64) {
    let longest = f64::from(chain.tokens_max).max(2.0);
    let needed = f64::from(safe_action(chain).tokens).min(chain.kappa50).min(longest / 2.0);
    let shortest = nice_below((needed / 2.0).max(1.0)).min(nice_below(f64::from(shown.max(1))));
    (shortest, longest)
}

impl MapPlan {
    /// Lays the map out; `best` is the optimum where one exists.
    pub fn new(chain: &Chain, frame: Frame, lengths: (f64, f64), best: Option<Decision>) -> Self {
        let powers = (chain.power_min_w, chain.power_max_w);
        let power = Log::new(powers, (frame.left, frame.right));
        let tokens = Log::new(lengths, (frame.bottom, frame.top));
        let surface = Surface::new(chain, powers, lengths, best);
        let region = surface.region(chain, best);
        let mut plan = Self {
            frame,
            power,
            tokens,
            bands: Vec::new(),
            level_labels: Vec::new(),
            infeasible: String::new(),
            edges: String::new(),
            edge_labels: Vec::new(),
            feasible: !region.slices.is_empty(),
            surface,
        };
        plan.place_region(&region);
        let best = best.map(|best| plan.place(best));
        plan.place_bands(best);
        plan
    }

    /// Where a decision lies, held inside the plot.
    pub fn place(&self, decision: Decision) -> (f64, f64) {
        let x = self.power.at(decision.power_w);
        let y = self.tokens.at(f64::from(decision.tokens));
        (
            math::clamp(x, self.frame.left, self.frame.right),
            math::clamp(y, self.frame.top, self.frame.bottom),
        )
    }

    /// The line of equal emissions through a point with that total, g.
    pub fn iso(&self, total_g: f64) -> String {
        let mut path = Path::with_points(64);
        path.through(&self.curve(total_g));
        path.into_text()
    }

    fn curve(&self, level_g: f64) -> Vec<(f64, f64)> {
        self.surface
            .level(level_g)
            .into_iter()
            .map(|(ln_power, ln_tokens)| (self.power.at_ln(ln_power), self.tokens.at_ln(ln_tokens)))
            .collect()
    }

    fn place_bands(&mut self, best: Option<(f64, f64)>) {
        let Frame { left, right, top, bottom, .. } = self.frame;
        let levels = levels(self.surface.extent_g());
        let steps = levels.len().max(1);
        let mut taken: Vec<(f64, f64)> = best.into_iter().collect();
        taken.extend(self.edge_labels.iter().map(|label| (label.x, label.y)));
        self.bands.push(Band { ramp: 0, path: rectangle(left, top, right, bottom) });
        for (index, &level_g) in levels.iter().enumerate() {
            let curve = self.curve(level_g);
            if let Some((x, y)) = self.label_spot(&curve, &taken) {
                taken.push((x, y));
                self.level_labels.push(LevelLabel { x, y: y + 4.0, level_g });
            }
            let mut path = Path::with_points(curve.len() + 2);
            path.through(&curve);
            // Past the frame on both sides, so that the outline of a band is only its curve.
            path.line_to(right + 9.0, curve.last().map_or(top, |&(_, y)| y));
            path.line_to(right + 9.0, top - 90.0);
            path.line_to(left - 9.0, top - 90.0);
            path.line_to(left - 9.0, curve.first().map_or(top, |&(_, y)| y));
            path.close();
            self.bands.push(Band {
                ramp: ((index + 1) * (RAMP - 1) + steps / 2) / steps,
                path: path.into_text(),
            });
        }
    }

    /// Where on its curve a level can be written: on the plot, away from what is `taken`.
    fn label_spot(&self, curve: &[(f64, f64)], taken: &[(f64, f64)]) -> Option<(f64, f64)> {
        let Frame { top, bottom, .. } = self.frame;
        [0.6, 0.18, 0.4, 0.8, 0.06]
            .into_iter()
            .filter_map(|share| curve.get((share * curve.len() as f64) as usize))
            .copied()
            .find(|&(x, y)| {
                (top + 10.0..bottom - 8.0).contains(&y)
                    && taken.iter().all(|&(tx, ty)| (x - tx).abs() > 46.0 || (y - ty).abs() > 20.0)
            })
    }

    fn place_region(&mut self, region: &Region) {
        let Frame { left, right, top, bottom, .. } = self.frame;
        let low = |slice: &Slice| {
            (self.power.at_ln(slice.ln_power), self.tokens.at_ln(slice.ln_shortest))
        };
        let high =
            |slice: &Slice| (self.power.at_ln(slice.ln_power), self.tokens.at_ln(slice.ln_longest));
        let mut outline = Path::with_points(2 * region.slices.len() + 6);
        outline.rectangle(left, top, right, bottom);
        let mut edges = Path::with_points(2 * region.slices.len() + 2);
        let mut labels = Vec::new();
        let (Some(first), Some(_)) = (region.slices.first(), region.slices.last()) else {
            self.infeasible = outline.into_text();
            return;
        };
        let around: Vec<(f64, f64)> =
            region.slices.iter().map(low).chain(region.slices.iter().rev().map(high)).collect();
        outline.through(&around);
        outline.close();
        for (limit, run) in runs(&region.slices, |slice| slice.below) {
            let line: Vec<_> = run.iter().map(low).collect();
            edges.through(&line);
            labels.extend(self.label_under(limit, &line));
        }
        for (limit, run) in runs(&region.slices, |slice| slice.above) {
            let line: Vec<_> = run.iter().map(high).collect();
            edges.through(&line);
            labels.extend(self.label_along(limit, &line));
        }
        if let Some(limit) = region.left {
            let line = [low(first), high(first)];
            edges.through(&line);
            labels.push(self.label_beside(limit, line));
        }
        self.infeasible = outline.into_text();
        self.edges = edges.into_text();
        self.edge_labels = labels;
    }

    /// The name of a lower edge: at the right, in the middle of what it forbids.
    fn label_under(&self, limit: Constraint, line: &[(f64, f64)]) -> Option<EdgeLabel> {
        let Frame { right, bottom, .. } = self.frame;
        let lowest = line.iter().fold(f64::NEG_INFINITY, |y, point| y.max(point.1));
        let (from, to) = (line.first()?.0, line.last()?.0);
        // Beyond the label of the best mark, which hangs under this edge.
        let y = (0.35 * lowest + 0.65 * bottom).max(lowest + 44.0);
        let fits = y < bottom - 6.0 && to - from > 20.0;
        fits.then_some(EdgeLabel { limit, x: right - 8.0, y, angle: 0.0, end: true })
    }

    /// The name of an upper edge: along it, on the side that it forbids.
    fn label_along(&self, limit: Constraint, line: &[(f64, f64)]) -> Option<EdgeLabel> {
        let (first, last) = (line.first()?, line.last()?);
        if last.0 - first.0 < 40.0 {
            return None;
        }
        // Where the edge is halfway between its ends in height: neither at the tip nor at the flat.
        let half_y = 0.5 * (first.1 + last.1);
        let at = if (first.1 - last.1).abs() < 60.0 {
            line.len() / 2
        } else {
            line.iter().position(|point| point.1 <= half_y)?
        };
        let (a, b) = (line[at.saturating_sub(3)], line[(at + 3).min(line.len() - 1)]);
        let radians = libm::atan2(b.1 - a.1, b.0 - a.0);
        let (sin, cos) = (crate::math::sin(radians), crate::math::cos(radians));
        let (x, y) = line[at];
        // Up from the line, or under it where the frame is near.
        let away = if y - 22.0 * cos < self.frame.top { -18.0 } else { 8.0 };
        Some(EdgeLabel {
            limit,
            x: x + away * sin,
            y: y - away * cos,
            angle: radians.to_degrees(),
            end: false,
        })
    }

    /// The name of the left edge: beside it, upright.
    fn label_beside(&self, limit: Constraint, line: [(f64, f64); 2]) -> EdgeLabel {
        let Frame { left, top, bottom, .. } = self.frame;
        let x = line[0].0;
        // Nearer its upper end: the ring is more often at the lower one.
        let y = math::clamp(0.35 * line[0].1 + 0.65 * line[1].1, top + 70.0, bottom - 70.0);
        let x = if x - left > 22.0 { x - 8.0 } else { x + 16.0 };
        EdgeLabel { limit, x, y, angle: -90.0, end: false }
    }
}

/// Levels to draw inside `extent` (g): 1-2-5, finer where they are few, coarser where too many.
fn levels(extent: (f64, f64)) -> Vec<f64> {
    let inside = |steps: &[f64]| -> Vec<f64> {
        series(extent.0, extent.1, steps)
            .into_iter()
            .filter(|&level| level > extent.0 && level < extent.1)
            .collect()
    };
    let mut levels = one_two_five(extent.0, extent.1);
    levels.retain(|&level| level > extent.0 && level < extent.1);
    if levels.len() < 5 {
        return inside(&[1.0, 1.5, 2.0, 3.0, 5.0, 7.0]);
    }
    if levels.len() < RAMP {
        return levels;
    }
    let decades = inside(&[1.0]);
    let every = decades.len().div_ceil(RAMP).max(1);
    decades.into_iter().step_by(every).collect()
}

/// Stretches of slices with the same limit, each with the slices that it joins.
fn runs(
    slices: &[Slice],
    limit: impl Fn(&Slice) -> Option<Constraint>,
) -> Vec<(Constraint, &[Slice])> {
    let mut runs = Vec::new();
    let mut from = 0;
    for index in 1..=slices.len() {
        if index == slices.len() || limit(&slices[index]) != limit(&slices[from]) {
            if let Some(limit) = limit(&slices[from]) {
                // Up to where the next limit begins, so that no gap is left in the edge.
                runs.push((limit, &slices[from..(index + 1).min(slices.len())]));
            }
            from = index;
        }
    }
    runs
}

fn rectangle(left: f64, top: f64, right: f64, bottom: f64) -> String {
    let mut path = Path::with_points(4);
    path.rectangle(left, top, right, bottom);
    path.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimum::optimum;
    use crate::scenario::{PRESETS, Scenario};

    fn plan(scenario: &Scenario, width: f64) -> MapPlan {
        let chain = Chain::new(&scenario.validate().unwrap());
        let best = optimum(&chain);
        let best = best.feasible().then(|| best.footprint().decision);
        let shown = best.map_or(400, |best| best.tokens);
        MapPlan::new(&chain, Frame::for_width(width), lengths_shown(&chain, shown), best)
    }

    #[test]
    fn the_mockups_cell_edge_is_drawn() {
        let scenario = Scenario {
            distance_m: 1000.0,
            payload_bytes_per_token: 10_000.0,
            grid_dc_g_per_kwh: 342.0,
            grid_bs_g_per_kwh: 342.0,
            ..Scenario::default()
        };
        let plan = plan(&scenario, 504.0);
        assert_eq!((plan.frame.height.round(), plan.tokens.domain), (412.0, (100.0, 2048.0)));
        let limits: Vec<_> = plan.edge_labels.iter().map(|label| label.limit).collect();
        assert_eq!(limits, [Constraint::Qoe, Constraint::Latency]);
        assert!(plan.bands.len() > 8 && plan.level_labels.len() > 5);
    }

    #[test]
    fn labels_stay_apart_and_on_the_plot() {
        for preset in PRESETS {
            for width in [358.0, 504.0, 900.0] {
                let plan = plan(&preset.scenario(), width);
                let labels = &plan.level_labels;
                assert!(!labels.is_empty(), "{}", preset.key);
                for (index, one) in labels.iter().enumerate() {
                    assert!(one.y > plan.frame.top && one.y < plan.frame.bottom);
                    for other in &labels[..index] {
                        let apart =
                            (one.x - other.x).abs() > 46.0 || (one.y - other.y).abs() > 20.0;
                        assert!(apart, "{}", preset.key);
                    }
                }
                let colours: Vec<_> = plan.bands.iter().map(|band| band.ramp).collect();
                assert!(colours.is_sorted() && colours.iter().all(|&ramp| ramp < RAMP));
            }
        }
    }

    #[test]
    fn levels_are_never_too_few_or_too_many() {
        assert_eq!(levels((0.9, 50.0)), [1.0, 2.0, 5.0, 10.0, 20.0]);
        assert_eq!(levels((1.2, 9.0)), [1.5, 2.0, 3.0, 5.0, 7.0]);
        assert_eq!(levels((0.9, 2e6)).len(), 7);
        for extent in [(1e-3, f64::INFINITY), (0.0, 1e300), (0.0, 0.0), (5e-324, 1.0)] {
            assert!(levels(extent).len() <= RAMP, "{extent:?}");
        }
    }

    #[test]
    fn nothing_feasible_hatches_the_whole_plot() {
        let plan = plan(&Scenario { qoe_min: 0.999, ..Scenario::default() }, 504.0);
        assert!(!plan.feasible && plan.edges.is_empty());
        assert_eq!(plan.infeasible, rectangle(40.0, 18.0, 498.0, plan.frame.bottom));
    }
}
