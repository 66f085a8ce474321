//! Whether a press of close may close.

use std::sync::{Mutex, PoisonError};

/// What a press of close comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The window closes.
    Close,
    /// The page asks what to do about what is being written.
    Ask,
    /// What is being written is seen to its end, then the window closes.
    Stop,
}

/// Where the closing stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Stands {
    /// Nobody pressed close, or it was decided to go on.
    #[default]
    Open,
    /// The question is on the screen.
    Asking,
    /// The last item is being written.
    Stopping,
    /// Nothing holds the window any more.
    LetGo,
}

/// One question at a time, and no window that cannot be closed: a second press while the page is asked, be it that the
/// page no longer answers, is an answer too.
#[derive(Debug, Default)]
pub(super) struct Closing(Mutex<Stands>);

impl Closing {
    /// Somebody pressed close.
    pub(super) fn wanted(&self, is_writing: bool) -> Wanted {
        let mut stands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (next, wanted) = match (*stands, is_writing) {
            (Stands::LetGo, _) | (_, false) => (Stands::LetGo, Wanted::Close),
            (Stands::Open, true) => (Stands::Asking, Wanted::Ask),
            (Stands::Asking | Stands::Stopping, true) => (Stands::Stopping, Wanted::Stop),
        };
        *stands = next;
        wanted
    }

    /// It was decided to go on.
    pub(super) fn keep_running(&self) {
        self.change(|stands| match stands {
            Stands::Asking => Stands::Open,
            Stands::Open | Stands::Stopping | Stands::LetGo => stands,
        });
    }

    /// Nothing holds the window any more.
    pub(super) fn let_go(&self) {
        self.change(|_| Stands::LetGo);
    }

    fn change(&self, change: impl FnOnce(Stands) -> Stands) {
        let mut stands = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *stands = change(*stands);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_at_rest_closes_at_once() {
        assert_eq!(Closing::default().wanted(false), Wanted::Close);
    }

    #[test]
    fn the_question_is_asked_once_and_anew_after_it_was_decided_to_go_on() {
        let closing = Closing::default();
        assert_eq!(closing.wanted(true), Wanted::Ask);
        closing.keep_running();
        assert_eq!(closing.wanted(true), Wanted::Ask);
        assert_eq!(closing.wanted(true), Wanted::Stop, "a second press answers");
        closing.keep_running();
        assert_eq!(
            closing.wanted(true),
            Wanted::Stop,
            "it was answered already"
        );
        closing.let_go();
        assert_eq!(closing.wanted(true), Wanted::Close);
    }

    #[test]
    fn what_ends_by_itself_holds_nothing() {
        let closing = Closing::default();
        assert_eq!(closing.wanted(true), Wanted::Ask);
        assert_eq!(closing.wanted(false), Wanted::Close);
    }
}
