//! What comes from outside, a hundred thousand times over, in every decoder: nothing is let in.
//!
//! Inputs are valid ones that were mutated, and a tenth of random bytes; the same seed gives the same
//! inputs. Each decoder answers with a value or an error that says something, never with a panic, and
//! needs at most 64 MiB for one input. `cargo xtask fuzz` runs the same with a million each, by
//! `AOLO_FUZZ`; with `--show-output` they print what was taken, the longest time and the most memory.
#![cfg(not(target_arch = "wasm32"))]

use aolo::agent::{
    ActorConfig, Agent, DirectConfig, FewSpikesConfig, Policy, PolicyScratch, PopSanConfig,
    SacConfig,
};
use aolo::claim::RunClaim;
use aolo::day::said::{Aim, Given, Open, Opened as Opening};
use aolo::learn::Algorithm;
use aolo::link::{self, Choice, Drawing, LinkIssue, Place, RoundLink, View};
use aolo::protocol::{self, Command, Event, Origin, Question, Reply};
use aolo::receipt::{Outcome, Receipt, ReceiptError, day};
use aolo::report;
use aolo::scenario::{Decision, PRESETS, Scenario, ScenarioError, parse_lines, text_of};
use aolo::teach::StepId;
use aolo::teach::assignment::{Assignment, Opened, Tool};
use aolo::worker::session::Session;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// How many inputs each decoder gets, unless told otherwise.
const INPUTS: usize = 100_000;
const MOST_BYTES: usize = 64 << 20;
/// An input that seems to take longest is timed so often again.
const TRIES: usize = 3;
/// One input of so many is random bytes.
const RANDOM: u64 = 10;

thread_local! {
    /// Bytes that a thread has asked for and not given back; what another gave it counts against it.
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

/// Counts what a thread holds.
struct Counting;

// SAFETY: every call is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.set(LIVE.get() + layout.size() as isize);
        PEAK.set(PEAK.get().max(LIVE.get()));
        // SAFETY: whoever calls keeps the same promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get() - layout.size() as isize);
        // SAFETY: the same.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Numbers that look random: SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// What is put into texts: signs, numbers, and what mails and editors leave.
const PIECES: [&str; 48] = [
    "&",
    "=",
    "#",
    "%",
    "%25",
    "%26",
    "&amp;",
    "&#38;",
    "~",
    "~2",
    "~G",
    "+",
    ":",
    ",",
    ".",
    "-",
    "?",
    "\"",
    "{",
    "}",
    "[",
    "]",
    "\\",
    "\\u0026",
    "\n",
    "\r\n> ",
    "=\n",
    "=3D",
    " ",
    "\u{feff}",
    "\u{0}",
    "\u{a0}",
    "碳",
    "🌍",
    "v1",
    "v2",
    "&end",
    "NaN",
    "inf",
    "1e309",
    "-0",
    "5e-324",
    "1e300",
    "99999999999999999999",
    "0x10",
    "<b>",
    "AOLO receipt 1",
    "https%3A%2F%2Fx%2F%23v2%26",
];

/// Another input: one of those that are valid, changed a few times, or random bytes.
fn input(dice: &mut Dice, valid: &[Vec<u8>]) -> Vec<u8> {
    if dice.next().is_multiple_of(RANDOM) {
        let length = dice.below(200);
        return (0..length).map(|_| dice.next() as u8).collect();
    }
    let mut bytes = dice.of(valid).clone();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let to = (at + dice.below(24)).min(bytes.len());
        match dice.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.next() as u8,
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..to)),
            4 => {
                let twice = bytes[at..to].to_vec();
                bytes.splice(at..at, twice);
            }
            5 => {
                let other = dice.of(valid);
                let from = dice.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
            6 => {
                let value = if dice.below(2) == 0 { 0 } else { 0xff };
                bytes[at..to].fill(value);
            }
            _ => drop(bytes.splice(at..at, dice.of(&PIECES).bytes())),
        }
    }
    bytes
}

/// Feeds a decoder; `read` says whether it took the input, and judges what it made of it.
fn feed(name: &str, seed: u64, valid: &[Vec<u8>], mut read: impl FnMut(&[u8]) -> bool) {
    for bytes in valid {
        assert!(read(bytes), "{name} refuses {:?}", String::from_utf8_lossy(bytes));
    }
    let count = std::env::var("AOLO_FUZZ").map_or(INPUTS, |it| it.parse().unwrap());
    let mut dice = Dice(seed);
    let (mut taken, mut longest, mut largest) = (0, Duration::ZERO, 0);
    for index in 0..count {
        let bytes = input(&mut dice, valid);
        let held = LIVE.get();
        PEAK.set(held);
        let began = Instant::now();
        let took = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&bytes)));
        let mut time = began.elapsed();
        let needed = (PEAK.get() - held) as usize;
        // Whatever else the machine does may hold up a try, but hardly each of them.
        for _ in 0..TRIES {
            if took.is_err() || time <= longest {
                break;
            }
            let began = Instant::now();
            read(&bytes);
            time = time.min(began.elapsed());
        }
        longest = longest.max(time);
        let shown =
            || format!("input {index} of seed {seed}: {:?}", String::from_utf8_lossy(&bytes));
        assert!(needed <= MOST_BYTES, "{name} took {needed} bytes for {}", shown());
        largest = largest.max(needed);
        taken += usize::from(took.unwrap_or_else(|_| panic!("{name} panicked at {}", shown())));
    }
    println!(
        "| {name} | {count} | {taken} | {:.1} ms | {} KiB |",
        1e3 * longest.as_secs_f64(),
        largest.div_ceil(1024)
    );
}

fn texts(texts: impl IntoIterator<Item = String>) -> Vec<Vec<u8>> {
    texts.into_iter().map(String::into_bytes).collect()
}

/// An error has to say something, and to name a field where it is about one.
fn names(error: &ScenarioError) {
    assert!(!error.to_string().is_empty());
    if let ScenarioError::OutOfRange { .. }
    | ScenarioError::UnknownField { .. }
    | ScenarioError::Duplicate { .. }
    | ScenarioError::Missing { .. }
    | ScenarioError::Alone { .. } = error
    {
        assert!(error.field().is_some(), "{error:?}");
    }
}

fn assignment() -> View {
    let open = |name: &str, bounds| Opened { name: name.to_string(), bounds };
    View {
        place: Place::Task,
        scenario: Scenario { distance_m: 600.0, ..Scenario::default() },
        task: Some(Assignment {
            title: "再想想: half of it".to_string(),
            hint: "¿Y si…?".to_string(),
            minutes: Some(10),
            at_most_mg: Some(9.0),
            qoe_least: Some(0.5),
            open: vec![
                open("tokens", None),
                open("power_w", Some((1.0, 10.0))),
                open("cell", None),
            ],
            shown: vec!["distance_m".to_string()],
            tools: Tool::ALL.to_vec(),
            answer: vec![("tokens".to_string(), "330".to_string())],
        }),
        ..View::default()
    }
}

const CLAIM: &str = "7,5000,popsan:0000000000000001,sac:ffffffffffffffff,hidden:64,actor_lr:0.001,\
                     settled,seed:8,popsan:0000000000000002,sac:0000000000000003";

fn views() -> Vec<View> {
    let preset = |it: &aolo::scenario::Preset| View { scenario: it.scenario(), ..View::default() };
    let mut views: Vec<View> = PRESETS.iter().map(preset).collect();
    views.push(View {
        choice: Choice::Manual(Decision { tokens: 400, power_w: 2.5 }),
        zone: Some("FRA".to_string()),
        place: Place::Lab,
        run: RunClaim::parse(CLAIM).ok(),
        ..View::default()
    });
    views.push(assignment());
    let played = vec![Decision { tokens: 330, power_w: 6.5 }; 10];
    let round = Some(RoundLink { number: 7, played });
    views.push(View { place: Place::Round, round, ..View::default() });
    views.push(View { trying: StepId::parse("radio.1"), ..View::default() });
    views.push(View { place: Place::Builder, choice: Choice::Agent, ..assignment() });
    views.push(on_a_day());
    views
}

/// An assignment on a day, answered.
fn on_a_day() -> View {
    let opened = |what: Open| Opening { what, bounds: what.span().map(|it| (it.from, it.to)) };
    let aim = Aim { at_most_g: Some(850.5), open: Open::ALL.map(opened).to_vec() };
    let drawn = std::array::from_fn(|hour| if hour < 16 { 42 } else { 41 });
    let given = Given { aim: Some(aim), drawn: Some(drawn), wait_share: 0.45, ..Given::default() };
    let task = Assignment { title: "Später 再想想".to_string(), ..Assignment::default() };
    View { place: Place::Task, day: day::written(&given), task: Some(task), ..View::default() }
}

/// Links of versions that were written before.
const OLD: [&str; 2] = [
    "#v1&model=llama-3.1-70b&cell=micro&gpus=4&distance_m=350&qoe_min=0.7&zone=FRA&choice=agent",
    "#v1&view=task&distance_m=600&task.title=Caf%C3%A9+~26+más&task.at_most_mg=8.25\
     &task.open=tokens,power_w:1:10&task.show=distance_m&answer=tokens:330",
];

fn read_link(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let (view, issues) = link::decode(&text);
    assert!(view.scenario.validate().is_ok(), "{:?}", view.scenario);
    for issue in &issues {
        assert!(!issue.to_string().is_empty());
        if let LinkIssue::Value(error) = issue {
            names(error);
        }
    }
    if issues.contains(&LinkIssue::Cut) {
        assert!(view.task.is_none() || view.place == Place::Builder);
    }
    // What was let in is written, and read again as it is, but for what its place does not show.
    let written = link::encode(&view);
    let shown = View {
        step: view.step.filter(|_| view.place == Place::Teach),
        round: view.round.clone().filter(|_| view.place == Place::Round),
        trying: view.trying.filter(|_| !view.place.in_teach()),
        drawing: if view.place == Place::Assumptions { view.drawing } else { Drawing::default() },
        ..view
    };
    assert_eq!(link::decode(&written), (shown, vec![]), "{written}");
    issues.is_empty()
}

#[test]
fn fuzz_share_links_and_assignments() {
    let links = views().into_iter().map(|it| format!("https://x.example/#{}", link::encode(&it)));
    let valid = texts(links.chain(OLD.map(str::to_string)));
    feed("share links and assignments", 1, &valid, read_link);
}

/// A part that is damaged takes no other with it.
#[test]
fn fuzz_what_is_sound_of_a_link_is_kept() {
    let parts =
        ["gpus=4", "bandwidth_mhz=40", "qoe_min=0.7", "distance_m=350", "cell=micro", "pue=1.5"];
    let whole = link::decode(&format!("#v2&{}&end", parts.join("&"))).0.scenario;
    let mut dice = Dice(2);
    for _ in 0..20_000 {
        let damaged = dice.below(parts.len());
        let (name, value) = parts[damaged].split_once('=').unwrap();
        let mut value = value.as_bytes().to_vec();
        for _ in 0..=dice.below(3) {
            let at = dice.below(value.len() + 1);
            value.insert(at, *dice.of(b"0123456789abcxyz.-+_eE "));
        }
        let mut others = parts.map(str::to_string);
        others[damaged] = format!("{name}={}", String::from_utf8_lossy(&value));
        let (view, issues) = link::decode(&format!("#v2&{}&end", others.join("&")));
        for issue in issues {
            let LinkIssue::Value(error) = issue else { panic!("{issue:?}") };
            assert_eq!(error.field(), Some(name), "{error}");
        }
        let mut expected = whole.clone();
        expected.reset(name);
        let mut kept = view.scenario;
        kept.reset(name);
        assert_eq!(kept, expected, "{others:?}");
    }
}

#[test]
fn fuzz_claims() {
    let more = "1,5000,sac:445876354e58cfb1,batch:128,settle";
    feed("claims of runs", 3, &texts([CLAIM.to_string(), more.to_string()]), |bytes| {
        match RunClaim::parse(&String::from_utf8_lossy(bytes)) {
            Ok(claim) => {
                assert_eq!(RunClaim::parse(&claim.encode()).as_ref(), Ok(&claim));
                true
            }
            Err(error) => {
                assert_eq!(error.field(), Some("run"));
                false
            }
        }
    });
}

#[test]
fn fuzz_receipts() {
    let view = assignment();
    let link = format!("https://x.example/#{}", link::encode(&view));
    let receipt = Receipt::new(&view, "Ana", Some(7), link.clone()).unwrap().to_text();
    let quoted: String = receipt.lines().map(|it| format!("> {it}\n")).collect();
    let encoded = link.replace('#', "%23").replace('&', "%26");
    let redirected = receipt.replace(&link, &format!("https://y.example/?url={encoded}&data=1"));
    let old = receipt.replace(link.split('#').nth(1).unwrap(), &OLD[1][1..]);
    let valid = texts([receipt, quoted, redirected, old, link]);
    feed("receipts", 4, &valid, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        match Receipt::parse(&text).and_then(|it| it.check(Some(&view), &[])) {
            Ok(checked) => {
                let again = Receipt::parse(&checked.receipt.to_text());
                let again = again.and_then(|it| it.check(Some(&view), &[]));
                assert_eq!(again.map(|it| it.misfits).as_ref(), Ok(&checked.misfits));
                true
            }
            Err(error) => {
                if let ReceiptError::Link(LinkIssue::Value(error)) = &error {
                    names(error);
                }
                assert!(!error.to_string().is_empty());
                false
            }
        }
    });
}

#[test]
fn fuzz_assignments_on_a_day() {
    let view = on_a_day();
    let links = [day::written(&Given::default()), view.day.clone()]
        .map(|day| format!("https://x.example/#{}", link::encode(&View { day, ..view.clone() })));
    let receipts = links.clone().map(|link| {
        let outcome = Outcome { total_g: 800.0, qoe: 0.6, passed: true, broken: Vec::new() };
        Receipt::of(&outcome, "Ana", Some(7), link).to_text()
    });
    let valid = texts(links.into_iter().chain(receipts));
    feed("assignments on a day", 12, &valid, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let shown = link::decode(&text).0;
        let (given, issues) = Given::read(shown.day.pairs());
        issues.iter().for_each(names);
        // What is usable comes back as it is.
        let words = given.words();
        let again = Given::read(words.iter().map(|(name, value)| (*name, value.as_str())));
        assert_eq!(again, (given.clone(), vec![]));
        if let Some(aim) = &given.aim {
            let inside = aim.inside_of(given.clone(), &shown.scenario);
            assert_eq!(aim.check(&inside, &shown.scenario), Ok(()));
            assert_eq!(aim.held(&inside, inside.clone()), inside);
        }
        match Receipt::parse(&text).and_then(|it| it.check(Some(&view), &[])) {
            // Of what is no longer an assignment on a day.
            Ok(checked) => !checked.misfits.is_empty(),
            Err(ReceiptError::NoGrids { year }) => (2017..=2023).contains(&year),
            Err(error) => {
                assert!(!error.to_string().is_empty());
                false
            }
        }
    });
}

#[test]
fn fuzz_scenarios_and_results() {
    let own = r#"{"model":{"params_billion":9.5,"weight_bytes_per_param":1,"kv_bytes_per_token":4096,"layers":20},"cell":"pico","power_min_w":0.01}"#;
    let marked = "\u{feff}{\"model\": \"meta-llama/Llama-3.1-8B-Instruct\"}";
    let presets = PRESETS.iter().map(|it| it.scenario().to_json().to_string());
    let mut valid: Vec<String> = presets.chain([own, marked].map(str::to_string)).collect();
    feed("scenarios (JSON)", 5, &texts(valid.clone()), |bytes| {
        let Ok(text) = text_of(bytes) else { return false };
        if let Err((line, error)) = parse_lines(&text) {
            assert!(line > 0);
            names(&error);
        }
        match Scenario::from_json(&text) {
            Ok(scenario) => {
                let again = Scenario::from_json(&scenario.to_json().to_string());
                assert!(again.is_ok(), "{scenario:?}");
                true
            }
            Err(error) => {
                names(&error);
                false
            }
        }
    });
    valid.extend([
        r#"{"schema":"aolo-result-1","choice":"manual","decision":{"tokens":400,"power_w":2.5},"scenario":{"pue":1.1}}"#.to_string(),
        r#"{"schema":"aolo-result-1","choice":"agent","scenario":{"cell":"micro","gpus":2}}"#.to_string(),
    ]);
    feed("files of results", 6, &texts(valid), |bytes| {
        let Ok(text) = text_of(bytes) else { return false };
        match report::read(&text) {
            Ok((view, errors)) => {
                assert!(view.scenario.validate().is_ok());
                errors.iter().for_each(names);
                true
            }
            Err(error) => {
                names(&error);
                false
            }
        }
    });
}

#[test]
fn fuzz_files_of_other_tools() {
    let valid = [
        r#"{"energy":{"value":{"min":0.1,"max":0.2},"unit":"kWh"},"gwp":{"value":1,"unit":"kgCO2eq"}}"#,
        r#"{"impacts":{"energy":{"value":1,"unit":"Wh"},"gwp":{"value":{"min":1,"max":2},"unit":"g"}}}"#,
        "run_id,duration,emissions,energy_consumed,country_iso_code\n1,2,0.001,0.01,FRA\n",
        "initialize:\n  plugins:\ntree:\n  outputs:\n    - energy: 0.1\n      location: DE\n",
        r#"{"initialize":{},"tree":{"outputs":[{"energy":1,"grid/carbon-intensity":400}]}}"#,
    ];
    feed("files of other tools", 7, &texts(valid.map(str::to_string)), |bytes| {
        let found = report::foreign::recognise(&String::from_utf8_lossy(bytes));
        let Some(found) = found else { return false };
        for figure in [found.energy_kwh, found.emissions_g, found.grid_g_per_kwh] {
            assert!(figure.is_none_or(|it| it.is_finite() && it >= 0.0), "{found:?}");
        }
        true
    });
}

/// A policy of each kind, small.
fn policies(obs_dim: usize, act_dim: usize) -> Vec<Policy> {
    let popsan = PopSanConfig { hidden_sizes: vec![6, 5], ..PopSanConfig::default() };
    let few_spikes = FewSpikesConfig { hidden_sizes: vec![5, 4], time_steps: 6, range: 2.0 };
    let direct = DirectConfig {
        hidden_sizes: vec![4, 3],
        time_steps: 3,
        current_to_all: true,
        decay: 0.9,
        v_threshold: 0.5,
        surrogate_width: 0.25,
    };
    let (mlp, popsan) = (ActorConfig::Mlp { hidden_sizes: vec![7] }, ActorConfig::PopSan(popsan));
    [mlp, popsan, ActorConfig::FewSpikes(few_spikes), ActorConfig::Direct(direct)]
        .map(|actor| SacConfig { actor, ..SacConfig::default() })
        .map(|config| Agent::new(&config, obs_dim, act_dim, 11).unwrap().policy())
        .to_vec()
}

/// As a checkpoint ends: FNV-1a of all before.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let fold = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let checksum = bytes.iter().fold(0xcbf2_9ce4_8422_2325, fold);
    bytes.extend_from_slice(&checksum.to_le_bytes());
    bytes
}

fn unsealed(policy: &Policy) -> Vec<u8> {
    let mut bytes = policy.to_bytes().unwrap();
    bytes.truncate(bytes.len() - 8);
    bytes
}

#[test]
fn fuzz_checkpoints() {
    let valid: Vec<Vec<u8>> = policies(3, 2).iter().map(unsealed).collect();
    let mut scratch = PolicyScratch::default();
    feed("checkpoints", 8, &valid, |bytes| {
        // As it came it is refused for its checksum alone; with the right one for what is in it.
        assert!(Policy::from_bytes(bytes).is_err());
        match Policy::from_bytes(&sealed(bytes.to_vec())) {
            Ok(policy) => {
                let obs = vec![0.5; policy.obs_dim()];
                let mut actions = vec![0.0; policy.act_dim()];
                policy.act(&mut scratch, &obs, &mut actions);
                assert!(actions.iter().all(|it| (-1.0..=1.0).contains(it)), "{actions:?}");
                true
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                false
            }
        }
    });
}

/// Dimensions that are allowed, of parameters that are not there.
#[test]
fn a_small_file_asks_for_little_memory() {
    let hidden_sizes = vec![1024; 8];
    let mlp = ActorConfig::Mlp { hidden_sizes: hidden_sizes.clone() };
    let few_spikes =
        FewSpikesConfig { hidden_sizes: hidden_sizes.clone(), time_steps: 24, range: 2.0 };
    let popsan = PopSanConfig {
        hidden_sizes,
        time_steps: 64,
        encoder_population: 64,
        decoder_population: 64,
    };
    for actor in [mlp, ActorConfig::PopSan(popsan), ActorConfig::FewSpikes(few_spikes)] {
        let params = [Vec::<f32>::new(), Vec::new()];
        let body = postcard::to_allocvec(&(256usize, 64usize, actor, params)).unwrap();
        let bytes = sealed([b"AOLO-POL\x01\x00", &body[..]].concat());
        let held = LIVE.get();
        PEAK.set(held);
        let error = Policy::from_bytes(&bytes).unwrap_err();
        assert!(error.to_string().contains("the dimensions ask for"), "{error}");
        assert!(PEAK.get() - held < 1 << 16, "{} bytes", PEAK.get() - held);
    }
}

#[test]
fn fuzz_imported_weights() {
    let shipped = Policy::from_bytes(include_bytes!("../www/policies/sac.aolo")).unwrap();
    let small = policies(shipped.obs_dim(), shipped.act_dim());
    let valid: Vec<Vec<u8>> = small.iter().map(unsealed).collect();
    let mut session = Session::default();
    let scenario = Box::new(Scenario::default());
    feed("imported weights", 9, &valid, |bytes| {
        let policy = sealed(bytes.to_vec());
        let import = Command::Ask { request: 1, question: Question::Import { policy } };
        let events = session.handle(import);
        let [Event::Answered { answer, .. }] = &events[..] else { panic!("{events:?}") };
        if answer.is_err() {
            return false;
        }
        // Whatever was taken decides something that is allowed.
        let act = Question::Act { scenario: scenario.clone(), own: true };
        let events = session.handle(Command::Ask { request: 2, question: act });
        let [Event::Answered { answer: Ok(Reply::Acted(acted)), .. }] = &events[..] else {
            panic!("{events:?}")
        };
        let valid = scenario.validate().unwrap();
        for answer in &acted.answers {
            let Decision { tokens, power_w } = answer.decision;
            assert!(valid.decision(f64::from(tokens), power_w).is_ok(), "{:?}", answer.decision);
        }
        true
    });
}

#[test]
fn fuzz_messages() {
    let scenario = || Box::new(Scenario::default());
    let ask = |question| Command::Ask { request: 9, question };
    let commands = [
        Command::Pause { run: 3 },
        Command::Load { algorithm: Algorithm::Sac, policy: vec![7; 9], origin: Origin::Shipped },
        ask(Question::Act { scenario: scenario(), own: true }),
        ask(Question::Sweep { scenarios: vec![Scenario::default(); 2], own: true }),
        ask(Question::Sample {
            scenario: scenario(),
            decision: Decision { tokens: 323, power_w: 2.5 },
            samples: 10_000,
            seed: 1,
        }),
        ask(Question::Import { policy: vec![7] }),
    ];
    let imported = Reply::Imported { algorithm: Algorithm::Sdrl };
    let algorithm = Algorithm::Sac;
    let events = [
        Event::Ready { version: protocol::VERSION },
        Event::Answered { request: 4, answer: Ok(imported) },
        Event::Snapshot { run: 1, algorithm, update: 7, policy: vec![7], answers: true },
        Event::Learned { run: 1, algorithm, update: 7, digest: 1, settled: true },
        Event::Failed { run: None, fault: protocol::Fault::Message },
    ];
    let commands: Vec<Vec<u8>> = commands.iter().map(|it| protocol::encode(it).unwrap()).collect();
    feed("commands to the worker", 10, &commands, |bytes| {
        match protocol::decode::<Command>(bytes) {
            Ok(command) => {
                let again: Command =
                    protocol::decode(&protocol::encode(&command).unwrap()).unwrap();
                // As it is printed: a number that is none differs from itself.
                assert_eq!(format!("{again:?}"), format!("{command:?}"));
                true
            }
            Err(error) => {
                assert!(!error.to_string().is_empty());
                false
            }
        }
    });
    let events: Vec<Vec<u8>> = events.iter().map(|it| protocol::encode(it).unwrap()).collect();
    feed("events of the worker", 11, &events, |bytes| match protocol::decode::<Event>(bytes) {
        Ok(_) => true,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            false
        }
    });
}
