//! What the ticket rules name in Halo: type, SLA, priorities, statuses.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cause, Known, KnownObjects, ObjectKind, Problem};
use crate::{
    OrganizationId, SlaId, StatusId, TicketTypeId,
    halo_config::{HaloConfig, TicketType},
    ticket_rules::{RulesOverride, TicketRules},
    vendor::Vendor,
};

/// What the rules are compared with.
#[derive(Clone, Copy, Debug)]
pub struct RulesFacts<'a> {
    /// The rules for everybody.
    pub rules: &'a TicketRules,
    /// Organisations with rules of their own: which, its name, and what differs.
    pub own: &'a [(OrganizationId, String, RulesOverride)],
    /// The vendor's words.
    pub vendor: &'a Vendor,
    /// Halo's configuration as last read.
    pub config: &'a HaloConfig,
    /// Things as they were.
    pub known: &'a KnownObjects,
}

/// What comparing came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// What no longer holds.
    pub problems: Vec<Problem>,
    /// Things that are to be remembered as they are now: met for the first time, or changed in a way that is no problem.
    pub learnt: KnownObjects,
    /// Everything that the rules name. The rest need not be remembered.
    pub named: BTreeSet<(ObjectKind, String)>,
    /// How things are now that are problems because they changed: remembered once that is accepted.
    pub changed: KnownObjects,
}

/// Looks at everything that the rules name in Halo.
pub fn meet_rules(facts: RulesFacts<'_>) -> Met {
    let mut meeting = Meeting {
        facts,
        met: Met::default(),
    };
    meeting.rules(facts.rules, None);
    for (id, name, own) in facts.own {
        let rules = facts.rules.for_organization(own, facts.config);
        meeting.rules(&rules, Some((*id, name)));
    }
    meeting.statuses();
    meeting.met
}

struct Meeting<'a> {
    facts: RulesFacts<'a>,
    met: Met,
}

type Owner<'a> = Option<(OrganizationId, &'a String)>;

impl Meeting<'_> {
    fn rules(&mut self, rules: &TicketRules, owner: Owner<'_>) {
        let config = self.facts.config;
        let found = rules.ticket_type.and_then(|id| config.ticket_type(id));
        if let Some(id) = rules.ticket_type {
            self.ticket_type(id, found, owner);
        }
        let sla = rules.sla.or_else(|| found.and_then(|t| t.default_sla));
        if let Some(sla) = sla {
            self.sla(sla, owner);
        }
        if let Some(sla) = rules.effective_sla(config) {
            self.priorities(sla, &rules.priorities, owner);
        }
    }

    fn ticket_type(&mut self, id: TicketTypeId, found: Option<&TicketType>, owner: Owner<'_>) {
        let key = (ObjectKind::TicketType, id.to_string());
        let subject = "Ticket type";
        let is_first = self.met.named.insert(key.clone());
        let known = self.facts.known.get(&key).cloned();
        let Some(found) = found else {
            self.gone(Cause::TicketTypeGone, &key, subject, owner);
            return;
        };
        let now = Known {
            name: found.name.clone(),
            sla: found.default_sla,
        };
        if !found.can_create {
            let note = "The agent may not create tickets of this type";
            self.raise(Cause::TicketTypeClosed, &key.1, subject, owner, |problem| {
                problem.before = Some(found.name.clone());
                problem.note = Some(note.to_owned());
            });
        }
        // A change of the type is one thing to look at, however many use it.
        if !is_first {
            return;
        }
        let Some(known) = known else {
            self.met.learnt.insert(key, now);
            return;
        };
        if known.sla != now.sla {
            let name = |sla: Option<SlaId>| self.sla_name(sla);
            let (before, after) = (name(known.sla), name(now.sla));
            let note = "Numbers of priorities mean those of the SLA that it has now";
            self.raise(Cause::TicketTypeSla, &key.1, &now.name, None, |problem| {
                problem.before = Some(before);
                problem.after = Some(after);
                problem.note = Some(note.to_owned());
            });
        }
        if known.name != now.name {
            self.raise(Cause::TicketTypeRenamed, &key.1, subject, None, |problem| {
                problem.before = Some(known.name.clone());
                problem.after = Some(now.name.clone());
            });
        }
        if known != now {
            self.met.changed.insert(key, now);
        }
    }

    fn sla(&mut self, id: SlaId, owner: Owner<'_>) {
        let now = self.facts.config.sla(id).map(|sla| Known::named(&sla.name));
        let key = (ObjectKind::Sla, id.to_string());
        self.thing(key, now, Cause::SlaGone, "SLA", owner);
    }

    fn priorities(&mut self, sla: SlaId, priorities: &BTreeMap<String, i32>, owner: Owner<'_>) {
        let (vendor, config) = (self.facts.vendor, self.facts.config);
        for (level, number) in priorities {
            let name = vendor.levels.iter().find(|known| known.key == *level);
            // A level that the vendor no longer has is nobody's priority.
            let Some(name) = name.map(|level| &level.name) else {
                continue;
            };
            let mut priorities = config.priorities_of(sla);
            let now = priorities.find(|priority| priority.number == *number);
            let now = now.map(|priority| Known::named(&priority.name));
            let key = (ObjectKind::Priority, format!("{sla}:{number}"));
            let subject = format!("Level {name}");
            self.thing(key, now, Cause::PriorityGone, &subject, owner);
        }
    }

    fn statuses(&mut self) {
        let Self { facts, .. } = self;
        let (rules, vendor, config) = (facts.rules, facts.vendor, facts.config);
        let word = |key: &String| {
            let status = vendor.statuses.iter().find(|status| status.key == *key);
            status.map(|status| status.name.clone())
        };
        let there = rules.status_to_halo.iter().map(|(key, id)| {
            let subject = word(key).map(|name| format!("{} {name}, to Halo", vendor.name));
            (*id, subject)
        });
        let back = rules.status_from_halo.iter().map(|(id, key)| {
            let subject = word(key).map(|name| format!("From Halo, to {} {name}", vendor.name));
            (*id, subject)
        });
        let named: Vec<(StatusId, Option<String>)> = there.chain(back).collect();
        for (id, subject) in named {
            let Some(subject) = subject else { continue };
            let now = config.status(id).map(|status| Known::named(&status.name));
            let key = (ObjectKind::Status, id.to_string());
            self.thing(key, now, Cause::StatusGone, &subject, None);
        }
    }

    /// A thing of which only the end is a problem.
    fn thing(
        &mut self,
        key: (ObjectKind, String),
        now: Option<Known>,
        gone: Cause,
        subject: &str,
        owner: Owner<'_>,
    ) {
        self.met.named.insert(key.clone());
        match now {
            None => self.gone(gone, &key, subject, owner),
            Some(now) if self.facts.known.get(&key) != Some(&now) => {
                self.met.learnt.insert(key, now);
            }
            Some(_) => {}
        }
    }

    fn gone(&mut self, cause: Cause, key: &(ObjectKind, String), subject: &str, owner: Owner<'_>) {
        let known = self.facts.known.get(key).map(|known| known.name.clone());
        let number = key.1.rsplit(':').next().unwrap_or_default();
        let note = format!("Number {number} in Halo");
        let object = format!("{} {subject}", key.1);
        self.raise(cause, &object, subject, owner, |problem| {
            problem.before = known;
            problem.note = Some(note);
        });
    }

    fn raise(
        &mut self,
        cause: Cause,
        object: &str,
        subject: &str,
        owner: Owner<'_>,
        more: impl FnOnce(&mut Problem),
    ) {
        let mut problem = Problem {
            cause,
            object: match owner {
                Some((id, _)) => format!("{object} of {id}"),
                None => object.to_owned(),
            },
            organization: owner.map(|(id, _)| id),
            subject: match owner {
                Some((_, name)) => format!("{name}, {}", lower_first(subject)),
                None => subject.to_owned(),
            },
            before: None,
            after: None,
            note: None,
        };
        more(&mut problem);
        // An organisation with rules of its own shares what it did not choose otherwise.
        let is_shared = owner.is_some()
            && self.met.problems.iter().any(|other| {
                other.cause == cause && other.organization.is_none() && other.object == object
            });
        if !is_shared {
            self.met.problems.push(problem);
        }
    }

    fn sla_name(&self, sla: Option<SlaId>) -> String {
        let Some(id) = sla else {
            return "No SLA".to_owned();
        };
        if let Some(sla) = self.facts.config.sla(id) {
            return sla.name.clone();
        }
        let known = self.facts.known.get(&(ObjectKind::Sla, id.to_string()));
        known.map_or_else(|| format!("SLA {id}"), |known| known.name.clone())
    }
}

/// "SLA" stays as it is.
fn lower_first(subject: &str) -> String {
    let mut letters = subject.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => subject.to_owned(),
    }
}
