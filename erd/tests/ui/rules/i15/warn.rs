#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(index(expr("lower(email)"); unique), access(by(email)))]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 254)]
    pub email: String,
}

fn main() {}
