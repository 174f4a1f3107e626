//! Questions to the worker: who waits for which answer, and what is asked while one is under way.

/// Names a question; the answer carries it back.
pub type Request = u32;

/// Who waits for which answer. Each question is answered once, or its worker is lost.
#[derive(Debug)]
pub struct Pending<L> {
    last: Request,
    open: Vec<(Request, L)>,
}

impl<L> Default for Pending<L> {
    fn default() -> Self {
        Self { last: 0, open: Vec::new() }
    }
}

impl<L> Pending<L> {
    /// Waits for the answer to a question that is about to be sent.
    pub fn add(&mut self, listener: L) -> Request {
        self.last = self.last.wrapping_add(1);
        self.open.push((self.last, listener));
        self.last
    }

    /// Who hears the answer to that question; none if it was answered before, or never asked.
    pub fn take(&mut self, request: Request) -> Option<L> {
        let at = self.open.iter().position(|(open, _)| *open == request)?;
        Some(self.open.remove(at).1)
    }

    /// All who wait, in the order in which they asked: nobody answers them any more.
    pub fn take_all(&mut self) -> Vec<L> {
        std::mem::take(&mut self.open).into_iter().map(|(_, listener)| listener).collect()
    }
}

/// Names a question of one asker while it is under way.
pub type Ticket = u32;

/// The questions of one asker: one is under way, and of those that come meanwhile the last waits.
#[derive(Debug)]
pub struct Questions<T> {
    under_way: Option<(Ticket, T)>,
    waiting: Option<T>,
    last: Ticket,
}

impl<T> Default for Questions<T> {
    fn default() -> Self {
        Self { under_way: None, waiting: None, last: 0 }
    }
}

impl<T: Clone> Questions<T> {
    /// Takes a question in the place of the one that waits.
    pub fn ask(&mut self, question: T) {
        self.waiting = Some(question);
    }

    /// What is to be sent now, which is under way from here on; none while another one is.
    pub fn begin(&mut self) -> Option<(Ticket, T)> {
        if self.under_way.is_some() {
            return None;
        }
        let question = self.waiting.take()?;
        self.last = self.last.wrapping_add(1);
        self.under_way = Some((self.last, question.clone()));
        Some((self.last, question))
    }

    /// Its answer has come; whether anybody wants it.
    pub fn answered(&mut self, ticket: Ticket) -> bool {
        self.end(ticket).is_some()
    }

    /// It was not sent, or its worker was lost: it waits again, unless a newer one does.
    pub fn unanswered(&mut self, ticket: Ticket) {
        if let Some(question) = self.end(ticket) {
            self.waiting.get_or_insert(question);
        }
    }

    /// Whatever was asked is of no use any more.
    pub fn forget(&mut self) {
        self.under_way = None;
        self.waiting = None;
    }

    fn end(&mut self, ticket: Ticket) -> Option<T> {
        let (_, question) = self.under_way.take_if(|(under_way, _)| *under_way == ticket)?;
        Some(question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_under_way_and_the_last_waits() {
        let mut questions = Questions::default();
        assert_eq!(questions.begin(), None);
        questions.ask("a");
        let (first, sent) = questions.begin().unwrap();
        assert_eq!(sent, "a");
        questions.ask("b");
        questions.ask("c");
        assert_eq!(questions.begin(), None, "one is under way");
        assert!(questions.answered(first));
        let (second, sent) = questions.begin().unwrap();
        assert_eq!(sent, "c", "b is out of date");
        assert!(!questions.answered(first), "answered before");
        assert!(questions.answered(second));
        assert_eq!(questions.begin(), None);
    }

    #[test]
    fn what_was_not_answered_waits_unless_a_newer_one_does() {
        let mut questions = Questions::default();
        questions.ask("a");
        let (first, _) = questions.begin().unwrap();
        questions.unanswered(first);
        let (second, sent) = questions.begin().unwrap();
        assert_eq!(sent, "a");
        assert!(!questions.answered(first), "that one was lost");
        questions.ask("b");
        questions.unanswered(second);
        assert_eq!(questions.begin().map(|(_, sent)| sent), Some("b"));
    }

    #[test]
    fn the_answer_to_what_was_forgotten_is_not_wanted() {
        let mut questions = Questions::default();
        questions.ask("a");
        let (first, _) = questions.begin().unwrap();
        questions.ask("b");
        questions.forget();
        assert_eq!(questions.begin(), None);
        questions.ask("c");
        let (second, sent) = questions.begin().unwrap();
        assert_eq!(sent, "c", "it waits for no answer to a");
        assert!(!questions.answered(first));
        questions.unanswered(first);
        assert!(questions.answered(second));
        assert_eq!(questions.begin(), None);
    }

    #[test]
    fn an_answer_reaches_who_asked_and_once() {
        let mut pending = Pending::default();
        let (explore, lab) = (pending.add("explore"), pending.add("lab"));
        assert_eq!(pending.take(lab), Some("lab"));
        assert_eq!(pending.take(lab), None);
        let round = pending.add("round");
        assert!(![explore, lab].contains(&round));
        assert_eq!(pending.take_all(), ["explore", "round"]);
        assert_eq!((pending.take(explore), pending.take(round)), (None, None));
    }
}
