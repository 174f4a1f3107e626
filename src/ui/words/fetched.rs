//! The texts of the page, from files: `words/en.txt` holds what the page opens with in English,
//! `words/en-later.txt` the rest.

use super::shipped::{self, Part, Unusable};
use super::{COUNTS, Lang};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(js_namespace = aolo)]
extern "C" {
    /// The text of a file of this build; see `www/boot.js`. Throws, and says so in the page, if it
    /// cannot be had.
    #[wasm_bindgen(js_name = textNow)]
    fn text_now(file: &str) -> String;
}

thread_local! {
    /// By language and part; empty until they are needed.
    static TEXTS: RefCell<[[Vec<&'static str>; 2]; 3]> =
        const { RefCell::new([const { [const { Vec::new() }; 2] }; 3]) };
}

/// The text of that number.
pub fn text(lang: Lang, number: usize) -> &'static str {
    let part = if number < COUNTS[0] { Part::Opening } else { Part::Later };
    let find = || {
        let index = number - part.first();
        TEXTS.with_borrow(|texts| texts[lang as usize][part as usize].get(index).copied())
    };
    find()
        .or_else(|| {
            let suffix = ["", "-later"][part as usize];
            take(lang, part, text_now(&format!("words/{}{suffix}.txt", lang.tag()))).ok()?;
            find()
        })
        .unwrap_or_default()
}

/// Keeps the texts of a file.
///
/// # Errors
/// Says why the file is not usable.
pub fn take(lang: Lang, part: Part, file: String) -> Result<(), Unusable> {
    // They are shown as long as the page is.
    let texts = shipped::read(part, file.leak())?;
    TEXTS.with_borrow_mut(|all| all[lang as usize][part as usize] = texts);
    Ok(())
}
