#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(retain("90 days"))]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(deleted_at, index)]
    pub deleted_at: Option<i64>,
}

fn main() {}
