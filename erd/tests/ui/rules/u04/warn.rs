#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(allow(no_primary_key, reason = "lines of a log, read in bulk"))]
pub struct LogLine {
    #[erd(primary_key, identity)]
    pub id: i64,
}

fn main() {}
