//! The hours of a day laid out in pixels: how dirty each grid is, where answers are computed and how many
//! wait, how long they are, and what has been emitted since midnight.

use crate::math;
pub use crate::ui::charts::kit::hours::HOURS;
use crate::ui::charts::kit::hours::{BESIDE, HourAxis, NARROW};
use crate::ui::charts::kit::labels::{spread_apart, text_width};
use crate::ui::charts::kit::path::Path;
use crate::ui::charts::kit::scale::{Linear, axis_from_zero, ticks_around};
use crate::ui::words::format::{plain, whole};

/// How a site is drawn: home is neutral, the others are told apart by lightness, and by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink(pub usize);

impl Ink {
    /// How many there are.
    pub const COUNT: usize = 5;

    /// Class of its area, line, text, dot, swatch, and of a name inside its area.
    pub fn class(self, of: InkOf) -> &'static str {
        const CLASSES: [[&str; 6]; Ink::COUNT] = [
            ["s0a", "s0l", "s0t", "s0d", "s0b", "s0on"],
            ["s1a", "s1l", "s1t", "s1d", "s1b", "s1on"],
            ["s2a", "s2l", "s2t", "s2d", "s2b", "s2on"],
            ["s3a", "s3l", "s3t", "s3d", "s3b", "s3on"],
            ["s4a", "s4l", "s4t", "s4d", "s4b", "s4on"],
        ];
        CLASSES[self.0 % Self::COUNT][of as usize]
    }
}

/// What of a site is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InkOf {
    Area,
    Line,
    Text,
    Dot,
    Swatch,
    On,
}

/// A site over the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    pub name: String,
    pub ink: Ink,
    pub intensity: [f64; HOURS],
    /// Answers computed there in each hour.
    pub served: [f64; HOURS],
    /// How long they are; none where there are none.
    pub tokens: [Option<f64>; HOURS],
    /// Of all answers, in percent; written beside its band.
    pub share: String,
}

/// What one rule has emitted since midnight.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Written at its end.
    pub name: String,
    pub class: &'static str,
    pub since_g: [f64; HOURS + 1],
    /// The rule that is shown.
    pub chosen: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hours {
    /// Home first.
    pub sites: Vec<Site>,
    /// Answers asked for in each hour, and those that wait at its end.
    pub asked: [f64; HOURS],
    pub waiting: [f64; HOURS],
    /// Beside the waiting: how many wait, and how long.
    pub waits: Vec<String>,
    /// Below the waiting, where most wait.
    pub most_waiting: String,
    /// How long answers are where nobody looks at the grid.
    pub usual_tokens: f64,
    pub curves: Vec<Curve>,
    /// What each hour expected of the grids, `[hour][site][hour]`; none before it is known.
    pub known: Vec<Vec<[f64; HOURS]>>,
}

/// A label at the end of a line: its text, its place, and where the line ends.
#[derive(Clone, Debug, PartialEq)]
pub struct EndLabel {
    pub text: String,
    pub y: f64,
    pub from: (f64, f64),
}

/// One chart of the stack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    pub top: f64,
    pub bottom: f64,
    /// Place and number of each tick.
    pub ticks: Vec<(f64, String)>,
}

/// A site's shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub ink: Ink,
    pub line: String,
    pub area: String,
    pub tokens: String,
    /// Its name inside its band, where there is room.
    pub inside: Option<(f64, f64, String)>,
    pub name: EndLabel,
    pub share: (f64, String),
    pub length: Option<EndLabel>,
    pub intensity_y: [f64; HOURS],
    /// What each hour expected after it.
    pub expected: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub width: f64,
    pub height: f64,
    pub axis: HourAxis,
    /// Grids, answers, lengths, carbon.
    pub panels: [Panel; 4],
    pub sites: Vec<Drawn>,
    pub asked: String,
    pub asked_label_y: f64,
    pub waiting: Option<Waiting>,
    pub usual_y: f64,
    /// Of each rule: path, class, label; and the heights of the one that is shown.
    pub curves: Vec<(String, &'static str, EndLabel, bool)>,
    pub chosen_y: Option<[f64; HOURS + 1]>,
}

/// What hangs below the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    pub area: String,
    pub beside: Vec<(f64, String)>,
    /// Below its deepest place.
    pub most: (f64, f64, String),
}

/// From the axis to a text with a swatch before it.
pub const SWATCH: f64 = 23.0;
/// Between two lines of labels.
const LINE: f64 = 15.0;
/// Deepest that what waits hangs.
const DEEPEST: f64 = 46.0;
/// Tops and bottoms of the charts; a title stands above each.
const SPANS: [(f64, f64); 4] = [(22.0, 162.0), (206.0, 342.0), (434.0, 500.0), (548.0, 664.0)];
/// Below the last, to the lower edge.
const BELOW: f64 = 30.0;

impl Plan {
    /// Where a text about an hour begins: beside it, where there is more room; none where there is too
    /// little.
    pub fn beside(&self, hour: usize, text: &str) -> Option<f64> {
        let width = text_width(text);
        if width > self.axis.right - self.axis.left {
            return None;
        }
        let from = if hour < HOURS / 2 {
            self.axis.edges(hour).1 + 4.0
        } else {
            self.axis.edges(hour).0 - 4.0 - width
        };
        Some(from.min(self.axis.right - width).max(self.axis.left))
    }
}

/// Lays a day out for a width.
pub fn plan(width: f64, day: &Hours) -> Plan {
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let expected = day.known.iter().flatten().flatten().copied();
    let intensities = most(&mut day.sites.iter().flat_map(|site| site.intensity).chain(expected));
    let (grids, grid_panel) = from_zero(SPANS[0], intensities, 4);
    let served = |hour: usize| day.sites.iter().map(|site| site.served[hour]).sum::<f64>();
    let answers = most(&mut (0..HOURS).map(|hour| served(hour).max(day.asked[hour])));
    let (load, load_panel) = from_zero(SPANS[1], answers, 4);
    let lengths = day.sites.iter().flat_map(|site| site.tokens).flatten();
    let lengths: Vec<f64> = lengths.chain([day.usual_tokens]).collect();
    let (shortest, longest) =
        lengths.iter().fold((f64::INFINITY, 0.0), |(a, b), &it| (it.min(a), it.max(b)));
    let around = ticks_around(shortest.min(longest), longest, 2);
    let ends = (around[0], around[around.len() - 1]);
    let length = Linear { domain: ends, range: (SPANS[2].1, SPANS[2].0) };
    let length_panel = panel(SPANS[2], &around, length, whole);
    let carbon_kg = most(&mut day.curves.iter().map(|it| it.since_g[HOURS] / 1e3));
    let (carbon, carbon_panel) = from_zero(SPANS[3], carbon_kg, 4);
    let panels = [grid_panel, load_panel, length_panel, carbon_panel];
    let numbers = panels.iter().flat_map(|panel| &panel.ticks).map(|it| it.1.as_str());
    let names = day.sites.iter().map(|site| &site.name).chain(day.curves.iter().map(|it| &it.name));
    // Shares with their names, and a swatch before each; on a phone the swatch has to do.
    let wide = day.sites.iter().filter(|_| width >= NARROW);
    let shares: Vec<_> = wide.map(|it| format!("■  {}", both(&it.name, &it.share))).collect();
    let (width, axis) = HourAxis::labelled(
        width,
        numbers,
        names.chain(&day.waits).chain(&shares).map(String::as_str),
    );
    let mut plan = Plan { width, axis, height: SPANS[3].1 + BELOW, ..Plan::default() };
    plan.panels = panels;
    plan.usual_y = length.at(day.usual_tokens);
    plan.asked = axis.stepped(|hour| Some(load.at(day.asked[hour])));
    plan.asked_label_y = load.at(day.asked[HOURS - 1]) + 4.0;
    plan.waiting = waiting(&plan, day, load);
    draw_sites(&mut plan, day, (grids, load, length));
    draw_curves(&mut plan, day, carbon);
    plan
}

/// An axis from zero in a chart, and its ticks.
fn from_zero(span: (f64, f64), top: f64, most: usize) -> (Linear, Panel) {
    let (last, ticks) = axis_from_zero(top, most);
    let axis = Linear { domain: (0.0, last), range: (span.1, span.0) };
    (axis, panel(span, &ticks, axis, plain))
}

fn panel((top, bottom): (f64, f64), ticks: &[f64], axis: Linear, text: fn(f64) -> String) -> Panel {
    Panel { top, bottom, ticks: ticks.iter().map(|&tick| (axis.at(tick), text(tick))).collect() }
}

/// What lies between two stepped heights.
fn band(plan: &Plan, lower: &[f64; HOURS], upper: &[f64; HOURS]) -> String {
    let edge = |hour: usize, y: f64| {
        let (from, to) = plan.axis.edges(hour);
        [(from, y), (to, y)]
    };
    let mut points: Vec<_> = (0..HOURS).flat_map(|hour| edge(hour, upper[hour])).collect();
    let mut back: Vec<_> = (0..HOURS).flat_map(|hour| edge(hour, lower[hour])).collect();
    back.reverse();
    points.extend(back);
    let mut path = Path::with_points(points.len());
    path.through(&points);
    path.close();
    path.into_text()
}

fn waiting(plan: &Plan, day: &Hours, load: Linear) -> Option<Waiting> {
    let (hour, most) = day
        .waiting
        .iter()
        .enumerate()
        .fold((0, 0.0), |best, (hour, &it)| if it > best.1 { (hour, it) } else { best });
    if most <= 0.0 {
        return None;
    }
    let bottom = plan.panels[1].bottom;
    // To the scale of the answers above it as long as there is room.
    let scale = (load.at(0.0) - load.at(1.0)).min(DEEPEST / most);
    let depths: [f64; HOURS] = std::array::from_fn(|hour| bottom + scale * day.waiting[hour]);
    let half = text_width(&day.most_waiting) / 2.0;
    let x = math::clamp(plan.axis.middle(hour), plan.axis.left + half, plan.axis.right - half);
    Some(Waiting {
        area: band(plan, &[bottom; HOURS], &depths),
        beside: (0..)
            .zip(&day.waits)
            .map(|(line, text)| (bottom + 14.0 + LINE * f64::from(line), text.clone()))
            .collect(),
        most: (x, bottom + scale * most + 14.0, day.most_waiting.clone()),
    })
}

fn draw_sites(plan: &mut Plan, day: &Hours, (grids, load, length): (Linear, Linear, Linear)) {
    // The cleanest lies at the bottom: it is filled first.
    let mut order: Vec<usize> = (0..day.sites.len()).collect();
    let mean = |site: &Site| site.intensity.iter().sum::<f64>();
    order.sort_by(|&a, &b| mean(&day.sites[a]).total_cmp(&mean(&day.sites[b])));
    let mut heaps = vec![([0.0; HOURS], [0.0; HOURS]); day.sites.len()];
    let mut below = [0.0; HOURS];
    for &index in &order {
        let above = std::array::from_fn(|hour| below[hour] + day.sites[index].served[hour]);
        heaps[index] = (below, above);
        below = above;
    }
    let bottom = plan.panels[0].bottom;
    let mut names: Vec<f64> =
        day.sites.iter().map(|site| grids.at(site.intensity[HOURS - 1]) + 4.0).collect();
    spread_apart(&mut names, LINE, bottom);
    let last = |site: &Site| {
        let hour = (0..HOURS).rev().find(|&hour| site.tokens[hour].is_some())?;
        Some((hour, length.at(site.tokens[hour]?)))
    };
    let mut lengths: Vec<f64> =
        day.sites.iter().map(|site| last(site).map_or(f64::NAN, |it| it.1 + 4.0)).collect();
    let mut present: Vec<f64> = lengths.iter().copied().filter(|it| !it.is_nan()).collect();
    spread_apart(&mut present, LINE, plan.panels[2].bottom + 8.0);
    let mut present = present.into_iter();
    for y in lengths.iter_mut().filter(|it| !it.is_nan()) {
        *y = present.next().unwrap_or(*y);
    }
    // From the top of the heap down, as the bands lie.
    let place = |index: usize| order.iter().rev().position(|&it| it == index).unwrap_or_default();
    let drawn: Vec<_> = day
        .sites
        .iter()
        .enumerate()
        .map(|(index, site)| {
            let intensity_y = site.intensity.map(|it| grids.at(it));
            let (lower, upper) = &heaps[index];
            let (lower, upper) = (lower.map(|it| load.at(it)), upper.map(|it| load.at(it)));
            let tokens = plan.axis.stepped(|hour| site.tokens[hour].map(|it| length.at(it)));
            let label = last(site).map(|(hour, y)| EndLabel {
                text: named(plan, BESIDE, &site.name, &whole(site.tokens[hour].unwrap_or(0.0))),
                y: lengths[index],
                from: (plan.axis.edges(hour).1, y),
            });
            Drawn {
                ink: site.ink,
                line: plan.axis.through(0, |hour| intensity_y[hour]),
                area: band(plan, &lower, &upper),
                tokens,
                inside: inside(plan, &site.name, &lower, &upper),
                name: EndLabel {
                    text: site.name.clone(),
                    y: names[index],
                    from: (plan.axis.middle(HOURS - 1), intensity_y[HOURS - 1]),
                },
                share: (
                    plan.panels[1].top + 8.0 + LINE * place(index) as f64,
                    named(plan, SWATCH, &site.name, &site.share),
                ),
                length: label.filter(|it| !it.y.is_nan()),
                intensity_y,
                expected: expected(plan, day, index, grids),
            }
        })
        .collect();
    plan.sites = drawn;
}

/// A number with its name before it, where there is room for both: its ink tells whose it is, too.
fn named(plan: &Plan, after: f64, name: &str, number: &str) -> String {
    let both = both(name, number);
    if plan.axis.has_room(plan.width, after, &both) { both } else { number.to_string() }
}

fn both(name: &str, number: &str) -> String {
    format!("{name}\u{a0}{number}")
}

/// What each hour expected of a site after it, from what was so then.
fn expected(plan: &Plan, day: &Hours, site: usize, grids: Linear) -> Vec<String> {
    let line = |(now, known): (usize, &Vec<[f64; HOURS]>)| {
        let Some(row) = known.get(site).filter(|_| now + 1 < HOURS) else { return String::new() };
        plan.axis.through(now, |hour| grids.at(row[hour]))
    };
    day.known.iter().enumerate().map(line).collect()
}

/// Where a name fits into a band: over as many hours as it is wide, where the band is thickest.
fn inside(
    plan: &Plan,
    name: &str,
    lower: &[f64; HOURS],
    upper: &[f64; HOURS],
) -> Option<(f64, f64, String)> {
    let column = plan.axis.at(1.0) - plan.axis.left;
    let hours = ((text_width(name) + 8.0) / column).ceil() as usize;
    let room = |from: usize| {
        let top = upper[from..from + hours].iter().fold(f64::MIN, |a, &b| a.max(b));
        let bottom = lower[from..from + hours].iter().fold(f64::MAX, |a, &b| a.min(b));
        (bottom - top, (bottom + top) / 2.0)
    };
    let best = (0..=HOURS.checked_sub(hours)?)
        .map(|from| (from, room(from)))
        .max_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
    let (from, (height, middle)) = best;
    (height >= 18.0)
        .then(|| (plan.axis.at(from as f64 + hours as f64 / 2.0), middle + 4.0, name.to_string()))
}

fn draw_curves(plan: &mut Plan, day: &Hours, carbon: Linear) {
    let ends = |curve: &Curve| carbon.at(curve.since_g[HOURS] / 1e3);
    let mut labels: Vec<f64> = day.curves.iter().map(|it| ends(it) + 4.0).collect();
    spread_apart(&mut labels, LINE, plan.panels[3].bottom);
    let heights = |curve: &Curve| curve.since_g.map(|grams| carbon.at(grams / 1e3));
    let drawn = day.curves.iter().zip(labels).map(|(curve, y)| {
        let points: Vec<_> = (0..=HOURS)
            .zip(heights(curve))
            .map(|(hour, y)| (plan.axis.at(hour as f64), y))
            .collect();
        let mut path = Path::with_points(HOURS + 1);
        path.through(&points);
        let label = EndLabel { text: curve.name.clone(), y, from: (plan.axis.right, ends(curve)) };
        (path.into_text(), curve.class, label, curve.chosen)
    });
    plan.curves = drawn.collect();
    plan.chosen_y = day.curves.iter().find(|it| it.chosen).map(heights);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::kit::labels::{Anchor, overlap, text_extent};

    fn day() -> Hours {
        let asked = std::array::from_fn(|hour| 2_000.0 + 200.0 * hour as f64);
        let site = |name: &str, ink: usize, level: f64, share: f64| Site {
            name: name.to_string(),
            ink: Ink(ink),
            intensity: std::array::from_fn(|hour| level + 3.0 * hour as f64),
            served: asked.map(|it: f64| share * it),
            tokens: std::array::from_fn(|hour| (share > 0.0).then_some(300.0 + 4.0 * hour as f64)),
            share: format!("{:.1}\u{202f}%", 100.0 * share),
        };
        let curve = |name: &str, end: f64, chosen| Curve {
            name: name.to_string(),
            class: "cu-best",
            since_g: std::array::from_fn(|hour| end * hour as f64 / 24.0),
            chosen,
        };
        Hours {
            sites: vec![
                site("Germany", 0, 350.0, 0.0),
                site("Great Britain", 1, 180.0, 0.275),
                site("Denmark", 2, 181.0, 0.325),
                site("France", 3, 60.0, 0.4),
            ],
            asked,
            waiting: std::array::from_fn(|hour| if (3..9).contains(&hour) { 400.0 } else { 0.0 }),
            waits: vec!["29 % wait".to_string(), "3.8 h each".to_string()],
            most_waiting: "10 300 wait".to_string(),
            usual_tokens: 323.0,
            curves: vec![
                curve("0.84 home", 840.0, false),
                curve("0.61 forecast", 607.0, false),
                curve("0.60 cleanest", 603.0, false),
                curve("0.58 best", 580.0, true),
            ],
            known: Vec::new(),
        }
    }

    #[test]
    fn nothing_leaves_its_chart_and_no_label_meets_another() {
        for width in [288.0, 358.0, 490.0, 663.0] {
            let plan = plan(width, &day());
            for panel in &plan.panels {
                assert!(panel.ticks.len() >= 2);
                assert!(panel.ticks.iter().all(|(y, _)| (panel.top..=panel.bottom).contains(y)));
            }
            for pair in plan.panels.windows(2) {
                assert!(pair[0].bottom + DEEPEST.min(20.0) < pair[1].top);
            }
            let ends: Vec<_> = plan.curves.iter().map(|it| &it.2).collect();
            let names: Vec<_> = plan.sites.iter().map(|it| &it.name).collect();
            for labels in [ends, names] {
                let boxes: Vec<_> = labels
                    .iter()
                    .map(|it| text_extent(&it.text, plan.axis.right + 8.0, it.y, Anchor::Start))
                    .collect();
                for (index, one) in boxes.iter().enumerate() {
                    assert!(boxes[..index].iter().all(|other| !overlap(*one, *other)), "{boxes:?}");
                }
            }
            let waiting = plan.waiting.as_ref().unwrap();
            assert!(waiting.most.1 < plan.panels[2].top - 20.0);
            for site in &plan.sites {
                assert!(plan.axis.right + SWATCH + text_width(&site.share.1) <= plan.width);
                assert!(plan.axis.right + BESIDE + text_width(&site.name.text) <= plan.width);
                // Where there is room, nobody has to go by the ink alone.
                let named = site.share.1.starts_with(&site.name.text);
                assert!(named || width < NARROW, "{width} px: {:?}", site.share);
                let length = site.length.iter().map(|it| text_width(&it.text));
                assert!(length.into_iter().all(|it| plan.axis.right + BESIDE + it <= plan.width));
            }
        }
    }

    #[test]
    fn bands_fill_what_is_served_the_cleanest_at_the_bottom() {
        let plan = plan(490.0, &day());
        let bottom = plan.panels[1].bottom;
        let of = |name: &str| plan.sites.iter().find(|it| it.name.text == name).unwrap();
        // It ends where it began, on the axis.
        assert!(of("France").area.ends_with(&format!("{} {bottom}Z", plan.axis.left)));
        assert!(of("France").inside.is_some() && of("Germany").inside.is_none());
        assert_eq!(of("Germany").tokens, "", "nothing is computed there");
        assert!(of("Germany").length.is_none() && of("Denmark").length.is_some());
        let shares: Vec<_> =
            ["Germany", "Denmark", "Great Britain", "France"].map(|it| of(it).share.0).into();
        assert!(shares.is_sorted(), "{shares:?}");
    }

    #[test]
    fn what_was_expected_begins_at_its_hour_and_stays_in_its_chart() {
        let mut day = day();
        let high = 2.0 * day.sites[0].intensity[0];
        day.known = (0..HOURS).map(|_| vec![[high; HOURS]; day.sites.len()]).collect();
        let plan = plan(490.0, &day);
        let from = |site: usize, hour: usize| {
            let text = &plan.sites[site].expected[hour];
            text.split(['M', 'L', ' ']).filter_map(|it| it.parse::<f64>().ok()).collect::<Vec<_>>()
        };
        let line = from(2, 9);
        assert_eq!(line.len(), 2 * (HOURS - 9));
        assert!((line[0] - plan.axis.middle(9)).abs() < 0.1);
        assert!(
            line.chunks(2).all(|it| it[1] >= plan.panels[0].top && it[1] < plan.panels[0].bottom)
        );
        assert_eq!(plan.sites[2].expected[HOURS - 1], "", "nothing comes after it");
    }

    #[test]
    fn a_text_beside_an_hour_begins_and_ends_in_its_chart() {
        let text = "expected at 23:00";
        for width in [288.0, 358.0, 490.0] {
            let plan = plan(width, &day());
            for hour in 0..HOURS {
                let x = plan.beside(hour, text).unwrap();
                assert!(x >= plan.axis.left && x + text_width(text) <= plan.axis.right);
            }
            assert_eq!(plan.beside(3, &"x".repeat(99)), None);
        }
        let wide = plan(700.0, &day());
        assert!(wide.beside(6, text).unwrap() > wide.axis.at(7.0), "to the right of the morning");
        assert!(wide.beside(18, text).unwrap() < wide.axis.at(18.0) - text_width(text));
    }

    #[test]
    fn a_day_without_anything_is_drawn_empty() {
        let plan = plan(490.0, &Hours::default());
        assert!(plan.sites.is_empty() && plan.waiting.is_none() && plan.chosen_y.is_none());
        assert!(!plan.asked.contains("NaN"));
    }
}
