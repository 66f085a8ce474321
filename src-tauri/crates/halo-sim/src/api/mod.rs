//! Halo's REST API: which path does what, and who may. One file per area; the order of refusals is the order here:
//! path, method, token, content type, scope, body, rights, rules.

mod actions;
mod caller;
mod clients;
mod discovery;
mod fields;
mod invoices;
mod licences;
mod lookups;
mod people;
mod refusal;
mod rows;
mod service_levels;
mod sites;
mod ticket_change;
mod ticket_check;
mod ticket_rows;
mod ticket_types;
mod tickets;
mod token;
mod users;

use http::Method;
use jiff::Timestamp;
use serde_json::Value;

use crate::{
    clock, contract,
    faults::PageFault,
    model::{Access, Author, World},
    pages,
    server::{Call, Reply, Settings, Shared},
};
use caller::Caller;
use fields::Fields;

/// What a handler works with.
pub(crate) struct Context<'a> {
    world: &'a mut World,
    call: &'a Call,
    caller: Caller,
    settings: &'a Settings,
    paging: PageFault,
    now: Timestamp,
}

impl Context<'_> {
    fn author(&self) -> Author {
        Author {
            agent_id: self.caller.agent_id,
            name: self.caller.agent_name.clone(),
            application: Some(self.caller.client_id.clone()),
        }
    }
}

/// Answers one request.
pub(crate) fn dispatch(shared: &Shared, call: &Call, paging: PageFault) -> Reply {
    let settings = shared.settings().clone();
    let mut world = shared.world();
    if let Some(reply) = discovery::answer(call, &settings) {
        return reply;
    }
    if token::is_token_path(&call.path_lower, &settings) {
        return token::issue(&mut world, call, &settings);
    }
    let Some(path) = call.api_path() else {
        return pages::answer(&world, call);
    };
    let Some(action) = Action::find(&call.method, path) else {
        return if Action::any_method(path) {
            Reply::empty(405)
        } else {
            Reply::not_found()
        };
    };
    let caller = match Caller::identify(&world, call) {
        Ok(caller) => caller,
        Err(refusal) => return refusal,
    };
    if call.method == Method::POST && !call.header("content-type").is_some_and(is_json) {
        return Reply::empty(415);
    }
    let allowed = match action.scope() {
        Some(scope) => caller.has_scope(scope),
        None => !caller.is_useless(),
    };
    let area = path.split('/').nth(1).unwrap_or_default();
    let has_level = !settings.refuses_aloud || caller.rights.level(area) != Some(Access::None);
    // An end user may ask who it is, and nothing that agents may.
    if !allowed || !has_level || !(caller.is_agent || path == "/agent/me") {
        return Reply::forbidden();
    }
    if area == "softwarelicence" && !settings.licence_module {
        return Reply::not_found();
    }
    let mut cx = Context {
        world: &mut world,
        call,
        caller,
        settings: &settings,
        paging,
        now: clock::now(),
    };
    action.run(&mut cx).unwrap_or_else(|refusal| refusal)
}

fn is_json(content_type: &str) -> bool {
    content_type
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// Handlers answer or refuse; both are replies.
type Answer = Result<Reply, Reply>;

type List = fn(&Context<'_>) -> Value;
type Search = fn(&Context<'_>) -> Answer;
type One = fn(&Context<'_>, &str) -> Answer;
type Write = fn(&mut Context<'_>, &Fields) -> Result<Value, Reply>;
type Remove = fn(&mut Context<'_>, &str) -> Answer;

/// What a path does.
enum Action<'a> {
    List(Option<&'static str>, List),
    Search(Option<&'static str>, Search),
    One(Option<&'static str>, One, &'a str),
    Write(&'static str, &'static str, Write),
    Remove(&'static str, Remove, &'a str),
}

impl<'a> Action<'a> {
    fn find(method: &Method, path: &'a str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match (method.as_str(), parts.as_slice()) {
            ("GET", ["agent", "me"]) => Some(Self::List(None, people::me)),
            ("GET", [area]) => list_of(area),
            ("GET", [area, id]) => one_of(area, id),
            ("POST", [area]) => write_of(area),
            ("DELETE", ["tickets", id]) => Some(Self::Remove("edit:tickets", tickets::delete, id)),
            _ => None,
        }
    }

    fn any_method(path: &str) -> bool {
        [Method::GET, Method::POST, Method::DELETE]
            .iter()
            .any(|method| Action::find(method, path).is_some())
    }

    /// The scope that is needed; `None` is any scope at all.
    fn scope(&self) -> Option<&'static str> {
        match self {
            Self::List(scope, _) | Self::Search(scope, _) | Self::One(scope, ..) => *scope,
            Self::Write(scope, ..) | Self::Remove(scope, ..) => Some(scope),
        }
    }

    fn run(&self, cx: &mut Context<'_>) -> Answer {
        match self {
            Self::List(_, handler) => Ok(Reply::ok(handler(cx))),
            Self::Search(_, handler) => handler(cx),
            Self::One(_, handler, id) => handler(cx, id),
            Self::Remove(_, handler, id) => handler(cx, id),
            Self::Write(_, path, handler) => {
                let schema = contract::body_schema(path).unwrap_or_default();
                let rows = fields::read_rows(cx.call, schema)?;
                let mut done = Vec::with_capacity(rows.len());
                // Rows before a refused one stay done: Halo has no transaction around a batch.
                for row in &rows {
                    done.push(handler(cx, row)?);
                }
                if cx.call.is_set("returnall") {
                    return Ok(Reply::json(201, done.into()));
                }
                Ok(done
                    .pop()
                    .map_or_else(Reply::not_found, |last| Reply::json(201, last)))
            }
        }
    }
}

fn list_of(area: &str) -> Option<Action<'static>> {
    Some(match area {
        "client" => Action::Search(Some("read:customers"), clients::list),
        "site" => Action::List(Some("read:customers"), sites::list),
        "users" => Action::Search(Some("read:customers"), users::list),
        "areaazuretenant" => Action::List(Some("read:customers"), clients::azure_tenants),
        "tickets" => Action::List(Some("read:tickets"), tickets::list),
        "actions" => Action::Search(Some("read:tickets"), actions::list),
        "softwarelicence" => Action::List(Some("read:softwarelicensing"), licences::list),
        "recurringinvoice" => Action::List(Some("read:invoices"), invoices::list),
        "tickettype" => Action::List(None, ticket_types::list),
        "status" => Action::List(None, service_levels::statuses),
        "priority" => Action::List(None, service_levels::priorities),
        "sla" => Action::List(None, service_levels::slas),
        "team" => Action::List(None, people::teams),
        "agent" => Action::List(None, people::agents),
        "category" => Action::List(None, lookups::categories),
        "outcome" => Action::List(None, lookups::outcomes),
        "lookup" => Action::List(None, lookups::values),
        "fieldinfo" => Action::List(None, lookups::custom_fields),
        _ => return None,
    })
}

fn one_of<'a>(area: &str, id: &'a str) -> Option<Action<'a>> {
    Some(match area {
        "client" => Action::One(Some("read:customers"), clients::one, id),
        "site" => Action::One(Some("read:customers"), sites::one, id),
        "users" => Action::One(Some("read:customers"), users::one, id),
        "tickets" => Action::One(Some("read:tickets"), tickets::one, id),
        "actions" => Action::One(Some("read:tickets"), actions::one, id),
        "softwarelicence" => Action::One(Some("read:softwarelicensing"), licences::one, id),
        "recurringinvoice" => Action::One(Some("read:invoices"), invoices::one, id),
        "tickettype" => Action::One(None, ticket_types::one, id),
        "status" => Action::One(None, service_levels::status, id),
        "priority" => Action::One(None, service_levels::priority, id),
        "sla" => Action::One(None, service_levels::sla, id),
        "agent" => Action::One(None, people::agent, id),
        "workflow" => Action::One(None, lookups::workflow, id),
        _ => return None,
    })
}

fn write_of(area: &str) -> Option<Action<'static>> {
    Some(match area {
        "client" => Action::Write("edit:customers", "/Client", clients::write),
        "tickets" => Action::Write("edit:tickets", "/Tickets", tickets::write),
        "actions" => Action::Write("edit:tickets", "/Actions", actions::write),
        "softwarelicence" => Action::Write(
            "edit:softwarelicensing",
            "/SoftwareLicence",
            licences::write,
        ),
        _ => return None,
    })
}

/// An id in a path; anything but a number is an unknown row.
fn row_id(text: &str) -> Result<i64, Reply> {
    text.parse().map_err(|_| Reply::not_found())
}
