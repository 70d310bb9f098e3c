//! The tour: each step does one thing to the database and says what came of it.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use erd::diesel::{Scopes as _, SoftDeleteError, SoftDeletes};
use shop::Shop;
use shop::models::{
    Availability, Category, Customer, NewCustomer, NewOrder, Order, OrderLine, Product,
    ProductCategory, categories, customers, order_lines, orders, product_categories, products,
};
use std::error::Error;
use std::thread::sleep;
use std::time::Duration;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const REJECTED: &str = include_str!("../../../erd/tests/ui/shop/order_without_index.rs");
const MESSAGE: &str = include_str!("../../../erd/tests/ui/shop/order_without_index.stderr");

pub(crate) fn run() -> Outcome {
    title("1. A database, made from the structs");
    let mut connection = SqliteConnection::establish(":memory:")?;
    diesel::sql_query("PRAGMA foreign_keys = ON").execute(&mut connection)?;
    let schema = Shop::schema();
    erd::diesel::create(&mut connection, &schema)?;
    println!(
        "SQLite in memory: {} tables, {} foreign keys",
        schema.tables.len(),
        count(&schema)
    );

    catalogue(&mut connection)?;
    let ada = customer(&mut connection)?;
    order(&mut connection, &ada)?;
    soft_delete(&mut connection, &ada)?;
    optimistic_lock(&mut connection)?;

    title("7. A model that does not build");
    println!(
        "{}",
        REJECTED.lines().skip(2).collect::<Vec<_>>().join("\n")
    );
    println!("\n`cargo build` says:\n\n{}", MESSAGE.trim_end());

    title("8. The picture (Mermaid)");
    print!("{}", erd::diagram::mermaid(&schema));

    for dialect in erd::Dialect::ALL {
        title(&format!("9. DDL for {}", dialect.title()));
        print!("{}", erd::ddl::render(&schema, dialect)?);
    }
    Ok(())
}

fn catalogue(connection: &mut SqliteConnection) -> Outcome {
    title("2. Inserts, and what the database refuses");
    let tea = Category {
        id: 1,
        parent_id: None,
        name: "Tea".into(),
    };
    let green = Category {
        id: 2,
        parent_id: Some(1),
        name: "Green tea".into(),
    };
    diesel::insert_into(categories::table)
        .values([tea, green])
        .execute(connection)?;
    let sencha = Product {
        id: 1,
        ean: "4006381333931".into(),
        title: "Sencha, 100 g".into(),
        price_cents: 850,
        availability: Availability::InStock,
        version: 1,
    };
    diesel::insert_into(products::table)
        .values(&sencha)
        .execute(connection)?;
    diesel::insert_into(product_categories::table)
        .values(ProductCategory {
            product_id: 1,
            category_id: 2,
        })
        .execute(connection)?;
    println!("two categories and one product");

    let free = Product {
        id: 2,
        ean: "4006381333948".into(),
        price_cents: 0,
        ..sencha
    };
    let refused = diesel::insert_into(products::table)
        .values(&free)
        .execute(connection);
    println!("a product for nothing:      {}", refusal(refused)?);
    let stray = ProductCategory {
        product_id: 99,
        category_id: 2,
    };
    let refused = diesel::insert_into(product_categories::table)
        .values(&stray)
        .execute(connection);
    println!("a product that is not there: {}", refusal(refused)?);

    let shelved: Vec<(Product, Category)> = products::table
        .inner_join(product_categories::table.inner_join(categories::table))
        .select((Product::as_select(), Category::as_select()))
        .load(connection)?;
    for (product, category) in shelved {
        println!(
            "joined through the junction: {} stands under {}",
            product.title, category.name
        );
    }
    Ok(())
}

fn customer(connection: &mut SqliteConnection) -> Outcome<Customer> {
    title("3. Audit columns move by themselves");
    let ada = diesel::insert_into(customers::table)
        .values(NewCustomer {
            email: "ada@example.org",
            name: "Ada",
        })
        .returning(Customer::as_returning())
        .get_result(connection)?;
    println!(
        "inserted: created_at {}, updated_at {}",
        ada.created_at, ada.updated_at
    );
    sleep(Duration::from_millis(20));
    diesel::update(&ada)
        .set(customers::name.eq("Ada L."))
        .execute(connection)?;
    let moved: Customer = customers::table
        .find(ada.id)
        .select(Customer::as_select())
        .first(connection)?;
    println!(
        "renamed:  created_at {}, updated_at {}",
        moved.created_at, moved.updated_at
    );
    if moved.updated_at <= ada.updated_at || moved.created_at != ada.created_at {
        return Err("the audit columns did not move as declared".into());
    }
    Ok(moved)
}

fn order(connection: &mut SqliteConnection, customer: &Customer) -> Outcome {
    title("4. An order with lines");
    let order = diesel::insert_into(orders::table)
        .values(NewOrder {
            customer_id: customer.id,
        })
        .returning(Order::as_returning())
        .get_result(connection)?;
    let line = OrderLine {
        order_id: order.id,
        line_no: 1,
        product_id: 1,
        quantity: 3,
        unit_price_cents: 850,
    };
    diesel::insert_into(order_lines::table)
        .values(&line)
        .execute(connection)?;
    let (name, quantity, title): (String, i32, String) = order_lines::table
        .inner_join(orders::table.inner_join(customers::table))
        .inner_join(products::table)
        .select((customers::name, order_lines::quantity, products::title))
        .first(connection)?;
    println!("{name} ordered {quantity} x {title}");
    let refused = diesel::delete(customer).execute(connection);
    println!("deleting her outright:      {}", refusal(refused)?);
    Ok(())
}

fn soft_delete(connection: &mut SqliteConnection, ada: &Customer) -> Outcome {
    title("5. Soft delete, and the unique e-mail that knows of it");
    let again = NewCustomer {
        email: "ada@example.org",
        name: "Another Ada",
    };
    let refused = diesel::insert_into(customers::table)
        .values(&again)
        .execute(connection);
    println!("her e-mail while she lives: {}", refusal(refused)?);
    let rows = SoftDeletes::new(Shop::schema());
    rows.soft_delete(connection, customers::table, ada.id)?;
    println!("soft-deleted: {} living customers", living(connection)?);
    let second = diesel::insert_into(customers::table)
        .values(&again)
        .returning(Customer::as_returning())
        .get_result(connection)?;
    println!("her e-mail afterwards:      accepted for {}", second.name);
    match rows.restore(connection, customers::table, ada.id) {
        Err(taken @ SoftDeleteError::Taken { .. }) => {
            println!("restoring her now:          refused, {taken}");
        }
        other => return Err(format!("the e-mail is taken, and erd said {other:?}").into()),
    }
    diesel::delete(&second).execute(connection)?;
    rows.restore(connection, customers::table, ada.id)?;
    println!(
        "restored once it is free: {} living customer, with her orders",
        living(connection)?
    );
    Ok(())
}

fn living(connection: &mut SqliteConnection) -> QueryResult<i64> {
    customers::table.live().count().get_result(connection)
}

fn optimistic_lock(connection: &mut SqliteConnection) -> Outcome {
    title("6. Optimistic lock");
    let mut save = |price: i64, seen: i32| {
        diesel::update(products::table.find(1).filter(products::version.eq(seen)))
            .set((
                products::price_cents.eq(price),
                products::version.eq(seen + 1),
            ))
            .execute(connection)
    };
    println!("first editor saves version 1:  {} row", save(900, 1)?);
    println!(
        "second editor saves version 1: {} rows, the copy was stale",
        save(950, 1)?
    );
    Ok(())
}

/// What the database said, in a word; an error if it accepted.
fn refusal<T>(result: QueryResult<T>) -> Outcome<String> {
    match result {
        Err(DieselError::DatabaseError(kind, info)) => Ok(match kind {
            DatabaseErrorKind::UniqueViolation => format!("refused, unique ({})", info.message()),
            DatabaseErrorKind::ForeignKeyViolation => {
                format!("refused, foreign key ({})", info.message())
            }
            DatabaseErrorKind::CheckViolation => format!("refused, check ({})", info.message()),
            _ => format!("refused ({})", info.message()),
        }),
        Err(other) => Err(other.into()),
        Ok(_) => Err("the database accepted what it should refuse".into()),
    }
}

fn count(schema: &erd::Schema) -> usize {
    schema
        .tables
        .iter()
        .map(|table| table.foreign_keys.len())
        .sum()
}

fn title(text: &str) {
    println!("\n== {text}\n");
}
