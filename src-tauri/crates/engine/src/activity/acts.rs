//! Taking back what no undo step holds: choices of settings and what was said about problems. The line tells what was before
//! and after; it is taken back only while it is still as it left it, and the taking back is an act of its own.

use domain::drift::ObjectKind;
use domain::seats::LicenceRule;
use domain::ticket_rules::RulesOverride;
use domain::vendor::Vendor;
use domain::{OrganizationId, ProblemId, ProfileId};
use store::Connection;
use store::journal::{self, Entry, JournalRow};

use super::image::{Act, KnownImage, LicenceImage, RulesImage, WordsImage};
use super::settings_image::{AllRulesImage, FeaturesImage, SyncImage};
use crate::Engine;
use crate::another_halo::MOVED;
use crate::error::{Error, Result};
use crate::tags::Tag;
use crate::tickets::{could_go, let_go_with_a_yes};
use crate::wizard::put_features;

const CHANGED: &str = "It was changed again since. What it is now stays.";
const NEWER: &str = "A newer Halyard wrote this line.";
const REVOKED: &str = "All ticket mapping is revoked. Bring it back first.";

/// Everything that such a choice can show on.
const AFTER_ACT: [Tag; 9] = [
    Tag::StatusSync,
    Tag::Tickets,
    Tag::TestTicket,
    Tag::Licences,
    Tag::TicketRules,
    Tag::Problems,
    Tag::Organizations,
    Tag::Wizard,
    Tag::Home,
];

/// Whether a line's act can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActUndo {
    /// When it was taken back, if it was.
    pub undone_at: Option<String>,
    /// Why it cannot be, if it cannot.
    pub obstacle: Option<String>,
}

impl Engine {
    /// Takes back what a line of the journal tells of, where it holds both sides of a choice. Doing it twice changes nothing
    /// more. `sends` is a yes to tickets being sent that are held for the ticket rules.
    ///
    /// # Errors
    /// `Organizations(WouldSend)` when tickets would be sent, without a yes to that;
    /// `NotFound` for a line that is not there or holds no choice; `InvalidInput` for the field `line` when it was changed
    /// again since, or what it was about is gone. Nothing is changed then.
    pub async fn undo_act(&self, profile: ProfileId, line: i32, sends: bool) -> Result<()> {
        let now = self.now();
        let taken_back = self
            .store
            .transact(move |tx| {
                let row = journal::get(tx, profile, line)?.ok_or(Error::NotFound {
                    what: "This line is no longer here.",
                })?;
                let act = act_of(&row).ok_or(Error::NotFound {
                    what: "This line tells of nothing that can be taken back from here.",
                })?;
                if row.undone_at.is_some() {
                    return Ok(None);
                }
                if let Some(why) = obstacle(tx, profile, line, &act)? {
                    return Err(refuse(why));
                }
                let before = could_go(tx, profile)?;
                take_back(tx, profile, &act, &now)?;
                let_go_with_a_yes(tx, profile, &before, sends, &now)?;
                journal::set_undone(tx, profile, line, &now)?;
                enter_undone(tx, profile, &row, act.clone(), &now)?;
                Ok(Some(act))
            })
            .await?;
        match taken_back {
            // The token asks for the features' scopes.
            Some(Act::Features { .. }) => {
                self.disconnect(profile).await;
            }
            Some(Act::StatusSync { .. }) => self.pollers.look_again(),
            Some(_) | None => {}
        }
        self.renew_problems(profile).await?;
        self.events.invalidated(Some(profile), &AFTER_ACT);
        Ok(())
    }
}

/// What a line's act would meet, were it taken back now; `None` for a line without one.
pub(super) fn undo_of(
    conn: &Connection,
    profile: ProfileId,
    row: &JournalRow,
) -> store::Result<Option<ActUndo>> {
    let Some(act) = act_of(row) else {
        return Ok(None);
    };
    let obstacle = match row.undone_at {
        Some(_) => None,
        None => obstacle(conn, profile, row.id, &act)?,
    };
    Ok(Some(ActUndo {
        undone_at: row.undone_at.clone(),
        obstacle,
    }))
}

fn act_of(row: &JournalRow) -> Option<Act> {
    serde_json::from_str(row.act.as_deref()?).ok()
}

fn refuse(message: String) -> Error {
    Error::InvalidInput {
        field: "line",
        message,
    }
}

/// Why an act cannot be taken back now.
fn obstacle(
    conn: &Connection,
    profile: ProfileId,
    line: i32,
    act: &Act,
) -> store::Result<Option<String>> {
    let left = "Done with another Halo, which was left since. Its numbers mean something else in this one.";
    if is_of_one_halo(act) && journal::is_followed_by(conn, profile, line, MOVED)? {
        return Ok(Some(left.to_owned()));
    }
    let changed = || Some(CHANGED.to_owned());
    Ok(match act {
        Act::Rules { before, after } => rules_obstacle(conn, profile, before, after)?,
        Act::Features { after, .. } => {
            let now = store::profiles::get(conn, profile)?.features;
            (FeaturesImage::from(now) != *after).then(|| CHANGED.to_owned())
        }
        Act::StatusSync { before, after } => {
            let now = store::status_sync::load(conn, profile)?;
            if SyncImage::from(&now) == *after {
                before.chosen().is_none().then(|| NEWER.to_owned())
            } else {
                changed()
            }
        }
        Act::Ignored { key, after, .. } => match problem(conn, profile, key)? {
            None => Some("This problem no longer stands.".to_owned()),
            Some(row) if row.ignored_until != *after => changed(),
            Some(_) => None,
        },
        Act::Accepted { of, key, after, .. } => {
            let known = match ObjectKind::from_code(of) {
                Some(kind) => store::known_objects::get(conn, profile, kind, key)?,
                None => None,
            };
            match known {
                None => Some("What this was about is no longer here.".to_owned()),
                Some(known) if KnownImage::from(&known) != *after => changed(),
                Some(_) => None,
            }
        }
        Act::ProductLicence { key, before, after } => {
            let rules = store::seats::rules(conn, profile)?;
            let products = store::vendors::load(conn, profile)?.products;
            let wanted = before.clone().and_then(LicenceImage::rule);
            if !products.iter().any(|product| product.key == *key) {
                Some("This product is no longer counted for this vendor.".to_owned())
            } else if rules.get(key).map(LicenceImage::from) != *after {
                changed()
            } else if before.is_some() && wanted.is_none() {
                Some(NEWER.to_owned())
            } else {
                let taken = wanted.is_some_and(|wanted| {
                    rules
                        .iter()
                        .any(|(other, rule)| other != key && is_same(rule, &wanted))
                });
                taken.then(|| "Another product stands for that licence by now.".to_owned())
            }
        }
        Act::OwnRules { key, after, .. } => {
            let organization = OrganizationId::new(*key);
            let rules = store::ticket_rules::load(conn, profile)?;
            if rules.revoked_at.is_some() {
                Some(REVOKED.to_owned())
            } else if rules.rules.ticket_type.is_none() {
                Some("There are no ticket rules for everybody. Save them first.".to_owned())
            } else if store::organizations::get(conn, profile, organization)?.is_none() {
                Some("The organisation is no longer here.".to_owned())
            } else if own_rules(conn, profile, organization)? != *after {
                changed()
            } else {
                None
            }
        }
        Act::Vocabulary { before, after } => {
            let now = store::vendors::load(conn, profile)?;
            if WordsImage::from(&now) == *after {
                let uses = store::vendors::uses(conn, profile)?;
                let lost = crate::vocabulary::losses(&now, &before.clone().of(&now), &uses);
                (!lost.is_empty()).then(|| lost.join(" "))
            } else {
                changed()
            }
        }
    })
}

/// Whether it names things of Halo's by numbers that another Halo gives to other things.
fn is_of_one_halo(act: &Act) -> bool {
    match act {
        Act::Accepted { of, .. } => ObjectKind::from_code(of) != Some(ObjectKind::Organization),
        Act::OwnRules { .. } | Act::Rules { .. } => true,
        Act::Ignored { .. }
        | Act::ProductLicence { .. }
        | Act::Vocabulary { .. }
        | Act::Features { .. }
        | Act::StatusSync { .. } => false,
    }
}

fn rules_obstacle(
    conn: &Connection,
    profile: ProfileId,
    before: &AllRulesImage,
    after: &AllRulesImage,
) -> store::Result<Option<String>> {
    let row = store::ticket_rules::load(conn, profile)?;
    let why = if row.revoked_at.is_some() {
        REVOKED
    } else if AllRulesImage::from(&row.rules) != *after {
        CHANGED
    } else if before.has_no_type() && !store::rules_overrides::list(conn, profile)?.is_empty() {
        "Organisations have ticket rules of their own on top of these. Take those away first."
    } else if !before.can_follow(after, &store::vendors::load(conn, profile)?) {
        "The vendor’s vocabulary no longer has a word that the rules had before."
    } else {
        return Ok(None);
    };
    Ok(Some(why.to_owned()))
}

fn is_same(a: &LicenceRule, b: &LicenceRule) -> bool {
    let folded = domain::matching::search_key;
    a.key == b.key && folded(&a.value) == folded(&b.value)
}

fn problem(
    conn: &Connection,
    profile: ProfileId,
    key: &str,
) -> store::Result<Option<store::problems::ProblemRow>> {
    match key.parse() {
        Ok(id) => store::problems::get(conn, profile, ProblemId::new(id)),
        Err(_) => Ok(None),
    }
}

fn own_rules(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
) -> store::Result<Option<RulesImage>> {
    let own = store::rules_overrides::get(conn, profile, organization)?;
    Ok(own.map(|row| row.own.into()))
}

/// Puts what was before in its place.
fn take_back(conn: &Connection, profile: ProfileId, act: &Act, now: &str) -> store::Result<()> {
    match act {
        Act::Ignored { key, before, .. } => {
            if let Some(row) = problem(conn, profile, key)? {
                store::problems::ignore(conn, profile, row.id, before.as_deref())?;
            }
            Ok(())
        }
        Act::Accepted {
            of, key, before, ..
        } => match (ObjectKind::from_code(of), before.clone()) {
            (Some(kind), Some(before)) => {
                store::known_objects::put(conn, profile, kind, key, &before.into(), now)
            }
            (Some(kind), None) => store::known_objects::forget(conn, profile, kind, key),
            (None, _) => Ok(()),
        },
        Act::ProductLicence { key, before, .. } => {
            let rule = before.clone().and_then(LicenceImage::rule);
            store::seats::set_rule(conn, profile, key, rule.as_ref())
        }
        Act::OwnRules { key, before, .. } => {
            let organization = OrganizationId::new(*key);
            let version = store::rules_overrides::get(conn, profile, organization)?
                .map_or(0, |row| row.version);
            let own: RulesOverride = before.clone().map(Into::into).unwrap_or_default();
            store::rules_overrides::save(conn, profile, organization, &own, version, now)
        }
        Act::Rules { before, .. } => {
            let version = store::ticket_rules::load(conn, profile)?.version;
            let rules = (**before).clone().into();
            store::ticket_rules::save(conn, profile, &rules, version, now).map(|_| ())
        }
        Act::Features { before, .. } => put_features(conn, profile, (*before).into(), now),
        Act::StatusSync { before, .. } => match before.chosen() {
            Some((rule, seconds)) => {
                store::status_sync::save_settings(conn, profile, rule, seconds)
            }
            None => Ok(()),
        },
        Act::Vocabulary { before, .. } => {
            let vendor: Vendor = store::vendors::load(conn, profile)?;
            let words = before.clone().of(&vendor);
            store::vendors::replace_with_uses(conn, profile, &words)
        }
    }
}

/// The line of the taking back, by which it can be done again. What is said of a problem's count has its line already.
fn enter_undone(
    conn: &Connection,
    profile: ProfileId,
    row: &JournalRow,
    act: Act,
    now: &str,
) -> Result<()> {
    if matches!(act, Act::Ignored { .. }) {
        return Ok(());
    }
    let again = act.reversed().map(|act| act.kept()).transpose()?;
    let what = match row.what.strip_prefix("Undone: ") {
        Some(done) => format!("Done again: {done}"),
        None => format!("Undone: {}", row.what.trim_start_matches("Done again: ")),
    };
    let entry = Entry {
        area: &row.area,
        what: &what,
        before: row.after.as_deref(),
        after: row.before.as_deref(),
        note: None,
        act: again.as_deref(),
    };
    Ok(journal::enter_act(conn, profile, &entry, now)?)
}
