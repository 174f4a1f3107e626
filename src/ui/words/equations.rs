//! Words of the equations and of where their numbers come from.

words! {
    title(value, what) { en: "{value}, {what}" zh: "{value}，{what}" es: "{value}, {what}" }
    these_controls { en: "this page’s controls" zh: "本页的控件" es: "los controles de esta página" }
    gpu_energy { en: "energy of the GPUs" zh: "GPU 的能耗" es: "energía de las GPU" }
    gpu_energy_how(weight, flop, cache, tokens, prompt, batch) {
        en: "{weight} × weight bytes + {flop} × operations + {cache} × cache bytes, for {tokens} tokens after a prompt of {prompt}, shared by a batch of {batch}"
        zh: "{weight} × 权重字节数 + {flop} × 运算次数 + {cache} × 缓存字节数；提示 {prompt} 个词元后生成 {tokens} 个词元，由大小为 {batch} 的批次分摊"
        es: "{weight} × bytes de pesos + {flop} × operaciones + {cache} × bytes de caché, para {tokens} tokens tras una pregunta de {prompt}, compartido por un lote de {batch}"
    }
    gpu_energy_holds {
        en: "dense models on H100, batch up to 512; about 5 % off on models left out of the fit"
        zh: "H100 上的稠密模型，批量不超过 512；对未参与拟合的模型误差约 5 %"
        es: "modelos densos en H100, lote de hasta 512; un 5 % de error en modelos fuera del ajuste"
    }
    compute_words {
        en: "(GPUs + hosts × GPU time) × (working + idle) × cooling and conversion × grid"
        zh: "（GPU + 主机 × GPU 时间）×（工作 + 空闲）× 冷却与转换 × 电网"
        es: "(GPU + servidores × tiempo de GPU) × (trabajo + reposo) × refrigeración y conversión × red"
    }
    ecologits_energy {
        en: "energy of GPUs and server, by EcoLogits"
        zh: "GPU 与服务器的能耗，按 EcoLogits"
        es: "energía de GPU y servidor, según EcoLogits"
    }
    ecologits_how(gpus, billions, batch) {
        en: "{gpus} GPUs; regression on {billions} billion parameters and a batch of {batch}"
        zh: "{gpus} 块 GPU；按 {billions} 十亿参数和批量 {batch} 回归"
        es: "{gpus} GPU; regresión sobre {billions} mil millones de parámetros y un lote de {batch}"
    }
    ecologits_holds {
        en: "batch near 64; host power and idle share are not used here"
        zh: "批量接近 64；此处不使用主机功率和空闲占比"
        es: "lote cercano a 64; aquí no se usan la potencia del servidor ni el reposo"
    }
    ecologits_words {
        en: "IT energy × cooling and conversion × grid"
        zh: "IT 能耗 × 冷却与转换 × 电网"
        es: "energía informática × refrigeración y conversión × red"
    }
    compute_electricity { en: "compute electricity" zh: "计算用电" es: "electricidad de cómputo" }
    gpu_time {
        en: "time of one GPU for this answer"
        zh: "此回答占用一块 GPU 的时间"
        es: "tiempo de una GPU para esta respuesta"
    }
    gpu_time_how(batch) {
        en: "decoding steps shared by a batch of {batch}, reading the cache, and computing prompt and answer"
        zh: "由大小为 {batch} 的批次分摊的解码步骤、读取缓存，以及计算提示与回答"
        es: "pasos de decodificación compartidos por un lote de {batch}, lectura de la caché y cálculo de pregunta y respuesta"
    }
    gpu_time_holds { en: "H100 with vLLM" zh: "使用 vLLM 的 H100" es: "H100 con vLLM" }
    ecologits_making {
        en: "making of the hardware, by EcoLogits"
        zh: "硬件制造，按 EcoLogits"
        es: "fabricación del equipo, según EcoLogits"
    }
    ecologits_making_how(gpus, server, gpu, life, batch) {
        en: "its own latency × ({gpus} / 8 × {server} + {gpus} × {gpu}) / ({life} × a batch of {batch})"
        zh: "其自身时延 ×（{gpus} / 8 × {server} + {gpus} × {gpu}）/（{life} × 批量 {batch}）"
        es: "su propia latencia × ({gpus} / 8 × {server} + {gpus} × {gpu}) / ({life} × un lote de {batch})"
    }
    eight_gpus { en: "servers of eight GPUs" zh: "八块 GPU 的服务器" es: "servidores de ocho GPU" }
    compute_hardware { en: "compute hardware" zh: "计算硬件" es: "equipo de cómputo" }
    compute_hardware_words {
        en: "GPU time × (making of a GPU + its eighth of the server) / useful life"
        zh: "GPU 时间 ×（一块 GPU 的制造 + 服务器的八分之一）/ 有效寿命"
        es: "tiempo de GPU × (fabricación de una GPU + su octavo del servidor) / vida útil"
    }
    as_ecologits { en: "as EcoLogits counts it" zh: "按 EcoLogits 的算法" es: "como lo cuenta EcoLogits" }
    on_air { en: "on air" zh: "空口时间" es: "al aire" }
    on_air_how(tokens, bytes, rate, snr, loss) {
        en: "8 × {tokens} tokens × {bytes} / {rate}; the rate follows from a mean signal {snr} over the noise, after a path loss of {loss}"
        zh: "8 × {tokens} 个词元 × {bytes} / {rate}；速率由路径损耗 {loss} 后平均高出噪声 {snr} 的信号得出"
        es: "8 × {tokens} tokens × {bytes} / {rate}; la tasa resulta de una señal media {snr} sobre el ruido, tras una pérdida de trayecto de {loss}"
    }
    on_air_source(source) {
        en: "path loss: {source}; Rayleigh fading, ergodic capacity"
        zh: "路径损耗：{source}；瑞利衰落，遍历容量"
        es: "pérdida de trayecto: {source}; desvanecimiento de Rayleigh, capacidad ergódica"
    }
    on_air_holds {
        en: "the user has the whole bandwidth while served"
        zh: "服务期间用户独占全部带宽"
        es: "el usuario tiene todo el ancho de banda mientras se le atiende"
    }
    cell_source(source, cell) {
        en: "{source}, {cell} cell"
        zh: "{source}，{cell}基站"
        es: "{source}, celda {cell}"
    }
    transceivers(serving, all) {
        en: "one serving sector, {serving} of {all} transceivers"
        zh: "一个服务扇区，{all} 个收发机中的 {serving} 个"
        es: "un sector en servicio, {serving} de {all} transceptores"
    }
    awake_idle {
        en: "awake, at no transmit power"
        zh: "唤醒但发射功率为零"
        es: "activa, sin potencia de transmisión"
    }
    awake_not_asleep { en: "awake and not asleep" zh: "唤醒而非休眠" es: "activa y no en reposo" }
    slope {
        en: "input power for each watt sent"
        zh: "每发射一瓦所需的输入功率"
        es: "potencia de entrada por vatio emitido"
    }
    transmit_power {
        en: "transmit power of a transceiver"
        zh: "单个收发机的发射功率"
        es: "potencia de transmisión de un transceptor"
    }
    chosen {
        en: "chosen by you, the agent or the optimum"
        zh: "由你、智能体或最优解选定"
        es: "elegida por ti, el agente o el óptimo"
    }
    chosen_source { en: "the choice of the moment" zh: "当前的选择" es: "la elección del momento" }
    from_to(low, high) { en: "from {low} to {high}" zh: "{low} 至 {high}" es: "de {low} a {high}" }
    latency {
        en: "from prompt to the last bit"
        zh: "从提示到最后一个比特"
        es: "de la pregunta al último bit"
    }
    latency_how {
        en: "first token, the other tokens, then delivery"
        zh: "首个词元、其余词元，然后传送"
        es: "primer token, los demás tokens y después el envío"
    }
    latency_holds {
        en: "generation and delivery do not overlap: an upper bound"
        zh: "生成与传送不重叠：这是上界"
        es: "la generación y el envío no se solapan: una cota superior"
    }
    standing {
        en: "your share of the standing power"
        zh: "你分摊的固定功耗"
        es: "tu parte de la potencia fija"
    }
    standing_how(serving, watts, users) {
        en: "{serving} × {watts} / {users} users"
        zh: "{serving} × {watts} / {users} 个用户"
        es: "{serving} × {watts} / {users} usuarios"
    }
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
    site_making { en: "making of the site" zh: "站点的制造" es: "fabricación del emplazamiento" }
    plausible(low, high) {
        en: "plausible from {low} to {high}"
        zh: "合理范围 {low} 至 {high}"
        es: "plausible de {low} a {high}"
    }
    site_holds(cell, sectors) {
        en: "one {cell} site of {sectors} sectors"
        zh: "一个{cell}基站站点，{sectors} 个扇区"
        es: "un emplazamiento {cell} de {sectors} sectores"
    }
    site_life { en: "life of a site" zh: "站点寿命" es: "vida de un emplazamiento" }
    site_life_holds {
        en: "always on: every second of it counts"
        zh: "始终开启：每一秒都计入"
        es: "siempre encendido: cuenta cada segundo"
    }
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
    press_its_bar {
        en: "press its bar for the numbers"
        zh: "按下对应的条形查看数字"
        es: "pulsa su barra para ver las cifras"
    }
    one_answer { en: "one answer" zh: "一次回答" es: "una respuesta" }
    total { en: "total" zh: "总计" es: "total" }
    total_words(low, high) {
        en: "electricity of the moment and making of the hardware, location-based, no offsets (ISO/IEC 21031); {low} to {high} as the uncertain constants lean"
        zh: "即时用电与硬件制造，基于所在地，不计抵消（ISO/IEC 21031）；随不确定常数在 {low} 至 {high} 之间"
        es: "electricidad del momento y fabricación del equipo, según la ubicación, sin compensaciones (ISO/IEC 21031); de {low} a {high} según las constantes inciertas"
    }
    sum_of_four { en: "sum of the four" zh: "四项之和" es: "suma de las cuatro" }

    change_accounting { en: "Change the accounting" zh: "更改核算方式" es: "Cambiar la contabilidad" }
    change_it { en: "Change it" zh: "更改" es: "Cambiarlo" }
    if_in_doubt { en: "If you doubt it" zh: "如果你有疑问" es: "Si lo dudas" }
    where_from {
        en: "Where this number comes from"
        zh: "该数字的来源"
        es: "De dónde viene este número"
    }
    kind { en: "Kind" zh: "类别" es: "Tipo" }
    source { en: "Source" zh: "来源" es: "Fuente" }
    holds_for { en: "Holds for" zh: "适用于" es: "Vale para" }
}
