//! A chart in parts: each is drawn anew only where what it is made of has changed.

use leptos::prelude::*;

/// What `draw` makes of a part. A part that is drawn anew takes off and puts on each attribute of all its
/// elements, so what stays the same while a slider moves is not of one part with what changes.
pub fn part<T: PartialEq + Send + Sync + 'static>(
    of: impl Fn() -> T + Send + Sync + 'static,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView {
    let part = Memo::new(move |_| of());
    (move || part.with(&draw)).into_any()
}
