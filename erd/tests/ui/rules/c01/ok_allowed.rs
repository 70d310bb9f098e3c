pub mod people {
    #[derive(erd::Entity)]
    pub struct Customer {
        #[erd(primary_key, identity)]
        pub id: i64,
        #[erd(references(super::Order, on_delete = restrict), index, allow(mandatory_fk_cycle, reason = "filled by a loader that puts the keys in last"))]
        pub last_order_id: i64,
    }
}

pub type Buyer = people::Customer;

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Buyer, on_delete = restrict), index)]
    pub customer_id: i64,
}

fn main() {}
