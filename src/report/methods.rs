//! A result as a paragraph for a paper.

use super::named::named;
use super::trained::{Trained, sentences};
use crate::carbon::{self, Chain, Footprint};
use crate::link::beside::Beside;
use crate::link::{self, Choice, View, Whose};
use crate::math::decimal;
use crate::optimum::{Optimum, optimum};
use crate::scenario::{Accounting, Boundary, EnergyModel, MODEL_VERSION, ScenarioError};

/// How the result came about, as a paragraph with its sources, and what was trained on the way: plain, or
/// for LaTeX.
///
/// # Errors
/// Names the field of the scenario that is wrong.
pub fn methods(
    view: &View,
    chosen: &Footprint,
    trained: Option<&Trained>,
    latex: bool,
) -> Result<String, ScenarioError> {
    let valid = view.scenario.validate()?;
    let chain = Chain::new(&valid);
    let scenario = &view.scenario;
    let (low_g, high_g) = carbon::range(&valid, chosen.decision);
    let mg = |grams: f64| format!("{:.3}", 1e3 * grams);
    let model = match &scenario.model {
        crate::scenario::LlmChoice::Named(_) => valid.llm().label.to_string(),
        crate::scenario::LlmChoice::Custom(shape) => {
            let active = shape.active_params_billion;
            match shape.total_params_billion.filter(|all| *all > active) {
                Some(all) => format!(
                    "a mixture of experts with {all} billion parameters, {active} billion of them active,"
                ),
                None => format!("a model of {active} billion parameters"),
            }
        }
    };
    let chooser = match view.choice {
        Choice::Optimum => "the exact optimum under all limits",
        Choice::Agent if view.agent == Whose::Own => {
            "an agent of the author’s own, trained or opened in the browser"
        }
        Choice::Agent => "the trained agent that comes with the program",
        Choice::Manual(_) => "hand",
    };
    let against = match optimum(&chain) {
        Optimum::Feasible { footprint, .. } => format!(
            "The exact optimum emits {} mg ({} tokens at {:.2} W).",
            mg(footprint.total_g),
            footprint.decision.tokens,
            footprint.decision.power_w
        ),
        Optimum::Infeasible { .. } => "No decision keeps all limits.".to_string(),
    };
    let kept = if chosen.feasible() { "keeps" } else { "does not keep" };
    let text = format!(
        "The footprint of one answer of {model} over a mobile network was computed with AOLO Lab {version}, model version {model_version}. \
         Length and power were chosen by {chooser}: {tokens} tokens at {power:.2} W of transmit power, \
         {distance} m from a {cell} cell with {bandwidth} MHz, {payload} bytes per token. \
         Grid intensity is {dc} g/kWh at the data centre and {bs} g/kWh at the base station; \
         the radio is charged {accounting}; the energy of inference is {energy}, on {gpus} {gpu}; \
         {boundary} are counted. \
         The answer emits {total} mg CO2e ({low} to {high} mg with all uncertain constants at their low or high ends): \
         inference {io} mg operational and {ie} mg embodied, radio {wo} mg operational and {we} mg embodied{beyond}. \
         QoE is {qoe:.3} (at least {qoe_min} wanted), latency {latency:.2} s; the decision {kept} all limits. \
         {against}{compared} The scenario is #{link}.",
        version = env!("CARGO_PKG_VERSION"),
        model_version = MODEL_VERSION,
        tokens = chosen.decision.tokens,
        power = chosen.decision.power_w,
        distance = scenario.distance_m,
        cell = match scenario.own_cell() {
            true => "custom".to_string(),
            // Its name inside a sentence.
            false => scenario.cell.word().replace('_', " ").replace("mimo", "MIMO"),
        },
        bandwidth = scenario.bandwidth_mhz,
        payload = scenario.payload_bytes_per_token,
        dc = scenario.grid_dc_g_per_kwh,
        bs = scenario.grid_bs_g_per_kwh,
        accounting = charged(scenario.accounting),
        energy = match scenario.energy_model {
            EnergyModel::Calibrated => "computed by a model fitted to ML.ENERGY Leaderboard v3",
            EnergyModel::Ecologits => "that of EcoLogits 0.11",
        },
        gpus = chain.serving.gpus,
        gpu = chain.serving.gpu.label,
        boundary = counted(scenario.boundary),
        beyond = beyond(scenario.boundary, chosen),
        total = mg(chosen.total_g),
        low = mg(low_g),
        high = mg(high_g),
        io = mg(chosen.inference.operational_g),
        ie = mg(chosen.inference.embodied_g),
        wo = mg(chosen.wireless.operational_g),
        we = mg(chosen.wireless.embodied_g),
        qoe = chosen.qoe.total,
        qoe_min = scenario.qoe_min,
        latency = chosen.latency_s,
        compared = match &view.beside {
            Some(beside) => compared(beside, chosen)?,
            None => String::new(),
        },
        link = link::encode(view),
    );
    let named = constants(view, chosen)?;
    let trained = trained.map_or(String::new(), |it| format!("\n\n{}", sentences(it)));
    let text = format!(
        "{text}{trained}\n\nConstants and their sources: {named}.\n\nCite as: {}\n",
        citation()
    );
    let entries = || bibtex(None).lines().map(|line| format!("% {line}\n")).collect::<String>();
    // The link is one word, which LaTeX may break between its parts.
    let breakable = || escaped(&text).replace("\\&", "\\&\\allowbreak{}");
    Ok(if latex { breakable() + &entries() } else { text })
}

/// The numbers behind it, those of one source together.
fn constants(view: &View, chosen: &Footprint) -> Result<String, ScenarioError> {
    let mut all: Vec<(Vec<String>, String)> = Vec::new();
    for (name, row) in named(view, chosen.decision)? {
        // A count is named for what it counts.
        let said = match row.unit {
            "1" | "" => format!("{name} {}", row.value),
            unit if unit.eq_ignore_ascii_case(&name) => format!("{name} {}", row.value),
            unit => {
                let (value, prefix) = prefixed(row.value, unit);
                format!("{name} {value} {prefix}{unit}")
            }
        };
        match all.last_mut().filter(|(_, source)| *source == row.source) {
            Some((of_it, _)) => of_it.push(said),
            None => all.push((vec![said], row.source)),
        }
    }
    let each = all.into_iter().map(|(of_it, source)| format!("{} ({source})", of_it.join(", ")));
    Ok(each.collect::<Vec<_>>().join("; "))
}

/// The same with the prefix that people write before bytes and operations, of all its digits.
fn prefixed(value: f64, unit: &str) -> (f64, &'static str) {
    let steps = [(1e12, "T"), (1e9, "G"), (1e6, "M")];
    let step = steps.into_iter().find(|(step, _)| value >= *step);
    // But for those that floating point adds.
    let rounded = |value: f64| decimal::read(&format!("{value:.11e}")).unwrap_or(value);
    match step.filter(|_| matches!(unit, "B" | "B/s" | "FLOP/s")) {
        Some((step, prefix)) => (rounded(value / step), prefix),
        None => (value, ""),
    }
}

/// What the design comes to that it is compared with.
fn compared(beside: &Beside, chosen: &Footprint) -> Result<String, ScenarioError> {
    let kept = super::kept(beside)?;
    let difference = 1e3 * (chosen.total_g - kept.total_g);
    let than = if difference < 0.0 { "less" } else { "more" };
    let [first, second] = &beside.names;
    Ok(format!(
        " This answer, called {second}, emits {:.3} mg CO2e {than} than another, {first}, which emits {:.3} mg \
         ({} tokens at {:.2} W).",
        difference.abs(),
        1e3 * kept.total_g,
        kept.decision.tokens,
        kept.decision.power_w
    ))
}

/// What of the base station's power the answer is charged.
fn charged(accounting: Accounting) -> &'static str {
    match accounting {
        Accounting::Amplifier => "what the amplifier draws to send (accounting: amplifier)",
        Accounting::Marginal => {
            "what the base station draws above its sleep while it sends (accounting: marginal)"
        }
        Accounting::Airtime => {
            "all that the base station draws while it sends (accounting: airtime)"
        }
        Accounting::Session => {
            "what the amplifier draws to send and a share of the standing power until the answer \
             has arrived (accounting: session)"
        }
    }
}

/// Which parts of the way from prompt to phone count.
fn counted(boundary: Boundary) -> String {
    let mut parts = vec!["data centre", "base station"];
    if boundary.network() {
        parts.push("the network between them");
    }
    if boundary.phone_use() {
        parts.push("the phone in use");
    }
    if boundary.phone_making() {
        parts.push("its making");
    }
    let last = parts.pop().unwrap_or_default();
    format!("{} and {last}", parts.join(", "))
}

/// What is counted beyond data centre and radio.
fn beyond(boundary: Boundary, chosen: &Footprint) -> String {
    let mg = |grams: f64| format!("{:.3}", 1e3 * grams);
    let mut said = String::new();
    if boundary.network() {
        said += &format!(", network {} mg", mg(chosen.network.operational_g));
    }
    if boundary.phone_use() {
        said += &format!(", phone in use {} mg", mg(chosen.phone.operational_g));
    }
    if boundary.phone_making() {
        said += &format!(", its making {} mg", mg(chosen.phone.embodied_g));
    }
    said
}

/// What `CITATION.cff` says too.
const AUTHORS: &str = "AOLO Lab contributors";
const YEAR: &str = "2026";

/// How to cite this program and the paper that it follows.
pub fn citation() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{AUTHORS}: AOLO Lab {version}, software, {YEAR}; after Wang, Du, Gao, Kim: AOLO, \
         arXiv 2503.04418, 2025."
    )
}

/// The same as entries of BibTeX, with the address at which the scenario opens, if it is told.
pub fn bibtex(permalink: Option<&str>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let url = permalink.map_or(String::new(), |it| format!(", url = {{{it}}}"));
    format!(
        "@software{{aolo_lab, author = {{{{{AUTHORS}}}}}, title = {{AOLO Lab}}, \
         version = {{{version}}}, year = {{{YEAR}}}{url}}}\n\
         @misc{{aolo, author = {{Wang, Xiaoqi and Du, Hongyang and Gao, Yuehong and Kim, Dong In}}, title = {{AOLO: Analysis and \
         Optimization For Low-Carbon Oriented Wireless Large Language Model Services}}, \
         eprint = {{2503.04418}}, archivePrefix = {{arXiv}}, year = {{2025}}, \
         url = {{https://arxiv.org/abs/2503.04418}}}}\n"
    )
}

/// The same for LaTeX.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for letter in text.replace("CO2e", "CO\u{2082}e").chars() {
        match letter {
            '\u{2082}' => out.push_str("$_2$"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', letter]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '\u{d7}' => out.push_str("$\\times$"),
            '\u{2212}' => out.push_str("$-$"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::opening;
    use super::*;
    use crate::scenario::{LlmChoice, LlmShape};

    #[test]
    fn the_paragraph_says_the_figures_and_their_sources() {
        let (view, print) = opening();
        let text = methods(&view, &print, None, false).unwrap();
        assert!(text.contains(&format!("{:.3} mg CO2e", 1e3 * print.total_g)), "{text}");
        assert!(text.contains("GPUs 1 (") && !text.contains("1 GPUs"), "{text}");
        let said = ["arXiv 2503.04418", "EARTH", "400 tokens at 12.50 W", "#v4&"];
        let large = ["bandwidth 3.35 TB/s,", "arithmetic 989 TFLOP/s,", " 15.009316864 GB ("];
        for part in said.into_iter().chain(large) {
            assert!(text.contains(part), "{part} in {text}");
        }
        let latex = methods(&view, &print, None, true).unwrap();
        // Entries of BibTeX follow, as comments.
        let (latex, _) = latex.split_once("\n% @").unwrap();
        assert!(latex.contains("CO$_2$e") && latex.contains("\\#v4\\&"), "{latex}");
        // Nothing is left that LaTeX would take for its own.
        assert!(latex.contains("\\#v4\\&\\allowbreak{}choice="), "{latex}");
        let bare =
            latex.replace("\\#", "").replace("\\&", "").replace("\\%", "").replace("\\_", "");
        assert!(!bare.contains(['#', '&', '%', '~']), "{bare}");
    }

    /// A reader of a paper knows none of the words of our files.
    #[test]
    fn the_paragraph_says_in_words_what_is_charged_and_counted() {
        let (mut view, print) = opening();
        let said = |view: &View| methods(view, &print, None, false).unwrap();
        let text = said(&view);
        for part in [
            "above its sleep while it sends",
            "fitted to ML.ENERGY",
            "data centre and base station are counted",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        view.scenario.accounting = Accounting::Session;
        view.scenario.energy_model = EnergyModel::Ecologits;
        view.scenario.boundary = Boundary::Phone;
        view.scenario.cell = crate::scenario::CellKind::MassiveMimo;
        let text = said(&view);
        for part in [
            "a share of the standing power",
            "EcoLogits 0.11",
            "the phone in use and its making are counted",
            "massive MIMO cell",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn the_paragraph_names_a_model_of_ones_own_without_what_floating_point_adds() {
        let (mut view, print) = opening();
        let mut shape = LlmShape {
            active_params_billion: 3.3,
            kv_bytes_per_token: 98_304.0,
            layers: 48.0,
            ..LlmShape::of_llm(view.scenario.validate().unwrap().llm())
        };
        let mut said = |shape: LlmShape| {
            view.scenario.model = LlmChoice::Custom(shape);
            methods(&view, &print, None, false).unwrap()
        };
        assert!(said(shape).contains("of a model of 3.3 billion parameters over"));
        shape.total_params_billion = Some(30.5);
        (shape.experts, shape.experts_per_token) = (Some(128.0), Some(8.0));
        let text = said(shape);
        for part in [
            "of a mixture of experts with 30.5 billion parameters, 3.3 billion of them active, over",
            "weights read in every step 2.97333333333 GB",
            "weights of the experts 58.0266666667 GB",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn the_paragraph_names_a_base_station_of_ones_own() {
        let (mut view, print) = opening();
        assert!(methods(&view, &print, None, false).unwrap().contains("from a macro cell"));
        view.scenario.make_cell_own();
        assert!(methods(&view, &print, None, false).unwrap().contains("from a custom cell"));
    }

    #[test]
    fn tour_3_the_paragraph_says_whose_agent_chose() {
        let (mut view, print) = opening();
        view.choice = Choice::Agent;
        let said = |view: &View| methods(view, &print, None, false).unwrap();
        assert!(said(&view).contains("chosen by the trained agent that comes with the program"));
        view.agent = Whose::Own;
        assert!(said(&view).contains("chosen by an agent of the author’s own"));
    }

    #[test]
    fn the_paragraph_and_citation_cff_cite_the_same() {
        let (view, print) = opening();
        let [text, latex] = [false, true].map(|latex| methods(&view, &print, None, latex).unwrap());
        let file = include_str!("../../CITATION.cff");
        let value = |key: &str| {
            let mut values = file.lines().filter_map(|line| line.trim().strip_prefix(key));
            values.next().unwrap_or_default().trim().to_string()
        };
        let (title, version) = (value("title:"), value("version:"));
        assert_eq!(version, env!("CARGO_PKG_VERSION"));
        assert!(text.contains(&format!("{}: {title} {version}", value("- name:"))), "{text}");
        let year = value("date-released:")[..4].to_string();
        let arxiv = value("value: arXiv:");
        for said in [&text, &latex] {
            for part in [&title, &version, &year, &arxiv] {
                assert!(said.contains(part.as_str()), "{part} in {said}");
            }
        }
    }
}
