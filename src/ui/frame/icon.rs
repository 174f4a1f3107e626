//! Line icons on a grid of 16 pixels.

use leptos::prelude::*;

pub const UNDO: &str = "M6 4 3 7l3 3M3 7h6a4 4 0 0 1 0 8H7";
pub const REDO: &str = "M10 4l3 3-3 3M13 7H7a4 4 0 0 0 0 8h2";
pub const REPLAY: &str = "M5 3.5v9L12.5 8zM2.8 3.5v9";
pub const RESET: &str = "M3 8a5 5 0 1 0 1.6-3.6M3 2.5v3h3";
pub const PIN: &str = "M6 2h4l-.6 5 2.1 2.2H4.5L6.6 7zM8 9.2V14";
pub const SHARE: &str = "M8 10V2.5M5 5l3-3 3 3M3 9v4.5h10V9";
pub const THEME: &str = "M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11";
pub const LANGUAGE: &str = "M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0M2.5 8h11M8 2.5c3.4 3.5 3.4 7.5 0 11c-3.4-3.5-3.4-7.5 0-11";
pub const DOWN: &str = "M4.5 6.5 8 10l3.5-3.5";
pub const LEFT: &str = "M9.5 4.5 6 8l3.5 3.5";
pub const RIGHT: &str = "M6.5 4.5 10 8l-3.5 3.5";
pub const CLOSE: &str = "M4 4l8 8M12 4l-8 8";
pub const WARNING: &str = "M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 12h.01";
pub const CHECK: &str = "M3.5 8.5l3 3 6-7";

/// An icon; its meaning stands in the label of its button.
#[component]
pub fn Icon(path: &'static str) -> impl IntoView {
    view! {
        <svg class="ic" viewBox="0 0 16 16" aria-hidden="true">
            <path d=path />
        </svg>
    }
}
