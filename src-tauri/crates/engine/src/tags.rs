//! What a change makes stale. The page drops the queries of these tags.

/// A group of queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Versions, appearance, notices.
    App,
    /// Cards, badges, connection words.
    Profiles,
    /// The wizard's saved state.
    Wizard,
    /// The task list.
    Home,
    /// Organisations, their counts and details.
    Organizations,
    /// Customers.
    Customers,
    /// Ticket rules and Halo's configuration.
    TicketRules,
    /// Runs of the test ticket.
    TestTicket,
    /// Tickets, their counts and details.
    Tickets,
    /// Halo's licences, what products stand for, and the comparison of seats.
    Licences,
    /// The plan of seat counts to write, and each of its lines.
    SeatPlan,
    /// How statuses are kept in step: what was chosen, how the polls stand.
    StatusSync,
    /// What no longer holds.
    Problems,
}

impl Tag {
    /// Every group.
    pub const ALL: [Self; 13] = [
        Self::App,
        Self::Profiles,
        Self::Wizard,
        Self::Home,
        Self::Organizations,
        Self::Customers,
        Self::TicketRules,
        Self::TestTicket,
        Self::Tickets,
        Self::Licences,
        Self::SeatPlan,
        Self::StatusSync,
        Self::Problems,
    ];
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn every_group_is_among_all() {
        let places = Tag::ALL.map(|tag| tag as usize);
        assert!(places.iter().copied().eq(0..=Tag::Problems as usize));
    }
}
