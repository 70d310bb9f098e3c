#[derive(erd::Entity)]
#[erd(allow(no_primary_key, reason = " "))]
pub struct LogLine {
    #[erd(max_len = 200)]
    pub text: String,
}

fn main() {}
