//! C03: a delete that comes back to where it began.

use crate::links::{cascades, loops, path_text};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{Schema, TableId};
use erd_core::{Level, Site};

const DOCS: &str = r"# C03 cascade_cycle

## What it does
Warns about a loop of two or more tables whose foreign keys all say `on_delete = cascade`. One other clause in the loop
ends it.

## Why
One delete follows the loop until nothing connected is left: to delete one row is to delete every row that can be reached
from it. MySQL and MariaDB give up after 15 levels and delete nothing; SQL Server does not accept the constraints.

## Bad
```rust
#[derive(erd::Entity)]
pub struct Team {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Member, on_delete = cascade), index)]
    pub lead_id: Option<i64>,
}

#[derive(erd::Entity)]
pub struct Member {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Team, on_delete = cascade), index)]
    pub team_id: i64,
}
```

## Good
```rust
#[erd(references(Member, on_delete = set_null), index)]
pub lead_id: Option<i64>,
```

## Source
SQL Server, error 1785; Vitess pull request 15458; a cascade of 20 levels, executed on MariaDB 10.11.19.
";

/// The rule.
pub static RULE: Rule = Rule {
    id: "C03",
    slug: "cascade_cycle",
    level: Level::Warn,
    scope: Scope::Graph,
    silenceable: true,
    why: "one delete removes every row that is connected to it, in all of these tables",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for steps in loops(&cascades(schema)) {
        let Some(first) = steps.first() else {
            continue;
        };
        let path = path_text(schema, &steps);
        report.enter(TableId(first.from));
        report
            .find(
                Site::ForeignKey(first.foreign_key),
                format!("a delete comes back to where it began: `{path}`"),
            )
            .help("write `on_delete = restrict` or `set_null` on one of these");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_schema, schema, table};
    use erd_core::schema::Action;

    fn node(name: &str, to: usize, action: Action) -> Builder {
        table(name)
            .columns(["id", "other_id"])
            .primary_key(["id"])
            .points_at(["other_id"], to)
            .on_delete(action)
    }

    #[test]
    fn bad() {
        use Action::Cascade;
        let two = schema([node("teams", 1, Cascade), node("members", 0, Cascade)]);
        let found = of_schema(&RULE, &two);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "a delete comes back to where it began: `teams.other_id -> members.other_id -> teams`"
        );
        let three = schema([
            node("a", 1, Cascade),
            node("b", 2, Cascade),
            node("c", 0, Cascade),
        ]);
        assert_eq!(of_schema(&RULE, &three).len(), 1);
    }

    #[test]
    fn ok() {
        use Action::{Cascade, Restrict};
        let half = schema([node("teams", 1, Restrict), node("members", 0, Cascade)]);
        assert!(of_schema(&RULE, &half).is_empty());
        let tree = table("t").columns(["id", "up"]).points_home(["up"]);
        assert!(of_schema(&RULE, &schema([tree.on_delete(Cascade)])).is_empty());
        let mut loose = schema([node("teams", 1, Cascade), node("members", 0, Cascade)]);
        loose.tables[0].foreign_keys[0].loose = Some("job".to_owned());
        assert!(of_schema(&RULE, &loose).is_empty());
    }
}
