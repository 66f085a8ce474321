//! The vocabulary of runs and test tickets.

use crate::code::coded_enum;

coded_enum! {
    /// How a run ended.
    pub enum RunResult {
        /// It has not ended.
        Running = "running",
        /// All of it was done.
        Done = "done",
        /// It ended in order, but Halo did not give everything.
        Incomplete = "incomplete",
        /// It failed.
        Failed = "failed",
        /// The administrator stopped it.
        Cancelled = "cancelled",
    }
}

coded_enum! {
    /// How a test ticket's run stands.
    pub enum TestRunState {
        /// Under way.
        Running = "running",
        /// Every step passed.
        Passed = "passed",
        /// A step failed.
        Failed = "failed",
        /// The program ended, or the run was stopped, in the middle.
        Interrupted = "interrupted",
    }
}

coded_enum! {
    /// What became of a test ticket in Halo.
    pub enum CleanUp {
        /// Nothing yet: it is a left-over if its run is over.
        Pending = "pending",
        /// Closed.
        Closed = "closed",
        /// Deleted.
        Deleted = "deleted",
        /// Left as it is, by the administrator's choice.
        Left = "left",
    }
}
