"""Hold `aolo day` against a second implementation of the day: every length of every cell at its best power,
one linear program for amounts and lengths together, and each figure of what is served computed again.
  day.py --bin PATH --n N --seed S [--tol 1e-6]
Exit 1 if anything differs. Each case prints one line; what differs prints the command.
"""
import argparse, csv, json, math, os, subprocess, sys, tempfile
import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix
from oracle import S, _invert_rate, footprint, outage_power, p_star

ap = argparse.ArgumentParser()
ap.add_argument("--bin", required=True); ap.add_argument("--n", type=int, default=10)
ap.add_argument("--seed", type=int, default=1); ap.add_argument("--tol", type=float, default=1e-6)
A = ap.parse_args()
DATA = os.path.join(os.path.dirname(__file__), "..", "..", "src", "data", "day")
TOL = 0.9999e-9


def record(name):
    with open(os.path.join(DATA, name)) as f:
        rows = list(csv.reader(f))
    columns = list(zip(*rows[1:]))
    # What is missing lies on the line between its neighbours, to whole grams.
    for i, column in enumerate(columns[1:], 1):
        known = [k for k, cell in enumerate(column) if cell]
        line = np.interp(range(len(column)), known, [float(column[k]) for k in known])
        columns[i] = [cell or math.floor(x + 0.5) for cell, x in zip(column, line)]
    return rows[0][1:], {cells[0]: cells[1:] for cells in zip(*columns)}


RECORDS = {2020: record("europe.csv"), 2018: record("europe.csv"), 2023: record("world/world.csv")}
with open(os.path.join(DATA, "load.csv")) as f:
    LOAD = np.array([float(x) for x in list(csv.reader(f))[1][2:]])


def hours(year, date, zone):
    zones, rows = RECORDS[year]
    i = zones.index(zone)
    return np.array([float(rows[f"{date}T{h:02d}:00Z"][i]) for h in range(24)])


def cell(scenario, ci_dc, ci_bs, extra, floor):
    """Per length: best power, its carbon and quality; lengths that no power allows are left out.
    None where the radio is slower than people read at the best power: there power buys quality."""
    sc = dict(scenario, grid_dc_g_per_kwh=ci_dc, grid_bs_g_per_kwh=ci_bs, qoe_min=floor,
              rtt_s=scenario.get("rtt_s", 0.05) + extra)
    s = S(sc)
    rate_max = float(s.rate(s.pmax))
    po = outage_power(s, TOL)
    if po > s.pmax or s.rmin * (1 - TOL) > rate_max:
        return np.array([]), np.array([]), np.array([]), np.array([])
    base = min(s.pmax, max(s.pmin, po, float(_invert_rate(s, s.rmin * (1 - TOL))[0])))
    free = min(max(p_star(s), base), s.pmax)
    kap = np.arange(1, int(s.v["tokens_max"]) + 1, dtype=float)
    full = s.q_length(kap) * s.q_wait(kap)
    with np.errstate(divide="ignore", invalid="ignore"):
        rq = np.where(full > 0, s.bits * 5.3 * floor * (1 - TOL) / full, np.inf)
        rq[full * np.minimum(1.0, (1 / s.t_itl(kap)) / 5.3) < floor * (1 - TOL)] = np.inf
        slack = s.v["latency_max_s"] * (1 + TOL) - s.ttft(kap) - (kap - 1) * s.t_itl(kap)
        rl = np.where(slack > 0, s.sent * kap * s.bits / np.where(slack > 0, slack, 1.0), np.inf)
    need = np.maximum(rq, rl)
    i = np.nonzero(need <= rate_max)[0]
    kap = kap[i]
    power = np.maximum(_invert_rate(s, need[i]), free)
    rate = s.rate(power)
    if np.any(rate / (s.bits * 5.3) < np.minimum(1.0, (1 / s.t_itl(kap)) / 5.3)):
        return None
    return kap, power, s.cost(kap, power), s.qoe(kap, rate)


def hull(cost, quality):
    """Places of the lower right convex hull: no other length is best at any price of quality."""
    order = np.lexsort((quality, cost))
    keep = []
    for i in order:
        if keep and quality[i] <= quality[keep[-1]]:
            continue
        while len(keep) > 1:
            a, b = keep[-2], keep[-1]
            if (quality[b] - quality[a]) * (cost[i] - cost[a]) > (quality[i] - quality[a]) * (cost[b] - cost[a]):
                break
            keep.pop()
        keep.append(i)
    return np.array(keep, dtype=int)


def program(cells, arrivals, caps, share, wait, need):
    """Least carbon: flows from hour of arrival to hour of computing, amounts by cell and length."""
    scale = arrivals.sum() / 100
    col = 0; obj = []; ub = []; lo = []
    rows, cols, vals = [], [], []
    eq = 0

    def put(r, c, v):
        rows.append(r); cols.append(c); vals.append(v)
    flows = []
    for a in range(24):
        for t in range(a, min(a + wait, 23) + 1):
            flows.append((a, t, col)); obj.append(0.0); ub.append(None)
            held = share * arrivals[a] if wait else 0.0
            lo.append((arrivals[a] - held) / scale if t == a else 0.0)
            col += 1
    for a, t, c in flows:
        put(a, c, 1.0); put(24 + t, c, 1.0)
    up = []
    for (s, t), (cost, quality) in cells.items():
        for k in hull(cost, quality):
            put(24 + t, col, -1.0); up.append((("q",), col, -quality[k])); up.append(((s, t), col, 1.0))
            obj.append(float(cost[k]) * 1e3); lo.append(0.0); ub.append(None); col += 1
    b_eq = np.concatenate([arrivals / scale, np.zeros(24)])
    keys = {("q",): 0}
    for key in cells: keys.setdefault(key, len(keys))
    b_ub = np.zeros(len(keys)); b_ub[0] = -need / scale
    for (s, t) in cells: b_ub[keys[(s, t)]] = caps[s] / scale
    a_eq = coo_matrix((vals, (rows, cols)), shape=(48, col))
    a_ub = coo_matrix(([v for _, _, v in up], ([keys[k] for k, _, _ in up], [c for _, c, _ in up])), shape=(len(keys), col))
    r = linprog(obj, A_ub=a_ub, b_ub=b_ub, A_eq=a_eq, b_eq=b_eq, bounds=list(zip(lo, ub)), method="highs",
                options=dict(primal_feasibility_tolerance=1e-10, dual_feasibility_tolerance=1e-10))
    return r.fun * scale / 1e3 if r.status == 0 else None


def at_once(cells, order, arrivals, caps):
    """Everybody served on arrival: sites in that order, each as far as it has room."""
    total = 0.0
    for t in range(24):
        left = arrivals[t]
        for s in order(t):
            take = min(left, caps[s])
            total += take * cells[(s, t)]; left -= take
    return total


def run(path, sc, args):
    with open(path, "w") as f:
        json.dump(sc, f)
    cmd = [A.bin, "day", "--scenario", path] + [str(x) for x in args]
    r = subprocess.run(cmd, capture_output=True, text=True)
    if r.returncode:
        sys.exit(f"{' '.join(cmd)}: {r.stderr}")
    return json.loads(r.stdout), " ".join(cmd)


def main():
    rng = np.random.default_rng(A.seed)
    path = os.path.join(tempfile.mkdtemp(prefix="day-"), "s.json")
    worst = 0.0; bad = 0; done = 0
    while done < A.n:
        sc = dict(kappa50=float(rng.uniform(80, 400)), shape=float(rng.uniform(0.7, 2)),
                  payload_bytes_per_token=float(math.exp(rng.uniform(math.log(100), math.log(10000)))),
                  distance_m=float(math.exp(rng.uniform(math.log(50), math.log(600)))),
                  batch=float(math.exp(rng.uniform(math.log(8), math.log(128)))),
                  tokens_max=1500, latency_max_s=float(rng.uniform(15, 60)),
                  accounting=["amplifier", "marginal", "airtime", "session"][rng.integers(4)],
                  boundary=["service", "network", "phone_use", "phone"][rng.integers(4)])
        year, homes = [(2020, ["DE", "GB", "DK", "FR", "ES"]), (2018, ["NL", "PL", "IT", "DE"]),
                       (2023, ["US-CAL-CISO", "US-TEX-ERCO", "CA-ON", "US-NY-NYIS"])][rng.integers(3)]
        zones = list(rng.permutation(homes))[:int(rng.integers(1, len(homes) + 1))]
        date = f"{year}-{rng.integers(1, 13):02d}-{rng.integers(1, 29):02d}"
        share = float(rng.uniform(0, 1)); wait = int(rng.integers(0, 13)); cap = float(rng.uniform(0, 1.5))
        extra = float(rng.uniform(0, 0.1))
        day = float(rng.uniform(0.45, 0.75)); floor = float(rng.uniform(0.3, day)); answers = 1e5
        args = ["--country", zones[0], "--date", date, "--sites", ",".join(zones[1:]), "--capacity", cap,
                "--wait-share", share, "--wait-hours", wait, "--qoe-day", day, "--qoe-floor", floor,
                "--answers", answers, "--extra-rtt-s", extra]
        grid = [hours(year, date, z) for z in zones]
        arrivals = LOAD * answers / 24
        caps = [arrivals.max()] + [cap * arrivals.max()] * (len(zones) - 1)
        mean, alone = {}, {}
        skip = False
        for s in range(len(zones)):
            for t in range(24):
                way = extra if s else 0.0
                free = cell(sc, grid[s][t], grid[0][t], way, floor)
                own = cell(sc, grid[s][t], grid[0][t], way, day)
                if free is None or own is None:
                    skip = True; break
                if len(free[0]): mean[(s, t)] = free[2:]
                if len(own[0]): alone[(s, t)] = float(own[2].min())
            if skip: break
        if skip:
            continue
        done += 1
        feasible = (0, 0) in alone
        best, cmd = run(path, sc, args)
        if not feasible:
            ok = best["feasible"] is False and best["total_g"] is None and best["served"] is None
            print(f"{done}: {zones} {date}: infeasible"); bad += not ok
            continue
        theirs = {"bound": best["bound_g"], "home": run(path, sc, args + ["--rule", "home"])[0]["total_g"],
                  "cleanest": run(path, sc, args + ["--rule", "cleanest"])[0]["total_g"]}
        sites = [s for s in range(len(zones)) if (s, 0) in alone]
        ours = {"bound": program(mean, arrivals, caps, share, wait, day * arrivals.sum()),
                "home": at_once(alone, lambda t: [0], arrivals, caps),
                "cleanest": at_once(alone, lambda t: sorted(sites, key=lambda s: (grid[s][t], s)), arrivals, caps)}
        rel = {k: abs(theirs[k] / ours[k] - 1) for k in ours}
        # What is served, computed again: carbon, limits, room, windows, quality.
        carbon = quality = 0.0
        came = np.zeros(24); late = np.zeros(24); used = {}
        seen = {}
        faults = []
        for it in best["served"]:
            s, t, a = zones.index(it["site"]), it["hour"], it["arrived"]
            key = (s, t, it["tokens"], it["power_w"])
            if key not in seen:
                seen[key] = footprint(dict(sc, grid_dc_g_per_kwh=grid[s][t], grid_bs_g_per_kwh=grid[0][t], qoe_min=floor,
                                           rtt_s=0.05 + (extra if s else 0.0)), it["tokens"], it["power_w"])
            f = seen[key]
            if not f["feasible"]: faults.append(f"{it} breaks {f['violations']}")
            if not a <= t <= a + wait: faults.append(f"{it} waits too long")
            carbon += it["amount"] * f["total_g"]; quality += it["amount"] * f["qoe"]["total"]
            came[a] += it["amount"]; late[a] += it["amount"] * (t > a)
            used[(s, t)] = used.get((s, t), 0.0) + it["amount"]
        rel["carbon of what is served"] = abs(best["total_g"] / carbon - 1)
        rel["arrivals"] = float(np.abs(came / arrivals - 1).max())
        if quality < day * arrivals.sum() * (1 - 2e-9): faults.append(f"quality {quality / arrivals.sum()} of {day}")
        if np.any(late > share * arrivals * (1 + 1e-9) + 1e-6): faults.append("more wait than can")
        for (s, t), amount in used.items():
            if amount > caps[s] * (1 + 1e-9) + 1e-6: faults.append(f"{zones[s]} is over full at {t}")
        one_each = {}
        for (s, t, k, p) in seen: one_each.setdefault((s, t), set()).add((k, p))
        # One length and power a cell; of one cell two, so that quality is met exactly.
        more = [len(x) for x in one_each.values() if len(x) > 1]
        if more not in ([], [2]): faults.append(f"more lengths in a cell than one: {more}")
        if best["total_g"] > ours["bound"] * (1 + A.tol): faults.append("above what is possible")
        if best["total_g"] < ours["bound"] * (1 - A.tol): faults.append("below what is possible")
        if best["total_g"] > min(ours["home"], ours["cleanest"]) * (1 + A.tol): faults.append("above another rule")
        off = max(rel.values()); worst = max(worst, off)
        print(f"{done}: {','.join(zones)} {date} wait {share:.2f} for {wait} h, room {cap:.2f}: best {best['total_g']:.4f} g,"
              f" linear program {ours['bound']:.4f}, largest difference {off:.1e}")
        if off > A.tol or faults:
            bad += 1
            print(f"MISMATCH {rel} {faults}\n    cmd: {cmd}\n    scenario: {json.dumps(sc)}")
    print(f"{A.n} days, {bad} differ, largest relative difference {worst:.1e}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
