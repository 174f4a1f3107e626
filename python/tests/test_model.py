"""The package says what the command line says, to the last digit, and refuses what it refuses."""

import json
import os
import subprocess

import numpy as np
import pytest

import aolo

BIN = os.environ.get("AOLO_BIN", "target/debug/aolo")


def command_line(*words: str, scenario: dict | None = None) -> str:
    given = ["--scenario", "-"] if scenario is not None else []
    said = subprocess.run(
        [BIN, words[0], *given, *words[1:]],
        input=json.dumps(scenario), capture_output=True, text=True, check=False,
    )
    return said.stdout if said.returncode == 0 else said.stderr


@pytest.mark.parametrize("family", ["bench", "any"])
def test_contexts_are_those_of_the_command_line(family):
    said = command_line("contexts", "--family", family, "--n", "12", "--seed", "7")
    assert aolo.contexts(family, 12, 7) == [json.loads(line) for line in said.splitlines()]


def test_a_day_is_that_of_the_command_line():
    ours = aolo.day({"qoe_min": 0.55}, date="2020-03-12", country="DK", sites=["DE"], wait_share=0.5)
    words = "--country DK --date 2020-03-12 --sites DE --wait-share 0.5"
    assert ours == json.loads(command_line("day", *words.split(), scenario={"qoe_min": 0.55}))
    assert ours["total_g"] >= ours["bound_g"] > 0
    assert aolo.day({}, load=np.ones(24)) == aolo.day({}, load=(1,) * 24)
    for asked, said in (
        ({"country": "XX"}, "XX"),
        ({"wait_share": 2}, "wait_share = 2 is out of range"),
        ({"wait": 1}, "wait is no field of a day"),
        ({"load": [1] * 23}, "load = 23 numbers is out of range: 24 numbers of mean 1, or default"),
        ({"load": np.full(24, np.nan)}, "load = \"nan\" is out of range: from 0 to 25"),
        ({"load": 5}, "load = 5 is out of range: 24 numbers"),
        ({"date": "2020-02-30"}, "out of range"),
    ):
        with pytest.raises(ValueError) as refused:
            aolo.day({}, **asked)
        assert said in str(refused.value)


@pytest.mark.parametrize("family", ["bench", "any"])
def test_answers_are_those_of_the_command_line(family):
    rng = np.random.default_rng(3)
    for scenario in aolo.contexts(family, 12, seed=11):
        for ours, word in ((aolo.optimum, "optimum"), (aolo.rule, "rule")):
            assert ours(scenario) == json.loads(command_line(word, scenario=scenario)), scenario
        tokens, power_w = int(rng.integers(1, 2048)), float(rng.uniform(0.001, 0.05))
        decision = ("--tokens", str(tokens), "--power-w", repr(power_w))
        said = json.loads(command_line("footprint", *decision, scenario=scenario))
        assert aolo.footprint(scenario, tokens, power_w) == said, scenario


def test_what_numpy_counts_is_taken():
    scenario = {"gpus": np.int64(2), "pue": np.float32(1.5), "model": "llama-3.1-8b"}
    plain = {"gpus": 2, "pue": 1.5, "model": "llama-3.1-8b"}
    assert aolo.footprint(scenario, np.int32(400), np.float64(2)) == aolo.footprint(plain, 400, 2)


def test_what_nothing_can_keep_has_no_decision():
    for found in (aolo.optimum, aolo.rule):
        none = found({"qoe_min": 1, "tokens_max": 300})
        assert (none["feasible"], none["tokens"], none["power_w"]) == (False, None, None)
        assert none["violations"] == ["qoe"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: aolo.optimum({"pue": 9}), "pue = 9 is out of range: from 1 to 3"),
        (lambda: aolo.rule({"pue": float("nan")}), 'pue = "nan" is out of range: from 1 to 3'),
        (lambda: aolo.optimum({"pue": np.inf}), 'pue = "inf" is out of range: from 1 to 3'),
        (lambda: aolo.optimum({"speed": 1}), "speed is not a field of a scenario"),
        (lambda: aolo.optimum({"gpus": np.int64(99)}), "gpus = 99 is out of range: an integer from 1"),
        (lambda: aolo.footprint({}, 1.5, 1), "tokens = 1.5 is out of range: an integer from 1 to 1000000"),
        (lambda: aolo.footprint({}, 1, 21), "power_w = 21 is out of range: above 0 and up to 20 W"),
        (lambda: aolo.contexts("all"), 'family = "all" is out of range: bench, any'),
        (lambda: aolo.contexts("any", n=-1), "n = -1 is out of range: an integer from 1 to 1000000"),
        (lambda: aolo.contexts(seed=-1), "seed = -1 is out of range: an integer from 0 to"),
        (lambda: aolo.HeldOut("bench", 0, 1), "contexts = 0 is out of range: an integer from 1 to 1000000"),
        (lambda: aolo.interquartile_mean([]), "no runs to take a statistic of"),
    ],
)
def test_what_is_refused_is_named_with_its_range(call, said):
    with pytest.raises(ValueError) as refused:
        call()
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_agents_are_judged_as_the_command_line_judges():
    said = json.loads(
        command_line("evaluate", "--policy", "safe", "--contexts", "50", "--seed", "3")
    )
    held_out = aolo.HeldOut("bench", 50, 3)
    for ours, theirs in ((held_out.safe(), "safe_action"), (held_out.rule(), "rule")):
        for field in ("charged_g", "optimum_g", "gap", "violation_rate", "mean_excess"):
            assert ours[field] == said["baselines"][theirs][field]
    assert said["mean_excess"] == said["baselines"]["safe_action"]["mean_excess"]
    observations = held_out.observations()
    assert observations.shape == (50, 13)
    assert observations.dtype == np.float32
    # An answer of one token breaks quality, and is charged together with the safe one.
    broken = held_out.judge(np.full((50, 2), -1, np.float32))
    assert broken["violation_rate"] == 1
    assert broken["charged_g"] > held_out.safe()["charged_g"]
    with pytest.raises(ValueError, match="actions: 3 × 2; allowed is 50 × 2"):
        held_out.judge(np.zeros((3, 2), np.float32))


def test_means_over_seeds_are_those_of_the_summaries():
    # The middle half of eight is four: 3 to 6.
    point, low, high = aolo.interquartile_mean([1.0, 2, 3, 4, 5, 6, 7, 100])
    assert point == 4.5
    assert low < point < high
