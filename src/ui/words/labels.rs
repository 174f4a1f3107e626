//! Names of the scenario's fields, in the order of the data.

words! {
    gpus { en: "GPUs" zh: "GPU 数量" es: "GPU" }
    batch { en: "Batch" zh: "批量" es: "Lote" }
    prompt_tokens { en: "Prompt" zh: "提示" es: "Pregunta" }
    tokens_max { en: "Longest answer" zh: "最长回答" es: "Respuesta más larga" }
    kappa50 { en: "Typical needed length" zh: "典型所需长度" es: "Longitud típica necesaria" }
    sigma { en: "Spread of needed length" zh: "所需长度的离散度" es: "Dispersión de la longitud necesaria" }
    grid_dc_g_per_kwh { en: "Data-centre grid" zh: "数据中心电网" es: "Red del centro de datos" }
    grid_bs_g_per_kwh { en: "Base-station grid" zh: "基站电网" es: "Red de la estación base" }
    pue { en: "PUE" zh: "PUE" es: "PUE" }
    host_power_w { en: "Host power per GPU" zh: "每块 GPU 的主机功率" es: "Potencia del servidor por GPU" }
    idle_fraction { en: "Idle share" zh: "空闲占比" es: "Proporción en reposo" }
    rtt_s { en: "Round trip" zh: "往返时间" es: "Ida y vuelta" }
    queue_s { en: "Queue" zh: "排队" es: "Cola" }
    gpu_embodied_kg { en: "GPU hardware" zh: "GPU 硬件" es: "Equipo de la GPU" }
    server_embodied_kg { en: "Server hardware" zh: "服务器硬件" es: "Equipo del servidor" }
    lifetime_y { en: "Hardware lifetime" zh: "硬件寿命" es: "Vida del equipo" }
    utilisation { en: "Utilisation" zh: "利用率" es: "Utilización" }
    distance_m { en: "Distance" zh: "距离" es: "Distancia" }
    carrier_ghz { en: "Carrier" zh: "载波" es: "Portadora" }
    antenna_gain_db { en: "Array gain" zh: "阵列增益" es: "Ganancia de la antena" }
    noise_figure_db { en: "Noise figure" zh: "噪声系数" es: "Figura de ruido" }
    coding_efficiency { en: "Coding efficiency" zh: "编码效率" es: "Eficiencia de codificación" }
    shadowing_db { en: "Shadowing" zh: "阴影衰落" es: "Ensombrecimiento" }
    site_embodied_kg { en: "Site hardware" zh: "站点硬件" es: "Equipo del emplazamiento" }
    session_users { en: "Active users" zh: "活跃用户" es: "Usuarios activos" }
    bandwidth_mhz { en: "Bandwidth" zh: "带宽" es: "Ancho de banda" }
    payload_bytes_per_token { en: "Payload" zh: "载荷" es: "Carga útil" }
    power_min_w { en: "Least power" zh: "最小功率" es: "Potencia mínima" }
    qoe_min { en: "QoE threshold" zh: "QoE 阈值" es: "Umbral de QoE" }
    latency_max_s { en: "Latency limit" zh: "时延上限" es: "Límite de latencia" }
    outage_max { en: "Outage limit" zh: "中断率上限" es: "Límite de corte" }
    rate_min_kbps { en: "Least rate" zh: "最低速率" es: "Tasa mínima" }
}
