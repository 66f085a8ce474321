//! What each line of a file comes to, and what is made of it.

use std::fmt::Write as _;

use engine::domain::OrganizationState as State;
use engine::organizations::mappings::{self, Format, LineState, TakeFrom};
use engine::organizations::{Act, Error, SetAside};

use super::{CUSTOMERS, count, everything, file_counts, states};
use crate::common::{NOW, World, exclude, map, map_beside, not_this_one};

#[tokio::test]
async fn each_line_says_what_it_comes_to_and_why() {
    use LineState::{Conflict, LeftOut};
    let world = World::with_customers(CUSTOMERS).await;
    let fernhill = world.add("Fernhill", "").await;
    let wren = world.add("Wren", "").await;
    let oak = world.add("Oakhanger", "").await;
    let ash = world.add("Ash", "").await;
    let elm = world.add("Elm", "").await;
    let yew = world.add("Yew", "").await;
    world.decide(fernhill, map(10)).await.unwrap();
    world.decide(wren, map(11)).await.unwrap();
    world.decide(oak, exclude("Left")).await.unwrap();
    world.decide(yew, not_this_one(20)).await.unwrap();
    let path = world.file(
        "a.csv",
        "Organisation;Halo customer;Halo customer id\n\
         Fernhill;Fernhill Limited;10\n\
         WREN;Oakhanger;12\n\
         Ash;Wren Dental;\n\
         Elm;Gone Ltd;14\n\
         Oakhanger;Renamed;13\n\
         Nobody;Wren Dental;11\n\
         Yew;Twin;20\n\
         Ash;Twin;21\n\
         ;Twin;21\n\
         Elm;;\n\
         Elm;Unknown;1\n\
         Elm;Twin;\n\
         Elm;Nobody at all;\n\
         Elm;;99\n\
         Elm;x;-3\n\
         Elm;x;2147483648\n\
         Elm;x\n",
    );
    let preview = world.preview_mappings(path).await.unwrap();
    let told = states(&preview);
    let expected: [(u32, LineState, &str); 15] = [
        (
            3,
            Conflict,
            "Halo calls customer 12 “Oakhanger, \"Farm\" & Söhne” now; in the file it is “Oakhanger”. It is mapped to Wren Dental here.",
        ),
        (4, Conflict, "Wren Dental is mapped to Wren here."),
        (5, Conflict, "Gone Ltd is inactive in Halo."),
        (
            6,
            Conflict,
            "Halo calls customer 13 “=HYPERLINK(\"http://x\")” now; in the file it is “Renamed”. It is excluded here.",
        ),
        (8, Conflict, "You said that it is not this one."),
        (7, LeftOut, "There is no organisation Nobody here."),
        (
            9,
            LeftOut,
            "Line 4 is about the same organisation, and counts.",
        ),
        (10, LeftOut, "It names no organisation."),
        (12, LeftOut, "“Unknown” stands for no customer in Halo."),
        (
            13,
            LeftOut,
            "2 customers have this name; only an id tells which is meant.",
        ),
        (14, LeftOut, "Halo lists no customer called Nobody at all."),
        (15, LeftOut, "Halo lists no customer with the id 99."),
        (16, LeftOut, "“-3” is not the id of a customer."),
        (17, LeftOut, "“2147483648” is not the id of a customer."),
        (18, LeftOut, "It has 2 cells instead of 3."),
    ];
    for (line, (number, state, reason)) in told.iter().zip(expected) {
        assert_eq!((line.0, line.1, line.2.as_str()), (number, state, reason));
    }
    assert_eq!(told.len(), expected.len());
    assert_eq!(count(&preview, LineState::Same), 1);
    assert_eq!(count(&preview, LineState::NoCustomer), 1);
    assert_eq!(count(&preview, LineState::New), 0);
    let first = &preview.lines[0];
    assert_eq!(first.ours.as_deref(), Some("Wren Dental"));
    assert_eq!(world.state(ash).await, State::Unmapped);
    assert_eq!(
        world.state(elm).await,
        State::Unmapped,
        "a preview writes nothing"
    );
}

#[tokio::test]
async fn what_is_here_is_kept_unless_the_file_is_chosen() {
    let world = World::with_customers(CUSTOMERS).await;
    for (name, customer) in [("Fernhill", 10), ("Wren", 11)] {
        let id = world.add(name, "").await;
        world.decide(id, map(customer)).await.unwrap();
    }
    world.add("Ash", "").await;
    // The two have their customers the other way round, and one comes new.
    let path = world.file(
        "a.csv",
        "Organisation,Halo customer id\nFernhill,11\nWren,10\nAsh,20\n",
    );
    let before = world.seen().await;
    let kept = world
        .import_mappings(path.clone(), TakeFrom::default())
        .await
        .unwrap();
    assert_eq!((kept.mapped, kept.kept), (1, 2));
    let pair = |name: &str, customer: &str| (name.to_owned(), Some(customer.to_owned()));
    assert_eq!(
        world.pairs().await,
        [
            pair("Ash", "Twin"),
            pair("Fernhill", "Fernhill Limited"),
            pair("Wren", "Wren Dental")
        ]
    );
    world.undo(&kept.edit).await.unwrap();
    assert_eq!(world.seen().await, before);

    let all = world
        .import_mappings(path.clone(), file_counts())
        .await
        .unwrap();
    assert_eq!((all.mapped, all.kept), (3, 0));
    assert_eq!(
        world.pairs().await,
        [
            pair("Ash", "Twin"),
            pair("Fernhill", "Wren Dental"),
            pair("Wren", "Fernhill Limited")
        ]
    );
    world.undo(&all.edit).await.unwrap();
    assert_eq!(world.seen().await, before);

    // For one line only: whoever had its customer loses it, and says so in the history.
    let one = TakeFrom {
        file: false,
        except: [2].into(),
    };
    let one = world.import_mappings(path, one).await.unwrap();
    assert_eq!((one.mapped, one.kept), (2, 1));
    assert_eq!(world.pairs().await[2], ("Wren".to_owned(), None));
    world.undo(&one.edit).await.unwrap();
    assert_eq!(world.seen().await, before);
}

#[tokio::test]
async fn another_halo_and_another_profile_are_told_and_its_ids_not_trusted() {
    let world = World::with_customers(CUSTOMERS).await;
    world.add("Fernhill", "").await;
    world.add("Wren", "").await;
    let path = world.file(
        "a.csv",
        "Organisation,Halo customer,Halo customer id,Profile,Halo\n\
         Fernhill,Wren Dental,10,Elsewhere,other.halopsa.com\n\
         Wren,,11,Elsewhere,other.halopsa.com\n",
    );
    let preview = world.preview_mappings(path).await.unwrap();
    assert_eq!(preview.notices.len(), 2, "{:?}", preview.notices);
    assert!(preview.notices[0].contains("other.halopsa.com"));
    assert!(preview.notices[1].contains("Elsewhere"));
    let told = states(&preview);
    assert_eq!(told[0].1, LineState::LeftOut);
    assert_eq!(
        told[0].2,
        "It names its customer by an id of another Halo only."
    );
    assert_eq!(told[1].1, LineState::New);
    assert_eq!(preview.lines[1].customer.as_deref(), Some("Wren Dental"));
}

#[tokio::test]
async fn what_was_not_shown_is_not_imported() {
    let world = World::with_customers(CUSTOMERS).await;
    let id = world.add("Fernhill", "").await;
    let path = world.file("a.csv", "Organisation,Halo customer id\nFernhill,10\n");
    let mark = world.preview_mappings(path.clone()).await.unwrap().mark;
    fs_err::write(&path, "Organisation,Halo customer id\nFernhill,11\n").unwrap();
    let (store, profile) = (&world.store, world.profile);
    let refused = mappings::import_mappings(store, profile, path, file_counts(), &mark, NOW).await;
    let is_refused = matches!(
        refused,
        Err(Error::InvalidInput {
            field: "expected",
            ..
        })
    );
    assert!(is_refused, "{refused:?}");
    assert_ne!(world.state(id).await, State::Mapped);
}

#[tokio::test]
async fn what_is_no_file_of_mappings_is_refused_with_a_sentence() {
    let world = World::with_customers(CUSTOMERS).await;
    let nested = format!("{}{}", "{\"a\":".repeat(200), "}".repeat(200));
    let files: [(&str, &[u8]); 11] = [
        ("empty.csv", b""),
        ("blank.csv", b" \n\n"),
        ("other.csv", b"Name,Domain\nFernhill,fernhill.example\n"),
        ("picture.csv", b"\x89PNG\r\n"),
        ("zip.csv", b"PK\x03\x04rest"),
        ("nul.csv", b"Organisation\0,Halo customer\n"),
        (
            "cut.json",
            b"{\"format\": \"halyard mappings\", \"version\": 1, \"mapp",
        ),
        ("array.json", b"[1, 2]"),
        (
            "foreign.json",
            b"{\"format\": \"x\", \"version\": 1, \"mappings\": []}",
        ),
        (
            "later.json",
            b"{\"format\": \"halyard mappings\", \"version\": 2, \"mappings\": []}",
        ),
        ("nested.json", nested.as_bytes()),
    ];
    for (name, content) in files {
        let path = world.file(name, content);
        let refused = world.preview_mappings(path).await;
        match refused {
            Err(Error::File { message }) => assert!(message.ends_with('.'), "{message}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    for path in ["/dev/zero", "/no/such/file.csv", "/tmp"] {
        let refused = world.preview_mappings(path.into()).await;
        assert!(
            matches!(refused, Err(Error::File { .. })),
            "{path}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn json_of_every_kind_is_read_line_by_line() {
    let world = World::with_customers(CUSTOMERS).await;
    world.add("Fernhill", "").await;
    world.add("toString", "").await;
    let path = world.file(
        "a.json",
        r#"{"format": "halyard mappings", "version": 1, "later": true, "mappings": [
            {"organization": {"name": "Fernhill"}, "customer": {"id": "10", "name": "Fernhill Limited"}},
            {"organization": {"name": "toString"}, "customer": {"id": 12.0}},
            {"organization": {"name": "toString"}, "customer": {"id": 9007199254740993}},
            {"organization": {"name": "toString"}, "customer": {"id": [11]}},
            {"organization": {"name": 7}, "customer": {"id": 11}},
            {"organization": null, "customer": {"id": 11}},
            {"organization": {"name": "toString"}, "customer": null},
            null, 12, "text", [],
            {"organization": {"name": "toString", "external_id": "X-1"}, "customer": {"id": 11, "name": "Wren Dental"}}
        ]}"#,
    );
    let preview = world.preview_mappings(path.clone()).await.unwrap();
    assert_eq!(count(&preview, LineState::New), 2);
    assert_eq!(count(&preview, LineState::LeftOut), 5);
    assert_eq!(count(&preview, LineState::NoCustomer), 5);
    let imported = world
        .import_mappings(path, TakeFrom::default())
        .await
        .unwrap();
    assert_eq!((imported.mapped, imported.left_out), (2, 5));
}

#[tokio::test]
async fn a_long_file_is_counted_whole_and_shown_in_part() {
    let world = World::with_customers(CUSTOMERS).await;
    let mut text = "Organisation,Halo customer id\n".to_owned();
    for number in 0..20_000 {
        writeln!(text, "Nobody {number},10").unwrap();
    }
    let path = world.file("long.csv", text);
    let preview = world.preview_mappings(path.clone()).await.unwrap();
    assert_eq!(count(&preview, LineState::LeftOut), 20_000);
    assert_eq!(preview.lines.len(), 500);
    let imported = world.import_mappings(path, file_counts()).await.unwrap();
    assert_eq!((imported.mapped, imported.left_out), (0, 20_000));
}

#[tokio::test]
async fn shared_customers_go_out_and_come_back_where_sharing_is_allowed() {
    let world = World::with_customers(CUSTOMERS).await;
    world.let_share(true).await;
    for name in ["Bath", "Leeds"] {
        let id = world.add(name, "").await;
        world.decide(id, map_beside(10)).await.unwrap();
    }
    world
        .export(everything(), Format::Csv, "shared.csv")
        .await
        .unwrap();
    let path = world.folder().join("shared.csv");
    let pairs = world.pairs().await;
    assert_eq!(
        count(
            &world.preview_mappings(path.clone()).await.unwrap(),
            LineState::Same
        ),
        2
    );

    // One of them is gone: the other one's line says that both are meant.
    let leeds = world.named("Leeds").await.row.id;
    world.decide(leeds, Act::Unmap).await.unwrap();
    let back = world
        .import_mappings(path.clone(), TakeFrom::default())
        .await
        .unwrap();
    assert_eq!((back.mapped, back.kept), (1, 0));
    assert_eq!(world.pairs().await, pairs);

    // Somebody whom the file does not name is asked about, and keeps it.
    let york = world.add("York", "").await;
    let alone = world.file("york.csv", "Organisation,Halo customer id\nYork,10\n");
    let preview = world.preview_mappings(alone.clone()).await.unwrap();
    let told = states(&preview);
    assert_eq!(
        told,
        [(
            2,
            LineState::Conflict,
            "Fernhill Limited is mapped to Bath here, and would be shared.".to_owned()
        )]
    );
    let all = TakeFrom {
        file: true,
        ..TakeFrom::default()
    };
    world.import_mappings(alone, all).await.unwrap();
    assert_eq!(world.state(york).await, State::Mapped);
    assert_eq!(world.state(leeds).await, State::Mapped);

    // Where it is not allowed, the first line counts.
    for id in [york, leeds, world.named("Bath").await.row.id] {
        world.decide(id, Act::Unmap).await.unwrap();
    }
    world.let_share(false).await;
    let preview = world.preview_mappings(path).await.unwrap();
    assert_eq!(count(&preview, LineState::New), 1);
    let left_out = &states(&preview)[0];
    assert_eq!(left_out.1, LineState::LeftOut);
    assert!(
        left_out.2.contains("Line 2 has the same customer"),
        "{left_out:?}"
    );
}

#[tokio::test]
async fn holds_and_exclusions_come_back_with_reason_and_day() {
    let set_aside = |reason: &str, review_on: &str| SetAside {
        reason: reason.to_owned(),
        review_on: Some(review_on.to_owned()),
    };
    for format in [Format::Csv, Format::Json] {
        let world = World::with_customers(CUSTOMERS).await;
        let held = world.add("Later", "").await;
        let excluded = world.add("Left", "").await;
        let open = world.add("Open", "").await;
        let hold = Act::Hold(set_aside("", "2027-03-01"));
        world.decide(held, hold).await.unwrap();
        let exclude = Act::Exclude(set_aside("=Left, \"for good\"", "2027-04-01"));
        world.decide(excluded, exclude).await.unwrap();
        world.export(everything(), format, "aside").await.unwrap();
        let path = world.folder().join("aside");
        let before = world.seen().await;
        let same = world.preview_mappings(path.clone()).await.unwrap();
        assert_eq!(count(&same, LineState::Same), 2, "{format:?}");
        assert_eq!(count(&same, LineState::NoCustomer), 1, "{format:?}");

        for id in [held, excluded] {
            world.decide(id, Act::Release).await.unwrap();
        }
        let released = world.seen().await;
        let preview = world.preview_mappings(path.clone()).await.unwrap();
        assert_eq!(count(&preview, LineState::New), 2, "{format:?}");
        let told: Vec<&str> = preview
            .lines
            .iter()
            .filter_map(|line| line.set_aside.as_deref())
            .collect();
        assert_eq!(
            told,
            [
                "Held until 1 Mar 2027",
                "Excluded until 1 Apr 2027: =Left, \"for good\""
            ],
            "{format:?}"
        );
        let imported = world
            .import_mappings(path.clone(), TakeFrom::default())
            .await
            .unwrap();
        assert_eq!((imported.mapped, imported.set_aside), (0, 2), "{format:?}");
        assert_eq!(world.seen().await, before, "{format:?}");
        // Importing it again changes nothing, and one step takes it back.
        let again = world
            .import_mappings(path.clone(), file_counts())
            .await
            .unwrap();
        assert_eq!(again.edit.id, None, "{format:?}");
        world.undo(&imported.edit).await.unwrap();
        assert_eq!(world.seen().await, released, "{format:?}");

        // What was decided otherwise here is a conflict, and stays.
        world.decide(held, map(10)).await.unwrap();
        let other = Act::Exclude(set_aside("Merged", "2027-04-01"));
        world.decide(excluded, other).await.unwrap();
        let here = world.seen().await;
        let preview = world.preview_mappings(path.clone()).await.unwrap();
        let reasons: Vec<String> = states(&preview).into_iter().map(|line| line.2).collect();
        assert_eq!(
            reasons,
            [
                "It is mapped to Fernhill Limited here, and would be parted.",
                "It is excluded here: Merged"
            ],
            "{format:?}"
        );
        let kept = world
            .import_mappings(path.clone(), TakeFrom::default())
            .await
            .unwrap();
        assert_eq!((kept.set_aside, kept.kept), (0, 2), "{format:?}");
        assert_eq!(world.seen().await, here, "{format:?}");
        world.import_mappings(path, file_counts()).await.unwrap();
        assert_eq!(world.state(held).await, State::Held, "{format:?}");
        assert_eq!(world.state(open).await, State::Unmapped, "{format:?}");
    }
}

#[tokio::test]
async fn an_exclusion_without_a_reason_and_a_day_that_is_none_are_left_out() {
    let world = World::with_customers(CUSTOMERS).await;
    for name in ["A", "B", "C", "D"] {
        world.add(name, "").await;
    }
    let path = world.file(
        "a.csv",
        "Organisation,State,Halo customer,Reason,Look again on\n\
         A,Excluded,,,\nB,held,,Why,soon\nC,HELD,,Why,2001-01-01\nD,Mapped,,,\nNobody,Held,,,\n",
    );
    let preview = world.preview_mappings(path.clone()).await.unwrap();
    let told = states(&preview);
    let expected = [
        (2, "Say why, so that it is still clear next year."),
        (3, "A day has the form 2027-03-01."),
        (6, "There is no organisation Nobody here."),
    ];
    for (line, (number, reason)) in told.iter().zip(expected) {
        assert_eq!(
            (line.0, line.1, line.2.as_str()),
            (number, LineState::LeftOut, reason)
        );
    }
    assert_eq!(count(&preview, LineState::New), 1);
    world
        .import_mappings(path, TakeFrom::default())
        .await
        .unwrap();
    // Its day has come.
    assert!(world.named("C").await.to_review);
}
