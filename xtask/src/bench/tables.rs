//! How many tables the schemas of a measurement have.

use clap::Args;

#[derive(Args)]
pub(super) struct Tables {
    /// How many tables the schemas have
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        default_value = "1000,10000"
    )]
    pub(super) tables: Vec<usize>,
}
