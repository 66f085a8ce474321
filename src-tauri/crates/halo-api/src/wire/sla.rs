//! Statuses, SLAs and their priorities (halo-api.md sections 3.5, 3.6 and 5).

use super::row::{FromRow, Row};

/// A status; its id differs from tenant to tenant, but 9 is Closed everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Id.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// Short name.
    pub short_name: Option<String>,
    /// The area it belongs to (`type`): 0 tickets, others orders, approvals and so on.
    pub kind: Option<i32>,
    /// Place in the list.
    pub sequence: Option<i32>,
    /// Colour as `#rrggbb`.
    pub colour: Option<String>,
}

impl Status {
    /// Whether it is a status of tickets.
    pub fn is_for_tickets(&self) -> bool {
        self.kind.is_none_or(|kind| kind == 0)
    }
}

impl FromRow for Status {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.int("id")?,
            name: row.name("name"),
            short_name: row.text("shortname"),
            kind: row.int("type"),
            sequence: row.int("sequence"),
            colour: row.text("colour"),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// A priority, which means something only inside its SLA.
#[derive(Debug, Clone, PartialEq)]
pub struct Priority {
    /// Key of the row, a GUID; never what a ticket holds.
    pub row_id: Option<String>,
    /// The SLA; 0 if unknown.
    pub sla_id: i32,
    /// What a ticket holds (`priorityid`). Recurs in every SLA.
    pub priority_id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// Time to fix, in `fix_units`.
    pub fix_time: Option<f64>,
    /// `H` hours, `D` days and so on.
    pub fix_units: Option<String>,
    /// Time to respond, in `response_units`.
    pub response_time: Option<f64>,
    /// As `fix_units`.
    pub response_units: Option<String>,
    /// Not offered any more.
    pub hidden: bool,
    /// Colour as `#rrggbb`.
    pub colour: Option<String>,
}

impl FromRow for Priority {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            row_id: row.text("id"),
            sla_id: row.positive("slaid").unwrap_or(0),
            priority_id: row.int("priorityid")?,
            name: row.name("name"),
            fix_time: row.float("fixtime"),
            fix_units: row.text("fixunits"),
            response_time: row.float("responsetime"),
            response_units: row.text("responseunits"),
            hidden: row.yes("ishidden"),
            colour: row.text("colour"),
        })
    }

    fn id(&self) -> i32 {
        self.priority_id
    }
}

/// A service level agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct Sla {
    /// Id.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// The working hours it counts in.
    pub workday_name: Option<String>,
    /// Its priorities; empty when this version of Halo lists only their ids.
    pub priorities: Vec<Priority>,
}

impl FromRow for Sla {
    fn from_row(row: Row<'_>) -> Option<Self> {
        let id = row.int("id")?;
        let mut priorities = row.rows("priorities", Priority::from_row);
        for priority in &mut priorities {
            if priority.sla_id == 0 {
                priority.sla_id = id;
            }
        }
        Some(Self {
            id,
            name: row.name("name"),
            workday_name: row.text("workday_name"),
            priorities,
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}
