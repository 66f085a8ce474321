//! temporary
use crate::common::{NOW, World};
use engine::organizations::{self, Act};
#[tokio::test]
async fn timing() {
    for n in [2_000, 50_000] {
        let world = World::empty().await;
        let names: Vec<(String, String)> = (0..n).map(|i| (format!("Customer {i} Ltd"), format!("c{i}.example"))).collect();
        let customers: Vec<(i32, &str, &str, bool)> = names.iter().enumerate().map(|(i, (a, b))| (i32::try_from(i).unwrap() + 10, a.as_str(), b.as_str(), false)).collect();
        world.read_customers(&customers).await;
        let mut text = "Id,Name,Domain\n".to_owned();
        for i in 0..n { text.push_str(&format!("{i},Customer {i} Limited,c{i}.example\n")); }
        let f = world.file("x.csv", text);
        let t = std::time::Instant::now();
        world.preview(f.clone()).await.unwrap();
        println!("{n} preview {:?}", t.elapsed());
        let t = std::time::Instant::now();
        let i = world.import(f).await.unwrap();
        println!("{n} import {:?} {}", t.elapsed(), i.added);
        let id = world.rows().await[5].id;
        let t = std::time::Instant::now();
        world.decide(id, Act::Hold).await.unwrap();
        println!("{n} decide {:?}", t.elapsed());
        let t = std::time::Instant::now();
        world.detail(id).await;
        println!("{n} detail {:?}", t.elapsed());
        let t = std::time::Instant::now();
        let p = organizations::preview_accept(&world.store, world.profile).await.unwrap();
        println!("{n} preview accept {:?} {}", t.elapsed(), p.total);
        let t = std::time::Instant::now();
        let e = organizations::accept(&world.store, world.profile, p.total, NOW).await.unwrap();
        println!("{n} accept {:?}", t.elapsed());
        let t = std::time::Instant::now();
        world.undo(&e).await.unwrap();
        println!("{n} undo {:?}", t.elapsed());
    }
}
