//! Carbon intensity of the grids: one for both sites or two, from real averages or by hand.

use super::number_box::{Entry, EntryNote, NumberBox};
use super::scale::Scale;
use crate::data::{ZONES, Zone};
use crate::math::decimal;
use crate::scenario::Span;
use crate::ui::browser::listen;
use crate::ui::charts::{Measured, Rug};
use crate::ui::frame::icon::{self, Icon};
use crate::ui::load::Parts;
use crate::ui::state::{Gesture, store};
use crate::ui::words::format::plain;
use crate::ui::words::{controls as words, gap, lang, values};
use js_sys::{Array, JsString, Object};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use std::cmp::Ordering;

/// Whose grid a control sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Site {
    Both,
    DataCentre,
    BaseStation,
}

impl Site {
    fn id(self) -> &'static str {
        match self {
            Self::Both => "grid",
            Self::DataCentre => "grid_dc_g_per_kwh",
            Self::BaseStation => "grid_bs_g_per_kwh",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Both => words::grid_both(),
            Self::DataCentre => words::grid_centre(),
            Self::BaseStation => words::grid_station(),
        }
    }
}

const ALLOWED: Span = Span::real(0.0, 2000.0, "g/kWh");
const SCALE: Scale = Scale { from: 0.0, to: 1000.0, log: false, integer: false };

/// Grid intensity: one grid or two.
#[component]
pub fn GridControl() -> impl IntoView {
    let store = store();
    let differ = store.memo(|results| {
        results.view.scenario.grid_dc_g_per_kwh != results.view.scenario.grid_bs_g_per_kwh
    });
    let (wants_two, set_wants_two) = signal(false);
    let two = Memo::new(move |_| wants_two.get() || differ.get());
    let one_again = move |_| {
        set_wants_two.set(false);
        store.edit_scenario(Gesture::Done, |scenario| {
            scenario.grid_bs_g_per_kwh = scenario.grid_dc_g_per_kwh;
        });
    };
    view! {
        <fieldset>
            <legend class="vh">{words::grid_intensity()}</legend>
            <div class="ctl-h">
                <span class="name" aria-hidden="true">{words::grid_intensity()}</span>
                <div class="seg">
                    <label>
                        <input
                            type="radio"
                            name="grids"
                            prop:checked=move || !two.get()
                            on:change=listen::while_here(one_again)
                        />
                        {words::one_grid()}
                    </label>
                    <label>
                        <input
                            type="radio"
                            name="grids"
                            prop:checked=two
                            on:change=listen::while_here(move |_| set_wants_two.set(true))
                        />
                        {words::two_grids()}
                    </label>
                </div>
            </div>
            {move || if two.get() {
                view! {
                    <p class="note">{words::data_centre()}</p>
                    <SiteGrid site=Site::DataCentre />
                    <p class="note">{words::base_station()}</p>
                    <SiteGrid site=Site::BaseStation />
                }.into_any()
            } else {
                view! { <SiteGrid site=Site::Both /> }.into_any()
            }}
        </fieldset>
    }
}

/// Picker, number box and slider of one grid.
#[component]
fn SiteGrid(site: Site) -> impl IntoView {
    let store = store();
    let parts = expect_context::<Parts>();
    let value = store.memo(move |results| match site {
        Site::BaseStation => results.view.scenario.grid_bs_g_per_kwh,
        _ => results.view.scenario.grid_dc_g_per_kwh,
    });
    let name = store.memo(move |results| {
        let scenario = &results.view.scenario;
        let value = match site {
            Site::BaseStation => scenario.grid_bs_g_per_kwh,
            _ => scenario.grid_dc_g_per_kwh,
        };
        values::zone_name(results.view.zone.as_deref(), value)
            .unwrap_or_else(|| words::own_value().to_string())
    });
    let set = move |value: f64, gesture: Gesture| {
        store.edit_scenario(gesture, |scenario| {
            if site != Site::BaseStation {
                scenario.grid_dc_g_per_kwh = value;
            }
            if site != Site::DataCentre {
                scenario.grid_bs_g_per_kwh = value;
            }
        });
    };
    let pick = move |zone: &'static Zone| {
        let value = zone.carbon_intensity_g_per_kwh;
        if site != Site::Both {
            return set(value, Gesture::Done);
        }
        store.edit(Gesture::Done, |view| {
            view.scenario.grid_dc_g_per_kwh = value;
            view.scenario.grid_bs_g_per_kwh = value;
            view.zone = Some(zone.code.to_string());
        });
    };
    let rug_name = Signal::derive(move || Some(name.get()));
    let (open, set_open) = signal(false);
    let button = NodeRef::<html::Button>::new();
    let close = move || {
        set_open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let take = Callback::new(move |value| set(value, Gesture::Done));
    let entry =
        Entry::new(Signal::stored(ALLOWED), Signal::derive(move || Some(value.get())), take);
    let note_id = format!("{}-note", site.id());
    let list_id = format!("{}-list", site.id());
    let moved = move |gesture| {
        move |event: ev::Event| {
            if let Some(value) = decimal::read(&event_target_value(&event))
                && (gesture == Gesture::Done || Some(value) != store_value(site))
            {
                set(value, gesture);
            }
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if let Some(next) = SCALE.beyond(&event.key(), value.get_untracked(), &ALLOWED) {
            event.prevent_default();
            set(next, Gesture::Held);
            set(next, Gesture::Done);
        }
    };
    let controls = list_id.clone();
    let described = note_id.clone();
    view! {
        <div class="picks">
            <button
                type="button"
                class="pick"
                node_ref=button
                aria-haspopup="listbox"
                aria-expanded=move || open.get().to_string()
                aria-controls=move || open.get().then(|| controls.clone())
                aria-label=move || words::labelled(site.label(), &name.get())
                on:click=move |_| set_open.update(|open| *open = !*open)
            >
                <span class="zone">{name}</span>
                <Icon path=icon::DOWN />
            </button>
            <NumberBox
                id=site.id().to_string()
                label=Some(words::in_grams(site.label()))
                entry
                note_id=note_id.clone()
            />
            {move || {
                let zones = parts.rest.get().filter(|_| open.get())?.zones;
                let pick = Callback::new(move |zone| { pick(zone); close(); });
                let close = Callback::new(move |()| close());
                Some(zones(list_id.clone(), name.get_untracked(), pick, close))
            }}
        </div>
        <div class="rugbox">
            <Measured let:width>
                <Rug width present=value name=rug_name />
            </Measured>
            <input
                type="range"
                min=SCALE.from
                max=SCALE.to
                step="1"
                prop:value=move || value.get().to_string()
                aria-label=site.label()
                aria-valuetext=move || words::intensity(&plain(value.get()), &name.get())
                aria-describedby=described
                on:keydown=on_key
                on:input=listen::while_here(moved(Gesture::Held))
                on:change=listen::while_here(moved(Gesture::Done))
            />
        </div>
        <EntryNote id=note_id entry box_id=site.id().to_string() />
    }
}

fn store_value(site: Site) -> Option<f64> {
    use_context::<crate::ui::state::Store>().map(|store| {
        store.peek(|results| match site {
            Site::BaseStation => results.view.scenario.grid_bs_g_per_kwh,
            _ => results.view.scenario.grid_dc_g_per_kwh,
        })
    })
}

/// The order of two names in the page's language.
fn compare(a: &str, b: &str) -> Ordering {
    let locale = Array::of1(&lang().tag().into());
    JsString::from(a).locale_compare(b, &locale, &Object::new()).cmp(&0)
}

/// The list of zones, in the rest of Explore.
pub fn zones(
    id: String,
    chosen: String,
    pick: Callback<&'static Zone>,
    close: Callback<()>,
) -> AnyView {
    view! { <ZoneList id chosen pick close /> }.into_any()
}

/// The searchable list of zones; lives only while it is open.
#[component]
fn ZoneList(
    id: String,
    chosen: String,
    #[prop(into)] pick: Callback<&'static Zone>,
    #[prop(into)] close: Callback<()>,
) -> impl IntoView {
    let (query, set_query) = signal(String::new());
    // By name, as the page's language orders them.
    let names: Vec<String> = ZONES.iter().map(values::zone_label).collect();
    let mut sorted: Vec<usize> = (0..ZONES.len()).collect();
    sorted.sort_by(|&a, &b| compare(&names[a], &names[b]));
    let small: Vec<String> = names.iter().map(|name| values::small(name)).collect();
    let found = Memo::new(move |_| {
        let query = values::small(query.get().trim());
        // Its English name is its name in the data.
        let matches = |&index: &usize| {
            small[index].contains(&query)
                || values::small(ZONES[index].name).contains(&query)
                || values::small(ZONES[index].code) == query
        };
        let (mut found, others): (Vec<usize>, Vec<usize>) = sorted
            .iter()
            .copied()
            .filter(matches)
            .partition(|&index| small[index].starts_with(&query));
        found.extend(others);
        found
    });
    let (active, set_active) = signal(found.with_untracked(|found| {
        found.iter().position(|&index| names[index] == chosen).unwrap_or(0)
    }));
    let option_id = {
        let id = id.clone();
        move |index: usize| format!("{id}-{index}")
    };
    let box_node = NodeRef::<html::Input>::new();
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        if let Some(input) = box_node.get() {
            let _ = input.focus();
        }
    });
    Effect::new(move |_| {
        // Keeps the active option in sight without moving the page.
        let (at, _) = (active.get(), found.read());
        let Some(list) = list.get() else { return };
        if let Some(option) = list.children().item(at as u32) {
            let option: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(option);
            let (top, height) = (option.offset_top(), option.offset_height());
            if top < list.scroll_top() {
                list.set_scroll_top(top);
            } else if top + height > list.scroll_top() + list.client_height() {
                list.set_scroll_top(top + height - list.client_height());
            }
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let last = found.with_untracked(|found| found.len().saturating_sub(1));
        let go = |to: usize| set_active.set(to.min(last));
        let at = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => go(at + 1),
            "ArrowUp" => go(at.saturating_sub(1)),
            "PageDown" => go(at + 8),
            "PageUp" => go(at.saturating_sub(8)),
            "Escape" => close.run(()),
            "Enter" => {
                if let Some(&index) = found.with_untracked(|found| found.get(at).copied()).as_ref()
                {
                    pick.run(&ZONES[index]);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let on_blur = move |event: ev::FocusEvent| {
        // The focus may stay inside the list.
        let inside = event
            .related_target()
            .and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Node>(target).ok())
            .zip(event.current_target())
            .is_some_and(|(target, list)| {
                let list: web_sys::Node = wasm_bindgen::JsCast::unchecked_into(list);
                list.contains(Some(&target))
            });
        if !inside {
            close.run(());
        }
    };
    let options = {
        let option_id = option_id.clone();
        move || {
            let option_id = option_id.clone();
            found
                .get()
                .into_iter()
                .enumerate()
                .map(move |(place, index)| {
                    let zone = &ZONES[index];
                    let length = zone.carbon_intensity_g_per_kwh / 1000.0 * 80.0;
                    view! {
                        <li
                            role="option"
                            id=option_id(index)
                            aria-selected=move || (active.get() == place).to_string()
                            on:pointerdown=move |event| {
                                event.prevent_default();
                                pick.run(zone);
                            }
                        >
                            <span>{values::zone_label(zone)}</span>
                            <svg width="80" height="8" viewBox="0 0 80 8" aria-hidden="true">
                                <path d=format!("M0 4H{length:.0}") class="lim-f" />
                            </svg>
                            <b>{format!("{:.0}", zone.carbon_intensity_g_per_kwh)}</b>
                        </li>
                    }
                })
                .collect_view()
        }
    };
    let active_id = move || found.with(|found| found.get(active.get()).map(|&it| option_id(it)));
    let none = move || found.with(Vec::is_empty);
    view! {
        <div class="pop list" on:focusout=listen::while_here(on_blur)>
            <div class="num find">
                <input
                    node_ref=box_node
                    role="combobox"
                    aria-expanded="true"
                    aria-controls=id.clone()
                    aria-activedescendant=active_id
                    aria-autocomplete="list"
                    aria-label=words::search_zones()
                    autocomplete="off"
                    placeholder=words::search_many(&ZONES.len().to_string())
                    prop:value=query
                    on:input=move |event| {
                        set_query.set(event_target_value(&event));
                        set_active.set(0);
                    }
                    on:keydown=on_key
                />
            </div>
            <ul role="listbox" id=id aria-label=words::zones() node_ref=list>{options}</ul>
            {move || none().then(|| view! {
                <p class="none">{words::no_zone()}</p>
            })}
            <p class="note">{words::yearly()} {gap()} {values::grid_counts()}</p>
        </div>
    }
}
