#![deny(deprecated)]
#[derive(erd::Entity)]
pub struct File {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type(postgres = "oid"))]
    pub body: i64,
}

fn main() {}
