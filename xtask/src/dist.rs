//! Builds the page into `dist/`, takes its later parts and its words out, ships scripts and styles
//! without comments, and stamps the finished files with the hash of their contents.
//!
//! Every address in the page carries `?v=BUILD`. One hash over all files takes the place of
//! `BUILD`, so that any change, in the worker too, makes browsers fetch anew.

use crate::parts;
use crate::run::{command, root, run};
use crate::texts::Texts;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What index.html and Trunk.toml hold in place of the hash.
const PLACEHOLDER: &str = "__BUILD__";
/// What www/offline.js holds in place of the list of files.
const FILES: &str = "__FILES__";
/// The service worker in `dist/`.
const OFFLINE: &str = "offline.js";

/// Builds the page as it ships.
pub fn build() -> Result<(), String> {
    run(&mut command("trunk", &["build", "--release"]))
}

/// Divides and stamps the folder that trunk is about to turn into `dist/`.
pub fn finish() -> Result<(), String> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .ok_or("finish-dist is run by trunk; use `cargo xtask build`")?;
    let folder = Path::new(&folder);
    let ship = env::var_os("TRUNK_PROFILE").is_some_and(|it| it == "release");
    parts::divide(folder, ship)?;
    write_texts(&folder.join("words"))?;
    if ship {
        compact(folder)?;
    }
    stamp(folder)
}

/// Writes the texts of each language into the folder that the page fetches them from.
fn write_texts(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
    for (name, text) in Texts::read(&root())?.files() {
        let file = folder.join(name);
        fs::write(&file, text).map_err(|error| at(&file, error))?;
    }
    Ok(())
}

/// Takes comments and indentation out of scripts and style sheets: a tenth of what they weigh.
fn compact(folder: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    for file in files.iter().filter(|file| {
        file.extension().is_some_and(|extension| extension == "js" || extension == "css")
    }) {
        let text = fs::read_to_string(file).map_err(|error| at(file, error))?;
        fs::write(file, without_comments(&text)).map_err(|error| at(file, error))?;
    }
    Ok(())
}

/// A script or style sheet without the lines that are comments or blank, and without indentation. A
/// text over several lines stays as it is, and so does a comment behind something.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_comment, mut in_text) = (false, false);
    for line in text.lines() {
        let trimmed = line.trim();
        if in_text {
            out.push_str(line);
        } else if in_comment || trimmed.starts_with("/*") {
            // What follows a comment on its line is kept with it.
            let after = trimmed.split_once("*/").map(|(_, after)| after);
            in_comment = after.is_none();
            match after {
                Some(after) if !after.trim().is_empty() => out.push_str(after.trim()),
                _ => continue,
            }
        } else if trimmed.is_empty() || trimmed.starts_with("//") {
            continue;
        } else {
            out.push_str(trimmed);
        }
        out.push('\n');
        in_text ^= line.matches('`').count() % 2 == 1;
    }
    out
}

fn stamp(folder: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    list(folder, &mut files)?;
    files.sort();
    let mut hash = Fnv::new();
    for file in &files {
        let name = file.strip_prefix(folder).unwrap_or(file);
        hash.add(name.to_string_lossy().as_bytes());
        hash.add(&fs::read(file).map_err(|error| at(file, error))?);
    }
    let build = format!("{:016x}", hash.0);
    replace(&folder.join("index.html"), &[(PLACEHOLDER, &build)])?;
    let offline = folder.join(OFFLINE);
    replace(&offline, &[(PLACEHOLDER, &build), (FILES, &kept_offline(folder, &files))])?;
    // Trunk copies the folder as it is; what lies beside the page is the one that counts.
    let template = folder.join("www").join(OFFLINE);
    if template.exists() {
        fs::remove_file(&template).map_err(|error| at(&template, error))?;
    }
    Ok(())
}

/// The files that the service worker keeps, as JSON: the page under its folder's own address.
fn kept_offline(folder: &Path, files: &[PathBuf]) -> String {
    let names = files.iter().filter_map(|file| {
        let name = file.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/");
        match name.as_str() {
            "index.html" => Some("./".to_string()),
            _ if name.ends_with(OFFLINE) => None,
            _ => Some(name),
        }
    });
    // Our own names: none has a quote.
    format!("[{}]", names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(","))
}

/// Replaces placeholders, each of which must be there.
fn replace(path: &Path, changes: &[(&str, &str)]) -> Result<(), String> {
    let mut text = fs::read_to_string(path).map_err(|error| at(path, error))?;
    for (placeholder, with) in changes {
        if !text.contains(placeholder) {
            return Err(format!("{} holds no {placeholder} to replace", path.display()));
        }
        text = text.replace(placeholder, with);
    }
    fs::write(path, text).map_err(|error| at(path, error))
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| at(folder, error))? {
        let path = entry.map_err(|error| at(folder, error))?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn at(path: &Path, error: std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

/// FNV-1a, 64 bits: tells builds apart, and guards against nothing else.
///
/// Source: draft-eastlake-fnv, section 5.
pub struct Fnv(pub u64);

impl Fnv {
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_texts_stay() {
        let script = "// Starts.\n\"use strict\";\n\n  /**\n   * Says so.\n   */\n  say(`a\n    // b\n  c`);\n  f(\"//\"); // g\n";
        let compact = "\"use strict\";\nsay(`a\n    // b\n  c`);\nf(\"//\"); // g\n";
        assert_eq!(without_comments(script), compact);
        let style =
            "/* bar */\n.a{color:red}\n  .b{color:blue} /* why */\n/* of\n   two */ .c{margin:0}\n";
        let compact = ".a{color:red}\n.b{color:blue} /* why */\n.c{margin:0}\n";
        assert_eq!(without_comments(style), compact);
    }

    #[test]
    fn fnv_gives_the_published_values() {
        let hash = |text: &str| {
            let mut hash = Fnv::new();
            hash.add(text.as_bytes());
            hash.0
        };
        assert_eq!(hash(""), 0xcbf29ce484222325);
        assert_eq!(hash("a"), 0xaf63dc4c8601ec8c);
        assert_eq!(hash("foobar"), 0x85944171f73967e8);
    }

    #[test]
    fn the_stamp_follows_the_contents_of_every_file() {
        let folder = env::temp_dir().join(format!("aolo-stamp-{}", std::process::id()));
        let stamp_with = |worker: &str| {
            fs::create_dir_all(folder.join("www")).unwrap();
            fs::write(folder.join("index.html"), "<html data-build=\"__BUILD__\">").unwrap();
            fs::write(folder.join("www/worker.js"), worker).unwrap();
            for place in ["offline.js", "www/offline.js"] {
                fs::write(folder.join(place), "'__BUILD__' '__FILES__'").unwrap();
            }
            stamp(&folder).unwrap();
            fs::read_to_string(folder.join("index.html")).unwrap()
        };
        let first = stamp_with("1");
        let again = stamp_with("1");
        let other = stamp_with("2");
        let twice = stamp(&folder).unwrap_err();
        let offline = fs::read_to_string(folder.join("offline.js")).unwrap();
        let template = folder.join("www/offline.js").exists();
        fs::remove_dir_all(&folder).unwrap();
        assert!(!first.contains(PLACEHOLDER), "{first}");
        assert_eq!(first, again);
        assert_ne!(first, other);
        assert!(twice.contains("holds no __BUILD__"), "{twice}");
        let build = other.split('"').nth(1).unwrap();
        assert_eq!(offline, format!("'{build}' '[\"./\",\"www/worker.js\"]'"));
        assert!(!template);
    }
}
