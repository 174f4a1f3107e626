//! The entries that Undo and Redo walk, as the browser's history holds them: which change gets one
//! of its own, and what is written of it.
//!
//! A browser takes few calls of its history in a while and refuses the others, some of them without
//! a word. So a held key, which changes the same numbers again and again, is one entry, what it
//! passes is written now and then, and an entry counts once it is known to be there. A change that
//! has none yet is undone by showing what stood before it.

use crate::data::FIELDS;
use crate::link::{Choice, View};

/// Whether a change is one of many while something is held, or the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// A slider or a mark is still held.
    Held,
    /// It was let go, or the change came at once.
    Done,
}

/// Least time between two times that one entry is written, ms; Safari allows 100 calls in 30 s.
pub const PAUSE_MS: f64 = 500.0;
/// Changes of one control that follow each other faster are one: a key that is held repeats after
/// half a second.
const MERGE_MS: f64 = 1_000.0;
/// When what was refused is tried again, ms.
pub const RETRY_MS: f64 = 5_000.0;

/// What is to be written into the browser's history.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// The present entry becomes this view.
    Replace(View),
    /// A new entry follows the present one, and ends the line.
    Push(View),
}

/// What undoes the last change.
#[derive(Clone, Debug, PartialEq)]
pub enum Back {
    /// The entry before the present one, once these are written.
    Entry(Vec<Write>),
    /// This view: the change has no entry.
    Show(Box<View>),
}

/// The line of entries.
#[derive(Clone, Debug)]
pub struct Entries {
    /// Number of the present entry and of the last one.
    at: u32,
    last: u32,
    /// What the present entry holds.
    stands: View,
    /// What stood there when something was taken hold of.
    held: Option<View>,
    /// What stood there before changes that have no entry.
    open: Option<View>,
    /// The numbers that the last change of something held has changed, and when, ms.
    merges: Option<(Vec<&'static str>, f64)>,
    /// When the present entry was written, or a write was refused, ms.
    tried_ms: f64,
}

impl Entries {
    /// A line that ends at entry `at`, which holds `view`.
    pub fn new(at: u32, view: View) -> Self {
        Self {
            at,
            last: at,
            stands: view,
            held: None,
            open: None,
            merges: None,
            tried_ms: f64::NEG_INFINITY,
        }
    }

    /// Whether Undo leads anywhere.
    pub fn undoable(&self) -> bool {
        self.at > 0 || self.open.is_some()
    }

    /// Whether Redo leads anywhere.
    pub fn redoable(&self) -> bool {
        self.at < self.last
    }

    /// Number of the entry that a write makes or replaces.
    pub fn number(&self, write: &Write) -> u32 {
        match write {
            Write::Replace(_) => self.at,
            Write::Push(_) => self.at + 1,
        }
    }

    /// Takes down a change at `now_ms`; what is to be written of it at once. What is not comes due
    /// later: see [`Self::due`].
    pub fn change(
        &mut self,
        before: &View,
        after: &View,
        gesture: Gesture,
        now_ms: f64,
    ) -> Vec<Write> {
        if gesture == Gesture::Held {
            // A write takes a browser longer than all else that follows a move.
            self.held.get_or_insert_with(|| before.clone());
            return Vec::new();
        }
        let rested = now_ms - self.tried_ms >= PAUSE_MS;
        let held = self.held.take();
        if let Some(from) = &self.open {
            // What the browser refuses is not tried at each repeat of a key.
            return if rested { self.new_entry(from.clone(), after) } else { Vec::new() };
        }
        let from = held.as_ref().unwrap_or(before);
        if from == after {
            return self.rewritten(after);
        }
        let numbers = held.is_some().then(|| numbers_changed(from, after)).flatten();
        let merges = self.merges.take().zip(numbers.as_ref()).is_some_and(|((known, ms), now)| {
            now_ms - ms <= MERGE_MS && now.iter().all(|name| known.contains(name))
        });
        let from = from.clone();
        self.merges = numbers.map(|numbers| (numbers, now_ms));
        if !merges || self.redoable() {
            return self.new_entry(from, after);
        }
        if rested { self.rewritten(after) } else { Vec::new() }
    }

    fn new_entry(&mut self, from: View, after: &View) -> Vec<Write> {
        let mut writes = self.rewritten(&from);
        self.open = Some(from);
        writes.push(Write::Push(after.clone()));
        writes
    }

    /// Nothing where the present entry holds that view already.
    fn rewritten(&self, view: &View) -> Vec<Write> {
        if self.stands == *view { Vec::new() } else { vec![Write::Replace(view.clone())] }
    }

    /// Takes down what became of a write.
    pub fn wrote(&mut self, write: Write, done: bool, now_ms: f64) {
        match (write, done) {
            (Write::Push(view), true) => {
                self.at += 1;
                self.last = self.at;
                (self.stands, self.open) = (view, None);
            }
            (Write::Replace(view), true) => {
                self.stands = view;
                self.tried_ms = now_ms;
            }
            (_, false) => self.tried_ms = now_ms,
        }
    }

    /// In how many milliseconds something is to be written although nothing changes; none if the
    /// page shows `now` and the history holds it.
    pub fn due_in_ms(&self, now: &View) -> Option<f64> {
        if self.open.is_some() {
            return Some(RETRY_MS);
        }
        (self.stands != *now).then_some(PAUSE_MS)
    }

    /// What is to be written now that it is due.
    pub fn due(&mut self, now: &View) -> Vec<Write> {
        match self.open.clone() {
            Some(from) => self.new_entry(from, now),
            None => self.rewritten(now),
        }
    }

    /// What undoes the last change, while the page shows `now`.
    pub fn back(&mut self, now: &View) -> Option<Back> {
        self.merges = None;
        if let Some(view) = self.open.take() {
            return Some(Back::Show(Box::new(view)));
        }
        (self.at > 0).then(|| Back::Entry(self.rewritten(now)))
    }

    /// Whether the last change has an entry, so that Redo leads to it from the one before.
    pub fn is_written(&self) -> bool {
        self.at > 0 && self.open.is_none()
    }

    /// The browser has gone to that entry, which holds `view`. One without a number, as after a
    /// typed address, is new: it follows the present one, and ends the line. Gives its number.
    pub fn gone(&mut self, number: Option<u32>, view: View) -> u32 {
        let at = number.unwrap_or(self.at + 1);
        let last = if number.is_some() { self.last.max(at) } else { at };
        *self = Self { last, tried_ms: self.tried_ms, ..Self::new(at, view) };
        at
    }
}

/// The numbers that differ between two views, if nothing else does. A picked zone is the name of
/// two numbers; who begins to choose by hand changes both. What the day is given counts as one.
fn numbers_changed(from: &View, to: &View) -> Option<Vec<&'static str>> {
    let mut rest = from.clone();
    let mut names = Vec::new();
    for field in FIELDS {
        let (old, new) = (from.scenario.number(field.name), to.scenario.number(field.name));
        if let Some(new) = new.filter(|_| old != new) {
            rest.scenario.set(field.name, new).ok()?;
            names.push(field.name);
        }
    }
    if let Choice::Manual(new) = to.choice {
        let old = if let Choice::Manual(old) = from.choice { Some(old) } else { None };
        names.extend(old.is_none_or(|old| old.tokens != new.tokens).then_some("tokens"));
        names.extend(old.is_none_or(|old| old.power_w != new.power_w).then_some("power_w"));
        rest.choice = to.choice;
    }
    rest.zone.clone_from(&to.zone);
    names.extend((rest.day != to.day).then_some("day"));
    rest.day.clone_from(&to.day);
    (rest == *to).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Place;
    use crate::scenario::Decision;

    /// A browser that refuses more calls than it allows.
    struct Browser {
        entries: Entries,
        line: Vec<View>,
        at: usize,
        calls: usize,
        allows: usize,
    }

    fn at_distance(distance_m: f64) -> View {
        let mut view = View::default();
        view.scenario.distance_m = distance_m;
        view
    }

    impl Browser {
        fn new(allows: usize) -> Self {
            let view = at_distance(100.0);
            Self {
                entries: Entries::new(0, view.clone()),
                line: vec![view],
                at: 0,
                calls: 0,
                allows,
            }
        }

        fn write(&mut self, writes: Vec<Write>, now_ms: f64) {
            for write in writes {
                self.calls += 1;
                let done = self.calls <= self.allows;
                if done {
                    match write.clone() {
                        Write::Replace(view) => self.line[self.at] = view,
                        Write::Push(view) => {
                            self.line.truncate(self.at + 1);
                            self.line.push(view);
                            self.at += 1;
                        }
                    }
                    assert_eq!(self.entries.number(&write), self.at as u32);
                }
                self.entries.wrote(write, done, now_ms);
                if !done {
                    break;
                }
            }
        }

        fn step(&mut self, before: &View, after: &View, gesture: Gesture, now_ms: f64) {
            let writes = self.entries.change(before, after, gesture, now_ms);
            self.write(writes, now_ms);
        }

        /// A key on a slider: moved, and let go.
        fn key(&mut self, before: &View, after: &View, now_ms: f64) {
            self.step(before, after, Gesture::Held, now_ms);
            self.step(after, after, Gesture::Done, now_ms);
        }

        /// Moves by one metre at each repeat of a key; what is shown in the end, and when.
        fn hold(&mut self, repeats: u32) -> (View, f64) {
            let mut now_ms = 10_000.0;
            let mut shown = self.line[self.at].clone();
            for _ in 0..repeats {
                let next = at_distance(shown.scenario.distance_m + 1.0);
                self.key(&shown, &next, now_ms);
                (shown, now_ms) = (next, now_ms + 33.0);
            }
            (shown, now_ms)
        }

        /// What is shown after Undo.
        fn undo(&mut self, shown: &View, now_ms: f64) -> View {
            match self.entries.back(shown) {
                None => shown.clone(),
                Some(Back::Show(view)) => *view,
                Some(Back::Entry(writes)) => {
                    self.write(writes, now_ms);
                    self.at = self.at.checked_sub(1).expect("Undo has left the page");
                    let view = self.line[self.at].clone();
                    self.entries.gone(Some(self.at as u32), view.clone());
                    view
                }
            }
        }
    }

    #[test]
    fn a_held_key_is_one_entry_and_few_calls() {
        let mut browser = Browser::new(usize::MAX);
        let (shown, now_ms) = browser.hold(300);
        assert_eq!(browser.line.len(), 2);
        // Safari's measure: 100 calls in 30 s.
        assert!(browser.calls <= 30, "{} calls in {now_ms} ms", browser.calls);
        assert_eq!(browser.entries.due_in_ms(&shown), Some(PAUSE_MS));
        let due = browser.entries.due(&shown);
        browser.write(due, now_ms);
        assert_eq!(browser.line, [at_distance(100.0), at_distance(400.0)]);
        assert_eq!(browser.entries.due_in_ms(&shown), None);
        assert_eq!(browser.undo(&shown, now_ms), at_distance(100.0));
        assert!(!browser.entries.undoable() && browser.entries.redoable());
        assert_eq!(browser.line[1], at_distance(400.0));
    }

    #[test]
    fn what_is_undone_before_it_is_written_can_be_redone_whole() {
        let mut browser = Browser::new(usize::MAX);
        let (shown, now_ms) = browser.hold(20);
        assert_eq!(browser.undo(&shown, now_ms), at_distance(100.0));
        assert_eq!(browser.line, [at_distance(100.0), at_distance(120.0)]);
    }

    #[test]
    fn what_the_browser_refuses_does_not_count() {
        for allows in 0..8 {
            let mut browser = Browser::new(allows);
            let (mut shown, mut now_ms) = browser.hold(4);
            // Other controls, one after the other, each a change of its own.
            for mhz in [30.0, 40.0, 50.0] {
                let mut next = shown.clone();
                next.scenario.bandwidth_mhz = mhz;
                now_ms += 5_000.0;
                browser.step(&shown, &next, Gesture::Done, now_ms);
                shown = next;
            }
            let mut steps = 0;
            while browser.entries.undoable() {
                shown = browser.undo(&shown, now_ms);
                steps += 1;
                assert!(steps < 10, "Undo leads nowhere");
            }
            assert_eq!(shown, at_distance(100.0), "{allows} calls allowed, {steps} steps");
        }
    }

    #[test]
    fn what_was_refused_is_written_once_the_browser_takes_it() {
        let mut browser = Browser::new(0);
        let after = View { place: Place::Lab, ..at_distance(100.0) };
        browser.step(&at_distance(100.0), &after, Gesture::Done, 0.0);
        assert_eq!(browser.entries.due_in_ms(&after), Some(RETRY_MS));
        browser.allows = usize::MAX;
        let due = browser.entries.due(&after);
        browser.write(due, RETRY_MS);
        assert_eq!(browser.line, [at_distance(100.0), after.clone()]);
        assert_eq!(browser.entries.due_in_ms(&after), None);
    }

    #[test]
    fn a_typed_address_is_an_entry_after_the_present_one() {
        let mut browser = Browser::new(usize::MAX);
        let mut shown = at_distance(100.0);
        for distance_m in [200.0, 300.0, 400.0] {
            let next = at_distance(distance_m);
            browser.step(&shown, &next, Gesture::Done, distance_m);
            shown = next;
        }
        shown = browser.undo(&shown, 0.0);
        shown = browser.undo(&shown, 0.0);
        assert_eq!(shown, at_distance(200.0));
        // The browser drops what followed.
        browser.line.truncate(2);
        browser.line.push(at_distance(9.0));
        browser.at = 2;
        assert_eq!(browser.entries.gone(None, at_distance(9.0)), 2);
        assert!(!browser.entries.redoable());
        shown = browser.undo(&at_distance(9.0), 0.0);
        shown = browser.undo(&shown, 0.0);
        assert_eq!((shown, browser.entries.undoable()), (at_distance(100.0), false));
    }

    #[test]
    fn a_drag_is_one_entry_and_leaves_what_stood_before() {
        let mut browser = Browser::new(usize::MAX);
        let mut shown = at_distance(100.0);
        for metre in 1..50 {
            let next = at_distance(100.0 + f64::from(metre));
            browser.step(&shown, &next, Gesture::Held, f64::from(metre) * 100.0);
            shown = next;
        }
        browser.step(&shown, &shown, Gesture::Done, 5_000.0);
        assert_eq!(browser.line, [at_distance(100.0), at_distance(149.0)]);
        // Nothing was written on the way; a pause on it is, and what stood before comes back.
        assert_eq!(browser.calls, 1);
        let paused = at_distance(200.0);
        browser.step(&shown, &paused, Gesture::Held, 6_000.0);
        assert_eq!(browser.entries.due_in_ms(&paused), Some(PAUSE_MS));
        let due = browser.entries.due(&paused);
        browser.write(due, 6_500.0);
        assert_eq!(browser.line[1], paused);
        browser.step(&paused, &paused, Gesture::Done, 7_000.0);
        assert_eq!(browser.line, [at_distance(100.0), at_distance(149.0), paused.clone()]);
        shown = paused;
        // One that ends where it began leaves nothing.
        browser.step(&shown, &at_distance(9.0), Gesture::Held, 9_000.0);
        browser.step(&at_distance(9.0), &shown, Gesture::Held, 9_900.0);
        browser.step(&shown, &shown, Gesture::Done, 9_950.0);
        assert_eq!(browser.line, [at_distance(100.0), at_distance(149.0), shown]);
    }

    #[test]
    fn changes_of_several_controls_or_with_a_pause_are_several() {
        let start = at_distance(100.0);
        let decision = |tokens, power_w| View {
            choice: Choice::Manual(Decision { tokens, power_w }),
            ..start.clone()
        };
        let wide = |mhz| {
            let mut view = at_distance(101.0);
            view.scenario.bandwidth_mhz = mhz;
            view
        };
        let cases = [
            (vec![(0.0, at_distance(101.0)), (900.0, at_distance(102.0))], 1),
            (vec![(0.0, at_distance(101.0)), (1_100.0, at_distance(102.0))], 2),
            (vec![(0.0, at_distance(101.0)), (100.0, wide(30.0)), (200.0, wide(31.0))], 2),
            // Who begins to choose by hand changes length and power, and then one of them.
            (vec![(0.0, decision(10, 1.0)), (100.0, decision(11, 1.0))], 1),
            (
                vec![
                    (0.0, decision(10, 1.0)),
                    (100.0, decision(11, 1.0)),
                    (200.0, decision(11, 2.0)),
                ],
                2,
            ),
        ];
        for (changes, entries) in cases {
            let mut browser = Browser::new(usize::MAX);
            let mut shown = start.clone();
            for (now_ms, next) in changes.clone() {
                browser.key(&shown, &next, now_ms);
                shown = next;
            }
            assert_eq!(browser.line.len(), 1 + entries, "{changes:?}");
        }
        // What comes at once, as from a button, is never merged.
        let mut browser = Browser::new(usize::MAX);
        browser.step(&start, &at_distance(101.0), Gesture::Done, 0.0);
        browser.step(&at_distance(101.0), &at_distance(102.0), Gesture::Done, 10.0);
        assert_eq!(browser.line.len(), 3);
    }
}
