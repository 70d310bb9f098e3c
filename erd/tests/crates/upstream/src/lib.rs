//! Entities and a mixin, for `downstream` to reference and embed.

pub mod accounts {
    //! Who may do things.

    /// An organisation.
    #[derive(erd::Entity)]
    pub struct Tenant {
        /// Key.
        #[erd(primary_key, identity)]
        pub id: i64,
        /// Name.
        #[erd(unique, max_len = 50)]
        pub name: String,
    }

    /// A person of an organisation.
    #[derive(erd::Entity)]
    #[erd(unique(tenant_id, id; name = "users_tenant_key"))]
    pub struct User {
        /// Key.
        #[erd(primary_key, identity)]
        pub id: i64,
        /// Organisation.
        #[erd(references(Tenant, on_delete = restrict))]
        pub tenant_id: i64,
    }
}

pub mod mixins {
    //! Columns for many tables. Their types are in scope here and nowhere else.

    use crate::accounts::User;
    use chrono::{DateTime, Utc};

    /// When, and by whom.
    #[derive(erd::Columns)]
    pub struct Audit {
        /// When the row came.
        #[erd(created_at)]
        pub created_at: DateTime<Utc>,
        /// When it last changed.
        #[erd(updated_at)]
        pub updated_at: DateTime<Utc>,
        /// Who made it.
        #[erd(created_by(User, on_delete = restrict), index)]
        pub created_by: i64,
    }
}
