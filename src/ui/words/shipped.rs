//! A file of texts as it ships: a line that says what it holds, then a line for each text.
//!
//! A server may answer with a page of its own and status 200, a connection may break, a cache may
//! hold the file of another build: whatever is not whole and of this build is refused before a text
//! of it is shown.

use super::{COUNTS, FINGERPRINT};

/// What the page opens with, or the texts that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Opening,
    Later,
}

impl Part {
    pub const ALL: [Self; 2] = [Self::Opening, Self::Later];

    /// Number of its first text.
    pub const fn first(self) -> usize {
        match self {
            Self::Opening => 0,
            Self::Later => COUNTS[0],
        }
    }
}

/// Why a file is not usable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// Something else came in its place.
    NoTexts,
    /// Its keys are those of another build.
    OtherBuild,
    /// Some of it is missing, or there is more than there should be.
    Cut { expected: usize, found: usize },
}

/// The texts of a file.
///
/// # Errors
/// Says why it is not usable.
pub fn read(part: Part, file: &str) -> Result<Vec<&str>, Unusable> {
    let mut lines = file.split('\n');
    let mut head = lines.next().unwrap_or_default().split(' ');
    if head.next() != Some("aolo-texts") {
        return Err(Unusable::NoTexts);
    }
    let fingerprint = head.next().and_then(|it| u64::from_str_radix(it, 16).ok());
    let expected = COUNTS[part as usize];
    let count = head.next().and_then(|it| it.parse().ok());
    if (fingerprint, count) != (Some(FINGERPRINT), Some(expected)) {
        return Err(Unusable::OtherBuild);
    }
    // The last line ends too: what follows it is empty.
    let mut texts: Vec<&str> = lines.collect();
    match texts.pop() {
        Some("") if texts.len() == expected => Ok(texts),
        _ => Err(Unusable::Cut { expected, found: texts.len() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(part: Part) -> String {
        let count = COUNTS[part as usize];
        let texts: String = (0..count).map(|number| format!(" {number} \n")).collect();
        format!("aolo-texts {FINGERPRINT:016x} {count}\n{texts}")
    }

    #[test]
    fn a_whole_file_is_read() {
        for part in Part::ALL {
            let file = file(part);
            let texts = read(part, &file).unwrap();
            assert_eq!((texts.len(), texts[1]), (COUNTS[part as usize], " 1 "));
        }
    }

    #[test]
    fn what_is_cut_empty_foreign_or_of_another_build_is_refused() {
        let whole = file(Part::Opening);
        for html in ["", "\n", "<!doctype html>\n<title>404</title>\n"] {
            assert_eq!(read(Part::Opening, html), Err(Unusable::NoTexts), "{html}");
        }
        // Wherever it is cut, within the last text too.
        for end in (0..whole.len()).rev().take(5).chain([whole.len() / 2, 40]) {
            assert!(read(Part::Opening, &whole[..end]).is_err(), "{end}");
        }
        let expected = COUNTS[0];
        assert_eq!(
            read(Part::Opening, &format!("{whole}more\n")),
            Err(Unusable::Cut { expected, found: expected + 1 })
        );
        let other =
            whole.replace(&format!("{FINGERPRINT:016x}"), &format!("{:016x}", !FINGERPRINT));
        assert_eq!(read(Part::Opening, &other), Err(Unusable::OtherBuild));
        assert_eq!(read(Part::Later, &whole), Err(Unusable::OtherBuild));
    }
}
