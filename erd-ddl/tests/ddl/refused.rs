//! What dialects refuse: all of it at once, each with its place and what to write instead.

use crate::{features, shop::shop};
use erd_core::Dialect;
use erd_ddl::{Code, DdlErrors, render};

fn refused(dialect: Dialect, of: Dialect) -> DdlErrors {
    render(&features::of(of), dialect).expect_err("the dialect lacks something")
}

#[test]
fn everything_a_dialect_lacks_comes_at_once() {
    for (dialect, of) in [
        (Dialect::Sqlite, Dialect::Postgres),
        (Dialect::MariaDb, Dialect::Postgres),
        (Dialect::MySql, Dialect::Postgres),
        (Dialect::Sqlite, Dialect::MySql),
        (Dialect::Postgres, Dialect::MySql),
        (Dialect::MariaDb, Dialect::MySql),
    ] {
        let errors = refused(dialect, of);
        insta::assert_snapshot!(format!("refused_{dialect}_of_{of}"), errors);
    }
}

#[test]
fn an_error_names_table_and_field() {
    let errors = refused(Dialect::Sqlite, Dialect::Postgres);
    assert!(errors.0.len() > 10);
    let tags = errors
        .0
        .iter()
        .find(|e| e.path() == "app.documents.tags")
        .expect("tags");
    assert_eq!(tags.code, Code::ArrayType);
    assert_eq!(tags.dialect, Dialect::Sqlite);
}

#[test]
fn slugs_are_unique() {
    let mut slugs: Vec<_> = Code::ALL.iter().map(|c| c.slug()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), Code::ALL.len());
}

#[test]
fn a_damaged_schema_is_an_error_and_no_panic() {
    let mut schema = shop();
    schema.tables[1].foreign_keys[0].columns[0].0 = 99;
    schema.tables[1].foreign_keys[1].target =
        erd_core::schema::Target::Table(erd_core::schema::TableId(99));
    schema.tables[0].name = "nul\0".into();
    schema.tables[2].columns.clear();
    schema.tables[3].checks[0].sql = erd_core::schema::Sql::new(" ");
    for dialect in Dialect::ALL {
        let errors = render(&schema, dialect).expect_err("it is damaged");
        for code in [
            Code::UnresolvedTarget,
            Code::Name,
            Code::NoColumns,
            Code::SqlText,
        ] {
            assert!(
                errors.0.iter().any(|e| e.code == code),
                "{code:?} in {errors}"
            );
        }
        assert!(erd_ddl::render_drop(&schema, dialect).is_err());
    }
}
