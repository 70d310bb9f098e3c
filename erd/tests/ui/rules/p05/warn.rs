#![deny(deprecated)]
#[derive(erd::Entity)]
#[erd(partition_by(range(day)), primary_key(id, day))]
pub struct Event {
    pub id: i64,
    #[erd(sql_type = "date")]
    pub day: String,
}

fn main() {}
