//! What diesel needs: derives of rows, SQL types that only the database has, and the conversions of native enums.

use crate::Options;
use crate::declare::{Declared, Needs, RustType};
use crate::ident::{Taken, camel, words};
use crate::literal::literal;
use crate::literal::put;
use crate::write::Item;
use erd_core::schema::{Column, EnumStorage, Target, Type};
use erd_core::{Dialect, Family, Scalar, naming};
use std::collections::BTreeMap;

/// SQL types that diesel has and Rust's names do not tell, with the type of diesel, and whether it reads text of them.
const KNOWN: &[(&str, &str, bool)] = &[
    ("\"char\"", "CChar", false),
    ("cidr", "Cidr", false),
    ("citext", "Citext", true),
    ("datemultirange", "Datemultirange", false),
    ("daterange", "Daterange", false),
    ("inet", "Inet", false),
    ("int4multirange", "Int4multirange", false),
    ("int4range", "Int4range", false),
    ("int8multirange", "Int8multirange", false),
    ("int8range", "Int8range", false),
    ("interval", "Interval", false),
    ("macaddr", "MacAddr", false),
    ("macaddr8", "MacAddr8", false),
    ("money", "Money", false),
    ("nummultirange", "Nummultirange", false),
    ("numrange", "Numrange", false),
    ("oid", "Oid", false),
    ("pg_lsn", "PgLsn", false),
    ("tsmultirange", "Tsmultirange", false),
    ("tsrange", "Tsrange", false),
    ("tstzmultirange", "Tstzmultirange", false),
    ("tstzrange", "Tstzrange", false),
];

/// Names of SQL types that `table!` takes for diesel's own, and gives arithmetic.
const ARITHMETIC: &[&str] = &[
    "SmallInt",
    "Int2",
    "Smallint",
    "SmallSerial",
    "Integer",
    "Int4",
    "Serial",
    "BigInt",
    "Int8",
    "Bigint",
    "BigSerial",
    "Decimal",
    "Float",
    "Float4",
    "Float8",
    "Double",
    "Numeric",
    "Time",
    "Date",
    "Timestamp",
    "Timestamptz",
    "Cidr",
    "Inet",
    "Array",
    "Nullable",
    "Unsigned",
];

fn known(spelled: &str) -> Option<(&'static str, bool)> {
    let name = base(spelled);
    let found = KNOWN.iter().find(|(known, ..)| *known == name)?;
    Some((found.1, found.2))
}

/// The word on an entity: times, JSON and UUIDs are other types to diesel on each engine.
pub(crate) fn word(dialect: Dialect) -> Item {
    match dialect.family() {
        Family::Sqlite => Item::list("diesel", vec![Item::word("sqlite")]),
        Family::MySql => Item::list("diesel", vec![Item::word("mysql")]),
        Family::Postgres => Item::word("diesel"),
    }
}

/// The derives of an entity's struct.
pub(crate) fn derives(out: &mut String, declared: &Declared, position: usize) {
    let table = &declared.schema.tables[position];
    let key = table.primary_key.as_ref();
    let own = ["Clone", "Debug", "PartialEq", "erd::Entity"];
    let mut all = own.to_vec();
    all.extend(key.map(|_| "Identifiable"));
    all.extend(["Queryable", "Selectable"]);
    put(out, format!("#[derive({})]\n", all.join(", ")));
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

/// The module that `table!` makes.
fn module(table: &str) -> String {
    crate::ident::written(&naming::diesel_module(table))
}

/// `#[diesel(column_name = ..)]` of a field whose column has another name in `table!`.
pub(crate) fn column_name(out: &mut String, table: &str, field: &str) {
    let name = naming::diesel_column(table, field);
    if name != field {
        put(out, format!("    #[diesel(column_name = {name})]\n"));
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
            let path = marker_path(declared, &declared.enum_markers[position]);
            return Some(Item::choice("diesel_type", &of_array(&path)));
        }
        return Some(Item::choice(
            "diesel_type",
            &of_array("::diesel::sql_types::Text"),
        ));
    }
    if ty.foreign {
        let spelled = column.sql_type.get(dialect).unwrap_or_default();
        if dialect.is(Family::Postgres) {
            if let Some((known, _)) = known(spelled) {
                return Some(Item::choice("diesel_type", known));
            }
            let path = marker_path(declared, declared.markers.get(&base(spelled))?);
            return Some(Item::choice("diesel_type", &path));
        }
        return None;
    }
    let json = ty.needs == Some(Needs::Json);
    let spelled_json = column.sql_type.get(dialect).is_some_and(|t| t == "json");
    (dialect.is(Family::Postgres) && json && spelled_json)
        .then(|| Item::choice("diesel_type", "Json"))
}

/// The name of a type without its parameters.
fn base(spelled: &str) -> String {
    let (before, rest) = spelled.split_once('(').unwrap_or((spelled, ""));
    let behind = rest.split_once(')').map_or("", |(_, behind)| behind);
    format!("{}{behind}", before.trim_end()).trim().to_owned()
}

fn marker_path(declared: &Declared, name: &str) -> String {
    format!("{}::sql_types::{name}", declared.path)
}

/// Names for the SQL types that diesel has not: those of the enums, and the others by their spelling.
pub(crate) fn markers(declared: &Declared) -> (Vec<String>, BTreeMap<String, String>) {
    let mut taken = Taken::default();
    for name in ARITHMETIC {
        taken.take(name);
    }
    let enums = declared.enums.iter().map(|rust| {
        let name = rust.name.clone();
        taken.give([name.clone(), format!("{name}Type")], "")
    });
    let enums = enums.collect();
    let mut markers = BTreeMap::new();
    if !declared.dialect.is(Family::Postgres) {
        return (enums, markers);
    }
    let columns = declared.schema.tables.iter().flat_map(|t| &t.columns);
    let types = declared.types.iter().flatten();
    for (column, ty) in columns.zip(types) {
        let spelled = base(column.sql_type.get(declared.dialect).unwrap_or_default());
        if !ty.foreign || known(&spelled).is_some() || markers.contains_key(&spelled) {
            continue;
        }
        let name = camel(&words(&spelled));
        let name = if name.starts_with(|c: char| c.is_alphabetic()) {
            name
        } else {
            format!("Type{name}")
        };
        let array = if spelled.ends_with("[]") { "Array" } else { "" };
        let name = format!("{name}{array}");
        let name = taken.give([name.clone(), format!("{name}Type")], "");
        markers.insert(spelled, name);
    }
    (enums, markers)
}

/// The file with the SQL types that diesel has not; nothing where it has all.
pub(crate) fn sql_types(declared: &Declared, options: &Options) -> Option<String> {
    let mut all: Vec<(String, String, String)> = Vec::new();
    for (described, marker) in declared.schema.enums.iter().zip(&declared.enum_markers) {
        if described.storage != EnumStorage::Native {
            continue;
        }
        let attribute = match options.dialect.family() {
            Family::Postgres => postgres_type(described.schema.as_deref(), &described.name),
            Family::MySql => "mysql_type(name = \"Enum\")".to_owned(),
            Family::Sqlite => "sqlite_type(name = \"Text\")".to_owned(),
        };
        all.push((marker.clone(), described.key(), attribute));
    }
    for (spelled, name) in &declared.markers {
        let parts: Vec<&str> = spelled.split('.').collect();
        let unquoted = |part: &str| part.trim_matches('"').to_owned();
        let attribute = match parts[..] {
            [schema, name] => postgres_type(Some(&unquoted(schema)), &pg_name(name)),
            _ => postgres_type(None, &pg_name(spelled)),
        };
        all.push((name.clone(), spelled.clone(), attribute));
    }
    if all.is_empty() {
        return None;
    }
    let mut text =
        "//! SQL types that diesel has not.\n\nuse diesel::query_builder::QueryId;\nuse diesel::sql_types::SqlType;\n"
            .to_owned();
    for (name, spelled, attribute) in all {
        put(
            &mut text,
            format!(
                "\n/// The type `{spelled}`.\n#[derive(Clone, Copy, Debug, QueryId, SqlType)]\n#[diesel({attribute})]\npub struct {name};\n"
            ),
        );
    }
    Some(text)
}

/// What `pg_type` calls a type: an array has a `_` before its element's name.
fn pg_name(spelled: &str) -> String {
    if let Some(element) = spelled.strip_suffix("[]") {
        return format!("_{}", pg_name(element));
    }
    // The standard's names are not the catalog's.
    match spelled {
        "bit varying" => "varbit".to_owned(),
        "time with time zone" => "timetz".to_owned(),
        _ => spelled.trim_matches('"').to_owned(),
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

/// The derives of an enum.
pub(crate) fn enum_derives(out: &mut String, declared: &Declared, position: usize) {
    let own = "Clone, Copy, Debug, PartialEq, Eq, Hash, erd::DbEnum";
    let sql_type = match declared.schema.enums[position].storage {
        EnumStorage::Native => marker_path(declared, &declared.enum_markers[position]),
        EnumStorage::Text => "diesel::sql_types::Text".to_owned(),
        EnumStorage::Integer => {
            put(out, format!("#[derive({own})]\n"));
            return;
        }
    };
    // All of it does not stand on one line, and without the brackets it does.
    put(
        out,
        format!("#[derive(\n    {own}, diesel::AsExpression, diesel::FromSqlRow,\n)]\n"),
    );
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
    let (backend, value) = match options.dialect.family() {
        Family::Postgres => ("diesel::pg::Pg", "diesel::pg::PgValue"),
        Family::MySql => ("diesel::mysql::Mysql", "diesel::mysql::MysqlValue"),
        Family::Sqlite => return,
    };
    let marker = marker_path(declared, &declared.enum_markers[position]);
    let from = header("diesel::deserialize::FromSql", &marker, backend, name);
    let to = header("diesel::serialize::ToSql", &marker, backend, name);
    put(
        out,
        format!(
            r#"
{from}
    fn from_sql(bytes: {value}<'_>) -> diesel::deserialize::Result<Self> {{
        let text = std::str::from_utf8(bytes.as_bytes())?;
        erd::DbEnum::from_value(text).ok_or_else(|| format!("unknown value `{{text}}`").into())
    }}
}}

{to}
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

/// `impl Trait<marker, backend> for name {`, over as many lines as rustfmt has it on.
fn header(conversion: &str, marker: &str, backend: &str, name: &str) -> String {
    let fits = |line: &str| line.chars().count() <= 100;
    let what = format!("{conversion}<{marker}, {backend}>");
    let forms = [
        format!("impl {what} for {name} {{"),
        format!("impl {what}\n    for {name}\n{{"),
        format!("impl\n    {what}\n    for {name}\n{{"),
    ];
    let form = forms.into_iter().find(|form| form.lines().all(fits));
    form.unwrap_or_else(|| {
        format!(
            "impl\n    {conversion}<\n        {marker},\n        {backend},\n    > for {name}\n{{"
        )
    })
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
    features.push(match options.dialect.family() {
        Family::Postgres => "postgres",
        Family::MySql => "mysql",
        Family::Sqlite => "sqlite",
    });
    format!(
        "diesel = {{ version = \"2.3\", features = [\"{}\"] }}",
        features.join("\", \"")
    )
}

/// What diesel cannot do with the schema.
pub(crate) fn notes(declared: &Declared) -> Vec<String> {
    let (mut notes, mut unread) = (Vec::new(), Vec::new());
    for (table, types) in declared.schema.tables.iter().zip(&declared.types) {
        if table.columns.len() > 128 {
            notes.push(format!(
                "diesel has no tables of more than 128 columns: `{}` has {}",
                table.name,
                table.columns.len()
            ));
        }
        for (column, ty) in table.columns.iter().zip(types) {
            let uuid = ty.needs == Some(Needs::Uuid) && !declared.dialect.is(Family::Postgres);
            let named = column.sql_type.get(declared.dialect).unwrap_or("uuid");
            let foreign = ty.foreign && declared.dialect.is(Family::Postgres);
            if (foreign && !known(named).is_some_and(|(_, text)| text)) || uuid {
                unread.push(format!("`{}.{}` (`{named}`)", table.name, column.name));
            }
        }
    }
    notes.extend(joins(declared));
    if !unread.is_empty() {
        notes.push(format!(
            "diesel does not convert these columns to their fields: leave them out of what is selected, or give the \
             fields types that it converts: {}",
            unread.join(", ")
        ));
    }
    notes
}

/// The foreign keys that diesel has no default join for, because it compares columns of one type.
fn joins(declared: &Declared) -> Option<String> {
    let tables = &declared.schema.tables;
    let mut without = Vec::new();
    for (table, types) in tables.iter().zip(&declared.types) {
        for key in &table.foreign_keys {
            let (Target::Table(other), [column]) = (&key.target, &key.columns[..]) else {
                continue;
            };
            let (parent, name) = (&tables[other.0], key.target_columns.first());
            let Some(found) = name.and_then(|name| parent.find_column(name)) else {
                continue;
            };
            let (a, b) = (&types[column.0], &declared.types[other.0][found.0]);
            if a.text != b.text {
                without.push(format!(
                    "`{}.{}` (`{}`) to `{}.{}` (`{}`)",
                    table.name,
                    table[*column].name,
                    a.text,
                    parent.name,
                    parent[found].name,
                    b.text
                ));
            }
        }
    }
    (!without.is_empty()).then(|| {
        format!(
            "diesel joins columns of one type only, so there is no `joinable!` for these foreign keys: join with `.on(..)` \
             and a cast: {}",
            without.join(", ")
        )
    })
}

/// Whether a UUID is read as its text: diesel has no type for that of MariaDB.
pub(crate) fn uuid_as_text(ty: &Type, options: &Options) -> bool {
    options.diesel && options.dialect.is(Family::MySql) && *ty == Type::Scalar(Scalar::Uuid)
}

/// Whether a timestamp is read as one without zone: diesel has no zone on MySQL and MariaDB.
pub(crate) fn without_zone(ty: &Type, options: &Options) -> bool {
    options.diesel && options.dialect.is(Family::MySql) && *ty == Type::Scalar(Scalar::TimestampTz)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_laid_out_as_rustfmt_lays_it_out() {
        let of = |name: &str| {
            let marker = format!("crate::models::sql_types::{name}");
            let header = header(
                "diesel::deserialize::FromSql",
                &marker,
                "diesel::pg::Pg",
                name,
            );
            header.lines().map(str::len).collect::<Vec<_>>()
        };
        assert_eq!(of("Tone"), [92]);
        assert_eq!(of(&"N".repeat(23)), [100, 31, 1]);
        assert_eq!(of(&"N".repeat(24)), [4, 100, 32, 1]);
        assert_eq!(of(&"N".repeat(25)), [4, 33, 60, 23, 35, 1]);
    }

    #[test]
    fn the_catalog_has_names_of_its_own() {
        assert_eq!(base("time(3) with time zone"), "time with time zone");
        assert_eq!(pg_name("time with time zone"), "timetz");
        assert_eq!(pg_name("bit varying[]"), "_varbit");
        assert_eq!(pg_name("\"Odd\""), "Odd");
    }
}
