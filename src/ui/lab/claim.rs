//! The run that a link carries: run again, and compared bit for bit.

use super::form::settings_words;
use crate::claim::RunClaim;
use crate::link::Whose;
use crate::protocol::Plan;
use crate::scenario::MODEL_VERSION;
use crate::ui::charts::{Table, filled};
use crate::ui::results::names::recipe;
use crate::ui::run_form::Form;
use crate::ui::state::{Gesture, store};
use crate::ui::words::{comma, lab as words, values};
use crate::ui::worker::run::Run;
use crate::ui::worker::{Standing, WorkerHandle};
use leptos::prelude::*;

fn plan_of(claim: &RunClaim) -> Plan {
    Plan {
        recipes: claim.recipes.clone(),
        updates: claim.updates,
        hyperparameters: claim.hyperparameters,
        ending: claim.ending,
    }
}

/// Differences that are told one by one; more of them are a table.
const FEW: usize = 2;

/// A learner that has become another than the link says.
#[derive(Clone, Debug, PartialEq)]
struct Difference {
    agent: &'static str,
    seed: u64,
    here: u64,
    there: u64,
}

/// What differs of the digests that could be compared so far.
#[derive(Clone, Debug, Default, PartialEq)]
struct Differences {
    compared: usize,
    all: Vec<Difference>,
}

/// How a run compares: what differs as soon as a seed is done, that nothing does once all are;
/// none as long as it is not the claim's, or says nothing yet.
fn verdict(claim: &RunClaim, run: &Run) -> Option<Result<(), Differences>> {
    if run.plan != plan_of(claim) || claim.model_version != MODEL_VERSION {
        return None;
    }
    let mut all_done = true;
    let mut differ = Differences::default();
    for (number, there) in (claim.seed..).zip(&claim.digests) {
        let seed = run.seeds.iter().find(|seed| seed.seed == number);
        let Some(here) = seed.and_then(|seed| seed.digests(&run.plan)) else {
            all_done = false;
            continue;
        };
        for ((recipe, here), there) in claim.recipes.iter().zip(here).zip(there) {
            differ.compared += 1;
            if here != *there {
                let agent = recipe.algorithm().name();
                differ.all.push(Difference { agent, seed: number, here, there: *there });
            }
        }
    }
    match (differ.all.is_empty(), all_done) {
        (false, _) => Some(Err(differ)),
        (true, true) => Some(Ok(())),
        (true, false) => None,
    }
}

fn digest(it: u64) -> String {
    format!("{it:016x}")
}

/// Each difference in words.
fn each(differ: &[Difference]) -> String {
    let said = differ.iter().map(|it| {
        let (here, there) = (digest(it.here), digest(it.there));
        words::not_reproduced(it.agent, &it.seed.to_string(), &here, &there)
    });
    said.collect::<Vec<_>>().join(" ")
}

/// The differences as a table.
fn table_of(differ: &[Difference]) -> Table {
    let head = [words::seed(), words::agent(), words::digest_here(), words::digest_there()];
    let row = |it: &Difference| {
        vec![it.seed.to_string(), it.agent.into(), digest(it.here), digest(it.there)]
    };
    Table { head: head.map(str::to_owned).to_vec(), rows: differ.iter().map(row).collect() }
}

/// "seed 1", or "seeds 1 to 5".
fn seeds_of(claim: &RunClaim) -> String {
    let (first, last) = (claim.seed.to_string(), claim.last_seed().to_string());
    if first == last { words::one_seed(&first) } else { words::some_seeds(&first, &last) }
}

/// The claim of the link, if it has one.
#[component]
pub fn Claimed() -> impl IntoView {
    let store = store();
    let worker = expect_context::<WorkerHandle>();
    let claim = store.memo(|results| results.view.run.clone());
    let verdict = Memo::new(move |_| {
        claim.with(|claim| worker.run.with(|run| verdict(claim.as_ref()?, run.as_ref()?)))
    });
    let differ = Memo::new(move |_| match verdict.get() {
        Some(Err(differ)) => differ,
        _ => Differences::default(),
    });
    let equal = Memo::new(move |_| verdict.with(|it| matches!(it, Some(Ok(())))));
    // That one's own run is what it is reproduces nothing.
    let again_here =
        Memo::new(move |_| worker.run.with(|run| run.as_ref().is_some_and(|it| it.again)));
    let same = Memo::new(move |_| equal.get() && again_here.get());
    let own = Memo::new(move |_| equal.get() && !again_here.get());
    let form = expect_context::<Form>();
    Effect::new(move |_| {
        claim.with(|claim| {
            if let Some(claim) = claim {
                form.take(&plan_of(claim), claim.seed, claim.digests.len() as u64);
            }
        });
    });
    let many = Memo::new(move |_| differ.with(|it| it.all.len() > FEW));
    let said_differs = move || {
        differ.with(|it| {
            if it.all.len() > FEW {
                words::many_not_reproduced(&it.all.len().to_string(), &it.compared.to_string())
            } else {
                each(&it.all)
            }
        })
    };
    let ready = Memo::new(move |_| worker.standing.get() == Standing::Ready);
    let again = move |_| {
        if let Some(claim) = claim.get_untracked() {
            worker.train(plan_of(&claim), claim.seed, claim.digests.len() as u64);
            worker.run.update(|run| {
                if let Some(run) = run {
                    run.again = true;
                }
            });
            // The sender's agent is what is trained again: from now on it is here.
            if store.peek(|results| results.view.agent == Whose::Senders) {
                store.answer_by(Whose::Own);
            }
        }
    };
    let forget = move |_| store.edit(Gesture::Done, |view| view.run = None);
    let said = move || {
        claim.with(|claim| {
            claim.as_ref().map(|claim| {
                let mut names: Vec<_> = claim.recipes.iter().map(|it| recipe(*it)).collect();
                names.extend(settings_words(&claim.hyperparameters));
                words::link_has_run(
                    &names.join(comma()),
                    &seeds_of(claim),
                    &values::whole(claim.updates as f64),
                )
            })
        })
    };
    let shown = Memo::new(move |_| claim.with(Option::is_some));
    let earlier = Memo::new(move |_| {
        let version = claim.with(|claim| claim.as_ref().map(|it| it.model_version));
        version.filter(|it| *it != MODEL_VERSION)
    });
    view! {
        {move || shown.get().then(|| view! {
            <div class="claim">
                <p>{said}</p>
                {move || earlier.get().map(|version| view! {
                    <p class="note bad">{words::run_of_model(&version.to_string())}</p>
                })}
                <div role="status">
                    {move || same.get().then(|| view! { <b class="good">{words::reproduced()}</b> })}
                    {move || own.get().then(words::own_run)}
                    <b class="bad">{said_differs}</b>
                </div>
                {move || many.get().then(|| view! {
                    <details class="behind">
                        <summary>{words::which_differ()}</summary>
                        {move || filled(words::which_differ(), differ.with(|it| table_of(&it.all)))}
                    </details>
                })}
                <div class="row">
                    <button type="button" class="btn solid" prop:disabled=move || !ready.get() || earlier.get().is_some() on:click=again>
                        {words::run_again()}
                    </button>
                    <button type="button" class="btn line" on:click=forget>{words::forget_run()}</button>
                </div>
            </div>
        })}
    }
}

/// A button that puts the seeds that are done into the link.
#[component]
pub fn PutIntoLink() -> impl IntoView {
    let store = store();
    let worker = expect_context::<WorkerHandle>();
    let kept = store.memo(|results| results.view.run.clone());
    let done = Memo::new(move |_| worker.run.with(|run| run.as_ref()?.claim()));
    let held = move || {
        let kept = kept.get()?;
        let same = worker.run.with(|run| verdict(&kept, run.as_ref()?));
        (same == Some(Ok(()))).then(|| words::run_in_link(&seeds_of(&kept)))
    };
    let put = move |_| {
        let claim = done.get_untracked();
        store.edit(Gesture::Done, |view| view.run = claim);
    };
    view! {
        {move || done.with(Option::is_some).then(|| view! {
            <div class="row saves">
                <button type="button" class="btn line" on:click=put>{words::run_into_link()}</button>
                <span class="sub" role="status">{held}</span>
            </div>
        })}
    }
}
