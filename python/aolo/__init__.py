"""The carbon footprint of an AI answer over a mobile network: model, exact optimum, benchmark.

A scenario is a dict with the fields of the command line's JSON; what is left out has its default. What
comes back has the command line's fields and numbers, to the last digit. What is out of range is a
``ValueError`` that names field, value and allowed range.

``import aolo`` registers two environments with Gymnasium, ``aolo/Bench-v2`` and ``aolo/Any-v2``: see
:mod:`aolo.envs`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Literal

from gymnasium.envs.registration import register

from . import _native
from ._native import MODEL_VERSION, HeldOut, interquartile_mean

__all__ = [
    "MODEL_VERSION",
    "Family",
    "HeldOut",
    "contexts",
    "day",
    "footprint",
    "interquartile_mean",
    "optimum",
    "rule",
]
__version__ = _native.VERSION

Family = Literal["bench", "any"]


def _plain(value: Any) -> Any:
    """A value as JSON has it: numpy's numbers and arrays as Python's, what is no number as a word."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    # JSON has no such number; as a word it is refused by field and range like any other.
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _text(scenario: Mapping[str, Any]) -> str:
    return json.dumps(_plain(scenario))


def footprint(scenario: Mapping[str, Any], tokens: int, power_w: float) -> dict[str, Any]:
    """The footprint of an answer of ``tokens`` sent at ``power_w`` watts, with every intermediate.

    >>> footprint({"distance_m": 600}, tokens=400, power_w=20)["feasible"]
    True
    """
    return json.loads(_native.footprint(_text(scenario), tokens, power_w))


def optimum(scenario: Mapping[str, Any]) -> dict[str, Any]:
    """The exact optimum: its footprint, and ``tokens``, ``power_w`` and the ``binding`` limits.

    Where nothing keeps all limits, ``feasible`` is false, ``tokens`` and ``power_w`` are ``None``, and
    the footprint is that of the safe action.

    >>> optimum({})["tokens"]
    369
    """
    return json.loads(_native.optimum(_text(scenario)))


def rule(scenario: Mapping[str, Any]) -> dict[str, Any]:
    """What an expert's rule of three lines decides, with the fields of :func:`optimum`."""
    return json.loads(_native.rule(_text(scenario)))


def day(scenario: Mapping[str, Any], **asked: Any) -> dict[str, Any]:
    """A day on the grid: where, when and how long the answers of a cell are computed.

    What can be asked for has the names of ``aolo day``'s options, with underscores: ``country`` and
    ``date`` (a zone and a day of the records), ``sites`` (a list of other zones), ``capacity`` (of each, a
    share of the load's peak), ``extra_rtt_s``, ``wait_share``, ``wait_hours``, ``qoe_day``,
    ``qoe_floor``, ``rule`` (``"home"``, ``"cleanest"``, ``"forecast"`` or ``"best"``), ``forecast``,
    ``load`` (a shape's name, or 24 numbers of mean 1), ``answers`` and ``seed``. What is left out has its
    default. Both grids of the scenario give way to those of the day.

    >>> round(day({}, date="2020-07-27", sites=["FR"])["levers"]["where"], 2) > 0.2
    True
    """
    return json.loads(_native.day(_text(scenario), _text(asked)))


def contexts(family: Family = "bench", n: int = 1, seed: int = 1) -> list[dict[str, Any]]:
    """The first ``n`` held-out requests of a family under a seed, as scenarios."""
    return [json.loads(text) for text in _native.contexts(family, n, seed)]


for _name, _family in (("aolo/Bench-v2", "bench"), ("aolo/Any-v2", "any")):
    register(
        id=_name,
        entry_point="aolo.envs:RequestEnv",
        vector_entry_point="aolo.envs:RequestVectorEnv",
        kwargs={"family": _family},
    )
