//! What is printed.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is what the program is for"
)]

use std::collections::HashMap;

use anyhow::Result;
use domain::matching::{Candidate, Suggestion};
use matching_bench::{Costs, Measured, Set};
use serde_json::json;

pub(crate) fn complain(error: &anyhow::Error) {
    eprintln!("{error:#}");
}

/// Prints all figures.
pub(crate) fn print(measured: &Measured, costs: &Costs, as_json: bool) -> Result<()> {
    if as_json {
        println!(
            "{}",
            serde_json::to_string_pretty(&as_value(measured, costs))?
        );
    } else {
        print_quality(measured);
        print_costs(costs);
    }
    Ok(())
}

fn as_value(measured: &Measured, costs: &Costs) -> serde_json::Value {
    let best = measured.best;
    let accepted = measured.accepted;
    let bins: Vec<_> = measured
        .calibration
        .iter()
        .map(|bin| json!({"count": bin.count, "likelihood": bin.likelihood, "right": bin.right}))
        .collect();
    json!({
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
        "wall_seconds": costs.wall().as_secs_f64(),
        "normalise_and_index_seconds": costs.index.wall.as_secs_f64(),
        "match_seconds": costs.matching.wall.as_secs_f64(),
        "cpu_seconds": costs.cpu().map(|cpu| cpu.as_secs_f64()),
        "threads": costs.threads,
        "peak_memory_mb_above_idle": costs.memory.map(megabytes),
        "update_mean_microseconds": costs.update.mean.as_secs_f64() * 1e6,
        "update_worst_microseconds": costs.update.worst.as_secs_f64() * 1e6,
        "everyday_300_by_500_seconds": costs.everyday.as_secs_f64(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "megabytes")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

fn print_quality(measured: &Measured) {
    let best = measured.best;
    let accepted = measured.accepted;
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
}

fn print_costs(costs: &Costs) {
    let seconds = |time: std::time::Duration| format!("{:.3} s", time.as_secs_f64());
    println!(
        "wall {} (normalise and index {}, match {}) on {} threads, CPU {}",
        seconds(costs.wall()),
        seconds(costs.index.wall),
        seconds(costs.matching.wall),
        costs.threads,
        costs.cpu().map_or_else(|| "unknown".to_owned(), seconds),
    );
    println!(
        "peak memory above idle {}",
        costs.memory.map_or_else(
            || "unknown".to_owned(),
            |bytes| format!("{:.1} MB", megabytes(bytes))
        ),
    );
    println!(
        "one customer changed: mean {:?}, worst {:?}",
        costs.update.mean, costs.update.worst
    );
    println!("300 organisations, 500 customers: {:?}", costs.everyday);
}

/// Prints what went wrong.
pub(crate) fn errors(set: &Set, matches: &[Suggestion], measured: &Measured) {
    let customers: HashMap<_, _> = set.customers.iter().map(|c| (c.id, c)).collect();
    let found: HashMap<_, _> = matches
        .iter()
        .map(|found| (found.organization, found))
        .collect();
    let show = |candidate: &Candidate| {
        let customer = customers.get(&candidate.customer);
        format!(
            "{:.3} {:?} {:?} {:?} {}",
            candidate.likelihood,
            candidate.evidence.band,
            candidate.obstacle,
            candidate.evidence.reasons,
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
        let is_right = |candidate: &Candidate| truth.customers.contains(&candidate.customer);
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
            Some(chosen) if chosen.obstacle.is_none() => "ACCEPTED",
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
