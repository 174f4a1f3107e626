//! Which words belong to which step, and how the model's figures are written.

use crate::learn::Effort;
use crate::scenario::Scenario;
use crate::teach::solve::{self, Figure};
use crate::teach::steps::{Axis, LESSON_UPDATES, Lesson, Quantity, StepId, WATTS};
use crate::teach::{day, rest, round};
use crate::ui::words::format::{
    bit_rate, duration, mass, number, percent, plain, plain_significant, whole, with_unit,
};
use crate::ui::words::{lessons as words, teach, values};

/// What a step says before its answer is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct StepText {
    pub title: &'static str,
    /// What people often say, where the step meets it.
    pub myth: Option<&'static str>,
    pub prose: String,
    pub ask: &'static str,
    pub try_it: &'static str,
}

/// Title of a lesson, and what it is about.
pub fn lesson(lesson: Lesson) -> (&'static str, &'static str) {
    match lesson {
        Lesson::Carbon => (words::carbon(), words::carbon_aside()),
        Lesson::Grid => (words::grid(), words::grid_aside()),
        Lesson::Radio => (words::radio(), words::radio_aside()),
        Lesson::Quality => (words::quality(), words::quality_aside()),
        Lesson::Counted => (words::counted(), words::counted_aside()),
        Lesson::Model => (words::model(), words::model_aside()),
        Lesson::Day => (words::day(), words::day_aside()),
        Lesson::Machines => (words::machines(), words::machines_aside()),
        Lesson::Rest => (words::rest(), words::rest_aside()),
        Lesson::Agent => (words::agent(), words::agent_aside()),
        Lesson::Rule => (words::rule(), words::rule_aside()),
        Lesson::Spikes => (words::spikes(), words::spikes_aside()),
    }
}

/// The words of a step; `figures` are those of its explanation, of which some are given before.
pub fn step(step: StepId, scenario: &Scenario, figures: &[Figure]) -> StepText {
    let distance = || values::distance(scenario.distance_m);
    let payload = || values::payload(scenario.payload_bytes_per_token);
    let given = |index: usize| figures.get(index).map(written).unwrap_or_default();
    let tokens = || {
        let chain = scenario.validate().map(|valid| crate::carbon::Chain::new(&valid));
        chain.map_or_else(
            |_| String::new(),
            |chain| {
                let best = crate::optimum::optimum(&chain).footprint().decision;
                whole(best.tokens.into())
            },
        )
    };
    let (title, myth, prose, ask, try_it) = match (step.lesson, step.number()) {
        (Lesson::Carbon, 1) => (
            words::carbon_1_title(),
            Some(words::carbon_1_myth()),
            words::carbon_1_prose(&distance(), &payload()),
            words::carbon_1_ask(),
            words::carbon_1_try(),
        ),
        (Lesson::Carbon, 2) => (
            words::carbon_2_title(),
            None,
            words::carbon_2_prose(&payload()),
            words::carbon_1_ask(),
            words::carbon_2_try(),
        ),
        (Lesson::Carbon, _) => (
            words::carbon_3_title(),
            Some(words::carbon_3_myth()),
            words::carbon_3_prose(&tokens()),
            words::carbon_3_ask(),
            words::carbon_3_try(),
        ),
        (Lesson::Grid, 1) => (
            words::grid_1_title(),
            None,
            words::grid_1_prose(&per_hour(figures.first()), &per_hour(figures.get(1))),
            words::grid_1_ask(),
            words::grid_1_try(),
        ),
        (Lesson::Grid, 2) => (
            words::grid_2_title(),
            Some(words::grid_2_myth()),
            words::grid_2_prose(&per_hour(Some(&Figure::Grid(scenario.grid_dc_g_per_kwh)))),
            words::grid_2_ask(),
            words::grid_2_try(),
        ),
        (Lesson::Grid, _) => (
            words::grid_3_title(),
            None,
            words::grid_3_prose().to_string(),
            words::grid_3_ask(),
            words::grid_3_try(),
        ),
        (Lesson::Radio, 1) => (
            words::radio_1_title(),
            Some(words::radio_1_myth()),
            words::radio_1_prose(
                &distance(),
                &tokens(),
                &payload(),
                &values::power(WATTS.from),
                &values::power(WATTS.to),
            ),
            words::radio_1_ask(),
            words::radio_1_try(),
        ),
        (Lesson::Radio, 2) => (
            words::radio_2_title(),
            None,
            words::radio_2_prose(&distance(), &given(0), &given(2)),
            words::radio_2_ask(),
            words::radio_2_try(),
        ),
        (Lesson::Radio, _) => (
            words::radio_3_title(),
            None,
            words::radio_3_prose(&distance()),
            words::radio_3_ask(),
            words::radio_3_try(),
        ),
        (Lesson::Quality, 1) => (
            words::quality_1_title(),
            None,
            words::quality_1_prose(&written(&Figure::Qoe(scenario.qoe_min))),
            words::quality_1_ask(),
            words::quality_1_try(),
        ),
        (Lesson::Quality, 2) => (
            words::quality_2_title(),
            None,
            words::quality_2_prose().to_string(),
            words::quality_2_ask(),
            words::quality_2_try(),
        ),
        (Lesson::Quality, _) => (
            words::quality_3_title(),
            None,
            words::quality_3_prose(
                &with_unit(&number(scenario.bandwidth_mhz), "MHz"),
                &duration(scenario.queue_s),
                &whole(scenario.tokens_max),
            ),
            words::quality_3_ask(),
            words::quality_3_try(),
        ),
        (Lesson::Counted, 1) => (
            words::counted_1_title(),
            Some(words::counted_1_myth()),
            words::counted_1_prose(&payload()),
            words::counted_1_ask(),
            words::counted_1_try(),
        ),
        (Lesson::Counted, 2) => (
            words::counted_2_title(),
            None,
            words::counted_2_prose(&given(0)),
            words::counted_2_ask(),
            words::counted_2_try(),
        ),
        (Lesson::Counted, _) => (
            words::counted_3_title(),
            None,
            words::counted_3_prose(&given(0), &given(1)),
            words::counted_3_ask(),
            words::counted_3_try(),
        ),
        (Lesson::Model, 1) => (
            words::model_1_title(),
            Some(words::model_1_myth()),
            words::model_1_prose(&given(0), &given(1), &given(2), &given(3)),
            words::model_1_ask(),
            words::model_1_try(),
        ),
        (Lesson::Model, 2) => (
            words::model_2_title(),
            None,
            words::model_2_prose().to_string(),
            words::model_2_ask(),
            words::model_2_try(),
        ),
        (Lesson::Model, _) => (
            words::model_3_title(),
            None,
            words::model_3_prose(&given(0)),
            words::model_3_ask(),
            words::model_3_try(),
        ),
        (Lesson::Day, number) => of_the_day(number, scenario, figures),
        (Lesson::Machines, number) => of_machines(number, scenario),
        (Lesson::Rest, 1) => (
            words::rest_1_title(),
            Some(words::rest_1_myth()),
            words::rest_1_prose(&whole(rest::STREAMS)),
            words::rest_1_ask(),
            words::rest_1_try(),
        ),
        (Lesson::Rest, 2) => (
            words::rest_2_title(),
            None,
            words::rest_2_prose(&whole(rest::CHUNK.into())),
            words::rest_2_ask(),
            words::rest_2_try(),
        ),
        (Lesson::Rest, _) => (
            words::rest_3_title(),
            None,
            words::rest_3_prose().to_string(),
            words::rest_3_ask(),
            words::rest_3_try(),
        ),
        (Lesson::Agent, 1) => (
            words::agent_1_title(),
            None,
            words::agent_1_prose(&given(0)),
            words::agent_1_ask(),
            words::agent_1_try(),
        ),
        (Lesson::Agent, 2) => {
            (words::agent_2_title(), None, round_prose(), "", words::agent_2_try())
        }
        (Lesson::Agent, _) => (
            words::agent_3_title(),
            None,
            words::agent_3_prose(&whole(LESSON_UPDATES as f64)),
            words::agent_3_ask(),
            words::agent_3_try(),
        ),
        (Lesson::Rule, 1) => (
            words::rule_1_title(),
            Some(words::rule_1_myth()),
            words::rule_1_prose(&given(0)),
            words::rule_1_ask(),
            words::rule_1_try(),
        ),
        (Lesson::Rule, 2) => (
            words::rule_2_title(),
            None,
            words::rule_2_prose(&given(0), &given(1)),
            words::rule_2_ask(),
            words::rule_2_try(),
        ),
        (Lesson::Rule, _) => (
            words::rule_3_title(),
            None,
            words::rule_3_prose().to_string(),
            words::rule_3_ask(),
            words::rule_3_try(),
        ),
        (Lesson::Spikes, 1) => (
            words::spikes_1_title(),
            None,
            words::spikes_1_prose().to_string(),
            words::spikes_1_ask(),
            words::spikes_1_try(),
        ),
        (Lesson::Spikes, 2) => (
            words::spikes_2_title(),
            Some(words::spikes_2_myth()),
            words::spikes_2_prose(
                &with_unit(&plain(Effort::ADD_PJ), "pJ"),
                &with_unit(&plain(Effort::MAC_PJ), "pJ"),
            ),
            words::spikes_2_ask(),
            words::spikes_2_try(),
        ),
        (Lesson::Spikes, _) => (
            words::spikes_3_title(),
            None,
            words::spikes_3_prose().to_string(),
            words::spikes_3_ask(),
            words::spikes_3_try(),
        ),
    };
    StepText { title, myth, prose, ask, try_it }
}

/// Title, myth, prose, question and what to try.
type Said = (&'static str, Option<&'static str>, String, &'static str, &'static str);

fn of_the_day(number: u8, scenario: &Scenario, figures: &[Figure]) -> Said {
    let setting = day::setting(scenario);
    let hours = whole(setting.wait_hours.into());
    let room = percent(setting.sites.first().map_or(0.0, |site| site.capacity));
    match number {
        1 => (
            words::day_1_title(),
            Some(words::day_1_myth()),
            words::day_1_prose(
                &whole(setting.answers),
                &percent(setting.wait_share),
                &hours,
                &room,
            ),
            words::day_1_ask(),
            words::day_1_try(),
        ),
        2 => (
            words::day_2_title(),
            None,
            words::day_2_prose(
                &percent(setting.wait_share),
                &hours,
                &whole(day::PATIENCE_H.into()),
            ),
            words::day_2_ask(),
            words::day_2_try(),
        ),
        _ => (
            words::day_3_title(),
            Some(words::day_3_myth()),
            words::day_3_prose(
                &figures.get(1).map(written).unwrap_or_default(),
                &room,
                &percent(day::CROWDED),
            ),
            words::day_3_ask(),
            words::day_3_try(),
        ),
    }
}

fn of_machines(number: u8, scenario: &Scenario) -> Said {
    let setting = day::setting(scenario);
    match number {
        1 => (
            words::machines_1_title(),
            Some(words::machines_1_myth()),
            words::machines_1_prose(&whole(day::SERVICE)),
            words::machines_1_ask(),
            words::machines_1_try(),
        ),
        2 => (
            words::machines_2_title(),
            None,
            words::machines_2_prose(
                &values::share(setting.qoe_day),
                &values::share(day::SHORTER[0]),
            ),
            words::machines_2_ask(),
            words::machines_2_try(),
        ),
        _ => (
            words::machines_3_title(),
            None,
            words::machines_3_prose(
                &percent(setting.wait_share),
                &whole(setting.wait_hours.into()),
            ),
            words::machines_3_ask(),
            words::machines_3_try(),
        ),
    }
}

/// What the round against the agent is.
pub fn round_prose() -> String {
    words::agent_2_prose(&whole(round::REQUESTS as f64))
}

/// What a kilowatt-hour emits.
fn per_hour(figure: Option<&Figure>) -> String {
    match figure {
        Some(Figure::Grid(value)) => with_unit(&number(*value), "g"),
        _ => String::new(),
    }
}

/// The explanation of a step with the model's figures in it; none if some are missing.
pub fn after(step: StepId, figures: &[Figure]) -> Option<String> {
    let texts: Vec<String> = figures.iter().map(written).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    Some(match (step.lesson, step.number(), &texts[..]) {
        (Lesson::Carbon, 1, [a, b, c]) => words::carbon_1_after(a, b, c),
        (Lesson::Carbon, 2, [a, b, c, d]) => words::carbon_2_after(a, b, c, d),
        (Lesson::Carbon, 3, [a, b, c, d, e]) => words::carbon_3_after(a, b, c, d, e),
        (Lesson::Grid, 1, [a, b, c, d, e, f]) => words::grid_1_after(a, b, c, d, e, f),
        (Lesson::Grid, 2, [a, b, c, d]) => words::grid_2_after(a, b, c, d),
        (Lesson::Grid, 3, [a, b, c, d, e]) => words::grid_3_after(a, b, c, d, e),
        (Lesson::Radio, 1, [a, b, c, d, e, f]) => words::radio_1_after(a, b, c, d, e, f),
        (Lesson::Radio, 2, [a, b, c, d, e]) => words::radio_2_after(a, b, c, d, e),
        (Lesson::Radio, 3, [a, b, c, d, e, f]) => words::radio_3_after(a, b, c, d, e, f),
        (Lesson::Quality, 1, [a, b, c, d, e, f, g, h]) => {
            words::quality_1_after(a, b, c, d, e, f, g, h)
        }
        (Lesson::Quality, 2, [a, b, c, d, e, f, g, h, i]) => {
            words::quality_2_after(a, b, c, d, e, f, g, h, i)
        }
        (Lesson::Quality, 3, [a, b, c, d, e, f]) => words::quality_3_after(a, b, c, d, e, f),
        (Lesson::Counted, 1, [a, b, c, d, e, f]) => words::counted_1_after(a, b, c, d, e, f),
        (Lesson::Counted, 2, [a, b, c, d, e]) => words::counted_2_after(a, b, c, d, e),
        (Lesson::Counted, 3, [a, _, c, d, e, f]) => words::counted_3_after(a, c, d, e, f),
        (Lesson::Model, 1, [_, _, _, _, a, b, c, d, e]) => words::model_1_after(a, b, c, d, e),
        (Lesson::Model, 2, [a, b, c, d, e, f]) => words::model_2_after(a, b, c, d, e, f),
        (Lesson::Model, 3, [_, b, c, d, e, f, g]) => words::model_3_after(b, c, d, e, f, g),
        (Lesson::Day, 1, [a, b, c, d]) => words::day_1_after(a, b, c, d),
        (Lesson::Day, 2, [a, b, c, d]) => words::day_2_after(a, b, c, d),
        (Lesson::Day, 3, [a, b]) => words::day_3_after(a, b),
        (Lesson::Machines, 1, [a, b, c, d, e, f]) => words::machines_1_after(a, b, c, d, e, f),
        (Lesson::Machines, 2, [a, b, c]) => words::machines_2_after(a, b, c),
        (Lesson::Machines, 3, [a, b, c]) => words::machines_3_after(a, b, c),
        (Lesson::Rest, 1, [a, b, c]) => words::rest_1_after(a, b, c),
        (Lesson::Rest, 2, [a, b, c, d, e]) => words::rest_2_after(a, b, c, d, e),
        (Lesson::Rest, 3, [a, b, c, d]) => words::rest_3_after(a, b, c, d),
        (Lesson::Agent, 1, [a, b, c, d, e]) => words::agent_1_after(a, b, c, d, e),
        (Lesson::Agent, 2, [a, b]) => words::agent_2_after(a, b),
        (Lesson::Agent, 3, [a, b, c]) => words::agent_3_after(a, b, c),
        (Lesson::Rule, 1, [_, a, b, c]) => words::rule_1_after(a, b, c),
        (Lesson::Rule, 2, [_, _, a, b, c, d, e]) => words::rule_2_after(a, b, c, d, e),
        (Lesson::Rule, 3, [a, b, c, d, e]) => words::rule_3_after(a, b, c, d, e),
        (Lesson::Spikes, 1, [a, b, c]) => words::spikes_1_after(a, b, c),
        (Lesson::Spikes, 2, [a, b, c, d, e, f, g]) => words::spikes_2_after(a, b, c, d, e, f, g),
        (Lesson::Spikes, 3, [a, b, c]) => words::spikes_3_after(a, b, c),
        _ => return None,
    })
}

/// The answers to choose from.
pub fn options(step: StepId) -> Vec<String> {
    let texts: [&str; 4] = match (step.lesson, step.number()) {
        (Lesson::Carbon, _) => {
            [teach::opt_same(), teach::opt_half_more(), teach::opt_double(), teach::opt_four()]
        }
        (Lesson::Quality, _) => {
            [teach::opt_quality(), teach::opt_latency(), teach::opt_outage(), teach::opt_power()]
        }
        (Lesson::Counted, _) => {
            [teach::opt_clean(), teach::opt_text(), teach::opt_keep(), teach::opt_best_power()]
        }
        (Lesson::Day, _) => {
            [teach::opt_where(), teach::opt_when(), teach::opt_long(), teach::opt_alike()]
        }
        (Lesson::Rest, _) => {
            [teach::opt_deep(), teach::opt_light(), teach::opt_micro(), teach::opt_never()]
        }
        (Lesson::Machines, 2) => {
            [teach::opt_off(), teach::opt_short(), teach::opt_both_same(), teach::opt_neither()]
        }
        (Lesson::Machines, _) => [
            teach::opt_much_less(),
            teach::opt_little_less(),
            teach::opt_no_change(),
            teach::opt_more(),
        ],
        (Lesson::Rule, 1) => {
            [teach::opt_rule(), teach::opt_agent(), teach::opt_library(), teach::opt_full_power()]
        }
        (Lesson::Rule, _) => {
            [teach::opt_coal(), teach::opt_phone(), teach::opt_wider(), teach::opt_weaker()]
        }
        (Lesson::Spikes, _) => {
            [teach::opt_hundredth(), teach::opt_tenth(), teach::opt_third(), teach::opt_equal()]
        }
        (lesson, _) => {
            let values = match (lesson, step.number()) {
                (Lesson::Grid, _) => solve::GRID_OPTIONS,
                (Lesson::Model, 1) => solve::TOKEN_OPTIONS,
                (Lesson::Model, _) => solve::THINKING_OPTIONS,
                _ => solve::RATE_OPTIONS,
            };
            let option = |value: f64| match value {
                1.0 if lesson == Lesson::Model => teach::opt_same().to_string(),
                1.0 => teach::opt_faster_not().to_string(),
                below if below < 0.5 => teach::opt_third().to_string(),
                _ => teach::opt_times(&plain(value)),
            };
            return values.map(option).to_vec();
        }
    };
    texts.map(str::to_string).to_vec()
}

/// A figure as it stands in a sentence.
pub fn written(figure: &Figure) -> String {
    match *figure {
        Figure::Mass(grams) => mass(grams),
        Figure::Share(share) => percent(share),
        Figure::Watts(watts) => values::power(watts),
        Figure::Seconds(seconds) => duration(seconds),
        Figure::Times(times) => teach::times(&number(times)),
        Figure::Whole(value) => whole(value),
        Figure::Grid(value) => on_axis(Quantity::GridIntensity, value),
        Figure::Rate(rate) => bit_rate(rate),
        Figure::Energy(joules) => small_energy(joules),
        Figure::Qoe(value) => values::share(value),
    }
}

/// Joules of a token, nanojoules and picojoules of a decision.
fn small_energy(joules: f64) -> String {
    let (value, unit) = match joules {
        it if it >= 1e-3 => (it, "J"),
        it if it >= 1e-9 => (it * 1e9, "nJ"),
        it => (it * 1e12, "pJ"),
    };
    with_unit(&number(value), unit)
}

/// A value of an axis with its unit.
pub fn on_axis(quantity: Quantity, value: f64) -> String {
    match quantity {
        Quantity::Share => percent(value),
        Quantity::Watts => values::power(value),
        Quantity::GridIntensity => with_unit(&number(value), "g/kWh"),
        Quantity::Qoe => values::share(value),
        Quantity::Emissions => mass(value),
        Quantity::Batch => whole(value),
    }
}

/// How far a prediction lies from the truth: points for shares, else the axis's own unit.
pub fn distance(axis: &Axis, placed: f64, truth: f64) -> String {
    let off = (placed - truth).abs();
    match axis.quantity {
        Quantity::Share => teach::points(&plain_significant(off * 100.0, 2)),
        quantity => on_axis(quantity, off),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::teach::solve::{Agents, Known, solve};
    use crate::teach::steps;
    use crate::ui::frame::terms::{cut, terms};
    use crate::ui::words::{Lang, set_lang};

    fn agents() -> Agents {
        let effort = Effort {
            macs: 1_000,
            synops: 6_000.0,
            neuron_updates: 100,
            log_std_macs: 0,
            log_std_synops: 0.0,
            synapses_pj: 10_000.0,
            with_neurons_pj: 14_000.0,
            with_log_std_pj: 14_000.0,
            memory_words: 12_000.0,
        };
        let sac =
            Effort { synops: 0.0, synapses_pj: 46_000.0, with_neurons_pj: 46_000.0, ..effort };
        Agents { sdrl: effort, sac, spike_rate: 0.07 }
    }

    fn known() -> Known {
        Known { agents: Some(agents()), ..crate::ui::teach::reached::known() }
    }

    #[test]
    fn every_step_says_its_figures() {
        for id in StepId::all() {
            let scenario = steps::scenario(id);
            let solved = solve(id, &known()).unwrap();
            let figures = solved.as_ref().map_or(&[][..], |it| &it.figures);
            let said = step(id, &scenario, figures);
            for text in [said.title, &said.prose, said.try_it] {
                assert!(!text.is_empty() && !text.contains('{'), "{}: {text}", id.encode());
            }
            if let Some(solved) = &solved {
                assert!(after(id, &solved.figures).is_some(), "{}", id.encode());
            }
            if let steps::Ask::Choose(count) = steps::ask(id) {
                assert_eq!(options(id).len(), count);
            }
        }
        let played = [Figure::Share(0.1), Figure::Share(0.02)];
        assert!(after(StepId::parse("agent.2").unwrap(), &played).is_some());
    }

    /// Terms of the other views, which no lesson needs.
    const ELSEWHERE: [&str; 6] = ["co2e", "pue", "payload", "gap", "seed", "aolo"];

    /// Whoever goes through the lessons is led to every term of theirs, in every language.
    #[test]
    fn the_lessons_use_every_term() {
        for lang in Lang::ALL {
            set_lang(lang);
            let mut used = Vec::new();
            for id in StepId::all() {
                let solved = solve(id, &known()).unwrap();
                let figures = solved.as_ref().map_or(&[][..], |it| &it.figures);
                let said = step(id, &steps::scenario(id), figures);
                let after = after(id, figures).unwrap_or_default();
                let myth = said.myth.unwrap_or_default();
                for text in [myth, &said.prose, said.ask, &after, said.try_it] {
                    cut(text, &mut used);
                }
            }
            for term in terms() {
                let said = used.contains(&term.key) || ELSEWHERE.contains(&term.key);
                assert!(said, "{}: no lesson says {}", lang.tag(), term.name);
            }
        }
        set_lang(Lang::En);
    }

    /// What is often heard stands in quotation marks, as its language writes them, and they pair.
    #[test]
    fn a_saying_opens_and_closes_its_marks_in_every_language() {
        for lang in Lang::ALL {
            set_lang(lang);
            let of = |id: StepId| step(id, &steps::scenario(id), &[]).myth;
            let sayings: Vec<_> = StepId::all().filter_map(of).collect();
            assert!(sayings.len() > 5);
            for saying in sayings {
                let [open, close] = if lang == Lang::Es { ['«', '»'] } else { ['“', '”'] };
                assert!(saying.starts_with(open), "{saying}");
                assert!(saying.trim_end_matches('.').ends_with(close), "{saying}");
                assert_eq!(saying.matches([open, close]).count(), 2, "{saying}");
            }
        }
        set_lang(Lang::En);
    }

    /// Figures of a lesson come from the model, so that none can be older than it.
    #[test]
    fn no_figure_is_typed_into_a_lesson() {
        let sources = [
            include_str!("../../../texts/en/lessons.txt"),
            include_str!("../../../texts/zh/lessons.txt"),
            include_str!("../../../texts/es/lessons.txt"),
        ];
        let texts = sources.iter().flat_map(|source| source.lines()).filter_map(|line| {
            line.split_once('=').filter(|_| !line.starts_with('#')).map(|(_, text)| text)
        });
        let mut read = 0;
        for text in texts {
            read += 1;
            let outside = text.split('{').map(|part| part.rsplit('}').next().unwrap_or(part));
            let typed = outside.flat_map(str::chars).any(|letter| letter.is_ascii_digit());
            assert!(!typed, "a figure is typed into: {text}");
        }
        assert!(read > 200, "only {read} texts were read");
    }

    #[test]
    fn values_carry_their_units() {
        assert_eq!(written(&Figure::Energy(1.54e-8)), "15.4\u{a0}nJ");
        let axis = Axis { quantity: Quantity::Share, from: 0.0, to: 1.0, log: false };
        assert_eq!(distance(&axis, 0.5, 0.39), "11 points");
    }
}
