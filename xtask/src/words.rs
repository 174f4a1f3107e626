//! Writes the page's words into files, one for what the page opens with and one for the rest in
//! each language. They stand in `src/ui/words`, where the compiler holds each key to its three
//! languages; `src/ui/words/fetched.rs` reads what is written here.

use std::fs;
use std::path::Path;

const LANGUAGES: [&str; 3] = ["en", "zh", "es"];

/// Areas that no word of Explore is in.
const LATER: [&str; 9] = [
    "assignment",
    "assumptions",
    "glossary",
    "guide",
    "lab",
    "lessons",
    "notes",
    "pedigree",
    "teach",
];

/// Reads the words in `sources` and writes the files into `target`.
pub fn write(sources: &Path, target: &Path) -> Result<(), String> {
    let failed = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let mut files: Vec<_> = fs::read_dir(sources)
        .map_err(|error| failed(sources, error))?
        .filter_map(|entry| entry.ok().map(|it| it.path()))
        .collect();
    files.sort();
    // By language, and by when they are needed.
    let mut texts: [[String; 2]; 3] = Default::default();
    for file in files {
        let area = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let source = fs::read_to_string(&file).map_err(|error| failed(&file, error))?;
        let Some((_, block)) = source.split_once("\nwords! {") else { continue };
        let later = usize::from(LATER.contains(&area.as_str()));
        let found = read(block).map_err(|error| format!("{}: {error}", file.display()))?;
        for (language, texts) in texts.iter_mut().enumerate() {
            texts[later] += &format!("={area}\n");
            found.iter().for_each(|key| texts[later] += &format!("{}\n", key[language]));
        }
    }
    fs::create_dir_all(target).map_err(|error| failed(target, error))?;
    for (language, texts) in LANGUAGES.iter().zip(texts) {
        for (suffix, text) in ["", "-later"].iter().zip(texts) {
            let file = target.join(format!("{language}{suffix}.txt"));
            fs::write(&file, text).map_err(|error| failed(&file, error))?;
        }
    }
    Ok(())
}

/// The texts of each key of a block, in order; what follows the block is left alone.
fn read(block: &str) -> Result<Vec<[String; 3]>, String> {
    let mut found: Vec<[String; 3]> = Vec::new();
    let mut next = 0;
    let mut rest = block.split_once("\n}\n").map_or(block, |(block, _)| block);
    // Between texts there are names, braces and comments.
    while let Some(at) = rest.find(['"', '/']) {
        let (before, mark) = (rest[..at].trim_end(), rest.as_bytes()[at]);
        rest = &rest[at + 1..];
        if mark == b'/' {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
            continue;
        }
        let language = LANGUAGES[next];
        if !before.ends_with(&format!("{language}:")) {
            return Err(format!("a text without {language}: before it, after {before:?}"));
        }
        let (text, after) = literal(rest)?;
        rest = after;
        if next == 0 {
            found.push(Default::default());
        }
        if let Some(key) = found.last_mut() {
            key[next] = text;
        }
        next = (next + 1) % LANGUAGES.len();
    }
    if next == 0 { Ok(found) } else { Err(format!("the last key lacks {}", LANGUAGES[next])) }
}

/// A literal's text, which begins after its first quote, and what follows it.
fn literal(source: &str) -> Result<(String, &str), String> {
    let mut text = String::new();
    let mut letters = source.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' if text.is_empty() || text.starts_with('=') => {
                return Err(format!("a text that is empty or starts with =: {text:?}"));
            }
            '"' => return Ok((text, &source[at + 1..])),
            '\\' => match letters.next() {
                Some((_, '"')) => text.push('"'),
                Some((_, '\\')) => text.push('\\'),
                Some((_, 'u')) => text.push(code_point(&mut letters)?),
                other => return Err(format!("an escape {other:?} in {text:?}")),
            },
            '\n' => return Err(format!("a line ends within {text:?}")),
            letter => text.push(letter),
        }
    }
    Err(format!("no end of {text:?}"))
}

/// The character that `{…}` names.
fn code_point(letters: &mut std::str::CharIndices) -> Result<char, String> {
    let digits: String =
        letters.map(|(_, letter)| letter).skip(1).take_while(|letter| *letter != '}').collect();
    u32::from_str_radix(&digits, 16)
        .ok()
        .and_then(char::from_u32)
        .ok_or_else(|| format!("no character {digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_the_compiler_does() {
        let block = r#"
    /// A comment with "quotes".
    one { en: "a \"b\" {x}" zh: "{x}" es: "\u{a0}{x}\\" }
    two(x) {
        en: "2"
        zh: "二" es: "dos // no comment }"
    }
}

fn more() -> &'static str { "not a text" }
"#;
        let texts = read(block).unwrap();
        assert_eq!(
            texts,
            [["a \"b\" {x}", "{x}", "\u{a0}{x}\\"], ["2", "二", "dos // no comment }"]]
        );
    }

    #[test]
    fn what_lacks_a_language_is_an_error() {
        assert!(read("\n    one { en: \"a\" es: \"b\" }\n}\n").unwrap_err().contains("zh"));
        assert!(read("\n    one { en: \"a\" zh: \"b\" }\n}\n").unwrap_err().contains("es"));
        assert!(read("\n    one { en: \"\" zh: \"b\" es: \"c\" }\n}\n").is_err());
    }

    #[test]
    fn every_key_of_the_page_is_found() {
        let sources = crate::run::root().join("src/ui/words");
        let mut keys = 0;
        for entry in fs::read_dir(sources).unwrap() {
            let source = fs::read_to_string(entry.unwrap().path()).unwrap();
            let Some((_, block)) = source.split_once("\nwords! {") else { continue };
            let texts = read(block).unwrap();
            assert_eq!(texts.len(), block.matches("en: \"").count());
            keys += texts.len();
        }
        assert!(keys > 300, "only {keys} keys were found");
    }
}
