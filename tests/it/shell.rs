//! What index.html shows before the page is up is what the page shows when it is.

use aolo::link;
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
        format!("quality {}, at least", values::share(chosen.qoe.total)),
        format!("the radio is {} of it", values::percent(chosen.radio_share())),
    ] {
        assert!(html.contains(&figure), "index.html lacks {figure}");
    }
}

/// Who goes on before the page is up takes along the scene that is shown.
#[test]
fn tour_5_links_of_the_shell_lead_to_its_scene() {
    let html = include_str!("../../index.html").replace("&amp;", "&");
    let (_, links) = html.split_once("<nav class=\"views\"").unwrap();
    let (links, _) = links.split_once("</nav>").unwrap();
    let addresses: Vec<&str> =
        links.split("href=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    let [explore, others @ ..] = &addresses[..] else { panic!("{addresses:?}") };
    // Without a fragment the opening scene is shown.
    assert_eq!(*explore, "#");
    let places = [link::Place::Results, link::Place::Day, link::Place::Teach];
    assert_eq!(others.len(), places.len());
    for (address, place) in others.iter().zip(places) {
        let (view, issues) = link::decode(address);
        assert_eq!((view.place, issues), (place, vec![]));
        assert_eq!(view.scenario, opening().scenario);
    }
}
