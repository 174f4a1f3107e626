//! The dock: on a phone the main controls share one place, one of them at a time.

use crate::ui::browser::focus;
use leptos::prelude::*;
use std::cell::Cell;
use std::time::Duration;

/// What the dock shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Grid,
    Bandwidth,
    Quality,
    Length,
    Power,
}

impl Tab {
    /// The one that holds the control of that id.
    fn of_control(id: &str) -> Option<Self> {
        Some(match id {
            "grid" | "grid_dc_g_per_kwh" | "grid_bs_g_per_kwh" => Self::Grid,
            "bandwidth_mhz" => Self::Bandwidth,
            "qoe_min" => Self::Quality,
            "tokens" => Self::Length,
            "power_w" => Self::Power,
            _ => return None,
        })
    }
}

/// The dock of the page.
#[derive(Clone, Copy)]
pub struct Dock(pub RwSignal<Tab>);

thread_local! {
    /// Words of the sentence and of an equation lead there too.
    static DOCK: Cell<Option<Dock>> = const { Cell::new(None) };
}

impl Dock {
    /// A new one, in place of the last.
    pub fn start() -> Self {
        let dock = Self(RwSignal::new(Tab::Length));
        DOCK.set(Some(dock));
        dock
    }
}

/// Brings the main control that holds that id into the dock.
fn show_dock(id: &str) {
    if let (Some(tab), Some(Dock(shown))) = (Tab::of_control(id), DOCK.get()) {
        shown.set(tab);
    }
}

/// Opens the group of parameters, then focuses the control inside once it is there.
pub fn go_to(id: &'static str, group: Option<&str>) {
    show_dock(id);
    if let Some(details) = group.and_then(|group| document().get_element_by_id(group)) {
        let _ = details.set_attribute("open", "");
    }
    // The group fills itself after the toggle event, which is a task of its own.
    set_timeout(
        move || {
            let id = match id {
                "grid" if document().get_element_by_id("grid").is_none() => "grid_dc_g_per_kwh",
                id => id,
            };
            focus(id);
        },
        Duration::from_millis(50),
    );
}
