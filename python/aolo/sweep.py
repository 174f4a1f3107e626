"""Runs of many recipes under many seeds, side by side under Ray.

    python -m aolo.sweep --dir runs --seeds 10 --recipes sdrl,sac

Each run is the one that ``aolo reproduce`` does, to the byte of its file RECIPE-SEED.json, wherever it
ran. Without ``--address`` Ray starts on this machine, with a worker for each core or as many as
``--workers`` says; with it the runs go to that cluster, each of whose machines needs this package. A run
whose worker was killed is done again. Files that are there are left alone, so a killed sweep goes on
where it was; ``aolo reproduce --dir runs --merge`` sums up.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from . import _native

# A run that takes its worker down as often as this is at fault itself.
REPEATS = 10
# Ray waits half a minute for its own start, which a busy machine may not make.
STARTS = 5


def run(recipe: str, seed: int, updates: int) -> tuple[str, str]:
    """One run, as the name and the content of its file."""
    return _native.reproduce(recipe, seed, updates)


def write(folder: Path, name: str, text: str) -> None:
    """Writes under another name and renames, so that whoever is killed leaves no half file."""
    temporary = folder / f".{name}.{os.getpid()}"
    temporary.write_text(text, "utf-8", newline="\n")
    temporary.replace(folder / name)


def start(ray: ModuleType, address: str | None, workers: int | None) -> None:
    """Starts Ray on this machine, or joins the cluster at the address."""
    for left in reversed(range(STARTS)):
        try:
            if address:
                ray.init(address)
            else:
                ray.init("local", num_cpus=workers, include_dashboard=False)
            return
        except Exception:
            ray.shutdown()
            if address or not left:
                raise


def sweep(ray: ModuleType, folder: Path, recipes: Sequence[str], seeds: Sequence[int], updates: int) -> None:
    """Does the runs that are not in the folder yet; Ray is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    # Seed by seed, so that what a killed sweep leaves can be compared.
    asked = [(recipe, seed) for seed in seeds for recipe in recipes]
    there = [it for it in asked if (folder / f"{it[0]}-{it[1]}.json").exists()]
    for recipe, seed in there:
        print(f"{recipe}-{seed}.json is there", file=sys.stderr)
    remote = ray.remote(num_cpus=1, max_retries=REPEATS)(run)
    waiting = [remote.remote(*it, updates) for it in asked if it not in there]
    while waiting:
        done, waiting = ray.wait(waiting)
        name, text = ray.get(done[0])
        write(folder, name, text)
        print(f"{name}: {len(waiting)} to go", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m aolo.sweep",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    known = _native.recipes()
    parser.add_argument("--dir", type=Path, required=True, help="folder of the runs' files")
    parser.add_argument("--seeds", type=int, default=10, help="of each recipe")
    parser.add_argument("--first-seed", type=int, default=1, help="the others follow")
    parser.add_argument("--updates", type=int, default=20_000, help="of each run")
    parser.add_argument("--recipes", default=",".join(known), help="separated by commas")
    parser.add_argument("--address", help="of a Ray cluster; without it Ray starts on this machine")
    parser.add_argument("--workers", type=int, help="on this machine; without it one for each core")
    asked = parser.parse_args()
    recipes = list(dict.fromkeys(asked.recipes.split(",")))
    for recipe in recipes:
        if recipe not in known:
            parser.error(f'recipes = "{recipe}" is out of range: {", ".join(known)}')
    # As `aolo reproduce` has them.
    for name, value, most in (("seeds", asked.seeds, 1000), ("updates", asked.updates, 100_000_000)):
        if not 1 <= value <= most:
            parser.error(f"{name} = {value} is out of range: an integer from 1 to {most}")
    if not 0 <= asked.first_seed <= 1_000_000_000:
        value = asked.first_seed
        parser.error(f"first_seed = {value} is out of range: an integer from 0 to 1000000000")
    # Only now: it takes seconds.
    import ray

    start(ray, asked.address, asked.workers)
    seeds = range(asked.first_seed, asked.first_seed + asked.seeds)
    sweep(ray, asked.dir, recipes, seeds, asked.updates)


if __name__ == "__main__":
    main()
