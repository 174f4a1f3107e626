//! Words of the bar, the share dialog, the messages, and what is said when a result has settled.

words! {
    pin { en: "Pin & compare" zh: "固定并比较" es: "Fijar y comparar" }
    unpin { en: "Unpin" zh: "取消固定" es: "Soltar" }
    pin_title {
        en: "Pin this total and compare"
        zh: "固定当前总量，以便比较"
        es: "Fijar este total y comparar"
    }
    undo { en: "Undo" zh: "撤销" es: "Deshacer" }
    undo_title { en: "Undo (Ctrl Z)" zh: "撤销（Ctrl Z）" es: "Deshacer (Ctrl Z)" }
    redo { en: "Redo" zh: "重做" es: "Rehacer" }
    redo_title { en: "Redo (Ctrl Y)" zh: "重做（Ctrl Y）" es: "Rehacer (Ctrl Y)" }
    replay {
        en: "Replay the last change"
        zh: "重放上一次更改"
        es: "Repetir el último cambio"
    }
    reset_all {
        en: "Reset all to the opening scene"
        zh: "全部恢复为初始场景"
        es: "Restablecer todo a la escena inicial"
    }
    reset_title { en: "Reset all" zh: "全部重置" es: "Restablecer todo" }
    share { en: "Share" zh: "分享" es: "Compartir" }
    not_fetched {
        en: "A part of the page could not be fetched. Check the connection and try again."
        zh: "页面的一部分未能加载。请检查网络连接后重试。"
        es: "No se pudo cargar una parte de la página. Comprueba la conexión e inténtalo de nuevo."
    }
    fetch_again { en: "Try again" zh: "重试" es: "Reintentar" }
    theme { en: "Theme" zh: "主题" es: "Tema" }
    theme_dark {
        en: "Theme: dark. Change to light"
        zh: "主题：深色。切换为浅色"
        es: "Tema: oscuro. Cambiar a claro"
    }
    theme_light {
        en: "Theme: light. Change to dark"
        zh: "主题：浅色。切换为深色"
        es: "Tema: claro. Cambiar a oscuro"
    }
    qoe_of(reached, least) {
        en: "QoE {reached} of {least}"
        zh: "QoE {reached}，下限 {least}"
        es: "QoE {reached} de {least}"
    }
    best_too(aside, best) {
        en: "{aside} · best {best}"
        zh: "{aside} · 最优 {best}"
        es: "{aside} · óptimo {best}"
    }
    /// The result, then what binds, for those who hear the page.
    settled(result, bold, rest) {
        en: "{result}. {bold} {rest}"
        zh: "{result}。{bold}{rest}"
        es: "{result}. {bold} {rest}"
    }

    share_title { en: "Share what you see" zh: "分享当前所见" es: "Compartir lo que ves" }
    close { en: "Close" zh: "关闭" es: "Cerrar" }
    copied { en: "Copied." zh: "已复制。" es: "Copiado." }
    refused {
        en: "The browser refused. Select the link and copy it."
        zh: "浏览器拒绝了复制。请选中链接后手动复制。"
        es: "El navegador no lo permitió. Selecciona el enlace y cópialo."
    }
    all_default {
        en: "Everything is at its default."
        zh: "所有设置均为默认值。"
        es: "Todo está en su valor predeterminado."
    }
    one_differs {
        en: "One setting differs from the default."
        zh: "有一项设置不同于默认值。"
        es: "Un ajuste difiere del valor predeterminado."
    }
    some_differ(many) {
        en: "{many} settings differ from the default."
        zh: "有 {many} 项设置不同于默认值。"
        es: "{many} ajustes difieren del valor predeterminado."
    }
    nothing_leaves(settings) {
        en: "{settings} Nothing leaves your browser until you send the link."
        zh: "{settings}在你发送链接之前，任何内容都不会离开你的浏览器。"
        es: "{settings} Nada sale de tu navegador hasta que envíes el enlace."
    }
    as_qr { en: "QR code of this link" zh: "此链接的二维码" es: "Código QR de este enlace" }
    copy_link { en: "Copy link" zh: "复制链接" es: "Copiar enlace" }
}
