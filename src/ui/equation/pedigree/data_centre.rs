//! Of the data centre: energy, time and making of its GPUs.

use super::{constant, follows};
use crate::data::{fields, item};
use crate::ui::equation::{Control, Pedigree, amount, seconds};
use crate::ui::state::results::Results;
use crate::ui::words::format::{plain, plain_significant, whole};
use crate::ui::words::{names, pedigree as said};

const BATCH: Control = Control::Field(fields::BATCH);

fn batch(results: &Results) -> String {
    plain(results.view.scenario.batch)
}

fn tokens(results: &Results) -> String {
    whole(results.chosen.decision.tokens.into())
}

pub fn gpu_energy(results: &Results) -> Pedigree {
    let how = said::gpu_energy_how(
        &amount(&item::GPU_ENERGY_PER_WEIGHT_BYTE_J),
        &amount(&item::GPU_ENERGY_PER_FLOP_J),
        &amount(&item::GPU_ENERGY_PER_KV_BYTE_J),
        &tokens(results),
        &plain(results.view.scenario.prompt_tokens),
        &batch(results),
    );
    let from = &item::GPU_ENERGY_PER_WEIGHT_BYTE_J;
    follows(from, said::gpu_energy(), how, said::gpu_energy_holds(), BATCH)
}

pub fn ecologits_energy(results: &Results) -> Pedigree {
    let how = said::ecologits_how(
        &plain(results.chosen.inference.gpus),
        &plain_significant(results.chain.params_billion, 3),
        &batch(results),
    );
    let what = said::ecologits_energy();
    follows(&item::ECOLOGITS_ALPHA, what, how, said::ecologits_holds(), BATCH)
}

pub fn ecologits_making(results: &Results) -> Pedigree {
    let how = said::ecologits_making_how(
        &plain(results.chosen.inference.gpus),
        &amount(&item::ECOLOGITS_SERVER_EMBODIED_KG),
        &amount(&item::ECOLOGITS_GPU_EMBODIED_KG),
        &amount(&item::ECOLOGITS_LIFETIME_S),
        &batch(results),
        &amount(&item::GPUS_PER_SERVER),
    );
    let what = said::ecologits_making();
    follows(&item::ECOLOGITS_GPU_EMBODIED_KG, what, how, said::eight_gpus(), BATCH)
}

pub fn gpus_per_server() -> Pedigree {
    constant(&item::GPUS_PER_SERVER, said::gpus_per_server(), said::eight_gpus())
}

pub fn gpu_time(results: &Results) -> Pedigree {
    let how = said::gpu_time_how(&batch(results));
    let from = &item::GPU_TIME_WEIGHT_FACTOR;
    follows(from, said::gpu_time(), how, said::gpu_time_holds(), BATCH)
}

pub fn first_token(results: &Results) -> Pedigree {
    let scenario = &results.view.scenario;
    let how = said::first_token_how(
        &seconds(scenario.rtt_s),
        &seconds(scenario.queue_s),
        &plain(scenario.prompt_tokens),
        &seconds(results.chosen.inference.inter_token_s),
    );
    let control = Control::Field(fields::RTT_S);
    let from = &item::PREFILL_FLOP_FACTOR;
    follows(from, said::first_token(), how, said::gpu_time_holds(), control)
}

pub fn other_tokens(results: &Results) -> Pedigree {
    Pedigree {
        what: said::other_tokens().into(),
        how: format!("{} − 1", tokens(results)),
        kind: names::computed(),
        source: said::chosen_source().into(),
        holds: said::up_to(&whole(results.chain.tokens_max.into())),
        control: Some(Control::Tokens),
    }
}

pub fn inter_token(results: &Results) -> Pedigree {
    let how = said::inter_token_how(&batch(results));
    follows(&item::ITL_WEIGHT_FACTOR, said::inter_token(), how, said::gpu_time_holds(), BATCH)
}
