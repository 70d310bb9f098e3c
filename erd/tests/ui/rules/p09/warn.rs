#![deny(deprecated)]
#[derive(erd::Entity)]
#[erd(rows = "500M")]
pub struct Event {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type = "date")]
    pub day: String,
}

fn main() {}
