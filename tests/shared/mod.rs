//! What the native tests and the browser tests check alike: the same seed gives the same bits.
//!
//! The numbers were written down once, from a native run. They are compared bit for bit, in the
//! native test, in a browser's window and in its worker, so that a published result can be
//! repeated on the page to the last digit.

use aolo::day::fleet::{Given, Settings, fleet};
use aolo::day::{Date, Draft, Forecast, Grids, Planner, Rule, Setting, Today};
use aolo::learn::Recipe;
use aolo::learn::train::{TrainConfig, Trainer};
use aolo::math;
use aolo::rng::{Rng, Stream};
use aolo::scenario::Scenario;

/// Arguments and values of Φ, from the deep tail to the other side of zero.
const NORMAL_CDF: [(f64, u64); 4] = [
    (-3.0, 0x3f56_1de1_f985_b5d0),
    (-0.1, 0x3fdd_7375_f15b_2f1e),
    (1.0, 0x3fea_ec4b_d120_d37e),
    (2.5, 0x3fef_cd21_6350_36c6),
];

/// The first draws of one stream.
const UNIFORM: [u64; 3] = [0x3fea_3b64_fc68_b69e, 0x3fea_3044_fbd4_b0cb, 0x3fe0_9a3d_ddc3_6051];
const NORMAL: [u64; 3] = [0x3fe5_6001_1a4f_72a3, 0x3ff0_c907_03b8_83e1, 0x3f91_950c_cfb3_bf9c];
const LOG_UNIFORM: [u64; 3] = [0x4060_3f63_e080_3d92, 0x3f61_d0e6_8e00_101c, 0x4049_536e_b595_f15c];

/// Digest of every weight after so many updates of what ships and of what acts in the box, seed 1:
/// environment, feasible set and learner together. Those in the box are what earlier links claim.
const TRAINED: [(Recipe, u64, u64); 4] = [
    (Recipe::Sac, 50, 0x82a1_e07f_2491_8109),
    (Recipe::Sdrl, 50, 0x4bd2_d32f_4634_41e9),
    (Recipe::SacFreeBox, 200, 0x1762_d7f5_0764_7088),
    (Recipe::SdrlFreeBox, 200, 0xc6ba_ae4e_cf64_5b4d),
];

/// Digest of a day of machines: of one model that is dense and of a mixture.
const MACHINES: [(&str, u64); 2] =
    [("llama-3.1-8b", 0x2e6c_cc0f_9a18_486a), ("qwen3-30b-a3b", 0x92ed_bf29_dfce_7bb1)];

/// The machines of a day under every rule: all that was decided and emitted.
fn machines(model: &str) -> u64 {
    let text = format!("{{\"model\":\"{model}\"}}");
    let valid = Scenario::from_json(&text).unwrap().validate().unwrap();
    let given = Given {
        data_centre: std::array::from_fn(|hour| 100.0 + 30.0 * ((7 * hour) % 11) as f64),
        base_station: [473.0; 24],
        load: std::array::from_fn(|hour| 2e5 * (1.0 + ((5 * hour) % 12) as f64 / 6.0)),
        expected: None,
        settings: Settings::of(0.6, 0.5),
    };
    let fleet = fleet(&valid, &given).unwrap();
    let bits = fleet.plans.iter().flat_map(|it| {
        let lists = [&it.batch, &it.busy, &it.power_w, &it.grams];
        let tokens = it.tokens.iter().map(|it| f64::from(*it));
        let machines = it.machines.iter().map(|it| *it as f64);
        let all = lists.into_iter().flatten().copied().chain(tokens).chain(machines);
        all.chain([it.total_g, it.qoe_mean]).collect::<Vec<f64>>()
    });
    digest(bits.chain([fleet.bound_g, fleet.multiplier]))
}

/// Digest of a planned day by every rule, with its levers, what each hour knew, and a drawn one.
const DAY: u64 = 0x6877_92af_4d44_329b;

/// A day of four zones: all that was decided and charged.
fn day() -> u64 {
    let row = |zone: usize, day: usize| {
        std::array::from_fn(|hour| {
            (60 + 110 * zone + (13 * hour * (zone + 2) + 29 * day) % 170) as f64
        })
    };
    let grids = |day: usize| Grids { g_per_kwh: (0..4).rev().map(|zone| row(zone, day)).collect() };
    let date = Date::read("2020-07-27").unwrap();
    let today = Today { date, grids: grids(1), yesterday: Some(grids(0)) };
    let setting = Setting::of(Scenario::default(), 3);
    let planner = Planner::new(&setting).unwrap();
    let mut numbers: Vec<f64> = Vec::new();
    let rules = [Rule::Home, Rule::Cleanest, Rule::Best].into_iter();
    for rule in rules.chain(Forecast::ALL.map(Rule::Forecast)) {
        let plan = planner.plan(&today, rule).unwrap().unwrap();
        for it in &plan.served {
            let whole = [it.arrived, it.hour, it.site].map(f64::from);
            numbers.extend(whole);
            numbers.extend([it.amount, f64::from(it.tokens), it.power_w, it.qoe, it.carbon_g]);
        }
        numbers.extend([plan.total_g, plan.bound_g, plan.duality_gap, plan.qoe_mean]);
        numbers.extend(plan.multiplier);
    }
    numbers.extend(planner.levers(&today).unwrap().unwrap().shares());
    for then in planner.known(&today, Forecast::Bent).unwrap().unwrap() {
        numbers.extend([then.believed_g, then.was_g, then.best_g]);
    }
    let draft = Draft::of(&setting);
    let (drawn, _) = draft.set(&draft.nobody_waits(), 13, draft.can_wait() / 5.0, &[]);
    let drawn = planner.drawn(&today, &drawn).unwrap().unwrap();
    numbers.extend([drawn.drawn_g, drawn.at_once_g]);
    digest(numbers)
}

/// Of every bit of these numbers.
fn digest(numbers: impl IntoIterator<Item = f64>) -> u64 {
    let bits = numbers.into_iter().map(f64::to_bits);
    bits.fold(0xcbf2_9ce4_8422_2325, |hash, it| (hash ^ it).wrapping_mul(0x0100_0000_01b3))
}

/// Trains both learners and compares their weights; not in the window, where it would stall.
#[allow(dead_code)]
pub fn assert_same_training() {
    let digest = |config: &TrainConfig| {
        let mut trainer = Trainer::new(config, 1).unwrap();
        while !trainer.finished() {
            trainer.step().unwrap();
        }
        trainer.digest()
    };
    let trained = |(recipe, updates, _): (Recipe, u64, u64)| {
        (recipe, updates, digest(&recipe.config(updates)))
    };
    assert_eq!(TRAINED.map(trained), TRAINED);
}

/// Compares every number above with what this machine computes.
pub fn assert_same_bits() {
    for (x, bits) in NORMAL_CDF {
        assert_bits(&format!("normal_cdf({x})"), math::normal_cdf(x), bits);
    }
    let mut rng = Rng::new(2026, Stream::EvalContexts);
    for bits in UNIFORM {
        assert_bits("uniform", rng.uniform(), bits);
    }
    for bits in NORMAL {
        assert_bits("normal", rng.normal(), bits);
    }
    for bits in LOG_UNIFORM {
        assert_bits("log_uniform_in", rng.log_uniform_in(1e-3, 1e3), bits);
    }
    assert_eq!(MACHINES.map(|(model, _)| (model, machines(model))), MACHINES);
    assert_eq!(day(), DAY, "{:#x}", day());
}

fn assert_bits(name: &str, value: f64, expected: u64) {
    assert_eq!(
        value.to_bits(),
        expected,
        "{name} is {value:e} = 0x{:016x}, not {:e}",
        value.to_bits(),
        f64::from_bits(expected)
    );
}
