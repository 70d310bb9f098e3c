#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(hot)]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub avatar: Vec<u8>,
}

fn main() {}
