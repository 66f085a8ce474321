//! Whether anything grows: Halo is asked again and again for changed tickets, and the screens are opened in turn.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::{App, AppOptions, Page, button, role, screens};
use halo_sim::{DEMO_CSV_GOOD_LINES, Scenario, Simulator};

use crate::figures::{Figures, Unit};
use crate::start::{memory, processes};
use crate::window::{PLACES, open};

/// What memory may grow by in a hundred polls, in millions of bytes.
const GROWTH_MB: f64 = 1.0;

/// Polls between two looks at memory.
const EVERY: usize = 10;

/// Halyard lets a Halo have 300 requests in five minutes: polls that come faster wait for their turn.
const LONGEST_TURN: Duration = Duration::from_secs(330);

/// The first part, in which caches fill, is not judged: one in so many.
const WARM_UP: usize = 4;

/// What is there at one moment.
struct Look {
    polls: f64,
    memory: f64,
    files: usize,
    threads: usize,
}

pub(crate) async fn measure(program: PathBuf, polls: usize, navigations: usize) -> Result<Figures> {
    let halo = Simulator::start(Scenario::msp()).await?;
    halo.set_rate_limit(None);
    let options = AppOptions {
        program,
        ..AppOptions::default()
    };
    let mut app = App::start(options).await?;
    let page = app.page()?;
    screens::connect_from_start(&page, &halo).await?;
    let file = screens::demo_csv(&app)?;
    screens::import_csv(&page, &file, DEMO_CSV_GOOD_LINES).await?;
    screens::accept_suggestions(&page).await?;
    screens::choose_ticket_rules(&page).await?;
    screens::save_ticket_rules(&page).await?;
    screens::open_tickets(&page).await?;
    let summary = "Phishing reported";
    screens::fill_in_ticket(&page, "Allerton Engineering", summary, "A-1").await?;
    screens::enter_ticket(&page, "Create the ticket", summary).await?;
    page.within(role("complementary", summary))
        .expect_text("Halo holds what was sent")
        .await?;
    let ticket = halo
        .tickets()
        .into_iter()
        .find(|ticket| ticket.third_party_id_string.starts_with("HYD-"))
        .map(|ticket| ticket.id);

    let mut looks = Vec::new();
    let (mut gone_to, mut places) = (0, PLACES.iter().cycle());
    for poll in 1..=polls {
        // Every fourth finds something changed.
        if let Some(ticket) = ticket
            && poll % 4 == 0
        {
            let status = if poll % 8 == 0 { 2 } else { 1 };
            ensure!(halo.set_ticket_status(ticket, status), "the ticket is gone");
        }
        poll_once(&page, &halo).await?;
        while gone_to * polls < poll * navigations {
            if let Some((place, title)) = places.next() {
                open(&page, place, title).await?;
            }
            gone_to += 1;
        }
        if poll % EVERY == 0 {
            looks.push(look(&app, poll)?);
        }
    }
    app.close().await?;
    figures(&looks)
}

/// Has Halo asked once.
async fn poll_once(page: &Page, halo: &halo_sim::Running) -> Result<()> {
    let (before, _) = halo.traffic();
    screens::go_to(page, "Tickets").await?;
    page.click(role("tab", "All tickets")).await?;
    let line = page.within(role("region", "Status sync"));
    line.click_button("Ask Halo now").await?;
    e2e::eventually_within(LONGEST_TURN, "a turn to ask Halo", async || {
        line.expect(button("Ask Halo now")).await
    })
    .await?;
    e2e::eventually("an answer of Halo's", async || {
        let (now, open) = halo.traffic();
        ensure!(now > before && open == 0, "not asked yet");
        Ok(())
    })
    .await
}

fn look(app: &App, poll: usize) -> Result<Look> {
    let (mut files, mut threads) = (0, 0);
    for process in processes(app)? {
        files += process.open_files()?;
        threads += process.threads()?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let polls = poll as f64;
    Ok(Look {
        polls,
        memory: memory(app)?,
        files,
        threads,
    })
}

fn figures(looks: &[Look]) -> Result<Figures> {
    let warm = looks.get(looks.len() / WARM_UP..).unwrap_or_default();
    ensure!(warm.len() > 2, "too few polls to tell anything");
    let mut figures = Figures::default();
    let memory = looks.iter().map(|look| look.memory).collect();
    figures.add("memory (PSS)", Unit::Megabytes, None, memory);
    figures.add(
        "memory gained in a hundred polls, after warming up",
        Unit::Megabytes,
        Some(GROWTH_MB),
        vec![slope(warm) * 100.0],
    );
    for (name, count) in [
        (
            "open files gained, later half",
            (|look| look.files) as fn(&Look) -> usize,
        ),
        ("threads gained, later half", |look| look.threads),
    ] {
        // Some come and go with each request: the most of each half is compared.
        let (earlier, later) = warm.split_at(warm.len() / 2);
        let most = |half: &[Look]| half.iter().map(count).max().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        let gained = most(later) as f64 - most(earlier) as f64;
        figures.add(name, Unit::Pieces, Some(0.0), vec![gained]);
    }
    Ok(figures)
}

/// Of the straight line with the least squares through memory over polls.
fn slope(looks: &[Look]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let count = looks.len() as f64;
    let mean = |of: fn(&Look) -> f64| looks.iter().map(of).sum::<f64>() / count;
    let (polls, memory) = (mean(|look| look.polls), mean(|look| look.memory));
    let above: f64 = looks
        .iter()
        .map(|look| (look.polls - polls) * (look.memory - memory))
        .sum();
    let below: f64 = looks.iter().map(|look| (look.polls - polls).powi(2)).sum();
    above / below
}
