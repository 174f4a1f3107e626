//! The whole page as one file: to be saved from a host, and what its links are once it is one.

use crate::ui::browser::is_single_file;
use crate::ui::words::single as words;
use leptos::prelude::*;

/// Where the host has it, beside the page (`xtask/single`).
const FILE: &str = "./aolo-lab.html";

/// Offers the file; in it, says what to do with a link.
#[component]
pub fn SingleFile() -> impl IntoView {
    if is_single_file() {
        return view! { <p class="sub">{words::link()}</p> }.into_any();
    }
    view! {
        <div class="row saves">
            <a class="btn line" href=FILE download="">{words::save()}</a>
        </div>
        <p class="note">{words::what()}</p>
    }
    .into_any()
}
