#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(hot)]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 80)]
    pub name: String,
}

fn main() {}
