"""A sweep under Ray leaves the files of `aolo reproduce`, to the byte, also where a worker was killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

BIN = os.environ.get("AOLO_BIN", "target/debug/aolo")
RUNS = ["sac-1.json", "sdrl-1.json"]


def sweep(folder: Path, *words: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "aolo.sweep", "--dir", str(folder), *words]
    settings = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0"}
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=settings)


def running_below(process: int) -> list[int]:
    """Descendants of a process that are at work on a run."""
    found = []
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, thread.read_text().split()):
            try:
                title = Path(f"/proc/{child}/cmdline").read_bytes()
                found += [child] if title.startswith(b"ray::run") else []
                found += running_below(child)
            except OSError:
                pass  # It has ended by now.
    return found


def test_files_are_those_of_reproduce_and_killed_workers_are_replaced(tmp_path):
    swept, whole = tmp_path / "swept", tmp_path / "whole"
    small = ("--updates", "20", "--seeds", "1")
    started = sweep(swept, *small, "--recipes", "sdrl,sac", "--workers", "2")
    # The first worker that is at work is killed, as a machine that goes away does.
    killed: list[int] = []
    while not killed and started.poll() is None:
        killed = running_below(started.pid)[:1]
        for worker in killed:
            os.kill(worker, signal.SIGKILL)
        time.sleep(0.01)
    _, said = started.communicate()
    assert started.returncode == 0, said
    assert killed, "no worker was seen at work"
    subprocess.run([BIN, "reproduce", "--dir", whole, *small, "--only", "sdrl,sac"], check=True)
    assert sorted(it.name for it in swept.iterdir()) == RUNS
    for name in RUNS:
        assert (swept / name).read_bytes() == (whole / name).read_bytes(), name
    # What is there is left alone, what is not is done.
    (swept / "sac-1.json").write_text("kept")
    (swept / "sdrl-1.json").unlink()
    again = sweep(swept, *small, "--recipes", "sac,sdrl", "--workers", "1")
    _, said = again.communicate()
    assert again.returncode == 0, said
    assert (swept / "sac-1.json").read_text() == "kept"
    assert (swept / "sdrl-1.json").read_bytes() == (whole / "sdrl-1.json").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--recipes", "sac,ppo"), 'recipes = "ppo" is out of range: sdrl, sac, '),
        (("--seeds", "0"), "seeds = 0 is out of range: an integer from 1 to 1000"),
        (("--first-seed", "-1"), "first_seed = -1 is out of range: an integer from 0 to 1000000000"),
        (("--updates", "0"), "updates = 0 is out of range: an integer from 1 to 100000000"),
    ],
)
def test_what_is_refused_is_named_before_any_work(tmp_path, words, said):
    refused = sweep(tmp_path / "none", *words)
    _, error = refused.communicate()
    assert refused.returncode == 2
    assert said in error
    assert not (tmp_path / "none").exists()
