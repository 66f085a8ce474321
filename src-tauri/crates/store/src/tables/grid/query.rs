//! What the grid is asked for: which states, which text, in which order.

use domain::{OrganizationState, ProfileId};

use super::{Condition, GridText, text::DUE};

/// Which organisations are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GridFilter {
    /// Suggested, Choose and Unmapped together.
    #[default]
    ToDo,
    /// One clear candidate.
    Suggested,
    /// Candidates to choose from.
    Choose,
    /// No candidate.
    Unmapped,
    /// Paired.
    Mapped,
    /// Put off.
    Held,
    /// Never to be paired.
    Excluded,
    /// Paired with a customer that is gone or switched off; held or excluded until a day that has come.
    Problem,
    /// All of them.
    All,
}

/// What the list is sorted by. Equal rows are sorted by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GridSort {
    /// The organisation's name.
    #[default]
    Name,
    /// The state, what needs a person first.
    State,
    /// The customer's name; rows without a customer last.
    Customer,
    /// The band, weakest first; rows without evidence last.
    Band,
}

/// What is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridQuery {
    /// Which states.
    pub filter: GridFilter,
    /// Which text.
    pub text: GridText,
    /// The order.
    pub sort: GridSort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// How many rows to pass over.
    pub offset: u32,
    /// How many rows at most.
    pub limit: u32,
}

impl GridFilter {
    /// Whether organisations in this state are listed.
    pub const fn shows(self, state: OrganizationState) -> bool {
        match self {
            Self::All => true,
            Self::ToDo => state.is_to_do(),
            Self::Suggested => matches!(state, OrganizationState::Suggested),
            Self::Choose => matches!(state, OrganizationState::Choose),
            Self::Unmapped => matches!(state, OrganizationState::Unmapped),
            Self::Mapped => matches!(state, OrganizationState::Mapped),
            Self::Held => matches!(state, OrganizationState::Held),
            Self::Excluded => matches!(state, OrganizationState::Excluded),
            Self::Problem => matches!(state, OrganizationState::Problem),
        }
    }

    /// The condition on the column `state`, made of constants only.
    fn condition(self) -> String {
        match self {
            Self::All => return "1".to_owned(),
            // What is to be looked at again is no pair that broke, but it waits at the same place.
            Self::Problem => return format!("(state = 'problem' OR {DUE})"),
            Self::ToDo
            | Self::Suggested
            | Self::Choose
            | Self::Unmapped
            | Self::Mapped
            | Self::Held
            | Self::Excluded => {}
        }
        let codes: Vec<String> = OrganizationState::ALL
            .iter()
            .filter(|state| self.shows(**state))
            .map(|state| format!("'{}'", state.code()))
            .collect();
        format!("state IN ({})", codes.join(", "))
    }
}

impl GridQuery {
    /// The order, over columns of `table`. It names every row's place: equal rows are in the order of their ids.
    pub(super) fn order(&self, table: &str) -> String {
        let direction = if self.descending { "DESC" } else { "ASC" };
        let first = match self.sort {
            GridSort::Name => String::new(),
            GridSort::State => format!(
                "CASE {table}.state WHEN 'problem' THEN 0 WHEN 'choose' THEN 1 WHEN 'suggested' THEN 2 WHEN 'unmapped' THEN 3
                     WHEN 'held' THEN 4 WHEN 'mapped' THEN 5 ELSE 6 END {direction}, "
            ),
            GridSort::Customer => format!(
                "{table}.customer_sort_key IS NULL, {table}.customer_sort_key {direction}, "
            ),
            GridSort::Band => format!(
                "{table}.band IS NULL, CASE {table}.band WHEN 'weak' THEN 0 WHEN 'possible' THEN 1 WHEN 'strong' THEN 2
                     ELSE 3 END {direction}, "
            ),
        };
        format!("{first}{table}.sort_key {direction}, {table}.organization_id {direction}")
    }

    pub(super) fn condition(&self, profile: ProfileId) -> Condition {
        listed(profile, self.filter, &self.text)
    }
}

/// The condition that lets those rows of `organization_list` through which fit filter and text.
pub(crate) fn listed(profile: ProfileId, filter: GridFilter, text: &GridText) -> Condition {
    let mut condition = Condition::new("profile_id = ?", profile.get());
    condition.and(&filter.condition(), []);
    condition.and_text(text);
    condition
}
