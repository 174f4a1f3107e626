//! Terms of the field, each with what it means in a sentence.

words! {
    title { en: "Glossary" zh: "术语表" es: "Glosario" }
    token { en: "token" zh: "词元" es: "token" }
    token_means {
        en: "The piece of text that a language model writes at a time, about three quarters of an English word."
        zh: "语言模型一次写出的一小段文本，约为四分之三个英文单词。"
        es: "El trozo de texto que un modelo de lenguaje escribe cada vez, unas tres cuartas partes de una palabra."
    }
    model { en: "language model" zh: "语言模型" es: "modelo de lenguaje" }
    model_means {
        en: "A neural network that continues a text token by token; it runs on GPUs in a data centre."
        zh: "逐个词元续写文本的神经网络，运行在数据中心的 GPU 上。"
        es: "Una red neuronal que continúa un texto token a token; funciona en GPU de un centro de datos."
    }
    gpu { en: "GPU" zh: "GPU" es: "GPU" }
    gpu_means {
        en: "The processor that computes the answer; most of the electricity of computing goes there."
        zh: "计算回答的处理器；计算用电大部分消耗于此。"
        es: "El procesador que calcula la respuesta; ahí va casi toda la electricidad del cálculo."
    }
    embodied { en: "hardware" zh: "硬件" es: "equipo" }
    embodied_means {
        en: "Embodied carbon: what making a machine emitted, spread over its life and charged by the second of use."
        zh: "隐含碳：制造机器时的排放，分摊到其寿命，按使用秒数计入。"
        es: "Carbono incorporado: lo que emitió fabricar una máquina, repartido en su vida y cargado por segundo de uso."
    }
    grid { en: "grid" zh: "电网" es: "red" }
    grid_means {
        en: "Where electricity comes from. Its carbon intensity says how many grams a kilowatt-hour emits."
        zh: "电力的来源。其碳强度表示每千瓦时排放多少克。"
        es: "De dónde viene la electricidad. Su intensidad de carbono dice cuántos gramos emite un kilovatio hora."
    }
    station { en: "base station" zh: "基站" es: "estación base" }
    station_means {
        en: "The mast that sends the answer to the phone; it draws power even when it sends nothing."
        zh: "把回答发送给手机的无线站点；即使不发送也耗电。"
        es: "La antena que envía la respuesta al teléfono; consume aunque no envíe nada."
    }
    power { en: "transmit power" zh: "发射功率" es: "potencia de transmisión" }
    power_means {
        en: "How strongly the base station sends, in watts at the antenna."
        zh: "基站发送的强度，以天线处的瓦特计。"
        es: "Con qué fuerza envía la estación base, en vatios en la antena."
    }
    bandwidth { en: "bandwidth" zh: "带宽" es: "ancho de banda" }
    bandwidth_means {
        en: "The width of the radio band that the phone has, in megahertz; more of it carries more bits a second."
        zh: "手机占用的频带宽度，单位为兆赫；越宽每秒传得越多。"
        es: "La anchura de la banda de radio que tiene el teléfono, en megahercios; más ancha lleva más bits por segundo."
    }
    quality { en: "quality" zh: "体验质量" es: "calidad" }
    quality_means {
        en: "Quality of experience, QoE, 0 to 1: the chance that the answer is long enough, times how fluently it comes, times how soon it starts."
        zh: "体验质量（QoE），0 到 1：回答足够长的概率，乘以流畅程度，再乘以开始得多快。"
        es: "Calidad de experiencia, QoE, de 0 a 1: la probabilidad de que la respuesta sea bastante larga, por lo fluida que llega, por lo pronto que empieza."
    }
    latency { en: "latency" zh: "时延" es: "latencia" }
    latency_means {
        en: "The time until the whole answer has arrived."
        zh: "直到整个回答到达的时间。"
        es: "El tiempo hasta que ha llegado toda la respuesta."
    }
    outage { en: "outage" zh: "中断率" es: "corte" }
    outage_means {
        en: "The chance that the radio is so bad for a moment that it misses its least rate."
        zh: "无线信道瞬间太差而达不到最低速率的概率。"
        es: "La probabilidad de que la radio vaya tan mal por un momento que no alcance su tasa mínima."
    }
    optimum { en: "exact optimum" zh: "精确最优" es: "óptimo exacto" }
    optimum_means {
        en: "The length and power that emit least of all that keep every limit; computed, not learnt."
        zh: "在遵守所有限制的选择中排放最少的长度和功率；是算出来的，不是学来的。"
        es: "La longitud y la potencia que menos emiten de todas las que cumplen cada límite; se calculan, no se aprenden."
    }
    agent { en: "agent" zh: "智能体" es: "agente" }
    agent_means {
        en: "A program that learns by trying what to choose in each situation."
        zh: "通过尝试学会在各种情形下如何选择的程序。"
        es: "Un programa que aprende probando qué elegir en cada situación."
    }
    sdrl { en: "SDRL" zh: "SDRL" es: "SDRL" }
    sdrl_means {
        en: "Spiking deep reinforcement learning: soft actor-critic whose actor is a spiking network."
        zh: "脉冲深度强化学习：以脉冲网络作为行动者的软演员-评论家算法。"
        es: "Aprendizaje por refuerzo profundo con impulsos: soft actor-critic con un actor de impulsos."
    }
    update { en: "updates" zh: "更新" es: "actualizaciones" }
    update_means {
        en: "Steps of learning; each one adjusts the network by a batch of what was tried."
        zh: "学习的步骤；每一步用一批尝试过的经验调整网络。"
        es: "Pasos de aprendizaje; cada uno ajusta la red con un lote de lo probado."
    }
    spike { en: "spike" zh: "脉冲" es: "impulso" }
    spike_means {
        en: "A neuron’s only message: fired or silent, 1 or 0, in a time step."
        zh: "神经元唯一的信息：在一个时间步里放电或沉默，1 或 0。"
        es: "El único mensaje de una neurona: disparó o calló, 1 o 0, en un paso."
    }
}
