//! Speed of what the learner spends its time on: products, updates, single decisions.
//!
//! `cargo bench --bench updates`. One core, plain wall time.

use aolo::agent::{ActorConfig, Agent, PolicyScratch, PopSanConfig, SacConfig};
use aolo::nn::Gemm;
use aolo::rng::{Rng, Stream};
use std::hint::black_box;
use std::time::Instant;

/// Calls per second of `work`: best of many short rounds, so that a busy machine disturbs little.
fn rate(mut work: impl FnMut()) -> f64 {
    let mut time = |calls: u32| {
        let start = Instant::now();
        (0..calls).for_each(|_| work());
        start.elapsed().as_secs_f64() / f64::from(calls)
    };
    let first = time(1).min(time(1)).max(1e-8);
    let calls = (0.003 / first).ceil() as u32;
    1.0 / (0..200).map(|_| time(calls)).fold(f64::INFINITY, f64::min)
}

fn config(spiking: bool, hidden: usize, gamma: f32) -> SacConfig {
    let hidden_sizes = vec![hidden; 2];
    let critic_hidden_sizes = hidden_sizes.clone();
    let actor = if spiking {
        ActorConfig::PopSan(PopSanConfig { hidden_sizes, ..PopSanConfig::default() })
    } else {
        ActorConfig::Mlp { hidden_sizes }
    };
    SacConfig { actor, critic_hidden_sizes, gamma, batch_size: 128, ..SacConfig::default() }
}

fn products(rng: &mut Rng) {
    println!("product [m, k]·[k, n]      forward  d input  d weight   GFLOP/s");
    for [m, k, n] in [[128, 64, 64], [128, 256, 256], [640, 64, 64], [640, 256, 256], [128, 10, 64]]
    {
        let mut draw = |n| (0..n).map(|_| rng.normal() as f32).collect::<Vec<_>>();
        let (x, w, dy, bias) = (draw(m * k), draw(k * n), draw(m * n), draw(n));
        let (mut y, mut dx, mut dw) = (dy.clone(), x.clone(), w.clone());
        let mut gemm = Gemm::default();
        let flop = 2e-9 * (m * k * n) as f64;
        let forward = flop * rate(|| gemm.forward(m, black_box(&x), &w, &bias, &mut y));
        let d_input = flop * rate(|| gemm.backward_input(m, black_box(&dy), &w, &mut dx));
        let d_weight = flop * rate(|| gemm.backward_weight(m, black_box(&x), &dy, &mut dw));
        println!("{m:4} {k:4} {n:4}            {forward:8.1} {d_input:8.1} {d_weight:8.1}");
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut rng = Rng::new(1, Stream::TrainContexts);
    products(&mut rng);
    println!("batch 128, obs 8, act 2   updates/s (γ 0)  updates/s (γ 0.99)  decisions/s  rate");
    for (spiking, hidden) in [(false, 64), (true, 64), (false, 256), (true, 256)] {
        let mut updates = [0.0; 2];
        let mut decisions = 0.0;
        let mut firing_rate = 0.0;
        for (updates, gamma) in updates.iter_mut().zip([0.0, 0.99]) {
            let mut agent = Agent::new(&config(spiking, hidden, gamma), 8, 2, 1)?;
            for _ in 0..2000 {
                let mut draw = || [(); 8].map(|()| rng.normal() as f32);
                let (obs, next_obs, mut action) = (draw(), draw(), [0.0; 2]);
                agent.sample(&obs, &mut action);
                agent.observe(&obs, &action, &[-action[0] * obs[0]], &next_obs, false);
            }
            *updates = rate(|| firing_rate = agent.update().map_or(0.0, |r| r.firing_rate));
            let (policy, mut scratch) = (agent.policy(), PolicyScratch::default());
            let (obs, mut action) = ([0.5, -1.0, 0.2, 1.5, -0.3, 0.0, 0.9, -2.0], [0.0; 2]);
            decisions = rate(|| policy.act(&mut scratch, black_box(&obs), &mut action));
        }
        let name = format!("{}-{hidden}", if spiking { "PopSAN" } else { "MLP" });
        let [bandit, bootstrapped] = updates;
        println!("{name:22} {bandit:15.0} {bootstrapped:18.0} {decisions:14.0} {firing_rate:7.3}");
    }
    Ok(())
}
