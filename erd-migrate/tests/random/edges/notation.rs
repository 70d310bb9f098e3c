//! Schemas in one line of text, so that hundreds of them can stand beside each other.
//!
//! `n i64? default(1); check(n > 0); index(n desc)`: items with semicolons between them, each a column or a clause of the
//! table `t`, which has an `id` that the database numbers unless an item is `bare`. Beside it stands `parents` with the
//! key `id`, and a unique `code` of 40 characters.

use erd_core::schema::{
    Action, Check, Column, ColumnId, Deferrable, EnumStorage, EnumType, Exclusion, ForeignKey,
    Generated, Index, IndexKey, IndexKind, KeyPart, ObjectName, Order, Partition, PartitionKind,
    PartitionTable, PrimaryKey, Schema, Sql, Table, TableId, Target, Type,
};
use erd_core::{Scalar, naming};
use testkit::schema::{Builder, With as _, column, id, table};

/// A word, and what stands in its parentheses: `default(1)`, `decimal(5,2)?`.
struct Word<'l> {
    name: String,
    inside: Option<&'l str>,
}

/// The words of an item.
fn words(text: &str) -> Vec<Word<'_>> {
    let pieces = split(text, ' ').into_iter();
    let word = |piece: &'_ str| match (piece.find('('), piece.rfind(')')) {
        (Some(open), Some(close)) => (open, close),
        _ => (piece.len(), piece.len()),
    };
    let all = pieces.filter(|piece| !piece.is_empty()).map(|piece| {
        let (open, close) = word(piece);
        Word {
            name: format!(
                "{}{}",
                &piece[..open],
                piece.get(close + 1..).unwrap_or_default()
            ),
            inside: piece.get(open + 1..close),
        }
    });
    all.collect()
}

/// The parts of a text between separators that stand in no parenthesis and no quote.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut quoted, mut from) = (0_usize, false, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ if c == separator && depth == 0 && !quoted => {
                parts.push(text[from..at].trim());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts
}

/// The schema of a line.
pub(super) fn schema(line: &str) -> Schema {
    let Builder(mut parents) = table("parents", [id(), column("code", Scalar::Text).len(40)]);
    let key = IndexKind::UniqueConstraint(Deferrable::No);
    parents
        .indexes
        .push(Index::new("parents_code_key", key, [ColumnId(1)]));
    let Builder(mut t) = table("t", [id()]);
    let mut enums = Vec::new();
    let items = split(line, ';');
    if items.contains(&"bare") {
        t.columns.clear();
        t.primary_key = None;
    }
    for item in &items {
        clause(&mut t, item, &mut enums);
    }
    for item in items {
        keys(&mut t, item);
    }
    Schema {
        objects: Vec::new(),
        tables: vec![parents, t],
        enums,
    }
}

/// A column.
fn clause(t: &mut Table, item: &str, enums: &mut Vec<EnumType>) {
    let all = words(item);
    if all.len() < 2 || CLAUSES.contains(&all[0].name.as_str()) {
        return;
    }
    let (ty, nullable) = match all[1].name.strip_suffix('?') {
        Some(ty) => (ty, true),
        None => (
            all[1].name.as_str(),
            all.iter().any(|word| word.name == "null"),
        ),
    };
    let number = |text: &str| text.trim().parse::<u32>().expect("a number");
    let (mut plain, mut depth) = (ty, 0);
    while let Some(inner) = plain.strip_suffix("[]") {
        (plain, depth) = (inner, depth + 1);
    }
    let mut new = if plain == "enum" {
        let values = all[1].inside.unwrap_or_default().split_whitespace();
        let name = format!("e_{}", all[0].name);
        let of =
            testkit::schema::enum_type(&name, EnumStorage::Native, &values.collect::<Vec<_>>());
        enums.push(of);
        Column::new(&all[0].name, Type::Enum(name))
    } else {
        let mut new = column(&all[0].name, scalar(plain));
        match all[1].inside.map(|inside| inside.split_once(',')) {
            Some(Some((all, behind))) => {
                new.precision = Some((digits(all), digits(behind)));
            }
            Some(None) => new.max_len = all[1].inside.map(number),
            None => {}
        }
        new
    };
    for _ in 0..depth {
        new.ty = Type::Array(Box::new(new.ty));
    }
    new.nullable = nullable;
    for word in &all[2..] {
        let text = || Sql::new(word.inside.expect("an argument"));
        let generated = |stored| {
            Some(Generated {
                sql: text(),
                stored,
            })
        };
        match word.name.as_str() {
            "sql" => new.sql_type = text(),
            "default" => new.default = text(),
            "stored" => new.generated = generated(true),
            "virtual" => new.generated = generated(false),
            "collate" => new.collation = text(),
            "updates" => new.on_update = text(),
            "hidden" => new.invisible = true,
            "identity" => new.identity = Some(erd_core::schema::Identity::ByDefault),
            "about" => new.comment = word.inside.map(str::to_owned),
            "null" => {}
            other => panic!("no clause of a column: {other}"),
        }
    }
    t.columns.push(new);
}

fn digits(text: &str) -> u8 {
    text.trim().parse().expect("digits")
}

fn scalar(name: &str) -> Scalar {
    match name {
        "bool" => Scalar::Bool,
        "i16" => Scalar::I16,
        "i32" => Scalar::I32,
        "i64" => Scalar::I64,
        "u32" => Scalar::U32,
        "u64" => Scalar::U64,
        "f32" => Scalar::F32,
        "f64" => Scalar::F64,
        "decimal" => Scalar::Decimal,
        "text" => Scalar::Text,
        "bytes" => Scalar::Bytes,
        "date" => Scalar::Date,
        "time" => Scalar::Time,
        "timestamp" => Scalar::Timestamp,
        "timestamptz" => Scalar::TimestampTz,
        "uuid" => Scalar::Uuid,
        "json" => Scalar::Json,
        other => panic!("no type: {other}"),
    }
}

/// What begins an item that is no column.
const CLAUSES: [&str; 17] = [
    "bare",
    "check",
    "index",
    "unique",
    "primary",
    "ref",
    "range",
    "list",
    "hash",
    "exclude",
    "engine",
    "charset",
    "collation",
    "row_format",
    "without_rowid",
    "unlogged",
    "with",
];

/// A clause of the table.
fn keys(t: &mut Table, item: &str) {
    let all = words(item);
    let Some(Word { name, inside }) = all
        .first()
        .filter(|word| CLAUSES.contains(&word.name.as_str()))
    else {
        return;
    };
    let inside = inside.unwrap_or_default();
    let ids = |t: &Table, text: &str| -> Vec<ColumnId> {
        let names = text.split(',').map(str::trim);
        let found = |name: &str| {
            t.find_column(name)
                .unwrap_or_else(|| panic!("no column {name}"))
        };
        names.map(found).collect()
    };
    match name.as_str() {
        "check" => {
            let name = format!("t_check{}", t.checks.len());
            t.checks.push(Check::new(name, Sql::new(inside)));
        }
        "primary" => {
            let columns = ids(t, inside);
            t.primary_key = Some(PrimaryKey::new(naming::primary_key("t"), columns));
        }
        "index" | "unique" => index(t, name == "unique", inside, &all[1..]),
        "ref" => reference(t, inside, &all[1..]),
        "range" | "list" | "hash" => {
            let kind = match name.as_str() {
                "range" => PartitionKind::Range,
                "list" => PartitionKind::List,
                _ => PartitionKind::Hash,
            };
            partition(t, kind, inside, &all[1..]);
        }
        "exclude" => t.exclusions.push(Exclusion {
            name: format!("t_excl{}", t.exclusions.len()),
            definition: inside.to_owned(),
            deferrable: Deferrable::No,
        }),
        "engine" => t.options.engine = Some(inside.to_owned()),
        "charset" => t.options.charset = Some(inside.to_owned()),
        "collation" => t.options.collation = Some(inside.to_owned()),
        "row_format" => t.options.row_format = Some(inside.to_owned()),
        "with" => t.options.with = Some(inside.to_owned()),
        "without_rowid" => t.options.without_rowid = true,
        "unlogged" => t.options.unlogged = true,
        _ => {}
    }
}

/// `index(n desc, s:10, expr(lower(s))) using(gin) where(n > 0) include(x)`.
fn index(t: &mut Table, unique: bool, keys: &str, rest: &[Word<'_>]) {
    let kind = match (unique, rest.iter().any(|word| word.name == "where")) {
        (true, false) => IndexKind::UniqueConstraint(Deferrable::No),
        (true, true) => IndexKind::Unique,
        _ => IndexKind::Plain,
    };
    let mut index = Index::new(format!("t_idx{}", t.indexes.len()), kind, []);
    for key in split(keys, ',') {
        let mut parts = words(key).into_iter();
        let first = parts.next().expect("a key");
        let mut new = if first.name == "expr" {
            let sql = Sql::new(first.inside.unwrap_or_default());
            index.kind = if unique {
                IndexKind::Unique
            } else {
                IndexKind::Plain
            };
            IndexKey {
                part: KeyPart::Expression(sql),
                ..IndexKey::column(ColumnId(0))
            }
        } else {
            let (name, length) = first.name.split_once(':').unwrap_or((&first.name, ""));
            let column = t
                .find_column(name)
                .unwrap_or_else(|| panic!("no column {name}"));
            IndexKey {
                prefix_len: length.parse().ok(),
                ..IndexKey::column(column)
            }
        };
        for word in parts {
            match word.name.as_str() {
                "desc" => new.order = Order::Desc,
                "collate" => new.collation = word.inside.map(str::to_owned),
                "class" => new.opclass = word.inside.map(str::to_owned),
                other => panic!("no word of a key: {other}"),
            }
        }
        index.keys.push(new);
    }
    for word in rest {
        let text = word.inside.unwrap_or_default();
        match word.name.as_str() {
            "using" => index.method = Some(text.to_owned()),
            "where" => index.predicate = Sql::new(text),
            "include" => {
                let names = text.split(',').map(str::trim);
                index.include = names.filter_map(|name| t.find_column(name)).collect();
            }
            "nulls_not_distinct" => index.nulls_not_distinct = true,
            "hidden" => index.invisible = true,
            "with" => index.with = Some(text.to_owned()),
            other => panic!("no clause of an index: {other}"),
        }
    }
    t.indexes.push(index);
}

/// `ref(p -> parents(id)) delete(cascade) update(cascade)`.
fn reference(t: &mut Table, text: &str, rest: &[Word<'_>]) {
    let (columns, target) = text.split_once("->").expect("an arrow");
    let (table, key) = target
        .trim()
        .split_once('(')
        .expect("columns of the target");
    let position = usize::from(table == "t");
    let columns: Vec<ColumnId> = columns
        .split(',')
        .map(|name| t.find_column(name.trim()).expect("a column"))
        .collect();
    let action = |name: &str| {
        let word = rest.iter().find(|word| word.name == name)?;
        Some(match word.inside? {
            "cascade" => Action::Cascade,
            "set_null" => Action::SetNull,
            "set_default" => Action::SetDefault,
            "no_action" => Action::NoAction,
            _ => Action::Restrict,
        })
    };
    let name = format!("t_fk{}", t.foreign_keys.len());
    let names = key.trim_end_matches(')').split(',').map(str::trim);
    let mut index = Index::new(
        format!("t_fki{}", t.indexes.len()),
        IndexKind::Plain,
        columns.clone(),
    );
    index.kind = IndexKind::Plain;
    if !rest.iter().any(|word| word.name == "unserved") {
        t.indexes.push(index);
    }
    t.foreign_keys.push(ForeignKey {
        on_delete: action("delete").or(Some(Action::Restrict)),
        on_update: action("update"),
        ..ForeignKey::new(name, columns, Target::Table(TableId(position)), names)
    });
}

/// `range(n) part(VALUES LESS THAN (5)) default`, `hash(n) count(4)`, `range() by(lower(s))`.
fn partition(t: &mut Table, kind: PartitionKind, columns: &str, rest: &[Word<'_>]) {
    let names = columns
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let mut partition = Partition {
        kind,
        columns: names.filter_map(|name| t.find_column(name)).collect(),
        count: None,
        default: false,
        key: None,
        parts: Vec::new(),
        over_time: None,
    };
    for word in rest {
        match word.name.as_str() {
            "default" => partition.default = true,
            "count" => partition.count = word.inside.and_then(|n| n.parse().ok()),
            "by" => partition.key = word.inside.map(str::to_owned),
            "part" => partition.parts.push(PartitionTable {
                name: ObjectName {
                    schema: None,
                    name: format!("t_p{}", partition.parts.len()),
                },
                bounds: word.inside.unwrap_or_default().to_owned(),
                partition: None,
            }),
            other => panic!("no clause of partitions: {other}"),
        }
    }
    t.intent.partition = Some(partition);
}
