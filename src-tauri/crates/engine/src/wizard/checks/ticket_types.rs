//! "Ticket types", "May create tickets".

use domain::recipe::keys;
use halo_api::{Error, TicketType};

use super::desk::{Desk, Types};
use super::finding::Finding;
use super::proofs::Proofs;
use super::words;

pub(super) async fn ticket_types(desk: &Desk) -> Result<Finding, Error> {
    let types = desk.types().await?;
    let chosen = desk.known.ticket_type.map(domain::TicketTypeId::get);
    Ok(judge(types, chosen))
}

/// `chosen` is the type of the ticket rules.
fn judge(types: &Types, chosen: Option<i32>) -> Finding {
    let total = types.all.len();
    if total == 0 {
        return Finding::failed("Halo lists no ticket type.").about([keys::ROLE_ALL_TICKET_TYPES]);
    }
    if types.usable.is_empty() {
        return Finding::failed(format!("There are {total}, and the agent may use none."))
            .about([keys::ROLE_ALL_TICKET_TYPES]);
    }
    let is_usable = |kind: &&TicketType| types.usable.iter().any(|other| other.id == kind.id);
    let hidden: Vec<&str> = types
        .all
        .iter()
        .filter(|kind| !is_usable(kind))
        .map(|kind| kind.name.as_str())
        .collect();
    if !hidden.is_empty() {
        return Finding::warning(format!(
            "{} of {total} may be used. {} may not.",
            types.usable.len(),
            words::few(&hidden)
        ))
        .about([keys::ROLE_ALL_TICKET_TYPES]);
    }
    let closed: Vec<&TicketType> = types
        .usable
        .iter()
        .filter(|kind| !kind.may_create())
        .collect();
    let names: Vec<&str> = closed.iter().map(|kind| kind.name.as_str()).collect();
    let open = types.usable.len() - closed.len();
    if closed.is_empty() || open == 0 {
        // None at all is the business of the next check.
        return Finding::passed(format!("{total} may be used."));
    }
    let meaning = format!(
        "{total}, of which {open} may be created. {} may not.",
        words::few(&names)
    );
    match chosen {
        Some(chosen) if !closed.iter().any(|kind| kind.id == chosen) => Finding::passed(meaning),
        Some(_) => Finding::failed(format!("{meaning} That is the type of the ticket rules."))
            .remedy("Choose another type in the ticket rules, or let agents log it in Halo."),
        None => Finding::warning(meaning)
            .remedy("Halo switches these off for agents. Choose another one in the ticket rules."),
    }
}

/// A type tells whether the agent may create tickets of it. Whether a ticket is then taken shows only when one is made.
pub(super) async fn create(desk: &Desk) -> Result<Finding, Error> {
    let types = desk.types().await?;
    if types.usable.is_empty() {
        return Ok(Finding::skipped(
            "Not run, since no ticket type may be used.",
        ));
    }
    let open = types.creatable().count();
    if open == 0 {
        return Ok(Finding::failed(
            "Halo marks every ticket type as one that this agent may not create.",
        )
        .about([keys::ROLE_ADD_TICKETS]));
    }
    if let Some(found) = created(&desk.known.proofs) {
        return Ok(found);
    }
    Ok(Finding::cannot_tell(format!(
        "Nothing speaks against it: {open} types may be created. That Halo takes a ticket shows only when one is made."
    ))
    .remedy("The test ticket proves it.")
    .about([keys::ROLE_TICKETS]))
}

/// What was made shows that it may be.
pub(super) fn created(proofs: &Proofs) -> Option<Finding> {
    let by = proofs.created.as_ref()?;
    Some(Finding::passed(format!("Proven by {}.", by.in_words())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::CheckState::{Failed, Passed, Warning};

    fn kind(id: i32, name: &str, can_create: bool) -> TicketType {
        TicketType {
            id,
            name: name.to_owned(),
            usage: None,
            sequence: None,
            group_name: None,
            default_sla: None,
            default_priority: None,
            default_team: None,
            can_create: Some(can_create),
            agents_can_select: None,
            has_mandatory_tech_fields: false,
            visible: None,
        }
    }

    #[test]
    fn a_type_that_may_not_be_created_is_named() {
        let all = vec![kind(1, "Incident", true), kind(5, "Change", false)];
        let types = Types {
            usable: all.clone(),
            all: all.clone(),
        };
        let found = judge(&types, None);
        assert_eq!(found.state, Warning);
        assert!(found.meaning.contains("Change may not"), "{found:?}");
        assert_eq!(judge(&types, Some(1)).state, Passed);
        assert_eq!(judge(&types, Some(5)).state, Failed);

        let hidden = Types {
            usable: vec![kind(1, "Incident", true)],
            all: all.clone(),
        };
        let found = judge(&hidden, None);
        assert_eq!(found.state, Warning);
        assert_eq!(found.rights[0].key, keys::ROLE_ALL_TICKET_TYPES);

        let none = Types {
            usable: vec![],
            all,
        };
        assert_eq!(judge(&none, None).state, Failed);
    }
}
