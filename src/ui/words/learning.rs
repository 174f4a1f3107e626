//! Words of training, of the worker, of the learning curves and of the committed results.

words! {
    title { en: "Watch the agents learn" zh: "观看智能体学习" es: "Mira cómo aprenden los agentes" }
    title_aside {
        en: "carbon above the optimum on 256 held-out requests"
        zh: "在 256 个留出请求上，碳排放高出最优解的部分"
        es: "carbono por encima del óptimo en 256 peticiones reservadas"
    }
    seed { en: "Seed" zh: "随机种子" es: "Semilla" }
    updates { en: "Updates" zh: "更新次数" es: "Actualizaciones" }
    resume { en: "Resume" zh: "继续" es: "Reanudar" }
    pause { en: "Pause" zh: "暂停" es: "Pausar" }
    stop { en: "Stop" zh: "停止" es: "Detener" }
    train_again { en: "Train again" zh: "再次训练" es: "Entrenar de nuevo" }
    train_own { en: "Train your own" zh: "自己训练" es: "Entrena los tuyos" }
    no_run {
        en: "No run yet. The curves of both agents appear here as they learn: SDRL, whose actor spikes, and SAC, whose actor does not."
        zh: "尚未训练。两个智能体学习时，其曲线会显示在这里：SDRL 的策略网络是脉冲神经网络，SAC 的则不是。"
        es: "Aún no hay entrenamiento. Aquí aparecen las curvas de ambos agentes mientras aprenden: SDRL, cuyo actor es una red de impulsos, y SAC, cuyo actor no lo es."
    }
    no_run_shipped {
        en: "No run yet. The agent that ships with the page is shown. The curves of both agents appear here as they learn: SDRL, whose actor spikes, and SAC, whose actor does not."
        zh: "尚未训练。当前显示的是页面自带的智能体。两个智能体学习时，其曲线会显示在这里：SDRL 的策略网络是脉冲神经网络，SAC 的则不是。"
        es: "Aún no hay entrenamiento. Se muestra el agente que viene con la página. Aquí aparecen las curvas de ambos agentes mientras aprenden: SDRL, cuyo actor es una red de impulsos, y SAC, cuyo actor no lo es."
    }
    worker_starting {
        en: "The worker is starting."
        zh: "后台线程正在启动。"
        es: "El proceso de cálculo está arrancando."
    }
    worker_failed(what) {
        en: "The worker is not running: {what}. The rest of the page works without it."
        zh: "后台线程未运行：{what}。页面的其余部分不受影响。"
        es: "El proceso de cálculo no funciona: {what}. El resto de la página funciona sin él."
    }
    start_worker_again { en: "Start it again" zh: "重新启动" es: "Iniciarlo de nuevo" }
    ready {
        en: "Train your own: both agents learn side by side in a worker, from a random start, and their points move on the map."
        zh: "自己训练：两个智能体在后台线程中从随机初始状态并行学习，它们在图上的点会随之移动。"
        es: "Entrena los tuyos: ambos agentes aprenden a la vez en segundo plano, desde un inicio aleatorio, y sus puntos se mueven en el mapa."
    }
    starting { en: "Starting." zh: "正在开始。" es: "Empezando." }
    learning { en: "Both agents are learning." zh: "两个智能体正在学习。" es: "Ambos agentes están aprendiendo." }
    one_learning(agent) { en: "{agent} is learning." zh: "{agent} 正在学习。" es: "{agent} está aprendiendo." }
    paused_at(at) {
        en: "Paused at update {at}."
        zh: "在第 {at} 次更新时暂停。"
        es: "En pausa en la actualización {at}."
    }
    stopped_at(at) {
        en: "Training stopped at update {at}. Nothing is lost."
        zh: "训练在第 {at} 次更新时停止。没有丢失任何内容。"
        es: "El entrenamiento se detuvo en la actualización {at}. No se ha perdido nada."
    }
    stopped_by(at, what) {
        en: "Training stopped at update {at}: {what}. Nothing is lost."
        zh: "训练在第 {at} 次更新时停止：{what}。没有丢失任何内容。"
        es: "El entrenamiento se detuvo en la actualización {at}: {what}. No se ha perdido nada."
    }
    finished(at, time) {
        en: "Done: {at} updates in {time}."
        zh: "完成：{time} 内更新 {at} 次。"
        es: "Listo: {at} actualizaciones en {time}."
    }
    done { en: "done" zh: "已完成" es: "listo" }
    minutes_left(many) {
        en: "about {many} min left"
        zh: "约剩 {many} 分钟"
        es: "quedan unos {many} min"
    }
    seconds_left(many) { en: "about {many} s left" zh: "约剩 {many} 秒" es: "quedan unos {many} s" }
    progress(done, total, left) {
        en: "{done} of {total} updates, {left}"
        zh: "已更新 {done} / {total} 次，{left}"
        es: "{done} de {total} actualizaciones, {left}"
    }
    training { en: "Training" zh: "训练" es: "Entrenamiento" }
    agents_caption {
        en: "Agents on held-out requests"
        zh: "智能体在留出请求上的表现"
        es: "Los agentes en peticiones reservadas"
    }
    agent { en: "agent" zh: "智能体" es: "agente" }
    gap_to_best { en: "gap to best" zh: "与最优的差距" es: "brecha con el óptimo" }
    break_a_limit { en: "break a limit" zh: "违反限制" es: "incumplen un límite" }
    neurons_firing { en: "neurons firing" zh: "发放脉冲的神经元" es: "neuronas activas" }
    decision_energy { en: "energy of a decision" zh: "单次决策能耗" es: "energía de una decisión" }
    decision_energy_note {
        en: "Energy of a decision: an estimate of its arithmetic in a 45 nm chip, neuron updates included. Memory is left out, and takes more than that."
        zh: "单次决策能耗：按 45 nm 芯片估算的算术运算能耗，包含神经元更新。未计入存储访问，而其能耗更高。"
        es: "Energía de una decisión: estimación de su aritmética en un chip de 45 nm, con las actualizaciones de las neuronas. No incluye la memoria, que gasta más que eso."
    }
    agent_on_map { en: "Agent on the map" zh: "图上显示的智能体" es: "Agente en el mapa" }

    not_started(error) {
        en: "the browser did not start www/start_worker.js ({error})"
        zh: "浏览器未能启动 www/start_worker.js（{error}）"
        es: "el navegador no arrancó www/start_worker.js ({error})"
    }
    not_loaded {
        en: "www/start_worker.js or worker.js did not load"
        zh: "www/start_worker.js 或 worker.js 未能加载"
        es: "www/start_worker.js o worker.js no se cargó"
    }
    no_bytes {
        en: "a message of the worker was no bytes"
        zh: "后台线程的一条消息不是字节数据"
        es: "un mensaje del proceso de cálculo no eran bytes"
    }
    status(code) { en: "status {code}" zh: "状态码 {code}" es: "estado {code}" }

    spiking { en: "SDRL, spiking" zh: "SDRL，脉冲" es: "SDRL, impulsos" }
    starts_at(agent, gap) {
        en: "{agent} starts at {gap}"
        zh: "{agent} 起点为 {gap}"
        es: "{agent} empieza en {gap}"
    }
    from(agent, gap) { en: "{agent} from {gap}" zh: "{agent} 起自 {gap}" es: "{agent} desde {gap}" }
    curve_at(agent, update, gap, broken) {
        en: "{agent} at update {update}: {gap} above the optimum, {broken} of answers break a limit"
        zh: "{agent} 在第 {update} 次更新时：高出最优 {gap}，{broken} 的回答违反限制"
        es: "{agent} en la actualización {update}: {gap} por encima del óptimo, el {broken} de las respuestas incumple un límite"
    }
    curves_none {
        en: "Learning curves: no run yet"
        zh: "学习曲线：尚未训练"
        es: "Curvas de aprendizaje: aún sin entrenamiento"
    }
    curves_one(one) {
        en: "Learning curves. {one}"
        zh: "学习曲线。{one}"
        es: "Curvas de aprendizaje. {one}"
    }
    curves_two(one, other) {
        en: "Learning curves. {one}. {other}"
        zh: "学习曲线。{one}。{other}"
        es: "Curvas de aprendizaje. {one}. {other}"
    }
    curves_table {
        en: "Gap to the optimum and broken limits by update"
        zh: "各次更新时与最优解的差距和违反的限制"
        es: "Brecha con el óptimo y límites incumplidos por actualización"
    }
    to_come { en: "still to come" zh: "尚未到达" es: "por venir" }
    fixed_rule { en: "fixed rule" zh: "固定规则" es: "regla fija" }
    no_run_short { en: "No run yet." zh: "尚未训练。" es: "Aún sin entrenar." }
    curves_grow {
        en: "The curves of SDRL and SAC grow here."
        zh: "SDRL 与 SAC 的曲线将在此生长。"
        es: "Aquí crecen las curvas de SDRL y SAC."
    }
    gap_axis {
        en: "gap to the optimum, % of carbon"
        zh: "与最优解的差距，占碳排放的 %"
        es: "brecha con el óptimo, % del carbono"
    }
    optimum_0 { en: "optimum 0" zh: "最优 0" es: "óptimo 0" }
    broken_axis {
        en: "answers that break a limit, %"
        zh: "违反限制的回答，%"
        es: "respuestas que incumplen un límite, %"
    }
    updates_axis { en: "updates" zh: "更新次数" es: "actualizaciones" }
    update { en: "update" zh: "更新" es: "actualización" }
    agent_gap(agent) { en: "{agent} gap, %" zh: "{agent} 差距，%" es: "brecha de {agent}, %" }
    agent_broken(agent) { en: "{agent} broken, %" zh: "{agent} 违反，%" es: "{agent}: incumplidos, %" }

    results_title {
        en: "What they reached over many seeds"
        zh: "它们在多个随机种子上的结果"
        es: "Lo que lograron con muchas semillas"
    }
    who_decides { en: "who decides" zh: "决策者" es: "quién decide" }
    gap { en: "gap" zh: "差距" es: "brecha" }
    limits_broken { en: "limits broken" zh: "违反限制" es: "límites incumplidos" }
    worst_seed { en: "worst seed" zh: "最差种子" es: "peor semilla" }
    seeds { en: "seeds" zh: "种子数" es: "semillas" }
    sdrl_against { en: "SDRL against" zh: "SDRL 对比" es: "SDRL frente a" }
    requests { en: "requests" zh: "请求数" es: "peticiones" }
    carbon_saved { en: "carbon saved" zh: "节省的碳" es: "carbono ahorrado" }
    most_possible { en: "most possible" zh: "最多可节省" es: "máximo posible" }
    the_paper { en: "the paper" zh: "论文" es: "el artículo" }
    agents_note(many) {
        en: "Each policy on the same {many} held-out requests. Gap: carbon charged beyond the exact optimum, interquartile mean over seeds, with its 95 % bootstrap interval. Who breaks a limit in more than 0.5 % of requests counts as infeasible: its figures stand in brackets."
        zh: "每个策略都在相同的 {many} 个留出请求上评估。差距：超出精确最优解的碳排放，取各种子的四分位均值，并给出 95 % 自助法区间。违反限制的请求超过 0.5 % 的视为不可行，其数字置于方括号内。"
        es: "Cada política en las mismas {many} peticiones reservadas. Brecha: carbono por encima del óptimo exacto, media intercuartílica sobre las semillas, con su intervalo bootstrap del 95 %. Quien incumple un límite en más del 0.5 % de las peticiones cuenta como inviable: sus cifras van entre corchetes."
    }
    agents_table {
        en: "What each agent and rule reached"
        zh: "各智能体与规则的结果"
        es: "Lo que logró cada agente y cada regla"
    }
    saved_note {
        en: "Carbon that SDRL saves, beside the most that any agent could save there, the exact optimum, and what the paper reports. Against SAC with public defaults both learn from as many requests."
        zh: "SDRL 节省的碳，与任何智能体在该处最多可节省的量（精确最优解）以及论文报告的数值并列。与采用公开默认参数的 SAC 比较时，两者学习的请求数相同。"
        es: "Carbono que ahorra SDRL, junto a lo máximo que cualquier agente podría ahorrar ahí, el óptimo exacto, y lo que informa el artículo. Frente a SAC con valores públicos por defecto, ambos aprenden de las mismas peticiones."
    }
    saved_table { en: "Carbon that SDRL saves" zh: "SDRL 节省的碳" es: "Carbono que ahorra SDRL" }
    runs_note {
        en: "Every run, with its seed and settings, and the command that makes it again are in the folder results of the source."
        zh: "每次运行及其种子、设置和复现命令都在源代码的 results 文件夹中。"
        es: "Cada ejecución, con su semilla y sus ajustes, y la orden que la repite están en la carpeta results del código fuente."
    }
    diverged(seeds, many) {
        en: "{seeds}, {many} diverged"
        zh: "{seeds}，{many} 个发散"
        es: "{seeds}, {many} divergieron"
    }
    all { en: "all" zh: "全部" es: "todas" }
    few_requests { en: "SDRL, 100 000 requests" zh: "SDRL，100 000 个请求" es: "SDRL, 100 000 peticiones" }
    benchmark_sac {
        en: "SAC with public defaults"
        zh: "采用公开默认参数的 SAC"
        es: "SAC con valores públicos por defecto"
    }
    popsan { en: "plain PopSAN" zh: "原始 PopSAN" es: "PopSAN sin cambios" }
    direct_coding { en: "SDRL, direct coding" zh: "SDRL，直接编码" es: "SDRL, codificación directa" }
    free_rates { en: "SDRL, rates left free" zh: "SDRL，不约束发放率" es: "SDRL, tasas libres" }
    mixed_sdrl {
        en: "SDRL, one mixed reward"
        zh: "SDRL，单一混合奖励"
        es: "SDRL, una recompensa mixta"
    }
    mixed_sac { en: "SAC, one mixed reward" zh: "SAC，单一混合奖励" es: "SAC, una recompensa mixta" }
    rule_optimum { en: "exact optimum" zh: "精确最优解" es: "óptimo exacto" }
    rule_safe {
        en: "safe action: full power, its smallest length"
        zh: "安全动作：全功率，且取其最短长度"
        es: "acción segura: plena potencia, su menor longitud"
    }
    rule_natural {
        en: "natural length at full power"
        zh: "全功率下的自然长度"
        es: "longitud natural a plena potencia"
    }
    rule_fixed_carbon {
        en: "best fixed action, by carbon charged"
        zh: "最佳固定动作（按计入的碳）"
        es: "mejor acción fija, por carbono imputado"
    }
    rule_fixed_limits {
        en: "best fixed action, by limits kept"
        zh: "最佳固定动作（按遵守的限制）"
        es: "mejor acción fija, por límites respetados"
    }
    rule_random { en: "random actions" zh: "随机动作" es: "acciones al azar" }
    interval(point, low, high) {
        en: "{point} ({low} to {high})"
        zh: "{point}（{low} 至 {high}）"
        es: "{point} ({low} a {high})"
    }
}
