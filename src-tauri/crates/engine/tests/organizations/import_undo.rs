//! Over all files that can be made of a few rows: importing twice is importing once, and one undo restores everything.

use crate::common::{World, hold, map, not_this_one};

/// Rows that get in each other's way: by external id, by folded name, by both.
const ROWS: [&str; 6] = [
    "V-1,Fernhill Ltd,fernhill.example,3",
    "V-2,Fernhill Limited,,",
    ",FERNHILL,other.example,",
    "V-3,Wren & Co,wren.example,0",
    ",Wren and Co,,9",
    "V-1,Somebody Else,else.example,1",
];

async fn lived_in() -> World {
    let world = World::with_customers(&[
        (10, "Fernhill", "fernhill.example", false),
        (11, "Wren & Co", "wren.example", false),
        (12, "Somebody Else", "else.example", false),
    ])
    .await;
    let fernhill = world.add("Fernhill", "old.example").await;
    world.decide(fernhill, not_this_one(10)).await.unwrap();
    let wren = world.add("Wren & Co.", "").await;
    world.decide(wren, map(11)).await.unwrap();
    let other = world.add("Fernhill Lettings", "").await;
    world.decide(other, hold()).await.unwrap();
    world
}

#[tokio::test]
async fn any_file_imported_twice_and_undone_leaves_no_trace() {
    let world = lived_in().await;
    let before = world.seen().await;
    for choice in 1_u32..(1 << ROWS.len()) {
        let mut rows: Vec<&str> = (0..ROWS.len())
            .filter(|row| choice & (1 << row) != 0)
            .map(|row| ROWS[row])
            .collect();
        if choice % 2 == 0 {
            rows.reverse();
        }
        let text = format!("Id,Name,Domain,Seats\n{}\n", rows.join("\n"));
        let file = world.file("rows.csv", &text);
        let preview = world.preview(file.clone()).await.unwrap();
        let first = world.import(file.clone()).await.unwrap();
        assert_eq!(
            (
                preview.added,
                preview.updated,
                preview.unchanged,
                &preview.bad_rows
            ),
            (first.added, first.updated, first.unchanged, &first.bad_rows),
            "{text}"
        );
        let taken = first.added + first.updated + first.unchanged;
        assert_eq!(taken as usize + first.bad_rows.len(), rows.len(), "{text}");
        let again = world.import(file).await.unwrap();
        assert_eq!(
            (again.added, again.updated, again.edit.id, &again.bad_rows),
            (0, 0, None, &first.bad_rows),
            "{text}"
        );
        if first.edit.id.is_some() {
            world.undo(&first.edit).await.unwrap();
        }
        assert_eq!(world.seen().await, before, "{text}");
    }
}
