//! A link in a text that came by mail or messenger: quoted, wrapped, in brackets, behind the redirect
//! of a mail scanner.

use super::plain::joined;
pub use super::plain::unmarked;
use super::{END, VERSIONS};
use crate::written::is_hidden;
use percent_encoding::percent_decode_str;

/// Into how many pieces a link may have been broken.
const PIECES: usize = 100;
/// What stands around a link, and in none.
const AROUND: &str = "<>\"()[]{}|^`*“”«»„‟‹›（）【】《》「」";
/// How the sign before the version may stand in the address of a redirect.
const HEADS: [&str; 4] = ["%23v", "%2523v", "%252523v", "%25252523v"];
/// The same, by the signs of Proofpoint's second way.
const PROOFPOINT_HEAD: &str = "-23v";
/// How an address begins in base 64.
const HTTP_IN_BASE_64: &str = "aHR0c";

/// Links that may be meant by a text, each with more pieces of it than the one before.
pub fn links(text: &str) -> Vec<String> {
    let text = quoted_printable(text).unwrap_or_else(|| text.to_string());
    // Lines that were joined have the marks of their quotation inside.
    let pieces = text.split_whitespace().map(|piece| joined(unquoted(piece)));
    let pieces: Vec<String> = pieces.filter(|piece| !piece.is_empty()).collect();
    let holds = |piece: &String, heads: &[&str]| {
        let piece = piece.to_ascii_lowercase();
        heads.iter().any(|head| piece.contains(head))
    };
    let head = pieces.iter().position(|it| holds(it, &["#v", "%23v", "523v", PROOFPOINT_HEAD]));
    let before = &pieces[..head.map_or(pieces.len(), |it| it + 1)];
    let http = |piece: &String| holds(piece, &["http"]);
    let address = match head {
        Some(_) => before.iter().rposition(http),
        None => before.iter().position(http),
    };
    let first = address.or(head).unwrap_or(0);
    let mut found: Vec<String> = Vec::new();
    let mut whole = String::new();
    for piece in pieces[first..].iter().take(PIECES) {
        whole.push_str(piece);
        let Some((link, closed)) = link_of(&whole) else { continue };
        if found.last() != Some(&link) {
            found.push(link);
        }
        if closed {
            break;
        }
    }
    found
}

/// The first link of a text without gaps, and whether something ends it.
fn link_of(text: &str) -> Option<(String, bool)> {
    plain(text)
        .or_else(|| redirected(text))
        .or_else(|| proofpoint_2(text))
        .or_else(|| proofpoint_3(text))
        .or_else(|| base_64(text))
}

/// One that stands there as it is.
fn plain(text: &str) -> Option<(String, bool)> {
    let signs = [("#", 1), ("&num;", 5), ("＃", 3), ("\\#", 2)];
    let heads = signs
        .into_iter()
        .flat_map(|(sign, length)| text.match_indices(sign).map(move |(at, _)| (at, at + length)));
    let is_head = |&(_, after): &(usize, usize)| {
        let mut letters = text[after..].chars();
        letters.next() == Some('v') && letters.next().is_some_and(|it| it.is_ascii_digit())
    };
    let (head, _) = heads.filter(is_head).min()?;
    let from = address(&text[..head]).unwrap_or(head);
    let end = text[head..].find(|it: char| AROUND.contains(it));
    let end = end.map(|it| head + it);
    let marked = mark(&text[head..end.unwrap_or(text.len())]).map(|it| head + it);
    let to = marked.or(end).unwrap_or(text.len());
    Some((unmarked(&text[from..to]), marked.or(end).is_some()))
}

/// Where the address of a link begins, before its fragment.
fn address(before: &str) -> Option<usize> {
    let from = before.rfind("http")?;
    (!before[from..].contains(|it: char| AROUND.contains(it))).then_some(from)
}

/// Where the mark at the end of a link ends.
fn mark(fragment: &str) -> Option<usize> {
    let mut ends = fragment.match_indices(END).map(|(at, _)| (at, at + END.len()));
    let alone = |&(from, to): &(usize, usize)| {
        let before = fragment[..from].chars().next_back();
        let after = fragment[to..].chars().next();
        before.is_some_and(|it| it == '&' || it == ';' || it == '＆')
            && after.is_none_or(|it| !it.is_ascii_alphanumeric() && !"_=".contains(it))
    };
    ends.find(alone).map(|(_, to)| to)
}

/// One that is part of another's query or path, encoded again.
fn redirected(text: &str) -> Option<(String, bool)> {
    let lower = text.to_ascii_lowercase();
    let head = HEADS.into_iter().filter_map(|head| lower.find(head)).min()?;
    let from = address(&lower[..head]).unwrap_or(head);
    // Where the link's own signs are encoded the others are the redirect's.
    let version = text[head..].find('v').map_or(head, |it| head + it + 1);
    let after = text[version..].trim_start_matches(|it: char| it.is_ascii_digit());
    let own = after.starts_with('&');
    let end = text[head..].find(|it: char| (it == '&' && !own) || AROUND.contains(it));
    let slice = &text[from..end.map_or(text.len(), |it| head + it)];
    again(slice, end.is_some())
}

/// What was taken out of a redirect, as far as it goes.
fn again(text: &str, closed: bool) -> Option<(String, bool)> {
    let (link, ended) = plain(&percent_decoded(text))?;
    Some((link, closed || ended))
}

/// As often as it was encoded.
fn percent_decoded(text: &str) -> String {
    let mut text = text.to_string();
    for _ in 0..HEADS.len() {
        let next = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// `https://urldefense.proofpoint.com/v2/url?u=https-3A__host_-23v2-26…&d=…`
fn proofpoint_2(text: &str) -> Option<(String, bool)> {
    let head = text.find(PROOFPOINT_HEAD)?;
    let from = address(&text[..head]).unwrap_or(head);
    let end = text[head..].find(|it: char| it == '&' || AROUND.contains(it));
    let slice = &text[from..end.map_or(text.len(), |it| head + it)];
    again(&slice.replace('-', "%").replace('_', "/"), end.is_some())
}

/// `https://urldefense.com/v3/__https://host/*v2&…__;Iw!!…`: each sign that it does not like is a star,
/// and stands in order, in base 64, after the address; a run of them is two stars and its length.
fn proofpoint_3(text: &str) -> Option<(String, bool)> {
    const BEGINS: &str = "/v3/__";
    let from = text.find(BEGINS)? + BEGINS.len();
    let (address, after) = text[from..].split_once("__;")?;
    let (signs, _) = after.split_once('!')?;
    let signs = String::from_utf8(bytes_of_base_64(signs)?).ok()?;
    let mut signs = signs.chars();
    let mut link = String::new();
    let mut letters = address.chars();
    while let Some(letter) = letters.next() {
        if letter != '*' {
            link.push(letter);
            continue;
        }
        if letters.as_str().starts_with('*') {
            letters.next();
            let length = letters.next().and_then(base_64_digit)? + 2;
            link.extend(signs.by_ref().take(length));
        } else {
            link.extend(signs.next());
        }
    }
    again(&link, true)
}

/// As Sophos keeps it in its query.
fn base_64(text: &str) -> Option<(String, bool)> {
    let from = text.find(HTTP_IN_BASE_64)?;
    let end = text[from..].find(|it: char| base_64_digit(it).is_none());
    let slice = &text[from..end.map_or(text.len(), |it| from + it)];
    again(&String::from_utf8(bytes_of_base_64(slice)?).ok()?, end.is_some())
}

/// Of both alphabets.
fn base_64_digit(letter: char) -> Option<usize> {
    let place = match letter {
        'A'..='Z' => letter as usize - 'A' as usize,
        'a'..='z' => letter as usize - 'a' as usize + 26,
        '0'..='9' => letter as usize - '0' as usize + 52,
        '+' | '-' => 62,
        '/' | '_' => 63,
        _ => return None,
    };
    Some(place)
}

/// Whole bytes of digits, without their padding.
fn bytes_of_base_64(digits: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    let (mut held, mut bits) = (0, 0);
    for letter in digits.trim_end_matches('=').chars() {
        held = (held << 6) | base_64_digit(letter)?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    Some(bytes)
}

/// A line without the marks of a quotation.
fn unquoted(line: &str) -> &str {
    line.trim_start_matches(|letter: char| {
        letter.is_whitespace() || is_hidden(letter) || ">|│┃¦".contains(letter)
    })
}

/// The text of a mail's source, where each `=` has two digits or is at the end of its line; none if
/// the text is no such source.
pub fn quoted_printable(text: &str) -> Option<String> {
    if !text.contains("=3D") {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('=') {
        bytes.extend_from_slice(before.as_bytes());
        let line = after.trim_start_matches([' ', '\t', '\r']);
        if let Some(next) = line.strip_prefix('\n') {
            rest = unquoted(next);
        } else if line.is_empty() {
            rest = line;
        } else {
            let digits = after.get(..2).filter(|it| !it.contains('+'))?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether a link says where it ends.
pub fn is_marked(link: &str) -> bool {
    VERSIONS[1..].iter().any(|version| link.contains(&format!("#{version}&")))
}
