#[derive(erd::Entity)]
#[erd(retain("90 days"))]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(deleted_at, sql_type = "timestamptz")]
    pub deleted_at: Option<i64>,
}

fn main() {}
