//! What a server prints for an expression is known to the next migration.

use crate::support::{Run, Shop};
use erd_core::Dialect;
use testkit::Scratch;

const WRITTEN: &str = "to_tsvector('english', note) @@ 'a & b'";

fn succeeds(run: &Run) {
    assert_eq!(run.code, Some(0), "{}\n{}", run.stdout, run.stderr);
}

fn is_settled(run: &Run) -> bool {
    succeeds(run);
    run.stderr.contains("lead to what the code says already")
}

#[test]
fn what_verify_remembers_is_no_migration() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let shop = Shop::new("printed");
    let database = Scratch::new(Dialect::Postgres);
    let url = database.url();
    let field = "pub note: Option<String>,";
    let checked = format!("#[erd(check(note_is_found = \"{WRITTEN}\"))]\n    {field}");
    shop.edit("src/lib.rs", field, &checked);
    let new = |name: &str| shop.run(&["migrate", "new", name, "--dialect", "postgres"]);
    succeeds(&new("start"));
    succeeds(&shop.run(&["migrate", "apply", "-D", url]));
    succeeds(&shop.run(&["migrate", "verify", "-D", url]));
    let snapshot = || -> serde_json::Value {
        serde_json::from_str(&shop.read("migrations/schema.json")).expect("a snapshot")
    };
    let pair = snapshot()["printed"][0].clone();
    assert_eq!(pair["written"], WRITTEN);
    let printed = pair["printed"].as_str().expect("what the server prints");

    // As the server prints it, and as it was written, is one to the next migration.
    shop.edit("src/lib.rs", WRITTEN, printed);
    assert!(is_settled(&new("again")));
    assert_eq!(snapshot()["printed"][0], pair);
    // Nobody else would know that.
    let mut forgotten = snapshot();
    forgotten
        .as_object_mut()
        .expect("an object")
        .remove("printed");
    shop.write("migrations/schema.json", &forgotten.to_string());
    shop.edit("src/lib.rs", printed, WRITTEN);
    assert!(!is_settled(&new("changed")));
}

#[test]
fn the_server_that_is_described_is_asked() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let shop = Shop::new("printed_from_database");
    let database = Scratch::new(Dialect::Postgres);
    let url = database.url();
    let field = "pub note: Option<String>,";
    let checked = format!("#[erd(check(note_is_found = \"{WRITTEN}\"))]\n    {field}");
    shop.edit("src/lib.rs", field, &checked);
    succeeds(&shop.run(&["migrate", "new", "start", "--dialect", "postgres"]));
    succeeds(&shop.run(&["migrate", "apply", "-D", url]));
    let again = [
        "migrate",
        "new",
        "again",
        "--dialect",
        "postgres",
        "--from-database",
        url,
    ];
    assert!(is_settled(&shop.run(&again)));
    let snapshot: serde_json::Value =
        serde_json::from_str(&shop.read("migrations/schema.json")).expect("a snapshot");
    assert!(
        snapshot["printed"]
            .as_array()
            .is_some_and(|all| !all.is_empty()),
        "{snapshot}"
    );
}
