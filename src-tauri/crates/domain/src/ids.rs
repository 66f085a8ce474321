//! Identifiers, one type per kind of thing, so that a customer's id cannot be passed for an organisation's.
//!
//! All are 32-bit: Halo's ids and our row ids fit, and the page can hold them as plain numbers.

use std::fmt;

macro_rules! ids {
    ($( $(#[$meta:meta])* $name:ident; )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i32);

        impl $name {
            /// Wraps a plain number.
            pub const fn new(id: i32) -> Self {
                Self(id)
            }

            /// The plain number.
            pub const fn get(self) -> i32 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+ };
}

ids! {
    /// A profile: one vendor product joined to one Halo instance.
    ProfileId;
    /// An organisation of the vendor, numbered by us.
    OrganizationId;
    /// A customer, numbered by Halo (Halo calls the resource Client).
    CustomerId;
    /// A software licence of a customer, numbered by Halo.
    LicenceId;
    /// A ticket type, numbered by Halo.
    TicketTypeId;
    /// A status, numbered by Halo. The numbers differ from tenant to tenant.
    StatusId;
    /// A service level agreement, numbered by Halo.
    SlaId;
    /// A team, numbered by Halo.
    TeamId;
    /// A ticket, numbered by Halo.
    TicketId;
    /// A ticket that was made here, numbered by us; Halo numbers it when it is there.
    OurTicketId;
    /// One write to Halo that waits in the outbox, or waited.
    SendId;
    /// One undo step.
    EditId;
    /// One run: anything that read from or wrote to Halo.
    RunId;
    /// One plan of seat counts to write to Halo.
    SeatPlanId;
    /// One line of such a plan.
    SeatLineId;
    /// One run of the test ticket.
    TestRunId;
    /// Something that no longer holds.
    ProblemId;
    /// One attempt to read all customers.
    CustomerReadId;
}
