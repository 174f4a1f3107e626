//! A link as a QR code: one path, dark on light in either theme, with the quiet border that readers
//! need.

use super::charts::path::Path;
use super::words::assignment as words;
use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

/// Modules of the quiet border.
const QUIET: usize = 4;

/// The code; says so where the text is too long for one.
#[component]
pub fn Qr(#[prop(into)] text: Signal<String>, label: &'static str) -> impl IntoView {
    move || match QRBuilder::new(text.get()).ecl(ECL::L).build() {
        Err(_) => view! { <p class="sub">{words::too_long()}</p> }.into_any(),
        Ok(code) => {
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
                <svg class="qr" role="img" aria-label=label viewBox=format!("0 0 {side} {side}")>
                    <rect width=side height=side class="qr-light" />
                    <path d=path.into_text() class="qr-dark" />
                </svg>
            }
            .into_any()
        }
    }
}
