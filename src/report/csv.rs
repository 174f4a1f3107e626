//! A result as a table, for programs and for spreadsheets, and back.

use crate::data::{cited, field};
use crate::math::decimal;
use crate::scenario::LlmShape;
use serde_json::{Map, Value};

/// The first row.
const HEAD: [&str; 4] = ["name", "value", "unit", "source"];
/// Signs that a spreadsheet takes for the beginning of a formula.
const FORMULA: &str = "=+-@\t\r\u{2212}＝＋－＠";

/// A result as rows of `name,value,unit,source`, one figure a row.
pub fn csv(result: &Value) -> String {
    table(result, ',', '.')
}

/// The same for spreadsheets, which guess: with the mark that says which letters it is of, and with the
/// separator and the decimal sign of a language.
pub fn spreadsheet(result: &Value, separator: char, decimal: char) -> String {
    format!("\u{feff}{}", table(result, separator, decimal))
}

fn table(result: &Value, separator: char, decimal: char) -> String {
    let mut rows = vec![HEAD.map(|it| Cell::Text(it.to_string()))];
    collect("", result, &mut rows);
    let line = |row: &[Cell; 4]| {
        let cells = row.each_ref().map(|cell| cell.written(separator, decimal));
        cells.join(&separator.to_string()) + "\n"
    };
    rows.iter().map(line).collect()
}

/// What stands in a table.
enum Cell {
    Number(String),
    Text(String),
}

impl Cell {
    fn written(&self, separator: char, decimal: char) -> String {
        match self {
            Self::Number(number) => quoted(&number.replace('.', &decimal.to_string()), separator),
            Self::Text(text) => quoted(&harmless(text), separator),
        }
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let guarded = text.trim_start().starts_with(|it| FORMULA.contains(it))
        || text.starts_with(|it| FORMULA.contains(it));
    if guarded { format!("'{text}") } else { text.to_string() }
}

/// The result that a table was made of, as far as it can be set again; none where it is no such table.
pub(super) fn uncsv(text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    let separator = [',', ';', '\t'].into_iter().find(|it| {
        let head = HEAD.join(&it.to_string());
        text.lines().next().is_some_and(|first| first.trim_end() == head)
    })?;
    let mut all = Map::new();
    for row in rows(text, separator).into_iter().skip(1) {
        let [path, written, ..] = &row[..] else { continue };
        put(&mut all, path, path, written, separator);
    }
    Some(all.into())
}

/// The cells of each row: a quoted one may hold anything.
fn rows(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut rows, mut quoted) = (vec![vec![String::new()]], false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => {}
            '"' => {
                quoted = !quoted;
                continue;
            }
            '\r' if !quoted => continue,
            '\n' if !quoted => {
                rows.push(vec![String::new()]);
                continue;
            }
            it if it == separator && !quoted => {
                rows.last_mut().into_iter().for_each(|row| row.push(String::new()));
                continue;
            }
            _ => {}
        }
        let cell = rows.last_mut().and_then(|row| row.last_mut());
        cell.into_iter().for_each(|cell| cell.push(letter));
    }
    rows
}

/// Puts a value where its path leads to. What people called their designs is no number.
fn put(into: &mut Map<String, Value>, whole: &str, path: &str, written: &str, separator: char) {
    if let Some((first, rest)) = path.split_once('.') {
        let below = into.entry(first).or_insert_with(|| Map::new().into());
        if let Value::Object(below) = below {
            put(below, whole, rest, written, separator);
        }
        return;
    }
    let number = || {
        let point = if separator == ';' { written.replace(',', ".") } else { written.to_string() };
        decimal::read(&point).filter(|_| !whole.contains(".names."))
    };
    let value = match (written, number()) {
        ("", _) => Value::Null,
        (_, Some(number)) => number.into(),
        _ => match written.strip_prefix('\'') {
            Some(text) if text.trim_start().starts_with(|it| FORMULA.contains(it)) => text.into(),
            _ => written.into(),
        },
    };
    into.insert(path.to_string(), value);
}

fn collect(path: &str, value: &Value, rows: &mut Vec<[Cell; 4]>) {
    let below = |name: &str| {
        if path.is_empty() { name.to_string() } else { format!("{path}.{name}") }
    };
    match value {
        Value::Object(object) => {
            object.iter().for_each(|(name, value)| collect(&below(name), value, rows));
        }
        Value::Array(items) => {
            let words: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            rows.push(row(path, Cell::Text(words.join(" "))));
        }
        Value::String(word) => rows.push(row(path, Cell::Text(word.clone()))),
        Value::Null => rows.push(row(path, Cell::Text(String::new()))),
        Value::Bool(_) => rows.push(row(path, Cell::Text(value.to_string()))),
        Value::Number(number) => rows.push(row(path, Cell::Number(number.to_string()))),
    }
}

fn row(path: &str, value: Cell) -> [Cell; 4] {
    let name = path.rsplit('.').next().unwrap_or(path);
    let given = path.strip_prefix("compared.kept.").unwrap_or(path);
    let given = given.strip_prefix("scenario.");
    let of_own_model = given.and_then(LlmShape::place).and_then(|it| LlmShape::SPANS.get(it));
    let (unit, source) = match given.and_then(field) {
        // Of what was set here, the field's source says nothing.
        Some(field) if number(&value) == field.default => (field.unit, cited::field(field)),
        Some(field) => (field.unit, SET),
        None => of_own_model.map_or((unit(name), ""), |it| (it.unit, SET)),
    };
    let text = |it: &str| Cell::Text(it.to_string());
    [text(path), value, text(unit), text(source)]
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => decimal::read(number),
        Cell::Text(_) => None,
    }
}

/// The source of what was set.
const SET: &str = "set in this scenario";

/// The unit that a name ends with.
fn unit(name: &str) -> &'static str {
    match name.rsplit_once('_').map(|(_, unit)| unit) {
        Some("g") => "g",
        Some("j") => "J",
        Some("s") => "s",
        Some("w") => "W",
        Some("db") => "dB",
        Some("bps") => "bit/s",
        Some("bytes") => "B",
        Some("seconds") => "s",
        Some("kwh") => "kWh",
        _ if name == "seconds" => "s",
        _ if name == "tokens" => "tokens",
        _ => "",
    }
}

fn quoted(cell: &str, separator: char) -> String {
    if cell.contains([separator, '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::super::result;
    use super::super::tests::opening;
    use super::*;
    use crate::data::FIELDS;
    use crate::scenario::LlmChoice;
    use serde_json::json;

    /// The cells of a row, as RFC 4180 reads them.
    fn cells(row: &str) -> Vec<String> {
        rows(row, ',').remove(0)
    }

    #[test]
    fn a_table_has_every_figure_with_its_unit() {
        let (view, print) = opening();
        let value = result(&view, &print).unwrap();
        let table = csv(&value);
        let find = |name: &str| {
            let row = table.lines().find(|row| row.starts_with(&format!("{name},")));
            row.unwrap_or_default().to_string()
        };
        assert_eq!(find("footprint.total_g"), format!("footprint.total_g,{},g,", print.total_g));
        assert!(find("footprint.wireless.rate_bps").ends_with(",bit/s,"));
        assert!(find("footprint.network.energy_kwh").ends_with(",kWh,"));
        assert!(find("footprint.phone.seconds").ends_with(",s,"));
        let mut own = view.clone();
        own.scenario.model =
            LlmChoice::Custom(LlmShape::of_llm(view.scenario.validate().unwrap().llm()));
        let table_of_own = csv(&result(&own, &print).unwrap());
        let cache = "scenario.model.kv_bytes_per_token,131072,B/token,set in this scenario";
        assert!(table_of_own.lines().any(|row| row == cache), "{table_of_own}");
        assert!(find("scenario.bandwidth_mhz").starts_with("scenario.bandwidth_mhz,20,MHz,"));
        let mut set = view.clone();
        set.scenario.payload_bytes_per_token = 300.0;
        let table_of_set = csv(&result(&set, &print).unwrap());
        let payload = |it: &&str| it.starts_with("scenario.payload_bytes_per_token,300,");
        let payload = table_of_set.lines().find(payload).unwrap();
        assert!(payload.ends_with("set in this scenario"), "{payload}");
        assert_eq!(find("decision.tokens"), "decision.tokens,400,tokens,");
        for row in table.lines() {
            assert_eq!(cells(row).len(), 4, "{row}");
        }
        // What holds a comma comes back whole.
        let sources: Vec<String> = table.lines().map(|row| cells(row).remove(3)).collect();
        let with_comma = FIELDS.iter().filter(|field| cited::field(field).contains(','));
        assert!(
            with_comma.filter(|field| sources.iter().any(|it| it == cited::field(field))).count()
                > 0
        );
    }

    #[test]
    fn field_23_a_spreadsheet_gets_the_signs_of_its_language() {
        let (view, print) = opening();
        let value = result(&view, &print).unwrap();
        let (english, spanish) = (spreadsheet(&value, ',', '.'), spreadsheet(&value, ';', ','));
        assert_eq!(english, format!("\u{feff}{}", csv(&value)));
        let (mut numbers, plain) = (0, csv(&value));
        for (row, same) in spanish.trim_start_matches('\u{feff}').lines().zip(plain.lines()) {
            let cells: Vec<&str> = row.split(';').collect();
            assert!(cells.len() >= 4, "{row}");
            let expected = &super::tests::cells(same)[1];
            if let Ok(number) = expected.parse::<f64>() {
                numbers += 1;
                // No point that a spreadsheet takes for a date or a group, no comma that splits.
                assert!(!cells[1].contains(['.', '"']), "{row}");
                assert_eq!(cells[1].replace(',', ".").parse::<f64>(), Ok(number), "{row}");
            }
        }
        assert!(numbers > 60, "{numbers}");
        assert!(spanish.contains("\nscenario.pue;1,"), "{spanish}");
    }

    #[test]
    fn field_23_no_text_becomes_a_formula_and_numbers_stay_numbers() {
        for text in [
            "=1+1",
            "+1",
            "-1 mg",
            "@sum",
            "\u{2212}5",
            "\t=1",
            "\r=1",
            " =1",
            "=cmd|' /C calc'!A0",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "=\"a\"",
        ] {
            for table in
                [csv(&json!({ "title": text })), spreadsheet(&json!({ "title": text }), ';', ',')]
            {
                let cell = table.split_once("title").unwrap().1;
                let cell = cell[1..].trim_start_matches('"');
                assert!(cell.starts_with('\''), "{table:?}");
            }
        }
        let table = csv(&json!({ "a": -1.5, "b": "mg", "c": "a=b", "d": -2e-9 }));
        assert!(
            table.contains("a,-1.5,") && table.contains("c,a=b,") && table.contains("d,-2e-9,"),
            "{table}"
        );
        assert!(spreadsheet(&json!({ "a": -1.5 }), ';', ',').contains("a;-1,5;"));
    }
}
