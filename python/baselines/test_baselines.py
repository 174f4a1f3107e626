"""What needs torch: every recipe trains, to the same weights, and leaves a file of the project's format."""

import json
import sys
from pathlib import Path

import pytest

import aolo

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import cleanrl_sac
import train

ROOT = HERE.parents[1]


@pytest.mark.parametrize("recipe", train.RECIPES)
def test_a_run_repeats_and_has_the_fields_of_the_projects_own(recipe, monkeypatch):
    monkeypatch.setattr(train, "MILESTONES", [50, 120])
    monkeypatch.setitem(cleanrl_sac.SETTINGS, "learning_starts", 60)
    held_out = aolo.HeldOut("bench", 40, 1)
    first, again, other = (train.run(recipe, seed, 150, held_out) for seed in (1, 1, 2))
    assert first == again
    assert first["digest"] != other["digest"]
    stood = [(it["milestone"], it["environment_steps"]) for it in first["evaluations"]]
    assert stood == [(50, 50), (120, 120), (None, 150)]
    ours = json.loads((ROOT / "results" / "benchmark-sac-1.json").read_text("utf-8"))
    assert first.keys() == ours.keys()
    for evaluation in first["evaluations"]:
        assert evaluation.keys() == ours["evaluations"][0].keys()
    # The same networks as those of the project's own SAC with public defaults.
    assert first["evaluations"][0]["macs"] == ours["evaluations"][0]["macs"]
    # Whoever changes a setting changes what is told of it.
    said = first["settings"]["config"]
    assert all(said[name] == value for name, value in train.RECIPES[recipe]["settings"].items())


def test_the_actor_in_one_file_learns():
    """On fewer limits than the random start breaks, after as many steps as a minute allows."""
    held_out = aolo.HeldOut("bench", 300, 1)
    found = {}

    def stand(steps, updates, actor):
        if steps in (1, 7000):
            import torch

            with torch.no_grad():
                actions = actor.mean(torch.from_numpy(held_out.observations())).numpy()
            found[steps] = held_out.judge(actions)

    import gymnasium as gym

    cleanrl_sac.train(gym.make("aolo/Bench-v2"), 1, 7000, stand)
    assert found[1]["violation_rate"] > 0.9
    assert found[7000]["violation_rate"] < 0.9


def test_runs_that_are_there_are_left_and_summed_up(tmp_path, monkeypatch):
    for seed, gap in ((1, 0.1), (2, 0.2)):
        evaluation = {"milestone": 10_000, "gap": gap, "violation_rate": 0.1 * seed}
        file = tmp_path / f"sb3-sac-{seed}.json"
        settings = {"environment_steps": 100_000}
        file.write_text(json.dumps({"settings": settings, "evaluations": [evaluation]}))
    monkeypatch.setattr(
        sys, "argv", ["train.py", "--dir", str(tmp_path), "--recipes", "sb3-sac", "--seeds", "2"]
    )
    train.main()
    table = (tmp_path / "summary.md").read_text("utf-8")
    assert "| sb3-sac | 10000 | 2 | (15.00 % [10.00, 20.00]) | (20.00 %) | 15.00 % |" in table
    monkeypatch.setattr(sys, "argv", ["train.py", "--dir", str(tmp_path), "--recipes", "ppo"])
    with pytest.raises(SystemExit):
        train.main()
