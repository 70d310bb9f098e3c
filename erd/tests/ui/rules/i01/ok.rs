#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(access(by(status, customer_id), order(created_at desc, id desc), limit), access(by(customer_id)))]
#[erd(index(customer_id, status, created_at, id))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub customer_id: i64,
    pub status: i16,
    pub created_at: i64,
}

/// So small that it is read whole.
#[derive(erd::Entity)]
#[erd(access(by(code)), rows = 200)]
pub struct Country {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub code: i32,
}

#[derive(erd::Entity)]
#[erd(access(by(note)))]
pub struct Memo {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 80, allow(access_path_unserved, reason = "a report, once a year"))]
    pub note: String,
}

fn main() {}
