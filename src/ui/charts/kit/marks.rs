//! The marks that mean the same in every chart, and names for what SVG refers to by name.

use leptos::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The best that can be done, centred on its group.
pub const DIAMOND: &str = "M0-7 7 0 0 7-7 0z";
/// The agent, centred on its group.
pub const TRIANGLE: &str = "M0-7 6.8 5.5H-6.8z";

/// A name that no other element of the page has.
pub fn unique(prefix: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("{prefix}{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A reference to a pattern or clip by name.
pub fn reference(name: &str) -> String {
    format!("url(#{name})")
}

/// `transform` that puts a group there.
pub fn at(x: f64, y: f64) -> String {
    format!("translate({x:.1} {y:.1})")
}

/// Diagonal hatching by that name, lines of class `line`, `gap` pixels apart.
#[component]
pub fn Hatching(name: String, line: &'static str, gap: u32) -> impl IntoView {
    view! {
        <defs>
            <pattern
                id=name
                width=gap
                height=gap
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
            >
                <path d=format!("M0 0V{gap}") class=line />
            </pattern>
        </defs>
    }
}
