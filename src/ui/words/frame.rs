//! Words of the frame around every view: the bar.

words! {
    views { en: "Views" zh: "视图" es: "Vistas" }
    explore { en: "Explore" zh: "探索" es: "Explorar" }
    lab { en: "Lab" zh: "实验室" es: "Laboratorio" }
    teach { en: "Teach" zh: "教学" es: "Enseñar" }
    language { en: "Language" zh: "语言" es: "Idioma" }
    lab_title {
        en: "Two agents, the same seeds, one known optimum"
        zh: "两个智能体，相同的种子，一个已知的最优解"
        es: "Dos agentes, las mismas semillas, un óptimo conocido"
    }
}
