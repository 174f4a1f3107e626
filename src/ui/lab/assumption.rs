//! An uncertain constant in the page's words.

use crate::analysis::Bar;
use crate::carbon::{GPU_ENERGY, SITE_LIFE, Uncertain};
use crate::data::field;
use crate::ui::charts::TornadoRow;
use crate::ui::words::format::{mass, percent, with_unit};
use crate::ui::words::{assumptions as words, fields, sources, values};

/// What the page calls a constant.
pub fn name(of: &str) -> &'static str {
    match field(of) {
        Some(field) => fields::label(field),
        None if of == SITE_LIFE => words::site_life(),
        None => words::gpu_energy(),
    }
}

/// A value of a constant with its unit; the GPU energy is a share of what was fitted.
pub fn value(of: &Uncertain, value: f64) -> String {
    if of.name == GPU_ENERGY {
        return percent(value);
    }
    with_unit(&crate::ui::words::format::plain(value), values::unit(of.unit))
}

/// Its plausible range: `164 to 273 kg`.
pub fn range(of: &Uncertain) -> String {
    if of.name == GPU_ENERGY {
        return words::percent_span(
            &crate::ui::words::format::plain(100.0 * of.low),
            &percent(of.high),
        );
    }
    values::span(of.low, of.high, values::unit(of.unit))
}

/// Where value and range come from.
pub fn source(of: &Uncertain) -> &'static str {
    sources::uncertain(&of.source)
}

/// What a constant does, in sentences.
pub fn told(bar: &Bar) -> String {
    let it = &bar.input;
    if bar.swing_g() == 0.0 {
        return words::told_idle(name(it.name), &range(it));
    }
    words::told(
        name(it.name),
        &value(it, it.value),
        &range(it),
        &mass(bar.at_low_g),
        &mass(bar.at_high_g),
    )
}

/// A row of the tornado.
pub fn row(bar: &Bar) -> TornadoRow {
    TornadoRow {
        name: name(bar.input.name),
        range: range(&bar.input),
        at_low_g: bar.at_low_g,
        at_high_g: bar.at_high_g,
        radio: bar.input.name == SITE_LIFE
            || field(bar.input.name).is_some_and(|field| field.group == "cell"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Tornado;
    use crate::scenario::{Decision, EnergyModel, Scenario};
    use crate::ui::words::{Lang, set_lang};

    fn bars(scenario: &Scenario) -> Vec<Bar> {
        let decision = Decision { tokens: 400, power_w: 20.0 };
        Tornado::new(&scenario.validate().unwrap(), decision).unwrap().bars
    }

    fn bar(scenario: &Scenario, name: &str) -> Bar {
        *bars(scenario).iter().find(|bar| bar.input.name == name).unwrap()
    }

    #[test]
    fn constants_are_named_with_range_and_unit() {
        let it = Scenario::default();
        let said = |of: &str| {
            let input = bar(&it, of).input;
            format!("{}: {}", name(of), range(&input)).replace(['\u{202f}', '\u{a0}'], " ")
        };
        assert_eq!(said("pue"), "PUE: 1.09 to 1.2");
        assert_eq!(said("gpu_embodied_kg"), "GPU hardware: 164 to 273 kg");
        assert_eq!(said("lifetime_y"), "Hardware lifetime: 3 to 6 y");
        assert_eq!(said("site_embodied_kg"), "Site hardware: 1 000 to 4 000 kg");
        assert_eq!(said("gpu_energy"), "GPU energy, fitted: 85 to 115 %");
    }

    #[test]
    fn each_has_a_source_and_tells_what_it_does_in_every_language() {
        let scenario = Scenario::default();
        for lang in Lang::ALL {
            set_lang(lang);
            for bar in bars(&scenario) {
                let told = told(&bar);
                assert!(!source(&bar.input).is_empty() && told.contains(&range(&bar.input)));
                assert!(told.contains(&mass(bar.at_high_g)), "{told}");
            }
        }
        set_lang(Lang::En);
        // EcoLogits counts the making of its own servers.
        let eco = Scenario { energy_model: EnergyModel::Ecologits, ..scenario };
        assert!(told(&bar(&eco, "gpu_embodied_kg")).contains("does not change"));
    }
}
