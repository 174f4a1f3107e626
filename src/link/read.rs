//! Reading a link: what is usable of it, what is not, and whether it is whole.

use super::beside::{self, Beside};
use super::{
    Choice, Daily, Drawing, END, LinkIssue, OF_MODEL_1, Place, RoundLink, VERSIONS, View, Whose,
    plain, task,
};
use crate::claim::RunClaim;
use crate::data;
use crate::day::said::GIVEN;
use crate::math::decimal;
use crate::scenario::{
    Allowed, LlmChoice, LlmShape, LogNormal, MODEL_VERSION, Scenario, ScenarioError, Span,
};
use crate::teach::StepId;
use crate::teach::assignment;
use crate::written::{holds, is_hidden, quoted};
use std::ops::RangeInclusive;

/// Who may choose.
const CHOICES: [&str; 3] = ["optimum", "agent", "manual"];

/// The view of a fragment or of a whole URL, and what in it was not usable. Of a link that was cut the
/// parts that are whole are used, but for an assignment, which only who builds one gets to see.
pub fn decode(text: &str) -> (View, Vec<LinkIssue>) {
    let fragment = plain::fragment(text);
    let mut view = View::default();
    let mut issues = Vec::new();
    if fragment.is_empty() {
        return (view, issues);
    }
    let mut parts: Vec<&str> =
        fragment.split('&').map(plain::unglued).filter(|part| !part.is_empty()).collect();
    let version = if parts.is_empty() { "" } else { parts.remove(0) };
    let Some(version) = VERSIONS.iter().position(|it| *it == plain::unpunctuated(version)) else {
        issues.push(LinkIssue::Version { found: format!("{:?}", quoted(version)) });
        return (view, issues);
    };
    if version < 2 {
        view.scenario = Scenario::of_old_links();
    }
    // What follows the end is not the link's.
    let end = parts.iter().position(|part| is_end(part));
    parts.truncate(end.unwrap_or(parts.len()));
    let mut cut = version > 0 && end.is_none();
    let last = parts.len().saturating_sub(1);
    if cut {
        parts.pop();
    } else if let (None, Some(part)) = (end, parts.last_mut()) {
        if !task::is_text(part) {
            *part = plain::unpunctuated(part);
        }
        // Version 1 had no end: some cuts are seen all the same.
        cut = is_cut(part);
        parts.truncate(last + usize::from(!cut));
    }
    let mut reader = Reader { of_model_1: version < OF_MODEL_1, ..Reader::default() };
    for (index, part) in parts.iter().enumerate() {
        let read = reader.read(&mut view, part);
        // What is open may have been cut in two.
        let open = index == last && end.is_none() && part.starts_with("task.open=");
        cut |= open && read.is_err();
        issues.extend(read.err().filter(|_| !(open && cut)));
    }
    // Version 1 wrote it always, and after what people wrote.
    cut |= version == 0 && view.task.is_some() && !reader.has("task.open");
    let unknown = cut || reader.unopened;
    reader.finish(&mut view, &mut issues, cut);
    if unknown && view.place != Place::Builder {
        view.task = None;
    }
    if cut {
        issues.insert(0, LinkIssue::Cut);
    }
    (view, issues)
}

/// The version of the model that a link is of; the one of today where it says nothing.
pub fn model_version(text: &str) -> u32 {
    let fragment = plain::fragment(text);
    let first = fragment.split('&').map(plain::unglued).find(|part| !part.is_empty());
    let version = first.map(plain::unpunctuated);
    let place = version.and_then(|it| VERSIONS.iter().position(|known| *known == it));
    if place.is_some_and(|it| it < OF_MODEL_1) { 1 } else { MODEL_VERSION }
}

/// Whether a part ends the link; something of a sentence may follow.
fn is_end(part: &str) -> bool {
    let follows = |letter: char| !letter.is_ascii_alphanumeric() && !holds("_=.-", letter);
    let part = part.trim_start_matches(|it: char| it.is_whitespace() || is_hidden(it));
    part.strip_prefix(END).is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(follows) || plain::unpunctuated(rest).is_empty()
    })
}

/// Whether a last part is one that was never written so: a name without its end, or without a value.
fn is_cut(part: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "agent",
        "questions",
        "view",
        "run",
        "zone",
        "lesson",
        "try",
        "round",
        "samples",
        "sample_seed",
        "choice",
        "answer",
    ];
    let mut names = assignment::names().chain(LlmShape::NAMES).chain(task::NAMES).chain(OTHERS);
    match part.split_once('=') {
        Some((name, "")) => name != "task.open" && names.any(|it| it == name),
        Some(_) => false,
        None => names.any(|it| it.starts_with(part)),
    }
}

/// What can only be judged once all parts are read.
#[derive(Default)]
struct Reader {
    seen: Vec<String>,
    /// Which controls of the assignment are open could not be read.
    unopened: bool,
    /// Whether the link is of version 1 of the model.
    of_model_1: bool,
    /// What is said of the design to compare with, and both names.
    kept: Option<Box<(Self, View)>>,
    names: [Option<String>; 2],
    sigma: Option<f64>,
    shape: [Option<f64>; 9],
    choice: Option<&'static str>,
    answer: Option<String>,
    tokens: Option<f64>,
    power_w: Option<f64>,
}

impl Reader {
    fn has(&self, name: &str) -> bool {
        self.seen.iter().any(|it| it == name)
    }

    fn read(&mut self, view: &mut View, part: &str) -> Result<(), LinkIssue> {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let name = plain::joined(name);
        if plain::is_appended(&name) {
            return Ok(());
        }
        if !holds(part, '=') {
            return Err(LinkIssue::Form { part: quoted(part) });
        }
        if self.has(&name) {
            return Err(ScenarioError::Duplicate { field: quoted(&name) }.into());
        }
        self.seen.push(name.clone());
        let name = name.as_str();
        if name.starts_with("task.") {
            let read = task::read(view.task.get_or_insert_default(), name, value);
            self.unopened |= name == "task.open" && read.is_err();
            return Ok(read?);
        }
        if let Some(which) = beside::NAMED.iter().position(|it| *it == name) {
            let refused = || ScenarioError::range(name, value, Allowed::Letters(beside::NAME_MAX));
            self.names[which] = Some(task::text(value, beside::NAME_MAX).ok_or_else(refused)?);
            return Ok(());
        }
        if let Some(inner) = name.strip_prefix(beside::KEPT) {
            return self.read_kept(inner, value);
        }
        let value = plain::joined(value);
        let value = value.as_str();
        if let Some(own) = name.strip_prefix(GIVEN) {
            view.day.take(own, value);
            return Ok(());
        }
        let refused = |allowed: Allowed| ScenarioError::range(name, value, allowed);
        let number = |span: Span| {
            let number = decimal::read(value);
            number.ok_or_else(|| refused(span.into()))
        };
        match name {
            "choice" => match CHOICES.into_iter().find(|it| *it == value) {
                Some(choice) => self.choice = Some(choice),
                None => return Err(refused(Allowed::OneOf(CHOICES.to_vec())).into()),
            },
            "agent" if value == "own" => view.agent = Whose::Own,
            "agent" => return Err(refused(Allowed::OneOf(vec!["own"])).into()),
            "view" => match Place::ALL.iter().find(|place| place.word() == value) {
                Some(place) => view.place = *place,
                None => {
                    return Err(
                        refused(Allowed::OneOf(Place::ALL.map(Place::word).to_vec())).into()
                    );
                }
            },
            "run" => view.run = Some(RunClaim::parse(value)?),
            "lesson" => match StepId::parse(value) {
                Some(step) => view.step = Some(step),
                None => return Err(refused(Allowed::Lesson).into()),
            },
            "try" => match StepId::parse(value) {
                Some(step) => view.trying = Some(step),
                None => return Err(refused(Allowed::Lesson).into()),
            },
            "round" => match RoundLink::parse(value) {
                Some(round) => view.round = Some(round),
                None => {
                    let numbers = RoundLink::NUMBERS;
                    let (from, to) = (f64::from(*numbers.start()), f64::from(*numbers.end()));
                    return Err(refused(Span::integer(from, to).into()).into());
                }
            },
            "answer" => self.answer = Some(value.to_string()),
            "samples" => view.drawing.samples = whole(name, value, Drawing::SAMPLES)?,
            "sample_seed" => view.drawing.seed = whole(name, value, Drawing::SEEDS)?,
            "questions" => view.daily = Daily(whole(name, value, Daily::SPAN)?),
            "tokens" => self.tokens = Some(number(Span::integer(1.0, f64::INFINITY))?),
            "power_w" => self.power_w = Some(number(Span::above(0.0, f64::INFINITY, "W"))?),
            "zone" if data::zone(value).is_some() => view.zone = Some(value.to_string()),
            "zone" => return Err(refused(Allowed::Zone).into()),
            "sigma" => {
                let span = LogNormal::SIGMA;
                let number = decimal::read(value).filter(|it| span.holds(*it));
                self.sigma = Some(number.ok_or_else(|| refused(span.into()))?);
            }
            _ => match LlmShape::place(name) {
                Some(index) => {
                    let read = number(LlmShape::SPANS[index])?;
                    if self.shape[index].replace(read).is_some() {
                        let (field, other) = (LlmShape::FORMER, LlmShape::NAMES[0]);
                        return Err(ScenarioError::Together { field, other }.into());
                    }
                }
                None => {
                    // A refused model must not stay behind: the setter writes before it checks.
                    let mut scenario = view.scenario.clone();
                    scenario.set_text(name, value)?;
                    view.scenario = scenario;
                }
            },
        }
        Ok(())
    }

    /// Reads a part of the design to compare with.
    fn read_kept(&mut self, name: &str, value: &str) -> Result<(), LinkIssue> {
        let of_model_1 = self.of_model_1;
        let fresh = || Box::new((Self { of_model_1, ..Self::default() }, View::default()));
        let (reader, kept) = &mut **self.kept.get_or_insert_with(fresh);
        let read = match beside::has(name) {
            true => reader.read(kept, &format!("{name}={value}")),
            false => Err(ScenarioError::UnknownField { field: quoted(name) }.into()),
        };
        read.map_err(|issue| LinkIssue::Beside(Box::new(issue)))
    }

    /// The design to compare with, where it has a name: the last that a link says of it.
    fn finish_kept(&mut self, view: &mut View, issues: &mut Vec<LinkIssue>, cut: bool) {
        let (kept, names) = (self.kept.take(), std::mem::take(&mut self.names));
        let [Some(first), second] = names else {
            if kept.is_some() && !cut && !self.has(beside::NAMED[0]) {
                let fields = vec![beside::NAMED[0]];
                issues.push(ScenarioError::Missing { fields }.into());
            }
            return;
        };
        let (reader, mut kept) = kept.map_or_else(Default::default, |it| *it);
        let mut own = Vec::new();
        reader.finish(&mut kept, &mut own, cut);
        if kept.choice == Choice::Agent {
            kept.choice = Choice::Optimum;
            let allowed = Allowed::OneOf(vec!["optimum", "manual"]);
            own.push(ScenarioError::range("choice", "agent", allowed).into());
        }
        issues.extend(own.into_iter().map(|issue| LinkIssue::Beside(Box::new(issue))));
        let View { scenario, choice, zone, .. } = kept;
        let mut beside = Beside { names: Default::default(), scenario, choice, zone };
        beside.call(0, &first);
        beside.call(1, second.as_deref().unwrap_or_default());
        view.beside = Some(Box::new(beside));
    }

    /// Of a link that was cut nothing is called missing.
    fn finish(mut self, view: &mut View, issues: &mut Vec<LinkIssue>, cut: bool) {
        if view.task.is_none() {
            self.finish_kept(view, issues, cut);
        }
        let missing = |issues: &mut Vec<LinkIssue>, error: ScenarioError| {
            let named = cut && matches!(error, ScenarioError::Missing { .. });
            issues.extend((!named).then(|| error.into()));
        };
        if self.shape.iter().any(Option::is_some) {
            match LlmShape::of_numbers(self.shape) {
                Ok(shape) => view.scenario.model = LlmChoice::Custom(shape),
                Err(error) => missing(issues, error),
            }
        }
        if self.sigma.is_some() && self.has("shape") {
            issues.push(ScenarioError::Together { field: "sigma", other: "shape" }.into());
        } else if self.sigma.is_some() || (self.of_model_1 && !self.has("shape")) {
            let before = LogNormal::default();
            let given = self.has("kappa50").then_some(view.scenario.kappa50);
            let kappa50 = given.unwrap_or(before.kappa50);
            let needed = LogNormal { kappa50, sigma: self.sigma.unwrap_or(before.sigma) };
            (view.scenario.kappa50, view.scenario.shape) = needed.weibull();
        }
        issues.extend(view.scenario.repair().into_iter().map(LinkIssue::from));
        match (self.choice, self.tokens, self.power_w) {
            (Some("agent"), None, None) => view.choice = Choice::Agent,
            (Some("manual"), Some(tokens), Some(power_w)) => {
                let decision =
                    view.scenario.validate().and_then(|valid| valid.decision(tokens, power_w));
                match decision {
                    Ok(decision) => view.choice = Choice::Manual(decision),
                    Err(error) => issues.push(error.into()),
                }
            }
            (Some("manual"), tokens, power_w) => {
                let given = [("tokens", tokens), ("power_w", power_w)];
                let absent = given.into_iter().filter(|(_, it)| it.is_none());
                let fields = absent.map(|(name, _)| name).collect();
                missing(issues, ScenarioError::Missing { fields });
            }
            (_, None, None) => {}
            (_, tokens, _) => {
                let field = if tokens.is_some() { "tokens" } else { "power_w" };
                issues.push(ScenarioError::Alone { field, needs: "choice=manual" }.into());
            }
        }
        if let Some(answer) = self.answer {
            task::answer(view, &answer, issues);
        }
    }
}

fn whole(name: &str, value: &str, allowed: RangeInclusive<u32>) -> Result<u32, ScenarioError> {
    let span = || Span::integer(f64::from(*allowed.start()), f64::from(*allowed.end()));
    let number = value.parse().ok().filter(|number| allowed.contains(number));
    number.ok_or_else(|| ScenarioError::range(name, value, span()))
}

#[cfg(test)]
mod tests {
    use super::super::{encode, settings};
    use super::*;
    use crate::scenario::{CellKind, Decision, Scenario};
    use crate::teach::assignment::{Assignment, Opened};

    fn set() -> View {
        let open = |name: &str| Opened { name: name.to_string(), bounds: None };
        View {
            place: Place::Task,
            // Neither the default of today nor that of old links.
            scenario: Scenario {
                distance_m: 610.0,
                payload_bytes_per_token: 210.0,
                ..Scenario::default()
            },
            choice: Choice::Manual(Decision { tokens: 400, power_w: 2.5 }),
            task: Some(Assignment {
                title: "再想想：半径 – año, à bientôt & “más”! 🌍".to_string(),
                hint: "Прежде чем крутить: что растёт?".to_string(),
                at_most_mg: Some(9.0),
                open: vec![open("tokens"), open("power_w")],
                shown: vec!["distance_m".to_string()],
                answer: vec![("tokens".to_string(), "330".to_string())],
                ..Assignment::default()
            }),
            ..View::default()
        }
    }

    #[test]
    fn field_9_a_link_is_ascii_and_what_people_wrote_comes_last() {
        let link = encode(&set());
        let plain = |it: char| it.is_ascii_alphanumeric() || "&=-._~+:,".contains(it);
        assert!(link.chars().all(plain), "{link}");
        let names: Vec<_> = link.split('&').map(|it| it.split('=').next().unwrap()).collect();
        assert_eq!(names[names.len() - 3..], ["task.title", "task.hint", "end"]);
        assert_eq!(decode(&link), (set(), vec![]));
    }

    #[test]
    fn field_9_a_link_that_was_cut_says_so_and_holds_no_assignment() {
        let link = encode(&set());
        for length in 3..link.len() {
            let (view, issues) = decode(&link[..length]);
            assert_eq!(issues, [LinkIssue::Cut], "{}", &link[..length]);
            assert_eq!(view.task, None);
            // What is whole of the rest is kept, and no number that lost a digit.
            let kept = view.scenario.distance_m;
            assert!(kept == 610.0 || kept == Scenario::default().distance_m, "{kept}");
            let scenes = [Choice::Optimum, set().choice];
            assert!(scenes.contains(&view.choice), "{:?}", view.choice);
        }
        // Whoever builds it keeps what is there.
        let builder = encode(&View { place: Place::Builder, ..set() });
        let (view, issues) = decode(&builder[..builder.len() - 9]);
        assert_eq!(issues, [LinkIssue::Cut]);
        assert_eq!(view.task.unwrap().at_most_mg, Some(9.0));
        // A scene of which the end is missing is another one: it says so too.
        let scene = encode(&View { task: None, place: Place::Explore, ..set() });
        assert_eq!(decode(&scene[..scene.len() - 5]).1, [LinkIssue::Cut]);
    }

    #[test]
    fn field_9_a_sentence_around_the_link_does_not_cut_it() {
        let link = encode(&set());
        for after in [
            ".",
            ")",
            ").",
            ">",
            "\"",
            "”",
            "»",
            "，",
            "。",
            "请看",
            "！",
            "*",
            "_",
            "/",
            "%20",
            "&",
            "&utm_source=chat",
            "&anything=1&at&all",
            "?fbclid=IwAR0-x",
            "#_=_",
            ":~:text=a,b",
            "\u{200b}",
            "%E2%80%8B",
            "\r\n",
        ] {
            assert_eq!(decode(&format!("{link}{after}")), (set(), vec![]), "{after}");
            assert_eq!(decode(&format!("https://x.example/a?b=c#{link}{after}")).1, [], "{after}");
        }
        // Of an older link what follows its last number is passed over.
        for after in
            [".", ")", ").", ">", "\"", "”", ",", "。", "%20", "&", "*", "&utm_source=chat"]
        {
            let (view, issues) = decode(&format!("#v1&bandwidth_mhz=40{after}"));
            assert_eq!((view.scenario.bandwidth_mhz, issues), (40.0, vec![]), "{after}");
        }
    }

    #[test]
    fn field_9_of_older_links_a_cut_is_told_where_it_can_be() {
        let before = "v1&view=task&distance_m=600&task.title=";
        for cut in [
            before.to_string(),
            format!("{before}Caf"),
            format!("{before}Half&task.hint=Think&task.minutes=10&task.at_most_mg=9"),
            format!("{before}Half&task.at_most_mg=9&task.op"),
            format!("{before}Half&task"),
            format!("{before}Half&task.at_most_mg=9&task.open=tokens,pow"),
            format!("{before}Half&task.at_most_mg=9&task.open=tokens,power_w:1:"),
            "v1&bandwidth_mhz=40&choice=manual&tok".to_string(),
            "v1&bandwidth_mhz=40&distance_m=".to_string(),
        ] {
            let (view, issues) = decode(&cut);
            assert_eq!(issues.first(), Some(&LinkIssue::Cut), "{cut}");
            assert_eq!((issues.len(), view.task), (1, None), "{cut}");
        }
        // Older links without the mark open as before.
        let whole = "v1&view=task&distance_m=600&task.title=Half&task.at_most_mg=9&task.open=";
        let (view, issues) = decode(whole);
        assert_eq!(issues, []);
        assert_eq!(view.task.unwrap().title, "Half");
        // Whose controls cannot be read is no assignment either.
        let (view, issues) = decode("v1&view=task&task.at_most_mg=9&task.open=moon&task.show=cell");
        assert_eq!((view.task, issues.len()), (None, 1));
    }

    #[test]
    fn field_10_what_pages_and_mails_make_of_the_signs_is_read_as_meant() {
        let scene = View {
            scenario: Scenario {
                cell: CellKind::Micro,
                bandwidth_mhz: 40.0,
                qoe_min: 0.7,
                // Neither the default of today nor that of old links.
                distance_m: 610.0,
                payload_bytes_per_token: 210.0,
                ..Scenario::default()
            },
            ..View::default()
        };
        for view in [scene, set()] {
            // With needed lengths in the words of today, so that both links mean the same.
            let old = format!("v1&kappa50=280&shape=1.02&{}", settings(&view).join("&"));
            for link in [encode(&view), old] {
                for and in [
                    "&amp;",
                    "&AMP;",
                    "&Amp;",
                    "&#38;",
                    "&#038;",
                    "&#x26;",
                    "&#X26;",
                    "&#x0026;",
                    "&amp;amp;",
                    "&amp;#38;",
                    "&#38;amp;",
                    "%26",
                    "%2526",
                    "%252526",
                    "%26amp%3B",
                    "%26amp;",
                    "&amp%3B",
                    "%2526amp%253B",
                    "\\&",
                    "\\u0026",
                    "\\x26",
                    "＆",
                    "&\n",
                    "&\r\n",
                    " &",
                    "&\u{200b}",
                    "&&",
                ] {
                    let written = link.replace('&', and);
                    for head in
                        ["#", "", "https://x.example/lab/?embed#", "https://x.example/lab/%23"]
                    {
                        let written = format!("{head}{written}");
                        assert_eq!(decode(&written), (view.clone(), vec![]), "{written}");
                    }
                }
                for (from, to) in [
                    ("=", "%3D"),
                    ("=", "%253D"),
                    ("=", "&#61;"),
                    ("=", "&equals;"),
                    ("=", "＝"),
                    ("_", "\\_"),
                    ("_", "%5F"),
                    (".", "%2E"),
                    (",", "%2C"),
                    (":", "%3A"),
                    (":", "&colon;"),
                    ("+", "%20"),
                    ("+", " "),
                    ("+", "&#43;"),
                    ("~", "%7E"),
                    ("#", "%23"),
                    ("#", "%2523"),
                    ("#", "&num;"),
                    ("#", "\\#"),
                    ("#", "＃"),
                ] {
                    let written = format!("https://x.example/lab/#{link}").replace(from, to);
                    assert_eq!(decode(&written), (view.clone(), vec![]), "{written}");
                }
                // All of it encoded once more, and again.
                let mut written = format!("https://x.example/lab/#{link}");
                for _ in 0..3 {
                    written = written.bytes().map(|it| format!("%{it:02x}")).collect();
                    if written.len() < 40_000 {
                        assert_eq!(decode(&written), (view.clone(), vec![]));
                    }
                }
            }
        }
    }

    #[test]
    fn field_10_what_platforms_append_is_passed_over() {
        for appended in [
            "utm_source=x&utm_medium=social&utm_campaign=a%20b",
            "fbclid=IwAR2_-x.y",
            "gclid=a-b_c",
            "mc_cid=1&mc_eid=2",
            "igshid=x==",
            "_hsenc=p2A&_hsmi=3",
            "_gl=1*abc*_ga*MTI",
            "msclkid=9",
            "from=timeline&isappinstalled=0",
            "mkt_tok=eyJ",
            "UTM_Source=Mail",
            "si=AbC",
            "ref=share",
            "share_token=1",
            "spm=a2c4g",
            "pk_campaign=x",
            "twclid=1",
            "ttclid=2",
            "yclid=3",
            "at_medium=x",
            "trk=public",
            "__s=x",
            "s_cid=5",
            "wt.mc_id=7",
            "srsltid=q",
            "wbraid=1&gbraid=2",
            "amp=1",
            "_=1",
        ] {
            for joint in ["&", "?", "#", "&amp;", "%26", "%3F"] {
                let link = format!("#v1&cell=micro&bandwidth_mhz=40{joint}{appended}");
                let (view, issues) = decode(&link);
                assert_eq!(issues, [], "{link}");
                assert_eq!(
                    (view.scenario.bandwidth_mhz, view.scenario.cell),
                    (40.0, CellKind::Micro)
                );
            }
            // Before the rest, as where parts are sorted.
            let (view, issues) = decode(&format!("#v1&{appended}&bandwidth_mhz=40"));
            assert_eq!((view.scenario.bandwidth_mhz, issues), (40.0, vec![]), "{appended}");
        }
        // A name that nobody appends is named.
        assert_eq!(decode("#v1&colour=red").1.len(), 1);
        assert_eq!(decode("#v2&colour=red&end").1.len(), 1);
    }
}
