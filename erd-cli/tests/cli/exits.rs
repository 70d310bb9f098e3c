//! What an exit code says, as the help of each command has it.

use crate::support::{Shop, cargo_erd};
use erd_core::Dialect;
use testkit::Scratch;

/// Addresses that nobody answers at, and that nobody understands.
const SILENT: &str = "postgres://127.0.0.1:1/shop";
const NONE: &str = "oracle://127.0.0.1/shop";

fn exits(shop: &Shop, arguments: &[&str], code: i32) {
    let run = shop.run(arguments);
    let said = format!("{arguments:?}\n{}{}", run.stdout, run.stderr);
    assert_eq!(run.code, Some(code), "{said}");
    let help: Vec<&str> = arguments
        .iter()
        .copied()
        .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase()) && *word != "code")
        .collect();
    let page = cargo_erd(&[&help[..], &["--help"]].concat()).stdout;
    let codes = page.split("Exit codes: ").nth(1).unwrap_or_default();
    let codes = codes.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = codes.starts_with(&format!("{code} ")) || codes.contains(&format!("; {code} "));
    assert!(named, "{help:?} does not say what {code} is: {codes}");
}

#[test]
fn exit_codes_say_what_the_help_says() {
    let shop = Shop::new("exits");
    let database = Scratch::new(Dialect::Sqlite);
    let url = database.url();
    shop.write("erd.toml", "[targets]\nsqlite = \"3.37\"\n");
    exits(&shop, &["check"], 0);
    exits(&shop, &["check", "-D", NONE], 2);
    exits(&shop, &["check", "-D", SILENT], 3);
    let version = "20260101000000";
    exits(&shop, &["migrate", "new", "start", "--version", version], 0);
    let snapshot = "migrations/schema.json";
    exits(&shop, &["diff", snapshot], 0);
    exits(&shop, &["diff", snapshot, "-f", "sql"], 0);

    exits(&shop, &["migrate", "status", "-D", url], 1);
    exits(&shop, &["migrate", "verify", "-D", url], 1);
    exits(&shop, &["migrate", "apply", "-D", url], 0);
    for command in ["status", "verify"] {
        exits(&shop, &["migrate", command, "-D", url], 0);
        exits(&shop, &["migrate", command, "-D", NONE], 2);
        exits(&shop, &["migrate", command, "-D", SILENT], 3);
    }
    exits(&shop, &["migrate", "lint", "--since", version], 0);
    exits(&shop, &["migrate", "lint", "no-such-folder"], 3);
    exits(&shop, &["migrate", "lint", "--since", "never"], 2);

    // A column is gone: what differs is printed with 1, and SQL that would lose it is not, with 2.
    shop.edit("src/lib.rs", "    pub note: Option<String>,\n", "");
    exits(&shop, &["diff", snapshot], 1);
    exits(&shop, &["diff", snapshot, "-f", "json"], 1);
    exits(&shop, &["diff", snapshot, "-f", "sql"], 2);
    let allowed = [
        "diff",
        snapshot,
        "-f",
        "sql",
        "--allow",
        "drop_column:orders.note",
    ];
    exits(&shop, &allowed, 1);
    exits(&shop, &["diff", SILENT], 3);
    exits(&shop, &["migrate", "new", "gone"], 1);
    shop.write("erd.toml", "[targets]\npostgres = \"14\"\n");
    shop.write(
        "migrations/2030_more/up.sql",
        "CREATE INDEX i ON orders (note);\n",
    );
    exits(&shop, &["migrate", "lint"], 1);

    // A finding stops the build: no answer of `check`, and none of `diff`.
    shop.edit(
        "src/lib.rs",
        "on_delete = restrict), index)]",
        "on_delete = restrict))]",
    );
    exits(&shop, &["check"], 1);
    exits(&shop, &["diff", snapshot], 3);
}
