#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(retain(forever, reason = "accounts are never purged"))]
pub struct Account {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(soft_delete)]
    pub deleted: bool,
}

fn main() {}
