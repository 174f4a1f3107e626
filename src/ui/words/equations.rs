//! Words of the equations of the bars.

words! {
    compute_words {
        en: "(GPUs + hosts × GPU time) × (working + idle) × cooling and conversion × grid"
        zh: "（GPU + 主机 × GPU 时间）×（工作 + 空闲）× 冷却与转换 × 电网"
        es: "(GPU + servidores × tiempo de GPU) × (trabajo + reposo) × refrigeración y conversión × red"
    }
    ecologits_words {
        en: "IT energy × cooling and conversion × grid"
        zh: "IT 能耗 × 冷却与转换 × 电网"
        es: "energía informática × refrigeración y conversión × red"
    }
    compute_electricity { en: "compute electricity" zh: "计算用电" es: "electricidad de cómputo" }
    compute_hardware { en: "compute hardware" zh: "计算硬件" es: "equipo de cómputo" }
    compute_hardware_words {
        en: "GPU time × (making of a GPU + its eighth of the server) / useful life"
        zh: "GPU 时间 ×（一块 GPU 的制造 + 服务器的八分之一）/ 有效寿命"
        es: "tiempo de GPU × (fabricación de una GPU + su octavo del servidor) / vida útil"
    }
    as_ecologits { en: "as EcoLogits counts it" zh: "按 EcoLogits 的算法" es: "como lo cuenta EcoLogits" }
    amplifier_words {
        en: "airtime × slope × power × grid"
        zh: "空口时间 × 斜率 × 功率 × 电网"
        es: "tiempo de aire × pendiente × potencia × red"
    }
    marginal_words {
        en: "airtime × (awake − asleep + slope × power) × grid"
        zh: "空口时间 ×（唤醒 − 休眠 + 斜率 × 功率）× 电网"
        es: "tiempo de aire × (activa − reposo + pendiente × potencia) × red"
    }
    airtime_words {
        en: "airtime × (awake + slope × power) × grid"
        zh: "空口时间 ×（唤醒 + 斜率 × 功率）× 电网"
        es: "tiempo de aire × (activa + pendiente × potencia) × red"
    }
    session_words {
        en: "(airtime × slope × power + latency × share of the standing power) × grid"
        zh: "（空口时间 × 斜率 × 功率 + 时延 × 固定功耗的份额）× 电网"
        es: "(tiempo de aire × pendiente × potencia + latencia × parte de la potencia fija) × red"
    }
    radio_electricity { en: "radio electricity" zh: "无线用电" es: "electricidad de la radio" }
    earth_cell(cell) { en: "EARTH {cell} cell" zh: "EARTH {cell}基站" es: "celda {cell} de EARTH" }
    radio_hardware { en: "radio hardware" zh: "无线硬件" es: "equipo de la radio" }
    site_words_sectors {
        en: "airtime × making of the site / sectors / its life"
        zh: "空口时间 × 站点制造 / 扇区数 / 站点寿命"
        es: "tiempo de aire × fabricación del emplazamiento / sectores / su vida"
    }
    site_words {
        en: "airtime × making of the site / its life"
        zh: "空口时间 × 站点制造 / 站点寿命"
        es: "tiempo de aire × fabricación del emplazamiento / su vida"
    }
    cell_site(cell) { en: "{cell} site" zh: "{cell}基站站点" es: "emplazamiento {cell}" }
    total { en: "total" zh: "总计" es: "total" }
    total_words(low, high) {
        en: "electricity of the moment and making of the hardware, location-based, no offsets (ISO/IEC 21031); {low} to {high} as the uncertain constants lean"
        zh: "即时用电与硬件制造，基于所在地，不计抵消（ISO/IEC 21031）；随不确定常数在 {low} 至 {high} 之间"
        es: "electricidad del momento y fabricación del equipo, según la ubicación, sin compensaciones (ISO/IEC 21031); de {low} a {high} según las constantes inciertas"
    }
    sum_of_four { en: "sum of the four" zh: "四项之和" es: "suma de las cuatro" }
}
