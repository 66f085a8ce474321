//! What an administrator has configured: ticket types, statuses, SLAs with their priorities, categories, outcomes.

/// A ticket type (Halo: `RequestType`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketType {
    /// Halo's id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// `ticket`, `opp` or `prj`.
    pub usage: String,
    /// The SLA; 0 is none.
    pub sla_id: i64,
    /// Default priority number inside that SLA; 0 is none.
    pub default_priority: i64,
    /// Default team, by name.
    pub default_team: String,
    /// Whether agents may create tickets of this type at all.
    pub can_create: bool,
    /// Status of a new ticket.
    pub initial_status: i64,
    /// Status of a reopened ticket.
    pub reopened_status: i64,
    /// The only statuses allowed; `None` is all ticket statuses.
    pub allowed_statuses: Option<Vec<i64>>,
    /// Workflow; 0 is none.
    pub workflow_id: i64,
    /// Fields that must be filled in, in the order in which Halo complains.
    pub(crate) mandatory: Vec<MandatoryField>,
    /// Text of the type's template; overwrites the details unless the request forbids it.
    pub(crate) template_details: Option<String>,
}

/// A field that a ticket type makes compulsory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MandatoryField {
    /// The category of this level, 1 to 4.
    Category(u8),
    Impact,
    Urgency,
    Details,
    /// The administrator's own field of this id.
    Custom(i64),
}

impl MandatoryField {
    /// Every field of Halo's own that can be made compulsory here, in screen order.
    pub(crate) const ALL: [Self; 7] = [
        Self::Category(1),
        Self::Category(2),
        Self::Category(3),
        Self::Category(4),
        Self::Impact,
        Self::Urgency,
        Self::Details,
    ];

    /// The label on the screen and in the complaint.
    pub(crate) fn label(self, own: &[CustomField]) -> String {
        match self {
            Self::Category(level) => format!("Category {level}"),
            Self::Impact => "Impact".to_owned(),
            Self::Urgency => "Urgency".to_owned(),
            Self::Details => "Details".to_owned(),
            Self::Custom(id) => own
                .iter()
                .find(|field| field.id == id)
                .map_or_else(|| format!("Field {id}"), |field| field.label.clone()),
        }
    }

    /// The field's number in `fields[]` of the ticket type.
    pub(crate) fn field_id(self) -> i64 {
        match self {
            Self::Category(level) => 7 + i64::from(level),
            Self::Impact => 35,
            Self::Urgency => 36,
            Self::Details => 2,
            Self::Custom(id) => id,
        }
    }
}

/// A status. `area` 0 is for tickets; other numbers are orders, items, approvals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Halo's id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Halo's `type`: the area the status belongs to, not whether it is open.
    pub area: i64,
    /// Whether a ticket with it counts as closed. Halo does not list this; `excludeclosed` shows it.
    pub closed: bool,
    /// `#rrggbb`.
    pub colour: String,
}

/// A service level agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sla {
    /// Halo's id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Name of the working hours.
    pub workday: String,
}

/// A priority of one SLA (Halo: Policy). The number means something only together with the SLA.
#[derive(Debug, Clone, PartialEq)]
pub struct Priority {
    /// The SLA.
    pub sla_id: i64,
    /// Halo's `priorityid`: what goes to a ticket's `priority_id`.
    pub priority_id: i64,
    /// Name.
    pub name: String,
    /// Hours to the fix.
    pub fix_hours: f64,
    /// Hours to the first answer.
    pub response_hours: f64,
    /// Hidden ones cannot be chosen.
    pub hidden: bool,
    /// `#rrggbb`.
    pub colour: String,
}

impl Priority {
    /// Key of the row, from which its GUID is derived.
    pub(crate) fn row_key(&self) -> i64 {
        self.sla_id * 1000 + self.priority_id
    }
}

/// A category value; "A>B" is a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Category {
    pub(crate) id: i64,
    pub(crate) type_id: i64,
    pub(crate) value: String,
}

/// An outcome (the kind of an action).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) hides_from_user: bool,
    pub(crate) new_status: Option<i64>,
}

/// A workflow, reduced to the outcomes it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Workflow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) outcomes: Vec<i64>,
}

/// A value of a look-up list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LookupValue {
    pub(crate) lookup_id: i64,
    pub(crate) id: i64,
    pub(crate) name: String,
}

/// A custom field that the administrator has made; others are ignored when sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CustomField {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) label: String,
    /// Halo's `type`: 0 text, 1 memo, 2 one of a list, 3 several of it, 4 date, 5 time, 6 checkbox, 10 rich text.
    pub(crate) kind: i64,
    /// What may be chosen, by its id.
    pub(crate) values: Vec<(i64, String)>,
}
