#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(access(by(email_key)))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 254)]
    pub email: String,
    #[erd(max_len = 254, generated = "lower(email)", unique)]
    pub email_key: String,
}

fn main() {}
