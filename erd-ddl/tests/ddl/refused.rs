//! What dialects refuse: all of it at once, each with its place and what to write instead.

use crate::{features, shop::shop};
use erd_core::schema::{
    ColumnId, Identity, IndexKind, Maintenance, Partition, PartitionKind, Role, Schema, Sql, Type,
    UniqueScope,
};
use erd_core::{Dialect, Scalar};
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

/// What one change to the shop makes each dialect say, as slugs with paths.
fn said(change: impl Fn(&mut Schema)) -> Vec<String> {
    let mut said = Vec::new();
    for dialect in Dialect::ALL {
        let mut schema = shop();
        change(&mut schema);
        if let Err(errors) = render(&schema, dialect) {
            said.extend(
                errors
                    .0
                    .iter()
                    .map(|e| format!("{dialect} {} {}", e.code.slug(), e.path())),
            );
        }
    }
    said
}

#[test]
fn limits_of_names() {
    let long = "ü".repeat(32);
    let said = said(|s| s.tables[0].columns[2].name.clone_from(&long));
    assert_eq!(said, ["postgres name customers.name"]);
    let longer = "x".repeat(65);
    let said = self::said(|s| s.tables[4].indexes[1].name.clone_from(&longer));
    let expected = ["postgres", "mysql", "mariadb"].map(|d| format!("{d} name products.{longer}"));
    assert_eq!(said, expected);
}

#[test]
fn limits_of_keys() {
    let said = said(|s| {
        s.tables[4].columns[2].max_len = None;
        s.tables[5].columns[2].max_len = Some(769);
    });
    assert_eq!(
        said,
        [
            "mysql unbounded_key products.title",
            "mysql key_too_long categories.categories_slug_key",
            "mariadb unbounded_key products.title",
            "mariadb key_too_long categories.categories_slug_key",
        ]
    );
    // A narrower character set, or a shorter beginning, fits.
    let fits = self::said(|s| {
        s.tables[5].columns[2].max_len = Some(769);
        s.tables[5].columns[2].collation = Sql {
            any: None,
            by_dialect: vec![
                (Dialect::MySql, "ascii_bin".into()),
                (Dialect::MariaDb, "latin1_bin".into()),
            ],
        };
    });
    assert_eq!(fits, [""; 0]);
}

#[test]
fn limits_of_identity() {
    let everywhere = |s: &mut Schema| {
        s.tables[4].columns[3].identity = Some(Identity::ByDefault);
    };
    assert_eq!(
        said(everywhere),
        [
            "mysql identity products.stock",
            "mariadb identity products.stock",
            "sqlite identity products.stock",
        ]
    );
    let text = |s: &mut Schema| s.tables[0].columns[0].ty = Type::Scalar(Scalar::Decimal);
    assert_eq!(said(text)[0], "postgres identity customers.id");
}

#[test]
fn limits_of_audit_columns() {
    let said = said(|s| {
        s.tables[0].columns[7].ty = Type::Scalar(Scalar::I64);
        s.tables[0].columns[10].ty = Type::Scalar(Scalar::Text);
    });
    let expected: Vec<_> = Dialect::ALL
        .iter()
        .flat_map(|d| ["created_at", "version"].map(|c| format!("{d} audit_type customers.{c}")))
        .collect();
    assert_eq!(said, expected);
    // The user's default, or the application, takes care of it.
    for role in [Maintenance::Default, Maintenance::Application] {
        let said = self::said(|s| {
            let column = &mut s.tables[0].columns[7];
            column.ty = Type::Scalar(Scalar::I64);
            column.role = Some(Role::CreatedAt(role));
            if role == Maintenance::Default {
                column.default = Sql::new("0");
            }
        });
        assert_eq!(said, [""; 0]);
    }
}

#[test]
fn what_is_wrong_everywhere() {
    let said = said(|s| {
        s.tables[4].indexes[0].kind = IndexKind::Unique;
        s.tables[4].indexes[0].scope = UniqueScope::Live;
        s.tables[4].columns[3].ty = Type::Enum("none".into());
        s.enums[2].values[0] = "one".into();
    });
    for dialect in Dialect::ALL {
        for error in [
            "enum_value orders.priority",
            "live_scope products.products_category_id_idx",
            "unresolved_type products.stock",
        ] {
            let error = format!("{dialect} {error}");
            assert!(said.contains(&error), "{error} in {said:?}");
        }
    }
}

#[test]
fn decimals_have_limits() {
    let digits = |all, after| said(move |s| s.tables[0].columns[6].precision = Some((all, after)));
    assert_eq!(digits(65, 30), [""; 0]);
    assert_eq!(
        digits(66, 2),
        ["mysql", "mariadb"].map(|d| format!("{d} decimal_precision customers.credit"))
    );
    assert_eq!(digits(40, 35), ["mysql decimal_precision customers.credit"]);
    assert_eq!(digits(2, 3).len(), 3);
}

#[test]
fn partitions_are_not_dropped_silently() {
    let said = said(|s| {
        s.tables[2].intent.partition = Some(Partition {
            over_time: None,
            key: None,
            parts: Vec::new(),
            kind: PartitionKind::Hash,
            columns: vec![ColumnId(0)],
            count: Some(4),
            default: false,
        });
    });
    assert_eq!(
        said,
        ["mysql", "mariadb", "sqlite"].map(|d| format!("{d} partition shipments"))
    );
}
