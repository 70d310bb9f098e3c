//! DDL of a whole schema, against sea-query building the same statements: `cargo xtask bench ddl`.
//!
//! `bench_ddl SNAPSHOT.json DIALECT` prints the numbers of statements, the least times in milliseconds and the ratio, which
//! is what counts: both are measured in turn in the same run.

use std::error::Error;
use std::fs;
use std::time::Duration;

use bench::Clock;
use erd_core::schema::{Action, KeyPart, Schema, Table, Target, Type};
use erd_core::{Dialect, Family, Scalar, naming};
use sea_query::{
    Alias, ColumnDef, Expr, ForeignKey, ForeignKeyAction, Index, MysqlQueryBuilder,
    PostgresQueryBuilder, SqliteQueryBuilder, Table as SeaTable,
};

const RUNS: usize = 11;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, dialect] = arguments.as_slice() else {
        return Err("expected SNAPSHOT.json DIALECT".into());
    };
    let schema: Schema = serde_json::from_slice(&fs::read(file)?)?;
    let dialect = bench::dialect(dialect)?;
    let (mut erd, mut sea) = (Duration::MAX, Duration::MAX);
    let (mut ours, mut theirs) = (0, 0);
    for _ in 0..RUNS {
        let start = Clock::start();
        let script = erd_ddl::render(&schema, dialect)?;
        erd = erd.min(start.elapsed());
        ours = script.statements.len();
        let start = Clock::start();
        let statements = sea_query(&schema, dialect);
        sea = sea.min(start.elapsed());
        theirs = statements.len();
    }
    println!(
        "{ours} | {:.1} | {theirs} | {:.1} | {:.2} |",
        erd.as_secs_f64() * 1e3,
        sea.as_secs_f64() * 1e3,
        erd.as_secs_f64() / sea.as_secs_f64()
    );
    Ok(())
}

/// The tables and their indexes as statements of sea-query, and the text of each.
fn sea_query(schema: &Schema, dialect: Dialect) -> Vec<String> {
    let mut all = Vec::new();
    for table in &schema.tables {
        let create = create(schema, table, dialect);
        all.push(match dialect.family() {
            Family::Postgres => create.to_string(PostgresQueryBuilder),
            Family::MySql => create.to_string(MysqlQueryBuilder),
            Family::Sqlite => create.to_string(SqliteQueryBuilder),
        });
        for index in &table.indexes {
            let mut create = Index::create();
            create.name(&index.name).table(Alias::new(&table.name));
            for key in &index.keys {
                if let KeyPart::Column(column) = key.part {
                    create.col(Alias::new(&table[column].name));
                }
            }
            all.push(match dialect.family() {
                Family::Postgres => create.to_string(PostgresQueryBuilder),
                Family::MySql => create.to_string(MysqlQueryBuilder),
                Family::Sqlite => create.to_string(SqliteQueryBuilder),
            });
        }
    }
    all
}

fn create(schema: &Schema, table: &Table, dialect: Dialect) -> sea_query::TableCreateStatement {
    let mut create = SeaTable::create();
    create.table(Alias::new(&table.name));
    for column in &table.columns {
        let mut definition = ColumnDef::new(Alias::new(&column.name));
        match column.ty {
            Type::Scalar(Scalar::I64) => definition.big_integer(),
            Type::Scalar(Scalar::I32) => definition.integer(),
            _ => definition.string_len(column.max_len.unwrap_or(100)),
        };
        if !column.nullable {
            definition.not_null();
        }
        create.col(&mut definition);
    }
    if let Some(key) = &table.primary_key {
        let mut primary = Index::create();
        primary.name(&key.name);
        for column in &key.columns {
            primary.col(Alias::new(&table[*column].name));
        }
        create.primary_key(&mut primary);
    }
    for key in &table.foreign_keys {
        let Target::Table(target) = key.target else {
            continue;
        };
        let mut foreign = ForeignKey::create();
        foreign
            .name(&key.name)
            .from_tbl(Alias::new(&table.name))
            .to_tbl(Alias::new(&schema[target].name));
        for (column, target) in key.columns.iter().zip(&key.target_columns) {
            foreign
                .from_col(Alias::new(&table[*column].name))
                .to_col(Alias::new(target));
        }
        if key.on_delete == Some(Action::Restrict) {
            foreign.on_delete(ForeignKeyAction::Restrict);
        }
        create.foreign_key(&mut foreign);
    }
    for check in &table.checks {
        let text = check.sql.any.clone().unwrap_or_default();
        create.check((Alias::new(&check.name), Expr::cust(text)));
    }
    // Types of SQLite hold no length.
    for column in table.columns.iter().filter(|_| dialect == Dialect::Sqlite) {
        if let Some(length) = column.max_len {
            let name = naming::check(&table.name, &[&column.name, "length"]);
            let text = format!("length(\"{}\") <= {length}", column.name);
            create.check((Alias::new(&name), Expr::cust(text)));
        }
    }
    create
}
