//! Every actor learns a one-step environment whose optimum is known, and reports divergence; what
//! ships learns AOLO-Bench.

use aolo::agent::{
    ActorConfig, Agent, DirectConfig, FewSpikesConfig, Objective, PolicyScratch, PopSanConfig,
    SacConfig, Structured, Temperature,
};
use aolo::learn::evaluate::HeldOut;
use aolo::learn::train::Trainer;
use aolo::learn::{Algorithm, Recipe};
use aolo::rng::{Rng, Stream};

/// One of each kind.
fn actors(hidden_sizes: &[usize]) -> [ActorConfig; 4] {
    let hidden_sizes = hidden_sizes.to_vec();
    [
        ActorConfig::Mlp { hidden_sizes: hidden_sizes.clone() },
        ActorConfig::PopSan(PopSanConfig {
            hidden_sizes: hidden_sizes.clone(),
            ..Default::default()
        }),
        ActorConfig::Direct(DirectConfig {
            hidden_sizes: hidden_sizes.clone(),
            time_steps: 5,
            current_to_all: true,
            decay: 1.0,
            v_threshold: 0.5,
            surrogate_width: 0.25,
        }),
        ActorConfig::FewSpikes(FewSpikesConfig { hidden_sizes, time_steps: 12, range: 4.0 }),
    ]
}

/// Trains on reward −(a − 0.3·o)², o uniform on ±2, and returns the root mean square error of the
/// deterministic policy on a grid. Always acting 0 scores 0.35, a uniformly random action 0.67.
fn error_after_training(actor: ActorConfig, seed: u64) -> f32 {
    let config = SacConfig {
        actor,
        critic_hidden_sizes: vec![32, 32],
        actor_lr: 2e-3,
        log_std_lr: 2e-3,
        critic_lr: 3e-3,
        temperature: Temperature::Automatic { initial: 0.05, target_entropy: Some(-2.0), lr: 3e-3 },
        batch_size: 64,
        ..SacConfig::default()
    };
    let mut agent = Agent::new(&config, 1, 1, seed).unwrap();
    let mut rng = Rng::new(seed, Stream::TrainContexts);
    for _ in 0..3000 {
        let obs = [rng.uniform_in(-2.0, 2.0) as f32];
        let mut action = [0.0];
        agent.sample(&obs, &mut action);
        assert!(action[0].abs() <= 1.0);
        let reward = -(action[0] - 0.3 * obs[0]) * (action[0] - 0.3 * obs[0]);
        agent.observe(&obs, &action, &[reward], &obs, true);
        if let Some(record) = agent.update() {
            assert!(record.finite);
        }
    }
    error(&agent)
}

fn error(agent: &Agent) -> f32 {
    let obs: Vec<f32> = (0..81).map(|i| -2.0 + 0.05 * i as f32).collect();
    let mut actions = vec![0.0; obs.len()];
    let (policy, mut scratch) = (agent.policy(), PolicyScratch::default());
    policy.act(&mut scratch, &obs, &mut actions);
    let square = |(a, o): (&f32, &f32)| (a - 0.3 * o) * (a - 0.3 * o);
    (actions.iter().zip(&obs).map(square).sum::<f32>() / obs.len() as f32).sqrt()
}

/// The objective of agents in the box, in small: cost a and one limit, a ≥ 0.3·o, so the best action is again
/// 0.3·o but for the margin. Returns the same error.
fn error_after_training_on_a_limit(algorithm: Algorithm, seed: u64) -> f32 {
    const UPDATES: u64 = 3000;
    let recipe = match algorithm {
        Algorithm::Sdrl => Recipe::SdrlFreeBox,
        Algorithm::Sac => Recipe::SacFreeBox,
    };
    let mut config = recipe.config(UPDATES).sac;
    config.actor.hidden_sizes_mut().fill(32);
    if let Objective::Structured(Structured { limits, .. }) = &mut config.objective {
        *limits = 1;
    }
    let config = SacConfig {
        critic_hidden_sizes: vec![32, 32],
        start_mean: Vec::new(),
        batch_size: 64,
        ..config
    };
    let mut agent = Agent::new(&config, 1, 1, seed).unwrap();
    let mut rng = Rng::new(seed, Stream::TrainContexts);
    for update in 0..UPDATES {
        for _ in 0..4 {
            let obs = [rng.uniform_in(-2.0, 2.0) as f32];
            let mut action = [0.0];
            agent.sample(&obs, &mut action);
            agent.observe(&obs, &action, &[action[0], action[0] - 0.3 * obs[0]], &obs, true);
        }
        agent.sac_mut().progress = update as f32 / UPDATES as f32;
        if let Some(record) = agent.update() {
            assert!(record.finite);
        }
    }
    error(&agent)
}

#[test]
fn agents_in_the_box_learn_to_keep_a_limit() {
    for algorithm in Algorithm::ALL {
        let error = error_after_training_on_a_limit(algorithm, 3);
        assert!(error < 0.04, "{algorithm:?}: {error}");
    }
}

/// Where it begins, answers are too long, and the gap is some 17 %; no limit is ever broken.
#[test]
fn what_ships_learns_the_benchmark() {
    let held_out = HeldOut::new(500, 1, Stream::TuneContexts);
    for algorithm in Algorithm::ALL {
        let mut trainer = Trainer::new(&Recipe::shipped(algorithm).config(800), 1).unwrap();
        let score =
            |trainer: &Trainer| held_out.score(&trainer.policy(), &mut PolicyScratch::default());
        let before = score(&trainer);
        assert!(before.gap > 0.05 && before.violation_rate == 0.0, "{before:?}");
        while !trainer.finished() {
            trainer.step().unwrap();
        }
        let after = score(&trainer);
        assert!(after.gap < 0.005 && after.violation_rate == 0.0, "{algorithm:?}: {after:?}");
    }
}

#[test]
fn a_dense_actor_learns_the_trivial_environment() {
    let error = error_after_training(ActorConfig::Mlp { hidden_sizes: vec![32, 32] }, 3);
    assert!(error < 0.04, "{error}");
}

#[test]
fn a_spiking_actor_learns_the_trivial_environment() {
    let config = PopSanConfig { hidden_sizes: vec![32, 32], ..PopSanConfig::default() };
    let error = error_after_training(ActorConfig::PopSan(config), 3);
    assert!(error < 0.08, "{error}");
}

#[test]
fn a_decision_alone_and_in_a_batch_has_the_same_bits() {
    for actor in actors(&[64, 33]) {
        let config = SacConfig { actor, ..SacConfig::default() };
        let policy = Agent::new(&config, 3, 2, 5).unwrap().policy();
        let mut rng = Rng::new(5, Stream::EvalContexts);
        let obs: Vec<f32> = (0..30).map(|_| rng.normal() as f32).collect();
        let (mut scratch, mut many) = (PolicyScratch::default(), vec![0.0; 20]);
        policy.act(&mut scratch, &obs, &mut many);
        let spikes: Vec<u64> = scratch.activity().layers.iter().map(|l| l.spikes).collect();
        let mut sum = vec![0; spikes.len()];
        for (obs, expected) in obs.chunks_exact(3).zip(many.chunks_exact(2)) {
            let mut action = [0.0; 2];
            policy.act(&mut scratch, obs, &mut action);
            assert_eq!(action, expected);
            sum.iter_mut().zip(&scratch.activity().layers).for_each(|(s, l)| *s += l.spikes);
        }
        assert_eq!(sum, spikes);
    }
}

#[test]
fn divergence_is_reported_not_a_panic() {
    for actor in actors(&[8]) {
        for bad in [f32::NAN, f32::INFINITY] {
            let config = SacConfig { actor: actor.clone(), batch_size: 4, ..SacConfig::default() };
            let mut agent = Agent::new(&config, 2, 1, 5).unwrap();
            for i in 0..4 {
                let reward = if i == 2 { bad } else { 0.0 };
                agent.observe(&[0.1, 0.2], &[0.3], &[reward], &[0.0, 0.0], true);
            }
            let finite: Vec<bool> =
                (0..5).filter_map(|_| agent.update()).map(|r| r.finite).collect();
            assert_eq!(finite.len(), 5);
            assert!(!finite[4], "a batch of four in five draws holds the bad one");
            agent.sample(&[0.0, 0.0], &mut [0.0]);
        }
    }
}

/// One scratch may serve all actors in turn: a dense one leaves no spikes of the other behind.
#[test]
fn a_dense_actor_reports_no_spikes() {
    let [dense, popsan, direct, few_spikes] = actors(&[8]);
    let mut scratch = PolicyScratch::default();
    let mut action = [0.0; 2];
    let cases = [(popsan, true), (dense.clone(), false), (few_spikes, true), (direct, true)];
    for (actor, fires) in cases.into_iter().chain([(dense, false)]) {
        let config = SacConfig { actor, start_mean: vec![0.5, -0.5], ..SacConfig::default() };
        let policy = Agent::new(&config, 3, 2, 1).unwrap().policy();
        policy.act(&mut scratch, &[0.1, 0.2, -0.3], &mut action);
        assert_eq!(scratch.activity().mean_firing_rate() > 0.0, fires);
    }
}

#[test]
fn an_untrained_actor_starts_where_it_is_told() {
    for actor in actors(&[8]) {
        let act = |start_mean: Vec<f32>| {
            let config = SacConfig { actor: actor.clone(), start_mean, ..SacConfig::default() };
            let policy = Agent::new(&config, 3, 2, 1).unwrap().policy();
            let mut action = [0.0; 2];
            policy.act(&mut PolicyScratch::default(), &[0.1, 0.2, -0.3], &mut action);
            action.map(f32::atanh)
        };
        let (zero, shifted) = (act(vec![]), act(vec![0.7, -0.4]));
        assert!((shifted[0] - zero[0] - 0.7).abs() < 1e-4);
        assert!((shifted[1] - zero[1] + 0.4).abs() < 1e-4);
        let wrong =
            SacConfig { actor: actor.clone(), start_mean: vec![1.0], ..SacConfig::default() };
        assert!(Agent::new(&wrong, 3, 2, 1).is_err());
    }
}
