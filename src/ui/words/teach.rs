//! Words of Teach around the lessons: list, phases, predictions, the round.

words! {
    lessons { en: "Lessons" zh: "课程" es: "Lecciones" }
    in_all(minutes) {
        en: "{minutes} minutes in all. Each link opens at its step."
        zh: "共 {minutes} 分钟。每个链接都从对应步骤打开。"
        es: "{minutes} minutos en total. Cada enlace se abre en su paso."
    }
    minutes(minutes) { en: "{minutes} min" zh: "{minutes} 分钟" es: "{minutes} min" }
    done { en: "done" zh: "已完成" es: "hecha" }
    of_lessons(number, count, title) {
        en: "{number} of {count} · {title}"
        zh: "第 {number} 课，共 {count} 课 · {title}"
        es: "{number} de {count} · {title}"
    }
    question(number, count) {
        en: "Question {number} of {count}"
        zh: "第 {number} 题，共 {count} 题"
        es: "Pregunta {number} de {count}"
    }
    step_link(number, title) {
        en: "Question {number}: {title}"
        zh: "第 {number} 题：{title}"
        es: "Pregunta {number}: {title}"
    }
    predict { en: "Predict" zh: "预测" es: "Predice" }
    reveal { en: "Reveal" zh: "揭晓" es: "Descubre" }
    explain { en: "Explain" zh: "解释" es: "Explica" }
    try_it { en: "Try" zh: "尝试" es: "Prueba" }
    said_often { en: "Often heard:" zh: "常听到：" es: "Se oye a menudo:" }
    phases { en: "Where you are in this question" zh: "你在本题中的位置" es: "Dónde estás en esta pregunta" }

    your_prediction { en: "Your prediction" zh: "你的预测" es: "Tu predicción" }
    against_model { en: "Against the model" zh: "与模型对比" es: "Frente al modelo" }
    model { en: "model" zh: "模型" es: "modelo" }
    your_sketch { en: "your sketch" zh: "你的草图" es: "tu dibujo" }
    you { en: "you" zh: "你" es: "tú" }
    model_says { en: "The model says" zh: "模型给出" es: "El modelo dice" }
    lowest(emissions, place) {
        en: "lowest: {emissions} at {place}"
        zh: "最低：{emissions}，在 {place}"
        es: "mínimo: {emissions} a {place}"
    }
    drag { en: "drag across to draw" zh: "横向拖动来画" es: "arrastra para dibujar" }
    by_keyboard {
        en: "Or set seven points with sliders"
        zh: "或用滑块设置七个点"
        es: "O fija siete puntos con deslizadores"
    }
    point_at(place) { en: "Emissions at {place}" zh: "{place} 处的排放" es: "Emisiones a {place}" }
    clear { en: "Clear" zh: "清除" es: "Borrar" }
    again { en: "Predict again" zh: "重新预测" es: "Predecir otra vez" }
    draw_first {
        en: "Draw or set all seven points first."
        zh: "请先画出或设置全部七个点。"
        es: "Dibuja o fija antes los siete puntos."
    }
    choose_first {
        en: "Choose an answer first."
        zh: "请先选择一个答案。"
        es: "Elige antes una respuesta."
    }
    why { en: "Why? In your own words" zh: "为什么？用你自己的话说" es: "¿Por qué? Con tus palabras" }
    why_note {
        en: "Stays on this device."
        zh: "只保存在本设备上。"
        es: "Se queda en este dispositivo."
    }
    right_one { en: "the model’s answer" zh: "模型的答案" es: "la respuesta del modelo" }
    chosen { en: "your choice" zh: "你的选择" es: "tu elección" }
    off_by(distance) {
        en: "You were {distance} off."
        zh: "你相差 {distance}。"
        es: "Te desviaste {distance}."
    }
    points(points) { en: "{points} points" zh: "{points} 个百分点" es: "{points} puntos" }
    guessed { en: "You chose what the model says." zh: "你选对了。" es: "Elegiste lo que dice el modelo." }
    not_guessed {
        en: "The model says otherwise."
        zh: "模型给出了不同的答案。"
        es: "El modelo dice otra cosa."
    }
    waiting { en: "The agents are being asked …" zh: "正在询问智能体……" es: "Preguntando a los agentes…" }
    no_worker {
        en: "The agents did not start; this question needs them."
        zh: "智能体没有启动；本题需要它们。"
        es: "Los agentes no arrancaron; esta pregunta los necesita."
    }
    learning(done, total) {
        en: "It learns: {done} of {total} updates"
        zh: "正在学习：{done} / {total} 次更新"
        es: "Aprende: {done} de {total} actualizaciones"
    }
    let_it_learn { en: "Let it learn" zh: "让它学习" es: "Que aprenda" }
    open_explore { en: "Open this scene in Explore" zh: "在“探索”中打开此场景" es: "Abrir esta escena en Explorar" }
    open_lab { en: "Open the Lab" zh: "打开“实验室”" es: "Abrir el Laboratorio" }
    previous { en: "Back" zh: "上一题" es: "Atrás" }
    next { en: "Next question" zh: "下一题" es: "Siguiente pregunta" }
    next_lesson { en: "Next lesson" zh: "下一课" es: "Siguiente lección" }
    finished { en: "That was the last question." zh: "这是最后一题。" es: "Esa fue la última pregunta." }
    forget { en: "Forget my answers" zh: "清除我的答案" es: "Olvidar mis respuestas" }
    sketch_table { en: "Sketch and model" zh: "草图与模型" es: "Dibujo y modelo" }
    sketch_area { en: "Your sketch of emissions" zh: "你画的排放曲线" es: "Tu dibujo de las emisiones" }
    nothing_here { en: "nothing fits" zh: "无解" es: "nada cabe" }

    axis_power { en: "transmit power, W" zh: "发射功率，W" es: "potencia de transmisión, W" }
    axis_grid { en: "grid, g/kWh" zh: "电网，g/kWh" es: "red, g/kWh" }
    axis_qoe { en: "QoE threshold" zh: "QoE 阈值" es: "umbral de QoE" }
    axis_emissions { en: "mg CO₂e per answer" zh: "mg CO₂e / 回答" es: "mg CO₂e por respuesta" }

    times(value) { en: "{value} times" zh: "{value} 倍" es: "{value} veces" }
    opt_same { en: "About the same" zh: "差不多一样" es: "Más o menos igual" }
    opt_half_more { en: "Half as much again" zh: "多一半" es: "La mitad más" }
    opt_double { en: "About twice as much" zh: "约两倍" es: "Alrededor del doble" }
    opt_four { en: "About four times as much" zh: "约四倍" es: "Unas cuatro veces" }
    opt_times(value) { en: "About {value} times" zh: "约 {value} 倍" es: "Unas {value} veces" }
    opt_faster_not { en: "Not at all" zh: "完全没有" es: "Nada" }
    opt_hundredth { en: "A hundredth" zh: "百分之一" es: "Una centésima parte" }
    opt_tenth { en: "A tenth" zh: "十分之一" es: "Una décima parte" }
    opt_third { en: "About a third" zh: "约三分之一" es: "Alrededor de un tercio" }
    opt_equal { en: "As much or more" zh: "一样多或更多" es: "Lo mismo o más" }
    opt_quality { en: "Quality of experience" zh: "体验质量" es: "La calidad de experiencia" }
    opt_latency { en: "Latency" zh: "时延" es: "La latencia" }
    opt_outage { en: "Outage" zh: "中断率" es: "El corte" }
    opt_power { en: "The cell’s most power" zh: "小区的最大功率" es: "La potencia máxima de la celda" }

    round_title { en: "Beat the agent" zh: "战胜智能体" es: "Gana al agente" }
    round_of(number, count) {
        en: "Request {number} of {count}"
        zh: "第 {number} 个请求，共 {count} 个"
        es: "Petición {number} de {count}"
    }
    round_given {
        en: "What is given" zh: "给定条件" es: "Lo que está dado"
    }
    decide { en: "Decide" zh: "决定" es: "Decidir" }
    would_emit(emissions) {
        en: "Would emit {emissions}."
        zh: "将排放 {emissions}。"
        es: "Emitiría {emissions}."
    }
    keeps_limits { en: "Keeps all limits." zh: "遵守所有限制。" es: "Cumple todos los límites." }
    breaks(limits) { en: "Breaks: {limits}." zh: "违反：{limits}。" es: "Rompe: {limits}." }
    round_result { en: "Ten requests, charged" zh: "十个请求的计入排放" es: "Diez peticiones, cargadas" }
    round_who { en: "Who decides" zh: "谁来决定" es: "Quién decide" }
    round_charged { en: "Charged, mg" zh: "计入，mg" es: "Cargado, mg" }
    round_above { en: "Above the best" zh: "高于最优" es: "Sobre lo mejor" }
    round_broken { en: "Limits broken" zh: "违反限制" es: "Límites rotos" }
    round_best { en: "Exact optimum" zh: "精确最优" es: "Óptimo exacto" }
    round_agent { en: "Trained agent (SDRL)" zh: "训练好的智能体（SDRL）" es: "Agente entrenado (SDRL)" }
    round_you { en: "You" zh: "你" es: "Tú" }
    round_again { en: "Another round" zh: "再来一轮" es: "Otra ronda" }
    round_won { en: "You beat the agent." zh: "你战胜了智能体。" es: "Ganaste al agente." }
    round_lost { en: "The agent was charged less." zh: "智能体的排放更少。" es: "Al agente se le cargó menos." }
    round_request { en: "Request" zh: "请求" es: "Petición" }
    round_table { en: "Every decision of the round" zh: "本轮的每个决策" es: "Cada decisión de la ronda" }
    round_note {
        en: "What breaks a limit is sent again safely, and charged for both."
        zh: "违反限制的回答会安全重发，并计入两次排放。"
        es: "Lo que rompe un límite se repite con seguridad y se cargan las dos."
    }
    round_link { en: "Beat the agent" zh: "战胜智能体" es: "Gana al agente" }
    guide { en: "Teacher’s guide" zh: "教师指南" es: "Guía docente" }
    builder { en: "Build an assignment" zh: "布置作业" es: "Crear una tarea" }
    glossary { en: "Glossary" zh: "术语表" es: "Glosario" }
}
