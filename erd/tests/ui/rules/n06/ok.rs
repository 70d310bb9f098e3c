#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct OldOrder {
    #[erd(primary_key, identity)]
    pub id: i64,
}

erd::schema! { pub Shop { Order, OldOrder } }

fn main() {}
