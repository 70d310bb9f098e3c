-- V2: one schema on three engines, with keys of other lengths. Of the nullable columns and defaults, one of each kind
-- differs from what the other engines have.
CREATE TABLE accounts (uuid char(36) PRIMARY KEY, mail varchar(255) NOT NULL UNIQUE, signing_key text NOT NULL);
CREATE TABLE memberships (
    uuid char(36) PRIMARY KEY,
    account_uuid varchar(40) NOT NULL REFERENCES accounts (uuid),
    signing_key text NOT NULL
);
CREATE TABLE group_keys (uuid char(36) PRIMARY KEY, secret varchar(255));
CREATE TABLE devices (
    uuid varchar(40) NOT NULL,
    account_uuid varchar(40) NOT NULL REFERENCES accounts (uuid),
    last_used bigint DEFAULT 0 NOT NULL,
    trusted boolean DEFAULT false NOT NULL,
    seen_at timestamp NOT NULL,
    PRIMARY KEY (uuid, account_uuid)
);
