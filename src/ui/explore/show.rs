//! A view that is shown in place of the present one.

use crate::link::View;
use crate::ui::state::{Gesture, Store};

/// Shows it as one step of the history.
pub fn show(store: Store, then: View) {
    store.edit(Gesture::Done, |view| *view = then);
}
