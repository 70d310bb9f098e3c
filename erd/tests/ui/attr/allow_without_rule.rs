#[derive(erd::Entity)]
#[erd(allow(reason = "of nothing"))]
pub struct LogLine {
    #[erd(primary_key)]
    pub id: i64,
}

fn main() {}
