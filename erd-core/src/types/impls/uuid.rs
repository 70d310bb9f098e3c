//! Types of the crate uuid.

super::scalars! { ::uuid::Uuid => Uuid }
super::elements! { ::uuid::Uuid }
