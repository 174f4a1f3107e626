//! How the texts are written in each language: one word for one thing, its own quotes and commas, and no
//! unit that a line ends before.

#[cfg(test)]
mod tests {
    use super::super::{KEYS, Lang, TEXTS, format::THIN_SPACE};

    /// What texts say otherwise, with what they say in its place: two words for one thing are two things
    /// to who reads them.
    const CHINESE: [(&str, &str); 11] = [
        ("无线电", "无线部分, 无线传输"),
        ("全功率", "满功率"),
        ("发放", "放电"),
        ("批次", "批量"),
        ("批大小", "批量"),
        ("随机种子", "种子"),
        ("延迟", "时延"),
        ("计算核", "核函数"),
        ("计费方式", "核算方式"),
        ("一条回答", "一次回答"),
        ("十亿参数", "B"),
    ];
    const SPANISH: [(&str, &str); 15] = [
        ("trayecto", "propagación"),
        ("ómputo", "cálculo"),
        ("cobra", "imputar"),
        ("se carga ", "imputar"),
        ("se le carga", "imputar"),
        ("o cargado", "imputado"),
        ("cargadas", "imputadas"),
        ("cargar la radio", "imputar la radio"),
        ("otencia de emisión", "potencia de transmisión"),
        ("en casa", "en origen"),
        ("en la caja", "en todo el rango"),
        ("kilovatio-hora", "kilovatio hora"),
        ("Guarde", "tú"),
        ("Comparad", "tú"),
        ("ordenador", "dispositivo"),
    ];

    /// Every text in a language but what is cited as it is, with its key.
    fn texts(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
        let cited = ["Horowitz, Computing's"];
        let all = KEYS.iter().copied().zip(TEXTS[lang as usize].iter().copied());
        all.filter(move |(_, text)| !cited.iter().any(|it| text.starts_with(it)))
    }

    fn of_table(key: &str) -> bool {
        ["_sources::", "field_notes::"].iter().any(|it| key.contains(it))
    }

    fn none(found: Vec<String>) {
        assert!(found.is_empty(), "{} texts:\n{}", found.len(), found.join("\n"));
    }

    #[test]
    fn one_thing_has_one_name() {
        let mut found = Vec::new();
        for (lang, terms) in [(Lang::Zh, &CHINESE[..]), (Lang::Es, &SPANISH[..])] {
            for (key, text) in texts(lang) {
                let other = terms.iter().filter(|(term, _)| text.contains(term));
                found.extend(
                    other.map(|(term, better)| format!("{key}: {term}, not {better}: {text}")),
                );
            }
        }
        none(found);
    }

    #[test]
    fn no_line_ends_between_a_number_and_its_unit() {
        let units =
            ["%", "nm", "W", "mg", "kg", "MHz", "km", "min", "h", "s", "kWh", "g/kWh", "kB"];
        let mut found = Vec::new();
        for lang in Lang::ALL {
            // The tables of the data are read by programs too, and keep their plain spaces.
            for (key, text) in texts(lang).filter(|(key, _)| !of_table(key)) {
                for (at, _) in text.match_indices(' ') {
                    let counts = text[..at].ends_with(|it: char| it.is_ascii_digit() || it == '}');
                    let after = text[at + 1..].split([' ', '.', ',', ';', ')', ']', THIN_SPACE]);
                    if counts && after.take(1).any(|it| units.contains(&it)) {
                        found.push(format!("{key}: {text}"));
                    }
                }
            }
        }
        none(found);
    }

    #[test]
    fn quotes_and_commas_are_those_of_the_language() {
        let mut found = Vec::new();
        for (key, text) in texts(Lang::Es) {
            // What a text between quotes ends with stands behind them; what opens a question closes it.
            let wrong = text.contains(['“', '”', '"', '\''])
                || text.contains(".»")
                || text.matches('¿').count() != text.matches('?').count()
                || text.matches('¡').count() != text.matches('!').count()
                || text.matches('«').count() != text.matches('»').count()
                || text.contains(" …");
            if wrong {
                found.push(format!("{key}: {text}"));
            }
        }
        let chinese =
            |letter: Option<char>| letter.is_some_and(|it| ('\u{4e00}'..='\u{9fff}').contains(&it));
        // What is typed as it stands has the commas of what it is typed into.
        let typed = ["errors::opened", "errors::a_run"];
        for (key, text) in texts(Lang::Zh).filter(|(key, _)| !typed.contains(key)) {
            let letters: Vec<_> = text.chars().collect();
            let half = letters.iter().enumerate().any(|(at, it)| {
                let before = at.checked_sub(1).and_then(|at| letters.get(at).copied());
                let after = letters.get(at + 1).copied();
                match it {
                    ',' | '.' | ';' | ':' | '?' | '!' => {
                        chinese(before) || (chinese(after) && *it != '.')
                    }
                    '(' | ')' => chinese(before),
                    _ => false,
                }
            });
            if half || text.contains(['"', '\'', '«', '»']) {
                found.push(format!("{key}: {text}"));
            }
        }
        none(found);
    }
}
