//! Why something was refused, in the page's language: each error is an enum of numbers and names, and
//! becomes words here.

use super::format::{plain, plain_significant, whole, with_unit};
use super::values::{self, lowered};
use super::{comma, controls, errors, fields, files, lab, panels};
use crate::data::{self, LLMS};
use crate::link::{self, LinkIssue};
use crate::protocol::{Fault, PolicyFault, ProtocolError, VERSION};
use crate::scenario::{Allowed, Bound, ScenarioError, Span};

/// Why a value was refused.
pub fn error(error: &ScenarioError) -> String {
    match error {
        ScenarioError::OutOfRange { field, value, allowed: range } => {
            errors::out_of_range(&named(field), &value.to_string(), &allowed(range))
        }
        ScenarioError::UnknownField { field } => errors::unknown_field(field),
        ScenarioError::Duplicate { field } => errors::stands_twice(&named(field)),
        ScenarioError::Missing { fields } => {
            let names: Vec<_> = fields.iter().map(|name| named(name)).collect();
            errors::missing(&names.join(comma()))
        }
        ScenarioError::Alone { field, needs } => errors::alone(&named(field), needs),
        ScenarioError::Together { field, other } => errors::together(&named(field), &named(other)),
        ScenarioError::Experts { experts, used, most } => {
            errors::experts(&plain(*used), &plain(*experts), &plain_significant(*most, 3))
        }
        ScenarioError::NoObject => errors::no_object().to_string(),
        ScenarioError::NoScenario => errors::no_scenario().to_string(),
        ScenarioError::PlanTable => errors::plan_table().to_string(),
        ScenarioError::Letters { found } => errors::letters_of(found),
        ScenarioError::Json { line, column } => {
            errors::json(&line.to_string(), &column.to_string())
        }
        ScenarioError::Schema { found, reads } => errors::schema(found, reads),
    }
}

/// What of a link was not usable.
pub fn issue(of: &LinkIssue) -> String {
    match of {
        LinkIssue::Version { found } => errors::version(found, link::VERSION),
        LinkIssue::Value(refused) => error(refused),
        LinkIssue::Form { part } => errors::no_pair(&format!("{part:?}")),
        LinkIssue::Beside(of_kept) => errors::of_kept(&issue(of_kept)),
        LinkIssue::Cut => errors::cut().to_string(),
    }
}

/// Why the file of an agent was not usable.
pub fn policy_fault(fault: PolicyFault) -> String {
    match fault {
        PolicyFault::NotOne => files::no_policy().to_string(),
        PolicyFault::Version { found } => files::policy_version(&found.to_string()),
        PolicyFault::Damaged => files::policy_damaged().to_string(),
        PolicyFault::Misfit { obs_dim, act_dim } => {
            files::policy_misfit(&obs_dim.to_string(), &act_dim.to_string())
        }
    }
}

/// What did not work in a worker.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Value { field } => errors::refused_value(&named(field)),
        Fault::Diverged { algorithm, update } => {
            errors::diverged(algorithm.name(), &whole(*update as f64))
        }
        Fault::Policy { algorithm, fault } => {
            errors::policy_of(algorithm.name(), &policy_fault(*fault))
        }
        Fault::Message => errors::no_message().to_string(),
    }
}

/// Why page and worker do not understand each other.
pub fn protocol(error: &ProtocolError) -> String {
    match error {
        ProtocolError::Version { found } => {
            errors::other_version(&found.to_string(), &VERSION.to_string())
        }
        ProtocolError::Short | ProtocolError::Body(_) | ProtocolError::Trailing { .. } => {
            errors::no_message().to_string()
        }
    }
}

/// What agents were not trained on, by the names of fields.
pub fn outside(fields: &[String]) -> String {
    let names: Vec<_> = fields.iter().map(|name| named(name)).collect();
    panels::outside(&names.join(comma()))
}

/// What the page calls a part of a link or a file; one that it shows nowhere keeps its name.
pub fn named(name: &str) -> String {
    match name {
        "tokens" => errors::tokens().to_string(),
        "power_w" => errors::power().to_string(),
        "model" => errors::model().to_string(),
        "cell" => errors::cell().to_string(),
        "accounting" => errors::accounting().to_string(),
        "energy_model" => errors::energy_model().to_string(),
        "gpu" => errors::gpu().to_string(),
        "boundary" => errors::boundary().to_string(),
        "model.active_params_billion" => lowered(controls::active_parameters()),
        "model.total_params_billion" => lowered(controls::total_parameters()),
        "model.moe_layers" => lowered(controls::moe_layers()),
        "model.experts" => lowered(controls::experts()),
        "model.experts_per_token" => lowered(controls::experts_per_token()),
        "model.attention_width" => lowered(controls::attention_width()),
        "model.weight_bytes_per_param" => lowered(controls::weight()),
        "model.kv_bytes_per_token" => lowered(controls::cache()),
        "model.layers" => lowered(controls::layers()),
        // What a learner is set to, by the names of `SacConfig`.
        "actor_lr" => lowered(lab::actor_lr()),
        "critic_lr" => lowered(lab::critic_lr()),
        "alpha" | "initial" | "from" | "to" => lowered(lab::temperature()),
        "hidden_sizes" => lowered(lab::hidden_units()),
        "batch_size" => lowered(lab::batch()),
        "time_steps" => lowered(lab::time_steps_field()),
        _ => data::field(name).map_or_else(|| name.to_string(), |it| lowered(fields::label(it))),
    }
}

/// What a value may be. Words of links and JSON stay as they are written there.
fn allowed(allowed: &Allowed) -> String {
    match allowed {
        Allowed::Number(range) => span(range),
        Allowed::OneOf(words) => words.join(comma()),
        Allowed::Model => {
            let names: Vec<_> = LLMS.iter().map(|llm| llm.name).collect();
            errors::a_model(&names.join(comma()))
        }
        Allowed::Zone => errors::a_zone().to_string(),
        Allowed::Lesson => errors::a_lesson().to_string(),
        Allowed::Controls => errors::controls().to_string(),
        Allowed::Opened => errors::opened().to_string(),
        Allowed::Locked => errors::locked().to_string(),
        Allowed::Letters(most) => errors::letters(&most.to_string()),
        Allowed::Exactly(text) => text.clone(),
        Allowed::Run => errors::a_run().to_string(),
        Allowed::EachSeed(recipes) => errors::each_seed(&recipes.join(comma())),
        Allowed::Seeds(most) => errors::seeds(&most.to_string()),
    }
}

fn span(range: &Span) -> String {
    let &Span { from, to, above, integer, unit, bound } = range;
    let unit = values::unit(unit);
    let (low, high) = (plain(from), with_unit(&plain(to), unit));
    let (from_unit, both) = (with_unit(&low, unit), || values::span(from, to, unit));
    let said = match (from.is_finite(), to.is_finite(), above, integer) {
        (false, ..) => errors::any_number().to_string(),
        (_, true, false, true) => errors::an_integer(&both()),
        (_, true, false, false) => errors::a_number(&both()),
        (_, true, true, true) => errors::an_integer_above(&low, &high),
        (_, true, true, false) => errors::a_number_above(&low, &high),
        (_, false, false, true) => errors::an_integer_from(&from_unit),
        (_, false, false, false) => errors::a_number_from(&from_unit),
        (_, false, true, _) => errors::above(&from_unit),
    };
    match bound {
        Bound::Own => said,
        Bound::TokensMax => errors::longest_answer(&said),
        Bound::Cell => errors::most_of_cell(&said),
        Bound::Assignment => errors::in_assignment(&said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_2_what_a_run_refuses_is_called_as_in_its_form() {
        for (field, name) in [
            ("initial", "temperature at first"),
            ("from", "temperature at first"),
            ("actor_lr", "actor’s learning rate"),
            ("batch_size", "batch"),
        ] {
            let said = fault(&Fault::Value { field: field.to_string() });
            assert_eq!(said, format!("the value of {name} is out of range"));
        }
    }
}
