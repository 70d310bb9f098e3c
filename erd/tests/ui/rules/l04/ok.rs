#[derive(erd::Entity)]
#[erd(retain("90 days"))]
pub struct Customer {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(deleted_at, index, sql_type = "timestamptz")]
    pub deleted_at: Option<i64>,
}

#[derive(erd::Entity)]
#[erd(retain("90 days"), partition_by(range(created_at), premake = 12, default), primary_key(id, created_at))]
pub struct LoginLog {
    pub id: i64,
    #[erd(created_at, sql_type = "timestamptz")]
    pub created_at: i64,
}

fn main() {}
