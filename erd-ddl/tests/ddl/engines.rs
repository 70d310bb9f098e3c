//! What real engines do with the schemas: create, fill, change, empty, drop.

use crate::{features, shop::shop};
use erd_core::schema::Action;
use erd_core::{Dialect, Family, Scalar, Schema};
use erd_ddl::{render, render_drop};
use testkit::Scratch;
use testkit::schema::{column, id, schema, table};

/// A database with a schema in it.
struct Shop {
    db: Scratch,
    dialect: Dialect,
}

impl Shop {
    fn create(dialect: Dialect, schema: &Schema) -> Self {
        let mut db = Scratch::new(dialect);
        for sql in render(schema, dialect).expect("it renders").iter() {
            db.execute(sql).expect("the engine takes it");
        }
        Self { db, dialect }
    }

    fn open(dialect: Dialect) -> Self {
        Self::create(dialect, &shop())
    }

    /// The text with the dialect's quotes in the place of `[` and `]`.
    fn sql(&self, text: &str) -> String {
        if self.dialect.is(Family::MySql) {
            text.replace(['[', ']'], "`")
        } else {
            text.replace(['[', ']'], "\"")
        }
    }

    fn ok(&mut self, text: &str) {
        let sql = self.sql(text);
        self.db.execute(&sql).expect("the engine takes it");
    }

    fn no(&mut self, text: &str) {
        let sql = self.sql(text);
        let result = self.db.execute(&sql);
        assert!(result.is_err(), "{} must reject: {sql}", self.dialect);
    }

    /// The only value of the only row.
    fn value(&mut self, text: &str) -> Option<String> {
        let sql = self.sql(text);
        let rows = self.db.query(&sql).expect("the engine answers");
        assert_eq!(rows.len(), 1, "{sql}");
        rows[0][0].clone()
    }

    fn is(&mut self, text: &str, expected: &str) {
        assert_eq!(self.value(text).as_deref(), Some(expected), "{text}");
    }

    /// A UUID that ends in these two digits, as a literal.
    fn uuid(&self, end: u8) -> String {
        match self.dialect {
            Dialect::Sqlite | Dialect::MySql => {
                format!("X'000000000000000000000000000000{end:02}'")
            }
            _ => format!("'00000000-0000-0000-0000-0000000000{end:02}'"),
        }
    }

    fn customer(&self, id: u8, email: &str) -> String {
        format!(
            "INSERT INTO customers (id, email, name, public_id) VALUES ({id}, '{email}', 'n', {})",
            self.uuid(id)
        )
    }

    fn fill(&mut self) {
        let customer = self.customer(1, "a@x");
        self.ok(&customer);
        for sql in [
            "INSERT INTO categories (id, slug) VALUES (1, 'root')",
            "INSERT INTO categories (id, parent_id, slug) VALUES (2, 1, 'leaf')",
            "INSERT INTO products (id, category_id, title) VALUES (7, 2, 'tea')",
            "INSERT INTO orders (id, customer_id, number) VALUES (1, 1, 4294967295)",
            "INSERT INTO shipments (id, order_id) VALUES (1, 1)",
            "UPDATE orders SET shipment_id = 1",
            "INSERT INTO order_lines (order_id, line_no, product_id, quantity, cents) VALUES (1, 1, 7, 3, 250)",
        ] {
            self.ok(sql);
        }
        let name = self.awkward();
        self.ok(&format!("INSERT INTO [order] (id, {name}) VALUES (1, 'x')"));
    }

    /// The column whose name holds both kinds of quotes, quoted.
    fn awkward(&self) -> &'static str {
        if self.dialect.is(Family::MySql) {
            "`a\"b``c`"
        } else {
            "\"a\"\"b`c\""
        }
    }

    /// Tables, views, triggers, functions and types that the database holds.
    fn objects(&mut self) -> Vec<String> {
        let sql = match self.dialect {
            Dialect::Sqlite => "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'",
            Dialect::Postgres => {
                "SELECT relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                 WHERE nspname NOT LIKE 'pg%' AND nspname <> 'information_schema'
                 UNION ALL
                 SELECT proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
                 WHERE nspname NOT LIKE 'pg%' AND nspname <> 'information_schema'
                 UNION ALL
                 SELECT typname::text FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
                 WHERE nspname NOT LIKE 'pg%' AND nspname <> 'information_schema'
                 UNION ALL
                 SELECT nspname::text FROM pg_namespace
                 WHERE nspname NOT LIKE 'pg%' AND nspname NOT IN ('information_schema', 'public')"
            }
            Dialect::MariaDb | Dialect::MySql => {
                "SELECT table_name FROM information_schema.tables WHERE table_schema = database()
                 UNION ALL
                 SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = database()"
            }
        };
        let rows = self.db.query(sql).expect("the catalogue answers");
        rows.into_iter().filter_map(|row| row[0].clone()).collect()
    }

    fn drop(mut self, schema: &Schema) {
        assert_ne!(self.objects(), Vec::<String>::new());
        for sql in render_drop(schema, self.dialect)
            .expect("it renders")
            .iter()
        {
            self.db.execute(sql).expect("the engine takes it");
        }
        assert_eq!(self.objects(), Vec::<String>::new());
    }
}

fn shops() -> impl Iterator<Item = Shop> {
    testkit::dialects().into_iter().map(Shop::open)
}

#[test]
fn the_whole_life_of_a_shop() {
    for mut shop in shops() {
        shop.fill();
        shop.is("SELECT total FROM order_lines", "750");
        shop.is("SELECT state FROM orders", "open");
        shop.is("SELECT version FROM customers", "1");
        // Emptied children first; the nullable key of the cycle lets go by itself.
        for sql in [
            "DELETE FROM order_lines",
            "DELETE FROM shipments",
            "DELETE FROM orders",
            "DELETE FROM products",
            "DELETE FROM categories WHERE id = 2",
            "DELETE FROM categories",
            "DELETE FROM customers",
            "DELETE FROM [order]",
        ] {
            shop.ok(sql);
        }
        shop.drop(&crate::shop::shop());
    }
}

#[test]
fn a_full_shop_is_dropped_too() {
    for mut shop in shops() {
        shop.fill();
        shop.drop(&crate::shop::shop());
    }
}

#[test]
fn audit_columns_move() {
    for mut shop in shops() {
        shop.fill();
        shop.ok(
            "UPDATE customers SET name = 'm', updated_at = '2001-02-03 04:05:06+00:00'"
                .replace(
                    "+00:00",
                    if shop.dialect == Dialect::MariaDb {
                        ""
                    } else {
                        "+00:00"
                    },
                )
                .as_str(),
        );
        let old = shop
            .value("SELECT updated_at FROM customers")
            .expect("a time");
        assert!(
            old.starts_with("2001-02-03"),
            "what the statement sets stays: {old}"
        );
        shop.is("SELECT version FROM customers", "2");
        let born = shop
            .value("SELECT created_at FROM customers")
            .expect("a time");
        shop.ok("UPDATE customers SET name = 'o'");
        let new = shop
            .value("SELECT updated_at FROM customers")
            .expect("a time");
        assert!(new.as_str() > "2026" && new.len() >= 23, "{new}");
        assert_eq!(shop.value("SELECT created_at FROM customers"), Some(born));
        shop.is("SELECT version FROM customers", "3");
        shop.ok("UPDATE customers SET name = 'p', version = 40");
        shop.is("SELECT version FROM customers", "40");
        shop.ok("UPDATE customers SET name = 'q'");
        shop.is("SELECT version FROM customers", "41");
        shop.ok("UPDATE orders SET changed_on = '2001-02-03', weight = 2");
        shop.is("SELECT changed_on FROM orders", "2001-02-03");
        shop.ok("UPDATE orders SET weight = 3");
        let day = shop.value("SELECT changed_on FROM orders").expect("a day");
        assert!(day.as_str() > "2026", "{day}");
    }
}

#[test]
fn sqlite_triggers_do_not_recurse() {
    let mut shop = Shop::open(Dialect::Sqlite);
    shop.ok("PRAGMA recursive_triggers = ON");
    shop.fill();
    for name in ["a", "b", "c"] {
        shop.ok(&format!("UPDATE customers SET name = '{name}'"));
    }
    shop.is("SELECT version FROM customers", "4");
}

#[test]
fn soft_deletion_frees_a_value() {
    for mut shop in shops() {
        shop.fill();
        let again = shop.customer(2, "a@x");
        shop.no(&again);
        for id in [2, 3] {
            shop.ok("UPDATE customers SET deleted_at = created_at WHERE deleted_at IS NULL");
            let again = shop.customer(id, "a@x");
            shop.ok(&again);
        }
        // Two dead and one living; a second living one is too many, and so is a resurrection.
        let again = shop.customer(4, "a@x");
        shop.no(&again);
        shop.no("UPDATE customers SET deleted_at = NULL WHERE id = 1");
        shop.is("SELECT count(*) FROM customers", "3");
    }
}

#[test]
fn a_flag_and_a_predicate_scope_a_key() {
    for mut shop in shops() {
        let name = shop.awkward();
        let mut insert = |good: bool, name_value: &str, number: i32| {
            let sql =
                format!("INSERT INTO [order] ({name}, [ünï]) VALUES ('{name_value}', {number})");
            if good { shop.ok(&sql) } else { shop.no(&sql) }
        };
        insert(true, "a", 5);
        insert(true, "b", 5);
        insert(true, "c", 50);
        insert(false, "d", 50);
        insert(false, "a", 6);
        shop.ok(&format!(
            "UPDATE [order] SET gone = {}",
            if shop.dialect == Dialect::Postgres {
                "true"
            } else {
                "1"
            }
        ));
        shop.ok(&format!(
            "INSERT INTO [order] ({name}, [ünï]) VALUES ('a', 50)"
        ));
        shop.no(&format!(
            "INSERT INTO [order] ({name}, [ünï]) VALUES ('e', 50)"
        ));
    }
}

#[test]
fn constraints_reject() {
    for mut shop in shops() {
        shop.fill();
        for sql in [
            // Checks of the user, and those that follow from types.
            "UPDATE customers SET credit = -1",
            "UPDATE customers SET [rank] = 'NEW'",
            "UPDATE customers SET [rank] = 'new '",
            "UPDATE orders SET priority = 1",
            "UPDATE orders SET state = 'lost'",
            "UPDATE orders SET number = -1",
            "UPDATE orders SET number = 4294967296",
            "UPDATE shipments SET attempt = 256",
            "UPDATE order_lines SET quantity = 0",
            "UPDATE customers SET email = NULL",
            // Keys.
            "INSERT INTO categories (id, slug) VALUES (3, 'root')",
            "INSERT INTO categories (id, slug) VALUES (1, 'other')",
            "INSERT INTO orders (id, customer_id, number) VALUES (9, 1, 4294967295)",
            // Foreign keys.
            "INSERT INTO orders (id, customer_id, number) VALUES (9, 99, 9)",
            "UPDATE orders SET shipment_id = 99",
            "DELETE FROM customers",
            "DELETE FROM products",
            "DELETE FROM categories WHERE id = 1",
        ] {
            shop.no(sql);
        }
        if shop.dialect != Dialect::Postgres {
            shop.no("UPDATE customers SET active = 2");
            shop.no("UPDATE orders SET extra = '{'");
        }
        let long = "x".repeat(201);
        shop.no(&format!("UPDATE customers SET email = '{long}'"));
        shop.ok(&format!("UPDATE customers SET email = '{}'", &long[1..]));
        for rank in [
            "it''s",
            if shop.dialect.is(Family::MySql) {
                "back\\\\slash"
            } else {
                "back\\slash"
            },
        ] {
            shop.ok(&format!("UPDATE customers SET [rank] = '{rank}'"));
        }
        // Actions.
        shop.ok("DELETE FROM shipments");
        assert_eq!(shop.value("SELECT shipment_id FROM orders"), None);
        shop.ok("DELETE FROM orders");
        shop.is("SELECT count(*) FROM order_lines", "0");
    }
}

#[test]
fn sqlite_stores_only_what_its_types_say() {
    let mut shop = Shop::open(Dialect::Sqlite);
    shop.fill();
    shop.no("UPDATE customers SET version = 'abc'");
    shop.no("UPDATE customers SET public_id = X'00'");
    shop.no("UPDATE orders SET seal = zeroblob(33)");
}

#[test]
fn what_only_some_dialects_have_works_there() {
    for dialect in testkit::dialects() {
        let schema = features::of(dialect);
        let shop = Shop::create(dialect, &schema);
        shop.drop(&schema);
    }
}

/// MySQL (3823) and MariaDB (1901) refuse a check on a column that a foreign key writes; the referenced column has it.
#[test]
fn a_column_that_a_foreign_key_writes_is_taken() {
    let flag = || column("flag", Scalar::Bool);
    let kinds = table("kinds", [column("id", Scalar::I64), flag()]).key(&["id", "flag"]);
    let things = table("things", [id(), column("kind_id", Scalar::I64), flag()])
        .references(&["kind_id", "flag"], 0, &["id", "flag"], None)
        .last_foreign_key(|key| key.on_update = Some(Action::Cascade))
        .index(&["kind_id", "flag"], |_| {});
    let schema = schema([], [kinds, things]);
    for dialect in testkit::dialects() {
        let shop = Shop::create(dialect, &schema);
        shop.drop(&schema);
    }
}

#[test]
fn arrays_of_enums_hold_their_values_only() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let mut shop = Shop::create(Dialect::Postgres, &features::postgres());
    let insert = |moods: &str, ranks: &str, levels: &str| {
        format!(
            "INSERT INTO app.documents (tags, moods, ranks, levels, grid, address, title, kind)
             VALUES ('{{}}', '{moods}', '{ranks}', '{levels}', '{{{{1,2}},{{3,4}}}}', '::1', 't', '{levels}')"
        )
    };
    shop.ok(&insert("{sad,glad}", "{low,low}", "{1,70000}"));
    shop.no(&insert("{angry}", "{low}", "{1}"));
    shop.no(&insert("{sad}", "{middle}", "{1}"));
    shop.no(&insert("{sad}", "{low}", "{2}"));
    // The trigger sets what the application may not.
    shop.ok("UPDATE app.documents SET title = 'u', local = born");
    let born = shop
        .value("SELECT born FROM app.documents")
        .expect("a time");
    assert!(born.as_str() > "2026", "{born}");
    // NULLS NOT DISTINCT and the deferred key.
    shop.ok("BEGIN");
    shop.ok(&insert("{}", "{}", "{}"));
    shop.ok("UPDATE app.documents SET local = '2001-01-01'");
    shop.no("COMMIT");
}
