#[derive(erd::Entity)]
#[erd(partition_by(hash(day), count = 16), primary_key(id, day), index(day), access(by(day)))]
pub struct Event {
    pub id: i64,
    #[erd(sql_type = "date")]
    pub day: String,
    pub user_id: i64,
}

fn main() {}
