#[derive(erd::Entity)]
pub struct User {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
pub struct Team {
    #[erd(primary_key, identity)]
    pub id: i64,
}

#[derive(erd::Entity)]
#[erd(retain(forever, reason = "kept"))]
#[erd(junction(User, Team), unique(user_id, team_id; scope = live), index(user_id))]
pub struct Member {
    #[erd(primary_key, identity)]
    pub id: i64,
    #[erd(references(User, on_delete = restrict))]
    pub user_id: i64,
    #[erd(references(Team, on_delete = restrict), index)]
    pub team_id: i64,
    #[erd(deleted_at)]
    pub deleted_at: Option<i64>,
}

fn main() {}
