"""Writes tests/data/rliable.json: statistics over runs, computed with the package rliable.

pip install rliable 'pandas<3'; python tests/oracle/make_rliable.py > tests/data/rliable.json
It takes five minutes: the test of Mann and Whitney is computed anew for each resample.
"""
import json
from importlib.metadata import version

import numpy as np
from rliable import library, metrics

IQM_RESAMPLES = 200_000
PROBABILITY_RESAMPLES = 20_000


def column(values):
    """Runs of one task, as rliable wants them."""
    return np.array(values).reshape(-1, 1)


def interval(scores, statistic, resamples):
    # rliable draws from NumPy's global generator.
    np.random.seed(20210831)
    points, ends = library.get_interval_estimates(
        {"case": scores}, lambda *s: np.array([statistic(*s)]), reps=resamples
    )
    return float(points["case"][0]), [float(end) for end in ends["case"][:, 0]]


rng = np.random.default_rng(7)
gaps = rng.lognormal(-3.5, 0.4, 10).round(6).tolist()
iqm_inputs = [
    [0.04],
    [0.021, 0.035, 0.019],
    rng.normal(0.05, 0.01, 5).round(6).tolist(),
    gaps,
    [0.02, 0.02, 0.03, 0.03, 0.03, 0.05, 0.05, 0.08, 0.02, 0.41, 0.03],
    rng.lognormal(-3.0, 1.0, 24).round(6).tolist(),
]
probability_inputs = [
    (gaps, rng.lognormal(-3.7, 0.4, 10).round(6).tolist()),
    (rng.normal(1, 1, 5).round(6).tolist(), rng.normal(0, 1, 8).round(6).tolist()),
    ([3, 3, 4, 5, 5, 6, 2, 4, 4, 5], [3, 4, 4, 2, 2, 5, 3, 3, 6, 4, 1, 2]),
    (gaps, gaps),
    ([2, 3, 4], [1, 0, 1.5]),
]

iqm, probability = [], []
for scores in iqm_inputs:
    point, ends = interval(column(scores), metrics.aggregate_iqm, IQM_RESAMPLES)
    iqm.append(dict(scores=scores, point=point, low=ends[0], high=ends[1]))
for x, y in probability_inputs:
    point, ends = interval(
        (column(x), column(y)), metrics.probability_of_improvement, PROBABILITY_RESAMPLES
    )
    probability.append(dict(x=x, y=y, point=point, low=ends[0], high=ends[1]))
print(
    json.dumps(
        dict(
            rliable=version("rliable"),
            iqm_resamples=IQM_RESAMPLES,
            probability_resamples=PROBABILITY_RESAMPLES,
            iqm=iqm,
            probability=probability,
        ),
        indent=1,
        allow_nan=False,
    )
)
