//! What has to be said beside a result before it is believed.

use crate::carbon::{Warning, warnings};
use crate::data::value::{MEASURED_BATCH_LEAST, MEASURED_BATCH_MOST, MOST_DISTANCE_M};
use crate::inference::memory_of_gpus;
use crate::ui::state::results::Results;
use crate::ui::words::format::{whole, with_unit};
use crate::ui::words::{caveats as words, values};

/// Sentences, none as a rule. `of_model_1`: what is shown came from a link or a file of version 1.
pub fn caveats(results: &Results, of_model_1: bool) -> Vec<String> {
    let scenario = &results.view.scenario;
    let mut said = Vec::new();
    if of_model_1 {
        said.push(words::model_version_1().to_string());
    }
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
    let found = warnings(&results.valid, &results.chain, &results.chosen);
    said.extend(found.into_iter().map(|it| warned(it, results)));
    said
}

/// A warning of the model of inference, in words, with what was measured.
fn warned(warning: Warning, results: &Results) -> String {
    let serving = &results.chain.serving;
    let gigabytes = |bytes: f64| with_unit(&whole(bytes / 1e9), "GB");
    match warning {
        Warning::Memory => words::warn_memory(
            &gigabytes(results.chosen.inference.memory_bytes),
            &gigabytes(memory_of_gpus(serving)),
        ),
        Warning::Batch => {
            words::warn_batch(&whole(MEASURED_BATCH_LEAST), &whole(MEASURED_BATCH_MOST))
        }
        Warning::Weights => words::warn_weights().to_string(),
        Warning::Unmeasured => words::warn_unmeasured(serving.gpu.label),
        Warning::Transferred => words::warn_transferred().to_string(),
        Warning::Extrapolated => words::warn_extrapolated().to_string(),
        Warning::GptOssB200 => words::warn_gpt_oss_b200().to_string(),
        Warning::Llama4Latency => words::warn_llama4_latency().to_string(),
        Warning::HybridChat => words::warn_hybrid_chat().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::ui::state::results::{FIRST_MANUAL, opening};

    fn said(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
        let mut view = opening();
        change(&mut view.scenario);
        caveats(&Results::new(&view, FIRST_MANUAL, None).unwrap(), false)
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
    fn what_came_from_version_1_of_the_model_says_what_moved_the_figure() {
        let results = Results::new(&opening(), FIRST_MANUAL, None).unwrap();
        let said = caveats(&results, true);
        assert!(matches!(&said[..], [one] if one.contains("version 1") && one.contains("moved")));
        assert!(caveats(&results, false).is_empty());
    }

    #[test]
    fn every_warning_is_said_in_words_of_its_own() {
        let results = Results::new(&opening(), FIRST_MANUAL, None).unwrap();
        let mut all = Warning::ALL.map(|it| warned(it, &results)).to_vec();
        all.dedup();
        assert_eq!(all.len(), Warning::ALL.len());
        let batch = said(|scenario| scenario.batch = 4.0);
        assert!(matches!(&batch[..], [one] if one.contains("7 to 1")), "{batch:?}");
        let gpus = said(|scenario| scenario.gpu = crate::scenario::GpuKind::H200);
        assert!(gpus[0].contains("H200") && gpus[1].contains("±40"), "{gpus:?}");
    }

    #[test]
    fn field_25_beyond_five_kilometres_the_path_loss_is_said_to_be_extrapolated() {
        let far = said(|scenario| scenario.distance_m = 5_001.0);
        assert!(matches!(&far[..], [one] if one.contains("extrapolated")), "{far:?}");
        assert_eq!(said(|scenario| scenario.distance_m = 5_000.0), [""; 0]);
    }
}
