#[derive(erd::Entity)]
#[erd(primary_key(tenant, number))]
pub struct Invoice {
    pub tenant: i64,
    pub number: Option<i64>,
}

fn main() {}
