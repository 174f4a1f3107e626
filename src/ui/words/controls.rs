//! Words of the controls.

words! {
    charge_for {
        en: "What to charge the radio for: total under each"
        zh: "无线部分如何计费：各方式下的总量"
        es: "Qué se imputa a la radio: total con cada opción"
    }
    presets { en: "Presets" zh: "预设" es: "Preajustes" }
    breaking(total) {
        en: "{total}, breaks a limit"
        zh: "{total}，违反限制"
        es: "{total}, incumple un límite"
    }
    no_policy { en: "no policy yet" zh: "尚无策略" es: "aún sin política" }
    none_holds { en: "none holds" zh: "均不满足" es: "ninguno vale" }
    nothing_holds_shown {
        en: "Nothing holds. Shown: full power and the shortest answer of enough quality."
        zh: "无一满足。所示为全功率及质量足够的最短回答。"
        es: "Nada se cumple. Se muestra: plena potencia y la respuesta más corta con calidad suficiente."
    }
    optimum_note {
        en: "The exact least under all limits. Move length or power to choose yourself."
        zh: "满足全部限制的精确最小值。移动长度或功率即可自行选择。"
        es: "El mínimo exacto bajo todos los límites. Mueve la longitud o la potencia para elegir tú."
    }
    agent_note {
        en: "What the trained agent would do."
        zh: "训练好的智能体会这样选择。"
        es: "Lo que haría el agente entrenado."
    }
    agent_silent {
        en: "The agent has not answered; the optimum stands in."
        zh: "智能体尚未回应，暂由最优解代替。"
        es: "El agente no ha respondido; lo sustituye el óptimo."
    }
    you_note {
        en: "Your choice. Can you beat the best?"
        zh: "你的选择。你能超过最优吗？"
        es: "Tu elección. ¿Puedes superar el óptimo?"
    }
    who_chooses {
        en: "Who chooses length and power"
        zh: "由谁选择长度与功率"
        es: "Quién elige longitud y potencia"
    }
    optimum { en: "Optimum" zh: "最优" es: "Óptimo" }
    agent { en: "Agent" zh: "智能体" es: "Agente" }
    you { en: "You" zh: "你" es: "Tú" }

    under_tokens(from, best) {
        en: "Under {from} tokens quality breaks. Best here: {best}."
        zh: "少于 {from} 个词元则质量不达标。此处最优：{best}。"
        es: "Con menos de {from} tokens falla la calidad. Óptimo aquí: {best}."
    }
    no_length_at_power(best) {
        en: "At this power no length holds. Best here: {best}."
        zh: "在此功率下没有可行的长度。此处最优：{best}。"
        es: "Con esta potencia ninguna longitud vale. Óptimo aquí: {best}."
    }
    no_length { en: "No length holds." zh: "没有可行的长度。" es: "Ninguna longitud vale." }
    answer_length { en: "Answer length" zh: "回答长度" es: "Longitud de la respuesta" }
    best_here(best) { en: "Best here: {best}." zh: "此处最优：{best}。" es: "Óptimo aquí: {best}." }
    under_power(least) {
        en: "Under {least} a limit breaks."
        zh: "低于 {least} 会违反限制。"
        es: "Por debajo de {least} se incumple un límite."
    }
    no_power_at_length {
        en: "At this length no power holds."
        zh: "在此长度下没有可行的功率。"
        es: "Con esta longitud ninguna potencia vale."
    }
    transmit_power { en: "Transmit power" zh: "发射功率" es: "Potencia de transmisión" }

    grid_both { en: "Grid of both sites" zh: "两处站点的电网" es: "Red de ambos sitios" }
    grid_centre { en: "Data-centre grid" zh: "数据中心电网" es: "Red del centro de datos" }
    grid_station { en: "Base-station grid" zh: "基站电网" es: "Red de la estación base" }
    grid_intensity { en: "Grid intensity" zh: "电网碳强度" es: "Intensidad de la red" }
    one_grid { en: "One grid" zh: "一个电网" es: "Una red" }
    two_grids { en: "Two" zh: "两个" es: "Dos" }
    data_centre { en: "Data centre" zh: "数据中心" es: "Centro de datos" }
    base_station { en: "Base station" zh: "基站" es: "Estación base" }
    own_value { en: "Own value" zh: "自定义值" es: "Valor propio" }
    labelled(label, value) { en: "{label}: {value}" zh: "{label}：{value}" es: "{label}: {value}" }
    in_grams(label) {
        en: "{label}, grams per kilowatt-hour"
        zh: "{label}，克每千瓦时"
        es: "{label}, gramos por kilovatio-hora"
    }
    intensity(value, name) {
        en: "{value} g/kWh, {name}"
        zh: "{value} g/kWh，{name}"
        es: "{value} g/kWh, {name}"
    }
    search_zones { en: "Search zones" zh: "搜索区域" es: "Buscar zonas" }
    search_many(many) { en: "Search {many} zones" zh: "搜索 {many} 个区域" es: "Buscar en {many} zonas" }
    zones { en: "Zones" zh: "区域" es: "Zonas" }
    no_zone {
        en: "No zone has that name. Type a value into the number box instead."
        zh: "没有该名称的区域。请改在数字框中输入数值。"
        es: "Ninguna zona tiene ese nombre. Escribe un valor en la casilla numérica."
    }
    yearly {
        en: "Yearly averages, g/kWh. Ember, CC BY-SA 4.0."
        zh: "年均值，g/kWh。Ember，CC BY-SA 4.0。"
        es: "Promedios anuales, g/kWh. Ember, CC BY-SA 4.0."
    }

    use_range(span) { en: "Use {span}." zh: "请输入 {span}。" es: "Usa un valor de {span}." }
    use_above(span) { en: "Use more than {span}." zh: "请输入大于 {span} 的值。" es: "Usa más de {span}." }
    use_whole(span) {
        en: "Use a whole number from {span}."
        zh: "请输入 {span} 的整数。"
        es: "Usa un número entero de {span}."
    }
    use_whole_above(span) {
        en: "Use a whole number from more than {span}."
        zh: "请输入大于 {span} 的整数。"
        es: "Usa un número entero mayor que {span}."
    }
    kept_at(allowed, value) {
        en: "{allowed} Kept at {value}."
        zh: "{allowed}保持为 {value}。"
        es: "{allowed} Se mantiene en {value}."
    }
    reset { en: "Reset" zh: "重置" es: "Restablecer" }
    reset_what(what) { en: "Reset {what}" zh: "重置{what}" es: "Restablecer {what}" }

    all_parameters { en: "All parameters" zh: "全部参数" es: "Todos los parámetros" }
    by_the_cell { en: "by the cell" zh: "取决于小区" es: "según la celda" }
    up_to_cell { en: "up to the cell’s most" zh: "不超过小区的最大值" es: "hasta el máximo de la celda" }
    facts(note, default, range) {
        en: "{note}. Default {default}, allowed {range}."
        zh: "{note}。默认 {default}，允许 {range}。"
        es: "{note}. Predeterminado {default}, permitido {range}."
    }
    facts_plausible(note, default, range, plausible) {
        en: "{note}. Default {default}, allowed {range}; plausible {plausible}."
        zh: "{note}。默认 {default}，允许 {range}；合理范围 {plausible}。"
        es: "{note}. Predeterminado {default}, permitido {range}; plausible {plausible}."
    }
    sizes_from(source) { en: "Sizes from the {source}." zh: "规模取自 {source}。" es: "Tamaños según {source}." }
    own_numbers_note {
        en: "Your own numbers; dense models only."
        zh: "你自己的数字；仅限稠密模型。"
        es: "Tus propios números; solo modelos densos."
    }
    language_model { en: "Language model" zh: "语言模型" es: "Modelo de lenguaje" }
    own_numbers { en: "Own numbers" zh: "自定义数字" es: "Números propios" }
    energy_model { en: "Energy model" zh: "能耗模型" es: "Modelo de energía" }
    second_opinion {
        en: "A second opinion: how much the method matters."
        zh: "第二种意见：方法的影响有多大。"
        es: "Una segunda opinión: cuánto importa el método."
    }
    active_parameters { en: "Active parameters" zh: "激活参数" es: "Parámetros activos" }
    weight { en: "Weight" zh: "权重" es: "Peso" }
    cache { en: "Cache" zh: "缓存" es: "Caché" }
    layers { en: "Layers" zh: "层数" es: "Capas" }
}
