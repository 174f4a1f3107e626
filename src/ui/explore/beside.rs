//! What two designs have and do not have in common, in words and in rows.

use crate::data::FIELDS;
use crate::link::beside::Beside;
use crate::math::decimal;
use crate::scenario::Scenario;
use crate::ui::charts::pair::plan::Counted;
use crate::ui::charts::{Part, words as charts};
use crate::ui::state::results::{FIRST_MANUAL, Results};
use crate::ui::words::explain::named;
use crate::ui::words::format::{
    MassUnit, THIN_SPACE, number, percent, power, resolved, share, whole, with_decimals, with_unit,
};
use crate::ui::words::{compare as said, fields, gap, panels, values};
use std::sync::Arc;

/// A design as the panel shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    pub name: String,
    /// `13.6 mg`
    pub total: String,
    /// By what, from where, how far.
    pub given: String,
}

/// A row of both, and what lies between them where that is a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub what: String,
    pub both: [String; 2],
    pub difference: String,
}

/// Two designs side by side: the kept one, then the shown one.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub designs: [Design; 2],
    /// What the change comes to.
    pub sentence: String,
    /// What was set otherwise.
    pub settings: Vec<Row>,
    /// What follows, part by part.
    pub figures: Vec<Row>,
    pub counted: [Counted; 2],
}

/// What the kept design comes to; none if it is not valid.
pub fn kept(beside: &Beside) -> Option<Arc<Results>> {
    Results::new(&beside.view(), FIRST_MANUAL, None).ok().map(Arc::new)
}

/// Both, in words.
pub fn compare(kept: &Results, shown: &Results, names: &[String; 2]) -> Compared {
    let both = [kept, shown];
    let design = |which: usize| Design {
        name: names[which].clone(),
        total: values::mass(both[which].chosen.total_g),
        given: given(both[which]),
    };
    Compared {
        designs: [design(0), design(1)],
        sentence: sentence(both, names),
        settings: settings(both),
        figures: figures(both),
        counted: both.map(|it| (it.chosen.clone(), it.view.scenario.boundary)),
    }
}

/// The second half of the page's sentence, as text.
fn given(of: &Results) -> String {
    let scenario = &of.view.scenario;
    let cell = values::kind_of_cell(scenario);
    [
        panels::tokens(&values::whole(of.chosen.decision.tokens.into())),
        panels::by().to_string(),
        values::model(&scenario.model),
        panels::in_place().to_string(),
        values::place(&of.view),
        panels::sent().to_string(),
        panels::distance(&values::distance(scenario.distance_m), &cell),
        panels::at().to_string(),
        power(of.chosen.decision.power_w),
        panels::then_payload().to_string(),
        values::payload(scenario.payload_bytes_per_token),
        panels::end().to_string(),
    ]
    .concat()
}

fn sentence(both: [&Results; 2], names: &[String; 2]) -> String {
    let [kept_g, shown_g] = both.map(|it| it.chosen.total_g);
    let apart = Apart::of([kept_g, shown_g]);
    let (grams, [kept, shown]) = (apart.size, names);
    let change = values::against(shown_g, kept_g);
    if change == "0" {
        return said::same(kept, shown);
    }
    let first = if shown_g < kept_g {
        said::less(shown, &grams, kept, &change)
    } else {
        said::more(shown, &grams, kept, &change)
    };
    // The part that moved most; it is most of the change unless others move against it.
    let moved = Part::ALL.into_iter().filter(|it| *it != Part::Total).map(|part| {
        let [kept, shown] = both.map(|it| counted(part, it));
        (part, [kept, shown])
    });
    let change = |[kept, shown]: [f64; 2]| (shown - kept).abs();
    let most = moved.max_by(|a, b| change(a.1).total_cmp(&change(b.1)));
    let broken = both.into_iter().zip(names).filter(|(it, _)| !it.chosen.feasible());
    let broken: Vec<_> = broken.map(|(_, name)| said::breaks(name)).collect();
    let most = most.map(|(part, grams)| said::mostly(charts::part(part), &Apart::of(grams).signed));
    [vec![first], most.into_iter().collect(), broken].concat().join(gap())
}

/// What of a part counts, g.
fn counted(part: Part, of: &Results) -> f64 {
    let counts = Part::counted(of.view.scenario.boundary).any(|it| it == part);
    if counts { part.grams(&of.chosen) } else { 0.0 }
}

/// Two masses and what lies between them, so that who takes one from the other gets the third.
struct Apart {
    both: [String; 2],
    size: String,
    /// With a plus or a true minus.
    signed: String,
}

impl Apart {
    fn of(grams: [f64; 2]) -> Self {
        let some = grams.into_iter().filter(|it| *it > 0.0);
        let unit = MassUnit::reaching(some.fold(f64::INFINITY, f64::min));
        let counts = grams.map(|it| unit.count(it));
        let span = (counts[1] - counts[0]).abs();
        let numbers = counts.map(|it| resolved(it, span));
        // What is shown, and its decimals.
        let shown = |text: &String| {
            let digits: String = text.chars().filter(|it| *it != THIN_SPACE).collect();
            let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            decimal::read(&digits).map(|it| (it, decimals))
        };
        let change = match [shown(&numbers[0]), shown(&numbers[1])] {
            [Some((kept, a)), Some((shown, b))] => with_decimals(shown - kept, a.max(b)),
            // Too small for digits without a power of ten.
            _ => resolved(counts[1] - counts[0], span),
        };
        let nothing = !change.contains(|it| ('1'..='9').contains(&it));
        let bare = change.trim_start_matches('\u{2212}');
        let signed = match nothing {
            true => "0".to_string(),
            false if bare.len() < change.len() => with_unit(&change, unit.symbol()),
            false => format!("+{}", with_unit(&change, unit.symbol())),
        };
        let size = with_unit(if nothing { "0" } else { bare }, unit.symbol());
        let numbers = if nothing { counts.map(number) } else { numbers };
        Self { both: numbers.map(|it| with_unit(&it, unit.symbol())), size, signed }
    }
}

fn settings(both: [&Results; 2]) -> Vec<Row> {
    type Word = fn(&Scenario) -> String;
    let words: [(&str, Word); 6] = [
        ("model", |it| values::model(&it.model)),
        ("gpu", |it| it.gpu.gpu().label.to_string()),
        ("energy_model", |it| values::energy_model(it.energy_model).to_string()),
        ("cell", |it| {
            if it.own_cell() {
                values::sentence(&values::kind_of_cell(it))
            } else {
                values::cell_label(it.cell.cell()).to_string()
            }
        }),
        ("accounting", |it| values::accounting(it.accounting).to_string()),
        ("boundary", |it| values::boundary(it.boundary).to_string()),
    ];
    let row = |what: String, [kept, shown]: [String; 2]| Row {
        what,
        both: [kept, shown],
        difference: String::new(),
    };
    let scenarios = both.map(|it| &it.view.scenario);
    let words = words.into_iter().filter_map(|(name, word)| {
        let both = scenarios.map(word);
        (both[0] != both[1]).then(|| row(values::sentence(&named(name)), both))
    });
    let fields = FIELDS.iter().filter_map(|field| {
        let numbers = both.map(|it| it.valid.number(field.name));
        let said = |it: Option<f64>| it.map_or(String::new(), |it| values::value_of(field, it));
        // What the cell brings nobody has set: that the cell is another is said above.
        let set = scenarios.map(|it| it.number(field.name));
        let other = set[0] != set[1] && numbers[0] != numbers[1];
        other.then(|| row(fields::label(field).to_string(), numbers.map(said)))
    });
    words.chain(fields).collect()
}

fn figures(both: [&Results; 2]) -> Vec<Row> {
    let chosen = both.map(|it| &it.chosen);
    let row = |what: &str, both: [String; 2]| Row {
        what: what.to_string(),
        both,
        difference: String::new(),
    };
    let parts = Part::ALL.into_iter().filter_map(|part| {
        let grams = both.map(|it| counted(part, it));
        // What counts in neither.
        (grams != [0.0; 2]).then(|| {
            let Apart { both, signed, .. } = Apart::of(grams);
            Row { difference: signed, ..row(charts::part(part), both) }
        })
    });
    let decided = [
        row(said::length(), chosen.map(|it| whole(it.decision.tokens.into()))),
        row(said::power(), chosen.map(|it| power(it.decision.power_w))),
        row(said::quality(), chosen.map(|it| share(it.qoe.total))),
        row(said::latency(), chosen.map(|it| values::duration(it.latency_s))),
        row(said::radio(), chosen.map(|it| percent(it.radio_share()))),
    ];
    parts.chain(decided).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{Choice, View, decode, encode};
    use crate::scenario::{Boundary, Decision, PRESETS};
    use crate::ui::words::format::mass;
    use crate::ui::words::{Lang, set_lang};

    fn results(view: &View) -> Results {
        Results::new(view, FIRST_MANUAL, None).unwrap()
    }

    fn compared(kept_view: &View, shown: &View, names: [&str; 2]) -> Compared {
        let mut beside = Beside::keep(kept_view, results(kept_view).chosen.decision);
        (0..2).for_each(|which| beside.call(which, names[which]));
        let kept = kept(&beside).unwrap();
        compare(&kept, &results(shown), &beside.names)
    }

    #[test]
    fn tour_18_the_difference_is_said_and_each_part_adds_up() {
        let kept = View::default();
        let mut shown = View::default();
        shown.scenario.payload_bytes_per_token = 200.0;
        shown.scenario.bandwidth_mhz = 40.0;
        let both = compared(&kept, &shown, ["Today", "Text"]);
        let [a, b] = [&kept, &shown].map(|it| results(it).chosen.total_g);
        let change = values::against(b, a);
        let apart = Apart::of([a, b]);
        let less = format!("Text emits {} less than Today", apart.size);
        assert!(both.sentence.starts_with(&less), "{both:?}");
        assert!(both.sentence.contains(&change) && both.sentence.contains("Radio, "), "{both:?}");
        let set: Vec<_> = both.settings.iter().map(|it| it.what.as_str()).collect();
        assert_eq!(set, ["Bandwidth", "Payload"], "{both:?}");
        let total = both.figures.iter().find(|it| it.what == "Total").unwrap();
        assert_eq!(total.both, [mass(a), mass(b)]);
        assert_eq!(total.difference, apart.signed);
        assert!(both.designs[0].given.contains("5\u{a0}kB per token."), "{:?}", both.designs);
        assert!(both.designs[1].given.contains("200\u{a0}B per token."), "{:?}", both.designs);
        // The other way round it is more, and against itself nothing.
        let back = compared(&shown, &kept, ["Text", "Today"]);
        assert!(back.sentence.contains("more than Text"), "{}", back.sentence);
        let none = compared(&kept, &kept, ["", ""]);
        assert_eq!(none.sentence, "A and B emit the same.");
        assert!(none.settings.is_empty());
    }

    #[test]
    fn tour_18_a_base_station_of_ones_own_is_called_so_in_both_designs() {
        let mut own = View::default();
        own.scenario.make_cell_own();
        own.scenario.static_power_w = Some(90.0);
        let both = compared(&View::default(), &own, ["Today", "Own"]);
        assert!(both.designs[0].given.contains("macro cell"), "{both:?}");
        assert!(both.designs[1].given.contains("custom cell"), "{both:?}");
        let cell = both.settings.iter().find(|it| it.what == "Cell").unwrap();
        assert_eq!(cell.both, ["Macro", "Custom"]);
    }

    #[test]
    fn tour_18_each_difference_is_that_of_the_two_figures_beside_it() {
        let said = |grams| {
            let Apart { both: [kept, shown], size, signed } = Apart::of(grams);
            [kept, shown, size, signed].map(|it| it.replace('\u{a0}', " "))
        };
        for (grams, shown) in [
            ([0.638e-3, 0.344e-3], ["0.638 mg", "0.344 mg", "0.294 mg", "\u{2212}0.294 mg"]),
            ([13.62e-3, 13.58e-3], ["13.620 mg", "13.580 mg", "0.040 mg", "\u{2212}0.040 mg"]),
            ([0.0, 2.5e-3], ["0 mg", "2.50 mg", "2.50 mg", "+2.50 mg"]),
            ([1.2, 0.95], ["1\u{202f}200 mg", "950 mg", "250 mg", "\u{2212}250 mg"]),
            ([2e-3, 2e-3], ["2.00 mg", "2.00 mg", "0 mg", "0"]),
        ] {
            assert_eq!(said(grams), shown);
        }
    }

    #[test]
    fn tour_18_what_nobody_set_is_not_listed_as_set() {
        let mut shown = View::default();
        shown.scenario.cell = crate::scenario::CellKind::Micro;
        let both = compared(&View::default(), &shown, ["A", "B"]);
        let set: Vec<_> = both.settings.iter().map(|it| it.what.as_str()).collect();
        assert_eq!(set, ["Cell"], "{both:?}");
    }

    #[test]
    fn what_an_agent_answered_is_kept_as_it_was() {
        let scene = View { choice: Choice::Agent, ..View::default() };
        let decided = Decision { tokens: 333, power_w: 7.0 };
        let beside = Beside::keep(&scene, decided);
        assert_eq!(kept(&beside).unwrap().chosen.decision, decided);
        let view = View { beside: Some(Box::new(beside)), ..View::default() };
        assert_eq!(decode(&encode(&view)).0, view);
    }

    #[test]
    fn any_two_scenes_compare_in_every_language() {
        let mut scenes: Vec<_> = PRESETS.iter().map(|it| it.scenario()).collect();
        scenes.push(Scenario { boundary: Boundary::Phone, ..Scenario::default() });
        scenes.push(Scenario { qoe_min: 0.999, ..Scenario::default() });
        for lang in Lang::ALL {
            set_lang(lang);
            for kept in &scenes {
                for shown in &scenes {
                    let [kept, shown] =
                        [kept, shown].map(|it| View { scenario: it.clone(), ..View::default() });
                    let both = compared(&kept, &shown, ["<b>", "“x”"]);
                    let said = format!("{both:?}");
                    assert!(!both.sentence.contains(['{', '}']), "{said}");
                    let told = kept == shown || both.sentence.contains("<b>");
                    assert!(told && !both.sentence.contains("NaN"), "{said}");
                    assert_eq!(both.settings.is_empty(), kept == shown, "{said}");
                }
            }
        }
        set_lang(Lang::En);
    }
}
