"""Independent oracle for version 2 of the carbon model (written from its formulas only).

footprint(scenario, tokens, power_w)  every field of `footprint`
scan_optimum(scenario, n_points=600)  log-spaced P (+ bounds), smallest kappa by brute force over all kappa
brute_optimum(scenario)               dense P x ALL kappa with every constraint, zooming; small cases
exact_optimum(scenario)               a third route: for fixed kappa the feasible P are an interval [P_need(kappa), P_max]
                                      and the cost is affine/concave in P, hence quasiconvex with a minimiser that does
                                      not depend on kappa; so P(kappa) = clamp(P*, P_need, P_max), minimise over kappa
"""
import csv, math, os
import numpy as np
from scipy.special import exp1
from scipy.optimize import minimize_scalar

TOL = 1e-9
LN2 = math.log(2.0)
YEAR = 365 * 86400.0

# The published table of models, by name in small letters; Qwen names of version 1 stay.
TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "data", "models.csv")
MODELS = {r["name"]: r for r in csv.DictReader(open(TABLE, encoding="utf-8"))}
OLD_NAMES = {"qwen-3-14b": "qwen3-14b", "qwen-3-32b": "qwen3-32b"}
#        bandwidth  FLOP/s   W   phi_o  GB
GPUS = {
    "h100": (3.35e12, 989e12, 700.0, 0.30, 80.0),
    "b200": (6.8e12, 2250e12, 1000.0, 0.52, 180.0),
    "a100": (2.039e12, 312e12, 400.0, 0.30, 80.0),
    "h200": (4.8e12, 989e12, 700.0, 0.30, 141.0),
}
BOUNDARIES = ["service", "network", "phone_use", "phone"]
#            Pmax   P0    dp   Psleep NTRX Nsector site_kg sectors pathloss
CELLS = {
    "macro": (20.0, 130.0, 4.7, 75.0, 6, 2, 2500.0, 3, "uma"),
    "rrh":   (20.0, 84.0, 2.8, 56.0, 6, 2, 2500.0, 3, "uma"),
    "micro": (6.3, 56.0, 2.6, 39.0, 2, 2, 1500.0, 1, "umi"),
    "pico":  (0.13, 6.8, 4.0, 4.3, 2, 2, 150.0, 1, "umi"),
    "femto": (0.05, 4.8, 8.0, 2.9, 2, 2, 15.0, 1, "umi"),
    "massive_mimo": (316.0, 609.0, 1.79, 231.0, 1, 1, 2500.0, 3, "uma"),
}
DEFAULTS = dict(
    model="llama-3.1-8b", gpu="h100", energy_model="calibrated", boundary="service", gpus=1, batch=64.0,
    prompt_tokens=250, prompt_cached=0.0, length_cv2=0.0, tokens_max=2048, kappa50=280.0, shape=1.02,
    thinking_share=0.0, patience_s=30.0, network_kwh_per_gb=0.0065, phone_power_w=1.0, charger_efficiency=0.8,
    phone_embodied_kg=40.0, phone_lifetime_y=3.0, phone_hours_per_day=3.0, grid_dc_g_per_kwh=473.0, grid_bs_g_per_kwh=473.0, pue=1.15, host_power_w=150.0,
    idle_fraction=0.12, rtt_s=0.05, queue_s=0.0, session_users=30.0, cell="macro", accounting="marginal",
    distance_m=600.0, carrier_ghz=3.5, bandwidth_mhz=20.0, payload_bytes_per_token=5000.0, antenna_gain_db=15.0,
    noise_figure_db=7.0, coding_efficiency=0.75, shadowing_db=0.0, power_min_w=None, qoe_min=0.6,
    latency_max_s=30.0, outage_max=0.1, rate_min_kbps=100.0, gpu_embodied_kg=164.0, server_embodied_kg=5700.0,
    site_embodied_kg=None, lifetime_y=4.0, utilisation=0.6, static_power_w=None, sleep_power_w=None,
    power_slope=None, power_max_w=None, transceivers=None, sectors=None)
RANGES = dict(
    gpus=(1, 64), batch=(1, 4096), prompt_tokens=(0, 1e6), tokens_max=(1, 1e6), kappa50=(1, 1e5), shape=(0.3, 5),
    prompt_cached=(0, 1), length_cv2=(0, 10), thinking_share=(0, 0.99), patience_s=(2, 1e5),
    network_kwh_per_gb=(0, 1), phone_power_w=(0, 20), charger_efficiency=(0.1, 1), phone_embodied_kg=(0, 1000),
    phone_lifetime_y=(0.1, 50), phone_hours_per_day=(0.01, 24),
    grid_dc_g_per_kwh=(0, 2000), grid_bs_g_per_kwh=(0, 2000), pue=(1, 3), host_power_w=(0, 2000),
    idle_fraction=(0, 1), rtt_s=(0, 60), queue_s=(0, 60), session_users=(1, 10000), distance_m=(1, 20000),
    carrier_ghz=(0.5, 100), bandwidth_mhz=(0.1, 1000), payload_bytes_per_token=(0.01, 1e7),
    antenna_gain_db=(-20, 60), noise_figure_db=(0, 20), coding_efficiency=(0.05, 1), shadowing_db=(-40, 40),
    qoe_min=(0, 1), latency_max_s=(0.01, 1e5), outage_max=(0, 1), rate_min_kbps=(0, 1e7),
    gpu_embodied_kg=(0, 1e6), server_embodied_kg=(0, 1e6), site_embodied_kg=(0, 1e6), lifetime_y=(0.1, 50),
    utilisation=(0.01, 1), static_power_w=(0, 10000), sleep_power_w=(0, 10000), power_slope=(1, 1000),
    power_max_w=(1e-6, 10000), transceivers=(1, 1024), sectors=(1, 64))
INTEGER = {"gpus", "prompt_tokens", "tokens_max", "transceivers", "sectors"}


# ---------------------------------------------------------------- special function
def scaled_e1(x):
    """e^x E1(x), x > 0. scipy below 20, Lentz continued fraction above."""
    x = np.asarray(x, dtype=float)
    out = np.empty_like(x)
    small = x < 20.0
    xs = x[small]
    out[small] = np.exp(xs) * exp1(xs)
    xl = x[~small]
    if xl.size:
        # e^x E1 = 1/(x+1 - 1^2/(x+3 - 2^2/(x+5 - ...))), evaluated from the tail: for x >= 20, 40 terms are ample
        t = xl + 81.0
        for i in range(40, 0, -1):
            t = xl + (2 * i - 1) - i * i / t
        out[~small] = 1.0 / t
    return out


def ergodic(gamma):
    """Rayleigh ergodic spectral efficiency in bit/s/Hz of mean SNR gamma."""
    g = np.asarray(gamma, dtype=float)
    with np.errstate(divide="ignore"):
        x = 1.0 / g
    return scaled_e1(x) / LN2


# ---------------------------------------------------------------- scenario
class S:
    """A scenario with defaults filled in, validated, and derived constants."""

    def __init__(self, sc):
        if not isinstance(sc, dict):
            raise ValueError("scenario must be an object")
        sc = dict(sc)
        if "sigma" in sc:  # version 1: mean and deviation of the logarithm
            if "shape" in sc:
                raise ValueError("sigma with shape")
            sig = sc.pop("sigma")
            if isinstance(sig, bool) or not isinstance(sig, (int, float)) or not 0.05 <= sig <= 5:
                raise ValueError("sigma")
            sh = 1.2825 / sig
            scale = sc.get("kappa50", 245.0) * math.exp(0.5772 / sh)
            sc["kappa50"] = min(max(scale * LN2 ** (1 / sh), 1.0), 1e5)
            sc["shape"] = min(max(sh, 0.3), 5.0)
        for k in sc:
            if k not in DEFAULTS:
                raise ValueError(f"unknown field {k}")
        v = dict(DEFAULTS); v.update(sc)
        for k, (lo, hi) in RANGES.items():
            if v[k] is None:
                continue
            if isinstance(v[k], bool) or not isinstance(v[k], (int, float)) or not (lo <= v[k] <= hi):
                raise ValueError(f"{k}={v[k]} not in {lo}..{hi}")
            if k in INTEGER and int(v[k]) != v[k]:
                raise ValueError(f"{k} must be an integer")
        self.model(v["model"])
        (self.pmax, self.P0, self.dp, self.psleep, _, self.nsec, site, self.sectors, self.pl_kind) = CELLS[v["cell"]]
        # A cell of one's own: what is set takes the place of the table's number.
        own = lambda name, table: table if v[name] is None else float(v[name])
        self.pmax, self.P0 = own("power_max_w", self.pmax), own("static_power_w", self.P0)
        self.dp, self.nsec = own("power_slope", self.dp), own("transceivers", self.nsec)
        self.sectors = own("sectors", self.sectors)
        self.psleep = own("sleep_power_w", min(self.psleep, self.P0))
        if self.psleep > self.P0:
            raise ValueError("sleep_power_w above static_power_w")
        if v["site_embodied_kg"] is None:
            v["site_embodied_kg"] = site
        if v["power_min_w"] is None:
            v["power_min_w"] = self.pmax * 1e-3
        if not v["power_min_w"] > 0:
            raise ValueError("power_min_w")
        self.v = v
        self.pmin = float(v["power_min_w"])
        if self.pmin > self.pmax:
            raise ValueError("power_min_w above P_max")
        if v["accounting"] not in ("amplifier", "marginal", "airtime", "session"):
            raise ValueError("accounting")
        if v["energy_model"] not in ("calibrated", "ecologits"):
            raise ValueError("energy_model")
        if v["gpu"] not in GPUS or v["boundary"] not in BOUNDARIES:
            raise ValueError("gpu or boundary")
        self.BW, self.F, self.pgpu, self.phi_o, self.mem_gb = GPUS[v["gpu"]]
        # --- what lies beyond data centre and radio
        reach = BOUNDARIES.index(v["boundary"])
        self.net = v["network_kwh_per_gb"] / 1e9 if reach >= 1 else 0.0
        self.phone_counts = reach >= 2
        self.phone_w = v["phone_power_w"] / v["charger_efficiency"] if reach >= 2 else 0.0
        use = v["phone_lifetime_y"] * 365 * v["phone_hours_per_day"] * 3600
        self.phone_m = v["phone_embodied_kg"] * 1000 / use if reach >= 3 else 0.0
        self.sent = 1.0 - v["thinking_share"]
        # --- wireless constants
        d = max(float(v["distance_m"]), 10.0)
        ld, lf = math.log10(d), math.log10(v["carrier_ghz"])
        if self.pl_kind == "uma":
            pl = max(13.54 + 39.08 * ld + 20 * lf, 28.0 + 22 * ld + 20 * lf)
        else:
            pl = max(22.4 + 35.3 * ld + 21.3 * lf, 32.4 + 21 * ld + 20 * lf)
        self.pl_db = pl + v["shadowing_db"]
        self.bw_hz = v["bandwidth_mhz"] * 1e6
        noise_dbw = -174.0 - 30.0 + 10 * math.log10(self.bw_hz) + v["noise_figure_db"]
        self.c_db = v["antenna_gain_db"] - self.pl_db - noise_dbw  # SNR of 1 W, dB
        self.c = 10 ** (self.c_db / 10)
        self.etaB = v["coding_efficiency"] * self.bw_hz
        self.a = self.nsec * self.dp
        acc = v["accounting"]
        self.b = {"amplifier": 0.0, "marginal": self.nsec * (self.P0 - self.psleep),
                  "airtime": self.nsec * self.P0, "session": 0.0}[acc]
        self.static = self.nsec * self.P0 / v["session_users"] if acc == "session" else 0.0
        self.m = v["site_embodied_kg"] * 1000.0 / (10 * YEAR) / self.sectors
        self.bits = 8.0 * v["payload_bytes_per_token"]          # of a token that is sent
        self.rmin = v["rate_min_kbps"] * 1e3
        # 2^y - 1
        y = self.rmin / self.etaB
        try:
            self.snr_thr = math.expm1(y * LN2)
        except OverflowError:
            self.snr_thr = math.inf

    def model(self, m):
        """What the formulas want to know of a language model, named or by its numbers."""
        if isinstance(m, str):
            m = OLD_NAMES.get(m, m)
            if m not in MODELS:
                raise ValueError(f"model {m}")
            r = MODELS[m]
            f = lambda name: float(r[name])
            self.layers, self.moe, self.mla, self.att = f("layers"), f("moe_layers"), f("mla_layers"), f("attention_layers")
            self.da = f("q_heads") * f("head_dim")
            self.N, self.kv = f("active_params_b_compute") * 1e9, f("kv_bytes_per_token")
            self.Ws, self.We = f("shared_weight_bytes"), f("expert_weight_bytes")
            self.E, self.k = f("experts"), f("experts_per_token")
            self.w, self.sw, self.S = f("window_tokens"), f("window_share"), f("state_bytes_per_token_step")
            self.q = 2.2 if r["fp8_block_moe_slow_kernel"] == "1" else 1.0
            self.arch = r["arch"]
            self.NA, self.NT, self.wb = f("active_params_b_card"), f("total_params_b"), f("weight_bytes_per_param")
            return
        m = dict(m)
        if "params_billion" in m:
            if "active_params_billion" in m:
                raise ValueError("params_billion with active_params_billion")
            m["active_params_billion"] = m.pop("params_billion")
        need = {"active_params_billion", "weight_bytes_per_param", "kv_bytes_per_token", "layers"}
        more = {"total_params_billion", "moe_layers", "experts", "experts_per_token", "attention_width"}
        if not need <= set(m) or not set(m) <= need | more:
            raise ValueError("model fields")
        if any(isinstance(x, bool) or not isinstance(x, (int, float)) for x in m.values()):
            raise ValueError("model values must be numbers")
        a = float(m["active_params_billion"]); t = float(m.get("total_params_billion", a))
        l, wb = m["layers"], m["weight_bytes_per_param"]
        if min(a, l, wb, m["kv_bytes_per_token"]) <= 0 or int(l) != l or t < a:
            raise ValueError("model values")
        mix = t > a
        experts, used = m.get("experts"), m.get("experts_per_token")
        if not mix and (experts is not None or used is not None or m.get("moe_layers") is not None):
            raise ValueError("experts of a dense model")
        if (experts is None) != (used is None):
            raise ValueError("experts and experts_per_token go together")
        if mix and experts is not None and (used >= experts or used / experts > a / t * (1 + 1e-9) or used <= 0):
            raise ValueError("experts_per_token")
        if mix and experts is None:
            experts, used = t / a, 1.0
        moe = m.get("moe_layers", l if mix else 0)
        if moe > l or moe < 0 or int(moe) != moe:
            raise ValueError("moe_layers")
        inside = (t - a) / (1 - used / experts) if mix else 0.0
        self.layers, self.moe, self.mla, self.att = float(l), float(moe), 0.0, float(l)
        self.da = float(m.get("attention_width", 0.0))
        if self.da < 0:
            raise ValueError("attention_width")
        self.N, self.kv = a * 1e9, float(m["kv_bytes_per_token"])
        self.Ws, self.We = max(t - inside, 0.0) * 1e9 * wb, inside * 1e9 * wb
        self.E, self.k = (float(experts), float(used)) if mix else (0.0, 0.0)
        self.w = self.sw = self.S = 0.0
        self.q, self.arch = 1.0, "moe" if mix else "dense"
        self.NA, self.NT, self.wb = a, t, float(wb)

    # all kappa arguments may be arrays
    def flop(self):
        return 2.0 * (3.3 if self.arch == "moe" else 1.0) * self.N

    def weights(self):
        if self.We == 0:
            return self.Ws
        return self.Ws + self.q * (1 - (1 - self.k / self.E) ** self.v["batch"]) * self.We

    def overhead(self):
        return (self.layers * (68e-6 + (27e-6 if self.v["gpus"] > 1 else 0.0)) + self.moe * 43e-6 + self.mla * 170e-6)

    def cache(self, context):
        return self.kv * ((1 - self.sw) * context + self.sw * np.minimum(context, self.w))

    def context(self, k):
        return self.v["prompt_tokens"] + k / 2 * (1 + self.v["length_cv2"])

    def prompt(self):
        v = self.v; rho = float(v["prompt_tokens"]); c = v["prompt_cached"]
        win = 2 * self.w * rho - self.w ** 2 if rho > self.w else rho ** 2
        att = 2 * self.da * self.att * ((1 - self.sw) * rho ** 2 + self.sw * win) * (1.25 if self.mla else 1.0)
        return (1 - c) * 2.0 * self.flop() * rho + (1 - c * c) * att

    def t_itl(self, k):
        G = self.v["gpus"]; B = self.v["batch"]
        return (self.overhead() + 41e-6 * B + self.weights() / (G * self.BW)
                + B * (self.cache(self.context(k)) + self.S) / (G * self.BW) + B * self.flop() / (G * self.F))

    def ttft(self, k):
        v = self.v
        return self.prompt() / (v["gpus"] * self.F) + self.t_itl(k) + v["queue_s"] + v["rtt_s"]

    def waited(self, k):
        return self.ttft(k) + self.v["thinking_share"] * k * self.t_itl(k)

    def gpu_parts(self, k):
        G = self.v["gpus"]; B = self.v["batch"]
        wait = k * G / B * self.overhead()
        memory = (k * (G * 41e-6 + self.weights() / (B * self.BW))
                  + k * (self.cache(self.context(k)) + self.S) / self.BW)
        compute = k * self.flop() / self.F + self.prompt() / self.F
        return wait, memory, compute

    def gpu_seconds(self, k):
        return sum(self.gpu_parts(k))

    def inference(self, k):
        """gpu_energy_j, facility_energy_j, gpu_seconds, operational_g, embodied_g"""
        v = self.v; B = v["batch"]
        g = self.gpu_seconds(k)
        if v["energy_model"] == "calibrated":
            wait, memory, compute = self.gpu_parts(k)
            e = self.pgpu * (self.phi_o * wait + 0.86 * memory + compute)
            fac = (e + v["host_power_w"] * g) * (1 + v["idle_fraction"]) * v["pue"]
            emb = (g * (v["gpu_embodied_kg"] + v["server_embodied_kg"] / 8) * 1000
                   / (v["lifetime_y"] * YEAR * v["utilisation"]))
        else:
            r = ecologits(self.NA, self.NT, 8 * self.wb, k, B, v["pue"])
            e = r["gpus"] * r["gpu_kwh"] * 3.6e6
            fac = r["request_kwh"] * 3.6e6
            emb = r["embodied_kg"] * 1000
        return e, fac, g, fac / 3.6e6 * v["grid_dc_g_per_kwh"], emb

    def rate(self, p):
        return self.etaB * ergodic(self.c * np.asarray(p, dtype=float))

    def outage(self, p):
        if self.snr_thr == 0:
            return np.zeros_like(np.asarray(p, dtype=float))
        with np.errstate(over="ignore", invalid="ignore"):
            return -np.expm1(-self.snr_thr / (self.c * np.asarray(p, dtype=float)))

    def q_length(self, k):
        return -np.expm1(-LN2 * (np.asarray(k, dtype=float) / self.v["kappa50"]) ** self.v["shape"])

    def q_wait(self, k):
        t0 = self.v["patience_s"] / 30.0
        return np.clip(1 - np.log(np.maximum(self.waited(k), t0) / t0) / math.log(30.0), 0.0, 1.0)

    def q_speed(self, k, rate):
        return np.minimum(1.0, np.minimum(1 / self.t_itl(k), rate / self.bits) / 5.3)

    def qoe(self, k, rate):
        return self.q_length(k) * self.q_speed(k, rate) * self.q_wait(k)

    def latency(self, k, rate):
        return self.ttft(k) + (k - 1) * self.t_itl(k) + self.sent * k * self.bits / rate

    def network(self, k):
        """kWh, g"""
        kwh = self.net * self.sent * k * self.bits / 8
        return kwh, kwh * (self.v["grid_dc_g_per_kwh"] + self.v["grid_bs_g_per_kwh"]) / 2

    def phone(self, k, rate):
        """s, J at the socket, g, g"""
        d = (self.latency(k, rate) + self.sent * k / 5.3) if self.phone_counts else 0.0 * k
        e = self.phone_w * d
        return d, e, e * self.v["grid_bs_g_per_kwh"] / 3.6e6, self.phone_m * d

    def cost(self, k, p, rate=None):
        """All that is counted, g"""
        k = np.asarray(k, dtype=float)
        p = np.asarray(p, dtype=float)
        if rate is None:
            rate = self.rate(p)
        _, _, _, op, emb = self.inference(k)
        t = self.sent * k * self.bits / rate
        ci = self.v["grid_bs_g_per_kwh"] / 3.6e6
        e = t * (self.b + self.a * p)
        if self.static:
            e = e + self.static * self.latency(k, rate)
        _, _, used, made = self.phone(k, rate)
        return op + emb + e * ci + t * self.m + self.network(k)[1] + used + made

    def ok(self, k, p, rate=None, outage=None, tol=TOL):
        k = np.asarray(k, dtype=float)
        if rate is None:
            rate = self.rate(p)
        if outage is None:
            outage = self.outage(p)
        v = self.v
        return dict(qoe=self.qoe(k, rate) >= v["qoe_min"] * (1 - tol),
                    latency=self.latency(k, rate) <= v["latency_max_s"] * (1 + tol),
                    outage=outage <= v["outage_max"] * (1 + tol),
                    rate=rate >= self.rmin * (1 - tol))


def ecologits(nb, nt, bits, k, B, pue):
    gpu_kwh = k * (1.1665273170451914e-6 * math.exp(-0.011205921025579175 * B) * nb + 4.052928146734005e-5) / 1000
    lat = k * (6.785088094353663e-4 * nb + 3.119310311688259e-4 * B + 0.019473717579473387)
    need = 1.2 * nt * bits / 8 / 80
    gpus = 1
    while gpus < need:
        gpus *= 2
    it = lat / 3600 * 1.2 * (gpus / 8) / B + gpus * gpu_kwh
    emb = lat * ((gpus / 8) * 5700 + gpus * 273) / (94608000 * B)
    return dict(gpus=gpus, gpu_kwh=gpu_kwh, latency_s=lat, request_kwh=pue * it, embodied_kg=emb)


# ---------------------------------------------------------------- warnings
def warnings(s, mem, k):
    v = s.v; own = not isinstance(v["model"], str); gpu = v["gpu"]
    row = None if own else MODELS[OLD_NAMES.get(v["model"], v["model"])]
    out = []
    if mem > s.mem_gb * 1e9 * v["gpus"]: out.append("memory")
    if not 7 <= v["batch"] <= 1100: out.append("batch")
    if s.arch == "dense" and s.wb < 1: out.append("weights")
    if (own and s.NT < 7) or (row and gpu.upper() not in row["measured_on"]): out.append("unmeasured")
    if gpu == "a100": out.append("transferred")
    if gpu == "h200": out.append("extrapolated")
    if row and row["family"] == "gpt-oss" and gpu == "b200": out.append("gpt_oss_b200")
    if row and row["family"] == "Llama 4": out.append("llama4_latency")
    if s.arch == "hybrid" and k < 2000: out.append("hybrid_chat")
    return out


# ---------------------------------------------------------------- footprint
def _footprint(s, tokens, power_w, tol=TOL):
    v = s.v
    k = float(tokens); p = float(power_w)
    e, fac, g, iop, iemb = s.inference(k)
    rate = float(s.rate(p)); t = s.sent * k * s.bits / rate
    lat = s.latency(k, rate)
    ej = t * (s.b + s.a * p) + s.static * lat
    wop = ej * v["grid_bs_g_per_kwh"] / 3.6e6
    wemb = t * s.m
    q = float(s.qoe(k, rate))
    ok = s.ok(k, p, rate=rate, tol=tol)
    viol = [n for n in ("qoe", "latency", "outage", "rate") if not bool(ok[n])]
    mem = s.Ws + s.We + v["batch"] * (float(s.cache(v["prompt_tokens"] + k)) + s.S / 2)
    kwh, ng = s.network(k)
    ps, pj, pg, pm = s.phone(k, rate)
    return dict(
        inference=dict(gpu_energy_j=float(e), facility_energy_j=float(fac), gpu_seconds=float(g),
                       ttft_s=float(s.ttft(k)), inter_token_s=float(s.t_itl(k)),
                       operational_g=float(iop), embodied_g=float(iemb)),
        wireless=dict(path_loss_db=s.pl_db, mean_snr_db=s.c_db + 10 * math.log10(p), rate_bps=rate, airtime_s=t,
                      energy_j=float(ej), operational_g=float(wop), embodied_g=float(wemb),
                      outage=float(s.outage(p))),
        network=dict(energy_kwh=float(kwh), operational_g=float(ng)),
        phone=dict(seconds=float(ps), energy_j=float(pj), operational_g=float(pg), embodied_g=float(pm)),
        qoe=dict(length=float(s.q_length(k)), speed=float(s.q_speed(k, rate)), wait=float(s.q_wait(k)),
                 total=q, mos=1 + 4 * q),
        latency_s=float(lat), total_g=float(iop + iemb + wop + wemb + ng + pg + pm), feasible=not viol, violations=viol,
        warnings=warnings(s, mem, k))


def footprint(scenario, tokens, power_w, tol=TOL):
    return _footprint(S(scenario), tokens, power_w, tol)


def margins(scenario, tokens, power_w):
    """Relative distance of each constraint from its limit (negative = violated)."""
    s = S(scenario); v = s.v
    f = _footprint(s, tokens, power_w)

    def rel(x):
        return x if math.isfinite(x) else math.copysign(math.inf, x)
    return dict(qoe=rel(f["qoe"]["total"] / v["qoe_min"] - 1) if v["qoe_min"] else math.inf,
                latency=rel(1 - f["latency_s"] / v["latency_max_s"]),
                outage=rel(1 - f["wireless"]["outage"] / v["outage_max"]) if v["outage_max"]
                else (math.inf if f["wireless"]["outage"] == 0 else -math.inf),
                rate=rel(f["wireless"]["rate_bps"] / s.rmin - 1) if s.rmin else math.inf)


# ---------------------------------------------------------------- power bounds
def _invert_rate(s, rate):
    """Smallest P with R(P) >= rate (vectorised bisection in ln P over [pmin, pmax]); inf where R(pmax) < rate."""
    rate = np.atleast_1d(np.asarray(rate, dtype=float))
    out = np.full(rate.shape, s.pmin)
    rlo, rhi = float(s.rate(s.pmin)), float(s.rate(s.pmax))
    out[rate > rhi] = np.inf
    mid = (rate > rlo) & (rate <= rhi)
    if mid.any():
        r = rate[mid]
        lo = np.full(r.shape, math.log(s.pmin)); hi = np.full(r.shape, math.log(s.pmax))
        for _ in range(70):
            c = 0.5 * (lo + hi)
            up = s.rate(np.exp(c)) >= r
            hi = np.where(up, c, hi); lo = np.where(up, lo, c)
        out[mid] = np.minimum(np.exp(hi), s.pmax)
    return out


def outage_power(s, tol=0.0):
    """P with outage exactly eps*(1+tol); 0 if unconstrained, inf if impossible."""
    eps = s.v["outage_max"] * (1 + tol)
    if s.snr_thr == 0 or eps >= 1:
        return 0.0
    if eps == 0:
        return math.inf
    return s.snr_thr / -math.log1p(-eps) / s.c


def power_floor(s, tol=0.0):
    po = outage_power(s, tol)
    pr = float(_invert_rate(s, s.rmin * (1 - tol))[0])
    return max(s.pmin, po, pr), po, pr


def smallest_kappa(s, rate, kap=None, A=None, sp=None, tol=TOL):
    """Smallest integer kappa with QoE >= qoe_min, by looking at every one; None if there is none."""
    if kap is None:
        kap = np.arange(1, int(s.v["tokens_max"]) + 1, dtype=float)
    if A is None:
        A = s.q_length(kap) * s.q_wait(kap); sp = 1 / s.t_itl(kap)
    good = A * np.minimum(1.0, np.minimum(sp, rate / s.bits) / 5.3) >= s.v["qoe_min"] * (1 - tol)
    i = int(np.argmax(good))
    return i + 1 if good[i] else None


def safe_action(s):
    k = smallest_kappa(s, float(s.rate(s.pmax)))
    return (k if k is not None else int(s.v["tokens_max"])), s.pmax


def _binding(s, k, p, rel=1e-6):
    m = margins_s(s, k, p)
    out = [n for n in ("qoe", "latency", "outage", "rate") if abs(m[n]) <= rel]
    if p <= s.pmin * (1 + rel): out.append("power_min")
    if p >= s.pmax * (1 - rel): out.append("power_max")
    if k >= s.v["tokens_max"]: out.append("tokens_max")
    return out


def margins_s(s, k, p):
    sc = {kk: vv for kk, vv in s.v.items()}
    return margins(sc, k, p)


def _result(s, k, p, cost):
    if k is None:
        ks, ps = safe_action(s)
        f = _footprint(s, ks, ps)
        f["feasible"] = False
        f.update(tokens=None, power_w=None, binding=[], safe_tokens=ks, safe_power_w=ps)
        return f
    f = _footprint(s, k, p)
    f.update(tokens=int(k), power_w=float(p), binding=_binding(s, k, p))
    return f


# ---------------------------------------------------------------- 1. the scan of model.md section 6
def scan_optimum(scenario, n_points=600, tol=TOL):
    s = S(scenario)
    P = np.exp(np.linspace(math.log(s.pmin), math.log(s.pmax), n_points))
    P[0], P[-1] = s.pmin, s.pmax
    fl, po, pr = power_floor(s)
    extra = [p for p in (fl, po, pr, s.pmax) if s.pmin <= p <= s.pmax]
    P = np.unique(np.concatenate([P, extra]))
    R = s.rate(P); O = s.outage(P)
    v = s.v
    kap = np.arange(1, int(v["tokens_max"]) + 1, dtype=float)
    A = s.q_length(kap) * s.q_wait(kap)
    sp = 1 / s.t_itl(kap)
    best = (math.inf, None, None)
    pre = (O <= v["outage_max"] * (1 + tol)) & (R >= s.rmin * (1 - tol))
    for p, r in zip(P[pre], R[pre]):
        k = smallest_kappa(s, r, kap, A, sp, tol)
        if k is None or not s.latency(float(k), r) <= v["latency_max_s"] * (1 + tol):
            continue
        c = float(s.cost(k, p, r))
        if c < best[0]:
            best = (c, k, float(p))
    return _result(s, best[1], best[2], best[0])


# ---------------------------------------------------------------- 2. brute force: dense P x all kappa
def brute_optimum(scenario, n_dense=3000, zooms=9, tol=TOL):
    s = S(scenario); v = s.v
    kap = np.arange(1, int(v["tokens_max"]) + 1, dtype=float)
    fl, po, pr = power_floor(s)
    extra = [p for p in (fl, po, pr) if s.pmin <= p <= s.pmax]

    def sweep(P, ks):
        R = s.rate(P)[:, None]; O = s.outage(P)[:, None]
        best = (math.inf, None, None)
        step = max(1, int(2e6 // max(1, len(ks))))
        for i in range(0, len(P), step):
            sl = slice(i, i + step)
            ok = s.ok(ks[None, :], None, rate=R[sl], outage=O[sl], tol=tol)
            okk = ok["qoe"] & ok["latency"] & ok["outage"] & ok["rate"]
            c = np.where(okk, s.cost(ks[None, :], P[sl][:, None], R[sl]), np.inf)
            j = int(np.argmin(c)); a, b = divmod(j, c.shape[1])
            if c[a, b] < best[0]:
                best = (float(c[a, b]), int(ks[b]), float(P[sl][a]))
        return best
    P = np.exp(np.linspace(math.log(s.pmin), math.log(s.pmax), n_dense)); P[0], P[-1] = s.pmin, s.pmax
    best = sweep(np.unique(np.concatenate([P, extra])), kap)
    if best[1] is None:
        return _result(s, None, None, None)
    # refine P separately for every kappa of a window around the best one (all constraints checked at every point)
    lo, hi = max(0, best[1] - 1 - 60), min(len(kap), best[1] - 1 + 60)
    ks = kap[lo:hi]
    # start: best dense P per kappa (may be infeasible -> start at the best P found)
    R = s.rate(P); O = s.outage(P)
    ok = s.ok(ks[:, None], None, rate=R[None, :], outage=O[None, :], tol=tol)
    cc = np.where(ok["qoe"] & ok["latency"] & ok["outage"] & ok["rate"], s.cost(ks[:, None], P[None, :], R[None, :]), np.inf)
    ctr = np.where(np.isfinite(cc.min(1)), np.log(P[np.argmin(cc, 1)]), math.log(best[2]))
    width = math.log(s.pmax / s.pmin) / max(1, n_dense - 1) * 2
    for _ in range(zooms):
        Pz = np.clip(np.exp(ctr[:, None] + np.linspace(-width, width, 101)[None, :]), s.pmin, s.pmax)
        Rz = s.rate(Pz)
        ok = s.ok(ks[:, None], None, rate=Rz, outage=s.outage(Pz), tol=tol)
        cz = np.where(ok["qoe"] & ok["latency"] & ok["outage"] & ok["rate"], s.cost(ks[:, None], Pz, Rz), np.inf)
        j = np.argmin(cz, 1); r = np.arange(len(ks))
        i = int(np.argmin(cz[r, j]))
        if cz[i, j[i]] < best[0]:
            best = (float(cz[i, j[i]]), int(ks[i]), float(Pz[i, j[i]]))
        ctr = np.where(np.isfinite(cz[r, j]), np.log(Pz[r, j]), ctr)
        width /= 12
    return _result(s, best[1], best[2], best[0])


# ---------------------------------------------------------------- 3. exact: per-kappa interval of P, quasiconvex cost
def p_star(s):
    """argmin over [pmin, pmax] of the airtime cost per token (affine / concave, quasiconvex); independent of kappa."""
    ci = s.v["grid_bs_g_per_kwh"] / 3.6e6

    def f(lp):
        p = np.exp(lp)
        return (((s.b + s.a * p + s.static + s.phone_w) * ci) + s.m + s.phone_m) / s.rate(p)
    lo, hi = math.log(s.pmin), math.log(s.pmax)
    if hi - lo < 1e-14:
        return s.pmax
    x = np.linspace(lo, hi, 2001)
    y = f(x)
    i = int(np.argmin(y))
    a, b = x[max(0, i - 1)], x[min(2000, i + 1)]
    r = minimize_scalar(lambda z: float(f(np.array(z))), bounds=(a, b), method="bounded", options=dict(xatol=1e-12))
    cand = [(float(y[i]), x[i]), (float(r.fun), r.x)]
    lp = min(cand)[1]
    return min(max(math.exp(lp), s.pmin), s.pmax)


def exact_optimum(scenario, tol=None):
    """tol: relative slack given to the limits; the default is just inside the inclusive 1e-9 of the specification
    (it matters only where a limit is saturated, e.g. qoe_min = 1). tol=0 meets the limits exactly."""
    if tol is None:
        tol = 0.9999e-9
    s = S(scenario); v = s.v
    rate_max = float(s.rate(s.pmax))
    po = outage_power(s, tol)
    # outage monotone in P, relative rounding guard
    if po > s.pmax * (1 + 1e-14) or s.rmin * (1 - tol) > rate_max:
        return _result(s, None, None, None)
    floor = min(s.pmax, max(s.pmin, po, float(_invert_rate(s, s.rmin * (1 - tol))[0])))
    pst = min(max(p_star(s), floor), s.pmax)
    rate_st = float(s.rate(pst))
    kap = np.arange(1, int(v["tokens_max"]) + 1, dtype=float)
    A = s.q_length(kap) * s.q_wait(kap)
    qthr = v["qoe_min"] * (1 - tol)
    if qthr > 0:
        with np.errstate(divide="ignore", invalid="ignore"):
            rq = np.where(A > 0, s.bits * 5.3 * qthr / A, np.inf)
        rq[A * np.minimum(1.0, (1 / s.t_itl(kap)) / 5.3) < qthr] = np.inf
    else:
        rq = np.zeros_like(kap)
    slack = v["latency_max_s"] * (1 + tol) - s.ttft(kap) - (kap - 1) * s.t_itl(kap)
    with np.errstate(divide="ignore"):
        rl = np.where(slack > 0, s.sent * kap * s.bits / np.where(slack > 0, slack, 1.0), np.inf)
    need = np.maximum(rq, rl)
    idx = np.nonzero(need <= rate_max)[0]
    if idx.size == 0:
        return _result(s, None, None, None)
    # from the first kappa on that is content with the unconstrained power, larger kappa only cost more
    easy = np.nonzero(need <= rate_st)[0]
    if easy.size:
        idx = idx[idx <= easy[0]]
    P = np.maximum(_invert_rate(s, need[idx]), pst)
    c = s.cost(kap[idx], P)
    j = int(np.argmin(c))
    return _result(s, int(kap[idx][j]), float(P[j]), float(c[j]))


# ---------------------------------------------------------------- the expert's rule
def rule(scenario, tol=TOL):
    """Best power without fading by Lambert's W, clipped to what keeps the limits with its own shortest length."""
    from scipy.special import lambertw
    s = S(scenario); v = s.v
    ci = v["grid_bs_g_per_kwh"]
    fixed = (s.b + s.static + s.phone_w) * ci / 3.6e6 + s.m + s.phone_m
    if fixed == 0:
        want = 0.0
    elif ci == 0:
        want = math.inf
    else:
        b = fixed * 3.6e6 / ci
        want = (math.exp(1 + lambertw((s.c * b / s.a - 1) / math.e).real) - 1) / s.c
    want = min(max(want, s.pmin), s.pmax)
    def at(p):
        r = float(s.rate(p)); k = smallest_kappa(s, r, tol=tol)
        if k is None or not all(bool(x) for x in s.ok(float(k), p, rate=r, tol=tol).values()):
            return None
        return k, p
    full = at(s.pmax)
    if full is None:
        return None
    if at(want):
        return at(want)
    lo, hi, best = math.log(want), math.log(s.pmax), full
    while hi - lo > 1e-9:
        mid = (lo + hi) / 2
        found = at(min(math.exp(mid), s.pmax))
        if found: hi, best = mid, found
        else: lo = mid
    return best


# ---------------------------------------------------------------- AOLO-Bench v2 context
def rate_eps(s, p, eps):
    return s.etaB * math.log1p(-s.c * p * math.log1p(-eps)) / LN2


def bench_context(rng):
    def lu(a, b): return float(math.exp(rng.uniform(math.log(a), math.log(b))))
    while True:
        sc = dict(model=["llama-3.2-1b", "llama-3.2-3b", "llama-3.1-8b"][rng.integers(3)], batch=lu(4, 128),
                  prompt_tokens=int(round(lu(20, 1500))), kappa50=float(math.exp(rng.normal(math.log(240), 0.3))),
                  qoe_min=float(rng.uniform(0.4, 0.8)), grid_dc_g_per_kwh=float(rng.uniform(20, 800)),
                  grid_bs_g_per_kwh=float(rng.uniform(20, 800)), cell=["macro", "micro"][rng.integers(2)],
                  distance_m=lu(30, 1000), bandwidth_mhz=lu(5, 40), payload_bytes_per_token=lu(200, 20000))
        u = float(rng.uniform(0.3, 0.98)); vv = lu(1.02, 2)
        s = S(sc)
        sc["rate_min_kbps"] = u * rate_eps(s, s.pmax, s.v["outage_max"]) / 1e3
        s = S(sc)
        k, p = safe_action(s)
        sc["latency_max_s"] = vv * float(s.latency(float(k), float(s.rate(p))))
        try:
            if footprint(sc, k, p)["feasible"]:
                return sc
        except ValueError:
            pass
