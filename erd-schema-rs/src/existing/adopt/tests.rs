use super::*;
use erd_core::schema::{ColumnId, PrimaryKey, Table};

const FILE: &str = r#"
// What diesel printed, and people edited.
pub mod sql_types {}

diesel::table! {
    use diesel::sql_types::*;
    use super::sql_types::Mood;

    /// Notes.
    notes (id) {
        id -> Nullable<Integer>,
        #[sql_name = "type"]
        type_ -> diesel::sql_types::SmallInt,
        done -> Bool,
        at -> Timestamp,
        mood -> Mood,
        #[max_length = 20]
        body -> Text,
        gone -> Text,
        size -> Nullable<Double>,
    }
}

pub mod audit {
    diesel::table! {
        #[sql_name = "audit.old events"]
        audit.old_events (id) {
            id -> BigInt,
        }
    }
}
"#;

fn column(name: &str, ty: Scalar, spelled: &str) -> Column {
    let mut column = Column::new(name, Type::Scalar(ty));
    column.sql_type = Sql::new(spelled);
    column
}

fn notes() -> Schema {
    let mut notes = Table::new("notes");
    notes.strict = false;
    notes.columns = vec![
        Column::new("id", Type::Scalar(Scalar::I64)),
        column("type", Scalar::I64, "INTEGER"),
        column("done", Scalar::I64, "INTEGER"),
        column("at", Scalar::Text, "TEXT"),
        column("mood", Scalar::Text, "TEXT"),
        column("body", Scalar::Bytes, "BLOB"),
        column("size", Scalar::F64, "DOUBLE"),
        column("extra", Scalar::Text, "TEXT"),
    ];
    notes.primary_key = Some(PrimaryKey::new("notes_pkey", vec![ColumnId(0)]));
    Schema {
        tables: vec![notes],
        ..Schema::default()
    }
}

#[test]
fn types_are_those_of_the_file_and_the_sql_stays() {
    let mut schema = notes();
    let before = erd_ddl::explicit(&schema, Dialect::Sqlite).expect("a schema");
    let file = SchemaRs::parse(FILE).expect("a file");
    assert_eq!(file.tables(), 2);
    let mismatches = adopt(&mut schema, Dialect::Sqlite.into(), &file).expect("a schema");
    let ty = |i: usize| {
        let column = &schema.tables[0].columns[i];
        (column.ty.clone(), column.sql_type.any.clone())
    };
    let spelled = |scalar, text: &str| (Type::Scalar(scalar), Some(text.to_owned()));
    assert_eq!(ty(0), (Type::Scalar(Scalar::I32), None));
    assert_eq!(ty(1), spelled(Scalar::I16, "INTEGER"));
    assert_eq!(ty(2), spelled(Scalar::Bool, "INTEGER"));
    assert_eq!(ty(3), spelled(Scalar::Timestamp, "TEXT"));
    assert_eq!(ty(4), spelled(Scalar::Text, "TEXT"));
    let after = erd_ddl::explicit(&schema, Dialect::Sqlite).expect("a schema");
    for (a, b) in before.schema.tables[0]
        .columns
        .iter()
        .zip(&after.schema.tables[0].columns)
    {
        assert_eq!((&a.name, &a.sql_type), (&b.name, &b.sql_type));
    }
    assert_eq!(
        before.schema.tables[0].checks,
        after.schema.tables[0].checks
    );
    let said: Vec<String> = mismatches
        .iter()
        .map(|m| format!("{}: {m}", m.line))
        .collect();
    assert_eq!(
        said,
        [
            "18: `notes.body` is `Text` here, which the database's type is not",
            "19: `notes.gone` is not in the database",
            "20: `notes.size` is Nullable here, and NOT NULL in the database",
            "10: `notes.extra` is in the database, and not here",
            "27: `audit.old events` is not in the database",
        ]
    );
}

#[test]
fn a_type_of_postgres_is_what_it_is() {
    let mut table = Table::new("notes");
    table.columns = vec![Column::new("id", Type::Scalar(Scalar::I64))];
    table.columns[0].nullable = true;
    let mut schema = Schema {
        tables: vec![table, Table::new("others")],
        ..Schema::default()
    };
    let file = SchemaRs::parse("table! { notes (id) { id -> Int4 } }").expect("a file");
    let mismatches = adopt(&mut schema, Dialect::Postgres.into(), &file).expect("a schema");
    let kinds: Vec<MismatchKind> = mismatches.into_iter().map(|m| m.kind).collect();
    let expected = [
        MismatchKind::NullInDatabase,
        MismatchKind::Type("Int4".to_owned()),
        MismatchKind::NotInFile,
    ];
    assert_eq!(kinds, expected);
    assert_eq!(schema.tables[0].columns[0].ty, Type::Scalar(Scalar::I64));
}

#[test]
fn what_is_no_table_is_an_error_with_its_line() {
    let error =
        SchemaRs::parse("fn f() {}\ntable! {\n    t (id) {\n        id = Int4,\n    }\n}\n");
    let error = error.expect_err("no table");
    assert_eq!(error.line, 4, "{error}");
}
