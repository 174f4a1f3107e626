//! Words of the charts.

words! {
    compute_electricity { en: "Compute, electricity" zh: "计算，用电" es: "Cómputo, electricidad" }
    compute_hardware { en: "Compute, hardware" zh: "计算，硬件" es: "Cómputo, equipo" }
    radio_electricity { en: "Radio, electricity" zh: "无线，用电" es: "Radio, electricidad" }
    radio_hardware { en: "Radio, hardware" zh: "无线，硬件" es: "Radio, equipo" }
    total { en: "Total" zh: "总计" es: "Total" }
    at_the_meter(energy) { en: "{energy} at the meter" zh: "电表处 {energy}" es: "{energy} en el contador" }
    of_one_gpu(time) { en: "{time} of one GPU" zh: "一块 GPU 的 {time}" es: "{time} de una GPU" }
    by_ecologits { en: "by EcoLogits" zh: "按 EcoLogits" es: "según EcoLogits" }
    on_air(energy, time) { en: "{energy}, {time} on air" zh: "{energy}，空口 {time}" es: "{energy}, {time} al aire" }
    of_one_sector(time) { en: "{time} of one sector" zh: "一个扇区的 {time}" es: "{time} de un sector" }
    range(low, high) { en: "{low} to {high}" zh: "{low} 至 {high}" es: "{low} a {high}" }
    qoe_under(least) { en: "QoE under {least}" zh: "QoE 低于 {least}" es: "QoE menor que {least}" }
    longer_than(time) { en: "longer than {time}" zh: "超过 {time}" es: "más de {time}" }
    outage_over(share) { en: "outage over {share}" zh: "中断高于 {share}" es: "corte mayor que {share}" }
    slower_than(rate) { en: "slower than {rate}" zh: "低于 {rate}" es: "más lento que {rate}" }
    latency { en: "Latency" zh: "时延" es: "Latencia" }
    outage { en: "Outage" zh: "中断" es: "Corte" }
    rate { en: "Rate" zh: "速率" es: "Tasa" }
    least_power { en: "Least power" zh: "最小功率" es: "Potencia mínima" }
    most_power { en: "Most power" zh: "最大功率" es: "Potencia máxima" }
    longest_answer { en: "Longest answer" zh: "最长回答" es: "Respuesta más larga" }
    decision(tokens, power) {
        en: "{tokens} tokens at {power}"
        zh: "{tokens} 个词元，{power}"
        es: "{tokens} tokens a {power}"
    }
    point(decision, total) {
        en: "{decision}, {total} CO₂e"
        zh: "{decision}，{total} CO₂e"
        es: "{decision}, {total} CO₂e"
    }
    as_table { en: "As a table" zh: "以表格显示" es: "Como tabla" }

    of_at_least(limit) { en: "of at least {limit}" zh: "下限 {limit}" es: "mín. {limit}" }
    of_at_most(limit) { en: "of at most {limit}" zh: "上限 {limit}" es: "máx. {limit}" }
    is_under(limit) { en: "is under {limit}" zh: "低于 {limit}" es: "< mín. {limit}" }
    is_over(limit) { en: "is over {limit}" zh: "高于 {limit}" es: "más de {limit}" }
    limits_used {
        en: "How much of each limit is used"
        zh: "各项限制的使用程度"
        es: "Cuánto se usa de cada límite"
    }

    you { en: "you" zh: "你" es: "tú" }
    best { en: "best" zh: "最优" es: "óptimo" }
    agent { en: "agent" zh: "智能体" es: "agente" }
    best_possible { en: "best possible" zh: "可能的最优" es: "mejor posible" }
    least_lean {
        en: "least, as the uncertain constants lean"
        zh: "不确定常数取值下的最小值"
        es: "mínimo, según las constantes inciertas"
    }
    greatest_lean {
        en: "greatest, as the uncertain constants lean"
        zh: "不确定常数取值下的最大值"
        es: "máximo, según las constantes inciertas"
    }
    totals(list) {
        en: "Totals on one scale: {list}"
        zh: "同一标尺上的总量：{list}"
        es: "Totales en una escala: {list}"
    }
    named(name, total) { en: "{name} {total}" zh: "{name} {total}" es: "{name} {total}" }
    total_head { en: "total" zh: "总量" es: "total" }
    per_answer { en: "CO₂e per answer" zh: "每次回答的 CO₂e" es: "CO₂e por respuesta" }
    ruler_table { en: "The totals on the ruler" zh: "标尺上的总量" es: "Los totales de la escala" }
    shaded(low, high, unit) {
        en: "shaded: {low} to {high} {unit}"
        zh: "阴影：{low} 至 {high} {unit}"
        es: "sombreado: {low} a {high} {unit}"
    }
    shaded_lean(low, high, unit) {
        en: "shaded: {low} to {high} {unit}, as the uncertain constants lean"
        zh: "阴影：{low} 至 {high} {unit}，取决于不确定的常数"
        es: "sombreado: {low} a {high} {unit}, según las constantes inciertas"
    }

    waterfall(unit, total) {
        en: "Waterfall of one answer in {unit} CO₂e, {total}"
        zh: "一次回答的瀑布图，单位 {unit} CO₂e，{total}"
        es: "Cascada de una respuesta en {unit} CO₂e, {total}"
    }
    waterfall_best(unit, total, best) {
        en: "Waterfall of one answer in {unit} CO₂e, {total}, best possible {best}"
        zh: "一次回答的瀑布图，单位 {unit} CO₂e，{total}，可能的最优 {best}"
        es: "Cascada de una respuesta en {unit} CO₂e, {total}, mejor posible {best}"
    }
    bar(part, cause, value) {
        en: "{part}, {cause}: {value}"
        zh: "{part}，{cause}：{value}"
        es: "{part}, {cause}: {value}"
    }
    part { en: "part" zh: "部分" es: "parte" }
    share { en: "share" zh: "占比" es: "proporción" }
    cause { en: "cause" zh: "来源" es: "causa" }
    unit_per_answer(unit) {
        en: "{unit} CO₂e per answer"
        zh: "每次回答 {unit} CO₂e"
        es: "{unit} CO₂e por respuesta"
    }
    waterfall_table {
        en: "Emissions of one answer by part"
        zh: "一次回答各部分的排放"
        es: "Emisiones de una respuesta por partes"
    }

    none_feasible {
        en: "No power and length keep all limits"
        zh: "没有功率与长度能满足全部限制"
        es: "Ninguna potencia y longitud respeta los límites"
    }
    map_best(you, best) {
        en: "Map of emissions over transmit power and answer length: you are at {you}; the best is {best}"
        zh: "发射功率与回答长度的排放图：你位于 {you}；最优为 {best}"
        es: "Mapa de emisiones según la potencia de transmisión y la longitud: estás en {you}; lo óptimo es {best}"
    }
    map_none(you) {
        en: "Map of emissions over transmit power and answer length: you are at {you}; nothing keeps all limits"
        zh: "发射功率与回答长度的排放图：你位于 {you}；没有任何选择能满足全部限制"
        es: "Mapa de emisiones según la potencia de transmisión y la longitud: estás en {you}; nada respeta todos los límites"
    }
    length_axis { en: "answer length, tokens" zh: "回答长度，词元" es: "longitud, tokens" }
    contours {
        en: "contours: mg CO₂e per answer"
        zh: "等值线：每次回答 mg CO₂e"
        es: "curvas: mg CO₂e por respuesta"
    }
    map_point {
        en: "point on a map, arrows move it"
        zh: "图上的点，可用方向键移动"
        es: "punto en un mapa, las flechas lo mueven"
    }
    map_you {
        en: "You: answer length and transmit power"
        zh: "你：回答长度与发射功率"
        es: "Tú: longitud de la respuesta y potencia de transmisión"
    }
    map_table {
        en: "Emissions of one answer over power and length"
        zh: "一次回答在不同功率与长度下的排放"
        es: "Emisiones de una respuesta según potencia y longitud"
    }
    power_axis(unit) {
        en: "transmit power, {unit}"
        zh: "发射功率，{unit}"
        es: "potencia de transmisión, {unit}"
    }
    tokens { en: "tokens" zh: "词元" es: "tokens" }
    bracketed(total, why) { en: "{total} ({why})" zh: "{total}（{why}）" es: "{total} ({why})" }

    france { en: "France" zh: "法国" es: "Francia" }
    world { en: "world" zh: "世界" es: "mundo" }
    poland { en: "Poland" zh: "波兰" es: "Polonia" }
    value_in_force { en: "the value in force" zh: "当前值" es: "el valor actual" }
    rug(count, most, name, value, rank) {
        en: "{count} zones from 0 to {most} g/kWh; {name} is at {value}, {rank} zones are cleaner"
        zh: "{count} 个区域，范围 0 至 {most} g/kWh；{name}为 {value}，有 {rank} 个区域更清洁"
        es: "{count} zonas de 0 a {most} g/kWh; {name} está en {value}, {rank} zonas son más limpias"
    }

    save_svg { en: "Save the chart as SVG" zh: "将图表保存为 SVG" es: "Guardar el gráfico como SVG" }
    save_png { en: "Save the chart as PNG" zh: "将图表保存为 PNG" es: "Guardar el gráfico como PNG" }
    save_csv { en: "Save the table as CSV" zh: "将表格保存为 CSV" es: "Guardar la tabla como CSV" }
}
