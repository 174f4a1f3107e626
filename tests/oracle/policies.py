"""Judges the agents that ship a second time: their files, what they see, what their actions mean, what
comes of it, and the optimum beside it, all from the formulas and none of it by the program.

  policies.py --bin PATH [--n N] [--seed S]

The requests are those of `aolo contexts`. For each the decision is held against `aolo act`, and the sums
against `aolo evaluate`. Exit 1 where they differ, or where a limit is broken.
"""
import argparse, json, math, os, shlex, struct, subprocess, sys
import numpy as np
from oracle import *
from oracle import _footprint, _invert_rate

HERE = os.path.dirname(os.path.abspath(__file__))
POLICIES = os.path.join(HERE, "..", "..", "www", "policies")
READING = 5.3
# What of a place in the feasible set is its end.
END = 0.7
# In f32 an observation is off by 1e-7, and where a neuron stands at its threshold its last spike with it.
TOTAL, SUMS = 1e-5, 1e-5


# ---------------------------------------------------------------- the file
class Reader:
    """Postcard: integers of seven bits a byte, the rest as it lies in memory."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        self.at += n
        return self.data[self.at - n:self.at]

    def number(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def f32s(self):
        n = self.number()
        return np.frombuffer(self.take(4 * n), "<f4").astype(float)


def read_policy(path):
    """Layers [(W, b)] and, for spiking neurons, their time steps and range."""
    data = open(path, "rb").read()
    assert data[:8] == b"AOLO-POL", "not a policy"
    version, world, space = struct.unpack("<3H", data[8:14])
    assert (version, world, space) == (3, 2, 1), "acts in the feasible set of version 2"
    body = Reader(data[14:-8])
    obs, act, kind = body.number(), body.number(), body.number()
    hidden = [body.number() for _ in range(body.number())]
    spiking = None
    if kind == 3:
        spiking = (body.number(), struct.unpack("<f", body.take(4))[0])
    else:
        assert kind == 0, "a dense actor"
    numbers, at, layers = body.f32s(), 0, []
    sizes = [obs, *hidden, 2 * act]
    for a, b in zip(sizes, sizes[1:]):
        layers.append((numbers[at:at + a * b].reshape(a, b), numbers[at + a * b:at + (a + 1) * b]))
        at += (a + 1) * b
    assert at == len(numbers)
    return layers, spiking


def few_spikes(x, steps, reach):
    """What neurons with these inputs say: K binary digits of each, from `reach` down."""
    v, said = x.copy(), np.zeros_like(x)
    for t in range(1, steps + 1):
        height = reach / 2.0 ** t
        fires = v > height
        v, said = v - height * fires, said + height * fires
    return said


def act(policy, obs):
    layers, spiking = policy
    said = obs
    for index, (weight, bias) in enumerate(layers):
        said = said @ weight + bias
        if index < len(layers) - 1:
            said = few_spikes(said, *spiking) if spiking else np.maximum(said, 0.0)
    return np.tanh(said[:2])


# ---------------------------------------------------------------- the feasible set
class Feasible:
    """By looking at every length."""

    def __init__(self, s):
        self.s, v = s, s.v
        self.kap = np.arange(1, int(v["tokens_max"]) + 1, dtype=float)
        self.whole = s.q_length(self.kap) * s.q_wait(self.kap)
        self.speed = 1 / s.t_itl(self.kap)
        self.generation = s.ttft(self.kap) + (self.kap - 1) * s.t_itl(self.kap)
        most = float(s.rate(s.pmax))
        with np.errstate(divide="ignore", invalid="ignore"):
            quality = np.where(self.whole > 0, s.bits * READING * v["qoe_min"] / self.whole, np.inf)
            quality[self.whole * np.minimum(1.0, self.speed / READING) < v["qoe_min"] * (1 - TOL)] = np.inf
            left = v["latency_max_s"] - self.generation
            latency = np.where(left > 0, s.sent * self.kap * s.bits / np.where(left > 0, left, 1.0), np.inf)
        need = np.maximum(quality if v["qoe_min"] > 0 else 0.0, latency)
        self.least = None
        if need.min() <= most * (1 + TOL) and outage_power(s) <= s.pmax * (1 + TOL):
            rate = min(max(float(need.min()), s.rmin), most)
            self.least = min(max(s.pmin, outage_power(s), float(_invert_rate(s, rate)[0])), s.pmax)

    def lengths(self, power):
        """The shortest and the longest that keep every limit."""
        s, v = self.s, self.s.v
        rate = float(s.rate(power))
        qoe = self.whole * np.minimum(1.0, np.minimum(self.speed, rate / s.bits) / READING)
        latency = self.generation + s.sent * self.kap * s.bits / rate
        kept = (qoe >= v["qoe_min"] * (1 - TOL)) & (latency <= v["latency_max_s"] * (1 + TOL))
        if not kept.any():
            return None
        first = int(np.argmax(kept))
        after = np.nonzero(~kept[first:])[0]
        last = first + int(after[0]) - 1 if after.size else len(kept) - 1
        return first + 1, last + 1


# Bounds of what is seen, by their logarithms.
SEEN = [(0.01, 1e7), (1e-4, 1e4), (1.0, 1e3), (0.1, 1e4), (0.1, 1e4), (1.0, 30.0), (1e-4, 1e3), (0.05, 1.0)]


def observation(s, feasible, safe):
    ci = s.v["grid_bs_g_per_kwh"] / 3.6e6
    least = s.pmax if feasible.least is None else feasible.least
    shortest = safe if feasible.least is None else (feasible.lengths(least) or (safe,))[0]
    full = _footprint(s, safe, s.pmax)
    on_air = lambda p: (s.b + s.static + s.a * p + s.phone_w) * ci + s.m + s.phone_m
    air = full["wireless"]["airtime_s"] * on_air(s.pmax)
    read = READING * s.bits
    per_watt = s.a * s.pmax * ci
    values = [
        s.c * s.pmax, on_air(0.0) / per_watt if per_watt else math.inf, s.pmax / least,
        float(s.rate(least)) / read, full["wireless"]["rate_bps"] / read, shortest / safe,
        air / (full["total_g"] - air), full["qoe"]["length"],
    ]
    seen = []
    for (low, high), value in zip(SEEN, values):
        place = 1.0 if math.isnan(value) else (math.inf if value == math.inf else -math.inf if value <= 0 else
            2 * (math.log(value) - math.log(low)) / (math.log(high) - math.log(low)) - 1)
        seen.append(min(max(place, -1.0), 1.0))
    return np.array(seen)


def decide(feasible, safe, action):
    """The place in the set of what keeps every limit: by equal factors in power, then in length."""
    s = feasible.s
    if feasible.least is None:
        return safe, s.pmax
    length, power = (min(max((a / END + 1) / 2, 0.0), 1.0) for a in action)
    between = lambda low, high, share: low * (high / low) ** share
    watts = between(feasible.least, s.pmax, power)
    ends = feasible.lengths(watts)
    if ends is None:
        return safe, s.pmax
    return int(math.floor(between(*ends, length) + 0.5)), watts


# ---------------------------------------------------------------- judging
def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bin", required=True)
    ap.add_argument("--n", type=int, default=200)
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    program = [args.bin] if os.path.exists(args.bin) else shlex.split(args.bin)

    def ask(*words, given=None):
        done = subprocess.run([*program, *map(str, words)], input=given, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    wrong = 0
    for family in ("bench", "any"):
        text = ask("contexts", "--family", family, "--n", args.n, "--seed", args.seed)
        requests = [json.loads(line) for line in text.splitlines()]
        judged = []
        for request in requests:
            s = S(request)
            feasible = Feasible(s)
            safe = safe_action(s)[0]
            judged.append((s, feasible, safe, observation(s, feasible, safe), exact_optimum(request)["total_g"]))
        for name in ("sdrl", "sac"):
            policy = read_policy(os.path.join(POLICIES, f"{name}.aolo"))
            theirs = [json.loads(line) for line in ask("act", "--policy", name, "--scenarios", "-", given=text).splitlines()]
            charged = optimum = excess = broken = worst = 0.0
            for request, (s, feasible, safe, obs, best), its in zip(requests, judged, theirs):
                tokens, power = decide(feasible, safe, act(policy, obs))
                ours, same = _footprint(s, tokens, power), _footprint(s, its["tokens"], its["power_w"])
                apart = abs(ours["total_g"] / same["total_g"] - 1)
                worst = max(worst, apart)
                if abs(tokens - its["tokens"]) > 1 or apart > TOTAL:
                    wrong += 1
                    print(f"MISMATCH [{name}, {family}] {tokens} tokens at {power} W, not {its['tokens']} at {its['power_w']}: {json.dumps(request)}")
                if not (ours["feasible"] and same["feasible"]) and feasible.least is not None:
                    broken += 1
                charged, optimum = charged + same["total_g"], optimum + best
                excess += same["total_g"] / best - 1
            said = json.loads(ask("evaluate", "--policy", name, "--family", family, "--contexts", args.n, "--seed", args.seed))
            gap, excess = charged / optimum - 1, excess / len(requests)
            agrees = abs(gap - said["gap"]) < SUMS and abs(excess - said["mean_excess"]) < SUMS
            wrong += (not agrees) + int(broken)
            print(f"{name}, {family}, {len(requests)} requests of seed {args.seed}: gap {100 * gap:.4f} %, mean excess "
                  f"{100 * excess:.4f} %, {int(broken)} broken; the program says {100 * said['gap']:.4f} and {100 * said['mean_excess']:.4f} %"
                  f"; "
                  f"decisions {worst:.1e} apart at most{'' if agrees else '  MISMATCH'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
