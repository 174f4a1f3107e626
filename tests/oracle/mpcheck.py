"""The same model once more in 50-digit arithmetic (written separately, scalar): guards the doubles of oracle.py."""
import mpmath as mp
from oracle import MODELS, CELLS, DEFAULTS
mp.mp.dps = 50
M = lambda x: mp.mpf(repr(x) if isinstance(x, float) else x)
C = lambda s: mp.mpf(s)
def se1(x):
    if x < 200: return mp.exp(x) * mp.e1(x)
    t = x + 1201          # continued fraction, from the tail
    for i in range(600, 0, -1): t = x + (2 * i - 1) - mp.mpf(i) * i / t
    return 1 / t
def fp(sc, k, p):
    g = lambda n: M(sc.get(n, DEFAULTS[n]))
    m = sc.get("model", "llama-3.1-8b")
    L, kv, NB, wb = [M(x) for x in (MODELS[m] if isinstance(m, str) else (m["layers"], m["kv_bytes_per_token"], m["params_billion"], m["weight_bytes_per_param"]))]
    cell = sc.get("cell", "macro"); Pm, P0, dp, Ps, _, ns, site, sect, kind = CELLS[cell]
    P0, dp, Ps, site, sect, ns = map(M, (P0, dp, Ps, site, sect, ns))
    if sc.get("site_embodied_kg") is not None: site = M(sc["site_embodied_kg"])
    N = NB * 10**9; W = N * wb; G = g("gpus"); B = g("batch"); rho = g("prompt_tokens"); k = M(k); p = M(p)
    BW = C("3.35e12"); F = C("989e12") * (2 if wb == 1 else 1); multi = 1 if G > 1 else 0
    itl = C("1.74e-3") + C("39e-6") * L * multi + C("1.05") * W / (G * BW) + B * (C("2.24") * kv * (rho + k / 2) / (G * BW) + C("2.16") * 2 * N / (G * F))
    ttft = C("1.96") * 2 * N * rho / (G * F) + itl + g("queue_s") + g("rtt_s")
    gs = k * (C("1.26e-3") * G / B + C("35e-6") * G * L * multi / B + C("1.16") * W / (BW * B)) + C("1.97") * kv * (rho * k + k * k / 2) / BW + C("1.96") * 2 * N * (rho + k) / F
    if sc.get("energy_model", "calibrated") == "calibrated":
        e = C("1.82e-10") * (W / B) * k + C("1.27e-12") * 2 * N * (k + rho) + C("5.1e-10") * kv * (rho * k + k**2 / 2)
        fac = (e + g("host_power_w") * gs) * (1 + g("idle_fraction")) * g("pue")
        emb = gs * (g("gpu_embodied_kg") + g("server_embodied_kg") / 8) * 1000 / (g("lifetime_y") * 365 * 86400 * g("utilisation"))
    else:
        kwh = k * (C("1.1665273170451914e-6") * mp.exp(-C("0.011205921025579175") * B) * NB + C("4.052928146734005e-5")) / 1000
        lat = k * (C("6.785088094353663e-4") * NB + C("3.119310311688259e-4") * B + C("0.019473717579473387"))
        n = 1
        while n < C("1.2") * NB * (8 * wb) / 8 / 80: n *= 2
        e = n * kwh * 3600000
        fac = g("pue") * (lat / 3600 * C("1.2") * mp.mpf(n) / 8 / B + n * kwh) * 3600000
        emb = 1000 * lat * (mp.mpf(n) / 8 * 5700 + n * 273) / (94608000 * B)
    d = max(g("distance_m"), mp.mpf(10)); fc = g("carrier_ghz"); l10 = mp.log10
    pl = max(C("13.54") + C("39.08") * l10(d) + 20 * l10(fc), 28 + 22 * l10(d) + 20 * l10(fc)) if kind == "uma" else max(C("22.4") + C("35.3") * l10(d) + C("21.3") * l10(fc), C("32.4") + 21 * l10(d) + 20 * l10(fc))
    pl += g("shadowing_db"); bw = g("bandwidth_mhz") * 10**6
    snr = mp.mpf(10) ** ((g("antenna_gain_db") - pl + 174 + 30 - 10 * l10(bw) - g("noise_figure_db")) / 10) * p
    eb = g("coding_efficiency") * bw; R = eb * se1(1 / snr) / mp.log(2)
    y = g("rate_min_kbps") * 1000 / eb
    out = -mp.expm1(-mp.expm1(y * mp.log(2)) / snr) if y < 1e6 else mp.mpf(1)
    bits = 8 * g("payload_bytes_per_token"); t = k * bits / R; T = ttft + (k - 1) * itl + t
    acc = sc.get("accounting", "marginal")
    b = dict(amplifier=0, marginal=ns * (P0 - Ps), airtime=ns * P0, session=0)[acc]
    ej = t * (b + ns * dp * p) + (ns * P0 / g("session_users") * T if acc == "session" else 0)
    q1 = mp.ncdf(mp.log(k / g("kappa50")) / g("sigma")); q2 = min(mp.mpf(1), min(1 / itl, R / bits) / C("5.3"))
    q3 = min(max(1 - mp.log(max(ttft, 1)) / mp.log(30), mp.mpf(0)), mp.mpf(1))
    op = fac / 3600000 * g("grid_dc_g_per_kwh"); wo = ej * g("grid_bs_g_per_kwh") / 3600000
    we = t * site * 1000 / (10 * 365 * 86400) / sect
    return dict(inference=dict(gpu_energy_j=e, facility_energy_j=fac, gpu_seconds=gs, ttft_s=ttft, inter_token_s=itl, operational_g=op, embodied_g=emb),
                wireless=dict(path_loss_db=pl, mean_snr_db=10 * l10(snr), rate_bps=R, airtime_s=t, energy_j=ej, operational_g=wo, embodied_g=we, outage=out),
                qoe=dict(length=q1, speed=q2, wait=q3, total=q1 * q2 * q3, mos=1 + 4 * q1 * q2 * q3), latency_s=T, total_g=op + emb + wo + we)
def worst(a, b, floor=1e-14, path=""):
    w = (0.0, "")
    for kk, x in b.items():
        if isinstance(x, dict): w = max(w, worst(a[kk], x, floor, path + kk + "."))
        else:
            dd = abs(mp.mpf(a[kk]) - x)
            if dd > floor: w = max(w, (float(dd / abs(x)) if x else 1.0, path + kk))
    return w
if __name__ == "__main__":
    import sys, numpy as np
    from random_scenarios import *
    W = (0, "")
    for i in range(int(sys.argv[1])):
        rng = np.random.default_rng([77, i]); sc = random_scenario(rng); k, p = random_action(rng, sc)
        w = worst(footprint(sc, k, p), fp(sc, k, p))
        if w[0] > 1e-11: print(w, k, p, json.dumps(sc))
        W = max(W, w)
    print("worst relative difference oracle (double) vs 50 digits:", W)
