//! `cargo erd migrate lint` on folders of files, in all its forms.

use crate::support::{Run, cargo_erd_in};
use std::path::PathBuf;

/// A folder of migrations, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join("lint")
            .join(name);
        // What an earlier run left may mean something to this one.
        let _ = std::fs::remove_dir_all(&root);
        let folder = Self(root);
        // A lock file is where the search for erd.toml ends, and .git where code hosts begin.
        folder.write("Cargo.lock", "");
        folder.write(".git", "");
        for (file, text) in files {
            folder.write(file, text);
        }
        folder
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        let parent = path.parent().expect("a file is in a folder");
        std::fs::create_dir_all(parent).expect("a folder to write in");
        std::fs::write(path, text).expect("a folder to write in");
    }

    fn lint(&self, arguments: &[&str]) -> Run {
        let all = [&["migrate", "lint"], arguments].concat();
        cargo_erd_in(&self.0, &all)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const FIRST: &str = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n";
const SECOND: &str = "SET lock_timeout = '2s';\n-- The report needs it.\nCREATE INDEX orders_note_idx\n    ON orders (note);\nALTER TABLE orders ADD COLUMN é integer, DROP COLUMN note;\n";

fn shop(name: &str) -> Folder {
    Folder::new(
        name,
        &[
            ("erd.toml", "[targets]\npostgres = \"15\"\n"),
            ("migrations/2024-01-01-000000_first/up.sql", FIRST),
            (
                "migrations/2024-01-01-000000_first/down.sql",
                "DROP TABLE orders;\n",
            ),
            ("migrations/2024-01-02-000000_second/up.sql", SECOND),
            (
                "migrations/2024-01-02-000000_second/down.sql",
                "ALTER TABLE orders DROP COLUMN é;\n",
            ),
        ],
    )
}

#[test]
fn findings_stand_under_their_file_with_the_source() {
    let run = shop("text").lint(&[]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!("lint_text", run.stdout);
    assert_eq!(run.stderr, "checked 2 migrations: 2 errors\n");
}

#[test]
fn each_form_says_the_same() {
    let shop = shop("forms");
    let github = shop.lint(&["--format", "github"]);
    insta::assert_snapshot!("lint_github", github.stdout);
    let json: serde_json::Value =
        serde_json::from_str(&shop.lint(&["--format", "json"]).stdout).expect("JSON");
    assert_eq!(json["summary"]["migrations"], 2);
    let finding = &json["findings"][1];
    assert_eq!(
        finding["fingerprint"],
        "M08 2024-01-02-000000_second:orders.note"
    );
    let place = serde_json::json!({
        "file": "migrations/2024-01-02-000000_second/up.sql", "line": 5, "column": 42, "end_column": 58
    });
    assert_eq!(finding["place"], place);
    let sarif: serde_json::Value =
        serde_json::from_str(&shop.lint(&["--format", "sarif"]).stdout).expect("JSON");
    let run = &sarif["runs"][0];
    let index = usize::try_from(run["results"][0]["ruleIndex"].as_u64().expect("a number"));
    let rule = &run["tool"]["driver"]["rules"][index.expect("a small number")];
    assert_eq!(
        (&run["results"][0]["ruleId"], &rule["id"]),
        (&"M18".into(), &"M18".into())
    );
}

#[test]
fn levels_allows_and_since_decide_what_fails() {
    let shop = shop("decisions");
    assert_eq!(
        shop.lint(&["--since", "2024-01-02-000000_second"]).code,
        Some(0)
    );
    assert_eq!(shop.lint(&["--since", "20240101000000"]).code, Some(1));
    shop.write(
        "erd.toml",
        "[targets]\npostgres = \"15\"\n[rules]\nM18 = \"warn\"\n[[allow]]\nrule = \"drop_column\"\ntarget = \"orders.note\"\nreason = \"no release reads it\"\n",
    );
    let run = shop.lint(&[]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(0), "checked 2 migrations: 1 warning\n")
    );
    shop.write(
        "erd.toml",
        "[targets]\npostgres = \"15\"\n[[allow]]\nrule = \"M18\"\ntarget = \"customers\"\nreason = \"small\"\n",
    );
    let unused = shop.lint(&["--format", "github"]).stdout;
    assert!(
        unused.contains("file=erd.toml,line=3") && unused.contains("silences nothing"),
        "{unused}"
    );
    let all = shop.lint(&["--all", "--rows", "orders=2M"]);
    assert!(
        all.stdout.contains("the table has 2000000 rows"),
        "{}",
        all.stdout
    );
    assert!(all.stdout.contains("second/down.sql"), "{}", all.stdout);
}

#[test]
fn layouts_of_other_tools_are_read() {
    let sqlx = Folder::new(
        "sqlx",
        &[
            ("m/1_a.sql", "CREATE TABLE a (id integer PRIMARY KEY);"),
            (
                "m/2_b.sql",
                "-- no-transaction\nCREATE INDEX CONCURRENTLY i ON a (id);",
            ),
            ("m/10_c.sql", "CREATE INDEX CONCURRENTLY j ON a (id);"),
        ],
    );
    let run = sqlx.lint(&["m", "--dialect", "postgres", "--format", "github"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.starts_with("::error file=m/10_c.sql,line=1,"),
        "{}",
        run.stdout
    );
    assert_eq!(run.stdout.lines().count(), 1);
    let refinery = Folder::new(
        "refinery",
        &[
            ("m/V1__a.sql", "CREATE TABLE a (id int);"),
            ("m/V2__b.sql", "DROP TABLE a;"),
        ],
    );
    assert_eq!(refinery.lint(&["m", "--dialect", "mysql"]).code, Some(1));
    let plain = Folder::new("plain", &[("m/schema.sql", "CREATE TABLE a (id int);")]);
    let clean = plain.lint(&["m", "--dialect", "sqlite"]);
    assert_eq!((clean.code, clean.stdout.as_str()), (Some(0), ""));
}

#[test]
fn wrong_use_says_what_to_do() {
    let shop = shop("wrong");
    let said = |arguments: &[&str]| {
        let run = shop.lint(arguments);
        (run.code, run.stderr)
    };
    let (code, unknown) = said(&["--since", "2024-01-02-000000_secnd"]);
    assert_eq!(code, Some(2));
    assert!(
        unknown.contains("did you mean `2024-01-02-000000_second`?"),
        "{unknown}"
    );
    assert_eq!(said(&["--rows", "orders"]).0, Some(2));
    let (code, text) = said(&["--rows", "orderz=2M"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("did you mean `orders`?"), "{text}");
    let (code, missing) = said(&["nowhere"]);
    assert_eq!(code, Some(3), "{missing}");
    shop.write("empty/readme.md", "");
    let (code, empty) = said(&["empty"]);
    assert_eq!(code, Some(2));
    assert!(
        empty.contains("has no migrations") && empty.contains("help: "),
        "{empty}"
    );
    shop.write("erd.toml", "");
    let (code, engine) = said(&[]);
    assert_eq!(code, Some(2));
    assert!(engine.contains("--dialect"), "{engine}");
    shop.write(
        "migrations/2024-01-02-000000_second/metadata.toml",
        "run_in_transaction = \"no\"",
    );
    assert_eq!(said(&["--dialect", "postgres"]).0, Some(2));
}
