//! The chart of who decides, and its table.

use super::plan::{BOTH, Family, Group, above, broken, plan};
use crate::ui::browser::listen;
use crate::ui::charts::kit::marks::Drawn;
use crate::ui::charts::kit::table::{DataTable, Table};
use crate::ui::words::{comma, results as words};
use leptos::prelude::*;

/// Rows in groups; where there is room for one family alone, which one is chosen.
#[component]
pub fn WhoDecides<F>(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    groups: Vec<Group>,
    /// All figures behind it.
    figures: F,
) -> impl IntoView
where
    F: Fn() -> Table + Copy + Send + Sync + 'static,
{
    let shown = RwSignal::new(Family::default());
    let groups = StoredValue::new(groups);
    let drawing = Memo::new(move |_| groups.with_value(|it| plan(width.get(), shown.get(), it)));
    let one_alone = Memo::new(move |_| width.get() < BOTH);
    let choose = move |family: Family| {
        view! {
            <label>
                <input
                    type="radio"
                    name="family"
                    prop:checked=move || shown.get() == family
                    on:change=listen::while_here(move |_| shown.set(family))
                />
                {family.name()}
            </label>
        }
    };
    view! {
        {move || one_alone.get().then(|| view! {
            <fieldset class="family">
                <legend class="vh">{words::families()}</legend>
                <div class="seg">{Family::ALL.map(choose)}</div>
            </fieldset>
        })}
        <Drawn drawing label=groups.with_value(|it| spoken(it)) />
        <DataTable file="who-decides" caption=words::who_decides() table=figures />
    }
}

/// Who stands where, for those who do not see it.
fn spoken(groups: &[Group]) -> String {
    let rows = groups.iter().flat_map(|it| &it.rows);
    let one = |row: &super::Row| {
        let stand = row.stands[0].as_ref()?;
        let limits = broken(stand.broken);
        Some(words::stands_at(&row.name, &above(stand.above), &limits))
    };
    words::summary(&rows.filter_map(one).collect::<Vec<_>>().join(comma()))
}
