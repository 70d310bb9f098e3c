#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 200)]
    pub email: String,
    #[erd(generated(virtual = "lower(email)"), index, max_len = 200)]
    pub handle: String,
}

fn main() {}
