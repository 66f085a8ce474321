//! Ticket rules from another Halo: kept with their names when a profile moves or comes from a file, looked up in the Halo
//! that it is connected to now, and offered. Nothing of them counts before somebody saved it; they are offered while there
//! are none of that kind here, and again when the save is undone.

use std::collections::{HashMap, HashSet};

use domain::halo_config::HaloConfig;
use domain::ticket_rules::{
    NamedOwn, NamedRules, Resolved, RulesOverride, TicketRules, resolve, resolve_own,
};
use domain::vendor::Vendor;
use domain::{OrganizationId, ProfileId};
use store::Connection;
use store::carried_rules::CarriedRow;
use store::ticket_rules::TicketRulesRow;

use crate::Engine;
use crate::error::Result;
use crate::profile_file::{OwnRulesImage, RulesImage};
use crate::tags::Tag;

/// Rules that can be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedRules {
    /// The Halo's host, or the file's name.
    pub came_from: String,
    /// Everybody's, as they would be here; `None` while there are some here.
    pub everybody: Option<Resolved<TicketRules>>,
    /// Those of single organisations.
    pub own: Vec<CarriedOwn>,
}

/// An organisation's own rules that can be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedOwn {
    /// Whose.
    pub organization: OrganizationId,
    /// The organisation's name.
    pub name: String,
    /// As they would be here.
    pub resolved: Resolved<RulesOverride>,
}

/// The rules that hold, with all names that are known of them.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Everybody's; `None` where there are none.
    pub(crate) everybody: Option<NamedRules>,
    /// Those of single organisations.
    pub(crate) own: HashMap<OrganizationId, NamedOwn>,
}

/// What is to be kept of rules.
pub(crate) struct Keep<'a> {
    /// The Halo's host, or the file's name.
    pub(crate) came_from: &'a str,
    /// Whether they are offered; otherwise they hold, and this is how they are called.
    pub(crate) is_offered: bool,
    /// When.
    pub(crate) now: &'a str,
}

impl Engine {
    /// Lets rules go that could have been taken over, those of single organisations with them. Doing it twice changes nothing
    /// more.
    pub async fn dismiss_carried_rules(&self, profile: ProfileId) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| {
                let came_from = offered_from(tx, profile)?;
                if store::carried_rules::clear(tx, profile, true)? > 0 {
                    let what = format!("Ticket rules from {came_from} were not taken over");
                    store::journal::enter(tx, profile, &what, &now)?;
                }
                Ok(())
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::TicketRules]);
        Ok(())
    }
}

impl Keep<'_> {
    /// Keeps everybody's.
    pub(crate) fn everybody(
        &self,
        conn: &Connection,
        profile: ProfileId,
        rules: NamedRules,
    ) -> store::Result<()> {
        let text = serde_json::to_string(&RulesImage::from(rules))?;
        self.put(conn, profile, None, text)
    }

    /// Keeps an organisation's own.
    pub(crate) fn own(
        &self,
        conn: &Connection,
        profile: ProfileId,
        organization: OrganizationId,
        own: NamedOwn,
    ) -> store::Result<()> {
        let text = serde_json::to_string(&OwnRulesImage::from(own))?;
        self.put(conn, profile, Some(organization), text)
    }

    fn put(
        &self,
        conn: &Connection,
        profile: ProfileId,
        organization: Option<OrganizationId>,
        rules: String,
    ) -> store::Result<()> {
        let row = CarriedRow {
            organization,
            came_from: self.came_from.to_owned(),
            is_offered: self.is_offered,
            rules,
        };
        store::carried_rules::put(conn, profile, &row, self.now)
    }
}

/// The rules that hold. Before Halo's configuration is read, only the file they came with can name what is in them.
pub(crate) fn known(conn: &Connection, profile: ProfileId) -> store::Result<Known> {
    let rules = store::ticket_rules::load(conn, profile)?.rules;
    let config = store::halo_config::load(conn, profile)?;
    let mut kept: HashMap<Option<OrganizationId>, String> = HashMap::new();
    if store::halo_config::read_at(conn, profile)?.is_none() {
        let rows = store::carried_rules::all(conn, profile)?;
        let named = rows.into_iter().filter(|row| !row.is_offered);
        kept.extend(named.map(|row| (row.organization, row.rules)));
    }
    let mut own = HashMap::new();
    for row in store::rules_overrides::list(conn, profile)? {
        let named = kept.get(&Some(row.organization));
        let named = named.and_then(|text| read_own(text));
        let named = named
            .filter(|named| named.bare() == row.own)
            .unwrap_or_else(|| NamedOwn::of(&row.own, &rules, &config));
        own.insert(row.organization, named);
    }
    let named = kept.get(&None).and_then(|text| read(text));
    let named = named
        .filter(|named| named.bare() == rules)
        .unwrap_or_else(|| NamedRules::of(&rules, &config));
    Ok(Known {
        everybody: (rules != TicketRules::default()).then_some(named),
        own,
    })
}

/// Before the rules of the Halo that is left are taken away: keeps them with their names, to be offered in the next one. What
/// is offered already and was not taken over goes on being offered.
pub(crate) fn keep_for_the_next(
    conn: &Connection,
    profile: ProfileId,
    came_from: &str,
    now: &str,
) -> store::Result<()> {
    let known = known(conn, profile)?;
    store::carried_rules::clear(conn, profile, false)?;
    let keep = Keep {
        came_from,
        is_offered: true,
        now,
    };
    if let Some(rules) = known.everybody {
        keep.everybody(conn, profile, rules)?;
    }
    for (organization, own) in known.own {
        keep.own(conn, profile, organization, own)?;
    }
    Ok(())
}

/// Rules that nothing here stands in the place of.
#[derive(Debug, Default)]
pub(crate) struct NotTaken {
    /// The Halo's host, or the file's name.
    pub(crate) came_from: String,
    /// Everybody's.
    pub(crate) everybody: Option<NamedRules>,
    /// Those of single organisations, with the organisation's name, by that.
    pub(crate) own: Vec<(OrganizationId, String, NamedOwn)>,
}

/// What was carried here and not taken over; `None` where there is nothing. `here` are the rules of this Halo.
pub(crate) fn not_taken(
    conn: &Connection,
    profile: ProfileId,
    here: &TicketRulesRow,
) -> store::Result<Option<NotTaken>> {
    let mut rows = store::carried_rules::all(conn, profile)?;
    rows.retain(|row| row.is_offered);
    // What was revoked comes back as it was.
    if rows.is_empty() || here.revoked_at.is_some() {
        return Ok(None);
    }
    let with_own = store::rules_overrides::list(conn, profile)?;
    let with_own: HashSet<_> = with_own.into_iter().map(|row| row.organization).collect();
    let mut found = NotTaken::default();
    for row in rows {
        match row.organization {
            None if here.rules == TicketRules::default() => found.everybody = read(&row.rules),
            Some(organization) if !with_own.contains(&organization) => {
                // An organisation that was deleted can come back, with its rules.
                let known = store::organizations::get(conn, profile, organization)?;
                if let (Some(known), Some(own)) = (known, read_own(&row.rules)) {
                    found.own.push((organization, known.name, own));
                }
            }
            None | Some(_) => continue,
        }
        found.came_from = row.came_from;
    }
    found.own.sort_by(|(_, a, _), (_, b, _)| a.cmp(b));
    let is_nothing = found.everybody.is_none() && found.own.is_empty();
    Ok((!is_nothing).then_some(found))
}

/// What can be taken over here, beside the rules that hold.
pub(super) fn offered(
    conn: &Connection,
    profile: ProfileId,
    here: &TicketRulesRow,
    (vendor, config): (&Vendor, &HaloConfig),
) -> store::Result<Option<CarriedRules>> {
    let Some(found) = not_taken(conn, profile, here)? else {
        return Ok(None);
    };
    let everybody = found.everybody;
    let everybody = everybody.map(|named| resolve(&named, vendor, config));
    let beside = match &everybody {
        Some(resolved) => &resolved.rules,
        None => &here.rules,
    };
    let own = found.own.into_iter();
    let own = own.map(|(organization, name, named)| CarriedOwn {
        organization,
        name,
        resolved: resolve_own(&named, beside, vendor, config),
    });
    Ok(Some(CarriedRules {
        came_from: found.came_from,
        own: own.collect(),
        everybody,
    }))
}

fn offered_from(conn: &Connection, profile: ProfileId) -> store::Result<String> {
    let rows = store::carried_rules::all(conn, profile)?;
    let offered = rows.into_iter().find(|row| row.is_offered);
    Ok(offered.map(|row| row.came_from).unwrap_or_default())
}

/// What a later version wrote is offered by that one.
fn read(text: &str) -> Option<NamedRules> {
    let image: RulesImage = serde_json::from_str(text).ok()?;
    Some(image.into())
}

fn read_own(text: &str) -> Option<NamedOwn> {
    let image: OwnRulesImage = serde_json::from_str(text).ok()?;
    Some(image.into())
}
