//! Random declarations at the edges of what engines take: expressions, keys, actions and partitions of a parent and a child.

use erd_core::schema::{
    Action, Check, Column, ColumnId, ForeignKey, Generated, Identity, Index, IndexKey, IndexKind,
    KeyPart, Partition, PartitionKind, Schema, Sql, Table, TableId, Target, Type,
};
use erd_core::{Dialect, Family, Scalar, naming};
use proptest::prelude::*;
use testkit::schema::{Builder, With as _, column, table};

/// Conditions that hold for the rows of [`rows`].
const CHECKS: [&str; 19] = [
    "id > 0",
    "n > 0",
    "parent_id > 0",
    "n <> 7 OR parent_id IS NULL",
    "d <= CURRENT_DATE",
    "n IN (SELECT 1)",
    "n <> 99 AND s <> 'now()'",
    "length(s) > 0",
    "twice > 0",
    "s <> 'id'",
    "sum(n) > 0",
    "parents.n > 0",
    "parents.nope > 0",
    "n > 0 -- what we select",
    "length(concat(s, 'x')) > 0",
    "n",
    "length(s)",
    "n > 0 OR n",
    "n = 1 AND NOT (n = 2)",
];

/// Computed columns: the expression, whether it is stored.
const COMPUTED: [(&str, bool); 15] = [
    ("n * 2", true),
    ("n * 2", false),
    ("id + 1", true),
    ("parent_id + 1", true),
    ("parent_id + 1", false),
    ("late + 1", false),
    ("twice + 1", false),
    ("n + 3", true),
    ("length(concat(s, 'x'))", true),
    ("max(n)", true),
    ("(SELECT 1)", true),
    ("length(s) /* of the text */", true),
    ("n + x", false),
    ("n > 0", true),
    ("n = 1", false),
];

/// Keys of an index of the child.
const KEYS: [&[&str]; 11] = [
    &["n"],
    &["s"],
    &["t"],
    &["twice"],
    &["n", "s"],
    &["j"],
    &["parent_id"],
    &["d"],
    &["u"],
    &["n", "n"],
    &["f"],
];

const EXPRESSIONS: [&str; 11] = [
    "(n)",
    "n + 1",
    "lower(s)",
    "lower(t)",
    "id + 1",
    "length(t)",
    "twice + 1",
    "abs((SELECT 1))",
    "length(concat(s, 'x'))",
    "max(n)",
    "n * 2 /* twice */",
];

/// Predicates of an index on PostgreSQL and SQLite.
const PREDICATES: [&str; 5] = [
    "n > 3",
    "d > CURRENT_DATE",
    "n IN (SELECT 1)",
    "count(n) > 0",
    "s <> 'now()'",
];

/// Defaults: the column, and what it says.
const DEFAULTS: [(&str, &str); 26] = [
    ("n", "7"),
    ("n", "1 + 2"),
    ("n", "'7'"),
    ("n", "'often'"),
    ("n", "NULL"),
    ("n", "abs((SELECT 1))"),
    ("x", "(n + 1)"),
    ("x", "(late + 1)"),
    ("s", "'plain'"),
    (
        "s",
        "'a text that is much longer than the forty characters of the column'",
    ),
    ("d", "'2024-02-29'"),
    ("d", "'2023-02-29'"),
    ("at", "'2020-01-01 00:00:00'"),
    ("at", "now()"),
    ("at", "CURRENT_TIMESTAMP"),
    ("at", "CURRENT_TIMESTAMP(3)"),
    ("small", "70000"),
    ("small", "-7"),
    ("d", "'soon'"),
    ("at", "'2020-01-01 25:00:00'"),
    ("s", "5"),
    ("u", "'nope'"),
    ("n", "1 > 2"),
    ("n", "lower('1')"),
    ("f", "'x'"),
    ("s", "123456789012345678901234567890123456789012345"),
];

const ACTIONS: [Option<Action>; 5] = [
    None,
    Some(Action::Restrict),
    Some(Action::Cascade),
    Some(Action::SetNull),
    Some(Action::NoAction),
];

/// What the two tables are made of.
#[derive(Clone, Debug)]
pub(crate) struct Recipe {
    checks: Vec<usize>,
    computed: Vec<usize>,
    indexes: Vec<(usize, usize)>,
    predicate: Option<usize>,
    expression: Option<usize>,
    actions: (usize, usize),
    composite: usize,
    collation: usize,
    key: usize,
    partition: usize,
    names: usize,
    hidden: bool,
    default: usize,
}

prop_compose! {
    pub(crate) fn recipes()(
        checks in prop::collection::vec(0..CHECKS.len(), 0..3),
        computed in prop::collection::vec(0..COMPUTED.len(), 0..3),
        indexes in prop::collection::vec((0..KEYS.len(), 0..12_usize), 0..3),
        predicate in prop::option::weighted(0.2, 0..PREDICATES.len()),
        expression in prop::option::weighted(0.3, 0..EXPRESSIONS.len()),
        actions in (0..ACTIONS.len(), 0..ACTIONS.len()),
        (composite, collation, key) in (0..4_usize, 0..4_usize, 0..8_usize),
        (partition, names, hidden, default) in (0..12_usize, 0..10_usize, prop::bool::weighted(0.05), 0..40_usize),
    ) -> Recipe {
        Recipe { checks, computed, indexes, predicate, expression, actions, composite, collation, key, partition, names, hidden, default }
    }
}

pub(crate) fn build(recipe: &Recipe, dialect: Dialect) -> Schema {
    let partitioned = recipe.partition < 4;
    let mut schema = Schema {
        objects: Vec::new(),
        tables: vec![parent(recipe), child(recipe, dialect, partitioned)],
        enums: Vec::new(),
    };
    if !partitioned {
        references(recipe, &mut schema);
    }
    schema
}

fn identity() -> Column {
    column("id", Scalar::I64).with(|c| c.identity = Some(Identity::ByDefault))
}

fn text(name: &str) -> Column {
    column(name, Scalar::Text).len(40)
}

fn parent(recipe: &Recipe) -> Table {
    let code = text("code").with(|c| {
        if recipe.collation == 1 {
            c.collation = Sql {
                any: None,
                by_dialect: [Dialect::MySql, Dialect::MariaDb]
                    .map(|d| (d, "utf8mb4_bin".to_owned()))
                    .to_vec(),
            };
        }
    });
    let columns = [
        identity(),
        column("a", Scalar::I64),
        column("b", Scalar::I64),
        code,
    ];
    let Builder(mut table) = table("parents", columns);
    for columns in [vec![1, 2], vec![3]] {
        let ids = columns.into_iter().map(ColumnId);
        let name = format!("parents_key{}", table.indexes.len());
        let kind = IndexKind::UniqueConstraint(erd_core::schema::Deferrable::No);
        table.indexes.push(Index::new(name, kind, ids));
    }
    table
}

fn child(recipe: &Recipe, dialect: Dialect, partitioned: bool) -> Table {
    let mut columns = vec![
        identity(),
        column("n", Scalar::I64),
        text("s"),
        column("t", Scalar::Text).nullable(),
        column("d", Scalar::Date).nullable(),
        column("j", Scalar::Json).nullable(),
        column("parent_id", Scalar::I64).nullable(),
        column("x", Scalar::I64).nullable(),
        column("y", Scalar::I64).nullable(),
        text("code").nullable(),
        column("f", Scalar::F64),
        column("at", Scalar::Timestamp).nullable(),
        column("small", Scalar::I16),
        column("u", Scalar::Uuid).nullable(),
    ];
    for (i, number) in recipe.computed.iter().enumerate() {
        let (sql, stored) = COMPUTED[*number];
        let name = ["twice", "late"][i];
        columns.push(column(name, Scalar::I64).nullable().with(|c| {
            let sql = Sql::new(sql);
            c.generated = Some(Generated { sql, stored });
        }));
    }
    let Builder(mut table) = table("children", columns);
    let has = |table: &Table, name: &str| table.find_column(name).is_some();
    let known = |table: &Table, sql: &str| {
        ["twice", "late"]
            .iter()
            .all(|name| !sql.contains(name) || has(table, name))
    };
    table.columns.retain(|c| {
        let sql = c.generated.as_ref().and_then(|g| g.sql.any.as_deref());
        sql.is_none_or(|sql| !sql.contains(&c.name))
    });
    for i in 0..table.columns.len() {
        let sql = table.columns[i]
            .generated
            .as_ref()
            .and_then(|g| g.sql.any.clone());
        if sql.is_some_and(|sql| !known(&table, &sql)) {
            table.columns[i].generated = Some(Generated {
                sql: Sql::new("n + 5"),
                stored: true,
            });
        }
    }
    keys(recipe, &mut table);
    default(recipe, &mut table, dialect);
    for (i, number) in recipe.checks.iter().enumerate() {
        if known(&table, CHECKS[*number]) {
            let name = if recipe.names == 1 {
                ["ck", "CK"][i]
            } else {
                ["ck", "ck2"][i]
            };
            table
                .checks
                .push(Check::new(name, Sql::new(CHECKS[*number])));
        }
    }
    indexes(recipe, &mut table, dialect);
    if recipe.hidden {
        table.columns.iter_mut().for_each(|c| c.invisible = true);
    }
    if partitioned {
        partition(recipe, &mut table);
    }
    table
}

/// A default of one column, where it reads none that is not there.
fn default(recipe: &Recipe, table: &mut Table, dialect: Dialect) {
    let Some((name, sql)) = DEFAULTS.get(recipe.default) else {
        return;
    };
    // SQLite has no such function, and any text in the place of a moment.
    let foreign = dialect == Dialect::Sqlite && (sql.contains("()") || sql.contains("(3)"));
    let known = !sql.contains("late") || table.find_column("late").is_some();
    if let Some(id) = table.find_column(name).filter(|_| known && !foreign) {
        table.columns[id.0].default = Sql::new(*sql);
    }
}

/// Sometimes the key is computed.
fn keys(recipe: &Recipe, table: &mut Table) {
    if recipe.key == 0
        && let Some(twice) = table.find_column("twice")
        && let Some(key) = &mut table.primary_key
    {
        key.columns = vec![twice];
        table.columns[0].identity = None;
        table.columns[twice.0].nullable = false;
    }
}

fn indexes(recipe: &Recipe, table: &mut Table, dialect: Dialect) {
    let mysql = dialect.is(Family::MySql);
    for (i, (columns, kind)) in recipe.indexes.iter().enumerate() {
        let ids: Option<Vec<ColumnId>> = KEYS[*columns]
            .iter()
            .map(|name| table.find_column(name))
            .collect();
        let Some(ids) = ids else { continue };
        let name = if recipe.names == 2 {
            ["ix", "IX"][i]
        } else {
            ["ix", "ix2"][i]
        };
        let kind_of = if *kind == 1 {
            IndexKind::Unique
        } else {
            IndexKind::Plain
        };
        let mut index = Index::new(name, kind_of, ids);
        if mysql && *kind == 2 {
            index.method = Some("fulltext".to_owned());
        } else if mysql && *kind == 3 {
            index.method = Some("spatial".to_owned());
        } else if dialect == Dialect::Postgres && KEYS[*columns] != ["j"] {
            // There is no class for JSON in BRIN.
            let method = match kind {
                6 | 8 => Some("hash"),
                7 | 9 => Some("brin"),
                _ => None,
            };
            index.method = method.map(str::to_owned);
        }
        match kind {
            8 | 9 => index.keys[0].order = erd_core::schema::Order::Desc,
            10 => index.keys[0].prefix_len = mysql.then_some(20),
            11 if dialect == Dialect::Postgres => index.include = vec![ColumnId(7)],
            _ => {}
        }
        if let Some(sql) = recipe.predicate.filter(|_| !mysql && !index.is_unique()) {
            index.predicate = Sql::new(PREDICATES[sql]);
        }
        table.indexes.push(index);
    }
    let Some(sql) = recipe.expression.map(|i| EXPRESSIONS[i]) else {
        return;
    };
    if !sql.contains("twice") || table.find_column("twice").is_some() {
        let mut index = Index::new("ix_expr", IndexKind::Plain, []);
        let part = KeyPart::Expression(Sql::new(sql));
        index.keys.push(IndexKey {
            part,
            ..IndexKey::column(ColumnId(0))
        });
        table.indexes.push(index);
    }
}

fn partition(recipe: &Recipe, table: &mut Table) {
    let name = ["n", "f", "s", "t"][recipe.partition];
    let Some(id) = table.find_column(name) else {
        return;
    };
    table.intent.partition = Some(Partition {
        over_time: None,
        kind: PartitionKind::Range,
        columns: vec![id],
        count: None,
        default: true,
        key: None,
        parts: Vec::new(),
    });
    table.indexes.retain(|index| !index.is_unique());
    if let Some(key) = &mut table.primary_key {
        key.columns.push(id);
    }
}

fn references(recipe: &Recipe, schema: &mut Schema) {
    let names = if recipe.names == 3 {
        ["fk", "FK", "fk3"]
    } else {
        ["fk", "fk2", "fk3"]
    };
    let (delete, update) = recipe.actions;
    let mut add = |name: &str, columns: &[&str], target: &[&str], plain: bool| {
        let table = &mut schema.tables[1];
        let ids: Option<Vec<ColumnId>> = columns.iter().map(|c| table.find_column(c)).collect();
        let Some(columns) = ids else { return };
        table.indexes.push(Index::new(
            naming::index("children", target),
            IndexKind::Plain,
            columns.clone(),
        ));
        table.foreign_keys.push(ForeignKey {
            on_delete: if plain {
                Some(Action::Restrict)
            } else {
                ACTIONS[delete]
            },
            on_update: if plain { None } else { ACTIONS[update] },
            ..ForeignKey::new(
                name.to_owned(),
                columns,
                Target::Table(TableId(0)),
                target.iter().copied(),
            )
        });
    };
    add(names[0], &["parent_id"], &["id"], false);
    match recipe.composite {
        1 => add(names[1], &["x", "y"], &["a", "b"], true),
        2 => add(names[1], &["x", "y"], &["b", "a"], true),
        _ => {}
    }
    if recipe.collation < 2 {
        add(names[2], &["code"], &["code"], true);
    }
}

/// The value of a column in the one row that each table gets, as every engine writes it.
fn value(column: &Column) -> &'static str {
    match column.ty {
        Type::Scalar(Scalar::Text) => "'x'",
        Type::Scalar(Scalar::Date | Scalar::Timestamp | Scalar::TimestampTz) => "'2020-01-01'",
        Type::Scalar(Scalar::Json) => "'{}'",
        Type::Scalar(Scalar::Uuid) => "NULL",
        _ => "1",
    }
}

/// An insert for each table of [`build`], in their order; none for other schemas, whose columns are not known here.
pub(crate) fn rows(schema: &Schema, dialect: Dialect) -> Vec<String> {
    if !schema.tables.iter().any(|t| t.name == "parents") {
        return Vec::new();
    }
    let insert = |table: &Table| {
        let given = table.columns.iter().filter(|c| c.generated.is_none());
        let names: Vec<_> = given.clone().map(|c| quoted(&c.name, dialect)).collect();
        let values: Vec<_> = given.map(value).collect();
        let table = quoted(&table.name, dialect);
        format!(
            "INSERT INTO {table} ({}) VALUES ({})",
            names.join(", "),
            values.join(", ")
        )
    };
    schema.tables.iter().map(insert).collect()
}

/// Empties the tables, those that are referenced last.
pub(crate) fn deletes(schema: &Schema, dialect: Dialect) -> Vec<String> {
    if rows(schema, dialect).is_empty() {
        return Vec::new();
    }
    let delete = |table: &Table| format!("DELETE FROM {}", quoted(&table.name, dialect));
    schema.tables.iter().rev().map(delete).collect()
}

fn quoted(name: &str, dialect: Dialect) -> String {
    if dialect.is(Family::MySql) {
        format!("`{name}`")
    } else {
        format!("\"{name}\"")
    }
}
