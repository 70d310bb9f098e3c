#![deny(deprecated)]

#[derive(erd::Entity)]
#[erd(retain(forever, reason = "the law"))]
pub struct LoginLog {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub account: i64,
}

#[derive(erd::Entity)]
#[erd(ephemeral)]
pub struct Session {
    #[erd(primary_key, identity)]
    pub id: i64,
}

fn main() {}
