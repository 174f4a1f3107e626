//! The learner against PyTorch, tensor by tensor, on the vectors of `tests/data/reference` or of
//! the folder that `AOLO_REFERENCE_DIR` names. Tolerance: 1e-4 of a tensor's largest expected
//! element, because the vectors are f64 and the learner is f32.

use aolo::agent::actor::ActorWorkspace;
use aolo::agent::gaussian::{self, LOG_STD_MAX, LOG_STD_MIN};
use aolo::agent::{
    Actor, ActorConfig, Batch, FewSpikesConfig, Objective, PopSanConfig, RateBand, Sac, SacConfig,
    Structured, Temperature,
};
use aolo::nn::{Linear, Mlp};
use aolo::rng::{Rng, Stream};
use aolo::snn::{FewSpikesNet, FewSpikesWorkspace};
use serde_json::Value;
use std::path::PathBuf;

const TOLERANCE: f64 = 1e-4;

/// Every file of the folder whose name starts with `prefix`; none is a failure.
fn vectors(prefix: &str) -> Vec<(String, Value)> {
    let folder = std::env::var_os("AOLO_REFERENCE_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/reference"),
        PathBuf::from,
    );
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(prefix) && name.ends_with(".json")
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no {prefix}*.json in {}", folder.display());
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path.display().to_string(), serde_json::from_str(&text).unwrap())
    };
    paths.into_iter().map(read).collect()
}

/// All numbers of a nested list, in order.
fn flat(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(flat).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

fn flat32(value: &Value) -> Vec<f32> {
    flat(value).into_iter().map(|x| x as f32).collect()
}

fn size(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn number(value: &Value) -> f32 {
    value.as_f64().unwrap() as f32
}

fn assert_close(what: &str, got: &[f32], expected: &Value) {
    let expected = flat(expected);
    assert_eq!(got.len(), expected.len(), "{what}: number of elements");
    let bound = TOLERANCE * expected.iter().fold(0.0f64, |max, e| max.max(e.abs()));
    for (i, (&g, e)) in got.iter().zip(expected).enumerate() {
        let off = (f64::from(g) - e).abs();
        assert!(off <= bound, "{what}[{i}]: got {g}, expected {e}, bound {bound}");
    }
}

/// One PyTorch tensor inside a flat parameter vector: element i of the tensor is at `places[i]`.
struct Tensor {
    name: String,
    group: usize,
    places: Vec<usize>,
}

/// Weight `[out, in]` and bias of columns `columns` of a layer, which keeps `[in, out]`.
fn linear(
    name: &str,
    group: usize,
    layer: &Linear,
    columns: std::ops::Range<usize>,
) -> [Tensor; 2] {
    let (weight, bias) = (layer.weight().start, layer.bias().start);
    let mut places = Vec::new();
    for o in columns.clone() {
        places.extend((0..layer.in_dim).map(|i| weight + i * layer.out_dim + o));
    }
    [
        Tensor { name: format!("{name}.weight"), group, places },
        Tensor { name: format!("{name}.bias"), group, places: columns.map(|o| bias + o).collect() },
    ]
}

/// Layers of a sequence with a ReLU between each two: `prefix0`, `prefix2`, …
fn sequence(prefix: &str, group: usize, mlp: &Mlp) -> Vec<Tensor> {
    let layers = mlp.layers().iter().enumerate();
    layers
        .flat_map(|(i, l)| linear(&format!("{prefix}{}", 2 * i), group, l, 0..l.out_dim))
        .collect()
}

fn actor_tensors(actor: &Actor) -> Vec<Tensor> {
    match actor {
        Actor::Mlp(mlp) => {
            let (head, trunk) = mlp.layers().split_last().unwrap();
            let act_dim = head.out_dim / 2;
            let mut tensors = Vec::new();
            for (i, layer) in trunk.iter().enumerate() {
                tensors.extend(linear(&format!("trunk.{}", 2 * i), 0, layer, 0..layer.out_dim));
            }
            tensors.extend(linear("mean_head", 0, head, 0..act_dim));
            tensors.extend(linear("log_std_head", 0, head, act_dim..2 * act_dim));
            tensors
        }
        Actor::FewSpikes(net) => {
            let (shape, mut offset) = (net.shape(), 0);
            let sizes = [&[shape.obs_dim], &shape.hidden_sizes[..], &[shape.out_dim]].concat();
            let mut tensors = Vec::new();
            for (i, pair) in sizes.windows(2).enumerate() {
                let layer = Linear { in_dim: pair[0], out_dim: pair[1], offset };
                offset = layer.end();
                tensors.extend(linear(&format!("layers.{i}"), 0, &layer, 0..layer.out_dim));
            }
            tensors
        }
        Actor::Direct(_) => panic!("there are no reference vectors of this network"),
        Actor::PopSan { mean, log_std } => {
            let tensor = |name: &str, places: std::ops::Range<usize>| Tensor {
                name: name.to_string(),
                group: 0,
                places: places.collect(),
            };
            let (neurons, decoder) = (mean.encoder().neurons(), mean.decoder());
            let weights = decoder.offset..decoder.offset + decoder.neurons();
            let mut tensors = vec![
                tensor("encoder.mean", 0..neurons),
                tensor("encoder.std", neurons..2 * neurons),
                tensor("decoder.decoder.bias", weights.end..decoder.end()),
                tensor("decoder.decoder.weight", weights),
            ];
            let (out, hidden) = mean.synapses().split_last().unwrap();
            for (i, layer) in hidden.iter().enumerate() {
                let name = format!("snn.hidden_layers.{i}");
                tensors.extend(linear(&name, 0, layer, 0..layer.out_dim));
            }
            tensors.extend(linear("snn.out_pop_layer", 0, out, 0..out.out_dim));
            tensors.extend(sequence("log_std_network.", 1, log_std));
            tensors
        }
    }
}

/// Fills groups from the file; every parameter must be set, and every tensor of the file used.
fn load(tensors: &[Tensor], groups: &mut [&mut [f32]], values: &Value) {
    assert_eq!(tensors.len(), values.as_object().unwrap().len(), "number of tensors");
    groups.iter_mut().for_each(|group| group.fill(f32::NAN));
    for tensor in tensors {
        let data = flat32(&values[&tensor.name]["data"]);
        assert_eq!(data.len(), tensor.places.len(), "{}", tensor.name);
        for (&place, x) in tensor.places.iter().zip(data) {
            groups[tensor.group][place] = x;
        }
    }
    assert!(groups.iter().all(|group| group.iter().all(|p| p.is_finite())));
}

fn compare(what: &str, tensors: &[Tensor], groups: &[&[f32]], expected: &Value) {
    assert_eq!(tensors.len(), expected.as_object().unwrap().len(), "number of tensors");
    for tensor in tensors {
        let got: Vec<f32> = tensor.places.iter().map(|&p| groups[tensor.group][p]).collect();
        assert_close(&format!("{what} {}", tensor.name), &got, &expected[&tensor.name]["data"]);
    }
}

fn actor_config(file: &Value) -> (ActorConfig, usize, usize) {
    let config = &file["config"];
    let hidden_sizes: Vec<usize> =
        config["hidden_sizes"].as_array().unwrap().iter().map(size).collect();
    let actor = match file["actor"].as_str().unwrap() {
        "mlp" => ActorConfig::Mlp { hidden_sizes },
        "popsan" => ActorConfig::PopSan(PopSanConfig {
            hidden_sizes,
            time_steps: size(&config["spike_steps"]),
            encoder_population: size(&config["encoder_pop_dim"]),
            decoder_population: size(&config["decoder_pop_dim"]),
        }),
        "few_spikes" => ActorConfig::FewSpikes(FewSpikesConfig {
            hidden_sizes,
            time_steps: size(&config["time_steps"]),
            range: number(&config["range"]),
        }),
        other => panic!("unknown actor {other}"),
    };
    (actor, size(&config["obs_dim"]), size(&config["act_dim"]))
}

fn rate_band(file: &Value) -> Option<RateBand> {
    let band = file["config"].get("rate_band")?;
    let [low, high, weight] = ["low", "high", "weight"].map(|name| number(&band[name]));
    Some(RateBand { low, high, weight })
}

/// Spikes as numbers, `[time_steps, n, neurons]`, and what the rates cost.
fn assert_spikes(path: &str, net: &FewSpikesNet, n: usize, obs: &[f32], file: &Value) {
    let mut ws = FewSpikesWorkspace::default();
    net.forward(&mut ws, n, obs);
    let layers = file["expected"]["spikes"].as_array().unwrap();
    assert_eq!(ws.spikes().len(), layers.len());
    for (spikes, expected) in ws.spikes().iter().zip(layers) {
        let mut fired = vec![0.0; spikes.width() * n * net.shape().time_steps];
        for (row, neurons) in fired.chunks_exact_mut(spikes.width()).zip(spikes.rows()) {
            neurons.for_each(|neuron| row[neuron] = 1.0);
        }
        assert_close(&format!("{path} spikes"), &fired, expected);
    }
    let (nothing, mut grads) = (vec![0.0; ws.output().len()], vec![0.0; net.params.len()]);
    let cost = net.backward(&mut ws, &nothing, rate_band(file), &mut grads);
    assert_close(&format!("{path} rate band"), &[cost], &file["expected"]["rate_band_cost"]);
}

#[test]
fn actors_match_the_reference() {
    for (path, file) in vectors("actor_") {
        let (config, obs_dim, act_dim) = actor_config(&file);
        let mut actor = Actor::zeros(&config, obs_dim, act_dim);
        let tensors = actor_tensors(&actor);
        load(&tensors, &mut actor.params_mut(), &file["params"]);
        let (obs, noise, expected) =
            (flat32(&file["obs"]), flat32(&file["noise"]), &file["expected"]);
        let n = obs.len() / obs_dim;

        let mut ws = ActorWorkspace::default();
        actor.forward(&mut ws, n, &obs);
        let (mut action, mut log_prob) = (vec![0.0; n * act_dim], vec![0.0; n]);
        gaussian::sample(&ws.mean, &ws.log_std, &noise, &mut action, &mut log_prob);
        let log_std: Vec<f32> =
            ws.log_std.iter().map(|l| l.clamp(LOG_STD_MIN, LOG_STD_MAX)).collect();
        assert_close(&format!("{path} mean"), &ws.mean, &expected["mean"]);
        assert_close(&format!("{path} log_std"), &log_std, &expected["log_std"]);
        assert_close(&format!("{path} action"), &action, &expected["action"]);
        assert_close(&format!("{path} log_prob"), &log_prob, &expected["log_prob"]);
        if matches!(actor, Actor::PopSan { .. }) {
            let counts = ws.popsan().encoder_spike_counts();
            assert_close("spike counts", &counts, &expected["encoder_spikes_sum_over_time"]);
            let rates = ws.popsan().population_activity();
            assert_close("population activity", rates, &expected["population_activity"]);
        }

        if let Actor::FewSpikes(net) = &actor {
            assert_spikes(&path, net, n, &obs, &file);
        }

        let d_action = flat32(&file["loss"]["weight_action"]);
        let d_log_prob = flat32(&file["loss"]["weight_log_prob"]);
        let (mut d_mean, mut d_log_std) = (vec![0.0; n * act_dim], vec![0.0; n * act_dim]);
        let weight = |i: usize| d_log_prob[i / act_dim];
        let (dm, ds) = (&mut d_mean, &mut d_log_std);
        gaussian::backward(&ws.log_std, &noise, &action, &d_action, weight, dm, ds);
        actor.backward(&mut ws, act_dim, &d_mean, &d_log_std, rate_band(&file));
        let grads = ws.grads.each_ref().map(Vec::as_slice);
        compare(&format!("{path} gradient of"), &tensors, &grads, &expected["grad"]);
    }
}

/// The configuration of a file of updates; those with limits have the structured objective.
fn sac_config(actor: ActorConfig, file: &Value) -> SacConfig {
    let hyper = &file["config"]["sac"];
    let sizes = |of: &Value| of.as_array().unwrap().iter().map(size).collect();
    let pair = |of: &Value| (number(&of[0]), number(&of[1]));
    let plain = SacConfig {
        actor,
        gamma: number(&hyper["gamma"]),
        actor_lr: number(&hyper["actor_lr"]),
        log_std_lr: number(&hyper["actor_lr"]),
        critic_lr: number(&hyper["critic_lr"]),
        rate_band: rate_band(file),
        batch_size: size(&file["config"]["batch"]),
        ..SacConfig::default()
    };
    if hyper.get("limits").is_none() {
        return SacConfig {
            critic_hidden_sizes: sizes(&file["config"]["hidden_sizes"]),
            tau: number(&hyper["tau"]),
            temperature: Temperature::Automatic {
                initial: 1.0,
                target_entropy: Some(number(&hyper["target_entropy"])),
                lr: number(&hyper["alpha_lr"]),
            },
            ..plain
        };
    }
    let (from, to) = pair(&hyper["temperature"]);
    SacConfig {
        critic_hidden_sizes: sizes(&file["config"]["critic_hidden_sizes"]),
        temperature: Temperature::Annealed { from, to },
        objective: Objective::Structured(Structured {
            limits: size(&hyper["limits"]),
            scale: number(&hyper["scale"]),
            margin: number(&hyper["margin"]),
            weight: number(&hyper["weight"]),
            softness: pair(&hyper["softness"]),
        }),
        actor_clip: Some(number(&hyper["actor_clip"])),
        ..plain
    }
}

#[test]
fn updates_match_the_reference() {
    for (path, file) in vectors("sac_") {
        let (actor, obs_dim, act_dim) = actor_config(&file);
        let config = sac_config(actor, &file);
        let mut sac = Sac::new(&config, obs_dim, act_dim, &mut Rng::new(0, Stream::Init)).unwrap();
        let actor_tensors = actor_tensors(&sac.actor);
        let critic_tensors = sequence("", 0, &sac.critics[0]);
        let initial = &file["initial"];
        load(&actor_tensors, &mut sac.actor.params_mut(), &initial["actor"]);
        let [critic1, critic2] = &mut sac.critics;
        let [target1, target2] = &mut sac.targets;
        let named = [
            ("critic1", critic1),
            ("critic2", critic2),
            ("target1", target1),
            ("target2", target2),
        ];
        // With a discount of 0 there are no targets, and with an annealed temperature no log α.
        for (name, net) in named {
            if let Some(values) = initial.get(name) {
                load(&critic_tensors, &mut [&mut net.params], values);
            }
        }
        if let Some(log_alpha) = initial.get("log_alpha") {
            sac.log_alpha = number(log_alpha);
        }

        let updates = file["updates"].as_array().unwrap();
        let losses = file["expected"]["losses"].as_array().unwrap();
        assert_eq!(updates.len(), size(&file["config"]["sac"]["updates"]));
        assert_eq!(updates.len(), losses.len());
        for (i, (update, expected)) in updates.iter().zip(losses).enumerate() {
            let known = |name: &str| update.get(name).map(flat32);
            let batch = Batch {
                obs: flat32(&update["obs"]),
                action: flat32(&update["action"]),
                outcome: known("outcome").unwrap_or_else(|| flat32(&update["reward"])),
                next_obs: known("next_obs").unwrap_or_default(),
                terminated: known("terminated").unwrap_or_else(|| vec![1.0; config.batch_size]),
            };
            sac.progress = update.get("progress").map_or(0.0, number);
            let next_noise = known("next_noise").unwrap_or_default();
            let record = sac.update(&batch, &next_noise, &flat32(&update["noise"]));
            assert!(record.finite);
            let found = [
                ("critic_loss", record.critic_loss),
                ("actor_loss", record.actor_loss),
                ("alpha_loss", record.alpha_loss),
                ("log_alpha", sac.log_alpha),
                ("alpha", record.alpha),
                ("entropy", record.entropy),
                ("firing_rate", record.firing_rate),
            ];
            let names = expected.as_object().unwrap().keys();
            for name in names {
                let found = found.iter().find(|(known, _)| known == name).unwrap().1;
                assert_close(&format!("{path} update {i} {name}"), &[found], &expected[name]);
            }
        }

        let last = &file["expected"]["final"];
        compare(&format!("{path} final"), &actor_tensors, &sac.actor.params(), &last["actor"]);
        let nets = sac.critics.iter().chain(&sac.targets);
        for (name, net) in ["critic1", "critic2", "target1", "target2"].into_iter().zip(nets) {
            if let Some(expected) = last.get(name) {
                let what = format!("{path} final {name}");
                compare(&what, &critic_tensors, &[&net.params], expected);
            }
        }
        if let Some(expected) = last.get("log_alpha") {
            assert_close(&format!("{path} log_alpha"), &[sac.log_alpha], expected);
        }
    }
}
