//! What the view asks of the worker: of each kind one question at a time, and its answer with what that is
//! about. What has become of no use is neither asked nor heard; the last answer stays until the next is
//! there.

use crate::protocol::day::{Answer, What};
use crate::protocol::{Question, Refusal, Reply};
use crate::ui::browser::timer::Timer;
use crate::ui::words::explain;
use crate::ui::worker::{Asker, WorkerHandle};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Changes that follow each other faster are one: what takes long is asked for once they have ended.
pub const SETTLED: Duration = Duration::from_millis(250);

/// Longer than most answers take.
const A_MOMENT: Duration = Duration::from_millis(150);

/// Whether something is so for more than a moment: what is marked and unmarked under a finger that moves
/// flickers, and takes the browser longer than the answer itself.
pub fn lasts(now: Memo<bool>) -> RwSignal<bool> {
    let lasts = RwSignal::new(false);
    let timer = Timer::here();
    Effect::new(move |_| {
        timer.stop();
        if !now.get() {
            if lasts.get_untracked() {
                lasts.set(false);
            }
        } else if !lasts.get_untracked() {
            timer.start(A_MOMENT, move || lasts.set(true));
        }
    });
    lasts
}

/// The last answer, with what it is about.
pub struct Heard<A: Send + Sync + 'static, R: Send + Sync + 'static> {
    last: RwSignal<Option<Arc<(A, R)>>>,
    /// Whether that is something else than what is asked now.
    pub trails: Memo<bool>,
    /// Why what is asked now has no answer.
    pub refused: Memo<Option<String>>,
}

impl<A: Send + Sync + 'static, R: Send + Sync + 'static> Clone for Heard<A, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A: Send + Sync + 'static, R: Send + Sync + 'static> Copy for Heard<A, R> {}

impl<A: Send + Sync + 'static, R: Send + Sync + 'static> Heard<A, R> {
    /// Reads the last answer, which may trail.
    pub fn with<T>(self, read: impl FnOnce(&Option<Arc<(A, R)>>) -> T) -> T {
        self.last.with(read)
    }

    /// The answer to what is asked now, once it is there.
    pub fn of_now(self) -> Option<Arc<(A, R)>> {
        if self.trails.get() { None } else { self.last.get() }
    }
}

/// Asks of a day, as [`asked_of`].
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
    let question = move |about: &A| what(about).to_bytes().ok().map(Question::Day);
    asked_of(worker, about, after, question, move |reply| match reply {
        Reply::Day(bytes) => {
            Answer::from_bytes(&bytes).map(take).map_err(|why| explain::protocol(&why))
        }
        _ => Ok(None),
    })
}

/// Asks anew whenever `about` is another, and nothing where it is none.
///
/// With `after` once that has stood for so long, and what is under way for another is given up. Without, at
/// once: an answer that comes while something is moved is shown on the way, and then the newest is asked.
pub fn asked_of<A, R>(
    worker: WorkerHandle,
    about: Memo<Option<A>>,
    after: Option<Duration>,
    question: impl Fn(&A) -> Option<Question> + Copy + Send + Sync + 'static,
    take: impl Fn(Reply) -> Result<Option<R>, String> + Send + Sync + 'static,
) -> Heard<A, R>
where
    A: Clone + PartialEq + Send + Sync + 'static,
    R: Send + Sync + 'static,
{
    let last = RwSignal::new(None::<Arc<(A, R)>>);
    let failed = RwSignal::new(None::<(A, String)>);
    let under_way = RwSignal::new(None::<A>);
    let asker = Asker::new(worker, move |answer| {
        let Some(about) = under_way.get_untracked() else { return };
        let found = match answer {
            Ok(reply) => take(reply),
            Err(Refusal::Because(fault)) => Err(explain::fault(&fault)),
            Err(_) => Ok(None),
        };
        match found {
            Ok(Some(found)) => last.set(Some(Arc::new((about, found)))),
            Ok(None) => failed.set(Some((about, String::new()))),
            Err(why) => failed.set(Some((about, why))),
        }
        under_way.set(None);
    });
    let timer = Timer::here();
    Effect::new(move |_| {
        timer.stop();
        let now = about.get();
        match under_way.get() {
            open if open.is_some() && open == now => return,
            Some(_) if after.is_none() => return,
            Some(_) => {
                asker.forget();
                under_way.update_untracked(|it| *it = None);
            }
            None => {}
        }
        let Some(now) = now else { return };
        let known = last.with_untracked(|it| it.as_ref().is_some_and(|it| it.0 == now))
            || failed.with_untracked(|it| it.as_ref().is_some_and(|it| it.0 == now));
        let Some(question) = (!known).then(|| question(&now)).flatten() else { return };
        let ask = move || {
            under_way.update_untracked(|it| *it = Some(now));
            asker.ask(question);
        };
        match after {
            Some(after) => timer.start(after, ask),
            None => ask(),
        }
    });
    let trails = Memo::new(move |_| {
        last.with(|it| it.as_ref().is_some_and(|it| about.with(|now| now.as_ref() != Some(&it.0))))
    });
    let refused = Memo::new(move |_| {
        let why = failed.get().filter(|it| about.with(|now| now.as_ref() == Some(&it.0)));
        why.map(|it| it.1).filter(|it| !it.is_empty())
    });
    Heard { last, trails, refused }
}
