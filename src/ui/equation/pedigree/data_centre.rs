//! Of the data centre: energy, time and making of its GPUs.

use super::{constant, follows};
use crate::carbon::gpu_energy_range;
use crate::data::{fields, item};
use crate::inference::{GpuTime, gpu_time};
use crate::ui::equation::{Control, Pedigree, amount, seconds};
use crate::ui::state::results::Results;
use crate::ui::words::format::{percent, plain, plain_significant, whole, with_unit};
use crate::ui::words::{names, pedigree as said};

const BATCH: Control = Control::Field(fields::BATCH);

fn batch(results: &Results) -> String {
    plain(results.view.scenario.batch)
}

/// A time with digits enough that a sum of three keeps those of its own.
fn exactly(value: f64) -> String {
    with_unit(&plain_significant(1e3 * value, 7), "ms")
}

/// Time of the GPUs for the chosen answer, by what they do.
fn taken(results: &Results) -> GpuTime {
    gpu_time(&results.chain.serving, f64::from(results.chosen.decision.tokens))
}

fn tokens(results: &Results) -> String {
    whole(results.chosen.decision.tokens.into())
}

pub fn gpu_energy(results: &Results) -> Pedigree {
    let (serving, time) = (&results.chain.serving, taken(results));
    let how = said::gpu_energy_how(
        &with_unit(&plain(serving.gpu.power_max_w), "W"),
        &plain(serving.gpu.launch_power_share),
        &exactly(time.launch_s),
        &amount(&item::MEMORY_POWER_SHARE),
        &exactly(time.memory_s),
        &exactly(time.compute_s),
        &batch(results),
    );
    let from = gpu_energy_range(&results.valid);
    let ends = [from.low, from.high].map(|end| percent(end.unwrap_or(from.value)));
    let holds = said::gpu_energy_holds(serving.gpu.label, &names::span(&ends[0], &ends[1]));
    follows(from, said::gpu_energy(), how, &holds, BATCH)
}

pub fn ecologits_energy(results: &Results) -> Pedigree {
    let how = said::ecologits_how(
        &plain(results.chosen.inference.gpus),
        &plain_significant(results.chain.active_billion, 3),
        &plain_significant(results.chain.total_billion, 3),
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

pub fn time_of_gpus(results: &Results) -> Pedigree {
    let time = taken(results);
    let [launch, memory, compute] = [time.launch_s, time.memory_s, time.compute_s].map(exactly);
    let how = said::gpu_time_how(&launch, &memory, &compute, &batch(results));
    follows(&item::STEP_LAUNCH_S, said::gpu_time(), how, &holds(results), BATCH)
}

fn holds(results: &Results) -> String {
    said::gpu_time_holds(results.chain.serving.gpu.label)
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
    follows(from, said::first_token(), how, &holds(results), control)
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
    follows(&item::STEP_LAUNCH_S, said::inter_token(), how, &holds(results), BATCH)
}
