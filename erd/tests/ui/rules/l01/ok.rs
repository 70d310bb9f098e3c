#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(hot)]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub digest: Option<i64>,
}

#[derive(erd::Entity)]
pub struct Avatar {
    #[erd(primary_key, references(Account, on_delete = cascade))]
    pub account_id: i64,
    #[erd(blob_store)]
    pub image: Vec<u8>,
}

fn main() {}
