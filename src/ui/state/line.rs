//! The entries of a page that stands in a frame: kept by the page itself. The browser's history is that
//! of whoever holds the frame, and Back there is to leave it as it does without the frame.

use super::entries::Write;
use crate::link::View;

/// Views in the order in which they were shown, and which of them is.
#[derive(Clone, Debug)]
pub struct Line {
    views: Vec<View>,
    at: usize,
}

impl Line {
    /// A line of one view.
    pub fn new(view: View) -> Self {
        Self { views: vec![view], at: 0 }
    }

    /// Takes down what a browser would.
    pub fn write(&mut self, write: &Write) {
        match write {
            Write::Replace(view) => {
                if let Some(present) = self.views.get_mut(self.at) {
                    present.clone_from(view);
                }
            }
            Write::Push(view) => {
                self.views.truncate(self.at + 1);
                self.views.push(view.clone());
                self.at = self.views.len() - 1;
            }
        }
    }

    /// Goes a step, where there is one; gives the number of the entry and what it holds.
    pub fn step(&mut self, back: bool) -> Option<(u32, View)> {
        let at = if back { self.at.checked_sub(1)? } else { self.at + 1 };
        let view = self.views.get(at)?.clone();
        self.at = at;
        Some((at as u32, view))
    }
}

#[cfg(test)]
mod tests {
    use super::super::entries::{Back, Entries, Gesture};
    use super::*;

    fn at_distance(distance_m: f64) -> View {
        let mut view = View::default();
        view.scenario.distance_m = distance_m;
        view
    }

    #[test]
    fn field_13_undo_and_redo_walk_the_pages_own_line() {
        let mut entries = Entries::new(0, at_distance(100.0));
        let mut line = Line::new(at_distance(100.0));
        let mut shown = at_distance(100.0);
        for distance_m in [200.0, 300.0, 400.0] {
            let next = at_distance(distance_m);
            for write in entries.change(&shown, &next, Gesture::Done, distance_m) {
                line.write(&write);
                entries.wrote(write, true, distance_m);
            }
            shown = next;
        }
        let step = |entries: &mut Entries, line: &mut Line, back: bool| {
            let (number, view) = line.step(back).unwrap();
            entries.gone(Some(number), view.clone());
            view.scenario.distance_m
        };
        for earlier in [300.0, 200.0, 100.0] {
            assert!(entries.undoable());
            assert!(matches!(entries.back(&shown), Some(Back::Entry(writes)) if writes.is_empty()));
            assert_eq!(step(&mut entries, &mut line, true), earlier);
            shown = at_distance(earlier);
        }
        assert!(!entries.undoable() && line.step(true).is_none());
        assert_eq!(step(&mut entries, &mut line, false), 200.0);
        assert!(entries.redoable());
        // A change ends the line.
        for write in entries.change(&at_distance(200.0), &at_distance(9.0), Gesture::Done, 9e3) {
            line.write(&write);
            entries.wrote(write, true, 9e3);
        }
        assert!(!entries.redoable() && line.step(false).is_none());
        assert_eq!(step(&mut entries, &mut line, true), 200.0);
    }
}
