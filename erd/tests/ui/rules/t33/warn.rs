#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Ticket {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(mysql = "enum('new', 'New')"))]
    pub state: String,
}

fn main() {}
