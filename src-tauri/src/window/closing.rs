//! Whether a press of close may close.

use std::sync::{Mutex, PoisonError};

/// What a press of close comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The window closes.
    Close,
    /// The page asks what to do about what was changed and not saved.
    AskToSave,
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
    /// The question about what is not saved is on the screen.
    AskingToSave,
    /// The question about what is being written is on the screen.
    Asking,
    /// The last item is being written.
    Stopping,
    /// Nothing holds the window any more.
    LetGo,
}

#[derive(Debug, Default)]
struct State {
    stands: Stands,
    is_unsaved: bool,
}

/// One question at a time, and no window that cannot be closed: a second press while the page is asked, be it that the
/// page no longer answers, is an answer too.
#[derive(Debug, Default)]
pub(super) struct Closing(Mutex<State>);

impl Closing {
    /// Somebody pressed close, or the page did after its question about what is not saved was answered.
    pub(super) fn wanted(&self, is_writing: bool) -> Wanted {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (next, wanted) = match (state.stands, is_writing) {
            (Stands::Open, _) if state.is_unsaved => (Stands::AskingToSave, Wanted::AskToSave),
            (Stands::LetGo, _) | (_, false) => (Stands::LetGo, Wanted::Close),
            (Stands::Open | Stands::AskingToSave, true) => (Stands::Asking, Wanted::Ask),
            (Stands::Asking | Stands::Stopping, true) => (Stands::Stopping, Wanted::Stop),
        };
        state.stands = next;
        wanted
    }

    /// The page has something, or no longer, that was changed and not saved.
    pub(super) fn set_unsaved(&self, is_unsaved: bool) {
        self.change(|state| {
            state.is_unsaved = is_unsaved;
            if !is_unsaved && state.stands == Stands::AskingToSave {
                state.stands = Stands::Open;
            }
        });
    }

    /// It was decided to go on.
    pub(super) fn keep_running(&self) {
        self.change(|state| {
            state.stands = match state.stands {
                Stands::Asking | Stands::AskingToSave => Stands::Open,
                stands @ (Stands::Open | Stands::Stopping | Stands::LetGo) => stands,
            };
        });
    }

    /// Nothing holds the window any more.
    pub(super) fn let_go(&self) {
        self.change(|state| state.stands = Stands::LetGo);
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
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

    #[test]
    fn what_is_not_saved_is_asked_about_first_and_then_what_is_written() {
        let closing = Closing::default();
        closing.set_unsaved(true);
        assert_eq!(closing.wanted(true), Wanted::AskToSave);
        closing.set_unsaved(false);
        assert_eq!(closing.wanted(true), Wanted::Ask);
        closing.keep_running();

        closing.set_unsaved(true);
        assert_eq!(closing.wanted(false), Wanted::AskToSave);
        closing.keep_running();
        assert_eq!(closing.wanted(false), Wanted::AskToSave);
        assert_eq!(
            closing.wanted(false),
            Wanted::Close,
            "a second press answers"
        );
    }
}
