//! What binds, in words: free, one limit binds, a limit is broken, or nothing is feasible and what
//! the nearest way out is.

use super::limits_plan::{
    leads_out, near_least_power, qoe_in_time, round_down, round_down_to, round_up,
};
use crate::carbon::{Constraint, Footprint};
use crate::link::Choice;
use crate::ui::state::results::Results;
use crate::ui::words::format::{bit_rate, percent, plain, whole, with_unit};
use crate::ui::words::{binding as words, values};

/// A sentence whose first words are bold, and what can be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    pub bold: String,
    pub rest: String,
    /// Something is broken: red, and not by colour alone, the words say it.
    pub bad: bool,
    pub ways_out: Vec<WayOut>,
}

/// A button that leads out: puts `field` to `value`.
#[derive(Clone, Debug, PartialEq)]
pub struct WayOut {
    pub label: String,
    pub field: &'static str,
    pub value: f64,
}

fn saying(bold: impl Into<String>, rest: impl Into<String>) -> Saying {
    Saying { bold: bold.into(), rest: rest.into(), bad: false, ways_out: Vec::new() }
}

/// What to say about a result.
pub fn say(results: &Results) -> Saying {
    if !results.optimum.feasible() {
        return nothing_holds(results);
    }
    let chosen = &results.chosen;
    if !chosen.feasible() {
        return broken(results);
    }
    let optimum_chooses = match results.view.choice {
        Choice::Optimum => true,
        Choice::Agent => results.agent.is_none(),
        Choice::Manual(_) => false,
    };
    if optimum_chooses { at_the_optimum(results) } else { at_a_choice(results) }
}

/// At the optimum: what keeps carbon from going lower.
fn at_the_optimum(results: &Results) -> Saying {
    let Footprint { decision, .. } = results.chosen;
    let limits = &results.chain.limits;
    let binding = results.optimum.binding();
    let Some(first) = binding.first() else {
        return saying(words::nothing_stops(), words::inside());
    };
    let mut said = match first {
        Constraint::Qoe => saying(words::quality_stops(), words::from_shorter()),
        Constraint::Latency => saying(
            words::latency_stops(),
            words::from_lowering_reached(&seconds(limits.latency_max_s)),
        ),
        Constraint::Outage => saying(
            words::outage_stops(),
            words::from_lowering_outage(
                &values::power(decision.power_w),
                &bit_rate(limits.rate_min.0),
                &percent(limits.outage_max),
            ),
        ),
        Constraint::Rate => {
            saying(words::rate_stops(), words::from_lowering_reached(&bit_rate(limits.rate_min.0)))
        }
        Constraint::PowerMin => {
            saying(words::cell_stops(), words::from_lowering_cell(&values::power(decision.power_w)))
        }
        Constraint::PowerMax => {
            saying(words::cell_stops(), words::from_raising_cell(&values::power(decision.power_w)))
        }
        Constraint::TokensMax => saying(
            words::longest_stops(),
            words::tokens_allowed(&whole(results.chain.tokens_max.into())),
        ),
    };
    let power_too = binding.iter().skip(1).find_map(|other| match other {
        Constraint::Latency => Some(words::latency()),
        Constraint::Outage => Some(words::outage()),
        Constraint::Rate => Some(words::least_rate()),
        Constraint::PowerMin => Some(words::cell_least()),
        _ => None,
    });
    if let Some(name) = power_too {
        said.rest = words::power_too(&said.rest, name);
    } else if binding.contains(&Constraint::PowerMax) && *first != Constraint::PowerMax {
        said.rest = words::at_its_most(&said.rest);
    } else if binding == [Constraint::Qoe] {
        said.rest = words::power_free(&said.rest, &values::power(decision.power_w));
    }
    said
}

/// At a decision of hand or agent that keeps all limits.
fn at_a_choice(results: &Results) -> Saying {
    let tokens = results.chosen.decision.tokens;
    match results.lengths {
        Some((from, _)) if tokens > from => {
            saying(words::nothing_yet(), words::quality_first(&whole(from.into())))
        }
        _ if near_least_power(results) => saying(words::quality_and_link(), words::and_link()),
        _ => saying(words::quality_stops(), words::from_shorter()),
    }
}

/// At a decision that breaks a limit, while others keep them all.
fn broken(results: &Results) -> Saying {
    let chosen = &results.chosen;
    let limits = &results.chain.limits;
    let [quality, latency, outage, rate] = chosen.kept;
    let (bold, what) = if !quality {
        let least = values::share(limits.qoe_min);
        (words::quality_breaks(), words::qoe_is(&floor_share(chosen.qoe.total), &least))
    } else if !latency {
        let most = seconds(limits.latency_max_s);
        let takes = seconds(round_up(chosen.latency_s, 2));
        (words::latency_breaks(), words::takes(&takes, &most))
    } else if !outage {
        let (here, most) = (percent(chosen.wireless.outage), percent(limits.outage_max));
        (words::outage_breaks(), words::too_slow(&here, &most))
    } else {
        let least = bit_rate(limits.rate_min.0);
        let here = bit_rate(chosen.wireless.rate_bps);
        debug_assert!(!rate);
        (words::rate_breaks(), words::carries(&here, &least))
    };
    let tokens = chosen.decision.tokens;
    let rest = match (results.lengths, results.least_power_w) {
        (Some((from, _)), _) if tokens < from => words::or_more_tokens(&what, &whole(from.into())),
        (Some((_, to)), _) if tokens > to => words::or_fewer_tokens(&what, &whole(to.into())),
        (None, Some(power)) => words::or_more_power(&what, &values::power(round_up(power, 3))),
        _ => match results.best() {
            Some(best) => words::best_that_holds(
                &what,
                &whole(best.decision.tokens.into()),
                &values::power(best.decision.power_w),
            ),
            None => what,
        },
    };
    Saying { bold: bold.into(), rest, bad: true, ways_out: Vec::new() }
}

/// No decision keeps all limits: name what is asked, the most that is possible, and the ways out.
fn nothing_holds(results: &Results) -> Saying {
    let limits = &results.chain.limits;
    let safe = results.optimum.footprint();
    let [_, _, outage, rate] = safe.kept;
    let mut ways_out = Vec::new();
    let rest = if results.greatest_qoe >= limits.qoe_min && !outage {
        ways_out.push(way(words::allow_outage, round_up(safe.wireless.outage, 2), "outage_max"));
        words::full_power_outage(
            &bit_rate(limits.rate_min.0),
            &percent(safe.wireless.outage),
            &percent(limits.outage_max),
        )
    } else if results.greatest_qoe >= limits.qoe_min && !rate {
        let reached_kbps = round_down_to(safe.wireless.rate_bps / 1e3, 2);
        ways_out.push(way(words::ask_rate, reached_kbps, "rate_min_kbps"));
        words::full_power_rate(&bit_rate(safe.wireless.rate_bps), &bit_rate(limits.rate_min.0))
    } else {
        let (most, tokens) = qoe_in_time(results);
        ways_out.push(way(words::ask_qoe, round_down(most), "qoe_min"));
        ways_out.push(way(words::allow_time, round_up(safe.latency_s, 2), "latency_max_s"));
        let within = seconds(limits.latency_max_s);
        if tokens == 0 {
            words::nothing_within(&within)
        } else {
            words::qoe_within(
                &values::share(limits.qoe_min),
                &within,
                &thousandths(most),
                &whole(tokens.into()),
            )
        }
    };
    // Where several limits are out of reach at once, giving way on one leads nowhere.
    ways_out.retain(|way| leads_out(results, way.field, way.value));
    let rest = if ways_out.is_empty() { words::more_than_one(&rest) } else { rest };
    Saying { bold: words::no_setting().into(), rest, bad: true, ways_out }
}

/// A button that names the value with its unit.
fn way(label: fn(&str) -> String, value: f64, field: &'static str) -> WayOut {
    let amount = match field {
        "outage_max" => percent(value),
        "rate_min_kbps" => bit_rate(value * 1e3),
        "latency_max_s" => seconds(value),
        _ => plain(value),
    };
    WayOut { label: label(&amount), field, value }
}

fn seconds(value: f64) -> String {
    with_unit(&plain(value), "s")
}

fn thousandths(value: f64) -> String {
    format!("{:.3}", (value * 1e3).floor() / 1e3)
}

/// Two digits, rounded down: what is under a limit is not shown as on it.
fn floor_share(value: f64) -> String {
    format!("{:.2}", (value * 100.0).floor() / 100.0)
}

/// The line under the sentence: the factors of QoE.
pub fn factors(print: &Footprint) -> String {
    let qoe = &print.qoe;
    words::factors(
        &values::share(qoe.length),
        &values::share(qoe.speed),
        &values::share(qoe.wait),
        &values::share(qoe.total),
        &format!("{:.1}", qoe.mos),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::View;
    use crate::scenario::{Decision, Scenario};
    use crate::ui::state::results::{FIRST_MANUAL, opening};

    fn results(change: impl Fn(&mut View)) -> Results {
        let mut view = opening();
        change(&mut view);
        Results::new(&view, FIRST_MANUAL, None).unwrap()
    }

    #[test]
    fn the_opening_scene_is_stopped_by_quality() {
        let said = say(&results(|_| ()));
        assert_eq!(said.bold, "Quality stops you");
        assert!(!said.bad && said.ways_out.is_empty());
    }

    #[test]
    fn a_free_choice_names_what_comes_first() {
        let said = say(&results(|view| {
            view.choice = Choice::Manual(Decision { tokens: 400, power_w: 20.0 });
        }));
        assert_eq!(said.bold, "Nothing stops you yet.");
        assert!(said.rest.contains("369 tokens"), "{}", said.rest);
    }

    #[test]
    fn a_broken_limit_is_named_with_the_nearest_setting() {
        let said = say(&results(|view| {
            view.choice = Choice::Manual(Decision { tokens: 100, power_w: 20.0 });
        }));
        assert!(said.bad && said.rest.contains("369 tokens or more"), "{}", said.rest);
    }

    /// Each way out that is offered leads out.
    #[test]
    fn ways_out_of_the_infeasible_lead_out() {
        let cases: [fn(&mut Scenario); 5] = [
            |s| s.qoe_min = 0.995,
            |s| (s.qoe_min, s.latency_max_s) = (0.9, 5.0),
            |s| (s.rate_min_kbps, s.outage_max, s.distance_m) = (1_000.0, 0.001, 2_000.0),
            |s| (s.rate_min_kbps, s.outage_max, s.distance_m) = (5_000_000.0, 1.0, 2_000.0),
            |s| s.latency_max_s = 0.5,
        ];
        for (index, case) in cases.iter().enumerate() {
            let before = results(|view| case(&mut view.scenario));
            assert!(!before.optimum.feasible(), "case {index}");
            let said = say(&before);
            assert!(said.bad && !said.ways_out.is_empty(), "case {index}: {said:?}");
            for way in said.ways_out {
                let after = results(|view| {
                    case(&mut view.scenario);
                    view.scenario.set(way.field, way.value).unwrap();
                });
                assert!(after.optimum.feasible(), "case {index}: {way:?}");
            }
        }
    }
}
