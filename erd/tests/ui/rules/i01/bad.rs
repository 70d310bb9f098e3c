//! A declared query without an index: the text prints the index to add, or the one to extend.

#[derive(erd::Entity)]
#[erd(access(by(status, customer_id), order(created_at desc, id desc), limit), access(by(customer_id)))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub customer_id: i64,
    pub status: i16,
    pub created_at: i64,
}

#[derive(erd::Entity)]
#[erd(access(by(author), order(title)))]
pub struct Book {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 80, index)]
    pub author: String,
    #[erd(max_len = 80)]
    pub title: String,
}

fn main() {}
