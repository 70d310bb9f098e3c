//! Random schemas, and a row for each of their tables.

use crate::Scratch;
use crate::schema::{
    Builder, With as _, actors, column, created_at, deleted_at, id, table, updated_at,
};
use erd_core::schema::{
    Action, Column, Deferrable, EnumStorage, EnumType, IndexKind, Maintenance, Role, Schema, Sql,
    Table, Target, Type, UniqueScope,
};
use erd_core::{Dialect, Family, Scalar, naming};
use proptest::prelude::*;

/// Names that need quotes, name keywords, hold comment marks or placeholders, or fill all 63 bytes.
const NAMES: [&str; 16] = [
    "plain",
    "order",
    "a\"b",
    "ünï",
    "tick`s",
    "it's",
    "back\\slash",
    "semi;colon",
    "$$dollar$$",
    "two words",
    "-- dash",
    "/* star",
    "select",
    "{0}%s?",
    "名前",
    "sixty_three_bytes_of_plain_ascii_letters_and_underscores_in_all",
];

/// What a random table is made of.
#[derive(Clone, Debug)]
pub struct Recipe {
    name: usize,
    /// Mandatory foreign keys lead to tables of lower rank.
    rank: u8,
    key: usize,
    columns: Vec<(usize, bool, bool)>,
    links: Vec<(usize, bool, usize)>,
    soft: usize,
    audit: bool,
    strict: bool,
    indexes: Vec<(Vec<usize>, usize)>,
}

prop_compose! {
    /// A random table.
    pub fn recipe()(
        name in 0..NAMES.len(),
        rank in any::<u8>(),
        key in 0..4_usize,
        columns in prop::collection::vec((0..Scalar::ALL.len() + 3, any::<bool>(), any::<bool>()), 0..6),
        links in prop::collection::vec((0..8_usize, any::<bool>(), 0..5_usize), 0..4),
        soft in 0..3_usize,
        audit in any::<bool>(),
        strict in any::<bool>(),
        indexes in prop::collection::vec((prop::collection::vec(0..6_usize, 1..4), 0..4_usize), 0..3),
    ) -> Recipe {
        Recipe { name, rank, key, columns, links, soft, audit, strict, indexes }
    }
}

fn enums() -> Vec<EnumType> {
    let values = || vec!["a".to_owned(), "it's".to_owned(), "b\\c".to_owned()];
    vec![
        EnumType {
            renamed_values: Vec::new(),
            schema: None,
            comment: None,
            name: "text enum".into(),
            values: values(),
            storage: EnumStorage::Text,
        },
        EnumType {
            renamed_values: Vec::new(),
            schema: None,
            comment: None,
            name: "native\"enum".into(),
            values: values(),
            storage: EnumStorage::Native,
        },
        EnumType {
            renamed_values: Vec::new(),
            schema: None,
            comment: None,
            name: "integer".into(),
            values: vec!["-3".into(), "7".into()],
            storage: EnumStorage::Integer,
        },
    ]
}

/// The schema of some recipes.
pub fn build(recipes: &[Recipe]) -> Schema {
    let mut builders: Vec<Builder> = Vec::new();
    for (i, recipe) in recipes.iter().enumerate() {
        let mut name = NAMES[recipe.name].to_owned();
        if builders.iter().any(|b| b.0.name == name) {
            name = naming::fit(&format!("{name} {i}"));
        }
        builders.push(own_parts(&name, recipe));
    }
    for (i, recipe) in recipes.iter().enumerate() {
        for (n, link) in recipe.links.iter().enumerate() {
            let (to, nullable, action) = *link;
            let to = to % recipes.len();
            let rank = |t: usize| (recipes[t].rank, t);
            // A mandatory loop is illegal, and so is a row that must name itself.
            let nullable = nullable || rank(to) >= rank(i);
            let builder = builders.remove(i);
            let target = if to == i {
                &builder
            } else {
                &builders[to - usize::from(to > i)]
            };
            let (columns, targets) = link_columns(target, n, nullable);
            let builder = linked(builder, to, columns, &targets, nullable, action);
            builders.insert(i, builder);
        }
    }
    Schema {
        objects: Vec::new(),
        tables: builders.into_iter().map(|b| b.0).collect(),
        enums: enums(),
    }
}

fn own_parts(name: &str, recipe: &Recipe) -> Builder {
    let mut columns = match recipe.key {
        0 => vec![id()],
        1 => vec![column("key text", Scalar::Text).len(20)],
        2 => vec![column("key uuid", Scalar::Uuid)],
        _ => vec![column("key 1", Scalar::I32), column("key\"2", Scalar::Date)],
    };
    let keys = columns.len();
    for (n, (ty, nullable, bounded)) in recipe.columns.iter().enumerate() {
        let name = NAMES[(recipe.name + n) % NAMES.len()];
        let mut column = match Scalar::ALL.get(*ty) {
            Some(scalar) => column(name, *scalar),
            None => Column::new(
                name,
                Type::Enum(enums()[ty - Scalar::ALL.len()].name.clone()),
            ),
        };
        column.nullable = *nullable;
        column.comment = bounded.then(|| format!("about {name}"));
        match column.ty {
            Type::Scalar(Scalar::Decimal) => column.precision = Some((12, 3)),
            Type::Scalar(Scalar::Text | Scalar::Bytes) if *bounded => column.max_len = Some(40),
            _ => {}
        }
        columns.push(column);
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
        columns.extend(actors(if recipe.strict {
            Maintenance::Default
        } else {
            Maintenance::Trigger
        }));
    }
    let mut builder = table(name, columns).with(|t| {
        t.strict = recipe.strict;
        t.comment = recipe.strict.then(|| format!("table {name}"));
    });
    if keys == 2 {
        builder = builder.key(&["key 1", "key\"2"]);
    }
    for (picks, kind) in &recipe.indexes {
        builder = indexed(builder, picks, *kind, recipe.soft);
    }
    let check = naming::check(name, &["own"]);
    builder.check(&check, Sql::new("1 = 1 -- always"))
}

/// The columns that are picked, once each, of those that every engine can index.
pub fn indexable(builder: &Builder, picks: &[usize]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for pick in picks {
        let column = &builder.0.columns[pick % builder.0.columns.len()];
        let indexable = match column.ty {
            Type::Scalar(Scalar::Text | Scalar::Bytes) => column.max_len.is_some(),
            Type::Scalar(Scalar::Json) => false,
            _ => true,
        };
        if indexable && !names.contains(&column.name) {
            names.push(column.name.clone());
        }
    }
    names
}

fn indexed(builder: Builder, picks: &[usize], kind: usize, soft: usize) -> Builder {
    let names = indexable(&builder, picks);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let name = naming::fit(&format!("{}{}{}", builder.0.name, kind, names.join(" ")));
    if names.is_empty() || builder.0.indexes.iter().any(|i| i.name == name) {
        return builder;
    }
    builder.index(&names, |index| {
        index.name = name;
        index.kind = match kind {
            0 => IndexKind::Plain,
            1 => IndexKind::UniqueConstraint(Deferrable::No),
            _ => IndexKind::Unique,
        };
        if kind == 3 && soft > 0 {
            index.scope = UniqueScope::Live;
        }
    })
}

/// Columns that reference the key of a table, for the link of that number, and the names of the columns of the key.
///
/// # Panics
///
/// The table has no primary key.
pub fn link_columns(target: &Builder, n: usize, nullable: bool) -> (Vec<Column>, Vec<String>) {
    let key = target.0.primary_key.as_ref().expect("a key");
    let columns = key.columns.iter().enumerate().map(|(i, c)| {
        let mut column = target.0[*c].clone();
        column.name = format!("link {n} {i}");
        column.field.clone_from(&column.name);
        column.identity = None;
        column.nullable = nullable;
        column
    });
    let names = key.columns.iter().map(|c| target.0[*c].name.clone());
    (columns.collect(), names.collect())
}

/// Adds such columns with a foreign key to the table at that position, and an index. `action` picks what a deletion does.
pub fn linked(
    builder: Builder,
    to: usize,
    columns: Vec<Column>,
    targets: &[String],
    nullable: bool,
    action: usize,
) -> Builder {
    let names: Vec<_> = columns.iter().map(|c| c.name.clone()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let targets: Vec<_> = targets.iter().map(String::as_str).collect();
    let action = match action {
        0 => None,
        1 => Some(Action::Restrict),
        2 => Some(Action::Cascade),
        3 if nullable => Some(Action::SetNull),
        _ => Some(Action::NoAction),
    };
    builder
        .with(|t| t.columns.extend(columns))
        .references(&names, to, &targets, action)
        .index(&names, |_| {})
}

/// A value of a column's type, as a literal. Keys and links of one type have one value, so links always lead somewhere.
///
/// # Panics
///
/// The schema lacks the column's enum.
pub fn value(dialect: Dialect, schema: &Schema, column: &Column) -> String {
    let family = dialect.is(Family::MySql);
    let text = match &column.ty {
        Type::Enum(key) => {
            let ty = schema.find_enum(key).expect("the enum is listed");
            let value = &ty.values[ty.values.len().min(2) - 1];
            return match ty.storage {
                EnumStorage::Integer => value.clone(),
                _ => format!("'{}'", value.replace('\'', "''")),
            };
        }
        Type::Scalar(scalar) => match scalar {
            Scalar::Bool if dialect == Dialect::Postgres => "TRUE",
            Scalar::Bool => "1",
            Scalar::Text => "'x'",
            Scalar::Bytes if dialect == Dialect::Postgres => "'\\x00ff'",
            Scalar::Bytes => "X'00ff'",
            Scalar::Date => "'2024-02-29'",
            Scalar::Time => "'23:59:59'",
            Scalar::TimestampTz if !family => "'2024-02-29 12:00:00+00:00'",
            Scalar::Timestamp | Scalar::TimestampTz => "'2024-02-29 12:00:00'",
            Scalar::Uuid if dialect == Dialect::Sqlite => "X'000102030405060708090a0b0c0d0e0f'",
            Scalar::Uuid => "'00010203-0405-0607-0809-0a0b0c0d0e0f'",
            Scalar::Json => "'{}'",
            _ => "5",
        },
        _ => "'x'",
    };
    text.to_owned()
}

/// A name in the engine's quotes.
pub fn quote(dialect: Dialect, name: &str) -> String {
    if dialect.is(Family::MySql) {
        format!("`{}`", name.replace('`', "``"))
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// The name of a table with its namespace, in the engine's quotes.
pub fn path(dialect: Dialect, table: &Table) -> String {
    let name = quote(dialect, &table.name);
    match &table.schema {
        Some(namespace) => format!("{}.{name}", quote(dialect, namespace)),
        None => name,
    }
}

/// Inserts a row into every table, referenced tables first; then gives every nullable column a value too.
pub fn fill(db: &mut Scratch, dialect: Dialect, schema: &Schema) -> Result<(), String> {
    for table in referenced_first(schema) {
        let needed: Vec<_> = table
            .columns
            .iter()
            .filter(|c| !c.nullable && c.role.is_none())
            .collect();
        let names: Vec<_> = needed.iter().map(|c| quote(dialect, &c.name)).collect();
        let values: Vec<_> = needed.iter().map(|c| value(dialect, schema, c)).collect();
        db.execute(&format!(
            "INSERT INTO {} ({}) VALUES ({})",
            path(dialect, table),
            names.join(", "),
            values.join(", ")
        ))?;
    }
    for table in &schema.tables {
        let open: Vec<_> = table
            .columns
            .iter()
            .filter(|c| c.nullable && c.role.is_none() && c.generated.is_none())
            .filter(|c| !matches!(c.ty, Type::Array(_)))
            .map(|c| {
                format!(
                    "{} = {}",
                    quote(dialect, &c.name),
                    value(dialect, schema, c)
                )
            })
            .collect();
        if !open.is_empty() {
            let name = path(dialect, table);
            db.execute(&format!("UPDATE {name} SET {}", open.join(", ")))?;
        }
    }
    Ok(())
}

/// The tables, each after those that its mandatory foreign keys reference.
fn referenced_first(schema: &Schema) -> Vec<&Table> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < schema.tables.len() {
        let ready = (0..schema.tables.len()).find(|position| {
            let table = &schema.tables[*position];
            let mut mandatory = table
                .foreign_keys
                .iter()
                .filter(|key| key.columns.iter().all(|c| !table[*c].nullable));
            !order.contains(position)
                && mandatory.all(|key| match &key.target {
                    Target::Table(target) => target.0 == *position || order.contains(&target.0),
                    Target::Own | Target::Path(_) => true,
                })
        });
        order.push(ready.expect("no cycle of mandatory foreign keys"));
    }
    order
        .iter()
        .map(|position| &schema.tables[*position])
        .collect()
}
