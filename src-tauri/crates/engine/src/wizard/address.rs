//! The address of Halo, kept with its line in the journal.

use store::Connection;
use store::hosts::HostFacts;
use store::profiles::ProfileRow;

/// Keeps what was found out about an address. The same one again leaves no line.
pub(super) fn save(
    conn: &Connection,
    before: &ProfileRow,
    facts: &HostFacts,
    now: &str,
) -> store::Result<()> {
    let profile = before.id;
    store::hosts::save(conn, profile, facts, now)?;
    let was = shown(
        before.api_base.as_deref(),
        before.auth_url.as_deref(),
        before.tenant.as_deref(),
    );
    let is = shown(
        facts.api_base.as_deref(),
        facts.auth_url.as_deref(),
        facts.tenant.as_deref(),
    );
    if was == is {
        return Ok(());
    }
    let what = if was.is_some() {
        "Address of Halo changed"
    } else {
        "Address of Halo entered"
    };
    store::journal::enter_change(conn, profile, what, (was.as_deref(), is.as_deref()), now)
}

/// Everything that tells one Halo from another.
fn shown(api: Option<&str>, auth: Option<&str>, tenant: Option<&str>) -> Option<String> {
    let mut words = api?.to_owned();
    for (name, value) in [("authorisation server", auth), ("tenant", tenant)] {
        if let Some(value) = value {
            words = format!("{words}, {name} {value}");
        }
    }
    Some(words)
}
