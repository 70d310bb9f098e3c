#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(unique(tenant, year, month, number))]
pub struct Invoice {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub tenant: i64,
    pub year: i16,
    pub month: i16,
    pub number: i32,
    #[erd(index)]
    pub due: i64,
}

fn main() {}
