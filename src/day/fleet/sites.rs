//! The machines of every site to which a plan sends answers.

use super::{Fleet, Given, Parts, Rule, Settings, fleet};
use crate::day::{DayError, Grids, Hourly, Setting};

/// Machines of home and of each site for what a plan computes there, answers by site and hour; none where a
/// site cannot answer well enough. A site has grid, round trip and machines of its own, the base station
/// stays at home; its load is expected, since it was planned.
///
/// # Errors
/// Names what is out of range: of the setting, the grids, the machines, or a load.
pub fn of_sites(
    setting: &Setting,
    grids: &Grids,
    computed: &[Hourly],
    settings: &Settings,
) -> Result<Vec<Option<Fleet>>, DayError> {
    setting.check()?;
    grids.check(setting)?;
    let Some(&home) = grids.g_per_kwh.first() else { return Ok(Vec::new()) };
    let ways = std::iter::once(0.0).chain(setting.sites.iter().map(|it| it.extra_rtt_s));
    let sites = grids.g_per_kwh.iter().zip(ways).zip(computed);
    let of_site = |((&data_centre, extra_rtt_s), &load): ((&Hourly, f64), &Hourly)| {
        let mut scenario = setting.scenario.clone();
        scenario.rtt_s += extra_rtt_s;
        let valid = scenario.validate()?;
        let given = Given {
            data_centre,
            base_station: home,
            load,
            expected: Some(load),
            settings: *settings,
        };
        given.check()?;
        Ok(fleet(&valid, &given))
    };
    sites.map(of_site).collect()
}

/// What all sites emit together under a rule; none where one cannot answer.
pub fn parts_of(sites: &[Option<Fleet>], rule: Rule) -> Option<Parts> {
    sites.iter().try_fold(Parts::default(), |sum, site| Some(sum + site.as_ref()?.plan(rule).parts))
}
