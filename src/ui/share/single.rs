//! The whole page as one file: to be saved from a host, and what its links are once it is one.

use crate::ui::browser::is_single_file;
use crate::ui::words::single as words;
use leptos::prelude::*;

/// Where the host has it, beside the page (`xtask/single`).
const FILE: &str = "./aolo-lab.html";

/// Offers the file, unless the page is one.
#[component]
pub fn SingleFile() -> impl IntoView {
    (!is_single_file()).then(|| {
        view! {
            <div class="row saves">
                <a class="btn line" href=FILE download="">{words::save()}</a>
            </div>
            <p class="note">{words::what()}</p>
        }
    })
}

/// In a file, says what to do with a link.
#[component]
pub fn LinkOfFile() -> impl IntoView {
    is_single_file().then(|| view! { <p class="sub">{words::link()}</p> })
}
