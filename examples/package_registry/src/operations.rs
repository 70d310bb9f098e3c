//! What the service itself needs: jobs, queues, log files, totals.

use chrono::{DateTime, Utc};
use serde_json::Value;

#[derive(erd::Entity)]
#[erd(index(priority desc, id; name = "background_jobs_priority_id_index"))]
pub struct BackgroundJob {
    #[erd(primary_key, identity)]
    pub id: i64,
    pub job_type: String,
    pub data: Value,
    #[erd(default = "0")]
    pub retries: i32,
    #[erd(default = "'1970-01-01 00:00:00'::timestamp without time zone")]
    pub last_retry: DateTime<Utc>,
    #[erd(created_at)]
    pub created_at: DateTime<Utc>,
    #[erd(default = "0")]
    pub priority: i16,
}

/// Queue for batching CloudFront CDN invalidation requests
#[derive(erd::Entity)]
#[erd(table = "cloudfront_invalidation_queue")]
pub struct CloudfrontInvalidation {
    /// Unique identifier for each queued invalidation path
    #[erd(primary_key, identity)]
    pub id: i64,
    /// CloudFront path to invalidate (e.g. /crates/serde/serde-1.0.0.crate)
    pub path: String,
    /// Timestamp when the path was queued for invalidation
    #[erd(
        created_at,
        index(name = "idx_cloudfront_invalidation_queue_created_at")
    )]
    pub created_at: DateTime<Utc>,
    /// CloudFront distribution to invalidate: "index" for index.crates.io, "static" for static.crates.io
    #[erd(default = "'index'")]
    pub distribution: String,
}

/// List of all processed CDN log files, used to avoid processing the same file multiple times.
#[derive(erd::Entity)]
#[erd(primary_key(path; name = "processed_log_files_pk"))]
pub struct ProcessedLogFile {
    /// Path of the log file inside the S3 bucket
    #[erd(sql_type = "varchar")]
    pub path: String,
    /// Time when the log file was processed
    #[erd(default = "now()")]
    pub time: DateTime<Utc>,
}

#[derive(erd::Entity)]
#[erd(table = "metadata")]
pub struct Metadata {
    #[erd(primary_key)]
    pub total_downloads: i64,
}
