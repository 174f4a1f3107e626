//! A link as it was written, whatever pages, mails and platforms have made of it since.

use crate::written::{holds, is_hidden};
use percent_encoding::percent_decode_str;

/// How often a link may have been encoded on its way.
const LAYERS: usize = 4;

/// Names that platforms append to every link, and beginnings of such names.
const APPENDED: &str = "_ _ga _gl _rdr _r _t _d amp campaign cid cmpid data dclid embed epik fbclid feature \
    forceview fref from gbraid gclid gclsrc h igsh igshid irclickid isappinstalled li_fat_id lipi mibextid \
    mkt_tok msclkid ncid nsukey ocid rdt_cid redirect ref referrer reserved s_cid sa sdata sfnsn share si \
    smid source src srsltid trackingid ttclid twclid usg usp ust ved wbraid wickedid xtor yclid ysclid zanpid";
const APPENDED_BEGIN: [&str; 21] = [
    "utm_", "mtm_", "pk_", "hsa_", "_hs", "__", "fb_", "ga_", "mc_", "ns_", "at_", "wt.", "vero_",
    "oly_", "guce", "trk", "spm", "sc_", "ref_", "share_", "piwik_",
];

/// The fragment of a link, or of what is one already: without `#`, and of one layer.
pub fn fragment(text: &str) -> String {
    let text = unlayered(text);
    let end = text.as_bytes().windows(3).position(|it| it == b":~:");
    let text = end.and_then(|end| text.get(..end)).unwrap_or(&text);
    // A further fragment, as some platforms append, is a part like any other.
    from_head(text).trim().replace('#', "&")
}

/// From the version on.
fn from_head(text: &str) -> &str {
    let begins = |rest: &str| {
        rest.starts_with('v') && rest[1..].starts_with(|letter: char| letter.is_ascii_digit())
    };
    if begins(text.trim_start()) {
        return text;
    }
    let mut after = text.match_indices('#').map(|(at, _)| &text[at + 1..]);
    let versioned = after.clone().find(|rest| begins(rest));
    versioned.or(after.next_back()).unwrap_or(text)
}

fn unlayered(text: &str) -> String {
    let mut text = text.to_string();
    for _ in 0..LAYERS {
        let next = unmarked(&percent_decode_str(&text).decode_utf8_lossy());
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// Without the ways in which HTML, programs, TeX and wide keyboards write signs.
pub fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\\', '＆', '＝', '＃']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (letter, length) = sign(rest);
        out.extend(letter);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The sign that begins a text, and how long it is there, bytes.
fn sign(text: &str) -> (Option<char>, usize) {
    let hex = |from: usize, digits: usize| {
        let number = u32::from_str_radix(text.get(from..from + digits)?, 16).ok()?;
        char::from_u32(number).filter(char::is_ascii_graphic).map(|it| (Some(it), from + digits))
    };
    match text.chars().next() {
        Some('&') => match text.char_indices().take(12).find(|(_, letter)| *letter == ';') {
            Some((end, _)) => {
                entity(&text[1..end]).map_or((Some('&'), 1), |it| (Some(it), end + 1))
            }
            None => (Some('&'), 1),
        },
        Some('\\') => match text[1..].chars().next() {
            Some('u') => hex(2, 4).unwrap_or((Some('\\'), 1)),
            Some('x') => hex(2, 2).unwrap_or((Some('\\'), 1)),
            // It only says that the sign is meant.
            Some(next) if next.is_ascii_punctuation() => (None, 1),
            _ => (Some('\\'), 1),
        },
        Some(wide @ ('＆' | '＝' | '＃')) => {
            (char::from_u32(wide as u32 - 0xfee0), wide.len_utf8())
        }
        _ => (None, text.len()),
    }
}

/// What HTML means by a name or number between `&` and `;`.
fn entity(name: &str) -> Option<char> {
    let name = name.to_ascii_lowercase();
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix('x') {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(number.ok()?).filter(char::is_ascii_graphic);
    }
    let names = "amp num equals quot apos lt gt percnt colon comma period plus lowbar sol quest";
    let place = names.split(' ').position(|it| it == name)?;
    "&#=\"'<>%:,.+_/?".chars().nth(place)
}

/// A part without what was appended to the link as if it had no query yet.
pub fn unglued(part: &str) -> &str {
    match part.split_once('?') {
        Some((own, glued)) => {
            let name = glued.split_once('=').map(|(name, _)| name);
            if name.is_some_and(is_appended) { own } else { part }
        }
        None => part,
    }
}

/// Whether platforms append a part of that name.
pub fn is_appended(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    APPENDED.split_ascii_whitespace().any(|it| it == name)
        || APPENDED_BEGIN.iter().any(|it| name.starts_with(it))
}

/// A name or a value that people do not write freely, without what line breaks and hidden letters
/// have left in it.
pub fn joined(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace() && !is_hidden(*it)).collect()
}

/// A last part without the signs of the sentence around the link.
pub fn unpunctuated(part: &str) -> &str {
    part.trim_end_matches(|letter: char| {
        holds(".,;:!?…'\"`*_)]}>|/\\”’»。，；：！？）】》」", letter) || letter.is_whitespace()
    })
}
