//! Where there is no code, what mends a finding is SQL.

use super::in_sql;
use erd_core::schema::{Index, IndexKind, Schema, Table, TableId, Target};
use erd_core::{Engine, Family, Finding, Site, naming};
use erd_ddl::SqlWriter;

/// Says what mends a finding in the database: a statement where one does it. What only a declaration can say is left out.
pub(super) fn in_sql(schema: &Schema, finding: &mut Finding, engine: Engine) {
    if let Some(statement) = statement(schema, finding, engine) {
        finding.help = vec![format!("run `{statement}`")];
        return;
    }
    let help = std::mem::take(&mut finding.help);
    finding.help = help
        .iter()
        .filter_map(|help| in_sql::in_sql(help))
        .collect();
    if finding.help.is_empty() {
        let id = finding.id;
        finding.help = vec![format!(
            "mend it in the database, as `cargo erd explain {id}` says"
        )];
    }
}

fn statement(schema: &Schema, finding: &Finding, engine: Engine) -> Option<String> {
    let Site::ForeignKey(position) = finding.site else {
        return None;
    };
    let at = schema
        .tables
        .iter()
        .position(|t| is_named(t, &finding.table))?;
    let table = &schema.tables[at];
    let key = table.foreign_keys.get(position)?;
    let (on, names, kind) = match finding.slug {
        "fk_without_index" | "fk_index_cannot_serve" => {
            let names = key.columns.iter().map(|c| table[*c].name.as_str());
            (TableId(at), names.collect::<Vec<_>>(), IndexKind::Plain)
        }
        "fk_target_not_unique" => {
            let target = match key.target {
                Target::Own => TableId(at),
                Target::Table(id) => id,
                Target::Path(_) => return None,
            };
            let names = key.target_columns.iter().map(String::as_str);
            (target, names.collect(), IndexKind::Unique)
        }
        _ => return None,
    };
    let table = &schema[on];
    let columns = names.iter().map(|name| table.find_column(name));
    let columns: Vec<_> = columns.collect::<Option<_>>()?;
    let name = match kind {
        IndexKind::Unique => naming::unique(&table.name, &names),
        _ => naming::index(&table.name, &names),
    };
    // One of that name that does not serve is there already.
    let taken = |name: &str| table.indexes.iter().any(|index| index.name == name);
    let name = if taken(&name) { name + "2" } else { name };
    let index = Index::new(name, kind, columns);
    let create = SqlWriter::new(schema, engine).create_index(on, &index);
    // PostgreSQL has no way to do that on a table with partitions.
    let in_use = engine.dialect.is(Family::Postgres) && table.intent.partition.is_none();
    let create = if in_use {
        create.concurrently()
    } else {
        create
    };
    Some(create.to_string())
}

fn is_named(table: &Table, name: &str) -> bool {
    match &table.schema {
        Some(schema) => {
            name.strip_prefix(schema.as_str())
                .and_then(|rest| rest.strip_prefix('.'))
                == Some(&table.name)
        }
        None => table.name == name,
    }
}
