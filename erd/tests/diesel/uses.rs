//! A schema comes and goes, its joins find what belongs together, and its rules are the server's.

use crate::each;
use crate::models::{Customer, Order, Shop, State, customers, orders};
use diesel::prelude::*;
use diesel::result::DatabaseErrorKind as Kind;
use diesel::result::Error::DatabaseError;
use testkit::Scratch;

fn tables(database: &mut Scratch) -> usize {
    let query = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()";
    database.query(query).expect("the catalog is there").len()
}

#[test]
fn a_schema_is_created_and_dropped() {
    each(|database, connection| {
        let schema = Shop::schema();
        for _ in 0..2 {
            erd::diesel::create(connection, &schema).expect("the database is empty");
            assert_eq!(tables(database), 3);
            let again = erd::diesel::create(connection, &schema).expect_err("it is there");
            assert!(again.to_string().contains("CREATE TABLE"), "{again}");
            erd::diesel::drop_all(connection, &schema).expect("all of it is there");
            assert_eq!(tables(database), 0);
        }
    });
}

#[test]
fn joins_find_what_belongs_together() {
    each(|_, connection| {
        erd::diesel::create(connection, &Shop::schema()).expect("the database is empty");
        let ada = customer(1, "ada@example.org");
        let bob = customer(2, "bob@example.org");
        diesel::insert_into(customers::table)
            .values(vec![ada.clone(), bob.clone()])
            .execute(connection)
            .expect("two customers");
        for (quantity, state) in [(3, State::Open), (5, State::Paid)] {
            diesel::insert_into(orders::table)
                .values((
                    orders::customer_id.eq(ada.id),
                    orders::quantity.eq(quantity),
                    orders::state.eq(state),
                ))
                .execute(connection)
                .expect("an order");
        }
        let joined: Vec<(Customer, Option<Order>)> = customers::table
            .left_join(orders::table)
            .order((customers::id, orders::id))
            .select((Customer::as_select(), Option::<Order>::as_select()))
            .load(connection)
            .expect("the join is the foreign key's");
        let seen: Vec<_> = joined
            .iter()
            .map(|(who, what)| (who.id, what.as_ref().map(|order| order.quantity)))
            .collect();
        assert_eq!(seen, [(1, Some(3)), (1, Some(5)), (2, None)]);
        let own: Vec<Order> = Order::belonging_to(&ada)
            .filter(orders::state.eq(State::Paid))
            .select(Order::as_select())
            .load(connection)
            .expect("they are hers");
        let [mut paid] = <[Order; 1]>::try_from(own).expect("one is paid");
        paid.quantity = 6;
        let changed = diesel::update(&paid).set(&paid).execute(connection);
        assert_eq!(changed, Ok(1));
    });
}

fn customer(id: i64, email: &str) -> Customer {
    let email = email.to_owned();
    Customer { id, email }
}

fn refused<T: std::fmt::Debug>(result: QueryResult<T>) -> String {
    match result {
        Err(DatabaseError(Kind::UniqueViolation, _)) => "unique".into(),
        Err(DatabaseError(Kind::ForeignKeyViolation, _)) => "foreign key".into(),
        Err(DatabaseError(Kind::CheckViolation, _)) => "check".into(),
        Err(DatabaseError(_, info)) => info.message().to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_server_refuses_what_the_declaration_does() {
    each(|_, connection| {
        erd::diesel::create(connection, &Shop::schema()).expect("the database is empty");
        let ada = customer(1, "ada@example.org");
        let insert = |connection: &mut MysqlConnection, who: Customer| {
            diesel::insert_into(customers::table)
                .values(who)
                .execute(connection)
        };
        assert_eq!(insert(connection, ada.clone()), Ok(1));
        let twin = customer(2, "ada@example.org");
        assert_eq!(refused(insert(connection, twin)), "unique");
        let order = |connection: &mut MysqlConnection, customer: i64, quantity: i32| {
            let values = (
                orders::customer_id.eq(customer),
                orders::quantity.eq(quantity),
            );
            diesel::insert_into(orders::table)
                .values(values)
                .execute(connection)
        };
        assert_eq!(order(connection, 1, 1), Ok(1));
        assert_eq!(refused(order(connection, 9, 1)), "foreign key");
        assert_eq!(
            refused(diesel::delete(&ada).execute(connection)),
            "foreign key"
        );
        let broken = refused(order(connection, 1, 0));
        assert!(
            broken == "check" || broken.to_lowercase().contains("constraint"),
            "{broken}"
        );
    });
}
