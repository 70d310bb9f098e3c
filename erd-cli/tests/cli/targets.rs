//! A project gets a second target, another one, and one less: no history begins anew without a word.

use crate::support::{Run, Shop};
use erd_core::Dialect;
use testkit::Scratch;

const SQLITE: &str = "[targets]\nsqlite = \"3.40\"\n";
const BOTH: &str = "[targets]\nsqlite = \"3.40\"\npostgres = \"15\"\n";

fn succeeds(run: &Run) {
    assert_eq!(run.code, Some(0), "{}\n{}", run.stdout, run.stderr);
}

fn new(shop: &Shop, name: &str, version: &str) -> Run {
    shop.run(&["migrate", "new", name, "--version", version])
}

fn exists(shop: &Shop, path: &str) -> bool {
    shop.path(path).exists()
}

#[test]
fn a_second_target_keeps_the_history_of_the_first() {
    let shop = Shop::new("second-target");
    let database = Scratch::new(Dialect::Sqlite);
    let url = database.url();
    shop.write("erd.toml", SQLITE);
    succeeds(&new(&shop, "start", "20260101000000"));
    succeeds(&shop.run(&["migrate", "apply", "-D", url]));

    shop.write("erd.toml", BOTH);
    let command = "mkdir -p migrations/sqlite && mv migrations/20260101000000_start migrations/schema.json \
                   migrations/erd.sum migrations/sqlite/";
    for arguments in [
        &["migrate", "new", "again"][..],
        &["migrate", "status", "-D", url],
        &["migrate", "apply", "-D", url],
        &["migrate", "verify", "-D", url],
        &["migrate", "hash"],
        &["migrate", "squash"],
    ] {
        let run = shop.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.stderr);
        assert!(
            run.stderr.contains(command),
            "{arguments:?}: {}",
            run.stderr
        );
    }
    assert!(!exists(&shop, "migrations/sqlite") && !exists(&shop, "migrations/postgres"));
    // A build that is told about the folder says so too.
    shop.edit(
        "src/lib.rs",
        "Order }",
        "Order } migrations = \"migrations\"",
    );
    let check = shop.run(&["check"]);
    assert!(
        matches!(check.code, Some(1 | 2))
            && check
                .stderr
                .contains("`migrations` has migrations of its own")
            || check.stderr.contains(command),
        "{}{}",
        check.stdout,
        check.stderr
    );

    std::fs::create_dir_all(shop.path("migrations/sqlite")).expect("a folder");
    for file in ["20260101000000_start", "schema.json", "erd.sum"] {
        let (from, to) = (
            format!("migrations/{file}"),
            format!("migrations/sqlite/{file}"),
        );
        std::fs::rename(shop.path(&from), shop.path(&to)).expect("a move");
    }
    let second = new(&shop, "second", "20260102000000");
    succeeds(&second);
    assert!(
        second
            .stderr
            .contains("SQLite: the migrations lead to what the code says already"),
        "{}",
        second.stderr
    );
    assert!(exists(
        &shop,
        "migrations/postgres/20260102000000_second/up.sql"
    ));
    succeeds(&shop.run(&["migrate", "status", "-D", url]));
    succeeds(&shop.run(&["check"]));

    // The one that is left stays where it is.
    shop.write("erd.toml", SQLITE);
    let left = new(&shop, "left", "20260103000000");
    succeeds(&left);
    assert!(
        left.stderr.contains("lead to what the code says already"),
        "{}",
        left.stderr
    );
    succeeds(&shop.run(&["migrate", "status", "-D", url]));
    succeeds(&shop.run(&["check"]));
}

#[test]
fn migrations_of_one_engine_are_not_continued_for_another() {
    let shop = Shop::new("other-target");
    shop.write("erd.toml", SQLITE);
    succeeds(&new(&shop, "start", "20260101000000"));
    shop.write("erd.toml", "[targets]\npostgres = \"15\"\n");
    let run = new(&shop, "next", "20260102000000");
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(
        run.stderr
            .contains("the migrations in migrations are for SQLite, not for PostgreSQL"),
        "{}",
        run.stderr
    );
    // Neither is a database one that erd.toml does not name.
    let database = Scratch::new(Dialect::Sqlite);
    for arguments in [
        &["migrate", "apply", "-D", database.url()][..],
        &["migrate", "new", "x", "--dialect", "sqlite"],
    ] {
        let run = shop.run(arguments);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        let said = "SQLite is no target of erd.toml, which names PostgreSQL";
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    // Whose they are is known by the snapshot alone.
    shop.write("erd.toml", BOTH);
    std::fs::remove_file(shop.path("migrations/schema.json")).expect("it was written");
    let run = new(&shop, "next", "20260102000000");
    assert!(
        run.stderr.contains("if that is whom they are for"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_edit_is_accepted_for_every_target_or_one() {
    let shop = Shop::new("hash");
    shop.write("erd.toml", BOTH);
    succeeds(&new(&shop, "start", "20260101000000"));
    let edit = |dialect: &str| {
        let file = format!("migrations/{dialect}/20260101000000_start/up.sql");
        let text = shop.read(&file);
        shop.write(&file, &text.replacen("CREATE TABLE", "CREATE  TABLE", 1));
    };
    edit("sqlite");
    edit("postgres");
    let run = shop.run(&["migrate", "hash", "--dialect", "postgres"]);
    succeeds(&run);
    assert_eq!(
        run.stderr,
        "wrote migrations/postgres/20260101000000_start/up.sql: the hash of statement 3\nwrote migrations/postgres/erd.sum\n"
    );
    assert!(
        !exists(&shop, "migrations/erd.sum"),
        "no folder of a target"
    );
    let run = shop.run(&["migrate", "hash"]);
    succeeds(&run);
    assert!(
        run.stderr
            .contains("wrote migrations/sqlite/20260101000000_start/up.sql"),
        "{}",
        run.stderr
    );

    // What a database has run is put back, and not accepted.
    let database = Scratch::new(Dialect::Sqlite);
    let url = database.url();
    succeeds(&shop.run(&["migrate", "apply", "-D", url]));
    edit("sqlite");
    let before = shop.read("migrations/sqlite/erd.sum");
    for arguments in [
        &["migrate", "hash", "-D", url][..],
        &["migrate", "apply", "-D", url],
    ] {
        let run = shop.run(arguments);
        assert!(matches!(run.code, Some(1 | 2)), "{}", run.stderr);
        assert!(
            run.stderr.contains("20260101000000_start") && run.stderr.contains("put it back"),
            "{}",
            run.stderr
        );
        assert!(!run.stderr.contains("migrate hash"), "{}", run.stderr);
    }
    assert_eq!(before, shop.read("migrations/sqlite/erd.sum"));
}

#[test]
fn ddl_is_for_the_only_target_or_asks() {
    let shop = Shop::new("ddl-target");
    let unknown = shop.run(&["ddl"]);
    assert_eq!(unknown.code, Some(2), "{}", unknown.stderr);
    assert!(
        unknown.stderr.contains("nothing says for which engine"),
        "{}",
        unknown.stderr
    );
    shop.write("erd.toml", SQLITE);
    let only = shop.run(&["ddl"]);
    succeeds(&only);
    assert_eq!(
        only.stdout,
        shop.run(&["ddl", "--dialect", "sqlite"]).stdout
    );
    shop.write("erd.toml", BOTH);
    let several = shop.run(&["ddl"]);
    assert_eq!(several.code, Some(2), "{}", several.stderr);
    assert!(
        several.stderr.contains("several targets"),
        "{}",
        several.stderr
    );
}
