//! A file of mappings against what is here: what each line would do, and which lines need a word of the administrator.
//!
//! Carried out and planned again, no line does anything more.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use domain::{
    CustomerId, Decision, OrganizationId, ProfileId, UNKNOWN_CUSTOMER, warning::WarningKind,
};
use store::{Connection, Store};

use super::export::origin_of;
use super::line::{Line, MappingFile, Origin, Unreadable};
use super::read;
use crate::organizations::error::Result;
use crate::organizations::set_aside::Aside;
use here::Here;

mod doubts;
mod here;

/// More lines than this are not shown one by one.
const MOST_SHOWN: usize = 500;

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineState {
    /// Here it is otherwise; the administrator chooses.
    Conflict,
    /// It cannot be taken.
    LeftOut,
    /// It makes a pair, or sets the organisation aside.
    New,
    /// It is so here already.
    Same,
    /// It names no customer, and does not set the organisation aside.
    NoCustomer,
}

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedLine {
    /// Line of a CSV file, place in the list of a JSON file.
    pub number: u32,
    /// The organisation, as the file names it.
    pub organization: String,
    /// The customer of the file, by the name it has now.
    pub customer: Option<String>,
    /// How it is set aside, in words.
    pub set_aside: Option<String>,
    /// The customer that the organisation is mapped to here.
    pub ours: Option<String>,
    /// What it comes to.
    pub state: LineState,
    /// Why, as sentences.
    pub reasons: Vec<String>,
    /// Held tickets of the organisation, which are sent to Halo when the line's pair is made.
    pub held_tickets: u32,
    /// What the wrong-pair detector has against its pair.
    pub(super) doubts: Vec<WarningKind>,
    /// What it would make of which organisation.
    pub(super) makes: Option<(OrganizationId, Makes)>,
}

/// What a line makes of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Makes {
    /// A pair with this customer.
    Pair(CustomerId),
    /// Held or excluded.
    Aside(Decision, Aside),
}

/// What a file would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingPreview {
    /// The file's own name.
    pub file_name: String,
    /// That it belongs somewhere else, as sentences.
    pub notices: Vec<String>,
    /// How many lines come to each state.
    pub counts: Vec<(LineState, u32)>,
    /// The first 500 lines that do something or cannot, conflicts first.
    pub lines: Vec<PlannedLine>,
    /// Stands for exactly these lines and their held tickets, as long as the program runs.
    pub mark: String,
    /// Held tickets of the organisations that new lines map: these are sent to Halo then.
    pub new_tickets: u32,
    /// Held tickets of all conflicts: those of each one that is taken from the file are sent too.
    pub conflict_tickets: u32,
}

/// Says what importing a file of mappings would do. Nothing is written.
///
/// # Errors
/// [`super::super::Error::File`] when it is no readable file of mappings.
pub async fn preview_mappings(
    store: &Store,
    profile: ProfileId,
    path: PathBuf,
) -> Result<MappingPreview> {
    let file = read::read(path).await?;
    let preview = store
        .read(move |tx| {
            let plan = Plan::new(tx, profile, &file)?;
            let mark = plan.mark();
            let counts = plan.counts();
            let tickets = |state| {
                let lines = plan.lines.iter().filter(|line| line.state == state);
                lines.map(|line| line.held_tickets).sum()
            };
            let (new_tickets, conflict_tickets) =
                (tickets(LineState::New), tickets(LineState::Conflict));
            let mut lines = plan.lines;
            lines.retain(|line| !matches!(line.state, LineState::Same | LineState::NoCustomer));
            lines.sort_by_key(|line| (line.state, line.number));
            lines.truncate(MOST_SHOWN);
            Ok(MappingPreview {
                file_name: file.name,
                notices: plan.notices,
                counts,
                lines,
                mark,
                new_tickets,
                conflict_tickets,
            })
        })
        .await?;
    Ok(preview)
}

/// What a file does, line by line.
pub(super) struct Plan {
    pub(super) lines: Vec<PlannedLine>,
    pub(super) notices: Vec<String>,
}

impl Plan {
    pub(super) fn new(
        conn: &Connection,
        profile: ProfileId,
        file: &MappingFile,
    ) -> store::Result<Self> {
        let own = origin_of(&store::profiles::get(conn, profile)?);
        let is_foreign = file.origin.as_ref().is_some_and(|origin| {
            !origin.halo.is_empty() && !origin.halo.eq_ignore_ascii_case(&own.halo)
        });
        let here = Here::new(conn, profile)?;
        // The same number is another customer in another Halo.
        let trusts_ids = !is_foreign;
        let agreed = file.lines.iter().filter_map(|line| {
            let organization = here.organization(line).ok()?;
            let (customer, _) = here.customer(line, trusts_ids).ok()?;
            Some((organization, customer))
        });
        let mut planner = Planner {
            agreed: agreed.collect(),
            here: &here,
            trusts_ids,
            organizations: HashMap::new(),
            customers: HashMap::new(),
        };
        let mut lines: Vec<PlannedLine> =
            file.lines.iter().map(|line| planner.line(line)).collect();
        doubts::add(conn, profile, &mut lines)?;
        let waiting = store::tickets::waiting_for_pair(conn, profile)?;
        for line in &mut lines {
            if let Some((id, Makes::Pair(_))) = &line.makes {
                line.held_tickets = waiting.get(id).copied().unwrap_or(0);
            }
        }
        lines.extend(file.unreadable.iter().map(unreadable));
        lines.sort_by_key(|line| line.number);
        Ok(Self {
            notices: notices(file.origin.as_ref(), &own, is_foreign),
            lines,
        })
    }

    /// How many lines come to each state, all states named.
    fn counts(&self) -> Vec<(LineState, u32)> {
        let states = [
            LineState::New,
            LineState::Conflict,
            LineState::LeftOut,
            LineState::Same,
            LineState::NoCustomer,
        ];
        let count = |state| self.lines.iter().filter(|line| line.state == state).count();
        states
            .map(|state| (state, u32::try_from(count(state)).unwrap_or(u32::MAX)))
            .to_vec()
    }

    /// A number of lines alone would not tell a file that was saved anew since.
    pub(super) fn mark(&self) -> String {
        let mut hasher = DefaultHasher::new();
        for line in &self.lines {
            (line.number, line.state, &line.makes, &line.reasons).hash(&mut hasher);
            line.held_tickets.hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }
}

fn notices(origin: Option<&Origin>, own: &Origin, is_foreign: bool) -> Vec<String> {
    let Some(origin) = origin else {
        return Vec::new();
    };
    let mut notices = Vec::new();
    if is_foreign {
        notices.push(format!(
            "The file is from another Halo, {}. Its customers are looked for by name only, because ids mean nothing here.",
            origin.halo
        ));
    }
    if !origin.profile.is_empty() && origin.profile != own.profile {
        notices.push(format!("The file is from the profile {}.", origin.profile));
    }
    notices
}

fn unreadable(bad: &Unreadable) -> PlannedLine {
    PlannedLine {
        number: bad.number,
        organization: bad.text.clone(),
        customer: None,
        set_aside: None,
        ours: None,
        state: LineState::LeftOut,
        reasons: vec![bad.reason.clone()],
        held_tickets: 0,
        doubts: Vec::new(),
        makes: None,
    }
}

struct Planner<'a> {
    here: &'a Here,
    trusts_ids: bool,
    /// The pairs that the file names.
    agreed: HashSet<(OrganizationId, CustomerId)>,
    /// The line that had them first.
    organizations: HashMap<OrganizationId, u32>,
    customers: HashMap<CustomerId, u32>,
}

impl Planner<'_> {
    fn line(&mut self, line: &Line) -> PlannedLine {
        let mut planned = PlannedLine {
            number: line.number,
            organization: line.organization.clone(),
            customer: line.customer.clone(),
            set_aside: None,
            ours: None,
            state: LineState::LeftOut,
            reasons: Vec::new(),
            held_tickets: 0,
            doubts: Vec::new(),
            makes: None,
        };
        let resolved = match &line.aside {
            Some((decision, aside)) => self.resolve_aside(line, *decision, aside, &mut planned),
            None if line.customer.is_none() && line.customer_id.is_none() => {
                planned.state = LineState::NoCustomer;
                Ok(())
            }
            None => self.resolve(line, &mut planned),
        };
        if let Err(reason) = resolved {
            planned.state = LineState::LeftOut;
            planned.reasons = vec![reason];
            planned.makes = None;
        }
        planned
    }

    fn resolve(
        &mut self,
        line: &Line,
        planned: &mut PlannedLine,
    ) -> std::result::Result<(), String> {
        let organization = self.here.organization(line)?;
        let (customer, doubts) = self.here.customer(line, self.trusts_ids)?;
        let known = self.here.customers.get(&customer);
        let customer_name = known.map(|known| known.name.clone());
        if customer == UNKNOWN_CUSTOMER {
            return Err("“Unknown” stands for no customer in Halo.".to_owned());
        }
        self.expect_first(organization)?;
        if let Some(first) = self
            .customers
            .get(&customer)
            .filter(|_| !self.here.may_share)
        {
            return Err(format!(
                "Line {first} has the same customer, and counts. Customers can be shared once Settings allow it."
            ));
        }
        self.organizations.insert(organization, line.number);
        self.customers.entry(customer).or_insert(line.number);
        planned.customer = customer_name.or_else(|| planned.customer.take());
        planned.ours = self.here.mapped_to(organization);
        if self.here.pairs.get(&organization) == Some(&customer) {
            planned.state = LineState::Same;
            return Ok(());
        }
        planned.reasons = doubts
            .into_iter()
            .chain(self.here.conflicts(organization, customer, &self.agreed))
            .collect();
        planned.state = if planned.reasons.is_empty() {
            LineState::New
        } else {
            LineState::Conflict
        };
        planned.makes = Some((organization, Makes::Pair(customer)));
        Ok(())
    }

    /// A line that holds or excludes.
    fn resolve_aside(
        &mut self,
        line: &Line,
        decision: Decision,
        aside: &Aside,
        planned: &mut PlannedLine,
    ) -> std::result::Result<(), String> {
        planned.set_aside = Some(aside_words(decision, aside));
        let organization = self.here.organization(line)?;
        self.expect_first(organization)?;
        self.organizations.insert(organization, line.number);
        planned.ours = self.here.mapped_to(organization);
        if self.here.is_set_aside(organization, decision, aside) {
            planned.state = LineState::Same;
            return Ok(());
        }
        planned.reasons = self.here.conflicts_with_aside(organization);
        planned.state = if planned.reasons.is_empty() {
            LineState::New
        } else {
            LineState::Conflict
        };
        planned.makes = Some((organization, Makes::Aside(decision, aside.clone())));
        Ok(())
    }

    fn expect_first(&self, organization: OrganizationId) -> std::result::Result<(), String> {
        match self.organizations.get(&organization) {
            Some(first) => Err(format!(
                "Line {first} is about the same organisation, and counts."
            )),
            None => Ok(()),
        }
    }
}

/// A hold or an exclusion in words, as the preview shows it.
fn aside_words(decision: Decision, aside: &Aside) -> String {
    let done = match decision {
        Decision::Excluded => "Excluded",
        Decision::Held | Decision::Open => "Held",
    };
    let until = aside.until();
    match &aside.reason {
        Some(reason) => format!("{done}{until}: {reason}"),
        None => format!("{done}{until}"),
    }
}
