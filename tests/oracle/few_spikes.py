"""Writes the vectors of `tests/data/reference` for what ships: the few-spikes actor with its rate
band, and whole updates with the structured objective, computed in float64 by PyTorch.

pip install torch; python tests/oracle/few_spikes.py tests/data/reference

Written from the algorithms, not from this program's code: few-spikes neurons, Stöckl and Maass
2021; straight-through estimator, Bengio, Léonard and Courville 2013; soft actor-critic, Haarnoja
et al. 2018. Only forward passes and losses are written here: every gradient is autograd's. What is
differentiated where the forward pass is a step is said in `few_spikes` and `rate_cost`.
"""

import json
import math
import sys
from pathlib import Path

import torch
from torch import nn

torch.set_default_dtype(torch.float64)

OBS, ACT, HIDDEN, CRITIC_HIDDEN = 3, 2, [6, 5], [7, 6]
# As in the recipe that ships.
STEPS, RANGE = 12, 4.0
BAND = {"low": 0.02, "high": 0.15, "weight": 0.05}
# In f32 an input is off by 1e-6 at most: nothing may lie closer to a threshold.
MARGIN = 1e-5


def straight_through(value, like):
    """`value` forward, the gradient of `like` backward."""
    return value.detach() + like - like.detach()


def few_spikes(x):
    """What neurons with the input x say, and their spikes `[STEPS, *x]`.

    v(t+1) = v(t) - h(t) z(t), z(t) = [v(t) > T(t)], output sum d(t) z(t), where threshold T, reset h
    and weight d of step t are all RANGE / 2^t. Backward, the output is x where it is neither 0 nor
    the most it can be, else a constant.
    """
    v, spikes, value = x.detach(), [], torch.zeros_like(x)
    for t in range(1, STEPS + 1):
        height = RANGE / 2.0**t
        distance.append((v - height).abs().min().item())
        z = (v > height).to(x.dtype)
        v, value = v - height * z, value + height * z
        spikes.append(z)
    most = RANGE - RANGE / 2.0**STEPS
    inside = (value > 0.0) & (value < most)
    return straight_through(value, torch.where(inside, x, 0.0)), torch.stack(spikes)


def rate_cost(x, spikes, band):
    """weight times the mean over neurons of how far their rate lies outside the band.

    A rate is the share of time steps in which a neuron fires, over the batch. Backward, an input
    counts as the number of steps in which its neuron fires: where it fires at all, and everywhere
    for a neuron below the band, which could not be woken otherwise.
    """
    rate = spikes.mean((0, 1))
    counts = (spikes.sum(0) > 0.0) | (rate < band["low"])
    rate = straight_through(rate, torch.where(counts, x, 0.0).mean(0))
    over, under = torch.relu(rate - band["high"]), torch.relu(band["low"] - rate)
    return band["weight"] * (over + under).mean()


# Least distances of a membrane from a threshold since it was last cleared.
distance = []


class FewSpikes(nn.Module):
    """Mean and log sigma are the first and the second half of the last layer."""

    def __init__(self):
        super().__init__()
        sizes = [OBS, *HIDDEN, 2 * ACT]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, obs, band=BAND):
        said, self.spikes, self.band_cost = obs, [], 0.0
        for layer in self.layers[:-1]:
            x = layer(said)
            said, spikes = few_spikes(x)
            self.spikes.append(spikes)
            if band:
                self.band_cost = self.band_cost + rate_cost(x, spikes, band)
        return self.layers[-1](said).chunk(2, -1)

    def firing_rate(self):
        fired = sum(spikes.sum().item() for spikes in self.spikes)
        return fired / sum(spikes.numel() for spikes in self.spikes)


class Dense(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = [OBS, *HIDDEN]
        layers = []
        for a, b in zip(sizes, sizes[1:]):
            layers += [nn.Linear(a, b), nn.ReLU()]
        self.trunk = nn.Sequential(*layers)
        self.mean_head, self.log_std_head = nn.Linear(HIDDEN[-1], ACT), nn.Linear(HIDDEN[-1], ACT)
        self.band_cost = 0.0

    def forward(self, obs):
        h = self.trunk(obs)
        return self.mean_head(h), self.log_std_head(h)

    def firing_rate(self):
        return 0.0


def sample(actor, obs, noise):
    """Action and log density of the squashed Gaussian, by the change of variables."""
    mean, log_std = actor(obs)
    log_std = log_std.clamp(-20.0, 2.0)
    u = mean + log_std.exp() * noise
    action = torch.tanh(u)
    gaussian = torch.distributions.Normal(mean, log_std.exp()).log_prob(u)
    return action, (gaussian - torch.log(1.0 - action**2)).sum(-1), mean, log_std


def critic(limits):
    a, b = CRITIC_HIDDEN
    return nn.Sequential(
        nn.Linear(OBS + ACT, a), nn.ReLU(), nn.Linear(a, b), nn.ReLU(), nn.Linear(b, 1 + limits)
    )


def geometric(ends, progress):
    return ends[0] ** (1.0 - progress) * ends[1] ** progress


def tensors(module):
    return {
        name: {"shape": list(p.shape), "data": p.detach().flatten().tolist()}
        for name, p in module.named_parameters()
    }


def spread(module):
    """Larger weights than usual, so that some neurons are silent, some at their end."""
    with torch.no_grad():
        for p in module.parameters():
            p.mul_(2.5)


def config(batch):
    return {"obs_dim": OBS, "act_dim": ACT, "hidden_sizes": HIDDEN, "batch": batch}


def few_spikes_config(batch):
    return config(batch) | {"time_steps": STEPS, "range": RANGE, "rate_band": BAND}


def actor_file(seed, n=9):
    """One forward and one backward pass of the few-spikes actor."""
    torch.manual_seed(seed)
    distance.clear()
    actor = FewSpikes()
    spread(actor)
    obs, noise = torch.rand(n, OBS) * 2.0 - 1.0, torch.randn(n, ACT)
    weight_action, weight_log_prob = torch.randn(n, ACT), torch.randn(n)
    # One observation so far out that neurons reach their end.
    obs[0] *= 3.0
    action, log_prob, mean, log_std = sample(actor, obs, noise)
    weighted = (action * weight_action).sum() + (log_prob * weight_log_prob).sum()
    (weighted + actor.band_cost).backward()
    full = [(spikes.sum(0) == STEPS).any().item() for spikes in actor.spikes]
    rates = [spikes.mean((0, 1)) for spikes in actor.spikes]
    varied = all(
        (rate < BAND["low"]).any() and (rate > BAND["high"]).any() and (rate > 0.0).sum() > 2
        for rate in rates
    )
    inside = any(((rate > BAND["low"]) & (rate < BAND["high"])).any() for rate in rates)
    if min(distance) < MARGIN or not any(full) or not varied or not inside:
        return None
    return {
        "config": few_spikes_config(n),
        "actor": "few_spikes",
        "params": tensors(actor),
        "obs": obs.tolist(),
        "noise": noise.tolist(),
        "loss": {
            "weight_action": weight_action.tolist(),
            "weight_log_prob": weight_log_prob.tolist(),
        },
        "expected": {
            "mean": mean.tolist(),
            "log_std": log_std.tolist(),
            "action": action.tolist(),
            "log_prob": log_prob.tolist(),
            "spikes": [spikes.long().tolist() for spikes in actor.spikes],
            "rate_band_cost": actor.band_cost.item(),
            "grad": {
                name: {"shape": list(p.shape), "data": p.grad.flatten().tolist()}
                for name, p in actor.named_parameters()
            },
        },
    }


def sac_file(seed, spiking, n=8, updates=4):
    """Updates with separate heads for the cost and the slack of each limit."""
    torch.manual_seed(seed)
    distance.clear()
    limits = 4
    hyper = {
        "gamma": 0.0,
        "actor_lr": 0.003,
        "critic_lr": 0.005,
        "actor_clip": 0.3,
        "temperature": [0.05, 0.0001],
        "limits": limits,
        "scale": 0.05,
        "margin": 0.0035,
        "weight": 20.0,
        "softness": [0.02, 0.0007],
        "adam_betas": [0.9, 0.999],
        "adam_eps": 1e-8,
        "updates": updates,
    }
    actor = FewSpikes() if spiking else Dense()
    if spiking:
        spread(actor)
    critics = [critic(limits), critic(limits)]
    initial = {
        "actor": tensors(actor),
        "critic1": tensors(critics[0]),
        "critic2": tensors(critics[1]),
    }
    actor_adam = torch.optim.Adam(actor.parameters(), lr=hyper["actor_lr"])
    critic_adams = [torch.optim.Adam(c.parameters(), lr=hyper["critic_lr"]) for c in critics]
    drawn, losses, norms = [], [], []
    for update in range(updates):
        progress = update / updates
        obs, action = torch.rand(n, OBS) * 2.0 - 1.0, torch.rand(n, ACT) * 2.0 - 1.0
        outcome = torch.cat([torch.randn(n, 1) * 0.5, torch.rand(n, limits) * 1.6 - 0.6], -1)
        noise = torch.randn(n, ACT)
        alpha = geometric(hyper["temperature"], progress)
        tau = geometric(hyper["softness"], progress)

        target = torch.cat([outcome[:, :1], torch.asinh(outcome[:, 1:] / hyper["scale"])], -1)
        critic_loss = 0.0
        for net, adam in zip(critics, critic_adams):
            loss = ((net(torch.cat([obs, action], -1)) - target) ** 2).sum(-1).mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
            critic_loss += loss.item()

        new_action, log_prob, _, _ = sample(actor, obs, noise)
        cost = 0.0
        for net in critics:
            heads = net(torch.cat([obs, new_action], -1))
            slack = hyper["scale"] * torch.sinh(heads[:, 1:])
            short = tau * nn.functional.softplus((hyper["margin"] - slack) / tau, threshold=700.0)
            cost = cost + 0.5 * (heads[:, 0] + hyper["weight"] * short.sum(-1))
            if heads[:, 1:].abs().max() > 7.0:
                return None
        loss = (alpha * log_prob + cost).mean()
        actor_adam.zero_grad()
        (loss + actor.band_cost).backward()
        norm = math.sqrt(sum((p.grad**2).sum().item() for p in actor.parameters()))
        for p in actor.parameters():
            p.grad.mul_(min(1.0, hyper["actor_clip"] / norm))
        norms.append(norm)
        actor_adam.step()

        drawn.append(
            {
                "progress": progress,
                "obs": obs.tolist(),
                "action": action.tolist(),
                "outcome": outcome.tolist(),
                "noise": noise.tolist(),
            }
        )
        losses.append(
            {
                "critic_loss": critic_loss,
                "actor_loss": loss.item(),
                "alpha": alpha,
                "entropy": -log_prob.mean().item(),
                "firing_rate": actor.firing_rate(),
            }
        )
    # Both with and without the clip.
    clipped = [norm > hyper["actor_clip"] for norm in norms]
    close = spiking and min(distance) < MARGIN
    if close or all(clipped) or not any(clipped):
        return None
    return {
        "config": (few_spikes_config(n) if spiking else config(n))
        | {"critic_hidden_sizes": CRITIC_HIDDEN, "sac": hyper},
        "actor": "few_spikes" if spiking else "mlp",
        "initial": initial,
        "updates": drawn,
        "expected": {
            "losses": losses,
            "final": {
                "actor": tensors(actor),
                "critic1": tensors(critics[0]),
                "critic2": tensors(critics[1]),
            },
        },
    }


def first(make):
    """Of the first seed that keeps its distance and has every case in it."""
    for seed in range(1, 100_000):
        if file := make(seed):
            return file | {"seed": seed}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    files = {
        "actor_few_spikes_tiny": first(actor_file),
        "sac_few_spikes_tiny": first(lambda seed: sac_file(seed, True)),
        "sac_mlp_structured_tiny": first(lambda seed: sac_file(seed, False)),
    }
    for name, file in files.items():
        rounded = json.loads(json.dumps(file), parse_float=lambda x: round(float(x), 12))
        (folder / f"{name}.json").write_text(json.dumps(rounded) + "\n")
        print(name, "seed", file["seed"])
