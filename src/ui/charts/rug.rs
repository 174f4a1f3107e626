//! The rug: all grid zones as a strip of lines, and where the present value lies among them.

use super::kit::path::Path;
use super::kit::scale::Linear;
use crate::data::{ZONES, zone};
use crate::math;
use crate::ui::words::charts as words;
use crate::ui::words::format::{plain, significant};
use leptos::prelude::*;

/// The strip ends here; what is dirtier stands at its end, g/kWh.
const MOST: f64 = 1000.0;
/// Zones that are named for orientation.
const NAMED: [(&str, Name); 3] =
    [("FRA", words::france), ("WORLD", words::world), ("POL", words::poland)];
type Name = fn() -> &'static str;

/// The strip of all zones.
#[component]
pub fn Rug(
    /// Pixels to lay out for.
    #[prop(into)]
    width: Signal<f64>,
    /// The carbon intensity in force, g/kWh.
    #[prop(into)]
    present: Signal<f64>,
    /// What it is called, where it is a zone's.
    #[prop(into, optional)]
    name: Signal<Option<String>>,
) -> impl IntoView {
    let width = Signal::derive(move || width.get().max(200.0));
    let axis = move || Linear { domain: (0.0, MOST), range: (1.0, width.get() - 1.0) };
    let place = move |intensity: f64| axis().at(math::clamp(intensity, 0.0, MOST));
    let lines = move || {
        let mut path = Path::with_points(2 * ZONES.len());
        for zone in ZONES {
            let x = place(zone.carbon_intensity_g_per_kwh);
            path.through(&[(x, 5.0), (x, 16.0)]);
        }
        path.into_text()
    };
    let named = move || {
        let label = |(code, name): (&str, Name)| {
            let x = place(zone(code)?.carbon_intensity_g_per_kwh);
            // A name at the very left would hang out of the strip.
            let text_x = x.max(20.0);
            Some(view! {
                <path d=format!("M{x:.1} 5v15") class="k-tick" />
                <text x=format!("{text_x:.1}") y="31" class="ax mid">
                    {name()}
                </text>
            })
        };
        NAMED.into_iter().filter_map(label).collect_view()
    };
    let summary = move || {
        let count = ZONES.len();
        let value = significant(present.get(), 3);
        let rank =
            ZONES.iter().filter(|zone| zone.carbon_intensity_g_per_kwh < present.get()).count();
        let name = name.get().unwrap_or_else(|| words::value_in_force().to_string());
        words::rug(&count.to_string(), &plain(MOST), &name, &value, &rank.to_string())
    };
    view! {
        <svg
            class="chart"
            role="img"
            aria-label=summary
            width=move || width.get()
            height="34"
            viewBox=move || format!("0 0 {} 34", width.get())
        >
            <path d=lines class="rug" />
            <path d=move || format!("M0 16.5H{}", width.get()) class="k-tick" />
            <path d=move || format!("M{:.1} 1V18", place(present.get())) class="rug-on" />
            {named}
            <text x=move || width.get() y="31" class="ax end">
                "1 kg/kWh"
            </text>
        </svg>
    }
}
