//! Which fields a ticket type demands, and what they are.

use domain::halo_config::{Choice, CustomField, CustomKind, MandatoryField};
use halo_api::{FieldInfo, TicketType, TicketTypeDetail, TicketTypeField};

/// Halo's code for a field that must be filled in when a technician makes a
/// ticket (halo-samples 7b, confidence L: only believed where the type says
/// that it has such fields).
const MANDATORY: i32 = 2;

/// Labels of the fields that tickets can be made with beside those of the administrator's own.
const KNOWN: [&str; 8] = [
    "Category 1",
    "Category 2",
    "Category 3",
    "Category 4",
    "Impact",
    "Urgency",
    "Team",
    "Priority",
];

/// What has to be read beside the types themselves.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Demands {
    /// Whether a type asks for a category of the second, third or fourth level.
    pub(super) deeper_categories: [bool; 3],
    /// Whether a type asks for a field of which Halo did not say what it is.
    pub(super) unknown_fields: bool,
}

/// Looks through all types.
pub(super) fn demands(types: &[(TicketType, Option<TicketTypeDetail>)]) -> Demands {
    let mut demands = Demands::default();
    let fields = types
        .iter()
        .flat_map(|(kind, detail)| demanded(kind, detail.as_ref()));
    for (label, field) in fields {
        match label.as_str() {
            "Category 2" => demands.deeper_categories[0] = true,
            "Category 3" => demands.deeper_categories[1] = true,
            "Category 4" => demands.deeper_categories[2] = true,
            other => {
                demands.unknown_fields |= !KNOWN.contains(&other) && field.info.is_none();
            }
        }
    }
    demands
}

/// The fields that a type demands beside subject and text. Those that tickets can be made with are known by their label,
/// and the administrator's own by what Halo says of them; any other is named as Halo names it.
pub(super) fn mandatory_fields(
    kind: &TicketType,
    detail: Option<&TicketTypeDetail>,
    known: &[FieldInfo],
) -> Vec<MandatoryField> {
    demanded(kind, detail)
        .map(|(label, field)| {
            let custom = if KNOWN.contains(&label.as_str()) {
                None
            } else {
                custom(&label, field, known)
            };
            MandatoryField {
                key: custom
                    .as_ref()
                    .map_or_else(|| field_key(&label), CustomField::key),
                has_default: detail.is_some_and(|detail| has_default(detail, &label)),
                label,
                custom,
            }
        })
        .collect()
}

fn demanded<'a>(
    kind: &TicketType,
    detail: Option<&'a TicketTypeDetail>,
) -> impl Iterator<Item = (String, &'a TicketTypeField)> {
    detail
        .filter(|_| kind.has_mandatory_tech_fields)
        .into_iter()
        .flat_map(|detail| &detail.fields)
        .filter(|field| field.tech_new == Some(MANDATORY))
        .filter_map(|field| {
            let label = field.name.clone()?;
            (!matches!(label.as_str(), "Summary" | "Details")).then_some((label, field))
        })
}

/// What Halo says of a field along with the type, else in the list of all: there it has to have the same label, too, for
/// that the numbers are the same is not written down anywhere.
fn custom(label: &str, field: &TicketTypeField, known: &[FieldInfo]) -> Option<CustomField> {
    let is_it = |info: &&FieldInfo| {
        Some(info.id) == field.field_id
            && (info.label.as_deref() == Some(label) || info.name == label)
    };
    let info = field
        .info
        .as_ref()
        .or_else(|| known.iter().find(is_it))
        .filter(|info| info.is_custom)?;
    // Halo's numbers of what may stand in a field (halo-api section 4, "Linking").
    let kind = match info.kind {
        Some(0 | 1 | 10) => CustomKind::Text,
        Some(2) => CustomKind::OneOf,
        Some(6) => CustomKind::YesNo,
        _ => CustomKind::Other,
    };
    let in_use = info.values.iter().filter(|value| !value.inactive);
    Some(CustomField {
        id: info.id,
        kind,
        values: in_use
            .map(|value| Choice {
                id: value.id,
                name: value.name.clone(),
            })
            .collect(),
    })
}

fn has_default(detail: &TicketTypeDetail, label: &str) -> bool {
    let defaults = KNOWN.iter().zip(&detail.default_categories);
    defaults
        .filter(|(known, _)| **known == label)
        .any(|(_, default)| default.is_some())
}

fn field_key(label: &str) -> String {
    label.trim().to_lowercase().replace(' ', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(id: i32, name: &str, code: i32) -> TicketTypeField {
        TicketTypeField {
            field_id: Some(id),
            name: Some(name.to_owned()),
            tech_new: Some(code),
            tech_detail: None,
            end_user_new: None,
            info: None,
        }
    }

    fn info(id: i32, label: &str, kind: i32) -> FieldInfo {
        FieldInfo {
            id,
            name: format!("CF{label}"),
            label: Some(label.to_owned()),
            kind: Some(kind),
            is_custom: true,
            values: Vec::new(),
        }
    }

    fn types(fields: Vec<TicketTypeField>) -> (TicketType, TicketTypeDetail) {
        let kind = TicketType {
            id: 3,
            name: "Security Alert".to_owned(),
            usage: None,
            sequence: None,
            group_name: None,
            default_sla: None,
            default_priority: None,
            default_team: None,
            can_create: Some(true),
            agents_can_select: None,
            has_mandatory_tech_fields: true,
            visible: None,
        };
        let detail = TicketTypeDetail {
            id: 3,
            name: "Security Alert".to_owned(),
            default_sla: None,
            default_priority: None,
            default_team: None,
            default_categories: [None, Some("Laptop".to_owned()), None, None],
            initial_status: None,
            reopened_status: None,
            workflow_id: None,
            allow_all_statuses: None,
            allowed_statuses: Vec::new(),
            allowed_teams: Vec::new(),
            can_create: None,
            fields,
        };
        (kind, detail)
    }

    #[test]
    fn what_a_type_demands_is_known_by_label_or_by_what_halo_says_of_it() {
        let mut region = field(102, "Region", MANDATORY);
        region.info = Some(info(102, "Region", 2));
        let (kind, detail) = types(vec![
            field(2, "Details", MANDATORY),
            field(8, "Category 1", 1),
            field(9, "Category 2", MANDATORY),
            field(10, "Category 3", MANDATORY),
            region,
            field(103, "Contract", MANDATORY),
            field(104, "Seen on", MANDATORY),
            field(60, "Impacted service", MANDATORY),
        ]);
        let both = [(kind, Some(detail))];
        assert_eq!(
            demands(&both),
            Demands {
                deeper_categories: [true, true, false],
                unknown_fields: true,
            }
        );
        let [(kind, detail)] = &both;
        // The number of another field tells nothing.
        let known = [
            info(103, "Contract", 0),
            info(104, "Seen on", 4),
            info(60, "Other", 0),
        ];
        let found = mandatory_fields(kind, detail.as_ref(), &known);
        let said: Vec<_> = found
            .iter()
            .map(|field| {
                let kind = field.custom.as_ref().map(|custom| custom.kind);
                (field.key.as_str(), field.has_default, kind)
            })
            .collect();
        assert_eq!(
            said,
            [
                ("category_2", true, None),
                ("category_3", false, None),
                ("customfield_102", false, Some(CustomKind::OneOf)),
                ("customfield_103", false, Some(CustomKind::Text)),
                ("customfield_104", false, Some(CustomKind::Other)),
                ("impacted_service", false, None),
            ]
        );
    }
}
