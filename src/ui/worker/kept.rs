//! The last run and what it learnt, kept on the device: both survive a reload and a closed tab.
//!
//! As the protocol writes it, version first: a page of another version leaves it alone, and says so.

use super::link::WorkerHandle;
use super::run::Run;
use crate::protocol::{self, RunState};
use crate::ui::load::when_there;
use crate::ui::state::Notice;
use crate::ui::words::{lab as words, lang};
use js_sys::Uint8Array;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(js_namespace = aoloKept)]
extern "C" {
    // See `www/keep.js`; none of them fails.
    fn read() -> js_sys::Promise;
    fn write(bytes: &Uint8Array) -> js_sys::Promise;
    fn forget() -> js_sys::Promise;
}

/// The policies of a run's first seed, as files, each with the updates it has learnt.
pub type Policies = [Option<(u64, Vec<u8>)>; 2];

/// What is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    run: Run,
    policies: Policies,
}

/// Keeps the run as it is.
#[inline(never)]
pub fn later_keep(link: WorkerHandle) {
    let policies = link.trained.get_value();
    let kept = link.run.with_untracked(|run| run.clone().map(|run| Kept { run, policies }));
    if let Some(Ok(bytes)) = kept.map(|kept| protocol::encode(&kept)) {
        leptos::task::spawn_local(async move {
            let written = JsFuture::from(write(&Uint8Array::from(bytes.as_slice()))).await;
            link.kept.set(written.is_ok_and(|key| !key.is_undefined()));
        });
    }
}

/// Shows the run that was kept, and lets its policies answer, unless another has begun meanwhile.
pub fn bring_back(link: WorkerHandle) {
    leptos::task::spawn_local(async move {
        let found = JsFuture::from(read()).await.ok().and_then(|it| it.dyn_into().ok());
        let Some(found): Option<Uint8Array> = found else { return };
        when_there(link.store, lang(), move || later_show(link, &found));
    });
}

#[inline(never)]
fn later_show(link: WorkerHandle, found: &Uint8Array) {
    if link.run.with_untracked(Option::is_some) {
        return;
    }
    let Ok(Kept { mut run, policies }) = protocol::decode::<Kept>(&found.to_vec()) else {
        return link.store.notice.set(Some(Notice {
            title: words::kept_by_another().to_string(),
            lines: Vec::new(),
            good: false,
        }));
    };
    for seed in &mut run.seeds {
        // Its worker ended with the page.
        if !seed.over() {
            seed.state = seed.state.map(|_| RunState::Stopped);
            run.stopped = true;
        }
    }
    link.kept.set(true);
    link.show_kept(run, policies);
}

/// Forgets the run and what it learnt, here and on the device.
pub fn drop_run(link: WorkerHandle) {
    leptos::task::spawn_local(async move {
        // Only then may what ships be asked for: that looks for what is kept.
        drop(JsFuture::from(forget()).await);
        link.forget_run();
    });
}
