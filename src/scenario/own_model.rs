//! A language model described by its numbers.

use super::{MODEL_NUMBERS, ScenarioError, Span};
use crate::data::{Llm, LlmKind};
use serde::{Deserialize, Serialize};

/// What the energy and latency of a language model depend on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LlmShape {
    /// Parameters multiplied for a token, in 1e9.
    pub active_params_billion: f64,
    pub weight_bytes_per_param: f64,
    /// Key-value cache, bytes per token of context.
    pub kv_bytes_per_token: f64,
    pub layers: f64,
    /// All parameters, in 1e9; as many as are active where there is none. More than those is a
    /// mixture of experts.
    pub total_params_billion: Option<f64>,
    /// Layers with experts; all where there is none.
    pub moe_layers: Option<f64>,
    /// As many as all parameters hold the active ones where there is none, of which one is used.
    pub experts: Option<f64>,
    pub experts_per_token: Option<f64>,
    /// Query heads times their dimension; 0 where there is none.
    pub attention_width: Option<f64>,
}

impl LlmShape {
    /// Names of its numbers, as links and errors have them; JSON leaves out `model.`.
    pub const NAMES: [&'static str; 9] = MODEL_NUMBERS;
    /// How many of them have to be given.
    pub const NEEDED: usize = 4;
    /// What version 1 called the active parameters: all of a dense model.
    pub const FORMER: &'static str = "model.params_billion";
    const COUNT: Span = Span::above(0.0, 1e12, "1");
    const WHOLE: Span = Span { integer: true, ..Self::COUNT };
    const PARAMETERS: Span = Span { unit: "billion", ..Self::COUNT };
    /// What each may be.
    pub const SPANS: [Span; 9] = [
        Self::PARAMETERS,
        Span { unit: "B/parameter", ..Self::COUNT },
        Span { unit: "B/token", ..Self::COUNT },
        Self::WHOLE,
        Self::PARAMETERS,
        Span::integer(0.0, 1e12),
        Self::COUNT,
        Self::COUNT,
        Span::real(0.0, 1e12, "1"),
    ];

    /// The place of a name in [`Self::NAMES`].
    pub fn place(name: &str) -> Option<usize> {
        let name = if name == Self::FORMER { Self::NAMES[0] } else { name };
        Self::NAMES.iter().position(|it| *it == name)
    }

    /// Its numbers, in the order of [`Self::NAMES`].
    pub fn numbers(&self) -> [Option<f64>; 9] {
        [
            Some(self.active_params_billion),
            Some(self.weight_bytes_per_param),
            Some(self.kv_bytes_per_token),
            Some(self.layers),
            self.total_params_billion,
            self.moe_layers,
            self.experts,
            self.experts_per_token,
            self.attention_width,
        ]
    }

    /// The shape of those numbers.
    ///
    /// # Errors
    /// Names those that are missing.
    pub fn of_numbers(numbers: [Option<f64>; 9]) -> Result<Self, ScenarioError> {
        let [
            Some(active_params_billion),
            Some(weight_bytes_per_param),
            Some(kv_bytes_per_token),
            Some(layers),
            total_params_billion,
            moe_layers,
            experts,
            experts_per_token,
            attention_width,
        ] = numbers
        else {
            let needed = Self::NAMES.into_iter().zip(numbers).take(Self::NEEDED);
            let missing = needed.filter(|(_, it)| it.is_none());
            return Err(ScenarioError::Missing { fields: missing.map(|(name, _)| name).collect() });
        };
        Ok(Self {
            active_params_billion,
            weight_bytes_per_param,
            kv_bytes_per_token,
            layers,
            total_params_billion,
            moe_layers,
            experts,
            experts_per_token,
            attention_width,
        })
    }

    /// What the number at `place` of [`Self::NAMES`] may be while the others stay: within these it makes
    /// a model ([`Self::llm`]) of one that is sound.
    pub fn allowed(&self, place: usize) -> Span {
        let own = Self::SPANS.get(place).copied().unwrap_or(Self::COUNT);
        let active = self.active_params_billion;
        let total = self.total_params_billion.unwrap_or(active);
        if total <= active {
            // The parameters of a dense model grow and shrink together; it has no experts.
            return match place {
                4 => Span { from: active, above: false, ..own },
                _ => own,
            };
        }
        let used_share = match (self.experts, self.experts_per_token) {
            (Some(experts), Some(used)) => Some(used / experts),
            _ => None,
        };
        let experts = self.experts.unwrap_or(total / active);
        let used = self.experts_per_token.unwrap_or(1.0);
        match place {
            0 => Span {
                from: used_share.map_or(0.0, |share| share * total),
                above: used_share.is_none(),
                to: total,
                ..own
            },
            3 => {
                let from = self.moe_layers.unwrap_or(0.0);
                Span { from, above: from <= 0.0, ..own }
            }
            4 => Span {
                from: active,
                above: false,
                to: used_share.map_or(own.to, |share| active / share),
                ..own
            },
            5 => Span { to: self.layers, ..own },
            6 => Span { from: used * total / active, above: false, ..own },
            7 => Span { to: experts * active / total, ..own },
            _ => own,
        }
    }

    /// With another number at `place`, and what goes with it: a dense model has no experts, a number of
    /// experts needs the number of those used.
    ///
    /// # Errors
    /// Names the number that is wrong, or those that do not fit together.
    pub fn with(&self, place: usize, number: f64) -> Result<Self, ScenarioError> {
        let mut numbers = self.numbers();
        let active = self.active_params_billion;
        let total = self.total_params_billion.unwrap_or(active);
        if total <= active {
            numbers[4] = None;
        }
        if let Some(at) = numbers.get_mut(place) {
            *at = Some(number);
        }
        match place {
            6 => numbers[7] = numbers[7].or(Some(1.0)),
            7 => numbers[6] = numbers[6].or(Some(total / active)),
            _ => {}
        }
        if numbers[4].is_none_or(|total| numbers[0].is_some_and(|active| total <= active)) {
            numbers[5..8].fill(None);
        }
        let changed = Self::of_numbers(numbers)?;
        changed.llm()?;
        Ok(changed)
    }

    /// The numbers of a model of the table, as far as one's own has them: windows, latent attention and
    /// states are left out.
    pub fn of_llm(llm: &Llm) -> Self {
        let mixture = llm.kind == LlmKind::Mixture;
        let all = (llm.shared_bytes + llm.expert_bytes) / llm.weight_bytes_per_param / 1e9;
        let if_mixture = |number: f64| mixture.then_some(number);
        Self {
            active_params_billion: llm.compute_billion,
            weight_bytes_per_param: llm.weight_bytes_per_param,
            kv_bytes_per_token: llm.kv_bytes_per_token,
            layers: llm.layers,
            total_params_billion: if_mixture(all),
            moe_layers: if_mixture(llm.moe_layers),
            experts: if_mixture(llm.experts),
            experts_per_token: if_mixture(llm.experts_per_token),
            attention_width: Some(llm.attention_width),
        }
    }

    /// All that the model of inference wants to know.
    ///
    /// # Errors
    /// Names the number that is wrong, or those that do not fit together.
    pub fn llm(&self) -> Result<Llm, ScenarioError> {
        let numbers = Self::NAMES.into_iter().zip(self.numbers()).zip(Self::SPANS);
        for ((name, value), span) in numbers {
            if let Some(value) = value.filter(|it| !span.holds(*it)) {
                return Err(ScenarioError::range(name, value, span));
            }
        }
        let active = self.active_params_billion;
        let total = self.total_params_billion.unwrap_or(active);
        if total < active {
            let allowed = Span { from: active, above: false, ..Self::PARAMETERS };
            return Err(ScenarioError::range(Self::NAMES[4], total, allowed));
        }
        let mixture = total > active;
        let given = [self.moe_layers, self.experts, self.experts_per_token];
        if let (false, Some(place)) = (mixture, given.iter().position(Option::is_some)) {
            let needs = "model.total_params_billion above model.active_params_billion";
            return Err(ScenarioError::Alone { field: Self::NAMES[5 + place], needs });
        }
        let (experts, used) = match (self.experts, self.experts_per_token) {
            (Some(experts), Some(used)) => {
                let most = active / total;
                if used >= experts || used / experts > most * (1.0 + 1e-9) {
                    return Err(ScenarioError::Experts { experts, used, most });
                }
                (experts, used)
            }
            (None, None) => (total / active, 1.0),
            (Some(_), None) => {
                let (field, needs) = (Self::NAMES[6], Self::NAMES[7]);
                return Err(ScenarioError::Alone { field, needs });
            }
            (None, Some(_)) => {
                let (field, needs) = (Self::NAMES[7], Self::NAMES[6]);
                return Err(ScenarioError::Alone { field, needs });
            }
        };
        let all_layers = if mixture { self.layers } else { 0.0 };
        let moe_layers = self.moe_layers.unwrap_or(all_layers);
        if moe_layers > self.layers {
            let allowed = Span::integer(0.0, self.layers);
            return Err(ScenarioError::range(Self::NAMES[5], moe_layers, allowed));
        }
        let in_experts = if mixture { (total - active) / (1.0 - used / experts) } else { 0.0 };
        let bytes = |billion: f64| billion.max(0.0) * 1e9 * self.weight_bytes_per_param;
        Ok(Llm {
            name: OWN,
            label: OWN,
            family: OWN,
            kind: if mixture { LlmKind::Mixture } else { LlmKind::Dense },
            measured_on: u8::MAX,
            slow_kernel: false,
            total_billion: total,
            active_billion: active,
            compute_billion: active,
            layers: self.layers,
            moe_layers,
            latent_layers: 0.0,
            attention_layers: self.layers,
            experts: if mixture { experts } else { 0.0 },
            experts_per_token: if mixture { used } else { 0.0 },
            kv_bytes_per_token: self.kv_bytes_per_token,
            window_tokens: 0.0,
            window_share: 0.0,
            state_bytes: 0.0,
            shared_bytes: bytes(total - in_experts),
            expert_bytes: bytes(in_experts),
            weight_bytes_per_param: self.weight_bytes_per_param,
            attention_width: self.attention_width.unwrap_or(0.0),
        })
    }
}

/// In place of a name of the table.
pub const OWN: &str = "own";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::LLMS;

    const DENSE: LlmShape = LlmShape {
        active_params_billion: 4.0,
        weight_bytes_per_param: 2.0,
        kv_bytes_per_token: 1000.0,
        layers: 10.0,
        total_params_billion: None,
        moe_layers: None,
        experts: None,
        experts_per_token: None,
        attention_width: None,
    };

    fn shape(change: impl FnOnce(&mut LlmShape)) -> Result<Llm, String> {
        let mut shape = DENSE;
        change(&mut shape);
        shape.llm().map_err(|error| error.to_string())
    }

    #[test]
    fn a_mixture_is_what_has_more_parameters_than_are_active() {
        let dense = shape(|_| ()).unwrap();
        assert_eq!((dense.kind, dense.moe_layers), (LlmKind::Dense, 0.0));
        assert_eq!((dense.shared_bytes, dense.expert_bytes), (8e9, 0.0));
        let alike = shape(|it| it.total_params_billion = Some(4.0)).unwrap();
        assert_eq!(alike, dense);
        // By default all parameters are in experts, of which one is used.
        let mixture = shape(|it| it.total_params_billion = Some(10.0)).unwrap();
        assert_eq!((mixture.kind, mixture.moe_layers), (LlmKind::Mixture, 10.0));
        assert_eq!((mixture.experts, mixture.experts_per_token), (2.5, 1.0));
        assert!(mixture.shared_bytes < 1.0 && (mixture.expert_bytes / 20e9 - 1.0).abs() < 1e-12);
        // 16 experts of which 2: (10 − 4)/(1 − 1/8) in experts.
        let given = shape(|it| {
            it.total_params_billion = Some(10.0);
            (it.experts, it.experts_per_token) = (Some(16.0), Some(2.0));
        });
        assert!((given.unwrap().expert_bytes / (2e9 * 6.0 / 0.875) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_fit_together_is_named() {
        for (change, parts) in [
            (
                (|it| it.total_params_billion = Some(3.0)) as fn(&mut LlmShape),
                ["model.total_params_billion = 3", "from 4"],
            ),
            (|it| it.experts = Some(8.0), ["model.experts", "total_params_billion above"]),
            (
                |it| (it.total_params_billion, it.experts) = (Some(10.0), Some(8.0)),
                ["model.experts:", "model.experts_per_token"],
            ),
            (
                |it| {
                    it.total_params_billion = Some(10.0);
                    (it.experts, it.experts_per_token) = (Some(8.0), Some(4.0));
                },
                ["model.experts_per_token = 4", "model.experts = 8"],
            ),
            (
                |it| (it.total_params_billion, it.moe_layers) = (Some(10.0), Some(11.0)),
                ["model.moe_layers = 11", "from 0 to 10"],
            ),
        ] {
            let error = shape(change).unwrap_err();
            assert!(parts.iter().all(|part| error.contains(part)), "{error}");
        }
    }

    /// Of each model of the table, and of a few in between, every number at the ends of its range and
    /// beyond them: nothing else is moved to make it fit.
    #[test]
    fn a_number_is_allowed_where_it_makes_a_model_with_the_others_as_they_are() {
        let bare = LlmShape { total_params_billion: Some(40.0), ..DENSE };
        let half = LlmShape { moe_layers: Some(7.0), ..bare };
        for shape in LLMS.iter().map(LlmShape::of_llm).chain([DENSE, bare, half]) {
            let before = shape.llm().unwrap();
            for place in 0..9 {
                let allowed = shape.allowed(place);
                let was_mixture = before.kind == LlmKind::Mixture;
                if (5..8).contains(&place) && !was_mixture {
                    continue;
                }
                let near =
                    |value: f64| [value * 0.99, value, value * 1.01, value.floor(), value.ceil()];
                for number in near(allowed.from).into_iter().chain(near(allowed.to)) {
                    let made = shape.with(place, number);
                    let said = format!("{shape:?} {place} {number} {allowed:?} {made:?}");
                    // Floating point: the very end of a ratio may be either.
                    let at_end = |end: f64| (number / end - 1.0).abs() < 1e-12;
                    if at_end(allowed.from) || at_end(allowed.to) {
                        continue;
                    }
                    assert_eq!(made.is_ok(), allowed.holds(number), "{said}");
                    let Ok(made) = made else { continue };
                    let kept = |at: usize| at == place || made.numbers()[at] == shape.numbers()[at];
                    assert!((0..4).all(kept) && kept(8), "{said}");
                    assert!(
                        place == 0 || was_mixture || made.numbers()[0] == shape.numbers()[0],
                        "{said}"
                    );
                }
            }
        }
    }

    /// What the page says of where a `config.json` has the numbers of a model.
    #[test]
    fn a_config_has_the_numbers_where_the_page_says() {
        let qwen = LLMS.iter().find(|it| it.name == "qwen3-30b-a3b").unwrap();
        let (layers, heads, key_value_heads, head_dim, bytes) = (48.0, 32.0, 4.0, 128.0, 2.0);
        let shape = LlmShape::of_llm(qwen);
        assert_eq!(shape.layers, layers);
        assert_eq!(shape.attention_width, Some(heads * head_dim));
        assert_eq!(shape.kv_bytes_per_token, 2.0 * layers * key_value_heads * head_dim * bytes);
        assert_eq!((shape.experts, shape.experts_per_token), (Some(128.0), Some(8.0)));
    }

    #[test]
    fn the_numbers_of_a_model_of_the_table_make_the_same_model() {
        for llm in LLMS {
            let own = LlmShape::of_llm(llm).llm().unwrap();
            let near = |a: f64, b: f64| (a - b).abs() <= 2e-3 * b.abs();
            if llm.kind != LlmKind::Hybrid {
                assert_eq!(own.kind, llm.kind, "{}", llm.name);
            }
            assert!(near(own.compute_billion, llm.compute_billion), "{}", llm.name);
            let all = |it: &Llm| it.shared_bytes + it.expert_bytes;
            if llm.kind == LlmKind::Mixture {
                assert!(near(all(&own), all(llm)), "{}: {} {}", llm.name, all(&own), all(llm));
            }
        }
    }
}
