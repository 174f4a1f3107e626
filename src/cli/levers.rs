//! What would lower the total, as the page names it under its headline.

use super::Failure;
use super::decided::Decided;
use super::output::say;
use crate::levers::{Change, Helps, Lever, helps};
use crate::link::{Choice, View};
use crate::scenario::ValidScenario;
use serde_json::{Value, json};

pub(super) fn levers(of: &Decided, valid: &ValidScenario) -> Result<(), Failure> {
    let choice = match of.given() {
        Some((tokens, power_w)) => Choice::Manual(valid.decision(tokens, power_w)?),
        None => Choice::Optimum,
    };
    let view = View { scenario: valid.scenario().clone(), choice, ..View::default() };
    let (feasible, levers) = match helps(&view) {
        Helps::These(levers) => (true, levers),
        Helps::NothingHolds | Helps::Broken => (false, Vec::new()),
    };
    let levers: Vec<Value> = levers.iter().map(object).collect();
    say(json!({ "feasible": feasible, "levers": levers }))
}

fn object(lever: &Lever) -> Value {
    json!({
        "change": lever.change.word(),
        "set": set(lever.change),
        "whose": lever.change.whose().word(),
        "total_g": lever.total_g,
        "saves_g": lever.saves_g,
        "share": lever.share,
    })
}

/// The fields that it sets.
fn set(change: Change) -> Value {
    match change {
        Change::Grids(zone) => json!({
            "grid_dc_g_per_kwh": zone.carbon_intensity_g_per_kwh,
            "grid_bs_g_per_kwh": zone.carbon_intensity_g_per_kwh,
        }),
        Change::CentreGrid(zone) => json!({ "grid_dc_g_per_kwh": zone.carbon_intensity_g_per_kwh }),
        Change::CellGrid(zone) => json!({ "grid_bs_g_per_kwh": zone.carbon_intensity_g_per_kwh }),
        Change::Model(name) => json!({ "model": name }),
        Change::Need(tokens) => json!({ "kappa50": tokens }),
        Change::Text(bytes) | Change::Whole(bytes) => json!({ "payload_bytes_per_token": bytes }),
        Change::Batch(requests) => json!({ "batch": requests }),
        Change::Nearer(metres) => json!({ "distance_m": metres }),
        Change::Cell(cell) => json!({ "cell": cell.word() }),
        Change::Tokens(tokens) => json!({ "tokens": tokens }),
        Change::Power(power_w) => json!({ "power_w": power_w }),
    }
}
