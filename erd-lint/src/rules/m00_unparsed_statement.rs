//! M00: a statement that no rule has seen.

use super::prelude::*;

const DOCS: &str = r"# M00 unparsed_statement

## What it does
Reports a statement that the parser of the dialect cannot read: a mistake, or syntax that it does not know. The other
statements of the file are read all the same.

## Why
A lint that passes over what it cannot read says that a migration is safe when nobody has looked at it.

## Bad
```sql postgres
ALTER TABLE orders ADD COLUM note text;
```
```sql mysql
ALTER TABLE orders ADD COLUMN;
```

## Good
```sql postgres
ALTER TABLE orders ADD COLUMN note text;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M00",
    slug: "unparsed_statement",
    levels: levels(WARN, WARN, WARN),
    why: "no rule has seen what it does",
    docs: DOCS,
    check: Check::Engine,
};
