#![deny(deprecated)]

#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, max_len = 200)]
    pub email: String,
    #[erd(generated = "lower(email)", unique, max_len = 200)]
    pub handle: String,
}

fn main() {}
