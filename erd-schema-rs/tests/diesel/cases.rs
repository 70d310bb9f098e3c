//! The databases, and the options that each is printed with.

use crate::tool::Tool;
use crate::{check, check_without_file, made, rendered, try_made};
use erd_core::{Dialect, Family};
use std::path::Path;

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

/// Checks every database of a family that this run has an engine for.
pub(crate) fn of(family: Family) {
    for dialect in testkit::dialects() {
        if dialect.family() != family {
            continue;
        }
        match family {
            Family::Postgres => {
                let wide = made(dialect, include_str!("cases/postgres.sql"));
                check(&wide, "wide", OPTIONS);
                check(&wide, "wide", NAMESPACES);
                let odd = include_str!("../../../erd-cli/tests/import/postgres.sql");
                let odd = made(dialect, &format!("CREATE SCHEMA r;\n{odd}"));
                check(&odd, "odd", &[PLAIN]);
                let before = include_str!("../../../examples/package_registry/prelude.sql");
                let registry = rendered(dialect, before, package_registry::Registry::schema());
                check(&registry, "registry", &[PLAIN]);
            }
            Family::MySql => {
                let wide = made(dialect, include_str!("cases/mysql.sql"));
                check(&wide, "wide", OPTIONS);
            }
            Family::Sqlite => {
                let wide = made(dialect, include_str!("cases/sqlite.sql"));
                check(&wide, "wide", OPTIONS);
                let odd = include_str!("../../../erd-cli/tests/import/sqlite.sql");
                check(&made(dialect, odd), "odd", &[PLAIN]);
            }
        }
        let sakila = rendered(dialect, "", sakila::Sakila::schema());
        check(&sakila, "sakila", &[PLAIN]);
        if Tool::of_this_run().is_some() {
            more(dialect);
        }
    }
}

/// Databases of other tests, and what their descriptions make again.
fn more(dialect: Dialect) {
    let tests = [
        "erd-cli/tests/import/cases",
        "erd-cli/tests/import/hostile",
        "erd-live/tests/features",
        "erd-schema-rs/tests/diesel/cases",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in tests {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder of tests") {
            let path = entry.expect("a file of tests").path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            if !name.ends_with(dialect.name()) {
                continue;
            }
            let sql = std::fs::read_to_string(&path).expect("a text");
            // Some want a server with other settings.
            let first = match try_made(dialect, &sql) {
                Ok(first) => first,
                Err(error) => {
                    println!("not compared: {name}: {error}");
                    continue;
                }
            };
            if first.is_whole {
                check_without_file(&first, &name);
            }
            let again = rendered(dialect, "", first.schema.clone());
            check_without_file(&again, &format!("{name} made again"));
        }
    }
}
