import json, math, collections
import numpy as np
from random_scenarios import *
import mpcheck
np.seterr(all="ignore")
fo, op = [], []; i = 0
def clear(m): return all(abs(x + 1e-9) > 1e-10 for x in m.values())
skip = collections.Counter()
while len(fo) < 60 or len(op) < 60:
    i += 1
    rng = np.random.default_rng([20261129, i])
    sc = random_scenario(rng, infeasible_share=.25)
    if S(sc).v["tokens_max"] > 20000: continue
    k, p = random_action(rng, sc)
    if len(fo) < 60:
        if len(fo) % 5 == 4:
            tc = tolerance_case(rng, sc, k, p)
            if tc: sc_f = tc
            else: continue
        else: sc_f = sc
        m = margins(sc_f, k, p)
        if clear(m):
            e = footprint(sc_f, k, p)
            w = mpcheck.worst(e, mpcheck.fp(sc_f, k, p))
            assert w[0] < 1e-11, (w, sc_f)
            e.pop("warnings")
            fo.append(dict(scenario=sc_f, tokens=int(k), power_w=float(p), expected=e))
        else: skip["footprint-edge"] += 1
    if len(op) < 60:
        a, b = exact_optimum(sc, 0.0), exact_optimum(sc, 0.99e-9)
        s = S(sc); ks, ps = safe_action(s); m = margins(sc, ks, ps)
        if a["feasible"] != b["feasible"] or min(abs(x) for x in m.values()) < 1e-6: skip["optimum-edge"] += 1; continue
        if len(op) >= 60: continue
        if a["feasible"]:
            if abs(b["total_g"] / a["total_g"] - 1) > 1e-8: skip["optimum-sensitive"] += 1; continue
            sn = scan_optimum(sc); assert sn["feasible"] and a["total_g"] <= sn["total_g"] * (1 + 1e-9)
            if s.v["tokens_max"] <= 5000:
                br = brute_optimum(sc); assert br["feasible"]
                if not abs(br["total_g"] / a["total_g"] - 1) < 1e-7: skip["brute-differs"] += 1; print("brute", br["total_g"] / a["total_g"] - 1, br["tokens"], a["tokens"]); continue
            mpv = mpcheck.fp(sc, a["tokens"], a["power_w"])["total_g"]
            assert abs(mpv / a["total_g"] - 1) < 1e-11
            ex = dict(feasible=True, total_g=a["total_g"], tokens=a["tokens"], power_w=a["power_w"], violations=[])
        else:
            assert not scan_optimum(sc)["feasible"]
            ex = dict(feasible=False, total_g=None, tokens=None, power_w=None, violations=a["violations"], safe_tokens=int(ks), safe_power_w=float(ps))
        op.append(dict(scenario=sc, tokens=ex["tokens"], power_w=ex["power_w"], expected=ex))
json.dump(dict(footprint=fo, optimum=op), open("fixture.json", "w"), indent=1, allow_nan=False)
cnt = collections.Counter()
for x in op:
    s = S(x["scenario"]); cnt["feasible" if x["expected"]["feasible"] else "infeasible"] += 1
    for f in ("cell", "accounting", "energy_model", "gpu", "boundary"): cnt["o:" + s.v[f]] += 1
    cnt["o:model " + (x["scenario"].get("model", "llama-3.1-8b") if isinstance(s.v["model"], str) else "custom")] += 1
    for b in (exact_optimum(x["scenario"])["binding"] if x["expected"]["feasible"] else x["expected"]["violations"]): cnt["o:binding/viol " + b] += 1
for x in fo:
    s = S(x["scenario"]); cnt["f:feasible" if x["expected"]["feasible"] else "f:infeasible"] += 1
    for f in ("cell", "accounting", "energy_model", "gpu", "boundary"): cnt["f:" + s.v[f]] += 1
print(dict(cnt)); print("drawn", i, "skipped", dict(skip))
