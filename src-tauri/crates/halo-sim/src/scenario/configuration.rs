//! What every scenario has: agents, teams, ticket types, statuses, SLAs with their priorities, categories, outcomes.

use crate::model::{
    Agent, AgentRights, Category, CustomField, LookupValue, MandatoryField, Outcome, Priority, Sla,
    Status, Team, TicketType, UNASSIGNED_AGENT, Workflow, World,
};

/// Fills in the configuration; gives the agent for the fully entitled application.
pub(super) fn fill(world: &mut World) -> i64 {
    agents_and_teams(world);
    statuses(world);
    service_levels(world);
    workflows(world);
    ticket_types(world);
    lists(world);
    4
}

fn agents_and_teams(world: &mut World) {
    for (id, name, for_tickets) in [
        (1, "1st Line Support", true),
        (2, "2nd Line Support", true),
        (3, "Security", true),
        (4, "Projects", false),
    ] {
        let team = Team {
            id,
            name: name.to_owned(),
            for_tickets,
            for_projects: !for_tickets,
            inactive: false,
        };
        world.teams.push(team);
    }
    for (id, name, teams, api_only, disabled) in [
        (UNASSIGNED_AGENT, "Unassigned", vec![], false, false),
        (
            2,
            "Sam Jones",
            vec!["1st Line Support", "2nd Line Support"],
            false,
            false,
        ),
        (
            3,
            "Priya Shah",
            vec!["Security", "2nd Line Support"],
            false,
            false,
        ),
        (
            4,
            "Halyard API",
            vec!["1st Line Support", "2nd Line Support", "Security"],
            true,
            false,
        ),
        (5, "Tom Baker", vec!["1st Line Support"], false, true),
    ] {
        let email = format!(
            "{}@northwind-it.example",
            name.to_lowercase().replace(' ', ".")
        );
        let teams = teams.into_iter().map(str::to_owned).collect();
        let name = name.to_owned();
        world.agents.insert(
            id,
            Agent {
                id,
                name,
                email,
                teams,
                api_only,
                disabled,
                rights: AgentRights::full(),
            },
        );
    }
}

fn statuses(world: &mut World) {
    // Area 0 is for tickets, 1 orders, 2 items, 3 approvals: only "0 is tickets" is known of the numbers.
    for (id, name, area, closed, colour) in [
        (1, "New", 0, false, "#57a95b"),
        (2, "In Progress", 0, false, "#2b7bd3"),
        (3, "Action Required", 0, false, "#d3482b"),
        (4, "With User", 0, false, "#d39a2b"),
        (5, "With Supplier", 0, false, "#9a6bd3"),
        (9, "Closed", 0, true, "#808080"),
        (10, "With CAB", 0, false, "#5b6bd3"),
        (12, "Open Order", 1, false, "#57a95b"),
        (13, "Closed Order", 1, true, "#808080"),
        (14, "Open Item", 2, false, "#57a95b"),
        (15, "Closed Item", 2, true, "#808080"),
        (16, "Invoiced", 1, true, "#808080"),
        (17, "Awaiting Approval", 3, false, "#d39a2b"),
        (18, "Approved", 3, false, "#57a95b"),
        (19, "Rejected", 3, true, "#d3482b"),
        (20, "Complete", 0, true, "#6b8a6b"),
        (21, "On Hold", 0, false, "#b0b0b0"),
        (22, "Update Required", 0, false, "#d37b2b"),
        (23, "Waiting for Vendor", 0, false, "#2bb0d3"),
    ] {
        let (name, colour) = (name.to_owned(), colour.to_owned());
        world.statuses.push(Status {
            id,
            name,
            area,
            closed,
            colour,
        });
    }
}

fn service_levels(world: &mut World) {
    for (id, name, workday) in [
        (1, "Standard", "Mon-Fri 08:00-18:00"),
        (2, "Premium", "Mon-Sat 07:00-20:00"),
        (3, "Security 24x7", "24x7"),
    ] {
        world.slas.push(Sla {
            id,
            name: name.to_owned(),
            workday: workday.to_owned(),
        });
    }
    for (sla_id, priority_id, name, response_hours, fix_hours, hidden) in [
        (1, 1, "Critical", 0.5, 4.0, false),
        (1, 2, "High", 1.0, 8.0, false),
        (1, 3, "Medium", 4.0, 24.0, false),
        (1, 4, "Low", 8.0, 72.0, false),
        (2, 1, "Urgent", 0.25, 2.0, false),
        (2, 2, "High", 0.5, 6.0, false),
        (2, 3, "Normal", 2.0, 16.0, false),
        (3, 1, "P1", 0.25, 1.0, false),
        (3, 2, "P2", 0.5, 4.0, false),
        (3, 3, "P3", 2.0, 12.0, false),
        (3, 4, "P4", 8.0, 48.0, false),
        (3, 5, "P5 (retired)", 24.0, 120.0, true),
    ] {
        let colours = ["#d32b2b", "#d37b2b", "#d3c12b", "#57a95b", "#808080"];
        let colour = colours
            .into_iter()
            .zip(1..)
            .find(|(_, number)| *number == priority_id);
        let colour = colour.map_or("#808080", |(colour, _)| colour).to_owned();
        let name = name.to_owned();
        world.priorities.push(Priority {
            sla_id,
            priority_id,
            name,
            fix_hours,
            response_hours,
            hidden,
            colour,
        });
    }
}

fn workflows(world: &mut World) {
    for (id, name, hides_from_user, new_status) in [
        (1, "First User Email", false, Some(2)),
        (2, "Email User", false, Some(4)),
        (5, "Close", false, Some(9)),
        (7, "Internal Note", true, None),
    ] {
        world.outcomes.push(Outcome {
            id,
            name: name.to_owned(),
            hides_from_user,
            new_status,
        });
    }
    for (id, name, outcomes) in [
        (1, "Incident Workflow", vec![1, 2, 5, 7]),
        (2, "Onboarding Workflow", vec![2, 5]),
    ] {
        world.workflows.push(Workflow {
            id,
            name: name.to_owned(),
            outcomes,
        });
    }
}

fn ticket_types(world: &mut World) {
    let kind = |id, name: &str, sla_id, default_priority| TicketType {
        id,
        name: name.to_owned(),
        usage: "ticket".to_owned(),
        sla_id,
        default_priority,
        default_team: "1st Line Support".to_owned(),
        can_create: true,
        initial_status: 1,
        reopened_status: 2,
        allowed_statuses: None,
        workflow_id: 0,
        mandatory: Vec::new(),
        template_details: None,
    };
    world.ticket_types = vec![
        TicketType {
            workflow_id: 1,
            ..kind(1, "Incident", 1, 3)
        },
        kind(2, "Service Request", 2, 3),
        TicketType {
            default_team: "Security".to_owned(),
            mandatory: vec![MandatoryField::Category(1), MandatoryField::Impact],
            ..kind(3, "Security Alert", 3, 3)
        },
        kind(4, "Internal Task", 0, 0),
        TicketType {
            can_create: false,
            ..kind(5, "Change Request", 1, 3)
        },
        TicketType {
            usage: "opp".to_owned(),
            ..kind(6, "Opportunity", 0, 0)
        },
        TicketType {
            allowed_statuses: Some(vec![1, 2, 9]),
            workflow_id: 2,
            template_details: Some(
                "New starter checklist: account, mailbox, laptop, badge.".to_owned(),
            ),
            ..kind(7, "Onboarding", 1, 4)
        },
    ];
}

fn lists(world: &mut World) {
    for (value, id) in [
        "Hardware>Server",
        "Hardware>Workstation",
        "Software>Microsoft 365",
        "Software>Line of Business",
        "Network>Connectivity",
        "Security>Email",
        "Security>Endpoint",
        "Backup>Failed",
        "Backup>Restore",
    ]
    .into_iter()
    .zip(1..)
    {
        world.categories.push(Category {
            id,
            type_id: 1,
            value: value.to_owned(),
        });
    }
    for (lookup_id, id, name) in [
        (12, 1, "Company Wide"),
        (12, 2, "Multiple Users Affected"),
        (12, 3, "Single User Affected"),
        (27, 1, "High"),
        (27, 2, "Medium"),
        (27, 3, "Low"),
        (22, 0, "Manual"),
        (22, 1, "Email"),
        (22, 2, "Phone"),
        (22, 3, "Web"),
        (22, 45, "API"),
        (21, 1, "Incident"),
        (21, 3, "Service Request"),
        (64, 3, "New Ticket Logged"),
        (64, 61, "Ticket Updated"),
    ] {
        world.lookups.push(LookupValue {
            lookup_id,
            id,
            name: name.to_owned(),
        });
    }
    world.custom_fields.push(CustomField {
        id: 101,
        name: "CFVendorReference".to_owned(),
        label: "Vendor reference".to_owned(),
        kind: 0,
        values: Vec::new(),
    });
}
