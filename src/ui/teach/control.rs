//! A control of an assignment by its name: label, range, words of its values.

use crate::carbon::Chain;
use crate::data::{self, field};
use crate::day::said::{Open, Opened};
use crate::scenario::{Accounting, Bound, CellKind, EnergyModel, Scenario, Span};
use crate::ui::controls::Scale;
use crate::ui::words::format::{percent, plain, whole, with_unit};
use crate::ui::words::{assignment as words, bracketed, controls, day, fields, gap, values};

/// What the page calls it.
pub fn label(name: &str) -> &'static str {
    match name {
        "tokens" => controls::answer_length(),
        "power_w" => controls::transmit_power(),
        "model" => controls::language_model(),
        "energy_model" => controls::energy_model(),
        "cell" => controls::base_station(),
        "accounting" => words::accounting(),
        _ => field(name).map_or("", fields::label),
    }
}

/// What the page calls what is open of a day.
pub fn day_label(what: Open) -> &'static str {
    match what {
        Open::Sites => day::sites(),
        Open::WaitShare => day::can_wait(),
        Open::WaitHours => day::waits_at_most(),
        Open::Quality => day::quality_mean(),
        Open::Rule => day::who_plans(),
        Open::Drawn => words::by_hand(),
    }
}

/// The same with its bounds.
pub fn opened_of_day(it: &Opened) -> String {
    let label = day_label(it.what).to_string();
    let Some((from, to)) = it.bounds else { return label };
    let share = |value: f64| if value > 0.0 { percent(value) } else { plain(value) };
    let [from, to] = match it.what {
        Open::Sites | Open::WaitShare => [from, to].map(share),
        Open::WaitHours => [plain(from), with_unit(&plain(to), day::hours_unit())],
        _ => [from, to].map(plain),
    };
    format!("{label}{}{}", gap(), bracketed(&words::from_to(&from, &to)))
}

/// What the page calls a word of a day that differs; none where it is no word of a day.
pub fn day_word(name: &str) -> Option<&'static str> {
    Some(match name.strip_prefix("day.")? {
        "date" => day::date(),
        "home" => day::home_is(),
        "sites" => day::sites(),
        "wait_share" => day::can_wait(),
        "wait_hours" => day::waits_at_most(),
        "qoe_day" => day::quality_mean(),
        "qoe_floor" => words::quality_floor(),
        "answers" => day::answers_a_day(),
        "load" => day::load(),
        "rule" => day::who_plans(),
        "forecast" => day::which_forecast(),
        "drawn" => words::by_hand(),
        "at_most_g" => words::day_target(),
        "open" => words::open_controls(),
        _ => return None,
    })
}

/// Words to choose from, each with its label; none for numbers.
pub fn choices(name: &str) -> Vec<(String, String)> {
    let pair = |word: &str, label: &str| (word.to_string(), label.to_string());
    match name {
        "model" => data::LLMS.iter().map(|it| pair(it.name, it.label)).collect(),
        "energy_model" => {
            EnergyModel::ALL.iter().map(|it| pair(it.word(), values::energy_model(*it))).collect()
        }
        "cell" => {
            CellKind::ALL.iter().map(|it| pair(it.word(), values::cell_label(it.cell()))).collect()
        }
        "accounting" => {
            Accounting::ALL.iter().map(|it| pair(it.word(), values::accounting(*it))).collect()
        }
        _ => Vec::new(),
    }
}

/// The value as a scenario has it, in words; none where the scenario leaves it to the cell.
pub fn value(scenario: &Scenario, name: &str) -> Option<String> {
    match name {
        "model" => Some(values::model(&scenario.model)),
        "energy_model" => Some(values::energy_model(scenario.energy_model).to_string()),
        "cell" => Some(values::cell_label(scenario.cell.cell()).to_string()),
        "accounting" => Some(values::accounting(scenario.accounting).to_string()),
        _ => {
            let field = field(name)?;
            Some(values::value_of(field, scenario.number(name)?))
        }
    }
}

/// The value of a half of the decision, in words.
pub fn decided(name: &str, tokens: u32, power_w: f64) -> String {
    if name == "tokens" { whole(tokens.into()) } else { values::power(power_w) }
}

/// Slider and box of a number, inside its bounds; none for names.
pub fn range(name: &str, chain: &Chain, bounds: Option<(f64, f64)>) -> Option<(Scale, Span)> {
    let (from, to, log, span) = match name {
        "tokens" => (1.0, f64::from(chain.tokens_max), true, Span::tokens(chain.tokens_max)),
        "power_w" => {
            let (least, most) = (chain.power_min_w, chain.power_max_w);
            (least, most, true, Span::real(least, most, "W"))
        }
        _ => {
            let field = field(name)?;
            let (from, to) = field.slider.unwrap_or((field.min, field.max.min(1e4)));
            let span = Span::from(field);
            // Only the cell ends it.
            let to_most = if span.to.is_finite() { span.to } else { chain.power_max_w };
            (from, to, field.log_scale, Span { to: to_most, ..span })
        }
    };
    let (from, to) = bounds.unwrap_or((from, to));
    let span = bounds.map_or(span, |(from, to)| Span { from, to, above: false, ..span });
    // A range that a cell has shrunk to a point still needs a slider with two ends.
    let to = if to > from { to } else { from * 1.001 + f64::MIN_POSITIVE };
    let scale = Scale { from, to, log: log && from > 0.0, integer: span.integer };
    Some((scale, Span { to: span.to.max(span.from), bound: Bound::Own, ..span }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::teach::assignment::{CHOICES, DECISION, chosen, names};

    #[test]
    fn every_word_of_a_day_has_a_name() {
        for name in crate::day::said::NAMES {
            assert!(day_word(&format!("day.{name}")).is_some_and(|it| !it.is_empty()), "{name}");
        }
        assert_eq!((day_word("day.moon"), day_word("cell")), (None, None));
        let said = |what, bounds| opened_of_day(&Opened { what, bounds });
        assert_eq!(said(Open::WaitHours, None), "Waits at most");
        let (hours, share) = (Some((0.0, 8.0)), Some((0.0, 0.4)));
        assert_eq!(said(Open::WaitHours, hours), "Waits at most (0 to 8\u{a0}hours)");
        assert_eq!(said(Open::WaitShare, share), "Can wait (0 to 40\u{202f}%)");
    }

    #[test]
    fn every_control_has_a_label_and_values_or_a_range() {
        let scenario = Scenario::default();
        let chain = Chain::new(&scenario.validate().unwrap());
        for name in names() {
            assert!(!label(name).is_empty(), "{name}");
            if CHOICES.contains(&name) {
                let now = chosen(&scenario, name);
                assert!(choices(name).iter().any(|(word, _)| *word == now), "{name}: {now}");
            } else {
                let (scale, span) = range(name, &chain, None).unwrap();
                assert!(scale.from < scale.to && span.from <= span.to, "{name}");
                let (scale, span) = range(name, &chain, Some((2.0, 3.0))).unwrap();
                assert_eq!((scale.from, scale.to, span.from, span.to), (2.0, 3.0, 2.0, 3.0));
            }
            assert!(
                DECISION.contains(&name)
                    || value(&scenario, name).is_some()
                    || data::field(name).is_some_and(|field| field.default.is_none()),
                "{name}"
            );
        }
    }
}
