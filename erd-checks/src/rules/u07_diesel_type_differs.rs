//! U07: diesel's `table!` has the SQL type that the schema has. The compiler says it, where a name misleads.

use crate::{Check, Rule, Scope};
use erd_core::Level;

const DOCS: &str = r"# U07 diesel_type_differs

## What it does
Rejects a field of an entity with `#[erd(diesel)]` whose type has the name of a type that erd knows and is another one.

## Why
The derive writes diesel's `table!` while it sees words only, so it reads the SQL type off the name. Where the name
misleads, diesel would read and write the column as something that it is not.

## Bad
```rust
type String = i64;

pub title: String,
```

## Good
```rust
#[erd(diesel_type = BigInt)]
pub title: String,
```

## Source
diesel, `table!`: every column is declared with its SQL type.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "U07",
    slug: "diesel_type_differs",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "diesel would read and write the column as another type than it has",
    docs: DOCS,
    check: Check::Compiler,
};
