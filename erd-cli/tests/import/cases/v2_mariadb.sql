-- V2: one schema on three engines, with keys of other lengths. Of the nullable columns and defaults, one of each kind
-- differs from what the other engines have.
CREATE TABLE accounts (
    uuid char(36) NOT NULL PRIMARY KEY,
    mail varchar(255) NOT NULL UNIQUE,
    signing_key text
);
CREATE TABLE memberships (
    uuid char(36) NOT NULL PRIMARY KEY,
    account_uuid varchar(40) NOT NULL,
    signing_key text,
    KEY account_uuid (account_uuid),
    CONSTRAINT memberships_account FOREIGN KEY (account_uuid) REFERENCES accounts (uuid)
);
CREATE TABLE group_keys (uuid char(36) NOT NULL PRIMARY KEY, secret varchar(255) NOT NULL);
CREATE TABLE devices (
    uuid varchar(40) NOT NULL,
    account_uuid varchar(40) NOT NULL,
    last_used bigint NOT NULL,
    trusted tinyint(1) NOT NULL DEFAULT 0,
    seen_at datetime NOT NULL,
    PRIMARY KEY (uuid, account_uuid),
    KEY account_uuid (account_uuid),
    CONSTRAINT devices_account FOREIGN KEY (account_uuid) REFERENCES accounts (uuid)
);
