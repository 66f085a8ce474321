//! Actions of a ticket: `/Actions` (halo-api.md section 3.9).

use crate::client::HaloClient;
use crate::error::Error;
use crate::request::ApiRequest;
use crate::wire::{Action, NewAction};

/// More actions than any ticket has; the path knows no pages, only a number of rows.
const MOST_ACTIONS: u32 = 1000;

fn list_actions(ticket_id: i32) -> ApiRequest {
    // Never without a ticket: Halo would search all of them until the gateway gives up.
    ApiRequest::get("Actions")
        .with("ticket_id", ticket_id)
        .with("excludesys", true)
        .with("includehtmlnote", true)
        .with("count", MOST_ACTIONS)
}

fn post_action(action: &NewAction) -> ApiRequest {
    ApiRequest::post("Actions", action)
}

impl HaloClient {
    /// Lists the actions of a ticket, without those that Halo itself did.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn actions(&self, ticket_id: i32) -> Result<Vec<Action>, Error> {
        self.list(&list_actions(ticket_id), "actions").await
    }

    /// Adds an action to a ticket. Never sent twice unless it was surely not processed.
    ///
    /// # Errors
    /// [`Error::Rejected`] if the outcome is missing or the workflow does not allow it; after
    /// any other error ask [`Error::write_outcome`] before sending again.
    pub async fn add_action(&self, action: &NewAction) -> Result<Action, Error> {
        self.record(&post_action(action)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_asked_for_and_added() {
        insta::assert_snapshot!(
            list_actions(2916),
            @"GET Actions?ticket_id=2916&excludesys=true&includehtmlnote=true&count=1000"
        );
        let note = NewAction {
            ticket_id: 2916,
            outcome_id: Some(7),
            note_html: Some("<p>Checked.</p>".to_owned()),
            new_status: Some(2),
            hidden_from_user: true,
            skip_rules: true,
            ..NewAction::default()
        };
        insta::assert_snapshot!(post_action(&note), @r#"
        POST Actions
        [
          {
            "dont_do_rules": true,
            "hiddenfromuser": true,
            "new_status": 2,
            "note_html": "<p>Checked.</p>",
            "outcome_id": 7,
            "sendemail": false,
            "ticket_id": 2916
          }
        ]
        "#);
    }
}
