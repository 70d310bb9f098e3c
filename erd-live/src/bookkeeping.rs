//! Tables in which migration tools keep their state: part of no application's schema.

const TABLES: [&str; 15] = [
    "erd_migrations",
    "erd_migration_statements",
    "__diesel_schema_migrations",
    "_sqlx_migrations",
    "seaql_migrations",
    "refinery_schema_history",
    "flyway_schema_history",
    "databasechangelog",
    "databasechangeloglock",
    "schema_migrations",
    "ar_internal_metadata",
    "django_migrations",
    "alembic_version",
    "_prisma_migrations",
    "__efmigrationshistory",
];

/// Whether a table is a migration tool's.
pub(crate) fn is_bookkeeping(table: &str) -> bool {
    TABLES.iter().any(|t| t.eq_ignore_ascii_case(table))
}
