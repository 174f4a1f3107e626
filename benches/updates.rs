//! Speed of what the learner spends its time on, native and in a browser.
//!
//! `cargo bench --bench updates [-- WORD]` measures native code, only what has WORD in its name;
//! `cargo xtask bench` also the same in a browser, and PyTorch beside it. Each measure is one line
//! of JSON. One core, plain wall time, the best of many short rounds: a busy machine only ever
//! makes things slower.

use aolo::agent::{ActorConfig, Agent, Policy, PolicyScratch, PopSanConfig, SacConfig};
use aolo::env::{
    ACT_DIM, ActionSpace, Context, Family, OBS_DIM, PenaltyConfig, bench_scenario, step,
};
use aolo::learn::Recipe;
use aolo::nn::Gemm;
use aolo::optimum::{FeasibleSet, rule};
use aolo::rng::{Rng, Stream};
use std::error::Error;
use std::hint::black_box;

/// Seconds since some moment.
#[cfg(not(target_arch = "wasm32"))]
fn now_s() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64()
}

#[cfg(target_arch = "wasm32")]
fn now_s() -> f64 {
    use wasm_bindgen::JsCast;
    let scope = js_sys::global().dyn_into::<web_sys::DedicatedWorkerGlobalScope>();
    scope.ok().and_then(|scope| scope.performance()).map_or(0.0, |clock| clock.now() / 1e3)
}

#[cfg(not(target_arch = "wasm32"))]
fn print(line: &str) {
    println!("{line}");
}

#[cfg(target_arch = "wasm32")]
fn print(line: &str) {
    web_sys::console::log_1(&line.into());
}

/// Which measures are wanted, by a word in their names.
struct Bench {
    word: String,
}

impl Bench {
    fn wants(&self, name: &str) -> bool {
        name.contains(&self.word)
    }

    fn report(&self, name: &str, value: f64, unit: &str) {
        print(&serde_json::json!({ "measure": name, "value": value, "unit": unit }).to_string());
    }

    /// Reports `per_call` times calls per second of `work`.
    fn rate(&self, name: &str, unit: &str, per_call: f64, mut work: impl FnMut()) {
        if !self.wants(name) {
            return;
        }
        let mut time = |calls: u32| {
            let start = now_s();
            (0..calls).for_each(|_| work());
            (now_s() - start) / f64::from(calls)
        };
        // Long enough for the browser to have compiled it well.
        let warm = now_s();
        let mut calls = 1;
        while now_s() - warm < 0.2 {
            let spent = time(calls) * f64::from(calls);
            if spent < 0.003 {
                calls *= 2;
            }
        }
        let best = (0..150).map(|_| time(calls)).fold(f64::INFINITY, f64::min);
        self.report(name, per_call / best, unit);
    }

    /// The most that multiplying and then adding can give without ever touching memory, with the
    /// widest vectors that the products use.
    fn limit(&self) {
        const CALL: usize = 10_000;
        let flop = |lanes: usize| 2e-9 * (CALL * CHAINS * lanes) as f64;
        let name = "mul/add limit";
        #[cfg(target_arch = "wasm32")]
        self.rate(name, "GFLOP/s", flop(4), || limit_simd128(CALL, black_box([1.0; 4])));
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512, as just asked.
            let work = || unsafe { limit_avx512(CALL, black_box([1.0; 16])) };
            self.rate(name, "GFLOP/s", flop(16), work);
        } else if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2, as just asked.
            let work = || unsafe { limit_avx2(CALL, black_box([1.0; 8])) };
            self.rate(name, "GFLOP/s", flop(8), work);
        }
        #[cfg(not(any(target_arch = "wasm32", target_arch = "x86_64")))]
        let _ = (name, flop);
    }

    fn products(&self, rng: &mut Rng) {
        for [m, k, n] in [[128, 64, 64], [128, 256, 256], [640, 64, 64], [256, 128, 128]] {
            let mut draw = |n| (0..n).map(|_| rng.normal() as f32).collect::<Vec<_>>();
            let (x, w, dy, bias) = (draw(m * k), draw(k * n), draw(m * n), draw(n));
            let (mut y, mut dx, mut dw) = (dy.clone(), x.clone(), w.clone());
            let mut gemm = Gemm::default();
            let flop = 2e-9 * (m * k * n) as f64;
            let name = |what| format!("product {m}x{k}x{n} {what}");
            self.rate(&name("forward"), "GFLOP/s", flop, || {
                gemm.forward(m, black_box(&x), &w, &bias, &mut y);
            });
            self.rate(&name("d input"), "GFLOP/s", flop, || {
                gemm.backward_input(m, black_box(&dy), &w, &mut dx);
            });
            self.rate(&name("d weight"), "GFLOP/s", flop, || {
                gemm.backward_weight(m, black_box(&x), &dy, &mut dw);
            });
        }
    }

    /// Updates and decisions of a network.
    fn agent(
        &self,
        name: &str,
        config: &SacConfig,
        [obs_dim, act_dim]: [usize; 2],
        rng: &mut Rng,
    ) -> Result<(), Box<dyn Error>> {
        let gamma = config.gamma;
        let [update, decision] =
            ["update", "decision"].map(|what| format!("{name} {what} gamma {gamma}"));
        if !self.wants(&update) && !self.wants(&decision) {
            return Ok(());
        }
        let mut agent = Agent::new(config, obs_dim, act_dim, 1)?;
        let mut action = vec![0.0; act_dim];
        let draw = |rng: &mut Rng, n| (0..n).map(|_| rng.normal() as f32).collect::<Vec<_>>();
        for _ in 0..4000 {
            let (obs, next_obs) = (draw(rng, obs_dim), draw(rng, obs_dim));
            agent.sample(&obs, &mut action);
            let outcome = vec![-action[0] * obs[0]; config.objective.outcome_dim()];
            agent.observe(&obs, &action, &outcome, &next_obs, false);
        }
        self.rate(&update, "1/s", 1.0, || {
            black_box(agent.update());
        });
        let (policy, mut scratch) = (agent.policy(), PolicyScratch::default());
        let obs = draw(rng, obs_dim);
        self.rate(&decision, "1/s", 1.0, || {
            policy.act(&mut scratch, black_box(&obs), &mut action);
        });
        Ok(())
    }

    fn agents(&self, rng: &mut Rng) -> Result<(), Box<dyn Error>> {
        for (spiking, hidden) in [(false, 64), (true, 64), (false, 256), (true, 256)] {
            for gamma in [0.0, 0.99] {
                let hidden_sizes = vec![hidden; 2];
                let critic_hidden_sizes = hidden_sizes.clone();
                let (name, actor) = if spiking {
                    let shape = PopSanConfig { hidden_sizes, ..PopSanConfig::default() };
                    (format!("PopSAN-{hidden}"), ActorConfig::PopSan(shape))
                } else {
                    (format!("MLP-{hidden}"), ActorConfig::Mlp { hidden_sizes })
                };
                let config = SacConfig {
                    actor,
                    critic_hidden_sizes,
                    gamma,
                    batch_size: 128,
                    ..SacConfig::default()
                };
                self.agent(&name, &config, [8, 2], rng)?;
            }
        }
        for recipe in [Recipe::Sdrl, Recipe::Sac] {
            let name = format!("recipe {}", recipe.word());
            self.agent(&name, &recipe.config(1).sac, [OBS_DIM, ACT_DIM], rng)?;
        }
        Ok(())
    }

    /// Decisions of the agents that ship with the page, on requests of AOLO-Bench: a trained actor
    /// fires less than the untrained one above.
    fn shipped(&self, rng: &mut Rng) -> Result<(), Box<dyn Error>> {
        let shipped: [(&str, &[u8]); 2] = [
            ("sdrl", include_bytes!("../www/policies/sdrl.aolo")),
            ("sac", include_bytes!("../www/policies/sac.aolo")),
        ];
        let contexts: Vec<_> = (0..256).map(|_| Context::new(&bench_scenario(rng))).collect();
        for (name, bytes) in shipped {
            let policy = Policy::from_bytes(bytes)?;
            let width = policy.obs_dim();
            let family = Family::of_obs_dim(width).ok_or("the policy fits no environment")?;
            let mut observations = vec![0.0; 256 * width];
            for (context, row) in contexts.iter().zip(observations.chunks_exact_mut(width)) {
                family.see(context, row);
            }
            let (mut scratch, mut action, mut i) = (PolicyScratch::default(), [0.0; ACT_DIM], 0);
            self.rate(&format!("shipped {name} decision"), "1/s", 1.0, || {
                policy.act(
                    &mut scratch,
                    black_box(&observations[i % 256 * width..][..width]),
                    &mut action,
                );
                i = i.wrapping_add(1);
            });
        }
        Ok(())
    }

    fn environment(&self, rng: &mut Rng) {
        let contexts: Vec<Context> = (0..256).map(|_| Context::new(&bench_scenario(rng))).collect();
        let mut draw = || [(); ACT_DIM].map(|()| rng.uniform_in(-1.0, 1.0) as f32);
        // Coprime, so that every context meets every action.
        let actions: Vec<_> = (0..1021).map(|_| draw()).collect();
        let (penalty, mut i) = (PenaltyConfig::default(), 0);
        self.rate("environment step", "1/s", 1.0, || {
            let (context, action) = (&contexts[i % 256], &actions[i % 1021]);
            i = i.wrapping_add(1);
            black_box(step(context, ActionSpace::Feasible, action, &penalty));
        });
        let mut row = [0.0; OBS_DIM];
        self.rate("environment draw", "1/s", 1.0, || {
            let context = Context::new(&bench_scenario(rng));
            Family::Bench.see(&context, &mut row);
            black_box((&context, &row));
        });
    }

    /// What acting where limits are kept costs: the set is found once a request, the decision for each
    /// action; and the expert's rule, which needs no agent.
    fn feasible_actions(&self, rng: &mut Rng) {
        for (name, family) in [("bench", Family::Bench), ("any", Family::Any)] {
            let contexts: Vec<_> = (0..256).map(|_| Context::new(&family.scenario(rng))).collect();
            let mut draw = || [(); ACT_DIM].map(|()| rng.uniform_in(-1.0, 1.0) as f32);
            let actions: Vec<_> = (0..1021).map(|_| draw()).collect();
            let each = |what: &str, work: &dyn Fn(&Context, &[f32; ACT_DIM])| {
                let mut i = 0;
                self.rate(&format!("{what}, {name}"), "1/s", 1.0, || {
                    work(&contexts[i % 256], &actions[i % 1021]);
                    i = i.wrapping_add(1);
                });
            };
            each("feasible set", &|context, _| {
                black_box(FeasibleSet::of(&context.chain));
            });
            each("decision in the feasible set", &|context, action| {
                black_box(ActionSpace::Feasible.decide(context, action));
            });
            each("expert's rule", &|context, _| {
                black_box(rule(&context.chain));
            });
        }
    }

    fn all(&self) -> Result<(), Box<dyn Error>> {
        let mut rng = Rng::new(1, Stream::Baseline);
        self.limit();
        self.products(&mut rng);
        self.agents(&mut rng)?;
        self.shipped(&mut rng)?;
        self.environment(&mut rng);
        self.feasible_actions(&mut rng);
        Ok(())
    }
}

/// Dependent chains that keep all units busy through their latency, and still fit the registers.
const CHAINS: usize = 7;

/// Products `x ← x·m` and sums `y ← y + x` over and over, in twice [`CHAINS`] registers. Inlined
/// into a large function V8 would not keep them there.
macro_rules! limit {
    ($name:ident, $feature:literal, $lanes:literal, $load:path, $mul:path, $add:path) => {
        #[target_feature(enable = $feature)]
        #[inline(never)]
        fn $name(steps: usize, factor: [f32; $lanes]) {
            // SAFETY: as many numbers as a register holds.
            let factor = unsafe { $load(factor.as_ptr().cast()) };
            let (mut products, mut sums) = ([factor; CHAINS], [factor; CHAINS]);
            for _ in 0..steps {
                for (x, y) in products.iter_mut().zip(&mut sums) {
                    *x = $mul(*x, factor);
                    *y = $add(*y, *x);
                }
            }
            black_box((products, sums));
        }
    };
}

#[cfg(target_arch = "wasm32")]
use std::arch::wasm32::{f32x4_add, f32x4_mul, v128_load};
#[cfg(target_arch = "wasm32")]
limit!(limit_simd128, "simd128", 4, v128_load, f32x4_mul, f32x4_add);
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    _mm256_add_ps, _mm256_loadu_ps, _mm256_mul_ps, _mm512_add_ps, _mm512_loadu_ps, _mm512_mul_ps,
};
#[cfg(target_arch = "x86_64")]
limit!(limit_avx2, "avx2", 8, _mm256_loadu_ps, _mm256_mul_ps, _mm256_add_ps);
#[cfg(target_arch = "x86_64")]
limit!(limit_avx512, "avx512f", 16, _mm512_loadu_ps, _mm512_mul_ps, _mm512_add_ps);

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn Error>> {
    // Cargo itself passes `--bench`.
    let word = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    Bench { word: word.unwrap_or_default() }.all()
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use super::Bench;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_dedicated_worker);

    #[wasm_bindgen_test]
    fn measures() {
        let done = Bench { word: String::new() }.all();
        assert!(done.is_ok(), "{done:?}");
    }
}
