//! Words of where the numbers of an equation come from, and of the equations that open later.

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
    press_its_bar {
        en: "press its bar for the numbers"
        zh: "按下对应的条形查看数字"
        es: "pulsa su barra para ver las cifras"
    }
    one_answer { en: "one answer" zh: "一次回答" es: "una respuesta" }
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

    up_to(most) { en: "up to {most}" zh: "最多 {most}" es: "hasta {most}" }
    first_token { en: "wait for the first token" zh: "等待首个词元的时间" es: "espera del primer token" }
    first_token_how(round_trip, queue, prompt, step) {
        en: "round trip {round_trip} + queue {queue} + computing a prompt of {prompt} tokens + one decoding step of {step}"
        zh: "往返 {round_trip} + 排队 {queue} + 计算 {prompt} 个词元的提示 + 一次 {step} 的解码步骤"
        es: "ida y vuelta {round_trip} + cola {queue} + cálculo de una pregunta de {prompt} tokens + un paso de decodificación de {step}"
    }
    other_tokens { en: "tokens after the first" zh: "首个之后的词元数" es: "tokens tras el primero" }
    inter_token { en: "time from token to token" zh: "词元之间的时间" es: "tiempo entre tokens" }
    inter_token_how(batch) {
        en: "one decoding step: a fixed time, reading the weights, reading the caches of a batch of {batch}, and computing"
        zh: "一次解码步骤：固定时间、读取权重、读取批量 {batch} 的缓存，以及计算"
        es: "un paso de decodificación: un tiempo fijo, lectura de los pesos, lectura de las cachés de un lote de {batch} y cálculo"
    }
    mean_snr { en: "mean signal over the noise" zh: "平均信噪比" es: "señal media sobre el ruido" }
    mean_snr_how(snr, power, gain, loss, noise, bandwidth, figure) {
        en: "{snr}: {power} with an array gain of {gain} and a path loss of {loss}, over noise of {noise} in {bandwidth} and a noise figure of {figure}"
        zh: "{snr}：{power}，阵列增益 {gain}，路径损耗 {loss}，噪声 {noise}（带宽 {bandwidth}），噪声系数 {figure}"
        es: "{snr}: {power} con una ganancia de antena de {gain} y una pérdida de trayecto de {loss}, sobre un ruido de {noise} en {bandwidth} y una figura de ruido de {figure}"
    }
    mean_snr_holds {
        en: "the mean over fading; the whole bandwidth"
        zh: "对衰落取平均；使用全部带宽"
        es: "la media sobre el desvanecimiento; todo el ancho de banda"
    }
    spectral_efficiency {
        en: "capacity of the channel, mean over fading"
        zh: "信道容量，对衰落取平均"
        es: "capacidad del canal, media sobre el desvanecimiento"
    }
    spectral_efficiency_how(snr) {
        en: "exp(1/γ) · E₁(1/γ) / ln 2 at a mean signal γ that is {snr} over the noise"
        zh: "exp(1/γ) · E₁(1/γ) / ln 2，其中平均信噪比 γ 为 {snr}"
        es: "exp(1/γ) · E₁(1/γ) / ln 2 con una señal media γ de {snr} sobre el ruido"
    }
    spectral_efficiency_holds {
        en: "Rayleigh fading that the receiver knows"
        zh: "接收端已知的瑞利衰落"
        es: "desvanecimiento de Rayleigh que el receptor conoce"
    }
    completeness {
        en: "completeness: share of questions that need no more tokens"
        zh: "完整性：所需词元不超过此数的问题占比"
        es: "completitud: parte de las preguntas que no necesita más tokens"
    }
    completeness_holds {
        en: "completeness, not judged quality: a log-normal fit to natural lengths of answers"
        zh: "完整性，而非评判的质量：对自然回答长度的对数正态拟合"
        es: "completitud, no calidad juzgada: ajuste log-normal a las longitudes naturales de las respuestas"
    }
    speed { en: "speed: stream over reading" zh: "速度：流速与阅读速度之比" es: "velocidad: flujo frente a lectura" }
    speed_how(gpus, radio, reading) {
        en: "the slower of GPUs ({gpus} tokens/s) and radio ({radio} tokens/s), over {reading} tokens/s of reading; 1 at most"
        zh: "GPU（{gpus} 词元/秒）与无线（{radio} 词元/秒）中较慢者，除以阅读速度 {reading} 词元/秒；最多为 1"
        es: "lo más lento entre GPU ({gpus} tokens/s) y radio ({radio} tokens/s), entre {reading} tokens/s de lectura; 1 como máximo"
    }
    speed_holds {
        en: "silent reading of English; a faster stream gains nothing"
        zh: "默读英文；更快的流速没有收益"
        es: "lectura silenciosa en inglés; un flujo más rápido no aporta nada"
    }
    wait { en: "wait for the first token, as it is felt" zh: "对首个词元等待的感受" es: "espera del primer token, tal como se siente" }
    wait_how(wait, unnoticed, unbearable) {
        en: "1 − ln({wait} / {unnoticed}) / ln({unbearable} / {unnoticed}), from 0 to 1"
        zh: "1 − ln({wait} / {unnoticed}) / ln({unbearable} / {unnoticed})，在 0 到 1 之间"
        es: "1 − ln({wait} / {unnoticed}) / ln({unbearable} / {unnoticed}), de 0 a 1"
    }
    wait_holds(unnoticed, unbearable) {
        en: "a wait up to {unnoticed} costs nothing, at {unbearable} quality is nil"
        zh: "等待不超过 {unnoticed} 无影响，达到 {unbearable} 时质量为零"
        es: "una espera de hasta {unnoticed} no cuesta nada; a {unbearable} la calidad es nula"
    }

    qoe_name { en: "quality of experience" zh: "体验质量" es: "calidad de experiencia" }
    qoe_words(score) {
        en: "completeness × speed × wait; as a mean opinion score {score} of 5"
        zh: "完整性 × 速度 × 等待；折合平均意见得分 {score}（满分 5）"
        es: "completitud × velocidad × espera; como puntuación media de opinión, {score} de 5"
    }
    product_of_three { en: "product of the three" zh: "三项之积" es: "producto de las tres" }
    latency_name { en: "latency" zh: "时延" es: "latencia" }
    latency_words {
        en: "first token + other tokens × time of each + time on air; they do not overlap here: an upper bound"
        zh: "首个词元 + 其余词元 × 每个的时间 + 空口时间；此处不重叠，因此是上界"
        es: "primer token + demás tokens × tiempo de cada uno + tiempo al aire; aquí no se solapan: una cota superior"
    }
    outage_name { en: "outage" zh: "中断率" es: "corte" }
    outage_words {
        en: "chance that fading takes the link under its least rate, which stands first"
        zh: "衰落使链路低于最低速率（首项）的概率"
        es: "probabilidad de que el desvanecimiento deje el enlace por debajo de su tasa mínima, la primera cifra"
    }
    rate_name { en: "rate" zh: "速率" es: "tasa" }
    rate_words {
        en: "coding efficiency × bandwidth × capacity of the channel"
        zh: "编码效率 × 带宽 × 信道容量"
        es: "eficiencia de codificación × ancho de banda × capacidad del canal"
    }
    rayleigh { en: "Rayleigh fading" zh: "瑞利衰落" es: "desvanecimiento de Rayleigh" }
    counted { en: "counted by this page" zh: "由本页面统计" es: "contado por esta página" }
    this_page { en: "computed by this page" zh: "由本页面计算" es: "calculado por esta página" }
    this_decision { en: "the decision for this scenario" zh: "针对此场景的决策" es: "la decisión para este escenario" }
    this_device { en: "this page on this device" zh: "本设备上的本页面" es: "esta página en este dispositivo" }
    additions { en: "additions that spikes cause" zh: "脉冲引起的加法" es: "sumas que causan los impulsos" }
    additions_how {
        en: "each spike adds a weight to every neuron that it reaches"
        zh: "每个脉冲给其到达的每个神经元加上一个权重"
        es: "cada impulso suma un peso a cada neurona a la que llega"
    }
    addition { en: "energy of an addition" zh: "一次加法的能耗" es: "energía de una suma" }
    multiply_adds { en: "multiplications with an addition" zh: "乘加运算" es: "multiplicaciones con suma" }
    multiply_adds_how {
        en: "one for each weight of a layer whose input is not spikes"
        zh: "输入不是脉冲的层中每个权重一次"
        es: "una por cada peso de una capa cuya entrada no son impulsos"
    }
    multiply_add {
        en: "energy of a multiplication with an addition"
        zh: "一次乘加的能耗"
        es: "energía de una multiplicación con suma"
    }
    arithmetic_holds {
        en: "32-bit floating point in 45 nm; without memory"
        zh: "45 nm 下的 32 位浮点；不含存储访问"
        es: "coma flotante de 32 bits en 45 nm; sin memoria"
    }
    neuron_updates { en: "updates of neurons" zh: "神经元更新次数" es: "actualizaciones de neuronas" }
    neuron_updates_how {
        en: "neurons × time steps"
        zh: "神经元数 × 时间步数"
        es: "neuronas × pasos de tiempo"
    }
    neuron_update { en: "energy of an update" zh: "一次更新的能耗" es: "energía de una actualización" }
    neuron_update_holds {
        en: "what a neuron does in a time step, in the same arithmetic"
        zh: "神经元在一个时间步内的运算，按同样的算术计"
        es: "lo que hace una neurona en un paso de tiempo, con la misma aritmética"
    }
    spiking_words {
        en: "additions × energy of each + multiply-adds × energy of each + updates of neurons × energy of each"
        zh: "加法 × 每次能耗 + 乘加 × 每次能耗 + 神经元更新 × 每次能耗"
        es: "sumas × energía de cada una + multiplicaciones con suma × energía de cada una + actualizaciones × energía de cada una"
    }
    dense_words {
        en: "multiply-adds × energy of each"
        zh: "乘加 × 每次能耗"
        es: "multiplicaciones con suma × energía de cada una"
    }
    horowitz { en: "Horowitz 2014, 45 nm" zh: "Horowitz 2014，45 nm" es: "Horowitz 2014, 45 nm" }
    charged { en: "carbon that is charged" zh: "计入的碳排放" es: "carbono que se cobra" }
    charged_how {
        en: "sum over the requests; where a limit is broken the answer is asked for again, and both count"
        zh: "对所有请求求和；若违反限制则重新请求回答，两次都计入"
        es: "suma de las peticiones; donde se incumple un límite se pide de nuevo la respuesta, y cuentan ambas"
    }
    optimum_sum { en: "carbon of the exact optimum" zh: "精确最优解的碳排放" es: "carbono del óptimo exacto" }
    optimum_how { en: "sum over the same requests" zh: "对相同请求求和" es: "suma de las mismas peticiones" }
    requests(count) {
        en: "{count} held-out requests"
        zh: "{count} 个留出请求"
        es: "{count} peticiones reservadas"
    }
    gap_of_seed(seed) { en: "gap with seed {seed}" zh: "种子 {seed} 的差距" es: "brecha con la semilla {seed}" }
    judged {
        en: "judged by this page on requests that no agent learns from"
        zh: "由本页面用智能体从未学习过的请求评判"
        es: "juzgado por esta página con peticiones de las que ningún agente aprende"
    }
    gap_words {
        en: "carbon charged / carbon of the optimum − 1; over several seeds their interquartile mean (IQM): from four seeds on without the best and the worst quarter"
        zh: "计入的碳 / 最优解的碳 − 1；多个种子时取四分位均值（IQM）：四个及以上种子时去掉最好和最差的四分之一"
        es: "carbono cobrado / carbono del óptimo − 1; con varias semillas, su media intercuartílica (IQM): desde cuatro semillas, sin el mejor ni el peor cuarto"
    }
    computing_time { en: "time of computing" zh: "计算时间" es: "tiempo de cálculo" }
    computing_time_how {
        en: "time that the workers of all seeds were at work, begun seconds counted"
        zh: "所有种子的后台线程工作时间，不足一秒按一秒计"
        es: "tiempo de trabajo de los procesos de todas las semillas, contando los segundos empezados"
    }
    core_power { en: "power of a core at work" zh: "单核工作功率" es: "potencia de un núcleo en marcha" }
    core_power_source {
        en: "common draw of a core of a phone or laptop"
        zh: "手机或笔记本单核的常见功耗"
        es: "consumo habitual de un núcleo de teléfono o portátil"
    }
    core_power_holds {
        en: "most phones and laptops, give or take a factor of two"
        zh: "多数手机与笔记本，误差在两倍以内"
        es: "la mayoría de teléfonos y portátiles, con un factor de dos"
    }
    factor_of_two { en: "give or take a factor of two" zh: "误差在两倍以内" es: "con un factor de dos" }
    training { en: "training" zh: "训练" es: "entrenamiento" }
    training_words {
        en: "time of computing × power of a core × the data centre’s grid"
        zh: "计算时间 × 单核功率 × 数据中心电网"
        es: "tiempo de cálculo × potencia de un núcleo × red del centro de datos"
    }
    answers { en: "answers" zh: "回答数" es: "respuestas" }
    natural_total {
        en: "an answer of natural length at full power"
        zh: "自然长度、满功率的一次回答"
        es: "una respuesta de longitud natural a plena potencia"
    }
    natural_how {
        en: "what half of all questions need, sent with the cell’s most power"
        zh: "半数问题所需的长度，以基站最大功率发送"
        es: "lo que necesita la mitad de las preguntas, con la mayor potencia de la celda"
    }
    agent_total { en: "an answer as the agent chooses it" zh: "智能体所选的一次回答" es: "una respuesta como la elige el agente" }
    agent_how { en: "its length and power in this scenario" zh: "其在此场景中的长度与功率" es: "su longitud y potencia en este escenario" }
    pays_back_words {
        en: "training / (natural length at full power − agent)"
        zh: "训练 /（满功率自然长度 − 智能体）"
        es: "entrenamiento / (longitud natural a plena potencia − agente)"
    }
    rounded_up { en: "rounded up" zh: "向上取整" es: "redondeado hacia arriba" }
}
