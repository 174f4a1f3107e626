//! Words of what is saved as a file and read from one.

words! {
    save_as { en: "Save as a file" zh: "保存为文件" es: "Guardar como archivo" }
    json { en: "Result (JSON)" zh: "结果（JSON）" es: "Resultado (JSON)" }
    csv { en: "Result (CSV)" zh: "结果（CSV）" es: "Resultado (CSV)" }
    methods { en: "Methods (text)" zh: "方法说明（文本）" es: "Métodos (texto)" }
    latex { en: "Methods (LaTeX)" zh: "方法说明（LaTeX）" es: "Métodos (LaTeX)" }
    weights(agent) { en: "Weights of {agent}" zh: "{agent} 的权重" es: "Pesos de {agent}" }
    charts_too {
        en: "Charts are saved under their tables, as SVG, PNG or CSV."
        zh: "图表可在其表格下方保存为 SVG、PNG 或 CSV。"
        es: "Los gráficos se guardan bajo sus tablas, como SVG, PNG o CSV."
    }
    open { en: "Open a file" zh: "打开文件" es: "Abrir un archivo" }
    open_what {
        en: "a result or scenario (.json), or the weights of an agent (.aolo)"
        zh: "结果或场景（.json），或智能体的权重（.aolo）"
        es: "un resultado o escenario (.json), o los pesos de un agente (.aolo)"
    }
    opened(name) { en: "{name} is open." zh: "已打开 {name}。" es: "{name} está abierto." }
    answers_now(agent) {
        en: "The weights answer now, as {agent}."
        zh: "这些权重现在以 {agent} 的身份作答。"
        es: "Los pesos responden ahora, como {agent}."
    }
    unusable(name) { en: "{name} is not usable." zh: "{name} 无法使用。" es: "{name} no se puede usar." }
    no_policy {
        en: "It does not hold the weights of an agent."
        zh: "其中没有智能体的权重。"
        es: "No contiene los pesos de un agente."
    }
    policy_version(found) {
        en: "These weights are of version {found}, which this page does not read."
        zh: "这些权重的版本为 {found}，本页面无法读取。"
        es: "Estos pesos son de la versión {found}, que esta página no lee."
    }
    policy_damaged {
        en: "The weights are damaged or cut off. Save the file again where it came from."
        zh: "权重已损坏或不完整。请从来源处重新保存该文件。"
        es: "Los pesos están dañados o incompletos. Guarde de nuevo el archivo en su origen."
    }
    policy_misfit(inputs, outputs) {
        en: "This agent takes {inputs} inputs and gives {outputs} outputs: it was made for another problem."
        zh: "该智能体有 {inputs} 个输入和 {outputs} 个输出：它是为另一个问题制作的。"
        es: "Este agente toma {inputs} entradas y da {outputs} salidas: se hizo para otro problema."
    }
    too_large(size, most) {
        en: "It has {size}; at most {most} are read."
        zh: "其大小为 {size}；最多读取 {most}。"
        es: "Tiene {size}; se leen como máximo {most}."
    }
}
