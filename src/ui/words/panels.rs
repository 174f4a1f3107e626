//! Words of Explore: the sentence, the panels and the dock.

words! {
    result { en: "Result" zh: "结果" es: "Resultado" }
    emits_before {
        en: "One AI answer over the radio emits "
        zh: "一次经无线传送的 AI 回答排放 "
        es: "Una respuesta de IA por radio emite "
    }
    /// The same where nothing keeps all limits.
    this_one_emits {
        en: "No answer keeps all limits here. This one emits "
        zh: "此处没有回答能满足全部限制。此回答排放 "
        es: "Aquí ninguna respuesta cumple todos los límites. Esta emite "
    }
    emits_after { en: " CO₂e" zh: " CO₂e" es: " CO₂e" }
    tokens(many) { en: "{many} tokens" zh: "{many} 个词元" es: "{many} tokens" }
    /// What stands between the parts of the sentence, which are buttons.
    by { en: " by " zh: "，由 " es: " de " }
    in_place { en: " in " zh: " 生成，位于 " es: " en " }
    sent { en: ", sent " zh: "，发送：" es: ", enviada a " }
    at { en: " at " zh: "，功率 " es: " con " }
    then_payload { en: ", " zh: "，" es: ", " }
    end { en: "." zh: "。" es: "." }
    distance(far, cell) {
        en: "{far} from a {cell} cell"
        zh: "距{cell}基站 {far}"
        es: "{far} de una celda {cell}"
    }
    outside(names) {
        en: "The agent was not trained on scenarios like this one: {names}. Take its point as a guess."
        zh: "智能体没有在此类场景上训练过：{names}。请把它的点当作猜测。"
        es: "El agente no se entrenó con escenarios como este: {names}. Toma su punto como una conjetura."
    }
    ways_out_below {
        en: "See below for the ways out."
        zh: "解决办法见下文。"
        es: "Abajo están las salidas."
    }
    ruler { en: "Totals on one scale" zh: "同一标尺上的总量" es: "Totales en una escala" }

    radio_share(share) { en: "the radio is {share}" zh: "无线部分占 {share}" es: "la radio es el {share}" }
    against(aside, name, difference) {
        en: "{aside} · against {name} {difference}"
        zh: "{aside} · 相对 {name} {difference}"
        es: "{aside} · frente a {name} {difference}"
    }
    from_prompt { en: "From prompt to phone" zh: "从提示到手机" es: "De la pregunta al teléfono" }
    out_of_memory {
        en: "Weights and caches of this batch need more memory than the GPUs have. The figures hold only with more GPUs or a smaller batch."
        zh: "此批次的权重与缓存所需显存超过 GPU 的容量。只有增加 GPU 或减小批量，这些数字才成立。"
        es: "Los pesos y cachés de este lote necesitan más memoria que la de las GPU. Las cifras solo valen con más GPU o un lote menor."
    }
    power_and_length { en: "Power and length" zh: "功率与长度" es: "Potencia y longitud" }
    below_the_line {
        en: "below the dashed line you do better"
        zh: "在虚线以下，你会做得更好"
        es: "bajo la línea discontinua te va mejor"
    }
    breaks_a_limit { en: "breaks a limit" zh: "违反限制" es: "incumple un límite" }
    who_chooses_what { en: "Who chooses what" zh: "谁选择了什么" es: "Quién elige qué" }
    who { en: "who" zh: "谁" es: "quién" }
    tokens_head { en: "tokens" zh: "词元" es: "tokens" }
    against_best { en: "against best" zh: "相对最优" es: "frente al óptimo" }
    you_drag { en: "You, drag to move" zh: "你，可拖动" es: "Tú, arrastra para mover" }
    agent { en: "Agent" zh: "智能体" es: "Agente" }
    best_possible { en: "Best possible" zh: "可能的最优" es: "Mejor posible" }
    what_binds { en: "What binds" zh: "约束所在" es: "Qué limita" }

    controls { en: "Controls" zh: "控件" es: "Controles" }
    quality_here(tokens, qoe) {
        en: "At {tokens} tokens QoE is {qoe}; above that, nothing holds."
        zh: "{tokens} 个词元时 QoE 为 {qoe}；更高则无法满足。"
        es: "Con {tokens} tokens la QoE es {qoe}; por encima, nada se cumple."
    }
    quality_most(qoe) {
        en: "Up to {qoe} is possible here."
        zh: "此处最高可达 {qoe}。"
        es: "Aquí es posible hasta {qoe}."
    }
    two { en: "two" zh: "两个" es: "dos" }
    which_control { en: "Which control" zh: "选择控件" es: "Qué control" }
    what_words_mean {
        en: "What the words mean"
        zh: "术语解释"
        es: "Qué significan las palabras"
    }
    dock_grid { en: "Grid" zh: "电网" es: "Red" }
    dock_band { en: "Band" zh: "带宽" es: "Banda" }
    dock_length { en: "Length" zh: "长度" es: "Longitud" }
    dock_power { en: "Power" zh: "功率" es: "Potencia" }

    like_a_drive(distance) {
        en: "A thousand such answers emit as much as a new car on {distance}."
        zh: "一千次这样的回答，排放相当于一辆新车行驶 {distance}。"
        es: "Mil respuestas así emiten lo mismo que un coche nuevo en {distance}."
    }
    like_water(amount) {
        en: "For what one emits, this grid brings {amount} of water to the boil."
        zh: "一次回答的排放量，在此电网下可将 {amount} 水烧开。"
        es: "Con lo que emite una, esta red hace hervir {amount} de agua."
    }
}
