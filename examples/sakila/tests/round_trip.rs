//! What the compiler accepted can be created, filled, emptied and dropped, on every engine.

use erd::ddl;
use sakila::Sakila;

/// Rows for every table. A store comes before its manager, which the original's cycle does not allow.
const FILL: &[&str] = &[
    "INSERT INTO country (country_id, country) VALUES (1, 'Canada')",
    "INSERT INTO city (city_id, city, country_id) VALUES (1, 'Lethbridge', 1)",
    "INSERT INTO address (address_id, address, district, city_id, phone) VALUES (1, '47 MySakila Drive', 'Alberta', 1, '')",
    "INSERT INTO store (store_id, address_id) VALUES (1, 1)",
    "INSERT INTO staff (staff_id, first_name, last_name, address_id, store_id, username) VALUES (1, 'Mike', 'H', 1, 1, 'mike')",
    "UPDATE store SET manager_staff_id = 1 WHERE store_id = 1",
    "INSERT INTO customer (customer_id, store_id, first_name, last_name, address_id, create_date)
     VALUES (1, 1, 'Mary', 'S', 1, '2006-02-14 22:04:36')",
    "INSERT INTO language (language_id, name) VALUES (1, 'English')",
    "INSERT INTO film (film_id, title, release_year, language_id, rating) VALUES (1, 'Academy Dinosaur', 2006, 1, 'PG-13')",
    "INSERT INTO actor (actor_id, first_name, last_name) VALUES (1, 'Penelope', 'G')",
    "INSERT INTO film_actor (actor_id, film_id) VALUES (1, 1)",
    "INSERT INTO category (category_id, name) VALUES (1, 'Action')",
    "INSERT INTO film_category (film_id, category_id) VALUES (1, 1)",
    "INSERT INTO inventory (inventory_id, film_id, store_id) VALUES (1, 1, 1)",
    "INSERT INTO rental (rental_id, rental_date, inventory_id, customer_id, staff_id)
     VALUES (1, '2005-05-24 22:53:30', 1, 1, 1)",
    "INSERT INTO payment (payment_id, customer_id, staff_id, rental_id, amount, payment_date)
     VALUES (1, 1, 1, 1, 2.99, '2005-05-25 11:30:37')",
];

const EMPTY: &[&str] = &[
    "DELETE FROM rental",
    "DELETE FROM payment",
    "DELETE FROM inventory",
    "DELETE FROM film_category",
    "DELETE FROM category",
    "DELETE FROM film_actor",
    "DELETE FROM actor",
    "DELETE FROM film",
    "DELETE FROM language",
    "DELETE FROM customer",
    "UPDATE store SET manager_staff_id = NULL",
    "DELETE FROM staff",
    "DELETE FROM store",
    "DELETE FROM address",
    "DELETE FROM city",
    "DELETE FROM country",
];

#[test]
fn every_engine_creates_fills_empties_and_drops_it() {
    let schema = Sakila::schema();
    for engine in testkit::engines() {
        let dialect = engine.dialect();
        let mut database = testkit::Scratch::on(&engine);
        let create = ddl::render(&schema, dialect).unwrap().to_string();
        database.execute_script(&create).unwrap();
        for sql in FILL {
            database.execute(sql).unwrap();
        }
        // A rating that is none, and a rental that is paid by nobody we know.
        let wrong = database.execute("UPDATE film SET rating = 'PG-14'");
        assert!(wrong.is_err(), "{dialect} takes any rating");
        let wrong = database.execute("UPDATE payment SET customer_id = 2");
        assert!(wrong.is_err(), "{dialect} takes any customer");

        let rental = "SELECT rental_id FROM payment";
        assert_eq!(database.query(rental).unwrap(), [[Some("1".to_owned())]]);
        database.execute(EMPTY[0]).unwrap();
        assert_eq!(
            database.query(rental).unwrap(),
            [[None]],
            "{dialect}: ON DELETE SET NULL"
        );
        for sql in &EMPTY[1..] {
            database.execute(sql).unwrap();
        }
        let drop = ddl::render_drop(&schema, dialect).unwrap().to_string();
        database.execute_script(&drop).unwrap();
        database.execute_script(&create).unwrap();
    }
}
