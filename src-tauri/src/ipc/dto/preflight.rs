//! What pre-flight finds about ticket rules.

use engine::RulesCheck;
use engine::domain::ticket_rules::{Finding, Severity};
use serde::Serialize;
use specta::Type;

use super::ids::OrganizationId;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FindingSeverityDto {
    /// Halo would refuse the ticket.
    Blocks,
    /// It would work, but not as one may expect.
    LookOnce,
}

/// A finding of the pre-flight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingDto {
    /// How serious.
    pub severity: FindingSeverityDto,
    /// What was found, as a sentence.
    pub text: String,
    /// What mends it, as a sentence.
    pub mend: String,
    /// Part of the form it belongs to, for example `ticketType`, `sla`, `priority.high`, `statusToHalo.closed`,
    /// `statusFromHalo.9`, `field.category_1`, `agent`.
    pub field: String,
}

/// What is found about one organisation's own rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OverrideFindingsDto {
    /// Whose rules.
    pub organization: OrganizationId,
    /// The organisation's name.
    pub name: String,
    /// What was found, worst first.
    pub findings: Vec<FindingDto>,
}

/// Everything that pre-flight finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RulesCheckDto {
    /// About everybody's rules, worst first.
    pub findings: Vec<FindingDto>,
    /// About those of single organisations, only where there is something.
    pub own: Vec<OverrideFindingsDto>,
}

impl From<&Finding> for FindingDto {
    fn from(finding: &Finding) -> Self {
        Self {
            severity: match finding.severity() {
                Severity::Blocks => FindingSeverityDto::Blocks,
                Severity::Warns => FindingSeverityDto::LookOnce,
            },
            text: finding.to_string(),
            mend: finding.mend(),
            field: finding.field(),
        }
    }
}

impl From<RulesCheck> for RulesCheckDto {
    fn from(check: RulesCheck) -> Self {
        Self {
            findings: check.findings.iter().map(Into::into).collect(),
            own: check
                .own
                .into_iter()
                .map(|(organization, name, findings)| OverrideFindingsDto {
                    organization: organization.into(),
                    name,
                    findings: findings.iter().map(Into::into).collect(),
                })
                .collect(),
        }
    }
}
