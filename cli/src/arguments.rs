//! The command line as clap reads it. Help, man pages and completions come from here as well. No secret is an argument.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

const ENDS: &str = "\
Exit codes:
  0   everything is as it should be
  1   something has to be looked at
  2   Halo, the keychain or another Halyard does not allow it
  3   Halo cannot be reached
  64  the command cannot be understood
  130 ended by Ctrl-C

Nothing is written to Halo without --yes: without it, a command that writes shows its plan.
Secrets come from the keychain that Halyard's window uses, or from the standard input.";

/// Halyard without its window: for scheduled checks and scripts
#[derive(Debug, Parser)]
#[command(name = "halyard-cli", version, after_help = ENDS)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Folder of database, settings and logs [default: the one that Halyard's window uses]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) data_dir: Option<PathBuf>,
    /// Name or number of the profile; needless where there is only one
    #[arg(long, short, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Print one JSON object in place of text
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Read the client secret from the standard input instead of the keychain, for this run only
    #[arg(long, global = true)]
    pub(crate) secret_stdin: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the profiles and how their connections stand
    Profiles,
    /// The connection to Halo
    #[command(subcommand)]
    Connect(Connect),
    /// Halo's customers
    #[command(subcommand)]
    Customers(Customers),
    /// The vendor's organisations
    #[command(subcommand)]
    Organizations(Organizations),
    /// Pairs of organisations and customers
    #[command(subcommand)]
    Match(Match),
    /// Tickets in Halo
    #[command(subcommand)]
    Tickets(Tickets),
    /// Seats and Halo's software licences
    #[command(subcommand)]
    Seats(Seats),
    /// Compare what is mapped with the last read of Halo, and show what no longer holds
    Problems,
    /// Show what of the connection is proven, how and when
    Verify(Verify),
    /// Remove the connection's secret from this computer; mappings are kept
    Revoke(Revoke),
    /// Write the manual pages
    Man {
        /// Folder to write them to; it is made if it is not there
        #[arg(value_hint = ValueHint::DirPath)]
        directory: PathBuf,
    },
    /// Print a shell's completions
    Completions {
        /// For which shell
        shell: Shell,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Connect {
    /// Run every access check, as the last step of connecting does
    Check,
    /// Read a new client secret from the standard input, try it, and put it into the keychain
    ///
    /// Halo is asked afterwards whether the old secret still works. The command ends with 1 if it does or if Halo could not be
    /// asked; the new one is in use all the same.
    ReplaceSecret {
        /// The application's client id, where that has changed as well
        #[arg(long, value_name = "ID")]
        client_id: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Customers {
    /// Read Halo's configuration and the customers that changed
    Refresh {
        /// Read every customer anew
        #[arg(long)]
        whole: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Organizations {
    /// Take organisations from a CSV file or a workbook, as one step that can be undone in the window
    Import(Import),
    /// Write the mappings to a file
    Export {
        /// The file; its ending, .csv or .json, says what kind
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Replace a file that is there
        #[arg(long)]
        replace: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The file
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// What becomes of organisations that an earlier import listed and this one does not
    #[arg(long, value_enum, default_value_t = Gone::Keep)]
    pub(crate) gone: Gone,
    /// Only say what it would do
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Gone {
    /// They stay as they are
    Keep,
    /// They are left out for good, and their pairs taken away
    Exclude,
    /// They are deleted here
    Delete,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Match {
    /// Show the suggested pairs, and what is left for a person
    Suggest,
    /// Accept the suggestions that are clear, as one step that can be undone in the window
    Apply {
        /// Only say what it would do
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Tickets {
    /// Say what Halo would refuse by the ticket rules as they are
    Preflight,
    /// Make a test ticket, read it back, move its status and clean it up
    Test(TicketTest),
    /// Make a ticket, or add to the open one of the same vendor's number
    Create(TicketCreate),
    /// Send what waits, and bring statuses in step
    Sync,
}

#[derive(Debug, Args)]
pub(crate) struct TicketTest {
    /// Number of the customer in Halo [default: the one chosen in the window]
    #[arg(long, value_name = "ID")]
    pub(crate) customer: Option<i32>,
    /// Key of the vendor's level [default: the mildest]
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) level: String,
    /// What becomes of the ticket in the end
    #[arg(long, value_enum, default_value_t = CleanUp::Close)]
    pub(crate) clean_up: CleanUp,
    /// Let Halo send the mails that the ticket type sends
    #[arg(long)]
    pub(crate) mail: bool,
    /// Do it; without this, only the plan is shown
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CleanUp {
    /// Close it
    Close,
    /// Delete it; close it where that is not allowed
    Delete,
    /// Leave it open
    Leave,
}

#[derive(Debug, Args)]
pub(crate) struct TicketCreate {
    /// The organisation: its external id, name or domain
    #[arg(long, short, value_name = "WORDS")]
    pub(crate) organization: String,
    /// Subject
    #[arg(long, short)]
    pub(crate) summary: String,
    /// Text; - reads it from the standard input
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) details: String,
    /// Name or key of the vendor's level [default: the mildest]
    #[arg(long)]
    pub(crate) level: Option<String>,
    /// The vendor's own number of it; more of the same number goes onto the ticket while that is open
    #[arg(
        long,
        value_name = "NUMBER",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) external_id: String,
    /// Do it; without this, only the plan is shown
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Seats {
    /// Read Halo's licences and show where the vendor's seats differ
    Compare {
        /// Compare with the licences as they were last read
        #[arg(long)]
        stored: bool,
    },
    /// Make a plan of every count that differs, in place of a draft, and say its number; nothing is written to Halo
    Plan {
        /// Plan with the licences as they were last read
        #[arg(long)]
        stored: bool,
        /// Keep the plan as a CSV file as well
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: Option<PathBuf>,
        /// Replace a file that is there
        #[arg(long, requires = "file")]
        replace: bool,
        /// Make it also in place of a draft whose ticks were set by hand, in the window
        #[arg(long)]
        anew: bool,
    },
    /// Write the plan of this number to Halo, or go on with it where it was stopped; without --yes, show it
    Apply(SeatsApply),
}

#[derive(Debug, Default, Args)]
pub(crate) struct SeatsApply {
    /// The plan that was looked at, by the number that `seats plan` gives; --yes writes no other
    #[arg(long, value_name = "NUMBER")]
    pub(crate) plan: Option<i32>,
    /// Write also the lines that a brake holds: to zero, above threefold, below a third
    #[arg(long)]
    pub(crate) braked: bool,
    /// Why so much may change; asked for with braked lines, and where more than 20 % of all seats move
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: Option<String>,
    /// Do it; without this, only the plan is shown
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Write a report too; the file's ending, .html or .json, says what kind
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) report: Option<PathBuf>,
    /// Leave names and addresses out of the report
    #[arg(long, requires = "report")]
    pub(crate) mask: bool,
    /// Replace a report that is there
    #[arg(long, requires = "report")]
    pub(crate) replace: bool,
    /// Say whether the journal is still the one that a report with this newest seal was made from
    #[arg(long, value_name = "SEAL")]
    pub(crate) seal: Option<String>,
    /// End with 1 for what nobody has tried yet as well
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Revoke {
    /// Ask Halo afterwards whether the old secret still works
    #[arg(long)]
    pub(crate) prove: bool,
    /// Do it; without this, only what would be done is shown
    #[arg(long)]
    pub(crate) yes: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_and_argument_is_explained() {
        fn check(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{argument}");
            }
            command.get_subcommands().for_each(check);
        }
        check(&Arguments::command());
    }
}
