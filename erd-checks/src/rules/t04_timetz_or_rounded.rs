//! T04: a zone without a date, and a time rounded up.

use crate::columns::spelled_for;
use crate::{Check, Report, Rule, Scope, path};
use erd_core::schema::Table;
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# T04 timetz_or_rounded

## What it does
Warns of PostgreSQL's `time with time zone`, and of a timestamp with precision 0.

## Why
The offset of a zone depends on the date, which `timetz` does not hold. `timestamp(0)` rounds and does not cut: a row
that is written at 12:00:00.7 says 12:00:01, which is in the future.

## Bad
```rust
#[erd(sql_type(postgres = "timestamptz(0)"))]
pub paid_at: DateTime<Utc>,
```

## Good
```rust
pub paid_at: DateTime<Utc>,
```

## Source
PostgreSQL manual, 8.5 "Date/Time Types"; PostgreSQL wiki, "Don't Do This". Executed on PostgreSQL.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "T04",
    slug: "timetz_or_rounded",
    level: Level::Warn,
    scope: Scope::Entity,
    silenceable: true,
    why: "a time of day has no offset without its date, and precision 0 rounds into the future",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (id, spelled) in spelled_for(table, Dialect::Postgres, report) {
        let subject = path::columns(table, &[id]);
        let site = Site::Column(id);
        if spelled.is(&["timetz", "time with time zone"]) {
            let message = format!("`{subject}` is a time of day with a zone and without a date");
            report
                .find(site, message)
                .why("the offset of a zone depends on the date, which the value does not hold")
                .help("spell it `timestamptz`, or `time` for a time on the wall");
        } else if spelled.name.starts_with("timestamp") && spelled.arguments.as_deref() == Some("0")
        {
            let message = format!("`{subject}` is rounded to the second, up as well as down");
            report
                .find(site, message)
                .why("a row that is written at 12:00:00.7 says 12:00:01, which is in the future")
                .help("leave the `(0)` out, and cut with `date_trunc` where you print");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::of_spelling;

    #[test]
    fn bad() {
        for sql in [
            "timetz",
            "time(3) with time zone",
            "timestamp(0)",
            "timestamptz (0)",
        ] {
            assert_eq!(of_spelling(&RULE, sql).len(), 1, "{sql}");
        }
        assert_eq!(
            of_spelling(&RULE, "timetz")[0].message,
            "`orders.value` is a time of day with a zone and without a date"
        );
    }

    #[test]
    fn ok() {
        for sql in ["timestamptz", "timestamp(3)", "time(0)", "time"] {
            assert!(of_spelling(&RULE, sql).is_empty(), "{sql}");
        }
    }
}
