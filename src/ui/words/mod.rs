//! The page's words in its languages, by typed keys.
//!
//! `build.rs` makes a function for each line of `texts/en` (see `build/texts.rs`):
//! `best_here(tokens: &str, power: &str) -> String`, or one that gives a `&'static str` where the
//! text takes nothing. A key that lacks a language, or an argument, fails the build. The language
//! is one for the whole page. Whoever shows words in the page is built again when it changes, so
//! that no component has to follow it.
//!
//! The page holds the numbers of its texts and fetches the texts themselves ([`fetched`], read by
//! [`shipped`]); every other build holds them.

use std::cell::Cell;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

pub mod explain;
pub mod fields;
pub mod format;
pub mod shipped;
pub mod sources;
pub mod typed;
pub mod values;

#[cfg(test)]
mod leftovers;
#[cfg(test)]
mod usage;

#[cfg(browser)]
pub mod fetched;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    En,
    Zh,
    Es,
}

impl Lang {
    pub const ALL: [Self; 3] = [Self::En, Self::Zh, Self::Es];

    /// Its tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        ["en", "zh", "es"][self as usize]
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        ["English", "中文", "Español"][self as usize]
    }

    /// The language that a tag such as `zh-CN` asks for.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }
}

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::En) };
}

/// The language of the page.
pub fn lang() -> Lang {
    LANG.get()
}

/// Changes the language of all words that are asked for from now on.
pub fn set_lang(lang: Lang) {
    LANG.set(lang);
}

/// The text of that number in the page's language.
#[cfg(not(browser))]
fn text(number: usize) -> &'static str {
    TEXTS[lang() as usize].get(number).copied().unwrap_or_default()
}

/// The text of that number in the page's language.
#[cfg(browser)]
fn text(number: usize) -> &'static str {
    fetched::text(lang(), number)
}

/// A text with each `{0}` replaced by the value of that number, and `{0|one|many}` by what fits it;
/// values are not searched again.
fn fill(text: &str, values: &[&str]) -> String {
    let mut rest = text;
    let mut filled = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        join(&mut filled, before);
        let (inside, after) = after.split_once('}').unwrap_or((after, ""));
        let mut parts = inside.split('|');
        let number = parts.next().unwrap_or_default();
        let value = number.parse().ok().and_then(|number: usize| values.get(number)).copied();
        let value = value.unwrap_or(number);
        let next = match (parts.next(), parts.next()) {
            (Some(one), Some(many)) => {
                if value == "1" {
                    one
                } else {
                    many
                }
            }
            _ => value,
        };
        join(&mut filled, next);
        rest = after;
    }
    join(&mut filled, rest);
    filled
}

/// Puts the next part of a text behind the last. In Chinese a figure or a Latin letter stands off by a
/// space, and a Chinese one does not, whatever the value is.
fn join(text: &mut String, next: &str) {
    if lang() != Lang::Zh {
        return text.push_str(next);
    }
    let (before, after) = (text.trim_end_matches(' '), next.trim_start_matches(' '));
    let meet = before.chars().next_back().zip(after.chars().next());
    let is = |left: fn(char) -> bool, right: fn(char) -> bool| {
        meet.is_some_and(|(last, first)| left(last) && right(first))
    };
    if is(is_chinese, is_chinese) {
        text.truncate(before.len());
        return text.push_str(after);
    }
    let touch = before.len() == text.len() && after.len() == next.len();
    if touch && (is(is_chinese, stands_off) || is(stands_off, is_chinese)) {
        text.push(' ');
    }
    text.push_str(next);
}

fn is_chinese(letter: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&letter)
}

/// Figures, Latin letters, and the signs that belong to figures.
fn stands_off(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '%' | '\u{2212}' | '\u{c0}'..='\u{24f}')
}

/// Between two sentences: nothing after a Chinese full stop.
pub fn gap() -> &'static str {
    if lang() == Lang::Zh { "" } else { " " }
}

/// Between two remarks in a line.
pub fn semicolon() -> &'static str {
    if lang() == Lang::Zh { "；" } else { "; " }
}

/// Between two sentences, with the full stop of the first.
pub fn stop() -> &'static str {
    if lang() == Lang::Zh { "。" } else { ". " }
}

/// Before what is said of a name.
pub fn colon() -> &'static str {
    if lang() == Lang::Zh { "：" } else { ": " }
}

/// An aside.
pub fn bracketed(text: &str) -> String {
    if lang() == Lang::Zh { format!("（{text}）") } else { format!("({text})") }
}

/// Between two values that stand in a line.
pub fn listed() -> &'static str {
    if lang() == Lang::Zh { "，" } else { ", " }
}

/// Between two names of a list.
pub fn comma() -> &'static str {
    if lang() == Lang::Zh { "、" } else { ", " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_the_language() {
        let said = || (bar::undo(), names::span("1", "{0}"));
        assert_eq!(said(), ("Undo", "1 to {0}".to_string()));
        set_lang(Lang::Es);
        assert_eq!(said(), ("Deshacer", "1 a {0}".to_string()));
        set_lang(Lang::En);
    }

    #[test]
    fn values_stand_where_their_numbers_are() {
        assert_eq!(fill("{1} con {0}, {1}", &["a", "{0}"]), "{0} con a, {0}");
    }

    /// Whether no figure touches a Chinese letter, and no space stands between two of those.
    fn even(text: &str) -> bool {
        let letters: Vec<char> = text.chars().collect();
        let touch = letters.windows(2).any(|it| {
            is_chinese(it[0]) && stands_off(it[1]) || stands_off(it[0]) && is_chinese(it[1])
        });
        let apart = |it: &[char]| is_chinese(it[0]) && it[1] == ' ' && is_chinese(it[2]);
        !touch && !letters.windows(3).any(apart)
    }

    #[test]
    fn in_chinese_a_figure_stands_off_and_a_chinese_word_does_not() {
        set_lang(Lang::Zh);
        for (number, key) in KEYS.iter().enumerate() {
            let text = TEXTS[1][number];
            for value in ["法国", "366.5", "Llama 3.1 8B", "39\u{202f}%"] {
                let filled = fill(text, &[value; 12]);
                assert!(even(&filled), "{key}: {filled}");
            }
        }
        assert_eq!(names::two_places("法国", "366.5 g/kWh"), "法国（无线部分在 366.5 g/kWh）");
        set_lang(Lang::En);
        assert_eq!(fill("{0}的{1}", &["A", "B"]), "A的B", "only Chinese is spaced");
        // What the sentence of the page is made of, piece by piece.
        let pieces: Vec<_> = ["by", "in_place", "sent", "at", "then_payload", "end"]
            .map(|name| format!("panels::{name}"))
            .iter()
            .map(|key| TEXTS[1][KEYS.iter().position(|it| it == key).unwrap()])
            .collect();
        let given =
            ["369 个词元", "Llama 3.1 8B", "法国", "距宏基站 600 m", "6.42 W", "每词元 5 kB"];
        let sentence: String =
            given.into_iter().zip(pieces).flat_map(|(it, piece)| [it, piece]).collect();
        assert!(even(&sentence), "{sentence}");
    }

    #[test]
    fn field_26_one_token_is_no_tokens() {
        for (lang, one, two, minute) in [
            (Lang::En, "1 token", "2 tokens", "1 minute "),
            (Lang::Es, "1 token", "2 tokens", "1 minuto "),
            (Lang::Zh, "1 个词元", "2 个词元", "1 分钟"),
        ] {
            set_lang(lang);
            assert_eq!((panels::tokens("1"), panels::tokens("2")), (one.into(), two.into()));
            assert!(charts::decision("1", "2 W").contains(one));
            assert!(teach::in_all("1").contains(minute));
            assert!(!names::spoken("1 g", "1", "2 W", "0.6").contains("tokens"));
            let unit = |name: &'static str| values::counted(name, 1.0);
            assert_ne!(unit("tokens"), "tokens");
            assert_eq!(unit("GPUs"), "GPU");
        }
        set_lang(Lang::En);
        // Wherever a text counts one of these, it does so by number.
        for (number, key) in KEYS.iter().enumerate() {
            for (text, plurals) in [
                (TEXTS[0][number], ["tokens", "updates", "minutes", "years", "answers", "GPUs"]),
                (
                    TEXTS[2][number],
                    ["tokens", "actualizaciones", "minutos", "años", "respuestas", "GPUs"],
                ),
            ] {
                for plural in plurals {
                    let counted = text.split("} ").skip(1).any(|after| {
                        let rest = after.strip_prefix(plural);
                        rest.is_some_and(|rest| {
                            !rest.starts_with(|next: char| next == '/' || next.is_alphanumeric())
                        })
                    });
                    assert!(!counted, "{key}: {text}");
                }
            }
        }
    }

    #[test]
    fn no_long_text_is_left_in_english() {
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).count();
        for (number, key) in KEYS.iter().enumerate() {
            let [en, zh, es] = [0, 1, 2].map(|language: usize| TEXTS[language][number]);
            let chinese = zh.chars().any(|letter| letter as u32 > 0x2e80);
            let cited = key.ends_with("_source");
            assert!(chinese || cited || letters(zh) <= 12, "{key}: {zh}");
            assert!(es != en || cited || letters(en) <= 12, "{key}: {es}");
        }
    }

    #[test]
    fn tags_name_languages() {
        assert_eq!(Lang::of_tag("zh-Hans-CN"), Some(Lang::Zh));
        assert_eq!(Lang::of_tag("ES"), Some(Lang::Es));
        assert_eq!(Lang::of_tag("fr"), None);
    }
}
