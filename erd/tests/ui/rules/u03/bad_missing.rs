#[derive(erd::Entity)]
#[erd(allow(no_primary_key))]
pub struct Line {
    pub id: i64,
}

fn main() {}
