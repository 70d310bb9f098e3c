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
#[erd(primary_key(user_id, team_id), junction(User, Team))]
pub struct Member {
    #[erd(references(User, on_delete = restrict))]
    pub user_id: i64,
    #[erd(references(Team, on_delete = restrict), index)]
    pub team_id: i64,
    #[erd(deleted_at)]
    pub deleted_at: Option<i64>,
}

fn main() {}
