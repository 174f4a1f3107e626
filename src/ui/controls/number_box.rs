//! A number box with its unit: anything can be typed, only what is allowed is taken.

use crate::scenario::Span;
use crate::ui::browser::{focus, listen};
use crate::ui::load::Parts;
use crate::ui::state::{Store, store};
use crate::ui::words::typed::{self, Outcome};
use crate::ui::words::{controls as words, reading, values};
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::HtmlInputElement;

/// What an empty box stands for.
#[derive(Clone, Copy)]
pub struct Unset {
    /// The number that is meant then, in words.
    pub stands: Signal<String>,
    /// Hears that the box was emptied.
    pub clear: Callback<()>,
}

/// A number that is typed: what it is, what it may be, who takes another.
#[derive(Clone, Copy)]
pub struct Entry {
    allowed: Signal<Span>,
    /// None only where it may be empty.
    value: Signal<Option<f64>>,
    take: Callback<f64>,
    unset: Option<Unset>,
    store: Store,
    /// What reads it follows the opening.
    parts: Parts,
    /// What stands in the box.
    text: RwSignal<String>,
    said: RwSignal<Option<Said>>,
}

/// What is said of a text, which stays in the box where it was not taken.
#[derive(Clone, Debug, PartialEq)]
enum Said {
    Refused(String),
    /// The number was taken out of another unit.
    Converted(f64, String),
    Asks {
        grouped: f64,
        decimal: f64,
    },
}

fn written(value: Option<f64>) -> String {
    value.map(values::editable).unwrap_or_default()
}

impl Entry {
    /// A number that follows `value`.
    pub fn new(
        allowed: impl Into<Signal<Span>>,
        value: Signal<Option<f64>>,
        take: Callback<f64>,
    ) -> Self {
        let allowed = allowed.into();
        let text = RwSignal::new(written(value.get_untracked()));
        let said = RwSignal::new(None);
        Effect::new(move |first: Option<()>| {
            // What was refused by a range that is no more, and what was said of it, go with the range.
            let (value, _) = (value.get(), allowed.get());
            if first.is_some() {
                text.set(written(value));
                let of_it =
                    |said: &Said| matches!(said, Said::Converted(it, _) if Some(*it) == value);
                said.update(|said| *said = said.take().filter(of_it));
            }
        });
        let (store, parts) = (store(), expect_context());
        Self { allowed, value, take, unset: None, store, parts, text, said }
    }

    /// The same where the box may be empty.
    pub fn or(self, unset: Option<Unset>) -> Self {
        Self { unset, ..self }
    }

    fn commit(self, typed: String) {
        self.text.set(typed.clone());
        // Digits beyond those shown are kept where nothing was touched.
        if typed == written(self.value.get_untracked()) {
            return self.said.set(None);
        }
        if let Some(unset) = self.unset.filter(|_| typed.trim().is_empty()) {
            self.said.set(None);
            return unset.clear.run(());
        }
        self.parts.with_rest(self.store, move |rest| {
            // The box may have gone while it was fetched.
            if !self.text.is_disposed() {
                self.follow((rest.read)(&typed, &self.allowed.get_untracked()));
            }
        });
    }

    fn follow(self, outcome: Outcome) {
        match outcome {
            Outcome::Take(number) => {
                self.said.set(None);
                self.take.run(number);
                // What is used, if somebody else put it back.
                self.text.set(written(self.value.get_untracked().or(Some(number))));
            }
            Outcome::Convert { number, said } => {
                self.follow(Outcome::Take(number));
                // Unless somebody else put it back.
                if self.value.get_untracked() == Some(number) {
                    self.said.set(Some(Said::Converted(number, said)));
                }
            }
            Outcome::Ask { grouped, decimal } => {
                self.said.set(Some(Said::Asks { grouped, decimal }));
            }
            Outcome::Refuse(why) => {
                // It can be mended where it was typed; what is used is named beside it.
                let stands = || self.unset.map(|unset| unset.stands.get_untracked());
                let kept = self.value.get_untracked().map(values::editable).or_else(stands);
                self.said.set(Some(Said::Refused(match kept.filter(|it| !it.is_empty()) {
                    Some(kept) => words::kept_at(&why, &kept),
                    None => why,
                })));
            }
        }
    }

    fn give_up(self) {
        // The element has been typed into meanwhile: only another text is written.
        self.text.set(String::new());
        self.text.set(written(self.value.get_untracked()));
        self.said.set(None);
    }

    fn is_refused(self) -> bool {
        self.said.with(|said| matches!(said, Some(Said::Refused(_))))
    }
}

/// The box.
#[component]
pub fn NumberBox(
    id: String,
    /// Name for those who do not see the label; none where a `<label>` points here.
    #[prop(optional_no_strip)]
    label: Option<String>,
    entry: Entry,
    /// `id` of the [`EntryNote`] that belongs to it.
    note_id: String,
) -> impl IntoView {
    let Entry { allowed, value, unset, text, said, .. } = entry;
    // What is typed takes the place of the number that is there: where the focus comes by a key or from
    // a word of the sentence, and where the first click would only put a mark between two digits.
    let fresh = StoredValue::new(false);
    let on_focus = move |event: ev::FocusEvent| {
        fresh.set_value(true);
        event_target::<HtmlInputElement>(&event).select();
    };
    let on_click = move |event: ev::MouseEvent| {
        if fresh.get_value() {
            event_target::<HtmlInputElement>(&event).select();
        }
        fresh.set_value(false);
    };
    let on_change = move |event: ev::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        entry.commit(input.value());
        fresh.set_value(true);
        // By Enter the focus stays, and the next digits are those of another number; a refused one is mended.
        let taken = move || said.try_with(|said| !matches!(said, Some(Said::Refused(_))));
        let select = move || {
            if taken() == Some(true) && document().active_element().as_ref() == Some(&input) {
                input.select();
            }
        };
        set_timeout(select, Duration::ZERO);
    };
    view! {
        <span class="num" class:is-bad=move || {
            said.with(|said| matches!(said, Some(Said::Refused(_) | Said::Asks { .. })))
        }>
            <input
                id=id
                inputmode=move || typed::keyboard(&allowed.get())
                autocomplete="off"
                aria-label=label
                aria-invalid=move || entry.is_refused().then_some("true")
                aria-describedby=format!("{note_id} {}", said_id(&note_id))
                placeholder=move || unset.map(|unset| unset.stands.get())
                prop:value=text
                on:focus=on_focus
                on:click=on_click
                on:change=listen::while_here(on_change)
                on:keydown=move |event| {
                    fresh.set_value(false);
                    match event.key().as_str() {
                        "Escape" => entry.give_up(),
                        // Nothing was typed, and nothing else will say so: what stands there is read again.
                        "Enter" if event_target_value(&event) == text.get_untracked() => {
                            entry.commit(text.get_untracked());
                        }
                        _ => {}
                    }
                }
            />
            {move || {
                let unit = values::counted(allowed.get().unit, value.get().unwrap_or_default());
                (!unit.is_empty()).then(|| view! { <span class="u">{unit}</span> })
            }}
        </span>
    }
}

/// What is said of a number: the note as long as all is well, why it was refused, or which of two
/// numbers is meant.
#[component]
pub fn EntryNote(
    id: String,
    entry: Entry,
    /// `id` of the box, which has the focus once the question is answered.
    box_id: String,
    /// Explains the number.
    #[prop(optional)]
    note: Option<Signal<String>>,
) -> impl IntoView {
    let answered = Callback::new(move |outcome| {
        entry.follow(outcome);
        focus(&box_id);
    });
    let said = move || {
        Some(match entry.said.get()? {
            Said::Refused(why) => view! { <p class="note bad">{why}</p> }.into_any(),
            Said::Converted(_, said) => view! { <p class="note">{said}</p> }.into_any(),
            Said::Asks { grouped, decimal } => {
                let rest = entry.parts.rest.get_untracked()?;
                (rest.ask)([grouped, decimal], entry.allowed.get_untracked(), answered)
            }
        })
    };
    let explained = note.map(|note| {
        let shown =
            move || if entry.said.with(Option::is_none) { note.get() } else { String::new() };
        view! { <p class="note" id=id.clone()>{shown}</p> }
    });
    view! {
        {explained}
        <div class="said" role="status" id=said_id(&id)>{said}</div>
    }
}

/// `id` of what is said of what was typed, beside the note of that `id`.
fn said_id(note_id: &str) -> String {
    format!("{note_id}-said")
}

/// The question which of two numbers is meant: each is one press.
pub fn question(either: [f64; 2], allowed: Span, answered: Callback<Outcome>) -> AnyView {
    let [grouped, decimal] = either;
    let names = typed::answers(grouped, decimal, allowed.unit);
    let answer = move |(number, name): (f64, String)| {
        let take = move |_| answered.run(typed::judge(number, &allowed));
        view! { <button type="button" class="chip" on:click=take>{name}</button> }
    };
    let answers = either.into_iter().zip(names).map(answer).collect_view();
    view! { <p class="note asks">{reading::which_number()} " " {answers}</p> }.into_any()
}
