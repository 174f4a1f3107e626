//! What is shown of a day, from what was planned: numbers and words, without a browser.

use super::{amounts, zones};
use crate::carbon::{Chain, footprint};
use crate::data::day::HOURS;
use crate::day::said::{Given, Rule};
use crate::day::{Forecast, Grids, Parts, Plan, Served, Setting};
use crate::protocol::day::Plans;
use crate::scenario::Decision;
use crate::ui::charts::day_hours::{Curve, Hours, Ink, Site};
use crate::ui::charts::day_levers::Lever;
use crate::ui::charts::kit::parts::Part;
use crate::ui::words::day as words;
use crate::ui::words::format::{percent, significant};

/// A day that was planned, and what it was planned from.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub given: Given,
    pub setting: Setting,
    pub grids: Grids,
    pub plans: Plans,
    /// In the order of [`Forecast::ALL`], once they are there.
    pub forecasts: Vec<Option<Plan>>,
}

impl Shown {
    /// The plan of a rule; none before it is there, or where nothing keeps all limits.
    pub fn plan(&self, rule: Rule) -> Option<&Plan> {
        match rule {
            Rule::Home => self.plans.home.as_ref(),
            Rule::Cleanest => self.plans.cleanest.as_ref(),
            Rule::Best => self.plans.best.as_ref(),
            Rule::Forecast => self.forecast(self.given.forecast),
        }
    }

    pub fn forecast(&self, forecast: Forecast) -> Option<&Plan> {
        let place = Forecast::ALL.iter().position(|it| *it == forecast)?;
        self.forecasts.get(place)?.as_ref()
    }

    /// Codes of home and sites.
    pub fn zones(&self) -> Vec<&'static str> {
        self.given.zones()
    }
}

/// The ink of a site, home first: of the others the darkest comes first.
pub fn ink(site: usize) -> Ink {
    Ink([0, 3, 2, 1, 4][site % Ink::COUNT])
}

/// What counts of a day, from prompt to phone.
fn parts_of(parts: &Parts) -> Vec<(Part, f64)> {
    let mut all = vec![
        (Part::ComputeElectricity, parts.compute_operational_g),
        (Part::ComputeHardware, parts.compute_embodied_g),
        (Part::RadioElectricity, parts.radio_operational_g),
        (Part::RadioHardware, parts.radio_embodied_g),
    ];
    if parts.beyond_g > 0.0 {
        all.push((Part::Network, parts.beyond_g));
    }
    all
}

/// What data centre and radio of a day emit, g.
pub fn centre_and_radio_g(parts: &Parts) -> [f64; 2] {
    [
        parts.compute_operational_g + parts.compute_embodied_g,
        parts.radio_operational_g + parts.radio_embodied_g,
    ]
}

/// Name, what it is, what emits, and its worth on nine days of ten.
type Row<'a> = (&'a str, String, Parts, Option<(f64, f64)>);

/// The levers, the day without any first; none where nothing keeps all limits.
pub fn levers(shown: &Shown, usual: &[Option<(f64, f64)>; 4]) -> Vec<Lever> {
    let Some(levers) = &shown.plans.levers else { return Vec::new() };
    let home_g = levers.home.total_g();
    let (share, hours) = waits(&shown.given);
    let home = zones::short(shown.given.home);
    let rows = [
        (words::lever_home(), words::lever_home_about(home), levers.home, None),
        (words::lever_where(), words::lever_where_about().to_string(), levers.r#where, usual[0]),
        (words::lever_when(), words::lever_when_about(&share, &hours), levers.when, usual[1]),
        (words::lever_long(), words::lever_long_about().to_string(), levers.long, usual[2]),
        (words::lever_all(), words::lever_all_about().to_string(), levers.all, usual[3]),
    ];
    let last = rows.len() - 1;
    let row = |(index, (name, about, parts, usual)): (usize, Row)| {
        let total_g = parts.total_g();
        let span =
            |(low, high): (f64, f64)| words::span(&amounts::share_bare(low), &amounts::share(high));
        Lever {
            name: name.to_string(),
            about,
            parts: parts_of(&parts),
            emits: amounts::carbon(total_g),
            less: if index == 0 { String::new() } else { amounts::less(1.0 - total_g / home_g) },
            usual: usual.map_or(String::new(), span),
            best: index == last,
        }
    };
    rows.into_iter().enumerate().map(row).collect()
}

/// How many can wait, and how long at most, in words.
pub fn waits(given: &Given) -> (String, String) {
    (percent_or_none(given.wait_share), significant_hours(given.wait_hours))
}

fn percent_or_none(share: f64) -> String {
    if share > 0.0 { percent(share) } else { format!("0{}%", crate::ui::words::format::THIN_SPACE) }
}

fn significant_hours(hours: f64) -> String {
    format!("{hours:.0}")
}

/// Answers that each site computes in each hour.
fn served(plan: &Plan, sites: usize) -> Vec<[f64; HOURS]> {
    let mut computed = plan.computed();
    computed.resize(sites, [0.0; HOURS]);
    computed
}

/// Answers that wait at the end of each hour.
pub fn waiting(plan: &Plan) -> [f64; HOURS] {
    let mut waiting = [0.0; HOURS];
    for it in &plan.served {
        for hour in it.arrived..it.hour {
            waiting[usize::from(hour)] += it.amount;
        }
    }
    waiting
}

/// Emissions up to each full hour, g.
fn since_midnight(plan: &Plan) -> [f64; HOURS + 1] {
    let mut since = [0.0; HOURS + 1];
    for it in &plan.served {
        since[usize::from(it.hour) + 1] += it.amount * it.carbon_g;
    }
    for hour in 0..HOURS {
        since[hour + 1] += since[hour];
    }
    since
}

/// The charts hour by hour, as the rule that is chosen plans the day.
pub fn hours(shown: &Shown) -> Option<Hours> {
    let plan = shown.plan(shown.given.rule)?;
    let zones = shown.zones();
    let computed = served(plan, zones.len());
    let all: f64 = plan.load.iter().sum();
    let sites = zones.iter().enumerate().map(|(index, zone)| {
        let name = zones::short(zone);
        let sum: f64 = computed[index].iter().sum();
        let tokens = |hour: usize| {
            let there = |it: &&Served| {
                usize::from(it.site) == index && usize::from(it.hour) == hour && it.amount > 0.0
            };
            mean_tokens(plan.served.iter().filter(there))
        };
        Site {
            name: name.to_string(),
            ink: ink(index),
            intensity: shown.grids.g_per_kwh[index],
            served: computed[index],
            tokens: std::array::from_fn(tokens),
            share: percent_or_none(sum / all),
        }
    });
    let sites = sites.collect();
    let waiting = waiting(plan);
    let waited: Vec<_> = plan.served.iter().filter(|it| it.hour > it.arrived).collect();
    let amount: f64 = waited.iter().map(|it| it.amount).sum();
    let hours: f64 = waited.iter().map(|it| it.amount * f64::from(it.hour - it.arrived)).sum();
    let most = waiting.iter().fold(0.0, |a: f64, &b| a.max(b));
    let curves = Rule::ALL.into_iter().filter_map(|rule| {
        let since_g = since_midnight(shown.plan(rule)?);
        Some(Curve {
            name: format!("{} {}", amounts::kilograms(since_g[HOURS]), short(rule)),
            class: ["cu-home", "cu-cleanest", "cu-forecast", "cu-best"][rule as usize],
            since_g,
            chosen: rule == shown.given.rule,
        })
    });
    Some(Hours {
        sites,
        asked: plan.load,
        waiting,
        waits: if amount > 0.0 {
            vec![
                words::wait_share(&percent_or_none(amount / all)),
                words::wait_hours(&significant(hours / amount, 2)),
            ]
        } else {
            Vec::new()
        },
        most_waiting: words::most_wait(&amounts::about(most)),
        usual_tokens: usual_tokens(shown),
        curves: curves.collect(),
        known: Vec::new(),
    })
}

/// How long answers are at home and at once, in the mean.
pub fn usual_tokens(shown: &Shown) -> f64 {
    let plan = shown.plans.home.as_ref();
    plan.and_then(|it| mean_tokens(it.served.iter())).unwrap_or_default()
}

/// How long those are in the mean: of one site and hour they may have two lengths. None where there are none.
fn mean_tokens<'a>(served: impl Iterator<Item = &'a Served> + Clone) -> Option<f64> {
    let all: f64 = served.clone().map(|it| it.amount).sum();
    let tokens: f64 = served.map(|it| it.amount * f64::from(it.tokens)).sum();
    (all > 0.0).then_some(tokens / all)
}

/// The rule, in a word.
pub fn short(rule: Rule) -> &'static str {
    match rule {
        Rule::Home => words::short_home(),
        Rule::Cleanest => words::short_cleanest(),
        Rule::Forecast => words::short_forecast(),
        Rule::Best => words::short_best(),
    }
}

/// What one site does in an hour, as far as it decides alike.
#[derive(Clone, Debug, PartialEq)]
pub struct AtSite {
    pub zone: &'static str,
    pub ink: Ink,
    pub amount: f64,
    /// None where nothing is computed.
    pub decided: Option<Decision>,
    pub each_g: f64,
}

/// What happens in an hour.
#[derive(Clone, Debug, PartialEq)]
pub struct Hour {
    pub hour: usize,
    pub asked: f64,
    pub served: f64,
    /// Of those served: asked for in an earlier hour.
    pub waited: f64,
    /// Of those asked for: computed in a later one.
    pub wait: f64,
    /// At least one of each site.
    pub sites: Vec<AtSite>,
    /// In the mean of those served: compute, radio and all, g; and the power, W.
    pub compute_g: f64,
    pub radio_g: f64,
    pub each_g: f64,
    pub power_w: f64,
    /// An answer at home in this hour: compute and all, g.
    pub at_home: Option<(f64, f64)>,
}

/// What happens in an hour as the chosen rule plans it.
pub fn at_hour(shown: &Shown, hour: usize) -> Option<Hour> {
    let plan = shown.plan(shown.given.rule)?;
    let here: Vec<_> = plan.served.iter().filter(|it| usize::from(it.hour) == hour).collect();
    let served: f64 = here.iter().map(|it| it.amount).sum();
    let sum = |of: &dyn Fn(&Served) -> f64| -> f64 {
        here.iter().map(|it| it.amount * of(it)).sum::<f64>() / served.max(f64::MIN_POSITIVE)
    };
    let sites = shown.zones().into_iter().enumerate().flat_map(|(index, zone)| {
        let at =
            |amount, decided, each_g| AtSite { zone, ink: ink(index), amount, decided, each_g };
        let mut there: Vec<AtSite> = Vec::new();
        for it in here.iter().filter(|it| usize::from(it.site) == index && it.amount > 0.0) {
            let decided = Some(Decision { tokens: it.tokens, power_w: it.power_w });
            match there.iter_mut().find(|at| at.decided == decided) {
                Some(at) => at.amount += it.amount,
                None => there.push(at(it.amount, decided, it.carbon_g)),
            }
        }
        if there.is_empty() {
            there.push(at(0.0, None, 0.0));
        }
        there
    });
    let split = |it: &Served| compute_g(shown, it).unwrap_or(0.0);
    let radio = |it: &Served| radio_g(shown, it).unwrap_or(0.0);
    let at_home = shown.plans.home.as_ref().and_then(|plan| {
        let it = plan.served.iter().find(|it| usize::from(it.hour) == hour)?;
        Some((compute_g(shown, it)?, it.carbon_g))
    });
    Some(Hour {
        hour,
        asked: plan.load[hour],
        served,
        waited: here.iter().filter(|it| it.arrived < it.hour).map(|it| it.amount).sum(),
        wait: plan
            .served
            .iter()
            .filter(|it| usize::from(it.arrived) == hour && it.hour > it.arrived)
            .map(|it| it.amount)
            .sum(),
        sites: sites.collect(),
        compute_g: sum(&split),
        radio_g: sum(&radio),
        each_g: sum(&|it| it.carbon_g),
        power_w: sum(&|it| it.power_w),
        at_home,
    })
}

fn print_of(shown: &Shown, it: &Served) -> Option<crate::carbon::Footprint> {
    let mut scenario = shown.setting.scenario.clone();
    let hour = usize::from(it.hour);
    scenario.grid_bs_g_per_kwh = *shown.grids.g_per_kwh.first()?.get(hour)?;
    scenario.grid_dc_g_per_kwh = *shown.grids.g_per_kwh.get(usize::from(it.site))?.get(hour)?;
    let chain = Chain::new(&scenario.validate().ok()?);
    Some(footprint(&chain, Decision { tokens: it.tokens, power_w: it.power_w }))
}

fn compute_g(shown: &Shown, it: &Served) -> Option<f64> {
    print_of(shown, it).map(|print| print.inference.operational_g + print.inference.embodied_g)
}

fn radio_g(shown: &Shown, it: &Served) -> Option<f64> {
    print_of(shown, it).map(|print| print.wireless.operational_g + print.wireless.embodied_g)
}

/// Shortest and longest answer of a plan.
pub fn lengths(plan: &Plan) -> Option<(u32, u32)> {
    let tokens = || plan.served.iter().filter(|it| it.amount > 0.0).map(|it| it.tokens);
    tokens().min().zip(tokens().max())
}
