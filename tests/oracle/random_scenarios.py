"""Random scenarios over the whole range. Usage: random_scenarios.py N SEED (one JSON per line)."""
import json, math, sys
import numpy as np
from oracle import *

MODELN = list(MODELS); CELLN = list(CELLS)
ACC = ["amplifier", "marginal", "airtime", "session"]


def _draw(rng, mode):
    U = lambda a, b: float(rng.uniform(a, b))
    LU = lambda a, b: float(math.exp(rng.uniform(math.log(a), math.log(b))))
    pick = lambda xs: xs[int(rng.integers(len(xs)))]
    ex = mode == "extreme"
    sc = {}
    keep = (lambda p: bool(rng.random() < p))
    if keep(.85):
        if keep(.35):
            a = LU(.05, 2000) if ex else LU(.5, 100)
            sc["model"] = dict(active_params_billion=a,
                               weight_bytes_per_param=float(pick([.5, 1, 1.0, 2, 4, .75, 1.5])),
                               kv_bytes_per_token=LU(100, 5e6) if ex else LU(1e4, 5e5),
                               layers=int(rng.integers(1, 200)))
            if keep(.5):  # a mixture of experts
                t = sc["model"]["total_params_billion"] = a * LU(1.01, 60)
                if keep(.5): sc["model"]["moe_layers"] = int(rng.integers(0, sc["model"]["layers"] + 1))
                if keep(.5):
                    e = sc["model"]["experts"] = float(rng.integers(2, 512))
                    k = min(e * a / t, e - .5) * float(rng.uniform(.1, 1))
                    sc["model"]["experts_per_token"] = k
            elif keep(.2): sc["model"]["params_billion"] = sc["model"].pop("active_params_billion")
            if keep(.4): sc["model"]["attention_width"] = LU(256, 20000)
        else:
            sc["model"] = pick(MODELN)
    if keep(.4): sc["energy_model"] = pick(["calibrated", "ecologits"])
    if keep(.7): sc["gpu"] = pick(list(GPUS))
    if keep(.7): sc["boundary"] = pick(BOUNDARIES)
    if keep(.3): sc["prompt_cached"] = U(0, 1)
    if keep(.3): sc["length_cv2"] = U(0, 10) if ex else U(0, 2)
    if keep(.3): sc["thinking_share"] = U(0, .99)
    if keep(.4): sc["patience_s"] = LU(2, 1e5)
    for f, lo, hi in (("network_kwh_per_gb", 0, .05), ("phone_power_w", 0, 5), ("charger_efficiency", .1, 1),
                      ("phone_embodied_kg", 0, 100), ("phone_lifetime_y", .1, 10), ("phone_hours_per_day", .01, 24)):
        if keep(.25): sc[f] = U(lo, hi)
    if keep(.7): sc["gpus"] = int(pick([1, 2, 3, 4, 8])) if not (ex and keep(.3)) else int(rng.integers(1, 65))
    if keep(.8): sc["batch"] = LU(1, 4096) if ex else LU(1, 256)
    if keep(.8): sc["prompt_tokens"] = (int(pick([0, 1, 100000, 1000000])) if ex and keep(.3) else int(round(LU(1, 8000))))
    if keep(.5): sc["tokens_max"] = (int(round(LU(1, 50000))) if ex else int(round(LU(50, 8192))))
    if ex and keep(.03): sc["tokens_max"] = 1000000
    if keep(.8): sc["kappa50"] = LU(1, 1e5) if ex and keep(.5) else LU(40, 1500)
    if keep(.7): sc["shape"] = LU(.3, 5) if ex else U(.5, 3)
    elif keep(.2): sc["sigma"] = U(.3, 2)
    if keep(.8): sc["grid_dc_g_per_kwh"] = float(pick([0, 2000])) if ex and keep(.2) else U(5, 1200)
    if keep(.8): sc["grid_bs_g_per_kwh"] = float(pick([0, 2000])) if ex and keep(.2) else U(5, 1200)
    if keep(.6): sc["pue"] = U(1, 3) if ex else U(1, 2)
    if keep(.5): sc["host_power_w"] = U(0, 2000) if ex else U(0, 400)
    if keep(.5): sc["idle_fraction"] = U(0, 1)
    if keep(.5): sc["rtt_s"] = U(0, 60) if ex and keep(.2) else U(0, .5)
    if keep(.4): sc["queue_s"] = U(0, 60) if ex and keep(.2) else U(0, 3)
    if keep(.85): sc["cell"] = pick(CELLN)
    if keep(.85): sc["accounting"] = pick(ACC)
    if keep(.5): sc["session_users"] = LU(1, 10000)
    cell = sc.get("cell", "macro")
    dmax = {"macro": 3000, "rrh": 2000, "micro": 1000, "pico": 150, "femto": 60, "massive_mimo": 5000}[cell]
    if keep(.9): sc["distance_m"] = LU(1, 20000) if ex else LU(2, dmax)
    elif cell in ("pico", "femto"): sc["distance_m"] = LU(2, dmax)
    if keep(.6): sc["carrier_ghz"] = LU(.5, 100) if ex else pick([.7, 1.8, 2.6, 3.5, 26.0, LU(.5, 30)])
    if keep(.7): sc["bandwidth_mhz"] = LU(.1, 1000) if ex else LU(1.4, 100)
    if keep(.8): sc["payload_bytes_per_token"] = LU(.01, 1e7) if ex else LU(5, 50000)
    if keep(.4): sc["antenna_gain_db"] = U(-20, 60) if ex else U(0, 25)
    if keep(.4): sc["noise_figure_db"] = U(0, 20) if ex else U(3, 10)
    if keep(.4): sc["coding_efficiency"] = U(.05, 1)
    if keep(.4): sc["shadowing_db"] = U(-40, 40) if ex else float(rng.normal(0, 7))
    pm = CELLS[cell][0]
    if keep(.4): sc["power_min_w"] = LU(pm * 1e-9, pm) if ex else LU(pm * 1e-5, pm * .8)
    if ex and keep(.04): sc["power_min_w"] = pm
    if keep(.8): sc["qoe_min"] = float(pick([0, 1.0, U(0, 1)])) if ex and keep(.3) else U(.05, .85)
    if keep(.7): sc["latency_max_s"] = LU(.01, 1e5) if ex else LU(1, 200)
    if keep(.7): sc["outage_max"] = float(pick([0, 1, LU(1e-9, 1)])) if ex and keep(.3) else LU(.001, .9)
    if keep(.7): sc["rate_min_kbps"] = float(pick([0, LU(1e-3, 1e7)])) if ex and keep(.4) else LU(1, 50000)
    for f, d in (("gpu_embodied_kg", 164), ("server_embodied_kg", 5700), ("site_embodied_kg", 1000)):
        if keep(.35): sc[f] = float(pick([0, 1e6, U(0, 1e5)])) if ex and keep(.4) else d * LU(.2, 5)
    if keep(.4): sc["lifetime_y"] = LU(.1, 50) if ex else U(3, 6)
    if keep(.4): sc["utilisation"] = U(.01, 1)
    if keep(.25):  # a cell of one's own
        if keep(.6): sc["power_max_w"] = max(LU(pm * .2, pm * 5), sc.get("power_min_w", 0.0))
        if keep(.6): sc["static_power_w"] = U(0, 400)
        if keep(.5): sc["sleep_power_w"] = U(0, min(sc.get("static_power_w", 4.8), 4.8))
        if keep(.5): sc["power_slope"] = LU(1, 1000 if ex else 12)
        if keep(.5): sc["transceivers"] = int(rng.integers(1, 65))
        if keep(.5): sc["sectors"] = int(rng.integers(1, 13))
    return sc


def _tune(rng, sc):
    """Make limits interesting: R_min near the achievable one, T_max near the safe action's."""
    s = S(sc)
    if rng.random() < .6:
        eps = s.v["outage_max"]
        if 0 < eps < 1:
            r = float(rng.uniform(.05, 1.0)) * rate_eps(s, s.pmax, eps) / 1e3
            if 0 < r <= 1e7: sc["rate_min_kbps"] = r
        s = S(sc)
    if rng.random() < .3:                      # the ergodic-rate bound rather than the outage bound
        sc["outage_max"] = float(rng.uniform(.85, 1))
        r = float(rng.uniform(.2, 1.0)) * float(s.rate(s.pmax)) / 1e3
        if 0 < r <= 1e7: sc["rate_min_kbps"] = r
        s = S(sc)
    if rng.random() < .6:
        k, p = safe_action(s)
        t = float(np.exp(rng.uniform(0.001, .7))) * float(s.latency(float(k), float(s.rate(p))))
        if .01 <= t <= 1e5: sc["latency_max_s"] = t
    return sc


def _link(rng, sc):
    """Delivery matters: tokens arrive at 0.5..30 per second at P_max, loose rate limits, tight latency."""
    for k in ("rate_min_kbps", "outage_max"):
        sc.pop(k, None)
    sc["rate_min_kbps"] = float(rng.choice([0, 1]))
    sc["outage_max"] = float(rng.uniform(.3, 1))
    sc["power_min_w"] = CELLS[sc.get("cell", "macro")][0] * 10 ** float(rng.uniform(-9, -3))
    if rng.random() < .6: sc["accounting"] = "amplifier"
    s = S(sc)
    sc["payload_bytes_per_token"] = float(s.rate(s.pmax)) / 8 / float(np.exp(rng.uniform(math.log(.5), math.log(60))))
    if not .01 <= sc["payload_bytes_per_token"] <= 1e7: return None
    sc["latency_max_s"] = 1e5
    s = S(sc)
    kap = np.arange(1, int(s.v["tokens_max"]) + 1, dtype=float)
    q = s.qoe(kap, float(s.rate(s.pmax)))
    sc["qoe_min"] = float(q.max()) * float(rng.uniform(.3, 1.02))
    if not 0 <= sc["qoe_min"] <= 1: return None
    if rng.random() < .7:
        s = S(sc); k, p = safe_action(s)
        t = float(np.exp(rng.uniform(-.01, .7))) * float(s.latency(float(k), float(s.rate(p))))
        if .01 <= t <= 1e5: sc["latency_max_s"] = t
    return sc


def _hump(rng, sc):
    """QoE rises and falls with kappa; often QoE(kappa_max) < qoe_min <= max QoE."""
    LU = lambda a, b: float(math.exp(rng.uniform(math.log(a), math.log(b))))
    sc["batch"] = LU(100, 4096)
    sc["tokens_max"] = int(LU(1000, 100000))
    sc["model"] = list(MODELS)[int(rng.integers(len(MODELS)))]
    if rng.random() < .5:  # windowed caches: two humps
        sc["model"] = ["gemma-3-12b", "gemma-3-27b", "gpt-oss-20b", "gpt-oss-120b"][int(rng.integers(4))]
        if rng.random() < .5: sc["prompt_tokens"] = int(rng.integers(0, 1000))
        sc["patience_s"] = LU(2, 1e4)
    sc["latency_max_s"] = 1e5
    s = S(sc)
    kap = np.arange(1, int(s.v["tokens_max"]) + 1, dtype=float)
    q = s.qoe(kap, float(s.rate(s.pmax)))
    if not 0 < q.max() <= 1: return None
    sc["qoe_min"] = min(1.0, float(q.max()) * (float(rng.uniform(.7, 1.01)) if rng.random() < .6 else 1 - LU(1e-8, 1e-2)))
    if rng.random() < .7: sc["rate_min_kbps"] = 1.0
    return sc


def usable(sc):
    """Numbers stay far from overflow / underflow (JSON has no infinity)."""
    try:
        s = S(sc)
    except ValueError:
        return False
    with np.errstate(all="ignore"):
        r = float(s.rate(s.pmin))
        c = float(s.cost(float(s.v["tokens_max"]), s.pmin))
    return r > 1e-200 and math.isfinite(c) and c < 1e200


def random_scenario(rng, infeasible_share=.25):
    want = bool(rng.random() >= infeasible_share)
    for _ in range(400):
        mode = ["plausible", "extreme", "bench", "tuned", "link", "hump"][int(rng.choice(6, p=[.22, .23, .1, .2, .15, .1]))]
        if mode == "bench":
            sc = bench_context(rng)
            if rng.random() < .5: sc["accounting"] = ACC[int(rng.integers(4))]
            if rng.random() < .3: sc["energy_model"] = "ecologits"
        else:
            sc = _draw(rng, "extreme" if (mode == "extreme" or (mode == "tuned" and rng.random() < .3)) else "plausible")
            if not usable(sc): continue
            if mode == "link": sc = _link(rng, sc)
            if mode == "hump": sc = _hump(rng, sc)
            if sc is None: continue
            if mode == "tuned" or (mode == "extreme" and rng.random() < .5): sc = _tune(rng, sc)
        if not usable(sc): continue
        if rng.random() < .3 and mode != "bench" and "gpu" not in sc: sc["gpu"] = list(GPUS)[int(rng.integers(4))]
        s = S(sc); k, p = safe_action(s)
        if _feas(s, k, p) == want:
            return sc
    raise RuntimeError("no scenario found")


def _feas(s, k, p):
    return all(bool(x) for x in s.ok(float(k), p).values())


def random_action(rng, sc):
    s = S(sc)
    u = rng.random()
    k = max(1, min(int(s.v["tokens_max"]), int(round(math.exp(rng.uniform(0, math.log(s.v["tokens_max"])))))))
    p = min(s.pmax, max(s.pmin, math.exp(rng.uniform(math.log(s.pmin), math.log(s.pmax)))))
    if u < .35:                                   # the optimum itself or the safe action: limits bind exactly
        o = exact_optimum(sc, tol=0.0)
        if o["tokens"] is None: return safe_action(s)
        return o["tokens"], o["power_w"]
    if u < .5:
        return safe_action(s)
    return k, p


def tolerance_case(rng, sc, k, p):
    """Move one limit so that it is missed by 5e-10 (still met: inclusive, relative tolerance 1e-9) or by 2e-9 (not met)."""
    f = footprint(sc, k, p); d = float(rng.choice([5e-10, 2e-9])); sc = dict(sc)
    which = int(rng.integers(4))
    try:
        if which == 0 and 0 < f["qoe"]["total"]: sc["qoe_min"] = f["qoe"]["total"] * (1 + d)
        if which == 1: sc["latency_max_s"] = f["latency_s"] * (1 - d)
        if which == 2 and f["wireless"]["outage"] > 0: sc["outage_max"] = f["wireless"]["outage"] * (1 - d)
        if which == 3: sc["rate_min_kbps"] = f["wireless"]["rate_bps"] / 1e3 * (1 + d)
        S(sc)
    except ValueError:
        return None
    return sc


def batch(n, seed, **kw):
    rng = np.random.default_rng(seed)
    return [random_scenario(rng, **kw) for _ in range(n)], rng


if __name__ == "__main__":
    n, seed = int(sys.argv[1]), int(sys.argv[2])
    for sc in batch(n, seed)[0]:
        print(json.dumps(sc))
