//! Same seed, same bits: on one machine twice, and on every machine the digests written here; run
//! natively and, by `tests/browser_worker.rs`, in a browser.

use aolo::agent::{ActorConfig, Agent, PopSanConfig, SacConfig};
use aolo::learn::{Algorithm, Recipe};
use aolo::rng::{Rng, Stream};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const UPDATES: u64 = 200;

/// Digest of an agent after [`UPDATES`] on noise; where it looks ahead, two in three bootstrapped.
fn digest(config: &SacConfig, seed: u64) -> u64 {
    let config = SacConfig { batch_size: 32, ..config.clone() };
    let mut agent = Agent::new(&config, 5, 2, seed).unwrap();
    let mut rng = Rng::new(seed, Stream::TrainContexts);
    let mut draw = || [(); 5].map(|()| rng.normal() as f32);
    let (mut updates, mut obs) = (0, draw());
    while updates < UPDATES {
        let mut action = [0.0; 2];
        agent.sample(&obs, &mut action);
        let next = draw();
        let reward = -(action[0] - 0.5 * obs[0]).abs() - action[1] * action[1];
        // A reward; or a cost, and slacks about as often kept as broken.
        let outcome = [reward, action[0], -action[1], obs[2] * action[0], 0.1 - action[1]];
        let outcome = &outcome[..config.objective.outcome_dim()];
        agent.observe(&obs, &action, outcome, &next, obs[1] > 0.4);
        obs = next;
        agent.sac_mut().progress = updates as f32 / UPDATES as f32;
        if let Some(record) = agent.update() {
            assert!(record.finite);
            updates += 1;
        }
    }
    agent.digest()
}

fn looking_ahead(actor: ActorConfig) -> SacConfig {
    SacConfig { actor, gamma: 0.9, ..SacConfig::default() }
}

fn mlp() -> SacConfig {
    looking_ahead(ActorConfig::Mlp { hidden_sizes: vec![64, 40] })
}

fn popsan() -> SacConfig {
    let hidden_sizes = vec![64, 40];
    looking_ahead(ActorConfig::PopSan(PopSanConfig { hidden_sizes, ..PopSanConfig::default() }))
}

fn shipped(algorithm: Algorithm) -> SacConfig {
    Recipe::shipped(algorithm).config(UPDATES).sac
}

#[test]
fn same_seed_same_bits_and_other_seed_other_bits() {
    for config in [mlp(), popsan(), shipped(Algorithm::Sdrl), shipped(Algorithm::Sac)] {
        assert_eq!(digest(&config, 1), digest(&config, 1));
        assert_ne!(digest(&config, 1), digest(&config, 2));
    }
}

/// The same numbers native and in wasm. A change of the algorithm changes them; a change of
/// kernels, compiler or machine must not.
#[test]
fn digests_are_the_same_on_every_machine() {
    assert_eq!(digest(&mlp(), 7), 16093032298851858509, "dense");
    assert_eq!(digest(&popsan(), 7), 12783973452861910410, "spiking");
    let found = Algorithm::ALL.map(|algorithm| digest(&shipped(algorithm), 7));
    assert_eq!(
        found,
        [43074966066763878, 8934489421366154129],
        "few-spikes and dense as they ship"
    );
    // What links of earlier versions claim was learnt by these.
    let found = [Recipe::SdrlFreeBox, Recipe::SacFreeBox]
        .map(|recipe| digest(&recipe.config(UPDATES).sac, 7));
    assert_eq!(found, [15772308754126821327, 2445103279596793987], "in the box");
}
