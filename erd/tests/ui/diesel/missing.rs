//! A column that `schema.rs` has not.

mod schema {
    diesel::table! {
        orders (id) {
            id -> BigInt,
        }
    }
}

#[derive(erd::Entity)]
#[erd(diesel(table = crate::schema::orders))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub weight: Option<i32>,
}

fn main() {}
