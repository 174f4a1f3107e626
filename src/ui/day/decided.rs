//! Who would decide how in an hour: the plan, the expert's rule, and what the agents answer to the same
//! request.

use super::shown::Shown;
use crate::carbon::{Chain, footprint};
use crate::optimum::{optimum, rule};
use crate::scenario::{Decision, Scenario};

/// What is asked in an hour: an answer where most are computed, as good as the plan has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub zone: &'static str,
    pub qoe: f64,
    pub scenario: Scenario,
    pub planned: Decision,
}

/// One who decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub decision: Decision,
    pub each_g: f64,
    /// Over the least that is possible, as a share; none where a limit is broken.
    pub above: Option<f64>,
}

/// What is asked in an hour as the chosen rule plans it; none where nothing is computed.
///
/// At a price of quality, nothing that is as good is charged less: so what the plan decides is the optimum
/// of the request that asks for just that quality.
pub fn asked(shown: &Shown, hour: usize) -> Option<Asked> {
    let plan = shown.plan(shown.given.rule)?;
    let here = || plan.served.iter().filter(|it| usize::from(it.hour) == hour);
    let zones = shown.zones();
    let amount = |site: usize| -> f64 {
        here().filter(|it| usize::from(it.site) == site).map(|it| it.amount).sum()
    };
    let site = (0..zones.len()).rev().max_by(|&a, &b| amount(a).total_cmp(&amount(b)))?;
    let it = here().find(|it| usize::from(it.site) == site && it.amount > 0.0)?;
    let away_s = site.checked_sub(1).and_then(|at| shown.setting.sites.get(at));
    let mut scenario = shown.setting.scenario.clone();
    scenario.grid_bs_g_per_kwh = *shown.grids.g_per_kwh.first()?.get(hour)?;
    scenario.grid_dc_g_per_kwh = *shown.grids.g_per_kwh.get(site)?.get(hour)?;
    scenario.rtt_s += away_s.map_or(0.0, |it| it.extra_rtt_s);
    scenario.qoe_min = it.qoe;
    let planned = Decision { tokens: it.tokens, power_w: it.power_w };
    Some(Asked { zone: zones[site], qoe: it.qoe, scenario, planned })
}

/// The plan, the rule (none where it finds nothing), and each of those decisions.
pub fn rows(asked: &Asked, agents: &[Decision]) -> Option<(Row, Option<Row>, Vec<Row>)> {
    let chain = Chain::new(&asked.scenario.validate().ok()?);
    let best = optimum(&chain);
    let least_g = best.footprint().total_g;
    let row = |decision: Decision| {
        let print = footprint(&chain, decision);
        let above = if least_g > 0.0 { (print.total_g / least_g - 1.0).max(0.0) } else { 0.0 };
        Row {
            decision,
            each_g: print.total_g,
            above: (print.feasible() && best.feasible()).then_some(above),
        }
    };
    let rule = rule(&chain).map(|it| row(it.decision));
    Some((row(asked.planned), rule, agents.iter().map(|it| row(*it)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::day::{GridYear, HOURS};
    use crate::day::said::{Given, Rule};
    use crate::day::{Planner, Rule as Plans};

    fn shown(rule: Rule) -> Shown {
        let given = Given { rule, ..Given::default() };
        let setting = given.setting(&Scenario::default());
        let today = given.today(&GridYear::carried(2020).unwrap(), given.date).unwrap();
        let planner = Planner::new(&setting).unwrap();
        let plan = |rule| planner.plan(&today, rule).unwrap();
        Shown {
            given,
            grids: today.grids.clone(),
            plans: crate::protocol::day::Plans {
                home: plan(Plans::Home),
                cleanest: plan(Plans::Cleanest),
                best: plan(Plans::Best),
                levers: None,
            },
            setting,
            forecasts: Vec::new(),
        }
    }

    #[test]
    fn the_plan_decides_as_the_optimum_of_its_own_quality_and_the_rule_is_close() {
        for rule in [Rule::Best, Rule::Home, Rule::Cleanest] {
            let shown = shown(rule);
            for hour in 0..HOURS {
                let asked = asked(&shown, hour).unwrap();
                let broken = Decision { tokens: 1, ..asked.planned };
                let (planned, rule, agents) = rows(&asked, &[asked.planned, broken]).unwrap();
                assert!(planned.above.unwrap() < 1e-6, "{hour}: {planned:?}");
                assert!(rule.unwrap().above.unwrap() < 5e-3);
                assert_eq!((agents[0], agents[1].above), (planned, None));
                // As the plan itself has it.
                let plan = shown.plan(shown.given.rule).unwrap();
                let same = |it: &&crate::day::Served| {
                    usize::from(it.hour) == hour && it.tokens == planned.decision.tokens
                };
                let each_g = plan.served.iter().filter(same).map(|it| it.carbon_g);
                assert!(each_g.into_iter().any(|it| (it / planned.each_g - 1.0).abs() < 1e-12));
            }
        }
    }

    #[test]
    fn it_is_asked_where_most_are_computed() {
        let shown = shown(Rule::Best);
        let plan = shown.plan(Rule::Best).unwrap().computed();
        for hour in 0..HOURS {
            let most = plan.iter().map(|it| it[hour]).fold(0.0, f64::max);
            let asked = asked(&shown, hour).unwrap();
            let site = shown.zones().iter().position(|it| *it == asked.zone).unwrap();
            assert_eq!(plan[site][hour], most, "{hour}");
            assert_eq!(asked.scenario.grid_dc_g_per_kwh, shown.grids.g_per_kwh[site][hour]);
        }
    }
}
