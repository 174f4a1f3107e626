//! The machines of a day laid out in pixels, on the axis of time that the charts above have: bars of those
//! that write answers and of those that wait, a line where all are always on, and below how many answers a
//! machine writes at once.

use crate::ui::charts::kit::drawing::Drawing;
use crate::ui::charts::kit::hours::{HOURS, HourAxis};
use crate::ui::charts::kit::labels::{Anchor, spread_apart};
use crate::ui::charts::kit::path::Path;
use crate::ui::charts::kit::scale::{Linear, axis_from_zero};
use crate::ui::words::format::{plain, plain_significant, significant};
use crate::ui::words::machines as words;

/// In the mean of each hour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machines {
    pub writing: [f64; HOURS],
    pub idle: [f64; HOURS],
    /// On all day where nobody turns any off.
    pub always: f64,
    /// Answers that a machine writes at once; 0 where none writes.
    pub batch: [f64; HOURS],
    pub always_batch: [f64; HOURS],
}

/// Tops and bottoms of the two charts.
const SPANS: [(f64, f64); 2] = [(22.0, 126.0), (170.0, 240.0)];
const BELOW: f64 = 28.0;
const LINE: f64 = 15.0;

/// Lays them out for a width; `hour` is looked at.
pub fn plan(width: f64, machines: &Machines, hour: usize) -> Drawing {
    let on = |hour: usize| machines.writing[hour] + machines.idle[hour];
    let most = (0..HOURS).map(on).fold(machines.always, f64::max);
    let at_once = machines.batch.iter().chain(&machines.always_batch);
    let tops = [most, at_once.fold(0.0, |a: f64, &b| a.max(b))];
    let ticks = tops.map(|top| axis_from_zero(top, 3));
    let numbers: Vec<String> = ticks.iter().flat_map(|it| &it.1).map(|it| plain(*it)).collect();
    let names = words::always_on(&plain_significant(machines.always, 3));
    let (width, across) =
        HourAxis::labelled(width, numbers.iter().map(String::as_str), [names.as_str()]);
    let HourAxis { left, right } = across;
    let mut drawn = Drawing { width, height: SPANS[1].1 + BELOW, ..Drawing::default() };
    drawn.line("hour-col", rectangle(across.edges(hour), (SPANS[0].0, SPANS[1].1)));
    let titles = [words::on_an_hour(), words::at_once()];
    let mut axes = [Linear { domain: (0.0, 1.0), range: (0.0, 1.0) }; 2];
    for (at, (axis, (top, bottom))) in axes.iter_mut().zip(SPANS).enumerate() {
        let (last, ticks) = &ticks[at];
        *axis = Linear { domain: (0.0, *last), range: (bottom, top) };
        drawn.text("ax", (0.0, top - 11.0), Anchor::Start, titles[at].to_string());
        for &tick in ticks {
            let y = axis.at(tick);
            drawn.across(if tick == 0.0 { "base" } else { "grid" }, y, (left, right));
            drawn.text("ax", (left - 8.0, y + 4.0), Anchor::End, plain(tick));
        }
    }
    let [count, batch] = axes;
    for hour in 0..HOURS {
        let (from, to) = across.edges(hour);
        let (from, to) = (from + 0.75, to - 0.75);
        let (writing, on) = (machines.writing[hour], on(hour));
        if writing > 0.0 {
            drawn.line("f-inf", rectangle((from, to), (count.at(writing), count.at(0.0))));
        }
        if machines.idle[hour] > IDLE_SHOWN * most {
            drawn.line("on-idle", rectangle((from, to), (count.at(on), count.at(writing))));
        }
    }
    let always_y = count.at(machines.always);
    drawn.across("l-base", always_y, (left, right));
    let at_once = |of: &[f64; HOURS]| across.stepped(|it| (of[it] > 0.0).then(|| batch.at(of[it])));
    drawn.line("cu cu-home", at_once(&machines.always_batch));
    drawn.line("cu cu-best", at_once(&machines.batch));
    let idle = machines.idle.iter().any(|it| *it > IDLE_SHOWN * most);
    let always = if across.has_room(width, 8.0, &names) {
        vec![names]
    } else {
        // In two lines.
        let name = words::always_on("").trim().to_string();
        vec![name, plain_significant(machines.always, 3)]
    };
    label(&mut drawn, machines, (idle, always), (right + 8.0, always_y), batch);
    for (x, text) in across.numbers() {
        drawn.text("ax", (x, SPANS[1].1 + 18.0), Anchor::Middle, text);
    }
    drawn
}

/// Less of the chart's height is no bar.
const IDLE_SHOWN: f64 = 5e-3;

/// What stands beside the last hour.
fn label(
    drawn: &mut Drawing,
    machines: &Machines,
    (idle, always): (bool, Vec<String>),
    (x, always_y): (f64, f64),
    batch: Linear,
) {
    let mut said = vec![("cul s1t", SPANS[0].1 - 2.0, words::write().to_string())];
    // Where none ever waits nothing is said of it.
    if idle {
        said.push(("ts", SPANS[0].1 - 18.0, words::wait_for_work().to_string()));
    }
    let lines = always.into_iter().enumerate();
    said.extend(lines.map(|(at, text)| ("ts", always_y + 4.0 + LINE * at as f64, text)));
    let mut ys: Vec<_> = said.iter().map(|it| it.1).collect();
    spread_apart(&mut ys, LINE, SPANS[0].1);
    for ((class, _, text), y) in said.into_iter().zip(ys) {
        drawn.text(class, (x, y), Anchor::Start, text);
    }
    let last = |of: &[f64; HOURS]| of.iter().rev().copied().find(|it| *it > 0.0).unwrap_or(0.0);
    let ends = [last(&machines.always_batch), last(&machines.batch)];
    let mut ys = ends.map(|it| batch.at(it) + 4.0);
    spread_apart(&mut ys, LINE, SPANS[1].1 + 4.0);
    // Below the title.
    let down = (SPANS[1].0 + 6.0 - ys[0].min(ys[1])).max(0.0);
    let ys = ys.map(|it| it + down);
    let said = [
        words::batch_always(&significant(ends[0], 2)),
        words::batch_best(&significant(ends[1], 2)),
    ];
    for (at, (y, text)) in ys.into_iter().zip(said).enumerate() {
        drawn.text(["cul", "cul cul-best"][at], (x, y), Anchor::Start, text);
    }
}

fn rectangle((left, right): (f64, f64), (top, bottom): (f64, f64)) -> String {
    let mut path = Path::with_points(5);
    path.rectangle(left, top, right, bottom);
    path.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::words::{Lang, set_lang};

    fn day(scale: f64) -> Machines {
        let wave = |hour: usize| 1.0 + (hour % 12) as f64 / 3.0;
        Machines {
            writing: std::array::from_fn(|hour| scale * wave(hour)),
            idle: std::array::from_fn(|hour| if hour < 6 { 0.3 * scale } else { 0.0 }),
            always: (5.0 * scale).ceil(),
            batch: std::array::from_fn(|hour| 40.0 + wave(hour)),
            always_batch: std::array::from_fn(|hour| 10.0 * wave(hour)),
        }
    }

    #[test]
    fn no_text_lies_over_another_or_outside_in_any_language() {
        for lang in Lang::ALL {
            set_lang(lang);
            for width in [288.0, 358.0, 490.0, 663.0] {
                for scale in [0.2, 1.0, 30.0, 300.0, 1500.0, 2e4, 1e7] {
                    let drawn = plan(width, &day(scale), 12);
                    let found = drawn.in_the_way();
                    assert!(found.is_none(), "{lang:?} {width} px, {scale}: {found:?}");
                }
            }
        }
        set_lang(Lang::En);
    }

    #[test]
    fn bars_are_as_high_as_machines_are_many_and_idle_ones_stand_on_top() {
        let drawn = plan(490.0, &day(1.0), 12);
        let count = |class: &str| drawn.lines.iter().filter(|it| it.class == class).count();
        assert_eq!((count("f-inf"), count("on-idle"), count("l-base")), (24, 6, 1));
        // A day without anything is drawn empty.
        let empty = plan(490.0, &Machines::default(), 0);
        assert!(empty.lines.iter().all(|it| !it.d.contains("NaN") && it.class != "f-inf"));
    }
}
