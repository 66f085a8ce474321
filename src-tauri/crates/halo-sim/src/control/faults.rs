//! Faults, limits, which Halo this is, and what was asked.

use super::Running;
use crate::{Discovery, Fault, FaultId, Product, RateLimit, RecordedRequest, contract::Violation};

impl Running {
    /// Sets a fault. Several may be in force; their effects add up.
    #[expect(
        clippy::must_use_candidate,
        reason = "the id is only for those who remove one fault of several"
    )]
    pub fn fault(&self, fault: Fault) -> FaultId {
        self.shared.faults().add(fault)
    }

    /// Removes one fault.
    pub fn remove_fault(&self, id: FaultId) {
        self.shared.faults().remove(id);
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.shared.faults().clear();
    }

    /// How many requests a fault has hit.
    pub fn fault_hits(&self, id: FaultId) -> u64 {
        self.shared.faults().hits(id)
    }

    /// Sets or lifts the rate limit; the count starts anew.
    pub fn set_rate_limit(&self, limit: Option<RateLimit>) {
        self.shared.limiter().set(limit);
    }

    /// Chooses which ways of discovery answer.
    pub fn set_discovery(&self, discovery: Discovery) {
        self.shared.settings().discovery = discovery;
    }

    /// Behaves like a build before 2026: no `third_party_id_string` filter, bare priority ids in an SLA, fewer fields.
    pub fn set_old_build(&self, old: bool) {
        self.shared.settings().old_build = old;
    }

    /// Chooses which of Halo's products this is.
    pub fn set_product(&self, product: Product) {
        self.shared.settings().product = product;
    }

    /// Whether an access level that the agent lacks is answered with 403 rather than with an empty list. Both have been
    /// seen; which one when is not documented, and the empty list, the less kind one, is the default.
    pub fn refuse_aloud(&self, aloud: bool) {
        self.shared.settings().refuses_aloud = aloud;
    }

    /// Whether the lines in the list of recurring invoices tell their licences. That they do is not proven.
    pub fn set_invoice_list_has_licences(&self, on: bool) {
        self.shared.settings().invoice_list_has_licences = on;
    }

    /// Switches the module that holds software licences on or off.
    pub fn set_licence_module(&self, on: bool) {
        self.shared.settings().licence_module = on;
    }

    /// Makes fields mandatory for new customers, as some tenants have them: `newclient_sitename`,
    /// `newclient_contactname`, `newclient_contactemail`. They are asked for one at a time, in this order.
    pub fn demand_of_customers(&self, fields: &[&'static str]) {
        self.shared.settings().customer_demands = fields.to_vec();
    }

    /// Whether a token call without a tenant fails.
    pub fn set_tenant_required(&self, required: bool) {
        self.shared.settings().tenant_required = required;
    }

    /// The requests received so far, oldest first.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.requests().clone()
    }

    /// How many requests came, and how many of them have not been answered yet.
    pub fn traffic(&self) -> (usize, usize) {
        let requests = self.shared.requests();
        let open = requests.iter().filter(|request| request.status.is_none());
        (requests.len(), open.count())
    }

    /// The requests to one path, with or without `/api`.
    pub fn requests_to(&self, method: &str, path: &str) -> Vec<RecordedRequest> {
        self.shared
            .requests()
            .iter()
            .filter(|request| request.is_to(method, path))
            .cloned()
            .collect()
    }

    /// Forgets the requests received so far.
    pub fn clear_requests(&self) {
        self.shared.requests().clear();
    }

    /// Everything in requests and answers that Halo's description does not have. Answers changed by a fault are not
    /// judged.
    pub fn contract_violations(&self) -> Vec<Violation> {
        self.shared.violations().clone()
    }
}
