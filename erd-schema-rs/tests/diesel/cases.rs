//! The databases, and the options that each is printed with.

use erd_core::{Dialect, Family};

/// What a case does with one database.
pub(crate) type Check = fn(Dialect, &str, &str, &[(&str, &str)]);

const PLAIN: (&str, &str) = ("plain", "");

/// Every option, in two files where they exclude each other.
const OPTIONS: &[(&str, &str)] = &[
    PLAIN,
    (
        "docs",
        "[print_schema]\nwith_docs = true\ncolumn_sorting = \"name\"\ncustom_type_derives = [\"Debug\", \"Clone\"]\n\
         allow_tables_to_appear_in_same_query_config = \"fk_related_tables\"\nsqlite_integer_primary_key_is_bigint = true\n\
         pg_domains_as_custom_types = [\"email\"]\n",
    ),
    (
        "imports",
        "[print_schema]\nwith_docs = \"only-database-comments\"\nimport_types = [\"diesel::sql_types::*\", \"crate::types::*\"]\n\
         allow_tables_to_appear_in_same_query_config = \"none\"\nexcept_custom_type_definitions = [\"ood$\", \"^Enum\"]\n\
         pg_domains_as_custom_types = [\".\"]\n",
    ),
    (
        "only",
        "[print_schema]\nfilter = { only_tables = [\"^o\", \"[^gd]s$\"] }\ngenerate_missing_sql_type_definitions = false\n",
    ),
    (
        "except",
        "[print_schema]\nfilter = { except_tables = [\"^o\", \"^(without_key|anything|uuid)\"] }\nwith_docs = \"no-doc-comments\"\n",
    ),
];

/// Namespaces, which SQLite has not.
const NAMESPACES: &[(&str, &str)] = &[(
    "namespaces",
    "[print_schema]\nfile = \"a.rs\"\nfilter = { except_tables = [\"^without_key$\"] }\n\
     [print_schema.audit]\nschema = \"audit\"\nwith_docs = true\n\
     [print_schema.main]\nschema = \"public\"\nfilter = { except_tables = [\"^without_key$\"] }\n",
)];

/// Runs a check on every database of a family that this run has an engine for.
pub(crate) fn of(family: Family, check: Check) {
    for dialect in testkit::dialects() {
        if dialect.family() != family {
            continue;
        }
        match family {
            Family::Postgres => {
                let sql = include_str!("cases/postgres.sql");
                check(dialect, "wide", sql, OPTIONS);
                check(dialect, "wide", sql, NAMESPACES);
                let odd = include_str!("../../../erd-cli/tests/import/postgres.sql");
                check(
                    dialect,
                    "odd",
                    &format!("CREATE SCHEMA r;\n{odd}"),
                    &[PLAIN],
                );
            }
            Family::MySql => {
                check(dialect, "wide", include_str!("cases/mysql.sql"), OPTIONS);
            }
            Family::Sqlite => {
                check(dialect, "wide", include_str!("cases/sqlite.sql"), OPTIONS);
                let odd = include_str!("../../../erd-cli/tests/import/sqlite.sql");
                check(dialect, "odd", odd, &[PLAIN]);
            }
        }
    }
}
