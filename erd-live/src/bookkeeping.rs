//! Tables in which migration tools keep their state: part of no application's schema, and found by their columns.

use crate::Described;
use crate::token::{Lexis, TokenKind, tokens};
use erd_core::schema::{DETACHED, ObjectName, SqlObject, Table, TableId, Target};
use std::collections::BTreeSet;

/// A table that is in no description, because a migration tool keeps its state in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The table, with its namespace.
    pub table: String,
    /// The tool.
    pub tool: &'static str,
}

/// What the table of a tool looks like.
struct Shape {
    tool: &'static str,
    /// Columns that it has, in lower case.
    columns: &'static [&'static str],
    /// Columns that some versions of the tool have besides.
    also: &'static [&'static str],
    /// Where an application might have such columns too: what the table's name has in it, in lower case.
    named: &'static str,
}

const fn shape(
    tool: &'static str,
    named: &'static str,
    columns: &'static [&'static str],
    also: &'static [&'static str],
) -> Shape {
    Shape {
        tool,
        columns,
        also,
        named,
    }
}

const SHAPES: &[Shape] = &[
    shape("diesel", "migration", &["version", "run_on"], &[]),
    shape(
        "sqlx",
        "",
        &[
            "version",
            "description",
            "installed_on",
            "success",
            "checksum",
            "execution_time",
        ],
        &[],
    ),
    shape("SeaORM", "migration", &["version", "applied_at"], &[]),
    shape(
        "refinery",
        "",
        &["version", "name", "applied_on", "checksum"],
        &[],
    ),
    shape(
        "Flyway",
        "",
        &[
            "installed_rank",
            "version",
            "description",
            "type",
            "script",
            "checksum",
            "installed_by",
            "installed_on",
            "execution_time",
            "success",
        ],
        &["version_rank"],
    ),
    shape(
        "Liquibase",
        "",
        &[
            "id",
            "author",
            "filename",
            "dateexecuted",
            "orderexecuted",
            "exectype",
            "md5sum",
        ],
        &[
            "description",
            "comments",
            "tag",
            "liquibase",
            "contexts",
            "labels",
            "deployment_id",
        ],
    ),
    shape(
        "Liquibase",
        "",
        &["id", "locked", "lockgranted", "lockedby"],
        &[],
    ),
    shape("Rails or dbmate", "migration", &["version"], &[]),
    shape(
        "Rails",
        "ar_internal_metadata",
        &["key", "value", "created_at", "updated_at"],
        &[],
    ),
    shape("golang-migrate", "", &["version", "dirty"], &[]),
    shape("Ecto", "migration", &["version", "inserted_at"], &[]),
    shape("Django", "", &["id", "app", "name", "applied"], &[]),
    shape("Alembic", "", &["version_num"], &[]),
    shape(
        "Prisma",
        "",
        &[
            "id",
            "checksum",
            "finished_at",
            "migration_name",
            "logs",
            "rolled_back_at",
            "started_at",
            "applied_steps_count",
        ],
        &[],
    ),
    shape(
        "Entity Framework",
        "",
        &["migrationid", "productversion"],
        &[],
    ),
    shape(
        "Entity Framework",
        "",
        &["migration_id", "product_version"],
        &[],
    ),
    shape(
        "goose",
        "",
        &["id", "version_id", "is_applied", "tstamp"],
        &[],
    ),
    shape("Knex", "", &["id", "name", "batch", "migration_time"], &[]),
    shape("Knex", "", &["index", "is_locked"], &[]),
    shape("Laravel", "", &["id", "migration", "batch"], &[]),
    shape("Sequelize", "sequelize", &["name"], &[]),
    shape("TypeORM", "migration", &["id", "timestamp", "name"], &[]),
    shape(
        "Doctrine",
        "",
        &["version", "executed_at", "execution_time"],
        &[],
    ),
    shape(
        "Phinx",
        "",
        &["version", "migration_name", "start_time", "end_time"],
        &["breakpoint"],
    ),
    shape(
        "node-pg-migrate or db-migrate",
        "migration",
        &["id", "name", "run_on"],
        &[],
    ),
    shape("MikroORM", "migration", &["id", "name", "executed_at"], &[]),
    shape(
        "Drizzle",
        "migration",
        &["id", "hash", "created_at"],
        &["name", "applied_at"],
    ),
    shape(
        "Atlas",
        "",
        &[
            "version",
            "description",
            "type",
            "applied",
            "total",
            "executed_at",
            "execution_time",
        ],
        &[
            "error",
            "error_stmt",
            "hash",
            "partial_hashes",
            "operator_version",
        ],
    ),
    shape("DbUp", "", &["id", "scriptname", "applied"], &[]),
    shape(
        "DbUp",
        "",
        &["schemaversionsid", "scriptname", "applied"],
        &[],
    ),
    shape(
        "yoyo",
        "",
        &["migration_hash", "migration_id", "applied_at_utc"],
        &[],
    ),
    shape(
        "yoyo",
        "",
        &[
            "id",
            "migration_hash",
            "migration_id",
            "operation",
            "username",
            "hostname",
            "comment",
            "created_at_utc",
        ],
        &[],
    ),
    shape("yoyo", "yoyo", &["version", "installed_at_utc"], &[]),
    shape("yoyo", "yoyo", &["locked", "ctime", "pid"], &[]),
    shape("sql-migrate", "migration", &["id", "applied_at"], &[]),
    shape("bun", "", &["id", "name", "group_id", "migrated_at"], &[]),
    shape("bun", "migration_lock", &["id", "table_name"], &[]),
    shape("Kysely", "migration", &["name", "timestamp"], &[]),
    shape("Kysely", "migration_lock", &["id", "is_locked"], &[]),
    shape(
        "Play",
        "",
        &[
            "id",
            "hash",
            "applied_at",
            "apply_script",
            "revert_script",
            "state",
            "last_problem",
        ],
        &[],
    ),
];

/// The ledger of `cargo erd migrate`, whose columns grow with it.
const LEDGER: [&str; 2] = ["erd_migrations", "erd_migration_statements"];

/// The tool that keeps its state in a table, or has put it aside.
fn tool(table: &Table) -> Option<&'static str> {
    let name = table.name.to_lowercase();
    let comment = table.comment.as_deref().unwrap_or_default();
    if LEDGER.contains(&name.as_str()) || comment.starts_with(DETACHED) {
        return Some("erd");
    }
    let columns: BTreeSet<String> = table
        .columns
        .iter()
        .map(|c| c.name.to_lowercase())
        .collect();
    let fits = |shape: &&Shape| {
        name.contains(shape.named)
            && shape.columns.iter().all(|c| columns.contains(*c))
            && columns.iter().all(|c| {
                let c = c.as_str();
                shape.columns.contains(&c) || shape.also.contains(&c)
            })
    };
    SHAPES.iter().find(fits).map(|shape| shape.tool)
}

/// Takes the tables of migration tools out of a description. One that something else needs stays: a foreign key, a view,
/// a trigger, a routine that speaks of it.
pub(crate) fn leave_out(described: &mut Described) {
    let schema = &described.schema;
    let mut tools: Vec<Option<&'static str>> = schema.tables.iter().map(tool).collect();
    while let Some(needed) =
        (0..tools.len()).find(|i| tools[*i].is_some() && is_needed(described, &tools, *i))
    {
        tools[needed] = None;
    }
    if tools.iter().all(Option::is_none) {
        return;
    }
    let mut kept = Vec::new();
    let tables = std::mem::take(&mut described.schema.tables);
    for (mut table, tool) in tables.into_iter().zip(&tools) {
        let Some(tool) = *tool else {
            for key in &mut table.foreign_keys {
                if let Target::Table(id) = &mut key.target {
                    *id = TableId(tools[..id.0].iter().filter(|t| t.is_none()).count());
                }
            }
            kept.push(table);
            continue;
        };
        let path = ObjectName {
            schema: table.schema,
            name: table.name,
        };
        described
            .unsupported
            .retain(|part| !speaks_of(&part.object, &path.to_string()));
        described.left_out.push(LeftOut {
            table: path.to_string(),
            tool,
        });
    }
    described.schema.tables = kept;
}

/// Whether the name of a part is that of the table, or begins with it.
fn speaks_of(part: &str, table: &str) -> bool {
    part.strip_prefix(table)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Whether anything that stays needs the table.
fn is_needed(described: &Described, tools: &[Option<&'static str>], position: usize) -> bool {
    let schema = &described.schema;
    let table = &schema.tables[position];
    let references = |(other, tool): (&Table, &Option<_>)| {
        let keys = &other.foreign_keys;
        tool.is_none()
            && keys
                .iter()
                .any(|key| key.target == Target::Table(TableId(position)))
    };
    let reads = |object: &SqlObject| {
        let on = object.table.as_ref();
        on.is_some_and(|on| on.name == table.name && on.schema == table.schema)
            || object.create.iter().any(|sql| {
                let text = sql.get(described.dialect).unwrap_or_default();
                mentions(text, &table.name)
            })
    };
    schema.tables.iter().zip(tools).any(references) || schema.objects.iter().any(reads)
}

/// Whether a text names a table, in quotes or without; the body of a routine is a string of its own.
fn mentions(text: &str, table: &str) -> bool {
    text.to_lowercase().contains(&table.to_lowercase())
        && tokens(text, Lexis::Brackets)
            .iter()
            .any(|token| match &token.kind {
                TokenKind::Word(name) | TokenKind::Name(name) => name.eq_ignore_ascii_case(table),
                TokenKind::Text(body) => body.to_lowercase().contains(&table.to_lowercase()),
                _ => false,
            })
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Scalar;
    use erd_core::schema::{Column, Type};

    fn table(name: &str, columns: &[&str]) -> Table {
        let mut table = Table::new(name);
        let column = |name: &&str| Column::new(*name, Type::Scalar(Scalar::Text));
        table.columns = columns.iter().map(column).collect();
        table
    }

    #[test]
    fn columns_tell_and_names_do_not() {
        let of = |name: &str, columns: &[&str]| tool(&table(name, columns));
        assert_eq!(
            of("schema_migrations", &["version"]),
            Some("Rails or dbmate")
        );
        assert_eq!(
            of("schema_migrations", &["version", "dirty"]),
            Some("golang-migrate")
        );
        assert_eq!(
            of("versions_of_us", &["Version", "Dirty"]),
            Some("golang-migrate")
        );
        assert_eq!(
            of("__EFMigrationsHistory", &["MigrationId", "ProductVersion"]),
            Some("Entity Framework")
        );
        assert_eq!(
            of("schema_migrations", &["id", "title", "body"]),
            None,
            "an application's own"
        );
        assert_eq!(
            of(
                "django_migrations",
                &["id", "app", "name", "applied", "who"]
            ),
            None
        );
        assert_eq!(of("releases", &["version"]), None);
        assert_eq!(of("tasks", &["id", "name", "run_on"]), None);
    }
}
