//! Words of the assignments: building, answering, handing in, checking.

words! {
    title { en: "Build an assignment" zh: "布置作业" es: "Crear una tarea" }
    intro {
        en: "Choose what learners may change, set a target, and send them the link. All of it is in the link: no account, no server. The scene is the one that stands in Explore."
        zh: "选择学生可以改动什么，设定目标，然后把链接发给他们。一切都在链接里：无需账号，无需服务器。场景就是“探索”中的场景。"
        es: "Elige qué puede cambiar el alumnado, fija un objetivo y envía el enlace. Todo está en el enlace: sin cuenta ni servidor. La escena es la que está en Explorar."
    }
    what_to_do { en: "What to do" zh: "要做什么" es: "Qué hay que hacer" }
    name_of_it { en: "Title" zh: "标题" es: "Título" }
    hint { en: "Hint" zh: "提示" es: "Pista" }
    minutes { en: "Time, minutes" zh: "时间（分钟）" es: "Tiempo, minutos" }
    no_limit { en: "empty: no limit" zh: "留空：不限时" es: "vacío: sin límite" }
    target { en: "At most, mg CO₂e" zh: "上限，mg CO₂e" es: "Como máximo, mg CO₂e" }
    no_target { en: "empty: no target" zh: "留空：无目标" es: "vacío: sin objetivo" }
    quality { en: "QoE at least" zh: "QoE 不低于" es: "QoE de al menos" }
    only_scene {
        en: "empty: the scene’s threshold"
        zh: "留空：采用场景的阈值"
        es: "vacío: el umbral de la escena"
    }
    best_now(best) {
        en: "The exact optimum of the scene as it stands emits {best}."
        zh: "当前场景的精确最优排放 {best}。"
        es: "El óptimo exacto de la escena, tal como está, emite {best}."
    }
    none_now {
        en: "Nothing keeps all limits of the scene as it stands."
        zh: "当前场景下没有任何选择能遵守所有限制。"
        es: "Nada cumple todos los límites de la escena tal como está."
    }
    take_near { en: "Set 5 % above it" zh: "设为高出 5 %" es: "Poner un 5 % más" }
    controls { en: "Controls" zh: "控件" es: "Controles" }
    more { en: "More controls" zh: "更多控件" es: "Más controles" }
    hidden { en: "hidden, locked" zh: "隐藏并锁定" es: "oculto, fijo" }
    shown { en: "shown, locked" zh: "显示但锁定" es: "visible, fijo" }
    open { en: "open" zh: "开放" es: "abierto" }
    bounded { en: "open between" zh: "限定范围" es: "abierto entre" }
    from_of(name) { en: "{name}: from" zh: "{name}：下限" es: "{name}: desde" }
    to_of(name) { en: "{name}: to" zh: "{name}：上限" es: "{name}: hasta" }
    accounting { en: "Accounting" zh: "计费方式" es: "Contabilidad" }
    give_out { en: "Give it out" zh: "分发" es: "Repartirla" }
    the_link { en: "Link of the assignment" zh: "作业链接" es: "Enlace de la tarea" }
    see_as_learner { en: "See it as a learner" zh: "以学生身份查看" es: "Verla como alumno" }
    qr { en: "QR code of the link" zh: "链接的二维码" es: "Código QR del enlace" }
    too_long {
        en: "The link is too long for a QR code; send it as text."
        zh: "链接太长，无法生成二维码；请以文本发送。"
        es: "El enlace es demasiado largo para un código QR; envíalo como texto."
    }
    bad_number(value, allowed) {
        en: "{value} is not usable: {allowed}. Nothing was changed."
        zh: "{value} 不可用：{allowed}。未作任何更改。"
        es: "{value} no sirve: {allowed}. No se cambió nada."
    }
    from_to(from, to) { en: "from {from} to {to}" zh: "从 {from} 到 {to}" es: "de {from} a {to}" }
    above_zero { en: "a number above 0" zh: "大于 0 的数" es: "un número mayor que 0" }

    check_title { en: "Check receipts" zh: "核对回执" es: "Comprobar recibos" }
    check_intro {
        en: "Paste what a learner handed in. Its figures are computed again here, against the assignment above."
        zh: "粘贴学生提交的回执。其数字将在此重新计算，并与上面的作业比对。"
        es: "Pega lo que entregó un alumno. Sus cifras se calculan aquí de nuevo, frente a la tarea de arriba."
    }
    receipt { en: "Receipt" zh: "回执" es: "Recibo" }
    check { en: "Check" zh: "核对" es: "Comprobar" }
    genuine(emissions, qoe) {
        en: "Genuine: the model gives the same figures, {emissions} and QoE {qoe}."
        zh: "属实：模型给出相同的数字，{emissions}，QoE {qoe}。"
        es: "Auténtico: el modelo da las mismas cifras, {emissions} y QoE {qoe}."
    }
    uncompared {
        en: "Whether it is of your assignment was not checked: none is set above. Open its link, then this builder."
        zh: "未核对其是否属于你的作业：上面没有设置作业。请先打开作业链接，再回到此处。"
        es: "No se comprobó si es de tu tarea: arriba no hay ninguna. Abre su enlace y vuelve aquí."
    }
    not_genuine { en: "Manipulated:" zh: "被篡改：" es: "Manipulado:" }
    misfit_emissions(stated, computed) {
        en: "it states {stated}, the model gives {computed}"
        zh: "回执写的是 {stated}，模型给出 {computed}"
        es: "dice {stated} y el modelo da {computed}"
    }
    misfit_quality(stated, computed) {
        en: "it states QoE {stated}, the model gives {computed}"
        zh: "回执写的 QoE 是 {stated}，模型给出 {computed}"
        es: "dice QoE {stated} y el modelo da {computed}"
    }
    misfit_passed {
        en: "whether the target is met is stated wrongly"
        zh: "目标是否达成写错了"
        es: "dice mal si se alcanza el objetivo"
    }
    misfit_other {
        en: "its link is not of this assignment"
        zh: "其链接不属于本作业"
        es: "su enlace no es de esta tarea"
    }
    handed_in(name, minutes) {
        en: "By its own words, which nothing can check: handed in by {name} after {minutes} minutes."
        zh: "据回执自述（无法核对）：由 {name} 在 {minutes} 分钟后提交。"
        es: "Según dice, sin que nada lo compruebe: entregado por {name} tras {minutes} minutos."
    }
    nobody { en: "nobody named" zh: "未署名者" es: "alguien sin nombre" }
    unknown { en: "?" zh: "?" es: "?" }
    unreadable(what) { en: "Not readable: {what}." zh: "无法读取：{what}。" es: "No se puede leer: {what}." }
    no_head {
        en: "the first line is not that of a receipt"
        zh: "首行不是回执的首行"
        es: "la primera línea no es la de un recibo"
    }
    no_line(name) {
        en: "the line {name} is missing or not readable"
        zh: "缺少 {name} 一行，或无法读取"
        es: "la línea {name} falta o no se puede leer"
    }
    no_assignment {
        en: "its link holds no assignment"
        zh: "其链接不含作业"
        es: "su enlace no contiene ninguna tarea"
    }

    task { en: "Assignment" zh: "作业" es: "Tarea" }
    none {
        en: "This link holds no assignment."
        zh: "此链接不含作业。"
        es: "Este enlace no contiene ninguna tarea."
    }
    aim(parts) { en: "Your target: {parts}." zh: "你的目标：{parts}。" es: "Tu objetivo: {parts}." }
    aim_emit(most) { en: "emit at most {most}" zh: "排放不超过 {most}" es: "emitir {most} como máximo" }
    aim_quality(least) { en: "reach a QoE of at least {least}" zh: "QoE 不低于 {least}" es: "llegar a una QoE de al menos {least}" }
    aim_limits { en: "keep all limits" zh: "遵守所有限制" es: "cumplir todos los límites" }
    you_turn { en: "What you may change" zh: "你可以改动的" es: "Lo que puedes cambiar" }
    given { en: "What is given" zh: "给定条件" es: "Lo que está dado" }
    optimum_decides {
        en: "Length and power are chosen by the exact optimum."
        zh: "长度和功率由精确最优决定。"
        es: "La longitud y la potencia las elige el óptimo exacto."
    }
    now { en: "Your answer now" zh: "你目前的答案" es: "Tu respuesta ahora" }
    emits(emissions) { en: "Emits {emissions}" zh: "排放 {emissions}" es: "Emite {emissions}" }
    reaches(qoe) { en: "QoE {qoe}" zh: "QoE {qoe}" es: "QoE {qoe}" }
    keeps { en: "All limits kept" zh: "遵守所有限制" es: "Todos los límites cumplidos" }
    breaks(limits) { en: "Broken: {limits}" zh: "违反：{limits}" es: "Rotos: {limits}" }
    passed { en: "Target met." zh: "目标达成。" es: "Objetivo alcanzado." }
    not_yet { en: "Not yet." zh: "尚未达成。" es: "Todavía no." }
    left(minutes) { en: "{minutes} min left" zh: "剩余 {minutes} 分钟" es: "Quedan {minutes} min" }
    time_over {
        en: "Time is over. You can still hand in; the receipt says how long it took."
        zh: "时间到。你仍可提交；回执会写明用时。"
        es: "Se acabó el tiempo. Aún puedes entregar; el recibo dice cuánto tardaste."
    }
    hand_in { en: "Hand in" zh: "提交" es: "Entregar" }
    your_name { en: "Your name, if you like" zh: "你的姓名（可不填）" es: "Tu nombre, si quieres" }
    receipt_note {
        en: "Copy the receipt and give it to your teacher. It holds the link of your answer; the figures are computed again from it."
        zh: "复制回执并交给老师。它含有你答案的链接；数字会由此重新计算。"
        es: "Copia el recibo y dáselo a tu docente. Contiene el enlace de tu respuesta; las cifras se calculan de nuevo con él."
    }
    copy { en: "Copy" zh: "复制" es: "Copiar" }
    refused(value) {
        en: "Not taken: {value}."
        zh: "未采用：{value}。"
        es: "No se tomó: {value}."
    }
}
