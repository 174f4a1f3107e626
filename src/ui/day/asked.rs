//! What is asked of the worker besides the plans themselves, and its answer with what that is about.

use super::model::{Open, heard};
use crate::protocol::day::{Answer, Found, What};
use crate::ui::worker::{Asker, WorkerHandle};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// An answer with what it is about.
pub type Heard<A, R> = RwSignal<Option<Arc<(A, R)>>>;

/// Asks anew whenever `about` is another, at once or once it has stood for a while; the last answer stays
/// until the next is there. Nothing is asked where it is none.
pub fn asked<A, R>(
    worker: WorkerHandle,
    about: Memo<Option<A>>,
    after: Option<Duration>,
    what: fn(&A) -> What,
    take: fn(Answer) -> Option<R>,
) -> Heard<A, R>
where
    A: Clone + PartialEq + Send + Sync + 'static,
    R: Send + Sync + 'static,
{
    let found: Heard<A, R> = RwSignal::new(None);
    let open: Open<A> = Open::new();
    let asker = Asker::new(worker, move |answer| {
        if let Ok(Some(Found { number, what })) = heard(answer)
            && let Some(answer) = take(what)
            && let Some(about) = open.take(number)
        {
            found.set(Some(Arc::new((about, answer))));
        }
    });
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let clear = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    Effect::new(move |_| {
        clear();
        let Some(about) = about.get() else { return };
        let ask = move || {
            let question = what(&about);
            open.ask(asker, about, question);
        };
        match after {
            Some(after) => timer.set_value(set_timeout_with_handle(ask, after).ok()),
            None => ask(),
        }
    });
    on_cleanup(clear);
    found
}
