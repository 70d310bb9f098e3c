//! N07: names as the project wants them.

use crate::config::{Named, is_called};
use crate::{Check, Report, Rule, Scope};
use erd_core::schema::{ColumnId, ForeignKey, IndexKind, Schema, Table, TableId, Target};
use erd_core::{Level, Site};

const DOCS: &str = r#"# N07 naming_convention

## What it does
Warns of a name that is not as `[naming]` in `erd.toml` wants it. There is a pattern for each kind of thing: `table`,
`column`, `primary_key`, `index`, `unique`, `foreign_key`, `check`. In a pattern `*` stands for any text,
`{table}` for the name of the table, `{columns}` for those of the columns, joined by `_`, and `{target}` for the table that
a foreign key references.
Without patterns nothing is reported. A pattern that becomes longer than 63 bytes asks for nothing.

## Why
Where names follow no pattern, nobody can guess one: people search for the index that an error names, scripts miss tables,
and the same thing is made twice.

## Bad
```toml
[naming]
table = "app_*"
index = "ix_{table}_{columns}" # erd's own is `{table}_{columns}_idx`
```

## Good
```rust
#[erd(table = "app_orders")]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(index(name = "ix_app_orders_placed_at"))]
    pub placed_at: DateTime<Utc>,
}
```

## Source
Atlas, analyzers NM101 to NM106; Bytebase, naming rules.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "N07",
    slug: "naming_convention",
    level: Level::Allow,
    scope: Scope::Graph,
    silenceable: true,
    why: "nobody can guess a name that follows no pattern, and scripts miss it",
    docs: DOCS,
    check: Check::Schema(check),
};

fn check(schema: &Schema, report: &mut Report<'_>) {
    for (t, table) in schema.tables.iter().enumerate() {
        report.enter(TableId(t));
        say(
            table,
            report,
            Named::Table,
            &table.name,
            &[],
            "",
            Site::Entity,
        );
        for (i, column) in table.columns.iter().enumerate() {
            let site = Site::Column(ColumnId(i));
            say(table, report, Named::Column, &column.name, &[], "", site);
        }
        if let Some(key) = &table.primary_key {
            let columns = names(table, &key.columns);
            let site = Site::PrimaryKey;
            say(
                table,
                report,
                Named::PrimaryKey,
                &key.name,
                &columns,
                "",
                site,
            );
        }
        for (i, index) in table.indexes.iter().enumerate() {
            let of = match index.kind {
                IndexKind::Plain => Named::Index,
                IndexKind::Unique | IndexKind::UniqueConstraint(_) => Named::Unique,
            };
            // What a pattern would say of an expression is unknown.
            if let Some(columns) = index.key_columns() {
                let columns = names(table, &columns);
                say(table, report, of, &index.name, &columns, "", Site::Index(i));
            }
        }
        for (i, fk) in table.foreign_keys.iter().enumerate() {
            if fk.is_enforced() {
                let columns = names(table, &fk.columns);
                let target = target(schema, table, fk);
                let site = Site::ForeignKey(i);
                say(
                    table,
                    report,
                    Named::ForeignKey,
                    &fk.name,
                    &columns,
                    target,
                    site,
                );
            }
        }
        for (i, check) in table.checks.iter().enumerate() {
            let columns: Vec<ColumnId> = check.column.into_iter().collect();
            let columns = names(table, &columns);
            say(
                table,
                report,
                Named::Check,
                &check.name,
                &columns,
                "",
                Site::Check(i),
            );
        }
    }
}

fn names<'a>(table: &'a Table, columns: &[ColumnId]) -> Vec<&'a str> {
    columns.iter().map(|c| table[*c].name.as_str()).collect()
}

fn target<'a>(schema: &'a Schema, table: &'a Table, fk: &ForeignKey) -> &'a str {
    match fk.target {
        Target::Own => &table.name,
        Target::Table(id) => &schema.tables[id.0].name,
        Target::Path(_) => "*",
    }
}

/// Reports a name that is not as the project's pattern, if there is one, wants it.
fn say(
    table: &Table,
    report: &mut Report<'_>,
    of: Named,
    name: &str,
    columns: &[&str],
    target: &str,
    site: Site,
) {
    let Some(pattern) = report.naming(of) else {
        return;
    };
    let filled = pattern.filled(&table.name, columns, target);
    if is_called(&filled, name) {
        return;
    }
    let (kind, owner) = (of.words(), table.path());
    let message = if of == Named::Table {
        format!("the {kind} `{owner}` is not called `{filled}`")
    } else {
        format!("the {kind} `{name}` of `{owner}` is not called `{filled}`")
    };
    let attribute = match of {
        Named::Table => "table",
        Named::Column => "column",
        _ => "name",
    };
    report
        .find(site, message)
        .level(Level::Warn)
        .help(format!("rename it: `{attribute} = \"..\"`"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check_schema_with;
    use crate::config::read;
    use crate::testing::{schema, table};
    use erd_core::Finding;

    fn found(toml: &str) -> Vec<Finding> {
        let shop = schema([
            table("customers").columns(["id"]).primary_key(["id"]),
            table("orders")
                .columns(["id", "customer_id"])
                .primary_key(["id"])
                .points_at(["customer_id"], 0)
                .index(["customer_id"])
                .unique(["customer_id", "id"]),
        ]);
        let config = read(toml).expect("a good file");
        let mut found = check_schema_with(&shop, &config).findings;
        found.retain(|f| f.id == RULE.id);
        found
    }

    #[test]
    fn bad() {
        let tables = found("[naming]\ntable = \"app_*\"\n");
        assert_eq!(tables.len(), 2);
        assert_eq!(
            tables[0].message,
            "the table `customers` is not called `app_*`"
        );
        assert_eq!(tables[0].level, Level::Warn);
        let index = found("[naming]\nindex = \"ix_{table}_{columns}\"\n");
        assert_eq!(
            index[0].message,
            "the index `orders_customer_id_idx` of `orders` is not called `ix_orders_customer_id`"
        );
        let key = found("[naming]\nforeign_key = \"fk_{table}_{target}\"\n");
        assert!(
            key[0]
                .message
                .ends_with("is not called `fk_orders_customers`")
        );
        assert_eq!(found("[naming]\ncolumn = \"*_id\"\n").len(), 2);
        let raised = found("[naming]\ntable = \"app_*\"\n[rules]\nN07 = \"deny\"\n");
        assert_eq!(raised[0].level, Level::Deny);
    }

    #[test]
    fn ok() {
        assert!(found("").is_empty());
        let own = "[naming]\ntable = \"*s\"\nprimary_key = \"{table}_pkey\"\nindex = \"{table}_{columns}_idx\"\n\
                   unique = \"{table}_{columns}_key\"\nforeign_key = \"{table}_{columns}_fkey\"\ncheck = \"*\"\n";
        assert!(found(own).is_empty(), "{:?}", found(own));
    }
}
