//! The way through the screens, with the words that stand on them: what journeys and photographs have in common.
//!
//! Each function does what a person does on one screen, by mouse, and ends when the next one is there. What a journey
//! proves beside that stands in the journey.

use anyhow::Result;

use crate::page::Page;
use crate::target::{containing, role};

mod connect;
mod network;
mod organizations;
mod tickets;

pub use connect::{
    check_and_finish, choose_palisade, connect, connect_demo, connect_from_start,
    connect_with_seats, enter_credentials, find_halo, leave_recipe, try_new_secret, wait_for_read,
};
pub use network::{add_root, save_network, type_proxy_login, use_proxy};
pub use organizations::{
    accept_suggestions, board_left, board_right, count_in, demo_csv, expect_at_hand, first_lines,
    import_csv, look_through_customers, map_all_the_same, map_by_search, open_board,
    open_from_menu, open_organization, open_view, read_csv, read_csv_again, show_segment,
};
pub use tickets::{
    ask_halo_now, change_ticket_status, choose_own_company, choose_ticket_rules, enter_ticket,
    fill_in_ticket, open_tickets, run_test_ticket, save_ticket_rules,
};

/// Goes to a place by the rail, where it may carry a count.
///
/// # Errors
/// When the rail has no such place.
pub async fn go_to(page: &Page, place: &str) -> Result<()> {
    page.within(role("navigation", "Main"))
        .click(role("link", containing(place)))
        .await
}
