//! The desktop's menu bar. The page says what is in it; here it is only drawn.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tauri::menu::{CheckMenuItem, Menu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Wry};
use tauri_specta::Event;

use crate::ipc::dto::window::{MenuDto, MenuItemDto};
use crate::ipc::events::CommandChosen;

/// What is shown. Only where something else is to be shown are menus made anew: an open one would close.
#[derive(Default)]
pub(super) struct MenuBar(Mutex<Option<Shown>>);

struct Shown {
    menus: Vec<MenuDto>,
    items: HashMap<String, Item>,
}

enum Item {
    Plain(MenuItem<Wry>),
    Checked(CheckMenuItem<Wry>),
}

impl MenuBar {
    /// Shows these menus.
    ///
    /// # Errors
    /// When the window system refuses them.
    pub(super) fn show(&self, app: &AppHandle, menus: Vec<MenuDto>) -> tauri::Result<()> {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shown) = shown.as_mut().filter(|shown| is_same(&shown.menus, &menus)) {
            shown.menus = menus;
            return shown.renew();
        }
        let mut items = HashMap::new();
        let bar = Menu::new(app)?;
        #[cfg(target_os = "macos")]
        bar.append(&program_menu(app)?)?;
        for menu in &menus {
            bar.append(&drawn(app, menu, &mut items)?)?;
        }
        app.set_menu(bar)?;
        *shown = Some(Shown { menus, items });
        Ok(())
    }
}

impl Shown {
    /// Tells each item whether it can be chosen and whether it is. A press has already turned the mark of an item, so
    /// they are all told.
    fn renew(&self) -> tauri::Result<()> {
        for item in self.menus.iter().flat_map(items_of) {
            match self.items.get(&item.id) {
                Some(Item::Plain(shown)) => shown.set_enabled(item.enabled)?,
                Some(Item::Checked(shown)) => {
                    shown.set_enabled(item.enabled)?;
                    shown.set_checked(item.checked.unwrap_or(false))?;
                }
                None => {}
            }
        }
        Ok(())
    }
}

/// The page is told what was chosen.
pub(crate) fn chosen(app: &AppHandle, event: &MenuEvent) {
    let chosen = CommandChosen {
        id: event.id().0.clone(),
    };
    if let Err(error) = chosen.emit(app) {
        tracing::warn!(%error, "an event did not reach the page");
    }
}

fn drawn(
    app: &AppHandle,
    menu: &MenuDto,
    items: &mut HashMap<String, Item>,
) -> tauri::Result<Submenu<Wry>> {
    let submenu = Submenu::with_id(app, &menu.key, &menu.title, true)?;
    for (index, group) in menu.groups.iter().enumerate() {
        if index > 0 {
            submenu.append(&PredefinedMenuItem::separator(app)?)?;
        }
        for item in group {
            let keys = item.accelerator.as_deref();
            let drawn = if let Some(checked) = item.checked {
                let drawn = CheckMenuItem::with_id(
                    app,
                    &item.id,
                    &item.label,
                    item.enabled,
                    checked,
                    keys,
                )?;
                submenu.append(&drawn)?;
                Item::Checked(drawn)
            } else {
                let drawn = MenuItem::with_id(app, &item.id, &item.label, item.enabled, keys)?;
                submenu.append(&drawn)?;
                Item::Plain(drawn)
            };
            items.insert(item.id.clone(), drawn);
        }
    }
    // Without them the keys for copying and pasting do nothing on this desktop.
    #[cfg(target_os = "macos")]
    if menu.key == "edit" {
        submenu.append_items(&[
            &PredefinedMenuItem::separator(app)?,
            &PredefinedMenuItem::cut(app, None)?,
            &PredefinedMenuItem::copy(app, None)?,
            &PredefinedMenuItem::paste(app, None)?,
            &PredefinedMenuItem::select_all(app, None)?,
        ])?;
    }
    Ok(submenu)
}

/// The menu that carries the program's name there.
#[cfg(target_os = "macos")]
fn program_menu(app: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    let menu = Submenu::new(app, "Halyard", true)?;
    menu.append_items(&[
        &PredefinedMenuItem::hide(app, None)?,
        &PredefinedMenuItem::hide_others(app, None)?,
        &PredefinedMenuItem::show_all(app, None)?,
    ])?;
    Ok(menu)
}

fn items_of(menu: &MenuDto) -> impl Iterator<Item = &MenuItemDto> {
    menu.groups.iter().flatten()
}

/// Whether two bars have the same menus with the same words in them.
fn is_same(shown: &[MenuDto], wanted: &[MenuDto]) -> bool {
    shown.len() == wanted.len()
        && shown.iter().zip(wanted).all(|(one, other)| {
            one.key == other.key
                && one.title == other.title
                && one.groups.len() == other.groups.len()
                && one.groups.iter().zip(&other.groups).all(|(one, other)| {
                    one.len() == other.len()
                        && one
                            .iter()
                            .zip(other)
                            .all(|(one, other)| reads_alike(one, other))
                })
        })
}

fn reads_alike(one: &MenuItemDto, other: &MenuItemDto) -> bool {
    (&one.id, &one.label, &one.accelerator, one.checked.is_some())
        == (
            &other.id,
            &other.label,
            &other.accelerator,
            other.checked.is_some(),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, enabled: bool, checked: Option<bool>) -> Vec<MenuDto> {
        vec![MenuDto {
            key: "go".to_owned(),
            title: "Go".to_owned(),
            groups: vec![vec![MenuItemDto {
                id: "go.home".to_owned(),
                label: label.to_owned(),
                accelerator: None,
                enabled,
                checked,
            }]],
        }]
    }

    #[test]
    fn menus_are_made_anew_only_for_other_words() {
        let shown = bar("Home", true, Some(true));
        assert!(is_same(&shown, &bar("Home", false, Some(false))));
        assert!(!is_same(&shown, &bar("Start", true, Some(true))));
        assert!(
            !is_same(&shown, &bar("Home", true, None)),
            "a mark is another kind of item"
        );
        assert!(!is_same(&shown, &[]));
    }
}
