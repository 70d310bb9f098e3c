//! Network addresses of std and of the crate ipnetwork: `inet` on PostgreSQL, text elsewhere.

use super::elements;
use crate::def::{SqlDef, TypeDef};
use crate::{ColumnType, Dialect, Scalar};

/// Implements `ColumnType` for addresses with their type on MySQL and MariaDB, which holds the longest text.
macro_rules! addresses {
    ($($ty:ty, $text:literal;)*) => {
        $(impl ColumnType for $ty {
            const TYPE: TypeDef = TypeDef::Scalar(Scalar::Text);
            const SQL_TYPE: SqlDef = SqlDef {
                any: None,
                by_dialect: &[
                    (Dialect::Postgres, "inet"),
                    (Dialect::MySql, $text),
                    (Dialect::MariaDb, $text),
                ],
            };
            const ARRAY_SQL_TYPE: SqlDef = SqlDef {
                any: None,
                by_dialect: &[(Dialect::Postgres, "inet[]")],
            };
        }
        elements! { $ty })*
    };
}

addresses! {
    ::std::net::IpAddr, "varchar(45)";
    ::std::net::Ipv4Addr, "varchar(15)";
    ::std::net::Ipv6Addr, "varchar(45)";
}
#[cfg(feature = "network")]
addresses! {
    ::ipnetwork::IpNetwork, "varchar(49)";
    ::ipnetwork::Ipv4Network, "varchar(18)";
    ::ipnetwork::Ipv6Network, "varchar(49)";
}
