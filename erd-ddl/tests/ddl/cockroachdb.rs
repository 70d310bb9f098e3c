//! CockroachDB speaks PostgreSQL's language, and what it lacks is data. Nothing of it was tried on a server.

use erd_core::schema::{
    Deferrable, Exclusion, Generated, Identity, IndexKind, ObjectKind, Schema, Sql, SqlObject, Type,
};
use erd_core::{Engine, Product, Scalar};
use erd_ddl::{Code, render};
use testkit::schema::{With, column, id, schema, table};

/// What PostgreSQL of that version is written, and what CockroachDB has too.
fn accounts() -> Schema {
    let owners = table("owners", [id()]).with(|t| {
        t.columns[0].identity = Some(Identity::Serial);
        t.comment = Some("Who has accounts".to_owned());
    });
    let columns = [
        id(),
        column("owner_id", Scalar::I64),
        column("note", Scalar::Text).nullable(),
        column("upper", Scalar::Text).nullable(),
        column("data", Scalar::Json),
        column("secret", Scalar::Text).nullable(),
        column("moved", Scalar::TimestampTz),
    ];
    let accounts = table("accounts", columns)
        .references(&["owner_id"], 0, &["id"], None)
        .index(&["owner_id"], |_| {})
        .index(&["note"], |index| index.invisible = true)
        .index(&["data"], |index| index.method = Some("gin".to_owned()))
        .check("accounts_check", Sql::new("id > 0"))
        .with(|t| {
            t.columns[3].generated = Some(Generated {
                sql: Sql::new("upper(note)"),
                stored: false,
            });
            t.columns[5].invisible = true;
            t.columns[6].on_update = Sql::new("now()");
            t.options.unlogged = true;
            t.columns[2].storage = Some("EXTERNAL".to_owned());
        });
    schema([], [owners, accounts])
}

fn codes(schema: &Schema, version: &[u32]) -> Vec<Code> {
    let result = render(schema, Engine::new(Product::CockroachDb, version));
    let errors = result.err().map_or_else(Vec::new, |errors| errors.0);
    errors.into_iter().map(|error| error.code).collect()
}

#[test]
fn what_it_has_is_written_in_its_words() {
    let script = render(&accounts(), Product::CockroachDb).unwrap_or_else(|e| panic!("{e}"));
    insta::assert_snapshot!("cockroachdb", script);
    let left_out: Vec<_> = script.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        left_out,
        [
            "left_out: `accounts`: CockroachDB has no unlogged tables, so `unlogged` is left out\n  help: take `unlogged` away, or leave it for PostgreSQL",
            "left_out: `accounts.note`: CockroachDB has no storage strategies of columns, so `storage` is left out\n  help: take `storage` away, or leave it for PostgreSQL",
        ]
    );
}

#[test]
fn what_it_lacks_is_an_error_with_a_code() {
    let of = |edit: fn(&mut Schema)| {
        let mut schema = accounts();
        edit(&mut schema);
        codes(&schema, &[])
    };
    assert_eq!(of(|_| {}), []);
    assert_eq!(
        of(|s| s.tables[0].columns[0].ty = Type::Scalar(Scalar::I32)),
        [Code::Identity]
    );
    assert_eq!(
        of(|s| s.tables[1].foreign_keys[0].deferrable = Deferrable::InitiallyDeferred),
        [Code::DeferrableForeignKey]
    );
    assert_eq!(
        of(|s| s.tables[1].indexes[0].kind =
            IndexKind::UniqueConstraint(Deferrable::InitiallyDeferred)),
        [Code::DeferrableUnique]
    );
    assert_eq!(
        of(|s| s.tables[1].indexes[2].method = Some("brin".to_owned())),
        [Code::IndexMethod]
    );
    assert_eq!(
        of(|s| s.tables[1].indexes[0].nulls_not_distinct = true),
        [Code::NullsNotDistinct]
    );
    assert_eq!(
        of(|s| s.tables[1].checks[0].enforced = false),
        [Code::NotEnforced]
    );
    let exclusion = |s: &mut Schema| {
        s.tables[1].exclusions.push(Exclusion {
            name: "accounts_excl".to_owned(),
            definition: "USING gist (note WITH =)".to_owned(),
            deferrable: Deferrable::No,
        });
    };
    assert_eq!(of(exclusion), [Code::Exclusion]);
}

#[test]
fn objects_are_written_from_the_version_on_that_has_them() {
    let with = |kind| {
        let mut schema = accounts();
        schema.objects.push(SqlObject::new(kind, "o", "CREATE .."));
        schema
    };
    assert_eq!(codes(&with(ObjectKind::Domain), &[]), [Code::ObjectKind]);
    assert_eq!(
        codes(&with(ObjectKind::Trigger), &[24, 2]),
        [Code::ObjectKind]
    );
    assert_eq!(codes(&with(ObjectKind::Trigger), &[24, 3]), []);
    assert_eq!(
        codes(&with(ObjectKind::Policy), &[25, 1]),
        [Code::ObjectKind]
    );
    assert_eq!(codes(&with(ObjectKind::Policy), &[]), []);
}
