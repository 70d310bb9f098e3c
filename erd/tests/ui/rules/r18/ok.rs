#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct Note {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(default = "'none'", max_len = 80)]
    pub text: Option<String>,
}

fn main() {}
