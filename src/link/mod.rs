//! Share links: a view as a URL fragment, readable and versioned.
//!
//! `v4&cell=micro&bandwidth_mhz=40&choice=manual&tokens=400&power_w=2&end` — only what differs from
//! the default, by the names of the scenario's fields. Reading keeps what is usable and names the rest.
//! From version 2 on a link is of ASCII letters that nobody cuts at, what people wrote comes last, and
//! `end` says that it is whole. What a link of version 1 or 2 leaves out is of the default of its time. Links up
//! to version 3 are of version 1 of the carbon model: what they say is read in the words of today
//! ([`model_version`]).

pub mod beside;
pub mod day;
pub mod found;
mod letters;
mod plain;
mod read;
mod task;
mod write;

pub use read::{decode, model_version};
pub use write::{changed, encode, settings};

use self::beside::Beside;
use crate::claim::RunClaim;
use crate::data;
use crate::math::{self, decimal};
use crate::scenario::{Decision, Scenario, ScenarioError};
use crate::teach::StepId;
use crate::teach::assignment::Assignment;
use crate::teach::round::REQUESTS;
use std::ops::RangeInclusive;
use thiserror::Error;

/// The versions that are read.
const VERSIONS: [&str; 4] = ["v1", "v2", "v3", VERSION];
/// The version that is written.
pub const VERSION: &str = "v4";
/// How many of them are of version 1 of the model.
const OF_MODEL_1: usize = 3;
/// The last part, from version 2 on.
const END: &str = "end";

/// Who chooses length and power.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Choice {
    #[default]
    Optimum,
    Agent,
    Manual(Decision),
}

/// Whose agent answers for the agents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// The one that ships, the same for everybody.
    #[default]
    Shipped,
    /// The one that was trained or opened here.
    Own,
    /// The own one of whoever sent the link. It is not in it: the one that ships answers.
    Senders,
}

/// Which part of the page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    #[default]
    Explore,
    /// The learners at work.
    Lab,
    /// What a policy does, from place to place.
    Policy,
    /// Which uncertain constant matters.
    Assumptions,
    /// What was reached over many seeds.
    Results,
    /// A day on the grid: where, when, how many machines, how long.
    Day,
    /// The lessons, the step that [`View::step`] names.
    Teach,
    /// Ten requests to decide, against the agent.
    Round,
    /// What a teacher sets; [`View::task`] is being made.
    Builder,
    /// The assignment of [`View::task`], to be answered.
    Task,
    /// What a teacher needs.
    Guide,
    Glossary,
}

impl Place {
    pub const ALL: [Self; 12] = [
        Self::Explore,
        Self::Lab,
        Self::Policy,
        Self::Assumptions,
        Self::Results,
        Self::Day,
        Self::Teach,
        Self::Round,
        Self::Builder,
        Self::Task,
        Self::Guide,
        Self::Glossary,
    ];

    /// Whether it is a part of the Lab.
    pub const fn in_lab(self) -> bool {
        matches!(self, Self::Lab | Self::Policy | Self::Assumptions | Self::Results)
    }

    /// Whether it is a part of Teach.
    pub const fn in_teach(self) -> bool {
        !self.in_lab() && !matches!(self, Self::Explore | Self::Day)
    }

    /// Its name in a link.
    pub const fn word(self) -> &'static str {
        [
            "explore",
            "lab",
            "policy",
            "assumptions",
            "results",
            "day",
            "teach",
            "round",
            "builder",
            "task",
            "guide",
            "glossary",
        ][self as usize]
    }
}

/// What a link restores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    pub scenario: Scenario,
    pub choice: Choice,
    pub agent: Whose,
    /// Code of the grid zone that was picked for both sites, shown as long as the numbers are its.
    pub zone: Option<String>,
    pub place: Place,
    /// A training run to be run again.
    pub run: Option<RunClaim>,
    /// The step of the lessons that Teach shows.
    pub step: Option<StepId>,
    /// The step whose task is tried out, where that is not in Teach.
    pub trying: Option<StepId>,
    /// The round against the agent.
    pub round: Option<RoundLink>,
    /// An assignment, with the answer so far.
    pub task: Option<Assignment>,
    pub drawing: Drawing,
    pub daily: Daily,
    pub day: day::Written,
    /// A design to compare with.
    pub beside: Option<Box<Beside>>,
}

/// How many such questions somebody asks a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Daily(pub u32);

impl Daily {
    pub const SPAN: RangeInclusive<u32> = 1..=100_000;
}

impl Default for Daily {
    fn default() -> Self {
        Self(10)
    }
}

/// A round against the agent: its number, and what somebody decided who asks for a return match.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundLink {
    pub number: u32,
    /// None, or one for each request.
    pub played: Vec<Decision>,
}

impl RoundLink {
    pub const NUMBERS: RangeInclusive<u32> = 1..=999_999;

    /// `7`, or `7,330:6.5,…`.
    pub fn encode(&self) -> String {
        let played = self.played.iter().map(|it| format!(",{}:{}", it.tokens, it.power_w));
        format!("{}{}", self.number, played.collect::<String>())
    }

    /// Reads [`Self::encode`].
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(',');
        let number = parts.next()?.parse().ok().filter(|it| Self::NUMBERS.contains(it))?;
        let decision = |part: &str| {
            let (tokens, power_w) = part.split_once(':')?;
            let tokens = tokens.parse().ok().filter(|it: &u32| *it > 0)?;
            let power_w = decimal::read(power_w).filter(|it| *it > 0.0)?;
            Some(Decision { tokens, power_w })
        };
        let played = parts.map(decision).collect::<Option<Vec<_>>>()?;
        let whole = played.is_empty() || played.len() == REQUESTS;
        whole.then_some(Self { number, played })
    }
}

/// How the uncertain constants are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawing {
    pub samples: u32,
    pub seed: u32,
}

impl Drawing {
    /// Fewer make ragged histograms, more keep one waiting.
    pub const SAMPLES: RangeInclusive<u32> = 100..=100_000;
    pub const SEEDS: RangeInclusive<u32> = 0..=999_999;
}

impl Default for Drawing {
    fn default() -> Self {
        Self { samples: 10_000, seed: 1 }
    }
}

impl View {
    /// A view on the way from this one to another, `share` of it, 0 to 1: numbers move as on their
    /// sliders, and what is no number stays as it is here.
    pub fn towards(&self, to: &Self, share: f64) -> Self {
        let mut view = self.clone();
        for field in data::FIELDS {
            let ends = (self.scenario.number(field.name), to.scenario.number(field.name));
            if let (Some(a), Some(b)) = ends
                && a != b
            {
                let value = between(a, b, share, field.log_scale);
                let value = if field.integer { value.round() } else { value };
                // Between two values that are allowed all are.
                let _ = view.scenario.set(field.name, value);
                view.zone = None;
            }
        }
        if let (Choice::Manual(a), Choice::Manual(b)) = (self.choice, to.choice) {
            let tokens = between(f64::from(a.tokens), f64::from(b.tokens), share, true);
            view.choice = Choice::Manual(Decision {
                tokens: tokens.round() as u32,
                power_w: between(a.power_w, b.power_w, share, true),
            });
        }
        view
    }
}

/// `share` of the way from a to b, in equal ratios where they are asked for and possible.
fn between(a: f64, b: f64, share: f64, ratios: bool) -> f64 {
    if ratios && a > 0.0 && b > 0.0 { a * math::pow(b / a, share) } else { a + (b - a) * share }
}

/// A part of a link that was not usable; the default was kept in its place.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LinkIssue {
    #[error(
        "this link is of version {found}, and this page reads {VERSION}; nothing of it was used"
    )]
    Version { found: String },
    #[error("{0}")]
    Value(#[from] ScenarioError),
    #[error("{part:?} is not of the form name=value")]
    Form { part: String },
    #[error("of the design to compare with: {0}")]
    Beside(Box<LinkIssue>),
    /// An assignment of which a part is missing is none: without its end an easier one might be left.
    #[error("this link is not whole: it was cut on its way")]
    Cut,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{CellKind, LlmChoice, LlmShape, LogNormal, MODEL_VERSION, PRESETS};
    use proptest::prelude::*;

    #[test]
    fn a_link_is_short_and_readable() {
        let view = View {
            scenario: Scenario {
                cell: CellKind::Micro,
                bandwidth_mhz: 40.0,
                ..Scenario::default()
            },
            choice: Choice::Manual(Decision { tokens: 400, power_w: 2.5 }),
            place: Place::Lab,
            ..View::default()
        };
        assert_eq!(
            encode(&view),
            "v4&view=lab&cell=micro&bandwidth_mhz=40&choice=manual&tokens=400&power_w=2.5&end"
        );
        assert_eq!(encode(&View::default()), "v4&end");
        // Where one looks, and what is kept beside it, is no setting.
        let moved = View { place: Place::Day, ..View::default() };
        assert_eq!((changed(&view), changed(&moved), changed(&View::default())), (5, 0, 0));
        let kept = Beside::keep(&view, Decision { tokens: 400, power_w: 2.5 });
        assert_eq!(changed(&View { beside: Some(Box::new(kept)), ..moved }), 0);
    }

    #[test]
    fn a_drawing_is_in_the_link_of_the_view_that_shows_it() {
        let drawing = Drawing { samples: 20_000, seed: 7 };
        let view = View { place: Place::Assumptions, drawing, ..View::default() };
        let text = "v4&view=assumptions&samples=20000&sample_seed=7&end";
        assert_eq!(encode(&view), text);
        assert_eq!(decode(text), (view.clone(), vec![]));
        assert_eq!(encode(&View { place: Place::Explore, ..view }), "v4&end");
        for (part, allowed) in [
            ("samples=99", "an integer from 100 to 100000"),
            ("samples=1e3", "an integer from 100 to 100000"),
            ("sample_seed=-1", "an integer from 0 to 999999"),
        ] {
            let (kept, issues) = decode(&format!("v1&view=assumptions&{part}"));
            assert_eq!(kept.drawing, Drawing::default());
            let [issue] = &issues[..] else { panic!("{issues:?}") };
            let (name, value) = part.split_once('=').unwrap();
            let said = issue.to_string();
            assert!([name, value, allowed].iter().all(|it| said.contains(it)), "{said}");
        }
    }

    #[test]
    fn how_many_questions_somebody_asks_stands_in_the_link() {
        let view = View { daily: Daily(25), ..View::default() };
        assert_eq!(encode(&view), "v4&questions=25&end");
        assert_eq!(decode("v4&questions=25&end"), (view, vec![]));
        for typed in ["0", "-3", "2.5", "100001", "many"] {
            let (kept, issues) = decode(&format!("v4&bandwidth_mhz=40&questions={typed}&end"));
            assert_eq!((kept.daily, kept.scenario.bandwidth_mhz), (Daily::default(), 40.0));
            let [issue] = &issues[..] else { panic!("{issues:?}") };
            let said = issue.to_string();
            assert!(said.contains(typed) && said.contains("from 1 to 100000"), "{said}");
        }
    }

    #[test]
    fn on_the_way_numbers_move_and_stay_allowed() {
        let mut to = View::default();
        to.scenario.bandwidth_mhz = 80.0;
        to.scenario.payload_bytes_per_token = 20_000.0;
        to.choice = Choice::Manual(Decision { tokens: 900, power_w: 40.0 });
        let from = View {
            choice: Choice::Manual(Decision { tokens: 100, power_w: 10.0 }),
            zone: Some("DE".to_string()),
            ..View::default()
        };
        assert_eq!(View { zone: from.zone.clone(), ..from.towards(&to, 0.0) }, from);
        assert_eq!(from.towards(&to, 1.0), to);
        let half = from.towards(&to, 0.5);
        let ends = [&from, &half, &to].map(|view| view.scenario.payload_bytes_per_token);
        assert!(ends.is_sorted_by(|a, b| a < b) && half.scenario.validate().is_ok(), "{ends:?}");
        assert_eq!(half.choice, Choice::Manual(Decision { tokens: 300, power_w: 20.0 }));
        // Where either is not by hand, who chooses does not change on the way.
        assert_eq!(View::default().towards(&to, 0.5).choice, Choice::Optimum);
    }

    #[test]
    fn tour_14_a_round_is_in_the_link_with_what_was_decided() {
        let played: Vec<_> =
            (0..10).map(|it| Decision { tokens: 300 + it, power_w: 0.5 + f64::from(it) }).collect();
        for played in [vec![], played] {
            let round = Some(RoundLink { number: 7, played });
            let view = View { place: Place::Round, round, ..View::default() };
            let link = encode(&view);
            assert!(link.starts_with("v4&view=round&round=7"), "{link}");
            assert_eq!(decode(&link), (view.clone(), vec![]));
            // Elsewhere it would only lengthen the link.
            assert_eq!(encode(&View { place: Place::Explore, ..view }), "v4&end");
        }
        for bad in ["0", "x", "7,3:1", "1000000", "7,330:-1"] {
            let (view, issues) = decode(&format!("v4&view=round&round={bad}&end"));
            assert_eq!((view.round, issues.len()), (None, 1), "{bad}");
        }
    }

    #[test]
    fn tour_16_what_is_tried_out_is_in_the_link_outside_of_teach() {
        let trying = StepId::parse("radio.1");
        let view = View { trying, ..View::default() };
        assert_eq!(encode(&view), "v4&try=radio.1&end");
        assert_eq!(decode(&encode(&view)), (view.clone(), vec![]));
        assert_eq!(encode(&View { place: Place::Guide, ..view }), "v4&view=guide&end");
    }

    /// What a link leaves out is of the default of its time: plain text at 200 m up to version 2, the
    /// speaking avatar of today from then on. Lengths are those of version 1 of the model up to version 3.
    #[test]
    fn tour_6_links_of_old_versions_open_with_the_scene_that_they_had() {
        let (kappa50, shape) = LogNormal::default().weibull();
        let text = Scenario { kappa50, shape, ..Scenario::of_old_links() };
        assert_eq!((text.distance_m, text.payload_bytes_per_token), (200.0, 200.0));
        let avatar = Scenario { kappa50, shape, ..Scenario::default() };
        for (link, scenario) in [("v1", &text), ("v2&end", &text), ("v3&end", &avatar)] {
            let (view, issues) = decode(link);
            assert_eq!((issues, &view.scenario), (vec![], scenario), "{link}");
            // Written anew they are of this version, and mean the same.
            assert_eq!(decode(&encode(&view)), (view, vec![]), "{link}");
        }
        let (view, _) = decode("v4&end");
        assert_eq!((view, decode("").0), (View::default(), View::default()));
    }

    #[test]
    fn tour_3_a_link_says_when_it_means_an_agent_of_ones_own() {
        let shipped = View { choice: Choice::Agent, ..View::default() };
        assert_eq!(encode(&shipped), "v4&choice=agent&end");
        let own = View { agent: Whose::Own, ..shipped.clone() };
        let text = "v4&choice=agent&agent=own&end";
        assert_eq!(encode(&own), text);
        assert_eq!(decode(text), (own.clone(), vec![]));
        // Whoever passes it on says the same.
        assert_eq!(encode(&View { agent: Whose::Senders, ..own }), text);
        let (view, issues) = decode("v4&choice=agent&agent=theirs&end");
        assert_eq!((view, issues.len()), (shipped, 1));
    }

    /// One link of every version that was ever written; none may break.
    #[test]
    fn old_links_keep_working() {
        let settings = "model=llama-3.1-70b&cell=micro&accounting=session&gpus=4&grid_dc_g_per_kwh=44.18&grid_bs_g_per_kwh=44.18&distance_m=350&qoe_min=0.7&zone=FRA&choice=agent";
        let of_3 = format!("v3&payload_bytes_per_token=200&{settings}&end");
        for version in [format!("v1&{settings}"), format!("v2&{settings}&end"), of_3] {
            let link = format!("https://aolo.example/lab/#{version}");
            assert_eq!(model_version(&link), 1);
            let (view, issues) = decode(&link);
            assert_eq!(issues, []);
            assert_eq!(view.scenario.gpus, 4.0);
            assert_eq!(view.scenario.qoe_min, 0.7);
            assert_eq!((view.choice, view.zone.as_deref()), (Choice::Agent, Some("FRA")));
            assert_eq!(view.scenario.payload_bytes_per_token, 200.0);
            // Needed lengths as version 1 of the model took them, in the words of version 2.
            let (kappa50, shape) = LogNormal::default().weibull();
            assert_eq!((view.scenario.kappa50, view.scenario.shape), (kappa50, shape));
            let again = encode(&view);
            assert!(
                again.starts_with("v4&model=llama-3.1-70b&cell=micro&accounting=session&gpus=4")
            );
            assert_eq!((decode(&again), model_version(&again)), ((view, vec![]), MODEL_VERSION));
        }
        // Fields of version 1 of the model: a deviation, parameters of a dense model, an old name.
        let old = "v2&model=qwen-3-14b&kappa50=300&sigma=0.8&end";
        let (view, issues) = decode(old);
        assert_eq!(issues, []);
        let (kappa50, shape) = LogNormal { kappa50: 300.0, sigma: 0.8 }.weibull();
        assert_eq!((view.scenario.kappa50, view.scenario.shape), (kappa50, shape));
        assert_eq!(view.scenario.model, LlmChoice::Named("qwen3-14b".to_string()));
        let own = "model.params_billion=9.5&model.weight_bytes_per_param=1&model.kv_bytes_per_token=4096&model.layers=20";
        let (view, issues) = decode(&format!("v1&{own}"));
        assert_eq!(issues, []);
        let LlmChoice::Custom(shape) = view.scenario.model else { panic!("{view:?}") };
        assert_eq!((shape.active_params_billion, shape.total_params_billion), (9.5, None));
        for (link, part) in [
            ("v2&sigma=9&end", "sigma = 9 is out of range: from 0.05 to 5"),
            ("v2&sigma=1&shape=1&end", "sigma cannot be given together with shape"),
        ] {
            let (_, issues) = decode(link);
            assert!(matches!(&issues[..], [one] if one.to_string().contains(part)), "{issues:?}");
        }
        // What people wrote came first, and in any script.
        let task = "v1&view=task&distance_m=600&task.title=再想想+~26+más&task.hint=¿Qué+pasa?&task.at_most_mg=8.25&task.open=tokens,power_w:1:10&task.show=distance_m&answer=tokens:330";
        let (view, issues) = decode(task);
        assert_eq!(issues, []);
        let task = view.task.clone().unwrap();
        assert_eq!((task.title.as_str(), task.hint.as_str()), ("再想想 & más", "¿Qué pasa?"));
        assert_eq!((task.at_most_mg, task.answered("tokens")), (Some(8.25), Some("330")));
        assert_eq!(decode(&encode(&view)), (view, vec![]));
    }

    #[test]
    fn bad_values_are_named_and_the_rest_is_kept() {
        for (link, issue) in [
            (
                "v1&distance_m=-40&bandwidth_mhz=40",
                "distance_m = -40 is out of range: from 1 to 20000 m",
            ),
            ("v1&distance_m=NaN&bandwidth_mhz=40", "distance_m = \"NaN\" is out of range"),
            ("v1&distance_m=1e9999&bandwidth_mhz=40", "distance_m = \"1e9999\" is out of range"),
            ("v1&distance=40&bandwidth_mhz=40", "distance is not a field"),
            ("v1&bandwidth_mhz=40&bandwidth_mhz=50", "bandwidth_mhz is given twice"),
            ("v1&bandwidth_mhz=40&nonsense", "\"nonsense\" is not of the form name=value"),
            ("v1&bandwidth_mhz=40&model=gpt", "model = \"gpt\""),
            (
                "v1&bandwidth_mhz=40&model.layers=3",
                "missing: model.active_params_billion, model.weight",
            ),
            ("v1&bandwidth_mhz=40&power_min_w=30", "power_min_w = 30"),
            (
                "v1&bandwidth_mhz=40&choice=manual&tokens=9000&power_w=1",
                "tokens = 9000 is out of range: an integer from 1 to 2048",
            ),
            ("v1&bandwidth_mhz=40&choice=manual&tokens=5", "missing: power_w"),
            ("v1&bandwidth_mhz=40&tokens=5", "tokens: only with choice=manual"),
            ("v1&bandwidth_mhz=40&zone=XXX", "zone = XXX"),
            ("v1&bandwidth_mhz=40&choice=me", "choice = me"),
            (
                "v1&bandwidth_mhz=40&lesson=radio.4",
                "lesson = radio.4 is out of range: a lesson and a step from 1 to 3: radio.2",
            ),
            (
                "v1&bandwidth_mhz=40&view=moon",
                "view = moon is out of range: explore, lab, policy, assumptions, results, day, teach",
            ),
            ("v1&bandwidth_mhz=40&run=1,2", "run = 1,2 is out of range: seed,updates,recipe"),
        ] {
            let (view, issues) = decode(link);
            assert_eq!(issues.len(), 1, "{link}: {issues:?}");
            assert!(issues[0].to_string().contains(issue), "{link}: {}", issues[0]);
            let (kappa50, shape) = LogNormal::default().weibull();
            let kept = Scenario { bandwidth_mhz: 40.0, kappa50, shape, ..Scenario::of_old_links() };
            assert_eq!(view.scenario, kept, "{link}");
        }
        let (view, issues) = decode("#v9&bandwidth_mhz=40");
        assert_eq!(view, View::default());
        assert!(issues[0].to_string().contains("v9"));
    }

    #[test]
    fn presets_and_custom_models_go_there_and_back() {
        for preset in PRESETS {
            let view = View { scenario: preset.scenario(), ..View::default() };
            assert_eq!(decode(&encode(&view)), (view, vec![]));
        }
        let shape = LlmShape {
            active_params_billion: 9.5,
            weight_bytes_per_param: 1.0,
            kv_bytes_per_token: 4096.0,
            layers: 20.0,
            total_params_billion: Some(40.0),
            moe_layers: None,
            experts: Some(16.0),
            experts_per_token: Some(2.0),
            attention_width: None,
        };
        let scenario = Scenario { model: LlmChoice::Custom(shape), ..Scenario::default() };
        let view = View {
            scenario,
            choice: Choice::Agent,
            agent: Whose::Own,
            zone: Some("DEU".to_string()),
            place: Place::Teach,
            run: None,
            step: StepId::parse("radio.2"),
            trying: None,
            round: None,
            task: None,
            drawing: Drawing::default(),
            daily: Daily(3),
            day: day::Written::default(),
            beside: None,
        };
        assert_eq!(decode(&encode(&view)), (view, vec![]));
    }

    proptest! {
        #[test]
        fn every_number_survives_a_link(index in 0..data::FIELDS.len(), share in 0.0..1.0f64) {
            let field = &data::FIELDS[index];
            // Both have to fit the cell.
            prop_assume!(!["power_min_w", "sleep_power_w"].contains(&field.name));
            let mut value = field.min + share * (field.max - field.min);
            if field.integer {
                value = value.round();
            }
            let mut view = View::default();
            view.scenario.set(field.name, value).unwrap();
            prop_assert_eq!(decode(&encode(&view)), (view, vec![]));
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,200}") {
            for version in VERSIONS {
                let (view, _) = decode(&format!("{version}&{text}"));
                prop_assert!(view.scenario.validate().is_ok());
            }
        }
    }
}
