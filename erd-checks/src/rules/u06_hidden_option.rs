//! U06: nullability is visible. The compiler says it, where a type turns out to be other than it looks.

use crate::{Check, Rule, Scope};
use erd_core::Level;

const DOCS: &str = r"# U06 hidden_option

## What it does
Rejects a field whose type is an `Option` under another name, and one whose type is called `Option` and is something else.

## Why
`Option` is the one source of nullability. People read it off the field, and so does erd's derive, which sees words and
not types: its rules about NULL would judge another column than the one that is created.

## Bad
```rust
type Nickname = Option<String>;

pub nickname: Nickname,
```

## Good
```rust
pub nickname: Option<String>,
```

## Source
The Rust Reference, procedural macros: a macro's input is a stream of tokens.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "U06",
    slug: "hidden_option",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: false,
    why: "nullability is read off the word `Option`, by people and by erd's derive alike",
    docs: DOCS,
    check: Check::Compiler,
};
