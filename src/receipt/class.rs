//! The receipts of a class: as many as a text holds, each checked, with what a table says of it.

use super::text::{best_link, heads, is_gap, said_by};
use super::{Checked, Receipt, ReceiptError, day, fixed};
use crate::data::day::GridYear;
use crate::link::{self, LinkIssue, View};
use crate::teach::reach::reach;
use std::sync::Arc;

/// As many receipts as are read of a text: more are no class.
const MOST: usize = 500;
/// This near to the least that can be reached, everybody who looks for it arrives: that two have the same
/// answer there says nothing.
const AT_BEST: f64 = 0.005;
/// What a word holds that holds the head of a link, as mails and messengers write it.
const LINK_HEADS: [&str; 5] = ["#v", "%23v", "523v", "-23v", "ahr0c"];

/// A receipt among those of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Who it is of by its own word, also where it cannot be checked: somebody has to be asked again.
    pub name: String,
    pub checked: Result<Checked, ReceiptError>,
    /// The first row with the same answer, by its place: the receipt was handed in again, or is of
    /// somebody else. None where the answer is the best there is.
    pub same_as: Option<usize>,
    /// The first row of the same name, by its place: somebody has handed in again, or two are called alike.
    pub named_as: Option<usize>,
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
/// assignment as it was given out, `years` the grids that are at hand.
pub fn check(text: &str, set: Option<&View>, years: &[Arc<GridYear>]) -> Vec<Row> {
    let parsed = |text: &str| (said_by(text), Receipt::parse(text));
    let mut all: Vec<(String, Result<Receipt, ReceiptError>)> = Vec::new();
    let starts: Vec<usize> = heads(text).into_iter().map(|it| it.start).take(MOST).collect();
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        all.push(parsed(&text[start..end]));
    }
    let known: Vec<View> =
        all.iter().flat_map(|it| &it.1).map(|receipt| link::decode(&receipt.link).0).collect();
    let links = alone(text, known, starts.is_empty()).into_iter();
    all.extend(links.map(|receipt| (receipt.name.clone(), Ok(receipt))));
    // Something has been pasted, and it is none: that is said, not passed over.
    if all.is_empty() && !text.trim().is_empty() {
        all.push(parsed(text));
    }
    let allowed = set.and_then(|set| set.task.as_ref()?.minutes);
    let mut rows: Vec<Row> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut answers: Vec<Option<View>> = Vec::new();
    // Of those that somebody has had before: whether they are the best there is.
    let mut best: Vec<Option<bool>> = Vec::new();
    for (name, receipt) in all {
        let view = receipt.as_ref().ok().map(|it| link::decode(&it.link).0);
        let checked = receipt.and_then(|it| it.check(set, years));
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
        let same_as = same_as.zip(answer.as_ref()).and_then(|(first, answer)| {
            let is_best = *best[first].get_or_insert_with(|| at_best(answer, &checked, years));
            (!is_best).then_some(first)
        });
        let own = called(&name);
        let named_as = names.iter().position(|it| !own.is_empty() && *it == own);
        names.push(own);
        answers.push(answer);
        best.push(None);
        rows.push(Row { name, checked, same_as, named_as, late });
    }
    rows
}

/// A name as it is compared: “ana ” is Ana.
fn called(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether nobody could do better.
fn at_best(
    answer: &View,
    checked: &Result<Checked, ReceiptError>,
    years: &[Arc<GridYear>],
) -> bool {
    let least_g = || match day::is_asked(answer) {
        true => day::least_g(answer, years),
        false => {
            reach(answer.task.as_ref()?, &answer.scenario, fixed(answer)).map(|it| it.print.total_g)
        }
    };
    let total_g = checked.as_ref().ok().map(|it| it.verdict.total_g);
    total_g.zip(least_g()).is_some_and(|(total_g, least_g)| total_g <= least_g * (1.0 + AT_BEST))
}

/// Lines of a text that are of no receipt and of no link: what somebody wrote in place of one.
pub fn passed_over(text: &str) -> Vec<&str> {
    /// Where a line stands: a link may go on in the next one, but has no space in it.
    enum At {
        Outside,
        Receipt,
        Link,
    }
    let (lower, starts) = (text.to_ascii_lowercase(), heads(text));
    let (mut at, mut from, mut found) = (At::Outside, 0, Vec::new());
    for line in text.split_inclusive('\n') {
        let place = from..from + line.len();
        from = place.end;
        let said = line.trim_matches(is_gap);
        let links = LINK_HEADS.iter().any(|it| lower[place.clone()].contains(it));
        at = match at {
            _ if links => At::Link,
            _ if starts.iter().any(|it| place.contains(&it.start)) => At::Receipt,
            At::Receipt => At::Receipt,
            At::Link if !said.is_empty() && !said.contains(char::is_whitespace) => At::Link,
            At::Link | At::Outside => At::Outside,
        };
        if matches!(at, At::Outside) && said.contains(char::is_alphabetic) {
            found.push(said);
        }
    }
    found
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
        let holds = LINK_HEADS.iter().any(|it| lower[at..from].contains(it));
        holds.then_some(at)
    });
    for at in words.take(MOST) {
        let Some(link) = best_link(&text[at..], None) else { continue };
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
    fn who_hands_in_again_is_a_row_that_says_so() {
        let names = ["Ana", "Ben", " ana", "", "", "María José", "maría  josé"];
        let all = names.iter().enumerate().map(|(it, name)| of(name, 300 + it as u32, 5).to_text());
        let rows = check(&all.collect::<String>(), Some(&timed()), &[]);
        let named: Vec<_> = rows.iter().map(|it| it.named_as).collect();
        assert_eq!(named, [None, None, Some(0), None, None, None, Some(5)]);
        assert!(rows.iter().all(|it| it.standing(true) == Standing::Matches));
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
            let rows = check(&text, Some(&timed()), &[]);
            assert_eq!(rows.len(), 30, "{text}");
            for (row, receipt) in rows.iter().zip(&all) {
                let checked = row.checked.as_ref().unwrap();
                assert_eq!(checked.receipt.name, receipt.name);
                assert_eq!(row.standing(true), Standing::Matches, "{checked:?}");
                assert_eq!((row.same_as, row.named_as), (None, None));
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
        let rows = check(&text, Some(&set()), &[]);
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
        // Who is asked for a cut one again.
        let names: Vec<_> = rows.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["Ana", "Ben", "Cem", "Dana", "Eli", ""]);
        // Without the assignment nothing is vouched for.
        let uncompared = check(&text, None, &[]);
        assert_eq!(uncompared[0].standing(false), Computed);
        assert_eq!(uncompared[1].standing(false), Computed);
    }

    #[test]
    fn tour_13_the_same_answer_is_said_apart_and_never_of_the_best_there_is() {
        let mut best = set();
        let task = best.task.as_mut().unwrap();
        for (name, value) in reach(task, &set().scenario, None).unwrap().answer {
            task.set(&name, &value).unwrap();
        }
        let link = format!("https://aolo.example/lab/#{}", encode(&best));
        let best = Receipt::new(&best, "Ana", Some(3), link).unwrap();
        // A class that found the optimum, and two who share another answer.
        let mut class: Vec<Receipt> =
            (0..24).map(|it| Receipt { name: format!("P{it}"), ..best.clone() }).collect();
        class.extend([of("Yan", 420, 3), of("Zoe", 420, 4)]);
        let text: String = class.iter().map(Receipt::to_text).collect();
        let rows = check(&text, Some(&set()), &[]);
        assert!(rows.iter().all(|it| it.standing(true) == Standing::Matches), "{rows:?}");
        let shared: Vec<_> = rows.iter().filter_map(|it| it.same_as).collect();
        assert_eq!(shared, [24]);
    }

    #[test]
    fn tour_13_an_answer_is_judged_by_the_assignment_above_whatever_its_link_says() {
        let stands = |change: fn(&mut View)| {
            let mut link = answered();
            change(&mut link);
            let found = format!("https://aolo.example/lab/#{}", encode(&link));
            let receipt = Receipt::new(&link, "Ben", Some(3), found).unwrap();
            let rows = check(&receipt.to_text(), Some(&set()), &[]);
            let checked = rows[0].checked.clone().unwrap();
            (checked.verdict.passed, checked.stands.passed, checked.stands.broken.len())
        };
        assert_eq!(stands(|_| ()), (true, true, 0));
        let easier = |link: &mut View| {
            let task = link.task.as_mut().unwrap();
            task.at_most_mg = Some(90.0);
            task.set("tokens", "900").unwrap();
        };
        assert_eq!(stands(easier), (true, false, 0));
        let nearly_nothing = |link: &mut View| {
            link.scenario.qoe_min = 0.1;
            link.task.as_mut().unwrap().set("tokens", "60").unwrap();
        };
        assert_eq!(stands(nearly_nothing), (true, false, 1));
        let nearer = |link: &mut View| {
            link.scenario.distance_m = 60.0;
            link.task.as_mut().unwrap().set("tokens", "500").unwrap();
        };
        assert!(!stands(nearer).1);
    }

    #[test]
    fn tour_13_lines_that_are_no_receipt_are_named_and_those_of_receipts_are_not() {
        let [ana, ben] = [of("Ana", 400, 3), of("Ben", 410, 4)].map(|it| it.to_text());
        assert_eq!(passed_over(&format!("{ana}\n\n{ben}")), [""; 0]);
        let text = format!("hello I did it\n{ana}\n\nme too!\n{ben}\n> thanks, Ben\n");
        assert_eq!(passed_over(&text), ["hello I did it", "me too!", "thanks, Ben"]);
        // Wrapped as mails are, quoted, in one line, and links alone.
        let wrapped = ana.chars().collect::<Vec<_>>();
        let wrapped: Vec<String> = wrapped.chunks(70).map(|it| it.iter().collect()).collect();
        let quoted = format!("> {}", wrapped.join("\n").replace('\n', "\n> "));
        for text in [&quoted, &ana.replace('\n', " "), &of("", 400, 1).link] {
            assert_eq!(passed_over(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn tour_13_links_alone_and_what_is_none_are_rows_too() {
        let links: Vec<String> = [330, 340, 350].map(|it| of("", it, 1).link).to_vec();
        let text = links.iter().map(|it| format!("- <{it}> {it}\n")).collect::<String>();
        let rows = check(&text, Some(&set()), &[]);
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|it| it.standing(true) == Standing::Computed));
        let tokens = |it: &Row| {
            let view = link::decode(&it.checked.as_ref().unwrap().receipt.link).0;
            view.task.unwrap().answered("tokens").map(str::to_string)
        };
        let found: Vec<_> = rows.iter().filter_map(tokens).collect();
        assert_eq!(found, ["330", "340", "350"]);
        assert_eq!(check("hello", Some(&set()), &[])[0].checked, Err(ReceiptError::Head));
        assert_eq!(check(" \n", Some(&set()), &[]), []);
        let link = &links[0];
        let cut = check(&link[..link.len() - 9], Some(&set()), &[]);
        assert_eq!((cut.len(), cut[0].standing(true)), (1, Standing::Cut));
        assert!(judge(&answered()).is_some() && handed_in().passed == Some(true));
    }
}
