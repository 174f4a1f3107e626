//! Of latency and of the three factors of quality.

use super::{constant, follows, of_field};
use crate::data::{fields, item};
use crate::ui::equation::{Control, Pedigree, amount};
use crate::ui::state::results::Results;
use crate::ui::words::format::{factor, plain, whole, with_unit};
use crate::ui::words::{names, pedigree as said};

pub fn latency() -> Pedigree {
    Pedigree {
        how: said::latency_how().into(),
        kind: names::computed(),
        ..constant(&item::ITL_WEIGHT_FACTOR, said::latency(), said::latency_holds())
    }
}

pub fn completeness(results: &Results) -> Pedigree {
    let scenario = &results.view.scenario;
    let [spread, half] = [fields::SIGMA, fields::KAPPA50].map(|field| of_field(field, results));
    // Of its two numbers the one that was changed, if one was.
    let given = if spread.kind == names::set_by_you() { spread } else { half };
    Pedigree {
        what: said::completeness().into(),
        how: format!(
            "Φ(ln({} / {}) / {})",
            whole(results.chosen.decision.tokens.into()),
            plain(scenario.kappa50),
            plain(scenario.sigma)
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
    let unnoticed = amount(&item::WAIT_UNNOTICED_S);
    let unbearable = amount(&item::WAIT_UNBEARABLE_S);
    let first_token = with_unit(&plain(results.chosen.inference.ttft_s), "s");
    let how = said::wait_how(&first_token, &unnoticed, &unbearable);
    let holds = said::wait_holds(&unnoticed, &unbearable);
    let control = Control::Field(fields::QUEUE_S);
    follows(&item::WAIT_UNNOTICED_S, said::wait(), how, &holds, control)
}
