//! Labels, notes and sources of the scenario's fields. English stands in the data; the others
//! stand here by the field's name. Citations stay as they are in every language.

use super::{Lang, lang};
use crate::data::Field;

/// A text in Chinese and Spanish.
type Pair = [&'static str; 2];

/// Name, label, note, and the source where it is no citation.
const TABLE: &[(&str, Pair, Pair, Option<Pair>)] = &[
    (
        "gpus",
        ["GPU 数量", "GPU"],
        ["一份模型副本所占用的 GPU 数", "GPU entre las que se reparte una copia del modelo"],
        Some(SERVING),
    ),
    (
        "batch",
        ["批量", "Lote"],
        [
            "一次解码步骤同时服务的请求数",
            "peticiones que un paso de decodificación atiende a la vez",
        ],
        Some(SERVING),
    ),
    (
        "prompt_tokens",
        ["提示", "Pregunta"],
        ["提问的词元数", "tokens de la pregunta"],
        Some(["典型的聊天提示", "pregunta típica de un chat"]),
    ),
    (
        "tokens_max",
        ["最长回答", "Respuesta más larga"],
        ["回答不得超过此长度", "la respuesta no puede ser más larga"],
        Some(["聊天服务的常见上限", "límite habitual de los servicios de chat"]),
    ),
    (
        "kappa50",
        ["典型所需长度", "Longitud típica necesaria"],
        ["半数问题所需长度不超过此值", "la mitad de las preguntas no necesita más que esto"],
        None,
    ),
    (
        "sigma",
        ["所需长度的离散度", "Dispersión de la longitud necesaria"],
        ["所需长度对数的标准差", "desviación típica del logaritmo de la longitud necesaria"],
        None,
    ),
    (
        "grid_dc_g_per_kwh",
        ["数据中心电网", "Red del centro de datos"],
        ["数据中心用电的碳强度", "intensidad de carbono de la electricidad del centro de datos"],
        None,
    ),
    (
        "grid_bs_g_per_kwh",
        ["基站电网", "Red de la estación base"],
        ["基站用电的碳强度", "intensidad de carbono de la electricidad de la estación base"],
        None,
    ),
    (
        "pue",
        ["PUE", "PUE"],
        ["设施总能耗与 IT 能耗之比", "energía de la instalación entre energía informática"],
        None,
    ),
    (
        "host_power_w",
        ["每块 GPU 的主机功率", "Potencia del servidor por GPU"],
        ["处理器、内存与风扇", "procesadores, memoria y ventiladores"],
        None,
    ),
    (
        "idle_fraction",
        ["空闲占比", "Proporción en reposo"],
        [
            "等待机器与工作机器的能耗之比",
            "energía de las máquinas que esperan entre la de las que trabajan",
        ],
        None,
    ),
    (
        "rtt_s",
        ["往返时间", "Ida y vuelta"],
        [
            "基站与数据中心之间的网络时延",
            "retardo de red entre la estación base y el centro de datos",
        ],
        Some(["典型的广域往返时间", "ida y vuelta típica de larga distancia"]),
    ),
    (
        "queue_s",
        ["排队", "Cola"],
        ["请求被服务前的等待时间", "espera antes de atender la petición"],
        Some(["无排队", "sin cola"]),
    ),
    (
        "gpu_embodied_kg",
        ["GPU 硬件", "Equipo de la GPU"],
        ["制造一块 GPU", "fabricación de una GPU"],
        None,
    ),
    (
        "server_embodied_kg",
        ["服务器硬件", "Equipo del servidor"],
        ["制造八块 GPU 共用的服务器", "fabricación del servidor que comparten ocho GPU"],
        None,
    ),
    (
        "lifetime_y",
        ["硬件寿命", "Vida del equipo"],
        [
            "分摊 GPU 与服务器制造排放的年数",
            "años en que se reparte la fabricación de GPU y servidor",
        ],
        Some(["3 至 6 年", "de 3 a 6 años"]),
    ),
    (
        "utilisation",
        ["利用率", "Utilización"],
        ["寿命中处于忙碌状态的占比", "proporción ocupada de la vida útil"],
        Some(["寿命中服务请求的占比", "proporción de la vida que atiende peticiones"]),
    ),
    (
        "distance_m",
        ["距离", "Distancia"],
        [
            "手机到基站的距离；模型至少取 10 m",
            "del teléfono a la estación base; el modelo toma al menos 10 m",
        ],
        Some(SCENARIO),
    ),
    (
        "carrier_ghz",
        ["载波", "Portadora"],
        ["载波频率", "frecuencia de la portadora"],
        Some(["5G 中频段", "banda media de 5G"]),
    ),
    (
        "antenna_gain_db",
        ["阵列增益", "Ganancia de la antena"],
        ["天线增益", "ganancia de las antenas"],
        Some(["扇区的天线阵列", "conjunto de antenas de un sector"]),
    ),
    (
        "noise_figure_db",
        ["噪声系数", "Figura de ruido"],
        ["接收机引入的噪声", "ruido que añade el receptor"],
        Some(["常见手机", "teléfono común"]),
    ),
    (
        "coding_efficiency",
        ["编码效率", "Eficiencia de codificación"],
        ["速率与容量之比", "tasa entre capacidad"],
        Some(["可达到的遍历容量占比", "proporción alcanzada de la capacidad ergódica"]),
    ),
    (
        "shadowing_db",
        ["阴影衰落", "Ensombrecimiento"],
        ["障碍物造成的额外损耗", "pérdida adicional tras obstáculos"],
        Some([
            "默认关闭；TR 38.901 的标准差为 6 至 7.82 dB",
            "desactivado por defecto; TR 38.901 tiene una desviación de 6 a 7.82 dB",
        ]),
    ),
    (
        "site_embodied_kg",
        ["站点硬件", "Equipo del emplazamiento"],
        ["制造基站站点", "fabricación del emplazamiento de la estación base"],
        Some(["取决于小区", "según la celda"]),
    ),
    (
        "session_users",
        ["活跃用户", "Usuarios activos"],
        [
            "在会话核算中分摊扇区固定功耗的用户",
            "usuarios que comparten la potencia fija del sector en la contabilidad por sesión",
        ],
        Some(SCENARIO),
    ),
    (
        "bandwidth_mhz",
        ["带宽", "Ancho de banda"],
        ["用户在服务期间独占全部带宽", "el usuario lo tiene entero mientras se le atiende"],
        Some(SCENARIO),
    ),
    (
        "payload_bytes_per_token",
        ["载荷", "Carga útil"],
        ["每个词元经空口发送的字节数", "bytes enviados por el aire por cada token"],
        Some([
            "文本：每词元一个 SSE 事件（100 至 300 B）；语音、图像与视频 0.2 至 20 kB",
            "texto enviado como un evento SSE por token (100 a 300 B); voz, imagen y vídeo de 0.2 a 20 kB",
        ]),
    ),
    (
        "power_min_w",
        ["最小功率", "Potencia mínima"],
        ["每个收发机的最小发射功率", "potencia mínima de transmisión por transceptor"],
        Some(["比最大值低 30 dB", "30 dB por debajo del máximo"]),
    ),
    (
        "qoe_min",
        ["QoE 阈值", "Umbral de QoE"],
        ["体验质量（QoE）的下限", "calidad de experiencia (QoE) mínima"],
        Some(SCENARIO),
    ),
    (
        "latency_max_s",
        ["时延上限", "Límite de latencia"],
        ["回答送达的最长时间", "tiempo máximo hasta que llega la respuesta"],
        Some(SCENARIO),
    ),
    (
        "outage_max",
        ["中断率上限", "Límite de corte"],
        [
            "链路低于最低速率的最大概率",
            "mayor probabilidad de que el enlace esté por debajo de su tasa mínima",
        ],
        Some(SCENARIO),
    ),
    (
        "rate_min_kbps",
        ["最低速率", "Tasa mínima"],
        ["链路的最低速率", "tasa mínima del enlace"],
        Some(SCENARIO),
    ),
];

const SERVING: Pair = ["部署选择", "elección del servicio"];
const SCENARIO: Pair = ["场景设定", "escenario"];

fn row(field: &Field) -> Option<&'static (&'static str, Pair, Pair, Option<Pair>)> {
    TABLE.iter().find(|row| row.0 == field.name)
}

fn of(pair: Option<Pair>, english: &'static str) -> &'static str {
    match (lang(), pair) {
        (Lang::Zh, Some([zh, _])) => zh,
        (Lang::Es, Some([_, es])) => es,
        _ => english,
    }
}

/// What the page calls a field.
pub fn label(field: &Field) -> &'static str {
    of(row(field).map(|row| row.1), field.label)
}

/// What a field is, in a few words.
pub fn note(field: &Field) -> &'static str {
    of(row(field).map(|row| row.2), field.note)
}

/// Where its default comes from.
pub fn source(field: &Field) -> &'static str {
    of(row(field).and_then(|row| row.3), field.source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{FIELDS, Provenance};
    use crate::ui::words::set_lang;

    #[test]
    fn every_field_speaks_each_language() {
        for field in FIELDS {
            assert!(row(field).is_some(), "{}", field.name);
            set_lang(Lang::En);
            assert_eq!((label(field), note(field)), (field.label, field.note));
            set_lang(Lang::Es);
            assert_ne!(note(field), field.note, "{}", field.name);
            let cited = field.provenance != Provenance::Assumed;
            assert!(cited || source(field) != field.source, "{}", field.name);
            set_lang(Lang::Zh);
            assert_ne!(note(field), field.note, "{}", field.name);
            assert!(note(field).chars().any(|letter| letter as u32 > 0x2e80), "{}", field.name);
        }
        assert_eq!(TABLE.len(), FIELDS.len());
    }
}
