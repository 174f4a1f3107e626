//! Words for values: models, places, quantities, accountings, kinds of sources, and what was wrong
//! with a value.

use super::{Lang, lang};

words! {
    own_model(billions) {
        en: "a model of {billions} parameters"
        zh: "{billions}参数的模型"
        es: "un modelo de {billions} de parámetros"
    }
    billion { en: "billion" zh: "十亿" es: "mil millones" }
    world_average { en: "World average" zh: "世界平均" es: "Promedio mundial" }
    asean { en: "ASEAN" zh: "东盟" es: "ASEAN" }
    middle_east { en: "Middle East" zh: "中东" es: "Oriente Medio" }
    oecd { en: "OECD" zh: "经合组织" es: "OCDE" }
    a_grid_of(intensity) {
        en: "a grid of {intensity}"
        zh: "{intensity} 的电网"
        es: "una red de {intensity}"
    }
    average_grid { en: "an average grid" zh: "平均电网" es: "una red media" }
    two_places(centre, cell) {
        en: "{centre} with the radio in {cell}"
        zh: "{centre}（无线部分在{cell}）"
        es: "{centre} con la radio en {cell}"
    }
    per_token(bytes) { en: "{bytes} per token" zh: "每词元 {bytes}" es: "{bytes} por token" }
    span(low, high) { en: "{low} to {high}" zh: "{low} 至 {high}" es: "{low} a {high}" }

    amplifier { en: "Amplifier" zh: "功放" es: "Amplificador" }
    marginal { en: "Marginal" zh: "边际" es: "Marginal" }
    airtime { en: "Airtime" zh: "空口时间" es: "Tiempo de aire" }
    session { en: "Session" zh: "会话" es: "Sesión" }
    amplifier_means {
        en: "Amplifier: only what the power amplifiers draw more while the cell sends to you."
        zh: "功放：只计基站向你发送时功率放大器多消耗的部分。"
        es: "Amplificador: solo lo que los amplificadores de potencia consumen de más mientras la celda te envía."
    }
    marginal_means {
        en: "Marginal: what the cell draws above its sleep while it sends to you."
        zh: "边际：基站向你发送时高于休眠状态的功耗。"
        es: "Marginal: lo que la celda consume por encima de su reposo mientras te envía."
    }
    airtime_means {
        en: "Airtime: all that the cell draws while it sends to you."
        zh: "空口时间：基站向你发送期间的全部功耗。"
        es: "Tiempo de aire: todo lo que la celda consume mientras te envía."
    }
    session_means {
        en: "Session: the amplifiers, and your share of the standing power for as long as you wait."
        zh: "会话：功放能耗，加上你等待期间所分摊的固定功耗。"
        es: "Sesión: los amplificadores y tu parte de la potencia fija mientras esperas."
    }
    calibrated { en: "Fitted to ML.ENERGY" zh: "按 ML.ENERGY 拟合" es: "Ajustado a ML.ENERGY" }

    group_model { en: "Model" zh: "模型" es: "Modelo" }
    group_centre { en: "Data centre" zh: "数据中心" es: "Centro de datos" }
    group_grid { en: "Grid" zh: "电网" es: "Red eléctrica" }
    group_cell { en: "Cell" zh: "小区" es: "Celda" }
    group_link { en: "Link" zh: "链路" es: "Enlace" }
    group_limits { en: "Limits" zh: "限制" es: "Límites" }
    model_summary(model, batch) {
        en: "{model}, batch {batch}"
        zh: "{model}，批量 {batch}"
        es: "{model}, lote {batch}"
    }
    centre_summary(pue, years) {
        en: "PUE {pue}, {years} years"
        zh: "PUE {pue}，{years} 年"
        es: "PUE {pue}, {years} años"
    }
    limits_summary(latency, outage) {
        en: "{latency}, {outage} outage"
        zh: "{latency}，中断 {outage}"
        es: "{latency}, {outage} de corte"
    }
    spoken(total, tokens, power, qoe) {
        en: "{total} of CO₂e, {tokens} tokens at {power}, QoE {qoe}"
        zh: "{total} CO₂e，{tokens} 个词元，{power}，QoE {qoe}"
        es: "{total} de CO₂e, {tokens} tokens a {power}, QoE {qoe}"
    }

    paper { en: "paper" zh: "论文" es: "artículo" }
    measured { en: "measured" zh: "实测" es: "medido" }
    literature { en: "literature" zh: "文献" es: "literatura" }
    assumed { en: "assumed" zh: "假设" es: "supuesto" }
    computed { en: "computed" zh: "计算" es: "calculado" }
    set_by_you { en: "set by you" zh: "由你设定" es: "fijado por ti" }

    unit_tokens { en: "tokens" zh: "词元" es: "tokens" }
    unit_requests { en: "requests" zh: "请求" es: "peticiones" }
    unit_users { en: "users" zh: "用户" es: "usuarios" }
    unit_years { en: "y" zh: "年" es: "años" }
    unit_bytes_token { en: "B/token" zh: "B/词元" es: "B/token" }
    unit_bytes_parameter { en: "B/parameter" zh: "B/参数" es: "B/parámetro" }

    out_of_range(field, value, allowed) {
        en: "{field} = {value} is out of range: {allowed}"
        zh: "{field} = {value} 超出范围：{allowed}"
        es: "{field} = {value} está fuera de rango: {allowed}"
    }
    given { en: "given" zh: "已给出" es: "presente" }
    only_manual {
        en: "only with choice=manual"
        zh: "仅可与 choice=manual 一起使用"
        es: "solo con choice=manual"
    }
    both_needed {
        en: "with both tokens and power_w"
        zh: "须同时给出 tokens 与 power_w"
        es: "junto con tokens y power_w"
    }
    up_to_tokens_max {
        en: "an integer from 1 to tokens_max"
        zh: "1 至 tokens_max 的整数"
        es: "un entero de 1 a tokens_max"
    }
    a_power { en: "a power of the cell, W" zh: "小区的功率，W" es: "una potencia de la celda, W" }
    a_zone {
        en: "a code of the table of grid zones"
        zh: "电网区域表中的代码"
        es: "un código de la tabla de zonas"
    }
    above_0 { en: "a number above 0" zh: "大于 0 的数" es: "un número mayor que 0" }
    stands_twice(field) {
        en: "{field} stands twice"
        zh: "{field} 出现了两次"
        es: "{field} aparece dos veces"
    }
    no_object(reason) {
        en: "the scenario is not a JSON object: {reason}"
        zh: "场景不是 JSON 对象：{reason}"
        es: "el escenario no es un objeto JSON: {reason}"
    }
    unknown_field(field) {
        en: "{field} is not a field of a scenario"
        zh: "{field} 不是场景的字段"
        es: "{field} no es un campo del escenario"
    }
    an_integer(span) { en: "an integer from {span}" zh: "{span} 的整数" es: "un entero de {span}" }
    a_number(span) { en: "from {span}" zh: "{span}" es: "de {span}" }
    up_to_cell_w {
        en: "above 0 and up to the most of the cell, W"
        zh: "大于 0，不超过小区的最大功率，W"
        es: "mayor que 0 y hasta el máximo de la celda, W"
    }
    left_out(field) {
        en: "{field} is not a field of a scenario; it was left out."
        zh: "{field} 不是场景的字段，已忽略。"
        es: "{field} no es un campo del escenario; se omitió."
    }
    kept_at(what, value) {
        en: "{what}. Kept at {value}."
        zh: "{what}。保持为 {value}。"
        es: "{what}. Se mantiene en {value}."
    }
    full_stop(what) { en: "{what}." zh: "{what}。" es: "{what}." }
    version(found, reads) {
        en: "this link is of version {found}, and this page reads {reads}; nothing of it was used"
        zh: "此链接的版本为 {found}，而本页面读取 {reads}；其内容均未采用"
        es: "este enlace es de la versión {found} y esta página lee {reads}; no se usó nada de él"
    }
    no_pair(part) {
        en: "{part} is not of the form name=value"
        zh: "{part} 不是 name=value 的形式"
        es: "{part} no tiene la forma name=value"
    }
    one_unusable {
        en: "One value in this link was not usable."
        zh: "此链接中有一个值无法使用。"
        es: "Un valor de este enlace no se pudo usar."
    }
    some_unusable(many) {
        en: "{many} values in this link were not usable."
        zh: "此链接中有 {many} 个值无法使用。"
        es: "{many} valores de este enlace no se pudieron usar."
    }
    no_longer_fits {
        en: "One value no longer fits."
        zh: "有一个值不再适用。"
        es: "Un valor ya no encaja."
    }
    back_at_default(error) {
        en: "{error}. It is back at its default."
        zh: "{error}。已恢复为默认值。"
        es: "{error}. Vuelve a su valor predeterminado."
    }
    not_usable {
        en: "That value is not usable."
        zh: "该值无法使用。"
        es: "Ese valor no se puede usar."
    }

    macro_cell { en: "Macro" zh: "宏" es: "Macro" }
    rrh_cell { en: "Remote radio head" zh: "射频拉远" es: "Cabezal de radio remoto" }
    micro_cell { en: "Micro" zh: "微" es: "Micro" }
    pico_cell { en: "Pico" zh: "皮" es: "Pico" }
    femto_cell { en: "Femto" zh: "飞" es: "Femto" }

    avatar { en: "Speaking avatar" zh: "会说话的虚拟形象" es: "Avatar que habla" }
    clean_grid { en: "Clean grid" zh: "清洁电网" es: "Red limpia" }
    coal_grid { en: "Coal grid" zh: "燃煤电网" es: "Red de carbón" }
    crowded_cell { en: "Crowded cell" zh: "拥挤小区" es: "Celda saturada" }
    cell_edge { en: "Cell edge" zh: "小区边缘" es: "Borde de la celda" }
    plain_text { en: "Plain text" zh: "纯文本" es: "Solo texto" }
    video_reply { en: "Video reply" zh: "视频回复" es: "Respuesta en vídeo" }
}

/// Between two sentences: nothing after a Chinese full stop.
pub fn gap() -> &'static str {
    if lang() == Lang::Zh { "" } else { " " }
}

/// Between two names of a list.
pub fn comma() -> &'static str {
    if lang() == Lang::Zh { "、" } else { ", " }
}
