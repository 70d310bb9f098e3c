//! A log of changes is of rows that change and have a key; what it must not hold is no key.

#[derive(erd::Entity)]
#[erd(audit_log, allow(no_primary_key, reason = "the case"))]
pub struct Unnamed {
    pub total: i64,
}

#[derive(erd::Entity)]
#[erd(audit_log, append_only, retain(forever, reason = "the case"))]
pub struct Event {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(audit_log, managed = external)]
pub struct Foreign {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(audit_log)]
pub struct Person {
    #[erd(primary_key, max_len = 20, sensitive)]
    pub number: String,
}

#[derive(erd::Entity)]
#[erd(audit_log(retain("soon"), system_versioned = true, partitioned))]
pub struct Order {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sensitive = true)]
    pub card: i64,
}

fn main() {}
