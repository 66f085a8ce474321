//! Somebody who wants to know how every call ended.

use crate::error::Error;
use crate::request::{ApiRequest, Method};

/// Which call it was: enough to know what it proves, nothing of what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call<'a> {
    /// The request for a token.
    Token,
    /// A request to the API.
    Api {
        /// The resource: `Tickets`.
        resource: &'a str,
        /// Whether it was about one record by its id, which Halo may refuse while it lists the rest.
        is_of_one: bool,
        /// Whether it changes something in Halo.
        is_write: bool,
    },
}

impl<'a> Call<'a> {
    pub(crate) fn of(request: &'a ApiRequest) -> Self {
        Self::Api {
            resource: request.endpoint(),
            is_of_one: request.path.contains('/'),
            is_write: match request.method {
                Method::Get => false,
                Method::Post | Method::Delete => true,
            },
        }
    }
}

/// Hears how each call of a [`HaloClient`](crate::HaloClient) ended, once its repetitions are over.
pub trait Observer: Send + Sync {
    /// `error` is `None` for a call that worked. Called on the task that made the call; it must not block.
    fn ended(&self, call: Call<'_>, error: Option<&Error>);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_says_what_it_proves() {
        let api = |request: &ApiRequest| match Call::of(request) {
            Call::Api {
                resource,
                is_of_one,
                is_write,
            } => (resource.to_owned(), is_of_one, is_write),
            Call::Token => panic!("not a request to the API"),
        };
        let list = ApiRequest::get("Client").page(1, 100);
        assert_eq!(api(&list), ("Client".to_owned(), false, false));
        let one = ApiRequest::get("TicketType/21");
        assert_eq!(api(&one), ("TicketType".to_owned(), true, false));
        let new = ApiRequest::post("Tickets", &serde_json::json!({}));
        assert_eq!(api(&new), ("Tickets".to_owned(), false, true));
        assert_eq!(
            api(&ApiRequest::delete("Tickets/7")),
            ("Tickets".to_owned(), true, true)
        );
    }
}
