//! Ticket types and categories (halo-api.md section 3.4).

use super::row::{FromRow, Row};

/// A ticket type, as in the list of all.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketType {
    /// Id.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// What it is for (`use`): `ticket`, `opp`, `prj`.
    pub usage: Option<String>,
    /// Place in the list.
    pub sequence: Option<i32>,
    /// The group it is shown in.
    pub group_name: Option<String>,
    /// The SLA of its tickets; `None` if it has none.
    pub default_sla: Option<i32>,
    /// The priority of its tickets; `None` if it has none.
    pub default_priority: Option<i32>,
    /// Name of the team that gets its tickets.
    pub default_team: Option<String>,
    /// Whether the agent we act as may create tickets of this type.
    pub can_create: Option<bool>,
    /// Whether agents may choose it.
    pub agents_can_select: Option<bool>,
    /// Whether agents have to fill in some field.
    pub has_mandatory_tech_fields: bool,
    /// Whether it is shown; newer builds only.
    pub visible: Option<bool>,
}

impl TicketType {
    /// Whether it is for tickets rather than for opportunities or projects.
    pub fn is_for_tickets(&self) -> bool {
        self.usage.as_deref().is_none_or(|usage| usage == "ticket")
    }

    /// Whether nothing speaks against creating tickets of this type.
    pub fn may_create(&self) -> bool {
        self.can_create != Some(false)
    }
}

impl FromRow for TicketType {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.int("id")?,
            name: row.name("name"),
            usage: row.text("use").map(|usage| usage.to_ascii_lowercase()),
            sequence: row.int("sequence"),
            group_name: row.text("group_name"),
            default_sla: default_sla(row),
            default_priority: row.positive("default_priority"),
            default_team: row.text("default_team"),
            can_create: row.flag("cancreate"),
            agents_can_select: row.flag("agentscanselect"),
            has_mandatory_tech_fields: row.yes("hasmandatorytechfields"),
            visible: row.flag("visible"),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// One ticket type with everything about it.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketTypeDetail {
    /// Id.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// The SLA of its tickets; `None` if it has none.
    pub default_sla: Option<i32>,
    /// The priority of its tickets; `None` if it has none.
    pub default_priority: Option<i32>,
    /// Name of the team that gets its tickets.
    pub default_team: Option<String>,
    /// Categories of its tickets, of the first to the fourth level.
    pub default_categories: [Option<String>; 4],
    /// The status a ticket starts with.
    pub initial_status: Option<i32>,
    /// The status a reopened ticket gets.
    pub reopened_status: Option<i32>,
    /// Its workflow.
    pub workflow_id: Option<i32>,
    /// Whether a ticket may take every status.
    pub allow_all_statuses: Option<bool>,
    /// The statuses a ticket may take, if not all.
    pub allowed_statuses: Vec<i32>,
    /// The teams a ticket may go to; empty for all.
    pub allowed_teams: Vec<i32>,
    /// Whether the agent we act as may create tickets of this type.
    pub can_create: Option<bool>,
    /// Its fields.
    pub fields: Vec<TicketTypeField>,
}

/// A field of a ticket type. What each number means is not documented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketTypeField {
    /// Id of the field.
    pub field_id: Option<i32>,
    /// Its name: `Category 1`.
    pub name: Option<String>,
    /// Hidden, shown or mandatory when an agent makes a ticket (`technew`).
    pub tech_new: Option<i32>,
    /// The same when an agent opens one (`techdetail`).
    pub tech_detail: Option<i32>,
    /// The same when a customer makes one (`endusernew`).
    pub end_user_new: Option<i32>,
    /// What Halo says about the field itself, where it does.
    pub info: Option<FieldInfo>,
}

/// What a field of Halo's is, those included that the administrator has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldInfo {
    /// Id.
    pub id: i32,
    /// Name: `CFVendorReference`.
    pub name: String,
    /// Label.
    pub label: Option<String>,
    /// 0 text, 1 memo, 2 one of a list, 3 several of it, 4 date, 5 time, 6 yes or no, 10 rich text (halo-api.md section 4,
    /// "Linking").
    pub kind: Option<i32>,
    /// Whether the administrator has made it.
    pub is_custom: bool,
    /// What it may be.
    pub values: Vec<LookupValue>,
}

impl FieldInfo {
    fn read(row: Row<'_>) -> Option<Self> {
        let name = row.text("name").unwrap_or_default();
        Some(Self {
            id: row.positive("id")?,
            label: row.text("label"),
            kind: row.int("type"),
            // The names of those made by an administrator begin so (halo-api.md section 4).
            is_custom: row.int("custom") == Some(1) || name.starts_with("CF"),
            values: row.rows("values", LookupValue::from_row),
            name,
        })
    }
}

impl FromRow for FieldInfo {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Self::read(row)
    }

    fn id(&self) -> i32 {
        self.id
    }
}

impl TicketTypeDetail {
    /// Whether nothing speaks against a ticket of this type taking the status.
    pub fn allows_status(&self, status_id: i32) -> bool {
        self.allow_all_statuses == Some(true)
            || (self.allow_all_statuses.is_none() && self.allowed_statuses.is_empty())
            || self.allowed_statuses.contains(&status_id)
    }
}

impl FromRow for TicketTypeDetail {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.int("id")?,
            name: row.name("name"),
            default_sla: default_sla(row),
            default_priority: row.positive("default_priority"),
            default_team: row.text("default_team"),
            default_categories: [1, 2, 3, 4].map(|n| row.text(&format!("default_category_{n}"))),
            initial_status: row.positive("initial_status"),
            reopened_status: row.positive("reopenedstatus"),
            workflow_id: row.positive("workflow_id"),
            allow_all_statuses: row.flag("allowall_status"),
            allowed_statuses: row.ids("allowed_status", "status_id"),
            allowed_teams: row.ids("allowed_teams", "section_id"),
            can_create: row.flag("cancreate"),
            fields: row.rows("fields", |field| {
                Some(TicketTypeField {
                    field_id: field.int("fieldid"),
                    name: field.text("fieldname"),
                    tech_new: field.int("technew"),
                    tech_detail: field.int("techdetail"),
                    end_user_new: field.int("endusernew"),
                    info: field.object("fieldinfo", FieldInfo::read),
                })
            }),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// The SLA under the name that this version of Halo has for it; the first that is one.
fn default_sla(row: Row<'_>) -> Option<i32> {
    ["default_sla", "default_sla_id", "sla_id", "slaid", "sla"]
        .into_iter()
        .find_map(|name| row.positive(name))
}

/// A category that a ticket can have at one of its four levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Id.
    pub id: i32,
    /// What a ticket holds: `Hardware>Server`.
    pub name: String,
}

impl FromRow for Category {
    fn from_row(row: Row<'_>) -> Option<Self> {
        let name = ["value", "category_name", "name"]
            .into_iter()
            .find_map(|name| row.text(name));
        Some(Self {
            id: row.int("id")?,
            name: name.unwrap_or_default(),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// A value that one of a ticket's fields can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupValue {
    /// What a ticket holds.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// Not in use any more.
    pub inactive: bool,
}

impl FromRow for LookupValue {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.int("id")?,
            name: row.name("name"),
            inactive: row.yes("inactive"),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}
