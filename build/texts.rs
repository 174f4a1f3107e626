//! Reads the texts of the page, holds its languages to the same keys, and writes what is made of
//! them: typed functions for the compiler (`build.rs`), files for the browser (`cargo xtask
//! finish-dist`). Both number the texts in the same way.
//!
//! `texts/en/bar.txt` holds the English texts of the area `bar`, a line each:
//!
//! ```text
//! # What is said of it.
//! best_here(tokens, power) = The best here is {tokens} tokens at {power}.
//! by = " by "
//! ```
//! A word that depends on a count names it, and stands for one and for many:
//! `{tokens} {tokens|token|tokens}`. The arguments stand in English alone. Quotes keep a space at an end. What people read of the
//! data stands in the tables of `src/data`, with columns such as `note_zh`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

/// Languages by their tags, in the order of `Lang`.
pub const LANGUAGES: [&str; 3] = ["en", "zh", "es"];
/// What the name of a shipped file ends with: texts that the page opens with, and all others.
pub const PARTS: [&str; 2] = ["", "-later"];

/// Areas that no text of Explore is in.
const LATER: [&str; 27] = [
    "assignment",
    "assumptions",
    "caveats",
    "cell_sources",
    "compare",
    "constants_sources",
    "counted",
    "day",
    "doubts",
    "errors",
    "field_notes",
    "glossary",
    "guide",
    "lab",
    "lessons",
    "levers",
    "machines",
    "gpus_sources",
    "models",
    "models_sources",
    "path_loss_sources",
    "pedigree",
    "price",
    "results",
    "single",
    "reading",
    "teach",
];

/// All texts, in the order of their numbers: those that the page opens with come first.
pub struct Texts {
    areas: Vec<Area>,
}

struct Area {
    name: String,
    about: String,
    keys: Vec<Key>,
}

#[derive(Clone)]
struct Key {
    name: String,
    about: String,
    arguments: Vec<String>,
    /// By language.
    texts: [String; 3],
}

impl Area {
    /// Whether its texts are found by their places in a table, not by functions.
    fn of_table(&self) -> bool {
        self.name.ends_with("_sources") || self.name.starts_with("field_")
    }

    fn later(&self) -> bool {
        LATER.contains(&self.name.as_str())
    }
}

impl Texts {
    /// Reads `texts/` and the table of fields below `root`.
    ///
    /// # Errors
    /// Names file and line of what is missing, empty or not known.
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut areas = tables(|file| {
            let path = root.join(file);
            std::fs::read_to_string(&path).map_err(|error| at(&path, error))
        })?;
        let folders = LANGUAGES.map(|language| root.join("texts").join(language));
        let mut names = [const { Vec::new() }; 3];
        for (names, folder) in names.iter_mut().zip(&folders) {
            *names = list(folder)?;
        }
        for (language, found) in names.iter().enumerate() {
            for other in &names[0] {
                if !found.contains(other) {
                    return Err(format!("{} is missing", folders[language].join(other).display()));
                }
            }
            for name in found {
                if !names[0].contains(name) {
                    return Err(format!("{} is missing", folders[0].join(name).display()));
                }
            }
        }
        for name in &names[0] {
            let mut files = [const { String::new() }; 3];
            let mut sources = [const { String::new() }; 3];
            for (language, folder) in folders.iter().enumerate() {
                let path = folder.join(name);
                files[language] = format!("texts/{}/{name}", LANGUAGES[language]);
                sources[language] =
                    std::fs::read_to_string(&path).map_err(|error| at(&path, error))?;
            }
            areas.push(area(name.trim_end_matches(".txt"), &files, &sources)?);
        }
        areas.sort_by_key(|area| (area.later(), area.name.clone()));
        Ok(Self { areas })
    }

    fn keys(&self) -> impl Iterator<Item = (&Area, &Key)> {
        self.areas.iter().flat_map(|area| area.keys.iter().map(move |key| (area, key)))
    }

    /// How many texts the page opens with, and how many follow.
    fn counts(&self) -> [usize; 2] {
        [false, true].map(|later| self.keys().filter(|(area, _)| area.later() == later).count())
    }

    /// Changes with the keys, their order and their arguments: a file of another build does not fit.
    fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for (area, key) in self.keys() {
            (&area.name, &key.name, &key.arguments).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The files that ship, by name. The first line of each says of which build it is and how many
    /// texts follow, a line each.
    #[allow(dead_code, reason = "build.rs writes functions alone")]
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for (language, tag) in LANGUAGES.iter().enumerate() {
            for (part, suffix) in PARTS.iter().enumerate() {
                let (fingerprint, count) = (self.fingerprint(), self.counts()[part]);
                let mut file = format!("aolo-texts {fingerprint:016x} {count}\n");
                for (_, key) in self.keys().filter(|(area, _)| usize::from(area.later()) == part) {
                    file += &key.numbered(language);
                    file.push('\n');
                }
                files.push((format!("{tag}{suffix}.txt"), file));
            }
        }
        files
    }

    /// Rust: a module with a function for each key, and the texts where they are compiled in.
    #[allow(dead_code, reason = "xtask writes files alone")]
    pub fn code(&self) -> Result<String, std::fmt::Error> {
        let mut out = String::new();
        let ([opening, later], fingerprint) = (self.counts(), self.fingerprint());
        writeln!(out, "/// How many texts the page opens with, and how many follow.")?;
        writeln!(out, "pub const COUNTS: [usize; 2] = [{opening}, {later}];")?;
        writeln!(out, "/// Of the keys, as the first line of a shipped file has it.")?;
        writeln!(out, "pub const FINGERPRINT: u64 = {fingerprint:#018x};")?;
        let mut number = 0;
        for area in &self.areas {
            writeln!(out, "/// {}\npub mod {} {{", area.about, area.name)?;
            if area.of_table() {
                writeln!(out, "/// Number of the first.\npub const FIRST: usize = {number};")?;
            } else {
                for (index, key) in area.keys.iter().enumerate() {
                    key.function(number + index, &mut out)?;
                }
            }
            number += area.keys.len();
            writeln!(out, "}}")?;
        }
        // The page fetches the files instead.
        writeln!(out, "#[cfg(not(all(feature = \"ui\", target_arch = \"wasm32\")))]")?;
        writeln!(out, "static TEXTS: [[&str; {}]; 3] = [", opening + later)?;
        for language in 0..LANGUAGES.len() {
            let texts: Vec<_> = self.keys().map(|(_, key)| key.numbered(language)).collect();
            writeln!(out, "{texts:?},")?;
        }
        writeln!(out, "];")?;
        let names: Vec<_> =
            self.keys().map(|(area, key)| format!("{}::{}", area.name, key.name)).collect();
        writeln!(out, "#[cfg(test)]\nstatic KEYS: [&str; {}] = {names:?};", opening + later)?;
        Ok(out)
    }
}

impl Key {
    /// The text with its arguments by number: `The best here is {0} tokens at {1}.`
    fn numbered(&self, language: usize) -> String {
        let mut text = self.texts[language].clone();
        for (number, argument) in self.arguments.iter().enumerate() {
            text = text.replace(&format!("{{{argument}}}"), &format!("{{{number}}}"));
            text = text.replace(&format!("{{{argument}|"), &format!("{{{number}|"));
        }
        text
    }

    fn function(&self, number: usize, out: &mut String) -> std::fmt::Result {
        let Self { name, about, arguments, texts } = self;
        if !about.is_empty() {
            writeln!(out, "/// {about}\n///")?;
        }
        writeln!(out, "/// `{}`", texts[0])?;
        if arguments.is_empty() {
            return writeln!(out, "pub fn {name}() -> &'static str {{ super::text({number}) }}");
        }
        let arguments = arguments.join(", ");
        let typed = arguments.replace(", ", ": &str, ");
        writeln!(
            out,
            "#[allow(clippy::too_many_arguments, reason = \"a text takes what it names\")]"
        )?;
        writeln!(
            out,
            "pub fn {name}({typed}: &str) -> String {{ super::fill(super::text({number}), &[{arguments}]) }}"
        )
    }
}

fn at(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

/// Names of the files of texts in a folder, sorted.
fn list(folder: &Path) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| at(folder, error))? {
        let entry = entry.map_err(|error| at(folder, error))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// One area in all languages.
fn area(name: &str, files: &[String; 3], sources: &[String; 3]) -> Result<Area, String> {
    let english = lines(&files[0], &sources[0])?;
    let mut others: [BTreeMap<&str, &Line>; 3] = Default::default();
    let read = [Vec::new(), lines(&files[1], &sources[1])?, lines(&files[2], &sources[2])?];
    for (language, lines) in read.iter().enumerate() {
        for line in lines {
            let file = &files[language];
            if !line.arguments.is_empty() {
                return Err(format!("{file}:{}: arguments stand in English alone", line.number));
            }
            if !english.iter().any(|it| it.name == line.name) {
                return Err(format!(
                    "{file}:{}: no key of {}: {}",
                    line.number, files[0], line.name
                ));
            }
            others[language].insert(&line.name, line);
        }
    }
    let mut keys = Vec::new();
    for line in &english {
        let mut texts = [line.text.clone(), String::new(), String::new()];
        check(&files[0], line, &line.arguments)?;
        for language in 1..LANGUAGES.len() {
            let place = || format!("{}:{}", files[0], line.number);
            let Some(other) = others[language].get(line.name.as_str()) else {
                return Err(format!("{} lacks {}, {}", files[language], line.name, place()));
            };
            check(&files[language], other, &line.arguments)?;
            texts[language].clone_from(&other.text);
        }
        keys.push(Key {
            name: line.name.clone(),
            about: line.about.clone(),
            arguments: line.arguments.clone(),
            texts,
        });
    }
    let about = sources[0].lines().next().unwrap_or_default().trim_start_matches("# ").to_string();
    Ok(Area { name: name.to_string(), about, keys })
}

/// A key of one language, with the number of its line.
struct Line {
    number: usize,
    name: String,
    arguments: Vec<String>,
    about: String,
    text: String,
}

fn lines(file: &str, source: &str) -> Result<Vec<Line>, String> {
    let mut found: Vec<Line> = Vec::new();
    let mut about = String::new();
    for (number, line) in (1..).zip(source.lines()) {
        if line.trim().is_empty() {
            about.clear();
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            about = format!("{about} {}", comment.trim()).trim_start().to_string();
            continue;
        }
        let wrong = |what: &str| format!("{file}:{number}: {what}: {line}");
        let (key, text) = line.split_once('=').ok_or_else(|| wrong("no key = text"))?;
        let (name, arguments) = match key.trim().split_once('(') {
            None => (key.trim(), ""),
            Some((name, arguments)) => {
                (name, arguments.strip_suffix(')').ok_or_else(|| wrong("no end of arguments"))?)
            }
        };
        let arguments: Vec<String> = arguments
            .split(',')
            .map(|it| it.trim().to_string())
            .filter(|it| !it.is_empty())
            .collect();
        let ascii = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '_');
        if [name]
            .into_iter()
            .chain(arguments.iter().map(String::as_str))
            .any(|it| it.is_empty() || !it.chars().all(ascii))
        {
            return Err(wrong("a name of other letters than a to z, 0 to 9 and _"));
        }
        if let Some(earlier) = found.iter().find(|it| it.name == name) {
            return Err(wrong(&format!("the key of line {}", earlier.number)));
        }
        let text = text.trim_matches(' ');
        let quoted = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
        found.push(Line {
            number,
            name: name.to_string(),
            arguments,
            about: std::mem::take(&mut about),
            text: quoted.unwrap_or(text).to_string(),
        });
    }
    Ok(found)
}

/// Whether a text names each argument, and nothing else.
fn check(file: &str, line: &Line, arguments: &[String]) -> Result<(), String> {
    let wrong = |what: String| Err(format!("{file}:{}: {what}: {}", line.number, line.name));
    if line.text.is_empty() {
        return wrong("an empty text".to_string());
    }
    let mut named = Vec::new();
    for part in line.text.split('{').skip(1) {
        match part.split_once('}') {
            Some((inside, _)) if is_argument(inside, arguments) => {
                named.extend(inside.split('|').next());
            }
            _ => return wrong(format!("no argument {{{}", part.split(' ').next().unwrap_or(part))),
        }
    }
    match arguments.iter().find(|it| !named.contains(&it.as_str())) {
        Some(argument) => wrong(format!("{{{argument}}} is not in it")),
        None => Ok(()),
    }
}

/// `{tokens}`, or what follows it: `{tokens|token|tokens}`, for one and for many.
fn is_argument(inside: &str, arguments: &[String]) -> bool {
    let mut parts = inside.split('|');
    let named = parts.next().is_some_and(|name| arguments.iter().any(|it| it == name));
    named && matches!(parts.count(), 0 | 2)
}

/// What people read of the tables of data, by table: its rows in order, column after column.
fn tables(read: impl Fn(&str) -> Result<String, String>) -> Result<Vec<Area>, String> {
    let area = |name: &str, about: &str, keys: Vec<Vec<Key>>| Area {
        name: name.to_string(),
        about: about.to_string(),
        keys: keys.concat(),
    };
    let fields = Table::read("fields", &read)?;
    let cells = Table::read("cells", &read)?;
    let mut areas = vec![
        area("field_labels", "Labels of the fields.", vec![fields.column("label")?]),
        area(
            "field_notes",
            "What each field is, then where each default comes from.",
            vec![fields.column("note")?, fields.column("source")?],
        ),
        area(
            "cell_sources",
            "Where each cell comes from, then its site.",
            vec![cells.column("source")?, cells.column("embodied_source")?],
        ),
    ];
    for (name, about) in [
        ("constants", "Where each constant comes from."),
        ("gpus", "Where each GPU comes from."),
        ("models", "Where each language model comes from."),
        ("path_loss", "Where each path-loss model comes from."),
    ] {
        let table = Table::read(name, &read)?;
        areas.push(area(&format!("{name}_sources"), about, vec![table.column("source")?]));
    }
    Ok(areas)
}

/// A table of `src/data` in which columns such as `note_zh` translate others.
struct Table {
    file: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(name: &str, read: impl Fn(&str) -> Result<String, String>) -> Result<Self, String> {
        let file = format!("src/data/{name}.csv");
        let mut rows: Vec<Vec<String>> = read(&file)?.lines().map(cells).collect();
        if rows.is_empty() {
            return Err(format!("{file} is empty"));
        }
        Ok(Self { file, header: rows.remove(0), rows })
    }

    /// A column in all languages. A source that is translated nowhere is a citation, and stands as it
    /// is in every language.
    fn column(&self, column: &str) -> Result<Vec<Key>, String> {
        let Self { file, header, rows } = self;
        let columns = [column.to_string(), format!("{column}_zh"), format!("{column}_es")];
        let mut keys = Vec::new();
        for (number, row) in (2..).zip(rows) {
            let cell = |column: &str| {
                let index = header.iter().position(|name| name == column);
                index.and_then(|index| row.get(index)).map_or("", String::as_str)
            };
            let mut texts = columns.each_ref().map(|column| cell(column).to_string());
            if column.ends_with("source") && texts[1..].iter().all(String::is_empty) {
                texts = [const { String::new() }; 3].map(|_| texts[0].clone());
            }
            if let Some(empty) = texts.iter().position(String::is_empty) {
                return Err(format!("{file}:{number}: {} is empty: {}", columns[empty], row[0]));
            }
            let name = format!("{}_{column}", row[0]);
            keys.push(Key { name, about: String::new(), arguments: Vec::new(), texts });
        }
        Ok(keys)
    }
}

/// The cells of a row, of which some stand in quotes.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = row.chars().peekable();
    while let Some(letter) = letters.next() {
        let at_quote = letter == '"';
        let cell = match letter {
            ',' if !quoted => {
                cells.push(String::new());
                continue;
            }
            _ => cells.last_mut(),
        };
        if at_quote && quoted && letters.peek() == Some(&'"') {
            letters.next();
        } else if at_quote {
            quoted = !quoted;
            continue;
        }
        if let Some(cell) = cell {
            cell.push(letter);
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three(en: &str, zh: &str, es: &str) -> Result<Area, String> {
        let files = LANGUAGES.map(|language| format!("texts/{language}/bar.txt"));
        area("bar", &files, &[en, zh, es].map(str::to_string))
    }

    #[test]
    fn texts_come_with_their_arguments_in_every_language() {
        let en = "# Words of the bar.\n\n# Says it.\nsum(a, b) = {a} and {b}\nby = \" by \"\n";
        let area =
            three(en, "by = 由\nsum = {a}和{b}\n", "sum = {b} con {a}\nby = de = d\n").unwrap();
        let keys: Vec<_> =
            area.keys.iter().map(|it| (it.name.as_str(), it.about.as_str())).collect();
        assert_eq!(
            (area.about.as_str(), keys),
            ("Words of the bar.", vec![("sum", "Says it."), ("by", "")])
        );
        assert_eq!(area.keys[0].numbered(2), "{1} con {0}");
        assert_eq!(area.keys[1].texts, [" by ", "由", "de = d"]);
        let mut code = String::new();
        area.keys[0].function(7, &mut code).unwrap();
        assert!(
            code.ends_with(
                "pub fn sum(a: &str, b: &str) -> String { super::fill(super::text(7), &[a, b]) }\n"
            ),
            "{code}"
        );
    }

    #[test]
    fn what_is_missing_or_not_known_is_named_with_its_line() {
        let en = "# About.\n\none = 1\nsum(a) = {a}\n";
        for (texts, error) in [
            (
                [en, "one = 一", "one = uno\nsum = {a}"],
                "texts/zh/bar.txt lacks sum, texts/en/bar.txt:4",
            ),
            (
                [en, "one = 一\nsum = {a}", "one =\nsum = {a}"],
                "texts/es/bar.txt:1: an empty text: one",
            ),
            (
                [en, "one = 一\nsum = a", "one = uno\nsum = {a}"],
                "texts/zh/bar.txt:2: {a} is not in it: sum",
            ),
            (
                [en, "one = {a}\nsum = {a}", "one = uno\nsum = {a}"],
                "texts/zh/bar.txt:1: no argument {a}: one",
            ),
            (
                [en, "one = 一\nsum = {a", "one = uno\nsum = {a}"],
                "texts/zh/bar.txt:2: no argument {a: sum",
            ),
            (
                [en, "one = 一\nmore = 二\nsum = {a}", ""],
                "texts/zh/bar.txt:2: no key of texts/en/bar.txt: more",
            ),
            (["one(a) = 1", "one = {a}", "one = {a}"], "texts/en/bar.txt:1: {a} is not in it: one"),
            (["one = 1\n\none = 2", "", ""], "texts/en/bar.txt:3: the key of line 1: one = 2"),
            (["one 1", "", ""], "texts/en/bar.txt:1: no key = text: one 1"),
            (
                ["One = 1", "", ""],
                "texts/en/bar.txt:1: a name of other letters than a to z, 0 to 9 and _: One = 1",
            ),
            ([en, "sum(a) = {a}", ""], "texts/zh/bar.txt:1: arguments stand in English alone"),
        ] {
            assert_eq!(three(texts[0], texts[1], texts[2]).map(drop), Err(error.to_string()));
        }
    }

    #[test]
    fn a_row_without_words_is_named_with_its_line() {
        let header = "name,note,note_zh,note_es,source,source_zh,source_es";
        let row = "pue,\"a, b\",甲,\"a \"\"b\"\"\",guess,猜,conjetura";
        let column = |name: &str, from: &str, to: &str| {
            let table = format!("{header}\n{}\n", row.replace(from, to));
            Table::read("fields", |_| Ok(table.clone())).unwrap().column(name)
        };
        let texts = |keys: Vec<Key>| keys[0].texts.clone();
        assert_eq!(
            column("note", "", "").map(texts),
            Ok(["a, b", "甲", "a \"b\""].map(String::from))
        );
        let cited = column("source", ",猜,conjetura", ",,").map(texts);
        assert_eq!(cited, Ok(["guess"; 3].map(String::from)));
        for (name, from, wrong) in [
            ("note", "甲", "note_zh is empty: pue"),
            ("source", "猜", "source_zh is empty: pue"),
            ("source", "guess", "source is empty: pue"),
        ] {
            let error = column(name, from, "").map(drop);
            assert_eq!(error, Err(format!("src/data/fields.csv:2: {wrong}")));
        }
    }

    #[test]
    fn what_ships_says_how_many_texts_it_holds() {
        let texts = Texts::read(&crate::run::root()).unwrap();
        let files = texts.files();
        assert_eq!(files.len(), 6);
        for (name, file) in &files {
            let count: usize =
                file.lines().next().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
            assert_eq!(file.lines().count(), 1 + count, "{name}");
            assert!(count > 200 && file.ends_with('\n'), "{name}: {count}");
        }
    }
}
