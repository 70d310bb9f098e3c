#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Note {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(default = "'NULL'", max_len = 80)]
    pub text: Option<String>,
}

fn main() {}
