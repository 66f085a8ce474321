//! The keychain against a real gnome-keyring on a bus of its own.
//!
//! Where a keychain stays silent, tokio's clock is stopped once it does: the
//! time limit then comes at once.
#![cfg(target_os = "linux")]

use engine::ports::{EntryChange, KeptSecret, Vault as _, VaultError};
use private_keyring::PrivateKeyring;
use secrecy::{ExposeSecret as _, SecretString};

use super::Keychain;

const SERVICE: &str = "Halyard test";
const ACCOUNT: &str = "k7m2/profile-1";

fn on(keyring: &PrivateKeyring) -> Keychain {
    Keychain::at(keyring.address(), SERVICE)
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

async fn loaded(keychain: &Keychain) -> Result<Option<String>, VaultError> {
    let kept = keychain.load(ACCOUNT).await?;
    Ok(kept.map(|KeptSecret { secret, .. }| secret.expose_secret().to_owned()))
}

/// A keyring that holds the secret "first".
async fn with_entry() -> (PrivateKeyring, Keychain) {
    let keyring = PrivateKeyring::start().await.unwrap();
    let keychain = on(&keyring);
    keychain.store(ACCOUNT, secret("first")).await.unwrap();
    (keyring, keychain)
}

#[tokio::test]
async fn a_secret_is_stored_replaced_and_removed() {
    let (keyring, keychain) = with_entry().await;
    assert_eq!(keychain.probe().await, Ok(()));
    assert_eq!(loaded(&keychain).await, Ok(Some("first".to_owned())));
    keychain.store(ACCOUNT, secret("second")).await.unwrap();
    assert_eq!(loaded(&keychain).await, Ok(Some("second".to_owned())));
    let entries = keyring.entries(SERVICE).await.unwrap();
    assert_eq!(entries.len(), 1, "replaced, not added to");
    assert!(entries[0].label.starts_with("Halyard"));
    assert!(keychain.load("k7m2/profile-2").await.unwrap().is_none());
    assert_eq!(keychain.remove(ACCOUNT).await, Ok(true));
    assert_eq!(keychain.remove(ACCOUNT).await, Ok(false));
    assert_eq!(loaded(&keychain).await, Ok(None));
}

#[tokio::test]
async fn awkward_secrets_come_back_byte_for_byte() {
    let keyring = PrivateKeyring::start().await.unwrap();
    let keychain = on(&keyring);
    let long = "0f8fad5b-".repeat(1_000);
    for awkward in [
        "&=+%\"'\\",
        "a\0b",
        "\0",
        " blanks inside and around ",
        "tab\tand\r\nlines\n",
        "-starts-with-a-hyphen",
        "%00%2B+",
        "caf\u{e9} cafe\u{301} \u{212b}",
        "\u{1f511}\u{1f468}\u{200d}\u{1f469}\u{10ffff}",
        "\u{202e}right to left\u{feff}",
        &long[..5_000],
    ] {
        keychain.store(ACCOUNT, secret(awkward)).await.unwrap();
        assert_eq!(loaded(&keychain).await.unwrap().unwrap(), awkward);
        let entries = keyring.entries(SERVICE).await.unwrap();
        assert_eq!(entries[0].secret, awkward.as_bytes());
    }
}

#[tokio::test]
async fn without_a_session_bus_it_is_said() {
    let keychain = Keychain::at("unix:path=/nonexistent/bus", SERVICE);
    assert_eq!(keychain.probe().await, Err(VaultError::NoSession));
    assert_eq!(loaded(&keychain).await, Err(VaultError::NoSession));
    let stored = keychain.store(ACCOUNT, secret("x")).await;
    assert_eq!(stored, Err(VaultError::NoSession));
    assert_eq!(keychain.unlock().await, Err(VaultError::NoSession));
}

#[tokio::test]
async fn without_a_service_it_is_said_and_one_that_is_started_is_found() {
    let mut keyring = PrivateKeyring::bus_alone().unwrap();
    let keychain = on(&keyring);
    assert_eq!(keychain.probe().await, Err(VaultError::NoService));
    let stored = keychain.store(ACCOUNT, secret("x")).await;
    assert_eq!(stored, Err(VaultError::NoService));
    assert_eq!(keychain.remove(ACCOUNT).await, Err(VaultError::NoService));
    keyring.start_daemon().await.unwrap();
    assert_eq!(keychain.probe().await, Ok(()));
    keychain.store(ACCOUNT, secret("x")).await.unwrap();
}

#[tokio::test]
async fn a_locked_keyring_is_seen_without_asking_anybody() {
    let (keyring, keychain) = with_entry().await;
    let prompter = keyring.prompter().await.unwrap();
    keyring.lock().await.unwrap();
    assert_eq!(keychain.probe().await, Err(VaultError::Locked));
    assert_eq!(prompter.asked(), 0);
    keyring.unlock().await.unwrap();
    assert_eq!(keychain.probe().await, Ok(()));
    assert_eq!(loaded(&keychain).await, Ok(Some("first".to_owned())));
}

/// A desktop without dialogs: gnome-keyring takes its own question as closed.
#[tokio::test]
async fn where_nobody_can_be_asked_the_keyring_stays_locked() {
    let (keyring, keychain) = with_entry().await;
    keyring.lock().await.unwrap();
    assert_eq!(loaded(&keychain).await, Err(VaultError::Dismissed));
    let stored = keychain.store(ACCOUNT, secret("x")).await;
    assert_eq!(stored, Err(VaultError::Dismissed));
    assert_eq!(keychain.unlock().await, Err(VaultError::Dismissed));
    keyring.unlock().await.unwrap();
    assert_eq!(
        loaded(&keychain).await,
        Ok(Some("first".to_owned())),
        "nothing was stored later"
    );
}

#[tokio::test]
async fn a_question_that_is_closed_is_said_and_asked_again_the_next_time() {
    let (keyring, keychain) = with_entry().await;
    let mut prompter = keyring.prompter().await.unwrap();
    keyring.lock().await.unwrap();
    for time in 1..=2 {
        let (answer, ()) = tokio::join!(loaded(&keychain), async {
            prompter.until_asked().await.unwrap();
            prompter.dismiss().await.unwrap();
        });
        assert_eq!(answer, Err(VaultError::Dismissed));
        assert_eq!(prompter.asked(), time);
    }
    assert_eq!(keychain.probe().await, Err(VaultError::Locked));
}

#[tokio::test]
async fn a_question_that_is_closed_after_somebody_unlocked_it_elsewhere_does_not_matter() {
    let (keyring, keychain) = with_entry().await;
    let mut prompter = keyring.prompter().await.unwrap();
    keyring.lock().await.unwrap();
    let (answer, ()) = tokio::join!(loaded(&keychain), async {
        prompter.until_asked().await.unwrap();
        keyring.unlock().await.unwrap();
        prompter.dismiss().await.unwrap();
    });
    assert_eq!(answer, Ok(Some("first".to_owned())));
}

#[tokio::test]
async fn a_question_that_stays_open_holds_nobody_up_and_is_not_asked_twice() {
    let (keyring, keychain) = with_entry().await;
    let mut prompter = keyring.prompter().await.unwrap();
    keyring.lock().await.unwrap();

    let (answer, ()) = tokio::join!(keychain.store(ACCOUNT, secret("late")), async {
        prompter.until_asked().await.unwrap();
        tokio::time::pause();
    });
    assert_eq!(answer, Err(VaultError::Asking));
    assert_eq!(keychain.unlock().await, Err(VaultError::Asking));
    assert_eq!(loaded(&keychain).await, Err(VaultError::Asking));
    tokio::time::resume();
    assert_eq!(keychain.probe().await, Err(VaultError::Asking));
    assert_eq!(prompter.asked(), 1, "one question for all of them");
    let question = prompter.question().unwrap();
    assert!(question.starts_with("password: "), "{question}");

    // Somebody unlocks it by other means, and the question goes away.
    keyring.unlock().await.unwrap();
    let ((), ()) = tokio::join!(keychain.until_settled(), async {
        prompter.dismiss().await.unwrap();
    });
    assert_eq!(
        loaded(&keychain).await,
        Ok(Some("first".to_owned())),
        "what was given up is not stored later"
    );
}

#[tokio::test]
async fn a_keyring_that_dies_while_it_asks_ends_the_wait() {
    let (mut keyring, keychain) = with_entry().await;
    let mut prompter = keyring.prompter().await.unwrap();
    keyring.lock().await.unwrap();
    let (answer, ()) = tokio::join!(loaded(&keychain), async {
        prompter.until_asked().await.unwrap();
        keyring.kill_daemon().unwrap();
    });
    assert_eq!(answer, Err(VaultError::Interrupted));
    assert_eq!(keychain.probe().await, Err(VaultError::NoService));
    keyring.start_daemon().await.unwrap();
    assert_eq!(loaded(&keychain).await, Ok(Some("first".to_owned())));
}

#[tokio::test]
async fn a_keyring_that_hangs_is_given_up_and_one_that_dies_in_a_call_is_said() {
    let (mut keyring, keychain) = with_entry().await;
    keyring.freeze_daemon().unwrap();
    tokio::time::pause();
    assert_eq!(loaded(&keychain).await, Err(VaultError::Silent));
    assert_eq!(keychain.probe().await, Err(VaultError::Silent));
    tokio::time::resume();
    let (answer, ()) = tokio::join!(loaded(&keychain), async {
        // The call is on its way to the daemon, which does not take it any more.
        tokio::task::yield_now().await;
        keyring.kill_daemon().unwrap();
    });
    assert!(
        matches!(answer, Err(VaultError::Interrupted | VaultError::NoService)),
        "{answer:?}"
    );
    keyring.start_daemon().await.unwrap();
    assert_eq!(loaded(&keychain).await, Ok(Some("first".to_owned())));
}

#[tokio::test]
async fn an_entry_that_somebody_removed_is_gone() {
    let (keyring, keychain) = with_entry().await;
    assert_eq!(keyring.remove(SERVICE).await.unwrap(), 1);
    assert_eq!(loaded(&keychain).await, Ok(None));
}

#[tokio::test]
async fn an_entry_that_somebody_changed_is_read_or_refused() {
    let (keyring, keychain) = with_entry().await;
    keyring.overwrite(SERVICE, b"by hand").await.unwrap();
    let kept = keychain.load(ACCOUNT).await.unwrap().unwrap();
    assert_eq!(kept.secret.expose_secret(), "by hand");
    assert!(kept.changed_at.is_some());

    keyring.overwrite(SERVICE, b"").await.unwrap();
    assert_eq!(
        loaded(&keychain).await,
        Err(VaultError::EntryChanged(EntryChange::Empty))
    );
    keyring.overwrite(SERVICE, b"caf\xe9").await.unwrap();
    assert_eq!(
        loaded(&keychain).await,
        Err(VaultError::EntryChanged(EntryChange::NotText))
    );
    // Entering the secret again mends it.
    keychain.store(ACCOUNT, secret("second")).await.unwrap();
    assert_eq!(loaded(&keychain).await, Ok(Some("second".to_owned())));
}

#[tokio::test]
async fn a_second_entry_is_not_chosen_from_and_goes_when_a_secret_is_stored() {
    let (keyring, keychain) = with_entry().await;
    keyring.duplicate(SERVICE).await.unwrap();
    assert_eq!(
        loaded(&keychain).await,
        Err(VaultError::EntryChanged(EntryChange::Twice))
    );
    keychain.store(ACCOUNT, secret("second")).await.unwrap();
    assert_eq!(loaded(&keychain).await, Ok(Some("second".to_owned())));
    assert_eq!(keyring.entries(SERVICE).await.unwrap().len(), 1);
    keyring.duplicate(SERVICE).await.unwrap();
    assert_eq!(keychain.remove(ACCOUNT).await, Ok(true));
    assert_eq!(keyring.entries(SERVICE).await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_keyring_that_was_started_anew_between_two_calls_is_found() {
    let (mut keyring, keychain) = with_entry().await;
    keyring.kill_daemon().unwrap();
    assert_eq!(loaded(&keychain).await, Err(VaultError::NoService));
    keyring.start_daemon().await.unwrap();
    assert_eq!(loaded(&keychain).await, Ok(Some("first".to_owned())));
    keychain.store(ACCOUNT, secret("second")).await.unwrap();
}
