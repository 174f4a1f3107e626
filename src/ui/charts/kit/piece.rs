//! A chart in pieces: each is drawn anew only where what it is made of has changed.

use leptos::prelude::*;

/// What `draw` makes of a piece. One that is drawn anew takes off and puts on each attribute of all its
/// elements, so what stays the same while a slider moves is not of one piece with what changes.
pub fn piece<T: PartialEq + Send + Sync + 'static>(
    of: impl Fn() -> T + Send + Sync + 'static,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView {
    let piece = Memo::new(move |_| of());
    (move || piece.with(&draw)).into_any()
}
