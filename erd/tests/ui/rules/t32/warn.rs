#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Job {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(default = "'often'")]
    pub tries: i32,
}

fn main() {}
