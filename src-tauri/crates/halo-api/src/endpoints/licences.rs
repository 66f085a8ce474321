//! Software licences: `/SoftwareLicence` (halo-api.md section 7). Read only.

use crate::client::HaloClient;
use crate::count::HowMany;
use crate::error::Error;
use crate::page::Pager;
use crate::request::ApiRequest;
use crate::wire::Licence;

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

impl HaloClient {
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
    fn licences_are_asked_for() {
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
