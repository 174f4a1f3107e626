//! What binds, in words.

words! {
    nothing_stops { en: "Nothing stops you." zh: "没有任何限制约束你。" es: "Nada te detiene." }
    inside {
        en: "The least carbon lies inside all limits: shorter or quieter would only emit more."
        zh: "碳排放最小处在所有限制之内：更短或功率更低只会排放更多。"
        es: "El mínimo de carbono está dentro de todos los límites: más corto o con menos potencia solo emitiría más."
    }
    quality_stops { en: "Quality stops you" zh: "质量限制了你：" es: "La calidad te impide" }
    from_shorter { en: "from going shorter." zh: "回答不能更短。" es: "acortar la respuesta." }
    latency_stops { en: "Latency stops you" zh: "时延限制了你：" es: "La latencia te impide" }
    from_lowering_reached(limit) {
        en: "from lowering the power: {limit} is reached."
        zh: "功率不能再降，已达到 {limit}。"
        es: "bajar la potencia: se alcanza {limit}."
    }
    outage_stops { en: "Outage stops you" zh: "中断率限制了你：" es: "El corte te impide" }
    from_lowering_outage(power, rate, share) {
        en: "from lowering the power: at {power} the link is under {rate} in {share} of the time."
        zh: "功率不能再降，在 {power} 时，链路有 {share} 的时间低于 {rate}。"
        es: "bajar la potencia: a {power} el enlace está por debajo de {rate} el {share} del tiempo."
    }
    rate_stops { en: "The least rate stops you" zh: "最低速率限制了你：" es: "La tasa mínima te impide" }
    cell_stops { en: "The cell stops you" zh: "小区限制了你：" es: "La celda te impide" }
    from_lowering_cell(power) {
        en: "from lowering the power: it sends at {power} or more."
        zh: "功率不能再降，其发射功率不低于 {power}。"
        es: "bajar la potencia: emite a {power} o más."
    }
    from_raising_cell(power) {
        en: "from raising the power: it sends at {power} or less."
        zh: "功率不能再升，其发射功率不高于 {power}。"
        es: "subir la potencia: emite a {power} o menos."
    }
    longest_stops {
        en: "The longest answer stops you:"
        zh: "最长回答限制了你："
        es: "La respuesta más larga te detiene:"
    }
    tokens_allowed(tokens) {
        en: "{tokens} tokens are allowed."
        zh: "允许 {tokens} 个词元。"
        es: "se permiten {tokens} tokens."
    }
    latency { en: "latency" zh: "时延" es: "la latencia" }
    outage { en: "outage" zh: "中断率" es: "el corte" }
    least_rate { en: "the least rate" zh: "最低速率" es: "la tasa mínima" }
    cell_least { en: "the cell’s least power" zh: "小区的最小功率" es: "la potencia mínima de la celda" }
    power_too(said, name) {
        en: "{said} Power cannot go lower for {name}."
        zh: "{said}受{name}约束，功率也不能再降。"
        es: "{said} La potencia no puede bajar más por {name}."
    }
    at_its_most(said) {
        en: "{said} The cell already sends at its most."
        zh: "{said}小区已在以最大功率发射。"
        es: "{said} La celda ya emite al máximo."
    }
    power_free(said, power) {
        en: "{said} Power is free: {power} is where the radio emits least."
        zh: "{said}功率不受约束：{power} 时无线部分排放最少。"
        es: "{said} La potencia es libre: con {power} la radio emite menos."
    }
    nothing_yet { en: "Nothing stops you yet." zh: "目前没有限制约束你。" es: "Aún no te detiene nada." }
    quality_first(tokens) {
        en: "Shorten the answer and quality stops you first, at {tokens} tokens."
        zh: "若缩短回答，首先受质量限制，在 {tokens} 个词元处。"
        es: "Si acortas la respuesta, la calidad te detiene primero, en {tokens} tokens."
    }
    quality_and_link {
        en: "Quality stops you from going shorter,"
        zh: "质量限制回答不能更短，"
        es: "La calidad te impide acortar la respuesta,"
    }
    and_link {
        en: "and the limits of the link from lowering the power."
        zh: "链路限制功率不能再降。"
        es: "y los límites del enlace, bajar la potencia."
    }
    quality_breaks { en: "Quality breaks here." zh: "此处质量不达标。" es: "Aquí falla la calidad." }
    qoe_is(here, least) {
        en: "QoE is {here} of at least {least}."
        zh: "QoE 为 {here}，下限为 {least}。"
        es: "La QoE es {here} de al menos {least}."
    }
    latency_breaks { en: "Latency breaks here." zh: "此处时延超限。" es: "Aquí falla la latencia." }
    takes(here, most) {
        en: "The answer takes {here}; {most} are allowed."
        zh: "回答需要 {here}，允许 {most}。"
        es: "La respuesta tarda {here}; se permiten {most}."
    }
    outage_breaks { en: "Outage breaks here." zh: "此处中断率超限。" es: "Aquí falla el límite de corte." }
    too_slow(here, most) {
        en: "The link is too slow in {here} of the time; {most} is allowed."
        zh: "链路有 {here} 的时间过慢，允许 {most}。"
        es: "El enlace es demasiado lento el {here} del tiempo; se permite el {most}."
    }
    rate_breaks { en: "The rate breaks here." zh: "此处速率不达标。" es: "Aquí falla la tasa." }
    carries(here, least) {
        en: "The link carries {here} of at least {least}."
        zh: "链路速率为 {here}，下限为 {least}。"
        es: "El enlace lleva {here} de al menos {least}."
    }
    or_more_tokens(what, tokens) {
        en: "{what} At this power it takes {tokens} tokens or more."
        zh: "{what}在此功率下至少需要 {tokens} 个词元。"
        es: "{what} Con esta potencia hacen falta {tokens} tokens o más."
    }
    or_fewer_tokens(what, tokens) {
        en: "{what} At this power it takes {tokens} tokens or fewer."
        zh: "{what}在此功率下最多 {tokens} 个词元。"
        es: "{what} Con esta potencia hacen falta {tokens} tokens o menos."
    }
    or_more_power(what, power) {
        en: "{what} At this length it takes {power} or more."
        zh: "{what}在此长度下至少需要 {power}。"
        es: "{what} Con esta longitud hacen falta {power} o más."
    }
    best_that_holds(what, tokens, power) {
        en: "{what} The best that holds is {tokens} tokens at {power}."
        zh: "{what}满足限制的最优为 {tokens} 个词元、{power}。"
        es: "{what} Lo mejor que se sostiene es {tokens} tokens a {power}."
    }
    no_setting {
        en: "No setting meets all limits."
        zh: "没有设置能满足全部限制。"
        es: "Ningún ajuste cumple todos los límites."
    }
    full_power_outage(rate, here, most) {
        en: "At full power the link is under {rate} in {here} of the time; {most} is allowed."
        zh: "全功率时，链路仍有 {here} 的时间低于 {rate}，允许 {most}。"
        es: "A plena potencia el enlace está por debajo de {rate} el {here} del tiempo; se permite el {most}."
    }
    full_power_rate(here, least) {
        en: "At full power the link carries {here}; you ask for {least}."
        zh: "全功率时链路速率为 {here}，而你要求 {least}。"
        es: "A plena potencia el enlace lleva {here}; tú pides {least}."
    }
    nothing_within(time) {
        en: "No answer arrives within {time}."
        zh: "{time} 内没有回答能送达。"
        es: "Ninguna respuesta llega en {time}."
    }
    qoe_within(asked, time, most, tokens) {
        en: "You ask for QoE {asked}; within {time} the most is {most}, with {tokens} tokens."
        zh: "你要求 QoE {asked}；{time} 内最高为 {most}，需 {tokens} 个词元。"
        es: "Pides una QoE de {asked}; en {time} lo máximo es {most}, con {tokens} tokens."
    }
    more_than_one(rest) {
        en: "{rest} More than one limit has to give way."
        zh: "{rest}需要放宽不止一项限制。"
        es: "{rest} Más de un límite tiene que ceder."
    }
    allow_outage(amount) { en: "Allow an outage of {amount}" zh: "允许中断率 {amount}" es: "Permitir un corte del {amount}" }
    ask_rate(amount) { en: "Ask for a rate of {amount}" zh: "要求速率 {amount}" es: "Pedir una tasa de {amount}" }
    ask_qoe(amount) { en: "Ask for QoE {amount}" zh: "要求 QoE {amount}" es: "Pedir una QoE de {amount}" }
    allow_time(amount) { en: "Allow {amount}" zh: "允许 {amount}" es: "Permitir {amount}" }
    factors(length, speed, wait, total, mos) {
        en: "Completeness {length} × speed {speed} × wait {wait} = QoE {total}, a mean opinion score of {mos}"
        zh: "完整性 {length} × 速度 {speed} × 等待 {wait} = QoE {total}，平均意见得分 {mos}"
        es: "Completitud {length} × velocidad {speed} × espera {wait} = QoE {total}, una puntuación media de opinión de {mos}"
    }
}
