#![deny(deprecated)]
#[derive(erd::Entity)]
#[erd(partition_by(range(day), premake = 12, default), primary_key(id, day), index(user_id, day), access(by(user_id)))]
pub struct Event {
    pub id: i64,
    #[erd(sql_type = "date")]
    pub day: String,
    pub user_id: i64,
}

fn main() {}
