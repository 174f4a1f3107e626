//! The run that a link carries: run again, and compared bit for bit.

use super::super::run::{Run, SeedRun};
use super::super::state::{Gesture, store};
use super::super::text;
use super::super::words::lab as words;
use super::super::worker_link::{Standing, WorkerLink};
use crate::claim::RunClaim;
use crate::protocol::Plan;
use crate::telemetry::Recipe;
use leptos::prelude::*;

/// The digests of a seed in the order of the plan; none before all its learners are done.
fn digests_of(plan: &Plan, seed: &SeedRun) -> Option<Vec<u64>> {
    let digest = |recipe: &Recipe| {
        let mut learned = seed.learned.iter();
        Some(learned.find(|it| it.algorithm == recipe.algorithm())?.digest)
    };
    plan.recipes.iter().map(digest).collect()
}

/// What a run would say of itself in a link: of the first seed that is done, and those that are
/// done right after it.
fn claim_of(run: &Run) -> Option<RunClaim> {
    let seeds = run.seeds.iter().map(|seed| (seed.seed, digests_of(&run.plan, seed)));
    let mut done = seeds.skip_while(|(_, digests)| digests.is_none()).peekable();
    let seed = done.peek()?.0;
    Some(RunClaim {
        seed,
        updates: run.plan.updates,
        recipes: run.plan.recipes.clone(),
        digests: done.map_while(|(_, digests)| digests).collect(),
        hyperparameters: run.plan.hyperparameters,
        until_settled: run.plan.until_settled,
    })
}

fn plan_of(claim: &RunClaim) -> Plan {
    Plan {
        recipes: claim.recipes.clone(),
        updates: claim.updates,
        hyperparameters: claim.hyperparameters,
        until_settled: claim.until_settled,
    }
}

/// How a run compares: what differs as soon as a seed is done, that nothing does once all are;
/// none as long as it is not the claim's, or says nothing yet.
fn verdict(claim: &RunClaim, run: &Run) -> Option<Result<(), String>> {
    if run.plan != plan_of(claim) {
        return None;
    }
    let mut all_done = true;
    let mut differ = Vec::new();
    for (number, there) in (claim.seed..).zip(&claim.digests) {
        let seed = run.seeds.iter().find(|seed| seed.seed == number);
        let Some(here) = seed.and_then(|seed| digests_of(&run.plan, seed)) else {
            all_done = false;
            continue;
        };
        for ((recipe, here), there) in claim.recipes.iter().zip(here).zip(there) {
            if here != *there {
                differ.push(words::not_reproduced(
                    recipe.algorithm().name(),
                    &number.to_string(),
                    &format!("{here:016x}"),
                    &format!("{there:016x}"),
                ));
            }
        }
    }
    match (differ.is_empty(), all_done) {
        (false, _) => Some(Err(differ.join(" "))),
        (true, true) => Some(Ok(())),
        (true, false) => None,
    }
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
    let link = expect_context::<WorkerLink>();
    let claim = store.memo(|results| results.view.run.clone());
    let verdict = Memo::new(move |_| {
        claim.with(|claim| link.run.with(|run| verdict(claim.as_ref()?, run.as_ref()?)))
    });
    let ready = Memo::new(move |_| link.standing.get() == Standing::Ready);
    let again = move |_| {
        if let Some(claim) = claim.get_untracked() {
            link.train(plan_of(&claim), claim.seed, claim.digests.len() as u64);
        }
    };
    let forget = move |_| store.edit(Gesture::Done, |view| view.run = None);
    let said = move || {
        claim.with(|claim| {
            claim.as_ref().map(|claim| {
                let names: Vec<_> = claim.recipes.iter().map(|it| it.word()).collect();
                words::link_has_run(
                    &names.join(", "),
                    &seeds_of(claim),
                    &text::whole(claim.updates as f64),
                )
            })
        })
    };
    let shown = Memo::new(move |_| claim.with(Option::is_some));
    view! {
        {move || shown.get().then(|| view! {
            <div class="claim">
                <p>{said}</p>
                <p role="status">
                    {move || verdict.get().map(|it| match it {
                        Ok(()) => view! { <b class="good">{words::reproduced()}</b> }.into_any(),
                        Err(what) => view! { <b class="bad">{what}</b> }.into_any(),
                    })}
                </p>
                <div class="row">
                    <button type="button" class="btn line" prop:disabled=move || !ready.get() on:click=again>
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
    let link = expect_context::<WorkerLink>();
    let kept = store.memo(|results| results.view.run.clone());
    let done = Memo::new(move |_| link.run.with(|run| claim_of(run.as_ref()?)));
    let held = move || {
        let kept = kept.get()?;
        let same = link.run.with(|run| verdict(&kept, run.as_ref()?));
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
