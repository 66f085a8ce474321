//! Everybody's ticket rules, saved with their line in the journal: what differs, on both sides.

use std::collections::{BTreeMap, BTreeSet};

use domain::ProfileId;
use domain::halo_config::{Choice, HaloConfig};
use domain::ticket_rules::TicketRules;
use domain::vendor::Vendor;
use store::Connection;
use store::journal::Entry;

use crate::activity::{Act, AllRulesImage};
use crate::error::Result;

/// Saves them and answers their new version. Saved as they were, they leave no line.
pub(super) fn save(
    conn: &Connection,
    profile: ProfileId,
    rules: &TicketRules,
    version: i32,
    now: &str,
) -> Result<i32> {
    let before = store::ticket_rules::load(conn, profile)?;
    let version = store::ticket_rules::save(conn, profile, rules, version, now)?;
    let replaces_revoked = before.revoked_at.is_some();
    if before.rules == *rules && !replaces_revoked {
        return Ok(version);
    }
    let config = store::halo_config::load(conn, profile)?;
    let vendor = store::vendors::load(conn, profile)?;
    let names = Names {
        config: &config,
        vendor: &vendor,
    };
    let (was, is) = names.differences(&before.rules, rules);
    let was = was.filter(|_| before.rules != TicketRules::default());
    let act = Act::Rules {
        before: Box::new(AllRulesImage::from(&before.rules)),
        after: Box::new(AllRulesImage::from(rules)),
    };
    let entry = Entry {
        area: "settings",
        what: "Ticket rules saved",
        before: was.as_deref(),
        after: is.as_deref(),
        note: replaces_revoked
            .then_some("Those that had been revoked, organisations’ own among them, were let go."),
        act: Some(&act.kept()?),
    };
    store::journal::enter_act(conn, profile, &entry, now)?;
    Ok(version)
}

/// What numbers and keys are called.
struct Names<'a> {
    config: &'a HaloConfig,
    vendor: &'a Vendor,
}

impl Names<'_> {
    /// What differs, as it was and as it is.
    fn differences(
        &self,
        before: &TicketRules,
        after: &TicketRules,
    ) -> (Option<String>, Option<String>) {
        let mut both = Vec::new();
        let mut single = |was: String, is: String| {
            if was != is {
                both.push((was, is));
            }
        };
        for part in [
            Self::ticket_type,
            Self::sla,
            Self::extras,
            |_: &Self, rules: &TicketRules| {
                let may = if rules.allow_mail { "may" } else { "may not" };
                vec![format!("Halo {may} mail end users")]
            },
        ] {
            for (was, is) in part(self, before).into_iter().zip(part(self, after)) {
                single(was, is);
            }
        }
        both.extend(each(
            (&before.priorities, &after.priorities),
            |level, number, rules| {
                let level = self.level(level);
                match number {
                    Some(number) => {
                        let rules = if rules { after } else { before };
                        format!("{level} is priority {}", self.priority(rules, *number))
                    }
                    None => format!("{level} has no priority"),
                }
            },
        ));
        both.extend(each(
            (&before.status_to_halo, &after.status_to_halo),
            |key, status, _| {
                let there = status.map_or_else(|| "nothing".to_owned(), |id| self.there(id.get()));
                format!("{} goes as {there}", self.here(key))
            },
        ));
        both.extend(each(
            (&before.status_from_halo, &after.status_from_halo),
            |id, key, _| {
                let here = key.map_or_else(|| "nothing".to_owned(), |key| self.here(key));
                format!("{} comes back as {here}", self.there(id.get()))
            },
        ));
        both.extend(each(
            (&before.field_defaults, &after.field_defaults),
            |field, value, _| match value {
                Some(value) => format!("{field} is {value}"),
                None => format!("{field} has no default"),
            },
        ));
        let (was, is): (Vec<String>, Vec<String>) = both.into_iter().unzip();
        let words = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(", "));
        (words(was), words(is))
    }

    fn ticket_type(&self, rules: &TicketRules) -> Vec<String> {
        vec![match rules.ticket_type {
            Some(id) => {
                let known = self.config.ticket_type(id);
                let name = known.map_or_else(|| id.to_string(), |known| known.name.clone());
                format!("ticket type {name}")
            }
            None => "no ticket type".to_owned(),
        }]
    }

    fn sla(&self, rules: &TicketRules) -> Vec<String> {
        vec![match rules.sla {
            Some(id) => {
                let known = self.config.sla(id);
                let name = known.map_or_else(|| id.to_string(), |known| known.name.clone());
                format!("SLA {name}")
            }
            None => "the type’s own SLA".to_owned(),
        }]
    }

    fn extras(&self, rules: &TicketRules) -> Vec<String> {
        let of = |what: &str, name: Option<String>| match name {
            Some(name) => format!("{what} {name}"),
            None => format!("no {what}"),
        };
        let agent = rules.agent.map(|id| {
            let known = self.config.agent(id);
            known.map_or_else(|| id.to_string(), |known| known.name.clone())
        });
        vec![
            of("team", rules.team.clone()),
            of("agent", agent),
            of(
                "request source",
                chosen(&self.config.request_sources, rules.request_source),
            ),
            of(
                "action for notes",
                chosen(&self.config.outcomes, rules.note_outcome),
            ),
        ]
    }

    fn level(&self, key: &str) -> String {
        let mut levels = self.vendor.levels.iter();
        let known = levels.find(|level| level.key == key);
        known.map_or_else(|| key.to_owned(), |level| level.name.clone())
    }

    fn here(&self, key: &str) -> String {
        let mut statuses = self.vendor.statuses.iter();
        let known = statuses.find(|status| status.key == key);
        known.map_or_else(|| key.to_owned(), |status| status.name.clone())
    }

    fn there(&self, id: i32) -> String {
        let known = self.config.status(domain::StatusId::new(id));
        known.map_or_else(|| format!("status {id}"), |status| status.name.clone())
    }

    fn priority(&self, rules: &TicketRules, number: i32) -> String {
        let sla = rules.effective_sla(self.config);
        let known = sla.and_then(|sla| {
            let mut all = self.config.priorities_of(sla);
            all.find(|priority| priority.number == number)
        });
        known.map_or_else(|| number.to_string(), |known| known.name.clone())
    }
}

fn chosen(all: &[Choice], id: Option<i32>) -> Option<String> {
    let id = id?;
    let known = all.iter().find(|choice| choice.id == id);
    Some(known.map_or_else(|| id.to_string(), |known| known.name.clone()))
}

/// Each key that has another value on one side, in words for both; the last argument of `words` tells the later side.
fn each<K: Ord, V: PartialEq>(
    (before, after): (&BTreeMap<K, V>, &BTreeMap<K, V>),
    words: impl Fn(&K, Option<&V>, bool) -> String,
) -> Vec<(String, String)> {
    let keys: BTreeSet<&K> = before.keys().chain(after.keys()).collect();
    keys.into_iter()
        .filter(|key| before.get(*key) != after.get(*key))
        .map(|key| {
            (
                words(key, before.get(key), false),
                words(key, after.get(key), true),
            )
        })
        .collect()
}
