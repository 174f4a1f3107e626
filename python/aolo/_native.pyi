from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

MODEL_VERSION: int
VERSION: str

class Score(TypedDict):
    contexts: int
    charged_g: float
    optimum_g: float
    gap: float
    mean_excess: float
    violation_rate: float

def footprint(scenario: str, tokens: float, power_w: float) -> str: ...
def optimum(scenario: str) -> str: ...
def day(scenario: str, asked: str) -> str: ...
def rule(scenario: str) -> str: ...
def contexts(family: str, n: int, seed: int) -> list[str]: ...
def recipes() -> list[str]: ...
def reproduce(recipe: str, seed: int, updates: int) -> tuple[str, str]:
    """The name and the content of the file that ``aolo reproduce`` writes for a run."""

def interquartile_mean(values: list[float]) -> tuple[float, float, float]:
    """The interquartile mean over seeds, and both ends of its 95 % bootstrap interval."""

class Requests:
    def __init__(self, family: str, places: int, action: str) -> None: ...
    @property
    def obs_dim(self) -> int: ...
    def seed(self, place: int, seed: int) -> None: ...
    def draw(self, mask: list[bool] | None = None) -> NDArray[np.float32]: ...
    def step(
        self, actions: NDArray[np.float32]
    ) -> tuple[NDArray[np.float64], dict[str, NDArray[Any]]]: ...
    def seen(self) -> NDArray[np.float32]: ...
    def scenario(self, place: int) -> str | None: ...

class HeldOut:
    """Held-out requests of a family, each with its exact optimum: what judges an agent.

    The project's own agents are judged by ``HeldOut("bench", 4000, 1)``.
    """

    def __init__(self, family: str, contexts: int, seed: int) -> None: ...
    def observations(self) -> NDArray[np.float32]:
        """What an agent sees of them, a row for each request."""

    def judge(self, actions: NDArray[np.float32], action: str = "free") -> Score:
        """Judges actions, a row for each request; ``action`` is what they mean, as in the environments.

        ``gap`` is ΣC_charged/ΣC_optimum − 1, ``mean_excess`` the mean over requests of the same,
        ``violation_rate`` the share of requests in which a limit is broken.
        """

    def rule(self) -> Score:
        """Judges what the rule of an expert decides."""

    def safe(self) -> Score:
        """Judges full power with the shortest answer that it allows."""
