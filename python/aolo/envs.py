"""AOLO-Bench as Gymnasium environments: one request is one episode of one step.

============  =====================================================================
observation   what an agent of the project sees of the request, each in −1 … 1
action        two numbers in −1 … 1; ``action="free"``: the length on a logarithmic
              scale from 1 to the longest answer, and the power in dB from the least
              to the most of the cell. ``action="feasible"``: places between the ends of
              what keeps all limits, so that none is ever broken; from ±0.7 on it is the
              end itself
reward        −ln(C_charged / C_ref), less what each broken limit costs; C_ref is the
              answer of natural length at full power, or with ``"feasible"`` the
              safe one: the shortest that keeps all limits at full power. A broken
              answer is charged together with the safe answer that follows it
terminated    after each step
info          ``tokens``, ``power_w``, ``total_g``, ``charged_g``, ``feasible``
============  =====================================================================

``reset(seed=…)`` starts the stream of requests anew; without a seed it goes on. Requests come from a
stream of their own: they share none with those that :class:`aolo.HeldOut` judges by.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

import gymnasium as gym
import numpy as np
from gymnasium.error import ResetNeeded
from gymnasium.utils import seeding
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space
from numpy.typing import NDArray

from ._native import Requests

Floats = NDArray[np.float32]
Action = Literal["free", "feasible"]


def _spaces(requests: Requests) -> tuple[gym.spaces.Box, gym.spaces.Box]:
    observation = gym.spaces.Box(-1.0, 1.0, (requests.obs_dim,), np.float32)
    return observation, gym.spaces.Box(-1.0, 1.0, (2,), np.float32)


def _stream(generator: np.random.Generator) -> int:
    """The seed of a stream of requests: the first number of a generator that Gymnasium seeds."""
    return int(generator.integers(2**63))


def _no_rendering(render_mode: str | None) -> None:
    if render_mode is not None:
        raise ValueError(f"render_mode = {render_mode!r} is out of range: None")


class RequestEnv(gym.Env[Floats, Floats]):
    """One request at a time."""

    metadata: dict[str, Any] = {"render_modes": []}

    def __init__(
        self,
        family: Literal["bench", "any"] = "bench",
        action: Action = "free",
        render_mode: str | None = None,
    ) -> None:
        _no_rendering(render_mode)
        self.render_mode = None
        self._requests = Requests(family, 1, action)
        self._seeded = False
        self.observation_space, self.action_space = _spaces(self._requests)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Floats, dict[str, Any]]:
        """Draws the next request; with a seed, the first of its stream."""
        super().reset(seed=seed)
        if seed is not None or not self._seeded:
            self._requests.seed(0, _stream(self.np_random))
            self._seeded = True
        return self._requests.draw()[0], {}

    def step(self, action: Floats) -> tuple[Floats, float, bool, bool, dict[str, Any]]:
        """Answers the request; the observation stays that of the request that was answered."""
        actions = np.asarray(action, np.float32).reshape(1, -1)
        try:
            rewards, outcome = self._requests.step(actions)
        except RuntimeError as error:
            raise ResetNeeded(str(error)) from error
        info = {name: values[0].item() for name, values in outcome.items()}
        return self._requests.seen()[0], float(rewards[0]), True, False, info

    def scenario(self) -> dict[str, Any] | None:
        """The request that waits for an action; ``None`` where none does."""
        text = self._requests.scenario(0)
        return None if text is None else json.loads(text)


class RequestVectorEnv(VectorEnv[Floats, Floats, NDArray[Any]]):
    """Many requests at a time, stepped in Rust; to the bit what as many single ones give.

    A step answers all requests and draws the next ones (``AutoresetMode.SAME_STEP``), since each
    episode ends with its step: what came of it is in ``final_obs`` and ``final_info``.
    """

    metadata: dict[str, Any] = {"render_modes": [], "autoreset_mode": AutoresetMode.SAME_STEP}

    def __init__(
        self,
        num_envs: int = 1,
        family: Literal["bench", "any"] = "bench",
        action: Action = "free",
        render_mode: str | None = None,
    ) -> None:
        _no_rendering(render_mode)
        if num_envs < 1:
            raise ValueError(f"num_envs = {num_envs} is out of range: an integer from 1")
        self.num_envs = num_envs
        self.render_mode = None
        self._requests = Requests(family, num_envs, action)
        self._seeded = False
        self.single_observation_space, self.single_action_space = _spaces(self._requests)
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self._all = np.ones(num_envs, np.bool_)

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[Floats, dict[str, Any]]:
        """Draws the next requests; a seed S is S, S + 1, … for the places, or one for each."""
        super().reset(seed=seed if isinstance(seed, int) else None)
        if isinstance(seed, int):
            seeds: Sequence[int | None] = range(seed, seed + self.num_envs)
        else:
            seeds = [None] * self.num_envs if seed is None else seed
        if len(seeds) != self.num_envs:
            raise ValueError(f"seed: {len(seeds)} of them; allowed is {self.num_envs}")
        for place, own in enumerate(seeds):
            if own is not None:
                self._requests.seed(place, _stream(seeding.np_random(own)[0]))
            elif not self._seeded:
                self._requests.seed(place, _stream(self.np_random))
        self._seeded = True
        mask = None if options is None else options.get("reset_mask")
        return self._requests.draw(None if mask is None else list(map(bool, mask))), {}

    def step(
        self, actions: Floats
    ) -> tuple[Floats, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]:
        """Answers all requests, and draws the next ones."""
        seen = self._requests.seen()
        try:
            rewards, outcome = self._requests.step(np.asarray(actions, np.float32))
        except RuntimeError as error:
            raise ResetNeeded(str(error)) from error
        final_obs = np.empty(self.num_envs, object)
        final_obs[:] = list(seen)
        final_info: dict[str, Any] = {}
        for name, values in outcome.items():
            final_info[name], final_info[f"_{name}"] = values, self._all.copy()
        infos = {
            "final_obs": final_obs,
            "_final_obs": self._all.copy(),
            "final_info": final_info,
            "_final_info": self._all.copy(),
        }
        return self._requests.draw(), rewards, self._all.copy(), ~self._all, infos

    def scenarios(self) -> list[dict[str, Any] | None]:
        """The requests that wait for an action."""
        texts = map(self._requests.scenario, range(self.num_envs))
        return [None if text is None else json.loads(text) for text in texts]
