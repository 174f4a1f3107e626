//! What index.html shows before the page is up is what the page shows when it is.

use aolo::ui::state::results::{FIRST_MANUAL, Results, opening};
use aolo::ui::text;

#[test]
fn the_precomputed_result_is_the_opening_scene() {
    let html = include_str!("../../index.html").replace("&nbsp;", "\u{a0}");
    let results = Results::new(&opening(), FIRST_MANUAL, None).unwrap();
    let chosen = &results.chosen;
    for figure in [
        format!("<span class=\"live\">{}</span>", text::mass(chosen.total_g)),
        format!("best {}", text::mass(chosen.total_g)),
        format!("<span>{} tokens</span>", text::whole(chosen.decision.tokens.into())),
        format!("at <span>{}</span>", text::power(chosen.decision.power_w)),
        format!("<span>{}</span>", text::payload(opening().scenario.payload_bytes_per_token)),
        format!("<span>{} from a macro cell</span>", text::distance(opening().scenario.distance_m)),
        format!("<span>{}</span>", text::place(&opening())),
        format!("QoE {} of", text::share(chosen.qoe.total)),
        format!("the radio is {} of it", text::percent(chosen.radio_share())),
    ] {
        assert!(html.contains(&figure), "index.html lacks {figure}");
    }
}
