//! The page's words in its languages, by typed keys: a key that lacks a language, or an argument
//! that it does not have, does not compile.
//!
//! ```ignore
//! words! {
//!     best_here(tokens, power) {
//!         en: "The best here is {tokens} tokens at {power}."
//!         zh: "…" es: "…"
//!     }
//! }
//! ```
//! makes `best_here(&str, &str) -> String`; a key without arguments gives a `&'static str`. The
//! language is one for the whole page. Whoever shows words in the page is built again when it
//! changes, so that no component has to follow it.
//!
//! The texts themselves are not compiled into the page: `cargo xtask finish-dist` writes those of
//! each language into files, and `fetched` reads them. Each file here is an area, and is listed in
//! [`AREAS`].

use std::cell::Cell;

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

/// The files of words.
pub const AREAS: [&str; 20] = [
    "assignment",
    "assumptions",
    "bar",
    "binding",
    "charts",
    "controls",
    "equations",
    "files",
    "frame",
    "glossary",
    "guide",
    "lab",
    "labels",
    "learning",
    "lessons",
    "notes",
    "panels",
    "pedigree",
    "teach",
    "values",
];

/// The place of a module of words in [`AREAS`]; behind its end if it is not there.
pub const fn area(module: &str) -> usize {
    let mut index = 0;
    while index < AREAS.len() {
        if ends_with(module.as_bytes(), AREAS[index].as_bytes()) {
            return index;
        }
        index += 1;
    }
    AREAS.len()
}

/// Whether a path ends with that name.
const fn ends_with(path: &[u8], name: &[u8]) -> bool {
    if path.len() <= name.len() || path[path.len() - name.len() - 1] != b':' {
        return false;
    }
    let from = path.len() - name.len();
    let mut index = 0;
    while index < name.len() {
        if path[from + index] != name[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// The text of the page's language: the `key`th of its area.
#[cfg(not(all(feature = "ui", target_arch = "wasm32")))]
pub fn pick(_area: usize, _key: usize, texts: impl Fn() -> [&'static str; 3]) -> &'static str {
    texts()[lang() as usize]
}

/// The text of the page's language: the `key`th of its area. Whatever `texts` gives is not in the
/// page, for nothing asks for it.
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub fn pick(area: usize, key: usize, _texts: impl Fn() -> [&'static str; 3]) -> &'static str {
    fetched::text(lang(), area, key)
}

/// A text with each `{name}` replaced; values are not searched again.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut rest = text;
    let mut filled = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(key, _)| *key == name);
        filled.push_str(value.map_or(name, |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Whether every language names each argument, and nothing else; read when the page is compiled.
pub const fn complete(texts: [&str; 3], arguments: &[&str]) -> bool {
    let mut language = 0;
    while language < 3 {
        let text = texts[language].as_bytes();
        let (mut at, mut open) = (0, 0);
        while at < text.len() {
            if text[at] == b'{' {
                open += 1;
                if !names_one(text, at + 1, arguments) {
                    return false;
                }
            }
            at += 1;
        }
        let mut index = 0;
        while index < arguments.len() {
            if !mentions(text, arguments[index].as_bytes()) {
                return false;
            }
            index += 1;
        }
        if text.is_empty() || (arguments.is_empty() && open > 0) {
            return false;
        }
        language += 1;
    }
    true
}

const fn names_one(text: &[u8], from: usize, arguments: &[&str]) -> bool {
    let mut index = 0;
    while index < arguments.len() {
        if stands_at(text, from, arguments[index].as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

const fn mentions(text: &[u8], name: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'{' && stands_at(text, at + 1, name) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether `name}` stands at that place.
const fn stands_at(text: &[u8], from: usize, name: &[u8]) -> bool {
    if from + name.len() >= text.len() || text[from + name.len()] != b'}' {
        return false;
    }
    let mut index = 0;
    while index < name.len() {
        if text[from + index] != name[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Declares words; see the module.
macro_rules! words {
    ($($(#[$doc:meta])* $key:ident $(($($arg:ident),+ $(,)?))? { en: $en:literal zh: $zh:literal es: $es:literal })+) => {
        /// The keys in the order of their texts.
        #[allow(non_camel_case_types, reason = "each is the name of a function")]
        enum Key { $($key),+ }
        $($crate::ui::words::words!(@one $(#[$doc])* $key [$($($arg)+)?] $en $zh $es);)+
    };
    (@one $(#[$doc:meta])* $key:ident [] $en:literal $zh:literal $es:literal) => {
        $(#[$doc])*
        pub fn $key() -> &'static str {
            const { assert!($crate::ui::words::complete([$en, $zh, $es], &[])) }
            const AREA: usize = $crate::ui::words::area(module_path!());
            $crate::ui::words::pick(AREA, Key::$key as usize, || [$en, $zh, $es])
        }
    };
    (@one $(#[$doc:meta])* $key:ident [$($arg:ident)+] $en:literal $zh:literal $es:literal) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments, reason = "a sentence takes what it names")]
        pub fn $key($($arg: &str),+) -> String {
            const { assert!($crate::ui::words::complete([$en, $zh, $es], &[$(stringify!($arg)),+])) }
            const AREA: usize = $crate::ui::words::area(module_path!());
            let text = $crate::ui::words::pick(AREA, Key::$key as usize, || [$en, $zh, $es]);
            $crate::ui::words::fill(text, &[$((stringify!($arg), $arg)),+])
        }
    };
}
pub(crate) use words;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod fetched;

pub mod assignment;
pub mod assumptions;
pub mod bar;
pub mod binding;
pub mod charts;
pub mod controls;
pub mod equations;
pub mod fields;
pub mod files;
pub mod format;
pub mod frame;
pub mod glossary;
pub mod guide;
pub mod lab;
pub mod labels;
pub mod learning;
pub mod lessons;
pub mod notes;
pub mod panels;
pub mod pedigree;
pub mod teach;
pub mod values;

#[cfg(test)]
mod tests {
    use super::*;

    words! {
        greeting { en: "Hello" zh: "你好" es: "Hola" }
        sum(left, right) {
            en: "{left} and {right}" zh: "{left}和{right}" es: "{right} con {left}"
        }
    }

    #[test]
    fn words_follow_the_language() {
        assert_eq!((greeting(), sum("1", "{left}")), ("Hello", "1 and {left}".to_string()));
        set_lang(Lang::Es);
        assert_eq!((greeting(), sum("1", "2")), ("Hola", "2 con 1".to_string()));
        set_lang(Lang::En);
    }

    #[test]
    fn a_text_without_its_argument_or_with_another_is_incomplete() {
        assert!(complete(["{a} b", "{a}", "x{a}"], &["a"]));
        for texts in [["{a}", "a", "{a}"], ["{a}", "{a}{b}", "{a}"], ["{a}", "", "{a}"]] {
            assert!(!complete(texts, &["a"]), "{texts:?}");
        }
        assert!(!complete(["{a}", "b", "c"], &[]));
    }

    /// Keys of all areas with their three texts, read off the sources.
    fn all() -> Vec<(String, [String; 3])> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ui/words");
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("mod.rs") {
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let text = |part: &str| part.split('"').nth(1).unwrap_or_default().to_string();
            for block in source.split("en: \"").skip(1) {
                let block = format!("en: \"{block}");
                let texts = ["en: ", "zh: ", "es: "]
                    .map(|tag| block.split_once(tag).map_or_else(String::new, |it| text(it.1)));
                found.push((path.display().to_string(), texts));
            }
        }
        assert!(found.len() > 300, "only {} keys were found", found.len());
        found
    }

    /// Letters that are no argument's.
    fn letters(text: &str) -> String {
        let outside = text.split('{').flat_map(|part| part.split('}').next_back());
        outside.collect::<String>().chars().filter(|letter| letter.is_alphabetic()).collect()
    }

    #[test]
    fn every_file_of_words_is_an_area() {
        for (file, _) in all() {
            let name = std::path::Path::new(&file).file_stem().unwrap().to_str().unwrap();
            let index = area(&format!("aolo::ui::words::{name}"));
            assert_eq!(AREAS.get(index), Some(&name), "{name} is not listed in AREAS");
        }
        assert_eq!(area("aolo::ui::words::tests"), AREAS.len());
    }

    #[test]
    fn no_long_text_is_left_in_english() {
        for (file, [en, zh, es]) in all() {
            assert!(!en.is_empty() && !zh.is_empty() && !es.is_empty(), "{file}: {en}");
            let chinese = zh.chars().any(|letter| letter as u32 > 0x2e80);
            assert!(chinese || letters(&zh).len() <= 12, "{file}: {zh}");
            assert!(es != en || letters(&en).len() <= 12, "{file}: {es}");
        }
    }

    #[test]
    fn tags_name_languages() {
        assert_eq!(Lang::of_tag("zh-Hans-CN"), Some(Lang::Zh));
        assert_eq!(Lang::of_tag("ES"), Some(Lang::Es));
        assert_eq!(Lang::of_tag("fr"), None);
    }
}
