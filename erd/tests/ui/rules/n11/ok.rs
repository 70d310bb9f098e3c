#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(table = "order_lines")]
pub struct Line {
    #[erd(primary_key, identity)]
    pub id: i64,
}

fn main() {}
