//! Types of the crate `serde_json`.

super::scalars! { ::serde_json::Value => Json }
super::elements! { ::serde_json::Value }
