//! What a link says of the day: `day.date=2020-07-27&day.sites=GB:0.6,DK:0.6`. What it leaves out is at its
//! default.
//!
//! The page opens without what knows a day, so a link's words are kept as they stand until Day is shown:
//! then `day::said` reads them, and says which of them it could not use.

use crate::day::said::GIVEN;

/// Letters of a value that are kept; a day with four sites and a load of its own has fewer.
const LETTERS_MAX: usize = 400;

/// Parts of a link, joined as they are in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written(String);

impl Written {
    /// Of names and values.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, impl AsRef<str>)>) -> Self {
        let mut written = Self::default();
        pairs.into_iter().for_each(|(name, value)| written.take(name, value.as_ref()));
        written
    }

    /// Adds one; letters that no value has become `_`.
    pub fn take(&mut self, name: &str, value: &str) {
        let plain = |letter: char| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | ',' | ':' => letter,
            _ => '_',
        };
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(GIVEN);
        self.0.extend(name.chars().take(LETTERS_MAX).map(plain));
        self.0.push('=');
        self.0.extend(value.chars().take(LETTERS_MAX).map(plain));
    }

    /// Names without what stands before them, and values.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.0.split('&').filter_map(|part| part.strip_prefix(GIVEN)?.split_once('='))
    }

    /// As a link has them; none where all is at its default.
    pub(super) fn parts(&self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Place, View, decode, encode};
    use super::*;

    #[test]
    fn a_day_stands_in_the_link_wherever_it_is_shown_and_older_links_have_the_default() {
        let day = Written::of([("date", "2020-03-01"), ("sites", "GB:0.6,DK:1")]);
        let view = View { place: Place::Day, day: day.clone(), ..View::default() };
        let link = "v4&view=day&day.date=2020-03-01&day.sites=GB:0.6,DK:1&end";
        assert_eq!(encode(&view), link);
        assert_eq!(decode(link), (view.clone(), vec![]));
        // Who goes to Explore and comes back finds the day as it was.
        let elsewhere = View { place: Place::Explore, ..view };
        assert_eq!(decode(&encode(&elsewhere)), (elsewhere, vec![]));
        // As messengers send it.
        let mangled = link.replace('&', "&amp;").replace(':', "%3A").replace(',', "%2C");
        assert_eq!(decode(&mangled).0.day, day);
        for older in ["#v1&distance_m=600", "#v3&distance_m=600&end", "v4&distance_m=600&end"] {
            assert_eq!(decode(older).0.day, Written::default());
        }
    }

    #[test]
    fn whatever_a_link_says_of_the_day_stays_in_its_place() {
        let hostile =
            "v4&bandwidth_mhz=40&day.date=<b>&day.x%3Cy=7&day.sites=%F0%9F%92%A9&day.=&day.load=";
        let long = "9".repeat(100_000);
        let (view, issues) = decode(&format!("{hostile}{long}&end"));
        assert_eq!((view.scenario.bandwidth_mhz, issues), (40.0, vec![]));
        let pairs: Vec<_> = view.day.pairs().collect();
        assert_eq!(pairs[0], ("date", "_b_"));
        assert!(pairs.iter().all(|(name, value)| name.len() + value.len() <= 2 * LETTERS_MAX));
        // Reading and writing it again changes nothing.
        let link = encode(&view);
        assert!(link.is_ascii() && link.len() < 1_000, "{link}");
        assert_eq!(encode(&decode(&link).0), link);
        let (twice, issues) = decode("v4&day.date=2020-01-01&day.date=2020-01-02&end");
        assert!(issues[0].to_string().contains("day.date is given twice"), "{issues:?}");
        assert_eq!(twice.day, Written::of([("date", "2020-01-01")]));
    }
}
