//! M12: a type that the rows do not have.

use super::prelude::*;
use erd_core::Family;
use erd_core::effect::{MOST_BYTES, Retype, retype};

const DOCS: &str = r"# M12 column_type_rewrite

## What it does
Denies changing a column to a type for which the engine writes the table anew. Which changes leave the rows alone is known
per engine: on PostgreSQL a longer `varchar`, `varchar` to `text`, a `numeric` of the same scale and more digits, `cidr` to
`inet`, a time of as many digits or more (six are what it has without a number); on MySQL a longer `varchar` whose length
still needs as many bytes, on MariaDB also one of up to 127 bytes that gets any length; on both, values at the end of an
`enum` or a `set` as long as a value needs no more bytes. Where the old type is not known, because the history does not make the table, it is
a warning. So are indexes with an expression or a predicate, which PostgreSQL builds anew for such a column in any case.
`text` to `citext`, and back, leaves the rows alone and builds the column's B-tree and hash indexes anew, which it denies.

## Why
PostgreSQL writes the table and all its indexes anew under an AccessExclusive lock; MySQL and MariaDB copy the table.

## Bad
```sql postgres
ALTER TABLE customers ALTER COLUMN country_id TYPE bigint;
```
```sql postgres
ALTER TABLE customers ALTER COLUMN email TYPE varchar(50);
```
```sql postgres
CREATE EXTENSION IF NOT EXISTS citext;
ALTER TABLE accounts ALTER COLUMN email TYPE citext;
```
```sql mysql
ALTER TABLE customers MODIFY country_id bigint;
```

## Good
```sql postgres
SET lock_timeout = '2s';
ALTER TABLE customers ALTER COLUMN email TYPE text;
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2);
```
```sql mysql
ALTER TABLE customers MODIFY email varchar(200), ALGORITHM=INPLACE, LOCK=NONE;
```
";

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "M12",
    slug: "column_type_rewrite",
    levels: levels(DENY, DENY, None),
    why: "the whole table is written anew while nobody can write it, and the old version reads another type",
    docs: DOCS,
    check: Check::Op(check),
};

fn check(step: &Step<'_>, report: &mut Report) {
    let (table, column, to, computed) = match &step.op.kind {
        OpKind::AlterType {
            table,
            column,
            to,
            computed,
        } => (table, column, to, *computed),
        OpKind::RedefineColumn {
            table,
            from,
            column,
        } => match &column.ty {
            Some(ty) => (table, from, ty, false),
            None => return,
        },
        _ => return,
    };
    // Values of enums are M31 and M32, collations M13, keys M29.
    let other = !to.values.is_empty() || (to.collated && step.cx.is_postgres());
    if other
        || !step.in_use(table)
        || super::m29_key_to_bigint::is_key_to_bigint(step, table, column, to)
    {
        return;
    }
    let was = step.now.column(table, column).and_then(|c| c.ty.as_ref());
    let effect = was.map(|was| effect(step, was, to)).filter(|_| !computed);
    if let Some(effect) = effect.filter(|effect| effect.keeps_rows()) {
        if was != Some(to) {
            indexes(step, table, column, effect == Retype::Indexes, report);
        }
        return;
    }
    let how = match step.cx.dialect.family() {
        Family::Postgres => "writes the table anew under an AccessExclusive lock",
        _ => "copies the table while writes wait",
    };
    let (message, level) = match was {
        Some(was) if was == to && computed => (
            format!("`USING` computes `{table}.{column}` anew, which {how}"),
            None,
        ),
        Some(was) => (
            format!("changing `{table}.{column}` from {was} to {to} {how}"),
            None,
        ),
        None if computed => (
            format!("changing `{table}.{column}` to {to} with `USING` {how}"),
            None,
        ),
        None => (
            format!(
                "changing `{table}.{column}` to {to} {how}, unless its type, which these migrations do not show, is stored alike"
            ),
            Some(Level::Warn),
        ),
    };
    let entry = report
        .find(&step.op.span, table, Some(column), message)
        .grows();
    let entry = match level {
        Some(level) => entry.level(level),
        None => entry,
    };
    let entry = entry.help("add a column of the new type, write both, fill it in batches, switch readers, and drop the old one");
    if was.is_some_and(|was| was.name == "timestamp" && to.name == "timestamptz") {
        entry.help(
            "where the times are UTC: `SET timezone = 'UTC'` before it leaves the rows as they are",
        );
    }
}

/// Indexes that are built anew although no row is written: those with an expression or a predicate, and all that compare
/// the column, where the new type compares otherwise.
fn indexes(step: &Step<'_>, table: &Name, column: &str, otherwise: bool, report: &mut Report) {
    let Some(known) = step.now.table(table).filter(|_| step.cx.is_postgres()) else {
        return;
    };
    let built = known.indexes.iter();
    let built = built
        .filter(|index| index.is_built_for(column) || (otherwise && index.compares(column)))
        .filter_map(|index| index.name.as_ref());
    let keys = known.constraints.iter().filter(|known| match &known.kind {
        ConstraintKind::PrimaryKey(keys) | ConstraintKind::Unique(keys) => {
            otherwise && keys.iter().any(|key| key == column)
        }
        _ => false,
    });
    let names = built.chain(keys.filter_map(|known| known.name.as_ref()));
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        return;
    }
    let message = format!(
        "another type of `{table}.{column}` leaves the rows as they are, and {} is built anew under an AccessExclusive lock",
        names.join(", ")
    );
    let entry = report
        .find(&step.op.span, table, Some(column), message)
        .grows();
    if otherwise {
        entry
            .why("`citext` compares otherwise: nobody reads the table while its indexes are built, and values that were different may be equal now")
            .help("add a column of the new type, index it CONCURRENTLY, write both, fill it in batches, and switch readers");
    } else {
        entry
            .level(Level::Warn)
            .why("PostgreSQL builds every index with an expression or a predicate anew, and nobody reads the table meanwhile")
            .help("drop the index before, and build it again with CONCURRENTLY");
    }
}

/// What the engine does when a column gets another type.
pub(crate) fn effect(step: &Step<'_>, was: &SqlType, to: &SqlType) -> Retype {
    if step.cx.is_postgres() && zone_is_utc(step, was, to) {
        return Retype::Catalog;
    }
    retype(was, to, step.cx.dialect, MOST_BYTES)
}

/// `timestamp` and `timestamptz` are the same bytes where the session's zone is UTC (PostgreSQL 12).
fn zone_is_utc(step: &Step<'_>, was: &SqlType, to: &SqlType) -> bool {
    let pair = (was.name.as_str(), to.name.as_str());
    let times = matches!(
        pair,
        ("timestamp", "timestamptz") | ("timestamptz", "timestamp")
    );
    let times = times && !was.array && !to.array && to.args.is_empty();
    let zone = step.earlier().filter_map(|op| match &op.kind {
        OpKind::Set { name, value } if name == "timezone" => Some(value.as_str()),
        _ => None,
    });
    times && zone.last() == Some("utc")
}
