//! Customers, sites and users: `/Client`, `/Site`, `/Users` (halo-api.md sections 3.1 to 3.3).

use jiff::Timestamp;

use crate::client::HaloClient;
use crate::count::HowMany;
use crate::error::Error;
use crate::page::Pager;
use crate::request::ApiRequest;
use crate::wire::{Customer, FromRow, NewCustomer, Site, User};

/// Which customers to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerQuery {
    /// Also those that have left.
    pub include_inactive: bool,
    /// With the Microsoft tenants that are linked to them.
    pub include_tenants: bool,
    /// Only those with this text in one of Halo's search fields.
    pub search: Option<String>,
    /// Only those changed since then, by Halo's clock. Not every Halo heeds it (halo-api.md section 3.0, confidence M);
    /// one that does not lists all.
    pub changed_since: Option<Timestamp>,
}

/// Which sites to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteQuery {
    /// Only those of this customer.
    pub customer_id: Option<i32>,
    /// Also closed ones.
    pub include_inactive: bool,
}

/// Which users to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserQuery {
    /// Only those of this customer.
    pub customer_id: Option<i32>,
    /// Also those who have left.
    pub include_inactive: bool,
    /// Leaves out the "General User" that every customer has.
    pub exclude_general_user: bool,
}

fn list_customers(query: &CustomerQuery) -> ApiRequest {
    ApiRequest::get("Client")
        .with("includeinactive", query.include_inactive)
        .with_flag("includeazuretenants", query.include_tenants)
        .with_some("search", query.search.as_ref())
        .with_some("lastupdatefromdate", query.changed_since)
}

fn get_customer(id: i32) -> ApiRequest {
    ApiRequest::get(format!("Client/{id}")).with("includedetails", true)
}

fn post_customer(customer: &NewCustomer) -> ApiRequest {
    ApiRequest::post("Client", customer)
}

/// Customers with this text, inactive ones too. A filter that this Halo does not know is ignored without a word, so newest
/// first: what was written just now is on the first page either way.
fn find_customers(name: &str) -> ApiRequest {
    ApiRequest::get("Client")
        .with("includeinactive", true)
        .with("search", name)
        .page(1, 100)
        .with("orderdesc", true)
}

fn list_sites(query: &SiteQuery) -> ApiRequest {
    ApiRequest::get("Site")
        .with_some("client_id", query.customer_id)
        .with("includeinactive", query.include_inactive)
}

fn get_site(id: i32) -> ApiRequest {
    ApiRequest::get(format!("Site/{id}")).with("includedetails", true)
}

fn list_users(query: &UserQuery) -> ApiRequest {
    ApiRequest::get("Users")
        .with_some("client_id", query.customer_id)
        .with("includeinactive", query.include_inactive)
        .with_flag("exclude_generaluser", query.exclude_general_user)
}

impl HaloClient {
    /// Lists customers. Those that the agent may not see are missing without a word.
    pub fn customers(&self, query: &CustomerQuery) -> Pager<Customer> {
        Pager::new(self.clone(), list_customers(query), "clients")
    }

    /// Reads one customer.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it was deleted or may not be seen.
    pub async fn customer(&self, id: i32) -> Result<Customer, Error> {
        self.record(&get_customer(id)).await
    }

    /// Creates a customer. Never sent twice unless it was surely not processed.
    ///
    /// # Errors
    /// [`Error::Rejected`] with Halo's reason, one at a time; [`Error::Forbidden`] if the agent may not; after any other
    /// error ask [`Error::write_outcome`] before sending again.
    pub async fn create_customer(&self, customer: &NewCustomer) -> Result<Customer, Error> {
        self.record(&post_customer(customer)).await
    }

    /// Finds the customers of exactly this name, but for blanks around it and the case of ASCII letters, newest first.
    /// Among more than 100 newer ones of a Halo that ignores the filter, one is not found.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn find_customers_by_name(&self, name: &str) -> Result<Vec<Customer>, Error> {
        let wanted = name.trim();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.rows(&find_customers(wanted), "clients").await?;
        let customers = found.rows.iter().filter_map(Customer::from_value);
        Ok(customers
            .filter(|customer| customer.name.trim().eq_ignore_ascii_case(wanted))
            .collect())
    }

    /// Counts customers, without Halo's "Unknown" (id 1).
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn count_customers(&self, query: &CustomerQuery) -> Result<HowMany, Error> {
        self.count_without_nobody(&list_customers(query), "clients")
            .await
    }

    /// Counts sites.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn count_sites(&self, query: &SiteQuery) -> Result<HowMany, Error> {
        self.count(&list_sites(query), "sites").await
    }

    /// Counts users. Every customer has at least its "General User".
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn count_users(&self, query: &UserQuery) -> Result<HowMany, Error> {
        self.count(&list_users(query), "users").await
    }

    /// Reads one site, with its mail domain.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it was deleted or may not be seen.
    pub async fn site(&self, id: i32) -> Result<Site, Error> {
        self.record(&get_site(id)).await
    }

    /// Lists sites.
    pub fn sites(&self, query: &SiteQuery) -> Pager<Site> {
        Pager::new(self.clone(), list_sites(query), "sites")
    }

    /// Lists users.
    pub fn users(&self, query: &UserQuery) -> Pager<User> {
        Pager::new(self.clone(), list_users(query), "users")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_are_asked_for() {
        let all = CustomerQuery::default();
        insta::assert_snapshot!(
            list_customers(&all).page(3, 100),
            @"GET Client?includeinactive=false&pageinate=true&page_size=100&page_no=3&order=id"
        );
        let some = CustomerQuery {
            include_inactive: true,
            include_tenants: true,
            search: Some("Contoso & Sons".to_owned()),
            changed_since: None,
        };
        insta::assert_snapshot!(
            list_customers(&some),
            @"GET Client?includeinactive=true&includeazuretenants=true&search=Contoso & Sons"
        );
        let changed = CustomerQuery {
            changed_since: Some("2026-11-21T10:00:00Z".parse().unwrap()),
            ..CustomerQuery::default()
        };
        insta::assert_snapshot!(
            list_customers(&changed),
            @"GET Client?includeinactive=false&lastupdatefromdate=2026-11-21T10:00:00Z"
        );
        insta::assert_snapshot!(get_customer(12), @"GET Client/12?includedetails=true");
        insta::assert_snapshot!(
            find_customers("Wren & Co"),
            @"GET Client?includeinactive=true&search=Wren & Co&pageinate=true&page_size=100&page_no=1&order=id&orderdesc=true"
        );
    }

    #[test]
    fn a_new_customer_is_sent_with_what_is_known_of_it_only() {
        let plain = NewCustomer {
            name: "Wren".to_owned(),
            ..NewCustomer::default()
        };
        assert_eq!(
            post_customer(&plain).body,
            Some(serde_json::json!([{"name": "Wren"}]))
        );
        let full = NewCustomer {
            site_name: Some("Bath".to_owned()),
            contact_name: Some("Ann Wren".to_owned()),
            contact_email: Some("ann@wren.example".to_owned()),
            ..plain
        };
        assert_eq!(
            post_customer(&full).body,
            Some(serde_json::json!([{
                "name": "Wren",
                "newclient_sitename": "Bath",
                "newclient_contactname": "Ann Wren",
                "newclient_contactemail": "ann@wren.example",
            }]))
        );
    }

    #[test]
    fn sites_and_users_are_asked_for() {
        let sites = SiteQuery {
            customer_id: Some(12),
            ..SiteQuery::default()
        };
        insta::assert_snapshot!(
            list_sites(&sites),
            @"GET Site?client_id=12&includeinactive=false"
        );
        insta::assert_snapshot!(get_site(7), @"GET Site/7?includedetails=true");
        let users = UserQuery {
            customer_id: Some(12),
            exclude_general_user: true,
            ..UserQuery::default()
        };
        insta::assert_snapshot!(
            list_users(&users),
            @"GET Users?client_id=12&includeinactive=false&exclude_generaluser=true"
        );
    }
}
