#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(hot)]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 2000)]
    pub biography: String,
    #[erd(max_len = 2000)]
    pub signature: String,
}

fn main() {}
