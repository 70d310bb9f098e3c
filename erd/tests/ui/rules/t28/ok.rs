#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(max_len = 200)]
    pub email: String,
    #[erd(generated = "lower(email)", index, max_len = 200)]
    pub handle: String,
    #[erd(generated(virtual = "upper(email)"), max_len = 200)]
    pub loud: String,
}

fn main() {}
