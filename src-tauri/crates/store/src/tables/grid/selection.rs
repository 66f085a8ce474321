//! What is selected in the grid: single organisations, or everything a filter lets through but for a few.

use domain::{OrganizationId, OrganizationState, ProfileId};
use rusqlite::params_from_iter;

use super::{Condition, GridFilter, GridText, query::listed};
use crate::{Connection, Result, decode};

/// A selection. Never a list of everything: ten thousand are selected without naming one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GridSelection {
    /// These.
    These(Vec<OrganizationId>),
    /// All that the filter lets through.
    All {
        /// Which states.
        filter: GridFilter,
        /// Which text.
        text: GridText,
        /// But for these.
        except: Vec<OrganizationId>,
    },
}

/// The selected organisations that exist, with their states, by name.
pub fn selected(
    conn: &Connection,
    profile: ProfileId,
    selection: &GridSelection,
) -> Result<Vec<(OrganizationId, OrganizationState)>> {
    let condition = match selection {
        GridSelection::These(ids) => {
            let mut condition = listed(profile, GridFilter::All, &GridText::default());
            condition.and(
                "organization_id IN (SELECT value FROM json_each(?))",
                [json(ids)],
            );
            condition
        }
        GridSelection::All {
            filter,
            text,
            except,
        } => {
            let mut condition = listed(profile, *filter, text);
            condition.and(
                "organization_id NOT IN (SELECT value FROM json_each(?))",
                [json(except)],
            );
            condition
        }
    };
    states(conn, condition)
}

/// The organisations that fit, with their states, by name.
pub(crate) fn states(
    conn: &Connection,
    condition: Condition,
) -> Result<Vec<(OrganizationId, OrganizationState)>> {
    decode::rows(
        conn,
        &format!(
            "SELECT organization_id, state FROM organization_list WHERE {} ORDER BY sort_key, organization_id",
            condition.sql
        ),
        params_from_iter(condition.params),
        |row| {
            Ok((
                decode::id(row, "organization_id", OrganizationId::new)?,
                decode::coded(row, "state", OrganizationState::from_code)?,
            ))
        },
    )
}

/// The ids as a JSON list, which is one parameter however many they are.
fn json(ids: &[OrganizationId]) -> String {
    let numbers: Vec<String> = ids.iter().map(ToString::to_string).collect();
    format!("[{}]", numbers.join(","))
}
