//! A `schema.rs` that was kept by hand, and is not what the entity says.

mod schema {
    pub mod sql_types {
        #[derive(diesel::sql_types::SqlType)]
        pub struct Mood;
    }

    diesel::table! {
        use diesel::sql_types::*;
        use super::sql_types::Mood;

        orders (id) {
            id -> Integer,
            note -> Text,
            paid -> Nullable<Bool>,
            mood -> Nullable<Mood>,
            #[sql_name = "type"]
            kind -> SmallInt,
        }
    }

    diesel::table! {
        lines (order_id) {
            order_id -> Integer,
            number -> Integer,
        }
    }
}

#[derive(erd::DbEnum)]
pub enum Mood {
    Good,
    Bad,
}

/// Wrong in every field but one.
#[derive(erd::Entity)]
#[erd(diesel(table = crate::schema::orders))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub note: Option<String>,
    pub paid: bool,
    pub mood: Mood,
    #[erd(column = "type")]
    pub kind: i16,
}

/// A key of two columns, and there of one.
#[derive(erd::Entity)]
#[erd(primary_key(order_id, number), diesel(sqlite, table = schema::lines))]
pub struct Line {
    pub order_id: i32,
    pub number: i32,
}

fn main() {}
