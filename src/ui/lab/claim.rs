//! The run that a link carries: run again, and compared bit for bit.

use super::super::run::{Run, SeedRun};
use super::super::state::{Gesture, store};
use super::super::text;
use super::super::words::lab as words;
use super::super::worker_link::{Standing, WorkerLink};
use crate::claim::RunClaim;
use crate::protocol::Plan;
use leptos::prelude::*;

/// What a finished seed would say of itself in a link; none before all its learners are done.
pub fn claim_of(run: &Run, seed: &SeedRun) -> Option<RunClaim> {
    let learned = run.plan.recipes.iter().map(|recipe| {
        let of = |it: &&super::super::run::Learned| it.algorithm == recipe.algorithm();
        Some((*recipe, seed.learned.iter().find(of)?.digest))
    });
    Some(RunClaim {
        seed: seed.seed,
        updates: run.plan.updates,
        learned: learned.collect::<Option<_>>()?,
        hyperparameters: run.plan.hyperparameters,
        until_settled: run.plan.until_settled,
    })
}

fn plan_of(claim: &RunClaim) -> Plan {
    Plan {
        recipes: claim.learned.iter().map(|(recipe, _)| *recipe).collect(),
        updates: claim.updates,
        hyperparameters: claim.hyperparameters,
        until_settled: claim.until_settled,
    }
}

/// How a run compares; none as long as it is not the claim's, or not done.
fn verdict(claim: &RunClaim, run: &Run) -> Option<Result<(), String>> {
    if run.plan != plan_of(claim) {
        return None;
    }
    let seed = run.seeds.iter().find(|seed| seed.seed == claim.seed)?;
    let here = claim_of(run, seed)?;
    let differs = here.learned.iter().zip(&claim.learned).find(|(here, there)| here != there);
    Some(match differs {
        None => Ok(()),
        Some(((recipe, here), (_, there))) => Err(words::not_reproduced(
            recipe.algorithm().name(),
            &format!("{here:016x}"),
            &format!("{there:016x}"),
        )),
    })
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
            link.train(plan_of(&claim), claim.seed, 1);
        }
    };
    let forget = move |_| store.edit(Gesture::Done, |view| view.run = None);
    let said = move || {
        claim.with(|claim| {
            claim.as_ref().map(|claim| {
                let names: Vec<_> = claim.learned.iter().map(|(it, _)| it.word()).collect();
                words::link_has_run(
                    &names.join(", "),
                    &claim.seed.to_string(),
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

/// A button for each finished seed that puts its run into the link.
#[component]
pub fn PutIntoLink() -> impl IntoView {
    let store = store();
    let link = expect_context::<WorkerLink>();
    let claims = Memo::new(move |_| {
        link.run.with(|run| {
            run.iter()
                .flat_map(|run| run.seeds.iter().filter_map(|seed| claim_of(run, seed)))
                .collect::<Vec<_>>()
        })
    });
    let kept = store.memo(|results| results.view.run.clone());
    let first = Memo::new(move |_| claims.with(|all| all.first().cloned()));
    let held = move || {
        kept.with(|kept| {
            kept.as_ref()
                .filter(|kept| claims.with(|all| all.contains(kept)))
                .map(|kept| words::run_in_link(&kept.seed.to_string()))
        })
    };
    let put = move |_| {
        let claim = first.get_untracked();
        store.edit(Gesture::Done, |view| view.run = claim);
    };
    view! {
        {move || first.with(Option::is_some).then(|| view! {
            <div class="row saves">
                <button type="button" class="btn line" on:click=put>{words::run_into_link()}</button>
                <span class="sub" role="status">{held}</span>
            </div>
        })}
    }
}
