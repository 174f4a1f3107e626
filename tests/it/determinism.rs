//! Same seed, same bits: on one machine twice, and on every machine the digests written here.

use aolo::agent::{ActorConfig, Agent, PopSanConfig, SacConfig};
use aolo::rng::{Rng, Stream};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Digest of an agent after 200 updates on noise, two in three of them bootstrapped.
fn digest(actor: ActorConfig, seed: u64) -> u64 {
    let config = SacConfig { actor, gamma: 0.9, batch_size: 32, ..SacConfig::default() };
    let mut agent = Agent::new(&config, 5, 2, seed).unwrap();
    let mut rng = Rng::new(seed, Stream::TrainContexts);
    let mut draw = || [(); 5].map(|()| rng.normal() as f32);
    let (mut updates, mut obs) = (0, draw());
    while updates < 200 {
        let mut action = [0.0; 2];
        agent.sample(&obs, &mut action);
        let next = draw();
        let reward = -(action[0] - 0.5 * obs[0]).abs() - action[1] * action[1];
        agent.observe(&obs, &action, &[reward], &next, obs[1] > 0.4);
        obs = next;
        if let Some(record) = agent.update() {
            assert!(record.finite);
            updates += 1;
        }
    }
    agent.digest()
}

fn mlp() -> ActorConfig {
    ActorConfig::Mlp { hidden_sizes: vec![64, 40] }
}

fn popsan() -> ActorConfig {
    ActorConfig::PopSan(PopSanConfig { hidden_sizes: vec![64, 40], ..PopSanConfig::default() })
}

#[test]
fn same_seed_same_bits_and_other_seed_other_bits() {
    for actor in [mlp(), popsan()] {
        assert_eq!(digest(actor.clone(), 1), digest(actor.clone(), 1));
        assert_ne!(digest(actor.clone(), 1), digest(actor, 2));
    }
}

/// The same numbers native and in wasm. A change of the algorithm changes them; a change of
/// kernels, compiler or machine must not.
#[test]
fn digests_are_the_same_on_every_machine() {
    assert_eq!(digest(mlp(), 7), 16093032298851858509, "dense");
    assert_eq!(digest(popsan(), 7), 12783973452861910410, "spiking");
}
