//! The plan of a day: against a linear program, against brute force, against the other rules.

use aolo::carbon::Chain;
use aolo::data::day::{GridYear, LOADS, RECORDS, Record};
use aolo::day::fleet::{self, Settings, of_sites};
use aolo::day::{Date, Draft, Forecast, Grids, Plan, Planner, Rule, Setting, Site, Today};
use aolo::env::Family;
use aolo::optimum::greatest_qoe;
use aolo::rng::{Rng, Stream};
use aolo::scenario::Scenario;

/// A day of a record: home, then the other zones.
fn today(year: u16, day: usize, zones: &[&str]) -> Today {
    let year = GridYear::carried(year).unwrap();
    let zone = |code: &&str| year.record.zone(code).unwrap();
    let at = |day: usize| {
        let rows = zones.iter().map(|it| year.day(zone(it), day).unwrap());
        Grids { g_per_kwh: rows.collect() }
    };
    Today {
        date: Date::of(year.year, day).unwrap(),
        grids: at(day),
        yesterday: (day > 0).then(|| at(day - 1)),
    }
}

const GERMANY: [&str; 4] = ["DE", "GB", "DK", "FR"];

fn plan(planner: &Planner, today: &Today, rule: Rule) -> Plan {
    planner.plan(today, rule).unwrap().unwrap()
}

/// Nobody is lost, nobody waits too long, no site is over full, and quality is as owed.
fn holds(setting: &Setting, plan: &Plan, what: &str) {
    let arrivals = setting.arrivals();
    let peak = arrivals.iter().fold(0.0_f64, |most, it| most.max(*it));
    let total: f64 = arrivals.iter().sum();
    for (hour, due) in arrivals.iter().enumerate() {
        let of = |it: &&aolo::day::Served| usize::from(it.arrived) == hour;
        let served: f64 = plan.served.iter().filter(of).map(|it| it.amount).sum();
        assert!((served - due).abs() < 1e-9 * total, "{what}: hour {hour}: {served} of {due}");
        let waits = |it: &&aolo::day::Served| it.hour > it.arrived;
        let late: f64 = plan.served.iter().filter(of).filter(waits).map(|it| it.amount).sum();
        assert!(late <= setting.wait_share * due + 1e-9 * total, "{what}: hour {hour}");
    }
    for it in &plan.served {
        let waits = u32::from(it.hour) - u32::from(it.arrived);
        assert!(waits <= setting.wait_hours, "{what}: {it:?}");
        assert!(it.qoe >= setting.qoe_floor * (1.0 - 1e-9), "{what}: {it:?}");
    }
    for (site, computed) in plan.computed().iter().enumerate() {
        let share = if site == 0 { 1.0 } else { setting.sites[site - 1].capacity };
        for amount in computed {
            let room = share * peak * (1.0 + 1e-9) + 1e-12 * total;
            assert!(*amount <= room, "{what}: site {site}: {amount} of {room}");
        }
    }
    let carbon_g: f64 = plan.served.iter().map(|it| it.amount * it.carbon_g).sum();
    assert!((carbon_g / plan.total_g - 1.0).abs() < 1e-12, "{what}");
    // What is a billionth short counts as kept, before rounding.
    assert!(plan.qoe_mean >= setting.qoe_day * (1.0 - 2e-9), "{what}: {}", plan.qoe_mean);
}

const RULES: [Rule; 7] = [
    Rule::Home,
    Rule::Cleanest,
    Rule::Forecast(Forecast::Yesterday),
    Rule::Forecast(Forecast::Bent),
    Rule::Forecast(Forecast::Real),
    Rule::Forecast(Forecast::Perfect),
    Rule::Best,
];

#[test]
fn every_rule_keeps_what_is_given_and_none_is_below_the_best() {
    let scenarios = [
        "{}",
        r#"{"qoe_min":0.75,"accounting":"session"}"#,
        r#"{"model":"qwen3-32b","boundary":"phone","latency_max_s":60}"#,
    ];
    for (index, text) in scenarios.into_iter().enumerate() {
        let mut setting = Setting::of(Scenario::from_json(text).unwrap(), 3);
        setting.load = LOADS[5 * index].mean1;
        let planner = Planner::new(&setting).unwrap();
        for day in [208, 20 + index, 340] {
            let today = today(2020, day, &GERMANY);
            let best = plan(&planner, &today, Rule::Best);
            assert!(best.duality_gap < 1e-9, "{text} {day}: {}", best.duality_gap);
            for rule in RULES {
                let plan = plan(&planner, &today, rule);
                holds(&setting, &plan, &format!("{text} {day} {rule:?}"));
                assert!(plan.total_g >= best.bound_g, "{text} {day} {rule:?}");
                assert!(plan.total_g >= best.total_g * (1.0 - 1e-9), "{text} {day} {rule:?}");
            }
            let levers = planner.levers(&today).unwrap().unwrap();
            let [at, when, long, all] = levers.shares();
            assert!(at >= 0.0 && when >= 0.0 && long >= 0.0);
            assert!(all >= at.max(when).max(long), "{text} {day}: {:?}", levers.shares());
        }
    }
}

/// Where no hour and no place differs there is nothing to win, and nobody wins.
#[test]
fn a_day_that_is_all_alike_leaves_nothing_to_plan() {
    let mut setting = Setting::of(Scenario::default(), 2);
    setting.load = LOADS[1].mean1;
    let planner = Planner::new(&setting).unwrap();
    let grids = Grids { g_per_kwh: vec![[300.0; 24]; 3] };
    let date = Date::read("2020-03-01").unwrap();
    let today = Today { date, grids: grids.clone(), yesterday: Some(grids) };
    let shares = planner.levers(&today).unwrap().unwrap().shares();
    assert!(shares[0].abs() < 1e-12 && shares[1].abs() < 1e-12, "{shares:?}");
    // Less than a token of some 370: each answer by itself rounds up.
    assert!((0.0..3e-3).contains(&shares[2]) && (0.0..3e-3).contains(&shares[3]), "{shares:?}");
}

#[test]
fn a_day_that_owes_too_much_has_no_plan() {
    let mut setting = Setting::of(Scenario::default(), 1);
    (setting.qoe_day, setting.qoe_floor) = (0.999, 0.5);
    let planner = Planner::new(&setting).unwrap();
    assert!(!planner.feasible());
    let today = today(2020, 208, &GERMANY[..2]);
    for rule in RULES {
        assert_eq!(planner.plan(&today, rule), Ok(None));
    }
    assert_eq!(planner.levers(&today), Ok(None));
}

/// Every length at every power of a fine grid, and every order of filling: for two hours and two places.
#[test]
fn nothing_that_brute_force_finds_is_below_the_bound() {
    use aolo::carbon::{Chain, footprint};
    use aolo::scenario::Decision;
    use aolo::units::CarbonIntensity;
    let mut rng = Rng::new(4, Stream::TuneContexts);
    for round in 0..6 {
        let scenario = Scenario { tokens_max: 400.0, ..Scenario::default() };
        let mut setting = Setting::of(scenario, 1);
        setting.sites = vec![Site { capacity: rng.uniform_in(0.2, 1.0), extra_rtt_s: 0.02 }];
        // All arrives in the first two hours.
        let first = rng.uniform_in(4.0, 20.0);
        setting.load = std::array::from_fn(|hour| match hour {
            0 => first,
            1 => 24.0 - first,
            _ => 0.0,
        });
        (setting.wait_hours, setting.wait_share) = (1, rng.uniform());
        (setting.qoe_day, setting.qoe_floor) = (0.55, 0.5);
        let mut grids = Grids { g_per_kwh: vec![[2000.0; 24]; 2] };
        for row in &mut grids.g_per_kwh {
            for value in &mut row[..2] {
                *value = rng.uniform_in(50.0, 800.0).round();
            }
        }
        let date = Date::of(2020, round).unwrap();
        let today = Today { date, grids: grids.clone(), yesterday: None };
        let planner = Planner::new(&setting).unwrap();
        let best = plan(&planner, &today, Rule::Best);
        // Lengths around what is owed, the best of many powers for each, in each of four cells.
        let cells = [(0, 0), (0, 1), (1, 0), (1, 1)];
        let of_cell = |&(site, hour): &(usize, usize)| {
            let extra = if site == 1 { 0.02 } else { 0.0 };
            let rtt_s = setting.scenario.rtt_s + extra;
            let scenario = Scenario { rtt_s, qoe_min: 0.5, ..setting.scenario.clone() };
            let chain = Chain {
                data_centre: CarbonIntensity(grids.g_per_kwh[site][hour]),
                base_station: CarbonIntensity(grids.g_per_kwh[0][hour]),
                ..Chain::new(&scenario.validate().unwrap())
            };
            let lengths = (265..=400).step_by(3);
            let best_at = |tokens: u32| {
                let powers = (1..=200).map(|it| chain.power_max_w * f64::from(it) / 200.0);
                let prints = powers.map(|power_w| footprint(&chain, Decision { tokens, power_w }));
                let kept = prints.filter(|it| it.feasible());
                kept.map(|it| (it.total_g, it.qoe.total)).min_by(|a, b| a.0.total_cmp(&b.0))
            };
            lengths.filter_map(best_at).collect::<Vec<_>>()
        };
        let options = cells.each_ref().map(of_cell);
        // Amounts: what waits, and what goes to the other site in either hour.
        let arrivals = setting.arrivals();
        let room = setting.sites[0].capacity * arrivals[0].max(arrivals[1]);
        let peak = arrivals[0].max(arrivals[1]);
        let mut least_g = f64::INFINITY;
        for waits in [0.0, 0.5, 1.0] {
            let waits = waits * setting.wait_share * arrivals[0];
            let demand = [arrivals[0] - waits, arrivals[1] + waits];
            for away in [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]] {
                let other = [away[0] * room.min(demand[0]), away[1] * room.min(demand[1])];
                let home = [demand[0] - other[0], demand[1] - other[1]];
                if home.iter().any(|it| *it > peak * (1.0 + 1e-12)) {
                    continue;
                }
                let amounts = [home[0], home[1], other[0], other[1]];
                let owed = setting.qoe_day * (arrivals[0] + arrivals[1]);
                let mut indices = [0; 4];
                // Coarse: three lengths apart in each cell.
                let step = 9;
                loop {
                    let chosen: Vec<_> = (0..4).map(|cell| options[cell][indices[cell]]).collect();
                    let sum = |of: fn(&(f64, f64)) -> f64| {
                        amounts.iter().zip(&chosen).map(|(n, it)| n * of(it)).sum::<f64>()
                    };
                    if sum(|it| it.1) >= owed {
                        least_g = least_g.min(sum(|it| it.0));
                    }
                    let mut cell = 0;
                    while cell < 4 {
                        indices[cell] += step;
                        if indices[cell] < options[cell].len() && amounts[cell] > 0.0 {
                            break;
                        }
                        indices[cell] = 0;
                        cell += 1;
                    }
                    if cell == 4 {
                        break;
                    }
                }
            }
        }
        assert!(best.bound_g <= least_g * (1.0 + 1e-12), "{round}: {} {least_g}", best.bound_g);
        assert!(best.total_g <= least_g * (1.0 + 1e-6), "{round}: {} {least_g}", best.total_g);
        // And it is near: what is coarse misses little.
        assert!(least_g <= best.total_g * 1.1, "{round}: {} {least_g}", best.total_g);
    }
}

fn one_of<T: Copy>(rng: &mut Rng, all: &[T]) -> T {
    all[rng.below(all.len())]
}

/// A day at the ends of what is allowed: nothing at night or all at once, nobody waits or everybody all day, sites
/// without room or too far, grids that are nothing, alike, or jump.
fn hostile(rng: &mut Rng) -> (Setting, Today) {
    let scenario = match rng.below(3) {
        0 => Scenario::default(),
        _ => Family::Any.scenario(rng).scenario().clone(),
    };
    let mut setting = Setting::of(scenario, rng.below(Setting::MOST_SITES + 1));
    let raw: [f64; 24] = match rng.below(4) {
        0 => LOADS[0].mean1,
        1 => std::array::from_fn(|hour| f64::from(u8::from(hour == 13))),
        2 => std::array::from_fn(|hour| if hour < 7 { 0.0 } else { 1.0 }),
        _ => std::array::from_fn(|_| rng.uniform() * f64::from(u8::from(rng.below(3) > 0)) + 1e-6),
    };
    let sum: f64 = raw.iter().sum();
    setting.load = raw.map(|it| 24.0 * it / sum);
    setting.answers = one_of(rng, &[1.0, 1e5, 1e12]);
    (setting.wait_share, setting.wait_hours) =
        (one_of(rng, &[0.0, 0.3, 1.0]), one_of(rng, &[0, 1, 6, 24]));
    for site in &mut setting.sites {
        site.capacity = one_of(rng, &[0.0, 1e-9, 0.6, 1.0, 100.0]);
        site.extra_rtt_s = one_of(rng, &[0.0, 0.02, 3.0, 50.0]);
    }
    setting.qoe_day = match rng.below(5) {
        // As good as an answer at home can be.
        4 => {
            let scenario = Scenario { qoe_min: 0.0, ..setting.scenario.clone() };
            greatest_qoe(&Chain::new(&scenario.validate().unwrap())).0 * (1.0 - 1e-12)
        }
        at => setting.scenario.qoe_min * [0.0, 0.5, 1.0, 1.1][at],
    };
    setting.qoe_day = setting.qoe_day.min(1.0);
    setting.qoe_floor = setting.qoe_day * one_of(rng, &[0.0, 0.8, 1.0]);
    let mut grids = || {
        let mut row = |_| match rng.below(5) {
            0 => [0.0; 24],
            1 => [300.0; 24],
            2 => std::array::from_fn(|hour| if hour % 2 == 0 { 0.0 } else { 2000.0 }),
            _ => std::array::from_fn(|_| rng.uniform_in(0.0, 900.0).round()),
        };
        Grids { g_per_kwh: (0..=setting.sites.len()).map(&mut row).collect() }
    };
    let (now, before) = (grids(), grids());
    let leap_day = Date::read("2020-02-29").unwrap();
    (setting, Today { date: leap_day, grids: now, yesterday: Some(before) })
}

#[test]
fn at_the_ends_of_what_is_allowed_every_rule_keeps_what_is_given_and_none_is_below_the_bound() {
    let mut rng = Rng::new(23, Stream::TuneContexts);
    let mut planned = 0;
    for round in 0..90 {
        let (setting, today) = hostile(&mut rng);
        let planner = Planner::new(&setting).unwrap();
        let what = format!("round {round}: {setting:?}");
        if !planner.feasible() {
            assert_eq!(planner.plan(&today, Rule::Best), Ok(None), "{what}");
            continue;
        }
        planned += 1;
        let best = plan(&planner, &today, Rule::Best);
        let least_g = best.total_g * (1.0 - 1e-9);
        for rule in RULES {
            let what = format!("{rule:?}, {what}");
            let Some(plan) = planner.plan(&today, rule).unwrap() else { panic!("{what}: no plan") };
            holds(&setting, &plan, &what);
            assert!(plan.total_g >= least_g, "{} of {least_g}, {what}", plan.total_g);
            assert_eq!(planner.total_g(&today, rule), Ok(Some(plan.total_g)), "{what}");
        }
        let levers = planner.levers(&today).unwrap().unwrap().shares();
        assert!(levers.into_iter().all(|it| it <= levers[3] + 1e-9), "{what}: {levers:?}");
        let draft = Draft::of(&setting);
        let hour = rng.below(24);
        let (drawn, _) = draft.set(&draft.nobody_waits(), hour, draft.can_wait(), &[]);
        let drawn = planner.drawn(&today, &drawn).unwrap();
        assert!(drawn.is_some_and(|it| it.drawn_g >= least_g), "{what}: {least_g}");
        let prices = planner.prices(&today).unwrap();
        assert!(prices.is_sorted_by(|a, b| a.qoe_mean < b.qoe_mean && a.price_g < b.price_g));
        let settings = Settings::of(setting.qoe_day, setting.qoe_floor);
        let computed = best.computed();
        let fleets = of_sites(&setting, &today.grids, &computed, &settings).unwrap();
        for (fleet, computed) in fleets.iter().zip(&computed) {
            let Some(fleet) = fleet else { continue };
            let best = fleet.plan(fleet::Rule::Best);
            let due: f64 = computed.iter().sum();
            let came: f64 = fleet.answers.iter().sum();
            assert!((came - due).abs() <= 1e-9 * due, "{what}");
            // Where something comes something is on, and nobody finds no room.
            let on = |slot: usize| fleet.answers[slot] == 0.0 || best.machines[slot] > 0;
            assert!((0..fleet.answers.len()).all(on) && best.overload == 0.0, "{what}");
            assert!(due == 0.0 || best.qoe_mean >= setting.qoe_day * (1.0 - 1e-8), "{what}");
            assert!(fleet.bound_g <= best.total_g, "{what}");
        }
        let doubts = planner.doubts(&today, &settings).unwrap();
        let tried = doubts.iter().flat_map(|it| it.tried);
        assert!(tried.clone().all(|it| it.share.is_finite() && it.times >= 0.0), "{what}");
    }
    assert!(planned > 50, "{planned}");
}

/// By how much the best plan of a day is above the least that a rule is charged, as a share.
fn above_a_rule(planner: &Planner, today: &Today, what: &str) -> f64 {
    let best = plan(planner, today, Rule::Best);
    assert!(best.duality_gap < 1e-9, "{what}: {}", best.duality_gap);
    let rules = RULES.into_iter().filter_map(|rule| planner.total_g(today, rule).unwrap());
    best.total_g / rules.fold(f64::INFINITY, f64::min) - 1.0
}

/// Any zone of any year's record, and the zones near by, as settings differ.
#[test]
fn on_days_drawn_from_all_years_no_rule_is_below_the_best() {
    let mut rng = Rng::new(31, Stream::TuneContexts);
    let years: Vec<u16> = RECORDS.iter().flat_map(|it| it.first_year..=it.last_year).collect();
    for round in 0..60 {
        let year = years[round % years.len()];
        let record = Record::of(year).unwrap();
        let home = one_of(&mut rng, record.zones);
        let zones: Vec<_> = std::iter::once(home).chain(record.neighbours(home)).collect();
        let scenario = match round % 2 {
            0 => Scenario::default(),
            _ => Family::Any.scenario(&mut rng).scenario().clone(),
        };
        let mut setting = Setting::of(scenario, zones.len() - 1);
        setting.load = LOADS[rng.below(LOADS.len())].mean1;
        (setting.wait_share, setting.wait_hours) = (rng.uniform(), rng.below(25) as u32);
        for site in &mut setting.sites {
            site.capacity = rng.uniform_in(0.0, 1.5);
        }
        setting.qoe_day *= rng.uniform_in(0.7, 1.0);
        setting.qoe_floor = setting.qoe_day * rng.uniform();
        let day = 1 + rng.below(aolo::data::day::days_of(year) - 1);
        let what = format!("round {round}: {year} {zones:?} {day} {setting:?}");
        let planner = Planner::new(&setting).unwrap();
        if planner.feasible() {
            let above = above_a_rule(&planner, &today(year, day, &zones), &what);
            assert!(above < 1e-9, "{above:.1e}, {what}");
        }
    }
}

/// `cargo test --release --test it -- --ignored --nocapture every_day`
#[test]
#[ignore = "every zone of every year: half an hour"]
fn on_every_day_of_every_year_no_rule_is_below_the_best() {
    let (mut worst, mut days) = (0.0_f64, 0);
    for year in RECORDS.iter().flat_map(|it| it.first_year..=it.last_year) {
        let record = Record::of(year).unwrap();
        for home in record.zones {
            let zones: Vec<_> = std::iter::once(*home).chain(record.neighbours(home)).collect();
            let setting = Setting::of(Scenario::default(), zones.len() - 1);
            let planner = Planner::new(&setting).unwrap();
            let mut above = 0.0_f64;
            for day in 1..aolo::data::day::days_of(year) {
                let today = today(year, day, &zones);
                above = above.max(above_a_rule(&planner, &today, &format!("{zones:?} {day}")));
                days += 1;
            }
            println!("{year} {zones:?}: best above a rule by {above:.1e}");
            worst = worst.max(above);
        }
    }
    println!("{days} days");
    assert!(worst < 1e-9, "{worst}");
}

/// The same day as a linear program of a library: amounts for each hour of arrival and of computing, and
/// for each cell and length, every length at the best power that `optimum` finds for it.
fn linear_program(setting: &Setting, grids: &Grids, hours: usize) -> Option<f64> {
    use aolo::carbon::{Chain, footprint};
    use aolo::optimum::best_power;
    use aolo::scenario::Decision;
    use aolo::units::CarbonIntensity;
    use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem};
    let arrivals = setting.arrivals();
    let peak = arrivals.iter().fold(0.0_f64, |most, it| most.max(*it));
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    // In units of a hundredth of all answers: the library's tolerances are absolute.
    let unit = setting.answers / 100.0;
    let mut computed: Vec<LinearExpr> = (0..hours).map(|_| LinearExpr::empty()).collect();
    for arrived in 0..hours {
        let due = arrivals[arrived] / unit;
        let patient = if setting.wait_hours > 0 { setting.wait_share * due } else { 0.0 };
        let own = problem.add_var(0.0, (due - patient, f64::INFINITY));
        computed[arrived].add(own, 1.0);
        let mut all = LinearExpr::empty();
        all.add(own, 1.0);
        for later in 1..=setting.wait_hours as usize {
            if arrived + later < hours {
                let waits = problem.add_var(0.0, (0.0, f64::INFINITY));
                computed[arrived + later].add(waits, 1.0);
                all.add(waits, 1.0);
            }
        }
        problem.add_constraint(all, ComparisonOp::Eq, due);
    }
    let mut quality = LinearExpr::empty();
    for (hour, computed) in computed.iter_mut().enumerate() {
        for (site, row) in grids.g_per_kwh.iter().enumerate() {
            let (share, extra) = match site {
                0 => (1.0, 0.0),
                _ => (setting.sites[site - 1].capacity, setting.sites[site - 1].extra_rtt_s),
            };
            let rtt_s = setting.scenario.rtt_s + extra;
            let scenario =
                Scenario { rtt_s, qoe_min: setting.qoe_floor, ..setting.scenario.clone() };
            let chain = Chain {
                data_centre: CarbonIntensity(row[hour]),
                base_station: CarbonIntensity(grids.g_per_kwh[0][hour]),
                ..Chain::new(&scenario.validate().unwrap())
            };
            let mut here = LinearExpr::empty();
            for tokens in 1..=chain.tokens_max {
                let Some(power_w) = best_power(&chain, tokens) else { continue };
                let print = footprint(&chain, Decision { tokens, power_w });
                let amount = problem.add_var(1e3 * print.total_g, (0.0, f64::INFINITY));
                here.add(amount, 1.0);
                computed.add(amount, -1.0);
                quality.add(amount, print.qoe.total);
            }
            problem.add_constraint(here, ComparisonOp::Le, share * peak / unit);
        }
    }
    for computed in computed {
        problem.add_constraint(computed, ComparisonOp::Eq, 0.0);
    }
    let owed = setting.qoe_day * arrivals.iter().sum::<f64>() / unit;
    problem.add_constraint(quality, ComparisonOp::Ge, owed);
    problem.solve().ok().map(|it| it.objective() * unit / 1e3)
}

#[test]
fn bound_and_plan_are_what_a_linear_program_of_a_library_finds() {
    let mut rng = Rng::new(9, Stream::TuneContexts);
    for round in 0..24 {
        let scenario = Scenario {
            kappa50: rng.uniform_in(20.0, 40.0),
            shape: rng.uniform_in(0.8, 1.5),
            tokens_max: 90.0,
            // From where the radio is nothing to where it is most of it.
            payload_bytes_per_token: rng.log_uniform_in(100.0, 40_000.0),
            distance_m: rng.log_uniform_in(100.0, 900.0),
            ..Scenario::default()
        };
        let mut setting = Setting::of(scenario, 2);
        let few = 6;
        let raw: [f64; 24] =
            std::array::from_fn(|hour| if hour < few { rng.uniform_in(0.1, 2.0) } else { 0.0 });
        let sum: f64 = raw.iter().sum();
        setting.load = raw.map(|it| 24.0 * it / sum);
        setting.wait_share = rng.uniform();
        setting.wait_hours = rng.below(4) as u32;
        for site in &mut setting.sites {
            *site = Site { capacity: rng.uniform_in(0.1, 1.2), extra_rtt_s: 0.02 };
        }
        (setting.qoe_day, setting.qoe_floor) = (0.6, rng.uniform_in(0.3, 0.6));
        // Nobody goes beyond the hours of the program: they cost too much.
        let hours = few + setting.wait_hours as usize;
        let mut grids = Grids { g_per_kwh: vec![[0.0; 24]; 3] };
        for row in &mut grids.g_per_kwh {
            *row = std::array::from_fn(|hour| {
                if hour < hours { rng.uniform_in(20.0, 800.0).round() } else { 2000.0 }
            });
        }
        let date = Date::of(2020, round).unwrap();
        let today = Today { date, grids: grids.clone(), yesterday: None };
        let planner = Planner::new(&setting).unwrap();
        if !planner.feasible() {
            continue;
        }
        let best = plan(&planner, &today, Rule::Best);
        holds(&setting, &best, &format!("round {round}"));
        let exact_g = linear_program(&setting, &grids, hours).unwrap();
        let off = best.bound_g / exact_g - 1.0;
        println!(
            "{round}: {exact_g:.6} g, bound {off:.1e}, plan {:.1e}",
            best.total_g / exact_g - 1.0
        );
        assert!(off.abs() < 1e-7, "{round}: {} {exact_g}", best.bound_g);
        // A billionth of the quality may be short, at its price.
        let short_g = 1e-9 * setting.qoe_day * setting.answers * best.multiplier.unwrap();
        assert!(best.total_g >= exact_g * (1.0 - 1e-9) - short_g, "{round}: {}", best.total_g);
        // And so is the plan: of one cell's answers a part is longer, or a token shorter.
        assert!((best.total_g / exact_g - 1.0).abs() < 1e-7, "{round}: {}", best.total_g);
    }
}
