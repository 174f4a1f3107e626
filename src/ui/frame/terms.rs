//! The glossary's terms, and where a text uses them first.

use crate::ui::words::{Lang, glossary as words, lang};

/// A term with what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// As in the address of its entry.
    pub key: &'static str,
    pub name: &'static str,
    /// How it is called beside figures, where that is another word.
    short: Option<&'static str>,
    pub means: &'static str,
}

/// All terms, in the page's language.
pub fn terms() -> Vec<Term> {
    let term = |key, name, means| Term { key, name, short: None, means };
    vec![
        term("token", words::token(), words::token_means()),
        term("model", words::model(), words::model_means()),
        term("gpu", words::gpu(), words::gpu_means()),
        term("embodied", words::embodied(), words::embodied_means()),
        term("grid", words::grid(), words::grid_means()),
        term("station", words::station(), words::station_means()),
        term("power", words::power(), words::power_means()),
        term("bandwidth", words::bandwidth(), words::bandwidth_means()),
        Term { short: Some("QoE"), ..term("quality", words::quality(), words::quality_means()) },
        term("latency", words::latency(), words::latency_means()),
        term("outage", words::outage(), words::outage_means()),
        term("optimum", words::optimum(), words::optimum_means()),
        term("agent", words::agent(), words::agent_means()),
        term("rule", words::rule(), words::rule_means()),
        term("rest", words::rest(), words::rest_means()),
        term("defaults", words::defaults(), words::defaults_means()),
        term("sdrl", words::sdrl(), words::sdrl_means()),
        term("update", words::update(), words::update_means()),
        term("spike", words::spike(), words::spike_means()),
        term("co2e", words::co2e(), words::co2e_means()),
        term("pue", words::pue(), words::pue_means()),
        term("payload", words::payload(), words::payload_means()),
        term("batch", words::batch(), words::batch_means()),
        term("sac", words::sac(), words::sac_means()),
        term("gap", words::gap(), words::gap_means()),
        term("seed", words::seed(), words::seed_means()),
        term("counted", words::counted(), words::counted_means()),
        term("mixture", words::mixture(), words::mixture_means()),
        term("dense", words::dense(), words::dense_means()),
        term("thinking", words::thinking(), words::thinking_means()),
        term("aolo", words::aolo(), words::aolo_means()),
    ]
}

/// A piece of a text: plain, or the first use of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Plain(String),
    Use(Term, String),
}

/// Cuts a text where it first uses each term. `known` are terms used before; they are added to.
pub fn cut(text: &str, known: &mut Vec<&'static str>) -> Vec<Piece> {
    // Letter for letter as long as the text, so that places in one are places in the other.
    let small: String = text.chars().map(small).collect();
    let mut uses: Vec<(usize, usize, Term)> = Vec::new();
    for term in terms() {
        if known.contains(&term.key) {
            continue;
        }
        let first = |name: &str| {
            let (text, name) = match as_written(name) {
                true => (text, name.to_string()),
                false => (small.as_str(), name.chars().map(self::small).collect()),
            };
            text.match_indices(&name).find_map(|(from, _)| {
                let to = word_end(text, from, from + name.len())?;
                let free = uses.iter().all(|(begin, end, _)| to <= *begin || from >= *end);
                free.then_some((from, to))
            })
        };
        let found = [Some(term.name), term.short].into_iter().flatten().filter_map(first).min();
        if let Some((from, to)) = found {
            uses.push((from, to, term));
            known.push(term.key);
        }
    }
    uses.sort_by_key(|it| it.0);
    let (mut pieces, mut from) = (Vec::new(), 0);
    for (at, to, term) in uses {
        if at > from {
            pieces.push(Piece::Plain(text[from..at].to_string()));
        }
        pieces.push(Piece::Use(term, text[at..to].to_string()));
        from = to;
    }
    if from < text.len() {
        pieces.push(Piece::Plain(text[from..].to_string()));
    }
    pieces
}

/// Whether a name is one only in capitals, as PUE is: “pues” in Spanish is another word.
fn as_written(name: &str) -> bool {
    name.chars().filter(|it| it.is_uppercase()).count() > 1
}

/// In lower case where that takes as many bytes.
fn small(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(small), None) if small.len_utf8() == letter.len_utf8() => small,
        _ => letter,
    }
}

/// Where the word that stands there ends, with the ending of a plural; none if it is a part of
/// another. Chinese has no spaces.
fn word_end(text: &str, from: usize, to: usize) -> Option<usize> {
    if lang() == Lang::Zh {
        return Some(to);
    }
    let letter = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    let end = if text[to..].starts_with('s') { to + 1 } else { to };
    let whole = !letter(text[..from].chars().next_back()) && !letter(text[end..].chars().next());
    whole.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_use_of_each_term_is_found_whole() {
        let mut known = Vec::new();
        let pieces = cut("Tokens cost: a token, a gridlock, the Grid.", &mut known);
        let uses: Vec<_> = pieces
            .iter()
            .filter_map(|it| match it {
                Piece::Use(term, text) => Some((term.key, text.as_str())),
                Piece::Plain(_) => None,
            })
            .collect();
        assert_eq!(uses, [("token", "Tokens"), ("grid", "Grid")]);
        assert_eq!(known, ["token", "grid"]);
        let whole: String = pieces
            .iter()
            .map(|it| match it {
                Piece::Plain(text) | Piece::Use(_, text) => text.as_str(),
            })
            .collect();
        assert_eq!(whole, "Tokens cost: a token, a gridlock, the Grid.");
        // What was used before is not found again.
        assert_eq!(cut("the grid", &mut known), [Piece::Plain("the grid".to_string())]);
        // Initials are used as they are written, with the ending of a plural.
        let used =
            |text: &str| cut(text, &mut Vec::new()).iter().any(|it| matches!(it, Piece::Use(..)));
        for text in ["a PUE of 1.2", "PUEs", "the GPUs", "the QoE"] {
            assert!(used(text), "{text}");
        }
        for text in ["pues envía más", "a pue", "un sac", "gpus"] {
            assert!(!used(text), "{text}");
        }
        // Figures have short names, which lead there as well, once.
        let mut known = Vec::new();
        assert_eq!(cut("QoE threshold, and the quality", &mut known).len(), 2);
        assert_eq!(known, ["quality"]);
    }

    #[test]
    fn keys_differ() {
        let mut keys: Vec<_> = terms().iter().map(|it| it.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), terms().len());
    }
}
