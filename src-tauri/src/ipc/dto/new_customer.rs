//! A customer made in Halo for an organisation.

use engine::{CreatedCustomer, CustomerForm, CustomerPlan, Demand, Duplicate, ReadBack};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::CustomerId;
use super::organizations::{BandDto, CustomerDto, EditDto};

/// The fields as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerFormDto {
    /// Name.
    pub name: String,
    /// Name of the first site.
    pub site: String,
    /// Name of the first contact.
    pub contact_name: String,
    /// Mail address of the first contact.
    pub contact_email: String,
}

/// A field that this Halo demands beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CustomerDemandDto {
    /// The first site.
    Site,
    /// The first contact.
    ContactName,
    /// The contact's mail address.
    ContactEmail,
}

/// A customer that the new one could be already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateDto {
    /// Who.
    pub customer: CustomerDto,
    /// How sure the matcher is.
    pub band: BandDto,
}

/// A field of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SentFieldDto {
    /// What it is called.
    pub label: String,
    /// What is sent.
    pub value: String,
}

/// A field that cannot be sent as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldFlawDto {
    /// Which, by its name in the form.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// What creating a customer would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerPlanDto {
    /// Customers that it could be already, best first.
    pub duplicates: Vec<DuplicateDto>,
    /// What this Halo demands beside the name.
    pub demands: Vec<CustomerDemandDto>,
    /// Everything that is sent.
    pub fields: Vec<SentFieldDto>,
    /// Name of an earlier one whose answer was never seen.
    pub unanswered: Option<String>,
    /// Held tickets that are sent to Halo once the organisation is mapped.
    pub held_tickets: u32,
    /// Why nothing can be sent as it stands.
    pub flaw: Option<FieldFlawDto>,
}

/// A field as it was sent and as Halo has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReadBackDto {
    /// What it is called.
    pub label: String,
    /// What was sent.
    pub sent: String,
    /// What Halo has; `null` when it could not be read back.
    pub got: Option<String>,
}

/// A customer that is in Halo now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreatedCustomerDto {
    /// The pair that was made here.
    pub edit: EditDto,
    /// Halo's id of it.
    pub customer: CustomerId,
    /// The fields, read back.
    pub read_back: Vec<ReadBackDto>,
}

impl From<CustomerFormDto> for CustomerForm {
    fn from(form: CustomerFormDto) -> Self {
        Self {
            name: form.name,
            site: form.site,
            contact_name: form.contact_name,
            contact_email: form.contact_email,
        }
    }
}

impl From<Demand> for CustomerDemandDto {
    fn from(demand: Demand) -> Self {
        match demand {
            Demand::Site => Self::Site,
            Demand::ContactName => Self::ContactName,
            Demand::ContactEmail => Self::ContactEmail,
        }
    }
}

impl From<Duplicate> for DuplicateDto {
    fn from(duplicate: Duplicate) -> Self {
        Self {
            customer: duplicate.customer.into(),
            band: duplicate.band.into(),
        }
    }
}

impl From<CustomerPlan> for CustomerPlanDto {
    fn from(plan: CustomerPlan) -> Self {
        let fields = plan.fields.into_iter();
        Self {
            duplicates: plan.duplicates.into_iter().map(Into::into).collect(),
            demands: plan.demands.into_iter().map(Into::into).collect(),
            fields: fields
                .map(|(label, value)| SentFieldDto {
                    label: label.to_owned(),
                    value,
                })
                .collect(),
            unanswered: plan.unanswered,
            held_tickets: plan.held_tickets,
            flaw: plan.flaw.map(|(field, message)| FieldFlawDto {
                field: field.to_owned(),
                message,
            }),
        }
    }
}

impl From<ReadBack> for ReadBackDto {
    fn from(field: ReadBack) -> Self {
        Self {
            label: field.label.to_owned(),
            sent: field.sent,
            got: field.got,
        }
    }
}

impl From<CreatedCustomer> for CreatedCustomerDto {
    fn from(created: CreatedCustomer) -> Self {
        Self {
            edit: created.edit.into(),
            customer: created.customer.into(),
            read_back: created.read_back.into_iter().map(Into::into).collect(),
        }
    }
}
