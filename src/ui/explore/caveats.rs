//! What has to be said beside a result before it is believed.

use crate::data::value::MOST_DISTANCE_M;
use crate::ui::state::results::Results;
use crate::ui::words::{caveats as words, values};

/// Sentences, none as a rule.
pub fn caveats(results: &Results) -> Vec<String> {
    let scenario = &results.view.scenario;
    let mut said = Vec::new();
    let clean = scenario.grid_dc_g_per_kwh == 0.0 && scenario.grid_bs_g_per_kwh == 0.0;
    if results.chosen.total_g == 0.0 {
        said.push(words::nothing_emits().to_string());
    } else if clean {
        said.push(words::only_hardware().to_string());
    }
    if scenario.distance_m > MOST_DISTANCE_M {
        said.push(words::extrapolated(
            &values::distance(scenario.distance_m),
            &values::distance(MOST_DISTANCE_M),
        ));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::ui::state::results::{FIRST_MANUAL, opening};

    fn said(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
        let mut view = opening();
        change(&mut view.scenario);
        caveats(&Results::new(&view, FIRST_MANUAL, None).unwrap())
    }

    fn no_grid(scenario: &mut Scenario) {
        (scenario.grid_dc_g_per_kwh, scenario.grid_bs_g_per_kwh) = (0.0, 0.0);
    }

    #[test]
    fn field_4_where_nothing_emits_that_is_said() {
        let all = said(|scenario| {
            no_grid(scenario);
            scenario.gpu_embodied_kg = 0.0;
            scenario.server_embodied_kg = 0.0;
            scenario.site_embodied_kg = Some(0.0);
        });
        assert!(matches!(&all[..], [one] if one.contains("every choice emits nothing")), "{all:?}");
        let grids = said(no_grid);
        assert!(matches!(&grids[..], [one] if one.contains("the radio hurries")), "{grids:?}");
        assert_eq!(said(|scenario| scenario.grid_dc_g_per_kwh = 0.0), [""; 0]);
        assert_eq!(said(|_| ()), [""; 0]);
    }

    #[test]
    fn field_4_where_only_hardware_is_left_the_radio_does_hurry() {
        let mut view = opening();
        no_grid(&mut view.scenario);
        let results = Results::new(&view, FIRST_MANUAL, None).unwrap();
        let (watts, most_w) = (results.chosen.decision.power_w, results.chain.power_max_w);
        assert!(watts > 0.999 * most_w, "{watts} of {most_w} W");
    }

    #[test]
    fn field_25_beyond_five_kilometres_the_path_loss_is_said_to_be_extrapolated() {
        let far = said(|scenario| scenario.distance_m = 5_001.0);
        assert!(matches!(&far[..], [one] if one.contains("extrapolated")), "{far:?}");
        assert_eq!(said(|scenario| scenario.distance_m = 5_000.0), [""; 0]);
    }
}
