//! The shop's schema on every engine of the run: created, filled, emptied, dropped.

use shop::Shop;
use testkit::{Engine, Scratch};

const ROWS: &[&str] = &[
    "INSERT INTO customers (email, name) VALUES ('ada@example.org', 'Ada')",
    "INSERT INTO categories (name) VALUES ('Tea')",
    "INSERT INTO categories (parent_id, name) VALUES (1, 'Green tea')",
    "INSERT INTO products (ean, title, price_cents, version) VALUES ('4006381333931', 'Sencha', 850, 1)",
    "INSERT INTO product_categories (product_id, category_id) VALUES (1, 2)",
    "INSERT INTO orders (customer_id) VALUES (1)",
    "INSERT INTO order_lines (order_id, line_no, product_id, unit_price_cents) VALUES (1, 1, 1, 850)",
];

const REFUSED: &[&str] = &[
    "INSERT INTO customers (email, name) VALUES ('ada@example.org', 'Another Ada')",
    "INSERT INTO products (ean, title, price_cents, version) VALUES ('4006381333948', 'Free', 0, 1)",
    "INSERT INTO product_categories (product_id, category_id) VALUES (1, 9)",
    "DELETE FROM customers",
];

const EMPTY: &[&str] = &[
    "order_lines",
    "orders",
    "product_categories",
    "products",
    "customers",
];

#[test]
fn it_lives_on_every_engine() {
    for engine in testkit::engines() {
        live(&engine).unwrap_or_else(|error| panic!("{engine}: {error}"));
    }
}

fn live(engine: &Engine) -> Result<(), String> {
    let dialect = engine.dialect();
    let mut database = Scratch::on(engine);
    let create = erd::ddl::render(&Shop::schema(), dialect).map_err(|errors| errors.to_string())?;
    let drop =
        erd::ddl::render_drop(&Shop::schema(), dialect).map_err(|errors| errors.to_string())?;
    for sql in create.iter().chain(ROWS.iter().copied()) {
        database
            .execute(sql)
            .map_err(|error| format!("{error}\n{sql}"))?;
    }
    for sql in REFUSED {
        if database.execute(sql).is_ok() {
            return Err(format!("it accepted {sql}"));
        }
    }
    // A deleted customer's address may be used again, a living one's may not.
    database.execute("UPDATE customers SET deleted_at = CURRENT_TIMESTAMP")?;
    database.execute(REFUSED[0])?;
    for table in EMPTY {
        database.execute(&format!("DELETE FROM {table}"))?;
    }
    database.execute("DELETE FROM categories WHERE parent_id IS NOT NULL")?;
    database.execute("DELETE FROM categories")?;
    for sql in drop.iter() {
        database
            .execute(sql)
            .map_err(|error| format!("{error}\n{sql}"))?;
    }
    Ok(())
}
