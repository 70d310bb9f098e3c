#[derive(erd::Entity)]
#[erd(table = "countries")]
pub struct Country {
    #[erd(primary_key)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(shard_by(tenant), primary_key(tenant, id))]
pub struct Shipment {
    pub tenant: i64,
    pub id: i64,
    #[erd(references(Country, on_delete = restrict), index)]
    pub country_id: i64,
}

fn main() {}
