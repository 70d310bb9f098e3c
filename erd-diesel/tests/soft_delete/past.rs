//! References that speak of the past stand in nobody's way.

use crate::connections::{all, each};
use erd_core::Scalar;
use erd_core::schema::{Maintenance, Role};
use erd_diesel::{Key, Session, SoftDeleteError, SoftDeletes};
use testkit::schema::{With as _, column, deleted_at, id, schema, table};

#[test]
fn an_audit_log_and_an_actor_are_no_obstacle_and_an_order_is() {
    let user_id = || column("user_id", Scalar::I64).nullable();
    let below =
        |name: &str, column| table(name, [id(), column]).references(&["user_id"], 0, &["id"], None);
    let tables = [
        table("users", [id(), deleted_at()]),
        below("changes", user_id()).with(|t| t.intent.append_only = true),
        below(
            "notes",
            user_id().role(Role::CreatedBy(Maintenance::Application)),
        ),
        below("orders", user_id()),
    ];
    let schema = schema([], tables);
    let rows = SoftDeletes::new(schema.clone());
    for (scratch, mut connection) in all(&schema) {
        let dialect = scratch.dialect();
        each!(&mut connection, c => {
            for sql in [
                "INSERT INTO users (id) VALUES (1)",
                "INSERT INTO changes (id, user_id) VALUES (1, 1)",
                "INSERT INTO notes (id, user_id) VALUES (1, 1)",
                "INSERT INTO orders (id, user_id) VALUES (1, 1)",
            ] {
                c.run(sql).expect("a row");
            }
            let key = Key::from(1);
            let refused = rows.soft_delete_row(c, "users", &key, None);
            assert!(
                matches!(&refused, Err(SoftDeleteError::InTheWay { table, .. }) if table == "orders"),
                "{dialect}: {refused:?}"
            );
            c.run("DELETE FROM orders").expect("it goes");
            let done = rows.soft_delete_row(c, "users", &key, None);
            assert_eq!(done.expect("nothing is in the way"), [("users".to_owned(), 1)], "{dialect}");
        });
    }
}
