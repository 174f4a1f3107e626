//! Of the network and the phone.

use super::of_field;
use crate::data::{fields, item};
use crate::ui::equation::{Control, Pedigree, seconds};
use crate::ui::state::results::Results;
use crate::ui::words::format::{factor, plain, prefixed, with_unit};
use crate::ui::words::{names, pedigree as said};

pub fn sent_data(results: &Results) -> Pedigree {
    let payload = fields::PAYLOAD_BYTES_PER_TOKEN;
    let sent = results.chain.sent(f64::from(results.chosen.decision.tokens));
    let bytes = prefixed(results.chain.payload_bytes_per_token, "B");
    Pedigree {
        what: said::sent_data().into(),
        how: format!("{} × {bytes}", factor(sent)),
        kind: names::computed(),
        source: said::chosen_source().into(),
        holds: said::network_holds().into(),
        control: Some(Control::Field(payload)),
    }
}

pub fn network_grid(results: &Results) -> Pedigree {
    let scenario = &results.view.scenario;
    let unit = |value: f64| with_unit(&plain(value), "g/kWh");
    let how = said::network_grid_how(
        &unit(scenario.grid_dc_g_per_kwh),
        &unit(scenario.grid_bs_g_per_kwh),
    );
    let what = said::network_grid().into();
    Pedigree { what, how, ..of_field(fields::GRID_DC_G_PER_KWH, results) }
}

pub fn phone_time(results: &Results) -> Pedigree {
    let sent = results.chain.sent(f64::from(results.chosen.decision.tokens));
    let reading = &item::READING_RATE_TOKENS_PER_S;
    let how = said::phone_time_how(
        &seconds(results.chosen.latency_s),
        &factor(sent),
        &with_unit(&plain(reading.value), reading.unit),
    );
    Pedigree {
        what: said::phone_time().into(),
        how,
        kind: names::computed(),
        source: said::chosen_source().into(),
        holds: said::phone_time_holds().into(),
        control: Some(Control::Tokens),
    }
}

pub fn whole_day() -> Pedigree {
    Pedigree {
        what: said::whole_day().into(),
        how: String::new(),
        kind: names::computed(),
        source: said::counted().into(),
        holds: said::one_answer().into(),
        control: None,
    }
}
