-- V2: one schema on three engines, with keys of other lengths. Of the nullable columns and defaults, one of each kind
-- differs from what the other engines have.
CREATE TABLE accounts (uuid CHAR(36) NOT NULL PRIMARY KEY, mail TEXT NOT NULL UNIQUE, signing_key TEXT NOT NULL);
CREATE TABLE memberships (
    uuid TEXT NOT NULL PRIMARY KEY,
    account_uuid VARCHAR(40) NOT NULL REFERENCES accounts (uuid),
    signing_key TEXT NOT NULL
);
CREATE TABLE group_keys (uuid TEXT NOT NULL PRIMARY KEY, secret TEXT NOT NULL);
CREATE TABLE devices (
    uuid VARCHAR(40) NOT NULL,
    account_uuid VARCHAR(40) NOT NULL REFERENCES accounts (uuid),
    last_used BIGINT NOT NULL DEFAULT 0,
    trusted BOOLEAN NOT NULL DEFAULT 0,
    seen_at DATETIME NOT NULL,
    PRIMARY KEY (uuid, account_uuid)
);
