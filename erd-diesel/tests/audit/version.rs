//! The optimistic lock.

use crate::connections::{all, each};
use erd_core::Scalar;
use erd_core::schema::{Maintenance, Role};
use erd_diesel::{SaveError, Session, Versions};
use testkit::schema::{With as _, column, id, schema, table};

#[test]
fn a_row_is_written_only_as_it_was_read() {
    for by in [
        Maintenance::Application,
        Maintenance::Default,
        Maintenance::Trigger,
    ] {
        let columns = [
            id(),
            column("name", Scalar::Text).len(40),
            column("version", Scalar::I32).role(Role::Version(by)),
        ];
        let schema = schema([], [table("pages", columns).key(&["id"])]);
        for (scratch, mut connection) in all(&schema) {
            let dialect = scratch.dialect();
            each!(&mut connection, c => {
                c.run("INSERT INTO pages (id, name, version) VALUES (7, 'a', 1)").expect("a row");
                let pages = Versions::new(schema.clone());
                let name = |c: &mut _, name: &str| {
                    Session::run(c, &format!("UPDATE pages SET name = '{name}' WHERE id = 7"))
                };
                let now = pages.save(c, "pages", 7, 1, |c| name(c, "b"));
                assert_eq!(now.expect("nobody was faster"), 2, "{dialect}, {by:?}");
                let late = pages.save(c, "pages", 7, 1, |c| name(c, "c"));
                let Err(SaveError::Conflict { table, key, expected, found }) = late else {
                    panic!("{dialect}: {late:?}");
                };
                assert_eq!((table.as_str(), key.parts()), ("pages", ["7".to_owned()].as_slice()));
                assert_eq!((expected, found), (1, Some(2)));
                let names = c.texts("SELECT name AS text FROM pages").expect("a query");
                assert_eq!(names, [Some("b".to_owned())], "{dialect}");
                c.run("DELETE FROM pages").expect("it can be deleted");
                let gone = pages.save(c, "pages", 7, 2, |c| name(c, "d"));
                assert!(matches!(gone, Err(SaveError::Conflict { found: None, .. })), "{dialect}");
                let failed = pages.save(c, "nowhere", 7, 2, |c| name(c, "d"));
                assert!(matches!(failed, Err(SaveError::NoTable(_))));
            });
        }
    }
}
