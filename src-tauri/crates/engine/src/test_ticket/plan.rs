//! The plan: exactly what will be sent, before anything is.

use std::borrow::Cow;

use domain::halo_config::{CustomValue, HaloConfig};
use domain::ticket_rules::{Severity, TicketRules, preflight};
use domain::vendor::Vendor;
use domain::{CustomerId, ProfileId, TicketTypeId, UNKNOWN_CUSTOMER};
use halo_api::{NewCustomField, NewTicket};

use super::sheet::{StatusTest, WhatBecomes};
use crate::Engine;
use crate::error::{Error, Result};

/// The note that every test adds.
pub(super) const NOTE: &str = "Halyard can add notes to this ticket.";

/// What the administrator chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// For which customer; `None` takes the default.
    pub customer: Option<CustomerId>,
    /// Key of the vendor's level; empty takes the last, the mildest one.
    pub level: String,
    /// What becomes of the ticket.
    pub becomes: WhatBecomes,
    /// How it is proven that statuses go both ways.
    pub statuses: StatusTest,
    /// Whether Halo may mail the customer about it.
    pub mail: bool,
    /// Whether the customer is the service provider's own company from now on.
    pub is_own: bool,
}

/// A field as it will be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedField {
    /// Halo's field name.
    pub field: Cow<'static, str>,
    /// Label on screen.
    pub label: Cow<'static, str>,
    /// Value in words.
    pub value: String,
}

/// The plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The customer, chosen or by default.
    pub customer: Option<(CustomerId, String)>,
    /// The service provider's own company, when it is known.
    pub own: Option<CustomerId>,
    /// What will be sent.
    pub fields: Vec<PlannedField>,
    /// What is written to the ticket after that, as sentences in order.
    pub later: Vec<String>,
    /// Why it cannot be sent; empty when it can.
    pub blocked: Vec<String>,
    /// Requests this will take.
    pub requests: u32,
}

/// What a plan is made from, and what the run works with.
#[derive(Debug, Clone)]
pub(crate) struct Basis {
    pub(crate) rules: TicketRules,
    pub(crate) config: HaloConfig,
    pub(crate) vendor: Vendor,
    pub(crate) customer: Option<(CustomerId, String)>,
    pub(crate) level: String,
    /// The service provider's own company, when it is known.
    pub(crate) own: Option<CustomerId>,
    /// Whether Halo may mail the customer about the ticket.
    pub(crate) mail: bool,
    pub(crate) blocked: Vec<String>,
}

impl Engine {
    /// The exact fields for a choice.
    pub async fn test_ticket_plan(&self, profile: ProfileId, choice: Choice) -> Result<Plan> {
        let (becomes, statuses) = (choice.becomes, choice.statuses);
        let basis = self.test_basis(profile, choice).await?;
        let ticket = basis.ticket("HYD-…");
        let create_read_back_and_note = 3;
        let find_the_outcome = u32::from(basis.rules.note_outcome.is_none());
        let clean_up = match becomes {
            WhatBecomes::Leave => 0,
            // Read, close, read again.
            WhatBecomes::Close => 3,
            WhatBecomes::Delete => 2,
        };
        let (there, back) = (basis.status_there(), basis.status_back());
        let is_closed =
            statuses == StatusTest::ByHalyard && back.as_ref().is_some_and(|b| b.closes);
        // Set and read.
        let moved = match statuses {
            StatusTest::LeftOut => 0,
            StatusTest::ByHalyard => 2 * (u32::from(there.is_some()) + u32::from(back.is_some())),
            // As many looks as it takes come on top.
            StatusTest::Watched => 2 * u32::from(there.is_some()) + 1,
        };
        let clean_up = match becomes {
            // Read, and it is closed already.
            WhatBecomes::Close if is_closed => 1,
            WhatBecomes::Close | WhatBecomes::Delete | WhatBecomes::Leave => clean_up,
        };
        let requests = create_read_back_and_note + find_the_outcome + moved + clean_up;
        Ok(Plan {
            fields: ticket
                .map(|ticket| basis.in_words(&ticket))
                .unwrap_or_default(),
            later: basis.later(becomes, statuses),
            own: basis.own,
            customer: basis.customer,
            blocked: basis.blocked,
            requests,
        })
    }

    pub(super) async fn test_basis(&self, profile: ProfileId, choice: Choice) -> Result<Basis> {
        Ok(self
            .store
            .read(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                let rules = store::ticket_rules::load(tx, profile)?.rules;
                let config = store::halo_config::load(tx, profile)?;
                let vendor = store::vendors::load(tx, profile)?;
                let wanted = choice.customer.or(row.own_customer_id);
                let customer = match wanted {
                    Some(id) => store::customers::get(tx, profile, id)?,
                    None => None,
                };
                let mut blocked: Vec<String> = preflight(&rules, &vendor, &config, row.features)
                    .into_iter()
                    .filter(|finding| finding.severity() == Severity::Blocks)
                    .map(|finding| finding.to_string())
                    .collect();
                match &customer {
                    None => blocked.push("Choose the customer of the test ticket.".to_owned()),
                    Some(customer) if customer.id == UNKNOWN_CUSTOMER => blocked
                        .push("“Unknown” stands for no customer. Choose another one.".to_owned()),
                    Some(customer) if customer.inactive => {
                        blocked.push(format!("{} is inactive in Halo.", customer.name));
                    }
                    Some(_) => {}
                }
                let level = if choice.level.is_empty() {
                    let mildest = vendor.levels.last().map(|level| level.key.clone());
                    mildest.unwrap_or_default()
                } else {
                    if vendor.levels.iter().all(|level| level.key != choice.level) {
                        blocked.push(
                            "The vendor no longer has this level. Choose another one.".to_owned(),
                        );
                    }
                    choice.level
                };
                Ok(Basis {
                    customer: customer.map(|customer| (customer.id, customer.name)),
                    rules,
                    config,
                    vendor,
                    level,
                    own: row.own_customer_id,
                    mail: choice.mail,
                    blocked,
                })
            })
            .await?)
    }
}

/// A field with a name and a label that are always the same.
pub(crate) fn field(field: &'static str, label: &'static str, value: String) -> PlannedField {
    PlannedField {
        field: field.into(),
        label: label.into(),
        value,
    }
}

impl Basis {
    /// The ticket and whose it is, unless the plan says that it is blocked.
    pub(super) fn ready(&self, reference: &str) -> Result<(NewTicket, (CustomerId, String))> {
        let blocked = self.blocked.first().cloned();
        match (blocked, self.ticket(reference), self.customer.clone()) {
            (None, Some(ticket), Some(customer)) => Ok((ticket, customer)),
            (reason, ..) => Err(Error::TicketBlocked {
                reason: reason.unwrap_or_default(),
            }),
        }
    }

    /// The ticket with our mark in a field of its own and in the summary, where
    /// every build of Halo can search for it (halo-api section 4, "Linking").
    pub(crate) fn ticket(&self, reference: &str) -> Option<NewTicket> {
        let (customer, _) = self.customer.as_ref()?;
        let ticket_type = self.rules.ticket_type?;
        let default = |key: &str| self.rules.field_defaults.get(key).cloned();
        let number = |key: &str| default(key).and_then(|text| text.parse().ok());
        Some(NewTicket {
            summary: format!("[{reference}] Halyard test ticket"),
            details: Some(format!(
                "Made by Halyard to prove the connection of {}. Reference {reference}. It needs no work.",
                self.vendor.name
            )),
            ticket_type_id: ticket_type.get(),
            client_id: customer.get(),
            sla_id: self.rules.sla.map(domain::SlaId::get),
            priority_id: self.rules.priority_to_send(&self.level, &self.config),
            team: self.rules.team.clone(),
            agent_id: self.rules.agent,
            category_1: default("category_1"),
            category_2: default("category_2"),
            category_3: default("category_3"),
            category_4: default("category_4"),
            custom_fields: self.custom_fields(ticket_type),
            impact: number("impact"),
            urgency: number("urgency"),
            source: self.rules.request_source,
            third_party_id_string: Some(reference.to_owned()),
            // No mail to anybody unless it was allowed, no rules: this ticket is nobody's business.
            send_acknowledgement: Some(self.mail),
            skip_rules: true,
            keep_own_text: true,
            ..NewTicket::default()
        })
    }

    /// What is sent in the administrator's own fields that the type demands; those of other types are nobody's question.
    fn custom_fields(&self, ticket_type: TicketTypeId) -> Vec<NewCustomField> {
        let kind = self.config.ticket_type(ticket_type);
        let demanded = kind.into_iter().flat_map(|kind| &kind.mandatory_fields);
        demanded
            .filter_map(|field| {
                let custom = field.custom.as_ref()?;
                let chosen = self.rules.field_defaults.get(&field.key)?;
                let value = match custom.sent_for(chosen)? {
                    CustomValue::Text(text) => text.into(),
                    CustomValue::OneOf(id) => id.into(),
                    CustomValue::YesNo(is_yes) => is_yes.into(),
                };
                Some(NewCustomField {
                    id: custom.id,
                    value,
                })
            })
            .collect()
    }

    /// The label and the value in words of one of the administrator's own fields.
    pub(super) fn custom_in_words(&self, id: i32, value: &serde_json::Value) -> (String, String) {
        let key = format!("customfield_{id}");
        let mut fields = self.config.demanded_custom_fields();
        let label = fields.find(|(_, field)| field.id == id);
        let label = label.map_or_else(|| format!("Field {id}"), |(label, _)| label.to_owned());
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let offered = self.config.field_choices(&key);
        let known = offered.into_iter().find(|(other, _)| *other == text);
        (label, known.map_or(text, |(_, name)| name))
    }

    pub(crate) fn in_words(&self, ticket: &NewTicket) -> Vec<PlannedField> {
        let mut fields = vec![
            field(
                "client_id",
                "Customer",
                self.customer
                    .as_ref()
                    .map(|c| c.1.clone())
                    .unwrap_or_default(),
            ),
            field(
                "tickettype_id",
                "Ticket type",
                self.type_name(ticket.ticket_type_id),
            ),
            field("summary", "Summary", ticket.summary.clone()),
            field(
                "details",
                "Details",
                ticket.details.clone().unwrap_or_default(),
            ),
        ];
        match ticket.priority_id {
            Some(priority) => fields.push(field(
                "priority_id",
                "Priority",
                self.priority_name(priority),
            )),
            None => fields.push(field("priority_id", "Priority", "Not sent".to_owned())),
        }
        if let Some(sla) = ticket.sla_id {
            fields.push(field("sla_id", "SLA", self.sla_name(sla)));
        }
        for (key, label, category) in [
            ("category_1", "Category", &ticket.category_1),
            ("category_2", "Category 2", &ticket.category_2),
            ("category_3", "Category 3", &ticket.category_3),
            ("category_4", "Category 4", &ticket.category_4),
        ] {
            if let Some(category) = category {
                fields.push(field(key, label, category.clone()));
            }
        }
        if let Some(team) = &ticket.team {
            fields.push(field("team", "Team", team.clone()));
        }
        for (key, label, value) in [
            ("agent_id", "Agent", ticket.agent_id),
            ("impact", "Impact", ticket.impact),
            ("urgency", "Urgency", ticket.urgency),
            ("source", "Request source", ticket.source),
        ] {
            if let Some(value) = value {
                fields.push(field(key, label, self.choice_name(key, value)));
            }
        }
        for custom in &ticket.custom_fields {
            let (label, value) = self.custom_in_words(custom.id, &custom.value);
            fields.push(PlannedField {
                field: format!("customfields {}", custom.id).into(),
                label: label.into(),
                value,
            });
        }
        let reference = ticket.third_party_id_string.clone().unwrap_or_default();
        fields.push(field("third_party_id_string", "Our reference", reference));
        let mail = if self.mail {
            "What the ticket type sends"
        } else {
            "None"
        };
        fields.push(field("sendack", "Mail to the customer", mail.to_owned()));
        fields
    }

    pub(super) fn type_name(&self, id: i32) -> String {
        let known = self.config.ticket_type(TicketTypeId::new(id));
        known.map_or_else(|| format!("Type {id}"), |kind| kind.name.clone())
    }

    pub(super) fn sla_name(&self, id: i32) -> String {
        let known = self.config.sla(domain::SlaId::new(id));
        known.map_or_else(|| format!("SLA {id}"), |sla| sla.name.clone())
    }

    /// A priority's number means something only inside an SLA.
    pub(super) fn priority_name(&self, number: i32) -> String {
        let sla = self.rules.effective_sla(&self.config);
        sla.and_then(|sla| self.config.priorities_of(sla).find(|p| p.number == number))
            .map_or_else(
                || format!("Priority {number}"),
                |priority| priority.name.clone(),
            )
    }
}
