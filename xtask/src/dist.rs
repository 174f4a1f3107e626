//! Builds the page into `dist/`: cuts its module, takes its words out, ships scripts and styles without
//! comments, and gives the build a folder of its own.
//!
//! All that depends on the build lies in `b/BUILD/`, where `BUILD` is one hash over all files: so a
//! page never meets a file of another build, however old a copy of it a browser or a host keeps. At
//! the top lie the page itself, what starts it, and what a browser knows by its address: the service
//! worker, the manifest and the icons. And beside all of them the whole once more as a single file,
//! which `xtask/single` makes.

use crate::run::{command, root, run};
use crate::texts::Texts;
use crate::{cut, day};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What stands in place of the build.
const BUILD: &str = "__BUILD__";
/// What www/load.js holds in place of what it fetches, each file with its hash.
const INTEGRITY: &str = "__INTEGRITY__";
/// What www/offline.js holds in place of all files, likewise.
const FILES: &str = "__FILES__";
/// What the page's security policy holds in place of the hash of its one style element.
const STYLE: &str = "__STYLE__";
/// The picture that stands for the page in messengers, by the address that the page gives it.
const PREVIEW: &str = "./www/preview.jpg";
/// The page's address, where it is known when it is built: most messengers follow no relative one.
const ADDRESS: &str = "AOLO_ADDRESS";
/// Scripts that lie beside the page.
const BOOT: &str = "boot.js";
const OFFLINE: &str = "offline.js";
/// The hours of the grids.
const DAY: &str = "day/";
/// The one that fetches.
const LOAD: &str = "www/load.js";

/// Builds the page as it ships.
pub fn build() -> Result<(), String> {
    run(&mut command("trunk", &["build", "--release"]))
}

/// Finishes the folder that trunk is about to turn into `dist/`.
pub fn finish() -> Result<(), String> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .ok_or("finish-dist is run by trunk; use `cargo xtask build`")?;
    let folder = Path::new(&folder);
    let ship = env::var_os("TRUNK_PROFILE").is_some_and(|it| it == "release");
    cut::cut(folder, ship)?;
    write_texts(&folder.join("words"))?;
    write_days(&folder.join("day"))?;
    if ship {
        compact(folder)?;
    }
    place(folder)?;
    run(command("node", &["xtask/single/build.mjs"]).arg(folder))
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

/// Writes the hours of the grids, a file a record and year, and beside them the licence that one asks for.
fn write_days(folder: &Path) -> Result<(), String> {
    const LICENCE: &str = "LICENSE-ODbL-1.0.txt";
    fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
    let data = root().join("src/data/day");
    for packed in day::read(&data)?.into_iter().flat_map(|(_, years)| years) {
        let file = folder.join(packed.name);
        fs::write(&file, packed.bytes).map_err(|error| at(&file, error))?;
    }
    let (from, to) = (data.join("world").join(LICENCE), folder.join(format!("world-{LICENCE}")));
    fs::copy(&from, to).map_err(|error| at(&from, error))?;
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

/// Puts what depends on the build into its folder, and says in page and scripts which that is.
fn place(folder: &Path) -> Result<(), String> {
    for script in [BOOT, OFFLINE] {
        let (from, to) = (folder.join("www").join(script), folder.join(script));
        fs::rename(&from, to).map_err(|error| at(&from, error))?;
    }
    let mut files = Vec::new();
    list(folder, &mut files)?;
    let mut names: Vec<String> = files.iter().map(|file| name_in(folder, file)).collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in &names {
        hash.update(name);
        hash.update(read(&folder.join(name))?);
    }
    let mut build = String::new();
    for byte in &hash.finalize()[..8] {
        // Writing to a string does not fail.
        let _ = write!(build, "{byte:02x}");
    }
    let (tops, parts): (Vec<String>, Vec<String>) = names.into_iter().partition(|it| is_top(it));
    let (mut fetched, mut kept) = (Vec::new(), vec![(String::from("./"), String::new())]);
    for name in parts {
        let (from, to) = (folder.join(&name), folder.join("b").join(&build).join(&name));
        fs::create_dir_all(to.parent().unwrap_or(folder)).map_err(|error| at(&to, error))?;
        fs::rename(&from, &to).map_err(|error| at(&from, error))?;
        if name == LOAD {
            continue;
        }
        let integrity = integrity(&read(&to)?);
        // A day's grids are kept once somebody has asked for them.
        if !name.starts_with(DAY) {
            kept.push((format!("./b/{build}/{name}"), integrity.clone()));
        }
        let words = name.starts_with("words/");
        let later = [".aolo", ".bin", "views.css", "keep.js", "save.js"];
        if words || later.iter().any(|end| name.ends_with(end)) {
            fetched.push((name, integrity));
        }
    }
    let load = format!("b/{build}/{LOAD}");
    replace(&folder.join(&load), &[(INTEGRITY, &json(&fetched))])?;
    kept.push((format!("./{load}"), integrity(&read(&folder.join(&load))?)));
    let page = folder.join("index.html");
    let html = String::from_utf8_lossy(&read(&page)?).into_owned();
    let style = html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    let style = integrity(style.map_or("", |(style, _)| style).as_bytes());
    let preview = preview(env::var(ADDRESS).ok().as_deref())?;
    replace(&page, &[(BUILD, &build), (STYLE, &style), (PREVIEW, &preview)])?;
    replace(&folder.join(BOOT), &[(BUILD, &build)])?;
    // What is shown elsewhere no page asks for.
    let shown = |name: &str| ![OFFLINE, "index.html", &PREVIEW[2..]].contains(&name);
    for name in tops.iter().filter(|name| shown(name)) {
        let query = if name == BOOT { format!("?v={build}") } else { String::new() };
        kept.push((format!("./{name}{query}"), integrity(&read(&folder.join(name))?)));
    }
    replace(&folder.join(OFFLINE), &[(BUILD, &build), (FILES, &json(&kept))])?;
    // Empty but for folders.
    for emptied in ["day", "words"].map(|it| folder.join(it)).iter().filter(|it| it.exists()) {
        fs::remove_dir_all(emptied).map_err(|error| at(emptied, error))?;
    }
    Ok(())
}

/// The address of the picture, whole where that of the page is known.
fn preview(address: Option<&str>) -> Result<String, String> {
    match address {
        None => Ok(PREVIEW.to_string()),
        Some(page) if page.starts_with("http") && page.ends_with('/') => {
            Ok(PREVIEW.replacen("./", page, 1))
        }
        Some(other) => {
            Err(format!("{ADDRESS} is {other:?}: it begins with http and ends with a slash"))
        }
    }
}

/// Whether a file lies at the top: whatever browsers, and those who show a link to it, know by its address.
fn is_top(name: &str) -> bool {
    let known = [".webmanifest", ".png", ".svg", ".jpg"];
    ["index.html", BOOT, OFFLINE].contains(&name) || known.iter().any(|it| name.ends_with(it))
}

/// A file's name below a folder, as in an address.
fn name_in(folder: &Path, file: &Path) -> String {
    file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

/// A content's hash as browsers check it.
///
/// Source: Subresource Integrity, W3C.
fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// Pairs as a JSON object, of texts without quotes.
fn json(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
    format!("{{{}}}", pairs.join(","))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| at(path, error))
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
    fn integrity_is_what_browsers_compute() {
        // Of FIPS 180-2, and of nothing.
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn a_build_has_a_folder_of_its_own_named_by_all_its_files() {
        let folder = env::temp_dir().join(format!("aolo-build-{}", std::process::id()));
        let build_with = |worker: &str| {
            let _ = fs::remove_dir_all(&folder);
            let write = |name: &str, text: &str| {
                let file = folder.join(name);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, text).unwrap();
            };
            let preview = "<meta content=\"./www/preview.jpg\">";
            let page =
                format!("<html data-build=\"__BUILD__\"> '__STYLE__' <style>abc</style>{preview}");
            write("index.html", &page);
            write("worker.js", worker);
            write("words/en.txt", "abc");
            write("day/europe-2020.bin", "abc");
            write("day/world-LICENSE.txt", "");
            write("www/boot.js", "'__BUILD__'");
            write("www/load.js", "'__INTEGRITY__'");
            write("www/offline.js", "'__BUILD__' '__FILES__'");
            write("www/icon.svg", "");
            place(&folder).unwrap();
            let page = fs::read_to_string(folder.join("index.html")).unwrap();
            page.split('"').nth(1).unwrap().to_string()
        };
        let first = build_with("1");
        assert_ne!(build_with("2"), first);
        assert_eq!(build_with("1"), first);
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let (page, boot, offline) = (read("index.html"), read("boot.js"), read("offline.js"));
        let load = read(&format!("b/{first}/www/load.js"));
        let moved = read(&format!("b/{first}/worker.js"));
        let left = ["worker.js", "words", "day", "www/boot.js"].map(|it| folder.join(it).exists());
        let icon = folder.join("www/icon.svg").exists();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!((moved.as_str(), left, icon), ("1", [false; 4], true));
        let abc = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(boot, format!("'{first}'"));
        let fetched =
            ["day/europe-2020.bin", "words/en.txt"].map(|it| format!("\"{it}\":\"{abc}\""));
        assert_eq!(load, format!("'{{{}}}'", fetched.join(",")));
        assert!(!offline.contains("/day/"), "{offline}");
        assert!(page.contains(&format!("'{abc}' <style>abc</style>")), "{page}");
        let load = format!("\"./b/{first}/www/load.js\":\"{}\"", integrity(load.as_bytes()));
        for kept in [
            "\"./\":\"\"",
            &format!("\"./b/{first}/words/en.txt\":\"{abc}\""),
            "\"./www/icon.svg\":",
            &load,
            &format!("\"./boot.js?v={first}\":"),
        ] {
            assert!(offline.contains(kept), "{kept} in {offline}");
        }
    }
}
