#[derive(erd::Entity)]
#[erd(primary_key(tenant, number))]
pub struct Invoice {
    pub tenant: i64,
    pub number: i64,
    pub note: Option<String>,
}

fn main() {}
