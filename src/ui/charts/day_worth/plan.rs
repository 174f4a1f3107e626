//! What each way to plan emits above the best, laid out in pixels: a dot each, and a line where nobody
//! waits.

use crate::ui::charts::kit::labels::text_width;
use crate::ui::charts::kit::scale::{Linear, axis_from_zero};
use crate::ui::words::format::{number, plain};

/// A way to plan the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    pub name: String,
    /// Above the best plan of that day, g.
    pub above_g: f64,
    /// Nobody waits: what a forecast is held against.
    pub reference: bool,
    /// Hindsight.
    pub best: bool,
}

pub const TOP: f64 = 22.0;
pub const PITCH: f64 = 28.0;
/// From a dot to its number, and from a name to the axis.
pub const BESIDE: f64 = 10.0;
/// From there on numbers are in kilograms.
const KILOGRAMS_FROM_G: f64 = 9_950.0;

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub y: f64,
    pub x: f64,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub width: f64,
    pub zero: f64,
    pub bottom: f64,
    pub height: f64,
    pub ticks: Vec<(f64, String)>,
    pub rows: Vec<Row>,
    /// Where nobody waits.
    pub reference: Option<f64>,
}

/// Lays the ways out for a width.
pub fn plan(width: f64, ways: &[Worth]) -> Plan {
    let width = width.max(260.0);
    let most = ways.iter().map(|it| it.above_g).fold(0.0, f64::max);
    let (in_unit, unit) = if most < KILOGRAMS_FROM_G { (1.0, "g") } else { (1e-3, "kg") };
    let value = |way: &Worth| match way.best {
        true => "0".to_string(),
        false => format!("+{}\u{a0}{unit}", number(in_unit * way.above_g)),
    };
    // As far in as the longest name and number ask for.
    let widest = |of: &dyn Fn(&Worth) -> f64| ways.iter().map(of).fold(0.0, f64::max);
    let zero = widest(&|way| text_width(&way.name)) + BESIDE;
    let end = width - BESIDE - widest(&|way| text_width(&value(way)));
    let (last, ticks) = axis_from_zero(most, 3);
    let axis = Linear { domain: (0.0, last), range: (zero, end) };
    let bottom = TOP + PITCH * ways.len() as f64;
    let rows = ways.iter().enumerate().map(|(index, way)| Row {
        y: TOP + PITCH * (index as f64 + 0.5),
        x: axis.at(way.above_g.max(0.0)),
        value: value(way),
    });
    Plan {
        width,
        zero,
        bottom,
        height: bottom + 24.0,
        ticks: ticks.iter().map(|&tick| (axis.at(tick), plain(in_unit * tick))).collect(),
        rows: rows.collect(),
        reference: ways.iter().find(|it| it.reference).map(|it| axis.at(it.above_g)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_above_the_best_stands_further_right_and_keeps_inside() {
        let way =
            |above_g, reference, best| Worth { name: String::new(), above_g, reference, best };
        let ways: [Worth; 4] = [
            way(0.0, false, true),
            way(16.0, false, false),
            way(23.0, true, false),
            way(27.0, false, false),
        ];
        let plan = plan(344.0, &ways);
        assert!(plan.rows.windows(2).all(|pair| pair[0].x < pair[1].x));
        assert_eq!((plan.rows[0].x, plan.rows[0].value.as_str()), (plan.zero, "0"));
        assert_eq!(plan.rows[3].value, "+27.0\u{a0}g");
        let many = ways.map(|it| Worth { above_g: 1e4 * it.above_g, ..it });
        let in_kilograms = super::plan(344.0, &many);
        assert_eq!(in_kilograms.rows[3].value, "+270\u{a0}kg");
        assert!(in_kilograms.ticks.iter().any(|(_, text)| text == "100"), "{in_kilograms:?}");
        assert_eq!(plan.reference, Some(plan.rows[2].x));
        assert!(plan.rows.iter().all(|row| row.y < plan.bottom));
        // Where all ways are as good there is an axis all the same.
        assert!(super::plan(344.0, &[way(0.0, false, true)]).ticks.len() >= 2);
    }

    #[test]
    fn names_and_numbers_keep_clear_of_the_axis_and_inside_in_any_language() {
        use crate::ui::words::{Lang, day, machines, set_lang};
        for lang in Lang::ALL {
            set_lang(lang);
            let names = [
                [day::forecast_bent(), day::forecast_real(), day::nobody_waits()],
                [machines::rule_static(), machines::rule_reactive(), machines::rule_planned()],
            ];
            for (names, above_g) in
                names.iter().flat_map(|it| [1.0, 9_940.0, 1.2e9].map(|g| (it, g)))
            {
                let way = |name: &&str| Worth {
                    name: name.to_string(),
                    above_g,
                    reference: false,
                    best: false,
                };
                let ways: Vec<Worth> = names.iter().map(way).collect();
                let plan = plan(288.0, &ways);
                for (way, row) in ways.iter().zip(&plan.rows) {
                    assert!(text_width(&way.name) <= plan.zero, "{lang:?} {way:?}");
                    assert!(row.x + BESIDE + text_width(&row.value) <= plan.width + 1e-9);
                    assert!(row.x > plan.zero, "{row:?}");
                }
            }
        }
        set_lang(Lang::En);
    }
}
