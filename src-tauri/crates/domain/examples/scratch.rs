//! scratch
use domain::{matching::*, *};
use std::collections::HashMap;
fn parse(line: &str) -> Vec<String> {
    let mut out = vec![]; let mut cur = String::new(); let mut q = false;
    let mut it = line.chars().peekable();
    while let Some(c) = it.next() { match c {
        '"' if q && it.peek() == Some(&'"') => { cur.push('"'); it.next(); }
        '"' => q = !q,
        ',' if !q => out.push(std::mem::take(&mut cur)),
        c => cur.push(c) } }
    out.push(cur); out
}
fn main() {
    let d = "/work/shared/data/matching-dev/";
    let read = |f: &str| -> Vec<Vec<String>> { std::fs::read_to_string(format!("{d}{f}")).unwrap().lines().skip(1).map(parse).collect() };
    let customers: Vec<Customer> = read("customers.csv").iter().map(|r| Customer { id: CustomerId::new(r[0].parse::<i32>().unwrap()+1), name: r[1].clone(), domains: domains_of([r[2].as_str()]), inactive: r[3]=="1" }).collect();
    let organizations: Vec<Organization> = read("orgs.csv").iter().map(|r| Organization { id: OrganizationId::new(r[0].parse().unwrap()), name: r[1].clone(), domains: domains_of([r[2].as_str()]), external_id: None, tenant_id: None }).collect();
    let truth: HashMap<i32, Vec<i32>> = read("truth.csv").iter().map(|r| (r[0].parse().unwrap(), r[2].split(|c: char| !c.is_ascii_digit()).filter_map(|x| x.parse::<i32>().ok()).map(|x| x+1).collect())).collect();
    let inactive: std::collections::HashSet<i32> = customers.iter().filter(|c| c.inactive).map(|c| c.id.get()).collect();
    let matchable = truth.values().filter(|v| !v.is_empty()).count();
    println!("customers {} orgs {} matchable {matchable} inactive {}", customers.len(), organizations.len(), inactive.len());
    let t = std::time::Instant::now();
    let s = suggest(&Input { organizations, customers, ..Input::default() });
    println!("suggest {:?}", t.elapsed());
    let mut by: HashMap<(bool, String), (u32,u32)> = HashMap::new();
    let mut top = (0,0);
    for x in &s {
        let c = &x.candidates[0];
        let ok = truth[&x.organization.get()].contains(&c.customer.get());
        let key = format!("{:?} {:?}", c.evidence.band, c.evidence.reasons);
        let e = by.entry((x.is_clear, key)).or_default();
        e.0 += 1; if ok { e.1 += 1 }
        if x.is_clear { top.0 += 1; if ok { top.1 += 1 } }
    }
    let mut v: Vec<_> = by.into_iter().collect(); v.sort();
    for ((clear,k),(n,ok)) in v { println!("clear={clear} {k}: {n} right {ok} = {:.4}", f64::from(ok)/f64::from(n)); }
    println!("clear {} right {} precision {:.4} share of matchable {:.3}", top.0, top.1, f64::from(top.1)/f64::from(top.0), f64::from(top.1)/matchable as f64);
}
