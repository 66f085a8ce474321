//! What can be asked for, one file per area: each command calls the engine and puts its answer into words and JSON.

mod connect;
mod customers;
mod matching;
mod organizations;
mod problems;
mod profiles;
mod revoke;
mod seats;
mod ticket_test;
mod tickets;
mod verify;

use std::path::Path;

use engine::Profile;
use engine::test_ticket::PlannedField;
use serde::Serialize;

use crate::answer::Answer;
use crate::arguments::{Command, Common, Connect, Customers, Match, Organizations, Seats, Tickets};
use crate::failure::Failure;
use crate::session::Session;
use crate::{profile, secret};

/// Does what was asked for.
pub(crate) async fn run(
    session: &mut Session,
    common: &Common,
    command: Command,
) -> Result<Answer, Failure> {
    if matches!(command, Command::Profiles) {
        return profiles::list(session).await;
    }
    let profile = profile::chosen(&session.engine, common.profile.as_deref()).await?;
    let reads_input_itself = match &command {
        Command::Connect(Connect::ReplaceSecret { .. }) => true,
        Command::Tickets(Tickets::Create(form)) => form.details == "-",
        Command::Profiles
        | Command::Connect(_)
        | Command::Customers(_)
        | Command::Organizations(_)
        | Command::Match(_)
        | Command::Tickets(_)
        | Command::Seats(_)
        | Command::Problems
        | Command::Verify(_)
        | Command::Revoke(_)
        | Command::Man { .. }
        | Command::Completions { .. } => false,
    };
    if common.secret_stdin {
        if reads_input_itself {
            return Err(Failure::usage(
                "The standard input is read already, so it cannot hold the secret too.",
            ));
        }
        let lent = secret::from_standard_input()?;
        session.engine.lend_secret(profile.id, lent).await;
    }
    about(session, common, profile, command).await
}

async fn about(
    session: &mut Session,
    common: &Common,
    profile: Profile,
    command: Command,
) -> Result<Answer, Failure> {
    let id = profile.id;
    match command {
        Command::Connect(Connect::Check) => connect::check(session, id).await,
        Command::Connect(Connect::ReplaceSecret { client_id }) => {
            connect::replace_secret(session, id, client_id).await
        }
        Command::Customers(Customers::Refresh { whole }) => {
            customers::refresh(session, id, whole).await
        }
        Command::Organizations(Organizations::Import(import)) => {
            organizations::import(session, id, import).await
        }
        Command::Organizations(Organizations::Export { file, replace }) => {
            organizations::export(session, id, &file, replace).await
        }
        Command::Match(Match::Suggest) => matching::suggest(session, id).await,
        Command::Match(Match::Apply { dry_run }) => matching::apply(session, id, dry_run).await,
        Command::Tickets(Tickets::Preflight) => tickets::preflight(session, id).await,
        Command::Tickets(Tickets::Test(test)) => ticket_test::run(session, id, test).await,
        Command::Tickets(Tickets::Create(form)) => tickets::create(session, id, form).await,
        Command::Tickets(Tickets::Sync) => tickets::sync(session, id).await,
        Command::Seats(Seats::Compare { stored }) => seats::compare(session, id, stored).await,
        Command::Seats(Seats::Plan {
            stored,
            file,
            replace,
            anew,
        }) => {
            let wish = seats::Wish {
                stored,
                file,
                replace,
                anew,
            };
            seats::plan(session, common, id, wish).await
        }
        Command::Seats(Seats::Apply(apply)) => seats::apply(session, common, id, apply).await,
        Command::Problems => problems::list(session, id).await,
        Command::Verify(verify) => verify::verify(session, id, verify).await,
        Command::Revoke(revoke) => revoke::revoke(session, &profile, revoke).await,
        // Done before there is a profile.
        Command::Profiles | Command::Man { .. } | Command::Completions { .. } => {
            Err(Failure::usage("This command takes no profile."))
        }
    }
}

/// A field as it is sent to Halo.
#[derive(Serialize)]
struct ShownField {
    field: String,
    label: String,
    value: String,
}

fn shown_fields(fields: Vec<PlannedField>) -> Vec<ShownField> {
    fields
        .into_iter()
        .map(|one| ShownField {
            field: one.field.into_owned(),
            label: one.label.into_owned(),
            value: one.value,
        })
        .collect()
}

/// The fields as lines of text.
fn field_lines(fields: &[ShownField]) -> Vec<String> {
    fields
        .iter()
        .map(|one| {
            let value = one.value.replace('\n', "\n    ");
            format!("  {}: {value}", one.label)
        })
        .collect()
}

/// Where a file is to be written, told from the folder that the command was given in.
fn full(file: &Path) -> String {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    file.to_string_lossy().into_owned()
}

/// `1 organisation`, `2 organisations`.
fn counted(count: impl Into<u64>, one: &str) -> String {
    match count.into() {
        1 => format!("1 {one}"),
        many => format!("{many} {one}s"),
    }
}
