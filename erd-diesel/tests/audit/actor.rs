//! Who acts, and for how long that is known.

use super::{people, with_history};
use crate::connections::{all, each};
use diesel::result::Error;
use erd_core::Scalar;
use erd_core::schema::Role;
use erd_diesel::{History, Key, Session, SoftDeleteError, SoftDeletes, current_actor, with_actor};
use testkit::schema::{With as _, column, deleted_at, id, schema, table};

fn insert<C: Session>(connection: &mut C, id: i64) -> Result<usize, Error> {
    connection.run(&format!("INSERT INTO people (id, name) VALUES ({id}, 'x')"))
}

#[test]
fn the_actor_is_noted_and_nobody_is_left_behind() {
    let schema = with_history([people()]);
    for (scratch, mut connection) in all(&schema) {
        let dialect = scratch.dialect();
        each!(&mut connection, c => {
            let odd = "o'Ada \\ \"1\" ü";
            insert(c, 1).expect("it can be inserted");
            with_actor(c, odd, |c| {
                insert(c, 2)?;
                let inner = with_actor(c, "bea", |c| insert(c, 3));
                assert_eq!(current_actor(c)?.as_deref(), Some(odd), "{dialect}");
                let failed: Result<(), Error> = with_actor(c, "cleo", |c| {
                    insert(c, 4)?;
                    Err(Error::RollbackTransaction)
                });
                assert!(failed.is_err());
                assert_eq!(current_actor(c)?.as_deref(), Some(odd), "{dialect}");
                insert(c, 5)?;
                inner
            }).unwrap_or_else(|error| panic!("{dialect}: {error}"));
            insert(c, 6).expect("it can be inserted");
            let failed: Result<(), Error> = with_actor(c, "dan", |c| {
                insert(c, 7)?;
                Err(Error::RollbackTransaction)
            });
            assert!(failed.is_err());
            assert_eq!(current_actor(c).expect("an answer"), None, "{dialect}");
            insert(c, 8).expect("it can be inserted");
            let history = History::<()>::of_table(schema.clone(), "people");
            let mut actors = Vec::new();
            for key in 1..=8 {
                let entries = history.entries(c, key).expect("a log");
                actors.push(entries.first().map(|entry| entry.actor.clone()));
            }
            let odd = || Some(Some(odd.to_owned()));
            let nobody = || Some(None);
            let bea = Some(Some("bea".to_owned()));
            assert_eq!(
                actors,
                [nobody(), odd(), bea, None, odd(), nobody(), None, nobody()],
                "{dialect}"
            );
        });
    }
}

#[test]
fn a_panic_leaves_nobody_behind_either() {
    let schema = with_history([people()]);
    for (scratch, mut connection) in all(&schema) {
        let dialect = scratch.dialect();
        each!(&mut connection, c => {
            let work = std::panic::AssertUnwindSafe(|| {
                with_actor(c, "ada", |_| -> Result<(), Error> { panic!("the case") })
            });
            assert!(std::panic::catch_unwind(work).is_err());
            // What diesel's pools do with a connection whose transaction nobody ended is to throw it away; who goes on with it
            // has to end the transaction.
            let _ = c.run("ROLLBACK");
            assert_eq!(current_actor(c).expect("an answer"), None, "{dialect}");
        });
    }
}

#[test]
fn another_connection_is_nobody() {
    let schema = with_history([people()]);
    for (scratch, mut connection) in all(&schema) {
        let dialect = scratch.dialect();
        let mut other = crate::connections::connect(dialect, scratch.url());
        each!(&mut connection, c => {
            with_actor(c, "ada", |c| insert(c, 1)).expect("it can be inserted");
        });
        each!(&mut other, c => {
            insert(c, 2).expect("it can be inserted");
            let history = History::<()>::of_table(schema.clone(), "people");
            let entries = history.entries(c, 2).expect("a log");
            assert_eq!(entries[0].actor, None, "{dialect}");
            let entries = history.entries(c, 1).expect("a log");
            assert_eq!(entries[0].actor.as_deref(), Some("ada"), "{dialect}");
        });
    }
}

#[test]
fn a_soft_delete_is_by_who_acts() {
    let deleted_by = column("deleted_by", Scalar::Text).len(40).nullable();
    let columns = [id(), deleted_at(), deleted_by.role(Role::DeletedBy)];
    let schema = schema([], [table("pages", columns).key(&["id"])]);
    for (scratch, mut connection) in all(&schema) {
        let dialect = scratch.dialect();
        each!(&mut connection, c => {
            c.run("INSERT INTO pages (id) VALUES (1), (2), (3)").expect("rows");
            let rows = SoftDeletes::new(schema.clone());
            let bea = Key::from("bea");
            let delete = |c: &mut _, id: i64, by: Option<&Key>| {
                rows.soft_delete_row(c, "pages", &Key::from(id), by)
            };
            delete(c, 1, None).expect("it lives");
            with_actor(c, "ada", |c| {
                delete(c, 2, None)?;
                delete(c, 3, Some(&bea))
            }).unwrap_or_else(|error: SoftDeleteError| panic!("{dialect}: {error}"));
            let by = c.texts("SELECT deleted_by AS text FROM pages ORDER BY id").expect("a query");
            assert_eq!(by, [None, Some("ada".to_owned()), Some("bea".to_owned())], "{dialect}");
        });
    }
}
