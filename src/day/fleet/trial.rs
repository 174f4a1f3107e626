//! The whole of it: against brute force, against other rules, and with what nobody should ask.

use super::dynamic::{Table, least_path};
use super::house::{House, Way};
use super::*;
use crate::carbon::{Chain, footprint};
use crate::env::Family;
use crate::rng::{Rng, Stream};
use crate::scenario::{Decision, Scenario};
use proptest::prelude::*;

fn valid(text: &str) -> ValidScenario {
    Scenario::from_json(text).unwrap().validate().unwrap()
}

const DAY: Hourly = crate::data::day::LOADS[0].mean1;

/// The default day: so many answers in the shape of the table, on grids that differ by the hour.
fn given(answers: f64) -> Given {
    let grid = std::array::from_fn(|hour| 300.0 + 20.0 * ((hour * 7) % 11) as f64);
    Given {
        data_centre: grid,
        base_station: grid.map(|it| 500.0 - 0.5 * it),
        load: DAY.map(|it| it * answers / 24.0),
        expected: None,
        settings: Settings::of(0.6, 0.5),
    }
}

/// All paths of units over some slots.
fn paths(slots: usize, most: u32) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for _ in 0..slots {
        let longer = |path: &Vec<u32>| {
            let path = path.clone();
            (0..=most).map(move |units| path.iter().copied().chain([units]).collect())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

proptest! {
    #[test]
    fn the_path_is_the_best_of_all_paths(
        costs in proptest::collection::vec(prop_oneof![4 => (0.0..10.0_f64).prop_map(Some), 1 => Just(None)], 24),
        starts in proptest::collection::vec(0.0..6.0_f64, 6),
        before in proptest::option::of(0..4_u32),
    ) {
        let stage = |slot: usize, units: u32| costs[4 * slot + units as usize];
        let cost = |path: &[u32]| {
            let mut sum = 0.0;
            let mut last = before;
            for (slot, &units) in path.iter().enumerate() {
                let started = last.map_or(0, |last| units.saturating_sub(last));
                sum += stage(slot, units)? + f64::from(started) * starts[slot];
                last = Some(units);
            }
            Some(sum)
        };
        let brute = paths(6, 3).iter().filter_map(|it| cost(it)).fold(f64::INFINITY, f64::min);
        match least_path(6, before, 3, stage, |slot| starts[slot]) {
            None => prop_assert_eq!(brute, f64::INFINITY),
            Some(path) => prop_assert!((cost(&path).unwrap() - brute).abs() < 1e-12),
        }
    }
}

/// Three slots, at most three units, every path with every way in every slot.
#[test]
fn a_tiny_day_is_within_its_gap_of_brute_force() {
    let valid = valid(r#"{"gpus":1}"#);
    for (index, answers) in [3e5, 1.2e6, 1.7e6, 2.0e6].into_iter().enumerate() {
        let mut given = given(answers);
        given.settings.qoe_floor = 0.55;
        let mut house = House::new(&valid, &given).unwrap();
        assert!(house.most <= 3, "{}", house.most);
        let slots: Vec<usize> = (0..3).map(|it| 8 * index + 5 * it).collect();
        // What is left of the day: three slots, with grids and starts of their own.
        house.answers = (0..SLOTS)
            .map(|slot| if slots.contains(&slot) { house.answers[slot] } else { 0.0 })
            .collect();
        let table = Table::of(&house, &slots);
        let owed: f64 = slots.iter().map(|it| 0.6 * house.answers[*it]).sum();
        let mut ways = Vec::new();
        for &slot in &slots {
            let mut of_slot = Vec::new();
            for units in 0..=house.most {
                let mut all: Vec<Way> = Vec::new();
                if units > 0 {
                    house.ways(slot, house.answers[slot], units, |way| all.push(way));
                }
                of_slot.push(all);
            }
            ways.push(of_slot);
        }
        let mut least_g = f64::INFINITY;
        for path in paths(3, house.most) {
            let mut start_g = 0.0;
            for at in 1..3 {
                let started = path[at].saturating_sub(path[at - 1]);
                start_g += f64::from(started) * house.start_g(slots[at] - 1);
            }
            let of = |at: usize| &ways[at][path[at] as usize];
            for a in of(0) {
                for b in of(1) {
                    for c in of(2) {
                        let quality: f64 = [a, b, c]
                            .iter()
                            .zip(&slots)
                            .map(|(way, slot)| way.qoe * house.answers[*slot])
                            .sum();
                        if quality >= owed * (1.0 - 1e-9) {
                            least_g = least_g.min(start_g + a.total_g + b.total_g + c.total_g);
                        }
                    }
                }
            }
        }
        let found = table.best(&house, Vec::new()).unwrap();
        let (best_g, bound_g) = (found.day.total_g, found.bound_g);
        assert!(bound_g <= least_g * (1.0 + 1e-12), "{answers}: {bound_g} {least_g}");
        assert!(best_g >= least_g * (1.0 - 1e-12), "{answers}: {best_g} {least_g}");
        // With three slots one step of a length is much; over a day it is little.
        assert!(best_g <= least_g * 1.01, "{answers}: {best_g} {least_g}");
    }
}

/// What a slot emits and its quality are those of the footprint at its batch.
#[test]
fn answers_cost_what_they_cost_everywhere_at_that_batch() {
    for text in [
        "{}",
        r#"{"energy_model":"ecologits","boundary":"phone"}"#,
        r#"{"model":"qwen3-30b-a3b","gpus":2,"accounting":"session","thinking_share":0.3}"#,
    ] {
        let valid = valid(text);
        let mut given = given(3e6);
        given.settings.idle_w = 0.0;
        let found = fleet(&valid, &given).unwrap();
        let plan = found.plan(Rule::Best);
        let mut compared = 0;
        for slot in 0..SLOTS {
            if plan.busy[slot] < 1.0 {
                continue;
            }
            let mut scenario = valid.scenario().clone();
            scenario.batch = plan.batch[slot];
            scenario.idle_fraction = 0.0;
            scenario.grid_dc_g_per_kwh = given.data_centre[slot / 4];
            scenario.grid_bs_g_per_kwh = given.base_station[slot / 4];
            let chain = Chain::new(&scenario.validate().unwrap());
            let decision = Decision { tokens: plan.tokens[slot], power_w: plan.power_w[slot] };
            let print = footprint(&chain, decision);
            let next = plan.machines.get(slot + 1).copied().unwrap_or_default();
            let started = next.saturating_sub(plan.machines[slot]) as f64;
            let start_g = started
                * chain.serving.gpus
                * 300.0
                * (430.0 * chain.pue.0 * given.data_centre[slot / 4] / 3.6e6
                    + chain.gpu_embodied_g_per_s);
            let expected = found.answers[slot] * print.total_g + start_g;
            let relative = plan.grams[slot] / expected - 1.0;
            assert!(relative.abs() < 1e-9, "{text} {slot}: {relative}");
            assert!(print.qoe.total >= 0.5 * (1.0 - 1e-9) && print.kept[1..] == [true; 3]);
            compared += 1;
        }
        assert!(compared > 50, "{text}: {compared}");
    }
}

/// What holds of every day.
fn hold(valid: &ValidScenario, given: &Given, found: &Fleet) -> Result<(), TestCaseError> {
    let all: f64 = given.load.iter().sum();
    let came: f64 = found.answers.iter().sum();
    prop_assert!((came - all).abs() <= 1e-9 * all);
    let gpus = valid.scenario().gpus;
    let settings = given.settings;
    for plan in &found.plans {
        let Parts { serving_g, idle_g, start_g, embodied_g, sending_g } = plan.parts;
        let sum = serving_g + idle_g + start_g + embodied_g + sending_g;
        prop_assert!((sum - plan.total_g).abs() <= 1e-9 * sum);
        let by_slot: f64 = plan.grams.iter().sum();
        prop_assert!((by_slot - sum).abs() <= 1e-9 * sum);
        // Every machine-second is worn once, and starts.
        let chain = Chain::new(valid);
        let on_s = 3600.0 * plan.machine_hours + settings.start_s * plan.starts as f64;
        let worn_g = on_s * gpus * chain.gpu_embodied_g_per_s;
        let ours = valid.scenario().energy_model == crate::scenario::EnergyModel::Calibrated;
        prop_assert!(!ours || (embodied_g - worn_g).abs() <= 1e-9 * worn_g);
        for slot in 0..SLOTS {
            let (on, batch, busy) = (plan.machines[slot], plan.batch[slot], plan.busy[slot]);
            prop_assert!(on <= found.house && busy <= 1.0 + 1e-12);
            prop_assert!(batch == 0.0 || batch >= 1.0);
            prop_assert!(batch <= settings.batch_max * (1.0 + 1e-8), "{}", batch);
        }
        if plan.overload == 0.0 {
            prop_assert!(plan.qoe_mean >= settings.qoe_day * (1.0 - 1e-8) || all == 0.0);
        }
    }
    let best = found.plan(Rule::Best);
    prop_assert_eq!(best.overload, 0.0);
    for plan in found.plans.iter().filter(|it| it.overload == 0.0) {
        prop_assert!(
            best.total_g <= plan.total_g * (1.0 + 1e-12),
            "{}: {} {}",
            plan.rule.word(),
            plan.total_g,
            best.total_g
        );
    }
    prop_assert!(found.bound_g <= best.total_g && found.gap >= 0.0);
    let Levers { neither_g, machines_g, lengths_g, both_g } = found.levers;
    prop_assert_eq!((neither_g, both_g), (found.plan(Rule::Static).total_g, best.total_g));
    for alone_g in [machines_g, lengths_g] {
        prop_assert!(both_g <= alone_g * (1.0 + 1e-12));
        prop_assert!(alone_g <= neither_g * (1.0 + 1e-12), "{} {}", alone_g, neither_g);
    }
    Ok(())
}

fn hours(most: f64) -> impl Strategy<Value = Hourly> {
    let hour = prop_oneof![4 => 0.0..1.0_f64, 1 => Just(0.0)];
    let hours = proptest::collection::vec(hour, 24);
    hours.prop_map(move |it| std::array::from_fn(|hour| most * it[hour]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_rule_that_answers_in_time_is_below_the_best(
        seed in any::<u64>(),
        ln_answers in 0.0..14.0_f64,
        (load, expected) in (hours(1.0), proptest::option::of(hours(1.0))),
        (data_centre, base_station) in (hours(900.0), hours(900.0)),
        (share, floor) in (0.3..1.0_f64, 0.5..1.0_f64),
        (idle_w, start_w, start_s) in (0.0..300.0_f64, 0.0..900.0_f64, 0.0..900.0_f64),
        batch_max in 1.0..300.0_f64,
    ) {
        let mut rng = Rng::new(seed, Stream::TuneContexts);
        let family = if seed % 3 == 0 { Family::Bench } else { Family::Any };
        let valid = family.scenario(&mut rng);
        let qoe_day = share * valid.scenario().qoe_min;
        let scale = crate::math::exp(ln_answers);
        let given = Given {
            data_centre,
            base_station,
            load: load.map(|it| scale * it),
            expected: expected.map(|it| it.map(|it| scale * it)),
            settings: Settings {
                qoe_day,
                qoe_floor: floor * qoe_day,
                batch_max,
                idle_w,
                start_w,
                start_s,
            },
        };
        given.check().unwrap();
        if let Some(found) = fleet(&valid, &given) {
            hold(&valid, &given, &found)?;
        }
    }
}

#[test]
fn the_best_day_stays_close_to_its_bound_and_the_peaks_machines_far_above() {
    let valid = valid("{}");
    let mut gaps = Vec::new();
    for load in crate::data::day::LOADS.iter().filter(|it| !it.date.is_empty()) {
        let given = Given { load: load.mean1.map(|it| it * 4e6 / 24.0), ..given(4e6) };
        let found = fleet(&valid, &given).unwrap();
        hold(&valid, &given, &found).unwrap();
        let machines_g = |rule: Rule| found.plan(rule).parts.machines_g();
        let over = |rule: Rule| machines_g(rule) / machines_g(Rule::Best);
        // A service's week: the peak's machines all day.
        let (least, most) = if load.shape == "coding" { (1.4, 3.0) } else { (1.2, 2.0) };
        assert!(
            over(Rule::Static) > least && over(Rule::Static) < most,
            "{} {}",
            load.date,
            over(Rule::Static)
        );
        assert!(over(Rule::Static) > over(Rule::Planned), "{}", load.date);
        gaps.push(found.gap);
    }
    gaps.sort_by(f64::total_cmp);
    assert_eq!(gaps.len(), 14);
    assert!(gaps[7] < 0.005 && gaps[13] < 0.02, "{gaps:?}");
}

/// "Turn machines off, not answers short": what a lesson says of a measured day.
#[test]
fn machines_are_worth_many_times_what_lengths_are() {
    let valid = valid("{}");
    for load in crate::data::day::LOADS.iter().filter(|it| it.date.ends_with("-14")) {
        let given = Given { load: load.mean1.map(|it| it * 4e6 / 24.0), ..given(4e6) };
        let Levers { neither_g, machines_g, lengths_g, .. } = fleet(&valid, &given).unwrap().levers;
        let [machines, lengths] = [machines_g, lengths_g].map(|it| 1.0 - it / neither_g);
        assert!(
            machines > 0.15 && lengths < 0.04 && machines > 5.0 * lengths,
            "{machines} {lengths}"
        );
    }
}

#[test]
fn a_site_has_machines_grid_and_way_of_its_own() {
    use crate::day::{Grids, Setting};
    let mut setting = Setting::of(Scenario::default(), 2);
    setting.sites[1].extra_rtt_s = 0.5;
    let grids = Grids { g_per_kwh: vec![[400.0; 24], [50.0; 24], [50.0; 24]] };
    let settings = Settings::of(0.6, 0.5);
    let load = given(4e6).load;
    let computed = [load, load, [0.0; 24]];
    let sites = of_sites(&setting, &grids, &computed, &settings).unwrap();
    let of = |site: usize| sites[site].as_ref().unwrap().plan(Rule::Best).parts;
    // Alone it is what it is for the same load, the base station at home.
    let given = Given {
        data_centre: [50.0; 24],
        base_station: [400.0; 24],
        load,
        expected: Some(load),
        settings,
    };
    let valid = valid(r#"{"rtt_s":0.07}"#);
    assert_eq!(sites[1], fleet(&valid, &given));
    assert!(of(1).serving_g < 0.2 * of(0).serving_g && of(1).embodied_g > 0.9 * of(0).embodied_g);
    assert!((of(1).sending_g / of(0).sending_g - 1.0).abs() < 0.05);
    assert_eq!(of(2).total(), 0.0);
    let together =
        |sites: &[Option<Fleet>]| Machines::of(sites).map(|it| it.rule(Rule::Best).parts);
    let sum = together(&sites).unwrap();
    assert!((sum.total() - of(0).total() - of(1).total()).abs() < 1e-9);
    assert_eq!(together(&[None]), None);
    // Half the load at each of two sites starts more than the whole at one.
    let half = load.map(|it| 0.5 * it);
    let grids = Grids { g_per_kwh: vec![[400.0; 24]; 3] };
    let split = of_sites(&setting, &grids, &[half, half, [0.0; 24]], &settings).unwrap();
    let split = together(&split).unwrap();
    assert!(split.total() > of(0).total(), "{split:?} {:?}", of(0));
    let wrong = Grids { g_per_kwh: vec![[400.0; 24]] };
    assert!(of_sites(&setting, &wrong, &computed, &settings).is_err());
    let negative = [[-1.0; 24], load, load];
    let error = of_sites(&setting, &grids, &negative, &settings).unwrap_err();
    assert!(error.to_string().starts_with("load = -1 is out of range"), "{error}");
}

#[test]
fn what_finds_no_room_is_counted_and_comes_a_slot_later() {
    // A noon that nobody foresees: no more than an hour before it nothing comes.
    let mut load = [0.0; 24];
    load[12] = 120_000.0;
    let given = Given { load, ..given(0.0) };
    let valid = valid("{}");
    let found = fleet(&valid, &given).unwrap();
    let reactive = found.plan(Rule::Reactive);
    let house = House::new(&valid, &given).unwrap();
    // One machine stands ready; two slots pass before another is on.
    assert_eq!(&reactive.machines[46..50], [1, 1, 1, 1]);
    let carried = |slot: usize| house.carried(reactive.machines[slot] as u32);
    let over: f64 = (0..SLOTS).map(|slot| (found.answers[slot] - carried(slot)).max(0.0)).sum();
    assert!(over > found.answers[48] - house.carried(1) && carried(49) < found.answers[49]);
    assert!((reactive.overload / over - 1.0).abs() < 1e-9);
    // Nobody waits a quarter of an hour for a chat.
    let late = reactive.overload / 120_000.0;
    assert!(reactive.qoe_mean < (1.0 - late) * 0.61 && reactive.qoe_mean > (1.0 - late) * 0.6);
    for rule in [Rule::Static, Rule::Best] {
        let plan = found.plan(rule);
        assert!(plan.overload == 0.0 && plan.qoe_mean >= 0.6 * (1.0 - 1e-9));
    }
    // Where nothing comes, nothing is on.
    assert_eq!(found.plan(Rule::Best).machines[0], 0);
}

#[test]
fn who_expects_the_day_needs_fewer_machine_hours_and_answers_in_time() {
    let valid = valid("{}");
    let blind = given(2e7);
    let told = Given { expected: Some(blind.load), ..blind.clone() };
    let planned = |given: &Given| fleet(&valid, given).unwrap().plan(Rule::Planned).clone();
    let (blind, told) = (planned(&blind), planned(&told));
    assert_eq!((told.overload, blind.overload), (0.0, 0.0));
    assert!(told.total_g < blind.total_g, "{} {}", told.total_g, blind.total_g);
}

#[test]
fn a_machine_that_cannot_answer_makes_no_day() {
    // 141 GB of weights on a GPU of 80 GB.
    let none = |text: &str, given: &Given| assert_eq!(fleet(&valid(text), given), None);
    none(r#"{"model":"llama-3.1-70b"}"#, &given(1e5));
    let mut all = given(1e5);
    all.settings.qoe_day = 1.0;
    none("{}", &all);
    none(r#"{"rate_min_kbps":10000000}"#, &given(1e5));
    none(r#"{"latency_max_s":0.5}"#, &given(1e5));
    // Nothing comes: nothing is emitted by who knows it.
    let nothing = fleet(&valid("{}"), &given(0.0)).unwrap();
    assert!(nothing.plans.iter().all(|it| it.total_g == 0.0 && it.machine_hours == 0.0));
    // More than any house of single machines: they are switched together.
    let huge = fleet(&valid("{}"), &given(1e12)).unwrap();
    assert!(huge.unit > 10_000 && huge.gap < 0.01, "{} {}", huge.unit, huge.gap);
}

#[test]
fn what_is_out_of_range_is_named() {
    let wrong = |change: &dyn Fn(&mut Given)| {
        let mut given = given(1e5);
        change(&mut given);
        given.check().unwrap_err().to_string()
    };
    assert_eq!(given(1e5).check(), Ok(()));
    for (error, expected) in [
        (
            wrong(&|it| it.data_centre[3] = -1.0),
            "data_centre = -1 is out of range: from 0 to 2000 g/kWh",
        ),
        (wrong(&|it| it.base_station[23] = f64::NAN), "base_station = NaN is out of range"),
        (wrong(&|it| it.load[0] = f64::INFINITY), "load = inf is out of range"),
        (wrong(&|it| it.expected = Some([-1.0; 24])), "expected = -1 is out of range"),
        (wrong(&|it| it.settings.qoe_day = 1.1), "qoe_day = 1.1 is out of range: from 0 to 1"),
        (
            wrong(&|it| it.settings.qoe_floor = 0.7),
            "qoe_floor = 0.7 is out of range: from 0 to 0.6",
        ),
        (wrong(&|it| it.settings.batch_max = 0.5), "batch_max = 0.5 is out of range"),
        (wrong(&|it| it.settings.idle_w = -1.0), "idle_w = -1 is out of range"),
        (wrong(&|it| it.settings.start_w = 1e9), "start_w = 1000000000 is out of range"),
        (
            wrong(&|it| it.settings.start_s = 901.0),
            "start_s = 901 is out of range: from 0 to 900 s",
        ),
    ] {
        assert!(error.contains(expected), "{error}");
    }
}
