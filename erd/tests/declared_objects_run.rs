//! Objects, domains, ranges and exclusion constraints, declared in Rust, do their work on PostgreSQL.
#![allow(missing_docs, reason = "what is declared here is only executed")]

use erd::Dialect;
use testkit::Scratch;

#[derive(erd::ColumnType)]
#[erd(sql_type(postgres = "email"))]
pub struct Email(pub String);

#[derive(erd::ColumnType)]
#[erd(sql_type = "int8range", opaque)]
pub struct During(pub i64, pub i64);

#[derive(erd::Entity)]
#[erd(
    exclude("USING gist (during WITH &&)", name = "one_at_a_time"),
    depends_on("domain email")
)]
pub struct Booking {
    #[erd(primary_key, identity(always, start = 1000, increment = 10))]
    pub id: i64,
    pub during: During,
    pub guest: Email,
    pub others: Vec<Email>,
}

erd::schema! {
    pub Hotel {
        Booking,

        objects {
            domain "email" = "CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');";
            function "guests" () =
                r"CREATE FUNCTION guests() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM bookings; $$;",
                after("table bookings");
            view "load" = "CREATE VIEW load AS SELECT guests() AS guests", after("function guests()");
            materialized view "ids" =
                "CREATE MATERIALIZED VIEW ids AS SELECT id FROM bookings",
                "CREATE UNIQUE INDEX ids_key ON ids (id)",
                after("table bookings");
        }
    }
}

#[test]
fn objects_do_their_work() {
    for dialect in testkit::dialects() {
        if dialect == Dialect::Postgres {
            on_postgres().unwrap_or_else(|error| panic!("{error}"));
        }
    }
}

fn on_postgres() -> Result<(), String> {
    let mut scratch = Scratch::new(Dialect::Postgres);
    let script = erd::ddl::render(&Hotel::schema(), Dialect::Postgres);
    for statement in script.map_err(|errors| errors.to_string())?.iter() {
        scratch.execute(statement)?;
    }
    let booking = |during: &str, guest: &str| {
        format!(
            "INSERT INTO bookings (during, guest, others) VALUES ('{during}', '{guest}', '{{x@y}}')"
        )
    };
    scratch.execute(&booking("[1,5)", "a@b"))?;
    scratch.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY ids")?;
    for (bad, why) in [
        (booking("[4,6)", "a@b"), "one_at_a_time"),
        (booking("[7,8)", "nobody"), "email_check"),
        // The numbers start at 1000, and a view over the function counts one guest.
        (
            "SELECT 1 / (CASE WHEN guests = 1 AND (SELECT min(id) FROM ids) = 1000 THEN 0 ELSE 1 END) FROM load"
                .to_owned(),
            "division by zero",
        ),
    ] {
        match scratch.execute(&bad) {
            Ok(()) => return Err(format!("it accepted {bad}")),
            Err(error) if error.contains(why) => {}
            Err(error) => return Err(format!("{bad}: {error}")),
        }
    }
    Ok(())
}
