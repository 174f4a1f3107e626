"""The same model once more in 50-digit arithmetic (written separately, scalar): guards the doubles of oracle.py."""
import mpmath as mp
from oracle import CELLS, DEFAULTS, GPUS, S
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
    # Of the model only its numbers are taken over.
    r = S(sc); sc = {n: x for n, x in r.v.items()}
    g = lambda n: M(sc[n])
    L, LM, LA, LT, da, N, kv, Ws, We, E, used, w, sw, St, q, NA, NT, wb = [M(float(x)) for x in (
        r.layers, r.moe, r.mla, r.att, r.da, r.N, r.kv, r.Ws, r.We, r.E, r.k, r.w, r.sw, r.S, r.q, r.NA, r.NT, r.wb)]
    cell = sc.get("cell", "macro"); Pm, P0, dp, Ps, _, ns, site, sect, kind = CELLS[cell]
    P0, dp, Ps, sect, ns = map(M, (float(r.P0), float(r.dp), float(r.psleep), float(r.sectors), float(r.nsec)))
    site = M(float(r.v["site_embodied_kg"]))
    G = g("gpus"); B = g("batch"); rho = g("prompt_tokens"); k = M(k); p = M(p)
    BW, F, PG, phi = [M(float(x)) for x in GPUS[sc["gpu"]][:4]]; multi = 1 if G > 1 else 0
    c, th = g("prompt_cached"), g("thinking_share"); sent = 1 - th
    f = 2 * N * (C("3.3") if r.arch == "moe" else 1)
    W = Ws + (q * (1 - (1 - used / E) ** B) * We if We else 0)
    o = L * (C("68e-6") + C("27e-6") * multi) + LM * C("43e-6") + LA * C("170e-6")
    ctx = rho + k / 2 * (1 + g("length_cv2")); K = kv * ((1 - sw) * ctx + sw * min(ctx, w)) + St
    A = 2 * da * LT * ((1 - sw) * rho**2 + sw * (2 * w * rho - w**2 if rho > w else rho**2)) * (C("1.25") if LA else 1)
    pr = (1 - c) * 2 * f * rho + (1 - c * c) * A
    itl = o + C("41e-6") * B + W / (G * BW) + B * K / (G * BW) + B * f / (G * F)
    ttft = pr / (G * F) + itl + g("queue_s") + g("rtt_s")
    go, gm, gc = k * G / B * o, k * (G * C("41e-6") + W / (B * BW)) + k * K / BW, k * f / F + pr / F
    gs = go + gm + gc
    if sc.get("energy_model", "calibrated") == "calibrated":
        e = PG * (phi * go + C("0.86") * gm + gc)
        fac = (e + g("host_power_w") * gs) * (1 + g("idle_fraction")) * g("pue")
        emb = gs * (g("gpu_embodied_kg") + g("server_embodied_kg") / 8) * 1000 / (g("lifetime_y") * 365 * 86400 * g("utilisation"))
    else:
        kwh = k * (C("1.1665273170451914e-6") * mp.exp(-C("0.011205921025579175") * B) * NA + C("4.052928146734005e-5")) / 1000
        lat = k * (C("6.785088094353663e-4") * NA + C("3.119310311688259e-4") * B + C("0.019473717579473387"))
        n = 1
        while n < C("1.2") * NT * (8 * wb) / 8 / 80: n *= 2
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
    bits = 8 * g("payload_bytes_per_token"); t = sent * k * bits / R; T = ttft + (k - 1) * itl + t
    acc = sc.get("accounting", "marginal")
    b = dict(amplifier=0, marginal=ns * (P0 - Ps), airtime=ns * P0, session=0)[acc]
    ej = t * (b + ns * dp * p) + (ns * P0 / g("session_users") * T if acc == "session" else 0)
    q1 = 1 - mp.exp(-mp.log(2) * (k / g("kappa50")) ** g("shape")); q2 = min(mp.mpf(1), min(1 / itl, R / bits) / C("5.3"))
    t0 = g("patience_s") / 30; q3 = min(max(1 - mp.log(max(ttft + th * k * itl, t0) / t0) / mp.log(30), mp.mpf(0)), mp.mpf(1))
    op = fac / 3600000 * g("grid_dc_g_per_kwh"); wo = ej * g("grid_bs_g_per_kwh") / 3600000
    we = t * site * 1000 / (10 * 365 * 86400) / sect
    reach = ["service", "network", "phone_use", "phone"].index(sc["boundary"])
    kwh = g("network_kwh_per_gb") * sent * k * bits / 8 / 10**9 if reach else mp.mpf(0)
    ng = kwh * (g("grid_dc_g_per_kwh") + g("grid_bs_g_per_kwh")) / 2
    D = T + sent * k / C("5.3") if reach > 1 else mp.mpf(0)
    pj = g("phone_power_w") / g("charger_efficiency") * D; pg = pj * g("grid_bs_g_per_kwh") / 3600000
    pm = g("phone_embodied_kg") * 1000 / (g("phone_lifetime_y") * 365 * g("phone_hours_per_day") * 3600) * D if reach > 2 else mp.mpf(0)
    return dict(network=dict(energy_kwh=kwh, operational_g=ng), phone=dict(seconds=D, energy_j=pj, operational_g=pg, embodied_g=pm), inference=dict(gpu_energy_j=e, facility_energy_j=fac, gpu_seconds=gs, ttft_s=ttft, inter_token_s=itl, operational_g=op, embodied_g=emb),
                wireless=dict(path_loss_db=pl, mean_snr_db=10 * l10(snr), rate_bps=R, airtime_s=t, energy_j=ej, operational_g=wo, embodied_g=we, outage=out),
                qoe=dict(length=q1, speed=q2, wait=q3, total=q1 * q2 * q3, mos=1 + 4 * q1 * q2 * q3), latency_s=T, total_g=op + emb + wo + we + ng + pg + pm)
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
