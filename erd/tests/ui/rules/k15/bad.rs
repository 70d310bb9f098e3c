#[derive(erd::Entity)]
pub struct User {
    pub email: String,
    #[erd(generated(virtual = "lower(email)"), primary_key, max_len = 200)]
    pub handle: String,
}

fn main() {}
