//! Requests that wait for an action, many side by side, each from a stream of its own.

use crate::action::action_space;
use crate::{whole, wrong};
use aolo::answer;
use aolo::env::{ACT_DIM, ActionSpace, Context, Family, PenaltyConfig, charged_g, step};
use aolo::rng::{Rng, Stream};
use numpy::{IntoPyArray, PyArray1, PyArray2, PyArrayMethods, PyReadonlyArray2};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// One place of a batch of environments.
struct Place {
    requests: Rng,
    /// The request that waits for an action; none before the first, and none once it is answered.
    open: Option<Context>,
}

/// A batch of environments that step together.
#[pyclass(module = "aolo._native")]
pub struct Requests {
    family: Family,
    action: ActionSpace,
    places: Vec<Place>,
    /// What is seen of the requests, `[places, obs_dim]`.
    seen: Vec<f32>,
}

impl Requests {
    fn observations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let shape = [self.places.len(), self.family.obs_dim()];
        self.seen.clone().into_pyarray(py).reshape(shape)
    }
}

#[pymethods]
impl Requests {
    #[new]
    fn new(family: &str, places: usize, action: &str) -> PyResult<Self> {
        let family = answer::family(family).map_err(wrong)?;
        let place = || Place { requests: Rng::new(0, Stream::TrainContexts), open: None };
        Ok(Self {
            family,
            action: action_space(action)?,
            places: (0..places).map(|_| place()).collect(),
            seen: vec![0.0; places * family.obs_dim()],
        })
    }

    /// Length of an observation.
    #[getter]
    fn obs_dim(&self) -> usize {
        self.family.obs_dim()
    }

    /// Starts the stream of a place.
    fn seed(&mut self, place: usize, seed: &Bound<PyAny>) -> PyResult<()> {
        let seed = whole("seed", seed, 0, u64::MAX)?;
        let Some(place) = self.places.get_mut(place) else {
            return Err(PyValueError::new_err(format!("there is no place {place}")));
        };
        *place = Place { requests: Rng::new(seed, Stream::TrainContexts), open: None };
        Ok(())
    }

    /// Draws the next request of each place, or of those in the mask; what is seen of all.
    #[pyo3(signature = (mask=None))]
    fn draw<'py>(
        &mut self,
        py: Python<'py>,
        mask: Option<Vec<bool>>,
    ) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let family = self.family;
        let rows = self.seen.chunks_exact_mut(family.obs_dim());
        for (index, (place, row)) in self.places.iter_mut().zip(rows).enumerate() {
            if mask.as_ref().is_some_and(|mask| !mask.get(index).copied().unwrap_or(false)) {
                continue;
            }
            let context = Context::new(&family.scenario(&mut place.requests));
            family.see(&context, row);
            place.open = Some(context);
        }
        self.observations(py)
    }

    /// Answers the request of each place: rewards and what came of it, an array for each name.
    fn step<'py>(
        &mut self,
        py: Python<'py>,
        actions: PyReadonlyArray2<f32>,
    ) -> PyResult<(Bound<'py, PyArray1<f64>>, Bound<'py, PyDict>)> {
        let actions = actions.as_array();
        let n = self.places.len();
        if actions.dim() != (n, ACT_DIM) {
            let (rows, columns) = actions.dim();
            return Err(PyValueError::new_err(format!(
                "actions: {rows} × {columns}; allowed is {n} × {ACT_DIM}"
            )));
        }
        if self.places.iter().any(|place| place.open.is_none()) {
            return Err(PyRuntimeError::new_err("no request is open: reset before each step"));
        }
        let (mut rewards, mut tokens, mut power_w) = (vec![], vec![], vec![]);
        let (mut total_g, mut charged, mut feasible) = (vec![], vec![], vec![]);
        for (place, action) in self.places.iter_mut().zip(actions.rows()) {
            let Some(context) = place.open.take() else { continue };
            let action = [action[0], action[1]];
            // As agents of the project learn it.
            let done = step(&context, self.action, &action, &PenaltyConfig::default());
            let print = &done.footprint;
            rewards.push(f64::from(done.reward));
            tokens.push(i64::from(print.decision.tokens));
            power_w.push(print.decision.power_w);
            total_g.push(print.total_g);
            charged.push(charged_g(&context, print));
            feasible.push(print.feasible());
        }
        let outcome = PyDict::new(py);
        outcome.set_item("tokens", tokens.into_pyarray(py))?;
        outcome.set_item("power_w", power_w.into_pyarray(py))?;
        outcome.set_item("total_g", total_g.into_pyarray(py))?;
        outcome.set_item("charged_g", charged.into_pyarray(py))?;
        outcome.set_item("feasible", feasible.into_pyarray(py))?;
        Ok((rewards.into_pyarray(py), outcome))
    }

    /// What is seen of the requests.
    fn seen<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f32>>> {
        self.observations(py)
    }

    /// The request that is open at a place, as JSON.
    fn scenario(&self, place: usize) -> Option<String> {
        let context = self.places.get(place)?.open.as_ref()?;
        Some(context.valid.scenario().to_json().to_string())
    }
}
