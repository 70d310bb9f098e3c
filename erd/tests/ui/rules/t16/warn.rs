#![deny(deprecated)]
#[derive(erd::Entity)]
pub struct File {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(postgres = "bigint"))]
    pub hash: u64,
}

fn main() {}
