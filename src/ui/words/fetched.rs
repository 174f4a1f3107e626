//! The texts of the page, from files: `words/en.txt` holds what the page opens with in English,
//! `words/en-later.txt` the rest. Both come before they are needed as a rule; if not, they are
//! waited for.
//!
//! A file has a line for each text, in the order of their keys, and before each area a line `=area`.

use super::{AREAS, Lang};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_namespace = aolo)]
extern "C" {
    /// The text of a file of this build; see `www/boot.js`. Throws, and says so in the page, if it
    /// cannot be had.
    #[wasm_bindgen(js_name = textNow)]
    fn text_now(file: &str) -> String;
}

/// The files of a language, in the order in which they are looked through.
const FILES: [&str; 2] = ["", "-later"];

/// What has been read of a language.
struct Texts {
    files: usize,
    /// Texts by area and key; empty until they are needed.
    areas: [Vec<&'static str>; AREAS.len()],
}

const NOTHING: Texts = Texts { files: 0, areas: [const { Vec::new() }; AREAS.len()] };

thread_local! {
    static TEXTS: RefCell<[Texts; 3]> = const { RefCell::new([NOTHING; 3]) };
}

/// The `key`th text of an area.
pub fn text(lang: Lang, area: usize, key: usize) -> &'static str {
    loop {
        let (found, files) = TEXTS.with_borrow(|texts| {
            let texts = &texts[lang as usize];
            (texts.areas.get(area).and_then(|it| it.get(key)).copied(), texts.files)
        });
        match (found, FILES.get(files)) {
            (None, Some(suffix)) => {
                let file = text_now(&format!("words/{}{suffix}.txt", lang.tag()));
                TEXTS.with_borrow_mut(|texts| texts[lang as usize].read(file));
            }
            // None is left out of the files: `cargo xtask finish-dist` counts them.
            _ => return found.unwrap_or_default(),
        }
    }
}

impl Texts {
    fn read(&mut self, file: String) {
        self.files += 1;
        let mut area = AREAS.len();
        // They are shown as long as the page is.
        for line in file.leak().lines() {
            match line.strip_prefix('=') {
                Some(name) => area = AREAS.iter().position(|it| *it == name).unwrap_or(area),
                None => {
                    if let Some(texts) = self.areas.get_mut(area) {
                        texts.push(line);
                    }
                }
            }
        }
    }
}
