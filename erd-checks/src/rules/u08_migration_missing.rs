//! U08: a change of the entities has its migration. The compiler says it, where `schema!` names the folder.

use crate::{Check, Rule, Scope};
use erd_core::Level;

const DOCS: &str = r#"# U08 migration_missing

## What it does
Rejects a `schema!` with `migrations = ".."` whose entities are not what the last migration leads to. `cargo erd check`
says the same, with the differences.

## Why
The code would run against a database that it does not fit: the first query that names the new column fails, in
production if the tests make their tables from the structs.

## Bad
```rust
// `note` is new, and no migration adds it.
#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub note: Option<String>,
}

erd::schema! { pub Shop { Order } migrations = "migrations" }
```

## Good
```sh
cargo erd migrate new add_note
```

## Source
What the entities are made of is counted into one number, which `cargo erd migrate new` writes beside the checksums of
the migrations. Names of structs and fields, comments of the code and allows are not in it.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "U08",
    slug: "migration_missing",
    level: Level::Deny,
    scope: Scope::Graph,
    silenceable: false,
    why: "the code would run against a database that it does not fit",
    docs: DOCS,
    check: Check::Compiler,
};
