//! Software licences: `/SoftwareLicence` (halo-api.md section 7).

use crate::client::HaloClient;
use crate::count::HowMany;
use crate::error::Error;
use crate::page::Pager;
use crate::request::ApiRequest;
use crate::wire::{Licence, LicenceCount, NewLicence};

/// Which licences to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LicenceQuery {
    /// Only those of this customer.
    pub customer_id: Option<i32>,
    /// Also those that are not in force.
    pub include_inactive: bool,
}

fn list_licences(query: &LicenceQuery) -> ApiRequest {
    ApiRequest::get("SoftwareLicence")
        .with_some("client_id", query.customer_id)
        .with_flag("includeinactive", query.include_inactive)
}

fn get_licence(id: i32) -> ApiRequest {
    ApiRequest::get(format!("SoftwareLicence/{id}"))
}

fn post_licence_count(count: LicenceCount) -> ApiRequest {
    ApiRequest::post("SoftwareLicence", &count)
}

fn post_licence(licence: &NewLicence) -> ApiRequest {
    ApiRequest::post("SoftwareLicence", licence)
}

impl HaloClient {
    /// Reads one software licence.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it was deleted or may not be seen.
    pub async fn licence(&self, id: i32) -> Result<Licence, Error> {
        self.record(&get_licence(id)).await
    }

    /// Sets the count of a software licence, and nothing else of it, and answers it as Halo then has it. Halo changes the
    /// fields that are sent (that `{id, count}` is enough: confidence M).
    ///
    /// # Errors
    /// [`Error::Rejected`] with Halo's reason; [`Error::Forbidden`] if the agent may not; after any other error ask
    /// [`Error::write_outcome`] before sending again.
    pub async fn set_licence_count(&self, count: LicenceCount) -> Result<Licence, Error> {
        self.record(&post_licence_count(count)).await
    }

    /// Creates a software licence. Never sent twice unless it was surely not processed.
    ///
    /// # Errors
    /// As for [`Self::set_licence_count`].
    pub async fn create_licence(&self, licence: &NewLicence) -> Result<Licence, Error> {
        self.record(&post_licence(licence)).await
    }

    /// Lists software licences.
    pub fn licences(&self, query: &LicenceQuery) -> Pager<Licence> {
        Pager::new(self.clone(), list_licences(query), "licences")
    }

    /// Counts software licences.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the module that holds them is switched off (not documented;
    /// confidence L), and whatever stops the request.
    pub async fn count_licences(&self, query: &LicenceQuery) -> Result<HowMany, Error> {
        self.count(&list_licences(query), "licences").await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_and_a_new_licence_are_sent_with_nothing_else() {
        let count = LicenceCount { id: 71, count: 26 };
        assert_eq!(
            post_licence_count(count).body,
            Some(serde_json::json!([{"id": 71, "count": 26}]))
        );
        let mut licence = NewLicence {
            customer_id: 12,
            name: "Email security".to_owned(),
            count: 6,
            vendor_product_sku: None,
        };
        let mut body = serde_json::json!(
            [{"name": "Email security", "client_id": 12, "site_id": -1, "count": 6}]
        );
        assert_eq!(post_licence(&licence).body.as_ref(), Some(&body));
        licence.vendor_product_sku = Some("ES-MBX".to_owned());
        body[0]["vendor_product_sku"] = "ES-MBX".into();
        assert_eq!(post_licence(&licence).body.as_ref(), Some(&body));
    }

    #[test]
    fn licences_are_asked_for() {
        insta::assert_snapshot!(get_licence(71), @"GET SoftwareLicence/71");
        insta::assert_snapshot!(list_licences(&LicenceQuery::default()), @"GET SoftwareLicence");
        let query = LicenceQuery {
            customer_id: Some(12),
            include_inactive: true,
        };
        insta::assert_snapshot!(
            list_licences(&query),
            @"GET SoftwareLicence?client_id=12&includeinactive=true"
        );
    }
}
