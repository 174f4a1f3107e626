//! Turns the tables of `src/data` into typed constants and the texts into typed functions, refuses a
//! malformed row, and packs what the page shows of the committed results.
//!
//! At build time, so that a constant that is missing or misspelt does not compile, and so that the
//! page parses nothing when it starts.

use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

#[path = "build/day.rs"]
mod day;
#[path = "build/public.rs"]
mod public;
#[path = "src/ui/results/summary.rs"]
mod summary;
#[path = "build/texts.rs"]
mod texts;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=src/data");
    println!("cargo::rustc-check-cfg=cfg(browser)");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        // What only the page in a browser has.
        if std::env::var_os("CARGO_FEATURE_UI").is_some() {
            println!("cargo::rustc-cfg=browser");
        }
        // `xtask/src/cut.rs` has to know who refers to whom.
        for name in ["ui", "worker"] {
            println!("cargo::rustc-link-arg-bin={name}=--emit-relocs");
        }
    }
    let mut out = String::new();
    constants(&mut out)?;
    llms(&mut out)?;
    gpus(&mut out)?;
    cells(&mut out)?;
    path_loss(&mut out)?;
    fields(&mut out)?;
    zones(&mut out)?;
    equations(&mut out)?;
    let target = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&target).join("tables.rs"), out)?;
    std::fs::write(Path::new(&target).join("summary.bin"), packed_summary()?)?;
    std::fs::write(Path::new(&target).join("day_tables.rs"), day_tables(Path::new(&target))?)?;
    println!("cargo::rerun-if-changed=texts");
    let texts = texts::Texts::read(Path::new("."))?;
    std::fs::write(Path::new(&target).join("texts.rs"), texts.code()?)?;
    Ok(())
}

/// What the page shows of the committed results, as the bytes that it carries.
fn packed_summary() -> Result<Vec<u8>> {
    const FILE: &str = "results/summary.json";
    println!("cargo::rerun-if-changed={FILE}");
    println!("cargo::rerun-if-changed=src/ui/results/summary.rs");
    let text = std::fs::read_to_string(FILE).map_err(|error| format!("{FILE}: {error}"))?;
    let mut read: summary::Reproduced =
        serde_json::from_str(&text).map_err(|error| format!("{FILE}: {error}"))?;
    read.public = public::read(Path::new("results/public"), read.model_version)?;
    Ok(postcard::to_allocvec(&read)?)
}

/// One table: rows by column name, errors with file and line.
struct Table {
    file: &'static str,
    header: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    fn read(file: &'static str) -> Result<Self> {
        let table = Self::read_pairs(file)?;
        let mut keys = BTreeSet::new();
        for row in &table.rows {
            if !keys.insert(&row[0]) {
                return Err(format!("{file}: {} stands twice", &row[0]).into());
            }
        }
        Ok(table)
    }

    /// A table whose first column is no key.
    fn read_pairs(file: &'static str) -> Result<Self> {
        let mut reader = csv::Reader::from_path(Path::new("src/data").join(file))
            .map_err(|error| format!("{file}: {error}"))?;
        let header = reader.headers()?.clone();
        let rows = reader
            .records()
            .collect::<std::result::Result<Vec<_>, _>>()
            .map_err(|error| format!("{file}: {error}"))?;
        Ok(Self { file, header, rows })
    }

    fn text<'a>(&self, row: &'a csv::StringRecord, column: &str) -> Result<&'a str> {
        let index = self.header.iter().position(|name| name == column);
        index
            .and_then(|index| row.get(index))
            .ok_or_else(|| format!("{}: no column {column}", self.file).into())
    }

    fn filled(&self, row: &csv::StringRecord, column: &str) -> Result<String> {
        if self.text(row, column)?.trim().is_empty() {
            return Err(format!("{}: {} has no {column}", self.file, &row[0]).into());
        }
        Ok(format!("{:?}", self.text(row, column)?))
    }

    fn number(&self, row: &csv::StringRecord, column: &str) -> Result<f64> {
        let text = self.text(row, column)?;
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(format!("{}: {}: {column} = {text:?}", self.file, &row[0]).into()),
        }
    }

    fn optional(&self, row: &csv::StringRecord, column: &str) -> Result<Option<f64>> {
        if self.text(row, column)?.is_empty() {
            return Ok(None);
        }
        self.number(row, column).map(Some)
    }

    fn variant(&self, row: &csv::StringRecord, column: &str, ty: &str) -> Result<String> {
        let text = self.filled(row, column)?;
        let words = text.trim_matches('"').split('_');
        let camel: String = words.map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        Ok(format!("{ty}::{camel}"))
    }
}

fn constants(out: &mut String) -> Result<()> {
    let table = Table::read("constants.csv")?;
    writeln!(out, "/// Values of the constants, by key.\npub mod value {{")?;
    for row in &table.rows {
        writeln!(
            out,
            "/// {} [{}].\npub const {}: f64 = {:?};",
            table.text(row, "note")?,
            table.text(row, "unit")?,
            &row[0],
            table.number(row, "value")?
        )?;
    }
    // Each one by itself, so that who needs one does not carry all.
    writeln!(
        out,
        "}}\n/// The constants with their pedigree, by key.\npub mod item {{\nuse super::{{Constant, Provenance}};"
    )?;
    for (place, row) in table.rows.iter().enumerate() {
        writeln!(
            out,
            "/// {}\npub static {}: Constant = Constant {{ place: {place}, key: {:?}, value: {:?}, unit: {}, low: {:?}, high: {:?}, provenance: {}, year: {} }};",
            table.text(row, "note")?,
            &row[0],
            &row[0],
            table.number(row, "value")?,
            table.filled(row, "unit")?,
            table.optional(row, "low")?,
            table.optional(row, "high")?,
            table.variant(row, "provenance", "Provenance")?,
            table.number(row, "year")?,
        )?;
    }
    writeln!(out, "}}\n/// All constants.\npub static CONSTANTS: &[&Constant] = &[")?;
    for row in &table.rows {
        writeln!(out, "&item::{},", &row[0])?;
    }
    writeln!(out, "];")?;
    cited(out, &table, "CONSTANT_SOURCES", "source")
}

/// What a table says in English to people alone: by place, apart from the numbers.
fn cited(out: &mut String, table: &Table, name: &str, column: &str) -> Result<()> {
    writeln!(out, "static {name}: [&str; {}] = [", table.rows.len())?;
    for row in &table.rows {
        writeln!(out, "{},", table.filled(row, column)?)?;
    }
    writeln!(out, "];")?;
    Ok(())
}

/// The years of what a table cites, by place.
fn years(out: &mut String, table: &Table, name: &str) -> Result<()> {
    writeln!(out, "static {name}: [u16; {}] = [", table.rows.len())?;
    for row in &table.rows {
        writeln!(out, "{},", table.number(row, "year")?)?;
    }
    writeln!(out, "];")?;
    Ok(())
}

fn llms(out: &mut String) -> Result<()> {
    let table = Table::read("models.csv")?;
    writeln!(out, "/// The language models by name.\npub static LLMS: &[Llm] = &[")?;
    for row in &table.rows {
        let kind = match table.text(row, "arch")? {
            "dense" => "Dense",
            "moe" => "Mixture",
            "hybrid" => "Hybrid",
            other => return Err(format!("models.csv: {}: arch = {other:?}", &row[0]).into()),
        };
        let measured = table.text(row, "measured_on")?;
        // A bit a GPU, in the order of `gpus.csv`.
        let gpus = Table::read("gpus.csv")?;
        let mut on = 0;
        for (bit, gpu) in gpus.rows.iter().enumerate() {
            on |= u8::from(measured.contains(gpus.text(gpu, "label")?)) << bit;
        }
        let slow = table.text(row, "fp8_block_moe_slow_kernel")? == "1";
        write!(
            out,
            "Llm {{ name: {:?}, label: {}, family: {}, kind: LlmKind::{kind}, measured_on: {on}, slow_kernel: {slow}, ",
            &row[0],
            table.filled(row, "label")?,
            table.filled(row, "family")?,
        )?;
        for (name, column) in [
            ("total_billion", "total_params_b"),
            ("active_billion", "active_params_b_card"),
            ("compute_billion", "active_params_b_compute"),
            ("layers", "layers"),
            ("moe_layers", "moe_layers"),
            ("latent_layers", "mla_layers"),
            ("attention_layers", "attention_layers"),
            ("experts", "experts"),
            ("experts_per_token", "experts_per_token"),
            ("kv_bytes_per_token", "kv_bytes_per_token"),
            ("window_tokens", "window_tokens"),
            ("window_share", "window_share"),
            ("state_bytes", "state_bytes_per_token_step"),
            ("shared_bytes", "shared_weight_bytes"),
            ("expert_bytes", "expert_weight_bytes"),
            ("weight_bytes_per_param", "weight_bytes_per_param"),
        ] {
            write!(out, "{name}: {:?}, ", table.number(row, column)?)?;
        }
        let width = table.number(row, "q_heads")? * table.number(row, "head_dim")?;
        writeln!(out, "attention_width: {width:?} }},")?;
    }
    writeln!(out, "];")?;
    cited(out, &table, "LLM_SOURCES", "source")?;
    years(out, &table, "LLM_YEARS")?;
    lengths(out, &table)
}

/// How long answers are, by task and model: of several measurements of a model the larger.
fn lengths(out: &mut String, models: &Table) -> Result<()> {
    let (tasks, lengths) = (Table::read("tasks.csv")?, Table::read_pairs("output_lengths.csv")?);
    writeln!(
        out,
        "/// Ready-made tasks, with the measured lengths of their answers.\npub static TASKS: &[Task] = &["
    )?;
    for task in &tasks.rows {
        write!(out, "Task {{ name: {:?}, ", &task[0])?;
        for column in [
            "prompt_tokens",
            "tokens_max",
            "latency_max_s",
            "patience_s",
            "thinking_share",
            "qoe_min",
        ] {
            write!(out, "{column}: {:?}, ", tasks.number(task, column)?)?;
        }
        write!(out, "lengths: &[")?;
        let rows = tasks.text(task, "rows")?;
        for (place, model) in models.rows.iter().enumerate() {
            let mut best: Option<(f64, f64, f64)> = None;
            for row in lengths.rows.iter().filter(|row| &row[0] == rows) {
                let ours = models.text(model, "hf_ids")?.split(' ').any(|id| id == &row[1]);
                let answers = lengths.number(row, "answers")?;
                if ours && best.is_none_or(|(most, ..)| answers > most) {
                    let scale = lengths.number(row, "weibull_scale")?;
                    best = Some((answers, scale, lengths.number(row, "weibull_shape")?));
                }
            }
            if let Some((_, scale, shape)) = best {
                write!(out, "({place}, {scale:?}, {shape:?}), ")?;
            }
        }
        writeln!(out, "] }},")?;
    }
    writeln!(out, "];")?;
    Ok(())
}

fn gpus(out: &mut String) -> Result<()> {
    let table = Table::read("gpus.csv")?;
    writeln!(out, "/// GPUs, in the order of [`GpuKind`].\npub static GPUS: &[Gpu] = &[")?;
    for row in &table.rows {
        write!(out, "Gpu {{ name: {:?}, label: {}, ", &row[0], table.filled(row, "label")?)?;
        for column in [
            "bandwidth_bytes_per_s",
            "flop_per_s",
            "power_max_w",
            "launch_power_share",
            "memory_gb",
        ] {
            write!(out, "{column}: {:?}, ", table.number(row, column)?)?;
        }
        writeln!(out, "provenance: {} }},", table.variant(row, "provenance", "Provenance")?)?;
    }
    writeln!(out, "];")?;
    cited(out, &table, "GPU_SOURCES", "source")?;
    years(out, &table, "GPU_YEARS")
}

fn cells(out: &mut String) -> Result<()> {
    let table = Table::read("cells.csv")?;
    writeln!(
        out,
        "/// Base stations, in the order of [`CellKind`].\npub static CELLS: &[Cell] = &["
    )?;
    for row in &table.rows {
        writeln!(
            out,
            "Cell {{ name: {:?}, label: {}, path_loss: {},",
            &row[0],
            table.filled(row, "label")?,
            table.variant(row, "path_loss", "PathLossKind")?
        )?;
        for column in [
            "power_max_w",
            "static_power_w",
            "slope",
            "sleep_power_w",
            "transceivers",
            "serving_transceivers",
            "site_embodied_kg",
            "site_embodied_low_kg",
            "site_embodied_high_kg",
            "sectors_per_site",
        ] {
            write!(out, "{column}: {:?}, ", table.number(row, column)?)?;
        }
        writeln!(out, "}},")?;
    }
    writeln!(out, "];")?;
    cited(out, &table, "CELL_SOURCES", "source")?;
    cited(out, &table, "SITE_SOURCES", "embodied_source")
}

fn path_loss(out: &mut String) -> Result<()> {
    let table = Table::read("path_loss.csv")?;
    writeln!(
        out,
        "/// Path-loss models, in the order of [`PathLossKind`].\npub static PATH_LOSS: &[PathLoss] = &["
    )?;
    for row in &table.rows {
        writeln!(out, "PathLoss {{ name: {:?}, label: {},", &row[0], table.filled(row, "label")?)?;
        for column in [
            "nlos_intercept_db",
            "nlos_distance_slope",
            "nlos_frequency_slope",
            "los_intercept_db",
            "los_distance_slope",
            "los_frequency_slope",
            "shadowing_sigma_db",
        ] {
            write!(out, "{column}: {:?}, ", table.number(row, column)?)?;
        }
        writeln!(out, "}},")?;
    }
    writeln!(out, "];")?;
    cited(out, &table, "PATH_LOSS_SOURCES", "source")
}

fn fields(out: &mut String) -> Result<()> {
    let table = Table::read("fields.csv")?;
    writeln!(out, "/// The numbers of a scenario, grouped.\npub static FIELDS: &[Field] = &[")?;
    for (place, row) in table.rows.iter().enumerate() {
        writeln!(
            out,
            "Field {{ place: {place}, name: {:?}, group: {}, unit: {}, min: {:?}, max: {:?}, integer: {:?}, log_scale: {:?}, slider: {}, default: {:?}, low: {:?}, high: {:?}, provenance: {} }},",
            &row[0],
            table.filled(row, "group")?,
            table.filled(row, "unit")?,
            table.number(row, "min")?,
            table.optional(row, "max")?.unwrap_or(f64::MAX),
            table.text(row, "kind")? == "integer",
            table.text(row, "scale")? == "log",
            match (table.optional(row, "slider_min")?, table.optional(row, "slider_max")?) {
                (Some(min), Some(max)) => format!("Some(({min:?}, {max:?}))"),
                _ => "None".to_string(),
            },
            table.optional(row, "default")?,
            table.optional(row, "low")?,
            table.optional(row, "high")?,
            table.variant(row, "provenance", "Provenance")?,
        )?;
    }
    writeln!(
        out,
        "];\n/// The numbers of a scenario, by name.\npub mod fields {{\nuse super::{{FIELDS, Field}};"
    )?;
    for (place, row) in table.rows.iter().enumerate() {
        let name = row[0].to_uppercase();
        writeln!(out, "/// `{}`\npub const {name}: &Field = &FIELDS[{place}];", &row[0])?;
    }
    writeln!(out, "}}\n/// Defaults of the scenario's numbers, by name.\npub mod default {{")?;
    for row in &table.rows {
        if let Some(number) = table.optional(row, "default")? {
            writeln!(
                out,
                "/// [{}]\npub const {}: f64 = {number:?};",
                table.text(row, "unit")?,
                row[0].to_uppercase()
            )?;
        }
    }
    writeln!(out, "}}")?;
    cited(out, &table, "FIELD_SOURCES", "source")?;
    cited(out, &table, "FIELD_LABELS", "label")
}

/// The equations that the page shows, from LaTeX to MathML.
fn equations(out: &mut String) -> Result<()> {
    let table = Table::read("equations.csv")?;
    writeln!(out, "/// Equations in MathML.\npub mod mathml {{")?;
    for row in &table.rows {
        let storage = Storage::new();
        let parser = Parser::new(&row[1], &storage);
        let mut mathml = String::new();
        push_mathml(&mut mathml, parser, RenderConfig::default())?;
        if mathml.contains("<merror") {
            return Err(format!("equations.csv: {} is no LaTeX: {mathml}", &row[0]).into());
        }
        writeln!(
            out,
            "/// `{}`\npub const {}: &str = {mathml:?};",
            &row[1],
            row[0].to_uppercase()
        )?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn zones(out: &mut String) -> Result<()> {
    let table = Table::read("grid_country_average.csv")?;
    writeln!(out, "/// Grid zones by code.\npub static ZONES: &[Zone] = &[")?;
    for row in &table.rows {
        writeln!(
            out,
            "Zone {{ code: {:?}, name: {}, country: {:?}, region: {:?}, \
             carbon_intensity_g_per_kwh: {:?} }},",
            &row[0],
            table.filled(row, "name")?,
            table.text(row, "kind")? == "country",
            table.text(row, "region")?,
            table.number(row, "gco2e_per_kwh")?,
        )?;
    }
    writeln!(out, "];")?;
    Ok(())
}

/// Records of hourly grids, shapes of a day's load, errors of a forecast; the packed years beside it.
fn day_tables(target: &Path) -> Result<String> {
    let mut out = String::new();
    let records = Table::read("day/records.csv")?;
    let mut packed = Vec::new();
    writeln!(out, "/// The records of hourly grids.\npub static RECORDS: &[Record] = &[")?;
    let read = day::read(Path::new("src/data/day"))?;
    for (place, (row, (zones, years))) in records.rows.iter().zip(read).enumerate() {
        writeln!(
            out,
            "Record {{ place: {place}, name: {:?}, first_year: {}, last_year: {}, zones: &{zones:?}, basis: {}, licence: {} }},",
            &row[0],
            records.number(row, "first_year")?,
            records.number(row, "last_year")?,
            records.variant(row, "basis", "Basis")?,
            records.variant(row, "licence", "Licence")?,
        )?;
        packed.extend(years);
    }
    writeln!(out, "];")?;
    for (name, column) in [
        ("RECORD_SOURCES", "source"),
        ("RECORD_QUALITY", "quality"),
        ("RECORD_QUALITY_ZH", "quality_zh"),
        ("RECORD_QUALITY_ES", "quality_es"),
    ] {
        cited(&mut out, &records, name, column)?;
    }
    let zones = Table::read("day/zones.csv")?;
    writeln!(
        out,
        "/// Zones, and those that are taken beside each.\nstatic NEIGHBOURS: &[(&str, &[&str])] = &["
    )?;
    for row in &zones.rows {
        let beside: Vec<_> = zones.text(row, "neighbours")?.split_whitespace().collect();
        writeln!(out, "({:?}, &{beside:?}),", &row[0])?;
    }
    writeln!(out, "];")?;
    let folder = target.join("day");
    std::fs::create_dir_all(&folder)?;
    writeln!(
        out,
        "/// The packed years by the names of their files.\n#[cfg(not(target_arch = \"wasm32\"))]\n\
         static PACKED: &[(&str, &[u8])] = &["
    )?;
    for day::Packed { name, bytes } in packed {
        std::fs::write(folder.join(&name), bytes)?;
        writeln!(out, "({name:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/day/{name}\"))),")?;
    }
    writeln!(out, "];")?;
    let loads = Table::read_pairs("day/load.csv")?;
    writeln!(out, "/// How a day's answers fall on its hours.\npub static LOADS: &[Load] = &[")?;
    for row in &loads.rows {
        let hours = (0..24).map(|hour| loads.number(row, &format!("h{hour}")));
        let hours = hours.collect::<Result<Vec<_>>>()?;
        let mean = hours.iter().sum::<f64>() / 24.0;
        let hours: Vec<f64> = hours.iter().map(|it| it / mean).collect();
        writeln!(
            out,
            "Load {{ shape: {:?}, date: {:?}, mean1: {hours:?} }},",
            &row[0],
            loads.text(row, "date")?
        )?;
    }
    writeln!(out, "];")?;
    let errors = Table::read_pairs("day/forecast_error.csv")?;
    writeln!(
        out,
        "/// How far forecasts of marginal emissions were off, by area and lead.\n\
         pub static FORECAST_ERRORS: &[ForecastError] = &["
    )?;
    for row in &errors.rows {
        write!(out, "ForecastError {{ area: {:?}, ", &row[0])?;
        for (name, column) in [
            ("lead_h", "lead_min"),
            ("mean_g_per_kwh", "mean_g_per_kwh"),
            ("mae_g_per_kwh", "forecast_mae"),
            ("rmse_g_per_kwh", "forecast_rmse"),
            ("bias_g_per_kwh", "forecast_bias"),
            ("persistence_mae_g_per_kwh", "persistence_mae"),
            ("yesterday_mae_g_per_kwh", "same_time_yesterday_mae"),
        ] {
            let value = errors.number(row, column)?;
            let value = if column == "lead_min" { value / 60.0 } else { value };
            write!(out, "{name}: {value:?}, ")?;
        }
        writeln!(out, "}},")?;
    }
    writeln!(out, "];")?;
    let cells = Table::read_pairs("day/bs_power.csv")?;
    writeln!(
        out,
        "/// What base stations draw while they send and rest.\n\
         pub static BS_POWERS: &[BsPower] = &["
    )?;
    for row in &cells.rows {
        write!(out, "BsPower {{ what: {}, ", cells.filled(row, "what")?)?;
        for name in &cells.header {
            if name != "what" {
                write!(out, "{name}: {:?}, ", cells.number(row, name)?)?;
            }
        }
        writeln!(out, "}},")?;
    }
    writeln!(out, "];")?;
    Ok(out)
}
