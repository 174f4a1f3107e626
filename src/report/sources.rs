//! Where each number of a result comes from, as rows: constant, value, source, year, address.

use crate::data::{CONSTANTS, FIELDS, PATH_LOSS, Provenance, cited, fields, zone};
use crate::link::View;
use crate::scenario::{LlmChoice, ScenarioError, ValidScenario};

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceRow {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    pub provenance: &'static str,
    /// What was set by hand has none.
    pub source: String,
    pub year: Option<u16>,
    pub address: Option<&'static str>,
}

impl SourceRow {
    /// A row whose source says its year, if anything does.
    fn new(
        name: String,
        value: f64,
        unit: &'static str,
        provenance: &'static str,
        source: &str,
    ) -> Self {
        let (year, address) = (year_of(source), address(source));
        Self { name, value, unit, provenance, source: source.to_string(), year, address }
    }
}

/// Where what a source names is published; the first whose mark it holds.
const ADDRESSES: [(&str, &str); 13] = [
    ("ML.ENERGY", "https://ml.energy/leaderboard"),
    ("EcoLogits 0.11.3", "https://ecologits.ai"),
    ("EcoLogits server figure", "https://ecologits.ai"),
    ("ai-dynamo/aiconfigurator", "https://github.com/ai-dynamo/aiconfigurator"),
    ("arXiv 2405.04434", "https://arxiv.org/abs/2405.04434"),
    ("Ember", "https://ember-energy.org/data/yearly-electricity-data/"),
    ("38.901", "https://www.3gpp.org/dynareport/38901.htm"),
    ("NVIDIA H100 SXM", "https://www.nvidia.com/en-us/data-center/h100/"),
    ("Brysbaert 2019", "https://doi.org/10.1016/j.jml.2019.104047"),
    ("Horowitz", "https://doi.org/10.1109/ISSCC.2014.6757323"),
    ("EARTH", "https://doi.org/10.1109/MWC.2011.6056691"),
    ("European Environment Agency", "https://www.eea.europa.eu"),
    ("Boavizta", "https://boavizta.org"),
];

/// When what a source names was published, where its own words do not say so; the first whose mark it
/// holds. Those that constants quote too have the year that stands there.
const YEARS: [(&str, u16); 8] = [
    ("ML.ENERGY", 2026),
    ("EcoLogits server figure", 2026),
    ("Boavizta, p5.48xlarge", 2026),
    ("Reichl, Egger", 2010),
    ("EARTH, by the cell", 2011),
    // As of a picked country: the same table.
    ("Ember yearly average", 2024),
    // Of the release that is quoted.
    ("38.901", 2017),
    ("38.864", 2023),
];

/// The address of a source; none where none is known.
pub fn address(source: &str) -> Option<&'static str> {
    ADDRESSES.iter().find(|(mark, _)| source.contains(mark)).map(|(_, address)| *address)
}

/// The year of a source: the four digits in its words, else as [`YEARS`] has it.
fn year_of(source: &str) -> Option<u16> {
    let mut digits = source.split(|letter: char| !letter.is_ascii_digit());
    let named = digits.find_map(|it| it.parse().ok().filter(|year| (1900..2100).contains(year)));
    named.or_else(|| YEARS.iter().find(|(mark, _)| source.contains(mark)).map(|(_, year)| *year))
}

/// All numbers of a scenario, those of its cell and its path loss among them, and all constants.
///
/// # Errors
/// Names the field of the scenario that is wrong.
pub fn sources(view: &View) -> Result<Vec<SourceRow>, ScenarioError> {
    let valid = view.scenario.validate()?;
    let constants = CONSTANTS.iter().map(|it| {
        let (name, kind) = (it.key.to_lowercase(), it.provenance.word());
        SourceRow {
            year: Some(it.year),
            ..SourceRow::new(name, it.value, it.unit, kind, cited::constant(it))
        }
    });
    let served = serving(&valid);
    Ok(given(view, &valid).chain(served).chain(path_loss(&valid)).chain(constants).collect())
}

/// The numbers that a scenario gives, or leaves to its cell.
fn given<'a>(view: &'a View, valid: &'a ValidScenario) -> impl Iterator<Item = SourceRow> + 'a {
    let cell = valid.cell();
    let picked = view.zone.as_deref().and_then(zone);
    FIELDS.iter().filter_map(move |field| {
        let value = valid.number(field.name)?;
        let set = valid.scenario().number(field.name);
        let grid = [fields::GRID_DC_G_PER_KWH, fields::GRID_BS_G_PER_KWH].contains(&field);
        let (source, provenance) = match picked.filter(|_| grid) {
            Some(zone) => (
                format!("Ember, {}: mean of 2024 or of the latest year before", zone.name),
                Provenance::Literature.word(),
            ),
            None if set.is_none() && field == fields::SITE_EMBODIED_KG => {
                (cited::site(cell).to_string(), field.provenance.word())
            }
            None if set.is_none() && field.group == "cell" => {
                (cited::cell(cell).to_string(), field.provenance.word())
            }
            None if set == field.default => {
                (cited::field(field).to_string(), field.provenance.word())
            }
            None => ("set by the author".to_string(), "set"),
        };
        Some(SourceRow::new(field.name.to_string(), value, field.unit, provenance, &source))
    })
}

/// The numbers of the language model and of the GPU that serves it.
fn serving(valid: &ValidScenario) -> impl Iterator<Item = SourceRow> + use<> {
    let (llm, gpu) = (*valid.llm(), valid.scenario().gpu.gpu());
    let own = matches!(valid.scenario().model, LlmChoice::Custom(_));
    let of_model = [
        ("total", llm.total_billion, "billion"),
        ("active", llm.active_billion, "billion"),
        ("computed", llm.compute_billion, "billion"),
        ("layers", llm.layers, "1"),
        ("experts", llm.experts, "1"),
        ("experts_per_token", llm.experts_per_token, "1"),
        ("kv_bytes_per_token", llm.kv_bytes_per_token, "B/token"),
        ("shared_weights", llm.shared_bytes, "B"),
        ("expert_weights", llm.expert_bytes, "B"),
    ];
    let of_gpu = [
        ("bandwidth", gpu.bandwidth_bytes_per_s, "B/s"),
        ("arithmetic", gpu.flop_per_s, "FLOP/s"),
        ("power_max", gpu.power_max_w, "W"),
        ("launch_power_share", gpu.launch_power_share, "1"),
        ("memory", gpu.memory_gb, "GB"),
    ];
    let (kind, source) = match own {
        true => ("set", "set by the author"),
        false => (Provenance::Literature.word(), cited::llm(&llm)),
    };
    let models = of_model.into_iter().map(move |(name, value, unit)| {
        let row = SourceRow::new(format!("model.{}.{name}", llm.name), value, unit, kind, source);
        SourceRow { year: (!own).then(|| cited::llm_year(&llm)), ..row }
    });
    let gpus = of_gpu.into_iter().map(move |(name, value, unit)| {
        let kind = gpu.provenance.word();
        let row =
            SourceRow::new(format!("gpu.{}.{name}", gpu.name), value, unit, kind, cited::gpu(gpu));
        SourceRow { year: Some(cited::gpu_year(gpu)), ..row }
    });
    models.chain(gpus)
}

/// The loss on the way: intercept, and what it rises by with each decade of metres and of gigahertz.
fn path_loss(valid: &ValidScenario) -> impl Iterator<Item = SourceRow> + use<> {
    let of = valid.cell().path_loss;
    let (loss, source) = (&PATH_LOSS[of as usize], cited::path_loss(of));
    let numbers = [
        ("nlos_intercept", loss.nlos_intercept_db, "dB"),
        ("nlos_distance_slope", loss.nlos_distance_slope, "dB/decade"),
        ("nlos_frequency_slope", loss.nlos_frequency_slope, "dB/decade"),
        ("los_intercept", loss.los_intercept_db, "dB"),
        ("los_distance_slope", loss.los_distance_slope, "dB/decade"),
        ("los_frequency_slope", loss.los_frequency_slope, "dB/decade"),
    ];
    numbers.into_iter().map(|(name, value, unit)| {
        let (name, kind) =
            (format!("path_loss.{}.{name}", loss.name), Provenance::Literature.word());
        SourceRow::new(name, value, unit, kind, source)
    })
}

/// The rows as a table for spreadsheets.
///
/// # Errors
/// Names the field of the scenario that is wrong.
pub fn sources_csv(view: &View) -> Result<String, ScenarioError> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = "constant,value,unit,kind,source,year,address\n".to_string();
    for row in sources(view)? {
        let year = row.year.map_or(String::new(), |year| year.to_string());
        out.push_str(&format!(
            "{},{},{},{},{},{year},{}\n",
            row.name,
            row.value,
            quoted(row.unit),
            row.provenance,
            quoted(&row.source),
            row.address.unwrap_or_default()
        ));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::PathLossKind;
    use crate::scenario::{CellKind, GpuKind, Scenario};

    #[test]
    fn tour_17_each_constant_has_its_source_year_and_an_address_where_one_is_known() {
        let view = View::default();
        let rows = sources(&view).unwrap();
        for it in CONSTANTS {
            let row = rows.iter().find(|row| row.name == it.key.to_lowercase()).unwrap();
            assert_eq!(
                (row.value, row.year, row.source.as_str()),
                (it.value, Some(it.year), cited::constant(it))
            );
        }
        for (mark, address) in ADDRESSES {
            assert!(address.starts_with("https://"), "{mark}");
            assert!(rows.iter().any(|row| row.source.contains(mark)), "nothing names {mark}");
        }
        // A source that only mentions another one is not published there.
        let making = rows.iter().find(|row| row.name == "gpu_embodied_kg").unwrap();
        assert!(making.source.contains("EcoLogits") && making.address.is_none(), "{making:?}");
        assert_eq!(year_of("1312 kg for 8, of 2025"), Some(2025));
        let linked = rows.iter().filter(|row| row.address.is_some()).count();
        assert!(2 * linked > rows.len(), "{linked} of {}", rows.len());
        // What the cell brings is named too.
        let row = |name: &str| rows.iter().find(|row| row.name == name).unwrap();
        let awake = row("static_power_w");
        assert_eq!((awake.value, awake.year), (130.0, Some(2011)));
        assert!(awake.source.contains("EARTH") && awake.address.is_some(), "{awake:?}");
        assert!(row("site_embodied_kg").source.contains("UCLouvain"));
        assert_eq!(row("path_loss.uma.nlos_distance_slope").value, 39.08);
        let csv = sources_csv(&view).unwrap();
        assert_eq!(csv.lines().count(), 1 + rows.len());
        assert!(csv.contains("https://ml.energy/leaderboard"));
    }

    /// Of each cell, GPU and model: literature and measurements have a year, and what was assumed or set
    /// has none of its own.
    #[test]
    fn what_is_published_has_a_year() {
        let mut views: Vec<View> = CellKind::ALL
            .iter()
            .map(|&cell| Scenario { cell, ..Scenario::default() })
            .chain(GpuKind::ALL.iter().map(|&gpu| Scenario { gpu, ..Scenario::default() }))
            .map(|scenario| View { scenario, ..View::default() })
            .collect();
        views.extend(crate::data::LLMS.iter().map(|llm| {
            let model = LlmChoice::Named(llm.name.to_string());
            View { scenario: Scenario { model, ..Scenario::default() }, ..View::default() }
        }));
        // What is common knowledge, and a remark on what is at the cell.
        let open = ["pue", "charger_efficiency", "site_embodied_kg", "payload_bytes_per_token"];
        let published = [Provenance::Literature.word(), Provenance::Measured.word()];
        let mut lacks: Vec<_> = views
            .iter()
            .flat_map(|view| sources(view).unwrap())
            .filter(|row| row.year.is_none() && published.contains(&row.provenance))
            .filter(|row| !open.contains(&row.name.as_str()))
            .map(|row| format!("{}: {}", row.name, row.source))
            .collect();
        lacks.sort();
        lacks.dedup();
        assert!(lacks.is_empty(), "{lacks:#?}");
        for (mark, year) in YEARS {
            let quoted = CONSTANTS.iter().filter(|it| cited::constant(it).contains(mark));
            let newest = quoted.map(|it| it.year).max();
            assert!(newest.is_none_or(|newest| newest == year), "{mark} {year} {newest:?}");
        }
    }

    #[test]
    fn tour_9_a_picked_countrys_source_is_embers_and_path_loss_is_the_standard_one() {
        let mut view = View { zone: Some("NLD".to_string()), ..View::default() };
        let grams = zone("NLD").unwrap().carbon_intensity_g_per_kwh;
        (view.scenario.grid_dc_g_per_kwh, view.scenario.grid_bs_g_per_kwh) = (grams, grams);
        let row = |view: &View, name: &str| {
            sources(view).unwrap().into_iter().find(|row| row.name == name).unwrap()
        };
        let grid = row(&view, "grid_dc_g_per_kwh");
        assert!(grid.source.contains("Ember, Netherlands"), "{grid:?}");
        assert_eq!((grid.year, grid.provenance), (Some(2024), "literature"));
        assert!(grid.address.is_some_and(|it| it.contains("ember-energy.org")));
        view.zone = None;
        view.scenario.grid_dc_g_per_kwh = 321.0;
        assert_eq!(row(&view, "grid_dc_g_per_kwh").source, "set by the author");
        // 22.4 + 35.3 log d + 21.3 log f is the NLOS of the table; its optional one is 32.4 + 31.9 log d.
        for it in [PathLossKind::Uma, PathLossKind::Umi].map(cited::path_loss) {
            assert!(!it.contains("optional") && it.contains("38.901"), "{it}");
        }
    }
}
