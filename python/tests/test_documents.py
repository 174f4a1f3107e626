"""What the documents show of the package runs."""

import contextlib
import io
import json
import sys
import types
from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest

import aolo

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "python/baselines"))

import table


def blocks(document: str) -> list[str]:
    parts = (ROOT / document).read_text("utf-8").split("```python\n")[1:]
    return [part.split("```")[0] for part in parts]


class Random:
    """In the place of a library of GiBs: it takes as many steps, and has learnt nothing."""

    def __init__(self, policy: str, env: gym.Env, seed: int) -> None:
        assert policy == "MlpPolicy"
        self.env = env
        env.action_space.seed(seed)
        env.reset(seed=seed)

    def learn(self, steps: int) -> "Random":
        for _ in range(steps):
            self.env.step(self.env.action_space.sample())
            self.env.reset()
        return self

    def predict(self, observations: np.ndarray, deterministic: bool) -> tuple[np.ndarray, None]:
        assert deterministic
        return np.stack([self.env.action_space.sample() for _ in observations]), None


@pytest.mark.parametrize("document", ["README.md", "docs/python.md", "python/README.md"])
def test_what_is_shown_runs(document, monkeypatch):
    found = blocks(document)
    assert found
    for block in found:
        with_torch = "stable_baselines3" in block
        if with_torch:
            assert len([line for line in block.splitlines() if line.strip()]) <= 10
            stand_in = types.ModuleType("stable_baselines3")
            stand_in.SAC = Random
            monkeypatch.setitem(sys.modules, "stable_baselines3", stand_in)
            block = block.replace("20_000", "20").replace("contexts=4000", "contexts=40")
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(block, document, "exec"), {})
        if with_torch:
            assert "the rule of an expert {'contexts': 40," in said.getvalue()


def test_public_runs_sum_up_to_the_table_that_is_shown():
    folder = ROOT / "results/public"
    ours = json.loads((ROOT / "results/benchmark-sac-1.json").read_text("utf-8"))
    for path in folder.glob("*-[0-9]*.json"):
        run = json.loads(path.read_text("utf-8"))
        assert path.name == f"{run['settings']['recipe']}-{run['settings']['seed']}.json"
        assert run["settings"]["model_version"] == aolo.MODEL_VERSION
        # The format of the project's own.
        assert run.keys() == ours.keys()
        for it in run["evaluations"]:
            assert it.keys() == ours["evaluations"][0].keys()
            assert it["gap"] == pytest.approx(it["charged_g"] / it["optimum_g"] - 1, rel=1e-12)
        assert it["environment_steps"] == run["settings"]["environment_steps"]
    said = (folder / "summary.md").read_text("utf-8")
    assert said == table.summary(folder)
    rows = [line for line in said.splitlines() if line.startswith(("| sb3", "| cleanrl"))]
    shown = (ROOT / "docs/python.md").read_text("utf-8").splitlines()
    assert rows
    assert [line for line in shown if line.startswith(("| sb3", "| cleanrl"))] == rows


def test_the_stub_names_what_is_there():
    import ast

    import aolo._native as native

    tree = ast.parse(Path(native.__file__).with_name("_native.pyi").read_text("utf-8"))
    named = {it.name: it for it in tree.body if isinstance(it, (ast.ClassDef, ast.FunctionDef))}
    constants = {it.target.id for it in tree.body if isinstance(it, ast.AnnAssign)}
    there = {it for it in dir(native) if not it.startswith("__")}
    # The shape of a dict is known to type checkers alone.
    assert set(named) - {"Score"} | constants == there
    for name in ("HeldOut", "Requests"):
        methods = {it.name for it in named[name].body if isinstance(it, ast.FunctionDef)}
        ours = {it for it in dir(getattr(native, name)) if not it.startswith("__")}
        assert methods - {"__init__"} == ours
