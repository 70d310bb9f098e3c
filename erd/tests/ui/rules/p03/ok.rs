#[derive(erd::Entity)]
#[erd(partition_by(range(day), premake = 12), primary_key(id, day))]
pub struct Event {
    pub id: i64,
    #[erd(sql_type = "date")]
    pub day: String,
}

#[derive(erd::Entity)]
#[erd(foreign_key((event_id, event_day) references Event, on_delete = restrict), index(event_id, event_day))]
pub struct Remark {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub event_id: i64,
    #[erd(sql_type = "date")]
    pub event_day: String,
}

fn main() {}
