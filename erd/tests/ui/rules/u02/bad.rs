#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity, allow(narow_pk, reason = "few orders"))]
    pub id: i64,
    #[erd(allow(fk_witout_index, reason = "no need"))]
    pub customer_id: i64,
}

fn main() {}
