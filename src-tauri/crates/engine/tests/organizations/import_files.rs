//! Which files are read, in which encodings, and what is said about the others.

use std::path::PathBuf;

use engine::organizations::{Error, ReadOptions, Reading, TextEncoding};

use crate::common::{World, fixture};

fn text(delimiter: &str, encoding: TextEncoding) -> Reading {
    Reading::Text {
        delimiter: delimiter.to_owned(),
        encoding,
    }
}

#[tokio::test]
async fn every_encoding_brings_the_same_names() {
    let world = World::empty().await;
    let cases = [
        ("utf-8-bom.csv", TextEncoding::Utf8, "Łódź & Söhne"),
        (
            "utf-16-le.csv",
            TextEncoding::Utf16LittleEndian,
            "Łódź & Söhne",
        ),
        (
            "utf-16-be.csv",
            TextEncoding::Utf16BigEndian,
            "Łódź & Söhne",
        ),
        ("windows-1252.csv", TextEncoding::Western, "Müller € Söhne"),
    ];
    for (name, encoding, second) in cases {
        let preview = world.preview(fixture(name)).await.unwrap();
        assert_eq!(preview.reading, text(";", encoding), "{name}");
        assert!(preview.has_header, "{name}");
        assert_eq!(preview.columns[0].heading, "Name", "{name}");
        assert_eq!(preview.columns[1].heading, "Domäne", "{name}");
        assert_eq!(
            preview.rows[0],
            ["Café Zürich GmbH", "cafe-zürich.example"],
            "{name}"
        );
        assert_eq!(preview.rows[1][0], second, "{name}");
    }
    let unmarked = world
        .preview(fixture("utf-16-le-unmarked.csv"))
        .await
        .unwrap();
    assert_eq!(unmarked.reading, text(";", TextEncoding::Utf16LittleEndian));
    assert_eq!(unmarked.added, 2);
}

#[tokio::test]
async fn an_encoding_that_was_not_told_right_is_chosen_and_remembered() {
    let world = World::empty().await;
    // "Łódź" in Windows-1250 is "£ódŸ" in Windows-1252, and nothing in the bytes tells which.
    let central = b"Name,Domain\n\xa3\xf3d\x9f,lodz.example\n";
    let path = world.file("central.csv", central);
    let guessed = world.preview(path.clone()).await.unwrap();
    assert_eq!(guessed.reading, text(",", TextEncoding::Western));
    assert_eq!(guessed.rows[0][0], "£ódŸ");
    let in_encoding = |encoding| ReadOptions {
        encoding: Some(encoding),
        ..ReadOptions::default()
    };
    let options = in_encoding(TextEncoding::CentralEuropean);
    let chosen = world
        .preview_with(path.clone(), options.clone())
        .await
        .unwrap();
    assert_eq!(chosen.rows[0][0], "Łódź");
    world.import_read(path, options).await.unwrap();
    assert_eq!(world.rows().await[0].name, "Łódź");

    // The next list of this shape needs no choice, and one that says what it is keeps that.
    let next = world.file(
        "next.csv",
        b"Name,Domain\n\xa3\xf3d\x9f,lodz.example\nPozna\xf1,\n",
    );
    let again = world.preview(next).await.unwrap();
    assert_eq!(again.reading, text(",", TextEncoding::CentralEuropean));
    assert_eq!(again.rows[1][0], "Poznań");
    let marked = world.file("utf-8.csv", "Name,Domain\nŁódź,lodz.example\n");
    let marked = world.preview(marked).await.unwrap();
    assert_eq!(marked.reading, text(",", TextEncoding::Utf8));
    assert_eq!(marked.unchanged, 1);
}

#[tokio::test]
async fn a_wrong_choice_of_encoding_is_seen_and_imports_nothing() {
    let world = World::empty().await;
    let path = world.file("western.csv", b"Name\nCaf\xe9\n");
    for encoding in TextEncoding::ALL {
        let options = ReadOptions {
            encoding: Some(encoding),
            ..ReadOptions::default()
        };
        // Whatever it makes of the bytes, it ends in rows, in a block or in a sentence.
        match world.preview_with(path.clone(), options.clone()).await {
            Ok(preview) if encoding == TextEncoding::Utf8 => {
                let blocked = preview.blocked.unwrap();
                assert!(blocked.contains("Choose another one"), "{blocked}");
                let refused = world.import_read(path.clone(), options).await;
                assert!(refused.is_err(), "{refused:?}");
            }
            Ok(preview) => assert!(!preview.rows.is_empty(), "{encoding:?}"),
            Err(Error::File { message }) => assert!(message.ends_with('.'), "{message}"),
            Err(other) => panic!("{encoding:?}: {other:?}"),
        }
    }
    assert!(world.rows().await.is_empty());
}

#[tokio::test]
async fn line_ends_may_be_of_any_kind_and_mixed() {
    let world = World::empty().await;
    let ends = ["\n", "\r\n", "\r"];
    for (number, end) in ends.iter().enumerate() {
        let text = format!("Name,Domain{end}Fernhill,{end},lost.example{end}");
        let preview = world.preview(world.file("ends.csv", text)).await.unwrap();
        assert_eq!((preview.added, preview.bad_rows.len()), (1, 1), "{number}");
        assert_eq!(preview.bad_rows[0].line, 3, "{number}");
    }
    let mixed = world.file("mixed.csv", "Name\r\nOne\rTwo\nThree\r\n\r\n");
    assert_eq!(world.preview(mixed).await.unwrap().added, 3);
}

/// What is said about a file that cannot be read as a list.
async fn refusal(world: &World, path: PathBuf) -> String {
    let preview = world.preview(path.clone()).await;
    let import = world.import(path.clone()).await;
    match (preview, import) {
        (Err(Error::File { message }), Err(Error::File { message: same })) => {
            assert_eq!(message, same);
            assert!(message.ends_with('.'), "{message}");
            message
        }
        other => panic!("{}: {other:?}", path.display()),
    }
}

#[tokio::test]
async fn what_is_no_list_is_refused_with_a_sentence() {
    let world = World::empty().await;
    let cases: [(&str, &[u8], &str); 12] = [
        ("empty.csv", b"", "empty.csv is empty."),
        ("blank.csv", b"\n \r\n\t", "blank.csv is empty."),
        ("commas.csv", b",,\n,,\n", "There are no rows in it."),
        (
            "book.csv",
            b"PK\x03\x04\x14\x00",
            "book.csv is damaged, or no workbook. Open it in Excel and save it again.",
        ),
        (
            "old.csv",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing",
            "old.csv is damaged, or no workbook. Open it in Excel and save it again.",
        ),
        (
            "picture.csv",
            b"\x89PNG\r\n\x1a\n\0\0",
            "picture.csv is a picture. Choose a CSV file or a workbook.",
        ),
        (
            "paper.csv",
            b"%PDF-1.7 text",
            "paper.csv is a PDF. Choose a CSV file or a workbook.",
        ),
        (
            "packed.csv",
            b"\x1f\x8b\x08text",
            "packed.csv is a compressed file. Choose a CSV file or a workbook.",
        ),
        (
            "zeros.csv",
            b"Name\0,Domain\nWren\0\0\0,x",
            "zeros.csv is neither a text file nor a workbook.",
        ),
        (
            "damaged.csv",
            b"\xef\xbb\xbfName\nCaf\xe9\n",
            "damaged.csv says that it is UTF-8, but holds bytes that are not. Export it again.",
        ),
        (
            "half.csv",
            b"\xff\xfeN\0a\0m",
            "half.csv says that it is UTF-16LE, but holds bytes that are not. Export it again.",
        ),
        ("bom.csv", b"\xef\xbb\xbf", "bom.csv is empty."),
    ];
    for (name, bytes, said) in cases {
        assert_eq!(refusal(&world, world.file(name, bytes)).await, said);
    }
    assert_eq!(
        refusal(&world, fixture("unclosed-quote.csv")).await,
        "The quotation mark on line 3 is never closed."
    );
    assert_eq!(world.rows().await.len(), 0);
}

#[tokio::test]
async fn what_is_no_file_is_refused_without_waiting() {
    let world = World::empty().await;
    let folder = world.folder();
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(
        refusal(&world, folder.clone()).await,
        format!("{name} is a folder, not a file.")
    );
    for missing in ["missing.csv", "missing/missing.csv"] {
        assert_eq!(
            refusal(&world, folder.join(missing)).await,
            "There is no file missing.csv at this place."
        );
    }
    assert_eq!(
        refusal(&world, PathBuf::from("a\0b.csv")).await,
        "No file can have this name."
    );
}

#[cfg(unix)]
#[tokio::test]
async fn pipes_devices_and_forbidden_files_are_refused_without_waiting() {
    use std::os::unix::fs::PermissionsExt as _;

    let world = World::empty().await;
    let pipe = world.folder().join("pipe.csv");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    assert_eq!(
        refusal(&world, pipe).await,
        "pipe.csv is not a plain file but a device or a pipe."
    );
    assert_eq!(
        refusal(&world, PathBuf::from("/dev/zero")).await,
        "zero is not a plain file but a device or a pipe."
    );
    let link = world.folder().join("link.csv");
    std::os::unix::fs::symlink(fixture("organisations.csv"), &link).unwrap();
    assert_eq!(world.preview(link).await.unwrap().added, 4);

    let closed = world.file("closed.csv", "Name\nWren\n");
    fs_err::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    // An administrator of the machine may read everything.
    if fs_err::File::open(&closed).is_err() {
        assert_eq!(
            refusal(&world, closed).await,
            "You may not read closed.csv."
        );
    }
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let world = World::empty().await;
    let path = world.folder().join("large.csv");
    // A file with a hole takes no room.
    fs_err::File::create(&path)
        .unwrap()
        .set_len(64 * 1024 * 1024 + 1)
        .unwrap();
    assert_eq!(
        refusal(&world, path).await,
        "large.csv is larger than 64 MB."
    );
    let wide = world.file("wide.csv", "x,".repeat(5_000));
    assert_eq!(
        refusal(&world, wide).await,
        "It has 5001 columns, more than 200."
    );
    let long = world.file("long.csv", format!("Name\n{}", "x\n".repeat(200_001)));
    assert_eq!(
        refusal(&world, long).await,
        "It has more than 200,000 rows."
    );
}
