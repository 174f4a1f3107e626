//! Words of the assumptions: which uncertain constant matters, and how far the total spreads.

words! {
    gpu_energy { en: "GPU energy, fitted" zh: "GPU 能耗（拟合）" es: "Energía de GPU, ajuste" }
    percent_span(low, high) { en: "{low} to {high}" zh: "{low} 至 {high}" es: "{low} a {high}" }
    about(decision) {
        en: "Some constants of the model are known only to a range. Here is what each of them does to the total of {decision}, and what all of them do at once. The decision stays; what you have set counts as certain."
        zh: "模型中的一些常数只知道范围。这里显示在决策（{decision}）不变时，每个常数对总量的影响，以及它们同时变化时的影响。你设定的值视为确定。"
        es: "De algunas constantes del modelo solo se conoce un intervalo. Aquí se ve qué hace cada una con el total de {decision}, y qué hacen todas a la vez. La decisión no cambia; lo que has fijado se toma por cierto."
    }

    tornado_title { en: "Which assumption matters" zh: "哪个假设最重要" es: "Qué supuesto importa" }
    tornado_aside {
        en: "each constant alone, at both ends of its range"
        zh: "每个常数单独取其范围的两端"
        es: "cada constante por separado, en ambos extremos"
    }
    tornado(total) {
        en: "How each uncertain constant alone moves the total of {total}"
        zh: "每个不确定常数单独对总量 {total} 的影响"
        es: "Cómo mueve cada constante incierta por separado el total de {total}"
    }
    tornado_axis(unit) {
        en: "{unit} CO₂e per answer"
        zh: "每次回答的 CO₂e（{unit}）"
        es: "{unit} de CO₂e por respuesta"
    }
    key_low { en: "at the low value" zh: "取低值时" es: "con el valor bajo" }
    key_high { en: "at the high value" zh: "取高值时" es: "con el valor alto" }
    /// Begins with what stands in the row, in its order.
    bar(name, range, low, high, unit) {
        en: "{name}, {range}: {low}, {high} {unit} in total at the low and at the high value"
        zh: "{name}，{range}：{low}，{high} {unit}，分别为取低值和取高值时的总量"
        es: "{name}, {range}: {low}, {high} {unit} en total con el valor bajo y con el alto"
    }
    bar_idle(name, range) {
        en: "{name}, {range}: no effect"
        zh: "{name}，{range}：没有影响"
        es: "{name}, {range}: sin efecto"
    }
    no_effect { en: "no effect" zh: "没有影响" es: "sin efecto" }
    told(name, value, range, low, high) {
        en: "{name}: the model takes {value}; {range} is plausible. The total goes from {low} at the low value to {high} at the high one."
        zh: "{name}：模型取 {value}，合理范围为 {range}。取低值时总量为 {low}，取高值时为 {high}。"
        es: "{name}: el modelo toma {value}; es plausible {range}. El total va de {low} con el valor bajo a {high} con el alto."
    }
    told_idle(name, range) {
        en: "{name}, {range}, does not change the total of this scenario."
        zh: "{name}（{range}）不会改变此场景的总量。"
        es: "{name}, {range}, no cambia el total de este escenario."
    }
    /// Before the name of a source.
    told_source(kind) { en: "Source ({kind}):" zh: "来源（{kind}）：" es: "Fuente ({kind}):" }
    press_bar {
        en: "Press a bar to see where its range comes from."
        zh: "按下某一条形，查看其范围的来源。"
        es: "Pulsa una barra para ver de dónde sale su intervalo."
    }
    nothing_uncertain {
        en: "Nothing is left uncertain: you have set every constant that has a plausible range."
        zh: "没有不确定的常数：所有带合理范围的常数都由你设定。"
        es: "No queda nada incierto: has fijado todas las constantes que tienen un intervalo plausible."
    }
    tornado_table {
        en: "Uncertain constants and what each does to the total"
        zh: "不确定的常数及其对总量的影响"
        es: "Constantes inciertas y qué hace cada una con el total"
    }
    constant { en: "Constant" zh: "常数" es: "Constante" }
    range { en: "Plausible range" zh: "合理范围" es: "Intervalo plausible" }
    taken { en: "Taken" zh: "取值" es: "Se toma" }
    at_low { en: "Total at the low value" zh: "取低值时的总量" es: "Total con el valor bajo" }
    at_high { en: "Total at the high value" zh: "取高值时的总量" es: "Total con el valor alto" }
    swing { en: "Swing" zh: "摆幅" es: "Oscilación" }
    kind { en: "Kind of source" zh: "来源类型" es: "Tipo de fuente" }

    spread_title { en: "All of them at once" zh: "同时变化" es: "Todas a la vez" }
    spread_aside {
        en: "drawn at random, each from its range"
        zh: "各自在范围内随机抽取"
        es: "sorteadas al azar, cada una en su intervalo"
    }
    samples { en: "Samples" zh: "样本数" es: "Muestras" }
    spread(samples, low, high) {
        en: "Totals of {samples} samples; nine in ten lie between {low} and {high}"
        zh: "{samples} 个样本的总量；十分之九介于 {low} 与 {high} 之间"
        es: "Totales de {samples} muestras; nueve de cada diez están entre {low} y {high}"
    }
    spread_words(low, high, samples, seed) {
        en: "Nine samples in ten lie between {low} and {high}: {samples} samples, seed {seed}."
        zh: "十分之九的样本介于 {low} 与 {high} 之间（{samples} 个样本，种子 {seed}）。"
        es: "Nueve de cada diez muestras están entre {low} y {high}: {samples} muestras, semilla {seed}."
    }
    spread_most(name, share) {
        en: "{name} makes the greatest part of it: {share} of the variance."
        zh: "其中影响最大的是{name}：占方差的 {share}。"
        es: "Lo que más pesa es «{name}»: {share} de la varianza."
    }
    spread_how {
        en: "Each constant is drawn by itself, from a triangular distribution that peaks at the value the model takes. A share is that of the variance which the constant makes alone."
        zh: "每个常数独立地从三角分布中抽取，峰值位于模型的取值处。份额是该常数单独造成的方差所占的比例。"
        es: "Cada constante se sortea por separado de una distribución triangular con el máximo en el valor que toma el modelo. Una cuota es la parte de la varianza que la constante causa por sí sola."
    }
    share_axis { en: "% of samples" zh: "样本百分比" es: "% de las muestras" }
    median(total) { en: "median {total}" zh: "中位数 {total}" es: "mediana {total}" }
    quantile(share, total) { en: "{share}: {total}" zh: "{share}：{total}" es: "{share}: {total}" }
    at_values(total) { en: "as taken {total}" zh: "模型取值 {total}" es: "como se toma {total}" }
    drawing { en: "Drawing samples." zh: "正在抽样。" es: "Sorteando muestras." }
    not_drawn(why) {
        en: "No samples were drawn: {why}"
        zh: "未能抽样：{why}"
        es: "No se ha podido sortear: {why}"
    }
    spread_table {
        en: "Spread of the total, and each constant’s share of it"
        zh: "总量的离散程度，以及各常数所占的份额"
        es: "Dispersión del total y la cuota de cada constante"
    }
    figure { en: "Figure" zh: "项目" es: "Cifra" }
    figure_value { en: "Value" zh: "数值" es: "Valor" }
    mean { en: "Mean" zh: "平均值" es: "Media" }
    deviation { en: "Standard deviation" zh: "标准差" es: "Desviación típica" }
    quantile_name(share) { en: "{share} quantile" zh: "{share} 分位数" es: "Cuantil del {share}" }
    median_name { en: "Median" zh: "中位数" es: "Mediana" }
    values_taken { en: "With the values taken" zh: "按模型取值" es: "Con los valores que se toman" }
    share_of(name) {
        en: "Share of the variance: {name}"
        zh: "方差份额：{name}"
        es: "Cuota de la varianza: {name}"
    }
    samples_between(from, to) {
        en: "Samples from {from} to {to}"
        zh: "{from} 至 {to} 之间的样本"
        es: "Muestras de {from} a {to}"
    }
}
