//! What an engine refuses, as people read it: a sentence, the engine's own number, the statement and its place.

use crate::support::{cargo_erd_in, temporary};
use erd_history::{Format, Migration, Statement, format};
use testkit::Scratch;

#[test]
fn a_refusal_is_a_sentence_with_its_number_and_its_place() {
    for dialect in testkit::dialects() {
        let root = temporary().join(format!("refused-{dialect}"));
        // What an earlier run left may mean something to this one.
        let _ = std::fs::remove_dir_all(&root);
        let by_hand = root.join("by_hand/2024-01-01-000000_first");
        std::fs::create_dir_all(&by_hand).expect("a folder to write in");
        let text =
            "-- Two lines.\nCREATE TABLE a (id integer);\nINSERT INTO missing\n    VALUES (1);\n";
        std::fs::write(by_hand.join("up.sql"), text).expect("a folder to write in");
        let planned = Migration {
            version: "20240101000000".into(),
            name: "first".into(),
            head: vec!["Two statements.".into()],
            replaces: Vec::new(),
            up: vec![
                Statement::new("CREATE TABLE a (id integer)"),
                Statement::new("ALTER TABLE a ADD COLUMN id integer"),
            ],
            down: None,
            in_transaction: true,
        };
        let folder = root.join("planned");
        format::write(&folder, Format::Diesel, &planned).expect("a folder to write in");
        let mut text = String::new();
        for dir in ["by_hand", "planned"] {
            let database = Scratch::new(dialect);
            let url = database.url();
            let run = cargo_erd_in(&root, &["migrate", "apply", "--dir", dir, "-D", url]);
            assert_eq!(run.code, Some(3), "{dialect}: {}", run.stderr);
            for debug in ["MySqlError", "Error {", "DbError", "Some(", "None"] {
                assert!(!run.stderr.contains(debug), "{dialect}: {}", run.stderr);
            }
            // The database has another name in every run.
            let name = url.rsplit('/').next().unwrap_or_default();
            let name = name.split('?').next().unwrap_or_default();
            text = text + &run.stderr.replace(&format!("{name}."), "<database>.") + "\n";
        }
        insta::assert_snapshot!(format!("refused_{}", dialect.name()), text);
    }
}

#[test]
fn a_server_that_is_not_there_is_a_sentence() {
    let mut text = String::new();
    for scheme in ["postgres", "mysql", "mariadb"] {
        let url = format!("{scheme}://me:secret@127.0.0.1:1/shop");
        text += &cargo_erd_in(&std::env::temp_dir(), &["import", &url]).stderr;
    }
    text += &cargo_erd_in(&std::env::temp_dir(), &["import", "/no/such/folder/a.db"]).stderr;
    assert!(!text.contains("secret"), "{text}");
    insta::assert_snapshot!("refused_connections", text);
}
