//! Identifiers as the page sees them: plain numbers with a name.

use serde::{Deserialize, Serialize};
use specta::Type;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
        #[serde(transparent)]
        pub struct $name(pub i32);

        impl From<engine::domain::$name> for $name {
            fn from(id: engine::domain::$name) -> Self {
                Self(id.get())
            }
        }

        impl From<$name> for engine::domain::$name {
            fn from(id: $name) -> Self {
                Self::new(id.0)
            }
        }
    };
}

id!(
    /// A profile: one vendor product joined to one Halo instance.
    ProfileId
);
id!(
    /// An organisation, the vendor's side.
    OrganizationId
);
id!(
    /// A customer, by Halo's own id.
    CustomerId
);
id!(
    /// A software licence of a customer, by Halo's own id.
    LicenceId
);
id!(
    /// One step that can be undone.
    EditId
);
id!(
    /// One plan of seat counts to write to Halo.
    SeatPlanId
);
id!(
    /// One line of such a plan.
    SeatLineId
);
id!(
    /// One run of the test ticket.
    TestRunId
);

id!(
    /// A ticket that was made here, by our own number.
    OurTicketId
);

id!(
    /// Something that no longer holds.
    ProblemId
);

/// A running task. Numbered from 1 at each start of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct TaskId(pub u32);

impl From<engine::TaskId> for TaskId {
    fn from(id: engine::TaskId) -> Self {
        Self(id.0)
    }
}

impl From<TaskId> for engine::TaskId {
    fn from(id: TaskId) -> Self {
        Self(id.0)
    }
}
