#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Region {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct Shop {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Region, on_delete = set_null), index)]
    pub region_id: Option<i64>,
    #[erd(generated = "region_id + 1")]
    pub zone: Option<i64>,
}

fn main() {}
