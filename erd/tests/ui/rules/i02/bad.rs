#[derive(erd::Entity)]
#[erd(index(created_at, status), access(by(status), range(created_at)))]
pub struct Job {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub status: i16,
    pub created_at: i64,
}

fn main() {}
