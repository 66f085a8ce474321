//! The customers of a made-up MSP, from a table that also says what a vendor calls them.

use jiff::{SignedDuration, Timestamp};

use super::epoch;
use crate::model::{
    Author, AzureTenant, InvoiceLine, Licence, QuantityLicence, Ticket, World, next_id,
};

static TABLE: &str = include_str!("msp.tsv");

const FIRST_NAMES: [&str; 16] = [
    "Ann", "David", "Grace", "Imran", "Julia", "Kofi", "Laura", "Marek", "Nadia", "Oliver",
    "Petra", "Ravi", "Sofia", "Thomas", "Uma", "Zoë",
];
const SURNAMES: [&str; 14] = [
    "Adeyemi",
    "Bennett",
    "Clarke",
    "Dubois",
    "Evans",
    "Fischer",
    "Grant",
    "Hughes",
    "Iqbal",
    "Kowalski",
    "Lindqvist",
    "Moretti",
    "O'Brien",
    "Patel",
];

/// One line of the table.
pub(super) struct Entry {
    /// The customer's name; `None` when only the vendor knows the organisation.
    pub(super) customer: Option<&'static str>,
    /// The customer's domain, maybe empty.
    pub(super) domain: &'static str,
    marks: &'static str,
    /// Mailboxes, by the vendor's count.
    pub(super) mailboxes: i64,
    /// The vendor's name for it; `None` when the vendor does not know it.
    pub(super) vendor_name: Option<&'static str>,
    /// The vendor's domain, maybe empty.
    pub(super) vendor_domain: &'static str,
}

impl Entry {
    fn has(&self, mark: &str) -> bool {
        self.marks.split(' ').any(|own| own == mark)
    }
}

/// The table's lines in order.
pub(super) fn entries() -> impl Iterator<Item = Entry> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(read_entry)
}

fn read_entry(line: &'static str) -> Option<Entry> {
    let mut cells = line.split('\t').map(|cell| (cell != "-").then_some(cell));
    let (customer, domain, marks) = (cells.next()?, cells.next()?, cells.next()?);
    let mailboxes = cells.next()??.parse().ok()?;
    // "=" is the same as the customer's.
    let or_same = |cell, same| if cell == Some("=") { same } else { cell };
    Some(Entry {
        customer,
        domain: domain.unwrap_or_default(),
        marks: marks.unwrap_or_default(),
        mailboxes,
        vendor_name: or_same(cells.next()?, customer),
        vendor_domain: or_same(cells.next()?, domain).unwrap_or_default(),
    })
}

/// Adds the customers with everything that belongs to them.
pub(super) fn fill(world: &mut World) {
    for (entry, index) in entries().zip(0_usize..) {
        let Some(name) = entry.customer else { continue };
        let made = epoch() + SignedDuration::from_mins(i64::try_from(index).unwrap_or(0));
        let id = world.add_customer(name, entry.domain, "Main", made);
        if let Some(customer) = world.customers.get_mut(&id) {
            customer.inactive = entry.has("inactive");
            if entry.has("website") && !entry.domain.is_empty() {
                customer.website = format!("https://www.{}", entry.domain);
            }
            if entry.has("azure") {
                let short = entry.domain.trim_end_matches(".example");
                customer.azure_tenant = Some(AzureTenant {
                    id: crate::identifiers::row_guid("azuretenant", id),
                    name: name.to_owned(),
                    domain: format!("{short}.onmicrosoft.com"),
                });
            }
        }
        contacts(world, &entry, id, index);
        licences(world, &entry, id, index);
        invoices(world, id, index);
    }
    tickets(world);
}

fn contacts(world: &mut World, entry: &Entry, client_id: i64, index: usize) {
    let domain = match entry.domain {
        "" if entry.has("freemail") => "gmail.com",
        "" => return,
        domain => domain,
    };
    for number in 0..=(index % 3) {
        let first = FIRST_NAMES[(index * 5 + number * 7) % FIRST_NAMES.len()];
        let last = SURNAMES[(index * 3 + number * 5) % SURNAMES.len()];
        let mailbox: String = format!("{first}.{last}")
            .to_lowercase()
            .replace('\'', "")
            .replace('ë', "e");
        world.add_user(client_id, first, last, &format!("{mailbox}@{domain}"));
    }
    if index.is_multiple_of(10) {
        let scanner = world.add_user(client_id, "Scan", "Service", &format!("scanner@{domain}"));
        if let Some(user) = world.users.get_mut(&scanner) {
            user.service_account = true;
        }
    }
}

fn licences(world: &mut World, entry: &Entry, client_id: i64, index: usize) {
    // Most counts agree with the vendor's; some are old, some customers have no licence yet.
    if entry.vendor_name.is_none() || index % 13 == 12 {
        return;
    }
    let count = if index % 9 == 4 {
        entry.mailboxes + 2
    } else {
        entry.mailboxes
    };
    let mut add = |name: &str, sku: &str, count: i64, price: f64| {
        let id = next_id(&world.licences);
        world.licences.insert(
            id,
            Licence {
                id,
                client_id,
                name: name.to_owned(),
                count,
                in_use: count,
                licence_type: 0,
                price,
                purchase_price: price * 0.7,
                manufacturer: "Example Software".to_owned(),
                vendor_product_sku: sku.to_owned(),
                third_party_product: String::new(),
                notes: String::new(),
                active: true,
                start: epoch(),
            },
        );
    };
    add("Email Security (per mailbox)", "ES-MBX", count, 2.4);
    if index.is_multiple_of(2) {
        add(
            "Email Archive (per mailbox)",
            "EA-MBX",
            entry.mailboxes,
            1.8,
        );
    }
    if index.is_multiple_of(3) {
        add(
            "Microsoft 365 Business Premium",
            "",
            entry.mailboxes + 1,
            22.0,
        );
    }
    if index == 30 {
        // The same licence twice: it happens, and nobody notices until the bill.
        add("Email Security (per mailbox)", "ES-MBX", 3, 2.4);
    }
}

/// Two customers of three are billed by what their licences count; the others' quantity is typed by hand.
fn invoices(world: &mut World, client_id: i64, index: usize) {
    let own: Vec<(i64, String)> = world
        .licences
        .values()
        .filter(|licence| licence.client_id == client_id)
        .map(|licence| (licence.id, licence.name.clone()))
        .collect();
    if own.is_empty() {
        return;
    }
    let line = |text: &str, unit_price: f64, licences: Vec<QuantityLicence>| InvoiceLine {
        id: 0,
        text: text.to_owned(),
        quantity: 1.0,
        unit_price,
        inactive: false,
        licences,
    };
    let mut lines = vec![line("Managed workplace", 480.0, Vec::new())];
    let of = |part: &str| own.iter().find(|(_, name)| name.starts_with(part));
    if let Some((id, _)) = of("Email Security") {
        let licences = if index % 3 == 2 {
            Vec::new()
        } else {
            vec![QuantityLicence {
                minimum: if index % 8 == 1 { 5 } else { 0 },
                free: i64::from(index % 12 == 3),
                ..QuantityLicence::of(*id)
            }]
        };
        lines.push(line("Mailbox protection", 4.2, licences));
    }
    if let Some((id, _)) = of("Email Archive") {
        lines.push(line("Mail archive", 2.9, vec![QuantityLicence::of(*id)]));
    }
    world.add_recurring_invoice(client_id, "Managed services", epoch(), lines);
}

fn tickets(world: &mut World) {
    const SUMMARIES: [&str; 8] = [
        "Backup failed on SRV01",
        "Cannot open shared mailbox",
        "New laptop for starter",
        "Printer offline on first floor",
        "Phishing mail reported",
        "VPN drops every hour",
        "Password reset",
        "Disk nearly full on FS02",
    ];
    let author = Author {
        agent_id: 2,
        name: "Sam Jones".to_owned(),
        application: None,
    };
    for (summary, number) in SUMMARIES.iter().cycle().take(24).zip(0_i64..) {
        let at = epoch() + SignedDuration::from_hours(number * 30);
        let kinds = [1, 2, 1, 4];
        let kind = kinds
            .get(usize::try_from(number % 4).unwrap_or(0))
            .and_then(|id| world.ticket_type(*id))
            .cloned();
        let client_id = 3 + number * 5;
        let (Some(kind), Some(customer)) = (kind, world.customers.get(&client_id)) else {
            continue;
        };
        let place = (
            client_id,
            customer.main_site_id,
            world.general_user(client_id),
        );
        let id = world.log_ticket(Ticket::logged(&kind, place, summary, at), &author);
        let later: Timestamp = at + SignedDuration::from_hours(5);
        if let Some(status) = [2, 9, 1, 4, 9, 21].get(usize::try_from(number % 6).unwrap_or(0)) {
            world.change_status(id, *status, &author, later);
        }
    }
    if let Some(ticket) = world.tickets.get_mut(&8) {
        ticket.merged_into = 2;
    }
    if let Some(ticket) = world.tickets.get_mut(&20) {
        ticket.deleted = true;
    }
}
