"""How many machines are on through a day, a second time: from the formulas and docs/fleet.md alone.

check(scenario, options, got)   differences between this and what `aolo fleet` printed, as lines
random_case(rng)                a scenario and options of the command
"""
import math
import numpy as np
from scipy.optimize import minimize_scalar
from oracle import S, TOL, LN2, YEAR, _invert_rate, power_floor

SLOTS, SLOT_S, ROOM = 96, 900.0, 0.2
DEFAULT_LOAD = [38, 33, 32, 36, 50, 75, 102, 122, 132, 136, 136, 132, 134, 136, 136, 136, 140, 146, 150, 142, 120, 92, 64, 48]


def by_slot(hours):
    """Straight lines between the middles of hours, level at both ends; each hour keeps its answers."""
    middles = np.arange(24) + 0.5
    at = (np.arange(SLOTS) + 0.5) / 4
    raw = np.interp(at, middles, hours).reshape(24, 4)
    sums = raw.sum(1, keepdims=True)
    scale = np.divide(np.asarray(hours, float).reshape(24, 1), sums, out=np.zeros((24, 1)), where=sums > 0)
    return (raw * scale).ravel()


class Fleet:
    def __init__(self, scenario, given):
        self.s = S(scenario)
        s, v = self.s, self.s.v
        v["idle_fraction"] = 0.0
        self.set = given["settings"]
        self.dc, self.bs = given["data_centre"], given["base_station"]
        self.n = by_slot(given["load"])
        self.expected = None if given["expected"] is None else by_slot(given["expected"])
        self.G = v["gpus"]
        self.worn = (v["gpu_embodied_kg"] + v["server_embodied_kg"] / 8) * 1000 / (v["lifetime_y"] * YEAR * v["utilisation"])
        self.lengths = self.list_lengths()
        mem = s.Ws + s.We
        per = s.cache(v["prompt_tokens"] + self.lengths) + s.S / 2
        self.most = np.minimum(self.set["batch_max"], (s.mem_gb * 1e9 * self.G - mem) / per)
        self.powers = [self.list_powers(h) for h in range(24)]
        self.dense = self.densest()

    def list_lengths(self):
        v = self.s.v
        of = lambda q: min(max(v["kappa50"] * (-math.log1p(-min(q, 0.99)) / LN2) ** (1 / v["shape"]), 1.0), v["tokens_max"])
        mid = of(self.set["qoe_day"]); low = of(self.set["qoe_floor"]); high = max(of(0.99), mid)
        k = [mid * math.exp((i / 10) ** 2 * math.log(low / mid)) for i in range(11)]
        k += [mid * math.exp((i / 20) ** 2 * math.log(high / mid)) for i in range(21)]
        # A length that is whole but for rounding may come out on either side.
        return np.array(sorted({min(max(math.ceil(x), 1), v["tokens_max"]) for x in k}), float)

    def hour(self, h):
        self.s.v["grid_dc_g_per_kwh"], self.s.v["grid_bs_g_per_kwh"] = self.dc[h], self.bs[h]

    def list_powers(self, h):
        """The power of least carbon, and where it is slower than people read, eight steps to the one that is not."""
        s = self.s; self.hour(h)
        floor = power_floor(s)[0]
        if not floor <= s.pmax * (1 + 1e-9):
            return None
        floor = min(max(floor, s.pmin), s.pmax)
        ci = self.bs[h] / 3.6e6
        per_bit = lambda p: (((s.b + s.a * p + s.static + s.phone_w) * ci + s.m + s.phone_m) / float(s.rate(p)))
        lo, hi = math.log(s.pmin), math.log(s.pmax)
        r = minimize_scalar(lambda x: per_bit(math.exp(x)), bounds=(lo, hi), method="bounded", options=dict(xatol=1e-10))
        free = min((s.pmin, s.pmax, math.exp(r.x)), key=per_bit)
        least = max(free, floor)
        read = 5.3 * s.bits
        if float(s.rate(least)) >= read:
            return [least]
        most = float(_invert_rate(s, read)[0])
        most = min(max(least, most), s.pmax)
        return [min(least * math.exp(i / 8 * math.log(most / least)), most) for i in range(9)] if most > least else [least]

    def little(self, rate, k):
        """Batch and busy share of a machine to which `rate` answers of each length come a second; nan: none."""
        s = self.s
        k = np.asarray(k, float)

        def spent(b):
            s.v["batch"] = b
            return rate * s.gpu_seconds(k) / self.G
        alone = spent(np.ones_like(k))
        lo, hi = np.zeros_like(k), np.full_like(k, math.log(1e9))
        for _ in range(64):
            mid = 0.5 * (lo + hi)
            over = spent(np.exp(mid)) > 1
            lo, hi = np.where(over, mid, lo), np.where(over, hi, mid)
        b = np.exp(0.5 * (lo + hi))
        b = np.where(spent(np.full_like(k, 1e9)) > 1, np.nan, b)
        return np.where(alone <= 1, 1.0, b), np.minimum(alone, 1.0)

    def idle_g(self, h, machines, seconds):
        """Electricity and wear of machines that wait."""
        return (machines * self.G * seconds * self.set["idle_w"] * self.s.v["pue"] * self.dc[h] / 3.6e6,
                machines * self.G * seconds * self.worn)

    def start_g(self, h):
        t = self.set["start_s"] * self.G
        return t * self.set["start_w"] * self.s.v["pue"] * self.dc[h] / 3.6e6, t * self.worn

    def answer(self, h, k, p, b, late=0.0):
        """Parts of an answer's carbon (serving, embodied, sending), QoE, latency, at a batch."""
        s = self.s; self.hour(h); v = s.v
        v["batch"] = b; queue = v["queue_s"]; v["queue_s"] = queue + late
        rate = s.rate(p)
        _, _, _, op, emb = s.inference(k)
        sending = s.cost(k, p, rate) - op - emb
        q, latency = s.qoe(k, rate), s.latency(k, rate)
        v["queue_s"] = queue
        return op, emb, sending, q, latency

    def densest(self):
        """(seconds of a machine, length): least time among answers good enough for the day at full power."""
        s, v = self.s, self.s.v
        best = None
        for k, most in zip(self.lengths, self.most):
            def keeps(b):
                *_, q, latency = self.answer(0, k, s.pmax, b)
                return latency <= v["latency_max_s"] and q >= self.set["qoe_day"]
            if most < 1 or not keeps(1.0):
                continue
            b = most
            if not keeps(b):
                lo, hi = 1.0, most
                for _ in range(60):
                    mid = 0.5 * (lo + hi)
                    lo, hi = (mid, hi) if keeps(mid) else (lo, mid)
                b = lo
            v["batch"] = b
            t = s.gpu_seconds(k) / self.G
            if best is None or t < best[0]:
                best = (t, k)
        return best

    def needed(self, n, unit):
        """Units for so many answers in a slot, and how far that is from another number."""
        x = n * self.dense[0] / SLOT_S / unit
        return math.ceil(x * (1 - TOL)), abs(x - round(x))

    # ------------------------------------------------------------ a day as it was decided
    def emit(self, plan, unit):
        """Parts, mean QoE and overload of a day with these machines, lengths and powers."""
        parts = dict(serving_g=0.0, idle_g=0.0, start_g=0.0, embodied_g=0.0, sending_g=0.0)
        batch, busy, quality, over = [], [], 0.0, 0.0

        def on(h, n, k, p, m, late=0.0):
            b, u = self.little(n / SLOT_S / m, [k])
            b, u = float(b[0]), float(u[0])
            op, emb, sending, q, _ = self.answer(h, k, p, b)
            # Who comes back a slot later has waited, and has put the phone away meanwhile.
            if late:
                q = self.answer(h, k, p, b, late)[3]
            i, w = self.idle_g(h, m, SLOT_S * (1 - u))
            for name, g in (("serving_g", n * op), ("embodied_g", n * emb + w), ("sending_g", n * sending), ("idle_g", i)):
                parts[name] += float(g)
            return b, u, float(q)

        def start(h, m):
            e, w = self.start_g(h)
            parts["start_g"] += m * e; parts["embodied_g"] += m * w
        for t in range(SLOTS):
            m, k, p, h = plan["machines"][t], plan["tokens"][t], plan["power_w"][t], t // 4
            n = self.n[t]
            if t and m > plan["machines"][t - 1]:
                start((t - 1) // 4, m - plan["machines"][t - 1])
            served = n
            if n > 0:
                can = m * SLOT_S / self.dense[0]
                # More than fits with the least time that is good enough, and not answered better.
                if plan["rule"] != "best" and n > can * (1 + 1e-9):
                    served = can
            if served > 0 and m > 0:
                b, u, q = on(h, served, k, p, m)
                quality += served * q
                batch.append(b); busy.append(u)
            else:
                i, w = self.idle_g(h, m, SLOT_S)
                parts["idle_g"] += i; parts["embodied_g"] += w
                batch.append(0.0); busy.append(0.0)
            if served < n:
                left = n - served; over += left
                then = min(t + 1, SLOTS - 1) // 4
                extra = unit * max(self.needed(left, unit)[0], 1)
                start(h, extra)
                _, _, q = on(then, left, self.dense[1], self.s.pmax, extra, late=SLOT_S)
                quality += left * q
        return parts, quality / max(self.n.sum(), 1e-300), over, batch, busy

    # ------------------------------------------------------------ rules
    def path(self, rule, unit, most):
        """Machines by slot, and the slots in which rounding may decide otherwise."""
        close = set(); n = self.n
        came = lambda t: n[max(t, 0)]

        def need(t, answers):
            u, d = self.needed(answers, unit)
            if d < 1e-6 and answers > 0: close.add(t)
            return u
        if rule == "static":
            return [min(need(0, n.max()), most)] * SLOTS, close
        if rule == "reactive":
            seen = [max(came(t - 2 - j) for j in range(4)) for t in range(SLOTS)]
            return [min(max(need(t, 1.2 * x), 1), most) for t, x in enumerate(seen)], close
        path = [min(max(need(0, 1.1 * n[0]), 1), most)]
        for t in range(1, SLOTS):
            last = t - 2; known = came(last); ahead = []
            for j in range(8):
                if self.expected is not None:
                    then = self.expected[max(last, 0)]
                    f = self.expected[(t + j) % SLOTS] * (min(max(known / then, 0.5), 2.0) if then > 0 else 1.0)
                else:
                    f = min(max(known + (t + j - last) * (known - came(last - 4)) / 4, 0.5 * known), 2 * known)
                ahead.append(1.1 * f)
            needs = [min(max(need(t, a), 1), most) for a in ahead]
            top = max(needs + [path[-1]]); h = (t - 1) // 4
            cost = np.full((8, top + 1), np.inf)
            js, mm = np.array([(j, m) for j in range(8) for m in range(needs[j], top + 1)]).T
            answers = np.minimum(np.array(ahead)[js], mm * unit * SLOT_S / self.dense[0])
            cost[js, mm] = self.machines_g(h, answers, mm * unit)
            start = sum(self.start_g(h)) * unit
            # Backwards, every pair.
            ms = np.arange(top + 1)
            up = np.maximum(ms[None, :] - ms[:, None], 0) * start
            best = np.zeros(top + 1)
            for j in range(7, 0, -1):
                best = (up + (cost[j] + best)[None, :]).min(1)
            first = up[path[-1]] + cost[0] + best
            order = np.sort(first)
            if len(order) > 1 and order[1] - order[0] < 1e-9 * abs(order[0]): close.add(t)
            path.append(int(first.argmin()))
        return path, close

    def machines_g(self, h, n, m):
        """Carbon of a slot with the densest answer."""
        b, u = self.little(n / SLOT_S / np.maximum(m, 1), np.full(len(m), self.dense[1]))
        op, emb, sending, _, _ = self.answer(h, self.dense[1], self.s.pmax, b)
        return n * (op + emb + sending) + sum(self.idle_g(h, m, SLOT_S * (1 - u)))

    # ------------------------------------------------------------ the bound
    def bound(self, lam, unit, most, floor):
        """Least of grams - lam * quality over all paths, plus what is owed; no answer below the floor."""
        s, v = self.s, self.s.v
        ks = self.lengths
        per = s.cache(v["prompt_tokens"] + ks) + s.S / 2
        room = np.minimum(self.set["batch_max"], (s.mem_gb * 1e9 * self.G - s.Ws - s.We) / per)
        stage = np.full((SLOTS, most + 1), np.inf)
        for t in range(SLOTS):
            h, n = t // 4, self.n[t]
            if n == 0:
                stage[t] = sum(self.idle_g(h, np.arange(most + 1) * unit, SLOT_S)); continue
            # Every number of units with every length.
            m, k = (x.ravel() for x in np.meshgrid(np.arange(1, most + 1), ks, indexing="ij"))
            b, u = self.little(n / SLOT_S / (m * unit), k)
            ok = (b <= np.tile(room, most) * (1 + TOL)) & ~np.isnan(b)
            m, k, b, u = m[ok], k[ok], b[ok], u[ok]
            idle = sum(self.idle_g(h, m * unit, SLOT_S)) * (1 - u)
            for p in self.powers[h]:
                self.hour(h); v["batch"] = b
                # Where this power is too late, the least that is in time.
                left = v["latency_max_s"] - (s.ttft(k) + (k - 1) * s.t_itl(k))
                rate = np.where(left > 0, s.sent * k * s.bits / np.maximum(left, 1e-300), np.inf)
                late = float(s.rate(p)) < rate * (1 - 1e-9)
                pk = np.full(len(k), p)
                if late.any():
                    pk[late] = np.maximum(_invert_rate(s, rate[late]), p)
                pk = np.where(np.isfinite(pk), pk, np.nan)
                op, emb, sending, q, _ = self.answer(h, k, pk, b)
                g = n * (op + emb + sending) + idle - lam * n * q
                good = q >= floor * (1 - TOL)
                np.minimum.at(stage[t], m[good], g[good])
        ms = np.arange(most + 1)
        best = stage[0]
        for t in range(1, SLOTS):
            start = sum(self.start_g((t - 1) // 4)) * unit
            best = (best[:, None] + np.maximum(ms[None, :] - ms[:, None], 0) * start).min(0) + stage[t]
        return float(best.min()) + lam * self.set["qoe_day"] * self.n.sum()


def check(scenario, got):
    """Lines that say what differs."""
    bad = []

    def close(name, x, y, tol=1e-6, floor=1e-9):
        if not abs(x - y) <= tol * abs(x) + floor:
            bad.append(f"{name}: oracle {x!r} program {y!r}")
    f = Fleet(scenario, got["given"])
    possible = f.dense is not None and all(p is not None for p in f.powers)
    if possible != got["feasible"]:
        return [f"feasible: oracle {possible} program {got['feasible']}"]
    if not possible:
        return []
    for t in range(SLOTS):
        close(f"answers {t}", f.n[t], got["answers"][t])
    unit, total = got["unit"], f.needed(f.n.max() * (1 + ROOM), 1)
    if total[1] > 1e-6:
        want = max(-(-total[0] // 32), 1)
        if want != unit or -(-total[0] // want) * want != got["house"]:
            bad.append(f"house: oracle {total[0]} program {got['house']} in units of {unit}")
    most = got["house"] // unit
    for rule, plan in got["rules"].items():
        if rule != "best":
            path, near = f.path(rule, unit, most)
            for t, m in enumerate(path):
                if m * unit != plan["machines"][t]:
                    if not near: bad.append(f"{rule} machines in slot {t}: oracle {m * unit} program {plan['machines'][t]}")
                    break
        parts, qoe, over, batch, busy = f.emit(plan, unit)
        for name, g in parts.items():
            close(f"{rule} {name}", g, plan["parts"][name], floor=1e-9 * plan["total_g"])
        close(f"{rule} total", sum(parts.values()), plan["total_g"])
        close(f"{rule} qoe", qoe, plan["qoe_mean"])
        close(f"{rule} overload", over, plan["overload"], floor=1e-6 * f.n.sum())
        for t in range(SLOTS):
            close(f"{rule} batch {t}", batch[t], plan["batch"][t]); close(f"{rule} busy {t}", busy[t], plan["busy"][t])
    best = got["rules"]["best"]
    bound = f.bound(got["multiplier"], unit, most, f.set["qoe_floor"])
    close("bound", bound, got["bound_g"], tol=1e-6)
    levers = got["levers"]
    close("machines alone", f.bound(0.0, unit, most, f.set["qoe_day"]), levers["machines_g"])
    close("neither lever", got["rules"]["static"]["total_g"], levers["neither_g"], tol=0)
    close("both levers", best["total_g"], levers["both_g"], tol=0)
    if not best["total_g"] <= levers["lengths_g"] * (1 + 1e-12) <= levers["neither_g"] * (1 + 1e-9):
        bad.append(f"lengths alone {levers['lengths_g']!r} of {levers['neither_g']!r}, both {best['total_g']!r}")
    if best["total_g"] < bound * (1 - 1e-7):
        bad.append(f"best {best['total_g']!r} below the bound {bound!r}")
    if best["qoe_mean"] < f.set["qoe_day"] * (1 - 2e-9) and f.n.sum() > 0:
        bad.append(f"best owes quality: {best['qoe_mean']!r}")
    for rule, plan in got["rules"].items():
        if plan["overload"] == 0 and best["total_g"] > plan["total_g"] * (1 + 1e-12):
            bad.append(f"best {best['total_g']!r} above {rule} {plan['total_g']!r}")
    return bad


def random_case(rng):
    """A scenario, options of `aolo fleet`, and a load."""
    pick = lambda *x: x[rng.integers(len(x))]
    lu = lambda a, b: float(math.exp(rng.uniform(math.log(a), math.log(b))))
    model, gpus = pick(("llama-3.1-8b", 1), ("llama-3.1-8b", 1), ("llama-3.1-70b", 4), ("gpt-oss-20b", 1), ("qwen3-30b-a3b", 1), ("gemma-3-27b", 2), ("llama-3.1-70b", 1))
    sc = dict(model=model, gpus=gpus, gpu=pick("h100", "h100", "b200"), prompt_tokens=int(lu(20, 3000)), boundary=pick("service", "service", "network", "phone"),
              accounting=pick("marginal", "session", "airtime"), distance_m=lu(50, 1200), payload_bytes_per_token=lu(5, 2e4), latency_max_s=lu(8, 200),
              qoe_min=float(rng.uniform(0.3, 0.7)), pue=float(rng.uniform(1, 1.6)), outage_max=0.2)
    if rng.uniform() < 0.3:
        sc.update(thinking_share=0.9, kappa50=4000, shape=1.7, tokens_max=32768, latency_max_s=1800, patience_s=3600, qoe_min=0.4)
    load = np.asarray(DEFAULT_LOAD, float) if rng.uniform() < 0.5 else rng.uniform(0, 1, 24) ** 2
    if rng.uniform() < 0.2:
        load[rng.integers(24)] = 0.0
    expected = None if rng.uniform() < 0.5 else load * rng.uniform(0.7, 1.3, 24) + 1e-3
    opts = ["--answers", repr(lu(1e5, 3e7 if model == "llama-3.1-8b" else 3e6)), "--batch-max", repr(float(rng.uniform(8, 200))), "--idle-w", repr(float(rng.uniform(30, 150)))]
    if rng.uniform() < 0.7:
        opts += ["--country", pick("DE", "FR", "DK"), "--site", pick("DE", "PL", "GB"), "--date", f"{rng.integers(2017, 2021)}-{rng.integers(1, 13):02}-{rng.integers(1, 29):02}"]
    else:
        opts += ["--grid", repr(float(rng.uniform(5, 800)))]
    return sc, opts, load, expected
