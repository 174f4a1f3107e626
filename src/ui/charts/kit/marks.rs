//! The marks that mean the same in every chart, and names for what SVG refers to by name.

use super::drawing::Drawing;
use leptos::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use super::drawing::{DIAMOND, TRIANGLE};

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

/// A drawing as an SVG of its own size.
#[component]
pub fn Drawn(
    #[prop(into)] drawing: Signal<Drawing>,
    /// What it shows, for those who do not see it.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let size = move |of: fn(&Drawing) -> f64| drawing.with(of);
    let content = move || {
        drawing.with(|drawing| {
            let lines =
                drawing.lines.iter().map(|it| view! { <path d=it.d.clone() class=it.class /> });
            let shapes = drawing.shapes.iter().map(|it| {
                view! { <path transform=at(it.at.0, it.at.1) d=it.d class=it.class /> }
            });
            let texts = drawing.texts.iter().map(|it| {
                let class = format!("{} {}", it.class, it.anchor.class());
                let (x, y) = (format!("{:.1}", it.at.0), format!("{:.1}", it.at.1));
                view! { <text x=x y=y class=class>{it.text.clone()}</text> }
            });
            view! { {lines.collect_view()} {shapes.collect_view()} {texts.collect_view()} }
        })
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=label
            width=move || size(|it| it.width)
            height=move || size(|it| it.height)
            viewBox=move || format!("0 0 {} {}", size(|it| it.width), size(|it| it.height))
        >
            {content}
        </svg>
    }
}
