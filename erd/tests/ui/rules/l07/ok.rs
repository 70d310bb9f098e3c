#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(ephemeral, options(unlogged))]
pub struct Cart {
    #[erd(primary_key, identity)]
    pub id: i64,
}

fn main() {}
