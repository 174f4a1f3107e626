//! The machines of every site to which a plan sends answers.

use super::dynamic::Table;
use super::house::House;
use super::{Fleet, Given, Settings, of_house};
use crate::day::error::within;
use crate::day::{DayError, Grids, Hourly, Setting};

/// The machines of home and of each site, prepared. A site has grid, round trip and machines of its own, the
/// base station stays at home; its load is expected, since it was planned.
pub struct Sites {
    /// None where a site cannot answer well enough.
    of: Vec<Option<(House, Table)>>,
}

impl Sites {
    /// For what a plan computes at each site, answers by site and hour.
    ///
    /// # Errors
    /// Names what is out of range: of the setting, the grids, the machines, or a load.
    pub fn new(
        setting: &Setting,
        grids: &Grids,
        computed: &[Hourly],
        settings: &Settings,
    ) -> Result<Self, DayError> {
        setting.check()?;
        grids.check(setting)?;
        let ways = std::iter::once(0.0).chain(setting.sites.iter().map(|it| it.extra_rtt_s));
        let sites = grids.g_per_kwh.iter().zip(ways).zip(computed);
        let of_site = |((&data_centre, extra_rtt_s), &load): ((&Hourly, f64), &Hourly)| {
            let mut scenario = setting.scenario.clone();
            scenario.rtt_s += extra_rtt_s;
            let valid = scenario.validate()?;
            let given = Given {
                data_centre,
                base_station: grids.g_per_kwh[0],
                load,
                expected: Some(load),
                settings: *settings,
            };
            given.check()?;
            let house = House::new(&valid, &given);
            Ok(house.map(|house| {
                let table = Table::new(&house);
                (house, table)
            }))
        };
        Ok(Self { of: sites.map(of_site).collect::<Result<_, DayError>>()? })
    }

    /// A GPU draws that much while its machine starts, W, and so long, s; nothing else is prepared anew.
    ///
    /// # Errors
    /// Names what is out of range.
    pub fn starting(&mut self, start_w: f64, start_s: f64) -> Result<(), DayError> {
        within("start_w", start_w, Settings::POWER_W)?;
        within("start_s", start_s, Settings::START_S)?;
        self.of.iter_mut().flatten().for_each(|(house, _)| house.starting(start_w, start_s));
        Ok(())
    }

    /// Under every rule; none where a site cannot answer well enough.
    pub fn fleets(&self) -> Vec<Option<Fleet>> {
        let fleet = |it: &Option<(House, Table)>| it.as_ref().and_then(|it| of_house(&it.0, &it.1));
        self.of.iter().map(fleet).collect()
    }
}

/// Machines of home and of each site for what a plan computes there, answers by site and hour; none where a
/// site cannot answer well enough.
///
/// # Errors
/// As [`Sites::new`].
pub fn of_sites(
    setting: &Setting,
    grids: &Grids,
    computed: &[Hourly],
    settings: &Settings,
) -> Result<Vec<Option<Fleet>>, DayError> {
    Ok(Sites::new(setting, grids, computed, settings)?.fleets())
}
