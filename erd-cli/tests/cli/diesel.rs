//! `cargo erd diesel schema` of code, snapshots and databases, with and without a `diesel.toml`.

use crate::support::{Shop, cargo_erd, cargo_erd_in};
use erd_core::Dialect;
use testkit::Scratch;

const TABLES: &str = "\
// @generated automatically by Diesel CLI.

diesel::table! {
    customers (id) {
        id -> Int8,
        #[max_length = 254]
        email -> Varchar,
    }
}

diesel::table! {
    orders (id) {
        id -> Int8,
        customer_id -> Int8,
        note -> Nullable<Text>,
    }
}

diesel::joinable!(orders -> customers (customer_id));

diesel::allow_tables_to_appear_in_same_query!(customers, orders,);
";

#[test]
fn code_is_printed_written_and_checked() {
    let shop = Shop::new("diesel-schema");
    let printed = shop.run(&["diesel", "schema", "--dialect", "postgres"]);
    assert_eq!((printed.code, printed.stdout.as_str()), (Some(0), TABLES));
    let unknown = shop.run(&["diesel", "schema"]);
    assert_eq!(unknown.code, Some(2), "{}", unknown.stderr);

    shop.write("erd.toml", "[targets]\npostgres = \"15\"\n");
    let none = shop.run(&["diesel", "schema", "--write"]);
    assert_eq!(none.code, Some(2), "{}", none.stderr);
    let section = "[print_schema]\nfile = \"src/db/schema.rs\"\nwith_docs = true\nfilter = { only_tables = [\"^orders$\"] }\n";
    shop.write("diesel.toml", section);
    let written = shop.run(&["diesel", "schema", "--write"]);
    assert_eq!(written.code, Some(0), "{}", written.stderr);
    let text = shop.read("src/db/schema.rs");
    assert!(
        text.contains("/// What was bought, and by whom.\n    orders (id) {"),
        "{text}"
    );
    assert!(
        text.contains("/// Its SQL type is `Nullable<Text>`."),
        "{text}"
    );
    assert!(!text.contains("joinable"), "{text}");
    assert_eq!(shop.run(&["diesel", "schema", "--check"]).code, Some(0));

    shop.edit(
        "src/lib.rs",
        "pub note: Option<String>",
        "pub note: Option<i32>",
    );
    let differs = shop.run(&["diesel", "schema", "--check"]);
    assert_eq!(differs.code, Some(1), "{}", differs.stderr);
    let line = text
        .lines()
        .position(|line| line.contains("SQL type is `Nullable<Text>`"));
    let place = format!("src/db/schema.rs:{}: differs", line.expect("a line") + 1);
    assert!(differs.stdout.starts_with(&place), "{}", differs.stdout);
    assert_eq!(shop.read("src/db/schema.rs"), text);
}

#[test]
fn a_patch_is_applied_and_a_snapshot_printed() {
    let shop = Shop::new("diesel-patch");
    let new = [
        "migrate",
        "new",
        "start",
        "--dialect",
        "postgres",
        "--version",
        "20260101000000",
    ];
    assert_eq!(shop.run(&new).code, Some(0));
    let patch = "--- a\n+++ b\n@@ -4,3 +4,3 @@\n     customers (id) {\n-        id -> Int8,\n+        id -> crate::CustomerId,\n         #[max_length = 254]\n";
    shop.write("schema.patch", patch);
    shop.write(
        "diesel.toml",
        "[print_schema]\npatch_file = \"schema.patch\"\n",
    );
    let printed = shop.run(&["diesel", "schema", "migrations/schema.json"]);
    let expected = TABLES.replacen("id -> Int8", "id -> crate::CustomerId", 1);
    assert_eq!(
        (printed.code, printed.stdout),
        (Some(0), expected),
        "{}",
        printed.stderr
    );
    shop.write("schema.patch", &patch.replace("customers", "clients"));
    assert_eq!(
        shop.run(&["diesel", "schema", "migrations/schema.json"])
            .code,
        Some(2)
    );
    shop.write("diesel.toml", "[print_schema]\nwith_doc = true\n");
    let refused = shop.run(&["diesel", "schema", "migrations/schema.json"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused
            .stderr
            .contains("diesel.toml: [print_schema]: unknown field `with_doc`"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_database_is_printed_with_what_diesel_leaves_to_its_users() {
    let mut database = Scratch::new(Dialect::Sqlite);
    for sql in [
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
        "CREATE TABLE odd (id INTEGER PRIMARY KEY NOT NULL, at TIMESTAMPTZ)",
    ] {
        database.execute(sql).expect("a table");
    }
    let printed = cargo_erd(&["diesel", "schema", "-D", database.url()]);
    assert_eq!(printed.code, Some(0), "{}", printed.stderr);
    assert!(
        printed.stdout.contains("id -> Nullable<Integer>"),
        "{}",
        printed.stdout
    );
    assert!(!printed.stdout.contains("odd"), "{}", printed.stdout);
    let warning = "warning: `odd` is left out: `diesel print-schema` stops at the type of one of its columns, `at`, \
                   which is `timestamptz` [unsupported_type]\n";
    assert!(printed.stderr.contains(warning), "{}", printed.stderr);
    let here = std::env::temp_dir();
    let out = here.join(format!("erd-schema-{}.rs", std::process::id()));
    let path = out.to_string_lossy();
    let written = cargo_erd_in(&here, &["diesel", "schema", database.url(), "--out", &path]);
    assert_eq!(written.code, Some(0), "{}", written.stderr);
    let text = std::fs::read_to_string(&out).expect("the file");
    std::fs::remove_file(&out).expect("the file");
    assert_eq!(text, printed.stdout);
}

#[test]
fn an_import_has_the_types_of_the_application_s_schema_rs() {
    let folder = std::env::temp_dir().join(format!("erd-schema-rs-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    let mut database = Scratch::new(Dialect::Sqlite);
    let table = "CREATE TABLE notes (id INTEGER PRIMARY KEY NOT NULL, size INTEGER NOT NULL, done INTEGER NOT NULL, \
                 at TEXT, more BLOB)";
    database.execute(table).expect("a table");
    let file = "diesel::table! {\n    notes (id) {\n        id -> Integer,\n        size -> Integer,\n        \
                done -> Bool,\n        at -> Timestamp,\n        more -> Nullable<Integer>,\n    }\n}\n";
    std::fs::write(folder.join("src/schema.rs"), file).expect("a file");
    let toml = "[print_schema]\nfile = \"src/schema.rs\"\n";
    std::fs::write(folder.join("diesel.toml"), toml).expect("a file");
    let import = ["import", database.url(), "--diesel", "--out", "src/models"];
    let run = cargo_erd_in(&folder, &import);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let note = std::fs::read_to_string(folder.join("src/models/note.rs")).expect("a struct");
    for field in [
        "#[erd(primary_key, identity)]\n    pub id: i32,",
        "pub size: i32,",
        "pub done: bool,",
        "pub at: Option<NaiveDateTime>,",
        "pub more: Option<Vec<u8>>,",
    ] {
        assert!(note.contains(field), "{field}\n{note}");
    }
    let said = "types are those of src/schema.rs, which has 1 table\n\
                warning: src/schema.rs:6: `notes.at` may be NULL in the database, and is not Nullable here\n\
                warning: src/schema.rs:7: `notes.more` is `Nullable<Integer>` here, which the database's type is not\n";
    assert!(run.stderr.starts_with(said), "{}", run.stderr);
    let named = [&import[..], &["--force", "--schema-rs", "diesel.toml"]].concat();
    let refused = cargo_erd_in(&folder, &named);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("diesel.toml: line 1: "),
        "{}",
        refused.stderr
    );
    std::fs::remove_dir_all(&folder).expect("the folder");
}
