//! An assignment in a link: `task.at_most_mg=14&task.open=tokens,power_w:1:10&task.show=distance_m`,
//! the learner's answer beside it, `answer=tokens:330,power_w:6.5`, and what people wrote after both.

use super::letters::{escape, unescape};
use super::plain::joined;
use super::{LinkIssue, View};
use crate::math::decimal;
use crate::scenario::{Allowed, ScenarioError, Span};
use crate::teach::assignment::{Assignment, HINT_MAX, MINUTES_MAX, Opened, TITLE_MAX, Tool, known};
use crate::written::{is_hidden, quoted, turns};

/// Names of the parts, the answer left out.
pub const NAMES: [&str; 8] = [
    "task.title",
    "task.hint",
    "task.minutes",
    "task.at_most_mg",
    "task.qoe_least",
    "task.open",
    "task.show",
    "task.tools",
];

/// The parts of an assignment.
pub fn encode(task: &Assignment) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(minutes) = task.minutes {
        parts.push(format!("task.minutes={minutes}"));
    }
    for (name, value) in [("at_most_mg", task.at_most_mg), ("qoe_least", task.qoe_least)] {
        if let Some(value) = value {
            parts.push(format!("task.{name}={value}"));
        }
    }
    let opened = |it: &Opened| match it.bounds {
        Some((from, to)) => format!("{}:{from}:{to}", it.name),
        None => it.name.clone(),
    };
    // Always there: it makes the link one of an assignment.
    parts.push(format!("task.open={}", task.open.iter().map(opened).collect::<Vec<_>>().join(",")));
    if !task.shown.is_empty() {
        parts.push(format!("task.show={}", task.shown.join(",")));
    }
    if !task.tools.is_empty() {
        let words: Vec<_> = task.tools.iter().map(|it| it.word()).collect();
        parts.push(format!("task.tools={}", words.join(",")));
    }
    if !task.answer.is_empty() {
        let pairs = task.answer.iter().map(|(name, value)| format!("{name}:{value}"));
        parts.push(format!("answer={}", pairs.collect::<Vec<_>>().join(",")));
    }
    for (name, text) in [("title", &task.title), ("hint", &task.hint)] {
        if !text.is_empty() {
            parts.push(format!("task.{name}={}", escape(text)));
        }
    }
    parts
}

/// Whether a part is of those that people write.
pub fn is_text(part: &str) -> bool {
    NAMES[..2].iter().any(|name| part.starts_with(name))
}

/// Reads one part.
pub fn read(task: &mut Assignment, name: &str, written: &str) -> Result<(), ScenarioError> {
    let value = joined(written);
    let value = value.as_str();
    let refused = |allowed: Allowed| ScenarioError::range(name, value, allowed);
    let number = |span: Span| {
        let number = decimal::read(value).filter(|it| span.holds(*it));
        number.ok_or_else(|| refused(span.into()))
    };
    let text = |most: usize| text(written, most).ok_or_else(|| refused(Allowed::Letters(most)));
    match name {
        "task.title" => task.title = text(TITLE_MAX)?,
        "task.hint" => task.hint = text(HINT_MAX)?,
        "task.minutes" => {
            task.minutes = Some(number(Span::integer(1.0, f64::from(MINUTES_MAX)))? as u32);
        }
        "task.at_most_mg" => task.at_most_mg = Some(number(Span::above(0.0, 1e9, "mg"))?),
        "task.qoe_least" => task.qoe_least = Some(number(Span::real(0.0, 1.0, "1"))?),
        "task.open" => task.open = list(value).map(opened).collect::<Result<_, _>>()?,
        "task.show" => {
            let shown = |part: &str| match known(part) {
                true => Ok(part.to_string()),
                false => Err(ScenarioError::range(name, part, Allowed::Controls)),
            };
            task.shown = list(value).map(shown).collect::<Result<_, _>>()?;
        }
        "task.tools" => {
            let tool = |part: &str| {
                let words = Tool::ALL.map(Tool::word).to_vec();
                let found = Tool::ALL.into_iter().find(|it| it.word() == part);
                found.ok_or_else(|| ScenarioError::range(name, part, Allowed::OneOf(words)))
            };
            task.tools = list(value).map(tool).collect::<Result<_, _>>()?;
        }
        _ => {
            let bare = |name: &'static str| name.strip_prefix("task.").unwrap_or(name);
            let part = name.strip_prefix("task.").unwrap_or(name);
            let parts = NAMES.into_iter().map(bare).collect();
            return Err(ScenarioError::range("task", part, Allowed::OneOf(parts)));
        }
    }
    Ok(())
}

/// What somebody wrote; none if it is too long, or not as it is written into links.
pub fn text(written: &str, most: usize) -> Option<String> {
    unescape(written.trim_matches(|it: char| it.is_whitespace() || is_hidden(it)))
        .map(|it| it.replace(turns, ""))
        .filter(|it| it.chars().count() <= most)
}

fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').filter(|part| !part.is_empty())
}

fn opened(part: &str) -> Result<Opened, ScenarioError> {
    let refused = || ScenarioError::range("task.open", part, Allowed::Opened);
    let mut words = part.split(':');
    let name = words.next().filter(|name| known(name)).ok_or_else(refused)?;
    let numbers: Vec<Option<f64>> = words.map(decimal::read).collect();
    let bounds = match numbers[..] {
        [] => None,
        [Some(from), Some(to)] if from < to => Some((from, to)),
        _ => return Err(refused()),
    };
    Ok(Opened { name: name.to_string(), bounds })
}

/// Reads the answer, once the assignment and the scenario are known; what they refuse is named.
pub fn answer(view: &mut View, value: &str, issues: &mut Vec<LinkIssue>) {
    let Some(task) = &mut view.task else {
        issues.push(ScenarioError::Alone { field: "answer", needs: "task.open" }.into());
        return;
    };
    for part in list(value) {
        let Some((name, value)) = part.split_once(':') else {
            issues.push(LinkIssue::Form { part: quoted(part) });
            continue;
        };
        let mut tried = task.clone();
        let fits = tried.set(name, value).and_then(|()| tried.applied(&view.scenario)?.validate());
        match fits {
            Ok(_) => *task = tried,
            Err(error) => issues.push(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Place, decode, encode};
    use super::*;
    use crate::scenario::Scenario;

    fn view() -> View {
        View {
            place: Place::Task,
            scenario: Scenario { distance_m: 600.0, ..Scenario::default() },
            task: Some(Assignment {
                title: "Half the carbon & more: 100 %".to_string(),
                hint: "¿Qué pasa? 再想想。".to_string(),
                minutes: Some(10),
                at_most_mg: Some(8.25),
                qoe_least: Some(0.55),
                open: vec![
                    Opened { name: "tokens".to_string(), bounds: None },
                    Opened { name: "power_w".to_string(), bounds: Some((1.0, 10.0)) },
                    Opened { name: "cell".to_string(), bounds: None },
                ],
                shown: vec!["distance_m".to_string()],
                tools: vec![Tool::Map],
                answer: vec![
                    ("tokens".to_string(), "330".to_string()),
                    ("cell".to_string(), "micro".to_string()),
                ],
            }),
            ..View::default()
        }
    }

    #[test]
    fn an_assignment_comes_back_whole() {
        let link = encode(&view());
        assert_eq!(decode(&link), (view(), vec![]));
        assert!(
            link.contains(
                "&task.open=tokens,power_w:1:10,cell&task.show=distance_m&task.tools=map&"
            )
        );
        assert!(link.contains("&answer=tokens:330,cell:micro&task.title="), "{link}");
        // As some messengers send it.
        let mangled = link.replace('&', "%26").replace('=', "%3D").replace(':', "%3A");
        assert_eq!(decode(&mangled), (view(), vec![]));
        // An empty assignment is one too.
        let empty = View { task: Some(Assignment::default()), ..View::default() };
        assert_eq!(decode(&encode(&empty)), (empty, vec![]));
    }

    #[test]
    fn what_an_assignment_does_not_allow_is_named_and_left_out() {
        let link = encode(&view());
        for (answer, issue) in [
            ("distance_m:10", "distance_m = 10 is out of range: locked in this assignment"),
            ("power_w:11", "power_w = 11 is out of range: from 1 to 10 in this assignment"),
            ("cell:moon", "cell = \"moon\""),
            ("tokens", "\"tokens\" is not of the form name=value"),
        ] {
            let link = link.replace("tokens:330,cell:micro", answer);
            let (read, issues) = decode(&link);
            assert!(issues[0].to_string().starts_with(issue), "{issues:?}");
            assert_eq!(read.task.unwrap().answer, []);
        }
        for (part, issue) in [
            ("task.open=moon", "task.open = moon"),
            ("task.open=power_w:9:1", "task.open = power_w:9:1"),
            ("task.open=power_w:NaN:1", "task.open = power_w:NaN:1"),
            ("task.minutes=0", "task.minutes = 0 is out of range: an integer from 1 to 240"),
            ("task.at_most_mg=-1", "task.at_most_mg = -1"),
            ("task.qoe_least=2", "task.qoe_least = 2"),
            ("task.title=a~f", "task.title = a~f is out of range: at most 80 letters"),
            ("task.tools=map,moon", "task.tools = moon is out of range: waterfall, map"),
            ("task.moon=1", "task = moon is out of range: title, hint"),
            ("answer=tokens:3", "answer: only with task.open"),
        ] {
            let (_, issues) = decode(&format!("v2&{part}&end"));
            assert!(issues[0].to_string().starts_with(issue), "{issues:?}");
        }
    }
}
