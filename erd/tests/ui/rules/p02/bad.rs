#[derive(erd::Entity)]
#[erd(partition_by(range(day), premake = 12))]
pub struct Event {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(sql_type = "date")]
    pub day: Option<String>,
}

fn main() {}
