//! The receipts of a class: as many as a text holds, each checked, with what a table says of it.

use super::{Checked, Receipt, ReceiptError, heads};
use crate::link::{self, LinkIssue, View};

/// As many receipts as are read of a text: more are no class.
const MOST: usize = 500;

/// A receipt among those of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub checked: Result<Checked, ReceiptError>,
    /// The first row with the same answer, by its place: the receipt was handed in again, or is of
    /// somebody else.
    pub same_as: Option<usize>,
    /// Minutes that it took by its own word, where those are more than are allowed, and those.
    pub late: Option<(u32, u32)>,
}

/// How a receipt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All that it states is what the model computes, of the assignment that was set.
    Matches,
    /// Computed, but something is not stated, or no assignment is at hand.
    Computed,
    Differs,
    Cut,
    Unreadable,
}

impl Row {
    /// How it stands; `compared` where the assignment was at hand.
    pub fn standing(&self, compared: bool) -> Standing {
        match &self.checked {
            Err(ReceiptError::Cut) => Standing::Cut,
            Err(_) => Standing::Unreadable,
            Ok(it) if !it.misfits.is_empty() => Standing::Differs,
            Ok(it) if compared && it.vouched() => Standing::Matches,
            Ok(_) => Standing::Computed,
        }
    }
}

/// Checks every receipt of a text, and every link of an answer that stands there alone. `set` is the
/// assignment as it was given out.
pub fn check(text: &str, set: Option<&View>) -> Vec<Row> {
    let mut all: Vec<Result<Receipt, ReceiptError>> = Vec::new();
    let starts: Vec<usize> = heads(text).into_iter().map(|it| it.start).take(MOST).collect();
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        all.push(Receipt::parse(&text[start..end]));
    }
    let known: Vec<View> =
        all.iter().flatten().map(|receipt| link::decode(&receipt.link).0).collect();
    all.extend(alone(text, known, starts.is_empty()).into_iter().map(Ok));
    // Something has been pasted, and it is none: that is said, not passed over.
    if all.is_empty() && !text.trim().is_empty() {
        all.push(Receipt::parse(text));
    }
    let allowed = set.and_then(|set| set.task.as_ref()?.minutes);
    let mut rows: Vec<Row> = Vec::new();
    let mut answers: Vec<Option<View>> = Vec::new();
    for receipt in all {
        let view = receipt.as_ref().ok().map(|it| link::decode(&it.link).0);
        let checked = receipt.and_then(|it| it.check(set));
        let (answer, spent) = match &checked {
            Ok(checked) => (view.map(bare), checked.receipt.minutes),
            Err(_) => (None, None),
        };
        let own = || answer.as_ref()?.task.as_ref()?.minutes;
        let most = if set.is_some() { allowed } else { own() };
        let late = spent.zip(most).filter(|(spent, most)| spent > most);
        let same_as = answer
            .as_ref()
            .and_then(|answer| answers.iter().position(|known| known.as_ref() == Some(answer)));
        answers.push(answer);
        rows.push(Row { checked, same_as, late });
    }
    rows
}

/// What of a view is the answer.
fn bare(mut view: View) -> View {
    if let Some(task) = &mut view.task {
        task.title.clear();
        task.hint.clear();
        task.answer.sort();
    }
    view
}

/// Links of answers that are no receipt's: whole ones anywhere; where there is no receipt at all, those
/// that were cut as well.
fn alone(text: &str, mut known: Vec<View>, cut_too: bool) -> Vec<Receipt> {
    let mut found = Vec::new();
    let lower = text.to_ascii_lowercase();
    // Where a word begins that holds the head of a link.
    let mut from = 0;
    let words = text.split_whitespace().filter_map(|word| {
        let at = from + text[from..].find(word)?;
        from = at + word.len();
        let holds =
            ["#v", "%23v", "523v", "-23v", "ahr0c"].iter().any(|it| lower[at..from].contains(it));
        holds.then_some(at)
    });
    for at in words.take(MOST) {
        let Some(link) = super::best_link(&text[at..], None) else { continue };
        let (view, issues) = link::decode(&link);
        let whole = issues.is_empty() && view.task.is_some();
        let cut = cut_too && issues.contains(&LinkIssue::Cut);
        if (whole || cut) && !known.contains(&view) {
            known.push(view);
            let name = String::new();
            found.push(Receipt {
                name,
                total_mg: None,
                qoe: None,
                passed: None,
                minutes: None,
                link,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answered, handed_in, set};
    use super::super::{Misfit, judge};
    use super::*;
    use crate::link::encode;

    /// The receipt of somebody who sets that length.
    fn of(name: &str, tokens: u32, minutes: u32) -> Receipt {
        let mut view = answered();
        view.task.as_mut().unwrap().set("tokens", &tokens.to_string()).unwrap();
        let link = format!("https://aolo.example/lab/#{}", encode(&view));
        Receipt::new(&view, name, Some(minutes), link).unwrap()
    }

    fn timed() -> View {
        let mut set = set();
        set.task.as_mut().unwrap().minutes = Some(20);
        set
    }

    #[test]
    fn tour_13_thirty_receipts_are_a_table_of_thirty_rows() {
        let all: Vec<Receipt> = (0..30).map(|it| of(&format!("P{it}"), 300 + it, 5 + it)).collect();
        let texts: Vec<String> = all.iter().map(Receipt::to_text).collect();
        for text in [
            texts.concat(),
            texts.join("\n\n-- \nSent from my phone\n"),
            texts
                .iter()
                .map(|it| it.replace('\n', "\n> "))
                .collect::<Vec<_>>()
                .join("\nOn Monday somebody wrote:\n> "),
            texts
                .iter()
                .map(|it| format!("\"{}\"", it.replace('\n', " ")))
                .collect::<Vec<_>>()
                .join(",\n"),
        ] {
            let rows = check(&text, Some(&timed()));
            assert_eq!(rows.len(), 30, "{text}");
            for (row, receipt) in rows.iter().zip(&all) {
                let checked = row.checked.as_ref().unwrap();
                assert_eq!(checked.receipt.name, receipt.name);
                assert_eq!(row.standing(true), Standing::Matches, "{checked:?}");
                assert_eq!(row.same_as, None);
                // By its own word; more than are allowed are marked.
                let late = receipt.minutes.filter(|it| *it > 20).map(|it| (it, 20));
                assert_eq!(row.late, late);
            }
            assert!(rows.iter().any(|it| it.late.is_some()));
        }
    }

    #[test]
    fn tour_13_good_damaged_foreign_and_doubled_ones_stand_beside_each_other() {
        let good = of("Ana", 330, 7);
        let mut other = answered();
        other.scenario.distance_m = 50.0;
        let foreign = Receipt::new(&other, "Ben", Some(3), format!("#{}", encode(&other))).unwrap();
        let forged = Receipt { total_mg: good.total_mg.map(|it| it - 1.0), ..of("Cem", 340, 3) };
        let cut = of("Dana", 350, 3).to_text();
        let cut = &cut[..cut.trim_end().len() - 12];
        let copied = Receipt { name: "Eli".to_string(), ..good.clone() };
        let alone = of("", 360, 1).link;
        let text = [
            good.to_text(),
            foreign.to_text(),
            forged.to_text(),
            format!("{cut}\n"),
            copied.to_text(),
            format!("Fay: {alone} and thanks\n"),
        ]
        .concat();
        let rows = check(&text, Some(&set()));
        let standings: Vec<_> = rows.iter().map(|it| it.standing(true)).collect();
        use Standing::{Computed, Cut, Differs, Matches};
        assert_eq!(standings, [Matches, Differs, Differs, Cut, Matches, Computed]);
        let misfits = |index: usize| &rows[index].checked.as_ref().unwrap().misfits;
        assert!(
            matches!(&misfits(1)[..], [Misfit::OtherAssignment(differ)] if differ[0].name == "distance_m")
        );
        assert!(matches!(misfits(2)[0], Misfit::Emissions { .. }));
        let same: Vec<_> = rows.iter().map(|it| it.same_as).collect();
        assert_eq!(same, [None, None, None, None, Some(0), None]);
        // Without the assignment nothing is vouched for.
        let uncompared = check(&text, None);
        assert_eq!(uncompared[0].standing(false), Computed);
        assert_eq!(uncompared[1].standing(false), Computed);
    }

    #[test]
    fn tour_13_links_alone_and_what_is_none_are_rows_too() {
        let links: Vec<String> = [330, 340, 350].map(|it| of("", it, 1).link).to_vec();
        let text = links.iter().map(|it| format!("- <{it}> {it}\n")).collect::<String>();
        let rows = check(&text, Some(&set()));
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|it| it.standing(true) == Standing::Computed));
        let found =
            rows.iter().map(|it| it.checked.as_ref().unwrap().verdict.print.decision.tokens);
        assert_eq!(found.collect::<Vec<_>>(), [330, 340, 350]);
        assert_eq!(check("hello", Some(&set()))[0].checked, Err(ReceiptError::Head));
        assert_eq!(check(" \n", Some(&set())), []);
        let link = &links[0];
        let cut = check(&link[..link.len() - 9], Some(&set()));
        assert_eq!((cut.len(), cut[0].standing(true)), (1, Standing::Cut));
        assert!(judge(&answered()).is_some() && handed_in().passed == Some(true));
    }
}
