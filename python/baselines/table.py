"""What the runs of a folder say together, as a table; needs no torch."""

from __future__ import annotations

import json
from pathlib import Path

import aolo

MILESTONES = [10_000, 20_000, 50_000, 100_000]
# Contexts and seed of what judges, and the share of broken limits from which a policy counts as infeasible.
HELD_OUT = (4000, 1)
GATE = 0.005
RECIPES = ["sb3-sac", "sb3-sac-spinningup", "cleanrl-sac"]


def summary(folder: Path) -> str:
    """All runs of a folder, at each milestone that they reached."""
    lines = [
        f"# What public libraries call SAC, on AOLO-Bench v{aolo.MODEL_VERSION}, over seeds", "",
        f"Judged on {HELD_OUT[0]} held-out requests (seed {HELD_OUT[1]}) by the deterministic policy, in the "
        "free box of lengths and powers. IQM: interquartile mean over seeds, in brackets its 95 % bootstrap "
        f"interval. A policy that breaks limits in more than {100 * GATE} % of requests is infeasible: its "
        "gap, set in parentheses, is no result.", "",
        "| recipe | steps | seeds | gap, IQM | worst | limits broken |", "|---|---|---|---|---|---|",
    ]
    for recipe in RECIPES:
        runs = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob(f"{recipe}-[0-9]*.json"))]
        for milestone in MILESTONES:
            found = [it for run in runs for it in run["evaluations"] if it["milestone"] == milestone]
            if found:
                lines.append(row(recipe, milestone, found))
    return "\n".join(lines) + "\n"


def row(recipe: str, milestone: int, found: list[dict[str, float]]) -> str:
    """How the runs of a recipe stood at a milestone."""
    gaps = [100 * it["gap"] for it in found]
    broken = 100 * sum(it["violation_rate"] for it in found) / len(found)
    point, low, high = aolo.interquartile_mean(gaps)
    # One seed says nothing of how far seeds differ.
    gap = f"{point:.2f} %" if len(found) == 1 else f"{point:.2f} % [{low:.2f}, {high:.2f}]"
    worst = f"{max(gaps):.2f} %"
    if broken > 100 * GATE:
        gap, worst = f"({gap})", f"({worst})"
    return f"| {recipe} | {milestone} | {len(found)} | {gap} | {worst} | {broken:.2f} % |"
