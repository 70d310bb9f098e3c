//! I23: indexes that an engine does not make as they are declared.

use crate::indexing::family::{
    Fault, expression, full_text, prefix, repeated, spatial, twice, vector,
};
use crate::indexing::method::{lacking, unkept, unsorted};
use crate::refusal::Refusal;
use crate::stored::{Stored, stored};
use crate::{Check, Report, Rule, Scope};
use erd_core::Since::Always;
use erd_core::schema::{Column, Index, IndexKey, KeyPart, Order, Table};
use erd_core::{Dialect, Level, Site};

const DOCS: &str = r#"# I23 index_key_refused

## What it does
Rejects, on each target that has such indexes:

- an expression or a predicate with a subquery, an aggregate or a function whose value changes (on PostgreSQL also one that
  follows a setting: `at::date` of a `timestamptz`, `to_char`, `concat`);
- on PostgreSQL what the method lacks: `desc` outside of a btree, `include` of GIN, BRIN and hash, a second key of hash and
  SP-GiST, a type that no method of that name has; a btree or a primary key over a type without an order (`point`, `json`,
  `xml`), a collation for what is no text, a predicate that is no condition;
- a column that stands twice in a primary key or a unique key, on MySQL and MariaDB in any;
- on MySQL and MariaDB a `prefix` of what is no text, of nothing, or longer than the text; a full-text index over what is no
  text, over texts of several collations or over a virtual column; a spatial index over what is no geometry, over a column
  that may be NULL, over more than one column or with `desc`; more than 64 indexes, the primary key counted;
- on MySQL, an index over an expression that is a plain column, JSON (`doc->'$.a'`), or text without a length
  (`doc->>'$.a'`, `lower(note)` of a text without `max_len`), a key over a vector, a unique key over a geometry;
- on MariaDB a vector index over a column that may be NULL, a second one, and one of a partitioned table.

Without targets in `erd.toml` what not every engine refuses is a warning.

## Why
The engines refuse the index: MySQL and MariaDB with the errors 1089, 1283, 1687, 1252, 1069 and 1070, MySQL with 1221,
3728, 3753, 3757, 3758, 3762 and 6134, MariaDB with 1235 and 1506, PostgreSQL with 42P17, 42704, 42804, 42803 and 0A000,
SQLite with "prohibited in index expressions".

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
MySQL manual, "CREATE INDEX" (functional key parts; full-text and spatial indexes); PostgreSQL manual, CREATE INDEX and
64 "Index Access Method"; SQLite, "Indexes On Expressions"; executed on PostgreSQL 15.20 and 18.4, MySQL 9.7.4, MariaDB
10.11.19 and 11.8.9, and SQLite.
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

/// Most indexes of a table of MySQL and MariaDB.
const MOST: usize = 64;
const FAMILY: [Refusal; 2] = [(Dialect::MySql, Always), (Dialect::MariaDb, Always)];

fn check(table: &Table, report: &mut Report<'_>) {
    let count = table.indexes.len() + usize::from(table.primary_key.is_some());
    if let Some(refused) = report.refused_by(&FAMILY).filter(|_| count > MOST) {
        let name = table.path();
        report
            .find(
                Site::Entity,
                format!("`{name}` has {count} indexes; MySQL and MariaDB take {MOST}"),
            )
            .level(refused.level())
            .why(refused.why("the table"))
            .help("drop the indexes that no query needs");
    }
    primary_key(table, report);
    for (i, index) in table.indexes.iter().enumerate() {
        let refused = report.refused_for(|dialect| fault(table, index, dialect));
        let Some((refused, fault)) = refused else {
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

/// A primary key over what an engine keeps in none, and one that has a column twice.
fn primary_key(table: &Table, report: &mut Report<'_>) {
    let Some(key) = &table.primary_key else {
        return;
    };
    let unkept = |dialect: Dialect| {
        let repeated = twice(&key.columns).filter(|_| dialect != Dialect::Sqlite);
        if let Some(id) = repeated {
            return Some((id, "twice".to_owned()));
        }
        key.columns.iter().find_map(|id| {
            let what = match (dialect, stored(&table[*id], dialect)) {
                (Dialect::MySql, Some(Stored::Vector | Stored::Shape)) => {
                    "which is in none".to_owned()
                }
                (Dialect::Postgres, _) => unsorted(table, &IndexKey::column(*id), "btree")?,
                _ => return None,
            };
            Some((*id, what))
        })
    };
    let Some((refused, (id, what))) = report.refused_for(unkept) else {
        return;
    };
    let (name, column) = (table.path(), &table[id].name);
    report
        .find(
            Site::PrimaryKey,
            format!("the primary key of `{name}` has `{column}`, {what}"),
        )
        .level(refused.level())
        .why(refused.why("the table"))
        .help("number the rows with an `identity`");
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
    if let Some(what) = unkept(table, index, dialect) {
        return Some(Fault::new(what, OTHER));
    }
    if let Some(fault) = repeated(table, index, dialect) {
        return Some(fault);
    }
    match dialect {
        Dialect::Postgres => {
            return lacking(table, index).map(|what| Fault::new(what, OTHER));
        }
        Dialect::Sqlite => return None,
        _ => {}
    }
    if let Some(fault) = prefix(table, index, dialect) {
        return Some(fault);
    }
    let orders = index.keys.iter().any(|key| key.order == Order::Desc);
    match index.method.as_deref() {
        Some(method @ ("fulltext" | "spatial"))
            if orders && (method == "spatial" || dialect == Dialect::MySql) =>
        {
            let what = format!("is {method}, and has an order");
            Some(Fault::new(what, "leave `desc` out"))
        }
        Some("fulltext") if columns.len() < index.keys.len() && dialect == Dialect::MySql => {
            let what = "looks for words in an expression";
            Some(Fault::new(what, "index a stored generated column"))
        }
        Some("fulltext") => full_text(table, &columns, dialect),
        Some("spatial") => spatial(&columns, dialect),
        Some("vector") if dialect == Dialect::MariaDb => vector(table, index, &columns),
        None | Some("btree") if dialect == Dialect::MySql => {
            let is_vector = |c: &&&Column| stored(c, dialect) == Some(Stored::Vector);
            if let Some(column) = columns.iter().find(is_vector) {
                let what = format!("is on `{}`, which is a vector", column.name);
                return Some(Fault::new(what, OTHER));
            }
            let is_shape = |c: &&&Column| stored(c, dialect) == Some(Stored::Shape);
            let several = index.keys.len() > 1;
            if let Some(column) = columns.iter().find(is_shape).filter(|_| several) {
                let what = format!("has several keys, and `{}` is a geometry", column.name);
                return Some(Fault::new(what, "index it alone"));
            }
            if let Some(column) = columns.iter().find(is_shape).filter(|_| index.is_unique()) {
                let what = format!("is unique, and `{}` is a geometry", column.name);
                return Some(Fault::new(what, "leave `unique` out"));
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

    #[test]
    fn keys_that_hold_none() {
        let of = |sql: &'static str| {
            let t = table("t").column("p", move |c| c.sql_type = Sql::new(sql));
            of_entity_on(&RULE, t.primary_key(["p"]), &[Dialect::Postgres])
        };
        assert!(of("point")[0].message.contains("sorts `p`"));
        assert_eq!(of("inet"), []);
        let twice = || table("t").columns(["a", "b"]).unique(["a", "b", "a"]);
        for on in [Dialect::Postgres, Dialect::MySql, Dialect::MariaDb] {
            let found = of_entity_on(&RULE, twice(), &[on]);
            assert!(found[0].message.ends_with("has `a` twice"));
            let key = table("t").columns(["a"]).primary_key(["a", "a"]);
            assert_eq!(of_entity_on(&RULE, key, &[on]).len(), 1);
        }
        assert_eq!(of_entity_on(&RULE, twice(), &[Dialect::Sqlite]), []);
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
    fn what_single_engines_lack() {
        type Edit = fn(&mut Index);
        let by = |column, edit: Edit| {
            let users = users().column("v", |c| c.sql_type = Sql::new("vector(3)"));
            let users = users.column("u", |c| c.ty = Type::Scalar(Scalar::Uuid));
            users.index([column]).last_index(edit)
        };
        let cases: [(&str, Edit, &[Dialect]); 12] = [
            ("n", |i| i.keys[0].prefix_len = Some(4), &FAMILY_OF),
            ("name", |i| i.keys[0].prefix_len = Some(0), &FAMILY_OF),
            ("name", |i| i.keys[0].prefix_len = Some(101), &FAMILY_OF),
            ("name", |i| i.keys[0].prefix_len = Some(100), &[]),
            ("note", |i| i.keys[0].prefix_len = Some(200), &[]),
            ("u", |i| i.keys[0].prefix_len = Some(20), &FAMILY_OF),
            (
                "u",
                |i| i.keys[0].prefix_len = Some(16),
                &[Dialect::MariaDb],
            ),
            ("u", |i| i.method = Some("spatial".to_owned()), &FAMILY_OF),
            ("at", |i| i.kind = IndexKind::Unique, &[Dialect::MySql]),
            ("n", |i| i.keys[0].order = Order::Desc, &[]),
            ("v", |i| i.method = Some("vector".to_owned()), &[]),
            (
                "n",
                |i| {
                    i.method = Some("hash".to_owned());
                    i.keys[0].order = Order::Desc;
                },
                &[Dialect::Postgres],
            ),
        ];
        for (n, (column, edit, refuse)) in cases.into_iter().enumerate() {
            for on in Dialect::ALL {
                let count = of_entity_on(&RULE, by(column, edit), &[on]).len();
                let expected = refuse.contains(&on) || column == "at" && on == Dialect::Postgres;
                assert_eq!(count, usize::from(expected), "{n} {on}");
            }
        }
        let many = |n: usize| {
            let names: Vec<String> = (0..n).map(|i| format!("c{i}")).collect();
            let mut many = table("many").columns(names.iter().map(String::as_str));
            for name in &names {
                many = many.index([name.as_str()]);
            }
            of_entity_on(&RULE, many.primary_key(["c0"]), &[Dialect::MySql]).len()
        };
        assert_eq!((many(63), many(64)), (0, 1));
    }

    const FAMILY_OF: [Dialect; 2] = [Dialect::MySql, Dialect::MariaDb];

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
