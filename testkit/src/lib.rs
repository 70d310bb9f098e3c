//! What the tests of `erd` need from the outside: throwaway servers, scratch databases, and schemas by
//! hand or at random.
//!
//! `cargo xtask test` starts the servers and names them in the environment; a test asks [`dialects`] which engines this
//! run uses, and works in a [`Scratch`] database of each; one that must hold on every version asks [`engines`]:
//!
//! ```
//! for dialect in testkit::dialects() {
//!     let mut database = testkit::Scratch::new(dialect);
//!     database.execute("CREATE TABLE t (id integer PRIMARY KEY)").unwrap();
//!     database.execute("INSERT INTO t VALUES (1)").unwrap();
//!     assert_eq!(database.query("SELECT id FROM t").unwrap(), [[Some("1".to_owned())]]);
//! }
//! ```

mod dialects;
mod engines;
pub mod random;
pub mod schema;
mod scratch;
pub mod servers;
pub mod tools;

pub use dialects::{DIALECTS_VARIABLE, dialects};
pub use engines::{Engine, OTHERS_VARIABLE, engines, engines_of};
pub use scratch::{Answer, Rows, Scratch};
