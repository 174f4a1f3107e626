//! A receipt as text: written, and found again in what mails, messengers and forms make of it.

use super::{Receipt, ReceiptError, judge, rounded, same};
use crate::link::{self, LinkIssue, View};
use crate::numeral::{self, Numeral};
use crate::written::{is_hidden, turns};
use std::ops::Range;

/// How the first line begins, and its number; a later form will count on.
pub(super) const HEAD: &str = "AOLO receipt";
pub(super) const FORM: &str = "1";
/// The longest name, letters.
pub const NAME_MAX: usize = 60;
/// What the lines begin with, in their order.
pub(super) const LINES: [&str; 6] = ["name", "emissions_mg", "qoe", "passed", "minutes", "link"];

/// A name as it is shown: no controls, and nothing that turns the letters after it around.
pub(super) fn name_of(text: &str) -> String {
    let letters = text.chars().filter(|letter| !letter.is_control() && !turns(*letter));
    letters.take(NAME_MAX).collect::<String>().trim().to_string()
}

impl Receipt {
    /// The text that is handed in.
    pub fn to_text(&self) -> String {
        let Self { name, total_mg, qoe, passed, minutes, link } = self;
        let figure = |it: &Option<f64>| it.map_or_else(String::new, |it| it.to_string());
        let values = [
            name.clone(),
            figure(total_mg),
            figure(qoe),
            passed.map_or("", |it| if it { "yes" } else { "no" }).to_string(),
            minutes.map_or_else(|| "unknown".to_string(), |it| it.to_string()),
            link.clone(),
        ];
        let lines = LINES.iter().zip(values).map(|(name, value)| format!("{name}: {value}\n"));
        format!("{HEAD} {FORM}\n{}", lines.collect::<String>())
    }

    /// Reads [`Self::to_text`] in whatever mails, messengers and forms have made of it: greeted before,
    /// quoted, wrapped, in one line. A link alone will do.
    ///
    /// # Errors
    /// Says that there is none, or that it was cut.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let text = as_seen(text);
        let head = after_head(&text);
        let body = head.unwrap_or(&text);
        let lines = Lines::of(body);
        let total_mg = lines.number(1);
        let Some(link) =
            best_link(lines.rest().unwrap_or(body), total_mg).or_else(|| best_link(body, total_mg))
        else {
            return Err(if head.is_some() { ReceiptError::Cut } else { ReceiptError::Head });
        };
        Ok(Self {
            name: name_of(lines.text(0)),
            total_mg,
            qoe: lines.number(2),
            passed: match lines.word(3).to_ascii_lowercase().as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            minutes: lines.minutes(),
            link,
        })
    }
}

/// Who hands a receipt in by its own word, whole or not; empty where it does not say.
pub(super) fn said_by(text: &str) -> String {
    let text = as_seen(text);
    name_of(Lines::of(after_head(&text).unwrap_or(&text)).text(0))
}

/// A text as it was before mails and messengers encoded and marked it.
fn as_seen(text: &str) -> String {
    let text = link::found::quoted_printable(text).unwrap_or_else(|| text.to_string());
    // A label that a control sign parts is one still: as part of the name it would come back whole.
    let seen = |letter: &char| !letter.is_control() || letter.is_whitespace();
    link::found::unmarked(&text).chars().filter(seen).collect()
}

/// What follows the first line, up to the next receipt.
fn after_head(text: &str) -> Option<&str> {
    let first = head(text)?;
    let rest = &text[first.end..];
    Some(head(rest).map_or(rest, |next| &rest[..next.start]))
}

/// Where a first line stands, whatever stands before it and between its words.
fn head(text: &str) -> Option<Range<usize>> {
    heads(text).into_iter().next()
}

/// Where first lines stand.
pub(super) fn heads(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let words = HEAD.to_ascii_lowercase();
    let mut words = words.split(' ').chain([FORM]);
    let Some(first) = words.next() else { return Vec::new() };
    let rest: Vec<&str> = words.collect();
    let found = lower.match_indices(first).filter_map(|(start, _)| {
        let mut end = start + first.len();
        for word in &rest {
            // A link may hold them too, but nothing between them.
            end += Some(gap(&lower[end..])).filter(|length| *length > 0)?;
            end += lower[end..].starts_with(word).then_some(word.len())?;
        }
        let more = lower[end..].starts_with(|it: char| it.is_ascii_digit());
        (!more).then_some(start..end)
    });
    found.collect()
}

/// How long the white space, the marks of a quotation and the signs of emphasis are that begin a text.
fn gap(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_gap).len()
}

pub(super) fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || is_hidden(letter) || ">|*".contains(letter)
}

/// What stands after each name of [`LINES`], in lines or in one.
struct Lines {
    values: [Option<String>; 5],
    /// What follows the last.
    rest: Option<String>,
}

impl Lines {
    fn of(text: &str) -> Self {
        // Of the same length, so that places are those of the text.
        let lower = text.to_ascii_lowercase();
        let mut from = 0;
        let places = LINES.map(|name| {
            let place = label(&lower, name, from)?;
            from = place.end;
            Some(place)
        });
        let value = |index: usize| {
            let place = places[index].as_ref()?;
            let next = places[index + 1..].iter().flatten().next();
            let value = &text[place.end..next.map_or(text.len(), |next| next.start)];
            // Without a next one a name would be all that follows.
            let value =
                if next.is_none() { value.lines().next().unwrap_or_default() } else { value };
            let value = value.split("<br").next().unwrap_or_default();
            let words = value.split_whitespace().map(|it| it.trim_matches('*'));
            // The marks of a quotation may stand between.
            let words: Vec<&str> = words.filter(|it| !it.trim_matches(is_gap).is_empty()).collect();
            Some(words.join(" "))
        };
        let rest = places[5].as_ref().map(|place| text[place.end..].to_string());
        Self { values: [0, 1, 2, 3, 4].map(value), rest }
    }

    fn text(&self, index: usize) -> &str {
        self.values[index].as_deref().unwrap_or_default()
    }

    fn rest(&self) -> Option<&str> {
        self.rest.as_deref()
    }

    fn word(&self, index: usize) -> &str {
        self.text(index).split(' ').next().unwrap_or_default()
    }

    /// As many words as are one: a spreadsheet may have written it with a comma, with groups, or with its
    /// unit behind it, and what follows may be no line of a receipt.
    fn number(&self, index: usize) -> Option<f64> {
        let words: Vec<&str> = self.text(index).split(' ').collect();
        let read = |most: usize| numeral::read(&words[..most].join(" "), false, &["mg"]).ok();
        (1..=words.len().min(4)).rev().find_map(read).map(Numeral::ungrouped)
    }

    fn minutes(&self) -> Option<u32> {
        let minutes = numeral::read(self.text(4), true, &["min"]).ok().map(Numeral::ungrouped);
        let whole = minutes.filter(|it| it.fract() == 0.0 && (0.0..1e9).contains(it));
        whole.map(|it| it as u32)
    }
}

/// Where a name and its colon stand, from there on; glued to what stands before only where it stands
/// nowhere alone.
fn label(lower: &str, name: &str, from: usize) -> Option<Range<usize>> {
    let places = lower[from..].match_indices(name).map(|(at, _)| from + at);
    let found = places.filter_map(|start| {
        let glued = lower[..start].ends_with(|it: char| it.is_alphanumeric() || it == '_');
        let end = start + name.len();
        let end = end + gap(&lower[end..]);
        let colon = [":", "："].into_iter().find(|it| lower[end..].starts_with(it))?;
        Some((glued, start..end + colon.len()))
    });
    found.min_by_key(|(glued, it)| (*glued, it.start)).map(|(_, it)| it)
}

/// The link that is meant: one of an assignment that is whole, and where there are several, the one
/// that comes to the figure stated; else the longest, and of a marked one the first.
pub(super) fn best_link(text: &str, total_mg: Option<f64>) -> Option<String> {
    let found = link::found::links(text);
    let sound: Vec<(&String, View)> = found
        .iter()
        .map(|it| (it, link::decode(it)))
        .filter(|(_, (view, issues))| issues.is_empty() && view.task.is_some())
        .map(|(it, (view, _))| (it, view))
        .collect();
    let fits = |view: &View| {
        let computed = judge(view).map(|it| rounded(it.print.total_g * 1e3));
        computed.zip(total_mg).is_some_and(|(a, b)| same(a, b))
    };
    let fitting = sound.iter().filter(|_| sound.len() > 1).find(|(_, view)| fits(view));
    let best = fitting.or(sound.last()).map(|(it, _)| *it);
    // What follows a link that was cut is none of it.
    let cut = || found.iter().rfind(|it| link::decode(it).1.contains(&LinkIssue::Cut));
    let clean = || found.iter().rfind(|it| link::decode(it).1.is_empty());
    best.or_else(cut).or_else(clean).or(found.last()).cloned()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answered, handed_in, of_version_1, set};
    use super::*;
    use crate::link::encode;

    #[test]
    fn a_name_turns_no_letters_around_and_is_short() {
        let mut receipt = handed_in();
        let typed = "<b>Ana\u{202e}\u{7}".to_string() + &"x".repeat(1_000_000);
        receipt.name = typed.clone();
        let read = Receipt::parse(&receipt.to_text()).unwrap();
        let made = Receipt::new(&set(), &typed, None, String::new()).unwrap();
        for name in [read.name, made.name] {
            assert!(name.starts_with("<b>Anax") && name.chars().count() == NAME_MAX, "{name}");
        }
    }

    /// Reads a text, and says that it is the receipt it was made of, whole.
    fn holds(text: &str) {
        let read = Receipt::parse(text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
        assert_eq!(read.name, "AnaGarcía", "{text}");
        assert_eq!(read.minutes, Some(7), "{text}");
        let link = read.link.clone();
        let checked = read.check(Some(&set()), &[]);
        let checked = checked.unwrap_or_else(|error| panic!("{error} in {link} of\n{text}"));
        assert_eq!((checked.misfits, checked.unstated), (vec![], vec![]), "{link} of\n{text}");
        assert!(checked.verdict.passed);
    }

    fn percent_encoded(text: &str) -> String {
        let plain = |it: u8| it.is_ascii_alphanumeric() || b"-._~".contains(&it);
        text.bytes()
            .map(|it| if plain(it) { char::from(it).to_string() } else { format!("%{it:02X}") })
            .collect()
    }

    fn base_64(text: &str) -> String {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digits = |part: &[u8]| {
            let held = part.iter().fold(0, |held, byte| (held << 8) | usize::from(*byte));
            let held = held << (8 * (3 - part.len()));
            (0..4)
                .map(|at| match at > part.len() {
                    true => '=',
                    false => char::from(DIGITS[(held >> (18 - 6 * at)) & 63]),
                })
                .collect::<String>()
        };
        text.as_bytes().chunks(3).map(digits).collect()
    }

    /// Broken at a column, as mails are, with what begins each line.
    fn wrapped(text: &str, column: usize, prefix: &str, end: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let lines: Vec<String> = letters.chunks(column).map(|it| it.iter().collect()).collect();
        lines.join(&format!("{end}\n{prefix}"))
    }

    /// Lines of at most 76 columns, of which none ends inside an escape.
    fn source_of_a_mail(text: &str) -> String {
        let (mut out, mut column) = (String::new(), 0);
        for byte in text.bytes() {
            let plain = byte == b'\n' || (byte.is_ascii() && byte != b'=');
            let sign = if plain { char::from(byte).to_string() } else { format!("={byte:02X}") };
            if column + sign.len() > 75 {
                out.push_str("=\n");
                column = 0;
            }
            column = if sign == "\n" { 0 } else { column + sign.len() };
            out.push_str(&sign);
        }
        out
    }

    #[test]
    fn field_1_a_receipt_that_went_through_a_spreadsheet_is_read() {
        let honest = Receipt { total_mg: Some(1013.9), qoe: Some(0.61), ..handed_in() };
        let text = honest.to_text();
        for (from, to) in [
            ("emissions_mg: 1013.9", "emissions_mg: 1013,9"),
            ("emissions_mg: 1013.9", "emissions_mg: 1.013,9 mg"),
            ("emissions_mg: 1013.9", "emissions_mg: 1,013.9"),
            ("emissions_mg: 1013.9", "emissions_\u{0}mg: 1013.9"),
            ("emissions_mg: 1013.9", "emissions_mg: **1013.9**"),
            ("emissions_mg: 1013.9", "emissions_mg: 1\u{202f}013,900"),
            ("qoe: 0.61", "qoe: 0,61"),
            ("minutes: 7", "minutes: ７ min"),
        ] {
            assert!(text.contains(from), "{text}");
            assert_eq!(Receipt::parse(&text.replace(from, to)), Ok(honest.clone()), "{to}");
        }
        // Programs write no groups: one separator before three digits is the decimal sign.
        let precise = Receipt { total_mg: Some(13.912), ..honest };
        let comma = precise.to_text().replace("13.912", "13,912");
        assert_eq!(Receipt::parse(&comma), Ok(precise));
    }

    #[test]
    fn a_receipt_of_version_1_is_read() {
        holds(&of_version_1().to_text());
    }

    #[test]
    fn field_9_a_receipt_whose_link_was_cut_is_cut_and_not_manipulated() {
        for receipt in [handed_in(), of_version_1()] {
            let text = receipt.to_text();
            let end = text.trim_end().len();
            let shown = text.find("&answer").unwrap();
            for at in (0..end).filter(|at| text.is_char_boundary(*at)) {
                // Of version 1 a cut inside the answer's numbers cannot be told.
                if receipt.link.contains("#v1") && at > shown + "&answer=".len() {
                    continue;
                }
                for after in ["", "…", "\n\nBest, Ana"] {
                    let text = format!("{}{after}", &text[..at]);
                    let error = Receipt::parse(&text)
                        .and_then(|it| it.check(Some(&set()), &[]))
                        .unwrap_err();
                    let known = match at {
                        0..14 => ReceiptError::Head,
                        _ => ReceiptError::Cut,
                    };
                    assert_eq!(error, known, "{text}");
                }
            }
        }
        // Cut where a letter of another script stood, as messengers did.
        let old = of_version_1();
        let raw = old.link.replace("a~GD", "a\u{f1}");
        let cut = raw.split("task.title=").next().unwrap().to_string() + "task.title=";
        assert_eq!(Receipt { link: cut, ..old }.check(Some(&set()), &[]), Err(ReceiptError::Cut));
    }

    #[test]
    fn field_11_a_receipt_is_found_in_what_mails_and_messengers_make_of_it() {
        for receipt in [handed_in(), of_version_1()] {
            let text = receipt.to_text();
            let link = &receipt.link;
            let with = |link: &str| text.replace(&receipt.link, link);
            let each =
                |prefix: &str| text.lines().map(|it| format!("{prefix}{it}\n")).collect::<String>();
            let mut texts = vec![
                text.replace('\n', "  \r\n\n "),
                text.replace('\n', "\r"),
                text.replace('\n', " "),
                text.replace('\n', ""),
                text.replace('\n', "<br>\n"),
                text.replace(' ', "\u{a0}"),
                text.replace(": ", ":"),
                text.replace(':', " :").replace("https :", "https:").replace("~ :", "~:"),
                text.to_uppercase().split("LINK").next().unwrap().replace("ANAGARCÍA", "AnaGarcía")
                    + &format!("Link: {link}"),
                text.replace("emissions_mg: 8.", "emissions_mg: 8,"),
                each("> "),
                each(">"),
                each("> > "),
                each(">> "),
                each("| "),
                each("    "),
                each("&gt; "),
                format!("\u{feff}{text}"),
                format!(
                    "Dear Ms Gómez,\n\nhere is my receipt: see https://aolo.example/lab/ too.\n\n{text}\nBest wishes\nAna"
                ),
                format!("Ana 14:03\n{text}14:05 Teacher: thanks"),
                format!("On Monday Ana wrote:\n{}\nThank you!", each("> ")),
                format!("```\n{text}```"),
                format!("“{}”", text.trim_end()),
                text.replace("AOLO receipt 1", "**AOLO receipt 1**").replace("name:", "**name:**"),
                text.replace('_', "\\_").replace('&', "\\&"),
                text.replace('&', "&amp;"),
                text.replace('=', "=3D"),
                source_of_a_mail(&text),
                format!("{text}\n{text}"),
            ];
            let mut links = vec![
                format!("<{link}>"),
                format!("[{link}]({link})"),
                format!("{link}<{link}>"),
                format!("{link} <{link}>"),
                format!("<{link}|{link}>"),
                format!("[Open]({link})"),
                format!("({link})."),
                format!("<a href=\"{}\">{link}</a>", link.replace('&', "&amp;")),
                format!("\"{link}\""),
                format!("{link}."),
                format!("{link},"),
                link.replace('#', "%23"),
                link.replace("https://aolo.example/lab/", ""),
                link.replace("https://", "http://"),
            ];
            for column in [20, 60, 70, 72, 76, 78, 100, 998] {
                for (prefix, end) in
                    [("", ""), ("> ", ""), (">", " "), ("    ", ""), ("", "\r"), (">> ", "")]
                {
                    links.push(wrapped(link, column, prefix, end));
                }
                links.push(format!("<{}>", wrapped(link, column, "", "")));
                links.push(wrapped(link, column, "", "").replace('\n', " "));
                links.push(format!(
                    "{}\n\nBest wishes,\nAna García\n42 messages",
                    wrapped(link, column, "> ", "")
                ));
            }
            let encoded = percent_encoded(link);
            let twice = percent_encoded(&encoded);
            let unlike =
                |text: &str| text.replace('-', "%2D").replace('_', "%5F").replace('~', "%7E");
            let proofpoint =
                unlike(&encoded).replace('.', "%2E").replace("%2F", "_").replace('%', "-");
            let defended = {
                let (address, fragment) = link.split_once('#').unwrap();
                let tildes = fragment.matches('~').count();
                let signs = base_64(&format!("#{}", "~".repeat(tildes)));
                format!(
                    "https://urldefense.com/v3/__{address}*{}__;{signs}!!AbC-1!xyz$",
                    fragment.replace('~', "*")
                )
            };
            for redirect in [
                format!(
                    "https://eur01.safelinks.protection.outlook.com/?url={encoded}&data=05%7C02%7Cana%40school.example%7C1&sdata=abc%3D&reserved=0"
                ),
                format!(
                    "https://www.google.com/url?q={encoded}&sa=D&source=docs&ust=1700000000000000&usg=AOvVaw"
                ),
                format!("https://l.facebook.com/l.php?u={encoded}&h=AT0abc"),
                format!(
                    "https://linkprotect.cudasvc.com/url?a={}&c=E,1,abc&typo=1",
                    encoded.to_lowercase().replace("garc", "Garc")
                ),
                format!("https://secure-web.cisco.com/1abcDEF/{encoded}"),
                format!("https://scanner.example/?url={twice}&x=1"),
                format!("https://scanner.example/?id=7#{encoded}"),
                format!(
                    "https://urldefense.proofpoint.com/v2/url?u={}&d=DwMFaQ&c=abc&r=def&m=ghi&s=jkl&e=",
                    proofpoint
                ),
                defended,
                format!(
                    "https://eu-central-1.protection.sophos.com/?d=aolo.example&u={}&i=NWY&t=abc&h=def&s=x",
                    base_64(link)
                ),
                format!("https://school.example/mod/url/view.php?redirect={encoded}"),
            ] {
                if redirect.contains("cudasvc") && link.contains("~G") {
                    continue; // It keeps the letters' case; only its digits are small.
                }
                links.push(wrapped(&redirect, 76, "> ", ""));
                links.push(format!("<{redirect}>"));
                links.push(format!("[{link}]({redirect})"));
                links.push(redirect);
            }
            texts.extend(links.iter().map(|link| with(link)));
            // In one line, and quoted, as well.
            texts.extend(links.iter().map(|link| with(link).replace('\n', " ")));
            let quoted =
                |text: String| text.lines().map(|it| format!("> {it}\n")).collect::<String>();
            texts.extend(links.iter().map(|link| quoted(with(link))));
            assert!(texts.len() > 200);
            for text in texts {
                holds(&text);
            }
        }
    }

    #[test]
    fn field_11_a_link_alone_is_computed_and_what_is_not_stated_is_said() {
        let receipt = handed_in();
        for text in [receipt.link.clone(), format!("Here it is: {}\nAna", receipt.link)] {
            let checked = Receipt::parse(&text).unwrap().check(Some(&set()), &[]).unwrap();
            assert_eq!(checked.unstated, ["emissions_mg", "qoe", "passed"]);
            assert!(checked.misfits.is_empty() && checked.verdict.passed);
        }
        let text = receipt.to_text();
        for (from, to, unstated) in [
            ("qoe:", "quality:", "qoe"),
            ("passed: yes", "passed: sí", "passed"),
            ("emissions_mg: 8", "emissions_mg: eight", "emissions_mg"),
        ] {
            let read = Receipt::parse(&text.replace(from, to)).unwrap();
            assert_eq!(read.check(Some(&set()), &[]).unwrap().unstated, [unstated], "{to}");
        }
        // A title may be called so.
        let mut view = answered();
        view.task.as_mut().unwrap().title = "AOLOreceipt1 AOLO receipt 1".to_string();
        let titled = Receipt { link: format!("#{}", encode(&view)), ..handed_in() };
        assert_eq!(Receipt::parse(&titled.to_text()), Ok(titled));
        // A sound link that is of no assignment is no receipt.
        let none = Receipt::parse("AOLO receipt 1\nlink: https://x/#v1&distance_m=5").unwrap();
        assert_eq!(none.check(None, &[]), Err(ReceiptError::NoAssignment));
        assert_eq!(Receipt::parse("hello"), Err(ReceiptError::Head));
        assert_eq!(Receipt::parse("AOLO receipt 12\nname: x"), Err(ReceiptError::Head));
    }
}
