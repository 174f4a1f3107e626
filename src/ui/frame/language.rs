//! Which language the page speaks: the one that was picked, else the first of the browser's that it
//! has. The choice is kept on the device and is no part of a link.

use super::icon::{self, Icon};
use crate::ui::browser::listen;
use crate::ui::load::with_words;
use crate::ui::state::store;
use crate::ui::words::{Lang, frame as words, lang, set_lang};
use leptos::prelude::*;

/// The language as the page follows it.
#[derive(Clone, Copy)]
pub struct Language(pub RwSignal<Lang>);

const KEY: &str = "language";

/// Finds the language and tells the document.
pub fn start() -> Language {
    let kept = window().local_storage().ok().flatten();
    let kept = kept.and_then(|storage| storage.get_item(KEY).ok().flatten());
    let wished = window().navigator().languages();
    let tags = kept.into_iter().chain(wished.iter().filter_map(|tag| tag.as_string()));
    let found = tags.filter_map(|tag| Lang::of_tag(&tag)).next().unwrap_or_default();
    tell(found);
    Language(RwSignal::new(found))
}

fn tell(lang: Lang) {
    set_lang(lang);
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", lang.tag());
    }
}

/// The picker in the bar.
#[component]
pub fn LanguagePicker() -> impl IntoView {
    let Language(language) = expect_context();
    let store = store();
    let change = move |event: leptos::ev::Event| {
        let Some(picked) = Lang::of_tag(&event_target_value(&event)) else { return };
        // Where nothing may be kept, the choice holds until the page is left.
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(KEY, picked.tag());
        }
        with_words(picked, store, move || {
            tell(picked);
            language.set(picked);
        });
    };
    view! {
        <label class="lang" title=words::language()>
            <Icon path=icon::LANGUAGE />
            <span class="vh">{words::language()}</span>
            <select id="language" on:change=listen::while_here(change)>
                {Lang::ALL
                    .map(|it| view! {
                        <option value=it.tag() lang=it.tag() selected=it == lang()>{it.name()}</option>
                    })
                    .into_iter()
                    .collect_view()}
            </select>
        </label>
    }
}
