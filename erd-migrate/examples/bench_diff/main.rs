//! The difference of two large schemas, as a multiple of reading both snapshots: `cargo xtask bench diff`.
//!
//! Prints milliseconds (medians) and the ratio, which is what counts: both are measured in turn in the same run.

use std::error::Error;
use std::time::{Duration, Instant};

use erd_core::schema::{
    Action, Check, Column, ColumnId, Deferrable, ForeignKey, Index, IndexKind, PrimaryKey, Schema,
    Sql, Table, TableId, Target, Type,
};
use erd_core::{Dialect, Scalar, naming};
use erd_migrate::{Options, diff};

const RUNS: usize = 11;

fn main() -> Result<(), Box<dyn Error>> {
    let tables = match std::env::args().nth(1) {
        Some(number) => number.parse()?,
        None => 1_000,
    };
    let old = schema(tables);
    let new = changed(&old);
    let texts = [serde_json::to_string(&old)?, serde_json::to_string(&new)?];
    for dialect in Dialect::ALL {
        let mut read = Vec::new();
        let mut compared = Vec::new();
        let mut steps = 0;
        for _ in 0..RUNS {
            let start = Instant::now();
            let schemas: Vec<Schema> = texts
                .iter()
                .map(|text| serde_json::from_str(text))
                .collect::<Result<_, _>>()?;
            read.push(start.elapsed());
            let start = Instant::now();
            steps = diff(&schemas[0], &schemas[1], dialect, &Options::default())?
                .steps
                .len();
            compared.push(start.elapsed());
        }
        let (read, compared) = (median(read), median(compared));
        println!(
            "{dialect}: {tables} tables, {steps} steps: both snapshots read in {:.1} ms, compared in {:.1} ms: {:.2} x",
            read.as_secs_f64() * 1e3,
            compared.as_secs_f64() * 1e3,
            compared.as_secs_f64() / read.as_secs_f64()
        );
    }
    Ok(())
}

/// Ten columns a table, a key, an index, a check, and a foreign key to the table before.
fn schema(tables: usize) -> Schema {
    let mut schema = Schema::default();
    for number in 0..tables {
        let mut table = Table::new(format!("things_{number}"));
        table.columns.push(column("id", Scalar::I64));
        table.columns.push(column("parent_id", Scalar::I64));
        for i in 0..4 {
            table
                .columns
                .push(column(&format!("name_{i}"), Scalar::Text));
            table
                .columns
                .push(column(&format!("count_{i}"), Scalar::I32));
        }
        let (name, id) = (table.name.clone(), ColumnId(0));
        table.primary_key = Some(PrimaryKey::new(naming::primary_key(&name), vec![id]));
        let index = naming::index(&name, &["parent_id", "name_0"]);
        let columns = [ColumnId(1), ColumnId(2)];
        table
            .indexes
            .push(Index::new(index, IndexKind::Plain, columns));
        table.checks.push(Check::new(
            format!("{name}_count_check"),
            Sql::new("count_0 >= 0 AND count_1 < 100"),
        ));
        if number > 0 {
            table.foreign_keys.push(ForeignKey {
                name: naming::foreign_key(&name, &["parent_id"]),
                columns: vec![ColumnId(1)],
                target: Target::Table(TableId(number - 1)),
                target_columns: vec!["id".to_owned()],
                on_delete: Some(Action::Restrict),
                on_update: None,
                deferrable: Deferrable::No,
                validated: true,
                on_soft_delete: None,
                one_to_one: false,
                loose: None,
                match_full: false,
                set_columns: Vec::new(),
                enforced: true,
            });
        }
        schema.tables.push(table);
    }
    schema
}

/// In every tenth table a column comes, one goes, and one may be NULL.
fn changed(old: &Schema) -> Schema {
    let mut schema = old.clone();
    for table in schema.tables.iter_mut().step_by(10) {
        let mut note = column("note", Scalar::Text);
        note.nullable = true;
        table.columns.push(note);
        table.columns.remove(9);
        table.columns[4].nullable = true;
    }
    schema
}

fn column(name: &str, scalar: Scalar) -> Column {
    Column::new(name, Type::Scalar(scalar))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
