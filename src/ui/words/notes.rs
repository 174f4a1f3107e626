//! What the scenario's fields are, and where their defaults come from where that is no citation.

words! {
    gpus {
        en: "GPUs that one model copy is spread over"
        zh: "一份模型副本所占用的 GPU 数"
        es: "GPU entre las que se reparte una copia del modelo"
    }
    gpus_source { en: "serving choice" zh: "部署选择" es: "elección del servicio" }
    batch {
        en: "requests that a decoding step serves at once"
        zh: "一次解码步骤同时服务的请求数"
        es: "peticiones que un paso de decodificación atiende a la vez"
    }
    batch_source { en: "serving choice" zh: "部署选择" es: "elección del servicio" }
    prompt_tokens { en: "tokens of the question" zh: "提问的词元数" es: "tokens de la pregunta" }
    prompt_tokens_source {
        en: "typical chat prompt"
        zh: "典型的聊天提示"
        es: "pregunta típica de un chat"
    }
    tokens_max {
        en: "the answer may not be longer"
        zh: "回答不得超过此长度"
        es: "la respuesta no puede ser más larga"
    }
    tokens_max_source {
        en: "common limit of chat services"
        zh: "聊天服务的常见上限"
        es: "límite habitual de los servicios de chat"
    }
    kappa50 {
        en: "half of all questions need no more than this"
        zh: "半数问题所需长度不超过此值"
        es: "la mitad de las preguntas no necesita más que esto"
    }
    sigma {
        en: "standard deviation of the logarithm of the needed length"
        zh: "所需长度对数的标准差"
        es: "desviación típica del logaritmo de la longitud necesaria"
    }
    grid_dc_g_per_kwh {
        en: "carbon intensity of the electricity of the data centre"
        zh: "数据中心用电的碳强度"
        es: "intensidad de carbono de la electricidad del centro de datos"
    }
    grid_bs_g_per_kwh {
        en: "carbon intensity of the electricity of the base station"
        zh: "基站用电的碳强度"
        es: "intensidad de carbono de la electricidad de la estación base"
    }
    pue {
        en: "facility energy over IT energy"
        zh: "设施总能耗与 IT 能耗之比"
        es: "energía de la instalación entre energía informática"
    }
    host_power_w {
        en: "processors, memory and fans"
        zh: "处理器、内存与风扇"
        es: "procesadores, memoria y ventiladores"
    }
    idle_fraction {
        en: "energy of machines that wait over energy of machines that work"
        zh: "等待机器与工作机器的能耗之比"
        es: "energía de las máquinas que esperan entre la de las que trabajan"
    }
    rtt_s {
        en: "network delay between base station and data centre"
        zh: "基站与数据中心之间的网络时延"
        es: "retardo de red entre la estación base y el centro de datos"
    }
    rtt_s_source {
        en: "typical wide-area round trip"
        zh: "典型的广域往返时间"
        es: "ida y vuelta típica de larga distancia"
    }
    queue_s {
        en: "wait before the request is served"
        zh: "请求被服务前的等待时间"
        es: "espera antes de atender la petición"
    }
    queue_s_source { en: "no queue" zh: "无排队" es: "sin cola" }
    gpu_embodied_kg { en: "making of one GPU" zh: "制造一块 GPU" es: "fabricación de una GPU" }
    server_embodied_kg {
        en: "making of the server that eight GPUs share"
        zh: "制造八块 GPU 共用的服务器"
        es: "fabricación del servidor que comparten ocho GPU"
    }
    lifetime_y {
        en: "years over which the making of GPU and server is spread"
        zh: "分摊 GPU 与服务器制造排放的年数"
        es: "años en que se reparte la fabricación de GPU y servidor"
    }
    lifetime_y_source { en: "3 to 6 years" zh: "3 至 6 年" es: "de 3 a 6 años" }
    utilisation {
        en: "busy share of the lifetime"
        zh: "寿命中处于忙碌状态的占比"
        es: "proporción ocupada de la vida útil"
    }
    utilisation_source {
        en: "share of the lifetime that serves requests"
        zh: "寿命中服务请求的占比"
        es: "proporción de la vida que atiende peticiones"
    }
    distance_m {
        en: "phone to base station; the model takes at least 10 m"
        zh: "手机到基站的距离；模型至少取 10 m"
        es: "del teléfono a la estación base; el modelo toma al menos 10 m"
    }
    distance_m_source { en: "scenario" zh: "场景设定" es: "escenario" }
    carrier_ghz { en: "carrier frequency" zh: "载波频率" es: "frecuencia de la portadora" }
    carrier_ghz_source { en: "5G mid band" zh: "5G 中频段" es: "banda media de 5G" }
    antenna_gain_db { en: "gain of the antennas" zh: "天线增益" es: "ganancia de las antenas" }
    antenna_gain_db_source {
        en: "antenna array of a sector"
        zh: "扇区的天线阵列"
        es: "conjunto de antenas de un sector"
    }
    noise_figure_db {
        en: "noise added by the receiver"
        zh: "接收机引入的噪声"
        es: "ruido que añade el receptor"
    }
    noise_figure_db_source { en: "common handset" zh: "常见手机" es: "teléfono común" }
    coding_efficiency { en: "rate over capacity" zh: "速率与容量之比" es: "tasa entre capacidad" }
    coding_efficiency_source {
        en: "share of the ergodic capacity that is reached"
        zh: "可达到的遍历容量占比"
        es: "proporción alcanzada de la capacidad ergódica"
    }
    shadowing_db {
        en: "extra loss behind obstacles"
        zh: "障碍物造成的额外损耗"
        es: "pérdida adicional tras obstáculos"
    }
    shadowing_db_source {
        en: "off by default; TR 38.901 has a deviation of 6 to 7.82 dB"
        zh: "默认关闭；TR 38.901 的标准差为 6 至 7.82 dB"
        es: "desactivado por defecto; TR 38.901 tiene una desviación de 6 a 7.82 dB"
    }
    site_embodied_kg {
        en: "making of the base-station site"
        zh: "制造基站站点"
        es: "fabricación del emplazamiento de la estación base"
    }
    site_embodied_kg_source { en: "by cell" zh: "取决于小区" es: "según la celda" }
    session_users {
        en: "users who share the static power of the sector in the session accounting"
        zh: "在会话核算中分摊扇区固定功耗的用户"
        es: "usuarios que comparten la potencia fija del sector en la contabilidad por sesión"
    }
    session_users_source { en: "scenario" zh: "场景设定" es: "escenario" }
    bandwidth_mhz {
        en: "the user has all of it while served"
        zh: "用户在服务期间独占全部带宽"
        es: "el usuario lo tiene entero mientras se le atiende"
    }
    bandwidth_mhz_source { en: "scenario" zh: "场景设定" es: "escenario" }
    payload_bytes_per_token {
        en: "bytes sent over the air for each token"
        zh: "每个词元经空口发送的字节数"
        es: "bytes enviados por el aire por cada token"
    }
    payload_bytes_per_token_source {
        en: "text streamed as one SSE event per token (100 to 300 B); speech, image and video 0.2 to 20 kB"
        zh: "文本：每词元一个 SSE 事件（100 至 300 B）；语音、图像与视频 0.2 至 20 kB"
        es: "texto enviado como un evento SSE por token (100 a 300 B); voz, imagen y vídeo de 0.2 a 20 kB"
    }
    power_min_w {
        en: "least transmit power per transceiver"
        zh: "每个收发机的最小发射功率"
        es: "potencia mínima de transmisión por transceptor"
    }
    power_min_w_source {
        en: "30 dB under the most"
        zh: "比最大值低 30 dB"
        es: "30 dB por debajo del máximo"
    }
    qoe_min {
        en: "least quality of experience"
        zh: "体验质量（QoE）的下限"
        es: "calidad de experiencia (QoE) mínima"
    }
    qoe_min_source { en: "scenario" zh: "场景设定" es: "escenario" }
    latency_max_s {
        en: "longest time until the answer has arrived"
        zh: "回答送达的最长时间"
        es: "tiempo máximo hasta que llega la respuesta"
    }
    latency_max_s_source { en: "scenario" zh: "场景设定" es: "escenario" }
    outage_max {
        en: "largest chance that the link is under its least rate"
        zh: "链路低于最低速率的最大概率"
        es: "mayor probabilidad de que el enlace esté por debajo de su tasa mínima"
    }
    outage_max_source { en: "scenario" zh: "场景设定" es: "escenario" }
    rate_min_kbps { en: "least rate of the link" zh: "链路的最低速率" es: "tasa mínima del enlace" }
    rate_min_kbps_source { en: "scenario" zh: "场景设定" es: "escenario" }
}
