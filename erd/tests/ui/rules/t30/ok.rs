#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Note {
    #[erd(primary_key, identity, invisible)]
    pub id: i64,
    pub number: i64,
}

fn main() {}
