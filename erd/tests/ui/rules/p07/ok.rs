#[derive(erd::Entity)]
#[erd(partition_by(hash(id), count = 64))]
pub struct Event {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub user_id: i64,
}

fn main() {}
