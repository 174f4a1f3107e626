//! Words of the Lab: the form of a run, its figures, one decision, the distance, the cost.

words! {
    parts { en: "Parts of the Lab" zh: "实验室各部分" es: "Partes del laboratorio" }
    tab_learning { en: "Learning" zh: "学习" es: "Aprendizaje" }
    tab_policy { en: "Policy" zh: "策略" es: "Política" }
    tab_assumptions { en: "Assumptions" zh: "假设" es: "Supuestos" }

    policy_title {
        en: "What a policy does as the phone moves away"
        zh: "手机远离时，策略如何选择"
        es: "Qué hace una política cuando el teléfono se aleja"
    }
    assumptions_title {
        en: "Which assumption matters, and how much"
        zh: "哪些假设重要，影响多大"
        es: "Qué supuesto importa, y cuánto"
    }

    run { en: "Run" zh: "训练" es: "Entrenamiento" }
    train { en: "Train" zh: "开始训练" es: "Entrenar" }
    agents { en: "Agents" zh: "智能体" es: "Agentes" }
    one_agent_at_least {
        en: "Choose at least one agent."
        zh: "请至少选择一个智能体。"
        es: "Elige al menos un agente."
    }
    seeds { en: "Seeds" zh: "种子数量" es: "Semillas" }
    first_seed { en: "First seed" zh: "首个种子" es: "Primera semilla" }
    hidden_units { en: "Hidden units" zh: "隐藏单元" es: "Neuronas ocultas" }
    batch { en: "Batch" zh: "批量大小" es: "Lote" }
    time_steps_field { en: "Time steps" zh: "时间步" es: "Pasos de tiempo" }
    rates_and_temperature {
        en: "Learning rates, temperature"
        zh: "学习率与温度"
        es: "Tasas de aprendizaje, temperatura"
    }
    actor_lr { en: "Actor’s learning rate" zh: "策略网络学习率" es: "Tasa del actor" }
    critic_lr { en: "Critics’ learning rate" zh: "价值网络学习率" es: "Tasa de los críticos" }
    temperature { en: "Temperature at first" zh: "初始温度" es: "Temperatura inicial" }
    ablations { en: "Ablations" zh: "消融" es: "Ablaciones" }
    sdrl_learns { en: "SDRL learns with" zh: "SDRL 的学习方式" es: "SDRL aprende con" }
    sac_learns { en: "SAC learns with" zh: "SAC 的学习方式" es: "SAC aprende con" }
    as_shipped { en: "all it has" zh: "完整配置" es: "todo lo que tiene" }
    mixed_reward { en: "one mixed reward" zh: "单一混合奖励" es: "una recompensa mixta" }
    free_rates { en: "free firing rates" zh: "不限发放率" es: "tasas de disparo libres" }
    direct_coding {
        en: "spikes that all count the same"
        zh: "等权脉冲"
        es: "impulsos que cuentan todos igual"
    }
    popsan { en: "plain PopSAN (Tang et al.)" zh: "原始 PopSAN（Tang 等）" es: "PopSAN simple (Tang et al.)" }
    few_requests {
        en: "few requests, as the benchmark"
        zh: "少量请求，与基准相同"
        es: "pocas peticiones, como la referencia"
    }
    benchmark_sac {
        en: "public code’s defaults"
        zh: "公开代码的默认设置"
        es: "los valores del código público"
    }
    until_settled {
        en: "Stop once the gap has settled"
        zh: "差距稳定后停止"
        es: "Parar cuando la brecha se estabilice"
    }
    hidden_at_full_speed {
        en: "Full speed while this tab is hidden"
        zh: "标签页隐藏时仍全速训练"
        es: "A toda velocidad con la pestaña oculta"
    }
    next_run {
        en: "Changes take effect in the next run. What you leave alone stays as each ablation has it."
        zh: "更改在下次训练时生效。未更改的参数保持各消融配置的原值。"
        es: "Los cambios valen para el próximo entrenamiento. Lo que no toques queda como lo tiene cada ablación."
    }
    of_updates(done, total) {
        en: "Update {done} of {total}"
        zh: "第 {done} / {total} 次更新"
        es: "Actualización {done} de {total}"
    }
    one_seed(seed) { en: "seed {seed}" zh: "种子 {seed}" es: "semilla {seed}" }
    some_seeds(first, last) {
        en: "seeds {first} to {last}"
        zh: "种子 {first} 至 {last}"
        es: "semillas {first} a {last}"
    }
    one_worker { en: "one worker" zh: "1 个后台线程" es: "un proceso" }
    some_workers(many) { en: "{many} workers" zh: "{many} 个后台线程" es: "{many} procesos" }

    seeds_band {
        en: "interquartile mean of the seeds that have come so far, band: 95 % interval"
        zh: "已到达该处的各种子的四分位均值，色带：95 % 区间"
        es: "media intercuartílica de las semillas que han llegado hasta ahí, banda: intervalo del 95 %"
    }
    one_seed_only {
        en: "one seed: add more for a band"
        zh: "只有一个种子：增加种子可显示色带"
        es: "una semilla: añade más para ver una banda"
    }
    held_out { en: "256 held-out requests" zh: "256 个留出请求" es: "256 peticiones reservadas" }
    gap { en: "gap to optimum" zh: "与最优的差距" es: "brecha con el óptimo" }
    interval { en: "95 % interval" zh: "95 % 区间" es: "intervalo del 95 %" }
    limits_broken { en: "limits broken" zh: "违反限制" es: "límites incumplidos" }
    firing { en: "neurons firing" zh: "神经元发放率" es: "neuronas activas" }
    alpha { en: "temperature" zh: "温度" es: "temperatura" }
    seeds_done { en: "seeds done" zh: "完成的种子" es: "semillas listas" }
    from_to(low, high) { en: "{low} to {high}" zh: "{low} 至 {high}" es: "{low} a {high}" }
    of_seeds(done, all) { en: "{done} of {all}" zh: "{done} / {all}" es: "{done} de {all}" }
    full_power_rule {
        en: "Fixed rule: natural length, full power"
        zh: "固定规则：自然长度，满功率"
        es: "Regla fija: longitud natural, plena potencia"
    }
    what_was_learnt { en: "What was learnt, seed by seed" zh: "各种子的学习结果" es: "Lo aprendido, semilla a semilla" }
    seed { en: "seed" zh: "种子" es: "semilla" }
    agent { en: "agent" zh: "智能体" es: "agente" }
    last_update { en: "last update" zh: "最后一次更新" es: "última actualización" }
    digest { en: "digest of the weights" zh: "权重摘要" es: "huella de los pesos" }
    ended { en: "ended" zh: "结束原因" es: "fin" }
    as_planned { en: "as planned" zh: "按计划" es: "según lo previsto" }
    settled { en: "gap had settled" zh: "差距已稳定" es: "brecha estable" }
    digest_note {
        en: "The same plan and seed give the same digest in every browser and on the command line: whoever runs it again can compare."
        zh: "相同的计划和种子在任何浏览器和命令行中都得到相同的摘要：任何人重新运行即可对照。"
        es: "El mismo plan y la misma semilla dan la misma huella en cualquier navegador y en la línea de órdenes: quien lo repita puede comparar."
    }

    spikes_title { en: "Spikes of one decision" zh: "一次决策的脉冲" es: "Impulsos de una decisión" }
    energy_title { en: "Energy of one decision" zh: "一次决策的能耗" es: "Energía de una decisión" }
    against_title { en: "Against the paper" zh: "与论文对比" es: "Frente al artículo" }
    cost_title { en: "Carbon of this page" zh: "本页面的碳排放" es: "Carbono de esta página" }
    shipped { en: "shipped policy" zh: "自带策略" es: "política incluida" }
    shipped_any {
        en: "shipped policy for any scenario"
        zh: "适用于任意场景的自带策略"
        es: "política incluida para cualquier escenario"
    }
    at_update(update) { en: "update {update}" zh: "第 {update} 次更新" es: "actualización {update}" }
    estimate { en: "estimate, 45 nm" zh: "按 45 nm 估算" es: "estimación, 45 nm" }
    no_spikes_yet {
        en: "The agent has not answered yet."
        zh: "智能体尚未作答。"
        es: "El agente aún no ha respondido."
    }
    hidden(index) { en: "Hidden {index}" zh: "隐藏层 {index}" es: "Oculta {index}" }
    raster_axes {
        en: "one column a neuron, one row a time step; the share that fires stands at the right"
        zh: "一列为一个神经元，一行为一个时间步；右侧为发放比例"
        es: "una columna por neurona, una fila por paso de tiempo; a la derecha, la parte que dispara"
    }
    raster_summary(spikes, rates) {
        en: "Spike raster of one decision: {spikes} spikes, firing rates by layer {rates}."
        zh: "一次决策的脉冲栅格图：共 {spikes} 个脉冲，各层发放率 {rates}。"
        es: "Trama de impulsos de una decisión: {spikes} impulsos, tasas por capa {rates}."
    }
    raster_table { en: "Spikes of one decision by layer" zh: "一次决策各层的脉冲" es: "Impulsos de una decisión por capa" }
    layer { en: "layer" zh: "层" es: "capa" }
    neurons { en: "neurons" zh: "神经元" es: "neuronas" }
    time_steps { en: "time steps" zh: "时间步" es: "pasos de tiempo" }
    spikes { en: "spikes" zh: "脉冲" es: "impulsos" }
    rate { en: "firing rate" zh: "发放率" es: "tasa de disparo" }
    and_updates(synapses, updates) {
        en: "{synapses} + {updates} updates"
        zh: "{synapses} + {updates} 更新"
        es: "{synapses} + {updates} actualiz."
    }
    synapses_nj { en: "synapses, nJ" zh: "突触，nJ" es: "sinapsis, nJ" }
    updates_nj { en: "neuron updates, nJ" zh: "神经元更新，nJ" es: "actualización de neuronas, nJ" }
    memory_note(word, spiking, dense) {
        en: "Memory is left out: with every weight and neuron’s state from a small cache, at {word} a word, SDRL takes {spiking} and SAC {dense}."
        zh: "未计入存储访问：若每个权重和神经元状态都取自小缓存（每字 {word}），SDRL 需 {spiking}，SAC 需 {dense}。"
        es: "No incluye la memoria: si cada peso y el estado de cada neurona vienen de una caché pequeña, a {word} la palabra, SDRL gasta {spiking} y SAC {dense}."
    }

    saved_axis {
        en: "carbon that SDRL saves, ten seeds, 95 % interval"
        zh: "SDRL 节省的碳，十个种子，95 % 区间"
        es: "carbono que ahorra SDRL, diez semillas, intervalo del 95 %"
    }
    against_tuned { en: "against SAC, tuned as hard" zh: "对比同等调优的 SAC" es: "frente a SAC igual de ajustado" }
    against_benchmark(requests) {
        en: "against benchmark SAC, {requests} requests"
        zh: "对比基准 SAC，{requests} 个请求"
        es: "frente al SAC de referencia, {requests} peticiones"
    }
    ours(saved) { en: "ours {saved}" zh: "我们 {saved}" es: "nuestro {saved}" }
    possible(most) { en: "most possible {most}" zh: "最多可达 {most}" es: "máximo posible {most}" }
    paper(saved) { en: "paper {saved}" zh: "论文 {saved}" es: "artículo {saved}" }
    against_note {
        en: "No agent can save more over SAC than SAC’s own gap to the optimum. Against a SAC that is tuned as hard, nearly nothing is left to save."
        zh: "任何智能体相对 SAC 的节省都不可能超过 SAC 自身与最优的差距。对同等调优的 SAC，几乎没有可节省的余地。"
        es: "Ningún agente puede ahorrar más que la brecha del propio SAC con el óptimo. Frente a un SAC igual de ajustado no queda casi nada que ahorrar."
    }
    against_whom { en: "against" zh: "对比对象" es: "frente a" }
    saved_percent { en: "saved, %" zh: "节省，%" es: "ahorro, %" }
    interval_percent { en: "95 % interval, %" zh: "95 % 区间，%" es: "intervalo del 95 %, %" }
    possible_percent { en: "most possible, %" zh: "最多可达，%" es: "máximo posible, %" }
    paper_percent { en: "paper, %" zh: "论文，%" es: "artículo, %" }

    cost_tag { en: "5 W a core, assumed" zh: "假设每核 5 W" es: "5 W por núcleo, supuesto" }
    nothing_spent(grid) {
        en: "No training yet, so nothing to pay back. A run will be counted at 5 W a core and {grid}, the data centre’s grid of the scenario."
        zh: "尚未训练，无需偿还。训练将按每核 5 W 和 {grid}（场景中数据中心的电网）计算。"
        es: "Aún no hay entrenamiento: nada que compensar. Se contará a 5 W por núcleo y {grid}, la red del centro de datos del escenario."
    }
    spent(carbon, seconds, grid) {
        en: "So far {carbon} for {seconds} of computing, at {grid}."
        zh: "到目前为止 {carbon}，计算时间 {seconds}，按 {grid} 计。"
        es: "Hasta ahora {carbon} por {seconds} de cálculo, a {grid}."
    }
    pays_back(saved, answers) {
        en: "Against the natural length at full power the agent saves {saved} an answer here, so training has paid for itself after {answers} answers."
        zh: "与满功率下的自然长度相比，智能体在此每次回答节省 {saved}，因此 {answers} 次回答后训练即已偿还。"
        es: "Frente a la longitud natural a plena potencia, el agente ahorra aquí {saved} por respuesta: el entrenamiento se ha pagado tras {answers} respuestas."
    }
    pays_never {
        en: "Here the agent saves nothing against the natural length at full power, so training is not paid back."
        zh: "在此场景中，智能体相对满功率下的自然长度没有节省，因此训练无法偿还。"
        es: "Aquí el agente no ahorra nada frente a la longitud natural a plena potencia, así que el entrenamiento no se compensa."
    }
    breaks_here {
        en: "Here the agent breaks a limit, so what it saves does not count."
        zh: "在此场景中智能体违反了限制，因此其节省不计。"
        es: "Aquí el agente incumple un límite, así que su ahorro no cuenta."
    }

    microscope { en: "Policy under the microscope" zh: "显微镜下的策略" es: "La política al microscopio" }
    microscope_aside {
        en: "move the phone across the cell: the best answer and both agents"
        zh: "在小区内移动手机：最优解与两个智能体"
        es: "mueve el teléfono por la celda: lo óptimo y ambos agentes"
    }
    length_axis { en: "answer length, tokens" zh: "回答长度，token" es: "longitud de la respuesta, tokens" }
    power_axis { en: "transmit power, W" zh: "发射功率，W" es: "potencia de transmisión, W" }
    breaks_axis { en: "breaks a limit" zh: "违反限制" es: "incumple un límite" }
    distance_axis { en: "distance to the base station, m" zh: "到基站的距离，m" es: "distancia a la estación base, m" }
    nothing_fits { en: "nothing keeps all limits" zh: "无可行解" es: "nada cumple todos los límites" }
    along_summary(stops, possible, sdrl, sac) {
        en: "Length and power along {stops} distances. All limits can be kept at {possible} of them; there SDRL breaks one at {sdrl}, SAC at {sac}."
        zh: "沿 {stops} 个距离的长度与功率。其中 {possible} 个可满足所有限制；在这些距离上 SDRL 违反 {sdrl} 次，SAC 违反 {sac} 次。"
        es: "Longitud y potencia en {stops} distancias. En {possible} se pueden cumplir todos los límites; ahí SDRL incumple en {sdrl} y SAC en {sac}."
    }
    along_table { en: "Decisions along the distance" zh: "沿距离的决策" es: "Decisiones según la distancia" }
    metres { en: "m" zh: "m" es: "m" }
    best { en: "best" zh: "最优" es: "óptimo" }
    who_tokens(who) { en: "{who}, tokens" zh: "{who}，token" es: "{who}, tokens" }
    who_watts(who) { en: "{who}, W" zh: "{who}，W" es: "{who}, W" }
    who_limits(who) { en: "{who}, limits" zh: "{who}，限制" es: "{who}, límites" }
    kept { en: "kept" zh: "满足" es: "cumple" }
    broken { en: "broken" zh: "违反" es: "incumple" }
    here { en: "At this distance" zh: "在此距离" es: "A esta distancia" }
    asking { en: "Asking the agents …" zh: "正在询问智能体…" es: "Preguntando a los agentes…" }
    legend {
        en: "green: the best; pink: SDRL; amber, dashed: SAC; thin line: where you stand"
        zh: "绿色：最优；粉色：SDRL；琥珀色虚线：SAC；细线：当前位置"
        es: "verde: lo óptimo; rosa: SDRL; ámbar discontinuo: SAC; línea fina: donde estás"
    }

    kept_here {
        en: "This run and its weights are kept on this device until the next run."
        zh: "此训练及其权重保存在本设备上，直到下次训练。"
        es: "Este entrenamiento y sus pesos se guardan en este dispositivo hasta el siguiente."
    }
    not_kept {
        en: "This browser keeps nothing here: this run is gone with the page."
        zh: "此浏览器不在这里保存任何内容：关闭页面后训练即消失。"
        es: "Este navegador no guarda nada aquí: el entrenamiento se pierde con la página."
    }
    kept_by_another {
        en: "The run that is kept on this device is from another version of this page, which this one cannot read. It stays until the next run."
        zh: "本设备上保存的训练来自此页面的另一个版本，当前版本无法读取。它会保留到下次训练。"
        es: "El entrenamiento guardado en este dispositivo es de otra versión de esta página, que esta no puede leer. Se queda hasta el siguiente."
    }
    forget_kept { en: "Forget this run" zh: "删除此训练" es: "Olvidar este entrenamiento" }
    run_into_link { en: "Put this run into the link" zh: "将此训练放入链接" es: "Poner este entrenamiento en el enlace" }
    run_in_link(seeds) {
        en: "The link carries the run of {seeds}: share it, and whoever opens it can run it again."
        zh: "链接包含{seeds}的训练：分享它，打开者可重新运行。"
        es: "El enlace lleva el entrenamiento con {seeds}: compártelo y quien lo abra podrá repetirlo."
    }
    link_has_run(what, seeds, updates) {
        en: "This link carries a run: {what}, {seeds}, {updates} updates. Run it again and compare."
        zh: "此链接包含一次训练：{what}，{seeds}，{updates} 次更新。可重新运行并对照。"
        es: "Este enlace lleva un entrenamiento: {what}, {seeds}, {updates} actualizaciones. Repítelo y compara."
    }
    run_again { en: "Run it again" zh: "重新运行" es: "Repetirlo" }
    forget_run { en: "Take it out of the link" zh: "从链接中移除" es: "Quitarlo del enlace" }
    reproduced {
        en: "Reproduced: every weight has the same bits."
        zh: "已复现：每个权重的比特完全相同。"
        es: "Reproducido: cada peso tiene los mismos bits."
    }
    not_reproduced(agent, seed, here, there) {
        en: "Not reproduced: {agent} with seed {seed} has digest {here} here, the link says {there}."
        zh: "未能复现：{agent}（种子 {seed}）在此的摘要为 {here}，链接中为 {there}。"
        es: "No reproducido: {agent} con semilla {seed} tiene aquí la huella {here}; el enlace dice {there}."
    }
    many_not_reproduced(differ, all) {
        en: "Not reproduced: {differ} of {all} digests differ."
        zh: "未能复现：{all} 个摘要中有 {differ} 个不同。"
        es: "No reproducido: difieren {differ} de {all} huellas."
    }
    which_differ { en: "Which digests differ" zh: "哪些摘要不同" es: "Qué huellas difieren" }
    digest_here { en: "digest here" zh: "此处摘要" es: "huella aquí" }
    digest_there { en: "digest in the link" zh: "链接中的摘要" es: "huella en el enlace" }
}
