#[derive(erd::Entity)]
#[erd(allow(no_primary_key, reason = "append-only log, read in bulk and never replicated"))]
pub struct Event {
    pub at: i64,
}

fn main() {}
