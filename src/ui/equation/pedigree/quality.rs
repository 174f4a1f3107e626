//! Of latency and of the three factors of quality.

use super::{constant, follows, of_field};
use crate::carbon::{generation_times, waited};
use crate::data::{fields, item};
use crate::qoe;
use crate::ui::equation::{Control, Pedigree};
use crate::ui::state::results::Results;
use crate::ui::words::format::{factor, plain, whole, with_unit};
use crate::ui::words::{names, pedigree as said};
use crate::units::Seconds;

pub fn latency() -> Pedigree {
    Pedigree {
        how: said::latency_how().into(),
        kind: names::computed(),
        ..constant(&item::STEP_LAUNCH_S, said::latency(), said::latency_holds())
    }
}

pub fn completeness(results: &Results) -> Pedigree {
    let scenario = &results.view.scenario;
    let [spread, half] = [fields::SHAPE, fields::KAPPA50].map(|field| of_field(field, results));
    // Of its two numbers the one that was changed, if one was.
    let given = if spread.kind == names::set_by_you() { spread } else { half };
    Pedigree {
        what: said::completeness().into(),
        how: format!(
            "1 − exp(−ln(2) × ({} / {})^{})",
            whole(results.chosen.decision.tokens.into()),
            plain(scenario.kappa50),
            plain(scenario.shape)
        ),
        holds: said::completeness_holds().into(),
        ..given
    }
}

pub fn speed(results: &Results) -> Pedigree {
    let reading = &item::READING_RATE_TOKENS_PER_S;
    let gpus = 1.0 / results.chosen.inference.inter_token_s;
    let radio = results.chosen.wireless.rate_bps / results.chain.bits(1.0);
    let how = said::speed_how(&factor(gpus), &factor(radio), &plain(reading.value));
    let control = Control::Field(fields::PAYLOAD_BYTES_PER_TOKEN);
    follows(reading, said::speed(), how, said::speed_holds(), control)
}

pub fn wait(results: &Results) -> Pedigree {
    let patience = results.chain.patience;
    let tokens = f64::from(results.chosen.decision.tokens);
    let times = generation_times(&results.chain, tokens);
    let in_seconds = |it: Seconds| with_unit(&plain(it.0), "s");
    let [unnoticed, unbearable, waited] =
        [qoe::unnoticed(patience), patience, waited(&results.chain, tokens, &times)]
            .map(in_seconds);
    let how = said::wait_how(&waited, &unnoticed, &unbearable);
    let holds = said::wait_holds(&unnoticed, &unbearable);
    let control = Control::Field(fields::PATIENCE_S);
    follows(&item::WAIT_SPAN, said::wait(), how, &holds, control)
}
