//! A `schema.rs` as diesel's tool prints it, with entities that are checked against it.

use diesel::prelude::*;

pub(crate) mod schema {
    diesel::table! {
        /// As `diesel print-schema` prints it.
        readers (id) {
            id -> Integer,
            #[max_length = 80]
            email -> Varchar,
            #[sql_name = "type"]
            type_ -> Nullable<Smallint>,
            since -> Timestamp,
            settings -> Nullable<Json>,
        }
    }

    diesel::table! {
        loans (reader_id, book) {
            reader_id -> Integer,
            book -> Text,
            note -> Nullable<Text>,
            deleted_at -> Nullable<Datetime>,
            // What no entity has.
            more -> Nullable<Text>,
        }
    }

    diesel::joinable!(loans -> readers (reader_id));
    diesel::allow_tables_to_appear_in_same_query!(loans, readers);
}

/// Someone who reads.
#[derive(erd::Entity, Queryable, Selectable, Identifiable)]
#[erd(diesel(mysql, table = crate::kept::schema::readers))]
#[diesel(table_name = schema::readers)]
pub struct Reader {
    #[erd(primary_key, identity, bounded(max_rows = 10_000))]
    pub id: i32,
    #[erd(unique, max_len = 80)]
    pub email: String,
    #[erd(column = "type")]
    #[diesel(column_name = type_)]
    pub kind: Option<i16>,
    /// A `datetime` or a `timestamp`: diesel reads both.
    #[erd(civil_time)]
    pub since: chrono::NaiveDateTime,
    pub settings: Option<serde_json::Value>,
}

/// A book that is out.
#[derive(erd::Entity, Queryable, Selectable, Identifiable)]
#[erd(primary_key(reader_id, book), retain("90 days"), diesel(mysql, table = schema::loans))]
#[diesel(table_name = schema::loans, primary_key(reader_id, book))]
pub struct Loan {
    #[erd(references(Reader, on_delete = cascade))]
    pub reader_id: i32,
    pub book: String,
    pub note: Option<String>,
    #[erd(deleted_at, civil_time, index)]
    pub deleted_at: Option<chrono::NaiveDateTime>,
}

erd::schema! {
    #[erd(diesel)]
    pub Library { Reader, Loan }
}

#[test]
fn the_file_s_own_joins_are_used() {
    use schema::{loans, readers};
    let query = loans::table
        .inner_join(readers::table)
        .select((Loan::as_select(), Reader::as_select()));
    let sql = diesel::debug_query::<diesel::mysql::Mysql, _>(&query).to_string();
    assert!(
        sql.contains("INNER JOIN `readers` ON (`loans`.`reader_id` = `readers`.`id`)"),
        "{sql}"
    );
    let live = loans::table.filter(<loans::table as erd::diesel::SoftDeleted>::is_live());
    let sql = diesel::debug_query::<diesel::mysql::Mysql, _>(&live).to_string();
    assert!(
        sql.contains("WHERE (`loans`.`deleted_at` IS NULL)"),
        "{sql}"
    );
    assert_eq!(Library::schema().tables.len(), 2);
}
