//! A link as a QR code: one path, dark on light in either theme, with the quiet border that readers
//! need. A link of the page as a file leads nowhere from a phone, and has none.

use crate::ui::browser::is_single_file;
use crate::ui::charts::kit::path::Path;
use crate::ui::words::{assignment as words, single};
use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

/// Modules of the quiet border.
const QUIET: usize = 4;
/// The largest code, version 25: on a phone 340 px wide a module still has 2.7 px, and is read.
const MOST_MODULES: usize = 117;
/// Pixels of a module where there is room.
const MODULE: usize = 4;

/// The code; says so where the text is too long for one that a phone reads off a screen.
#[component]
pub fn Qr(#[prop(into)] text: Signal<String>, label: &'static str) -> impl IntoView {
    let code = move || QRBuilder::new(text.get()).ecl(ECL::L).build().ok();
    let nowhere = is_single_file();
    move || match code().filter(|code| code.size <= MOST_MODULES) {
        _ if nowhere => view! { <p class="sub">{single::link()}</p> }.into_any(),
        None => view! { <p class="sub">{words::too_long()}</p> }.into_any(),
        Some(code) => {
            let mut path = Path::default();
            for row in 0..code.size {
                for column in 0..code.size {
                    if code[row][column].value() {
                        let (x, y) = ((column + QUIET) as f64, (row + QUIET) as f64);
                        path.rectangle(x, y, x + 1.0, y + 1.0);
                    }
                }
            }
            let side = code.size + 2 * QUIET;
            view! {
                <svg
                    class="qr"
                    role="img"
                    aria-label=label
                    width=side * MODULE
                    viewBox=format!("0 0 {side} {side}")
                >
                    <rect width=side height=side class="qr-light" />
                    <path d=path.into_text() class="qr-dark" />
                </svg>
            }
            .into_any()
        }
    }
}
