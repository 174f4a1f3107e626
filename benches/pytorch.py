"""The updates of `benches/updates.rs` in PyTorch, eager and on one thread, for comparison.

Written from the equations in `src/agent/sac.rs`, `src/agent/gaussian.rs`, `src/snn/popsan.rs`,
`src/snn/encoder.rs` and `src/snn/lif.rs`. It is given every advantage that eager PyTorch has: the
synapses of all time steps are one product, Adam is the fused one, no loss is read back.

Run by `cargo xtask bench`; needs only torch. Each measure is one line of JSON.
"""

import json
import math
import time

import torch
from torch import nn

torch.set_num_threads(1)

BATCH, OBS, ACT, STEPS, POPULATION = 128, 8, 2, 5, 10
TAU, LR = 0.005, 1e-3


def mlp(sizes):
    layers = []
    for before, after in zip(sizes, sizes[1:]):
        layers += [nn.Linear(before, after), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Encode(torch.autograd.Function):
    """Fires where the voltage is above 0.999; backward as if a spike were the voltage."""

    @staticmethod
    def forward(ctx, voltage):
        return (voltage > 0.999).to(voltage.dtype)

    @staticmethod
    def backward(ctx, gradient):
        return gradient


class Fire(torch.autograd.Function):
    """Fires above 0.5; backward a rectangle of half width 0.5."""

    @staticmethod
    def forward(ctx, voltage):
        ctx.save_for_backward(voltage)
        return (voltage > 0.5).to(voltage.dtype)

    @staticmethod
    def backward(ctx, gradient):
        (voltage,) = ctx.saved_tensors
        return gradient * ((voltage - 0.5).abs() < 0.5)


class PopSan(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        centres = torch.linspace(-3.0, 3.0, POPULATION).repeat(OBS, 1)
        self.mean = nn.Parameter(centres)
        self.std = nn.Parameter(torch.full_like(centres, math.sqrt(0.15)))
        sizes = [OBS * POPULATION, hidden, hidden, ACT * POPULATION]
        self.synapses = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.decoder = nn.Parameter((torch.rand(ACT, POPULATION) * 2 - 1) / math.sqrt(POPULATION))
        self.bias = nn.Parameter(torch.zeros(ACT))

    def forward(self, obs):
        batch = obs.shape[0]
        z = (obs.unsqueeze(-1) - self.mean) / self.std
        activation = torch.exp(-0.5 * z * z).flatten(1)
        voltage = torch.zeros_like(activation)
        spikes = []
        for _ in range(STEPS):
            voltage = voltage + activation
            spike = Encode.apply(voltage)
            voltage = voltage - 0.999 * spike
            spikes.append(spike)
        for layer in self.synapses:
            inputs = layer(torch.cat(spikes)).view(STEPS, batch, -1)
            current = torch.zeros_like(inputs[0])
            voltage, spike = current, current
            spikes = []
            for x in inputs.unbind(0):
                current = 0.5 * current + x
                voltage = 0.75 * voltage * (1.0 - spike) + current
                spike = Fire.apply(voltage)
                spikes.append(spike)
        rate = torch.stack(spikes).sum(0) / STEPS
        return (rate.view(batch, ACT, POPULATION) * self.decoder).sum(-1) + self.bias


class DenseActor(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.net = mlp([OBS, hidden, hidden, 2 * ACT])

    def mean(self, obs):
        return self.net(obs)[:, :ACT]

    def forward(self, obs):
        return self.net(obs).chunk(2, -1)


class SpikingActor(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.mean = PopSan(hidden)
        self.log_std = mlp([OBS, hidden, hidden, ACT])

    def forward(self, obs):
        return self.mean(obs), self.log_std(obs)


def sample(actor, obs):
    mean, log_std = actor(obs)
    log_std = log_std.clamp(-20.0, 2.0)
    noise = torch.randn_like(mean)
    u = mean + log_std.exp() * noise
    gaussian = -0.5 * noise * noise - log_std - 0.5 * math.log(2.0 * math.pi)
    squash = 2.0 * (math.log(2.0) - u - nn.functional.softplus(-2.0 * u))
    return torch.tanh(u), (gaussian - squash).sum(-1)


class Sac:
    def __init__(self, spiking, hidden, gamma):
        self.gamma = gamma
        self.actor = SpikingActor(hidden) if spiking else DenseActor(hidden)
        sizes = [OBS + ACT, hidden, hidden, 1]
        self.critics = nn.ModuleList([mlp(sizes), mlp(sizes)])
        self.targets = nn.ModuleList([mlp(sizes), mlp(sizes)])
        self.targets.load_state_dict(self.critics.state_dict())
        self.targets.requires_grad_(False)
        self.log_alpha = torch.zeros(1, requires_grad=True)

        def adam(params):
            return torch.optim.Adam(params, lr=LR, fused=True)

        self.actor_adam = adam(self.actor.parameters())
        self.critic_adam = adam(self.critics.parameters())
        self.alpha_adam = adam([self.log_alpha])
        n = 4000
        self.obs, self.next_obs = torch.randn(n, OBS), torch.randn(n, OBS)
        self.action = torch.rand(n, ACT) * 2 - 1
        self.reward = -self.action[:, 0] * self.obs[:, 0]
        self.terminated = torch.zeros(n)

    @staticmethod
    def values(critics, obs, action):
        x = torch.cat([obs, action], -1)
        return [critic(x).squeeze(-1) for critic in critics]

    def update(self):
        index = torch.randint(0, self.obs.shape[0], (BATCH,))
        obs, action, target = self.obs[index], self.action[index], self.reward[index]
        alpha = self.log_alpha.exp().detach()
        if self.gamma != 0.0:
            with torch.no_grad():
                next_obs, terminated = self.next_obs[index], self.terminated[index]
                next_action, log_prob = sample(self.actor, next_obs)
                q1, q2 = self.values(self.targets, next_obs, next_action)
                value = torch.minimum(q1, q2) - alpha * log_prob
                target = target + self.gamma * (1.0 - terminated) * value
        q1, q2 = self.values(self.critics, obs, action)
        loss = ((q1 - target) ** 2).mean() + ((q2 - target) ** 2).mean()
        self.critic_adam.zero_grad()
        loss.backward()
        self.critic_adam.step()

        self.critics.requires_grad_(False)
        new_action, log_prob = sample(self.actor, obs)
        q1, q2 = self.values(self.critics, obs, new_action)
        loss = (alpha * log_prob - torch.minimum(q1, q2)).mean()
        self.actor_adam.zero_grad()
        loss.backward()
        self.actor_adam.step()
        self.critics.requires_grad_(True)

        loss = -(self.log_alpha * (log_prob.detach().mean() - ACT)).sum()
        self.alpha_adam.zero_grad()
        loss.backward()
        self.alpha_adam.step()
        if self.gamma != 0.0:
            with torch.no_grad():
                for old, new in zip(self.targets.parameters(), self.critics.parameters()):
                    old.lerp_(new, TAU)


def report(name, value, unit):
    print(json.dumps({"measure": name, "value": value, "unit": unit}), flush=True)


def rate(name, unit, per_call, work):
    """Calls per second: the best of many short rounds, as in `benches/updates.rs`."""

    def timed(calls):
        start = time.perf_counter()
        for _ in range(calls):
            work()
        return (time.perf_counter() - start) / calls

    first = min(timed(1) for _ in range(20))
    calls = max(1, math.ceil(0.004 / first))
    spent, best = 0.0, math.inf
    while spent < 0.8:
        took = timed(calls)
        spent += took * calls
        best = min(best, took)
    report(name, per_call / best, unit)


def main():
    torch.manual_seed(1)
    for m, k, n in [(128, 64, 64), (128, 256, 256), (640, 64, 64), (256, 128, 128)]:
        x, w, bias, y = torch.randn(m, k), torch.randn(k, n), torch.randn(n), torch.empty(m, n)
        with torch.no_grad():
            flop = 2e-9 * m * k * n
            name = f"product {m}x{k}x{n} forward"
            rate(name, "GFLOP/s", flop, lambda: torch.addmm(bias, x, w, out=y))
    for spiking, hidden in [(False, 64), (True, 64), (False, 256), (True, 256)]:
        name = f"{'PopSAN' if spiking else 'MLP'}-{hidden}"
        for gamma in [0.0, 0.99]:
            sac = Sac(spiking, hidden, gamma)
            rate(f"{name} update gamma {gamma:g}", "1/s", 1.0, sac.update)
            obs = torch.randn(1, OBS)
            with torch.inference_mode():
                decide = lambda: torch.tanh(sac.actor.mean(obs))
                rate(f"{name} decision gamma {gamma:g}", "1/s", 1.0, decide)


if __name__ == "__main__":
    main()
