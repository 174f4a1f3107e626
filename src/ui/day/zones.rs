//! What the zones of the hourly grids are called.

use crate::ui::words::day as words;

/// The name of a zone by its code; one that is not known keeps its code.
pub fn name(code: &'static str) -> &'static str {
    match code {
        "AZPS" => words::zone_az(),
        "BPAT" => words::zone_bp(),
        "CISO" | "US-CAL-CISO" => words::zone_cal(),
        "ERCO" | "US-TEX-ERCO" => words::zone_tex(),
        "MISO" => words::zone_mid(),
        "NYIS" | "US-NY-NYIS" => words::zone_ny(),
        "PJM" | "US-MIDA-PJM" => words::zone_pjm(),
        "SOCO" => words::zone_so(),
        "DE" | "DE-LU" => words::zone_de(),
        "GB" => words::zone_gb(),
        "FR" => words::zone_fr(),
        "ES" => words::zone_es(),
        "PL" => words::zone_pl(),
        "DK" => words::zone_dk(),
        "IT" => words::zone_it(),
        "NL" => words::zone_nl(),
        "AU-NSW" => words::zone_nsw(),
        "AU-VIC" => words::zone_vic(),
        "BR-SP" => words::zone_sp(),
        "CA-ON" => words::zone_on(),
        "CL-SIC" => words::zone_cl(),
        "IN-WE" => words::zone_inw(),
        "JP-TK" => words::zone_jp(),
        "KR" => words::zone_kr(),
        "SG" => words::zone_sg(),
        "ZA" => words::zone_za(),
        _ => code,
    }
}

/// The same for a chart, without what stands in brackets.
pub fn short(code: &'static str) -> &'static str {
    name(code).split(['(', '（']).next().unwrap_or(code).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::RECORDS;

    #[test]
    fn every_zone_of_every_record_has_a_name_of_its_own() {
        for record in RECORDS {
            let mut names: Vec<_> = record.zones.iter().map(|code| name(code)).collect();
            assert!(names.iter().zip(record.zones).all(|(name, code)| name != code), "{names:?}");
            names.extend(record.zones.iter().map(|code| short(code)));
            names.sort_unstable();
            names.dedup();
            let brackets = record.zones.iter().filter(|code| name(code) != short(code)).count();
            assert_eq!(names.len(), record.zones.len() + brackets);
        }
    }
}
