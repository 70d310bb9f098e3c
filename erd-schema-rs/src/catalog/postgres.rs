//! PostgreSQL: what `information_schema` and `pg_constraint` say.

use super::postgres_type::Spelled;
use super::{Catalog, Column, ForeignKey, Name, SqlType, Table, foreign_keys, name, primary_key};
use crate::config::{PrintSchema, matches};
use erd_core::Dialect;
use erd_core::schema::{ColumnId, IndexKind, ObjectKind, PartitionTable, Schema, Type};
use heck::ToUpperCamelCase;
use std::collections::{BTreeMap, BTreeSet};

/// The namespace that diesel takes for the default one, whatever the search path is.
const PUBLIC: &str = "public";

pub(super) fn read(schema: &Schema, config: &PrintSchema) -> Catalog {
    let namespace = config.schema.as_deref().filter(|name| *name != PUBLIC);
    let is_printed = |schema: &Option<String>| schema.as_deref() == namespace;
    let domains = domains(schema);
    let key_names = key_names(schema);
    let mut catalog = Catalog::default();
    let mut partitions: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
    for table in &schema.tables {
        let columns = table.columns.iter().map(|column| Column {
            name: column.name.clone(),
            comment: column.comment.clone(),
            ..typed(column, &domains, schema, config)
        });
        let whole = Table {
            name: name(table),
            comment: table.comment.clone(),
            key: seen_key(table, &key_names),
            columns: columns.collect(),
        };
        let parts = table.intent.partition.iter().flat_map(|p| &p.parts);
        for part in parts.flat_map(PartitionTable::tables) {
            let part = partition(&whole, part, table, schema);
            let parts = partitions.entry(whole.name.clone()).or_default();
            parts.push(part.name.clone());
            if is_printed(&part.name.schema) {
                catalog.tables.push(part);
            }
        }
        if is_printed(&whole.name.schema) {
            catalog.tables.push(whole);
        }
    }
    // Only keys within the namespace are looked at, and those of one table to another are one to diesel.
    let mut merged: BTreeMap<(Name, Name), ForeignKey> = BTreeMap::new();
    for key in with_partitions(foreign_keys(schema), &partitions) {
        if !is_printed(&key.child.schema) || !is_printed(&key.parent.schema) {
            continue;
        }
        match merged.get_mut(&(key.child.clone(), key.parent.clone())) {
            Some(other) => {
                other.columns.extend(key.columns);
                other.target_columns.extend(key.target_columns);
            }
            None => {
                merged.insert((key.child.clone(), key.parent.clone()), key);
            }
        }
    }
    catalog.foreign_keys = merged.into_values().collect();
    catalog
}

/// A domain: the type beneath it, and whether it takes no NULL.
struct Domain {
    base: Spelled,
    not_null: bool,
}

type Domains = BTreeMap<(Option<String>, String), Domain>;

fn domains(schema: &Schema) -> Domains {
    let domains = schema
        .objects
        .iter()
        .filter(|o| o.kind == ObjectKind::Domain);
    let read = domains.filter_map(|object| {
        let text = object.create.first()?.get(Dialect::Postgres)?;
        Some(((object.schema.clone(), object.name.clone()), domain(text)?))
    });
    read.collect()
}

/// Whether the domain of a column takes no NULL; its type is written out.
pub(crate) fn has_not_null_domain(column: &erd_core::schema::Column, schema: &Schema) -> bool {
    let text = column.sql_type.get(Dialect::Postgres).unwrap_or_default();
    let Some((spelled, _)) = Spelled::read(text) else {
        return false;
    };
    let own = (namespace(&spelled, column, schema), spelled.name.clone());
    !spelled.is_array && domains(schema).get(&own).is_some_and(|d| d.not_null)
}

/// Reads `CREATE DOMAIN name [AS] type ..`.
fn domain(text: &str) -> Option<Domain> {
    let lower = text.trim_start().to_ascii_lowercase();
    let behind = lower.strip_prefix("create")?.trim_start();
    let behind = behind.strip_prefix("domain")?;
    let text = &text[text.len() - behind.len()..];
    let (_, rest) = Spelled::read(text)?;
    let trimmed = rest.trim_start();
    let is_as = trimmed
        .get(..2)
        .is_some_and(|word| word.eq_ignore_ascii_case("as"))
        && trimmed[2..].starts_with(char::is_whitespace);
    let (base, rest) = Spelled::read(if is_as { &trimmed[2..] } else { trimmed })?;
    Some(Domain {
        base,
        not_null: has_not_null(rest),
    })
}

/// Whether NOT NULL stands in a text outside parentheses and quotes.
fn has_not_null(text: &str) -> bool {
    let (mut depth, mut quote, mut outside) = (0_usize, None, String::new());
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '\'' || c == '"' => quote = Some(c),
            None if c == '(' => depth += 1,
            None if c == ')' => depth = depth.saturating_sub(1),
            None if depth == 0 => outside.extend(c.to_lowercase()),
            _ => {}
        }
    }
    let words: Vec<&str> = outside.split_whitespace().collect();
    words.windows(2).any(|pair| pair == ["not", "null"])
}

/// The type of a column, in a column without a name.
fn typed(
    column: &erd_core::schema::Column,
    domains: &Domains,
    schema: &Schema,
    config: &PrintSchema,
) -> Column {
    let mut out = Column {
        name: String::new(),
        ty: Err(String::new()),
        max_length: None,
        comment: None,
    };
    let text = column.sql_type.get(Dialect::Postgres).unwrap_or_default();
    let Some((spelled, _)) = Spelled::read(text) else {
        out.ty = Err(text.to_owned());
        return out;
    };
    let own = (namespace(&spelled, column, schema), spelled.name.clone());
    let domain = domains.get(&own).filter(|_| !spelled.is_array);
    let (mut shown, mut shown_schema, mut nullable) =
        (spelled.in_catalog(), own.0.clone(), column.nullable);
    out.max_length = spelled.length;
    if let Some(domain) = domain {
        nullable &= !domain.not_null;
        out.max_length = domain.base.length;
        if !matches(&config.pg_domains_as_custom_types, &spelled.name) {
            shown = domain.base.in_catalog();
            shown_schema = stated_namespace(&domain.base);
        }
    }
    // diesel takes every name with a `_` in front for an array.
    let element = shown.strip_prefix('_');
    let sql = element.unwrap_or(&shown).to_owned();
    out.ty = Ok(SqlType {
        schema: shown_schema,
        rust: sql.to_upper_camel_case(),
        sql,
        is_array: element.is_some(),
        is_unsigned: false,
        is_nullable: nullable,
    });
    out
}

/// The namespace of a type; `None` for `public`.
fn namespace(
    spelled: &Spelled,
    column: &erd_core::schema::Column,
    schema: &Schema,
) -> Option<String> {
    let mut ty = &column.ty;
    while let Type::Array(element) = ty {
        ty = element;
    }
    let found = match ty {
        Type::Enum(key) => schema.find_enum(key).filter(|e| e.name == spelled.name),
        _ => None,
    };
    match found {
        Some(found) if spelled.schema.is_none() => found.schema.clone(),
        _ => stated_namespace(spelled),
    }
    .filter(|name| name != PUBLIC)
}

fn stated_namespace(spelled: &Spelled) -> Option<String> {
    if spelled.is_built_in() {
        return Some("pg_catalog".to_owned());
    }
    spelled.schema.clone().filter(|name| name != PUBLIC)
}

/// The names of all primary keys.
fn key_names(schema: &Schema) -> BTreeSet<&str> {
    let keys = schema.tables.iter().filter_map(|t| t.primary_key.as_ref());
    keys.map(|key| key.name.as_str()).collect()
}

/// What diesel takes for the primary key: the columns of every key constraint and foreign key that has the name of some
/// table's primary key.
fn seen_key(table: &erd_core::schema::Table, names: &BTreeSet<&str>) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut add = |columns: &[ColumnId]| {
        let columns = columns.iter().map(|c| table[*c].name.clone());
        found.extend(columns.enumerate());
    };
    if let Some(key) = &table.primary_key {
        add(&key.columns);
    }
    for index in &table.indexes {
        let is_constraint = matches!(index.kind, IndexKind::UniqueConstraint(_));
        if is_constraint && names.contains(index.name.as_str()) {
            add(&index.key_columns().unwrap_or_default());
        }
    }
    for key in &table.foreign_keys {
        if key.loose.is_none() && names.contains(key.name.as_str()) {
            add(&key.columns);
        }
    }
    found.sort_by_key(|(position, _)| *position);
    found.into_iter().map(|(_, name)| name).collect()
}

/// A partition is a table like any other to diesel, without the comments of the whole.
fn partition(
    whole: &Table,
    part: &PartitionTable,
    table: &erd_core::schema::Table,
    schema: &Schema,
) -> Table {
    let mut out = whole.clone();
    out.name = Name {
        table: part.name.name.clone(),
        schema: part.name.schema.clone(),
    };
    out.comment = None;
    out.key = primary_key(table);
    for column in &mut out.columns {
        column.comment = None;
        let setting = format!("NOT NULL {}", column.name);
        let is_own = |object: &erd_core::schema::SqlObject| {
            object.kind == ObjectKind::Setting
                && object.table.as_ref() == Some(&part.name)
                && object.name == setting
        };
        if let (Ok(ty), true) = (&mut column.ty, schema.objects.iter().any(is_own)) {
            ty.is_nullable = false;
        }
    }
    out
}

/// The foreign keys, and those that the server makes of them: from each partition of the child to the parent, and from the
/// child to each partition of the parent.
fn with_partitions(
    keys: Vec<ForeignKey>,
    partitions: &BTreeMap<Name, Vec<Name>>,
) -> Vec<ForeignKey> {
    let mut all = Vec::with_capacity(keys.len());
    for key in keys {
        for part in partitions.get(&key.child).into_iter().flatten() {
            let child = part.clone();
            all.push(ForeignKey {
                child,
                ..key.clone()
            });
        }
        for part in partitions.get(&key.parent).into_iter().flatten() {
            let parent = part.clone();
            all.push(ForeignKey {
                parent,
                ..key.clone()
            });
        }
        all.push(key);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_read_from_its_statement() {
        let read = |text: &str| {
            let domain = domain(text).expect("a domain");
            (domain.base.name, domain.base.length, domain.not_null)
        };
        assert_eq!(
            read("CREATE DOMAIN app.email AS varchar(80) NOT NULL CHECK (VALUE LIKE '%@%')"),
            ("varchar".to_owned(), Some(80), true)
        );
        assert_eq!(
            read("create domain positive integer default 1 check (value is not null)"),
            ("int4".to_owned(), None, false)
        );
        assert_eq!(
            read("CREATE DOMAIN \"Odd\" AS text DEFAULT 'not null'"),
            ("text".to_owned(), None, false)
        );
    }
}
