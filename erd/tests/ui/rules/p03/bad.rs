#[derive(erd::Entity)]
#[erd(partition_by(range(day), premake = 12), primary_key(id, day))]
pub struct Event {
    pub id: i64,
    #[erd(sql_type = "date")]
    pub day: String,
}

#[derive(erd::Entity)]
pub struct Remark {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(Event.id, on_delete = restrict), index)]
    pub event_id: i64,
}

fn main() {}
