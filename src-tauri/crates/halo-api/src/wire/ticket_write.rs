//! What is sent to create or change a ticket (halo-api.md section 4).
//!
//! Ids go out as whole numbers: Halo sends some as `95.0` and refuses them when they come back so.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// A ticket to create. What is `None` is not sent.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one switch of Halo's, independent of the others"
)]
pub struct NewTicket {
    /// Subject.
    pub summary: String,
    /// Ticket type; Halo would choose one on its own if it were missing.
    pub ticket_type_id: i32,
    /// Customer.
    pub client_id: i32,
    /// Site; needed together with a user.
    pub site_id: Option<i32>,
    /// User; without one, Halo takes the customer's General User.
    pub user_id: Option<i32>,
    /// Text.
    pub details: Option<String>,
    /// Text with markup, in place of `details`.
    pub details_html: Option<String>,
    /// SLA, if not that of the ticket type.
    pub sla_id: Option<i32>,
    /// Priority inside the SLA; none for a type without SLA.
    pub priority_id: Option<i32>,
    /// Name of the team.
    pub team: Option<String>,
    /// Agent; 1 for nobody.
    pub agent_id: Option<i32>,
    /// Status, if not the first one of the ticket type.
    pub status_id: Option<i32>,
    /// First category, as `A>B`.
    pub category_1: Option<String>,
    /// Second category.
    pub category_2: Option<String>,
    /// Third category.
    pub category_3: Option<String>,
    /// Fourth category.
    pub category_4: Option<String>,
    /// Impact.
    pub impact: Option<i32>,
    /// Urgency.
    pub urgency: Option<i32>,
    /// Where the request came from; without it Halo shows "Manual".
    pub source: Option<i32>,
    /// Our reference, by which the ticket can be found again.
    pub third_party_id_string: Option<String>,
    /// Custom fields.
    pub custom_fields: Vec<NewCustomField>,
    /// Whether Halo mails an acknowledgement; `None` leaves it to the ticket type.
    pub send_acknowledgement: Option<bool>,
    /// Keeps Halo's ticket rules from running.
    pub skip_rules: bool,
    /// Keeps Halo from asking for mandatory fields.
    pub skip_validation: bool,
    /// Keeps the template of the ticket type from overwriting our text.
    pub keep_own_text: bool,
    /// Assigns outside of actions.
    pub force_reassign: bool,
}

/// A custom field to set.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCustomField {
    /// Id of the field.
    pub id: i32,
    /// Its value.
    pub value: Value,
}

/// Changes to a ticket. What is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TicketUpdate {
    /// The ticket.
    pub id: i32,
    /// New status.
    pub status_id: Option<i32>,
    /// New priority inside the SLA.
    pub priority_id: Option<i32>,
    /// New SLA.
    pub sla_id: Option<i32>,
    /// New agent; 1 for nobody.
    pub agent_id: Option<i32>,
    /// New ticket type.
    pub ticket_type_id: Option<i32>,
    /// New subject.
    pub summary: Option<String>,
    /// New text.
    pub details: Option<String>,
    /// Name of the new team.
    pub team: Option<String>,
    /// Why it is closed.
    pub closure_note: Option<String>,
    /// Our reference.
    pub third_party_id_string: Option<String>,
    /// Answers "yes" to what Halo would ask on its pages.
    pub force: bool,
    /// Keeps Halo's ticket rules from running.
    pub skip_rules: bool,
}

impl TicketUpdate {
    /// A change of status only.
    pub fn status(id: i32, status_id: i32) -> Self {
        Self {
            id,
            status_id: Some(status_id),
            ..Self::default()
        }
    }

    /// Closes a ticket; open appointments do not stop it.
    pub fn close(id: i32, status_id: i32, note: impl Into<String>) -> Self {
        Self {
            closure_note: Some(note.into()),
            force: true,
            ..Self::status(id, status_id)
        }
    }
}

impl Serialize for NewTicket {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut body = Body(to.serialize_map(None)?);
        body.put("summary", &self.summary)?;
        body.put("tickettype_id", &self.ticket_type_id)?;
        body.put("client_id", &self.client_id)?;
        if self.user_id.is_none() {
            // Without a user, Halo has to be told so; it then takes the customer's General User.
            body.put("usertype", &1)?;
            let nobody = json!({"id": -1, "lookupdisplay": "Enter Details Manually"});
            body.put("userlookup", &nobody)?;
        }
        body.put_some("site_id", self.site_id.as_ref())?;
        body.put_some("user_id", self.user_id.as_ref())?;
        body.put_some("details", self.details.as_ref())?;
        body.put_some("details_html", self.details_html.as_ref())?;
        body.put_some("sla_id", self.sla_id.as_ref())?;
        body.put_some("priority_id", self.priority_id.as_ref())?;
        body.put_some("team", self.team.as_ref())?;
        body.put_some("agent_id", self.agent_id.as_ref())?;
        body.put_some("status_id", self.status_id.as_ref())?;
        body.put_some("category_1", self.category_1.as_ref())?;
        body.put_some("category_2", self.category_2.as_ref())?;
        body.put_some("category_3", self.category_3.as_ref())?;
        body.put_some("category_4", self.category_4.as_ref())?;
        body.put_some("impact", self.impact.as_ref())?;
        body.put_some("urgency", self.urgency.as_ref())?;
        body.put_some("source", self.source.as_ref())?;
        body.put_some("third_party_id_string", self.third_party_id_string.as_ref())?;
        if !self.custom_fields.is_empty() {
            let one = |field: &NewCustomField| json!({"id": field.id, "value": field.value});
            let fields: Vec<Value> = self.custom_fields.iter().map(one).collect();
            body.put("customfields", &fields)?;
        }
        body.put_some("sendack", self.send_acknowledgement.as_ref())?;
        body.put_if("dont_do_rules", self.skip_rules)?;
        body.put_if("_novalidate", self.skip_validation)?;
        body.put_if("donotapplytemplateintheapi", self.keep_own_text)?;
        body.put_if("_forcereassign", self.force_reassign)?;
        body.0.end()
    }
}

impl Serialize for TicketUpdate {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut body = Body(to.serialize_map(None)?);
        body.put("id", &self.id)?;
        body.put_some("status_id", self.status_id.as_ref())?;
        body.put_some("priority_id", self.priority_id.as_ref())?;
        body.put_some("sla_id", self.sla_id.as_ref())?;
        body.put_some("agent_id", self.agent_id.as_ref())?;
        body.put_some("tickettype_id", self.ticket_type_id.as_ref())?;
        body.put_some("summary", self.summary.as_ref())?;
        body.put_some("details", self.details.as_ref())?;
        body.put_some("team", self.team.as_ref())?;
        body.put_some("closure_note", self.closure_note.as_ref())?;
        body.put_some("third_party_id_string", self.third_party_id_string.as_ref())?;
        body.put_if("_force", self.force)?;
        body.put_if("dont_do_rules", self.skip_rules)?;
        body.0.end()
    }
}

/// A body that holds only what is set.
struct Body<M>(M);

impl<M: SerializeMap> Body<M> {
    fn put(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    fn put_some(&mut self, name: &str, value: Option<&impl Serialize>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.put(name, value))
    }

    fn put_if(&mut self, name: &str, set: bool) -> Result<(), M::Error> {
        if set { self.put(name, &true) } else { Ok(()) }
    }
}
