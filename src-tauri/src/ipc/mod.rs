//! The border to the page: commands, events, wire types, and how they are
//! exported.

pub mod dto;
pub mod error;
pub mod events;
pub mod tags;

use specta_typescript::Typescript;
use tauri::Runtime;
use tauri::ipc::Invoke;
use tauri_specta::{Builder, ErrorHandlingMode, collect_events};

use crate::commands::{
    activity, app, backups, board, connect, import, mappings, matching, network, organizations,
    pairs, problems, profile_file, profiles, repair, revoke, seat_plan, seats, selection,
    status_sync, tasks, test_ticket, ticket_rules, tickets, vendor_api, verify, window,
};

/// Every command, for a macro that takes a list of them.
macro_rules! every_command {
    ($($make:ident)::+) => {
        $($make)::+![
            app::app_info,
            app::set_appearance,
            app::dismiss_notice,
            app::keychain_state,
            app::unlock_keychain,
            app::open_in_browser,
            app::show_data_folder,
            app::log_page_error,
            network::network,
            network::save_proxy,
            network::test_way,
            network::choose_certificate_file,
            network::add_root_certificates,
            network::remove_root_certificate,
            network::stop_waiting,
            profiles::list_profiles,
            profiles::remember_profile,
            profiles::start_demo,
            profiles::home,
            profiles::skip_ticket_rules,
            profiles::rename_profile,
            profiles::delete_profile,
            repair::retry_connection,
            repair::replace_secret,
            repair::halo_question,
            repair::decide_halo,
            repair::vocabulary,
            repair::save_vocabulary,
            revoke::revoke_connection,
            revoke::revocation,
            revoke::tick_left_in_halo,
            revoke::prove_revoked,
            revoke::forget_revoked_secret,
            connect::vendor_presets,
            connect::wizard,
            connect::save_vendor,
            connect::find_halo,
            connect::save_typed_addresses,
            connect::save_features,
            connect::tick_recipe_item,
            connect::save_credentials,
            connect::move_secret_to_keychain,
            connect::take_offered_tenant,
            connect::go_to_step,
            connect::start_checks,
            connect::finish_wizard,
            organizations::organization_page,
            organizations::organization_counts,
            organizations::organization_detail,
            organizations::organization_history,
            organizations::add_organization,
            organizations::update_organization,
            organizations::delete_organization,
            organizations::decide,
            organizations::undo,
            organizations::search_customers,
            organizations::preview_accept,
            organizations::accept_suggestions,
            matching::matching_settings,
            matching::set_may_share,
            matching::preview_automatic,
            matching::switch_automatic_on,
            matching::switch_automatic_off,
            pairs::preview_pair,
            pairs::count_users,
            pairs::pair_connection,
            pairs::read_licences,
            pairs::plan_customer,
            pairs::create_customer,
            seats::seat_setup,
            seats::seats,
            seats::read_all_licences,
            seats::confirm_no_licences,
            seats::set_product_licence,
            seat_plan::set_seat_writing,
            seat_plan::seat_plan,
            seat_plan::seat_plans,
            seat_plan::show_plans_folder,
            seat_plan::make_seat_plan,
            seat_plan::tick_seat_lines,
            seat_plan::apply_seat_plan,
            seat_plan::give_seat_plan_up,
            seat_plan::take_seats_back,
            seat_plan::save_seat_plan,
            selection::organization_place,
            selection::organization_ids,
            selection::preview_selection,
            selection::decide_many,
            selection::undoable,
            selection::redo,
            board::board,
            board::board_organizations,
            board::board_customers,
            board::board_places,
            import::choose_list_file,
            import::demo_csv_file,
            import::preview_file,
            import::import_file,
            import::preview_customers,
            import::import_customers,
            import::mail_plan,
            import::read_mail_domains,
            vendor_api::vendor_api,
            vendor_api::read_vendor_api,
            vendor_api::preview_vendor_list,
            vendor_api::import_vendor_list,
            vendor_api::let_vendor_list_go,
            mappings::choose_export_file,
            mappings::choose_mappings_file,
            mappings::export_mappings,
            mappings::preview_mappings,
            mappings::import_mappings,
            profile_file::choose_profile_place,
            profile_file::choose_profile_file,
            profile_file::export_profile,
            profile_file::preview_profile,
            profile_file::import_profile,
            tasks::read_halo,
            tasks::read_halo_whole,
            tasks::running_tasks,
            tasks::cancel_task,
            activity::activity,
            activity::activity_details,
            activity::undo_with,
            activity::undo_act,
            activity::check_journal,
            activity::export_activity,
            problems::problems,
            problems::accept_problems,
            problems::ignore_problems,
            problems::mark_changes_seen,
            verify::proofs,
            verify::preview_report,
            verify::write_report,
            verify::choose_report_file,
            status_sync::status_sync,
            status_sync::save_status_sync,
            status_sync::poll_now,
            status_sync::status_conflict,
            status_sync::keep_status,
            status_sync::set_window_hidden,
            ticket_rules::ticket_rules_form,
            ticket_rules::check_ticket_rules,
            ticket_rules::propose_ticket_rules,
            ticket_rules::dismiss_carried_rules,
            ticket_rules::save_ticket_rules,
            ticket_rules::revoke_ticket_rules,
            ticket_rules::bring_back_ticket_rules,
            ticket_rules::examine_status_maps,
            ticket_rules::check_rules_override,
            ticket_rules::save_rules_override,
            ticket_rules::remove_rules_override,
            test_ticket::test_ticket_plan,
            test_ticket::start_test_ticket,
            test_ticket::stop_watching,
            test_ticket::test_runs,
            test_ticket::clean_up_test_run,
            test_ticket::dismiss_left_over,
            tickets::tickets,
            tickets::ticket_details,
            tickets::ticket_plan,
            tickets::create_ticket,
            tickets::change_ticket_status,
            tickets::retry_ticket,
            tickets::settle_lost_ticket,
            tickets::send_held_tickets,
            tickets::discard_ticket,
            tickets::give_up_ticket,
            tickets::send_tickets_now,
            backups::backups,
            backups::back_up_now,
            backups::look_at_backup,
            backups::restore_backup,
            window::set_menu_bar,
            window::set_zoom,
            window::remember_screen,
            window::close_window,
            window::set_unsaved,
            window::keep_running,
            window::finish_and_close,
            window::notify,
            window::built_of,
            window::third_party,
            window::show_log_folder,
        ]
    };
}

/// What answers the page. The types of what crosses are not in it: a program does not need to know them when it runs.
pub fn invoke_handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    every_command!(tauri::generate_handler)
}

/// Everything that the page hears.
pub fn events<R: Runtime>() -> Builder<R> {
    Builder::<R>::new().events(collect_events![
        events::Invalidated,
        events::TaskChanged,
        events::CommandChosen,
        events::CloseAsked
    ])
}

/// Everything the page may call and hear, with its types.
fn described() -> Builder<tauri::Wry> {
    events()
        .error_handling(ErrorHandlingMode::Result)
        .disable_serde_phases()
        .constant("CACHE_TAGS", tags::ALL)
        .commands(every_command!(tauri_specta::collect_commands))
}

/// The page's `bindings.ts`.
///
/// # Errors
/// When a wire type cannot be said in TypeScript.
pub fn bindings() -> Result<String, String> {
    // The exporter only writes files.
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let path = folder.path().join("bindings.ts");
    let language = Typescript::default()
        .header("// Generated by `cargo xtask codegen`, do not edit by hand.\n");
    described()
        .export(language, &path)
        .map_err(|error| error.to_string())?;
    fs_err::read_to_string(path).map_err(|error| error.to_string())
}

/// Every file that is made from this code, by its path from the project's root.
///
/// # Errors
/// When a wire type cannot be said in TypeScript.
pub fn generated_files() -> Result<[(&'static str, String); 2], String> {
    Ok([
        ("ui/src/ipc/bindings.ts", bindings()?),
        ("docs/errors.md", error::catalogue::document()),
    ])
}
