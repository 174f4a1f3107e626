//! A day is planned: what was asked comes as bytes, and so does the answer.

use super::Session;
use crate::day::fleet::{Machines, of_sites};
use crate::day::{DayError, Planner, Rule, Setting, Today};
use crate::protocol::day::{Answer, DayFound, Plans, What, forecast_rules};
use crate::protocol::{Command, Event, Fault, Question, Refusal, Reply};

/// What a setting needs once, whatever the day.
pub struct Prepared {
    setting: Box<Setting>,
    planner: Planner,
}

impl Session {
    /// Obeys a command that asks for a day.
    pub fn plan_day(&mut self, command: Command) -> Vec<Event> {
        let Command::Ask { request, question: Question::Day(bytes) } = command else {
            return Vec::new();
        };
        let answer = self.day(&bytes).map(Reply::Day).map_err(Refusal::Because);
        vec![Event::Answered { request, answer }]
    }

    fn day(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
        let answer = match What::from_bytes(bytes).map_err(|_| Fault::Message)? {
            What::Plans { setting, today } => {
                let planner = self.prepared(setting)?;
                let plan = |rule| planner.plan(&today, rule);
                Answer::Plans(Box::new(Plans {
                    home: plan(Rule::Home)?,
                    cleanest: plan(Rule::Cleanest)?,
                    best: plan(Rule::Best)?,
                    levers: planner.levers(&today)?,
                }))
            }
            What::Forecasts { setting, today } => {
                let planner = self.prepared(setting)?;
                let plan = |rule| planner.plan(&today, rule);
                Answer::Forecasts(forecast_rules().into_iter().map(plan).collect::<Result<_, _>>()?)
            }
            What::Days { setting, forecast, days } => {
                let planner = self.prepared(setting)?;
                let find = |(day, today): (_, Today)| {
                    let cleanest = planner.total_g(&today, Rule::Cleanest)?;
                    let found = match planner.levers(&today)?.zip(cleanest) {
                        Some((levers, cleanest_g)) => {
                            let forecast_g = planner.total_g(&today, Rule::Forecast(forecast))?;
                            Some(DayFound { levers, cleanest_g, forecast_g })
                        }
                        None => None,
                    };
                    Ok((day, found))
                };
                Answer::Days(days.into_iter().map(find).collect::<Result<_, DayError>>()?)
            }
            What::Known { setting, today, forecast } => {
                Answer::Known(self.prepared(setting)?.known(&today, forecast)?)
            }
            What::Drawn { setting, today, drawn } => {
                Answer::Drawn(self.prepared(setting)?.drawn(&today, &drawn)?)
            }
            What::Machines { setting, grids, computed, settings } => {
                let sites = of_sites(&setting, &grids, &computed, &settings)?;
                Answer::Machines(Machines::of(&sites).map(Box::new))
            }
            What::Prices { setting, today } => {
                Answer::Prices(self.prepared(setting)?.prices(&today)?)
            }
            What::Doubts { setting, today, settings } => {
                Answer::Doubts(self.prepared(setting)?.doubts(&today, &settings)?)
            }
        };
        answer.to_bytes().map_err(|_| Fault::Message)
    }

    /// What plans by that setting.
    fn prepared(&mut self, setting: Box<Setting>) -> Result<&Planner, Fault> {
        let known = self.planner.take().filter(|it| it.setting == setting);
        let prepared = match known {
            Some(known) => known,
            None => Prepared { planner: Planner::new(&setting)?, setting },
        };
        Ok(&self.planner.insert(prepared).planner)
    }
}

impl From<DayError> for Fault {
    fn from(error: DayError) -> Self {
        match error {
            DayError::Scenario(error) => error.into(),
            DayError::OutOfRange { field, .. } => Self::Value { field: field.to_string() },
            DayError::UnknownField { field, .. } => Self::Value { field },
            DayError::NoDay { .. } | DayError::NoYesterday { .. } => {
                Self::Value { field: "date".to_string() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Forecast;
    use crate::day::fixtures::recorded;
    use crate::day::fleet::Settings;
    use crate::scenario::Scenario;

    fn ask(session: &mut Session, what: What) -> Result<Answer, Refusal> {
        let question = Question::Day(what.to_bytes().unwrap());
        match session.handle(Command::Ask { request: 3, question }).pop() {
            Some(Event::Answered { request: 3, answer: Ok(Reply::Day(bytes)) }) => {
                Ok(Answer::from_bytes(&bytes).unwrap())
            }
            Some(Event::Answered { request: 3, answer: Err(refusal) }) => Err(refusal),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_day_is_planned_by_every_rule_and_the_best_is_never_above_another() {
        let mut session = Session::default();
        let setting = Box::new(Setting::of(Scenario::default(), 3));
        let today = Box::new(recorded(208));
        let asked = What::Plans { setting: setting.clone(), today: today.clone() };
        let Ok(Answer::Plans(plans)) = ask(&mut session, asked) else { panic!("no plans") };
        let total = |plan: &Option<crate::day::Plan>| plan.as_ref().unwrap().total_g;
        let best = total(&plans.best);
        assert!(best <= total(&plans.cleanest) && total(&plans.cleanest) < total(&plans.home));
        let levers = plans.levers.unwrap();
        assert!((levers.home.total_g() / total(&plans.home) - 1.0).abs() < 1e-12);
        assert!((levers.all.total_g() / best - 1.0).abs() < 1e-12);
        let asked = What::Forecasts { setting: setting.clone(), today };
        let Ok(Answer::Forecasts(found)) = ask(&mut session, asked) else { panic!("none") };
        assert_eq!(found.len(), Forecast::ALL.len());
        assert!(found.iter().all(|plan| total(plan) >= best * (1.0 - 1e-9)));
        let asked = What::Days {
            setting,
            forecast: Forecast::Yesterday,
            days: vec![(3, recorded(3)), (208, recorded(208))],
        };
        let Ok(Answer::Days(days)) = ask(&mut session, asked) else { panic!("no days") };
        assert_eq!(days.iter().map(|it| it.0).collect::<Vec<_>>(), [3, 208]);
        let day = days[1].1.unwrap();
        assert_eq!(
            (day.levers, Some(day.cleanest_g)),
            (levers, plans.cleanest.map(|it| it.total_g))
        );
        assert_eq!(day.forecast_g, found[0].as_ref().map(|it| it.total_g));
    }

    #[test]
    fn what_was_known_and_what_was_drawn_are_answered() {
        let mut session = Session::default();
        let (setting, today) = (Setting::of(Scenario::default(), 3), Box::new(recorded(208)));
        let drawn = crate::day::Draft::of(&setting).nobody_waits();
        let setting = Box::new(setting);
        let forecast = Forecast::Bent;
        let asked = What::Known { setting: setting.clone(), today: today.clone(), forecast };
        let Ok(Answer::Known(Some(hours))) = ask(&mut session, asked) else { panic!("none") };
        assert_eq!(hours.len(), crate::data::day::HOURS);
        let asked = What::Drawn { setting: setting.clone(), today: today.clone(), drawn };
        let Ok(Answer::Drawn(Some(day))) = ask(&mut session, asked) else { panic!("none") };
        assert!(day.drawn_g > hours[0].best_g, "nobody waits, and the best plan does");
        let first = Box::new(Today { yesterday: None, ..*today });
        let asked = What::Known { setting, today: first, forecast };
        assert_eq!(ask(&mut session, asked), Ok(Answer::Known(None)));
    }

    #[test]
    fn machines_are_planned_for_what_a_plan_computes() {
        let mut session = Session::default();
        let setting = Box::new(Setting { answers: 3e6, ..Setting::of(Scenario::default(), 3) });
        let today = recorded(208);
        let asked = What::Plans { setting: setting.clone(), today: Box::new(today.clone()) };
        let Ok(Answer::Plans(plans)) = ask(&mut session, asked) else { panic!("no plans") };
        let computed = plans.best.unwrap().computed();
        let settings = Settings::of(setting.qoe_day, setting.qoe_floor);
        let sites = of_sites(&setting, &today.grids, &computed, &settings).unwrap();
        let grids = Box::new(today.grids);
        let asked = What::Machines {
            setting: setting.clone(),
            grids: grids.clone(),
            computed: computed.clone(),
            settings,
        };
        let Ok(Answer::Machines(Some(found))) = ask(&mut session, asked) else { panic!("none") };
        assert_eq!(Some(*found), Machines::of(&sites));
        // A machine that draws as much as no GPU is named.
        let settings = Settings { idle_w: 1e6, ..settings };
        let asked = What::Machines { setting, grids, computed, settings };
        let refused = Refusal::Because(Fault::Value { field: "idle_w".to_string() });
        assert_eq!(ask(&mut session, asked), Err(refused));
    }

    #[test]
    fn what_cannot_be_planned_is_said_and_the_worker_goes_on() {
        let mut session = Session::default();
        let asked = |change: fn(&mut Setting), sites| {
            let mut setting = Box::new(Setting::of(Scenario::default(), sites));
            change(&mut setting);
            What::Plans { setting, today: Box::new(recorded(208)) }
        };
        let refused =
            |field: &str| Err(Refusal::Because(Fault::Value { field: field.to_string() }));
        assert_eq!(ask(&mut session, asked(|it| it.wait_share = 7.0, 3)), refused("wait_share"));
        assert_eq!(ask(&mut session, asked(|it| it.scenario.pue = 9.0, 3)), refused("pue"));
        assert_eq!(ask(&mut session, asked(|_| {}, 1)), refused("grids"));
        // No answer is as good as that.
        let Ok(Answer::Plans(plans)) = ask(&mut session, asked(|it| it.qoe_day = 1.0, 3)) else {
            panic!("refused")
        };
        assert_eq!((plans.best, plans.levers), (None, None));
        let question = Question::Day(vec![1, 2, 3]);
        let events = session.handle(Command::Ask { request: 1, question });
        let answer = Err(Refusal::Because(Fault::Message));
        assert_eq!(events, [Event::Answered { request: 1, answer }]);
        assert!(ask(&mut session, asked(|_| {}, 3)).is_ok());
    }
}
