#[derive(erd::Entity)]
pub struct Event {
    pub at: i64,
    pub what: String,
}

fn main() {}
