//! What helps most, in words.

use crate::data::LLMS;
use crate::levers::{Change, Helps, Whose, helps};
use crate::link::Choice;
use crate::ui::state::results::Results;
use crate::ui::words::format::{prefixed, share_saved};
use crate::ui::words::{levers as words, values};

/// What stands on a button.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it saves of the total.
    pub share: String,
    pub name: String,
    /// What it saves in grams, and whose it is.
    pub whose: String,
}

/// What is said of a scene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub rows: Vec<Row>,
    /// Why there is none.
    pub why_none: Option<&'static str>,
}

/// What helps most.
pub fn say(results: &Results) -> Said {
    let none = |why| Said { rows: Vec::new(), why_none: Some(why) };
    match helps(&results.view) {
        Helps::NothingHolds => none(words::nothing_holds()),
        Helps::Broken => none(words::broken()),
        Helps::These(levers) if levers.is_empty() => none(words::nothing_helps()),
        Helps::These(levers) => {
            let row = |lever: &crate::levers::Lever| {
                let whose = words::saves(&values::mass(lever.saves_g), whose(lever.change));
                Row { share: share_saved(lever.share), name: name(lever.change), whose }
            };
            Said { rows: levers.iter().map(row).collect(), why_none: None }
        }
    }
}

/// At what the savings are computed.
pub fn at(choice: Choice) -> &'static str {
    if matches!(choice, Choice::Manual(_)) { words::at_yours() } else { words::at_best() }
}

/// What the accounting does to the total, apart from all that is emitted.
pub fn books(results: &Results) -> String {
    let all = results.by_accounting_g();
    let least = all.into_iter().fold(f64::INFINITY, f64::min);
    let most = all.into_iter().fold(0.0, f64::max);
    words::books(&values::mass(least), &values::mass(most))
}

/// A change as a button says it.
pub fn name(change: Change) -> String {
    match change {
        Change::Grids(zone) => words::grids(&values::zone_label(zone)),
        Change::CentreGrid(zone) => words::centre_grid(&values::zone_label(zone)),
        Change::CellGrid(zone) => words::cell_grid(&values::zone_label(zone)),
        Change::Model(name) => {
            let known = LLMS.iter().find(|llm| llm.name == name);
            words::model(known.map_or(name, |llm| llm.label))
        }
        Change::Need(_) => words::need().to_string(),
        Change::Text(_) => words::text().to_string(),
        Change::Whole(_) => words::whole().to_string(),
        Change::Batch(requests) => words::batch(&values::whole(requests)),
        Change::Nearer(metres) => words::nearer(&prefixed(metres, "m")),
        Change::Cell(cell) => words::cell(&values::lowered(values::cell_label(cell.cell()))),
        Change::Tokens(tokens) => words::tokens(&values::whole(tokens.into())),
        Change::Power(power_w) => words::power(&values::power(power_w)),
    }
}

fn whose(change: Change) -> &'static str {
    match change.whose() {
        Whose::Yours => words::yours(),
        Whose::Service if matches!(change, Change::Model(_)) => words::model_service(),
        Whose::Service => words::service(),
        Whose::Operator => words::operator(),
        Whose::Grid => words::grid(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::View;
    use crate::scenario::{Decision, PRESETS};
    use crate::ui::state::results::{FIRST_MANUAL, opening};
    use crate::ui::words::{Lang, set_lang};

    fn said(view: &View) -> Said {
        say(&Results::new(view, FIRST_MANUAL, None).unwrap())
    }

    #[test]
    fn each_row_says_what_it_saves_and_whose_it_is() {
        let rows = said(&opening()).rows;
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[0].name, "Grid of France");
        assert!(rows[0].whose.ends_with("mg · the grid’s"), "{}", rows[0].whose);
        assert!(rows.iter().all(|row| row.share.starts_with('\u{2212}')), "{rows:?}");
        let none = said(&View {
            choice: Choice::Manual(Decision { tokens: 2, power_w: 1.0 }),
            ..opening()
        });
        assert!(none.rows.is_empty() && none.why_none.unwrap().contains("breaks a limit"));
    }

    /// Buttons hold two short lines.
    #[test]
    fn names_fit_their_buttons_in_every_language() {
        for lang in Lang::ALL {
            set_lang(lang);
            for preset in PRESETS {
                for choice in
                    [Choice::Optimum, Choice::Manual(Decision { tokens: 1500, power_w: 0.12 })]
                {
                    let view = View { scenario: preset.scenario(), choice, ..View::default() };
                    for row in said(&view).rows {
                        let width = |it: char| if it as u32 > 0x2e80 { 2 } else { 1 };
                        let letters: usize = row.name.chars().map(width).sum();
                        assert!(letters <= 40, "{}: {letters}", row.name);
                        assert!(!row.whose.is_empty());
                    }
                }
            }
        }
        set_lang(Lang::En);
    }
}
