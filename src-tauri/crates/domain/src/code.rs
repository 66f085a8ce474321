//! The macro behind every enum that has a fixed text code.
//!
//! The codes are what the database holds and what the page receives; they never change once released.

/// Declares a field-less enum with `ALL`, `code` and `from_code`.
macro_rules! coded_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $code:literal, )+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$variant_meta])* $variant, )+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// The fixed text code of this variant.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// The variant with this code, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $( $code => Some(Self::$variant), )+ _ => None }
            }
        }
    };
}

pub(crate) use coded_enum;

#[cfg(test)]
mod tests {
    use crate::drift::{Cause, Effect, ObjectKind};
    use crate::halo_config::CustomKind;
    use crate::health::{Area, HealthState, Trouble};
    use crate::seats::{Brake, FoundBy, LicenceKey, LineState, Oddity, PlanState, SeatState};
    use crate::status_sync::{ConflictRule, Side, SyncState};
    use crate::ticket::{
        Actor, HoldReason, SendKind, SendState, SendTrouble, TicketEventKind, TicketGone,
        TicketState,
    };
    use crate::vendor::words::WordList;
    use crate::warning::WarningKind;
    use crate::{
        Band, CheckState, CleanUp, ConnectionState, Decision, Feature, HostNetwork, Hosting,
        Naming, OrganizationState, ProofOutcome, Reason, RunResult, SecretPlace, SourceKind,
        TestRunState,
    };

    macro_rules! check_codes {
        ($($name:ident),+) => { $(
            let codes: std::collections::BTreeSet<_> = $name::ALL.iter().map(|v| v.code()).collect();
            assert_eq!(codes.len(), $name::ALL.len(), "codes of {} are not distinct", stringify!($name));
            for value in $name::ALL {
                assert_eq!($name::from_code(value.code()), Some(*value));
            }
            assert_eq!($name::from_code("no such code"), None);
        )+ };
    }

    #[test]
    fn every_code_leads_back_to_its_variant() {
        check_codes!(
            Actor,
            FoundBy,
            LicenceKey,
            Oddity,
            SeatState,
            Brake,
            LineState,
            PlanState,
            Area,
            HoldReason,
            SendKind,
            SendState,
            SendTrouble,
            TicketEventKind,
            TicketGone,
            TicketState,
            Band,
            Cause,
            CheckState,
            CleanUp,
            ConflictRule,
            ConnectionState,
            CustomKind,
            Decision,
            Effect,
            Feature,
            HealthState,
            HostNetwork,
            Hosting,
            Naming,
            ObjectKind,
            OrganizationState,
            ProofOutcome,
            Reason,
            RunResult,
            SecretPlace,
            Side,
            SourceKind,
            SyncState,
            TestRunState,
            Trouble,
            WarningKind,
            WordList
        );
    }
}
