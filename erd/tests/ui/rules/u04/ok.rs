#[derive(erd::Entity)]
#[erd(allow(no_primary_key, reason = "lines of a log, read in bulk"))]
pub struct LogLine {
    #[erd(max_len = 200)]
    pub text: String,
}

fn main() {}
