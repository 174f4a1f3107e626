//! The requests that judge, each with its exact optimum.

use crate::action::action_space;
use crate::{whole, wrong};
use aolo::answer;
use aolo::env::{ACT_DIM, Family};
use aolo::learn::evaluate;
use aolo::optimum;
use aolo::rng::Stream;
use aolo::scenario::Decision;
use numpy::{IntoPyArray, PyArray2, PyArrayMethods, PyReadonlyArray2};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Held-out requests of a family.
#[pyclass(module = "aolo._native")]
pub struct HeldOut {
    family: Family,
    inner: evaluate::HeldOut,
}

impl HeldOut {
    fn judged<'py>(&self, py: Python<'py>, decisions: &[Decision]) -> PyResult<Bound<'py, PyDict>> {
        let score = self.inner.judge(decisions.iter().copied());
        let said = PyDict::new(py);
        said.set_item("contexts", score.contexts)?;
        said.set_item("charged_g", score.charged_g)?;
        said.set_item("optimum_g", score.optimum_g)?;
        said.set_item("gap", score.gap)?;
        said.set_item("mean_excess", self.inner.mean_excess(decisions.iter().copied()))?;
        said.set_item("violation_rate", score.violation_rate)?;
        Ok(said)
    }
}

#[pymethods]
impl HeldOut {
    #[new]
    #[pyo3(signature = (family, contexts, seed))]
    fn new(
        py: Python,
        family: &str,
        contexts: &Bound<PyAny>,
        seed: &Bound<PyAny>,
    ) -> PyResult<Self> {
        let family = answer::family(family).map_err(wrong)?;
        let n = whole("contexts", contexts, 1, answer::MOST_CONTEXTS)? as usize;
        let seed = whole("seed", seed, 0, u64::MAX)?;
        let inner = py.detach(|| evaluate::HeldOut::of(family, n, seed, Stream::EvalContexts));
        Ok(Self { family, inner })
    }

    /// What an agent sees of them, `[contexts, obs_dim]`.
    fn observations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray2<f32>>> {
        let (n, obs_dim) = (self.inner.contexts().len(), self.family.obs_dim());
        let mut seen = vec![0.0; n * obs_dim];
        for (context, row) in self.inner.contexts().iter().zip(seen.chunks_exact_mut(obs_dim)) {
            self.family.see(context, row);
        }
        seen.into_pyarray(py).reshape([n, obs_dim])
    }

    /// Judges actions, a row for each request.
    #[pyo3(signature = (actions, action="free"))]
    fn judge<'py>(
        &self,
        py: Python<'py>,
        actions: PyReadonlyArray2<f32>,
        action: &str,
    ) -> PyResult<Bound<'py, PyDict>> {
        let meaning = action_space(action)?;
        let (actions, contexts) = (actions.as_array(), self.inner.contexts());
        if actions.dim() != (contexts.len(), ACT_DIM) {
            let (rows, columns) = actions.dim();
            let n = contexts.len();
            return Err(PyValueError::new_err(format!(
                "actions: {rows} × {columns}; allowed is {n} × {ACT_DIM}"
            )));
        }
        let pairs = contexts.iter().zip(actions.rows());
        let decisions: Vec<_> = pairs
            .map(|(context, action)| meaning.decide(context, &[action[0], action[1]]))
            .collect();
        self.judged(py, &decisions)
    }

    /// Judges what the rule of an expert decides.
    fn rule<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let rule = |context: &aolo::env::Context| {
            optimum::rule(&context.chain).map_or(context.safe, |print| print.decision)
        };
        let decisions: Vec<_> = self.inner.contexts().iter().map(rule).collect();
        self.judged(py, &decisions)
    }

    /// Judges the safe action: full power with the shortest answer that it allows.
    fn safe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let decisions: Vec<_> = self.inner.contexts().iter().map(|it| it.safe).collect();
        self.judged(py, &decisions)
    }
}
