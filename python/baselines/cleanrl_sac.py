"""Soft actor-critic with the settings and the details of CleanRL's, on one environment, in one file.

Written for this project after the description in docs/sac.md; the reference is CleanRL's
`sac_continuous_action.py` (Huang et al. 2022, MIT licence). Twin critics of 256 × 256 with one
optimiser; an actor of 256 × 256 with log σ squeezed into [−5, 2] by tanh; α learned from 1 with the
critics' learning rate, by an entropy drawn anew after the actor's step; two steps of actor and α at
every second environment step. Every episode here ends with its step, so what a critic learns is the
reward: the target networks, which would be multiplied by 0, are left out.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

import gymnasium as gym
import numpy as np
import torch
from torch import Tensor, nn

SETTINGS = {
    "policy_lr": 3e-4,
    "q_lr": 1e-3,
    "batch_size": 256,
    "learning_starts": 5000,
    "policy_frequency": 2,
    "initial_alpha": 1.0,
    "target_entropy": -2.0,
    "hidden": 256,
    "log_std_min": -5.0,
    "log_std_max": 2.0,
}


def perceptron(inputs: int, outputs: int) -> nn.Sequential:
    hidden = SETTINGS["hidden"]
    return nn.Sequential(
        nn.Linear(inputs, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(),
        nn.Linear(hidden, outputs),
    )


class Actor(nn.Module):
    """A squashed Gaussian over actions in −1 … 1."""

    def __init__(self, obs_dim: int, act_dim: int) -> None:
        super().__init__()
        # Mean and log σ are two heads of one network.
        self.network = perceptron(obs_dim, 2 * act_dim)

    def mean(self, obs: Tensor) -> Tensor:
        return torch.tanh(self.network(obs).chunk(2, -1)[0])

    def sample(self, obs: Tensor) -> tuple[Tensor, Tensor]:
        """An action, and the logarithm of its density."""
        mean, squeezed = self.network(obs).chunk(2, -1)
        low, high = SETTINGS["log_std_min"], SETTINGS["log_std_max"]
        log_std = low + 0.5 * (high - low) * (torch.tanh(squeezed) + 1)
        gaussian = torch.distributions.Normal(mean, log_std.exp())
        before = gaussian.rsample()
        action = torch.tanh(before)
        log_prob = gaussian.log_prob(before) - torch.log(1 - action.pow(2) + 1e-6)
        return action, log_prob.sum(-1)


class Replay:
    """All that was seen, drawn from evenly with replacement."""

    def __init__(self, capacity: int, obs_dim: int, act_dim: int, rng: np.random.Generator) -> None:
        self.obs = np.empty((capacity, obs_dim), np.float32)
        self.actions = np.empty((capacity, act_dim), np.float32)
        self.rewards = np.empty(capacity, np.float32)
        self.size, self.rng = 0, rng

    def add(self, obs: np.ndarray, action: np.ndarray, reward: float) -> None:
        self.obs[self.size], self.actions[self.size] = obs, action
        self.rewards[self.size] = reward
        self.size += 1

    def sample(self, n: int) -> tuple[Tensor, Tensor, Tensor]:
        rows = self.rng.integers(self.size, size=n)
        return tuple(map(torch.from_numpy, (self.obs[rows], self.actions[rows], self.rewards[rows])))


def train(
    env: gym.Env, seed: int, steps: int, judge: Callable[[int, int, Actor], None]
) -> Actor:
    """Trains for that many environment steps; after each it calls `judge(steps, updates, actor)`."""
    torch.manual_seed(seed)
    env.action_space.seed(seed)
    obs_dim, act_dim = env.observation_space.shape[0], env.action_space.shape[0]
    actor = Actor(obs_dim, act_dim)
    critics = nn.ModuleList(perceptron(obs_dim + act_dim, 1) for _ in range(2))
    log_alpha = torch.tensor(np.log(SETTINGS["initial_alpha"]), dtype=torch.float32, requires_grad=True)
    actor_optimizer = torch.optim.Adam(actor.parameters(), SETTINGS["policy_lr"])
    critic_optimizer = torch.optim.Adam(critics.parameters(), SETTINGS["q_lr"])
    alpha_optimizer = torch.optim.Adam([log_alpha], SETTINGS["q_lr"])
    replay = Replay(steps, obs_dim, act_dim, np.random.default_rng(seed))

    def values(obs: Tensor, action: Tensor) -> list[Tensor]:
        return [critic(torch.cat([obs, action], -1)).squeeze(-1) for critic in critics]

    updates = 0
    obs, _ = env.reset(seed=seed)
    for step in range(steps):
        if step < SETTINGS["learning_starts"]:
            action = env.action_space.sample()
        else:
            with torch.no_grad():
                action = actor.sample(torch.from_numpy(obs))[0].numpy()
        _, reward, *_ = env.step(action)
        replay.add(obs, action, reward)
        obs, _ = env.reset()
        if step > SETTINGS["learning_starts"]:
            seen, done, rewards = replay.sample(SETTINGS["batch_size"])
            loss = sum(nn.functional.mse_loss(value, rewards) for value in values(seen, done))
            critic_optimizer.zero_grad()
            loss.backward()
            critic_optimizer.step()
            updates += 1
            if step % SETTINGS["policy_frequency"] == 0:
                for _ in range(SETTINGS["policy_frequency"]):
                    alpha = log_alpha.exp().detach()
                    action, log_prob = actor.sample(seen)
                    loss = (alpha * log_prob - torch.min(*values(seen, action))).mean()
                    actor_optimizer.zero_grad()
                    loss.backward()
                    actor_optimizer.step()
                    with torch.no_grad():
                        log_prob = actor.sample(seen)[1]
                    loss = (-log_alpha.exp() * (log_prob + SETTINGS["target_entropy"])).mean()
                    alpha_optimizer.zero_grad()
                    loss.backward()
                    alpha_optimizer.step()
        judge(step + 1, updates, actor)
    return copy.deepcopy(actor)
