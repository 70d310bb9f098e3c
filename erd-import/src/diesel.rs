//! What diesel needs: derives of rows, SQL types that only the database has, and the conversions of native enums.

use crate::Options;
use crate::declare::{Declared, Needs, RustType};
use crate::ident::{Taken, camel, words};
use crate::literal::literal;
use crate::literal::put;
use crate::write::Item;
use erd_core::schema::{Column, EnumStorage, Type};
use erd_core::{Dialect, Scalar};
use std::collections::BTreeMap;

/// Names that `table!` uses itself; erd's derive gives such a column a `_`.
const RESERVED: &[&str] = &[
    "table",
    "star",
    "dsl",
    "columns",
    "all_columns",
    "SqlType",
    "BoxedQuery",
];

/// SQL types that diesel has and Rust's names do not tell, with the type of diesel.
const KNOWN: &[(&str, &str)] = &[("citext", "Citext")];

/// The word on an entity; SQLite has a time with zone of its own.
pub(crate) fn word(dialect: Dialect) -> Item {
    match dialect {
        Dialect::Sqlite => Item::list("diesel", vec![Item::word("sqlite")]),
        Dialect::Postgres | Dialect::MySql | Dialect::MariaDb => Item::word("diesel"),
    }
}

/// The derives of an entity's struct.
pub(crate) fn derives(out: &mut String, declared: &Declared, position: usize) {
    let table = &declared.schema.tables[position];
    let mut derives = vec!["diesel::prelude::Queryable", "diesel::prelude::Selectable"];
    let key = table.primary_key.as_ref();
    if key.is_some() {
        derives.insert(0, "diesel::prelude::Identifiable");
    }
    let own = ["Clone", "Debug", "PartialEq", "erd::Entity"];
    list(out, own.into_iter().chain(derives));
    let mut items = vec![format!("table_name = {}", module(&table.name))];
    if let Some(key) = key {
        let fields: Vec<String> = key
            .columns
            .iter()
            .map(|c| crate::ident::written(&table[*c].field))
            .collect();
        if fields != ["id"] {
            items.push(format!("primary_key({})", fields.join(", ")));
        }
    }
    for item in items {
        put(out, format!("#[diesel({item})]\n"));
    }
}

/// A derive that is too long for a line: rustfmt joins those that stand below each other.
fn list<'a>(out: &mut String, derives: impl Iterator<Item = &'a str>) {
    out.push_str("#[derive(\n");
    for derive in derives {
        put(out, format!("    {derive},\n"));
    }
    out.push_str(")]\n");
}

/// The module that `table!` makes: the table's name as an identifier, as erd's derive writes it.
fn module(table: &str) -> String {
    let mut clean: String = table
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    if clean.starts_with(char::is_numeric) {
        clean.insert(0, '_');
    }
    crate::ident::written(&clean)
}

/// `#[diesel(column_name = ..)]` of a field whose column has another name in `table!`.
pub(crate) fn column_name(out: &mut String, table: &str, field: &str) {
    if RESERVED.contains(&field) || field == table {
        put(out, format!("    #[diesel(column_name = {field}_)]\n"));
    }
}

/// `diesel_type = ..`, where the name of the Rust type does not tell.
pub(crate) fn sql_type(declared: &Declared, column: &Column, ty: &RustType) -> Option<Item> {
    let dialect = declared.dialect;
    let array = matches!(column.ty, Type::Array(_));
    let of_array = |element: &str| {
        if array {
            format!("::diesel::sql_types::Array<::diesel::sql_types::Nullable<{element}>>")
        } else {
            element.to_owned()
        }
    };
    if let Some(position) = ty.enumeration {
        if declared.schema.enums[position].storage == EnumStorage::Native {
            let path = marker_path(declared, &declared.enums[position].name);
            return Some(Item::choice("diesel_type", &of_array(&path)));
        }
        return Some(Item::choice(
            "diesel_type",
            &of_array("::diesel::sql_types::Text"),
        ));
    }
    if ty.foreign {
        let spelled = column.sql_type.get(dialect).unwrap_or_default();
        if dialect == Dialect::Postgres {
            if let Some((_, known)) = KNOWN.iter().find(|(name, _)| *name == base(spelled)) {
                return Some(Item::choice("diesel_type", known));
            }
            let path = marker_path(declared, declared.markers.get(base(spelled))?);
            return Some(Item::choice("diesel_type", &path));
        }
        return None;
    }
    let json = ty.needs == Some(Needs::Json);
    let spelled_json = column.sql_type.get(dialect).is_some_and(|t| t == "json");
    match dialect {
        Dialect::Postgres if json && spelled_json => Some(Item::choice("diesel_type", "Json")),
        Dialect::MySql | Dialect::MariaDb if json => Some(Item::choice("diesel_type", "Json")),
        _ => None,
    }
}

/// The name of a type without its parameters.
fn base(spelled: &str) -> &str {
    spelled.split('(').next().unwrap_or(spelled).trim()
}

fn marker_path(declared: &Declared, name: &str) -> String {
    format!("{}::sql_types::{name}", declared.path)
}

/// Names for the SQL types that diesel has not, by their spelling.
pub(crate) fn markers(declared: &Declared) -> BTreeMap<String, String> {
    let mut taken = Taken::default();
    for enumeration in &declared.enums {
        taken.take(&enumeration.name);
    }
    let mut markers = BTreeMap::new();
    if declared.dialect != Dialect::Postgres {
        return markers;
    }
    let columns = declared.schema.tables.iter().flat_map(|t| &t.columns);
    let types = declared.types.iter().flatten();
    for (column, ty) in columns.zip(types) {
        let spelled = base(column.sql_type.get(declared.dialect).unwrap_or_default());
        if !ty.foreign || KNOWN.iter().any(|(name, _)| *name == spelled) {
            continue;
        }
        if !markers.contains_key(spelled) {
            let name = camel(&words(spelled));
            let name = if name.starts_with(|c: char| c.is_alphabetic()) {
                name
            } else {
                format!("Type{name}")
            };
            let array = if spelled.ends_with("[]") { "Array" } else { "" };
            let name = taken.give([format!("{name}{array}")], "");
            markers.insert(spelled.to_owned(), name);
        }
    }
    markers
}

/// The file with the SQL types that diesel has not; nothing where it has all.
pub(crate) fn sql_types(declared: &Declared, options: &Options) -> Option<String> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (described, rust) in declared.schema.enums.iter().zip(&declared.enums) {
        if described.storage != EnumStorage::Native {
            continue;
        }
        let attribute = match options.dialect {
            Dialect::Postgres => postgres_type(described.schema.as_deref(), &described.name),
            Dialect::MySql | Dialect::MariaDb => "mysql_type(name = \"Enum\")".to_owned(),
            Dialect::Sqlite => "sqlite_type(name = \"Text\")".to_owned(),
        };
        all.push((rust.name.clone(), attribute));
    }
    for (spelled, name) in &declared.markers {
        let parts: Vec<&str> = spelled.split('.').collect();
        let unquoted = |part: &str| part.trim_matches('"').to_owned();
        let attribute = match parts[..] {
            [schema, name] => postgres_type(Some(&unquoted(schema)), &pg_name(name)),
            _ => postgres_type(None, &pg_name(spelled)),
        };
        all.push((name.clone(), attribute));
    }
    if all.is_empty() {
        return None;
    }
    let mut text =
        "//! SQL types that diesel has not.\n\nuse diesel::query_builder::QueryId;\nuse diesel::sql_types::SqlType;\n"
            .to_owned();
    for (name, attribute) in all {
        put(
            &mut text,
            format!(
                "\n/// Of the database.\n#[derive(Clone, Copy, Debug, QueryId, SqlType)]\n#[diesel({attribute})]\npub struct {name};\n"
            ),
        );
    }
    Some(text)
}

/// What `pg_type` calls a type: an array has a `_` before its element's name.
fn pg_name(spelled: &str) -> String {
    let plain = spelled.trim_matches('"');
    match plain.strip_suffix("[]") {
        Some(element) => format!("_{}", element.trim_matches('"')),
        None => plain.to_owned(),
    }
}

fn postgres_type(schema: Option<&str>, name: &str) -> String {
    match schema {
        Some(schema) => format!(
            "postgres_type(name = {}, schema = {})",
            literal(name),
            literal(schema)
        ),
        None => format!("postgres_type(name = {})", literal(name)),
    }
}

const OF_ENUM: [&str; 7] = [
    "Clone",
    "Copy",
    "Debug",
    "PartialEq",
    "Eq",
    "Hash",
    "erd::DbEnum",
];

/// The derives of an enum.
pub(crate) fn enum_derives(out: &mut String, declared: &Declared, position: usize) {
    let rust = &declared.enums[position];
    let sql_type = match declared.schema.enums[position].storage {
        EnumStorage::Native => marker_path(declared, &rust.name),
        EnumStorage::Text => "diesel::sql_types::Text".to_owned(),
        EnumStorage::Integer => {
            list(out, OF_ENUM.iter().copied());
            return;
        }
    };
    let more = [
        "diesel::expression::AsExpression",
        "diesel::deserialize::FromSqlRow",
    ];
    list(out, OF_ENUM.iter().copied().chain(more));
    put(out, format!("#[diesel(sql_type = {sql_type})]\n"));
    if declared.schema.enums[position].storage == EnumStorage::Text {
        out.push_str("#[erd(diesel)]\n");
    }
}

/// How a native enum is read and written.
pub(crate) fn enum_impls(
    out: &mut String,
    declared: &Declared,
    position: usize,
    options: &Options,
) {
    if declared.schema.enums[position].storage != EnumStorage::Native {
        return;
    }
    let name = &declared.enums[position].name;
    let (backend, value) = match options.dialect {
        Dialect::Postgres => ("diesel::pg::Pg", "diesel::pg::PgValue"),
        Dialect::MySql | Dialect::MariaDb => ("diesel::mysql::Mysql", "diesel::mysql::MysqlValue"),
        Dialect::Sqlite => return,
    };
    let marker = marker_path(declared, name);
    put(
        out,
        format!(
            r#"
impl diesel::deserialize::FromSql<{marker}, {backend}> for {name} {{
    fn from_sql(bytes: {value}<'_>) -> diesel::deserialize::Result<Self> {{
        let text = std::str::from_utf8(bytes.as_bytes())?;
        erd::DbEnum::from_value(text).ok_or_else(|| format!("unknown value `{{text}}`").into())
    }}
}}

impl diesel::serialize::ToSql<{marker}, {backend}> for {name} {{
    fn to_sql<'b>(
        &'b self,
        out: &mut diesel::serialize::Output<'b, '_, {backend}>,
    ) -> diesel::serialize::Result {{
        std::io::Write::write_all(out, erd::DbEnum::value(self).as_bytes())?;
        Ok(diesel::serialize::IsNull::No)
    }}
}}
"#
        ),
    );
}

/// The line of diesel itself, with the features that the columns ask for.
pub(crate) fn dependency(declared: &Declared, options: &Options, erd: &[&str]) -> String {
    let mut features: Vec<&str> = Vec::new();
    let widest = declared.schema.tables.iter().map(|t| t.columns.len()).max();
    match widest.unwrap_or_default() {
        0..=32 => {}
        33..=64 => features.push("64-column-tables"),
        _ => features.push("128-column-tables"),
    }
    for (of_erd, of_diesel) in [
        ("bigdecimal", "numeric"),
        ("chrono", "chrono"),
        ("json", "serde_json"),
        ("uuid", "uuid"),
    ] {
        if erd.contains(&of_erd) {
            features.push(of_diesel);
        }
    }
    features.push(match options.dialect {
        Dialect::Postgres => "postgres",
        Dialect::MySql | Dialect::MariaDb => "mysql",
        Dialect::Sqlite => "sqlite",
    });
    format!(
        "diesel = {{ version = \"2.3\", features = [\"{}\"] }}",
        features.join("\", \"")
    )
}

/// What diesel cannot do with the schema.
pub(crate) fn notes(declared: &Declared) -> Vec<String> {
    let mut notes = Vec::new();
    for (table, types) in declared.schema.tables.iter().zip(&declared.types) {
        if table.columns.len() > 128 {
            notes.push(format!(
                "diesel has no tables of more than 128 columns: `{}` has {}",
                table.name,
                table.columns.len()
            ));
        }
        for (column, ty) in table.columns.iter().zip(types) {
            let mysql = matches!(declared.dialect, Dialect::MySql | Dialect::MariaDb);
            let uuid = ty.needs == Some(Needs::Uuid) && declared.dialect != Dialect::Postgres;
            let named = column.sql_type.get(declared.dialect).unwrap_or("uuid");
            let known = KNOWN.iter().any(|(name, _)| *name == base(named));
            if (ty.foreign && !known && !(mysql && ty.text == "String")) || uuid {
                notes.push(format!(
                    "diesel does not convert `{named}` to `{}`: leave `{}.{}` out of what is selected, or give the field a type that it converts",
                    ty.text, table.name, column.name
                ));
            }
        }
    }
    notes
}

/// Whether a timestamp is read as one without zone: diesel has no zone on MySQL and MariaDB.
pub(crate) fn without_zone(ty: &Type, options: &Options) -> bool {
    options.diesel
        && matches!(options.dialect, Dialect::MySql | Dialect::MariaDb)
        && *ty == Type::Scalar(Scalar::TimestampTz)
}
