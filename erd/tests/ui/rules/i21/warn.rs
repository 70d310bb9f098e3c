#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(index(place; using = spatial))]
pub struct Shop {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type = "point")]
    pub place: Vec<u8>,
}

fn main() {}
