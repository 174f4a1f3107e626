//! Whatever the page says in Chinese or Spanish, no English word is left in it.

#[cfg(test)]
mod tests {
    use super::super::explain;
    use super::super::{KEYS, Lang, TEXTS, fields, set_lang, sources};
    use crate::carbon;
    use crate::data::{CELLS, CONSTANTS, FIELDS, GPUS, LLMS, PathLossKind, Provenance, TASKS};
    use crate::learn::Algorithm;
    use crate::link::LinkIssue;
    use crate::protocol::{Fault, PolicyFault, ProtocolError};
    use crate::scenario::{
        Accounting, Allowed, Bound, Boundary, EnergyModel, LlmShape, PRESETS, Scenario,
        ScenarioError, Span,
    };
    use crate::ui::lab::assumption;
    use crate::ui::words::values;
    use std::collections::BTreeSet;

    /// Names of people, projects and things, acronyms, units and signs: the same in every language.
    const NAMES: &str = "\
    3GPP 5G AI AMD AOLO ARM AVX AWS Alibaba Arena Auer Azure BY BibTeX Boavizta Brysbaert CC CSV Ctrl EARTH EPYC Egger Ember \
    EcoLogits CodeCarbon Impact Framework GPU GPUs Gemini Google H100 HGX Horowitz IEC IEEE IQM ISO ISSCC IT Intel JSON Johnson KTH LCA \
    LM LaTeX Linux Llama ML ENERGY MIT Meta NLOS NVIDIA Nyquist PNG PUE PopSAN QoE Reichl SA SAC SDRL Safari SSE SVG SXM \
    TR Tang UCLouvain UMa UMi UTF HTML Windows arXiv bf16 leaderboard macOS p5 48xlarge tgwf v1 v2 v3 v4 v9 vLLM www js json csv aolo x86 \
    UTC ODbL MISO PJM Southern Bonneville LLM 8B BibTeX MIT CO₂e P0 co2 B200 A100 H200 Apache ATC Carbon Trust Carroll Heiser Chung Fairphone Fraunhofer IZM Leaderboard MIMO OpenAI USENIX GitHub ai dynamo aiconfigurator Lightning litgpt configs model fp8 et al MoE Weibull RAN dB dBm GHz GB Hz J K kB kW kWh kbit kg mL mg MHz nJ nm pJ FLOP Wh km E₁ exp ln";

    /// Titles and names of files that are cited as they are.
    const TITLES: [&str; 14] = [
        "AOLO Lab",
        "AOLO-Bench",
        "Spinning Up",
        "Auer et al., IEEE Wireless Communications 2011 (EARTH)",
        "Horowitz, Computing's energy problem, ISSCC 2014 (45 nm)",
        "NVIDIA-NeMo/Megatron-Bridge (nemotron_nano_v2.py)",
        "NVIDIA-NeMo/Megatron-Bridge (nemotron_vl_provider.py)",
        "abhibambhaniya/GenZ-LLM-Analyzer (microsoft.py)",
        "kevinstephano/thunder_model_blocks (mistral_config.py)",
        "mlenergy_calibration.csv",
        "config.json",
        "start_worker.js",
        "worker.js",
        "results",
    ];

    /// Words that no Spanish text has.
    const ENGLISH: &str = "the of and is are with from by for not at this that which its than between \
                       above number range field it an be one was were have only per or in on to \
                       as where each what you your table code names letters integer given";

    /// A text without the titles that it cites.
    fn untitled(text: &str) -> String {
        TITLES.iter().fold(text.to_string(), |text, title| text.replace(title, ""))
    }

    /// Runs of Latin letters and digits.
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(|letter: char| !letter.is_alphanumeric() || letter as u32 > 0x2e80)
            .filter(|word| word.chars().any(|letter| letter.is_ascii_alphabetic()))
    }

    /// What links and JSON call things: the page says it as it is written there.
    fn identifiers() -> BTreeSet<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        let mut take = |text: &str| found.extend(words(text).map(str::to_string));
        FIELDS.iter().for_each(|it| take(it.name));
        CELLS.iter().for_each(|it| take(it.name));
        LLMS.iter().for_each(|it| take(&format!("{} {}", it.name, it.label)));
        LlmShape::NAMES.into_iter().for_each(&mut take);
        Accounting::ALL.iter().for_each(|it| take(it.word()));
        EnergyModel::ALL.iter().for_each(|it| take(it.word()));
        take("choice manual task open moon run seed sdrl sac radio task answer model cell part");
        found
    }

    /// Fields that are no numbers.
    const OTHERS: [&str; 6] = ["model", "cell", "accounting", "energy_model", "gpu", "boundary"];

    /// An error of each kind.
    fn errors() -> Vec<ScenarioError> {
        let range = |field: &str, allowed: Allowed| ScenarioError::range(field, "moon", allowed);
        let spans = [
            Span::any(),
            Span::real(0.0, 1.0, "1"),
            Span::real(0.0, f64::INFINITY, "kg"),
            Span::integer(1.0, 9.0),
            Span::integer(1.0, f64::INFINITY),
            Span::above(0.0, 9.0, "W"),
            Span::above(0.0, f64::INFINITY, "W"),
            Span { above: true, ..Span::integer(0.0, 9.0) },
            Span::integer(1.0, 9.0).bound(Bound::TokensMax),
            Span::real(1.0, 9.0, "W").bound(Bound::Cell),
            Span::real(1.0, 9.0, "W").bound(Bound::Assignment),
        ];
        let allowed = [
            Allowed::OneOf(vec!["macro", "pico"]),
            Allowed::Model,
            Allowed::Zone,
            Allowed::Lesson,
            Allowed::Controls,
            Allowed::Opened,
            Allowed::Locked,
            Allowed::Letters(80),
            Allowed::Exactly("seed:3".to_string()),
            Allowed::Run,
            Allowed::EachSeed(vec!["sdrl", "sac"]),
            Allowed::Seeds(50),
        ];
        let mut found: Vec<_> = spans.map(|span| range("tokens", span.into())).into();
        found.extend(allowed.map(|it| range("power_w", it)));
        found.extend(FIELDS.iter().map(|field| range(field.name, field.into())));
        found.extend(LlmShape::NAMES.map(|name| range(name, LlmShape::SPANS[3].into())));
        found.extend(OTHERS.map(|name| ScenarioError::Duplicate { field: name.to_string() }));
        found.extend([
            ScenarioError::UnknownField { field: "moon".to_string() },
            ScenarioError::Missing { fields: vec!["tokens", "power_w"] },
            ScenarioError::Alone { field: "answer", needs: "task.open" },
            ScenarioError::Together { field: "model.experts", other: "shape" },
            ScenarioError::Experts { experts: 8.0, used: 4.0, most: 0.1 },
            ScenarioError::NoObject,
            ScenarioError::NoScenario,
            ScenarioError::PlanTable,
            ScenarioError::Letters { found: "UTF-16" },
            ScenarioError::Json { line: 3, column: 4 },
            ScenarioError::Schema { found: "moon".to_string(), reads: "moon" },
        ]);
        // A new kind has to be said here too.
        for error in &found {
            match error {
                ScenarioError::OutOfRange { allowed, .. } => match allowed {
                    Allowed::Number(_)
                    | Allowed::OneOf(_)
                    | Allowed::Model
                    | Allowed::Zone
                    | Allowed::Lesson
                    | Allowed::Controls
                    | Allowed::Opened
                    | Allowed::Locked
                    | Allowed::Letters(_)
                    | Allowed::Exactly(_)
                    | Allowed::Run
                    | Allowed::EachSeed(_)
                    | Allowed::Seeds(_) => {}
                },
                ScenarioError::UnknownField { .. }
                | ScenarioError::Duplicate { .. }
                | ScenarioError::Missing { .. }
                | ScenarioError::Alone { .. }
                | ScenarioError::Together { .. }
                | ScenarioError::Experts { .. }
                | ScenarioError::NoObject
                | ScenarioError::NoScenario
                | ScenarioError::PlanTable
                | ScenarioError::Letters { .. }
                | ScenarioError::Json { .. }
                | ScenarioError::Schema { .. } => {}
            }
        }
        found
    }

    /// What the page says in its language, with where it comes from.
    fn said() -> Vec<(String, String)> {
        let mut found = Vec::new();
        let lang = crate::ui::words::lang() as usize;
        for (key, text) in KEYS.iter().zip(TEXTS[lang]) {
            found.push((key.to_string(), text.to_string()));
        }
        found.push(("outside".to_string(), explain::outside(&OTHERS.map(String::from))));
        for error in errors() {
            found.push((format!("{error:?}"), explain::error(&error)));
        }
        for issue in [
            LinkIssue::Version { found: "\"v9\"".to_string() },
            LinkIssue::Form { part: "moon".to_string() },
            LinkIssue::Cut,
            LinkIssue::Value(ScenarioError::NoObject),
        ] {
            found.push((format!("{issue:?}"), explain::issue(&issue)));
        }
        for fault in [
            PolicyFault::NotOne,
            PolicyFault::Version { found: 9 },
            PolicyFault::Damaged,
            PolicyFault::Misfit { obs_dim: 3, act_dim: 4 },
        ] {
            found.push((format!("{fault:?}"), explain::policy_fault(fault)));
        }
        for fault in [
            Fault::Value { field: "pue".to_string() },
            Fault::Diverged { algorithm: Algorithm::Sac, update: 9 },
            Fault::Policy { algorithm: Algorithm::Sdrl, fault: PolicyFault::NotOne },
            Fault::Message,
        ] {
            found.push((format!("{fault:?}"), explain::fault(&fault)));
        }
        for error in [ProtocolError::Version { found: 9 }, ProtocolError::Short] {
            found.push((format!("{error:?}"), explain::protocol(&error)));
        }
        for field in FIELDS {
            let said = [fields::label(field), fields::note(field), fields::source(field)];
            found.extend(said.map(|it| (field.name.to_string(), it.to_string())));
            found.push((field.name.to_string(), values::unit(field.unit).to_string()));
            found.push((field.name.to_string(), values::group(field.group).to_string()));
        }
        for provenance in
            [Provenance::Paper, Provenance::Measured, Provenance::Literature, Provenance::Assumed]
        {
            found.push((format!("{provenance:?}"), values::provenance(provenance).to_string()));
        }
        for it in Accounting::ALL {
            found.push((format!("{it:?}"), values::accounting(*it).to_string()));
            found.push((format!("{it:?}"), values::accounting_meaning(*it).to_string()));
        }
        for it in EnergyModel::ALL {
            found.push((format!("{it:?}"), values::energy_model(*it).to_string()));
        }
        for it in Boundary::ALL {
            found.push((format!("{it:?}"), values::boundary(*it).to_string()));
            found.push((format!("{it:?}"), values::boundary_meaning(*it).to_string()));
        }
        for it in TASKS {
            found.push((it.name.to_string(), values::task(it).to_string()));
        }
        for it in GPUS {
            found.push((it.name.to_string(), sources::gpu(it).to_string()));
        }
        for it in CELLS {
            let said = [values::cell_label(it), sources::cell(it), sources::site(it)];
            found.extend(said.map(|text| (it.name.to_string(), text.to_string())));
        }
        for it in CONSTANTS {
            found.push((it.key.to_string(), sources::constant(it).to_string()));
            found.push((it.key.to_string(), values::unit(it.unit).to_string()));
        }
        for it in LLMS {
            found.push((it.name.to_string(), sources::llm(it).to_string()));
        }
        for it in [PathLossKind::Uma, PathLossKind::Umi] {
            found.push((format!("{it:?}"), sources::path_loss(it).to_string()));
        }
        for it in PRESETS {
            found.push((it.key.to_string(), values::preset(it).to_string()));
        }
        let valid = Scenario::default().validate().unwrap();
        for it in carbon::uncertain(&valid) {
            found.push((it.name.to_string(), assumption::name(it.name).to_string()));
            found.push((it.name.to_string(), assumption::source(&it).to_string()));
            found.push((it.name.to_string(), assumption::range(&it)));
        }
        found
    }

    #[test]
    fn no_english_word_is_left_in_chinese() {
        set_lang(Lang::Zh);
        let mut known = identifiers();
        known.extend(NAMES.split_whitespace().map(str::to_string));
        let left: Vec<_> = said()
            .into_iter()
            .filter_map(|(of, text)| {
                let left: Vec<_> = words(&untitled(&text))
                    .filter(|it| it.len() > 1 && !known.contains(*it))
                    .map(str::to_string)
                    .collect();
                (!left.is_empty()).then(|| format!("{of}: {left:?} in {text}"))
            })
            .collect();
        set_lang(Lang::En);
        assert!(left.is_empty(), "{} texts:\n{}", left.len(), left.join("\n"));
    }

    #[test]
    fn no_english_word_is_left_in_spanish() {
        set_lang(Lang::Es);
        let english: BTreeSet<_> = ENGLISH.split_whitespace().collect();
        let left: Vec<_> = said()
            .into_iter()
            .filter(|(_, text)| words(text).any(|it| english.contains(it)))
            .map(|(of, text)| format!("{of}: {text}"))
            .collect();
        set_lang(Lang::En);
        assert!(left.is_empty(), "{} texts:\n{}", left.len(), left.join("\n"));
    }
}
