//! What index.html shows before the page is up is what the page shows when it is.

use aolo::ui::state::results::{FIRST_MANUAL, Results, opening};
use aolo::ui::words::values;

#[test]
fn the_precomputed_result_is_the_opening_scene() {
    let html = include_str!("../../index.html").replace("&nbsp;", "\u{a0}");
    let results = Results::new(&opening(), FIRST_MANUAL, None).unwrap();
    let chosen = &results.chosen;
    for figure in [
        format!("<span class=\"live\" translate=\"no\">{}</span>", values::mass(chosen.total_g)),
        format!("best {}", values::mass(chosen.total_g)),
        format!("<span>{} tokens</span>", values::whole(chosen.decision.tokens.into())),
        format!("at <span>{}</span>", values::power(chosen.decision.power_w)),
        format!("<span>{}</span>", values::payload(opening().scenario.payload_bytes_per_token)),
        format!(
            "<span>{} from a macro cell</span>",
            values::distance(opening().scenario.distance_m)
        ),
        format!("<span>{}</span>", values::place(&opening())),
        format!("QoE {} of", values::share(chosen.qoe.total)),
        format!("the radio is {} of it", values::percent(chosen.radio_share())),
    ] {
        assert!(html.contains(&figure), "index.html lacks {figure}");
    }
}
