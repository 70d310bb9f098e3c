//! A NOT NULL unique key identifies rows as well.
#[derive(erd::Entity)]
pub struct Event {
    #[erd(unique)]
    pub number: i64,
    pub what: String,
}

fn main() {}
