//! Words of the teacher's guide and of the printed sheet.

words! {
    intro {
        en: "Six lessons on the carbon of one AI answer. Each has three questions; to each, learners predict first, then see what the model says. Nothing has to be installed, nobody signs in, nothing leaves the device."
        zh: "六节课，讲一个 AI 回答的碳排放。每节三个问题；学生先预测，再看模型的答案。无需安装，无需登录，任何数据都不离开设备。"
        es: "Seis lecciones sobre el carbono de una respuesta de IA. Cada una tiene tres preguntas; en cada una se predice primero y luego se ve lo que dice el modelo. No hay que instalar nada ni registrarse, y nada sale del dispositivo."
    }
    aims { en: "Aims" zh: "目标" es: "Objetivos" }
    aim_carbon {
        en: "Say which part of a service emits how much, and why it depends on what is sent."
        zh: "说出服务的哪一部分排放多少，以及为何取决于发送的内容。"
        es: "Decir qué parte de un servicio emite cuánto y por qué depende de lo que se envía."
    }
    aim_grid {
        en: "Tell operational from embodied carbon, and say what a clean grid leaves."
        zh: "区分运行碳与隐含碳，并说出清洁电网还剩下什么。"
        es: "Distinguir el carbono de uso del incorporado y decir qué queda con una red limpia."
    }
    aim_radio {
        en: "Explain why a minimum lies between too little and too much power."
        zh: "解释为何最低点在功率过小与过大之间。"
        es: "Explicar por qué hay un mínimo entre muy poca y demasiada potencia."
    }
    aim_quality {
        en: "Name the limit that binds, and what the last percents of quality cost."
        zh: "说出起约束作用的限制，以及最后几个百分点质量的代价。"
        es: "Nombrar el límite que aprieta y qué cuestan los últimos puntos de calidad."
    }
    aim_agent {
        en: "Describe learning from trial and charge, and judge an agent against an exact optimum."
        zh: "描述从尝试与计费中学习，并对照精确最优评判智能体。"
        es: "Describir cómo se aprende probando y pagando, y juzgar un agente frente a un óptimo exacto."
    }
    aim_spikes {
        en: "Weigh a claim about energy: what is counted, and what is left out."
        zh: "权衡一个关于能耗的说法：算了什么，漏了什么。"
        es: "Sopesar una afirmación sobre energía: qué se cuenta y qué se deja fuera."
    }
    before { en: "What learners need" zh: "学生需要什么" es: "Qué hace falta" }
    before_text {
        en: "Percent, reading a chart, watts and kilowatt-hours. No programming. The fifth and sixth lesson go better with an idea of what a neural network is."
        zh: "百分比、读图、瓦与千瓦时。无需编程。第五、六课最好了解什么是神经网络。"
        es: "Porcentajes, leer una gráfica, vatios y kilovatios hora. Sin programar. La quinta y la sexta lección van mejor con una idea de qué es una red neuronal."
    }
    timing { en: "Timing" zh: "时间安排" es: "Tiempos" }
    timing_text(all) {
        en: "{all} minutes for all lessons. For one school hour take the first three and the round against the agent; for homework build an assignment."
        zh: "全部课程 {all} 分钟。一节课可上前三课并与智能体比一轮；家庭作业可自行布置。"
        es: "{all} minutos para todas. Para una hora de clase bastan las tres primeras y la ronda contra el agente; para casa, crea una tarea."
    }
    lesson { en: "Lesson" zh: "课" es: "Lección" }
    aim { en: "Aim" zh: "目标" es: "Objetivo" }
    time { en: "Minutes" zh: "分钟" es: "Minutos" }
    answers { en: "Answers" zh: "答案" es: "Respuestas" }
    answers_text {
        en: "Computed by the model as you read this; if a constant is improved, they follow."
        zh: "由模型在你阅读时计算；常数若有改进，答案随之更新。"
        es: "Las calcula el modelo mientras lees; si mejora una constante, cambian con ella."
    }
    played {
        en: "Played or trained in the lesson; the outcome is the learner’s own."
        zh: "在课中游戏或训练得出；结果属于学生自己。"
        es: "Se juega o se entrena en la lección; el resultado es de cada cual."
    }
    sources { en: "Sources" zh: "来源" es: "Fuentes" }
    sources_text {
        en: "Problem and agents: AOLO, arXiv 2503.04418. Energy of computing: fitted to ML.ENERGY leaderboard v3. Grids: Ember, CC BY-SA 4.0. Energy of arithmetic: Horowitz 2014; its limits: arXiv 2409.08290. Every constant carries its source: in Explore behind each bar and limit, in the Lab behind each energy and cost."
        zh: "问题与智能体：AOLO，arXiv 2503.04418。计算能耗：依据 ML.ENERGY leaderboard v3 拟合。电网：Ember，CC BY-SA 4.0。运算能耗：Horowitz 2014；其局限：arXiv 2409.08290。每个常数都有来源：见“探索”中的各条柱与各项限制，以及“实验室”中的能耗与成本。"
        es: "Problema y agentes: AOLO, arXiv 2503.04418. Energía del cálculo: ajustada a ML.ENERGY leaderboard v3. Redes: Ember, CC BY-SA 4.0. Energía de la aritmética: Horowitz 2014; sus límites: arXiv 2409.08290. Cada constante lleva su fuente: en Explorar, tras cada barra y cada límite; en el Laboratorio, tras cada energía y cada coste."
    }
    print_guide { en: "Print this guide" zh: "打印本指南" es: "Imprimir esta guía" }
    print_sheet { en: "Print the learners’ sheet" zh: "打印学生用纸" es: "Imprimir la hoja del alumnado" }
    sheet { en: "The carbon of one AI answer" zh: "一个 AI 回答的碳排放" es: "El carbono de una respuesta de IA" }
    sheet_name { en: "Name:" zh: "姓名：" es: "Nombre:" }
    sheet_prediction { en: "My prediction, and why:" zh: "我的预测及理由：" es: "Mi predicción y por qué:" }
    sheet_model { en: "What the model says:" zh: "模型的答案：" es: "Lo que dice el modelo:" }
    see_sheet { en: "Learners’ sheet" zh: "学生用纸" es: "Hoja del alumnado" }
}
