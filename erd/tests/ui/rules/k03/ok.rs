#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(table = "countries")]
pub struct Country {
    #[erd(primary_key, identity, bounded(max_rows = 1000))]
    pub id: i16,
}

fn main() {}
