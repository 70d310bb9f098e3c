#![deny(deprecated)]
#[derive(erd::Entity)]
#[erd(retain("90 days"), partition_by(hash(id), count = 16))]
pub struct Event {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub user_id: i64,
    #[erd(sql_type = "date")]
    pub day: String,
}

fn main() {}
