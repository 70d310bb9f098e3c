pub struct Plain;

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key)]
    pub id: i64,
}

erd::schema! { pub One { Order, Plain } }
erd::schema! { pub Two { Order, Order } }
erd::schema! { #[erd(diesle)] pub Three { Order } }
erd::schema! { pub Four [Order] }

fn main() {}
