//! What is printed.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is what the program is for"
)]

use std::collections::HashMap;

use anyhow::Result;
use domain::matching::{Match, Suggested};
use matching_bench::{Cost, Measured, Set};
use serde_json::json;

pub(crate) fn complain(error: &anyhow::Error) {
    eprintln!("{error:#}");
}

/// Prints all figures.
pub(crate) fn print(measured: &Measured, cost: &Cost, idle: u64, as_json: bool) -> Result<()> {
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    let memory = cost
        .peak_memory
        .map(|peak| peak.saturating_sub(idle) as f64 / 1_048_576.0);
    let best = measured.best;
    let accepted = measured.accepted;
    if as_json {
        let bins: Vec<_> = measured
            .calibration
            .iter()
            .map(
                |bin| json!({"count": bin.count, "likelihood": bin.likelihood, "right": bin.right}),
            )
            .collect();
        let value = json!({
            "organizations": measured.organizations,
            "matchable": measured.matchable,
            "among_candidates": measured.among_candidates,
            "first": measured.first,
            "precision": best.precision,
            "recall": best.recall,
            "f1": best.f1,
            "threshold": best.threshold,
            "recall_at_precision_99": measured.recall_at_99,
            "auto_accepted": accepted.count,
            "auto_accepted_share": accepted.share,
            "auto_accepted_precision": accepted.precision,
            "false_accepts_without_customer": accepted.false_without_customer,
            "calibration": bins,
            "by_kind": measured.by_kind,
            "wall_seconds": cost.wall.as_secs_f64(),
            "cpu_seconds": cost.cpu.map(|cpu| cpu.as_secs_f64()),
            "peak_memory_mb_above_idle": memory,
        });
        println!("{}", serde_json::to_string_pretty(&value)?);
        return Ok(());
    }
    println!(
        "{} organisations, {} with a customer; right one among the candidates {}, first {}",
        measured.organizations, measured.matchable, measured.among_candidates, measured.first
    );
    println!(
        "best F1 {:.4}  precision {:.4}  recall {:.4}  at likelihood {:.3}",
        best.f1, best.precision, best.recall, best.threshold
    );
    println!("recall at precision 0.99  {:.4}", measured.recall_at_99);
    println!(
        "auto-accepted {} = {:.4} of those with a customer, precision {:.4}; {} of them have none",
        accepted.count, accepted.share, accepted.precision, accepted.false_without_customer
    );
    for (name, [best, accepted, all]) in &measured.by_kind {
        println!(
            "  {name:<16} {best:>6} right at the best threshold, {accepted:>6} accepted and right, of {all}"
        );
    }
    println!("calibration (likelihood, right, count)");
    for bin in &measured.calibration {
        println!("  {:.3}  {:.3}  {}", bin.likelihood, bin.right, bin.count);
    }
    println!(
        "wall {:.3} s  CPU {}  peak memory above idle {}",
        cost.wall.as_secs_f64(),
        cost.cpu.map_or_else(
            || "unknown".to_owned(),
            |cpu| format!("{:.3} s", cpu.as_secs_f64())
        ),
        memory.map_or_else(|| "unknown".to_owned(), |mb| format!("{mb:.1} MB")),
    );
    Ok(())
}

/// Prints what went wrong.
pub(crate) fn errors(set: &Set, matches: &[Match], measured: &Measured) {
    let customers: HashMap<_, _> = set.customers.iter().map(|c| (c.id, c)).collect();
    let found: HashMap<_, _> = matches
        .iter()
        .map(|found| (found.organization, found))
        .collect();
    let show = |candidate: &Suggested| {
        let customer = customers.get(&candidate.customer);
        format!(
            "{:.3} {:?} {:?} {:?} {}",
            candidate.likelihood,
            candidate.band,
            candidate.obstacle,
            candidate.grounds,
            customer.map_or_else(String::new, |c| format!(
                "{} | {} {}",
                c.name,
                c.domains.join(" "),
                if c.inactive { "inactive" } else { "" }
            )),
        )
    };
    for organization in &set.organizations {
        let truth = set.truth.get(&organization.id).cloned().unwrap_or_default();
        let first = found.get(&organization.id).map(|found| &found.candidates);
        let is_right = |candidate: &Suggested| truth.customers.contains(&candidate.customer);
        let chosen = first.and_then(|candidates| candidates.first());
        let what = match chosen {
            Some(chosen) if chosen.obstacle.is_none() && !is_right(chosen) => "WRONG-ACCEPT",
            Some(chosen) if chosen.likelihood >= measured.best.threshold && !is_right(chosen) => {
                "WRONG"
            }
            Some(chosen)
                if chosen.likelihood >= measured.best.threshold && chosen.obstacle.is_some() =>
            {
                "NOT-ACCEPTED"
            }
            Some(chosen) if chosen.likelihood >= measured.best.threshold => continue,
            _ if truth.customers.is_empty() => continue,
            _ => "MISSED",
        };
        println!(
            "{what} [{}] {} | {}",
            truth.kind,
            organization.name,
            organization.domains.join(" ")
        );
        for candidate in first.into_iter().flatten().take(3) {
            println!(
                "     {} {}",
                if is_right(candidate) { "T" } else { "F" },
                show(candidate)
            );
        }
        if !first.into_iter().flatten().any(&is_right) {
            for id in &truth.customers {
                if let Some(customer) = customers.get(id) {
                    println!(
                        "     true: {} | {} {}",
                        customer.name,
                        customer.domains.join(" "),
                        if customer.inactive { "inactive" } else { "" }
                    );
                }
            }
        }
    }
}
