//! Servers start, answer, and leave nothing behind.

use std::path::PathBuf;

use erd_core::Dialect;
use testkit::servers::{IN_MEMORY, Installation, Server};

/// The folders of this process's servers of one engine.
fn folders(name: &str) -> Vec<PathBuf> {
    let prefix = format!("erd-{name}-{}-", std::process::id());
    let memory = PathBuf::from(IN_MEMORY);
    let places = [std::env::temp_dir(), memory].into_iter();
    let entries = places.flat_map(std::fs::read_dir).flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(&prefix))
        })
        .collect()
}

#[test]
fn a_dropped_server_is_gone() {
    for dialect in testkit::dialects()
        .into_iter()
        .filter(|dialect| *dialect != Dialect::Sqlite)
    {
        let server = Server::start(dialect, &Installation::Any).unwrap();
        assert!(
            server
                .version()
                .starts_with(|first: char| first.is_ascii_digit()),
            "{}",
            server.version()
        );
        assert_eq!(folders(dialect.name()).len(), 1, "{dialect}");
        drop(server);
        assert!(folders(dialect.name()).is_empty(), "{dialect}");
    }
}

#[test]
fn a_folder_without_the_programs_is_an_error() {
    let nowhere = Installation::Folder(PathBuf::from("/nonexistent"));
    let error = Server::start(Dialect::Postgres, &nowhere).err().unwrap();
    assert_eq!(error, "PostgreSQL: there is no `initdb` in /nonexistent");
}
