//! I23: keys that MySQL's and MariaDB's indexes do not take.

use crate::stored::{Stored, stored};
use crate::{Check, Report, Rule, Scope, scan};
use erd_core::Since::Always;
use erd_core::schema::{Column, Index, KeyPart, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# I23 index_key_refused

## What it does
Rejects, where MySQL or MariaDB is a target:

- a full-text index over what is no text, or over texts of several collations;
- a spatial index over what is no geometry, over a column that may be NULL, or over more than one column;
- on MySQL, an index over an expression that is a plain column, JSON (`doc->'$.a'`), or text without a length
  (`doc->>'$.a'`, `lower(note)` of a text without `max_len`), and a btree over a vector.

Without targets in `erd.toml` it is a warning.

## Why
The engines refuse the index: MySQL and MariaDB with the errors 1283, 1687, 1252 and 1070, MySQL with 3762, 3753, 3757 and
6134.

## Bad
```rust
#[erd(index(expr("doc->>'$.email'")))]
pub struct User { /* .. */ }
```

## Good
```rust
#[erd(index(expr("cast(doc->>'$.email' as char(200))")))]
pub struct User { /* .. */ }
```

## Source
MySQL manual, "CREATE INDEX" (functional key parts; full-text and spatial indexes); executed on MySQL 9.7.4, MariaDB
10.11.19 and 11.8.9.
"#;

/// The rule.
pub static RULE: Rule = Rule {
    id: "I23",
    slug: "index_key_refused",
    level: Level::Deny,
    scope: Scope::Entity,
    silenceable: true,
    why: "the engines refuse to create it",
    docs: DOCS,
    check: Check::Entity(check),
};

fn check(table: &Table, report: &mut Report<'_>) {
    for (i, index) in table.indexes.iter().enumerate() {
        let family = [Dialect::MySql, Dialect::MariaDb];
        let mut faults = family.into_iter().filter_map(|dialect| {
            let refused = report.refused_by(&[(dialect, Always)])?;
            Some((fault(table, index, dialect)?, refused))
        });
        let Some((fault, refused)) = faults.next() else {
            continue;
        };
        let name = table.path();
        report
            .find(
                Site::Index(i),
                format!("`{}` of `{name}` {}", index.name, fault.what),
            )
            .level(refused.level())
            .why(refused.why("it"))
            .help(fault.help);
    }
}

struct Fault {
    what: String,
    help: &'static str,
}

impl Fault {
    fn new(what: impl Into<String>, help: &'static str) -> Self {
        let what = what.into();
        Self { what, help }
    }
}

const OTHER: &str = "write it for the other dialects only, or leave it out";

/// Why an engine refuses an index.
fn fault(table: &Table, index: &Index, dialect: Dialect) -> Option<Fault> {
    let columns: Vec<&Column> = index
        .keys
        .iter()
        .filter_map(|key| match key.part {
            KeyPart::Column(id) => Some(&table[id]),
            KeyPart::Expression(_) => None,
        })
        .collect();
    match index.method.as_deref() {
        Some("fulltext") => full_text(&columns, dialect),
        Some("spatial") => spatial(&columns, dialect),
        None | Some("btree") if dialect == Dialect::MySql => {
            let is_vector = |c: &&&Column| stored(c, dialect) == Some(Stored::Vector);
            if let Some(column) = columns.iter().find(is_vector) {
                let what = format!("is on `{}`, which is a vector", column.name);
                return Some(Fault::new(what, OTHER));
            }
            let keys = index.keys.iter();
            let mut texts = keys.filter_map(|key| match &key.part {
                KeyPart::Expression(sql) => sql.get(dialect),
                KeyPart::Column(_) => None,
            });
            texts.find_map(|sql| expression(table, sql))
        }
        _ => None,
    }
}

fn full_text(columns: &[&Column], dialect: Dialect) -> Option<Fault> {
    let no_text = columns.iter().find_map(|column| {
        let stored = stored(column, dialect)?;
        (!matches!(stored, Stored::Text { .. })).then_some((column, stored))
    });
    if let Some((column, stored)) = no_text {
        let what = format!(
            "looks for words in `{}`, which is {}",
            column.name,
            stored.name()
        );
        return Some(Fault::new(what, "index a text"));
    }
    let stated = |column: &&Column| Some(column.collation.get(dialect)?.to_lowercase());
    let collations: Option<Vec<String>> = columns.iter().map(stated).collect();
    let collations = collations?;
    let mixed = collations.windows(2).any(|two| two[0] != two[1]);
    let help = "give its columns one collation";
    mixed.then(|| Fault::new("looks for words in texts of several collations", help))
}

fn spatial(columns: &[&Column], dialect: Dialect) -> Option<Fault> {
    if columns.len() > 1 {
        let help = "make one index for each column";
        return Some(Fault::new("is spatial, and has several columns", help));
    }
    let column = columns.first()?;
    let name = &column.name;
    match stored(column, dialect) {
        Some(Stored::Shape) if column.nullable => {
            let what = format!("is spatial, and `{name}` may be NULL");
            Some(Fault::new(what, "make the column NOT NULL"))
        }
        None | Some(Stored::Shape) => None,
        Some(stored) => {
            let what = format!("is spatial, and `{name}` is {}", stored.name());
            Some(Fault::new(what, "leave `using` out"))
        }
    }
}

/// Functions whose value is a text as long as their argument.
const TEXTS: [&str; 14] = [
    "lower",
    "lcase",
    "upper",
    "ucase",
    "trim",
    "ltrim",
    "rtrim",
    "reverse",
    "concat",
    "replace",
    "coalesce",
    "ifnull",
    "nullif",
    "concat_ws",
];

/// Why MySQL refuses an expression as a key.
fn expression(table: &Table, sql: &str) -> Option<Fault> {
    let mysql = Dialect::MySql;
    let mut text = sql.trim();
    while let Some(inside) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        if inside.contains(')') && inside.find(')') < inside.find('(') {
            break;
        }
        text = inside.trim();
    }
    let is_name = |text: &str| {
        let text = text.trim().trim_matches('`');
        table.find_column(text).is_some()
    };
    if is_name(text) {
        let what = format!("has `{text}` as an expression");
        return Some(Fault::new(what, "name the column without `expr`"));
    }
    if let Some((column, path)) = text.split_once("->") {
        let (text, path) = match path.strip_prefix('>') {
            Some(path) => (true, path),
            None => (false, path),
        };
        let path = path.trim();
        let literal = path.strip_prefix('\'').and_then(|p| p.strip_suffix('\''));
        if is_name(column) && literal.is_some_and(|path| !path.contains('\'')) {
            let (what, help) = if text {
                (
                    "has a text without a length",
                    "cast it: `cast(.. as char(200))`",
                )
            } else {
                (
                    "has JSON as a key",
                    "cast it: `cast(.. as unsigned)`, `cast(.. as char(200))`",
                )
            };
            return Some(Fault::new(what, help));
        }
        return None;
    }
    let (function, rest) = text.split_once('(')?;
    let rest = rest.strip_suffix(')')?;
    // Nothing stands behind the call.
    if rest.contains(')') && rest.find(')') < rest.find('(') {
        return None;
    }
    let function = function.trim().to_ascii_lowercase();
    let is_long = |c: &&Column| stored(c, mysql) == Some(Stored::Text { unbounded: true });
    let long = scan::columns(rest, mysql, table).find(is_long)?;
    if !TEXTS.contains(&function.as_str()) || scan::has(rest, mysql, &["cast", "convert"]).is_some()
    {
        return None;
    }
    let what = format!(
        "has a text without a length: `{}` has no `max_len`",
        long.name
    );
    Some(Fault::new(what, "bound the column with `max_len`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, of_entity, of_entity_on, table};
    use erd_core::Scalar;
    use erd_core::schema::{IndexKey, IndexKind, Sql, Type};

    fn users() -> Builder {
        let typed = |scalar| move |c: &mut Column| c.ty = Type::Scalar(scalar);
        let users = table("users").columns(["n"]);
        let users = users.column("doc", typed(Scalar::Json));
        let users = users.column("note", typed(Scalar::Text));
        let users = users.column("name", |c| {
            c.ty = Type::Scalar(Scalar::Text);
            c.max_len = Some(100);
        });
        users.column("at", |c| c.sql_type = Sql::new("point"))
    }

    fn keyed(sql: &str) -> Builder {
        users().edit(|t| {
            let mut index = Index::new("i", IndexKind::Plain, []);
            let part = KeyPart::Expression(Sql::new(sql));
            let column = erd_core::schema::ColumnId(0);
            index.keys.push(IndexKey {
                part,
                ..IndexKey::column(column)
            });
            t.indexes.push(index);
        })
    }

    fn by(columns: &[&str], method: &str) -> Builder {
        let users = users().index(columns.iter().copied());
        users.last_index(|i| i.method = Some(method.to_owned()))
    }

    #[test]
    fn expressions() {
        let on = [Dialect::MySql];
        for (sql, what) in [
            ("note", "as an expression"),
            ("(`n`)", "as an expression"),
            ("doc->'$.a'", "has JSON"),
            ("doc ->> '$.a'", "text without a length"),
            ("lower(note)", "`note` has no `max_len`"),
        ] {
            let found = of_entity_on(&RULE, keyed(sql), &on);
            assert!(
                found[0].message.contains(what),
                "{sql}: {}",
                found[0].message
            );
            assert_eq!(found[0].level, Level::Deny);
        }
        for sql in [
            "lower(name)",
            "n + 1",
            "cast(doc->>'$.a' as char(20))",
            "(doc->>'$.a') = 'x'",
            "length(note)",
            "lower(cast(note as char(20)))",
            "lower(note) = lower(name)",
            "(n + 1) * (n)",
        ] {
            assert_eq!(of_entity_on(&RULE, keyed(sql), &on), [], "{sql}");
        }
        let others = [Dialect::Postgres, Dialect::MariaDb, Dialect::Sqlite];
        assert_eq!(of_entity_on(&RULE, keyed("lower(note)"), &others), []);
        assert_eq!(of_entity(&RULE, keyed("lower(note)"))[0].level, Level::Warn);
    }

    #[test]
    fn methods() {
        for on in [Dialect::MySql, Dialect::MariaDb] {
            let count = |builder| of_entity_on(&RULE, builder, &[on]).len();
            assert_eq!(count(by(&["n"], "fulltext")), 1);
            assert_eq!(count(by(&["note", "name"], "fulltext")), 0);
            let json = usize::from(on == Dialect::MySql);
            assert_eq!(count(by(&["doc"], "fulltext")), json);
            let mixed = by(&["note", "name"], "fulltext").edit(|t| {
                t.columns[2].collation = Sql::new("utf8mb4_bin");
                t.columns[3].collation = Sql::new("utf8mb4_general_ci");
            });
            assert_eq!(count(mixed), 1);
            assert_eq!(count(by(&["at"], "spatial")), 0);
            assert_eq!(count(by(&["n"], "spatial")), 1);
            let nullable = by(&["at"], "spatial").edit(|t| t.columns[4].nullable = true);
            assert_eq!(count(nullable), 1);
            assert_eq!(count(by(&["at", "n"], "spatial")), 1);
        }
        let vector = users().column("v", |c| c.sql_type = Sql::new("vector(3)"));
        let vector = vector.index(["v"]);
        assert_eq!(of_entity_on(&RULE, vector, &[Dialect::MySql]).len(), 1);
    }
}
