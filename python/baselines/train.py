"""Trains what public libraries call SAC on AOLO-Bench, and judges it as the project's agents are judged.

    python python/baselines/train.py --dir results/public --seeds 10

Each run leaves RECIPE-SEED.json in the format of `aolo reproduce`: all settings, a digest of the weights,
and how the policy did at 10 000, 20 000, 50 000 and 100 000 environment steps on 4 000 held-out requests.
Runs that are there, as long as asked, are left alone, so a killed job goes on where it was and machines can
share the work.
At the end summary.md sums up every run of the folder.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

# One core for each run: more only wait for each other at these sizes.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import gymnasium as gym
import numpy as np
import torch
from stable_baselines3 import SAC
from stable_baselines3.common.callbacks import BaseCallback

import aolo

sys.path.insert(0, str(Path(__file__).parent))
import cleanrl_sac
from table import HELD_OUT, MILESTONES, RECIPES as WORDS, summary

Act = Callable[[np.ndarray], np.ndarray]
Judge = Callable[[int, int, Act], None]

# What each recipe sets; all else is the library's default.
RECIPES: dict[str, dict[str, Any]] = {
    "sb3-sac": {"library": "stable-baselines3", "settings": {}},
    "sb3-sac-spinningup": {
        "library": "stable-baselines3",
        "settings": {
            "learning_rate": 1e-3, "batch_size": 100, "ent_coef": 0.2, "learning_starts": 1000,
        },
    },
    "cleanrl-sac": {"library": "torch", "settings": cleanrl_sac.SETTINGS},
}
assert list(RECIPES) == WORDS


class Watch(BaseCallback):
    """Calls a judge at each environment step."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def _on_step(self) -> bool:
        model = self.model
        # Called after an environment step and before the update that follows it.
        act = lambda obs: model.predict(obs, deterministic=True)[0]
        self.judge(self.num_timesteps, model._n_updates, act)
        return True


def digest(module: torch.nn.Module) -> str:
    """A digest of the bits of every weight of an actor."""
    found = hashlib.blake2b(digest_size=8)
    for tensor in module.state_dict().values():
        found.update(tensor.numpy().tobytes())
    return found.hexdigest()


def macs(module: torch.nn.Module) -> int:
    """Multiply-accumulates of the mean of an actor, without log σ."""
    layers = [it for it in module.modules() if isinstance(it, torch.nn.Linear)]
    shapes = [(it.in_features, it.out_features) for it in layers]
    # Two heads of two, or one of four: of either a half is the mean.
    heads = [shape for shape in shapes if shape[1] <= 4]
    hidden = [shape for shape in shapes if shape[1] > 4]
    return sum(a * b for a, b in hidden) + sum(a * b for a, b in heads) // 2


def run(recipe: str, seed: int, steps: int, held_out: aolo.HeldOut) -> dict[str, Any]:
    """One run, as its file holds it."""
    torch.set_num_threads(1)
    observations = held_out.observations()
    evaluations: list[dict[str, Any]] = []
    cost = 0

    def judge(done: int, updates: int, act: Act) -> None:
        if done not in MILESTONES and done != steps:
            return
        score = held_out.judge(np.asarray(act(observations), np.float32))
        evaluations.append({
            "milestone": done if done in MILESTONES else None,
            "environment_steps": done,
            "updates": updates,
            **{key: score[key] for key in ("gap", "violation_rate", "charged_g", "optimum_g")},
            "layer_rates": [],
            "synops_per_decision": 0.0,
            "neuron_updates_per_decision": 0,
            "macs": cost,
        })
        gap, broken = 100 * score["gap"], 100 * score["violation_rate"]
        print(f"{recipe} seed {seed}: {done} of {steps} steps, gap {gap:.2f} %, "
              f"limits broken {broken:.2f} %", file=sys.stderr, flush=True)

    env = gym.make("aolo/Bench-v2", action="free")
    config = settings = RECIPES[recipe]["settings"]
    if recipe == "cleanrl-sac":
        cost = macs(cleanrl_sac.Actor(env.observation_space.shape[0], env.action_space.shape[0]))

        def judge_actor(done: int, updates: int, actor: cleanrl_sac.Actor) -> None:
            def act(obs: np.ndarray) -> np.ndarray:
                with torch.no_grad():
                    return actor.mean(torch.from_numpy(obs)).numpy()

            judge(done, updates, act)

        actor = cleanrl_sac.train(env, seed, steps, judge_actor)
    else:
        model = SAC("MlpPolicy", env, seed=seed, device="cpu", **settings)
        config, cost = config_of(model), macs(model.policy.actor)
        model.learn(steps, callback=Watch(judge))
        actor = model.policy.actor
    return {
        "settings": settings_of(recipe, seed, steps, config),
        "digest": digest(actor),
        "diverged_at": None,
        "evaluations": evaluations,
    }


def config_of(model: SAC) -> dict[str, Any]:
    """What a run of Stable-Baselines3 was trained with, its defaults as well."""
    return {
        "batch_size": model.batch_size,
        "buffer_size": model.buffer_size,
        "ent_coef": model.ent_coef,
        "gamma": model.gamma,
        "gradient_steps": model.gradient_steps,
        "learning_rate": model.learning_rate,
        "learning_starts": model.learning_starts,
        "net_arch": model.policy.net_arch,
        "target_entropy": float(model.target_entropy),
        "target_update_interval": model.target_update_interval,
        "tau": model.tau,
        "train_freq": model.train_freq.frequency,
    }


def settings_of(recipe: str, seed: int, steps: int, config: dict[str, Any]) -> dict[str, Any]:
    """What a run depended on."""
    library = RECIPES[recipe]["library"]
    names = sorted({library, "torch", "gymnasium", "numpy"})
    return {
        "action": "free",
        "config": config,
        "environment": "aolo/Bench-v2",
        "environment_steps": steps,
        "held_out_contexts": HELD_OUT[0],
        "held_out_seed": HELD_OUT[1],
        "libraries": {name: importlib.metadata.version(name) for name in names},
        "library": library,
        "milestones": MILESTONES,
        "model_version": aolo.MODEL_VERSION,
        "recipe": recipe,
        "seed": seed,
        "version": aolo.__version__,
    }


def write(path: Path, text: str) -> None:
    """Writes under another name and renames, so that whoever is killed leaves no half file."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


def steps_of(path: Path) -> int:
    """How long the run of a file was; 0 where there is none."""
    if not path.exists():
        return 0
    return json.loads(path.read_text("utf-8"))["settings"]["environment_steps"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", type=Path, required=True, help="folder of the runs' files")
    parser.add_argument("--recipes", default="all", help=f"of {', '.join(RECIPES)}, separated by commas")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=100_000, help="environment steps of each run")
    parser.add_argument("--merge", action="store_true", help="train nothing: sum up what is there")
    asked = parser.parse_args()
    recipes = list(RECIPES) if asked.recipes == "all" else asked.recipes.split(",")
    if unknown := [recipe for recipe in recipes if recipe not in RECIPES]:
        parser.error(f"recipes = {','.join(unknown)} is out of range: {', '.join(RECIPES)}")
    asked.dir.mkdir(parents=True, exist_ok=True)
    if not asked.merge:
        held_out = aolo.HeldOut("bench", *HELD_OUT)
        # Seed by seed, so that what a killed job leaves can be compared.
        for seed in range(asked.first_seed, asked.first_seed + asked.seeds):
            for recipe in recipes:
                path = asked.dir / f"{recipe}-{seed}.json"
                if steps_of(path) >= asked.steps:
                    print(f"{path.name} is there", file=sys.stderr)
                    continue
                write(path, json.dumps(run(recipe, seed, asked.steps, held_out), indent=2) + "\n")
    write(asked.dir / "summary.md", summary(asked.dir))


if __name__ == "__main__":
    main()
