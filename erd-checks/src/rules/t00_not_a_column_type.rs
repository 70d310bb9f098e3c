//! T00: a field's type must be one that a column can have. The compiler says it, in the words of
//! [`ColumnType`](erd_core::ColumnType).

use crate::{Check, Rule, Scope};
use erd_core::Level;

const DOCS: &str = r"# T00 not_a_column_type

## What it does
Rejects a field whose type has no column type: it is neither one of std's types that erd knows, nor one of another crate
whose feature is on (`chrono`, `time`, `uuid`, `json`, `decimal`), nor one that derives `erd::ColumnType` or `erd::DbEnum`.

## Why
erd must know the SQL type of every column to create the table. It does not guess one: a guess would decide how values
are stored, compared and sorted.

## Bad
```rust
pub struct Email(String);

#[erd(unique)]
pub email: Email,
```

## Good
```rust
#[derive(erd::ColumnType)]
pub struct Email(String);

#[erd(unique)]
pub email: Email,
```

## Source
The trait `erd::ColumnType` and its implementations.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "T00",
    slug: "not_a_column_type",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "erd must know the SQL type of every column to create the table",
    docs: DOCS,
    check: Check::Compiler,
};
