#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(retain("90 days"))]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(soft_delete)]
    pub deleted: bool,
}

fn main() {}
