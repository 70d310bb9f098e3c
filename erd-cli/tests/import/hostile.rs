//! Schemas that an engine accepts and a rule might not: the crate builds all the same, and makes them again.

use crate::krate::Crate;
use crate::{comes_back_in, in_session};
use erd_core::Dialect;
use testkit::Scratch;

/// The schema, what the session needs that makes it, and what the import has to say of it.
struct Hostile {
    script: &'static str,
    session: &'static [&'static str],
    said: &'static [&'static str],
}

fn hostile(dialect: Dialect) -> Hostile {
    let (script, session, said): (_, &[&str], &[&str]) = match dialect {
        Dialect::Postgres => (
            include_str!("hostile/postgres.sql"),
            &[],
            &[
                "P02 bad_partition_key: `by_range.k` may be NULL",
                "left out: where migration tools keep their state\n  our_sqlx of sqlx\n",
            ],
        ),
        Dialect::Sqlite => (
            include_str!("hostile/sqlite.sql"),
            &[],
            &[
                "F05 fk_target_not_unique: `loose.a`",
                "F03 fk_type_mismatch: `pet.o5`",
                "left out: where migration tools keep their state\n  __EFMigrationsHistory of Entity Framework\n",
            ],
        ),
        Dialect::MariaDb => (
            include_str!("hostile/mariadb.sql"),
            &["SET sql_mode = ''"],
            &[
                "F05 fk_target_not_unique: `c.pa`",
                "(error 1067)",
                "left out: where migration tools keep their state\n  schema_migrations of golang-migrate\n",
            ],
        ),
        Dialect::MySql => (
            include_str!("hostile/mysql.sql"),
            &[
                "SET sql_mode = ''",
                "SET restrict_fk_on_non_standard_key = OFF",
            ],
            &[
                "F05 fk_target_not_unique: `c.pa`",
                "F08 set_default_unusable: `child.pid`",
                "(error 1067)",
                "(error 6125)",
            ],
        ),
    };
    Hostile {
        script,
        session,
        said,
    }
}

fn database(dialect: Dialect, hostile: &Hostile) -> Scratch {
    let mut database = Scratch::new(dialect);
    database
        .execute_script(&in_session(hostile.session, hostile.script))
        .unwrap_or_else(|error| panic!("{dialect}: {error}"));
    database
}

#[test]
fn a_hostile_schema_becomes_a_crate_that_makes_it_again() {
    for dialect in testkit::dialects() {
        let hostile = hostile(dialect);
        let database = database(dialect, &hostile);
        let name = format!("hostile-{}", dialect.name());
        let imported = comes_back_in(&name, database.url(), dialect, hostile.session);
        for text in hostile.said {
            assert!(
                imported.said.contains(text),
                "{dialect}: {text}\n{}",
                imported.said
            );
        }
        assert!(
            !imported.said.contains("no `allow` silences"),
            "{dialect}: {}",
            imported.said
        );
    }
}

#[test]
fn a_hostile_schema_is_ready_for_diesel() {
    for dialect in testkit::dialects() {
        let hostile = hostile(dialect);
        let database = database(dialect, &hostile);
        let name = format!("hostile-diesel-{}", dialect.name());
        let imported = Crate::import(&name, database.url(), &["--diesel"]);
        imported.is_formatted();
        imported.compiles_without_a_warning();
        if dialect == Dialect::Postgres {
            let kind = imported.read("kind.rs");
            assert!(kind.contains("primary_key(type_)"), "{kind}");
            let join = "`narrow.wide_id` (`i32`) to `wide_keys.id` (`i64`)";
            assert!(imported.said.contains(join), "{}", imported.said);
        }
    }
}
