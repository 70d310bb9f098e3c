mod people {
    #[derive(erd::Entity)]
    pub struct Customer {
        #[erd(primary_key, identity)]
        pub id: i64,
    }
}

use people::Customer as Buyer;

#[derive(erd::Entity)]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Buyer, on_delete = restrict), index)]
    pub customer_id: i64,
    #[erd(references(self::people::Customer.id, on_delete = restrict), index)]
    pub payer_id: i64,
}

fn main() {}
