//! The texts of the page, from files: `words/en.txt` holds what the page opens with in English,
//! `words/en-later.txt` the rest. Both are read before what they say is shown: `ui::load` sees to
//! that, so that a text is never waited for.

use super::shipped::{self, Part, Unusable};
use super::{COUNTS, Lang};
use std::cell::RefCell;

thread_local! {
    /// By language and part; empty until they are read.
    static TEXTS: RefCell<[[Vec<&'static str>; 2]; 3]> =
        const { RefCell::new([const { [const { Vec::new() }; 2] }; 3]) };
}

/// The text of that number.
pub fn text(lang: Lang, number: usize) -> &'static str {
    let part = if number < COUNTS[0] { Part::Opening } else { Part::Later };
    let index = number - part.first();
    TEXTS
        .with_borrow(|texts| texts[lang as usize][part as usize].get(index).copied())
        .unwrap_or_default()
}

/// Whether a part of a language has been read.
pub fn holds(lang: Lang, part: Part) -> bool {
    TEXTS.with_borrow(|texts| !texts[lang as usize][part as usize].is_empty())
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
