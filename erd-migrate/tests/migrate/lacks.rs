//! What an engine cannot have of a schema is refused before there is a plan, in the words in which its DDL is refused.

use crate::features;
use erd_core::schema::{ColumnId, Identity, PrimaryKey, Schema};
use erd_core::{Dialect, Scalar};
use erd_ddl::render;
use erd_migrate::{DiffError, Options, diff};
use testkit::schema::{column, id, table};

/// The same errors, on the way from nothing and from a schema that the engine has.
fn refused_alike(schema: &Schema, dialect: Dialect) {
    let wanted = render(schema, dialect).expect_err("the dialect lacks something");
    let old = Schema {
        tables: vec![table("t", [id()]).0],
        ..Schema::default()
    };
    for old in [Schema::default(), old] {
        match diff(old, schema, dialect, &Options::default()) {
            Err(DiffError::Unsupported(errors)) => assert_eq!(errors, wanted),
            other => panic!("{dialect}: {other:?}"),
        }
    }
}

#[test]
fn numbers_in_a_key_of_two_columns() {
    let mut number = id();
    number.identity = Some(Identity::ByDefault);
    let mut things = table("t", [column("tenant", Scalar::I64), number]).0;
    things.primary_key = Some(PrimaryKey::new("t_pkey", vec![ColumnId(0), ColumnId(1)]));
    let schema = Schema {
        tables: vec![things],
        ..Schema::default()
    };
    refused_alike(&schema, Dialect::Sqlite);
    refused_alike(&schema, Dialect::MySql);
    refused_alike(&schema, Dialect::MariaDb);
}

#[test]
fn what_only_other_dialects_have() {
    for of in Dialect::ALL {
        for dialect in Dialect::ALL {
            let schema = features::of(of);
            if render(&schema, dialect).is_err() {
                refused_alike(&schema, dialect);
            }
        }
    }
}
