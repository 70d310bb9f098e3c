//! Random schemas with what a dialect has.

use erd_core::schema::{
    Action, Check, Column, Deferrable, EnumStorage, EnumType, Generated, IndexKind, KeyPart,
    Maintenance, ObjectKind, ObjectName, Order, Partition, PartitionKind, PartitionTable, Role,
    Schema, Sql, SqlObject, SubPartition, Type, UniqueScope,
};
use erd_core::{Dialect, Family, Scalar, naming};
use erd_ddl::quote;
use proptest::prelude::*;
use testkit::random::{indexable, link_columns, linked};
use testkit::schema::{
    Builder, With as _, actors, column, created_at, deleted_at, id, table, updated_at,
};

/// Names that need quotes, name keywords, hold comment marks or placeholders, or fill all 63 bytes.
const NAMES: [&str; 15] = [
    "plain",
    "order",
    "a\"b",
    "ünï",
    "tick`s",
    "it's",
    "back\\slash",
    "semi;colon",
    "two words",
    "-- dash",
    "/* star",
    "select",
    "{0}%s?",
    "名前",
    "sixty_three_bytes_of_plain_ascii_letters_and_underscores_in_all",
];

/// Types that a user would spell, with the scalar that each is read as.
fn spelled(dialect: Dialect) -> &'static [(Scalar, &'static str)] {
    match dialect {
        Dialect::Postgres => &[
            (Scalar::Text, "character(7)"),
            (Scalar::Timestamp, "timestamp(3) without time zone"),
        ],
        Dialect::MySql | Dialect::MariaDb => &[
            (Scalar::Text, "set('a','b''c')"),
            (Scalar::Text, "char(7)"),
            (Scalar::Text, "tinytext"),
            (Scalar::Bytes, "mediumblob"),
            (Scalar::U32, "int(5) unsigned zerofill"),
            (Scalar::I32, "mediumint"),
            (Scalar::F64, "double unsigned"),
            (Scalar::TimestampTz, "timestamp(3)"),
            (Scalar::Timestamp, "datetime"),
            (Scalar::I16, "year"),
        ],
        Dialect::Sqlite => &[
            (Scalar::Text, "NVARCHAR(40)"),
            (Scalar::Text, "BLOB SUB_TYPE TEXT"),
            (Scalar::I64, "INTEGER UNSIGNED"),
            (Scalar::Bool, "BOOLEAN"),
            (Scalar::Decimal, "NUMERIC(10, 2)"),
        ],
    }
}

/// What a column is made of.
#[derive(Clone, Debug)]
pub(crate) struct ColumnRecipe {
    ty: usize,
    nullable: bool,
    bounded: bool,
    default: bool,
    /// Comment, collation, invisible, ON UPDATE: one of them.
    extra: usize,
}

/// What a table is made of.
#[derive(Clone, Debug)]
pub(crate) struct TableRecipe {
    name: usize,
    /// Mandatory foreign keys lead to tables of lower rank.
    rank: u8,
    key: usize,
    columns: Vec<ColumnRecipe>,
    links: Vec<(usize, bool, usize)>,
    soft: usize,
    audit: bool,
    options: usize,
    indexes: Vec<(Vec<usize>, usize)>,
    generated: usize,
    checks: usize,
    objects: bool,
    partition: usize,
}

prop_compose! {
    fn column_recipe()(
        ty in 0..Scalar::ALL.len() + 3 + 10,
        nullable in any::<bool>(),
        bounded in any::<bool>(),
        default in any::<bool>(),
        extra in 0..8_usize,
    ) -> ColumnRecipe {
        ColumnRecipe { ty, nullable, bounded, default, extra }
    }
}

prop_compose! {
    fn table_recipe()(
        (name, rank, key, soft) in (0..NAMES.len(), any::<u8>(), 0..5_usize, 0..3_usize),
        columns in prop::collection::vec(column_recipe(), 0..6),
        links in prop::collection::vec((0..8_usize, any::<bool>(), 0..6_usize), 0..3),
        (audit, objects) in (any::<bool>(), any::<bool>()),
        options in 0..8_usize,
        indexes in prop::collection::vec((prop::collection::vec(0..6_usize, 1..4), 0..8_usize), 0..4),
        (generated, checks, partition) in (0..3_usize, 0..3_usize, 0..6_usize),
    ) -> TableRecipe {
        TableRecipe {
            name, rank, key, columns, links, soft, audit, options, indexes, generated, checks, objects, partition,
        }
    }
}

/// Recipes of whole schemas.
pub(crate) fn recipes() -> impl Strategy<Value = Vec<TableRecipe>> {
    prop::collection::vec(table_recipe(), 1..5)
}

fn enums() -> Vec<EnumType> {
    let ty = |name: &str, storage, values: &[&str]| EnumType {
        schema: None,
        name: name.to_owned(),
        values: values.iter().map(|v| (*v).to_owned()).collect(),
        storage,
        comment: None,
        renamed_values: Vec::new(),
    };
    let values = ["a", "it's", "b\\c"];
    vec![
        ty("text enum", EnumStorage::Text, &values),
        ty("native\"enum", EnumStorage::Native, &values),
        ty("integer", EnumStorage::Integer, &["-3", "7"]),
    ]
}

/// The schema of recipes on a dialect.
pub(crate) fn build(recipes: &[TableRecipe], dialect: Dialect) -> Schema {
    let mut builders: Vec<Builder> = Vec::new();
    for (i, recipe) in recipes.iter().enumerate() {
        let mut name = NAMES[recipe.name].to_owned();
        if builders.iter().any(|b| b.0.name == name) {
            name = naming::fit(&format!("{name} {i}"));
        }
        builders.push(own_parts(&name, recipe, dialect));
    }
    for (i, recipe) in recipes.iter().enumerate() {
        for (n, link) in recipe.links.iter().enumerate() {
            link_to(&mut builders, recipes, i, n, *link, dialect);
        }
    }
    let mut schema = Schema {
        objects: Vec::new(),
        tables: builders.into_iter().map(|b| b.0).collect(),
        enums: enums(),
    };
    for (i, recipe) in recipes.iter().enumerate() {
        if recipe.objects {
            objects(&mut schema, i, dialect);
        }
        partition(&mut schema, i, recipe.partition, dialect);
    }
    let used = |ty: &EnumType| {
        let mut columns = schema.tables.iter().flat_map(|t| &t.columns);
        columns.any(|c| c.ty == Type::Enum(ty.key()))
    };
    schema.enums = schema.enums.iter().filter(|ty| used(ty)).cloned().collect();
    schema
}

fn own_parts(name: &str, recipe: &TableRecipe, dialect: Dialect) -> Builder {
    let mut columns = match recipe.key {
        0 | 4 => vec![id()],
        1 => vec![column("key text", Scalar::Text).len(20).with(|c| {
            // Tables differ in theirs, and a reference must not.
            if dialect.is(Family::MySql) {
                c.collation = Sql::new(collation(dialect));
            }
        })],
        2 => vec![column("key uuid", Scalar::Uuid)],
        _ => vec![column("key 1", Scalar::I32), column("key\"2", Scalar::Date)],
    };
    let keys = columns.len();
    let strict = recipe.options.is_multiple_of(2);
    for (n, recipe_of) in recipe.columns.iter().enumerate() {
        let name = NAMES[(recipe.name + n) % NAMES.len()];
        columns.push(any_column(name, recipe_of, strict, dialect));
    }
    match recipe.soft {
        1 => columns.push(deleted_at()),
        2 => columns.push(column("gone", Scalar::Bool).role(Role::DeletedFlag)),
        _ => {}
    }
    if recipe.audit {
        columns.push(created_at());
        columns.push(updated_at());
        columns.push(column("version", Scalar::I64).role(Role::Version(Maintenance::Trigger)));
        columns.extend(actors(if strict {
            Maintenance::Default
        } else {
            Maintenance::Trigger
        }));
    }
    if recipe.generated > 0 && recipe.key == 3 {
        let mut total = column("doubled", Scalar::I64).nullable();
        let key = quote(dialect, "key 1");
        total.generated = Some(Generated {
            sql: Sql::new(format!("{key} + {key}")),
            // PostgreSQL has virtual columns from 18 on only.
            stored: recipe.generated == 1 || dialect == Dialect::Postgres,
        });
        columns.push(total);
    }
    let mut builder = table(name, columns).with(|t| {
        t.strict = strict;
        t.comment = strict.then(|| format!("table {name}"));
        options(t, recipe, dialect);
    });
    if keys == 2 {
        builder = builder.key(&["key 1", "key\"2"]);
    }
    for (picks, kind) in &recipe.indexes {
        builder = indexed(builder, picks, *kind, recipe.soft, dialect);
    }
    checked(builder, recipe, dialect)
}

fn any_column(name: &str, recipe: &ColumnRecipe, strict: bool, dialect: Dialect) -> Column {
    let spelled = spelled(dialect);
    let mut column = if let Some(scalar) = Scalar::ALL.get(recipe.ty) {
        column(name, *scalar)
    } else if let Some(ty) = enums().get(recipe.ty - Scalar::ALL.len()) {
        Column::new(name, Type::Enum(ty.key()))
    } else if dialect == Dialect::Sqlite && strict {
        column(name, Scalar::I64)
    } else {
        let (scalar, text) = spelled[recipe.ty % spelled.len()];
        column(name, scalar).with(|c| c.sql_type = Sql::new(text))
    };
    column.nullable = recipe.nullable;
    let plain = column.sql_type.is_empty();
    match column.ty {
        Type::Scalar(Scalar::Decimal) if plain => column.precision = Some((12, 3)),
        Type::Scalar(Scalar::Text | Scalar::Bytes) if recipe.bounded && plain => {
            column.max_len = Some(40);
        }
        _ => {}
    }
    let text = column.ty == Type::Scalar(Scalar::Text);
    // A year of two digits is one of four.
    if recipe.default && column.sql_type.get(dialect) != Some("year") {
        column.default = match &column.ty {
            Type::Scalar(scalar) if scalar.integer().is_some() => Sql::new("7"),
            Type::Scalar(Scalar::Text) if plain => Sql::new("'it''s -- a \"text\"'"),
            Type::Scalar(Scalar::Date) => Sql::new("'2024-02-29'"),
            _ => Sql::default(),
        };
    }
    match recipe.extra {
        0 => column.comment = Some(format!("about {name}, it's \\ a comment")),
        1 if text => column.collation = Sql::new(collation(dialect)),
        2 if dialect.is(Family::MySql) => {
            column.invisible = true;
            column.nullable |= column.default.is_empty();
        }
        3 if dialect.is(Family::MySql) && column.sql_type.get(dialect) == Some("datetime") => {
            column.on_update = Sql::new("CURRENT_TIMESTAMP");
            // MariaDB makes up a default for one that takes no NULL.
            column.nullable = true;
        }
        _ => {}
    }
    column
}

fn collation(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "C",
        Dialect::MySql | Dialect::MariaDb => "utf8mb4_bin",
        Dialect::Sqlite => "NOCASE",
    }
}

fn options(table: &mut erd_core::schema::Table, recipe: &TableRecipe, dialect: Dialect) {
    let options = &mut table.options;
    match (dialect, recipe.options) {
        (Dialect::Postgres, 1) => options.unlogged = recipe.links.is_empty() && recipe.rank < 64,
        (Dialect::Postgres, 2) => options.with = Some("fillfactor=70".into()),
        (Dialect::MySql | Dialect::MariaDb, 1) => options.row_format = Some("DYNAMIC".into()),
        (Dialect::MySql | Dialect::MariaDb, 2) => {
            options.collation = Some("utf8mb4_unicode_ci".into());
        }
        (Dialect::MySql | Dialect::MariaDb, 3) => {
            options.with = Some("stats_persistent=0 min_rows=2".into());
        }
        (Dialect::Sqlite, 1 | 2) => options.without_rowid = recipe.key != 0 && recipe.key != 4,
        (Dialect::Sqlite, 3 | 4) => options.autoincrement = recipe.key == 0 || recipe.key == 4,
        _ => {}
    }
}

/// An index over some of the columns that every engine can index.
fn indexed(
    builder: Builder,
    picks: &[usize],
    kind: usize,
    soft: usize,
    dialect: Dialect,
) -> Builder {
    let names = indexable(&builder, picks);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let name = naming::fit(&format!("{}{}{}", builder.0.name, kind, names.join(" ")));
    if names.is_empty() || builder.0.indexes.iter().any(|i| i.name == name) {
        return builder;
    }
    let same = builder.ids(&names);
    let key = builder.0.primary_key.as_ref().map(|key| &key.columns);
    // SQLite keeps one index for two equal constraints.
    let taken = key == Some(&same)
        || builder
            .0
            .indexes
            .iter()
            .any(|i| i.is_unique() && i.key_columns().as_ref() == Some(&same));
    if taken {
        return builder;
    }
    let first = names[0].to_owned();
    let text = builder.0[same[0]].ty == Type::Scalar(Scalar::Text);
    builder.index(&names, |index| {
        index.name = name;
        index.kind = match kind {
            0 => IndexKind::UniqueConstraint(Deferrable::No),
            1 | 2 => IndexKind::Unique,
            _ => IndexKind::Plain,
        };
        match kind {
            2 if soft > 0 => index.scope = UniqueScope::Live,
            3 => index.keys[0].order = Order::Desc,
            4 if dialect.is(Family::MySql) => {
                index.invisible = true;
                index.comment = Some("it's hidden".into());
            }
            4 => index.predicate = Sql::new(format!("{} IS NOT NULL", quote(dialect, &first))),
            5 if dialect.is(Family::MySql) && text => index.keys[0].prefix_len = Some(5),
            5 if dialect == Dialect::Sqlite && text => {
                index.keys[0].collation = Some("RTRIM".into());
            }
            5 if dialect == Dialect::Postgres && text => index.keys[0].collation = Some("C".into()),
            6 if text && dialect.is(Family::MySql) => {
                index.method = Some("fulltext".into());
                // MariaDB comes without parsers.
                index.parser = (dialect == Dialect::MySql).then(|| "ngram".into());
            }
            6 if text && dialect != Dialect::MariaDb => {
                let sql = format!("lower({})", quote(dialect, &first));
                index.keys[0].part = KeyPart::Expression(Sql::new(sql));
            }
            _ => {}
        }
        if index.method.is_some() {
            index.keys.truncate(1);
        }
    })
}

fn checked(builder: Builder, recipe: &TableRecipe, dialect: Dialect) -> Builder {
    let table = &builder.0;
    let name = naming::check(&table.name, &["own"]);
    let number = table.columns.iter().position(|c| {
        matches!(c.ty, Type::Scalar(s) if s.integer().is_some() && c.sql_type.is_empty())
            && c.identity.is_none()
            && c.role.is_none()
            && c.generated.is_none()
    });
    let Some(number) = number.filter(|_| recipe.checks > 0) else {
        return builder;
    };
    let column = table.columns[number].name.clone();
    let sql = format!("{} > 0 -- positive", quote(dialect, &column));
    builder.with(|t| {
        let mut check = Check::new(name, Sql::new(sql));
        if recipe.checks == 2 && dialect == Dialect::MariaDb {
            // A check in the column's definition.
            check.name = column;
            check.column = Some(erd_core::schema::ColumnId(number));
        }
        t.checks.push(check);
    })
}

fn link_to(
    builders: &mut Vec<Builder>,
    recipes: &[TableRecipe],
    from: usize,
    n: usize,
    (to, nullable, action): (usize, bool, usize),
    dialect: Dialect,
) {
    let to = to % recipes.len();
    let unlogged = |b: &Builder| b.0.options.unlogged;
    if unlogged(&builders[to]) && !unlogged(&builders[from]) {
        return;
    }
    let rank = |t: usize| (recipes[t].rank, t);
    // A mandatory loop is illegal, and so is a row that must name itself.
    let nullable = nullable || rank(to) >= rank(from);
    if builders[to].0.primary_key.is_none() {
        return;
    }
    let (columns, targets) = link_columns(&builders[to], n, nullable);
    let builder = builders.remove(from);
    let builder =
        linked(builder, to, columns, &targets, nullable, action).last_foreign_key(|key| {
            if action == 5 && !dialect.is(Family::MySql) {
                key.deferrable = Deferrable::InitiallyDeferred;
            }
            key.on_update = (action == 2).then_some(Action::Cascade);
            if to == from {
                key.target = erd_core::schema::Target::Own;
            }
        });
    builders.insert(from, builder);
}

/// A view over a table, and on it a trigger.
fn objects(schema: &mut Schema, table: usize, dialect: Dialect) {
    let name = schema.tables[table].name.clone();
    let quoted = quote(dialect, &name);
    let view = naming::fit(&format!("view {table} of {name}"));
    let trigger = naming::fit(&format!("trigger {table} of {name}"));
    // As MariaDB prints it, which keeps no other text.
    let create = format!(
        "CREATE VIEW {} AS select count(0) AS {} from {quoted}",
        quote(dialect, &view),
        quote(dialect, "how many")
    );
    let mut object = SqlObject::new(ObjectKind::View, view, create);
    object.depends_on = vec![format!("table {name}")];
    schema.objects.push(object);
    let quoted_trigger = quote(dialect, &trigger);
    let create = match dialect {
        Dialect::Postgres => return,
        Dialect::MySql | Dialect::MariaDb => format!(
            "CREATE TRIGGER {quoted_trigger} AFTER DELETE ON {quoted} FOR EACH ROW BEGIN SET @a = 'x;y'; SET @b = 1; END"
        ),
        Dialect::Sqlite => format!(
            "CREATE TRIGGER {quoted_trigger} AFTER DELETE ON {quoted} BEGIN SELECT 'x;y'; END"
        ),
    };
    let mut object = SqlObject::new(ObjectKind::Trigger, trigger, create);
    object.table = Some(ObjectName { schema: None, name });
    schema.objects.push(object);
}

/// Partitions of a table that no foreign key touches, by its composite key.
fn partition(schema: &mut Schema, table: usize, kind: usize, dialect: Dialect) {
    let id = erd_core::schema::TableId(table);
    let linked =
        !schema[id].foreign_keys.is_empty() || schema.walk(id).referencing_keys().next().is_some();
    let fulltext = schema[id].indexes.iter().any(|i| i.method.is_some());
    let unique = schema[id]
        .indexes
        .iter()
        .any(erd_core::schema::Index::is_unique);
    let key = schema[id].primary_key.as_ref().map(|k| k.columns.clone());
    let Some([number, day]) = key.as_deref() else {
        return;
    };
    if linked || fulltext || unique || !dialect.is(Family::MySql) {
        return;
    }
    let named = |name: &str| ObjectName {
        schema: None,
        name: name.to_owned(),
    };
    let part = |name: &str, bounds: &str, sub: bool| PartitionTable {
        name: named(name),
        bounds: bounds.to_owned(),
        partition: sub.then(|| SubPartition {
            by: format!("HASH ({})", quote(dialect, "key 1")),
            parts: (0..2)
                .map(|n| PartitionTable {
                    name: named(&format!("{name}sp{n}")),
                    bounds: String::new(),
                    partition: None,
                })
                .collect(),
        }),
    };
    let mut partition = Partition {
        over_time: None,
        kind: PartitionKind::Hash,
        columns: vec![*number],
        count: None,
        default: false,
        key: None,
        parts: Vec::new(),
    };
    match kind {
        0 => partition.count = Some(3),
        1 => {
            partition.count = Some(2);
            partition.key = Some(format!("LINEAR HASH ({})", quote(dialect, "key 1")));
        }
        2 | 3 => {
            partition.kind = PartitionKind::Range;
            partition.columns = vec![*day];
            partition.parts = vec![
                part("p'0", "VALUES LESS THAN ('2020-01-01')", kind == 3),
                part("p 1", "VALUES LESS THAN (MAXVALUE)", kind == 3),
            ];
        }
        4 => {
            partition.kind = PartitionKind::List;
            partition.key = Some(quote(dialect, "key 1"));
            partition.parts = vec![part("odd", "VALUES IN (1,3) COMMENT = 'it''s'", false)];
        }
        _ => return,
    }
    schema.tables[table].intent.partition = Some(partition);
}
