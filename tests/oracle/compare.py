"""Compare a program with the oracle.
  compare.py --bin PATH --n N --seed S [--tol 1e-6] [--keep DIR] [--bad-input] [--no-optimum] [--max-tokens K]
  compare.py --bin PATH --fixture fixture.json      (the fixture instead of random scenarios)
Exit 1 if there is a hard mismatch. Every mismatch prints one reproducible line with the scenario as JSON.
"""
import argparse, collections, json, math, os, shlex, subprocess, sys, tempfile
import numpy as np
from oracle import *
from random_scenarios import random_scenario, random_action, tolerance_case
import fleet

ap = argparse.ArgumentParser()
ap.add_argument("--bin", required=True); ap.add_argument("--n", type=int, default=200)
ap.add_argument("--seed", type=int, default=1); ap.add_argument("--tol", type=float, default=1e-6)
ap.add_argument("--floor", type=float, default=1e-12); ap.add_argument("--keep", default="target/oracle-fail")
ap.add_argument("--bad-input", action="store_true"); ap.add_argument("--no-optimum", action="store_true")
ap.add_argument("--fixture"); ap.add_argument("--show", type=int, default=5, help="examples printed per kind")
ap.add_argument("--timeout", type=float, default=120)
A = ap.parse_args()
BIN = [A.bin] if os.path.exists(A.bin) else shlex.split(A.bin)
os.makedirs(A.keep, exist_ok=True)
tmp = tempfile.mkdtemp(prefix="cmp-")
hard, soft = collections.Counter(), collections.Counter()
worst = {}
stats = collections.Counter()


def report(kind, is_hard, sc, detail, cmd):
    (hard if is_hard else soft)[kind] += 1
    n = hard[kind] + soft[kind]
    if n <= A.show:
        f = os.path.join(A.keep, f"{kind}-{A.seed}-{n}.json")
        json.dump(sc, open(f, "w"))
        print(f"{'MISMATCH' if is_hard else 'note'} [{kind}] {detail}\n    cmd: {cmd} --scenario {f}\n    scenario: {json.dumps(sc)}", flush=True)


def run(args, sc):
    path = os.path.join(tmp, "s.json")
    with open(path, "w") as f:
        json.dump(sc, f)
    try:
        r = subprocess.run(BIN + args[:1] + ["--scenario", path] + args[1:], capture_output=True, text=True, timeout=A.timeout)
    except subprocess.TimeoutExpired:
        return None, None, "timeout"
    try:
        out = json.loads(r.stdout) if r.stdout.strip() else None
    except ValueError:
        out = None
    return r.returncode, out, r.stderr.strip()


GROUPS = {"inference": ["gpu_energy_j", "facility_energy_j", "gpu_seconds", "ttft_s", "inter_token_s", "operational_g", "embodied_g"],
          "wireless": ["path_loss_db", "mean_snr_db", "rate_bps", "airtime_s", "energy_j", "operational_g", "embodied_g", "outage"],
          "network": ["energy_kwh", "operational_g"], "phone": ["seconds", "energy_j", "operational_g", "embodied_g"],
          "qoe": ["length", "speed", "wait", "total", "mos"], "": ["latency_s", "total_g"]}


def diff_fields(exp, got):
    """-> list of (field, expected, got, rel)"""
    bad = []
    for g, fs in GROUPS.items():
        e = exp[g] if g else exp
        h = got.get(g) if g else got
        for f in fs:
            name = f"{g}.{f}" if g else f
            x = e[f]; y = h.get(f) if isinstance(h, dict) else None
            if isinstance(y, bool) or not isinstance(y, (int, float)):
                bad.append((name, x, y, math.inf)); continue
            d = abs(x - y); rel = d / abs(x) if x else (math.inf if d else 0.0)
            if d > A.floor and rel > worst.get(name, 0): worst[name] = rel
            if d > A.floor and not rel <= A.tol: bad.append((name, x, y, rel))
    return bad


def check_violations(sc, k, p, exp, got, cmd, kind):
    ev, gv = set(exp["violations"]), got.get("violations")
    if not isinstance(gv, list):
        return report(kind + ":violations-missing", True, sc, f"got {gv!r}", cmd)
    gv = set(gv)
    if ev != gv:
        m = margins(sc, k, p)
        h = any(abs(m.get(n, 1.0) + TOL) > 1e-10 * 1 for n in ev ^ gv)
        report(kind + ":violations", h, sc, f"tokens={k} power={p!r} expected {sorted(ev)} got {sorted(gv)} margins {({n: m.get(n) for n in ev ^ gv})}", cmd)
    if got.get("feasible") != (not gv):
        report(kind + ":feasible-inconsistent", True, sc, f"feasible={got.get('feasible')} violations={sorted(gv)}", cmd)
    if set(got.get("warnings", [])) != set(exp["warnings"]):
        report(kind + ":warnings", True, sc, f"oracle {exp['warnings']} program {got.get('warnings')}", cmd)


def one_footprint(sc, k, p, exp=None):
    cmd = f"footprint --tokens {k} --power-w {p!r}"
    rc, got, err = run(["footprint", "--tokens", str(k), "--power-w", repr(p)], sc)
    stats["footprint"] += 1
    if rc != 0 or not isinstance(got, dict):
        return report("footprint:failed", True, sc, f"rc={rc} stderr={err[:300]}", cmd)
    exp = exp or footprint(sc, k, p)
    bad = diff_fields(exp, got)
    if bad:
        first = ",".join(b[0] for b in bad)
        report("footprint:field:" + bad[0][0], True, sc, f"tokens={k} power={p!r} fields {first}: " + "; ".join(f"{b[0]} expected {b[1]!r} got {b[2]!r} rel {b[3]:.3g}" for b in bad[:4]), cmd)
    check_violations(sc, k, p, exp, got, cmd, "footprint")


def one_optimum(sc):
    cmd = "optimum"
    rc, got, err = run(["optimum"], sc)
    stats["optimum"] += 1
    if rc != 0 or not isinstance(got, dict):
        return report("optimum:failed", True, sc, f"rc={rc} stderr={err[:300]}", cmd)
    s = S(sc); v = s.v
    ex, scan = exact_optimum(sc), scan_optimum(sc)
    if ex["feasible"] != scan["feasible"]:
        br = brute_optimum(sc) if v["tokens_max"] <= 5000 else None
        report("oracle:scan-grid-too-coarse", False, sc, f"exact {ex['feasible']} scan {scan['feasible']} brute {br and br['feasible']}", cmd)
    stats["feasible" if ex["feasible"] else "infeasible"] += 1
    gf = got.get("feasible")
    if gf is not True and gf is not False:
        return report("optimum:feasible-missing", True, sc, repr(gf), cmd)
    if gf != ex["feasible"]:
        ks, ps = safe_action(s); m = margins(sc, ks, ps)
        edge = min(abs(x + TOL) for x in m.values()) < 1e-10
        if not gf and ex["feasible"]:
            h = f"program: infeasible; oracle: tokens {ex['tokens']} power {ex['power_w']!r} is feasible, cost {ex['total_g']!r}"
        else:
            kk, pp = got.get("tokens"), got.get("power_w")
            h = f"oracle: infeasible; program claims tokens {kk} power {pp!r}"
            if isinstance(kk, int) and isinstance(pp, float):
                h += f"; oracle says violations there {footprint(sc, kk, pp)['violations']}"
        return report("optimum:feasibility", not edge, sc, h + f"; margins of the safe action {m}", cmd)
    if not gf:
        if got.get("tokens", 0) is not None or got.get("power_w", 0) is not None:
            report("optimum:not-null", True, sc, f"tokens={got.get('tokens')!r} power_w={got.get('power_w')!r}", cmd)
        ks, ps = safe_action(s)
        e = footprint(sc, ks, ps)
        check_violations(sc, ks, ps, e, got, cmd, "optimum-infeasible")
        bad = diff_fields(e, got)
        if bad:
            report("optimum-infeasible:fields-not-at-safe-action", False, sc, f"safe {ks},{ps}: " + "; ".join(f"{b[0]} expected {b[1]!r} got {b[2]!r}" for b in bad[:3]), cmd)
        return
    k, p = got.get("tokens"), got.get("power_w")
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= v["tokens_max"]:
        return report("optimum:tokens", True, sc, repr(k), cmd)
    if not isinstance(p, (int, float)) or not s.pmin * (1 - 1e-12) <= p <= s.pmax * (1 + 1e-12):
        return report("optimum:power", True, sc, f"{p!r} outside {s.pmin!r}..{s.pmax!r}", cmd)
    at = footprint(sc, k, p, tol=1.0001e-9)
    if at["violations"]:
        m = margins(sc, k, p)
        h = min(m[n] for n in at["violations"]) < -1e-7
        report("optimum:action-violates", h, sc, f"tokens={k} power={p!r} {({n: m[n] for n in at['violations']})}", cmd)
    bad = diff_fields(at, got)
    if bad:
        report("optimum:field:" + bad[0][0], True, sc, f"tokens={k} power={p!r}: " + "; ".join(f"{b[0]} expected {b[1]!r} got {b[2]!r} rel {b[3]:.3g}" for b in bad[:4]), cmd)
    c = at["total_g"]
    tiny = 1e-300
    strict = exact_optimum(sc, 0.0)
    sensitive = strict["tokens"] is None or strict["total_g"] > ex["total_g"] * (1 + 1e-6)
    if sensitive and strict["tokens"] is not None and abs(c / strict["total_g"] - 1) < 1e-6:
        return report("optimum:optimum-without-the-1e-9-tolerance", False, sc, f"cost {c!r} at ({k},{p!r}); with the inclusive tolerance {ex['total_g']!r} at {ex['tokens']}", cmd)
    if scan["feasible"] and c > scan["total_g"] * (1 + 1e-4) + tiny:
        report("optimum:worse-than-scan", True, sc, f"cost {c!r} at ({k},{p!r}); scan {scan['total_g']!r} at ({scan['tokens']},{scan['power_w']!r}); rel {c / scan['total_g'] - 1:.3g}", cmd)
    rel = c / ex["total_g"] - 1 if ex["total_g"] else (0.0 if c == 0 else math.inf)
    stats["max_gap_to_exact_e-12"] = max(stats["max_gap_to_exact_e-12"], int(min(rel, 1e3) * 1e12))
    if rel > 1e-6:
        report("optimum:worse-than-exact", True, sc, f"cost {c!r} at ({k},{p!r}); exact {ex['total_g']!r} at ({ex['tokens']},{ex['power_w']!r}); rel {rel:.3g}", cmd)
    if rel < -1e-6 and not at["violations"]:
        report("oracle:beaten", True, sc, f"program {c!r} at ({k},{p!r}); oracle {ex['total_g']!r} at ({ex['tokens']},{ex['power_w']!r}); rel {rel:.3g}", cmd)
    b, eb = got.get("binding"), ex["binding"]
    if not isinstance(b, list):
        report("optimum:binding-missing", True, sc, repr(b), cmd)
    elif set(b) != set(eb):
        report("optimum:binding-differs", False, sc, f"program {sorted(b)} oracle (relative slack <= 1e-6) {sorted(eb)} at ({k},{p!r})", cmd)


def one_rule(sc):
    rc, got, err = run(["rule"], sc)
    stats["rule"] += 1
    if rc != 0 or not isinstance(got, dict):
        return report("rule:failed", True, sc, f"rc={rc} stderr={err[:300]}", "rule")
    ours = rule(sc)
    if (ours is None) != (got.get("tokens") is None):
        s = S(sc); ks, ps = safe_action(s); m = margins(sc, ks, ps)
        return report("rule:feasibility", min(abs(x + TOL) for x in m.values()) > 1e-10, sc, f"oracle {ours} program {got.get('tokens')}", "rule")
    if ours is None:
        return
    e = footprint(sc, *ours)
    if abs(got["total_g"] - e["total_g"]) > 1e-6 * abs(e["total_g"]) + A.floor:
        report("rule:total", True, sc, f"oracle {ours} {e['total_g']!r} program {got['tokens']} {got['power_w']!r} {got['total_g']!r}", "rule")
    if got["violations"]:
        report("rule:violates", True, sc, str(got["violations"]), "rule")
    best = exact_optimum(sc)
    if best["feasible"] and best["total_g"] > 0:
        stats["rule_excess_e-9"] += int((got["total_g"] / best["total_g"] - 1) * 1e9)


def one_fleet(i):
    sc, opts, load, expected = fleet.random_case(np.random.default_rng([A.seed, i, 8]))
    for flag, hours in (("--load", load), ("--expected", expected)):
        if hours is not None:
            path = os.path.join(tmp, f"hours{flag}.csv")
            with open(path, "w") as f: f.write(",".join(repr(float(x)) for x in hours))
            opts = opts + [flag, path]
    cmd = "fleet " + " ".join(opts)
    rc, got, err = run(["fleet"] + opts, sc)
    stats["fleet"] += 1
    if rc != 0 or not isinstance(got, dict):
        return report("fleet:failed", True, sc, f"rc={rc} stderr={err[:300]}", cmd)
    stats["fleet_feasible"] += bool(got["feasible"])
    for line in fleet.check(sc, got)[:6]:
        report("fleet:" + line.split(":")[0].rstrip("0123456789 "), True, sc, line, cmd)


def bad_input():
    def expect(sc, ok, what, args=("footprint", "--tokens", "100", "--power-w", "0.05")):
        rc, got, err = run(list(args), sc)
        stats["bad-input" if not ok else "range-ends"] += 1
        if ok and rc != 0:
            report("range:rejected", True, sc, f"{what}: rc={rc} {err[:200]}", " ".join(args))
        if not ok and (rc != 2 or got is not None):
            report("range:accepted", True, sc, f"{what}: rc={rc}", " ".join(args))
        elif not ok and len(err.splitlines()) != 1:
            report("range:message", False, sc, f"{what}: {len(err.splitlines())} lines on stderr: {err[:200]!r}", " ".join(args))
        elif not ok:
            name = next(iter(sc), "") if isinstance(sc, dict) else ""
            if name and name not in err: report("range:message-without-field", False, sc, f"{what}: {err[:200]!r}", " ".join(args))
    for f, (lo, hi) in RANGES.items():
        cast = (lambda x: int(x)) if f in INTEGER else float
        expect({f: cast(lo)}, True, f"{f} low end"); expect({f: cast(hi)}, True, f"{f} high end")
        step = 1 if f in INTEGER else max(1e-6, abs(lo) * 1e-6)
        expect({f: cast(lo - step)}, False, f"{f} below"); expect({f: cast(hi + (1 if f in INTEGER else max(1e-6, hi * 1e-6)))}, False, f"{f} above")
        expect({f: "x"}, False, f"{f} string"); expect({f: True}, False, f"{f} boolean")
        if f in INTEGER: expect({f: lo + .5}, False, f"{f} not an integer")
    for sc in ({"nonsense": 1}, {"model": "gpt-9"}, {"cell": "mega"}, {"accounting": "x"}, {"energy_model": "x"},
               {"power_min_w": 0.0}, {"power_min_w": -1.0}, {"model": {}}, {"model": {"params_billion": 1.0, "weight_bytes_per_param": 2.0, "kv_bytes_per_token": 1.0}},
               {"model": {"params_billion": 0.0, "weight_bytes_per_param": 2.0, "kv_bytes_per_token": 1.0, "layers": 1}},
               {"model": {"params_billion": 1.0, "weight_bytes_per_param": 2.0, "kv_bytes_per_token": 1.0, "layers": 1.5}},
               {"model": {"params_billion": 1.0, "weight_bytes_per_param": 2.0, "kv_bytes_per_token": 1.0, "layers": 1, "x": 2}}, [1],
               {"gpu": "x"}, {"boundary": "x"}, {"sigma": 1.0, "shape": 1.0}, {"sigma": 9.0},
               {"model": {"active_params_billion": 2.0, "total_params_billion": 1.0, "weight_bytes_per_param": 2.0, "kv_bytes_per_token": 1.0, "layers": 1}},
               {"model": {"active_params_billion": 2.0, "experts": 8, "experts_per_token": 1, "weight_bytes_per_param": 2.0, "kv_bytes_per_token": 1.0, "layers": 1}},
               {"model": {"active_params_billion": 2.0, "total_params_billion": 4.0, "experts": 8, "weight_bytes_per_param": 2.0, "kv_bytes_per_token": 1.0, "layers": 1}},
               {"model": {"active_params_billion": 2.0, "total_params_billion": 4.0, "experts": 8, "experts_per_token": 5, "weight_bytes_per_param": 2.0, "kv_bytes_per_token": 1.0, "layers": 1}}):
        expect(sc, False, "bad scenario")
    for t, p in (("0", "1"), ("-1", "1"), ("1.5", "1"), ("10", "0"), ("10", "-1"), ("10", "nan"), ("10", "inf"), ("x", "1")):
        expect({}, False, f"tokens {t} power {p}", ("footprint", f"--tokens={t}", f"--power-w={p}"))
    print("probes of unspecified behaviour (no verdict):")
    for what, sc, args in (("power_min_w > P_max", {"power_min_w": 21.0}, ["optimum"]),
                           ("tokens > tokens_max", {"tokens_max": 10}, ["footprint", "--tokens", "20", "--power-w", "1"]),
                           ("power > P_max", {}, ["footprint", "--tokens", "20", "--power-w", "100"]),
                           ("power < P_min", {}, ["footprint", "--tokens", "20", "--power-w", "1e-6"]),
                           ("gpus 1.0", {"gpus": 1.0}, ["optimum"]), ("site_embodied_kg null", {"site_embodied_kg": None}, ["optimum"])):
        rc, got, err = run(args, sc)
        print(f"  {what}: rc={rc} feasible={got and got.get('feasible')} violations={got and got.get('violations')} {err[:120]!r}")


with np.errstate(all="ignore"):
    if A.bad_input: bad_input()
    if A.fixture:
        fx = json.load(open(A.fixture))
        for x in fx["footprint"]: one_footprint(x["scenario"], x["tokens"], x["power_w"])
        for x in fx["optimum"]: one_optimum(x["scenario"])
    else:
        for i in range(A.n):
            rng = np.random.default_rng([A.seed, i])
            sc = random_scenario(rng)
            k, p = random_action(rng, sc)
            one_footprint(sc, k, p)
            tc = tolerance_case(rng, sc, k, p)
            if tc: one_footprint(tc, k, p)
            if not A.no_optimum: one_optimum(sc); one_rule(sc)
            if i % 10 == 0: one_fleet(i)
print("ran", dict(stats))
print("largest relative differences:", {k: float(f"{x:.2g}") for k, x in sorted(worst.items(), key=lambda t: -t[1])[:12]})
print("notes:", dict(soft)); print("HARD MISMATCHES:", dict(hard) or 0)
import shutil; shutil.rmtree(tmp, ignore_errors=True)
sys.exit(1 if hard else 0)
