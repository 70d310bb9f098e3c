#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(primary_key(order_id, line_no), index(line_no, order_id))]
pub struct Line {
    pub order_id: i64,
    pub line_no: i32,
}

fn main() {}
